"""Fields of a form: what may be typed in each, and the unshifted digits of a French keyboard that count there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.events import Key, Paste
from textual.message import Message

from screens.kit.guards import as_digits, digit_of
from screens.kit.settings import Keyboard
from screens.widgets.line_input import LineInput
from supervisor.wording import typographic

Kind = Literal["text", "number", "figures", "yes_no", "code"]
"""`yes_no`: « oui » or « non », by its letter or an arrow; empty while nobody said. `number`: digits only, anything
else is refused as it is typed. `figures`: an hour, a day, minutes: digits with signs between them, in which the
unshifted row counts as digits where no real digit stands beside it. `code`: a code of the grid: « eé » is E2."""

_UNITS = "hmins"
"""Letters of « h », « min », « mn » and « s »."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to be typed."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    """What may be typed, shown while it is empty."""
    kind: Kind = "text"


YES, NO = "oui", "non"


class FieldInput(LineInput):
    """The line itself."""

    class Refused(Message):
        """A sign that this field does not take was typed or pasted."""

        def __init__(self, sign: str, takes: str) -> None:
            super().__init__()
            self.sign, self.takes = sign, takes

    def __init__(self, field: Field) -> None:
        hint = typographic(field.hint)
        super().__init__(field.value, placeholder=hint, id=field.id, compact=True, select_on_focus=False)
        self.kind: Kind = field.kind
        self._word = ""
        """What was typed of « oui » or « non » so far."""

    @property
    def keyboard(self) -> Keyboard:
        """Which unshifted keys count as digits here."""
        return keyboard_of(self.app)

    # Textual calls these before those of Input, which then find digits.
    def _on_key(self, event: Key) -> None:  # type: ignore[override]
        if self.kind == "yes_no":
            self._answer(event)
        elif self.kind == "number" and event.is_printable and event.character is not None:
            event.character = digit_of(event.character, self.keyboard) or self._refuse(event, event.character)

    def _on_paste(self, event: Paste) -> None:
        if self.kind == "yes_no":
            self._refuse(event, event.text.strip())
        elif self.kind == "number":
            text = "".join(event.text.split())
            event.text = text if text.isdecimal() else self._refuse(event, event.text.strip())

    def _refuse(self, event: Key | Paste, sign: str) -> str:
        event.stop()
        event.prevent_default()
        self.post_message(self.Refused(sign, TAKES[self.kind]))
        return ""

    def _answer(self, event: Key) -> None:
        """A letter, or the whole word, moves to an answer; an arrow goes from one to the other. Enter is the form's."""
        if event.key in ("left", "right", "space"):
            self._say(NO if self.value == YES else YES, event)
        elif event.is_printable and event.character is not None:
            letter = event.character.lower()
            word = next((w for w in (self._word + letter, letter) if any(a.startswith(w) for a in (YES, NO))), "")
            if word:
                self._say(YES if YES.startswith(word) else NO, event)
                self._word = word
            else:
                self._refuse(event, event.character)
        elif event.key in ("backspace", "delete", "home", "end"):
            event.stop()
            event.prevent_default()

    def _say(self, answer: str, event: Key) -> None:
        self._word, self.value = "", answer
        self.cursor_position = len(answer)
        event.stop()
        event.prevent_default()


TAKES: dict[Kind, str] = {"number": "ne prend que des chiffres", "yes_no": "prend o (oui) ou n (non)"}
"""What is said of a field that refuses a sign."""


def keyboard_of(app: object) -> Keyboard:
    """The keyboard set for this application; without settings, the commonest of the schools."""
    keyboard: Keyboard = getattr(getattr(app, "settings", None), "keyboard", "azerty-pc")
    return keyboard


def read(kind: Kind, typed: str, keyboard: Keyboard) -> str:
    """What was typed in a field of that kind, its unshifted digits as digits."""
    typed = typed.strip()
    if kind == "text":
        return typed
    if kind == "code":
        return as_code(typed, keyboard)
    sign, rest = (typed[:1], typed[1:]) if typed[:1] in ("+", "-", "−") and len(typed) > 1 else ("", typed)
    table = as_digits(rest, keyboard)
    # Words are words; what stands in an hour or behind minutes are none: « çhà( » is 9h05.
    return sign + (table if not any(c.isalpha() and c.lower() not in _UNITS for c in table) else rest)


def as_code(typed: str, keyboard: Keyboard) -> str:
    """A code of an incident and the number behind it, their unshifted digits as digits: « eé &é » is « e2 12 ».

    Words stay words: « c'est figé », « en retard », « e2 à la fin ».
    """
    code, space, rest = typed.partition(" ")
    digits = "".join(digit_of(sign, keyboard) or "x" for sign in code[1:])
    if code[:1].isascii() and code[:1].isalpha() and digits.isdecimal() and len(digits) <= 2:
        code = code[0] + digits
    number = "".join(digit_of(sign, keyboard) or "x" for sign in rest)
    return code + space + (number if number.isdecimal() and code[1:].isdecimal() else rest)
