"""Windows' manners, on any system: files that others hold, no modes, no flush of folders, names and long paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import disk
from data.piece_names import _cleaned, _free
from data.system import LONGEST_ON_WINDOWS
from tests.torture.figures import Effort, both_forms
from tests.torture.refusing import Refusal, as_windows_says, too_long
from tests.torture.scenes import Scene, at_home, scenes
from tests.torture.test_errors import SHARES, Trial
from tests.torture.truth import BrokenError

HELD = ("open", "replace", "unlink", "rmdir")
"""What is refused on a file that another program holds."""
SHORT = len(disk.PATIENCE) - 1
"""Tries that fail, of as many as are made: an antivirus lets go within a second or two."""
CODES = (5, 32, 33)
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\\]|[. ]$', re.MULTILINE)
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\..*)?$")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where each command is tried: nobody waits, folders are not flushed, modes are not kept."""
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    monkeypatch.delattr(os, "O_DIRECTORY")
    monkeypatch.setattr(os, "fchmod", lambda fd, mode: None)
    monkeypatch.setattr(os, "chmod", lambda path, mode, **_: None)
    with at_home(tmp_path / "run"):
        yield tmp_path.resolve() / "run"


def held(call: str, nth: int, code: int, tries: int) -> Refusal:
    """Another program takes the file that the nth call is for, and lets it go after so many tries."""
    whose, left = "", tries

    def refuse(name: str, rank: int, place: str) -> OSError | None:
        nonlocal whose, left
        if name == call and rank == nth:
            whose = place
        if not whose or left <= 0 or name not in HELD or place != whose:
            return None
        left -= 1
        return as_windows_says(code, place)

    return refuse


def tried(scene: Scene, root: Path, effort: Effort, most: int) -> tuple[int, int]:
    """Hold files of a command so many times, for a moment and for good; how often each."""
    trial = Trial(scene, root)
    places = [(call, nth) for call, nth in trial.calls if call in HELD]
    short = long = 0
    for rank in range(most):
        (call, nth), code = effort.chance.choice(places), effort.chance.choice(CODES)
        is_short = rank % 2 == 0
        desk, said = trial.done(held(call, nth, code, SHORT if is_short else 1 << 30))
        short, long = short + is_short, long + (not is_short)
        try:
            trial.judged(desk, said)
        except Exception as error:
            raise BrokenError(f"{scene}: {call} {nth} held ({code}, {is_short=}): {error}") from error
        if is_short and trial.refusing.refused and said.code:
            raise BrokenError(f"{scene}: {call} {nth} held for a moment ({code}): {said}")
    return short, long


@both_forms
@pytest.mark.parametrize("share", range(SHARES))
def test_files_that_another_program_holds(share: int, effort: Effort, root: Path) -> None:
    """For a moment: nobody notices. For good: a sentence, nothing lost, and it is done once they let go."""
    for scene in scenes()[share::SHARES]:
        short, long = tried(scene, root, effort, effort.times(full=100, short=2))
        effort.tell("Windows: files held by others", holds_let_go=short, holds_for_good=long, lost=0, tracebacks=0)


@both_forms
def test_names_that_windows_takes(effort: Effort, root: Path) -> None:
    """No name of ours is reserved there, ends in a dot, or differs from another one by its case alone."""
    names = 0
    for scene in scenes():
        for path in scene.found:
            name = path.rpartition("/")[2]
            names += 1
            assert not FORBIDDEN.search(name), path
            assert not RESERVED.match(name), path
        assert len({path.casefold() for path in scene.found}) == len(scene.found), scene
    effort.tell("Windows: names", names=names, lost=0)


HOSTILE = [
    "CON.jpg", "nul", "A.", "A", "a", "A .", "lpt1.tar.gz", "COM¹.png", "conin$", "x<y>:z|?*.pdf", ".", "..", "é" * 300,
    "\u202ephoto.gpj", "tab\there", "fin. .jpg", " aux .txt",
]  # fmt: skip


@both_forms
def test_names_of_evidence_are_ones_that_windows_takes(effort: Effort) -> None:
    """Whatever the file was called; no two differ by their case alone."""
    letters = 'aAéÉ.·- $¹cConNuUlLpPtT1:?*<>|"\\/\0\x1b'
    drawn = ["".join(effort.chance.choices(letters, k=effort.chance.randrange(1, 9))) for _ in range(
        effort.times(full=20_000, short=500))]  # fmt: skip
    taken: set[str] = set()
    for name in [*HOSTILE, *drawn]:
        given = _free(_cleaned(name), taken)
        assert given.casefold() not in taken
        assert not FORBIDDEN.search(given), (name, given)
        assert not RESERVED.match(given), (name, given)
        taken.add(given.casefold())
    effort.tell("Windows: names", names=len(taken), lost=0)


@both_forms
@pytest.mark.parametrize("share", range(SHARES))
def test_paths_that_are_too_long(share: int, effort: Effort, root: Path) -> None:
    """Over 260 letters: a sentence that says so, and nothing is lost."""
    for scene in scenes()[share::SHARES]:
        for _ in range(effort.times(full=4, short=1)):
            length = LONGEST_ON_WINDOWS - effort.chance.randrange(12, 90)
            far = root.parent / ("l" * max(1, length - len(str(root.parent)) - 1))
            with at_home(far):
                trial = Trial(scene, far)
                desk, said = trial.done(too_long)
                try:
                    trial.judged(desk, said)
                    assert not said.code or not trial.refusing.refused or SAYS_SO.search(said.out + said.err), said
                except Exception as error:
                    raise BrokenError(f"{scene}, at {length} letters: {error}") from error
        effort.tell("Windows: long paths", commands=effort.times(full=4, short=1), lost=0, tracebacks=0)


SAYS_SO = re.compile(r"trop long")
"""What is told: never that something is not there, which is what the system itself says of it."""
