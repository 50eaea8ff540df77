"""Who to look at next, and why, in order (RULES.md section 6, « Attention »).

A candidate for several reasons is one entry that names them all, at the rank of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from operator import attrgetter

from supervisor.incident import Incident
from supervisor.jumps import stood_still
from supervisor.reference import Reference, Thresholds
from supervisor.session import Session
from supervisor.situation import AWAITED, Situation, Status
from supervisor.timing import MINUTE, Ending, Moves, Urgency, moved_by, urgency
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
    """Since when it calls, on the machine's clock as it shows now; what decides that a colleague's zone is everybody's
    (`supervisor.zones`)."""
    step: str = ""
    """Which step of the same cause, where there are several: it is announced anew."""
    beside: str = ""
    """The same in a few words, where the status stands beside it: « depuis 12 min »; empty: as the phrase is."""
    event: int | None = None
    """Id of what it is for, where one candidate may have several of a cause: by its instants nothing is known again,
    since the clock that tells them may jump."""

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
    whole: _Whole | None = session.looks.whole
    if whole is not None and whole.since <= now < whole.until:
        return list(whole.entries)
    looks = _looks(session, now)
    found = sorted((look for look in looks if look.entry is not None), key=_RANK)
    entries = [look.entry for look in found if look.entry is not None]
    ends = session.running_ends(now)
    if looks and not ends.moving:
        since = max(ends.since or _EVER, *map(_SINCE, looks))
        session.looks.whole = _Whole(tuple(entries), since, min(map(_UNTIL, looks)))
    return entries


def _looks(session: Session, now: datetime) -> list[_Look]:
    """What is said of each candidate; where it was said before and holds, as it was said."""
    reference, half_started_at, alerts = session.reference, session.half_started_at, session.open_alerts
    known: dict[int, _Look] = session.looks.of
    jumps, looks = session.jumps, []
    for number, who in session.candidates.items():
        ending, open_alerts = session.running_ending(who, now), alerts.get(number, ())
        look = known.get(number)
        if look is None or not look.holds(who, ending, open_alerts, half_started_at, reference, jumps, now):
            still = who.open_interruption
            length = stood_still(session, who, still, now) if still is not None else None
            seen = _Seen(
                who, ending, open_alerts, half_started_at, reference, jumps, session.starts_today.get(number), length
            )
            look = known[number] = _look(seen, now)
        looks.append(look)
    return looks


def in_order(session: Session, found: Sequence[Attention], now: datetime) -> list[Attention]:
    """The most pressing first; among equals the nearest end."""
    return sorted(found, key=lambda a: _rank(a, session.running_ending(session.candidates[a.number], now)))


def _rank(entry: Attention, ending: Ending | None) -> tuple[int, datetime, int]:
    return int(entry.cause), ending.at if ending is not None else _NEVER, entry.number


# What was said before ------------------------------------------------------------------------------------

_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that decides at an instant why a candidate needs a look: nothing else is given to what decides it."""

    who: Situation
    ending: Ending | None
    """The end of their test, if it runs, as it stands at this instant."""
    alerts: tuple[Incident, ...]
    """Theirs that are open."""
    half_started_at: datetime | None
    reference: Reference
    jumps: Moves
    """Those of the machine's clock: how long ago something was depends on them."""
    start_today: datetime | None
    """When their test began, on the machine's clock as it shows now."""
    stood_still: timedelta | None = None
    """How long they are interrupted, if they are: never kept, since the clock that tells it is the whole journal's."""

    @property
    def presence_today(self) -> datetime | None:
        """Their presence confirmed in Pix, on the machine's clock as it shows now."""
        at = self.who.presence_at
        return self.today(at, self.who.presence_noted) if at is not None else None

    @property
    def joined_today(self) -> datetime | None:
        """When they joined, on the same."""
        at = self.who.joined_at
        return self.today(at, self.who.joined_noted) if at is not None else None

    def today(self, at: datetime, noted: int) -> datetime:
        """What the event of this id said, on the same."""
        return at + moved_by(self.jumps, noted)


@dataclass(frozen=True, slots=True)
class _Look:
    """What was said of a candidate, of what, and how long that holds while nothing more is noted."""

    of: _Seen
    entry: Attention | None
    rank: tuple[int, datetime, int]
    """Where it stands among the others."""
    since: datetime
    until: datetime

    def holds(
        self, who: Situation, ending: Ending | None, alerts: tuple[Incident, ...], half_started_at: datetime | None,
        reference: Reference, jumps: Moves, now: datetime,
    ) -> bool:  # fmt: skip
        """The same would be said now, of the same: the fields of `_Seen`, one by one.

        When their test began, on today's clock, changes with `who` and `jumps` alone.
        """
        of = self.of
        return (
            of.stood_still is None
            and of.who is who
            and of.ending is ending
            and self.since <= now < self.until
            and of.reference is reference
            and of.jumps == jumps
            and of.half_started_at == half_started_at
            and of.alerts == alerts
        )


def _look(seen: _Seen, now: datetime) -> _Look:
    reasons = sorted(_reasons(seen, now), key=lambda reason: reason.cause)
    entry = Attention(seen.who.number, tuple(reasons)) if reasons else None
    rank = _rank(entry, seen.ending) if entry is not None else (0, _NEVER, seen.who.number)
    return _Look(seen, entry, rank, *_held(seen, reasons, now))


_RANK, _SINCE, _UNTIL = attrgetter("rank"), attrgetter("since"), attrgetter("until")


@dataclass(frozen=True, slots=True)
class _Whole:
    """What was said of a state whose ends all stay, and how long that holds: of another state it says nothing."""

    entries: tuple[Attention, ...]
    since: datetime
    until: datetime


def _held(seen: _Seen, reasons: Iterable[Reason], now: datetime) -> tuple[datetime, datetime]:
    """From when on, and until when, the same is said: no step is taken between, and no minute that is named passes."""
    ending, limits = seen.ending, seen.reference.thresholds
    steps: list[datetime] = []
    if ending is not None:
        steps += (ending.at - minutes * MINUTE for minutes in (limits.notice, limits.last_minutes, 0))
    presence, joined = seen.presence_today, seen.joined_today
    if presence is not None:
        steps += (presence + minutes * MINUTE for minutes in (limits.presence_due, limits.presence_expired))
    if joined is not None:
        steps.append(joined + limits.joined_waiting * MINUTE)
    if seen.half_started_at is not None:
        steps.append(seen.half_started_at + limits.not_connected * MINUTE)
    for reason in reasons:
        match reason.cause:
            case Need.OVERTIME | Need.INTERRUPTED:
                return now, now + timedelta.resolution
            case Need.LAST_MINUTES | Need.NOTICE:
                if ending is None or ending.paused or ending.suspended or ending.remaining(now) <= MINUTE:
                    return now, now + timedelta.resolution
                steps += _minutes_around(ending.at, now)
            case Need.PRESENCE:
                steps += _minutes_around(presence, now)
                steps += _minutes_around(joined, now)
    passed = [step for step in steps if step <= now]
    coming = [step for step in steps if step > now]
    return max(passed, default=_EVER), min(coming, default=_NEVER)


def _minutes_around(instant: datetime | None, now: datetime) -> tuple[datetime, ...]:
    """The last whole minute that `now` is before or after an instant, and the next one."""
    if instant is None:
        return ()
    last = instant + (now - instant) // MINUTE * MINUTE
    return last, last + MINUTE


# Why -----------------------------------------------------------------------------------------------------


def _reasons(seen: _Seen, now: datetime) -> Iterator[Reason]:
    who, half_started_at, limits = seen.who, seen.half_started_at, seen.reference.thresholds
    if seen.ending is not None:
        yield from _countdown(who, seen.ending, limits, now)
    for alert in seen.alerts:
        question = f" question {alert.question}" if alert.question is not None else ""
        since = seen.today(alert.at, alert.noted)
        yield Reason(Need.OPEN_ALERT, f"{alert.code}{question} ouvert", since, event=alert.event_id)
    if who.status in AWAITED:
        yield from _waiting(seen, now)
    is_late = half_started_at is not None and now - half_started_at >= limits.not_connected * MINUTE
    if half_started_at is not None and who.status is Status.EXPECTED and who.checked and is_late:
        late_since = max(
            half_started_at + limits.not_connected * MINUTE, seen.today(who.checked.at, who.checked.event_id)
        )
        yield Reason(Need.NOT_CONNECTED, "présent, pas encore connecté", late_since, beside="pas encore connecté")
    if seen.stood_still is not None:
        told = f"depuis {span(seen.stood_still)}"
        yield Reason(Need.INTERRUPTED, f"interrompu {told}", now - seen.stood_still, beside=told)
    if who.started_at is not None and who.checked is None:
        yield Reason(
            Need.STARTED_UNCHECKED, "démarré sans contrôle d'identité", seen.start_today, beside="identité à contrôler"
        )
    if who.started_at is not None and who.signed_at is None:
        yield Reason(Need.UNSIGNED, "n'a pas émargé", seen.start_today)


def _countdown(who: Situation, ending: Ending, limits: Thresholds, now: datetime) -> Iterator[Reason]:
    left = ending.remaining(now)
    match urgency(ending, now, notice=limits.notice, last_minutes=limits.last_minutes):
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


def _waiting(seen: _Seen, now: datetime) -> Iterator[Reason]:
    limits, presence, joined = seen.reference.thresholds, seen.presence_today, seen.joined_today
    if presence is not None and seen.reference.edition == "current":
        age, since = now - presence, presence + limits.presence_due * MINUTE
        if age >= limits.presence_expired * MINUTE:
            told = "présence expirée"
            yield Reason(Need.PRESENCE, f"{told}, à confirmer de nouveau", since, "expired", beside=told)
            return
        if age >= limits.presence_due * MINUTE:
            told = f"depuis {hours_and_minutes(age // MINUTE)}"
            yield Reason(Need.PRESENCE, f"présence confirmée {told}", since, beside=f"présence {told}")
            return
    if seen.who.status is Status.JOINED and joined is not None:
        age = now - joined
        if age >= limits.joined_waiting * MINUTE:
            since = joined + limits.joined_waiting * MINUTE
            told = f"depuis {hours_and_minutes(age // MINUTE)}"
            yield Reason(Need.PRESENCE, f"a rejoint {told}", since, beside=told)
