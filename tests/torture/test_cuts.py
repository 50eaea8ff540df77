"""The power goes at any call of any command: whatever the disk had kept by then, nothing acknowledged is lost.

Each command is run once and watched; each state that a cut could have left is laid out and looked at (`volume.py` says
which those are): the store opens, `check` tells the truth, all that was acknowledged is there, another note goes in.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.documents.swap import MARK, finish
from tests.torture.figures import Effort, both_forms
from tests.torture.scenes import Scene, at_home, foreseen_names, in_no_hurry, scenes, tree_of
from tests.torture.truth import BrokenError, Facts, documents_are_whole, facts_of, holds, takes_a_note
from tests.torture.volume import Recorder, State, Tree, states, write_out

SHARES = 8
"""The scenes are dealt to so many tests, so that several processes share the work."""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Where each state is laid out."""
    with at_home(tmp_path / "run"):
        yield tmp_path.resolve() / "run"


def cut(scene: Scene, root: Path, effort: Effort) -> int:
    """Cut the power at every call of a command; how many states were looked at."""
    scene.set_up(root)
    before = facts_of(root)
    # Looking at an older journal makes it one of today.
    desk, found = scene.set_up(root), scene.found
    recorder = Recorder(root)
    with foreseen_names(), recorder.watching():
        said = scene.deed(desk)
    assert said.code == 0, said
    after, left = facts_of(root), tree_of(root)
    seen = 0
    tears, draws = effort.times(full=96, short=0), effort.times(full=4, short=0)
    judged: set[int] = set()
    for state in states(recorder, effort.chance, tears=tears, draws=draws):
        is_done = state.after == len(recorder.ops) and (scene.is_kept or state.is_kill)
        seen += 1
        try:
            # What goes out is looked at beside; of a store that was judged already nothing new is to be said.
            if (
                key := hash((is_done, *(item for item in sorted(state.tree.items()) if is_kept(item[0]))))
            ) not in judged:
                judged.add(key)
                with in_no_hurry():
                    look_at(scene, state, root, before, after, is_done=is_done)
            documents_are_whole(state.tree, found, left, is_done=is_done)
            finished(state.tree, root, found, left)
        except Exception as error:
            told = f"{scene}, call {state.after} of {len(recorder.ops)}, {state.is_kill=}: {error}"
            raise BrokenError(f"{told}\n{shown(state.tree)}") from error
    return seen


def is_kept(path: str) -> bool:
    """Whether it is of the store, or of what is kept of a person."""
    return path.startswith(("store", "state"))


def look_at(scene: Scene, state: State, root: Path, before: Facts, after: Facts, *, is_done: bool) -> None:
    """Lay a state out and judge it."""
    shutil.rmtree(root)
    root.mkdir()
    write_out(state.tree, root)
    holds(root, before, after, is_done=is_done)
    if is_done and scene.forgets:
        for path, data in state.tree.items():
            assert not any(name.encode() in (data or b"") for name in scene.forgets if path.startswith("store/")), path
    takes_a_note(root)


def finished(tree: Tree, root: Path, before: Tree, after: Tree) -> None:
    """What a mark speaks of is finished by the next who writes there; then all is old, or all is new."""
    marked = [path for path in tree if Path(path).name == MARK and not any(p.startswith(".") for p in Path(path).parts)]
    if marked:
        shutil.rmtree(root)
        root.mkdir()
        write_out({path: data for path, data in tree.items() if path.startswith("out")}, root)
        for path in marked:
            with in_no_hurry():
                finish((root / path).parent)
        documents_are_whole(tree_of(root), before, after, is_done=False, may_be_marked=False)


def shown(tree: Tree) -> str:
    """The names in a state, and how long each file is."""
    return "\n".join(f"{path} {'' if data is None else len(data)}" for path, data in sorted(tree.items()))


@both_forms
@pytest.mark.parametrize("share", range(SHARES))
def test_a_cut_at_any_call_loses_nothing_acknowledged(share: int, effort: Effort, root: Path) -> None:
    """Every command that writes, every state that a cut could leave."""
    for scene in scenes()[share::SHARES]:
        seen = cut(scene, root, effort)
        effort.tell(f"power cuts: {scene.family}", crash_states=seen, lost=0)
