"""What somebody says about the sessions of a list, besides the list itself (RULES.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from data.numbers import is_number
from data.reference import read_reference
from data.roster.values import NotUnderstood, read_session_number
from data.services.errors import MisunderstoodError
from data.zone import default_zone, is_zone
from supervisor.access_code import PATTERN as ACCESS_CODE
from supervisor.access_code import RULE as ACCESS_CODE_RULE
from supervisor.candidate import clean
from supervisor.reference import Edition, Header, Reference

_EDITIONS: tuple[Edition, ...] = ("current", "2021")


class NumberError(MisunderstoodError):
    """This can be no session's number; the sentence is that of whoever reads lists."""


@dataclass(frozen=True, slots=True)
class SaidOfSessions:
    """What is said about the sessions of a list; empty: what the list says holds, else what is usual."""

    numbers: tuple[str, ...] = ()
    """For the sessions that have none, in their order."""
    day: date | None = None
    start: time | None = None
    site: str = ""
    room: str = ""
    surveillants: tuple[str, ...] = ()
    certification: str = ""
    access_code: str = ""
    timezone: str = ""
    """IANA name; empty: this machine's."""
    edition: str = ""
    update: bool = False
    """Sessions that the store holds are brought up to date."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The same, understood and checked."""

    numbers: tuple[str, ...]
    day: date | None
    start: time | None
    site: str
    room: str
    surveillants: tuple[str, ...]
    certification: str
    access_code: str
    update: bool
    header: Header
    """Zone and edition: the first line of each journal."""
    zone_warning: str = ""
    """Why the zone is not this machine's, as a French sentence; empty where it is, or was said."""

    @property
    def zone(self) -> ZoneInfo:
        """The sessions' zone."""
        return ZoneInfo(self.header.timezone)


def terms_of(said: SaidOfSessions) -> Terms:
    """What is said, as the import takes it.

    Raises:
        MisunderstoodError: something of it cannot be.
    """
    reference = read_reference(_edition(said.edition))
    if said.timezone and not is_zone(said.timezone):
        raise MisunderstoodError(
            f"« {clean(said.timezone)} » n'est pas un fuseau horaire connu : par exemple Europe/Paris.",
            hint="--timezone",
            rest=" : par exemple Europe/Paris.",
        )
    found = default_zone() if not said.timezone else None
    if said.access_code and not ACCESS_CODE.fullmatch(said.access_code):
        # The wrong code is not quoted: it may be the right one but for a slip.
        rule = f" a {ACCESS_CODE_RULE}."
        raise MisunderstoodError(f"Le code d'accès{rule}", hint="--access-code", rest=rule)
    return Terms(
        numbers=_numbers(said.numbers, update=said.update),
        day=said.day,
        start=said.start,
        site=str(clean(said.site)),
        room=str(clean(said.room)),
        surveillants=tuple(str(clean(name)) for name in said.surveillants if str(clean(name))),
        certification=_certification(said.certification, reference),
        access_code=said.access_code,
        update=said.update,
        header=Header(timezone=found.name if found else said.timezone, reference=reference),
        zone_warning=found.warning if found else "",
    )


def session_number(text: str) -> str | None:
    """A number of Pix Certif that somebody typed.

    Raises:
        NumberError: it is none.
    """
    try:
        return read_session_number(text) if text else None
    except NotUnderstood as reason:
        raise NumberError(str(reason)) from reason


def _numbers(given: Sequence[str], *, update: bool) -> tuple[str, ...]:
    numbers = []
    for text in given:
        if update and text.startswith("p") and is_number(text):
            numbers.append(text)
            continue
        number = session_number(text)
        if number in numbers:
            raise MisunderstoodError(f"Le numéro {number} est donné deux fois.", hint="--session")
        numbers.append(str(number))
    return tuple(numbers)


def _edition(asked: str) -> Edition:
    for edition in _EDITIONS:
        if (asked or "current") == edition:
            return edition
    rest = " : current ou 2021."
    raise MisunderstoodError(f"L'édition « {clean(asked)} » n'est pas connue{rest}", hint="--edition", rest=rest)


def _certification(asked: str, reference: Reference) -> str:
    key = (asked or "CORE").strip().upper().replace("-", "_")
    if key not in reference.durations:
        known = ", ".join(reference.durations)
        raise MisunderstoodError(f"La certification « {clean(asked)} » n'est pas connue ; connues : {known}.")
    return key
