"""What is typed about a session, understood as it is typed: one check a field, each with what it understood."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from screens.home.office import NewSession
from screens.kit.guards import as_digits
from screens.kit.settings import Keyboard
from supervisor import access_code
from supervisor.candidate import plain, printable
from supervisor.wording import long_day

T_co = TypeVar("T_co", covariant=True)

FAR = timedelta(days=366)
"""A session further away than that is unlikely."""
MOST_DIGITS = 9
_LETTERS = 4
"""What an access code begins with."""
_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}))?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_HOUR = re.compile(r"(\d{1,2}) ?[:hH.] ?(\d{2})?")
_FOUR = re.compile(r"(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Check(Generic[T_co]):
    """What one field holds."""

    value: T_co | None = None
    """None: it will not do as it stands."""
    told: str = ""
    """What was understood, or what is wrong, in French."""
    doubt: str = ""
    """Why it is unlikely; it will do once confirmed."""
    is_begun: bool = False
    """Not wrong so far, only not finished."""

    @property
    def is_good(self) -> bool:
        """It can be kept as it is."""
        return self.value is not None


def check_number(text: str, held: Collection[str]) -> Check[str]:
    """1 to 9 digits that no session of the store bears; empty gives a provisional number."""
    if not text:
        return Check("", "vide : un numéro provisoire sera donné", doubt="sans numéro de session")
    if not re.fullmatch(r"[0-9]+", text):
        return Check(told="le numéro n'a que des chiffres, 1 à 9")
    if len(text) > MOST_DIGITS:
        return Check(told=f"{len(text)} chiffres : un numéro en a {MOST_DIGITS} au plus")
    if not int(text):
        return Check(told="un numéro ne peut pas être 0")
    number = str(int(text))
    if number in held:
        return Check(told=f"la session {number} est déjà dans Vigie")
    return Check(number, f"session {number}")


def check_access_code(text: str) -> Check[str]:
    """4 letters then 2 digits, those that nobody mistakes for another; empty: it is given later."""
    code = "".join(text.split()).upper()
    if not code:
        return Check("", "vide : le code d'accès se donnera plus tard")
    fault = access_code.first_fault(code)
    if fault:
        return Check(told=fault)
    lacking = access_code.LENGTH - len(code)
    if lacking:
        kind = f"chiffres parmi {access_code.DIGITS}" if lacking <= 2 else f"lettres parmi {access_code.LETTERS}"
        return Check(told=f"encore {lacking} signe{'s' * (lacking > 1)}, {kind}", is_begun=True)
    return Check(code, f"code d'accès {code}")


def check_date(text: str, today: date) -> Check[date]:
    """JJ/MM/AAAA; without year it is the next such day, empty is today."""
    if not text:
        return Check(today, f"aujourd'hui, {long_day(today)}")
    typed = _DATE.fullmatch(text) or _RUN.fullmatch(text)
    if typed is None:
        begun = re.fullmatch(r"[\d/. -]{1,9}", text) is not None
        return Check(told="écrivez JJ/MM/AAAA", is_begun=begun)
    day, month, year = int(typed[1]), int(typed[2]), typed[3]
    if not 1 <= month <= 12:
        return Check(told=f"il n'y a pas de mois {month} ; le jour vient d'abord, JJ/MM/AAAA")
    for candidate in (int(year),) if year else (today.year, today.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return Check(found, long_day(found), _unlikely(found, today))
    return Check(told=f"le {day}/{month:02d} n'existe pas dans le calendrier")


def _unlikely(day: date, today: date) -> str:
    if day < today:
        return f"le {day:%d/%m/%Y} est passé"
    return f"le {day:%d/%m/%Y} est dans plus d'un an" if day - today > FAR else ""


def check_hour(text: str, next_hour: datetime) -> Check[time]:
    """HH:MM, also 9h15, 9h and 0915; empty is the next full hour."""
    if not text:
        return Check(next_hour.time(), f"{next_hour:%H:%M}, la prochaine heure pleine")
    typed = _HOUR.fullmatch(text) or _FOUR.fullmatch(text)
    if typed is None:
        return Check(told="écrivez HH:MM", is_begun=re.fullmatch(r"\d{1,3}", text) is not None)
    hour, minute = int(typed[1]), int(typed[2] or 0)
    if hour > 23 or minute > 59:
        return Check(told=f"{hour:02d}:{minute:02d} n'est pas une heure qui existe")
    unlikely = f"{hour:02d}:{minute:02d} est une drôle d'heure" if not 6 <= hour <= 20 else ""
    return Check(time(hour, minute), f"{hour:02d}:{minute:02d}", unlikely)


def check_surveillants(text: str) -> Check[tuple[str, ...]]:
    """Names, by commas."""
    names = tuple(dict.fromkeys(name for part in re.split(r"[,;]", text) if (name := printable(part))))
    if not names:
        return Check((), "vide : dites plus tard qui surveille")
    return Check(names, f"{len(names)} surveillants" if len(names) > 1 else names[0])


def check_certification(text: str, known: Mapping[str, str]) -> Check[str]:
    """The beginning of some word of a name, or a key; empty is the usual one."""
    if not text:
        key = next(iter(known))
        return Check(key, known[key])
    wanted = plain(text)
    for key, name in known.items():
        if wanted in (plain(key), plain(name)):
            return Check(key, name)
    fits = [k for k, n in known.items() if any(word.startswith(wanted) for word in plain(f"{k} {n}").split())]
    if len(fits) == 1:
        return Check(fits[0], known[fits[0]])
    others = ", ".join(known[key] for key in fits or known)
    return Check(told=f"laquelle ? {others}" if fits else f"inconnue ; connues : {others}", is_begun=bool(fits))


@dataclass(frozen=True, slots=True)
class KnownToForms:
    """What a form of home is checked against: numbers that are taken, certifications, the hour, the keyboard."""

    held: frozenset[str]
    """Numbers that sessions of the store bear."""
    certifications: Mapping[str, str]
    local_now: datetime
    keyboard: Keyboard = "azerty-pc"

    @property
    def next_hour(self) -> datetime:
        """The next full hour."""
        return (self.local_now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)


FIELDS = ("number", "code", "date", "hour", "site", "room", "people", "certification")
"""Names of the fields, in their order."""


@dataclass(frozen=True)
class Typed:
    """A form as it is typed, field by field."""

    values: Mapping[str, str]
    """By the names of `FIELDS`."""
    known: KnownToForms

    def _text(self, name: str) -> str:
        return printable(self.values[name])

    def _digits(self, name: str) -> str:
        return as_digits(self._text(name), self.known.keyboard)

    @property
    def number(self) -> Check[str]:
        """The session's number."""
        return check_number(self._digits("number"), self.known.held)

    @property
    def code(self) -> Check[str]:
        """The access code; only its end can be digits hit without Shift."""
        text = "".join(self._text("code").split())
        return check_access_code(text[:_LETTERS] + as_digits(text[_LETTERS:], self.known.keyboard))

    @property
    def day(self) -> Check[date]:
        """The day."""
        text = self._digits("date")
        return check_date(text, self.known.local_now.date() if text else self.known.next_hour.date())

    @property
    def hour(self) -> Check[time]:
        """The local hour."""
        return check_hour(self._digits("hour"), self.known.next_hour)

    @property
    def people(self) -> Check[tuple[str, ...]]:
        """Who supervises."""
        return check_surveillants(self._text("people"))

    @property
    def certification(self) -> Check[str]:
        """The session's certification."""
        return check_certification(self._text("certification"), self.known.certifications)

    @property
    def checks(self) -> dict[str, Check[object]]:
        """The checks of all fields."""
        return {
            "number": self.number,
            "code": self.code,
            "date": self.day,
            "hour": self.hour,
            "site": Check(self._text("site")),
            "room": Check(self._text("room")),
            "people": self.people,
            "certification": self.certification,
        }

    @property
    def new_session(self) -> NewSession | None:
        """The session that the fields describe; None when one of them will not do."""
        number, code, names = self.number.value, self.code.value, self.people.value
        day, hour, certification = self.day.value, self.hour.value, self.certification.value
        if number is None or code is None or names is None or day is None or hour is None or certification is None:
            return None
        return NewSession(number, day, hour, self._text("site"), self._text("room"), names, certification, code)
