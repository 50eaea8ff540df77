"""The palette: what is possible now, searched by its name, in a box like any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from screens.board.host import Underneath
from screens.board.session_view import SessionView
from screens.dialogs.base import Dialog, Words
from screens.dialogs.box import row_after
from screens.kit.command import Command, keys_for
from screens.kit.ink import Line, cut, fit, width_of
from screens.kit.key_names import key_name
from screens.kit.more import window
from screens.kit.settings import Settings
from screens.widgets.line_input import LineInput
from supervisor.candidate import plain
from supervisor.wording import typographic

WIDTH = 74
"""Cells of a row: the box is 78 wide."""
ROWS = 12
"""Most commands seen at once."""
AROUND = 11
"""Rows of the screen that are not the list: border, field, help of the chosen one, hint."""
NOTHING_FOUND = "aucune commande possible maintenant ne s'appelle ainsi"


@dataclass(frozen=True, slots=True)
class Offered:
    """A command that is possible now."""

    command: Command[Any]
    title: str
    """« candidat : Démarrer le test »."""
    keys: str
    """As they are set here; empty where it has none."""


def possible_in(view: SessionView | Underneath) -> Iterator[Command[Any]]:
    """What can be asked for in a view now."""
    moment = view.moment()
    for command in view.commands():
        if command.id != "palette" and not command.obstacle(moment):
            yield command


def offered_in(view: SessionView | Underneath, settings: Settings) -> tuple[Offered, ...]:
    """The same as the palette lists it."""
    return tuple(
        Offered(
            command,
            typographic(f"{command.domain} : {command.title}"),
            ", ".join(key_name(key) for key in keys_for(command, settings)),
        )
        for command in possible_in(view)
    )


def found(offered: Sequence[Offered], typed: str) -> list[Offered]:
    """Those that each typed word fits, the ones whose name begins so first; accents and case are ignored.

    A word may begin a word of the name, stand within it, or be in what the command does.
    """
    wanted = plain(typed).split()
    ranked = [(max((_rank(one, word) for word in wanted), default=0), one) for one in offered]
    return [one for rank, one in sorted(ranked, key=lambda found_: found_[0]) if rank < _NOWHERE]


_NOWHERE = 3


def _rank(one: Offered, word: str) -> int:
    title = plain(one.title)
    if any(part.startswith(word) for part in title.split()):
        return 0
    if word in title:
        return 1
    return 2 if word in plain(one.command.help) else _NOWHERE


class CommandSearch(Dialog[Command[Any]]):
    """Arrows choose, Enter does."""

    KEEPS_DRAFT = False
    HINT: Line = (
        ("Entrée", "amber+"), (" faire   ", "soft"), ("↑ ↓", "amber+"), (" choisir   ", "soft"),
        ("Échap", "amber+"), (" fermer", "soft"),
    )  # fmt: skip

    def __init__(self, offered: Sequence[Offered]) -> None:
        """The palette of a view.

        Args:
            offered: what is possible in it now.
        """
        super().__init__("Commandes")
        self._offered = tuple(offered)
        self._lit = 0

    def body(self) -> ComposeResult:
        hint = typographic("Chercher une commande (les premières lettres d'un mot de son nom)")
        yield LineInput(placeholder=hint, id="wanted", compact=True, select_on_focus=False)
        yield Words(self._lines(), id="found")

    @property
    def shown(self) -> list[Offered]:
        """What is found."""
        typed = self.query("#wanted").results(Input)
        return found(self._offered, next((field.value for field in typed), ""))

    def _lines(self) -> list[Line]:
        shown = self.shown
        if not shown:
            return [(), ((NOTHING_FOUND, "yellow"),)]
        self._lit = min(self._lit, len(shown) - 1)
        room = max(3, min(ROWS, self.app.size.height - AROUND))
        rows = [self._row(one, is_lit=rank == self._lit) for rank, one in enumerate(shown)]
        lit = shown[self._lit]
        told: Line = ((f"{lit.keys} · " if lit.keys else "", "amber+"), (lit.command.help, "soft"))
        return [(), *window(rows, self._lit, room), (), told]

    @staticmethod
    def _row(one: Offered, *, is_lit: bool) -> Line:
        keys = ((one.keys, "amber+"),)
        name = cut(one.title, WIDTH - 4 - width_of(keys))
        return (
            ("▌ " if is_lit else "  ", "blue+"), (fit(name, WIDTH - 2 - width_of(keys)), "+" if is_lit else "soft"),
            *keys,
        )  # fmt: skip

    @on(Input.Changed)
    def _sought(self) -> None:
        self._lit = 0
        self._draw()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        shown = self.shown
        if shown:
            self.dismiss(shown[self._lit].command)
        else:
            self.complain(NOTHING_FOUND)

    def key(self, event: Key) -> bool:
        row = row_after(event.key, self._lit, len(self.shown))
        if row is None:
            return False
        self._lit = row
        self._draw()
        return True

    def say_again(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self.complain("")
        for words in self.query("#found").results(Words):
            words.say(self._lines())
