"""Home: the sessions of the store, and what to do with them. One screen, a tick a second, the disk in other threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from screens.application.app import VigieApp
from screens.dialogs.box import lift
from screens.home.cards import found, most_pressing
from screens.home.choice import Choice, OpenSession, Rehearse
from screens.home.commands import COMMANDS, WORDS, HomeCommand, help_lines, hints
from screens.home.office import Office, SessionCard
from screens.home.panel import Seen, panel_lines
from screens.home.rows import (
    WITH_PANEL,
    HomePicture,
    columns_line,
    columns_of,
    detail_lines,
    heading_line,
    site_of_all,
    to_see_line,
)
from screens.home.widgets import Band, SessionList
from screens.kit.desk import Clock
from screens.kit.guards import digit_of
from screens.kit.hinted import keys_row
from screens.kit.hub import Hub
from screens.kit.ink import Line, spread, width_of
from screens.kit.keyline import KeyLine
from screens.kit.notices import ROW_S
from screens.kit.settings import Settings
from screens.kit.signals import leave_on_signals
from screens.kit.themes import palette_named
from screens.widgets.footer import notice_lines, rows_for_notices
from screens.widgets.line_input import LineInput
from supervisor.masking import masked
from supervisor.session import Session
from supervisor.wording import typographic

READ_AGAIN_S = 5
"""Seconds after which the store is looked at again: others work on it too."""


def bindings_of(commands: Iterable[HomeCommand]) -> list[BindingType]:
    """Their keys, and the two that hold everywhere."""
    return [
        Binding("ctrl+q", "quit", "quitter", show=False, priority=True),
        Binding("ctrl+c", "tell_how_to_quit", "quitter", show=False, priority=True),
        *(Binding(",".join(c.keys), f"press('{c.id}')", c.label, show=False, id=c.id) for c in commands),
    ]


class HomeApp(VigieApp[int]):
    """The sessions of a store."""

    TITLE = "Vigie"
    CSS = """
    #home-list { height: 1fr; width: 100%; scrollbar-size-vertical: 1; overflow-x: hidden; }
    #home-list { scrollbar-color: $vigie-label; scrollbar-background: $background; }
    #sought { display: none; height: 1; background: $panel; border: none; padding: 0 1; }
    #home-heading, #home-to-see, #home-footer, #home-detail, #home-columns { width: 100%; }
    #home-heading, #home-to-see { height: 1; }
    #home-middle { height: 1fr; }
    #home-left { width: 1fr; height: 100%; }
    #home-columns { height: 2; display: none; }
    #home-panel { width: 48; height: 100%; display: none; border-left: solid $vigie-rule; }
    .-large #home-panel { width: 50; }
    .-panel #home-detail, .-large #home-detail, #home-to-see.-nothing { display: none; }
    #home-footer { height: auto; }
    #home-detail { height: 4; border-top: solid $vigie-rule; }
    .-searching #sought { display: block; }
    .-searching #home-heading { display: none; }
    .-short #home-detail, #home-detail.-nothing { display: none; }
    CheckedForm #lines { margin-bottom: 1; }
    CheckedForm #preview { margin-top: 1; height: auto; }
    CheckedForm .told { width: auto; height: 1; padding: 0 1; background: $surface; }
    """
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WITH_PANEL, "-panel"), (200, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COMMANDS)
    commands: ClassVar[tuple[HomeCommand, ...]] = COMMANDS
    """All that can be asked for here."""
    nothing_to_open: ClassVar[str] = "aucune session : i, c ou d pour commencer"
    """Said where there is no session."""

    SOUGHT: ClassVar[str] = "numéro, salle, jour… · Entrée choisit · Échap ferme"
    """What may be typed into the search."""

    def __init__(
        self, office: Office, clock: Clock, *, settings: Settings | None = None, chosen: str = "", sentence: str = ""
    ) -> None:
        super().__init__(clock, settings, capitals="never act")
        self.office = office
        self.choice: Choice | None = None
        """What was chosen when it ended; None: to leave."""
        self.cards: tuple[SessionCard, ...] | None = None
        """All sessions; None until they were read."""
        self.chosen = chosen
        self.awaited = ""
        """A session made or brought up to date just now, which the list read last does not show yet."""
        self.search = ""
        self.listed_in = ""
        """The folder in which the last list was: the next one is probably there too."""
        self._sentence = sentence
        self._masked: tuple[Session, Session] | None = None
        """The session seen last in the panel, and the same without names."""
        self._is_reading = False
        self._reads_awaited = ""
        """What was awaited when the reading that is under way began."""
        self._read_at = clock.monotonic()

    # Coming and going ----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Band(id="home-heading")
        # A digit that opened it stays when the next one is typed.
        yield LineInput(id="sought", placeholder=typographic(self.SOUGHT), compact=True, select_on_focus=False)
        yield Band(id="home-to-see")
        with Horizontal(id="home-middle"):
            with Vertical(id="home-left"):
                yield Band(id="home-columns", ground="board")
                yield SessionList(id="home-list")
            yield Band(id="home-panel", ground="board")
        yield Band(id="home-detail", ground="board")
        yield Band(id="home-footer")

    def on_mount(self) -> None:
        leave_on_signals(self, 0)
        if self._sentence:
            self.say(self._sentence, "refused", stays=True)
        self.read_again()
        self.tick_each_second()

    def leave_for(self, choice: Choice) -> None:
        """End home; the door goes on."""
        self.choice = choice
        self.exit(0)

    # The disk ------------------------------------------------------------------------------------

    def leave(self) -> None:
        """End home, and Vigie: it holds nothing that could be lost."""
        self.exit(0)

    def not_done(self, sentence: str) -> None:
        self._is_reading = False
        super().not_done(sentence)

    @property
    def is_idle(self) -> bool:
        """Nothing is on its way from the disk."""
        return not self._asked

    def read_again(self) -> None:
        """Look at the store again; nothing while that is being done."""
        if self._is_reading:
            return
        self._reads_awaited = self.awaited
        self._is_reading = True
        now = self.clock.now()
        self.in_a_thread(lambda: self.office.cards(now), self._take_cards)

    def _take_cards(self, cards: Sequence[SessionCard]) -> None:
        self._is_reading = False
        self._read_at = self.clock.monotonic()
        self.cards = tuple(cards)
        if self.awaited and self.awaited in {card.key for card in self.cards}:
            self.chosen, self.awaited = self.awaited, ""
        elif self.awaited and self._reads_awaited != self.awaited:
            # That reading had begun before the session was there.
            self.read_again()
        else:
            self.awaited = ""

    def choose(self, key: str) -> None:
        """This session is the chosen row, from now on and once the list shows it, whatever was searched for."""
        self.search = ""
        self.chosen = self.awaited = key
        self.read_again()

    # One tick ------------------------------------------------------------------------------------

    def tick(self) -> None:
        """What a second brings."""
        if self.clock.monotonic() - self._read_at >= READ_AGAIN_S:
            self.read_again()
        self.draw()

    def shown(self) -> HomePicture:
        """All that is shown now."""
        cards = self.cards
        listed = self.sought_among(cards) if cards is not None and self.search else cards
        if listed and not self.awaited and self.chosen not in {card.key for card in listed}:
            self.chosen = most_pressing(listed)
        counts = Counter(card.group for card in cards or ())
        chosen = self.chosen if listed else ""
        thrifty = self.settings.display == "thrifty"
        return HomePicture(
            self.local_now, listed, counts, chosen, self.search, self.office.place, thrifty,
            site=site_of_all(cards or ()), all_cards=cards or (), hub=self.hub_words_at(self.local_now),
            is_inked=not palette_named(self.theme).ansi,
        )  # fmt: skip

    def _nameless(self, session: Session | None) -> Session | None:
        """A session as whoever passes may see it."""
        if session is not None and (self._masked is None or self._masked[0] is not session):
            self._masked = (session, masked(session))
        return self._masked[1] if session is not None and self._masked is not None else None

    def sought_among(self, cards: tuple[SessionCard, ...]) -> tuple[SessionCard, ...]:
        """Those that the search shows."""
        return tuple(found(cards, self.search, self.settings.keyboard))

    def seek(self) -> None:
        """Enter ended the search: there is nothing more to look for than what was shown."""

    @property
    def page(self) -> int:
        """Rows of a page of the list."""
        return self.query_one(SessionList).page

    def help_lines(self) -> list[Line]:
        """What the help tells."""
        return help_lines(self.commands, WORDS, f"Les sessions sont gardées dans {self.office.place}")

    @property
    def is_searching(self) -> bool:
        """The search is open."""
        return self.screen.has_class("-searching")

    def open_search(self, text: str) -> None:
        """A field in the place of the heading."""
        self.screen.add_class("-searching")
        field = self.query_one("#sought", Input)
        field.value = text
        field.cursor_position = len(text)
        field.focus()

    def close_search(self) -> None:
        """The heading again; what was searched for stays in it."""
        self.screen.remove_class("-searching")
        self.screen.set_focus(None)
        self.call_after_refresh(self.draw)

    @property
    def card(self) -> SessionCard | None:
        """The chosen session."""
        return self.shown().card

    @property
    def local_now(self) -> datetime:
        """The hour that home shows."""
        return self.clock.now().astimezone(self.office.zone)

    def draw(self) -> None:
        """Show the present state."""
        if not self.screen_stack or not self.is_running:
            return
        screen = self.screen_stack[0]
        if not screen.query("#home-list"):
            return
        self.is_drawn = True
        shown = self.shown()
        with self.batch_update():
            screen.query_one("#home-heading", Band).say([heading_line(shown, self.size.width)])
            self._draw_around(screen, shown)
            screen.query_one("#home-list", SessionList).show(shown)
            screen.query_one("#home-detail", Band).set_class(shown.card is None, "-nothing")
            screen.query_one("#home-detail", Band).say(detail_lines(shown.card, self.size.width, 3, shown.site))
            screen.query_one("#home-footer", Band).say([*self._told(), self._footer(shown.card)])
        lift(self.screen, len(self._told()))

    def _draw_around(self, screen: Screen[Any], shown: HomePicture) -> None:
        """Whom to see over all sessions, what the columns are, the chosen session beside them."""
        to_see = screen.query_one("#home-to-see", Band)
        line = to_see_line(shown.all_cards, self.size.width)
        to_see.set_class(not line, "-nothing")
        to_see.say([line])
        of_list = columns_of(shown, screen.query_one(SessionList).room)
        columns, panel = screen.query_one("#home-columns", Band), screen.query_one("#home-panel", Band)
        has_columns = bool(shown.cards) and of_list.is_wide
        has_panel = shown.card is not None and self.size.width >= WITH_PANEL
        if (has_columns, has_panel) != (columns.display, panel.display):
            # The list is about to be as wide and as high as they leave it.
            self.call_after_refresh(self.draw)
        columns.display, panel.display = has_columns, has_panel
        columns.say([(), columns_line(of_list)])
        if panel.display and shown.card is not None:
            seen = Seen(
                shown.card,
                self._nameless(shown.card.session.whole if shown.card.session else None),
                self.clock.now(),
                shown.thrifty,
            )
            panel.say(panel_lines(seen, panel.content_size.width, panel.content_size.height))

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def _told(self) -> list[Line]:
        """The notice, whole, above the keys."""
        (width, height), at = self.size, self.clock.monotonic()
        notice = self.notices.current(at)
        if notice is None:
            return []
        return notice_lines(notice, width, rows_for_notices(height), int((at - notice.since) // ROW_S))

    def _footer(self, card: SessionCard | None) -> Line:
        width = self.size.width
        last: Line = (("?", "amber+"), (" aide ", "soft"))
        hints: list[Line] = [((key, "amber+"), (f" {label}", "soft")) for key, label in self.hints(card)]
        gap = "   " if width >= WITH_PANEL else "  "
        return spread(keys_row(hints, width - 1 - width_of(last), gaps=(gap,)), last, width)

    def hints(self, card: SessionCard | None) -> list[tuple[str, str]]:
        """Keys and words for the footer: what is possible now."""
        return hints(card, self.size.width)

    # Keys ----------------------------------------------------------------------------------------

    def come_back(self, key: str) -> None:
        """Home opens after a board that was left by this key; empty where none was."""
        self._guard.arrive(key, self.real_s)

    @property
    def is_in_front(self) -> bool:
        """No dialog is open."""
        return len(self.screen_stack) == 1

    def on_key(self, event: events.Key) -> None:
        """A digit opens the search with it; any other key that does nothing here says so by the help."""
        if not self.is_in_front or isinstance(self.focused, Input):
            return
        digit = digit_of(event.character, self.settings.keyboard)
        if digit and self.cards:
            self.open_search(digit)

    def action_press(self, command: str) -> None:
        """A command of the table, when no dialog is in front."""
        if self.is_in_front:
            found = next(one for one in self.commands if one.id == command)
            if found.is_told and (why := found.when(self.card)):
                self.refuse(why)
            else:
                if found.rank:
                    self.notices.begin_anew()
                found.do(self)
            self.draw()

    async def action_quit(self) -> None:
        """Ctrl+Q."""
        self.leave()

    @on(SessionList.Chosen)
    def _clicked(self, event: SessionList.Chosen) -> None:
        self.chosen, self.awaited = event.key, ""
        self.draw()

    @on(Input.Changed, "#sought")
    def _sought(self, event: Input.Changed) -> None:
        self.search = event.value.strip()
        self.draw()

    @on(Input.Submitted, "#sought")
    def _found(self) -> None:
        self.close_search()
        self.seek()


def run_home(
    office: Office,
    clock: Clock,
    *,
    settings: Settings | None = None,
    chosen: str = "",
    sentence: str = "",
    hub: Hub | None = None,
) -> Choice | int:
    """Show home until something is chosen.

    Args:
        office: the sessions.
        clock: the time, and real time.
        settings: tastes of whoever sits here.
        chosen: number of the session to come back to.
        sentence: what there is to say on coming back.
        hub: sends the sessions of this store; None: nobody does.

    Returns:
        What to open; or, when it was left, the exit status: 0 unless the program broke.
    """
    app = HomeApp(office, clock, settings=settings, chosen=chosen, sentence=sentence)
    app.hub = hub
    app.come_back(KeyLine.last)
    return app.run_until_left() or app.choice or 0


__all__ = ["Choice", "HomeApp", "OpenSession", "Rehearse", "run_home"]
