"""The welcome: pupils arrive in any order; a few letters show who it is, Enter does what is due of them in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input, Static

from screens.board.host import LiveHost, Recorder
from screens.board.session_view import SessionView, bindings_of
from screens.dialogs.reading import HelpPage
from screens.handlers.table import BY_ID, COMMANDS
from screens.kit.command import Command, Moment
from screens.kit.parts import holds
from screens.picture.picture import Hint, Picture, short_name
from screens.picture.steps import is_awaited
from screens.picture.views import VIEWS
from screens.welcome import arrivals, words
from screens.welcome.arrivals import Stage, TypedMeaning, after_a_seat, found_by, read, stage_of
from screens.welcome.boxes import ask_beside, ask_gesture
from screens.welcome.cards import AtTheDesk, Awaited, WelcomeCard
from screens.welcome.commands import UNLISTED, WELCOME
from screens.welcome.name_input import NameInput
from screens.widgets.attention_bar import AttentionBar
from screens.widgets.counts import WelcomeCounts
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from supervisor.action import ChangeSeat, CheckIdentity, Mark
from supervisor.situation import Situation, Status
from supervisor.wording import plural, typographic

OWN = {command.id: command for command in (*WELCOME, *UNLISTED)}
"""What does something of its own here; all else is what it is on the board."""


class WelcomeScreen(SessionView):
    """Identity, signature and seat of each who comes in."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COMMANDS)
    vigie: LiveHost

    def __init__(self, vigie: LiveHost) -> None:
        super().__init__(vigie)
        self.held: int | None = None
        """Who stands at the desk: chosen by Enter, or something was done for them."""
        self.asked: set[Stage] = set()
        """What was done at the desk for whom it holds."""
        self.lit: int | None = None
        self._typed = ""
        """All that was typed since the field was last empty; what stands in it is the last name of that."""
        self._chosen: int | None = None
        self._seat_question = ""

    @property
    def board(self) -> Recorder:
        return self.vigie.board

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield WelcomeCounts(id="counts")
        yield AttentionBar(id="attention")
        with Horizontal(id="welcome-search"):
            yield Static(" Qui est là ? ", classes="field-label", markup=False)
            yield NameInput(self.vigie)
            yield Static(id="told", markup=False)
        yield WelcomeCard(id="card")
        yield Awaited(id="awaited")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        self.board.clear_marks()
        self.board.typed = ""
        self.open_search()

    def on_screen_resume(self) -> None:
        if holds(self, "#name"):
            self.set_focus(self.name_field)
        super().on_screen_resume()

    # Who is shown --------------------------------------------------------------------------------

    @property
    def name_field(self) -> NameInput:
        """« Qui est là ? »: all that is typed stands in it."""
        return self.query_one("#name", NameInput)

    @property
    def reading(self) -> TypedMeaning:
        """What stands in it means."""
        if not holds(self, "#name"):
            # Not built yet: a rehearsal asks who is at the desk from its first tick on.
            return TypedMeaning(None)
        held = self.held if self.held in self.vigie.session.candidates else None
        keyboard = self.vigie.settings.keyboard
        return read(self.vigie.session, self.name_field.value, held, keyboard, is_seat_due=self._is_seat_due)

    @property
    def _is_seat_due(self) -> bool:
        """The place of whoever stands at the desk is the step that is named."""
        held = self._situation(self.held)
        return held is not None and stage_of(held, self.asked) is Stage.SEAT

    @property
    def number(self) -> int | None:
        """Who is shown: Enter acts for them."""
        return self.reading.shown

    @property
    def who(self) -> Situation | None:
        """The same, with all that is known of them."""
        return self._situation(self.number)

    @property
    def stage(self) -> Stage:
        """What is due of them."""
        who = self.who
        return stage_of(who, self._asked_of(who)) if who is not None else Stage.DONE

    def _situation(self, number: int | None) -> Situation | None:
        return self.vigie.session.candidates.get(number) if number is not None else None

    def _asked_of(self, who: Situation) -> set[Stage]:
        if who.number == self.held:
            return self.asked
        # Nothing is due of whoever is welcomed; their seat is changed in the box of the other gestures.
        return {Stage.SEAT} if who.is_welcomed else set()

    def hold(self, number: int) -> None:
        """They stand at the desk."""
        who = self._situation(number)
        if number != self.held and who is not None:
            self.asked = set(self._asked_of(who))
            self.held = number

    # The picture ---------------------------------------------------------------------------------

    def draw(self) -> None:
        if not holds(self, Awaited):
            return
        self._forget_what_failed()
        reading = self.reading
        if reading.shown is not None and reading.shown != self._chosen:
            self.board.choose(reading.shown)
        self._chosen = reading.shown
        desk = self._desk(reading)
        card = self.query_one(WelcomeCard)
        card.desk, card.key_shown = desk, self.vigie.key_shown
        self.query_one(Awaited).desk = desk
        self.name_field.placeholder = words.SEAT_IS_DUE if desk.stage is Stage.SEAT else words.SEARCH_IS_OPEN
        self.query_one("#told", Static).update(typographic(self._told(reading)))
        self.set_class(not self.board.attention(), "-quiet")
        super().draw()

    def _desk(self, reading: TypedMeaning) -> AtTheDesk:
        if self.lit not in reading.found:
            self.lit = reading.found[0] if reading.found else None
        who = self._situation(reading.shown)
        asked = frozenset(self._asked_of(who)) if who is not None else frozenset()
        # Part of a name is one: what was typed waits until the names may be seen.
        typed = "" if self.vigie.masked else self.name_field.value
        return AtTheDesk(
            reading.shown, self.stage, asked, typed, reading.found, self.lit,
            reading.seat.seat if reading.seat is not None else "",
        )  # fmt: skip

    def _told(self, reading: TypedMeaning) -> str:
        """Beside the search: who was left for it, or what stands against the seat that is typed."""
        told = reading.seat.doubt if reading.seat is not None else ""
        left = self._situation(reading.left)
        if left is not None:
            told = arrivals.left_told(self.vigie.session, left.number, stage_of(left, self.asked))
        return f" {told} " if told else ""

    def _forget_what_failed(self) -> None:
        """What is neither on disk nor on its way there is due again."""
        who = self._situation(self.held)
        if who is None:
            self.held = None
            self.asked.clear()
        elif who.number not in self.vigie.pending_numbers:
            if who.status is Status.ABSENT or who.checked is None:
                self.asked.discard(Stage.IDENTITY)
            if who.signed_at is None:
                self.asked.discard(Stage.SIGN)

    def picture(self) -> Picture:
        return replace(super().picture(), arrangement="accueil", hints=self._hints())

    def _hints(self) -> tuple[Hint, ...]:
        reading = self.reading
        who = self._situation(reading.shown)
        due = self._due(who, reading) if who is not None else ""
        found = short_name(self.vigie.session, self.lit) if self.lit else ""
        return words.hints_of_the_welcome(
            self.vigie.key_shown, due, found, is_typed=bool(self.name_field.value.strip())
        )

    def _due(self, who: Situation, reading: TypedMeaning) -> str:
        seat = reading.seat.seat if reading.seat is not None else who.seat
        return words.due_told(self.vigie.session, who, self.stage, seat)

    def moment(self) -> Moment:
        return replace(self.board.moment(), who=self.who)

    # The search ----------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Let this stand in the field."""
        self._typed = text
        self._show_typed(text)
        self._forget_question()

    def _forget_question(self) -> None:
        """Another place is typed, or none: what Enter was to confirm is no longer asked."""
        self.vigie.take_back(self._seat_question)
        self._seat_question = ""

    def _show_typed(self, text: str) -> None:
        self.name_field.value = text
        self.name_field.cursor_position = len(text)

    def open_search(self, typed: str = "") -> None:
        """Nobody is at the desk, and this is typed."""
        self.held = None
        self.asked.clear()
        self.type(typed)
        # At once: the next key may come before a focus that is asked for.
        self.set_focus(self.name_field)
        self.call_after_refresh(self.draw)

    @on(Input.Changed, "#name")
    def _name_typed(self) -> None:
        self._follow()
        self._forget_question()
        if self.name_field.value.strip():
            self.vigie.notices.give_way()
        self.draw()

    def _follow(self) -> None:
        """Somebody is shown and the hand types on: it is the next name, and who was shown is left for it."""
        self.lit = None
        session, keyboard, text = self.vigie.session, self.vigie.settings.keyboard, self.name_field.value
        shown = arrivals.latest_name(session, self._typed, keyboard).text
        goes_on = bool(self._typed) and text.startswith(shown)
        self._typed = self._typed + text[len(shown) :] if goes_on else text
        if not self.reading.is_search:
            return
        if self._is_seat_due and not found_by(session, self._typed, keyboard):
            self._typed = after_a_seat(self._typed, keyboard)
        latest = arrivals.latest_name(session, self._typed, keyboard)
        if latest.left is not None:
            self.hold(latest.left)
        if latest.text != text:
            self._show_typed(latest.text)

    @on(Input.Submitted, "#name")
    def _name_entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.go_on()
        self.draw()

    def choose_row(self, key: int) -> None:
        self.hold(key)
        self.type("")

    # At the desk ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Enter: the step that the footer names, for who is shown; else whoever is lit is shown."""
        reading = self.reading
        if reading.shown is None:
            self._choose_lit()
            return
        if reading.seat is not None:
            self._give_seat(reading)
            return
        self.hold(reading.shown)
        self.type("")
        self._do(self.stage)

    def _choose_lit(self) -> None:
        typed = self.name_field.value.strip()
        if self.lit is not None:
            self.hold(self.lit)
            self.type("")
        elif typed:
            self.vigie.refuse(f"personne ne s'appelle « {typed} » : {self.vigie.key_shown('add')} l'ajoute à la liste")
        else:
            self.vigie.say("tapez le début d'un nom ou d'un prénom, ou un numéro", "told")

    def _do(self, stage: Stage) -> None:
        who = self.who
        assert who is not None, "it is held"
        if stage is Stage.PRESENT:
            self.asked.add(stage)
        elif stage is Stage.IDENTITY:
            if who.number in self.vigie.pending_numbers:
                # Perhaps attested just now: « conforme » would then say that a document was seen.
                self.vigie.refuse("un instant : son identité est en cours d'enregistrement")
            elif self._is_open():
                self.asked.add(stage)
                self.board.acting.record(CheckIdentity(who.number), (who.number,), "identité contrôlée")
        elif stage is Stage.SIGN:
            if self._is_open():
                self.asked.add(stage)
                self.board.acting.record(Mark("sign", (who.number,)), (who.number,), "émargement")
        else:
            # Their seat is the planned one, or the placement is free.
            self._next_one()

    def _is_open(self) -> bool:
        if why := BY_ID["note"].obstacle(self.moment()):
            self.vigie.refuse(why)
        return not why

    def _give_seat(self, reading: TypedMeaning) -> None:
        number, typed = reading.shown, reading.seat
        assert number is not None, "a seat is somebody's"
        assert typed is not None, "it was asked before"
        question = f"{typed.doubt} : Entrée encore pour confirmer, Échap efface" if typed.doubt else ""
        if question and self._seat_question != question:
            self._seat_question = question
            self.vigie.refuse(question)
        elif typed.seat == self.vigie.session.candidates[number].seat:
            self._next_one()
        elif self._is_open():
            self.board.acting.record(ChangeSeat(number, typed.seat), (number,), f"place {typed.seat}")
            self._next_one()

    def _next_one(self) -> None:
        """The search is empty again; with nobody left to come, it says what follows."""
        everybody = self.vigie.session.candidates.values()
        is_last = not any(is_awaited(c) and c.number != self.held for c in everybody)
        self.open_search()
        if is_last and everybody:
            here = sum(not is_awaited(c) for c in everybody)
            self.vigie.say(f"plus personne à accueillir ({plural(here, 'candidat')}) : Échap, les consignes", "told")

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command[Any], ...]:
        return tuple(c for c in COMMANDS if "welcome" in c.views)

    def help_page(self) -> HelpPage:
        return words.help_of_the_welcome(self.commands())

    def run(self, command: Command[Any]) -> None:
        number, own = self.number, OWN.get(command.id)
        if number is not None:
            self.board.choose(number)
        if own is not None:
            own.do(self)
        elif "welcome" not in command.views:
            self.vigie.refuse("d'abord la liste : F2")
        elif command.domain == "candidat" and number is None:
            self.vigie.refuse("cherchez d'abord un candidat")
        else:
            if command.on_the_board and not command.obstacle(self.moment()):
                self.leave_for_the_board()
            self.board.run(command)
            if command.id == "absent" and number is not None:
                self.open_search()
        self.draw()

    def offer_gestures(self) -> None:
        """What Enter does not do for whoever is shown; with nobody shown or looked for, the board."""
        if self.number is not None:
            ask_gesture(self)
        elif self.name_field.value.strip():
            # Somebody is looked for: on the board the letters that follow would act.
            ask_beside(self)
        else:
            self.show_list()

    def show_list(self) -> None:
        """The board, as a list."""
        self.leave_for_the_board()
        self.board.show_view(VIEWS[0])

    def show_preparation(self) -> None:
        """The room and who supervises."""
        self.board.run(BY_ID["view_preparation"])

    def add(self) -> None:
        """Somebody who is not on the list, with the name that is typed."""
        from screens.handlers import people

        typed = self.name_field.value.strip().upper() if self.number is None else ""
        self.board.acting.do("add", lambda acting: people.add(acting, typed, self.open_search))

    def light(self, steps: int) -> None:
        """Choose among those found."""
        keyboard = self.vigie.settings.keyboard
        found = found_by(self.vigie.session, self.name_field.value, keyboard)
        if self.number is None and self.lit in found:
            self.lit = found[max(0, min(len(found) - 1, found.index(self.lit) + steps))]

    def against(self, command_id: str) -> str:
        """What stands against a command now; empty when nothing does."""
        return BY_ID[command_id].obstacle(self.moment())

    # Keys ----------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            self.escape()
        elif event.is_printable:
            self._sign(event)
        self.draw()

    def _sign(self, event: Key) -> None:
        """A sign that no name has; or a letter, should the search ever be out of focus: it is typed all the same."""
        field = self.name_field
        if field.takes(event.character):
            event.stop()
            self.set_focus(field)
            field.insert_text_at_cursor(event.character or "")
        elif self._command_of(event.key) not in words.SIGNS_ACT:
            event.stop()
            self.vigie.refuse(f"« {event.character} » ne sert pas ici : {self.vigie.key_shown('help')} pour l'aide")

    def _command_of(self, key: str) -> str:
        bound = self.active_bindings.get(key)
        return bound.binding.id or "" if bound is not None else ""

    def escape(self) -> None:
        """Clear what is typed; then who is shown; then offer what is done beside the welcome."""
        if self.name_field.value:
            # Whoever stood at the desk is there again.
            self.type("")
        elif self.held is not None:
            self.open_search()
        elif not self.vigie.notices.dismiss_what_stays(self.vigie.clock.monotonic()):
            ask_beside(self)
