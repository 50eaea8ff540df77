"""`vigie` without a verb: home, what is opened from it, home again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import screens.home.app
import supervisor.__main__ as door
from screens.home.choice import OpenSession, Rehearse
from tests.screens.home.store import StillClock, make
from tests.waiting import PATIENCE_S


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Runs `vigie` with these choices made at home, one after the other; answers how home was opened each time."""

    def run(store: Path, *choices: object, board: int = 0, terminal: bool = True) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = []
        left: Iterator[object] = iter(choices)

        def run_home(office: object, clock: object, **options: Any) -> object:
            seen.append(options)
            return next(left)

        def show(journal: Any, *_: object, **__: object) -> int:
            seen.append({"board": journal.session.number, "rehearsal": journal.session.rehearsal})
            return board

        monkeypatch.setattr(screens.home.app, "run_home", run_home)
        monkeypatch.setattr(door, "_show", show)
        monkeypatch.setattr(door, "has_terminal", lambda: terminal)
        monkeypatch.setattr(door, "_ask_for_a_terminal", lambda: None)
        seen.append({"code": door.main(["--store", str(store)], clock=StillClock())})
        return seen

    return run


def test_home_comes_back_after_the_board(visits: Callable[..., list[dict[str, Any]]], tmp_path: Path) -> None:
    """With the session that was opened chosen; so does it after a rehearsal."""
    make(tmp_path, "208")
    seen = visits(tmp_path, OpenSession("208"), Rehearse(), 0)
    assert [one.get("board") for one in seen] == [None, "208", None, "208", None, None]
    assert [one["rehearsal"] for one in seen if "board" in one] == [False, True]
    assert [one["chosen"] for one in seen if "chosen" in one] == ["", "208", "208"]
    assert seen[-1] == {"code": 0}


def test_a_session_that_is_gone(visits: Callable[..., list[dict[str, Any]]], tmp_path: Path) -> None:
    """Home says so."""
    seen = visits(tmp_path, OpenSession("208"), 0)
    assert "La session 208 n'est pas dans" in seen[1]["sentence"]


def test_a_board_that_breaks(visits: Callable[..., list[dict[str, Any]]], tmp_path: Path) -> None:
    """Its exit code is ours."""
    make(tmp_path, "208")
    assert visits(tmp_path, OpenSession("208"), board=1)[-1] == {"code": 1}


def test_without_a_terminal(
    visits: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A verb is asked for, as ever."""
    assert visits(tmp_path, terminal=False) == [{"code": 2}]
    assert "VERBE (vigie --help)" in capsys.readouterr().err


@pytest.mark.e2e
@pytest.mark.skipif(os.name != "posix", reason="needs a pty")
@pytest.mark.parametrize("name", [pytest.param("SIGTERM", marks=pytest.mark.wide), "SIGHUP"])
def test_home_ends_on_a_signal(tmp_path: Path, name: str) -> None:
    """Cleanly, and the terminal is given back."""
    import pty

    leader, follower = pty.openpty()
    words = [sys.executable, "-m", "supervisor", "--store", str(tmp_path / "store")]
    house = Path(__file__).resolve().parents[3]
    program = subprocess.Popen(words, stdin=follower, stdout=follower, stderr=follower, cwd=house)
    os.close(follower)
    try:
        shown = b""
        deadline = time.monotonic() + 30
        while b"Bienvenue" not in shown and time.monotonic() < deadline:
            shown += os.read(leader, 65536)
        program.send_signal(getattr(signal, name))
        assert program.wait(PATIENCE_S) == 0
    finally:
        program.kill()
        program.wait()
        os.close(leader)
