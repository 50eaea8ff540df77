"""Who to look at next, and why, in order (RULES.md section 6, « Attention »).

A candidate for several reasons is one entry that names them all, at the rank of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from supervisor.jumps import stood_still
from supervisor.session import Session
from supervisor.situation import AWAITED, PRESENT, Situation, Status
from supervisor.timing import MINUTE, Ending, Urgency
from supervisor.wording import hours_and_minutes, span


class Need(IntEnum):
    """Why somebody needs a look; the smaller, the sooner."""

    OVERTIME = 1
    OPEN_ALERT = 2
    LAST_MINUTES = 3
    """Their countdown is at `Thresholds.last_minutes` or less."""
    PRESENCE = 4
    """Presence confirmed in Pix and not started: about to expire, or expired; joined and waiting."""
    NOT_CONNECTED = 5
    """Checked and still not joined, 5 minutes after half the room has started."""
    INTERRUPTED = 6
    STARTED_UNCHECKED = 7
    """Their test was started and their identity never checked."""
    NOTICE = 8
    """Their countdown is at `Thresholds.notice` or less."""
    UNSIGNED = 9


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate needs a look, as a French phrase."""

    cause: Need
    text: str
    since: datetime | None = None
    """Since when it calls; what decides that a colleague's zone is everybody's (`supervisor.zones`)."""
    step: str = ""
    """Which step of the same cause, where there are several: it is announced anew."""
    beside: str = ""
    """The same in a few words, where the status stands beside it: « depuis 12 min »; empty: as the phrase is."""

    @property
    def in_a_column(self) -> str:
        """The phrase where a column has few cells."""
        return self.beside or self.text


@dataclass(frozen=True, slots=True)
class Attention:
    """A candidate who needs a look, with every reason for it, the most pressing first."""

    number: int
    reasons: tuple[Reason, ...]
    zone: str = ""
    """The zone of a colleague, where the candidate sits in one; empty for one's own."""

    @property
    def cause(self) -> Need:
        """The most pressing reason."""
        return self.reasons[0].cause

    @property
    def calls(self) -> bool:
        """Somebody has to go there; an end that is only drawing near is told, and calls nobody."""
        return self.cause is not Need.NOTICE

    @property
    def text(self) -> str:
        """All reasons in one French phrase, the most pressing first."""
        return ", ".join(reason.text for reason in self.reasons)


def attention(session: Session, now: datetime) -> list[Attention]:
    """Who needs a look at `now`, the most pressing first; empty once the session is closed."""
    if session.closed_at is not None:
        return []
    half_started_at = _half_started_at(session)
    found = []
    for situation in session.candidates.values():
        reasons = sorted(_reasons(session, situation, now, half_started_at), key=lambda r: r.cause)
        if reasons:
            found.append(Attention(situation.number, tuple(reasons)))
    return in_order(session, found, now)


def in_order(session: Session, found: Iterable[Attention], now: datetime) -> list[Attention]:
    """The most pressing first; among equals the nearest end."""
    return sorted(found, key=lambda a: (a.cause, _remaining(session, a.number, now), a.number))


def _remaining(session: Session, number: int, now: datetime) -> float:
    ending = session.running_ending(session.candidates[number], now)
    return ending.remaining(now).total_seconds() if ending is not None else float("inf")


def _half_started_at(session: Session) -> datetime | None:
    """When half of those in the room (checked or present) had started; None while they have not."""
    in_the_room = [
        c for c in session.candidates.values()
        if c.status in PRESENT or (c.checked and c.status is Status.EXPECTED)
    ]  # fmt: skip
    starts = sorted(c.started_at for c in in_the_room if c.started_at is not None)
    half = -(-len(in_the_room) // 2)
    return starts[half - 1] if half and len(starts) >= half else None


def _reasons(session: Session, who: Situation, now: datetime, half_started_at: datetime | None) -> Iterator[Reason]:
    limits = session.reference.thresholds
    yield from _countdown(session, who, now)
    for alert in session.open_alerts_of(who.number):
        question = f" question {alert.question}" if alert.question is not None else ""
        yield Reason(Need.OPEN_ALERT, f"{alert.code}{question} ouvert", alert.at)
    if who.status in AWAITED:
        yield from _waiting(session, who, now)
    is_late = half_started_at is not None and now - half_started_at >= limits.not_connected * MINUTE
    if half_started_at is not None and who.status is Status.EXPECTED and who.checked and is_late:
        late_since = max(half_started_at + limits.not_connected * MINUTE, who.checked.at)
        yield Reason(Need.NOT_CONNECTED, "présent, pas encore connecté", late_since, beside="pas encore connecté")
    interruption = who.open_interruption
    if interruption is not None:
        since = interruption.begin
        told = f"depuis {span(stood_still(session, who, interruption, now))}"
        yield Reason(Need.INTERRUPTED, f"interrompu {told}", since, beside=told)
    if who.started_at is not None and who.checked is None:
        yield Reason(
            Need.STARTED_UNCHECKED, "démarré sans contrôle d'identité", who.started_at, beside="identité à contrôler"
        )
    if who.started_at is not None and who.signed_at is None:
        yield Reason(Need.UNSIGNED, "n'a pas émargé", who.started_at)


def _countdown(session: Session, who: Situation, now: datetime) -> Iterator[Reason]:
    ending = session.running_ending(who, now)
    if ending is None:
        return
    left, limits = ending.remaining(now), session.reference.thresholds
    match session.urgency_of(who, now):
        case Urgency.OVER:
            # A clock has parts of a second: « dépassé de 0 s » would say nothing.
            over = f"dépassé de {span(left)}" if -left >= timedelta(seconds=1) else "temps écoulé"
            yield Reason(Need.OVERTIME, over, ending.at)
        case Urgency.LAST_MINUTES:
            since = ending.at - limits.last_minutes * MINUTE
            yield Reason(Need.LAST_MINUTES, f"fin dans {_about(ending.at, now)}", since)
        case Urgency.NOTICE:
            since = ending.at - limits.notice * MINUTE
            yield Reason(Need.NOTICE, f"{_left_until(who, ending)} {_about(ending.at, now)}", since)


def _left_until(who: Situation, ending: Ending) -> str:
    """What is said before the minutes: a countdown that stands still has no end to come."""
    if ending.paused:
        return "en pause, reste"
    if ending.suspended:
        return "suspendu, reste" if who.open_interruption is None else "reste"
    return "fin dans"


def _about(end: datetime, now: datetime) -> str:
    """Whole minutes left, rounded up, or the seconds of the last minute."""
    left = end - now
    return span(left) if left < MINUTE else f"{-(-left // MINUTE)} min"


def _waiting(session: Session, who: Situation, now: datetime) -> Iterator[Reason]:
    limits = session.reference.thresholds
    if who.presence_at is not None and session.reference.edition == "current":
        age, since = now - who.presence_at, who.presence_at + limits.presence_due * MINUTE
        if age >= limits.presence_expired * MINUTE:
            told = "présence expirée"
            yield Reason(Need.PRESENCE, f"{told}, à confirmer de nouveau", since, "expired", beside=told)
            return
        if age >= limits.presence_due * MINUTE:
            told = f"depuis {hours_and_minutes(age // MINUTE)}"
            yield Reason(Need.PRESENCE, f"présence confirmée {told}", since, beside=f"présence {told}")
            return
    if who.status is Status.JOINED and who.joined_at is not None:
        age = now - who.joined_at
        if age >= limits.joined_waiting * MINUTE:
            since = who.joined_at + limits.joined_waiting * MINUTE
            told = f"depuis {hours_and_minutes(age // MINUTE)}"
            yield Reason(Need.PRESENCE, f"a rejoint {told}", since, beside=told)
