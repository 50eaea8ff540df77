"""The other sessions of a store, for what only they know: a person whose test runs in two of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from data import disk
from data.errors import StoreError
from data.integrity import session_in
from data.storage import decode
from supervisor.candidate import ERASED_IDENTITY
from supervisor.decision import Remark
from supervisor.event import Entry, TestResumed, TestStarted
from supervisor.session import Session

NEAR = timedelta(days=1)
"""Sessions planned further apart are not read: a test does not run for days."""


def running_elsewhere(path: Path, session: Session, entries: Iterable[Entry]) -> tuple[Remark, ...]:
    """Who of those just started or resumed is running in another session of the same store (RULES.md section 11).

    Other sessions are only read, without a lock; one that cannot be read is passed over: `check` names it.

    Args:
        path: this session's journal.
        session: this session after the action.
        entries: what the action recorded.
    """
    begun = [entry.event.number for entry in entries if isinstance(entry.event, TestStarted | TestResumed)]
    if not begun or session.rehearsal:
        return ()
    people = {
        who.identity.person_key: number
        for number in begun
        if (who := session.candidates.get(number)) is not None and who.identity != ERASED_IDENTITY
    }
    return tuple(
        Remark(f"son test court aussi dans la session {_named(other)} : est-ce la même personne ?", people[key])
        for other in _others(path, session.date)
        for who in other.candidates.values()
        if who.is_running and (key := who.identity.person_key) in people
    )


def _named(session: Session) -> str:
    return f"{session.number} ({session.room})" if session.room else session.number


def _others(path: Path, day: date) -> Iterator[Session]:
    """The other sessions of the store that are planned about the same day and still open."""
    folders: list[Path] = []
    with suppress(OSError):
        folders = sorted(path.parent.parent.iterdir())
    for folder in folders:
        journal = folder / path.name
        if folder == path.parent or folder.name.startswith("."):
            continue
        with suppress(OSError, StoreError):
            if journal.is_file():
                data = disk.read_file(journal)
                if abs(_planned(data) - day) <= NEAR and (other := session_in(data, journal)).closed_at is None:
                    yield other


def _planned(journal: bytes) -> date:
    """The day of a session, from the line of its creation alone; far away where it does not say."""
    try:
        return date.fromisoformat(decode(journal.split(b"\n", 2)[1])["public"]["date"])
    except (ValueError, LookupError, TypeError):
        return date.min
