"""What stands against an event in a given state: the matrix of actions and statuses of RULES.md section 2.

Only contradictions are objected to; what really happened can always be recorded. `deciding` asks before an
event is recorded, `undoing` asks again for all that came after what is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from supervisor import event as ev
from supervisor.after_the_close import AFTER_THE_CLOSE, ANNEX
from supervisor.candidate import Identity
from supervisor.closing.verdict import has_a_verdict
from supervisor.jumps import earliest, shift_on_offer
from supervisor.personal import ERASED
from supervisor.session import Session
from supervisor.situation import AWAITED, RUNNING, STOPPED, UNFINISHED, Situation, Status
from supervisor.timing import minutes_of_test, moved
from supervisor.wording import REASON, STATUS, at_hour, hour_of_fact, jump_size, minute_of_fact

EVERY_STATUS = frozenset(Status)

ACCEPTED_FROM: dict[type, frozenset[Status]] = {
    ev.IdentityChecked: EVERY_STATUS,
    ev.SheetSigned: EVERY_STATUS - {Status.ABSENT},
    ev.PresenceConfirmed: AWAITED,
    ev.CandidateJoined: frozenset({Status.EXPECTED, Status.ABSENT, Status.NOT_CERTIFIABLE}),
    ev.TestStarted: AWAITED,
    ev.TestInterrupted: frozenset({Status.STARTED}),
    ev.TestResumed: frozenset({Status.INTERRUPTED}),
    ev.TestFinished: RUNNING,
    ev.TestEnded: RUNNING,
    ev.CandidateWithdrew: RUNNING | {Status.JOINED},
    ev.ReasonGiven: UNFINISHED,
    ev.EndScreenSeen: frozenset({Status.FINISHED}),
    ev.FinalisationReasonGiven: UNFINISHED | RUNNING,
    ev.CandidateAbsent: frozenset({Status.EXPECTED}),
    ev.CandidateNotCertifiable: AWAITED,
    ev.TimeAdjusted: AWAITED | RUNNING,
    ev.PauseBegan: RUNNING,
    ev.PauseEnded: RUNNING,
}
"""From which statuses an event is accepted (RULES.md section 2); a kind not listed: from every one."""


def objection(session: Session, drafted: ev.Drafted) -> str:
    """Why this event cannot be recorded in this state, as a French sentence; empty when it can.

    Args:
        session: the state before it.
        drafted: the event with the instant it happened.
    """
    return next(_objections(session, drafted.event, drafted.at), "")


def is_shut_to(session: Session, event: ev.Event) -> bool:
    """The session is closed, and this event would need it to be reopened."""
    return session.closed_at is not None and not isinstance(event, AFTER_THE_CLOSE)


def why_shut(session: Session) -> str:
    """Why nothing of it can be changed any more, as a French sentence; empty while it is open."""
    if session.closed_at is None:
        return ""
    return f"la session est close depuis {_hour(session, session.closed_at)} : rouvrez-la d'abord"


def _objections(session: Session, event: ev.Event, at: datetime) -> Iterator[str]:
    if is_shut_to(session, event):
        yield why_shut(session)
    number = getattr(event, "number", None)
    if isinstance(number, int) and not isinstance(event, ev.CandidateAdded):
        situation = session.candidates.get(number)
        if situation is None:
            yield "a été retiré de la liste" if number in session.removed else "n'est pas sur la liste"
            return
        yield from _status_objections(session, situation, event)
        if (of_one := CHECKS_OF_ONE.get(type(event))) is not None:
            yield from of_one(session, situation, event, at)
    if (of_session := CHECKS_OF_SESSION.get(type(event))) is not None:
        yield from of_session(session, event, at)


def _status_objections(session: Session, situation: Situation, event: ev.Event) -> Iterator[str]:
    accepted = ACCEPTED_FROM.get(type(event), EVERY_STATUS)
    if situation.status in accepted:
        return
    if isinstance(event, ev.TimeAdjusted) and event.source is not None and situation.status in STOPPED:
        # A loss measured again: what they were allowed depends on what happened, not on when it was noted.
        return
    standing = standing_of(session, situation)
    match event:
        case ev.SheetSigned():
            yield f"{standing} : en cas d'arrivée, contrôlez d'abord l'identité"
        case ev.TestStarted() if situation.status is Status.ABSENT:
            yield f"{standing} : en cas d'arrivée, notez d'abord « a rejoint »"
        case ev.TestFinished() | ev.TestEnded() | ev.TestInterrupted() if situation.status in AWAITED:
            yield f"{standing} : son test n'a pas commencé"
        case ev.TestResumed():
            yield f"{standing} : son test n'est pas interrompu"
        case ev.ReasonGiven():
            yield f"{standing} : seul un test non terminé demande un motif"
        case _:
            yield standing


def standing_of(session: Session, situation: Situation) -> str:
    """Where they stand and since when, as the fact that stands against an action."""
    word = STATUS[situation.status].lower()
    since = {
        Status.JOINED: situation.joined_at,
        Status.STARTED: situation.started_at,
        Status.FINISHED: situation.stopped_at,
        Status.WITHDRAWN: situation.stopped_at,
        Status.ENDED: situation.stopped_at,
    }.get(situation.status)
    interruption = situation.open_interruption
    if situation.status is Status.INTERRUPTED and interruption is not None:
        since = interruption.begin
    already = {
        Status.JOINED: "a déjà rejoint",
        Status.STARTED: "a déjà démarré",
        Status.INTERRUPTED: "déjà interrompu",
        Status.FINISHED: "a déjà terminé",
        Status.ABSENT: "est noté absent",
        Status.NOT_CERTIFIABLE: "est noté non certifiable",
        Status.EXPECTED: "est encore attendu",
    }.get(situation.status, word)
    by = _by(session, interruption.event_id) if situation.status is Status.INTERRUPTED and interruption else ""
    return f"{already} ({_hour(session, since)}{by})" if since else already


def _by(session: Session, event_id: int) -> str:
    """Who noted it: a colleague, perhaps, at another screen."""
    entry = session.entry(event_id)
    return f", par {entry.author}" if entry is not None and entry.author else ""


def _hour(session: Session, instant: datetime) -> str:
    return minute_of_fact(session, instant)


# What the status does not say ------------------------------------------------------------------------

E = TypeVar("E", bound=ev.Happening)
OfOne = Callable[[Session, Situation, E, datetime], Iterator[str]]
OfSession = Callable[[Session, E, datetime], Iterator[str]]

CHECKS_OF_ONE: dict[type, OfOne[Any]] = {}
CHECKS_OF_SESSION: dict[type, OfSession[Any]] = {}
"""What else stands against these kinds of events; one that is in neither is judged by the status alone."""


def _of_one(*kinds: type[E]) -> Callable[[OfOne[E]], OfOne[E]]:
    """Say that a function checks these kinds of events of one candidate: it must take what they have in common."""

    def register(check: OfOne[E]) -> OfOne[E]:
        CHECKS_OF_ONE.update(dict.fromkeys(kinds, check))
        return check

    return register


def _of_session(*kinds: type[E]) -> Callable[[OfSession[E]], OfSession[E]]:
    """The same of events that are held against the session as a whole."""

    def register(check: OfSession[E]) -> OfSession[E]:
        CHECKS_OF_SESSION.update(dict.fromkeys(kinds, check))
        return check

    return register


@_of_one(ev.IdentityChecked)
def _identity(session: Session, situation: Situation, event: ev.IdentityChecked, at: datetime) -> Iterator[str]:
    done = situation.checked
    if done is None or situation.status is Status.ABSENT or (done.attested and not event.attested):
        return
    yield f"identité déjà contrôlée ({_hour(session, done.at)})"


@_of_one(ev.SheetSigned)
def _signed(session: Session, situation: Situation, event: ev.SheetSigned, at: datetime) -> Iterator[str]:
    if situation.signed_at is not None:
        yield f"déjà émargé {at_hour(session, situation.signed_at)}"


@_of_one(ev.TestInterrupted)
def _interrupted(session: Session, situation: Situation, event: ev.TestInterrupted, at: datetime) -> Iterator[str]:
    yield from _before_start(session, situation, at)
    ends = [i.end for i in situation.interruptions if i.end is not None]
    yield from _before(session, at, max(ends, default=None), "la fin de l'interruption précédente")


@_of_one(ev.TestResumed)
def _resumed(session: Session, situation: Situation, event: ev.TestResumed, at: datetime) -> Iterator[str]:
    interruption = situation.open_interruption
    yield from _before(session, at, interruption.begin if interruption else None, "le début de l'interruption")


@_of_one(ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew)
def _stopped(session: Session, situation: Situation, event: ev.OfCandidate, at: datetime) -> Iterator[str]:
    yield from _before_start(session, situation, at)
    spans = (*situation.interruptions, *situation.pauses)
    last = max((i.end or i.begin for i in spans), default=None)
    yield from _before(session, at, last, "une pause ou une interruption")


@_of_one(ev.PauseBegan)
def _pause_began(session: Session, situation: Situation, event: ev.PauseBegan, at: datetime) -> Iterator[str]:
    if situation.is_paused:
        pause = situation.pauses[-1]
        yield f"déjà en pause depuis {_hour(session, pause.begin)}{_by(session, pause.event_id)}"
    yield from _before_start(session, situation, at)
    ends = [p.end for p in situation.pauses if p.end is not None]
    yield from _before(session, at, max(ends, default=None), "la fin de la pause précédente")


@_of_one(ev.PauseEnded)
def _pause_ended(session: Session, situation: Situation, event: ev.PauseEnded, at: datetime) -> Iterator[str]:
    if not situation.is_paused:
        yield "n'est pas en pause"
        return
    yield from _before(session, at, situation.pauses[-1].begin, "le début de la pause")


@_of_one(ev.StartCorrected)
def _start_corrected(session: Session, situation: Situation, event: ev.StartCorrected, at: datetime) -> Iterator[str]:
    if situation.started_at is None:
        yield "n'a pas démarré : il n'y a pas de début à corriger"
    spans = (moved(i, event.moves) for i in (*situation.interruptions, *situation.pauses))
    first = min((i.begin for i in spans), default=None)
    limit = first or situation.stopped_at
    if limit is not None and event.new > limit:
        what = "sa première interruption ou pause" if first else "la fin de son test"
        yield f"ce début ({_hour(session, event.new)}) serait après {what} ({_hour(session, limit)})"


@_of_one(ev.TimeAdjusted)
def _time(session: Session, situation: Situation, event: ev.TimeAdjusted, at: datetime) -> Iterator[str]:
    minutes = minutes_of_test(session.duration_of(situation), situation.extra_time)
    yield from _nothing_left(minutes + event.minutes + sum(a.minutes for a in situation.adjustments))


@_of_one(ev.CandidateCorrected)
def _corrected(session: Session, situation: Situation, event: ev.CandidateCorrected, at: datetime) -> Iterator[str]:
    certification = event.certification or session.certification_of(situation)
    duration = session.reference.durations.get(certification)
    if duration is None or (event.certification is None and event.extra_time is None):
        return
    minutes = minutes_of_test(duration, situation.extra_time if event.extra_time is None else event.extra_time)
    yield from _nothing_left(minutes + sum(a.minutes for a in situation.adjustments))


def _nothing_left(minutes: int) -> Iterator[str]:
    if minutes <= 0:
        yield f"il ne resterait rien de son test : sa fin ne peut pas précéder son début ({minutes} min)"


@_of_session(ev.CandidateAdded)
def _added(session: Session, event: ev.CandidateAdded, at: datetime) -> Iterator[str]:
    if event.number in session.candidates or event.number in session.removed:
        yield f"le n° {event.number} est déjà pris"
    who = event.identity
    key = who.person_key
    for other in session.candidates.values():
        one = other.identity
        if one.person_key == key and not _is_erased(one):
            yield f"cette personne est déjà sur la liste (n° {other.number})"


def _is_erased(identity: Identity) -> bool:
    return identity.last_name == ERASED


@_of_one(ev.CandidateRemoved)
def _removed(session: Session, situation: Situation, event: ev.CandidateRemoved, at: datetime) -> Iterator[str]:
    if situation.has_joined:
        yield "a déjà rejoint : un candidat ne se retire qu'avant"


@_of_session(ev.SessionRenumbered)
def _renumbered(session: Session, event: ev.SessionRenumbered, at: datetime) -> Iterator[str]:
    joined = [c for c in session.candidates.values() if c.has_joined]
    if joined:
        yield f"la session ne change plus de numéro : le n° {joined[0].number} a déjà rejoint"
    if event.number == session.number:
        yield f"la session porte déjà le numéro {event.number}"


@_of_session(ev.SurveillantArrived)
def _surveillant_arrived(session: Session, event: ev.SurveillantArrived, at: datetime) -> Iterator[str]:
    if event.name in session.present_surveillants and event.name != ERASED:
        yield f"« {event.name} » surveille déjà la session"


@_of_session(ev.SurveillantLeft)
def _surveillant_left(session: Session, event: ev.SurveillantLeft, at: datetime) -> Iterator[str]:
    if event.name not in session.present_surveillants:
        known = ", ".join(f"« {name} »" for name in session.present_surveillants)
        yield f"« {event.name} » ne surveille pas la session en ce moment" + (f" ; présents : {known}" if known else "")


@_of_session(ev.GlobalIncidentEnded)
def _global_ended(session: Session, event: ev.GlobalIncidentEnded, at: datetime) -> Iterator[str]:
    begun = session.globals.get(event.incident)
    if begun is None:
        yield f"il n'y a pas d'incident global n° {event.incident}"
    elif begun.end is not None:
        yield f"cet incident global est déjà fini ({_hour(session, begun.end)})"
    else:
        yield from _before(session, at, earliest(session, begun.begin, begun.event_id), "son début")


@_of_one(ev.AlertClosed)
def _alert_closed(session: Session, situation: Situation, event: ev.AlertClosed, at: datetime) -> Iterator[str]:
    incident = session.incidents.get(event.incident)
    if incident is None or incident.number != event.number or not incident.is_open:
        yield "n'a pas d'alerte ouverte de ce numéro"
    else:
        yield from _before(session, at, earliest(session, incident.at, incident.noted), "le signalement")


@_of_session(ev.IncidentCorrected)
def _incident_corrected(session: Session, event: ev.IncidentCorrected, at: datetime) -> Iterator[str]:
    incident = session.incidents.get(event.incident)
    if incident is None or not incident.counts:
        yield f"il n'y a pas de signalement n° {event.incident} à corriger"
        return
    answer = incident.closed_at
    if answer is not None and event.code != incident.code:
        yield "l'alerte a reçu sa réponse : son code ne change plus"
    if answer is not None and event.happened_at > answer and event.happened_at != incident.at:
        yield f"{_hour(session, event.happened_at)} est après la réponse à l'alerte ({_hour(session, answer)})"
    new, old = session.reference.code(event.code), session.reference.code(incident.code)
    if new is not None and old is not None and new.live is not old.live:
        yield f"de {old.code} à {new.code}, l'alerte n'est plus la même : retirez-le et notez-en un autre"


@_of_session(ev.IncidentRetracted)
def _retracted(session: Session, event: ev.IncidentRetracted, at: datetime) -> Iterator[str]:
    incident = session.incidents.get(event.incident)
    if incident is None or not incident.counts:
        yield f"il n'y a pas de signalement n° {event.incident} à retirer"


@_of_one(ev.EndScreenSeen)
def _end_screen_seen(session: Session, situation: Situation, event: ev.EndScreenSeen, at: datetime) -> Iterator[str]:
    if situation.end_screen:
        yield "son écran de fin de test est déjà noté vu"


@_of_one(ev.VerdictGiven)
def _verdict_given(session: Session, situation: Situation, event: ev.VerdictGiven, at: datetime) -> Iterator[str]:
    if not has_a_verdict(situation):
        yield "n'a pas de verdict : rien n'est saisi à ce nom dans Pix Certif"


@_of_session(ev.FraudReported)
def _fraud_reported(session: Session, event: ev.FraudReported, at: datetime) -> Iterator[str]:
    if event.report is not None:
        completed = session.frauds.get(event.report)
        if completed is None or completed.number != event.number:
            yield f"n'a pas de rapport de fraude n° {event.report}"


@_of_session(*ANNEX)
def _in_the_annex(session: Session, event: ev.Happening, at: datetime) -> Iterator[str]:
    if session.closed_at is None:
        yield "la session n'est pas close : ceci se note après"
    elif session.finalised_at is not None and isinstance(event, ev.FinalisationLineTyped):
        yield f"la session est déjà finalisée ({session.local(session.finalised_at):%d/%m %H:%M})"
    elif isinstance(event, ev.FinalisationReasonGiven):
        situation = session.candidates[event.number]
        # A sealed reason stays; one given in the annex may have been a slip.
        stays = situation.reason == event.reason or not _has_late_reason(session, event.number)
        if situation.reason is not None and stays:
            yield f"a déjà un motif : {REASON[situation.reason].lower()}"


def _has_late_reason(session: Session, number: int) -> bool:
    return any(isinstance(e.event, ev.FinalisationReasonGiven) and e.event.number == number for e in session.entries)


_THE_LIST = (
    ev.SessionCreated, ev.AccessCodeGiven, ev.SessionCorrected, ev.SessionRenumbered,
    ev.CandidateAdded, ev.CandidateCorrected, ev.CandidateRemoved,
)  # fmt: skip
"""What was prepared, or set right on the list: it may be noted after the hour it is true of."""


def last_happening(session: Session) -> datetime | None:
    """The latest instant at which something happened that still counts; when the list was brought in is none."""
    counting = (e for e in session.entries if e.action not in session.reverted and not isinstance(e.event, _THE_LIST))
    return max((e.at for e in counting), default=None)


@_of_session(ev.SessionClosed)
def _session_closed(session: Session, event: ev.SessionClosed, at: datetime) -> Iterator[str]:
    last = last_happening(session)
    if last is not None and at < last:
        latest = next(e for e in reversed(session.entries) if e.at == last and not isinstance(e.event, _THE_LIST))
        when, since = (hour_of_fact(session, instant) for instant in (at, last))
        yield f"{when} précède ce qui s'est passé (n° {latest.id}, {since})"


@_of_session(ev.SessionReopened)
def _session_reopened(session: Session, event: ev.SessionReopened, at: datetime) -> Iterator[str]:
    if session.closed_at is None:
        yield "la session n'est pas close"
    yield from _before(session, at, session.closed_at, "la clôture")


@_of_session(ev.SessionFinalised)
def _finalised(session: Session, event: ev.SessionFinalised, at: datetime) -> Iterator[str]:
    if session.closed_at is None:
        yield "la session n'est pas close : elle se finalise après"
    elif session.finalised_at is not None:
        yield f"la session est déjà finalisée ({session.local(session.finalised_at):%d/%m %H:%M})"
    yield from _before(session, at, session.closed_at, "la clôture")


def _before_start(session: Session, situation: Situation, at: datetime) -> Iterator[str]:
    yield from _before(session, at, situation.started_at, "le début de son test")


def _before(session: Session, at: datetime, limit: datetime | None, what: str) -> Iterator[str]:
    if limit is not None and at < limit:
        when, since = (hour_of_fact(session, instant) for instant in (at, limit))
        yield f"{when} précède {what} ({since}){_of_a_clock_set_back(session)}"


def _of_a_clock_set_back(session: Session) -> str:
    """What to do first where a clock that was set back may be why: the starts noted before it are not shifted yet."""
    shift = shift_on_offer(session)
    if shift is None or shift.seconds >= 0:
        return ""
    told = jump_size(shift.seconds)
    return f" ; l'horloge de ce poste a reculé de {told} : décalez d'abord les débuts"
