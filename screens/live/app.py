"""The application: one tick a second, one writer, the answers; the board is its screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Coroutine, Iterable
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from screens.application.answers import answer, refused
from screens.application.keyguard import KeyGuard
from screens.board.beside import Beside, first_view
from screens.board.masking import MaskableApp
from screens.board.palette import BoardCommands, Palette
from screens.board.view import BoardScreen
from screens.commands.table import ALL_BY_ID, BY_ID, Command, key_name, keys_for
from screens.dialogs.instructions import InstructionsDialog
from screens.dialogs.room import RoomScreen
from screens.dialogs.whole import QuitDialog
from screens.kit.desk import Clock, Desk, Place
from screens.kit.ink import Line
from screens.kit.keyline import KeyLine
from screens.kit.notices import Notices, Tone
from screens.kit.settings import Settings
from screens.kit.signals import LEFT_BY_SIGNAL, leave_on_signals
from screens.kit.texts import Texts
from screens.kit.themes import PALETTES, first_theme, heed_no_color, textual_theme
from screens.live.alarms import AlarmWatch, JumpWatch, as_set_here, in_words, jump_told, shift_told
from screens.live.coach import TICK_S, Coach, LeaveRehearsal, is_of_the_room
from screens.live.drafting import TYPED_IN, Drafting
from screens.live.papers import OFFERED_S, RESCUE_OFFER, Papers, RescueOffer
from screens.live.sitting import ask_who
from screens.live.writer import Followed, Job, NotFollowed, NotRecorded, Recorded, Writer
from screens.picture.headline import number_lacks
from screens.picture.picture import Picture
from supervisor.action import Action, Context, NoticeClockJump
from supervisor.attention import attention
from supervisor.session import Session
from supervisor.wording import typographic

NUMBER_S = 20.0
"""How long a session says at its opening that its number is provisional."""
STOP_WITHIN_S = 3.0
"""How long the end waits for the writer."""


class VigieApp(MaskableApp):
    """The board of one session."""

    TITLE = "Vigie"
    CSS_PATH = "../vigie.tcss"
    COMMANDS = {BoardCommands}
    read_only: ClassVar[bool] = False
    """Whoever sits here looks on and records nothing (`screens.review`)."""
    commands: ClassVar[tuple[Command, ...]] = tuple(ALL_BY_ID.values())
    """All that can be asked for here, for the help."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "ask_quit", "quitter", show=False, priority=True),
        Binding("ctrl+c", "tell_how_to_quit", "quitter", show=False, priority=True),
        Binding(",".join(BY_ID["mask"].keys), "mask_or_show", "masquer", show=False, priority=True, id="mask"),
    ]

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None,
        coach: Coach | None = None, papers: Papers | None = None, warning: str = "", texts: Texts | None = None,
        opened_by: str = "", place: Place | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.texts = texts or Texts()
        """What is looked at in the room, and said in it."""
        self.desk = desk
        self.clock = clock
        self.author = author
        self.host = host
        self.place = place
        """Where it is asked who sits here; None: the author is known and stays."""
        self.settings = settings or Settings()
        self.coach = coach
        """Plays the room in a rehearsal."""
        self.papers = papers
        """What may be written outside the journal."""
        self.thrifty = self.settings.display == "thrifty"
        """Minutes until the last ten, no bars: for a slow line."""
        self._warning = warning
        self._opened_by = opened_by
        self.session = desk.session
        self._rescue = RescueOffer()
        self._shift_offer = ""
        """What was said of a jump of the clock that starts may be shifted by."""
        self.notices = Notices()
        self.failed: list[Job] = []
        """What could not be recorded and may be tried again."""
        self._pending: list[Job] = []
        self._aside = 0
        """How much of what leads to a record is still under way."""
        self._recorded_at: dict[int, float] = {}
        self._writer = Writer(desk, self.post_message)
        self.drafting = Drafting(self)
        self._alarms = AlarmWatch()
        self._jumps = JumpWatch()
        self._guard = KeyGuard(self)
        self._keys = KeyLine(self, self._handle_key)
        self._last_key_at = clock.monotonic()
        self._quits_when_idle = False
        for palette in PALETTES.values():
            self.register_theme(textual_theme(palette))
        self.theme = first_theme(self.settings.theme, self.console.color_system).name
        heed_no_color(self)
        self.set_keymap({name: ",".join(keys) for name, keys in self.settings.keys.items()})
        self.board = BoardScreen(self)

    # Coming and going ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        return self.board

    def offer_drafts(self) -> None:
        """What was being typed on this session when a program ended."""
        self.drafting.offer_left()

    def first_screen(self) -> Beside | None:
        """What lies over the board at first; None: the board itself."""
        return first_view(self)

    def on_mount(self) -> None:
        self.animation_level = "none"
        self._writer.start()
        if self._opened_by:
            self._guard.arrive(self._opened_by, self.clock.monotonic())
        leave_on_signals(self, LEFT_BY_SIGNAL, self._finish_writing)
        first = self.first_screen()
        if first is not None:
            self.push_screen(first)
        if not self.read_only and (told := number_lacks(self.session)):
            self.notices.say(typographic(told), "refused", self.clock.monotonic(), lasts=NUMBER_S)
        if self._warning:
            self.say(self._warning, "refused", stays=True)
        ask_who(self, self.offer_drafts, once=True)
        self._offer_rescue_sheet()
        self.tick()
        self._wait_for_the_second()

    def on_unmount(self) -> None:
        self._finish_writing()

    def _finish_writing(self) -> None:
        self._writer.stop(STOP_WITHIN_S)
        self.drafting.stop(STOP_WITHIN_S)

    def _wait_for_the_second(self) -> None:
        """Tick when the clock's second changes, however long the last tick took."""
        rest = 1 - self.clock.now().microsecond / 1e6 if self.coach is None else TICK_S
        self.set_timer(max(0.02, rest + 0.005), self._on_the_second)

    def _on_the_second(self) -> None:
        self.tick()
        self._wait_for_the_second()

    def action_ask_quit(self) -> None:
        """Leave; asked for while tests run or something is not on disk."""
        open_ = self.session.closed_at is None
        running = sum(open_ and c.is_running for c in self.session.candidates.values())
        pending = len(self._pending) + self._aside + len(self.failed)
        if not running and not pending:
            self.exit(0)
        elif not isinstance(self.screen, (QuitDialog, LeaveRehearsal)):
            waits = len(self._pending) + self._aside
            ask = LeaveRehearsal() if self.session.rehearsal else QuitDialog(running, waits or len(self.failed))
            self.push_screen(ask, self._quit_answered)

    def _quit_answered(self, at_once: bool | None) -> None:
        if at_once is None:
            return
        if at_once or self.is_idle:
            self.exit(0)
        else:
            self._quits_when_idle = True

    def action_tell_how_to_quit(self) -> None:
        """Ctrl+C does not quit: it is hit too easily."""
        self.say("Ctrl+C ne quitte pas : q pour quitter", "told")

    # One tick ------------------------------------------------------------------------------------

    def tick(self) -> None:
        """What a second brings: a jump of the clock, alarms, the mask, a new picture."""
        if not self.screen_stack:
            return
        monotonic = self.clock.monotonic()
        alarms = [text for text in (self._look_at_clock(monotonic), self._ring()) if text]
        if alarms:
            self.say(" · ".join(alarms), "alarm", nameless=self.masked)
        idle = self.settings.mask_after * 60
        if idle and self.idle_s >= idle and not self.session.rehearsal and not isinstance(self.screen, RoomScreen):
            self.masking.begin()
        if isinstance(self.screen, InstructionsDialog):
            self.screen.tick()
        if self.coach is not None:
            self.coach.tick(self)
        self.draw()

    def draw(self) -> None:
        """Show the present state; nothing where something is recorded while the program ends."""
        self.masking.hide()
        if self.screen_stack:
            self.board.draw()
        for screen in self.screen_stack:
            if isinstance(screen, Beside):
                screen.draw()
            elif isinstance(screen, RoomScreen):
                screen.show(self.board.picture())

    def _look_at_clock(self, monotonic: float) -> str:
        """Record a jump of the wall clock, and what is told of it."""
        # A rehearsal's time may run fast: it is no wall clock.
        seconds = 0 if self.session.rehearsal else self._jumps.look(self.clock.now(), monotonic)
        if not seconds:
            return ""
        self.record(NoticeClockJump(seconds), self._asked_now(), (), "saut d'horloge")
        return jump_told(seconds)

    def _ring(self) -> str:
        """Ring for the countdowns that reached a step, and who they are."""
        now = self.clock.now()
        reached = self._alarms.look(self.session, now)
        if reached and self.settings.bell:
            self.bell()
        shown = self.shown_session
        return in_words(reached, shown, attention(shown, now)) if reached else ""

    @property
    def session(self) -> Session:
        """The state as last recorded, with the thresholds set here for the look of countdowns."""
        return self._session

    @session.setter
    def session(self, session: Session) -> None:
        self._session = as_set_here(session, self.settings)

    def coached_line(self) -> Line | None:
        """What the room says in a rehearsal."""
        return self.coach.line(self) if self.coach is not None else None

    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here, as a person knows it."""
        keys = keys_for(ALL_BY_ID[command_id], self.settings)
        return key_name(keys[0]) if keys else ""

    @property
    def ticked(self) -> frozenset[str]:
        """Rows of the finalisation sheet that are done."""
        return self.papers.ticks.ticked if self.papers is not None and self.papers.ticks is not None else frozenset()

    def tick_row(self, key: str) -> str:
        """Tick a row of the finalisation sheet, or clear it; why it could not be kept, empty when it is."""
        if self.papers is None or self.papers.ticks is None:
            return "les cases « fait » ne sont pas gardées ici"
        return self.papers.ticks.toggle(key)

    def _offer_rescue_sheet(self) -> None:
        if self.session.closed_at is not None:
            self.notices.take_back(self._rescue.offer)
        elif self.papers is not None and self._rescue.is_due(self.session):
            self._rescue.offer = typographic(RESCUE_OFFER.format(key=self.key_shown("rescue")))
            self.notices.say(self._rescue.offer, "told", self.clock.monotonic(), lasts=OFFERED_S)
            self.draw()

    def rescue_sheet_asked(self) -> None:
        """It is being written: the offer goes."""
        self._rescue.asked(self.session)
        self.notices.take_back(self._rescue.offer)

    def shift_declined(self) -> None:
        """The starts stay: the offer to shift them goes."""
        self.notices.take_back(self._shift_offer)

    # Recording -----------------------------------------------------------------------------------

    def _asked_now(self) -> Context:
        return Context(now=self.clock.now(), author=self.author, host=self.host)

    def record(
        self, action: Action, context: Context, numbers: tuple[int, ...], what: str, retry: bool = False,
        drafts: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Hand an action to the writer; its rows wait until it is on disk, and so do the drafts it was typed in."""
        job = Job(action, context, numbers, what, retry, drafts or TYPED_IN.get())
        self._pending.append(job)
        self._writer.put(job)
        self.draw()

    @property
    def pending_numbers(self) -> frozenset[int]:
        """Candidates for whom something is on its way."""
        return frozenset(Counter(number for job in self._pending for number in job.numbers))

    @property
    def is_idle(self) -> bool:
        """Nothing is on its way to the disk."""
        return not self._pending and not self._aside

    def do_aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what leads to a record and takes its time, such as copying a file, without stopping the clocks."""

        async def go() -> None:
            try:
                await work
            finally:
                self._aside -= 1
                self._after_job()

        self._aside += 1
        self.run_worker(go(), exit_on_error=False)

    def on_recorded(self, message: Recorded) -> None:
        """It is on disk, or refused by the freshest state."""
        job, outcome = message.job, message.outcome
        self._pending.remove(job)
        self._take(outcome.session)
        if outcome.refusals and not outcome.entries:
            self.drafting.refused(job.drafts, refused(outcome.session, outcome.refusals))
        if outcome.entries:
            self._recorded_at[outcome.entries[0].action] = self.clock.monotonic()
        if self.coach is not None and is_of_the_room(job):
            self.coach.recorded(self, job, outcome)
        elif not isinstance(job.action, NoticeClockJump):
            text, tone = answer(outcome)
            stays = job.is_retry and bool(outcome.refusals)
            if text:
                self.say(f"{job.what} : {text}" if stays else text, tone, stays=stays)
        elif outcome.entries and (offer := shift_told(self.session, self.key_shown("shift"))):
            self._shift_offer = typographic(offer)
            self.say(offer, "alarm", stays=True)
        self._after_job()

    def on_not_recorded(self, message: NotRecorded) -> None:
        """It could not be written: nothing of it is done, and it says so until it is seen."""
        job = message.job
        self._pending.remove(job)
        self.failed.append(job)
        again = f"{self.key_shown('retry')} réessaie."
        self.say(f"{job.what} : PAS ENREGISTRÉ. {message.reason} {again}", "failed", stays=True)
        self._quits_when_idle = False
        self._after_job()

    def _after_job(self) -> None:
        self.drafting.settle()
        self.draw()
        if self._quits_when_idle and self.is_idle:
            self.exit(0)

    def on_followed(self, message: Followed) -> None:
        """Another terminal recorded something."""
        self._take(self.desk.session)
        self.draw()

    def _take(self, session: Session) -> None:
        """The state as it is now on disk."""
        was_closed = self.session.closed_at is not None
        self.session = session
        self._offer_rescue_sheet()
        if was_closed and session.closed_at is None:
            self.drafting.offer_again()

    def on_not_followed(self, message: NotFollowed) -> None:
        """What others record cannot be read."""
        self.say(message.reason, "failed", stays=True)

    def retry(self) -> None:
        """Decide and record again what failed, at the instant it happened."""
        if not self.failed:
            self.say("rien à réessayer", "told")
            return
        jobs, self.failed = self.failed, []
        self.notices.forget_failures()
        for job in jobs:
            context = Context(self.clock.now(), self.author, self.host, at=job.context.at or job.context.now)
            self.record(job.action, context, job.numbers, job.what, retry=True, drafts=job.drafts)

    def real_age_of(self, action: int) -> float | None:
        """Real seconds since an action was recorded here; None when it was not here."""
        at = self._recorded_at.get(action)
        return None if at is None else self.clock.monotonic() - at

    # Answers -------------------------------------------------------------------------------------

    def say(self, text: str, tone: Tone, *, stays: bool = False, nameless: bool = False) -> None:
        """Answer, over the footer; while the names are masked only what is `nameless` is seen."""
        self.notices.say(typographic(text), tone, self.clock.monotonic(), stays=stays, nameless=nameless)
        self.draw()

    def refuse(self, text: str) -> None:
        """Say why not."""
        self.say(text, "refused")

    def change_display(self) -> None:
        """From the usual display to that for a slow line, and back."""
        self.thrifty = not self.thrifty
        thrifty = "économe : les minutes jusqu'aux dix dernières, sans barres"
        self.say(f"affichage {thrifty if self.thrifty else 'normal'}", "told")

    def next_theme(self) -> None:
        """The next of our colours."""
        names = list(PALETTES)
        place = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[place % len(names)]
        heed_no_color(self)
        self.say(f"couleurs : {PALETTES[self.theme].title}", "told")

    def picture(self) -> Picture:
        """What the board shows now."""
        return self.board.picture()

    # Keys ----------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.take_key(event)
        else:
            await super().on_event(event)

    async def _handle_key(self, event: events.Key) -> None:
        self._last_key_at = self.clock.monotonic()
        if self._guard.keeps_back(event, self._last_key_at):
            return
        if self.masking.keeps_back(event):
            self.refuse_masked()
            return
        if self.coach is None or not self.coach.keeps_back(self, event.key):
            await super().on_event(event)

    @property
    def idle_s(self) -> float:
        """Real seconds since the last key."""
        return self.clock.monotonic() - self._last_key_at

    def action_command_palette(self) -> None:
        """The palette, in French."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: ours are in the table."""
        return ()
