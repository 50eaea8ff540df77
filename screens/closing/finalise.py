"""`vigie finalise`: the finalisation sheet and nothing else, for who may write behind the seal.

What the référent does here are events with him as their author; no key, row of the palette or field leads elsewhere.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from screens.board.beside import Beside, bindings_of
from screens.closing.rows import Row
from screens.closing.sheet import Closing
from screens.closing.view import ClosingScreen
from screens.commands.table import BY_ID, CLOSING, Command
from screens.dialogs.base import Ask, Field
from screens.dialogs.reading import HelpPage
from screens.kit.desk import Clock, Desk
from screens.kit.settings import Settings
from screens.live.app import VigieApp
from screens.picture.picture import Hint, Picture, short_name
from supervisor.action import NoteCorrection, TypeLine

MOVES = tuple(c for c in CLOSING if c.id not in ("row_seal", "row_back"))
NOTE = Command(
    "note_correction", ("n",), "correction", "Noter une correction",
    "Ce qui est saisi dans Pix Certif diffère du PV : quoi, et pourquoi.", "clôture",
)  # fmt: skip
FROM_THE_BOARD = tuple(BY_ID[name] for name in ("reason", "finalise", "mask", "theme", "help", "quit"))
ALL = (*MOVES, NOTE, *FROM_THE_BOARD)
IN_FOOTER = ("note_correction", "quit")


class FinalisationScreen(ClosingScreen, inherit_bindings=False):
    """The sheet: what is typed again is ticked, a missing reason given, a correction noted, then « finalisée »."""

    WAY_BACK = "Échap quitte"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of((*MOVES, NOTE)), *bindings_of(FROM_THE_BOARD)]

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if isinstance(widget, Closing):
                widget.way_out = "quitter"
            yield widget

    def commands(self) -> tuple[Command, ...]:
        return ALL

    def help_page(self) -> HelpPage:
        return HelpPage(ALL, "clôture", "FICHE DE FINALISATION", elsewhere="", has_numbers=False)

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        self.run(next(c for c in ALL if c.id == command_id))

    def run(self, command: Command) -> None:
        if command.id == "note_correction":
            self._note_correction()
        elif command in FROM_THE_BOARD:
            self._run_on_the_board(command)
        else:
            super().run(command)
        self.draw()

    def _note_correction(self) -> None:
        row = self._row
        number = row.number if row is not None else None
        whom = short_name(self.vigie.session, number) if number is not None else "la session"
        told = "Ce qui est saisi dans Pix Certif diffère du PV : quoi, et pourquoi. Le sceau reste le même."
        field = Field("text", "Correction", hint="obligatoire")
        self.board.deeds.ask(
            Ask(f"Correction : {whom}", (((told, "label"),), ()), field, must="dites ce qui a été corrigé"),
            lambda text: self.board.deeds.record(NoteCorrection(text, number), (), "correction"),
        )

    def hints(self) -> tuple[Hint, ...]:
        own = [c for c in ALL if c.id in IN_FOOTER]
        return (*self.row_hints(), *(Hint(self.vigie.key_shown(c.id), c.label) for c in own))

    def why_not_tick(self, row: Row) -> str:
        return ""

    def rows_of(self, picture: Picture) -> tuple[Row, ...]:
        """Nothing once somebody reopened the session: it is then the surveillant's again."""
        return super().rows_of(picture) if picture.session.closed_at is not None else ()

    def box_of(self, row: Row) -> str:
        """An event of this journal: a reopening clears it."""
        return row.key

    def leave(self) -> None:
        """Nothing lies underneath: leaving is quitting."""
        self.vigie.action_ask_quit()


class FinaliseApp(VigieApp):
    """One closed session, finalised."""

    CSS_PATH = "../vigie.tcss"
    commands: ClassVar[tuple[Command, ...]] = ALL

    def __init__(
        self, desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None, warning: str = ""
    ) -> None:  # fmt: skip
        super().__init__(desk, clock, author=author, host=host, settings=settings, warning=warning)

    def offer_drafts(self) -> None:
        """None: what the surveillant was typing is his."""

    def first_screen(self) -> Beside:
        return FinalisationScreen(self)

    def key_shown(self, command_id: str) -> str:
        """The first key of a command as it is set here."""
        return NOTE.keys[0] if command_id == NOTE.id else super().key_shown(command_id)

    @property
    def ticked(self) -> frozenset[str]:
        """Rows that are done: events of this journal, behind the seal."""
        return frozenset(f"fait:{line}" for line in self.session.typed_lines)

    def tick_row(self, key: str) -> str:
        """Note a line as typed in Pix Certif, or not after all."""
        line = key.removeprefix("fait:")
        self.board.deeds.record(TypeLine(line, line not in self.session.typed_lines), (), "fiche de finalisation")
        return ""


def run_finalise(
    desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None, warning: str = "",
    mouse: bool = True,
) -> int:  # fmt: skip
    """Show the finalisation sheet of a closed session until it is left.

    Returns:
        0 when it was left, `LEFT_BY_SIGNAL` when the terminal or the system ended it.
    """
    app = FinaliseApp(desk, clock, author=author, host=host, settings=settings, warning=warning)
    result = app.run(mouse=mouse and app.settings.mouse)
    app.raise_fault()
    return result or app.exit_status
