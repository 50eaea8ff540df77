"""The coach of a rehearsal: what the room says stands in the first row, with the next key.

What nobody records is recorded in the end by « répétition ». `supervisor.rehearsal` knows what happens, and when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.screen import ModalScreen
from textual.widgets import Input

from screens.board.session_view import view_in_front
from screens.closing.view import ClosingScreen
from screens.dialogs.base import Dialog
from screens.dialogs.instructions import InstructionsDialog
from screens.handlers.table import BY_ID
from screens.kit.command import keys_for
from screens.kit.desk import Outcome
from screens.kit.ink import Line
from screens.kit.key_names import key_name
from screens.kit.settings import Settings
from screens.live.host import LiveAppHost
from screens.live.writer import Job
from screens.picture.picture import short_name
from screens.welcome.arrivals import found_by
from screens.welcome.view import WelcomeScreen
from supervisor.rehearsal import AUTHOR, Lingering, Rehearsal, Said, Turn, pace
from supervisor.session import numbers_of
from supervisor.story import phrase_of
from supervisor.wording import typographic

PASSING_S = 2.5
"""What only goes by is shown so long, in real seconds."""
READ_S = 8.0
"""What is only told, and asks for nothing, is shown so long."""
MOST_NAMES = 3
LETTERS = 3
AT_THE_DESK = {"i": "Entrée", "e": "Entrée", "i puis s": "Tab puis s"}
"""What the keys of the board are in the welcome, where letters search."""
FOR_THE_LEARNER = "noté par la répétition"
"""What a lesson is called that nobody recorded."""
HANDS_OFF_S = 8.0
"""So long after a key, in real seconds, the room leaves alone those whom the learner is at."""
LOOK_FIRST_S = 2.0
"""So long after the room changed one of them Enter does nothing: it was meant for what stood there before."""
FAREWELL = "Répétition finie. « vigie » ouvre une vraie session."


class Coach:
    """Plays a rehearsal beside the board, and tells what to do next."""

    TICK_S = 0.25
    """A rehearsal's seconds are too short for a tick each: it ticks so often, in real seconds."""

    def __init__(self, rehearsal: Rehearsal, speed: float, set_speed: Callable[[float], object]) -> None:
        """A coach.

        Args:
            rehearsal: the script being played.
            speed: how many times faster than real time the session runs, when nothing waits.
            set_speed: makes the session's clock run so many times faster from now on.
        """
        self._rehearsal = rehearsal
        self._speed = speed
        self._set_speed = set_speed
        self._lessons = frozenset(cue.id for cue in rehearsal.script if cue.is_lesson)
        self._pace = speed
        self._lingered = Lingering(speed)
        self._lesson: Said | None = None
        self._others = 0
        self._passing: Said | None = None
        self._since = 0.0
        """When what is shown began to be, in real seconds."""
        self._read: set[str] = set()
        """Lessons that ask for nothing to be recorded and were done all the same."""
        self._to_tell = ""
        """What waits until the learner has read their own answer."""
        self._telling = ""
        self._changed: tuple[int, float] | None = None
        """Whom the learner was at when the room changed them, and when."""

    def tick(self, app: LiveAppHost) -> None:
        """What the room does at this instant: say, record what was left, and wait for the learner."""
        turn = self._rehearsal.advance(app.session, app.clock.now(), _left_alone(app))
        if self._lesson is not None and self._is_read(self._lesson, app):
            self._read.add(self._lesson.cue)
        turn = replace(turn, waiting=tuple(said for said in turn.waiting if said.cue not in self._read))
        self._show(turn, app.clock.monotonic())
        self._keep_pace(turn, app)
        self._tell(app)
        for fallback in turn.fallbacks:
            what = FOR_THE_LEARNER if fallback.cue in self._lessons else AUTHOR
            app.record(fallback.action, fallback.context(app.host), fallback.numbers, what)

    def _is_read(self, lesson: Said, app: LiveAppHost) -> bool:
        """What asks for nothing to be recorded was looked at."""
        if lesson.command == "instructions":
            return isinstance(app.screen, InstructionsDialog)
        return not lesson.command and app.clock.monotonic() - self._since >= READ_S

    def _show(self, turn: Turn, real: float) -> None:
        before = self._lesson or self._passing
        cues = [said.cue for said in turn.waiting]
        if self._lesson is None or self._lesson.cue not in cues:
            # The one begun stays until it is done, whatever else happens in the room.
            self._lesson = turn.waiting[0] if turn.waiting else None
        self._others = max(0, len(cues) - 1)
        passing = [said for said in turn.said if not said.is_lesson]
        if passing:
            self._passing = passing[-1]
            self._since = real if self._lesson is None else self._since
        elif self._lesson is None and real - self._since >= PASSING_S:
            self._passing = None
        shown = self._lesson or self._passing
        if shown is not before:
            self._since = real

    def _keep_pace(self, turn: Turn, app: LiveAppHost) -> None:
        """Slower while something waits, for each of them; as slow as life while a dialog is read."""
        wanted = pace(self._speed, turn)
        is_read = isinstance(app.screen, ModalScreen)
        may_linger = self._lingered.may_go_on(app.session, app.clock.now(), app.clock.monotonic())
        if is_read:
            wanted = min(self._speed, 1.0)
        elif turn.waits and not may_linger:
            wanted = self._speed
        elif turn.waits:
            share = len(turn.waiting) * (1 if _has_begun(app) else 2)
            wanted = min(wanted, max(1.0, wanted / share))
        self._lingered.goes_on_at(None if is_read else wanted)
        if wanted != self._pace:
            self._pace = wanted
            self._set_speed(wanted)

    # What is shown -------------------------------------------------------------------------------

    def line(self, app: LiveAppHost) -> Line | None:
        """What stands in the first rows: the sentence, and the one next key; None when the room is silent."""
        if app.session.closed_at is not None:
            return ((f" {typographic(FAREWELL)} ", ""), ("q", "amber+"), (" quitter", "soft"))
        said = self._lesson or self._passing
        if said is None:
            return None
        keys: Line = ()
        if said.is_lesson:
            more: Line = ((f" +{self._others}", "label"),) if self._others else ()
            # One piece: a key is not to stand at the end of a row and the next on another.
            keys_now = _keys_now(said, app).replace(" ", "\N{NO-BREAK SPACE}")
            keys = ((f"\N{NO-BREAK SPACE}{keys_now}\N{NO-BREAK SPACE}", "tag.look"), *more) if keys_now else more
        ink = "amber+" if said.is_lesson else "soft"
        return ((f" {typographic(said.text)} ", ink), *keys)

    # What the room recorded ----------------------------------------------------------------------

    @staticmethod
    def is_of_the_room(job: Job) -> bool:
        """The rehearsal recorded it, not the learner."""
        return job.context.author == AUTHOR

    def recorded(self, app: LiveAppHost, job: Job, outcome: Outcome) -> None:
        """Something of the room's is on disk: the learner is told, once they have read what was told to themselves."""
        mine = [number for number in job.numbers if number in _at_hand(app)]
        if outcome.entries and mine:
            self._changed = (mine[0], app.clock.monotonic())
        self._to_tell = self._told(job, outcome) or self._to_tell
        self._tell(app)

    def keeps_back(self, app: LiveAppHost, key: str) -> bool:
        """Enter, right after the room changed whom it would act on: it says so, and the next one acts."""
        if key != "enter" or self._changed is None or isinstance(app.screen, ModalScreen):
            return False
        (number, at), self._changed = self._changed, None
        is_typing = app.board.typed or (isinstance(app.focused, Input) and app.focused.value)
        if is_typing or number not in _at_hand(app) or app.clock.monotonic() - at >= LOOK_FIRST_S:
            return False
        app.refuse(f"{short_name(app.session, number)} vient de changer : regardez, puis Entrée")
        return True

    def _tell(self, app: LiveAppHost) -> None:
        notice = app.notices.current(app.clock.monotonic())
        if self._to_tell and (notice is None or notice.until is None or notice.text == self._telling):
            app.say(self._to_tell, "told")
            self._telling, self._to_tell = typographic(self._to_tell), ""

    def _told(self, job: Job, outcome: Outcome) -> str:
        """What there is to tell of it; empty for what only goes by."""
        if not outcome.entries or job.what != FOR_THE_LEARNER:
            return ""
        numbers = ", ".join(short_name(outcome.session, number) for number in job.numbers[:MOST_NAMES])
        more = "…" if len(job.numbers) > MOST_NAMES else ""
        return f"noté pour vous : {numbers}{more} : {phrase_of(outcome.entries[0], outcome.session)}"


def _at_hand(app: LiveAppHost) -> frozenset[int]:
    """Whom the next key would touch: whoever stands at the desk; elsewhere the chosen one, those marked or typed."""
    board = app.board
    desk = view_in_front(app)
    one_each = (desk.number,) if isinstance(desk, WelcomeScreen) else (board.chosen, int(board.typed or 0))
    return frozenset({number for number in one_each if number}) | board.marked


def _left_alone(app: LiveAppHost) -> frozenset[int]:
    """Whom the room must not touch now: all while a dialog is read, whom the learner is at while they press keys."""
    if isinstance(app.screen, Dialog):
        return frozenset(app.session.candidates)
    if app.idle_s >= HANDS_OFF_S:
        return app.pending_numbers
    own = next(app.session.entries.by(app.author), None)
    just_done = numbers_of(own, app.session) if own is not None and own.action > 1 else ()
    return app.pending_numbers | _at_hand(app) | frozenset(just_done)


def _has_begun(app: LiveAppHost) -> bool:
    """The learner has recorded something themselves: they know where things are."""
    return any(entry.action > 1 for entry in app.session.entries.by(app.author))


def _keys_now(said: Said, app: LiveAppHost) -> str:
    """What to press now in the view that is open, one thing at a time."""
    view = view_in_front(app)
    if view is app.board or not said.command or (said.command == "close" and isinstance(view, ClosingScreen)):
        return next_keys(said, app.board.chosen, app.settings)
    if not isinstance(view, WelcomeScreen) or said.number is None or said.hint not in AT_THE_DESK:
        return f"{app.key_shown('view_list')}, le tableau"
    if view.number != said.number:
        letters = app.session.candidates[said.number].last_name[:LETTERS].strip().lower()
        is_enough = len(found_by(app.session, letters, app.settings.keyboard)) == 1
        # First whoever stands at the desk, so that nobody is left half welcomed.
        return (letters if is_enough else f"{letters} puis Entrée") if view.number is None else "Entrée"
    return AT_THE_DESK[said.hint]


def next_keys(said: Said, chosen: int | None, settings: Settings) -> str:
    """What to press on the board: the candidate's number first, then the keys of the command as they are set here."""
    if said.number is not None and said.number != chosen:
        return f"{said.number} puis Entrée"
    command = BY_ID.get(said.command)
    if command is None:
        return said.hint
    usual, here = key_name(command.keys[0]), keys_for(command, settings)
    hint = typographic(said.hint)
    if here and hint.split()[:1] == [usual]:
        hint = key_name(here[0]) + hint[len(usual) :]
    return hint
