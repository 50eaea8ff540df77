"""The session as a whole: global incidents, undo, instructions, close, and the screen itself."""

from __future__ import annotations

from screens.deeds.base import DeedsBase
from screens.dialogs.incidents import GlobalBeginForm, GlobalEndForm
from screens.dialogs.reading import HelpDialog
from screens.dialogs.whole import CloseDialog, Menu, UndoConfirm, UndoForm
from supervisor.action import CloseSession, EndGlobal, Undo
from supervisor.incident import GlobalIncident
from supervisor.undoing import REASON_DUE_AFTER, last_undoable

FRESH_S = REASON_DUE_AFTER.total_seconds()
"""Undo's minute is real time, whatever the speed of the session's."""


class WholeDeeds(DeedsBase):
    """Commands on the session and the screen."""

    def do_global(self) -> None:
        """Begin one; or end the one that runs, or begin another."""
        running = self.session.running_globals
        if not running:
            self._begin_global()
            return
        entries = [
            ("fghijk"[i % 6], f"fin de « {outage.text} »", str(outage.event_id), "") for i, outage in enumerate(running)
        ]
        self.ask(Menu("Incident global", [*entries, ("n", "un autre commence", "new", "")]), self._global_answered)

    def _global_answered(self, answer: str) -> None:
        if answer == "new":
            self._begin_global()
            return
        outage = self.session.globals[int(answer)]
        self._end_global(outage)

    def _begin_global(self) -> None:
        at = self.now
        scope = tuple(sorted(self.board.marked)) or None
        self.ask(
            GlobalBeginForm(self.session, scope, at),
            lambda wanted: self.record(wanted, scope or (), "incident global", at=at),
        )

    def _end_global(self, outage: GlobalIncident) -> None:
        at = self.now

        def end(wanted: EndGlobal) -> None:
            self.record(wanted, (), "fin de l'incident global", at=at)

        self.ask(GlobalEndForm(self.session, outage, at), end)

    def do_undo(self) -> None:
        """My last action; what it is stands in the question."""
        action = last_undoable(self.session, self.app.author)
        if action is None:
            return
        entries = self.session.entries_of_action(action)
        real_age = self.app.real_age_of(action)
        age = (self.now - entries[0].recorded_at).total_seconds()
        if real_age is not None and real_age <= FRESH_S:
            # In a rehearsal that runs fast the session's minute is over at once: the person's is not.
            reason = "" if age <= FRESH_S else "aussitôt"
            dialog = UndoConfirm(self.session, action, self.now)
            self.ask(dialog, lambda _: self.record(Undo(action, reason), (), "annulation"))
        elif age <= FRESH_S:
            self.ask(UndoConfirm(self.session, action, self.now), lambda _: self.record(Undo(action), (), "annulation"))
        else:
            self.ask(UndoForm(self.session, action, self.now), lambda wanted: self.record(wanted, (), "annulation"))

    def do_close(self) -> None:
        """What is missing; then close."""
        self.ask(
            CloseDialog(self.session, self.now),
            lambda force: self.record(CloseSession(force=force), (), "clôture"),
        )

    # The screen ----------------------------------------------------------------------------------

    def do_mask(self) -> None:
        """Cover the names."""
        self.app.mask()

    def do_retry(self) -> None:
        """Record again what could not be."""
        self.app.retry()

    def do_theme(self) -> None:
        """The next colours."""
        self.app.next_theme()

    def do_help(self) -> None:
        """All keys."""
        self.app.push_screen(HelpDialog(self.app.settings))

    def do_palette(self) -> None:
        """Search a command."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Leave; asked for while tests run."""
        self.app.action_ask_quit()
