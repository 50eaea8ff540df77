"""A global incident seen candidate by candidate: what each may be given back, who can be given nothing, and why.

Also the roll call of an evacuation. Pure: everything is derived from the session at the instant asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor.incident import GlobalIncident
from supervisor.jumps import today
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.timing import NOTHING, Interval, length, moved, moved_by
from supervisor.wording import from_to, span

SAME_WITHIN = timedelta(minutes=1)
"""Two global incidents of the same words and people that begin so near each other are most likely one."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one candidate would get if the incident ended at the instant asked for."""

    number: int
    minutes: int
    """Measured, rounded up to the minute, less what was already given (RULES.md section 3)."""
    end: datetime
    """Their end if nothing at all is given back."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody in the incident's scope who can be given nothing."""

    number: int
    why: str
    """Why nothing can be given back, as a French phrase."""


def lasted(session: Session, outage: GlobalIncident, now: datetime) -> timedelta:
    """How long a global incident lasted, or has lasted by now; never less than nothing.

    A clock that jumped while it lasted makes it neither longer nor shorter: whoever subtracts the two instants that
    were noted finds an hour for five minutes. A test holds that nobody does.

    Args:
        session: the state.
        outage: one of its global incidents.
        now: as the machine's clock shows; what ended, or was closed over, is no longer for it.
    """
    noted = Interval(outage.event_id, outage.begin, session.end_of(outage), ended_by=outage.ended_by)
    seen = moved(noted, session.jumps)
    return seen.until(now) - seen.begin


def when_told(session: Session, outage: GlobalIncident, now: datetime) -> str:
    """From when to when a global incident lasted, and how long: « de 09:50:00 à 09:57:00, 7 min ».

    The one wording for a line that tells all of it: where the clock jumped meanwhile, its two hours do not say how long
    it was. One that still runs is told by the hour that somebody before this clock looks for.

    Args:
        session: the state.
        outage: one of its global incidents.
        now: the instant at which what still lasts is measured.
    """
    end = session.end_of(outage)
    begin = outage.begin if end is not None else begun_today(session, outage)
    return f"{from_to(session, begin, end)}, {span(lasted(session, outage, now))}"


def begun_today(session: Session, outage: GlobalIncident) -> datetime:
    """When a global incident began, as the machine's clock, after all its jumps, would have shown it."""
    return today(session, outage.begin, outage.event_id)


def ran_at(session: Session, who: Situation, instant: datetime) -> bool:
    """Their test runs, or was over only after this instant: what ended then can be given back to them.

    Args:
        session: the state.
        who: the candidate.
        instant: as the machine's clock shows now.
    """
    return who.is_running or (who.stopped_at is not None and who.stopped_at > session.clock_of(who).shown(instant))


def was_held_before(session: Session, who: Situation, outage: GlobalIncident) -> bool:
    """They have been interrupted since before an outage began: they have another reason to wait than its end."""
    interruption = who.open_interruption
    return interruption is not None and interruption.begin < session.outage_of(who, outage).begin


def shares(session: Session, outage: GlobalIncident, at: datetime) -> tuple[Share, ...]:
    """Minutes on offer to each candidate whom it touches and whose test runs; those who lost nothing left out."""
    found = []
    for who in session.candidates.values():
        test_time = session.time_of(who)
        if not ran_at(session, who, at) or not outage.touches(who.number) or test_time is None:
            continue
        theirs = session.clock_of(who).shown(at)
        minutes, ending = test_time.loss(theirs), test_time.ending(theirs)
        if minutes > 0:
            found.append(Share(who.number, minutes, ending.at - ending.suspended_for))
    return tuple(found)


def left_out(session: Session, outage: GlobalIncident, at: datetime) -> tuple[LeftOut, ...]:
    """Who is in its scope and can be given nothing, each with the reason."""
    offered = {share.number for share in shares(session, outage, at)}
    return tuple(
        LeftOut(who.number, why_nothing(session, who, outage, at))
        for who in session.candidates.values()
        if outage.touches(who.number) and who.number not in offered
    )


def why_nothing(session: Session, who: Situation, outage: GlobalIncident, at: datetime) -> str:
    """Why this candidate of its scope is offered nothing at `at`, as a French phrase."""
    interval, at = session.outage_of(who, outage), session.clock_of(who).shown(at)
    if who.stopped_at is not None:
        if who.stopped_at <= interval.begin:
            return "avait fini avant"
        return "son test est fini : rien ne peut lui être rendu"
    test_time = session.time_of(who)
    if test_time is None:
        apart = {Status.ABSENT: "absent", Status.NOT_CERTIFIABLE: "non certifiable"}
        return apart.get(who.status, "n'a pas démarré : aura tout son temps")
    if test_time.started_at >= interval.until(at):
        return "a démarré après"
    if not test_time.is_touched_by(interval):
        return "sa fin était passée avant"
    touched_for = length([(max(interval.begin, test_time.started_at), interval.until(at))])
    if touched_for and touched_for == test_time.paused_within(interval, at):
        return "était en pause pendant ce temps"
    if moved_by(session.jumps_owed.get(who.number, ()), outage.event_id) < NOTHING:
        return "sera mesuré une fois son début décalé (saut d'horloge)"
    return "rien à rendre : c'est déjà rendu, ou décidé"


def likely_same(session: Session, text: str, scope: tuple[int, ...] | None, at: datetime) -> GlobalIncident | None:
    """The running global incident that this one seems to repeat: same words, same people, within a minute."""
    return next(
        (
            outage
            for outage in session.running_globals
            if outage.text.casefold() == text.casefold()
            and outage.scope == scope
            and abs(at - begun_today(session, outage)) <= SAME_WITHIN
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who is to be found when the room is left."""

    inside: tuple[int, ...]
    """Checked, joined or with a test that runs: they are in the room."""
    done: tuple[int, ...]
    """Their test has finished: they may have left already."""


def roll_call(session: Session) -> RollCall:
    """Who is in the room as far as the journal knows, by number."""
    return RollCall(
        inside=_numbers(c for c in session.candidates.values() if _is_inside(c)),
        done=_numbers(c for c in session.candidates.values() if c.status in (Status.FINISHED, Status.ENDED)),
    )


def _is_inside(who: Situation) -> bool:
    return who.status in RUNNING or who.status is Status.JOINED or (
        who.status is Status.EXPECTED and who.checked is not None
    )  # fmt: skip


def _numbers(people: Iterable[Situation]) -> tuple[int, ...]:
    return tuple(sorted(who.number for who in people))
