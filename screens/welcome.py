"""The welcome: pupils arrive in any order; two or three letters, Enter, and what is due of each in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input, Static

from screens.beside import Beside, bindings_of
from screens.commands import BY_ID, COMMANDS, WELCOME, Command, Moment, in_footer
from screens.dialogs.reading import HelpPage
from screens.picture import Hint, Picture, short_name
from screens.seating import SeatTyped, seat_typed
from screens.views import VIEWS
from screens.widgets.attention_bar import AttentionBar
from screens.widgets.counts import CountsBar
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from screens.widgets.welcome import Awaited, Card, Desk, Stage, found_by, is_awaited, is_welcomed, stage_of
from supervisor.action import ChangeSeat, CheckIdentity, Mark
from supervisor.situation import Situation, Status
from supervisor.wording import plural, typographic

if TYPE_CHECKING:
    from screens.app import VigieApp

COMMANDS_OF_THE_LIST = frozenset({"mark", "mark_all", "sort", "filter", "left", "right", "first", "last"})
"""They mean nothing where no list is in sight."""
TO_THE_BOARD = frozenset({"view_lanes", "view_room", "attention", "start_all", "hold_all"})
"""What happens then is to be seen on the board."""
STEPS = {"down": 1, "up": -1, "page_down": 5, "page_up": -5}
SEARCH_IS_OPEN = "recherche ouverte : deux ou trois lettres du nom, puis Entrée"
LETTERS_TOLD = "Recherche ouverte : lettres et chiffres s'y écrivent."
KEYS_TOLD = "TOUCHES DU TABLEAU, RECHERCHE FERMÉE"
ALWAYS_COMMANDS = "+?"
"""Signs that no name holds: they act although the search is open."""


class NameInput(Input):
    """The search; what cannot be part of a name goes on to the commands."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character not in tuple(ALWAYS_COMMANDS) and super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        if event.character is not None and event.character in ALWAYS_COMMANDS:
            event.prevent_default()
            return
        await super()._on_key(event)


class WelcomeScreen(Beside):
    """Identity, signature and seat of each who comes in."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMANDS)]

    def __init__(self, vigie: VigieApp) -> None:
        super().__init__(vigie)
        self.number: int | None = None
        """Who is at the desk."""
        self.asked: set[Stage] = set()
        self.lit: int | None = None
        self._confirmed_seat = ""

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield CountsBar(id="counts")
        yield AttentionBar(id="attention")
        with Horizontal(id="welcome-search"):
            yield Static(" Qui est là ? ", classes="field-label", markup=False)
            yield NameInput(id="name", placeholder=SEARCH_IS_OPEN, compact=True)
        yield Card(id="card")
        with Horizontal(id="welcome-seat"):
            yield Static("  Place ", classes="field-label", markup=False)
            yield Input(id="seat", placeholder="par ex. B03 ; rien si le placement est libre", compact=True)
            yield Static(id="seat-told", markup=False)
        yield Awaited(id="awaited")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        self.board.clear_marks()
        self.board.typed = ""
        self._open_search()

    # The picture ---------------------------------------------------------------------------------

    @property
    def who(self) -> Situation | None:
        """Who is at the desk."""
        return self.vigie.session.candidates.get(self.number) if self.number is not None else None

    @property
    def stage(self) -> Stage:
        """What is due of him."""
        return stage_of(self.who, self.asked) if self.who is not None else Stage.DONE

    @property
    def name_field(self) -> Input:
        """The search."""
        return self.query_one("#name", Input)

    @property
    def seat_field(self) -> Input:
        """His seat."""
        return self.query_one("#seat", Input)

    def draw(self) -> None:
        if not self.query(Awaited):
            return
        self._forget_what_failed()
        desk = self._desk()
        card = self.query_one(Card)
        card.desk, card.key_shown = desk, self.vigie.key_shown
        self.query_one(Awaited).desk = desk
        super().draw()

    def _desk(self) -> Desk:
        found = found_by(self.vigie.session, self.name_field.value)
        if self.lit not in found:
            self.lit = found[0] if found else None
        # Part of a name is one: what was typed waits until the names may be seen.
        typed = "" if self.vigie.masked else self.name_field.value
        return Desk(self.number, self.stage, frozenset(self.asked), typed, self.lit, self.name_field.has_focus)

    def _forget_what_failed(self) -> None:
        """What is neither on disk nor on its way there is due again."""
        who = self.who
        if who is None:
            self._clear_desk()
        elif who.number not in self.vigie.pending_numbers:
            if who.status is Status.ABSENT or who.checked is None:
                self.asked.discard(Stage.IDENTITY)
            if who.signed_at is None:
                self.asked.discard(Stage.SIGN)

    def picture(self) -> Picture:
        return replace(super().picture(), arrangement="accueil", hints=self._hints())

    def _hints(self) -> tuple[Hint, ...]:
        who = self.who
        key = self.vigie.key_shown
        views = (Hint(key("next_view"), "tableau de bord"), Hint(key("view_preparation"), "préparation"))
        if who is not None:
            name = short_name(self.vigie.session, who.number)
            due = {
                Stage.PRESENT: f"{name} est finalement présent", Stage.IDENTITY: f"identité conforme de {name}",
                Stage.SIGN: f"émargement de {name}", Stage.SEAT: f"place de {name}", Stage.DONE: "suivant",
            }[self.stage]  # fmt: skip
            more = () if self.stage is Stage.SEAT else self._hints_beside(who)
            return (Hint("Entrée", due), *more, Hint("Échap", "quelqu'un d'autre"))
        if self.name_field.has_focus:
            choose = (Hint("Entrée", f"choisir {short_name(self.vigie.session, self.lit)}"),) if self.lit else ()
            free = Hint("Échap", "effacer" if self.name_field.value else "les touches")
            return (*choose, Hint(key("add"), "ajouter"), free, *views)
        rest = [c for c in in_footer(self.moment()) if c.domain == "session"]
        return (Hint(f"Entrée {key('search')}", "chercher"), *(Hint(key(c.id), c.label) for c in rest), *views)

    def _hints_beside(self, who: Situation) -> tuple[Hint, ...]:
        if self.stage is Stage.PRESENT:
            return ()
        absent = (Hint(self.vigie.key_shown("absent"), "absent"),) if who.status is Status.EXPECTED else ()
        return (Hint(self.vigie.key_shown("identity"), "sans pièce, corriger"), *absent)

    def moment(self) -> Moment:
        return replace(self.board.moment(), who=self.who)

    # The search ----------------------------------------------------------------------------------

    def _open_search(self, typed: str = "") -> None:
        self._clear_desk()
        self.name_field.value = typed
        # At once: the next key may come before a focus that is asked for.
        self.set_focus(self.name_field)
        self.call_after_refresh(self.draw)

    def _clear_desk(self) -> None:
        self.number = None
        self.asked.clear()
        self.remove_class("-seat")

    def _everybody_is_here(self) -> bool:
        people = self.vigie.session.candidates.values()
        return bool(people) and not any(is_awaited(c) and c.number != self.number for c in people)

    @on(Input.Changed, "#name")
    def _name_typed(self) -> None:
        self.lit = None
        self.draw()

    @on(Input.Submitted, "#name")
    def _name_entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.lit is not None:
            self.welcome(self.lit)
        elif event.value.strip():
            more = f"{self.vigie.key_shown('add')} l'ajoute à la liste, Échap rend les touches"
            self.vigie.refuse(f"aucun nom ne commence par « {event.value.strip()} » : {more}")
        else:
            self.vigie.say("tapez le début d'un nom ou d'un prénom", "told")

    def welcome(self, number: int) -> None:
        """He stands at the desk: what was compared, then what is due of him in turn."""
        self._clear_desk()
        self.number = number
        if is_welcomed(self.vigie.session.candidates[number]):
            # Nothing is due; his seat is changed by the menu.
            self.asked.add(Stage.SEAT)
        self.board.choose(number)
        self.set_focus(None)
        self.draw()

    # At the desk ---------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """Enter: what is due of him."""
        who, stage = self.who, self.stage
        if who is None:
            self._open_search()
        elif stage is Stage.PRESENT:
            self.asked.add(stage)
        elif stage is Stage.IDENTITY:
            if who.number in self.vigie.pending_numbers:
                # Perhaps attested just now: « conforme » would then say that a document was seen.
                self.vigie.refuse("un instant : son identité est en cours d'enregistrement")
            elif self._is_open():
                self.asked.add(stage)
                self.board.deeds.record(CheckIdentity(who.number), (who.number,), "identité contrôlée")
        elif stage is Stage.SIGN:
            if self._is_open():
                self.asked.add(stage)
                self.board.deeds.record(Mark("sign", (who.number,)), (who.number,), "émargement")
        elif stage is Stage.DONE:
            self._next_one()
        if self.number is not None and self.stage is Stage.SEAT:
            self._ask_seat()
        self.draw()

    def _is_open(self) -> bool:
        why = BY_ID["note"].obstacle(self.moment())
        if why:
            self.vigie.refuse(why)
        return not why

    def _ask_seat(self) -> None:
        who = self.who
        if who is None or self.has_class("-seat"):
            return
        self._confirmed_seat = ""
        self.add_class("-seat")
        self.seat_field.value = who.seat
        self.seat_field.focus()

    @on(Input.Submitted, "#seat")
    def _seat_entered(self, event: Input.Submitted) -> None:
        event.stop()
        who = self.who
        if who is None:
            return
        typed = self._seat_typed(who.number)
        if typed.doubt and self._confirmed_seat != typed.seat:
            self._confirmed_seat = typed.seat
            again = "Entrée encore le cherche" if typed.is_name else "Entrée encore pour confirmer"
            self.vigie.refuse(f"{typed.doubt} : {again}")
            return
        if typed.is_name:
            # The next pupil's name, typed into the field of the one before: nothing of it is lost.
            self._open_search(event.value)
            return
        if typed.seat and typed.seat != who.seat and self._is_open():
            self.board.deeds.record(ChangeSeat(who.number, typed.seat), (who.number,), f"place {typed.seat}")
        self._next_one()

    def _seat_typed(self, number: int) -> SeatTyped:
        return seat_typed(self.vigie.session, number, self.seat_field.value, self.vigie.settings.keyboard)

    @on(Input.Changed, "#seat")
    def _seat_changed(self) -> None:
        doubt = self._seat_typed(self.number).doubt if self.number in self.vigie.session.candidates else ""
        self.query_one("#seat-told", Static).update(typographic(f" {doubt} " if doubt else ""))

    def _next_one(self) -> None:
        """The search is empty again; with nobody left to come, the keys are commands."""
        is_last = self._everybody_is_here()
        self._open_search()
        if is_last:
            self.set_focus(None)
            here = sum(not is_awaited(c) for c in self.vigie.session.candidates.values())
            then = f"{self.vigie.key_shown('instructions')}, les consignes"
            self.vigie.say(f"plus personne à accueillir ({plural(here, 'candidat')}) : {then}", "told")

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        return tuple(c for c in COMMANDS if c.id not in COMMANDS_OF_THE_LIST)

    def help_page(self) -> HelpPage:
        own = {command.id for command in WELCOME}
        others = tuple(command for command in self.commands() if command.id not in own)
        return HelpPage((*WELCOME, *others), "accueil", told=LETTERS_TOLD, elsewhere=KEYS_TOLD, has_numbers=False)

    def run(self, command: Command) -> None:
        here = command.id
        if here == "next":
            self._go_on()
        elif here == "search" or here == "view_welcome":
            self._open_search()
        elif here in STEPS:
            self._light(STEPS[here])
        elif here in COMMANDS_OF_THE_LIST:
            self.vigie.refuse("d'abord la liste : F2 ou Tab")
        elif here in ("view_list", "next_view"):
            self._show_board(VIEWS[0])
        elif here == "add":
            self.board.deeds.do("add", self.name_field.value.strip().upper(), self._open_search)
        elif command.domain == "candidat" and self.who is None:
            self.vigie.refuse("cherchez d'abord un candidat")
        else:
            if here in TO_THE_BOARD and not command.obstacle(self.moment()):
                self.leave_for_the_board()
            self.board.run(command)
            if here == "absent" and self.who is not None:
                self._open_search()
        self.draw()

    def _show_board(self, view: str) -> None:
        self.leave_for_the_board()
        self.board.show_view(view)

    def _light(self, steps: int) -> None:
        found = found_by(self.vigie.session, self.name_field.value)
        if self.number is None and self.lit in found:
            self.lit = found[max(0, min(len(found) - 1, found.index(self.lit) + steps))]

    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            self._escape()
        elif event.is_printable and self.focused is None and not self._is_bound(event.key):
            event.stop()
            search = f"{self.vigie.key_shown('search')} rouvre la recherche"
            what = "Échap : quelqu'un d'autre" if self.who is not None else search
            self.vigie.refuse(f"« {event.character} » n'est pas une touche ici : {what}")
        self.draw()

    def _is_bound(self, key: str) -> bool:
        return key in self.active_bindings

    def _escape(self) -> None:
        if self.number is not None or self.name_field.value:
            self._open_search()
        elif self.vigie.notices.dismiss_what_stays(self.vigie.clock.monotonic()):
            return
        elif self.name_field.has_focus:
            self.set_focus(None)
        else:
            self._open_search()
