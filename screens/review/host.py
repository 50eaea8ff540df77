"""What the keys and the views of a review need of its application: nothing else of it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from screens.board.host import BoardHost, Underneath
from screens.board.masking import Masking
from screens.kit.desk import Desk
from screens.review.forks import Forks
from screens.review.replay import Replay


class Reviewed(BoardHost, Protocol):
    """A session that is looked at, live or as it was."""

    masking: Masking
    forks: Forks | None
    """Its branches, where it comes from a hub."""

    def named(self, *, in_full: bool) -> str:
        """What stands behind the mode in the heading; empty for nothing."""

    def choose_branch(self) -> None:
        """Of a session that was continued on several machines: what each branch holds, and which one goes on."""

    @property
    def replay(self) -> Replay | None:
        """The past instant that is looked at; None: the present."""

    @property
    def desk(self) -> Desk:
        """The session on its store."""

    @property
    def board(self) -> Underneath:
        """The board of the session."""

    @property
    def real_now(self) -> datetime:
        """The present, whatever is looked at."""

    def look_back(self) -> Replay:
        """Look at the past from now on; where it is looked at already, it stays."""

    def back_to_now(self) -> None:
        """The session live again."""

    def jump_to(self, count: int) -> None:
        """Look at the instant of the `count`-th event."""

    def show_replayed(self) -> None:
        """Draw the session as it was at the instant of the replay."""
