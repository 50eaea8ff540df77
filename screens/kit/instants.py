"""Instants as people write them: « 09:41 », « il y a 3 min », « le 22/11 à 09:41 », ISO (RULES.md section 3)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FARTHEST_BACK = timedelta(hours=12)
"""A bare hour further back than that is refused: it is more likely mistyped."""
AHEAD = timedelta(seconds=60)
"""A watch may be ahead of the machine by that much."""

_HOUR = re.compile(r"(\d{1,2}) ?[:hH] ?(\d{2})(?: ?(?::|min|m) ?(\d{2})(?: ?s)?)?")
_ROUND_HOUR = re.compile(r"(\d{1,2}) ?[hH]")
_UNITS = re.compile(r"(\d{1,5}) ?(heures?|h|minutes?|min|mn|secondes?|sec|s)?", re.IGNORECASE)
_DAY = re.compile(r"(?:le )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?,? (?:[àa] )?(\S.*)", re.IGNORECASE)
"""« le 22/11 à 09:41 », as instants of another day are shown; « 22/11/2026 09:41 »."""
FORMS = "écrivez 09:41, 09:41:07, « il y a 3 min » ou « le 22/11 à 09:41 »"


class UnreadableInstantError(Exception):
    """No instant can be meant by what was typed; the text says why, in French."""


def parse_instant(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that somebody means, in UTC.

    Args:
        text: a bare hour (the latest such instant not after now, at most 12 h back), « il y a N min » (h, s
            too), a day and an hour (without its year the latest such day), or ISO 8601 with its offset.
        now: the present instant, aware.
        zone: the session's time zone, in which a bare hour is read.

    Raises:
        UnreadableInstantError: it is none of these, or there is no such instant.
    """
    typed = " ".join(text.split())
    hour = _HOUR.fullmatch(typed) or _ROUND_HOUR.fullmatch(typed)
    if hour is not None:
        parts = [int(group or 0) for group in (*hour.groups(), None, None)]
        return _bare_hour(parts[0], parts[1], parts[2], now, zone)
    if typed.casefold().startswith("il y a "):
        ago = _ago(typed[len("il y a ") :])
        try:
            return now.astimezone(UTC) - ago
        except OverflowError:
            raise UnreadableInstantError(f"c'est trop loin en arrière ; {FORMS}") from None
    dated = _DAY.fullmatch(typed)
    if dated is not None:
        return _dated(dated, now, zone)
    return _iso(typed)


def _dated(found: re.Match[str], now: datetime, zone: ZoneInfo) -> datetime:
    hour = _HOUR.fullmatch(found[4]) or _ROUND_HOUR.fullmatch(found[4])
    if hour is None:
        raise UnreadableInstantError(f"instant illisible ; {FORMS}")
    parts = [int(group or 0) for group in (*hour.groups(), None, None)]
    day = _day_meant(int(found[1]), int(found[2]), int(found[3] or 0), now.astimezone(zone).date())
    instants = sorted(_instants_of(day, _checked(*parts[:3]), zone)) if day is not None else []
    told = found[0][3:] if found[0].casefold().startswith("le ") else found[0]
    if not instants:
        raise UnreadableInstantError(f"le {told} n'existe pas")
    if len(instants) > 1:
        both = " ou ".join(instant.astimezone(zone).isoformat() for instant in instants)
        raise UnreadableInstantError(f"le {told} existe deux fois, l'heure d'hiver commence : {both}")
    return instants[0]


def _day_meant(day: int, month: int, year: int, today: date) -> date | None:
    """That day; without its year (0) the latest that has come, or comes tomorrow. None: there is no such day."""
    found = []
    for one in [year] if year else [today.year + 1, today.year, today.year - 1]:
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    come = [one for one in found if year or one <= today + timedelta(days=1)]
    return come[0] if come else None


def _checked(hour: int, minute: int, second: int) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        raise UnreadableInstantError(f"cette heure n'existe pas ; {FORMS}") from None


def _instants_of(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """The instants at which a clock in the zone shows that hour on that day: one, rarely none or two."""
    from arrow import Arrow

    both = [
        Arrow(day.year, day.month, day.day, at.hour, at.minute, at.second, tzinfo=zone, fold=fold) for fold in (0, 1)
    ]
    return list({one.to("UTC").datetime.astimezone(UTC) for one in both if not one.imaginary})


def _bare_hour(hour: int, minute: int, second: int, now: datetime, zone: ZoneInfo) -> datetime:
    _checked(hour, minute, second)
    told = f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")
    instants, is_imaginary = _such_instants(hour, minute, second, now, zone)
    past = [instant for instant in instants if instant <= now]
    # Only where there is none in the past 12 hours is it the minute that has not quite begun.
    for instant in (*sorted(past, reverse=True)[:1], *sorted(instants)):
        if now - FARTHEST_BACK <= instant <= now + AHEAD:
            return instant
    if is_imaginary:
        raise UnreadableInstantError(f"{told} n'existe pas ce jour-là : l'heure d'été commence")
    raise UnreadableInstantError(
        f"{told} serait à venir, ou à plus de 12 h en arrière : donnez le jour (« le 22/11 à 09:41 »)"
    )


def _such_instants(hour: int, minute: int, second: int, now: datetime, zone: ZoneInfo) -> tuple[list[datetime], bool]:
    """All instants of these days at which a clock in the zone shows that hour; and whether one was skipped."""
    # Arrow knows which local times are skipped or come twice. Imported here: few commands back-date.
    from arrow import Arrow

    today = now.astimezone(zone).date()
    found: set[datetime] = set()
    skipped = False
    for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
        for fold in (0, 1):
            local = Arrow(day.year, day.month, day.day, hour, minute, second, tzinfo=zone, fold=fold)
            if not local.imaginary:
                found.add(local.to("UTC").datetime)
            elif abs(local.to("UTC").datetime - now) <= FARTHEST_BACK + timedelta(hours=1):
                skipped = True
    return [instant.astimezone(UTC) for instant in found], skipped


def _ago(typed: str) -> timedelta:
    """« 3 min », « 1 h 05 », « 2 min 30 », « 45 s »."""
    seconds, unit_before = 0, ""
    rest = typed.strip()
    if not rest:
        raise UnreadableInstantError(f"il y a combien de temps ? {FORMS}")
    while rest:
        part = _UNITS.match(rest)
        if part is None:
            raise UnreadableInstantError(f"durée illisible après « il y a » ; {FORMS}")
        unit = _unit(part[2]) or {"h": "min", "min": "s"}.get(unit_before, "")
        if not unit or unit == unit_before:
            raise UnreadableInstantError(f"« il y a … » demande une unité : 3 min, 1 h 05, 45 s ; {FORMS}")
        seconds += int(part[1]) * {"h": 3600, "min": 60, "s": 1}[unit]
        unit_before, rest = unit, rest[part.end() :].strip()
    return timedelta(seconds=seconds)


def _unit(word: str | None) -> str:
    if not word:
        return ""
    return {"h": "h", "m": "min", "s": "s"}[word[0].casefold()]


def _iso(typed: str) -> datetime:
    try:
        instant = datetime.fromisoformat(typed.replace(" ", "T", 1))
    except ValueError:
        raise UnreadableInstantError(f"instant illisible ; {FORMS}") from None
    if instant.tzinfo is None:
        raise UnreadableInstantError(
            "il manque le décalage horaire : 2026-11-22T09:41:07+01:00 ; ou écrivez « le 22/11 à 09:41 »"
        )
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise UnreadableInstantError(f"instant illisible ; {FORMS}") from None
