"""What comes from a terminal, told apart: the keys of a hand, and what no hand types (RULES.md section 11).

A paste that the terminal does not announce as one arrives as keys, all within a moment; what was typed before anything
could be seen was meant for something else. The keypad of the kitty protocol has names of its own for its signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.events import Key
from textual.keys import _character_to_key

BURST_S = 0.03
"""Three signs within that many real seconds are no hand; the first of them is held back as long, to see."""
FEWEST = 3
TAIL_S = 0.1
"""What follows a burst that closely, in real seconds, is the rest of it: its last letters, the Enter at its end."""
NO_HAND = "trop de touches d'un coup, comme un texte collé : rien n'est fait"
PASTED = "un texte collé n'est pas une suite de touches : rien n'est fait"

KEYPAD = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "decimal": ".", "equal": "=", "separator": ",",
}  # fmt: skip
"""What Textual calls the keys of the keypad that have a sign, where the terminal does not send it along."""
_ARRIVED = "arrived_at"


def key_writing(sign: str) -> Key:
    """The key that writes this sign, as a terminal sends it."""
    return Key(_character_to_key(sign), sign)


def stamp(event: Key, at: float) -> Key:
    """Note when a key came from the terminal, in real seconds; keys of no terminal bear no instant."""
    setattr(event, _ARRIVED, at)
    return event


def arrived_at(event: Key) -> float | None:
    """When it came from the terminal; None for one that came from none, such as that of a click on its name."""
    at: float | None = getattr(event, _ARRIVED, None)
    return at


def meant(event: Key, *, is_bound: bool = False) -> list[Key]:
    """The keys that were pressed: a sign of the keypad is that sign, Escape before a letter is Escape and that letter.

    Args:
        event: as Textual understood it.
        is_bound: a command was given this very key, « Alt+X ».
    """
    at = arrived_at(event)
    found = [event]
    if event.key in KEYPAD:
        sign = event.character if event.is_printable and event.character else KEYPAD[event.key]
        found = [key_writing(sign)]
    elif event.key.startswith("alt+") and event.character is not None and event.is_printable and not is_bound:
        found = [Key("escape", "\x1b"), key_writing(event.character)]
    return [stamp(key, at) for key in found] if at is not None else found


def whole_characters(text: str) -> str:
    """What was pasted, without halves of characters, which no file and no name of a file can hold.

    Two halves that belong together are one character; « \N{REPLACEMENT CHARACTER} » stands for one that is alone.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Sign:
    """A key that waits: when it came, and whether it is a sign that could be part of a text."""

    at: float
    is_printable: bool


def hand_or_not(waiting: Sequence[Sign], now: float) -> Literal["hand", "burst", "not yet"]:
    """What the first of the keys that wait is part of.

    Args:
        waiting: the keys in their order; the first one is a sign, and no text is being typed.
        now: the present instant, by the same clock.
    """
    first = waiting[0].at
    together = sum(sign.is_printable and sign.at - first <= BURST_S for sign in waiting)
    if together >= FEWEST:
        return "burst"
    return "hand" if now - first > BURST_S else "not yet"
