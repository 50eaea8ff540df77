"""A person over all sessions of one store or several: what is kept of them, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from data.archive import Shelf
from data.evidence import named_in
from supervisor.finding import Listed, found_among
from supervisor.forgetting import Trace
from supervisor.retention import retention_of, why_kept
from supervisor.session import Session


@dataclass(frozen=True, slots=True)
class KnownInSession:
    """A session in which somebody of a name is known."""

    store: str
    """Empty where one store alone is looked at."""
    branch: str
    """What tells it from others of its number, at a hub: « de salle-b204 », a branch; empty for nothing."""
    session: Session
    until: date
    why: str
    """Why it is not erased yet; empty when it is due."""
    listed: tuple[Listed, ...]
    mentions: tuple[Trace, ...]
    """Where they are named though they are not on the list."""


def known_in(shelves: Iterable[tuple[str, Shelf]], typed: str, now: datetime) -> list[KnownInSession]:
    """Where somebody of this name is known, the earliest session first; a shelf that cannot be read is passed over.

    Args:
        shelves: sessions, each with what its store is called.
        typed: the name, or the beginnings of its parts.
        now: the instant at which it is asked what is due.
    """
    readable = [(name, shelf, shelf.journal.session) for name, shelf in shelves if shelf.journal is not None]
    everywhere = found_among([session for _, _, session in readable], typed)
    known = []
    for (name, shelf, session), (found, mentions) in zip(readable, everywhere, strict=True):
        if found or mentions:
            retention = retention_of(session, shelf.keep_months)
            why = why_kept(session, retention, session.local(now).date())
            until = max(filter(None, (retention.until, retention.claims_until)))
            known.append(KnownInSession(name, shelf.branch, session, until, why, found, mentions))
    return sorted(known, key=lambda one: (one.session.date, one.session.start, one.session.number))


def evidence_of(one: Listed) -> list[str]:
    """The files kept as evidence that somebody's own events name, each once."""
    return sorted({piece.kept_as for piece in named_in(trace.entry for trace in one.own)})
