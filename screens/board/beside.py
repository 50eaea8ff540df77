"""A view that takes the whole screen beside the board: same session, same answers, same commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.events import Key
from textual.screen import Screen

from screens.commands.table import BY_ID, Command, Moment
from screens.dialogs.reading import HelpPage
from screens.kit.sizes import AtSize
from screens.picture.picture import Picture
from screens.widgets.painted import Painted

if TYPE_CHECKING:
    from screens.board.view import BoardScreen
    from screens.live.app import VigieApp


def bindings_of(commands: tuple[Command, ...]) -> list[Binding]:
    """Their keys, as rows of the table say them."""
    return [
        Binding(",".join(c.keys), f"press('{c.id}')", c.label, show=False, id=c.id, tooltip=c.help)
        for c in commands
        if c.keys and c.id != "palette"
    ]


class Beside(AtSize, Screen[None]):
    """Lies above the board, which goes on underneath; leaving it shows the board again."""

    AUTO_FOCUS = ""

    WAY_BACK: ClassVar[str] = "Échap revient au tableau"
    """What Escape does here, said when a sign is no key."""

    def __init__(self, vigie: VigieApp) -> None:
        super().__init__()
        self.vigie = vigie

    @property
    def board(self) -> BoardScreen:
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

    def commands(self) -> tuple[Command, ...]:
        """The commands of this view, for the palette."""
        raise NotImplementedError

    def help_page(self) -> HelpPage:
        """What the help lists here."""
        raise NotImplementedError

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        self.run(BY_ID[command_id])

    def run(self, command: Command) -> None:
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
        while isinstance(self.app.screen, Beside):
            self.app.pop_screen()
        self.board.call_after_refresh(self.board.draw)


def view_in_front(vigie: VigieApp) -> Beside | BoardScreen:
    """The view that is looked at, under what lies over it."""
    return next((view for view in reversed(vigie.screen_stack) if isinstance(view, Beside)), vigie.board)


def first_view(vigie: VigieApp) -> Beside | None:
    """What a session opens on: the welcome, until somebody has started; else the board itself."""
    from screens.welcome.view import WelcomeScreen

    session = vigie.session
    if vigie.read_only:
        return None
    begun = any(c.started_at is not None for c in session.candidates.values())
    return None if begun or session.closed_at is not None else WelcomeScreen(vigie)


def show_beside(vigie: VigieApp, screen: Beside) -> None:
    """One of the views beside the board; the one that lies underneath already comes back."""
    if not any(type(other) is type(screen) for other in vigie.screen_stack):
        vigie.push_screen(screen)
    elif isinstance(vigie.screen, Beside):
        vigie.screen.leave()
