"""Undo and redo of any action, the starts after a jump of the clock, and the room display."""

from __future__ import annotations

from screens.dialogs.mending import ActionsDialog, ShiftForm, UndoReason
from screens.dialogs.room import RoomDisplayDialog, RoomScreen
from screens.dialogs.session import SessionForm
from screens.handlers.base import DeedsBase
from supervisor.jumps import last_jump, shift_on_offer


class MendingDeeds(DeedsBase):
    """Commands that set right what was recorded, or show the room what it may see."""

    def do_undo_other(self) -> None:
        """Any action, chosen in the journal."""
        self._choose_action(only_his=False)

    def menu_undo(self) -> None:
        """Any action on the chosen candidate, chosen in his timeline."""
        self._choose_action(only_his=True)

    def _choose_action(self, *, only_his: bool) -> None:
        context = self.context()
        self.ask(
            ActionsDialog(self.session, context, self.board.target, only_his=only_his),
            lambda action: self.ask(
                UndoReason(self.session, context, action), lambda wanted: self.record(wanted, (), "annulation")
            ),
        )

    def do_shift(self) -> None:
        """The starts noted before a jump of the clock move by as much."""
        shift = shift_on_offer(self.session)
        if shift is not None:
            self.ask(
                ShiftForm(self.session, self.context(), shift),
                lambda wanted: self.record(wanted, shift.numbers, "débuts décalés"),
                left=self._decline_shift,
            )

    def _decline_shift(self) -> None:
        """Nobody offers it any more, before the clock jumps again; the key still does it."""
        self.board.declined_jump = last_jump(self.session)
        self.app.shift_declined()
        self.app.say(f"les débuts restent ; {self.app.key_shown('shift')} les décale encore", "told")

    def do_session(self) -> None:
        """What the list said of the session was wrong."""
        self.ask(SessionForm(self.session, self.context()), lambda wanted: self.record(wanted, (), "session corrigée"))

    def do_room_display(self) -> None:
        """The clock and the session's number, for everybody in the room."""
        self.ask(RoomDisplayDialog(self.session), lambda _: self._show_room())

    def _show_room(self) -> None:
        self.app.push_screen(RoomScreen(self.app.clock.monotonic), lambda _: self.app.draw())
        self.app.call_after_refresh(self.app.draw)
