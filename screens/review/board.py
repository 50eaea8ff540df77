"""The board of a review: the surveillant's own, with a bar of time under it; keys that record say why they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from screens.board.session_view import bindings_of
from screens.board.view import BoardScreen
from screens.dialogs.reading import READ_ONLY_TOLD, HelpPage
from screens.handlers.table import BY_ID as OF_THE_BOARD
from screens.handlers.table import COMMANDS
from screens.kit.command import Command, keys_for
from screens.picture.picture import Hint, Picture
from screens.review.commands import BY_ID, REPLAY, RESTATED, REVIEW, SETTLE
from screens.review.host import Reviewed
from screens.review.timebar import TimeBar

FOOTER = ("close", "attention", "search", "mask", "quit")
"""Commands of the board that the footer names after those of the review."""

WHOLE_NAMES = 100
"""From so many cells on, the heading has room for what a branch is called in full."""


class ReviewBoard(BoardScreen, inherit_bindings=False):
    """The list, the boards and the room plan, live or at a past instant."""

    BINDINGS: ClassVar[list[BindingType]] = [*BoardScreen.BINDINGS, *bindings_of((*REVIEW, *REPLAY))]

    def __init__(self, review: Reviewed) -> None:
        super().__init__(review)
        self.review = review

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if widget.id == "footer":
                yield TimeBar(lambda: self.review.replay, id="timebar")
            yield widget

    def picture(self) -> Picture:
        mode = "LECTURE" if self.review.replay is None else "RELECTURE"
        named = self.review.named(in_full=self.size.width >= WHOLE_NAMES)
        return replace(super().picture(), mode=f"{mode} · {named}" if named else mode)

    def also_shown(self) -> tuple[object, ...]:
        replay = self.review.replay
        if replay is None:
            return ()
        # What is recorded meanwhile makes the bar longer, and changes nothing of the past that is looked at.
        bar = (replay.begin, replay.end, len(replay.timeline))
        return (*bar, replay.count, replay.instant, replay.speed, replay.is_playing)

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command[Any], ...]:
        return (*self._own(), *(RESTATED.get(command.id, command) for command in COMMANDS))

    def help_page(self) -> HelpPage:
        own = self._own()
        # Those that `check_action` lets through: a key is told once.
        others = (
            c for c in self.vigie.commands.values() if c.domain not in ("relecture", "clôture") and self._is_left(c)
        )
        then = "" if self.review.replay is not None else f" {self.vigie.key_shown('replay')} : un instant passé."
        where = "EN DIRECT" if self.review.replay is None else "DANS LA RELECTURE"
        return HelpPage((*own, *others), "relecture", where, READ_ONLY_TOLD + then, elsewhere="")

    def _is_left(self, command: Command[Any]) -> bool:
        """No key of the review is one of its own."""
        settings = self.vigie.settings
        taken = {key for own in self._own() for key in keys_for(own, settings)}
        return taken.isdisjoint(keys_for(command, settings))

    def _own(self) -> tuple[Command[Any], ...]:
        return REVIEW if self.review.replay is None else (*REVIEW, *REPLAY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key of the review comes before the one of the board that has it too."""
        if action != "press" or not parameters:
            return super().check_action(action, parameters)
        command = str(parameters[0])
        if command in BY_ID:
            return BY_ID[command] in self._own() and not self.is_searching
        return self._is_left(OF_THE_BOARD[command])

    def action_press(self, command_id: str) -> None:
        if command_id in BY_ID:
            self.typed = ""
            self.vigie.notices.begin_anew()
            self.run(BY_ID[command_id])
        else:
            super().action_press(command_id)

    def run(self, command: Command[Any]) -> None:
        if command.id in BY_ID and not self.review.desk.session.entries:
            self.vigie.refuse("rien de cette session ne peut être lu : il n'y a rien à relire")
        elif command.id in BY_ID:
            command.do(self.review)
            self.review.draw()
        elif command.reads:
            super().run(command)
        else:
            self.vigie.refuse(command.obstacle(self.moment()))

    def hints(self) -> tuple[Hint, ...]:
        return tuple(self._offered())

    def _offered(self) -> Iterator[Hint]:
        replayed = self.review.replay
        instead = {}
        if replayed is not None:
            instead = {"replay": "direct", **({"replay_play": "pause"} if replayed.is_playing else {})}
            yield Hint("← →", "événement")
            yield Hint("Maj ← →", "5 min")
        # In the past, what moves in it comes first.
        for command in sorted((c for c in self._own() if c.rank), key=lambda c: (c in REVIEW, c.rank)):
            if command is not SETTLE or (self.review.forks is not None and self.review.forks.is_fork):
                yield Hint(self.vigie.key_shown(command.id), instead.get(command.id, command.label))
        for id_ in FOOTER:
            is_sheet = id_ == "close" and self.vigie.session.closed_at is not None
            label = "finalisation" if is_sheet else RESTATED.get(id_, OF_THE_BOARD[id_]).label
            yield Hint(self.vigie.key_shown(id_), label)

    def _escape(self) -> None:
        nothing_else = self.review.replay is not None and not self.is_searching and not self.typed
        if nothing_else and not self.vigie.notices.dismiss_what_stays(self.vigie.clock.monotonic()):
            self.review.back_to_now()
        elif nothing_else:
            self.draw()
        else:
            super()._escape()
