"""Each call of each command that writes fails, once or from then on: a sentence, nothing lost, a second try does it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import disk
from tests.command.command import Answer
from tests.torture.figures import Effort, both_forms
from tests.torture.refusing import KINDS, Refusal, Refusing, failing
from tests.torture.scenes import Desk, Scene, at_home, foreseen_names, in_no_hurry, scenes, tree_of
from tests.torture.truth import BrokenError, documents_are_whole, facts_of, gone_out, lacks, takes_a_note

SHARES = 8
LEFT = re.compile(r"(^|/)(\.new-|\.vigie-)|\.new$")
"""Names that are never given for good."""
HOUR = 3_700
_ENGLISH = re.compile(r"Traceback|Errno|Error\b|Exception")
_NOT_READ = re.compile(r"illisible|ne peut pas être lu|Lecture impossible|n'a pas pu être lu|non lue|trop long")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where each command is tried."""
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    with at_home(tmp_path / "run"):
        yield tmp_path.resolve() / "run"


class Trial:
    """A command that is done well once, then refused something."""

    def __init__(self, scene: Scene, root: Path) -> None:
        self.scene, self.root = scene, root
        scene.set_up(root)
        self.before = facts_of(root)
        self.refusing = Refusing(root)
        _, said = self.done(lambda call, nth, place: None)
        assert said.code == 0, said
        self.calls = [(call, nth) for call, count in self.refusing.seen.items() for nth in range(1, count + 1)]
        self.after, self.left = facts_of(root), tree_of(root)

    def refused(self, call: str, nth: int, kind: str) -> None:
        """Refuse one call, judge what is told and what is there, and do it again.

        Raises:
            BrokenError: something is lost, or told that is not so.
        """
        desk, said = self.done(failing(call, nth, kind))
        assert self.refusing.refused
        self.judged(desk, said)

    def done(self, refuse: Refusal) -> tuple[Desk, Answer]:
        """The command once more on the store that it finds, refused this; where it was done, and what it said."""
        desk = self.scene.set_up(self.root)
        self.refusing.refuse = refuse
        with foreseen_names(), in_no_hurry(), self.refusing.watching():
            return desk, self.scene.deed(desk)

    def judged(self, desk: Desk, said: Answer) -> None:
        """Judge what a command said and left, and do it again."""
        with in_no_hurry():
            self._judged(desk, said)

    def _judged(self, desk: Desk, said: Answer) -> None:
        told(said)
        here = facts_of(self.root)
        # What cannot be read is told, and so is what was done without it.
        is_done = said.code == 0 and not _NOT_READ.search(said.out + said.err)
        gone, more = lacks(here, self.before, self.after, is_done=is_done)
        if "n'est pas noté" in said.err:
            gone = [fact for fact in gone if fact[0] != "access"]
        if gone or more:
            raise BrokenError(f"{said}: lost {gone}, nobody recorded {more}")
        tree = tree_of(self.root)
        # A report says itself which sessions could not be read, and that none of its figures counts them.
        if not any("laissées de côté".encode() in (data or b"") for data in tree.values()):
            documents_are_whole(tree, self.scene.found, self.left, is_done=False)
        again = self.scene.deed(desk)
        told(again)
        if self.scene.family != "boxes, drafts, who sits" and again.code != 0:
            lost, _ = lacks(facts_of(self.root), self.before, self.after, is_done=True)
            # A disk that is gone in the middle of several sessions takes none of them back, which is told.
            if lost and "n'ont pas pu être reprises" not in said.err:
                raise BrokenError(f"{said}, then {again}: {lost} is not there")
        if gone_out(tree_of(self.root)).keys() != gone_out(self.left).keys():
            raise BrokenError(f"{said}, then {again}: other documents than without it")
        takes_a_note(self.root)
        self.leaves_nothing(desk)

    def leaves_nothing(self, desk: Desk) -> None:
        """What could not be taken away at once is by the next who passes."""
        if not any(LEFT.search(path) for path in tree_of(self.root)):
            return
        for path in self.root.rglob("*"):
            if LEFT.search(path.as_posix()):
                old = path.stat().st_mtime - HOUR
                os.utime(path, (old, old))
        desk("purge", "--yes")
        for folder in {path.parent for path in self.root.rglob(".vigie-*")}:
            desk("export", "208", "--to", str(folder), "--only", "csv", "--force")
        if left := [path for path in tree_of(self.root) if LEFT.search(path)]:
            raise BrokenError(f"never cleaned: {left}")


def told(said: Answer) -> None:
    """A sentence where it was not done, never a traceback."""
    if (
        said.code not in (0, 1, 2, 3)
        or _ENGLISH.search(said.out + said.err)
        or (said.code and not (said.out + said.err).strip())
    ):
        raise BrokenError(f"{said}")


def tried(scene: Scene, root: Path, effort: Effort, most: int) -> int:
    """Refuse so many calls of a command, drawn by chance among all of them and all that can be answered."""
    trial = Trial(scene, root)
    every = [(call, nth, kind) for call, nth in trial.calls for kind in KINDS]
    chosen = effort.chance.sample(every, min(most, len(every)))
    for call, nth, kind in chosen:
        try:
            trial.refused(call, nth, kind)
        except Exception as error:
            raise BrokenError(f"{scene}: {kind} at the {nth}th {call}: {error}") from error
    return len(chosen)


@both_forms
@pytest.mark.parametrize("share", range(SHARES))
def test_an_error_at_any_call_is_told_and_loses_nothing(share: int, effort: Effort, root: Path) -> None:
    """Every command that writes; whatever the system answers."""
    for scene in scenes()[share::SHARES]:
        count = tried(scene, root, effort, effort.times(full=90, short=2))
        effort.tell(f"errors: {scene.family}", injected_errors=count, lost=0, tracebacks=0)
