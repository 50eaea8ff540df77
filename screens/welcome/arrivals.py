"""Who stands at the desk of the welcome, and what the letters typed there mean. No widget, no application.

Every letter and digit belongs to « Qui est là ? » (RULES.md section 11): nothing typed is a command. Only where the
place is the step that is named, what is written like a seat is one; it too is recorded by Enter alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from string import ascii_letters

from screens.kit.guards import as_digits, unshifted_digits
from screens.kit.settings import Keyboard
from screens.picture.picture import short_name
from screens.picture.seating import SeatTyped, place_of, seat_typed
from screens.picture.steps import is_awaited
from supervisor.candidate import plain, printable
from supervisor.naming import is_exactly, matches
from supervisor.session import Session
from supervisor.situation import Situation, Status

_SEAT = re.compile(r"([A-Za-z]{0,3})([ -]?)(\d{1,3})")
_PART_OF_A_NAME = " '’-._"
"""Signs that stand in names, beside letters and digits."""


class Stage(Enum):
    """What is due of the one at the desk, in turn."""

    PRESENT = "finalement présent ?"
    IDENTITY = "identité"
    SIGN = "émargement"
    SEAT = "place"
    DONE = "accueilli"


def stage_of(who: Situation, asked: Collection[Stage]) -> Stage:
    """What comes next for them.

    Args:
        who: where they stand on disk.
        asked: what was already done at the desk, on its way to the disk included.
    """
    is_absent = who.status is Status.ABSENT
    if is_absent and Stage.PRESENT not in asked:
        return Stage.PRESENT
    if (who.checked is None or is_absent) and Stage.IDENTITY not in asked:
        return Stage.IDENTITY
    if who.signed_at is None and Stage.SIGN not in asked:
        return Stage.SIGN
    return Stage.DONE if Stage.SEAT in asked else Stage.SEAT


def in_name_order(people: Collection[Situation]) -> list[Situation]:
    """As a list of names reads."""
    return sorted(people, key=lambda c: (plain(c.last_name), plain(c.identity.first_name), c.number))


# What is typed ---------------------------------------------------------------------------------------


def is_typed_there(character: str, keyboard: Keyboard) -> bool:
    """A letter, a digit or a sign that names have, digits hit without Shift included: it goes to the search."""
    return character.isalnum() or character in _PART_OF_A_NAME or character in unshifted_digits(keyboard)


def sought(text: str, keyboard: Keyboard) -> str:
    """What is looked for: the digit row hit without Shift counts as digits where it holds a sign no name has."""
    digits = as_digits(text.strip(), keyboard)
    has_sign = any(not c.isalnum() and c not in _PART_OF_A_NAME for c in text)
    return digits if has_sign and digits.isdigit() else text


def found_by(session: Session, text: str, keyboard: Keyboard) -> list[int]:
    """Whom the search means: those still awaited first, of them whoever it names whole."""
    text = sought(text, keyboard)
    people = session.candidates.values()
    found = [c for c in people if matches(c, text)] if plain(text) else []
    if not found and (digits := as_digits(text.strip(), keyboard)).isdigit():
        # « éè » begins no name: 27.
        text = digits
        found = [c for c in people if matches(c, text)]
    return [c.number for c in sorted(in_name_order(found), key=lambda c: (not is_awaited(c), not is_exactly(c, text)))]


@dataclass(frozen=True, slots=True)
class LatestName:
    """The last name of what was typed on and on."""

    text: str
    """What is looked for."""
    left: int | None = None
    """Who was shown before it."""


def latest_name(session: Session, typed: str, keyboard: Keyboard) -> LatestName:
    """« jacdia »: JACKSON was shown, DIALLO is looked for: what is typed on while somebody is shown is the next name.

    Where a letter may belong to both (« jackim »: jac, kim), the next name is the longest that anybody has; all that
    was typed is looked at again with each letter, so that none of it is lost.
    """
    left: int | None = None
    while (split := _split(session, typed, keyboard)) is not None:
        left, typed = split
    return LatestName(typed, left)


def _split(session: Session, typed: str, keyboard: Keyboard) -> tuple[int, str] | None:
    """Whom the beginning shows, and the rest; None where all of it is one search."""
    if not printable(typed) or found_by(session, typed, keyboard):
        return None
    shown: int | None = None
    ends: list[int] = []
    for end in range(1, len(typed)):
        found = found_by(session, typed[:end], keyboard)
        if not found and printable(typed[:end]):
            break
        if len(found) == 1:
            shown, ends = found[0], [*(ends if shown == found[0] else ()), end]
    if shown is None:
        return None
    rests = [typed[end:].lstrip() for end in ends]
    told = next((rest for rest in rests if set(found_by(session, rest, keyboard)) - {shown}), rests[-1])
    return (shown, told) if told else None


def seat_meant(text: str, keyboard: Keyboard) -> str:
    """What is typed, as the seat it is written like: « 12 », « b03 », « b&é » without Shift; else empty."""
    text = printable(text)
    rest = text.lstrip(ascii_letters)
    letters = text.removesuffix(rest)
    if len(letters) < 2:
        rest = as_digits(rest, keyboard)
    found = _SEAT.fullmatch(letters.upper() + rest)
    return "".join(found.groups()) if found is not None else ""


def after_a_seat(text: str, keyboard: Keyboard) -> str:
    """What follows the seat that a text begins with: « 12dia » is a seat that was not entered, then a name."""
    end = next((end for end in range(len(text) - 1, 0, -1) if seat_meant(text[:end], keyboard)), 0)
    return text[end:].lstrip()


@dataclass(frozen=True, slots=True)
class TypedMeaning:
    """What the text in « Qui est là ? » means now."""

    shown: int | None
    """Who is shown, whom Enter acts for."""
    found: tuple[int, ...] = ()
    """Those whom the search finds, where it is one."""
    seat: SeatTyped | None = None
    """The place that would be given to who is shown."""
    left: int | None = None
    """Who stood at the desk and has to wait, while somebody else is looked for."""

    @property
    def is_search(self) -> bool:
        """Somebody is looked for."""
        return self.seat is None


def read(session: Session, text: str, held: int | None, keyboard: Keyboard, *, is_seat_due: bool) -> TypedMeaning:
    """What is typed, where somebody may stand at the desk.

    Args:
        session: the state.
        text: what stands in the field.
        held: who stands at the desk.
        keyboard: whose unshifted digit row counts as digits.
        is_seat_due: their place is the step that is named.
    """
    if not printable(text):
        return TypedMeaning(held)
    if held is not None and is_seat_due and (seat := seat_meant(text, keyboard)):
        return TypedMeaning(held, seat=_seat(session, held, seat, keyboard))
    found = tuple(found_by(session, text, keyboard))
    shown = found[0] if len(found) == 1 else None
    return TypedMeaning(shown, found, left=held if held != shown else None)


def _seat(session: Session, number: int, seat: str, keyboard: Keyboard) -> SeatTyped:
    typed = seat_typed(session, number, seat, keyboard)
    own = place_of(session.candidates[number].seat)
    if not typed.doubt and seat.isdigit() and own is not None and own[0]:
        # Whoever has a seat like B03 does not get one like 12 by the next pupil's number.
        has = session.candidates[number].seat
        return SeatTyped(typed.seat, f"{short_name(session, number)} a la place {has}, et non {typed.seat}")
    return typed


def left_told(session: Session, number: int, stage: Stage) -> str:
    """Who had to wait, and what is still due of them: « 10 JACKSON laissé : émargement à faire »."""
    who = session.candidates[number]
    seat = f"place {who.seat}" if who.seat else "sans place"
    due = {
        Stage.PRESENT: "toujours noté absent", Stage.IDENTITY: "identité à contrôler",
        Stage.SIGN: "émargement à faire", Stage.SEAT: seat, Stage.DONE: "accueilli",
    }[stage]  # fmt: skip
    return f"{short_name(session, number)} laissé : {due}"
