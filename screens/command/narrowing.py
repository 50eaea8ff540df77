"""What narrows `vigie log`: the options' words as a `Narrowing`."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from screens.command.candidates import pick
from screens.command.instants import parse_instant
from screens.command.output import BadUsageError, RefusedError
from supervisor.candidate import plain, printable
from supervisor.folding import utc
from supervisor.narrowing import GROUPS, OTHERS, Narrowing, kinds_of
from supervisor.session import Session

OPTIONS = ("candidate", "kinds", "codes", "noted_by", "since", "until")
"""What the parser calls them."""
_MOMENT = re.compile(r"(?:(\d{1,2})/(\d{1,2})/(\d{4}) )?(\d{1,2}) ?[:hH] ?(?:(\d{2})(?: ?: ?(\d{2}))?)?", re.ASCII)
"""« 09:30 », « 9h », « 24/11/2026 00:20:05 »: hours as the log itself writes them."""
_DAY = re.compile(r"(?:le )?(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2}))", re.ASCII | re.IGNORECASE)
"""« 24/11/2026 », « 2026-11-24 »: a day alone."""


def is_narrowed(options: argparse.Namespace) -> bool:
    """Something of the journal is asked for, not all of it."""
    return any(getattr(options, name) is not None for name in OPTIONS)


def narrowing_of(options: argparse.Namespace, session: Session, now: datetime) -> Narrowing:
    """What is asked for.

    Args:
        options: candidate, kinds, codes, noted_by, since, until: what the parser read.
        session: whose journal; names are looked for among those that it still holds.
        now: the instant from which « il y a 10 min » counts.

    Raises:
        BadUsageError: something of it cannot be read, is not known, or contradicts the rest.
        RefusedError: nobody is called so, or nobody ever had this number.
    """
    since, until = (_instant(option, getattr(options, option), session, now) for option in ("since", "until"))
    if since is not None and until is not None and until < since:
        raise BadUsageError(
            "--until est avant --since : rien n'est entre les deux ; une heure seule est du jour de la session, une du "
            "lendemain s'écrit avec le sien : 24/11/2026 00:20"
        )
    author = printable(options.noted_by or "")
    if options.noted_by is not None and not plain(author):
        raise BadUsageError("--author : dites qui a noté")
    numbers = pick([options.candidate], session) if options.candidate is not None else ()
    if numbers and not any(number in session.candidates or number in session.removed for number in numbers):
        raise RefusedError(f"--candidate : la session n'a jamais eu de n° {numbers[0]}")
    return Narrowing(
        numbers=numbers,
        kinds=tuple(_kind(one) for typed in options.kinds or () for one in typed.split(",")),
        codes=tuple(_code(typed, session) for typed in options.codes or ()),
        author=author,
        since=since,
        until=until,
    )


def _kind(typed: str) -> str:
    """A group's name, with or without accents, or a kind of events as other programs read it."""
    wanted = plain(typed)
    name = next((group for group in (*GROUPS, OTHERS) if plain(group) == wanted), typed.strip().casefold())
    if not kinds_of(name):
        known = ", ".join((*GROUPS, OTHERS))
        raise BadUsageError(f"--kind : cette sorte n'est pas connue ; {known}, ou une de docs/json.md (test_started…)")
    return name


def _code(typed: str, session: Session) -> str:
    code = session.reference.code(typed)
    if code is None:
        raise BadUsageError("--code : ce code n'est pas dans la grille de la session ; par exemple E2")
    return code.code


def _bounds(found: re.Match[str], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last instant of a day that was written alone.

    Raises:
        ValueError, OverflowError: there is no such day.
    """
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    whole = date(int(year or iso_year), int(month or iso_month), int(day or iso_day))
    after = datetime.combine(whole + timedelta(days=1), time(), zone)
    return utc(datetime.combine(whole, time(), zone)), utc(after) - timedelta.resolution


def _instant(option: str, typed: str | None, session: Session, now: datetime) -> datetime | None:
    """An instant as `--at` takes it; an hour alone is one of the session's day, not of today.

    A day alone is included as a whole: its beginning for `--since`, its end for `--until`.
    """
    if typed is None:
        return None
    text = " ".join(typed.split())
    moment, alone = _MOMENT.fullmatch(text), _DAY.fullmatch(text)
    try:
        if alone is not None:
            begins, ends = _bounds(alone, session.zone)
            return begins if option == "since" else ends
        if moment is None:
            return parse_instant(text, now=now, zone=session.zone)
        day, month, year, hour, minute, second = (int(part) if part else None for part in moment.groups())
        on = session.date.replace(year, month, day) if year and month and day else session.date
        local = datetime(on.year, on.month, on.day, hour or 0, minute or 0, second or 0, tzinfo=session.zone)
        return utc(local)
    except (ValueError, OverflowError) as error:
        raise BadUsageError(
            f"--{option} : cet instant n'existe pas ; écrivez 09:30, 24/11/2026 00:20 ou 24/11/2026"
        ) from error
    except BadUsageError as error:
        raise BadUsageError(f"--{option} : {error.sentence}") from error
