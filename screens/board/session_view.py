"""A view that takes the whole screen beside the board: same session, same answers, same commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.events import Key
from textual.screen import Screen

from screens.board.host import BoardHost, Underneath
from screens.dialogs.reading import HelpPage
from screens.kit.bindings import bindings_of as all_bindings_of
from screens.kit.command import Command, Moment
from screens.kit.sizes import AtSize
from screens.picture.picture import Picture
from screens.widgets.painted import Painted


def bindings_of(commands: Iterable[Command[Any]]) -> list[BindingType]:
    """Their keys, as rows of the table say them; the palette's own is the application's."""
    return all_bindings_of(command for command in commands if command.id != "palette")


NOT_NOW = "cette touche ne fait rien ici pour l'instant"


class SessionView(AtSize, Screen[None]):
    """Lies above the board, which goes on underneath; leaving it shows the board again."""

    AUTO_FOCUS = ""

    WAY_BACK: ClassVar[str] = "Échap revient au tableau"
    """What Escape does here, said when a sign is no key."""

    def __init__(self, vigie: BoardHost) -> None:
        super().__init__()
        self.vigie = vigie

    @property
    def board(self) -> Underneath:
        """The board underneath."""
        return self.vigie.board

    @property
    def target(self) -> int | None:
        """The candidate of the chosen row, in a view that has rows of its own; None: the one chosen on the board."""
        return None

    def picture(self) -> Picture:
        """All that is shown, at this instant."""
        return self.board.picture()

    def draw(self) -> None:
        """Hand the picture to all that shows a part of it."""
        if not self.is_mounted:
            return
        # What lies over the board may be seen before the board is built: what is typed from then on is meant for it.
        self.vigie.is_drawn = True
        picture = self.picture()
        with self.app.batch_update():
            for widget in self.query(Painted):
                widget.show(picture)

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.draw)

    def moment(self) -> Moment:
        """What decides which commands are possible now."""
        return self.board.moment()

    def commands(self) -> tuple[Command[Any], ...]:
        """The commands of this view, for the palette."""
        raise NotImplementedError

    def help_page(self) -> HelpPage:
        """What the help lists here."""
        raise NotImplementedError

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        asked = next((command for command in self.commands() if command.id == command_id), None)
        if asked is None:
            # Its keys are bound for every moment of the view, and its row is not there in each.
            self.vigie.refuse(NOT_NOW)
            return
        if not asked.moves:
            self.vigie.notices.begin_anew()
        self.run(asked)

    def run(self, command: Command[Any]) -> None:
        """Do a command, here or on the board."""
        raise NotImplementedError

    def key_of_no_command(self, event: Key) -> None:
        """Escape dismisses what stays until it is seen, else leaves; a sign that is no key here is refused."""
        if event.key == "escape":
            event.stop()
            if not self.vigie.notices.dismiss_what_stays(self.vigie.clock.monotonic()):
                self.leave()
        elif event.is_printable and event.key not in self.active_bindings:
            event.stop()
            self.vigie.refuse(f"« {event.character} » n'est pas une touche ici : {self.WAY_BACK}")
        self.draw()

    @on(Painted.Chosen)
    def _row_clicked(self, message: Painted.Chosen) -> None:
        message.stop()
        self.choose_row(message.key)
        self.draw()

    def choose_row(self, key: int) -> None:
        """A row was clicked on: it is chosen, and nothing is done."""

    def leave(self) -> None:
        """What lies underneath again."""
        if self.is_current:
            self.dismiss(None)
        self.board.call_after_refresh(self.board.draw)

    def leave_for_the_board(self) -> None:
        """The board again, whatever lies in between."""
        while isinstance(self.app.screen, SessionView):
            self.app.pop_screen()
        self.board.call_after_refresh(self.board.draw)


def view_in_front(vigie: BoardHost) -> SessionView | Underneath:
    """The view that is looked at, under what lies over it."""
    return next((view for view in reversed(vigie.screen_stack) if isinstance(view, SessionView)), vigie.board)
