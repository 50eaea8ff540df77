"""The boxes of the welcome: what Enter does not do for whoever is shown, and what is done beside the welcome."""

from __future__ import annotations

from typing import Any, Protocol

from screens.board.host import LiveHost, Recorder
from screens.handlers.table import BY_ID
from screens.kit.command import Command, Moment
from supervisor.situation import Situation


class Welcome(Protocol):
    """The view from which they are opened."""

    vigie: LiveHost

    @property
    def board(self) -> Recorder:
        """The board underneath."""

    @property
    def who(self) -> Situation | None:
        """Whoever is shown."""

    def hold(self, number: int) -> None:
        """They stand at the desk."""

    def type(self, text: str) -> None:
        """Let this stand in the search."""

    def moment(self) -> Moment:
        """What decides which commands are possible now."""

    def against(self, command_id: str) -> str:
        """What stands against a command now; empty when nothing does."""

    def run(self, command: Command[Any]) -> None:
        """Do a command, here or on the board."""

    def draw(self) -> None:
        """Show the present state."""


def ask_gesture(view: Welcome) -> None:
    """Tab, somebody is shown: what Enter does not do for them."""
    from screens.dialogs.gestures import GesturesDialog
    from screens.handlers import course, menu

    who = view.who
    if who is None:
        return
    number = who.number
    view.hold(number)
    view.type("")

    def take(answer: str | None) -> None:
        if answer is None or number not in view.vigie.session.candidates:
            return
        view.board.choose(number)
        if answer in ("attested", "correct"):
            view.board.acting.do("identity", lambda acting: course.identity(acting, answer))
        elif answer == "seat":
            view.board.acting.do("menu", lambda acting: menu.menu(acting, answer))
        else:
            view.run(BY_ID[answer])
        view.draw()

    view.vigie.push_screen(GesturesDialog(view.moment(), who, view.against), take)


def ask_beside(view: Welcome) -> None:
    """Escape, nobody is shown and nothing typed: what is done beside the welcome."""
    from screens.dialogs.gestures import WelcomeMenu

    def take(answer: str | None) -> None:
        if answer is not None:
            # On the application's own time: the view may be left for what it opens.
            view.vigie.call_later(view.run, BY_ID[answer])

    view.vigie.push_screen(WelcomeMenu(view.against), take)
