"""`vigie finalise`: the finalisation sheet and nothing else, for who may write behind the seal.

What the référent does here are events with them as their author; no key, row of the palette or field leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType

from screens.board.host import LiveHost, Recorder
from screens.board.session_view import SessionView, bindings_of
from screens.closing.commands import CLOSING, CLOSING_VIEW
from screens.closing.rows import ClosingRow
from screens.closing.sheet import Closing
from screens.closing.view import ClosingScreen
from screens.dialogs.base import Ask, Field
from screens.dialogs.reading import HelpPage
from screens.handlers.table import COMMANDS
from screens.kit.command import Command
from screens.kit.desk import Clock, Desk
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.picture.picture import Hint, Picture, short_name
from supervisor.action import NoteCorrection, TypeLine


class Correctable(Protocol):
    """The sheet, to the key that notes a correction."""

    def note_correction(self) -> None:
        """Ask what differs from the PV, and note it."""


MOVES = tuple(c for c in CLOSING if c.id not in ("row_seal", "row_back"))
NOTE: Command[Correctable] = Command(
    "note_correction", ("n",), "correction", "Noter une correction",
    "Ce qui est saisi dans Pix Certif diffère du PV : quoi, et pourquoi.", "clôture",
    lambda sheet: sheet.note_correction(), views=CLOSING_VIEW,
)  # fmt: skip
FROM_THE_BOARD = tuple(command for command in COMMANDS if "finalisation" in command.views)
ALL: tuple[Command[Any], ...] = (*MOVES, NOTE, *FROM_THE_BOARD)
IN_FOOTER = ("note_correction", "quit")


class FinalisationScreen(ClosingScreen, inherit_bindings=False):
    """The sheet: what is typed again is ticked, a missing reason given, a correction noted, then « finalisée »."""

    WAY_BACK = "Échap quitte"

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(ALL)
    vigie: LiveHost

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if isinstance(widget, Closing):
                widget.way_out = "quitter"
            yield widget

    def commands(self) -> tuple[Command[Any], ...]:
        return ALL

    def help_page(self) -> HelpPage:
        return HelpPage(ALL, "clôture", "FICHE DE FINALISATION", elsewhere="", has_numbers=False)

    @property
    def board(self) -> Recorder:
        return self.vigie.board

    def note_correction(self) -> None:
        """What is typed in Pix Certif differs from the PV: what, and why."""
        row = self._row
        number = row.number if row is not None else None
        whom = short_name(self.vigie.session, number) if number is not None else "la session"
        told = "Ce qui est saisi dans Pix Certif diffère du PV : quoi, et pourquoi. Le sceau reste le même."
        field = Field("text", "Correction", hint="obligatoire")
        self.board.acting.ask(
            Ask(f"Correction : {whom}", (((told, "label"),), ()), field, must="dites ce qui a été corrigé"),
            lambda text: self.board.acting.record(NoteCorrection(text, number), (), "correction"),
        )

    def hints(self) -> tuple[Hint, ...]:
        own = [c for c in ALL if c.id in IN_FOOTER]
        return (*self.row_hints(), *(Hint(self.vigie.key_shown(c.id), c.label) for c in own))

    def why_not_tick(self, row: ClosingRow) -> str:
        return ""

    def rows_of(self, picture: Picture) -> tuple[ClosingRow, ...]:
        """Nothing once somebody reopened the session: it is then the surveillant's again."""
        return super().rows_of(picture) if picture.session.closed_at is not None else ()

    def box_of(self, row: ClosingRow) -> str:
        """An event of this journal: a reopening clears it."""
        return row.key

    def leave(self) -> None:
        """Nothing lies underneath: leaving is quitting."""
        self.vigie.action_ask_quit()


class FinaliseApp(LiveApp):
    """One closed session, finalised."""

    may_reopen: ClassVar[bool] = False
    offers_drafts: ClassVar[bool] = False
    commands: ClassVar[Mapping[str, Command[Any]]] = {**LiveApp.commands, NOTE.id: NOTE}

    def first_screen(self) -> SessionView:
        return FinalisationScreen(self)

    @property
    def ticked(self) -> frozenset[str]:
        """Rows that are done: events of this journal, behind the seal."""
        return frozenset(f"fait:{line}" for line in self.session.typed_lines)

    def tick_row(self, key: str) -> str:
        """Note a line as typed in Pix Certif, or not after all."""
        line = key.removeprefix("fait:")
        self.board.acting.record(TypeLine(line, line not in self.session.typed_lines), (), "fiche de finalisation")
        return ""


def run_finalise(
    desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None, warning: str = ""
) -> int:
    """Show the finalisation sheet of a closed session until it is left.

    Returns:
        0 when it was left, `LEFT_BY_SIGNAL` when the terminal or the system ended it.
    """
    app = FinaliseApp(desk, clock, author=author, host=host, settings=settings, warning=warning)
    return app.run_until_left()
