"""Whose data an event holds: what has to be erased for one person to be forgotten (RULES.md section 1).

Their own events go with all their personal part. In the others their name may stand in what somebody wrote: it is
searched as people write names, without accents or case, and each find is listed before anything is erased, since a
first name or a word may mean somebody else. Identities of other candidates, names of surveillants and authors are
not theirs, whoever bears the same name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from supervisor import event as ev
from supervisor.candidate import Identity, plain
from supervisor.personal import ERASED
from supervisor.session import Session, numbers_of

_OF_OTHERS = frozenset({"identity", "old_identity", "surveillants", "old_surveillants", "name", "trainer", "code"})
"""Personal fields that name somebody else wherever they stand in another person's event."""
_COMMON = frozenset(
    {"le", "la", "les", "un", "une", "de", "des", "du", "en", "et", "il", "on", "ou", "au", "ce", "ne", "ni", "si",
     "sa", "se", "son", "sur", "par", "pas", "mal", "an", "or", "ma", "mon", "nom", "non", "oui", "vu"}
)  # fmt: skip
"""Words that are names too: alone they count in capitals only."""
_PART = 4
"""A part of a double name counts alone from so many letters on."""


@dataclass(frozen=True, slots=True)
class Trace:
    """An event that holds something of the person."""

    entry: ev.Entry
    is_own: bool
    """It is an event of the person's own; else what somebody wrote names them, or seems to."""
    found: str = ""
    """What stands in it, in French, without the name: « son nom », « son prénom »."""


def traces_of(session: Session, number: int) -> tuple[Trace, ...]:
    """The events whose personal part has to go, in order; those erased already are not among them.

    Args:
        session: the state.
        number: the candidate's, also one who was removed from the list.
    """
    person = Person.of(session, number)
    return tuple(trace for entry in session.entries if (trace := _trace(entry, session, number, person)) is not None)


def mentions_of(session: Session, person: Person) -> tuple[Trace, ...]:
    """The events of a session whose list a person is not on, in which what somebody wrote names them."""
    nobody = 0
    return tuple(trace for entry in session.entries if (trace := _trace(entry, session, nobody, person)) is not None)


def _trace(entry: ev.Entry, session: Session, number: int, person: Person) -> Trace | None:
    _, personal = ev.split(entry.event)
    if entry.erased or not personal:
        return None
    if numbers_of(entry, session) == (number,):
        return Trace(entry, is_own=True)
    texts = list(_texts({name: value for name, value in personal.items() if name not in _OF_OTHERS}))
    found = next(filter(None, map(person.found_in, texts)), "")
    return Trace(entry, is_own=False, found=found) if found else None


def _texts(value: object) -> Iterator[str]:
    """Every text in a value as JSON has it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inside in value.values() for text in _texts(inside))
    elif isinstance(value, (list, tuple)):
        yield from (text for inside in value for text in _texts(inside))


@dataclass(frozen=True)
class Person:
    """All that a candidate was ever called in a session."""

    identities: tuple[Identity, ...]

    @classmethod
    def of(cls, session: Session, number: int) -> Person:
        """Who they were at first, and after each correction; nobody once they are erased."""
        known: list[Identity] = []
        for entry in session.entries:
            if getattr(entry.event, "number", None) == number:
                both = (getattr(entry.event, "old_identity", None), getattr(entry.event, "identity", None))
                known += [one for one in both if one is not None and one.last_name != ERASED]
        return cls(tuple(dict.fromkeys(known)))

    def found_in(self, text: str) -> str:
        """What of them stands in a text, in French; empty when nothing does."""
        words = _Words(text)
        if any(map(words.have, self._last_names)):
            return "son nom"
        if any(words.have(mark) for mark in self._marks):
            return "sa date de naissance ou son identifiant"
        return "son prénom" if any(map(words.have, self._first_names)) else ""

    def is_same(self, other: Identity) -> bool:
        """Whether another identity is this person's, as the lists compare them."""
        key = other.person_key
        return any(one.person_key == key for one in self.identities)

    @cached_property
    def _last_names(self) -> tuple[str, ...]:
        whole = (plain(f"{a} {b}") for one in self.identities for a, b in _both_orders(one) if a and b)
        parts = (part for one in self.identities for part in _parts(one.last_name))
        return tuple(dict.fromkeys([*whole, *parts]))

    @cached_property
    def _first_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for one in self.identities for part in _parts(one.first_name)))

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        marks = [one.local_id for one in self.identities]
        marks += [form for one in self.identities if one.birth_date for form in _dates(one.birth_date)]
        return tuple(plain(mark) for mark in dict.fromkeys(marks) if len(plain(mark)) > 1)


def _both_orders(identity: Identity) -> tuple[tuple[str, str], ...]:
    last, first = identity.last_name, identity.first_name
    return (last, first), (first, last)


def _parts(name: str) -> Iterator[str]:
    """A name as it may stand in a text: whole, in one word, and the parts of it that are long enough."""
    whole = plain(name)
    if whole:
        yield whole
        yield whole.replace(" ", "")
        yield from (part for part in whole.split() if len(part) >= _PART)


def _dates(day: date) -> Iterable[str]:
    return (
        day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%y}", f"{day:%d%m%Y}",
    )  # fmt: skip


class _Words:
    """A text as it is searched: without accents, case or signs, so that a name is found however it was written."""

    def __init__(self, text: str) -> None:
        self._plain = f" {plain(text)} "
        self._capitals = {plain(word) for word in _spaced(text).split() if word.isupper()}

    def have(self, name: str) -> bool:
        """Whether a name stands in it, in whole words; one without letters of ours anywhere."""
        if not name:
            return False
        if any(_is_foreign(letter) for letter in name):
            return name in self._plain
        if name in _COMMON:
            return name in self._capitals
        return f" {name} " in self._plain


def _spaced(text: str) -> str:
    return "".join(letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text)


def _is_foreign(letter: str) -> bool:
    """A letter of a script that may write words without spaces between them."""
    return letter.isalpha() and not unicodedata.name(letter, "").startswith(("LATIN", "GREEK", "CYRILLIC"))
