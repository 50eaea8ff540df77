"""The screen itself: views, mask, colours, help, the way out."""

from __future__ import annotations

from screens.dialogs.reading import HelpDialog
from screens.dialogs.room import RoomDisplayDialog
from screens.handlers.acting import Acting, Looking
from screens.picture.steps import has_someone_to_welcome
from screens.picture.views import VIEWS, view_after


def mask(looking: Looking) -> None:
    """Hide the names, or show them again."""
    looking.app.action_mask_or_show()


def retry(acting: Acting) -> None:
    """Record again what could not be."""
    acting.app.retry()


def theme(looking: Looking) -> None:
    """The next colours."""
    looking.app.next_theme()


def thrifty(looking: Looking) -> None:
    """The display for a slow line, or the usual one."""
    looking.app.change_display()


def show_help(looking: Looking) -> None:
    """The keys of the view in front, then the other ones."""
    looking.app.push_screen(HelpDialog(looking.app.settings, looking.app.help_page()))


def palette(looking: Looking) -> None:
    """Search a command."""
    looking.app.action_command_palette()


def leave(looking: Looking) -> None:
    """Leave; asked for while tests run."""
    looking.app.action_ask_quit()


def room_display(acting: Acting) -> None:
    """The clock and the session's number, for everybody in the room."""
    acting.ask(RoomDisplayDialog(acting.session), lambda _: acting.app.show_room())


def view_welcome(acting: Acting) -> None:
    """Who comes in."""
    acting.app.show_beside("welcome")
    acting.app.say("accueil : lettres et chiffres y cherchent quelqu'un ; F2 revient au tableau", "told")


def view_preparation(acting: Acting) -> None:
    """The room and who supervises."""
    acting.app.show_beside("preparation")


def view_list(looking: Looking) -> None:
    """One candidate a line."""
    looking.board.show_view("list")


def view_lanes(looking: Looking) -> None:
    """Columns by status."""
    looking.board.show_view("lanes")


def view_room(looking: Looking) -> None:
    """By seat."""
    looking.board.show_view("room")


def next_view(looking: Looking) -> None:
    """The one after it, round; the welcome is one of them while somebody is to come."""
    after = view_after(looking.board.view)
    if after == VIEWS[0] and not looking.app.read_only and has_someone_to_welcome(looking.session):
        looking.do("view_welcome")
    else:
        looking.board.show_view(after)
