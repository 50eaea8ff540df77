"""One cell, one value: dates, hours, session numbers, codes. Nothing is guessed: what has two readings is refused.

The temps majoré has a file of its own, `extra_time.py`.
"""

from __future__ import annotations

import datetime as dt
import re

from data.roster.text import ListCell, as_text, clean
from data.roster.wording import quoted
from supervisor.candidate import plain

OLDEST_AGE = 120
"""Years; nobody older sits a certification: the year is mistyped."""
YOUNGEST_AGE = 5
"""Years; nobody younger does either: the date of the day was typed, or the year is wrong."""
LONGEST_NUMBER = 9
"""Digits of a session number at most (RULES.md section 5)."""
FIRST_SESSION_YEAR, LAST_SESSION_YEAR = 2016, 2099
"""Pix certifies since 2016; beyond the other the year is mistyped."""

_MIDNIGHT = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?Z?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s?[/.\- ]\s?(\d{{1,2}})\s?[/.\- ]\s?(\d{{4}}){_MIDNIGHT}", re.ASCII)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_MONTH_IN_LETTERS = re.compile(
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})", re.ASCII
)
_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}\s?[/.\- ]\s?\d{1,2}\s?[/.\- ]\s?\d{2}", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})\s?(?::|h|H)\s?(\d{2})?(?::(\d{2}))?(?:\s?min)?", re.ASCII)
_NUMBER = re.compile(rf"\d{{1,{LONGEST_NUMBER}}}", re.ASCII)
_BROKEN_BY_A_SPREADSHEET = re.compile(r"\d([.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)} | {
    "janv": 1, "jan": 1, "january": 1, "fevr": 2, "fev": 2, "feb": 2, "february": 2, "mar": 3, "march": 3, "avr": 4,
    "apr": 4, "april": 4, "may": 5, "june": 6, "juil": 7, "juill": 7, "jul": 7, "july": 7, "aug": 8, "august": 8,
    "sept": 9, "sep": 9, "september": 9, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
"""Months in letters, and as spreadsheets shorten them; « jun » is left out: « jui » and it are too alike."""
_MONTHS_AS_WRITTEN = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SEXES = {
    "m": "M", "h": "M", "g": "M", "masculin": "M", "homme": "M", "garcon": "M",
    "1": "M", "2": "F", "male": "M", "female": "F",
    "f": "F", "feminin": "F", "femme": "F", "fille": "F",
}  # fmt: skip
_FRANCE = ("", "france")


class NotUnderstood(ValueError):  # noqa: N818 - it is about the file, not about the program
    """A cell that cannot be taken as it is; its text is a French sentence that quotes it and says what to write."""


def read_date(cell: ListCell) -> dt.date:
    """A date cell, or a text with the day first (`3/4/2010` is 3 April), in ISO form or with the month in letters.

    Raises:
        NotUnderstood: the day does not exist, the year has two digits, or it is no date at all.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = clean(as_text(cell)).text
    if isinstance(cell, (int, float)):
        raise NotUnderstood(
            f"{quoted(text)} est un nombre, pas une date ; donnez à la cellule le format date ou écrivez jj/mm/aaaa."
        )
    if found := _DAY_FIRST.fullmatch(text):
        return _existing_day(text, int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _existing_day(text, int(found[1]), int(found[2]), int(found[3]))
    if (found := _MONTH_IN_LETTERS.fullmatch(plain(text))) and found[2] in _MONTH_NUMBERS:
        return _existing_day(text, int(found[3]), _MONTH_NUMBERS[found[2]], int(found[1]))
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise NotUnderstood(f"{quoted(text)} a une année à deux chiffres ; écrivez-la avec quatre (jj/mm/aaaa).")
    if re.fullmatch(r"[2-5]\d{4}", text, re.ASCII):
        shown = dt.date(1899, 12, 30) + dt.timedelta(days=int(text))
        raise NotUnderstood(
            f"{quoted(text)} est ce qu'un tableur garde d'une date, sans doute le {shown:%d/%m/%Y} ; donnez à la "
            "colonne le format date, ou écrivez jj/mm/aaaa."
        )
    raise NotUnderstood(f"{quoted(text)} n'est pas une date ; écrivez-la sous la forme jj/mm/aaaa.")


def day_and_month(cell: ListCell) -> tuple[int, int] | None:
    """The two first numbers of a date that is written in figures with its year last; None for any other."""
    found = _DAY_FIRST.fullmatch(clean(cell).text) if isinstance(cell, str) else None
    return (int(found[1]), int(found[2])) if found else None


def in_letters(day: dt.date) -> str:
    """« 3 avril 2010 », « 1er mai 2010 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS_AS_WRITTEN[day.month - 1]} {day.year}"


def _existing_day(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        pass
    if not 1 <= month <= len(_MONTHS):
        raise NotUnderstood(f"{quoted(text)} : il n'y a pas de mois {month} ; le jour vient d'abord (jj/mm/aaaa).")
    raise NotUnderstood(f"{quoted(text)} n'existe pas dans le calendrier ; corrigez la date (jj/mm/aaaa).")


def read_birth_date(cell: ListCell, today: dt.date) -> dt.date:
    """A date at which a candidate of today can have been born.

    Raises:
        NotUnderstood: no date, in the future, or an age that no candidate has.
    """
    born = read_date(cell)
    if isinstance(cell, dt.datetime) and cell.time() != dt.time():
        # 24/03/2010 22:00 is what a program makes of 25/03/2010 that counts in Greenwich's time.
        raise NotUnderstood(
            f"{quoted(as_text(cell))} porte une heure : le jour a pu changer d'un fuseau à l'autre ; "
            "écrivez la date seule (jj/mm/aaaa)."
        )
    shown = quoted(as_text(born))
    if born > today:
        raise NotUnderstood(f"{shown} est dans le futur ; corrigez la date de naissance.")
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST_AGE <= age <= OLDEST_AGE:
        raise NotUnderstood(f"{shown} donnerait {age} an{'s' * (age > 1)} ; corrigez la date de naissance.")
    return born


def read_session_date(cell: ListCell) -> dt.date:
    """The day of a session.

    Raises:
        NotUnderstood: no date, or a year in which Pix certifies nobody.
    """
    day = read_date(cell)
    if not FIRST_SESSION_YEAR <= day.year <= LAST_SESSION_YEAR:
        raise NotUnderstood(f"{quoted(as_text(day))} n'est pas l'année d'une session ; corrigez la date.")
    return day


def read_hour(cell: ListCell) -> dt.time:
    """A local hour: a time cell, `08:30`, `8:30`, `08:30:00`, `8h30`, `8 h`.

    Raises:
        NotUnderstood: no hour, or one that no clock shows.
    """
    if isinstance(cell, dt.timedelta) and dt.timedelta() <= cell < dt.timedelta(days=1):
        cell = (dt.datetime.combine(dt.date.min, dt.time()) + cell).time()
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        # A sheet keeps an hour as a fraction of a day, which may fall short of 08:30 by a part of a second.
        whole = dt.datetime.combine(dt.date.min, cell) + dt.timedelta(seconds=1)
        return whole.time().replace(second=0, microsecond=0)
    text = clean(as_text(cell)).text
    found = _HOUR.fullmatch(text)
    if found is None or (found[2] is None and ":" in text):
        raise NotUnderstood(f"{quoted(text)} n'est pas une heure ; écrivez-la sous la forme 08:30.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59 or int(found[3] or 0) > 59:
        raise NotUnderstood(f"{quoted(text)} n'est pas une heure qui existe ; écrivez-la entre 00:00 et 23:59.")
    return dt.time(hour, minute)


def read_session_number(cell: ListCell) -> str:
    """« N° de session » : 1 to 9 digits, given back without leading zeros.

    Raises:
        NotUnderstood: anything else.
    """
    text = clean(as_text(cell)).text
    if isinstance(cell, bool) or not _NUMBER.fullmatch(text) or not int(text):
        raise NotUnderstood(
            f"{quoted(text)} n'est pas un numéro de session ; écrivez 1 à {LONGEST_NUMBER} chiffres ou laissez vide."
        )
    return str(int(text))


def read_sex(text: str) -> str:
    """« M » or « F » from a cleaned text; empty when it says nothing of the kind."""
    return _SEXES.get(plain(text), "")


def with_leading_zero(code: str, country: str) -> str:
    """A French postal or INSEE code whose leading zero a spreadsheet ate (`9000` is 09000)."""
    eaten = len(code) == 4 and code.isascii() and code.isdigit()
    return f"0{code}" if eaten and plain(country) in _FRANCE else code


def is_broken_by_a_spreadsheet(identifier: str) -> bool:
    """True for `1,20458E+11`: a spreadsheet rounded a long identifier, its last digits are lost."""
    return _BROKEN_BY_A_SPREADSHEET.fullmatch(identifier) is not None


def read_surveillants(cell: ListCell) -> tuple[str, ...]:
    """The names of a « Surveillant(s) » cell, separated by commas, semicolons, slashes, line breaks, « et » or &."""
    names = (clean(name).text for name in re.split(r"[,;/&\n]|\set\s", as_text(cell)))
    return tuple(dict.fromkeys(name for name in names if name))
