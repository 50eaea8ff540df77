"""Whom the list shows, in which order, and who is chosen or marked in it."""

from __future__ import annotations

from screens.commands.table import BY_ID
from screens.dialogs.whole import Menu
from screens.dialogs.zones import ZoneAnswer, ZoneDialog, ZonesDialog
from screens.handlers.base import DeedsBase
from screens.picture.picture import FILTERS, SORTS
from screens.picture.seating import Way, seating_of, step
from screens.picture.views import VIEWS, view_after
from screens.welcome.arrivals import has_someone_to_welcome
from supervisor.attention import Cause
from supervisor.zones import zones_of

PAGE = 10


class ListDeeds(DeedsBase):
    """Commands on the list; they record nothing."""

    def do_down(self) -> None:
        """One further; in the room plan, the one below."""
        self._go("down", 1)

    def do_up(self) -> None:
        """One back; in the room plan, the one above."""
        self._go("up", -1)

    def do_left(self) -> None:
        """The one on the left in the room plan."""
        self._go("left", 0)

    def do_right(self) -> None:
        """The one on the right in the room plan."""
        self._go("right", 0)

    def _go(self, way: Way, steps: int) -> None:
        board = self.board
        if board.view != "room" or board.is_searching:
            if steps:
                board.move(steps)
            else:
                self.app.say("← et → servent dans le plan de salle (F4)", "told")
            return
        found = step(seating_of(self.session), board.chosen, way, set(board.shown()).__contains__)
        if found is not None:
            board.choose(found)

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
        seen = next((a for a in self.board.attention() if a.number == self.board.chosen), None)
        if seen is not None and any(reason.cause is Cause.NOT_CONNECTED for reason in seen.reasons):
            keys = f"{self.app.key_shown('menu')} puis h"
            self.app.say(f"{keys} : ce qui est à saisir, et ce qui peut bloquer", "told")

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
        """Choose who is listed: by status, or by zone."""
        letters = {"all": "t", "awaited": "a", "joined": "r", "running": "c", "interrupted": "i", "stopped": "f",
                   "away": "b", "not_started": "d"}  # fmt: skip
        entries = [(letters[key], name, f"only {key}", "") for key, (name, _) in FILTERS.items()]
        mine = self.board.my_zone
        no_zone = "" if any(zones_of(self.session)) else "personne n'a de zone : m z en donne une aux marqués"
        label = f"ma zone : {mine}" if mine else "ma zone"
        entries.append(("m", label, f"zone {mine}" if mine else "mine", no_zone))
        entries.append(("z", "une zone, ou changer de zone", "zones", no_zone and "pas encore de zone"))
        self.ask(Menu("Montrer", entries), self._filter_answered)

    def _filter_answered(self, answer: str) -> None:
        what, _, key = answer.partition(" ")
        if what == "only":
            self.board.show_only(key)
        elif what == "zone":
            self.board.show_zone(key, mine=True)
        elif what == "mine":
            self.ask(ZoneDialog(self.session, "Quelle zone surveillez-vous ?"), self._zone_is_mine)
        else:
            self.ask(ZonesDialog(self.session, self.board.my_zone), self._zone_chosen)

    def _zone_is_mine(self, zone: str) -> None:
        self.board.show_zone(zone, mine=True)
        self.app.say(f"votre zone : {zone} ; « à voir » montre d'abord les vôtres, les autres après 2 min", "told")

    def _zone_chosen(self, answer: ZoneAnswer) -> None:
        what, zone = answer
        if what == "change":
            self.ask(ZoneDialog(self.session, "Quelle zone surveillez-vous ?"), self._zone_is_mine)
        elif what == "none":
            self.board.forget_zone()
            self.app.say("vous n'avez plus de zone : tous les candidats sont les vôtres", "told")
        else:
            self.board.show_zone(zone)

    def do_view_list(self) -> None:
        """One candidate a line."""
        self.board.show_view("list")

    def do_view_lanes(self) -> None:
        """Columns by status."""
        self.board.show_view("lanes")

    def do_view_room(self) -> None:
        """By seat."""
        self.board.show_view("room")

    def do_next_view(self) -> None:
        """The one after it, round; the welcome is one of them while somebody is to come."""
        after = view_after(self.board.view)
        if after == VIEWS[0] and not self.app.read_only and has_someone_to_welcome(self.session):
            self.board.run(BY_ID["view_welcome"])
        else:
            self.board.show_view(after)
