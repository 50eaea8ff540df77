"""A choice among answers, a letter each: a letter moves, Enter takes (RULES.md section 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from screens.dialogs.box import Dialog
from screens.dialogs.words import Answers, Words
from screens.kit.guards import TypedWord
from screens.kit.ink import Line

T = TypeVar("T")

ONLY_WORD = "un mot ne choisit rien ici : une lettre mène à une réponse, Entrée la prend"


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One answer of a choice."""

    letter: str
    label: str
    value: T
    why_not: str = ""
    """Why it is not possible now; it is then listed and refused."""
    opens: bool = False
    """It leads only to a further box or to a view, and nothing is recorded by it: its letter may act at once."""


class Choice(Dialog[T]):
    """A few answers, a letter each; a letter or an arrow lights one, Enter takes the one that is lit.

    A click lights one too, and takes it when it is lit already: one slip of the hand never both chooses and records.
    """

    ONE: Line = (("lettre", "amber+"), (" choisir   ", "soft"), *Dialog.HINT)
    """The hint where a letter lights its answer."""
    SOME_AT_ONCE: Line = (("lettre", "amber+"), (" choisir, ouvrir   ", "soft"), *Dialog.HINT)
    """The hint where letters of some answers go on at once."""

    def __init__(
        self, title: str, lines: Sequence[Line], options: Sequence[Option[T]], *, default: int | None = 0,
    ) -> None:  # fmt: skip
        """A choice.

        Args:
            title: what it is about.
            lines: what must be known before choosing.
            options: the answers.
            default: which one Enter takes at first; None: one must be chosen.
        """
        super().__init__(title)
        self._lines = tuple(lines)
        self._options = tuple(options)
        self._lit = default
        self._typed_letters = TypedWord()
        if (len(options) > 1 or default is None) and self.HINT is Dialog.HINT:
            self.HINT = self.SOME_AT_ONCE if any(option.opens for option in options) else self.ONE

    def body(self) -> ComposeResult:
        yield Words(self._lines, id="lines")
        yield Answers(self._option_lines(), hang=5, id="options")

    def _option_lines(self) -> list[Line]:
        lines: list[Line] = []
        for index, option in enumerate(self._options):
            lit = index == self._lit
            ink = "dim" if option.why_not else "+" if lit else "soft"
            why = f" — {option.why_not}" if option.why_not else ""
            lines.append(
                (("▌ " if lit else "  ", "blue+"), (f"{option.letter}  ", "amber+"), (option.label + why, ink))
            )
        return lines

    def _light(self, index: int | None) -> None:
        self._lit = index
        self.query_one("#options", Words).say(self._option_lines())

    def key(self, event: Key) -> bool:
        if event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            place = self._lit if self._lit is not None else (-1 if step > 0 else 0)
            self._light((place + step) % len(self._options))
            self.complain("")
        elif event.key == "enter":
            self._take_lit()
        else:
            return False
        return True

    def _take_lit(self) -> None:
        if self._lit is None:
            self.complain("choisissez d'abord une réponse")
        else:
            self._take(self._options[self._lit])

    def sign(self, character: str) -> bool:
        # What was lit goes out with a word or a letter of no use: an Enter that ends a text takes nothing.
        letter = character.lower()
        found = next((i for i, option in enumerate(self._options) if option.letter == letter), None)
        if self._typed_letters.are_a_word(self._real_s()):
            self._light(None)
            self.complain(ONLY_WORD)
        elif found is None:
            self._light(None)
            self.complain(f"« {character} » n'est aucune de ces réponses")
        else:
            self.complain("")
            self._light(found)
            if self._options[found].opens:
                with self._further():
                    self._take(self._options[found])
        return True

    def _real_s(self) -> float:
        clock = getattr(self.app, "clock", None)
        return float(clock.monotonic()) if clock is not None else 0.0

    @on(Answers.Clicked)
    def _clicked(self, event: Answers.Clicked) -> None:
        event.stop()
        if event.rank == self._lit:
            self._take_lit()
        else:
            self.complain("")
            self._light(event.rank)

    def trace(self, answer: T) -> str:
        return next((option.label for option in self._options if option.value == answer), "")

    def retrace(self, traced: str) -> T | None:
        return next((o.value for o in self._options if o.label == traced and not o.why_not), None)

    def _take(self, option: Option[T]) -> None:
        if option.why_not:
            self.complain(option.why_not)
        else:
            self.dismiss(option.value)


class Confirm(Choice[bool]):
    """One thing to say yes to."""

    def __init__(self, title: str, lines: Sequence[Line], yes: str, *, for_good: bool = False) -> None:
        """A question with one answer.

        Args:
            title: what it is about.
            lines: what must be known before.
            yes: what is done then, in a few words.
            for_good: nothing brings back what is lost by it: the answer has to be chosen before Enter takes it.
        """
        super().__init__(title, lines, (Option("o", yes, True),), default=None if for_good else 0)
