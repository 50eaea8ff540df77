"""What Pix Certif learns only by a report: a list corrected since its import, a test stopped for a technical cause.

And the time given to one candidate, of which the facts do not say whether an incident was its cause: somebody is asked
before the box « temps supplémentaire » is proposed (RULES.md section 11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from supervisor import event as ev
from supervisor.candidate import ExtraTime, Identity
from supervisor.closing.boxes import box_state
from supervisor.event import Entry
from supervisor.jumps import stood_still_since, today
from supervisor.session import Session
from supervisor.situation import Situation

LIST_UPDATED = "liste mise à jour"
"""The reason of what an updated list corrects by itself: Pix Certif has that list."""
STOPPED_TOLD = "Problème technique ; le test s'est arrêté"
"""What a report of the technical cause of a stop says where nobody said more."""

Reportable = Literal["identity", "extra_time"]
"""What Pix Certif has of a candidate from the list, and learns again by a report: the meaning of the code for it."""
_TOLD: tuple[Reportable, ...] = get_args(Reportable)

_IN_PIX = {"last_name": "Nom de naissance", "first_name": "Prénom", "birth_date": "Date de naissance"}
"""What the code for an identity is for: « Modification des prénom/nom/date de naissance » (DOMAIN.md section 5)."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A correction of the list that no report tells Pix Certif."""

    entry: Entry
    number: int
    what: Reportable
    code: str
    """The code by which it is reported: C1 or C2 of today's grid."""


def told_by(event: ev.CandidateCorrected) -> tuple[Reportable, ...]:
    """What of a correction Pix Certif is to be told: names and date of birth, a temps majoré, or nothing."""
    return told_between(event.old_identity, event.identity, event.extra_time)


def report_of(session: Session, number: int, what: Reportable, identity: Identity, extra_time: ExtraTime) -> str:
    """What the report of a correction says: the right values, beside those of the list where it is for several.

    Args:
        session: whose journal tells what Pix Certif knows of them.
        number: whose list was wrong.
        what: the identity or the temps majoré.
        identity: as it is right.
        extra_time: as it is right.
    """
    if what == "extra_time":
        return extra_time.exact
    known = _known(session).get((number, what))
    right = _in_pix(identity)
    return identity_text(known.value if known is not None else right, right) or identity_text((), right)


def identity_text(listed: tuple[Any, ...], right: tuple[Any, ...]) -> str:
    """« Nom de naissance : LE GOFF (liste : LE GOF) »: what differs from the list; without one, all of it."""
    if not listed:
        return " ; ".join(f"{called} : {_shown(new)}" for called, new in zip(_IN_PIX.values(), right, strict=True))
    return " ; ".join(
        f"{called} : {_shown(new)} (liste : {_shown(old)})"
        for called, old, new in zip(_IN_PIX.values(), listed, right, strict=True)
        if old != new
    )


def told_between(old: Identity | None, new: Identity | None, extra_time: ExtraTime | None) -> tuple[Reportable, ...]:
    """What Pix Certif would have to be told of a correction before it is made; None: that is not corrected."""
    is_another = new is not None and (old is None or _in_pix(old) != _in_pix(new))
    touched: dict[Reportable, bool] = {"identity": is_another, "extra_time": extra_time is not None}
    return tuple(what for what, is_touched in touched.items() if is_touched)


def _shown(value: str | date | None) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or "aucun"


@dataclass
class _Known:
    """What Pix Certif knows of one thing of one candidate, as the journal is read."""

    value: Any = None
    now_is: Any = None
    waiting: list[Entry] = field(default_factory=list)
    """Corrections that nothing has told yet."""
    is_ahead: bool = False
    """A report was noted before the correction that goes with it."""

    def learn(self) -> None:
        self.is_ahead = not self.waiting
        self.value = self.now_is
        self.waiting.clear()

    def change(self, entry: Entry, new: Any) -> None:
        self.now_is = new
        if self.is_ahead:
            self.is_ahead, self.value = False, new
        else:
            self.waiting.append(entry)


def untold_corrections(session: Session) -> tuple[Untold, ...]:
    """Each correction since the import that no report tells Pix Certif, by candidate.

    A report tells the corrections before it, or, noted first, the one that follows; what was put back as the list had
    it needs none.
    """
    return tuple(_untold(session, _known(session)))


def _known(session: Session) -> dict[tuple[int, Reportable], _Known]:
    """What Pix Certif knows of each candidate."""
    known: dict[tuple[int, Reportable], _Known] = {}
    for entry in session.entries:
        event = entry.event
        if session.is_reverted(entry):
            continue
        if isinstance(event, ev.CandidateAdded):
            for what in _TOLD:
                value = _in_pix(event.identity) if what == "identity" else event.extra_time
                known[event.number, what] = _Known(value, value)
        elif isinstance(event, ev.CandidateCorrected):
            for what in told_by(event):
                of = known.setdefault((event.number, what), _Known())
                of.change(entry, _in_pix(event.identity) if what == "identity" else event.extra_time)
                if event.reason == LIST_UPDATED:
                    of.learn()
                    of.is_ahead = False
        elif isinstance(event, ev.IncidentRecorded | ev.IncidentCorrected):
            incident = session.incidents.get(event.incident if isinstance(event, ev.IncidentCorrected) else entry.id)
            if incident is not None and incident.counts and incident.number is not None:
                for what in _TOLD:
                    if (incident.number, what) in known and session.reference.means(incident.code, what):
                        known[incident.number, what].learn()
    return known


def _untold(session: Session, known: dict[tuple[int, Reportable], _Known]) -> Iterator[Untold]:
    for (number, what), of in sorted(known.items(), key=lambda one: (one[0][0], _TOLD.index(one[0][1]))):
        code = session.reference.code_meaning(what)
        if number in session.candidates and code is not None and of.value != of.now_is:
            yield from (Untold(entry, number, what, code.code) for entry in of.waiting)


def _in_pix(identity: Identity | None) -> tuple[Any, ...]:
    return tuple(getattr(identity, name) for name in _IN_PIX)


# A stop for a technical cause ------------------------------------------------------------------------


def tells_its_cause(session: Session, who: Situation) -> bool:
    """A report of theirs tells the technical cause already.

    Where their test stood still before it was stopped: one noted since then; else any of their test.
    """
    code = session.reference.code_meaning("technical")
    last = who.interruptions[-1] if who.interruptions else None
    since = None
    if last is not None and (last.end is None or last.end == who.stopped_at):
        since = stood_still_since(session, who, last)
    reports = session.reported(who.number, "technical")
    return code is None or any(since is None or today(session, i.at, i.noted) >= since for i in reports)


# Time given to one -----------------------------------------------------------------------------------


def asks_what_for(session: Session) -> bool:
    """Time that is given to one candidate may have been given for an incident: nothing says yet that the box is due."""
    state = box_state(session, "extra_time_given")
    return not state.is_given and not state.proposed


def unexplained_time(session: Session) -> tuple[int, ...]:
    """Who was given time of which nobody said whether it was for an incident, while that decides of the box."""
    if not asks_what_for(session):
        return ()
    return tuple(
        who.number
        for who in session.candidates.values()
        if any(a.minutes > 0 and a.source is None and a.for_incident is None for a in who.adjustments)
    )


def not_said(session: Session) -> tuple[str, ...]:
    """What Pix Certif was not told, and what nobody was asked, as French phrases: it keeps no seal waiting."""
    told = {(u.number, u.code): f"n° {u.number} : corrigé sans être signalé, {u.code} le dit à Pix Certif"
            for u in untold_corrections(session)}  # fmt: skip
    what = "temps donné sans dire si c'était pour un incident (case « temps supplémentaire »)"
    return (*told.values(), *(f"n° {number} : {what}" for number in unexplained_time(session)))
