"""What a store has said is done, and whether it still is: the judge of the round."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.access_log import AccessLog
from data.archive import Archive
from data.documents.swap import MARK
from data.integrity import check
from data.journal import Journal
from data.left_figures import LeftFigures, session_id
from data.rights import PRIVATE
from data.trainings import Trainings
from supervisor.action import Context, Reopen, WriteNote
from tests.command.command import NOW
from tests.torture.volume import Tree

Fact = tuple[str, ...]
"""Something that was acknowledged: an event by its digest, a line of a register, a box."""


class BrokenError(AssertionError):
    """The store does not keep what it said."""


@dataclass(frozen=True)
class Facts:
    """What a store says."""

    known: frozenset[Fact]
    sessions: dict[str, str]
    """What each session is known by once it is gone, by its number."""
    gone: frozenset[str]
    """Of sessions that left their figures."""


def facts_of(root: Path) -> Facts:
    """Read a store from its first byte; whatever is not as it should be is told.

    Raises:
        BrokenError: something of it cannot be read, or its journal is not whole.
    """
    store = root / "store"
    archive = Archive(store)
    known: set[Fact] = set()
    sessions: dict[str, str] = {}
    for shelf in archive.sessions():
        if shelf.problem or shelf.journal is None:
            raise BrokenError(shelf.problem)
        report = check(shelf.folder / "journal.jsonl")
        if not report.is_whole:
            raise BrokenError(str(report))
        entries = shelf.journal.session.entries
        sessions[shelf.number] = session_id(shelf.journal.session)
        for problem in shelf.journal.evidence.problems(entries):
            raise BrokenError(str(problem))
        known |= {("event", session_id(shelf.journal.session), str(entry.id), entry.digest) for entry in entries}
    known |= {("training", str(noted.training)) for noted in Trainings(store, PRIVATE).read()}
    left, unread = LeftFigures(store, PRIVATE).read_counting()
    known |= {("figures", session) for line in left for session in line.covers}
    known |= {("access", str(access)) for access in AccessLog(store).read()}
    if unread:
        raise BrokenError(f"{unread} lines of figures cannot be read")
    known |= set(_boxes(store))
    if (store / "store.json").exists():
        known.add(("settings", archive.group, str(archive.keep_months)))
    return Facts(frozenset(known), sessions, frozenset(session for line in left for session in line.covers))


def _boxes(store: Path) -> Iterable[Fact]:
    for path in (store / "referent").glob("*.json"):
        for key in json.loads(path.read_bytes())["done"]:
            yield "box", path.name, key


def holds(root: Path, before: Facts, after: Facts, *, is_done: bool) -> None:
    """What was acknowledged is there: all that was before but what the command takes away, and all of it after.

    Raises:
        BrokenError: something is lost, or stands there that nobody recorded.
    """
    here = facts_of(root)
    lost, more = lacks(here, before, after, is_done=is_done)
    if lost:
        raise BrokenError(f"lost: {lost}")
    if more:
        raise BrokenError(f"nobody recorded: {more}")
    if is_done and (back := (here.known & before.known) - after.known):
        raise BrokenError(f"came back: {sorted(back)[:4]}")
    gone = {*before.sessions.values()} - {*here.sessions.values()}
    if gone - here.gone:
        raise BrokenError(f"gone without its figures: {gone - here.gone}")


def lacks(here: Facts, before: Facts, after: Facts, *, is_done: bool) -> tuple[list[Fact], list[Fact]]:
    """What is not there and should be, and what is there and should not; the first few of both.

    Args:
        here: what is there.
        before: what was, before the command.
        after: what was, once it was done.
        is_done: it had answered that it was.
    """
    # A session that went left its figures, and all of its events went with it.
    left = {fact for fact in before.known if fact[0] == "event" and fact[1] in here.gone - set(here.sessions.values())}
    wanted = after.known if is_done else before.known & after.known
    return sorted(wanted - here.known - left)[:4], sorted(here.known - before.known - after.known)[:4]


def takes_a_note(root: Path) -> None:
    """Something can be recorded in every session, and then it is whole.

    Raises:
        BrokenError, StoreError: it cannot.
    """
    for shelf in Archive(root / "store").sessions():
        path = shelf.folder / "journal.jsonl"
        journal = Journal.open(path)
        then = Context(max([NOW, *(entry.recorded_at for entry in journal.session.entries)]), "Paul Durand", "poste-12")
        is_closed = journal.session.closed_at is not None
        done = journal.act(Reopen("et la suite") if is_closed else WriteNote("et la suite"), then)
        report = check(path)
        if len(done.entries) != 1 or not report.is_whole or report.session is None:
            raise BrokenError(f"no note after it: {report}")
        if report.session.entries[-1].digest != done.entries[0].digest:
            raise BrokenError("the note is not the last event")


def documents_are_whole(tree: Tree, before: Tree, after: Tree, *, is_done: bool, may_be_marked: bool = True) -> None:
    """What went out is all as it was, or all as it is to be; or the folder says that it is between the two.

    Args:
        tree: what is there.
        before: what was, before the command.
        after: what was, once it was done.
        is_done: it had answered.
        may_be_marked: a folder may say so.

    Raises:
        BrokenError: old and new ones are mixed and nobody is told, or one of them is not whole.
    """
    here, old, new = gone_out(tree), gone_out(before), gone_out(after)
    for path, data in here.items():
        if data not in (old.get(path), new.get(path)) and Path(path).name != MARK:
            raise BrokenError(f"{path} is not whole")
    marked = {str(Path(path).parent) for path in here if Path(path).name == MARK}
    here = {path: data for path, data in here.items() if Path(path).name != MARK}
    if here in (old, new) if not is_done else here == new:
        return
    changed = {path for path in {*old, *new} if here.get(path) != old.get(path)}
    kept = {path for path in {*old, *new} if here.get(path) != new.get(path)}
    top = {path.split("/")[1] for path in changed | kept}
    if is_done or not may_be_marked or not all(any(mark.split("/")[1:2] == [one] for mark in marked) for one in top):
        raise BrokenError(f"mixed: {sorted(changed)[:3]} are the new ones, {sorted(kept)[:3]} are not")


def gone_out(tree: Tree) -> Tree:
    """The documents under the names that people look for."""
    return {
        path: data
        for path, data in tree.items()
        if path.startswith("out/") and data is not None and not any(part.startswith(".") for part in path.split("/"))
    }
