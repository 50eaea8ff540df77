"""What keys may not do by accident (RULES.md section 8): repetitions, capitals, digits of the unshifted row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from screens.kit.settings import Keyboard

REPETITION_S = 0.5
"""The same key again within that many real seconds is a repetition."""

_ROWS: dict[Keyboard, str] = {
    "azerty-pc": "&é\"'(-è_çà",
    "azerty-mac": "&é\"'(§è!çà",
    "qwerty": "",
}
"""What the digit row gives without Shift, for 1 2 3 4 5 6 7 8 9 0."""


def unshifted_digits(keyboard: Keyboard) -> dict[str, str]:
    """The characters that count as digits on this keyboard, besides the digits themselves."""
    row = _ROWS[keyboard]
    return dict(zip(row, "1234567890", strict=False))


def digit_of(character: str | None, keyboard: Keyboard) -> str:
    """The digit meant by a typed character; empty when it is none."""
    if character is None or len(character) != 1:
        return ""
    if character in "0123456789":
        return character
    return unshifted_digits(keyboard).get(character, "")


def as_digits(text: str, keyboard: Keyboard) -> str:
    """The digit row hit without Shift counts as digits; not where real digits stand beside it."""
    if any(character.isdigit() for character in text):
        return text
    table = unshifted_digits(keyboard)
    return "".join(table.get(character, character) for character in text)


@runtime_checkable
class Fields(Protocol):
    """A box with several fields."""

    @property
    def enter_moves(self) -> bool:
        """Enter would only go to the next field."""


class Skipping:
    """Enter hit quickly in a form passes the fields that stay empty: that neither acts nor confirms (section 8)."""

    def __init__(self) -> None:
        self._in: object = None

    def lets_through(self, key: str, screen: object) -> bool:
        """True for an Enter that only goes on in the form in which the Enter before it was hit already.

        Args:
            key: as Textual names it; every key is told.
            screen: where it was hit.
        """
        before, self._in = self._in, screen if key == "enter" else None
        return key == "enter" and before is screen and isinstance(screen, Fields) and screen.enter_moves


@dataclass
class Repetition:
    """Tells a key that is held, or hit twice, from a key that is meant."""

    key: str = ""
    at: float = field(default=float("-inf"))

    def again(self, key: str, at: float) -> bool:
        """True when this key repeats the last one; the half second starts anew.

        Args:
            key: the key as Textual names it.
            at: real seconds, monotonic.
        """
        repeats = key == self.key and at - self.at < REPETITION_S
        self.key, self.at = key, at
        return repeats


WORD_S = 1.0
"""Letters that follow each other faster, in real seconds, are a word: even two slow fingers type no slower."""


@dataclass
class TypedWord:
    """Tells a letter that is pressed from a word that is typed where no text is asked for."""

    at: float = field(default=float("-inf"))

    def are_a_word(self, at: float) -> bool:
        """True when this letter follows another one like in a word; the second starts anew.

        Args:
            at: real seconds, monotonic.
        """
        follows = at - self.at < WORD_S
        self.at = at
        return follows


def is_capital(key: str) -> bool:
    """True for a capital letter."""
    return len(key) == 1 and key.isalpha() and key != key.lower()
