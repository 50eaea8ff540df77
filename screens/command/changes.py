"""What changed in a session between two looks at it, one line a change: for those who listen rather than look.

What is the same for more than a few candidates is one line: eighteen starts are one, not eighteen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from screens.command.spoken import running_of, told_by_end
from screens.command.telling import MOST_NAMED
from supervisor.incident import IncidentState
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import Urgency
from supervisor.wording import ALERT_STATE, PHASE, STATUS_SHORT, hour_of_end, plural


class _Report(NamedTuple):
    """A report of a candidate, as far as it is told."""

    told: str
    """Its code and question."""
    state: IncidentState


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What is told of a candidate when it changes."""

    name: str
    word: str
    end: str
    """When his test has to end; empty while it does not run, or stands still."""
    step: Urgency
    reports: dict[int, _Report]


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


class Change(NamedTuple):
    """One thing that is no longer as it was."""

    what: str
    number: int | None = None
    """The candidate; None: the session as a whole."""
    name: str = ""
    end: str = ""
    """When their test now ends, where that is told with it."""
    calls: bool = False
    """Somebody has to go there: a bell may ring."""


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
    ending = running_of(session, who, now)
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
        reports={
            one.event_id: _Report(
                f"{one.code}{f' question {one.question}' if one.question is not None else ''}", one.state
            )
            for one in session.incidents_of(who.number)
        },
    )


def changes(found: Sequence[Change], after: Look) -> Iterator[str]:
    """One line for each thing that is no longer as it was, with the hour; what many share is one line.

    Args:
        found: what changed.
        after: the look at which it was found.
    """
    yield from (f"{after.hour}  {line}" for line in _told_together(found))


def found_between(before: Look, after: Look) -> tuple[Change, ...]:
    """Each thing that is no longer as it was, candidate by candidate, the session's own first.

    Args:
        before: the session when it was last looked at.
        after: the same session now.
    """
    found = [*_of_session(before, after)]
    for number, now in after.candidates.items():
        then = before.candidates.get(number)
        if then is None:
            found.append(Change(f"ajouté, {now.word}", number, now.name))
        else:
            found += [change._replace(number=number, name=now.name) for change in _of_candidate(then, now, after.steps)]
    found += [Change("retiré", n, then.name) for n, then in before.candidates.items() if n not in after.candidates]
    return tuple(found)


def _told_together(found: Sequence[Change]) -> Iterator[str]:
    """Changes in lines: what is the same for more than three candidates is said once, with their numbers."""
    alike: dict[str, list[Change]] = {}
    for change in found:
        if change.number is not None:
            alike.setdefault(change.what, []).append(change)
    told = set()
    for change in found:
        own = alike.get(change.what, ())
        if change.number is None:
            yield change.what
        elif len(own) <= MOST_NAMED:
            yield f"n° {change.number} {change.name} : {change.what}{f', fin {change.end}' if change.end else ''}"
        elif change.what not in told:
            told.add(change.what)
            yield f"{plural(len(own), 'candidat')} : {change.what}, {_by_end(own)}"


def _by_end(own: Sequence[Change]) -> str:
    ends: dict[str, list[int]] = {}
    for change in own:
        if change.number is not None:
            ends.setdefault(change.end, []).append(change.number)
    return told_by_end(ends)


def _of_session(before: Look, after: Look) -> Iterator[Change]:
    if before.number != after.number:
        yield Change(f"la session {before.number} a maintenant le numéro {after.number}")
    for outage, text in after.outages.items():
        if outage not in before.outages:
            yield Change(f"incident global : {text}", calls=True)
    for outage, text in before.outages.items():
        if outage not in after.outages:
            yield Change(f"fin de l'incident global : {text}")
    if before.phase != after.phase:
        yield Change(f"session : {after.phase}")


def _of_candidate(then: _Candidate, now: _Candidate, steps: dict[Urgency, str]) -> Iterator[Change]:
    if then.name != now.name:
        yield Change(f"son nom était {then.name}")
    if then.word != now.word:
        yield Change(now.word, end=now.end)
    elif now.end and then.end != now.end:
        yield Change(f"fin {now.end}, au lieu de {then.end}" if then.end else f"fin {now.end}")
    yield from _of_reports(then, now)
    if now.step > then.step:
        yield Change(steps[now.step], end=now.end, calls=now.step > Urgency.NOTICE)


def _of_reports(then: _Candidate, now: _Candidate) -> Iterator[Change]:
    for event, gone in then.reports.items():
        # Undone, rather than withdrawn with a reason: it is no longer there at all.
        if event not in now.reports and gone.state is not IncidentState.RETRACTED:
            yield Change(f"signalement {gone.told} retiré")
    for event, report in now.reports.items():
        known = then.reports.get(event)
        if known is None and report.state is IncidentState.OPEN:
            yield Change(f"alerte {report.told}", calls=True)
        elif known is None and report.state is not IncidentState.RETRACTED:
            yield Change(f"signalement {report.told}")
        elif known is None or known == report:
            continue
        elif report.state is IncidentState.RETRACTED:
            yield Change(f"signalement {report.told} retiré")
        elif known.told != report.told:
            yield Change(f"signalement {known.told} corrigé en {report.told}")
        elif known.state is IncidentState.OPEN:
            yield Change(f"alerte {report.told} {ALERT_STATE[report.state]}")
        else:
            yield Change(f"alerte {report.told} de nouveau ouverte", calls=True)
