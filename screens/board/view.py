"""The board: shows one picture of the session a second, and takes keys; `screens.handlers` has what they do."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from screens.board.host import BoardHost
from screens.board.session_view import SessionView, view_in_front
from screens.dialogs.box import lift
from screens.dialogs.reading import HelpPage
from screens.handlers.acting import Looking
from screens.handlers.table import BY_ID, COMMANDS
from screens.kit.bindings import bindings_of
from screens.kit.command import Command, Moment, keys_for
from screens.kit.guards import digit_of
from screens.kit.ink import Line
from screens.kit.notices import ROW_S
from screens.kit.parts import holds
from screens.kit.remembered import Remembered
from screens.kit.sizes import AtSize
from screens.picture.headline import arrangement, banner, typed_line
from screens.picture.picture import Hint, Picture, arranged, instant_of
from screens.picture.views import VIEWS
from screens.widgets.attention_bar import AttentionBar
from screens.widgets.counts import CountsBar
from screens.widgets.footer import Footer, notice_rows
from screens.widgets.heading import Heading
from screens.widgets.journal import JournalView
from screens.widgets.lanes import Lanes
from screens.widgets.line_input import LineInput
from screens.widgets.painted import Painted
from screens.widgets.panel import Panel
from screens.widgets.room_plan import RoomPlan, wants_the_panel
from screens.widgets.roster import Roster, RosterHeader, RosterMore
from supervisor.attention import Attention
from supervisor.closing import lacking_reports
from supervisor.session import Session
from supervisor.zones import attention_in

MOST_DIGITS = 4
LEAST_ROWS = 4
"""Rows of the list from which on one of them says that it goes on."""


class BoardScreen(AtSize, Screen[None]):
    """The list of candidates (or the boards), and what stands around it."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (140, "-panel"), (180, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (25, "-row"), (26, "-tall"), (31, "-journal"), (45, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COMMANDS)

    def __init__(self, vigie: BoardHost) -> None:
        # The view has its class before anything stands in it: later, all of it would be styled once more.
        super().__init__(classes="-list")
        self.vigie = vigie
        self.looking = Looking(vigie, self)
        """What commands act with."""
        self._bound = frozenset(key for command in COMMANDS for key in keys_for(command, vigie.settings))
        self.chosen: int | None = next(iter(sorted(vigie.session.candidates)), None)
        self.marked: set[int] = set()
        self.typed = ""
        """Digits typed and not yet entered: they stay until Enter, Escape or Backspace."""
        self.sort = "number"
        self.only = "all"
        self.zone: str | None = None
        """The only zone that is listed; None: all of them."""
        self.my_zone = ""
        """The zone of who sits here, once chosen; kept for the run."""
        self.search = ""
        self.view = "list"
        """Which view is shown: a key of `screens.picture.views.VIEWS`."""
        self.declined_jump = 0
        """Id of the last jump of the clock after which the starts were left as they are."""
        self._before_search: int | None = None
        self._hidden: int | None = None
        """Who was chosen and is not listed now: chosen again once they are, unless somebody else was chosen."""
        self._drawn: tuple[object, ...] = ()
        """What was drawn last: the picture, and what its parts were drawn at."""
        self._called: int | None = None
        """Whom « à voir » chose last: while nobody else was chosen since, it goes on from there."""
        self._attention = Remembered(attention_in)
        self._counts = Remembered(Session.counts)
        self._lacking = Remembered(lacking_reports)
        self._arranged = Remembered(arranged)

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield LineInput(
            id="search", placeholder="début du nom ou du prénom · Entrée choisit · Échap ferme", compact=True
        )
        yield CountsBar(id="counts")
        yield AttentionBar(id="attention")
        with Horizontal(id="main"):
            with Vertical(id="list"):
                yield RosterHeader(id="header")
                yield Roster(id="roster")
                yield RosterMore(id="more")
            yield Lanes(id="lanes")
            yield RoomPlan(id="room")
            yield Panel(id="panel")
        yield JournalView(id="journal")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        self.show_view(self.view)

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    # The picture ---------------------------------------------------------------------------------

    def picture(self) -> Picture:
        """All that is shown, at this instant."""
        vigie = self.vigie
        session, now, monotonic = vigie.shown_session, self.instant(), vigie.clock.monotonic()
        shown = self.shown(self.search)
        self._keep_choice(shown)
        notice = vigie.notice_shown(monotonic)
        return Picture(
            session=session,
            now=now,
            counts=self._counts(session, session.closed_at or now),
            attention=tuple(self._attention(session, now, self.my_zone)),
            shown=shown,
            chosen=self.chosen,
            marked=frozenset(self.marked),
            instead_of_heading=typed_line(session, self.typed) or self.banner(session, now),
            arrangement=arrangement(self.sort, self.only, self.zone, self.my_zone, len(self.marked)),
            hints=self.hints(),
            thrifty=vigie.thrifty,
            notice=notice,
            notice_page=int((monotonic - notice.since) // ROW_S) if notice is not None else 0,
            missing_surveillants=session.missing_surveillants(),
            lacking_reports=0 if session.closed_at is not None else self._lacking(session),
            hub=vigie.hub_words,
            masked=vigie.masked,
            masked_hints=self._masked_hints() if vigie.masked else (),
        )

    def banner(self, session: Session, now: datetime) -> Line | None:
        """What stands instead of the heading: a running outage, the seal."""
        return banner(session, now, "", thrifty=self.vigie.thrifty)

    def shown(self, search: str = "") -> tuple[int, ...]:
        """Numbers of the candidates listed, in order."""
        session, now = self.vigie.session, instant_of(self.instant(), self.sort, self.zone)
        return self._arranged(session, now, sort=self.sort, only=self.only, zone=self.zone, search=search)

    def attention(self) -> list[Attention]:
        """Who needs somebody: my zone first, the others' once they have waited."""
        return self._attention(self.vigie.session, self.instant(), self.my_zone)

    def instant(self) -> datetime:
        """The second that is shown: all pictures of one second are of the same instant."""
        return self.vigie.clock.now().replace(microsecond=0)

    @property
    def is_built(self) -> bool:
        """Its parts are there; an action or a message may come before they are made, or after they went."""
        # They are made from the outside in: once the list is there, all of them are.
        return holds(self, Roster)

    @cached_property
    def _parts(self) -> tuple[Roster | Painted, ...]:
        """All that shows a part of the picture; looked for once, since they stay as long as the board does."""
        return (self.query_one(Roster), *self.query(Painted))

    def draw(self) -> None:
        """Hand the picture to all that shows a part of it."""
        if self.vigie.puts_off_drawing or not self.is_built:
            return
        self.vigie.is_drawn = True
        picture = self.picture()
        drawn = (picture, self.app.theme, *self.also_shown(), *(part.size for part in self._parts))
        if drawn != self._drawn:
            # A key may ask for the picture more than once: what is there already is not drawn again.
            self._drawn = drawn
            with self.app.batch_update():
                # Where nobody needs anybody the list may have a heading, which takes a row of it.
                self.set_class(not picture.attention and picture.session.closed_at is None, "-quiet")
                # In one go: each by itself would have the whole screen styled once more.
                is_crowded = self.view == "room" and wants_the_panel(picture, self.size.width)
                self.update_classes({"-goes-on": self._goes_on(picture), "-crowded": is_crowded})
                for part in self._parts:
                    part.show(picture)
        # A box that is open stands above what is said meanwhile.
        lift(self.app.screen, len(notice_rows(picture, self.app.size)))

    def _goes_on(self, picture: Picture) -> bool:
        """There are more candidates than the list shows, and rows enough for one to say so."""
        room = self.query_one("#list").size.height - self.query_one(RosterHeader).display
        return len(picture.shown) > room > LEAST_ROWS

    def also_shown(self) -> tuple[object, ...]:
        """What is drawn besides the picture."""
        return ()

    def _keep_choice(self, shown: tuple[int, ...]) -> None:
        self.marked &= set(self.vigie.session.candidates)
        # A search that is left gives back who was chosen by itself.
        if self._hidden in shown and not self.is_searching:
            self.chosen, self._hidden = self._hidden, None
        if self.chosen not in shown:
            if self._hidden is None and not self.is_searching:
                self._hidden = self.chosen
            self.chosen = shown[0] if shown else None

    def hints(self) -> tuple[Hint, ...]:
        """What the last row names."""
        raise NotImplementedError

    def _masked_hints(self) -> tuple[Hint, ...]:
        key = self.vigie.key_shown
        behind = " et la fenêtre ouverte" if self.vigie.has_something_hidden else ""
        return (
            Hint(key("mask"), f"montrer les noms{behind}"),
            Hint(key("attention"), "à voir"), Hint("↑ ↓", "choisir"),
            Hint(f"{key('view_lanes')} {key('view_room')}", "vues"),
        )  # fmt: skip

    def moment(self) -> Moment:
        """What decides which commands are possible now."""
        vigie = self.vigie
        who = vigie.session.candidates.get(self.target) if self.target is not None else None
        return Moment(vigie.session, vigie.clock.now(), vigie.author, who, vigie.read_only)

    @property
    def target(self) -> int | None:
        """Whom a command acts on: the chosen one, or whom the view in front has a row of its own for."""
        view = view_in_front(self.vigie)
        own = view.target if isinstance(view, SessionView) else None
        return own if own is not None else self.chosen

    def commands(self) -> tuple[Command[Any], ...]:
        """What can be asked for here, for the palette."""
        return COMMANDS

    def help_page(self) -> HelpPage:
        """What the help lists here."""
        return HelpPage(tuple(self.vigie.commands.values()))

    # Keys ----------------------------------------------------------------------------------------

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        command = BY_ID[command_id]
        if self.typed:
            if command_id == "next":
                self._choose_typed()
                return
            if not command.chooses:
                self.vigie.refuse(f"n° {self.typed} en cours de frappe : Entrée le choisit, Échap l'efface")
                return
            self.typed = ""
        if not command.moves:
            self.vigie.notices.begin_anew()
        self.run(command)

    def run(self, command: Command[Any]) -> None:
        """Do a command, or say why it is not possible."""
        if why := command.obstacle(self.moment()):
            self.vigie.refuse(why)
            return
        with self.vigie.drawn_once():
            self.looking.do(command.id)

    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            self._escape()
            return
        if self.is_searching:
            return
        digit = digit_of(event.character, self.vigie.settings.keyboard)
        if digit:
            event.stop()
            self.typed = (self.typed + digit)[-MOST_DIGITS:] if int(self.typed + digit) else ""
            self.draw()
        elif event.key == "backspace" and self.typed:
            event.stop()
            self.typed = self.typed[:-1]
            self.draw()
        elif event.is_printable and event.key not in self._bound:
            event.stop()
            caps = " Verr. Maj. est-il actif ?" if event.key.isupper() else ""
            self.vigie.refuse(f"« {event.character} » n'est pas une touche de Vigie : ? pour l'aide.{caps}")

    def _escape(self) -> None:
        if self.is_searching:
            self.chosen = self._before_search
            self._close_search()
        elif self.typed:
            self.typed = ""
        elif not self.vigie.notices.dismiss():
            self.marked.clear()
        self.draw()

    def _choose_typed(self) -> None:
        number, self.typed = int(self.typed), ""
        if number not in self.vigie.session.candidates:
            self.vigie.refuse(f"personne n'a le n° {number}")
            return
        self.choose(number)

    # Choosing ------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Choose a candidate; a filter that hides them goes."""
        if number not in self.shown():
            self.only, self.zone = "all", None
        self.chosen, self._hidden, self._called = number, None, None
        self.draw()

    def move(self, steps: int) -> None:
        """Choose somebody further down or up the list."""
        shown = self.shown(self.search)
        if not shown:
            return
        place = shown.index(self.chosen) if self.chosen in shown else 0
        self.chosen, self._hidden = shown[max(0, min(len(shown) - 1, place + steps))], None
        self.draw()

    def choose_next_to_see(self) -> None:
        """The most pressing one who needs somebody; pressed on, the next one down, round."""
        order = [entry.number for entry in self.attention() if entry.calls]
        if not order:
            self.vigie.say("personne à voir pour l'instant", "told")
            return
        called = self._called if self._called == self.chosen else None
        place = order.index(called) + 1 if called is not None and called in order else 0
        self.choose(order[place % len(order)])
        self._called = self.chosen

    @on(Roster.Moved)
    def _moved(self, message: Roster.Moved) -> None:
        if not self.is_built:
            return
        self.set_class(self._goes_on(message.picture), "-goes-on")
        more = self.query_one(RosterMore)
        if more.display:
            more.show(message.picture)

    @on(Roster.Chosen)
    def _clicked(self, message: Roster.Chosen) -> None:
        self.choose(message.number)

    @on(Painted.Chosen)
    def _clicked_elsewhere(self, message: Painted.Chosen) -> None:
        self.choose(message.key)

    # Marks, order, search ------------------------------------------------------------------------

    def toggle_mark(self, number: int) -> None:
        """Mark, or unmark; in the list, go one down."""
        self.marked ^= {number}
        if self.view != "room":
            self.move(1)

    def toggle_all_marks(self) -> None:
        """All that are listed; none when some were marked."""
        self.marked = set() if self.marked else set(self.shown())

    def clear_marks(self) -> None:
        """Nobody is marked any more."""
        self.marked.clear()

    def sort_by(self, key: str) -> None:
        """Order the list."""
        self.sort = key
        self.draw()

    def show_only(self, key: str) -> None:
        """Narrow the list to a status; « tous » takes the zone back too."""
        self.only = key
        if key == "all":
            self.zone = None
        self.marked.clear()
        self.draw()

    def show_zone(self, zone: str, *, mine: bool = False) -> None:
        """Narrow the list to a zone; with `mine`, it is that of who sits here."""
        if mine:
            self.my_zone = zone
        self.zone = zone
        self.marked.clear()
        self.draw()

    def forget_zone(self) -> None:
        """Everybody is mine again."""
        self.zone, self.my_zone = None, ""
        self.draw()

    def show_view(self, view: str) -> None:
        """One of the views; the choice and the marks stay."""
        self.view = view
        self.update_classes({f"-{other}": other == view for other in VIEWS})
        self.call_after_refresh(self.draw)

    @property
    def is_searching(self) -> bool:
        """The search is open."""
        return self.has_class("-searching")

    def open_search(self) -> None:
        """The heading gives way to a line to type in."""
        self._before_search = self.chosen
        self.add_class("-searching")
        field = self.query_one("#search", Input)
        field.value = ""
        field.focus()

    def _close_search(self) -> None:
        self.search = ""
        self.remove_class("-searching")
        self.set_focus(None)
        self.call_after_refresh(self.draw)

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        if not self.is_searching:
            return
        self.search = event.value
        found = self.shown(self.search)
        if found and self.search:
            self.chosen = found[0]
        self.draw()

    @on(Input.Submitted, "#search")
    def _search_entered(self, event: Input.Submitted) -> None:
        event.stop()
        found = self.shown(self.search)
        typed = self.search
        self._close_search()
        if found:
            self.choose(self.chosen if self.chosen in found else found[0])
        else:
            self.chosen = self._before_search
            self.vigie.refuse(f"aucun nom ne commence par « {typed} »")
