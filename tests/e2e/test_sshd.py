"""The référent over a real OpenSSH server on loopback: what his key opens, and all that it does not."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.sshd import Server, free_port, needs_sshd, reads_from
from tests.e2e.terminal import NEEDS_TMUX, SAME_KEY_S, Store, Terminal, Tmux, imported, until
from tests.waiting import PATIENCE_S

pytestmark = [
    pytest.mark.wide,
    pytest.mark.e2e,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked for in /proc"),
    # One server for all of them.
    pytest.mark.xdist_group("sshd"),
]

WAYS_OUT = (
    "sh", "status; touch /tmp/vigie-got-out", "status && sh", "status `touch /tmp/vigie-got-out`", "status | sh",
    "status $(touch /tmp/vigie-got-out)", "status 208\ntouch /tmp/vigie-got-out", "> /tmp/vigie-got-out",
    "VIGIE_STORE=/etc status", "status --store /etc", "log ../../../etc/passwd", "export 208 --to /tmp/vigie-got-out",
    "do 208 sign 1", "run 208", "finalise 208", "status -h", "scp -t /tmp", "internal-sftp", "status " + "9" * 2000,
)  # fmt: skip
"""A part of what tests/command/ways_out.py tries without a line."""
GOT_OUT = Path("/tmp/vigie-got-out")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with session 208 behind its keys; 1 to 4 have joined."""
    needs_sshd()
    store = imported(tmp_path_factory.mktemp("sshd"))
    for number in "1234":
        store.done("do", "208", "identity", number)
    store.done("do", "208", "sign", "1-4")
    store.done("do", "208", "join", "1-4")
    with Server(store) as server:
        yield server


@pytest.fixture
def store(server: Server) -> Store:
    """The store behind the keys."""
    return server.store


@pytest.fixture
def tmux(store: Store) -> Iterator[Tmux]:
    """A tmux server of this test's own."""
    with Tmux(store) as tmux:
        yield tmux


def review(tmux: Tmux, server: Server, *asked: str, options: tuple[str, ...] = (), key: str = "review") -> Terminal:
    """What the key opens, over the line, in a terminal."""
    return tmux.open(program=[*server.options(key), "-tt", *options, server.who, *asked])


# What the key opens ------------------------------------------------------------------------------------


def test_lines(server: Server, store: Store) -> None:
    """Status, log and export answer as they do in the room; the export is one JSON on standard output."""
    assert server.ask("status").stdout == store.done("status")
    assert server.ask("vigie", "log", "208").stdout == store.done("log", "208")
    exported = json.loads(server.ask("export", "208").stdout)
    assert exported["format"] == "vigie-export"
    assert len(exported["candidates"]) == 20
    without_a_terminal = server.ask()
    assert (without_a_terminal.returncode, without_a_terminal.stdout) == (2, "")
    assert "terminal" in without_a_terminal.stderr


@NEEDS_TMUX
def test_live(server: Server, store: Store, tmux: Tmux) -> None:
    """While the room goes on: what the surveillant notes shows here; no key of the référent's changes it."""
    terminal = review(tmux, server, "review", "208")
    terminal.sees(" 208 ", "03  CASTELNAUDET", "A rejoint")
    store.done("do", "208", "start", "3")
    until(lambda: terminal.rows[3].status == "En cours", lambda: terminal.text)
    # Économe: minutes, not seconds; the hour as well.
    assert "2 h" in terminal.text or "1 h 4" in terminal.text
    before = store.log()
    for key in ("e", "r", "d", "f", "a", "D", "x", "h", "u", "t", "s", "n", "C", "S", "+", "c"):
        terminal.press(key)
        terminal.press("Escape")
    terminal.press("Escape")
    terminal.sees("03  CASTELNAUDET")
    assert store.log() == before
    terminal.hang_up()
    server.none_left()


@NEEDS_TMUX
def test_keys_that_might_lead_out(server: Server, tmux: Tmux) -> None:
    """Suspend, palette, screenshots, sizes that no screen has: the review stays, and there is no shell behind it."""
    before = {path for path in Path.home().iterdir() if path.suffix == ".svg"}
    # Nothing asked for: all sessions, and from there the one.
    terminal = review(tmux, server)
    terminal.sees("lecture", "Lycée J.-B. Lulli", "Entrée ouvrir")
    terminal.press("C-z")
    # A key within half a second of the list is one too many of what led there.
    time.sleep(SAME_KEY_S)
    terminal.press("Enter")
    terminal.sees("03  CASTELNAUDET")
    terminal.press("C-z")
    terminal.press("C-\\")
    terminal.press("C-c")
    terminal.press("C-d")
    terminal.write("\x1b[I!sh\r")
    terminal.press("Escape")
    terminal.press("C-p")
    terminal.write("screenshot")
    terminal.press("Enter")
    terminal.press("Escape", "Escape")
    for width, height in ((1, 1), (2, 300), (300, 2), (1, 1), (80, 24)):
        terminal.resize(width, height)
    terminal.press("Escape")
    terminal.sees("03  CASTELNAUDET", " 208 ")
    assert len(server.vigies()) == 1
    assert list(server.home.rglob("*.svg")) == []
    assert {path for path in Path.home().iterdir() if path.suffix == ".svg"} == before
    terminal.hang_up()
    server.none_left()


# What it does not open ---------------------------------------------------------------------------------


def test_ways_out(server: Server, store: Store) -> None:
    """Each is one sentence and exit 2; nothing was done, nowhere."""
    GOT_OUT.unlink(missing_ok=True)
    before = store.log()
    with server.one_line() as ask, ThreadPoolExecutor(6) as pool:
        for asked, ended in zip(WAYS_OUT, pool.map(ask, WAYS_OUT), strict=True):
            assert (ended.returncode, ended.stdout) == (2, ""), asked
            # What the account's shell says at its start may come before it.
            assert ended.stderr.splitlines()[-1].startswith("cette clé ouvre review"), asked
            assert "Traceback" not in ended.stderr
    assert not GOT_OUT.exists()
    assert store.log() == before
    told = store.done("log", "--access")
    assert told.count("demande refusée") >= len(WAYS_OUT)


def test_the_other_key(server: Server) -> None:
    """That for `finalise` opens nothing of the first one, and the other way round."""
    for asked in ("status", "sh"):
        ended = server.ask(asked, key="finalise")
        assert (ended.returncode, ended.stdout) == (2, ""), asked
        assert "finalise [N]" in ended.stderr
    ended = server.ask("finalise", "208", key="finalise")
    assert ended.returncode == 1
    assert "n'est pas close" in ended.stderr


def test_files(server: Server, tmp_path: Path) -> None:
    """Neither sftp nor scp, old or new, brings a file in or out."""
    mine = tmp_path / "mine"
    mine.write_text("x", encoding="utf-8")
    there = tmp_path / "there"
    for words in (
        [*server.options(program="scp"), str(mine), f"{server.who}:{there}"],
        [*server.options(program="scp"), "-O", str(mine), f"{server.who}:{there}"],
        [*server.options(program="scp"), f"{server.who}:/etc/hostname", str(there)],
        [*server.options(program="scp"), "-O", f"{server.who}:/etc/hostname", str(there)],
        [*server.options(program="sftp"), "-b", "/dev/null", server.who],
    ):
        ended = subprocess.run(
            words, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE_S * 2, check=False
        )
        assert ended.returncode != 0, words[0]
        assert not there.exists()


def test_forwarding(server: Server) -> None:
    """No port of the machine, nor of its network, is reached through the line, in either direction."""
    port = free_port()
    target = f"127.0.0.1:{server.port}"
    assert reads_from(server.port).startswith(b"SSH-2.0")
    socks = b"\x05\x01\x00"
    connect = b"\x05\x01\x00\x01\x7f\x00\x00\x01" + server.port.to_bytes(2, "big")
    for option, sent in ((f"-L{port}:{target}", b""), (f"-D{port}", socks + connect)):
        with subprocess.Popen(
            [*server.options(), "-N", option, server.who], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as line:
            try:
                # SOCKS answers its greeting by itself; behind it comes no greeting of a server.
                assert b"SSH" not in reads_from(port, sent)
            finally:
                line.kill()
    stdio = server.ask(options=["-W", target])
    assert stdio.returncode != 0
    assert "SSH" not in stdio.stdout
    back = server.ask(options=["-N", "-o", "ExitOnForwardFailure=yes", "-R", f"0:{target}"])
    assert back.returncode != 0
    assert server.vigies() == []


@NEEDS_TMUX
def test_variables(server: Server, store: Store, tmux: Tmux, tmp_path: Path) -> None:
    """A server that lets in too many of them: they lead to no other store and no file; no agent, no display."""
    other = imported(tmp_path)
    sent = {
        "VIGIE_STORE": other.environment["VIGIE_STORE"], "VIGIE_SETTINGS": "/etc/passwd",
        "TEXTUAL_LOG": str(tmp_path / "log"), "TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state2"), "DISPLAY": ":9",
    }  # fmt: skip
    other.done("do", "208", "note", "session", "autre dossier")
    sending = ["-o", f"SendEnv={' '.join(sent)}"]
    ended = server.ask("log", "208", options=sending, variables=sent)
    assert "glages" not in ended.stderr
    assert ended.stdout == store.done("log", "208")
    with Tmux(store) as sender:
        terminal = sender.open(
            program=[*server.options(), "-tt", "-A", "-X", *sending, server.who, "review", "208"], variables=sent
        )
        terminal.sees("03  CASTELNAUDET")
        terminal.press("C-z")
        terminal.resize(100, 30)
        terminal.sees("03  CASTELNAUDET")
        (pid,) = server.vigies()
        # They did come over the line.
        assert server.variables_of(pid).get("TEXTUAL_ALLOW_SIGNALS") == "1"
        assert not {"SSH_AUTH_SOCK", "DISPLAY"} & set(server.variables_of(pid))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
    server.none_left()


# A line that is cut ------------------------------------------------------------------------------------


@NEEDS_TMUX
@pytest.mark.parametrize("how", ["client", "server"])
def test_cut_in_the_middle(how: str, server: Server, store: Store, tmux: Tmux) -> None:
    """Whichever end dies: nothing of Vigie is left behind, the store is whole, and it opens again as it was."""
    terminal = review(tmux, server, "review", "208")
    # Its first picture may be drawn before its lines have settled.
    until(lambda: len(terminal.rows) == 20, lambda: terminal.text)
    shown = {number: row.lasting for number, row in terminal.rows.items()}
    (vigie,) = server.vigies()
    if how == "client":
        os.kill(terminal.pid, signal.SIGKILL)
    else:
        for pid in server.sessions():
            if pid != vigie:
                os.kill(pid, signal.SIGKILL)
    server.none_left()
    assert "journal entier" in store.done("check", "208")
    again = review(tmux, server, "review", "208")
    again.sees("03  CASTELNAUDET")
    until(lambda: {number: row.lasting for number, row in again.rows.items()} == shown, lambda: again.text)
    again.hang_up()
    server.none_left()


@pytest.mark.parametrize("asked", ["status --watch", "status 208 --watch", "log 208 --follow"])
def test_lines_that_go_on(asked: str, server: Server, store: Store) -> None:
    """Each change is a line while it happens; they end with whoever reads them."""
    with server.start(asked) as line:
        assert line.stdout is not None
        assert line.stdout.readline()
        until(lambda: bool(server.vigies()), lambda: "it has ended")
        text = f"vu pendant {asked}"
        store.done("do", "208", "incident", "2", "C7", "--text", text)
        wanted = text if asked.startswith("log") else "signalement"
        for told in line.stdout:
            if wanted in told:
                break
        else:
            pytest.fail("it ended before it told")
        line.kill()
    server.none_left()
