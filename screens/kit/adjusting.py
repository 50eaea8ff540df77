"""Minutes as people write them: « +10 », « -5 », « +1/3 », « jusqu'à 11:40 » (RULES.md section 3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from supervisor.action import AdjustTime
from supervisor.session import Session

_MINUTES = re.compile(r"([+\-−–]?)\s*(\d{1,4})\s*(?:minutes?|min|mn|m)?", re.IGNORECASE)
_THIRD = re.compile(r"([+\-−–]?)\s*1/3")
_UNTIL = re.compile(r"(?:jusqu.?\s*[àa]|until|[aà=])?\s*(\d{1,2})\s*[:hH]\s*(\d{2})", re.IGNORECASE)
FORMS = "+10, -5, +1/3, -1/3 ou « jusqu'à 11:40 »"


class UnreadableTimeError(Exception):
    """No adjustment can be meant by what was typed; the text says why, in French."""


def adjustment_of(typed: str, session: Session, numbers: tuple[int, ...], now: datetime, reason: str) -> AdjustTime:
    """What was typed for these candidates, as the action it asks for.

    Args:
        typed: minutes or a third of the test, with their sign; or the hour at which the test is to end.
        session: whose clock an hour is read on: the day is that of the first candidate's end.
        numbers: whose time.
        now: the session's time.
        reason: why.

    Raises:
        UnreadableTimeError: it is none of these, or its sign is missing.
    """
    typed = " ".join(typed.split())
    until = _UNTIL.fullmatch(typed)
    if until is not None:
        known = [session.candidates[n] for n in numbers if n in session.candidates]
        ends = [e.at for who in known if (e := session.running_ending(who, now)) is not None]
        wanted = hour_near(session, int(until[1]), int(until[2]), ends[0] if ends else now)
        return AdjustTime(numbers, until=wanted, reason=reason)
    third = _THIRD.fullmatch(typed)
    amount = third or _MINUTES.fullmatch(typed)
    if amount is None:
        raise UnreadableTimeError(f"le temps s'écrit {FORMS}")
    if not amount[1]:
        # « 10 » may be meant to give or to take: nobody's end moves by a guess.
        what = typed.removesuffix("min").strip()
        raise UnreadableTimeError(f"donné ou retiré ? écrivez +{what} ou -{what}")
    sign = 1 if amount[1] == "+" else -1
    if third is not None:
        return AdjustTime(numbers, thirds=sign, reason=reason)
    return AdjustTime(numbers, minutes=sign * int(amount[2]), reason=reason)


def hour_near(session: Session, hour: int, minute: int, near: datetime) -> datetime:
    """The instant nearest to `near` at which the session's clock shows this hour.

    Raises:
        UnreadableTimeError: there is no such hour.
    """
    if hour > 23 or minute > 59:
        raise UnreadableTimeError(f"« {hour}:{minute:02d} » n'est pas une heure")
    day = session.local(near).date()
    days = [day + timedelta(days=d) for d in (-1, 0, 1)]
    # An hour comes twice when summer time ends, and is skipped when it begins.
    found = [
        datetime(d.year, d.month, d.day, hour, minute, tzinfo=session.zone, fold=fold) for d in days for fold in (0, 1)
    ]
    nearest = min(found, key=lambda instant: abs(instant.timestamp() - near.timestamp()))
    if session.local(nearest.astimezone(UTC)).hour != hour:
        raise UnreadableTimeError(f"{hour:02d}:{minute:02d} n'existe pas ce jour-là : l'heure d'été commence")
    return nearest
