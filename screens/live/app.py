"""The application that records: the board of a session that is run, its alarms, its drafts, its rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from screens.board.app import STOP_WITHIN_S, BoardApp
from screens.board.session_view import SessionView
from screens.closing.view import ClosingScreen
from screens.dialogs.base import Dialog
from screens.dialogs.instructions import InstructionsDialog
from screens.dialogs.leaving import LeaveRehearsal, QuitDialog
from screens.dialogs.room import RoomScreen
from screens.handlers.later import load_one_more
from screens.kit.command import Command
from screens.kit.desk import Clock, Desk, SharedTerminal
from screens.kit.hub import Hub
from screens.kit.ink import Line
from screens.kit.notices import Notice
from screens.kit.papers import OFFERED_S, RESCUE_OFFER, Papers, RescueOffer
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.live.alarms import AlarmWatch, in_words, shift_told
from screens.live.board import LiveBoard
from screens.live.drafting import TYPED_IN, Drafting
from screens.live.sitting import ask_who
from screens.live.tables import ALL
from screens.live.writer import Job, NotRecorded, Recorded, Writer
from screens.picture.answers import answer, refused
from screens.picture.headline import number_lacks
from screens.preparation.view import PreparationScreen
from screens.welcome.view import WelcomeScreen
from supervisor.action import Action, Context, NoticeClockJump, ReportFraud
from supervisor.attention import attention
from supervisor.clock_words import behind_told, jump_told
from supervisor.jumps import JumpWatch, is_behind
from supervisor.session import Session
from supervisor.unrecorded import RETRY_S, is_recorded
from supervisor.wording import plural, typographic

if TYPE_CHECKING:
    from screens.live.coach import Coach

SLOW_S = 0.03
"""Real seconds after which a row says « … »: a disk that is faster than that is not worth two drawings."""
LOADS_EACH_S = 0.05
"""Real seconds between two rooms of handlers that are loaded behind the first picture: keys come in between."""
NUMBER_S = 20.0
"""How long a session says at its opening that its number is provisional."""


class LiveApp(BoardApp):
    """The board of one session, run."""

    read_only: ClassVar[bool] = False
    may_reopen: ClassVar[bool] = True
    """A closed session may be opened again from here."""
    offers_drafts: ClassVar[bool] = True
    """What the surveillant was typing when a program ended is taken up again here, and what anybody could not record;
    else only what this author could not."""
    commands: ClassVar[Mapping[str, Command[Any]]] = ALL
    beside: ClassVar[Mapping[str, Callable[[Any], SessionView]]] = {
        "welcome": WelcomeScreen, "preparation": PreparationScreen, "closing": ClosingScreen,
    }  # fmt: skip
    board: LiveBoard
    follower: Writer

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None,
        coach: Coach | None = None, papers: Papers | None = None, warning: str = "", texts: Texts | None = None,
        opened_by: str = "", place: SharedTerminal | None = None, hub: Hub | None = None,
    ) -> None:  # fmt: skip
        """The board of a session.

        Args:
            desk: the session.
            clock: its time, and real time.
            author: who acts here.
            host: the machine, for the journal.
            settings: tastes of whoever sits here.
            coach: plays the room in a rehearsal.
            papers: what may be written outside the journal; None: nothing.
            warning: said when the board opens, until it is seen.
            texts: what is looked at in the room, and said in it.
            opened_by: the key that opened it from home.
            place: where it is asked who sits here; None: the author is known and stays.
            hub: sends what is recorded here; None: nobody does.
        """
        super().__init__(
            desk, clock, author=author, host=host, settings=settings, warning=warning, texts=texts,
            opened_by=opened_by, ticks=papers.ticks if papers is not None else None,
        )  # fmt: skip
        self.place = place
        self.hub = hub
        self.coach = coach
        self.papers = papers
        self._rescue = RescueOffer()
        self._shift_offer = ""
        """What was said of a jump of the clock that starts may be shifted by."""
        self.failed: list[Job] = []
        """What could not be recorded and may be tried again."""
        self._pending: list[Job] = []
        self._slow: list[Job] = []
        """Those of them that the disk takes its time for."""
        self._aside = 0
        """How much of what leads to a record is still under way."""
        self._recorded_at: dict[int, float] = {}
        self.drafting = Drafting(self)
        self._alarms = AlarmWatch()
        self._jumps = JumpWatch()
        self._behind = ""
        """What stands in the footer of a clock that is behind what was noted."""
        self._quits_when_idle = False
        self._tried_at = 0.0
        """When what failed was last tried, in real seconds."""

    def make_follower(self) -> Writer:
        return Writer(self.desk, self.post_message)

    def make_board(self) -> LiveBoard:
        return LiveBoard(self)

    # Coming and going ----------------------------------------------------------------------------

    def offer_drafts(self) -> None:
        """What was being typed on this session, or waited for its disk, when a program ended."""
        self.drafting.offer_left(own_only=not self.offers_drafts)

    def first_screen(self) -> SessionView | None:
        """What a session opens on: the welcome, until somebody has started; else the board itself."""
        begun = any(c.started_at is not None for c in self.session.candidates.values())
        return None if begun or self.session.closed_at is not None else WelcomeScreen(self)

    def open(self) -> None:
        first = self.first_screen()
        if first is not None:
            self.push_screen(first)
        keys = f"{self.key_shown('view_preparation')} puis {self.key_shown('point_number')}"
        if told := number_lacks(self.session, keys):
            self.notices.say(typographic(told), "refused", self.clock.monotonic(), lasts=NUMBER_S)
        if told := behind_told(self.session, self.clock.now()):
            self._behind = told
            self.say(told, "alarm", stays=True)
        super().open()
        ask_who(self, self.offer_drafts, once=True)
        self._offer_rescue_sheet()

    def end_threads(self) -> None:
        super().end_threads()
        for job in self._pending:
            # Nobody will hear what became of it.
            if not is_recorded(self.desk.session, job.context.asked):
                self.drafting.unwritten.keep(job)
        self.drafting.stop(STOP_WITHIN_S)

    def ask_who(self, *, first: str = "") -> None:
        """Ask who sits here."""
        ask_who(self, first=first)

    def until_the_tick(self) -> float:
        return super().until_the_tick() if self.coach is None else self.coach.TICK_S

    def action_ask_quit(self) -> None:
        """Leave; asked for while tests run or something is not on disk."""
        open_ = self.session.closed_at is None
        running = sum(open_ and c.is_running for c in self.session.candidates.values())
        pending = len(self._pending) + self._aside + len(self.failed)
        if not running and not pending:
            self.exit(0)
        elif not isinstance(self.screen, (QuitDialog, LeaveRehearsal)):
            waits = len(self._pending) + self._aside
            if self.session.rehearsal:
                ask: Dialog[bool] = LeaveRehearsal()
            else:
                ask = QuitDialog(running, waits or len(self.failed), is_safe=self.drafting.unwritten.is_safe)
            self.push_screen(ask, self._quit_answered)

    def _quit_answered(self, at_once: bool | None) -> None:
        if at_once is None:
            return
        if at_once or (self.is_idle and not self.failed):
            self.exit(0)
        else:
            self._quits_when_idle = True

    def once_pictured(self) -> None:
        """Have the boxes of the keys ready, one room after the other: the first key is not to wait for its box."""
        if not self.is_headless and load_one_more():
            self.set_timer(LOADS_EACH_S, self.once_pictured)

    # One tick ------------------------------------------------------------------------------------

    def pass_a_second(self) -> None:
        monotonic = self.clock.monotonic()
        alarms = [text for text in (self._look_at_clock(monotonic), self._ring()) if text]
        if alarms:
            self.say(" · ".join(alarms), "alarm", nameless=self.masked)
        super().pass_a_second()
        if isinstance(self.screen, InstructionsDialog):
            self.screen.tick()
        if self.coach is not None:
            self.coach.tick(self)
        if self.failed and self.is_idle and monotonic - self._tried_at >= RETRY_S:
            self._try_again(by_itself=True)

    def _look_at_clock(self, monotonic: float) -> str:
        """Record a jump of the wall clock, and what is told of it."""
        # A rehearsal's time may run fast: it is no wall clock.
        now = self.clock.now()
        if self._behind and not is_behind(self.session, now):
            self.take_back(self._behind)
            self._behind = ""
        seconds = 0 if self.session.rehearsal else self._jumps.to_note(self.session, now, monotonic)
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
    def is_coached(self) -> bool:
        """It is a rehearsal whose room is played."""
        return self.coach is not None

    def coached_line(self) -> Line | None:
        """What the room says in a rehearsal."""
        return self.coach.line(self) if self.coach is not None else None

    def show_room(self) -> None:
        """The clock and the session's number, for everybody in the room."""
        self.push_screen(RoomScreen(self.clock.monotonic), lambda _: self.draw())
        self.call_after_refresh(self.draw)

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
        if self._shift_offer:
            self.take_back(self._shift_offer)
            self._shift_offer = ""

    def _look_at_shift_offer(self) -> None:
        """What was offered goes once it is done, here or beside, or the clock has come back: J would find nothing."""
        if self._shift_offer and shift_told(self.session, self.key_shown("shift")) != self._shift_offer:
            self.shift_declined()

    # Recording -----------------------------------------------------------------------------------

    def _asked_now(self) -> Context:
        return Context(now=self.clock.now(), author=self.author, host=self.host)

    def record(self, action: Action, context: Context, numbers: tuple[int, ...], what: str) -> None:
        """Hand an action to the writer; its rows wait until it is on disk, and so do the drafts it was typed in."""
        # Behind a jump that is not noted yet it is of the clock as it shows now: noted later, that moves it no more.
        noted = None if self._waits_to_note_a_jump else self.session.last_id
        named = replace(context, noted=noted, asked=self.desk.drafts.new_name())
        self.put(Job(action, named, numbers, what, drafts=TYPED_IN.get()))

    @property
    def _waits_to_note_a_jump(self) -> bool:
        return any(isinstance(job.action, NoticeClockJump) for job in (*self._pending, *self.failed))

    def put(self, job: Job) -> None:
        """Have it written after what was put before; what it changes is drawn with its answer, or once it waits."""
        self._pending.append(job)
        self.follower.put(job)
        self.set_timer(SLOW_S, partial(self._takes_its_time, job))

    @contextmanager
    def drawn_with_its_answer(self) -> Iterator[None]:
        """However often it is asked for meanwhile, all is drawn once: now, or with the answer where something was put.

        To draw first would keep the thread that records from its turn, and show nothing that the answer does not.
        """
        waited = len(self._pending)
        self._puts_off += 1
        try:
            yield
        finally:
            self._puts_off -= 1
        if len(self._pending) == waited:
            self.draw()

    def _takes_its_time(self, job: Job) -> None:
        """Its rows say so, if it is not on disk by now."""
        if any(other is job for other in self._pending):
            self._slow.append(job)
            self.draw()

    def _is_settled(self, job: Job) -> None:
        self._pending.remove(job)
        self._slow = [other for other in self._slow if other is not job]

    @property
    def pending_numbers(self) -> frozenset[int]:
        """Candidates for whom something is on its way."""
        return frozenset(number for job in self._pending for number in job.numbers)

    @property
    def waiting_numbers(self) -> frozenset[int]:
        """Those of them for whom it takes its time: their rows say « … »."""
        return frozenset(number for job in self._slow for number in job.numbers)

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
        with self.drawn_once():
            self._recorded(message)

    def _recorded(self, message: Recorded) -> None:
        job, outcome = message.job, message.outcome
        self._is_settled(job)
        self._take(outcome.session)
        why_refused = refused(outcome.session, outcome.refusals) if outcome.refusals and not outcome.entries else ""
        self.drafting.unwritten.settled(job, why_refused)
        if why_refused:
            self.drafting.refused(job.drafts, why_refused)
        if job.by_itself and not self.failed:
            self.notices.forget_failures()
        if outcome.entries and self.hub is not None:
            self.hub.wake()
        if outcome.entries:
            self._recorded_at[outcome.entries[0].action] = self.clock.monotonic()
        if self.coach is not None and self.coach.is_of_the_room(job):
            self.coach.recorded(self, job, outcome)
        elif not isinstance(job.action, NoticeClockJump):
            text, tone = answer(outcome)
            took_its_time = job.is_retry or (isinstance(job.action, ReportFraud) and bool(job.action.evidence))
            if text and job.is_retry and outcome.refusals:
                self.say(f"{job.what} : {text}", tone, stays=True)
            elif text and took_its_time:
                self.tell_outcome(text, tone)
            elif text:
                self.say(text, tone)
        elif outcome.entries and (offer := shift_told(self.session, self.key_shown("shift"))):
            self.shift_declined()
            self._shift_offer = offer
            self.say(offer, "alarm", stays=True)
        self._after_job()

    def on_not_recorded(self, message: NotRecorded) -> None:
        """It could not be written: nothing of it is done, and it says so until it is seen."""
        job = message.job
        self._is_settled(job)
        self.failed.append(job)
        self._tried_at = self.clock.monotonic()
        if not job.by_itself:
            again = f"Nouvel essai toutes les {RETRY_S:.0f} s ; {self.key_shown('retry')} réessaie."
            self.say(f"{job.what} : PAS ENREGISTRÉ. {message.reason} {again}", "failed", stays=True)
            self._quits_when_idle = False
        self.drafting.unwritten.keep(job)
        self._after_job()

    def _after_job(self) -> None:
        self.drafting.settle()
        self.draw()
        if self._quits_when_idle and self.is_idle and not self.failed:
            self.exit(0)

    def take_news(self) -> None:
        """Take in what another terminal recorded."""
        self._take(self.desk.session)
        self.draw()

    def _take(self, session: Session) -> None:
        """The state as it is now on disk."""
        was_closed = self.session.closed_at is not None
        self.session = session
        self._offer_rescue_sheet()
        self._look_at_shift_offer()
        if was_closed and session.closed_at is None:
            self.drafting.offer_again()

    def retry(self) -> None:
        """Decide and record again what failed, at the instant it happened."""
        if not self.failed:
            self.say("rien à réessayer", "told")
            return
        self.notices.forget_failures()
        self._try_again(by_itself=False)

    def _try_again(self, *, by_itself: bool) -> None:
        """In the order in which they were asked for, each by whom it was asked for."""
        jobs, self.failed = self.failed, []
        self._tried_at = self.clock.monotonic()
        for job in jobs:
            context = replace(job.context, now=self.clock.now(), at=job.context.at or job.context.now)
            self.put(replace(job, context=context, is_retry=True, by_itself=by_itself))

    def real_age_of(self, action: int) -> float | None:
        """Real seconds since an action was recorded here; None when it was not here."""
        at = self._recorded_at.get(action)
        return None if at is None else self.clock.monotonic() - at

    # Answers and keys ----------------------------------------------------------------------------

    def notice_shown(self, at: float) -> Notice | None:
        """What the footer answers now; what was not recorded is said behind the mask too, without whose it was."""
        notice = super().notice_shown(at)
        if notice is None and self.masked and self.failed:
            lost = plural(len(self.failed), "action n'est pas enregistrée", "actions ne sont pas enregistrées")
            keys = f"{self.key_shown('mask')} puis {self.key_shown('retry')}"
            return Notice(typographic(f"PAS ENREGISTRÉ : {lost}. {keys}"), "failed", at + 1, at, is_nameless=True)
        return notice

    def keeps_back(self, event: events.Key) -> bool:
        return super().keeps_back(event) or (self.coach is not None and self.coach.keeps_back(self, event.key))
