"""What the commands of home do: one `do_<id>` for each row of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import Input

from screens.home.commands import BY_ID, help_lines
from screens.home.errands import Errands
from screens.home.reader import DamagedDialog, HomeHelp
from screens.home.widgets import SessionList

if TYPE_CHECKING:
    from screens.home.app import HomeApp


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Open this session."""

    number: str
    store: str = ""
    """Of this store, where there are several."""

    @property
    def key(self) -> str:
        """That of its card."""
        return f"{self.store}|{self.number}" if self.store else self.number


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Open a rehearsal."""


Choice = OpenSession | Rehearse


class Deeds:
    """Does what is asked of home."""

    def __init__(self, app: HomeApp) -> None:
        self.app = app
        self._errands = Errands(app)

    def do_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    def do_open(self) -> None:
        """Open the chosen session; a damaged one says first what to do."""
        card = self.app.card
        if self.app.awaited and (card is None or card.key != self.app.awaited):
            # What was just made is what « Entrée pour ouvrir » speaks of, shown already or not.
            self.app.leave_for(OpenSession(self.app.awaited))
            return
        if card is None:
            nothing = "aucune session : i, c ou d pour commencer"
            self.app.say("lecture des sessions en cours" if self.app.cards is None else nothing, "told")
            return
        opening = OpenSession(card.number, card.store)
        if card.problem:
            self.app.push_screen(DamagedDialog(card), lambda to_read: self.app.leave_for(opening) if to_read else None)
        else:
            self.app.leave_for(opening)

    def do_rehearse(self) -> None:
        """Open a rehearsal."""
        self.app.leave_for(Rehearse())

    def do_import(self) -> None:
        """Choose a list."""
        self._errands.bring_in()

    def do_create(self) -> None:
        """Fill in the form."""
        self._errands.create()

    def do_erase(self) -> None:
        """Erase the chosen session, in which nobody has started."""
        if why := BY_ID["erase"].obstacle(self.app.card):
            self.app.say(why, "refused")
        elif self.app.card is not None:
            self._errands.erase(self.app.card)

    def do_papers(self) -> None:
        """The papers of all sessions of the chosen day."""
        if why := BY_ID["papers"].obstacle(self.app.card):
            self.app.say(why, "refused")
        elif self.app.card is not None and self.app.card.day is not None:
            self._errands.papers(self.app.card.day)

    def do_help(self) -> None:
        """Keys and words."""
        self.app.push_screen(HomeHelp("Aide", help_lines(self.app.office.place)))

    def do_read_again(self) -> None:
        """Look at the store now."""
        self.app.read_again()

    # Choosing ------------------------------------------------------------------------------------

    def do_down(self) -> None:
        """The next session."""
        self._move(1)

    def do_up(self) -> None:
        """The one before."""
        self._move(-1)

    def do_page_down(self) -> None:
        """A page on."""
        self._move(self.app.query_one(SessionList).page)

    def do_page_up(self) -> None:
        """A page back."""
        self._move(-self.app.query_one(SessionList).page)

    def do_first(self) -> None:
        """The first one listed."""
        self._move(-len(self.app.cards or ()))

    def do_last(self) -> None:
        """The last one listed."""
        self._move(len(self.app.cards or ()))

    def _move(self, step: int) -> None:
        keys = [card.key for card in self.app.shown().cards or ()]
        if keys:
            self.app.awaited = ""
            place = (keys.index(self.app.chosen) if self.app.chosen in keys else 0) + step
            self.app.chosen = keys[max(0, min(len(keys) - 1, place))]

    # Searching -----------------------------------------------------------------------------------

    def do_search(self) -> None:
        """Open the search."""
        if self.app.cards:
            self.open_search(self.app.search)
        else:
            self.app.say("il n'y a encore rien à chercher", "told")

    def open_search(self, text: str) -> None:
        """A field in the place of the heading."""
        self.app.screen.add_class("-searching")
        field = self.app.query_one("#sought", Input)
        field.value = text
        field.cursor_position = len(text)
        field.focus()

    def do_back(self) -> None:
        """Escape: a message first, then the search."""
        if self.app.screen.has_class("-searching"):
            self.app.search = ""
            self.close_search()
        elif not self.app.notices.dismiss():
            self.app.search = ""

    def close_search(self) -> None:
        """The heading again; what was searched for stays in it."""
        self.app.screen.remove_class("-searching")
        self.app.screen.set_focus(None)
        self.app.call_after_refresh(self.app.draw)
