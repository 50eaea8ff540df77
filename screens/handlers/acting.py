"""What a command acts with: whom it acts on, how it asks and how it records.

`Looking` is all that somebody who looks on has; `Acting` adds the journal. A command is a function that is given one of
the two; its row in the table names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from screens.dialogs.base import Dialog
from screens.dialogs.several import BulkDialog
from screens.handlers.host import Board, LookingHost, RecordingHost
from screens.kit.command import READ_ONLY, Moment
from screens.picture.answers import refused
from screens.picture.picture import short_name
from supervisor.action import Action, Context, Mark, Simple
from supervisor.deciding import decide
from supervisor.draft import Draft
from supervisor.folding import utc
from supervisor.jumps import today
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import plural

T = TypeVar("T")

CHANGED = "la session a changé depuis, ce n'est plus possible ainsi"


@dataclass
class Reopening:
    """A draft on its way back to its dialog."""

    name: str
    draft: Draft
    is_open: bool = False
    """Its dialog is there again."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What one key began, the dialogs it leads to included."""

    command: str
    """By its stable name."""
    first_key: datetime
    target: int | None
    """The candidate it acts on, where nobody is marked."""
    marked: tuple[int, ...]
    noted: int
    """Id of the last event at that key: a clock that jumped since showed another hour then."""
    way: tuple[str, ...] = ()
    """What was answered so far."""
    reopening: Reopening | None = None
    """Set while a draft is taken up again: nothing is recorded on the way to its dialog."""


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """A dialog, and what follows from it."""

    dialog: Dialog[T]
    then: Callable[[T], object]
    left: Callable[[], object] | None


class Looking:
    """What a command that only reads acts with."""

    def __init__(self, app: LookingHost, board: Board) -> None:
        self.app = app
        self.board = board
        self._doing: Doing | None = None

    @property
    def session(self) -> Session:
        """The state that is shown."""
        return self.app.session

    @property
    def now(self) -> datetime:
        """The session's time."""
        return self.app.clock.now()

    @property
    def first_key(self) -> datetime:
        """When what is being done was begun: the key of the command, whatever dialogs came since."""
        return self._doing.first_key if self._doing is not None else self.now

    @property
    def who(self) -> Situation:
        """The chosen candidate; commands that need one are refused before."""
        target = self._doing.target if self._doing is not None else self.board.target
        assert target is not None, "the table of commands asks for a candidate first"
        return self.session.candidates[target]

    @property
    def targets(self) -> tuple[int, ...]:
        """The marked candidates, else the chosen one."""
        if self.board.marked:
            return tuple(sorted(self.board.marked))
        return (self.who.number,)

    def ask(self, dialog: Dialog[T], then: Callable[[T], object]) -> None:
        """Open a dialog now, and go on with its answer; nothing where it was left."""
        self.app.push_screen(dialog, lambda answer: then(answer) if answer is not None else None)

    def do(self, command_id: str, how: Callable[[Any], object] | None = None) -> None:
        """Do a command: from here on it is what the key of this instant began.

        Args:
            command_id: its stable name.
            how: does it, where a part of it was answered already; None: as its row says.
        """
        command = self.app.commands.get(command_id)
        if command is None:
            # Whoever looks on has no row for what only records.
            self.app.refuse(READ_ONLY)
        elif self.app.masked and not command.while_masked:
            self.app.refuse_masked()
        elif self.app.read_only and not command.reads:
            self.app.refuse(READ_ONLY)
        else:
            noted = self._doing.noted if self._doing is not None else self.session.last_id
            begun = Doing(command_id, self.first_key, self.board.target, tuple(sorted(self.board.marked)), noted)
            with self.within(begun):
                (how or command.do)(self)

    @contextmanager
    def within(self, doing: Doing | None) -> Iterator[None]:
        """What is asked and done meanwhile goes on with what that key began."""
        before, self._doing = self._doing, doing
        try:
            yield
        finally:
            self._doing = before


class Acting(Looking):
    """What a command that records acts with."""

    app: RecordingHost

    def __init__(self, app: RecordingHost, board: Board) -> None:
        super().__init__(app, board)
        self._is_by_a_letter = False

    def context(self, at: datetime | None = None) -> Context:
        """Who asks, now.

        Args:
            at: when it happened; the key that began it is told on the clock as it shows now.
        """
        doing = self._doing
        if at is not None and doing is not None and utc(at) == utc(doing.first_key):
            at = today(self.session, at, doing.noted)
        return Context(now=self.now, author=self.app.author, host=self.app.host, at=at)

    def record(self, action: Action, numbers: tuple[int, ...], what: str, *, at: datetime | None = None) -> None:
        """Have an action recorded; the rows wait until it is on disk.

        Args:
            action: what is asked for.
            numbers: whose rows wait.
            what: what it is, as a phrase, should it fail.
            at: when it happened: the key that began it, where a dialog came between.
        """
        if self._doing is not None and self._doing.reopening is not None:
            # No key was pressed for this: what led to a dialog when it was typed in would now act.
            return
        if self._is_by_a_letter:
            raise RuntimeError(f"{what}: a letter in a box leads on, Enter records (RULES.md section 11)")
        if len(numbers) > 1 and (self._doing is None or not self._doing.way):
            raise RuntimeError(f"{what}: for several candidates it is asked first (RULES.md section 11)")
        if len(numbers) > 1:
            what = f"{plural(len(numbers), 'candidat')} : {what}"
        elif numbers:
            what = f"{short_name(self.session, numbers[0])} : {what}"
        self.app.record(action, self.context(at), numbers, what)
        if len(numbers) > 1 or numbers == tuple(self.board.marked):
            self.board.clear_marks()

    def record_for(
        self, action: Action, numbers: tuple[int, ...], what: str, *, at: datetime | None = None, question: str = ""
    ) -> None:
        """The same, asked about first with their number where it is for several.

        Args:
            action: what is asked for.
            numbers: for whom.
            what: what it is, as a phrase.
            at: when it happened; None: when it is recorded, after the question where there is one.
            question: what is asked of several, with « {} » for how many; empty: their number and what it is.
        """
        if len(numbers) < 2 or (self._doing is not None and self._doing.way):
            # One, or asked already.
            self.record(action, numbers, what, at=at)
            return
        decision = decide(self.session, action, self.context(at))
        if decision.is_refused and decision.refusals:
            self.app.refuse(refused(self.session, decision.refusals))
            return
        dialog = BulkDialog(self.session, numbers, decision.refusals, what, question)
        self.ask(dialog, lambda _: self.record(action, numbers, what, at=at))

    def mark(self, what: Simple, numbers: tuple[int, ...], told: str, question: str = "") -> None:
        """Have one of the simple marks recorded, asked about first where it is for several.

        Args:
            what: which.
            numbers: for whom.
            told: what it is, as a phrase.
            question: as for `record_for`.
        """
        # It happened when the key was pressed; but their time runs from the confirmation: nobody loses what a question
        # took.
        at = self.first_key if len(numbers) > 1 and what != "start" else None
        self.record_for(Mark(what, numbers), numbers, told, at=at, question=question)

    def ask(self, dialog: Dialog[T], then: Callable[[T], object], *, left: Callable[[], object] | None = None) -> None:
        """The same; `left` is for when it was left without an answer.

        What is typed in it outlives a kill.
        """
        question, doing = Question(dialog, then, left), self._doing
        if doing is not None and doing.reopening is not None:
            self._ask_again(question, doing, doing.reopening)
        else:
            self._open(question, doing, self.app.drafting.new_name())

    def ask_or_take(self, dialog: Dialog[T], answered: T, then: Callable[[T], object]) -> None:
        """Ask; or, where the dialog was answered elsewhere, go on as if it had been asked here."""
        if not answered:
            self.ask(dialog, then)
            return
        with self.within(self._doing and replace(self._doing, way=(*self._doing.way, dialog.trace(answered)))):
            then(answered)

    def _open(
        self, question: Question[T], doing: Doing | None, name: str, put_back: dict[str, str] | None = None
    ) -> None:
        dialog, drafting = question.dialog, self.app.drafting
        # What a dialog before this one was told, and is not recorded yet: this one's answer decides of it.
        before = drafting.hold()

        def answered(answer: T | None) -> None:
            if answer is not None:
                within, typed = doing and replace(doing, way=(*doing.way, dialog.trace(answer))), (*before, name)
                drafting.let_go(before)
                is_by_a_letter = dialog.is_left_by_a_letter
                with self.within(within), drafting.typed_in(typed), self._by_a_letter(is_by_a_letter):
                    question.then(answer)
                drafting.answered(typed)
            else:
                drafting.let_go(before)
                for left in (*before, name):
                    drafting.drop(left)
                if question.left is not None:
                    question.left()
            drafting.offer_next()

        def keep(texts: dict[str, str]) -> None:
            drafting.keep(name, self._draft(begun, dialog, texts) if texts else None)
            for earlier in before if texts else ():
                # This one is come to again through the answers on its way.
                drafting.drop(earlier)

        # What no command leads back to keeps its text all the same: it is then there to be copied.
        begun = doing or Doing("", self.now, None, (), self.session.last_id)
        if dialog.KEEPS_DRAFT:
            dialog.keep_drafts(keep, put_back)
        self.app.push_screen(dialog, answered)

    # What a key began ----------------------------------------------------------------------------

    def do(self, command_id: str, how: Callable[[Any], object] | None = None) -> None:
        """The same; nothing more is begun while a draft is taken up again."""
        if self._doing is None or self._doing.reopening is None:
            super().do(command_id, how)

    @property
    def doing(self) -> Doing | None:
        """What a key began, while it is under way."""
        return self._doing

    @contextmanager
    def _by_a_letter(self, is_so: bool) -> Iterator[None]:
        """What follows from an answer that a letter gave: nothing of it is recorded."""
        before, self._is_by_a_letter = self._is_by_a_letter, is_so
        try:
            yield
        finally:
            self._is_by_a_letter = before

    # Drafts --------------------------------------------------------------------------------------

    def _draft(self, doing: Doing, dialog: Dialog[T], texts: dict[str, str]) -> Draft:
        return Draft(
            deed=doing.command, dialog=type(dialog).__name__, title=dialog.box_title, first_key=doing.first_key,
            noted=doing.noted, author=self.app.author, chosen=doing.target, marked=doing.marked, way=doing.way,
            texts=texts,
        )  # fmt: skip

    def why_not_reopen(self, draft: Draft) -> str:
        """Why a dialog cannot be opened again for what was typed in it; empty when it can be tried."""
        if not draft.deed:
            return "cette boîte ne se rouvre pas d'elle-même"
        command = self.app.commands.get(draft.deed)
        if command is None:
            return "cette Vigie n'a pas cette commande"
        is_his = command.domain == "candidat" and draft.chosen is not None
        concerned = (*draft.marked, *((draft.chosen,) if is_his else ()))
        gone = [number for number in concerned if number not in self.session.candidates]
        if gone:
            return f"le n° {gone[0]} n'est plus sur la liste"
        number = draft.marked[0] if command.is_bulk and draft.marked else draft.chosen
        who = self.session.candidates.get(number) if number is not None else None
        return command.obstacle(Moment(self.session, self.now, self.app.author, who))

    def reopen(self, name: str, draft: Draft) -> str:
        """Open the dialog of a draft again: for the same candidates, as begun then, with what was typed.

        Args:
            name: the draft's; what is typed from now on keeps it.
            draft: what was typed.

        Returns:
            Why it could not be opened; empty when it is open.
        """
        reopening = Reopening(name, draft)
        if draft.chosen in self.session.candidates:
            self.board.choose(draft.chosen)
        self.board.marked = set(draft.marked)
        noted = draft.noted if draft.noted is not None else self.session.last_id
        begun = Doing(draft.deed, draft.first_key, draft.chosen, draft.marked, noted, (), reopening)
        with self.within(begun):
            self.app.commands[draft.deed].do(self)
        if not reopening.is_open:
            self.board.clear_marks()
        self.board.draw()
        return "" if reopening.is_open else CHANGED

    def _ask_again(self, question: Question[T], doing: Doing, reopening: Reopening) -> None:
        """Answer a dialog as it was answered then, or open the one that was being typed in."""
        draft, dialog = reopening.draft, question.dialog
        if len(doing.way) < len(draft.way):
            traced = draft.way[len(doing.way)]
            answer = dialog.retrace(traced)
            if answer is not None:
                with self.within(replace(doing, way=(*doing.way, traced))):
                    question.then(answer)
        elif type(dialog).__name__ == draft.dialog and not reopening.is_open:
            reopening.is_open = True
            self._open(question, replace(doing, reopening=None), reopening.name, draft.texts)
