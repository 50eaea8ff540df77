"""How long a session is kept, and why it is not erased yet (DOMAIN.md sections 1, 2 and 7).

Sheets and PV are kept five years (two in the kit of 2020-21), then erased. Claims go to the jury within two months of
the results: nothing is erased before, whatever the school's own length. Nobody tells Vigie when the results came, so
what is certain stands in their place, on the side of the candidate: the finalisation, else the whole delay.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from supervisor.reference import Thresholds
from supervisor.session import Session


@dataclass(frozen=True, slots=True)
class OwnLength:
    """For how long a school keeps its sessions, where it is not the length of their edition."""

    months: int
    may_shorten: bool = False
    """It says in so many words that less than the edition's length is meant; else it can only lengthen."""


def months_kept(session: Session, own: OwnLength | None) -> int:
    """For how many months a session is kept: those of its edition, unless the school keeps it longer.

    Sessions of an older Vigie say 24 in their first line whatever their edition: the cahier des charges of today asks
    for more, and what was kept too long can still be erased.
    """
    reference = session.reference
    least = reference.thresholds.keep_months
    if reference.edition == "current":
        least = max(least, Thresholds().keep_months)
    if own is None:
        return least
    return own.months if own.may_shorten else max(own.months, least)


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when a session is kept. Days are those of its own time zone."""

    until: date
    """The last day it is kept; from the next one on it is due."""
    claims_until: date | None
    """The last day of the claims; None while it is not closed: they have not begun."""

    def is_due(self, today: date) -> bool:
        """True once both delays are over: how long papers are kept, and how long a claim may be made."""
        return self.claims_until is not None and today > max(self.until, self.claims_until)


def retention_of(session: Session, own: OwnLength | None = None) -> Retention:
    """Until when a session is kept.

    Args:
        session: its state.
        own: the length that the store's settings name; None: that of its edition.
    """
    limits = session.reference.thresholds
    close = session.closed_at
    # From the close; while it is open, from the last day it may have been held on (RULES.md section 12).
    last_day = session.local(close).date() if close is not None else max(session.date, session.day_held)
    until = months_after(last_day, months_kept(session, own))
    if close is None:
        return Retention(until, None)
    results = session.finalised_at or close + timedelta(hours=limits.finalise_hours)
    return Retention(until, months_after(session.local(results).date(), limits.claim_months))


def why_kept(session: Session, retention: Retention, today: date) -> str:
    """Why it is not erased on that day, as a French phrase; empty when it is due."""
    if retention.claims_until is None:
        late = ", et le délai est passé : close, elle pourra être effacée" if today > retention.until else ""
        return f"elle n'est pas close{late}"
    if today <= retention.claims_until and retention.claims_until >= retention.until:
        return f"réclamations possibles jusqu'au {retention.claims_until:%d/%m/%Y}"
    if today <= retention.until:
        return f"à garder jusqu'au {retention.until:%d/%m/%Y}"
    return ""


def claims_in_the_way(session: Session, today: date) -> str:
    """Why what is known of one candidate should stay that day, as a French phrase; empty when nothing speaks for it.

    They, or the jury on a claim of theirs, would be left without the only record of what happened.
    """
    claims_until = retention_of(session).claims_until
    if claims_until is None:
        return "la session n'est pas close : ce qui s'y passe doit encore pouvoir être prouvé"
    if today <= claims_until:
        return (
            f"une réclamation au jury est possible jusqu'au {claims_until:%d/%m/%Y}, et il n'en resterait aucune preuve"
        )
    return ""


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
