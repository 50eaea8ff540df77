"""A view of the review that takes the whole screen: its own keys, those of the replay, and what every view has."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType
from textual.events import Key

from screens.board.session_view import SessionView, bindings_of
from screens.dialogs.reading import HelpPage
from screens.handlers.table import COMMANDS
from screens.kit.command import Command
from screens.review.host import Reviewed

EVERYWHERE = tuple(command for command in COMMANDS if "aside" in command.views)
"""Commands of the board that mean the same in each view."""


def bindings_for(own: tuple[Command[Any], ...], on_the_board: tuple[Command[Any], ...]) -> list[BindingType]:
    """The keys of a view."""
    return bindings_of((*own, *on_the_board, *EVERYWHERE))


class ReviewView(SessionView):
    """Lies above the board of a review."""

    WHERE: ClassVar[str] = ""
    """What the help calls it."""
    OWN: ClassVar[tuple[Command[Any], ...]] = ()
    """What only this view does."""
    ON_THE_BOARD: ClassVar[tuple[Command[Any], ...]] = ()
    """What the board of the review does for it."""

    def __init__(self, review: Reviewed) -> None:
        super().__init__(review)
        self.review = review

    def commands(self) -> tuple[Command[Any], ...]:
        return (*self.OWN, *self.ON_THE_BOARD, *EVERYWHERE)

    def help_page(self) -> HelpPage:
        return HelpPage(self.commands(), "relecture", self.WHERE, elsewhere="", has_numbers=False)

    def run(self, command: Command[Any]) -> None:
        if command in self.OWN:
            command.do(self)
        else:
            self.review.board.run(command)
        self.review.draw()

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.key not in self.active_bindings:
            event.stop()
            self.vigie.refuse(f"« {event.character} » n'est pas une touche ici : Échap revient au tableau")
