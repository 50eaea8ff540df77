"""The application: one tick a second, one writer, the answers; the board is its screen."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from screens.alarms import AlarmWatch, JumpWatch
from screens.answers import answer
from screens.board import BoardScreen
from screens.desk import Clock, Desk
from screens.dialogs.base import Dialog
from screens.dialogs.reading import InstructionsDialog, MaskScreen
from screens.dialogs.whole import QuitDialog
from screens.guards import Repetition, digit_of, is_capital
from screens.keyline import KeyLine
from screens.notices import Notices, Tone
from screens.palette import BoardCommands
from screens.picture import Picture, short_name
from screens.settings import Settings
from screens.themes import ANSI, DARK, LIGHT, PALETTES, textual_theme
from screens.writer import Followed, Job, NotFollowed, NotRecorded, Recorded, Writer
from supervisor.action import Action, Context, NoticeClockJump
from supervisor.session import Session
from supervisor.wording import typographic

MAY_REPEAT = frozenset({
    "up", "down", "left", "right", "j", "k", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace",
    "delete", "escape",
})  # fmt: skip
"""Keys that only move or take back: held, they go on."""
STOP_WITHIN_S = 3.0
"""How long the end waits for the writer."""


class VigieApp(App[int]):
    """The board of one session."""

    TITLE = "Vigie"
    CSS_PATH = "vigie.tcss"
    COMMANDS = {BoardCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "ask_quit", "quitter", show=False, priority=True),
        Binding("ctrl+c", "tell_how_to_quit", "quitter", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.clock = clock
        self.author = author
        self.host = host
        self.settings = settings or Settings()
        self.session: Session = desk.session
        self.notices = Notices()
        self.failed: list[Job] = []
        """What could not be recorded and may be tried again."""
        self._pending: list[Job] = []
        self._recorded_at: dict[int, float] = {}
        self._writer = Writer(desk, self.post_message)
        self._alarms = AlarmWatch()
        self._jumps = JumpWatch()
        self._repetition = Repetition()
        self._keys = KeyLine(self, self._handle_key)
        self._previous_key = ""
        self._last_key_at = clock.monotonic()
        self._quits_when_idle = False
        for palette in PALETTES.values():
            self.register_theme(textual_theme(palette))
        self.theme = self._first_theme()
        self.board = BoardScreen(self)

    # Coming and going ----------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        return self.board

    def on_mount(self) -> None:
        self.animation_level = "none"
        self._writer.start()
        self._listen_to_signals()
        self.tick()
        self._wait_for_the_second()

    def on_unmount(self) -> None:
        self._writer.stop(STOP_WITHIN_S)

    def _first_theme(self) -> str:
        chosen = {"dark": DARK, "light": LIGHT, "ansi": ANSI}.get(self.settings.theme)
        if chosen is None:
            chosen = DARK if self.console.color_system in ("truecolor", "256") else ANSI
        return chosen.name

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self.exit, 0)
            except (NotImplementedError, RuntimeError, ValueError):
                # Windows, or not the main thread: the system's own way holds.
                continue

    def _wait_for_the_second(self) -> None:
        """Tick when the clock's second changes, however long the last tick took."""
        rest = 1 - self.clock.now().microsecond / 1e6
        self.set_timer(max(0.02, rest + 0.005), self._on_the_second)

    def _on_the_second(self) -> None:
        self.tick()
        self._wait_for_the_second()

    def action_ask_quit(self) -> None:
        """Leave; asked for while tests run or something is not on disk."""
        running = sum(c.is_running for c in self.session.candidates.values())
        pending = len(self._pending) + len(self.failed)
        if not running and not pending:
            self.exit(0)
        elif not isinstance(self.screen, QuitDialog):
            self.push_screen(QuitDialog(running, len(self._pending) or len(self.failed)), self._quit_answered)

    def _quit_answered(self, at_once: bool | None) -> None:
        if at_once is None:
            return
        if at_once or not self._pending:
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
            self.say(" · ".join(alarms), "alarm")
        idle = self.settings.mask_after * 60
        if idle and monotonic - self._last_key_at >= idle and not isinstance(self.screen, MaskScreen):
            self.mask()
        if isinstance(self.screen, InstructionsDialog):
            self.screen.tick()
        self.draw()

    def draw(self) -> None:
        """Show the present state."""
        if isinstance(self.screen, MaskScreen):
            self.screen.show(self.board.picture())
        self.board.draw()

    def _look_at_clock(self, monotonic: float) -> str:
        """Record a jump of the wall clock, and what is told of it."""
        # A rehearsal's time may run fast: it is no wall clock.
        seconds = 0 if self.session.rehearsal else self._jumps.look(self.clock.now(), monotonic)
        if not seconds:
            return ""
        self.record(NoticeClockJump(seconds), self._asked_now(), (), "saut d'horloge")
        way = "avancé" if seconds > 0 else "reculé"
        return f"l'horloge de la machine a {way} de {abs(seconds)} s : les débuts notés restent"

    def _ring(self) -> str:
        """Ring for the countdowns that reached a step, and who they are."""
        now = self.clock.now()
        reached = self._alarms.look(self.session, now)
        if not reached:
            return ""
        if self.settings.bell:
            self.bell()
        told = {entry.number: entry.reasons[0].text for entry in self.board.picture().attention}
        by_words: dict[str, list[str]] = {}
        for number in reached:
            by_words.setdefault(told.get(number, "fin proche"), []).append(short_name(self.session, number))
        return " · ".join(f"{words} : {', '.join(names)}" for words, names in by_words.items())

    # Recording -----------------------------------------------------------------------------------

    def _asked_now(self) -> Context:
        return Context(now=self.clock.now(), author=self.author, host=self.host)

    def record(
        self, action: Action, context: Context, numbers: tuple[int, ...], what: str, retry: bool = False
    ) -> None:
        """Hand an action to the writer; its rows wait until it is on disk."""
        job = Job(action, context, numbers, what, retry)
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
        return not self._pending

    def on_recorded(self, message: Recorded) -> None:
        """It is on disk, or refused by the freshest state."""
        job, outcome = message.job, message.outcome
        self._pending.remove(job)
        self.session = outcome.session
        if outcome.entries:
            self._recorded_at[outcome.entries[0].action] = self.clock.monotonic()
        if not isinstance(job.action, NoticeClockJump):
            text, tone = answer(outcome)
            refused = job.is_retry and bool(outcome.refusals)
            if text:
                self.say(f"{job.what} : {text}" if refused else text, tone, stays=refused)
        self._after_job()

    def on_not_recorded(self, message: NotRecorded) -> None:
        """It could not be written: nothing of it is done, and it says so until it is seen."""
        job = message.job
        self._pending.remove(job)
        self.failed.append(job)
        self.say(f"{job.what} : PAS ENREGISTRÉ. {message.reason} F5 réessaie.", "failed", stays=True)
        self._quits_when_idle = False
        self._after_job()

    def _after_job(self) -> None:
        self.draw()
        if self._quits_when_idle and self.is_idle:
            self.exit(0)

    def on_followed(self, message: Followed) -> None:
        """Another terminal recorded something."""
        self.session = self.desk.session
        self.draw()

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
            self.record(job.action, context, job.numbers, job.what, retry=True)

    def real_age_of(self, action: int) -> float | None:
        """Real seconds since an action was recorded here; None when it was not here."""
        at = self._recorded_at.get(action)
        return None if at is None else self.clock.monotonic() - at

    # Answers -------------------------------------------------------------------------------------

    def say(self, text: str, tone: Tone, *, stays: bool = False) -> None:
        """Answer, over the footer."""
        self.notices.say(typographic(text), tone, self.clock.monotonic(), stays=stays)
        self.draw()

    def refuse(self, text: str) -> None:
        """Say why not."""
        self.say(text, "refused")

    def mask(self) -> None:
        """Cover the names, dialogs included."""
        if not isinstance(self.screen, MaskScreen):
            self.push_screen(MaskScreen(), lambda _: self.draw())
            self.call_after_refresh(self.draw)

    def next_theme(self) -> None:
        """The next of our colours."""
        names = list(PALETTES)
        place = names.index(self.theme) + 1 if self.theme in names else 0
        self.theme = names[place % len(names)]
        self.say(f"couleurs : {PALETTES[self.theme].title}", "told")

    def picture(self) -> Picture:
        """What the board shows now."""
        return self.board.picture()

    # Keys ----------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    async def _handle_key(self, event: events.Key) -> None:
        if not self._is_kept_back(event):
            await super().on_event(event)

    def _is_kept_back(self, event: events.Key) -> bool:
        """True for a key that must not act: a repetition, or a second capital in a row."""
        at = self.clock.monotonic()
        self._last_key_at = at
        repeats = self._repetition.again(event.key, at)
        previous, self._previous_key = self._previous_key, event.key
        two_capitals = is_capital(event.key) and is_capital(previous)
        if isinstance(self.focused, Input) and (event.is_printable or event.key in MAY_REPEAT):
            if two_capitals and not self.focused.value:
                self._warn_of_capitals()
            return False
        if repeats and event.key not in MAY_REPEAT and not digit_of(event.character, self.settings.keyboard):
            return True
        if two_capitals:
            self._warn_of_capitals()
            return True
        return False

    def _warn_of_capitals(self) -> None:
        sentence = "Verr. Maj. est-il actif ?"
        if isinstance(self.screen, Dialog):
            self.screen.warn(sentence)
        else:
            self.refuse(sentence)

    def action_command_palette(self) -> None:
        """The palette, in French."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Chercher une commande…", id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: ours are in the table."""
        return ()


def run_board(
    desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None, mouse: bool = True
) -> int:
    """Show the board until it is left.

    Args:
        desk: the session.
        clock: its time, and real time.
        author: who acts here.
        host: the machine, for the journal.
        settings: tastes of the surveillant.
        mouse: false saves the traffic of its motions over SSH.

    Returns:
        The exit status: 0 unless the program broke.
    """
    app = VigieApp(desk, clock, author=author, host=host, settings=settings)
    result = app.run(mouse=mouse)
    if app.return_code:
        return app.return_code
    return result or 0


__all__ = ["VigieApp", "run_board"]
