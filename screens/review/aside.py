"""A view of the review that takes the whole screen: its own keys, those of the replay, and what every view has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.events import Key

from screens.board.beside import Beside, bindings_of
from screens.commands.table import BY_ID as OF_THE_BOARD
from screens.commands.table import Command
from screens.dialogs.reading import HelpPage
from screens.review.commands import BY_ID

if TYPE_CHECKING:
    from screens.review.app import ReviewApp

EVERYWHERE = tuple(OF_THE_BOARD[id_] for id_ in ("mask", "theme", "help", "palette", "quit"))
"""Commands of the board that mean the same in each view."""


def bindings_for(own: tuple[Command, ...], on_the_board: tuple[Command, ...]) -> list[BindingType]:
    """The keys of a view."""
    return [*bindings_of(own), *bindings_of(on_the_board), *bindings_of(EVERYWHERE)]


class Aside(Beside):
    """Lies above the board of a review."""

    WHERE: ClassVar[str] = ""
    """What the help calls it."""
    OWN: ClassVar[tuple[Command, ...]] = ()
    """What only this view does: `_<id>` of it."""
    ON_THE_BOARD: ClassVar[tuple[Command, ...]] = ()
    """What the board of the review does for it."""

    def __init__(self, review: ReviewApp) -> None:
        super().__init__(review)
        self.review = review

    def commands(self) -> tuple[Command, ...]:
        return (*self.OWN, *self.ON_THE_BOARD, *EVERYWHERE)

    def help_page(self) -> HelpPage:
        return HelpPage(self.commands(), "relecture", self.WHERE, elsewhere="", has_numbers=False)

    def action_press(self, command_id: str) -> None:
        own = {command.id: command for command in self.OWN}
        self.run(own.get(command_id) or BY_ID.get(command_id) or OF_THE_BOARD[command_id])

    def run(self, command: Command) -> None:
        if command in self.OWN:
            getattr(self, f"_{command.id}")()
        else:
            self.review.board.run(command)
        self.review.draw()

    def on_key(self, event: Key) -> None:
        if event.is_printable and event.key not in self.active_bindings:
            event.stop()
            self.vigie.refuse(f"« {event.character} » n'est pas une touche ici : Échap revient au tableau")

    def _view_back(self) -> None:
        self.leave()
