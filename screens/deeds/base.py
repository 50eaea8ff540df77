"""What all deeds stand on: the board, whom they act on, and how they ask and record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from screens.dialogs.base import Dialog
from screens.picture import short_name
from supervisor.action import Action, Context
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import plural

if TYPE_CHECKING:
    from screens.app import VigieApp
    from screens.board import BoardScreen

T = TypeVar("T")


class DeedsBase:
    """Acts for the surveillant on the board."""

    def __init__(self, app: VigieApp, board: BoardScreen) -> None:
        self.app = app
        self.board = board

    @property
    def session(self) -> Session:
        """The state as last recorded."""
        return self.app.session

    @property
    def now(self) -> datetime:
        """The session's time."""
        return self.app.clock.now()

    @property
    def who(self) -> Situation:
        """The chosen candidate; commands that need one are refused before."""
        assert self.board.chosen is not None, "the table of commands asks for a candidate first"
        return self.session.candidates[self.board.chosen]

    @property
    def targets(self) -> tuple[int, ...]:
        """The marked candidates, else the chosen one."""
        if self.board.marked:
            return tuple(sorted(self.board.marked))
        return (self.who.number,)

    def context(self, at: datetime | None = None) -> Context:
        """Who asks, now."""
        return Context(now=self.now, author=self.app.author, host=self.app.host, at=at)

    def record(self, action: Action, numbers: tuple[int, ...], what: str, *, at: datetime | None = None) -> None:
        """Have an action recorded; the rows wait until it is on disk.

        Args:
            action: what is asked for.
            numbers: whose rows wait.
            what: what it is, as a phrase, should it fail.
            at: when it happened: the key that began it, where a dialog came between.
        """
        if len(numbers) > 1:
            what = f"{plural(len(numbers), 'candidat')} : {what}"
        elif numbers:
            what = f"{short_name(self.session, numbers[0])} : {what}"
        self.app.record(action, self.context(at), numbers, what)
        if len(numbers) > 1 or numbers == tuple(self.board.marked):
            self.board.clear_marks()

    def ask(self, dialog: Dialog[T], then: Callable[[T], object]) -> None:
        """Open a dialog now, and go on with its answer unless it is left."""

        def answered(answer: T | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)
