"""What stands on each paper of a session: which one, where, when, how final it is, and when the paper was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor.seal import groups
from supervisor.session import Session
from supervisor.wording import long_day


@dataclass(frozen=True, slots=True)
class Headed:
    """Head and foot of a paper, in words."""

    session: str
    """« Session n° 208 »."""
    short: str
    """« Session 208 », at the foot."""
    place: str
    day: str
    start: str
    rehearsal: str
    """That nothing of it is real; empty for a real session."""
    standing: str
    """How final it is, with the seal; empty where there is nothing to be final about."""
    is_sealed: bool
    made: str
    branch: str = ""
    """Which way of the session it tells, where it was continued on several machines; empty: there is no other."""
    warning: str = ""
    """What nobody may overlook of that: another one goes on, or nobody chose yet."""


def headed(session: Session, now: datetime, *, is_record: bool = True) -> Headed:
    """The head and the foot.

    Args:
        session: whose paper.
        now: the instant it is made at, UTC: the one thing that differs between two of the same state.
        is_record: it tells what happened: while the session is open, it says so.
    """
    is_final = session.number.isdigit()
    return Headed(
        session=f"Session n° {session.number}" if is_final else f"Session {session.number} (provisoire)",
        short=f"Session {session.number}",
        place=", ".join(part for part in (session.site, session.room) if part) or "Site et salle non indiqués",
        day=long_day(session.date),
        start=session.start,
        rehearsal="RÉPÉTITION : candidats fictifs, document sans valeur" if session.rehearsal else "",
        standing=" · ".join(
            part for part in (_standing(session, is_record=is_record), branch_told(session, in_short=True)) if part
        ),
        is_sealed=bool(session.seal),
        made=made_words(session.local(now), session.header.timezone),
        branch=branch_told(session),
        warning=session.branch.warning if session.branch else "",
    )


def branch_told(session: Session, *, in_short: bool = False) -> str:
    """Which way of a session a document tells, as French sentences, or in few words; empty where it is the only one."""
    branch = session.branch
    if branch is None:
        return ""
    local = session.local(branch.at) if branch.at is not None else None
    hour = f"le {local:%d/%m/%Y} à {local:%H:%M}" if local is not None else ""
    return branch.short(hour) if in_short else branch.text(hour)


def made_words(at: datetime, zone: str) -> str:
    """When a paper was made: « produit par Vigie le 23/11/2026 à 13:30 (Europe/Paris) ».

    Args:
        at: that instant, local.
        zone: whose hours these are.
    """
    return f"produit par Vigie le {at:%d/%m/%Y} à {at:%H:%M} ({zone})"


def _standing(session: Session, *, is_record: bool) -> str:
    if session.seal:
        again = ", close de nouveau après une réouverture" if session.was_reopened else ""
        return f"Session close{again}. Sceau : {groups(session.seal)}"
    if session.was_reopened:
        return "Session rouverte : le sceau précédent ne vaut plus, ce document n'est pas définitif"
    return "Session non close : ce document n'est pas définitif" if is_record else ""
