"""The session as a whole: undo, instructions, close, and the screen itself."""

from __future__ import annotations

from screens.board.beside import view_in_front
from screens.dialogs.reading import HelpDialog
from screens.dialogs.whole import ReopenForm, UndoConfirm, UndoForm
from screens.handlers.base import DeedsBase
from supervisor.action import Reopen, Undo
from supervisor.undoing import REASON_DUE_AFTER, last_undoable, obstacle_to

FRESH_S = REASON_DUE_AFTER.total_seconds()
"""Undo's minute is real time, whatever the speed of the session's."""


class WholeDeeds(DeedsBase):
    """Commands on the session and the screen."""

    def do_undo(self) -> None:
        """My last action; what it is stands in the question."""
        action = last_undoable(self.session, self.app.author)
        if action is None:
            return
        entries = self.session.entries_of_action(action)
        obstacle = obstacle_to(self.session, action)
        if obstacle:
            self.app.refuse(obstacle)
            return
        # In a rehearsal that runs fast the session's minute is over at once: the person's is not.
        real_age = self.app.real_age_of(action)
        age = real_age if real_age is not None else (self.now - entries[0].recorded_at).total_seconds()
        if age <= FRESH_S:
            wanted = Undo(action, is_immediate=True)
            self.ask(UndoConfirm(self.session, action, self.now), lambda _: self.record(wanted, (), "annulation"))
        else:
            self.ask(UndoForm(self.session, action, self.now), lambda wanted: self.record(wanted, (), "annulation"))

    def do_reopen(self) -> None:
        """After the close, with the reason; the seal becomes void."""
        self.ask(ReopenForm(self.session), lambda reason: self.record(Reopen(reason), (), "réouverture"))

    # The screen ----------------------------------------------------------------------------------

    def do_mask(self) -> None:
        """Hide the names, or show them again."""
        self.app.action_mask_or_show()

    def do_retry(self) -> None:
        """Record again what could not be."""
        self.app.retry()

    def do_theme(self) -> None:
        """The next colours."""
        self.app.next_theme()

    def do_thrifty(self) -> None:
        """The display for a slow line, or the usual one."""
        self.app.change_display()

    def do_help(self) -> None:
        """The keys of the view in front, then the other ones."""
        self.app.push_screen(HelpDialog(self.app.settings, view_in_front(self.app).help_page()))

    def do_palette(self) -> None:
        """Search a command."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Leave; asked for while tests run."""
        self.app.action_ask_quit()
