"""What changed in a session between two looks at it, one line a change: for those who listen rather than look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import Urgency
from supervisor.wording import PHASE, STATUS_SHORT, hour_of_end


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What is told of a candidate when it changes."""

    name: str
    word: str
    end: str
    """When his test has to end; empty while it does not run, or stands still."""
    step: Urgency
    alerts: frozenset[str]
    incidents: int


@dataclass(frozen=True, slots=True)
class Look:
    """A session at one instant, as far as changes of it are told."""

    number: str
    hour: str
    phase: str
    candidates: dict[int, _Candidate]
    outages: dict[int, str]
    """The global incidents that run."""
    steps: dict[Urgency, str]
    """What is said when a countdown reaches a step."""


def look_at(session: Session, now: datetime) -> Look:
    """A session as it stands at `now`."""
    limits = session.reference.thresholds
    return Look(
        number=session.number,
        hour=f"{session.local(now):%H:%M}",
        phase=PHASE[session.phase].lower(),
        candidates={number: _look_at_one(session, who, now) for number, who in session.candidates.items()},
        outages={outage.event_id: outage.text for outage in session.running_globals},
        steps={
            Urgency.NOTICE: f"{limits.notice} minutes",
            Urgency.LAST_MINUTES: f"{limits.last_minutes} minutes",
            Urgency.OVER: "temps écoulé",
        },
    )


def _look_at_one(session: Session, who: Situation, now: datetime) -> _Candidate:
    ending = session.running_ending(who, now) if session.closed_at is None else None
    word, end = STATUS_SHORT[who.status], ""
    if ending is not None and ending.paused:
        word = "En pause"
    elif ending is not None and ending.suspended:
        word = f"{word}, suspendu"
    elif ending is not None:
        end = hour_of_end(session, ending.at)
    return _Candidate(
        name=who.full_name,
        word=word.lower(),
        end=end,
        step=session.urgency_of(who, now) if ending is not None else Urgency.CALM,
        alerts=frozenset(
            f"{alert.code}{f' question {alert.question}' if alert.question is not None else ''}"
            for alert in session.open_alerts_of(who.number)
        ),
        incidents=sum(incident.counts for incident in session.incidents_of(who.number)),
    )


def changes(before: Look, after: Look) -> Iterator[str]:
    """One line for each thing that is no longer as it was, with the hour.

    Args:
        before: the session when it was last looked at.
        after: the same session now.
    """
    said = [*_of_session(before, after)]
    for number, now in after.candidates.items():
        then = before.candidates.get(number)
        if then is None:
            said.append(f"n° {number} {now.name} : ajouté, {now.word}")
        else:
            said += [f"n° {number} {now.name} : {what}" for what in _of_candidate(then, now, after.steps)]
    said += [f"n° {n} {then.name} : retiré" for n, then in before.candidates.items() if n not in after.candidates]
    yield from (f"{after.hour}  {line}" for line in said)


def _of_session(before: Look, after: Look) -> Iterator[str]:
    if before.number != after.number:
        yield f"session {before.number} → {after.number}"
    for outage, text in after.outages.items():
        if outage not in before.outages:
            yield f"incident global : {text}"
    for outage, text in before.outages.items():
        if outage not in after.outages:
            yield f"fin de l'incident global : {text}"
    if before.phase != after.phase:
        yield f"session : {before.phase} → {after.phase}"


def _of_candidate(then: _Candidate, now: _Candidate, steps: dict[Urgency, str]) -> Iterator[str]:
    if then.name != now.name:
        yield f"son nom était {then.name}"
    if then.word != now.word:
        yield f"{then.word} → {now.word}"
    if now.end and then.end != now.end:
        yield f"fin {then.end} → {now.end}" if then.end else f"fin {now.end}"
    for alert in sorted(now.alerts - then.alerts):
        yield f"alerte {alert}"
    for alert in sorted(then.alerts - now.alerts):
        yield f"alerte {alert} close"
    if now.incidents != then.incidents and now.alerts == then.alerts:
        yield "signalement" if now.incidents > then.incidents else "signalement retiré"
    if now.step > then.step:
        yield steps[now.step]
