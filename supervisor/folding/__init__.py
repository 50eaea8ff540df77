"""`fold`: from the events of a journal to the session as it stands.

Events count in the order they were recorded; their `at` only gives the instants. A reverted action is left
out; it stays in the log. Folding never refuses anything: what was recorded happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from supervisor import event as ev
from supervisor.chronicle import Chronicle
from supervisor.folding import subjects  # noqa: F401 (what each kind of event changes)
from supervisor.folding.mutable import MutableSession
from supervisor.reference import Header
from supervisor.session import Session

__all__ = ["fold", "reverted_actions", "then", "utc"]


def fold(header: Header, entries: Sequence[ev.Entry]) -> Session:
    """The state of a session after these events, from nothing.

    Args:
        header: the first line of its journal.
        entries: all its events, in order of recording.
    """
    reverted = reverted_actions(entries)
    state = MutableSession(Session(header=header))
    for entry in entries:
        if entry.action not in reverted:
            state.apply(entry)
    return state.frozen(entries=Chronicle(entries), reverted=reverted)


def then(session: Session, entries: Sequence[ev.Entry]) -> Session:
    """The state after these further events; the same as folding everything again."""
    if any(isinstance(entry.event, ev.ActionUndone) for entry in entries):
        return fold(session.header, (*session.entries, *entries))
    state = MutableSession(session)
    for entry in entries:
        state.apply(entry)
    after = state.frozen(entries=session.entries.followed_by(entries), reverted=session.reverted)
    return after.following(session)


def reverted_actions(entries: Iterable[ev.Entry]) -> frozenset[int]:
    """Ids of the actions that do not count: an undo reverts its target unless it is itself reverted."""
    reverted: set[int] = set()
    undos = [entry for entry in entries if isinstance(entry.event, ev.ActionUndone)]
    for entry in reversed(undos):
        if entry.action not in reverted and isinstance(entry.event, ev.ActionUndone):
            reverted.add(entry.event.target)
    return frozenset(reverted)


def utc(instant: datetime) -> datetime:
    """An aware instant in UTC, whole seconds: how the journal keeps it."""
    return instant.astimezone(UTC).replace(microsecond=0)
