"""Terminals as they are met: other encodings, no name, no size, sizes that no screen has, none at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import HOUSE, BarePty, Store, imported, until
from tests.e2e.warm import warm
from tests.waiting import PATIENCE_S

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(os.name != "posix", reason="ptys")]

SCREENS = (("run", "208"), (), ("review", "208"), ("review",), ("demo",))
"""Commands with a screen; nothing at all is home."""
CTRL_C, CTRL_Q = b"\x03", b"\x11"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with session 208 in it; nothing here records."""
    return imported(tmp_path_factory.mktemp("odd"))


def quits(pty: BarePty) -> None:
    """Ctrl+Q leaves it, with 0 and without a word of Python's."""
    pty.write(CTRL_Q)
    assert pty.ends() == 0
    assert b"Traceback" not in pty.drawn


# Bytes -------------------------------------------------------------------------------------------------


@pytest.mark.wide
def test_latin_1(store: Store) -> None:
    """é of a terminal that is no UTF-8: read, told once, and the program lives."""
    with BarePty(store) as pty:
        pty.reads_until("Qui est là")
        pty.write(b"\xe9")
        pty.reads_until("pas d'UTF-8")
        pty.write(CTRL_C)
        pty.reads_until("q pour quitter")
        quits(pty)


@pytest.mark.wide
@pytest.mark.parametrize(
    "sent",
    [b"\xff\xfe\x00", b"\xc3", b"\xed\xa0\x80", b"\x1b[1114112u", b"\x1b[999999999999999999u",
     b"\x1b[<0;99999999999;1M", b"\x1b[48;65535;65535;0;0t", b"\x1b[", bytes(range(128, 256))],
)  # fmt: skip
def test_any_bytes(sent: bytes, store: Store) -> None:
    """Whatever comes over the line, the keys after it are keys."""
    with BarePty(store) as pty:
        pty.reads_until("Qui est là")
        pty.write(sent)
        # What may have begun a sequence has an end.
        pty.write(b"\x1b\\\x1b")
        pty.write(CTRL_C)
        pty.reads_until("q pour quitter")
        assert pty.peak_memory < 200_000_000
        quits(pty)


# Names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({}, id="unset"),
        *(pytest.param({"TERM": name}, marks=pytest.mark.wide) for name in ("unknown", "")),
    ],
    ids=str,
)
def test_no_name(variables: dict[str, str], store: Store) -> None:
    """A terminal of which the system knows nothing is drawn on, in sizes that Rich would not have guessed."""
    with BarePty(store, variables=variables, size=(100, 30)) as pty:
        pty.reads_until("Qui est là")
        pty.write(CTRL_C)
        pty.reads_until("q pour quitter")
        quits(pty)


@pytest.mark.wide
@pytest.mark.parametrize("words", SCREENS, ids=str)
def test_dumb(words: tuple[str, ...], store: Store) -> None:
    """One that says it cannot draw gets a sentence."""
    with BarePty(store, words=words, variables={"TERM": "dumb"}) as pty:
        assert pty.ends() == 2
        assert "réglez TERM".encode() in pty.drawn
        assert pty.drawn.count(b"\n") == 1


# Sizes -------------------------------------------------------------------------------------------------


@pytest.mark.wide
@pytest.mark.parametrize("size", [(0, 0), (0, 24), (80, 0)])
def test_no_size(size: tuple[int, int], store: Store) -> None:
    """A terminal that does not say how large it is: 80x24."""
    with BarePty(store, size=size) as pty:
        pty.reads_until("Qui est là")
        quits(pty)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked at in /proc")
@pytest.mark.wide
@pytest.mark.parametrize("words", [("run", "208"), ("review", "208")], ids=str)
def test_endless(words: tuple[str, ...], store: Store) -> None:
    """Said to be 65535x65535, at first and while it runs: a picture, in memory that any laptop has."""
    with BarePty(store, words=words, size=(65535, 65535)) as pty:
        pty.reads_until("ABGRALLOU")
        # Too small for any name: what the first picture had left to draw cannot be taken for the next one.
        pty.resize(20, 4)
        pty.reads_until("Agrandissez")
        pty.resize(65535, 65535)
        pty.reads_until("ABGRALLOU")
        assert pty.peak_memory < 200_000_000
        quits(pty)


def test_tiny(store: Store) -> None:
    """A window in which nothing has room says so, lives, and shows all again when it is larger."""
    with BarePty(store, size=(20, 4)) as pty:
        pty.reads_until("Agrandissez")
        pty.resize(80, 24)
        pty.reads_until("Qui est là")
        pty.resize(1, 1)
        pty.reads_until("Agrandissez")
        pty.write("q")
        until(lambda: pty.ends() == 0, lambda: "q does not leave")


# No terminal -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [*SCREENS, ("finalise", "208")], ids=str)
def test_no_terminal(words: tuple[str, ...], store: Store) -> None:
    """Neither in nor out: one sentence, and no escape sequence."""
    ended = warm(words, "", store.environment)
    assert ended.returncode in (1, 2)
    assert len(ended.stderr.splitlines()) == 1
    assert "\x1b" not in ended.stdout + ended.stderr


@pytest.mark.wide
@pytest.mark.parametrize("elsewhere", ["stdin", "stdout", "stderr"])
@pytest.mark.parametrize("words", SCREENS, ids=str)
def test_half_a_terminal(elsewhere: str, words: tuple[str, ...], store: Store) -> None:
    """One of its three streams leads elsewhere: a sentence, never a screen that nobody sees or that hears nobody."""
    master, slave = os.openpty()
    streams: dict[str, int] = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
    streams[elsewhere] = subprocess.DEVNULL if elsewhere == "stdin" else subprocess.PIPE
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "supervisor", *words],
            cwd=HOUSE, env={**store.environment, "TERM": "xterm"}, timeout=PATIENCE_S, check=False, **streams,  # type: ignore[call-overload]
        )  # fmt: skip
        assert ended.returncode == 2
        told = b"".join([ended.stderr or b"", os.read(master, 4096) if elsewhere != "stderr" else b""])
        assert b"terminal" in told or b"VERBE" in told
        assert b"\x1b" not in told
    finally:
        os.close(slave)
        os.close(master)
