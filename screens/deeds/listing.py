"""Whom the list shows, in which order, and who is chosen or marked in it."""

from __future__ import annotations

from screens.deeds.base import DeedsBase
from screens.dialogs.whole import Menu
from screens.picture import FILTERS, SORTS

PAGE = 10


class ListDeeds(DeedsBase):
    """Commands on the list; they record nothing."""

    def do_down(self) -> None:
        """One further."""
        self.board.move(1)

    def do_up(self) -> None:
        """One back."""
        self.board.move(-1)

    def do_page_down(self) -> None:
        """Ten further."""
        self.board.move(PAGE)

    def do_page_up(self) -> None:
        """Ten back."""
        self.board.move(-PAGE)

    def do_first(self) -> None:
        """The first one listed."""
        self.board.move(-len(self.session.candidates))

    def do_last(self) -> None:
        """The last one listed."""
        self.board.move(len(self.session.candidates))

    def do_attention(self) -> None:
        """The next one who needs somebody, from the chosen one on, round."""
        self.board.choose_next_to_see()

    def do_search(self) -> None:
        """Open the search."""
        self.board.open_search()

    def do_mark(self) -> None:
        """Mark the chosen one, or unmark him."""
        self.board.toggle_mark(self.who.number)

    def do_mark_all(self) -> None:
        """Mark all that are listed; again: none."""
        self.board.toggle_all_marks()

    def do_sort(self) -> None:
        """Choose the order."""
        letters = {"number": "n", "name": "a", "remaining": "r", "seat": "p", "attention": "v"}
        entries = [(letters[key], name, key, "") for key, (name, _) in SORTS.items()]
        self.ask(Menu("Trier par", entries), self.board.sort_by)

    def do_filter(self) -> None:
        """Choose who is listed."""
        letters = {"all": "t", "awaited": "a", "joined": "r", "running": "c", "interrupted": "i", "stopped": "f",
                   "away": "b", "not_started": "d"}  # fmt: skip
        entries = [(letters[key], name, key, "") for key, (name, _) in FILTERS.items()]
        self.ask(Menu("Montrer", entries), self.board.show_only)

    def do_view_list(self) -> None:
        """One candidate a line."""
        self.board.show_lanes(False)

    def do_view_lanes(self) -> None:
        """Columns by status."""
        self.board.show_lanes(True)

    def do_next_view(self) -> None:
        """The other one."""
        self.board.show_lanes(not self.board.shows_lanes)
