"""The close: what is missing with a key for each, verdicts, the page of Pix Certif; then the seal and the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key

from screens.board.host import BoardHost
from screens.board.session_view import SessionView, bindings_of
from screens.closing.commands import CLOSING
from screens.closing.finalisation_rows import finalisation_rows
from screens.closing.rows import ClosingRow, Settling, closing_rows
from screens.closing.sheet import Closing
from screens.dialogs.reading import READ_ONLY_TOLD, HelpPage
from screens.handlers.table import BY_ID, COMMANDS
from screens.kit.command import Command, Moment
from screens.picture.picture import Hint, Picture, short_name
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from supervisor.closing import tick_key

SHARED = tuple(command for command in COMMANDS if "closing" in command.views)
ALL: tuple[Command[Any], ...] = (*CLOSING, *SHARED)


class ClosingScreen(SessionView):
    """Walks through what the close waits for; after it, through what the référent types again."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(ALL)

    def __init__(self, vigie: BoardHost) -> None:
        super().__init__(vigie)
        self._key = ""
        """Of the chosen row."""
        self._place = 0
        """Where it stood: the next one takes its place once it is settled."""
        self._rows: tuple[ClosingRow, ...] = ()
        self._was_closed = vigie.session.closed_at is not None

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield Closing(id="closing")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        self.board.typed = ""
        self.board.clear_marks()
        self.call_after_refresh(self.draw)

    # The picture ---------------------------------------------------------------------------------

    def draw(self) -> None:
        if self.query(Closing):
            picture = self.board.picture()
            is_closed = picture.session.closed_at is not None
            if is_closed != self._was_closed:
                self._was_closed, self._key, self._place = is_closed, "", 0
            self._rows = self._with_ticks(self.rows_of(picture))
            self._find_again()
            lines = self.query_one(Closing)
            lines.rows, lines.chosen = self._rows, self._place
            super().draw()

    def rows_of(self, picture: Picture) -> tuple[ClosingRow, ...]:
        """What there is to settle, or once it is closed to type again."""
        return finalisation_rows(picture) if picture.session.closed_at is not None else closing_rows(picture)

    def _with_ticks(self, rows: tuple[ClosingRow, ...]) -> tuple[ClosingRow, ...]:
        if all(row.is_ticked is None for row in rows):
            return rows
        ticked = self.vigie.ticked
        return tuple(
            row
            if row.is_ticked is None
            else replace(row, is_ticked=self.box_of(row) in ticked or self._is_noted_typed(row))
            for row in rows
        )

    def _is_noted_typed(self, row: ClosingRow) -> bool:
        """The référent noted it in the journal, by « vigie finalise »."""
        return row.key.removeprefix("fait:") in self.vigie.session.typed_lines

    def box_of(self, row: ClosingRow) -> str:
        """The key of its box: a session that was reopened and closed again is another sheet, with empty boxes."""
        return tick_key(self.vigie.session, row.key)

    def _find_again(self) -> None:
        keys = [row.key for row in self._rows]
        self._place = keys.index(self._key) if self._key in keys else min(self._place, max(0, len(keys) - 1))
        self._key = keys[self._place] if keys else ""

    @property
    def target(self) -> int | None:
        """Whom the chosen row concerns; who is chosen on the board stays chosen there."""
        return self._row.number if self._row is not None else None

    @property
    def _row(self) -> ClosingRow | None:
        return self._rows[self._place] if self._rows else None

    def picture(self) -> Picture:
        return replace(super().picture(), arrangement="clôture", hints=self.hints())

    def row_hints(self) -> tuple[Hint, ...]:
        """What the chosen row offers."""
        hints: list[Hint] = []
        row = self._row
        if row is not None and row.enter is not None and (not self.vigie.read_only or row.enter.command == "tick"):
            whom = f" : {short_name(self.vigie.session, row.number)}" if row.number is not None else ""
            if not (row.is_ticked and row.enter.command == "tick"):
                hints.append(Hint("Entrée", f"{row.enter.label}{whom}"))
            elif not self.why_not_tick(row):
                # Enter on a box that is ticked clears it.
                hints.append(Hint("Entrée", f"décocher{whom}"))
            hints += [Hint(self.vigie.key_shown(way.command), way.label) for way in row.others]
        return tuple(hints)

    def hints(self) -> tuple[Hint, ...]:
        """What the chosen row offers, then what is possible besides."""
        shown = [c for c in ALL if c.id in FOOTER and not c.obstacle(self.moment())]
        return (*self.row_hints(), *(Hint(self.vigie.key_shown(c.id), c.label) for c in shown))

    def moment(self) -> Moment:
        """Only what stands in the chosen row is acted on."""
        moment = self.board.moment()
        return moment if self._row is not None and self._row.number is not None else replace(moment, who=None)

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command[Any], ...]:
        return ALL

    def help_page(self) -> HelpPage:
        if not self.vigie.read_only:
            return HelpPage(tuple(self.vigie.commands.values()), "clôture")
        here = {command.id for command in self.commands()}
        listed = tuple(command for command in self.vigie.commands.values() if command.id in here)
        return HelpPage(listed, "clôture", told=READ_ONLY_TOLD, elsewhere="", has_numbers=False)

    def run(self, command: Command[Any]) -> None:
        if command in SHARED:
            self._run_on_the_board(command)
        else:
            command.do(self)
        self.draw()

    def _run_on_the_board(self, command: Command[Any]) -> None:
        why = command.obstacle(self.moment())
        if why and command.domain == "candidat" and self.moment().who is None and not self.vigie.read_only:
            self.vigie.refuse("cette ligne ne concerne pas un candidat")
        else:
            self.board.run(command)

    def on_key(self, event: Key) -> None:
        self.key_of_no_command(event)

    def enter(self) -> None:
        """Settle the chosen row."""
        row = self._row
        if row is None or row.enter is None:
            self.vigie.say("rien à faire sur cette ligne", "told")
        else:
            self._take(row.enter)

    def _take(self, way: Settling) -> None:
        command = BY_ID.get(way.command)
        if command is not None:
            self._run_on_the_board(command)
        elif way.command == "tick":
            self._tick()
        else:
            self.board.looking.do(way.command)

    def _tick(self) -> None:
        """« Fait » : the référent typed this line again."""
        row = self._rows[self._place]
        box = self.box_of(row)
        was_ticked = box in self.vigie.ticked
        why_not = self.why_not_tick(row) or self.vigie.tick_row(box)
        if why_not:
            self.vigie.refuse(why_not)
            return
        if self.vigie.read_only:
            # The journal answers for those that it holds; these are the référent's own.
            whom = f"{short_name(self.vigie.session, row.number)} : " if row.number is not None else ""
            self.vigie.say(f"{whom}« fait » {'décoché' if was_ticked else 'coché'}", "done")
        self.move(1)

    def why_not_tick(self, row: ClosingRow) -> str:
        """What the référent noted in the journal stays: only they take it back."""
        return "déjà noté saisi au journal : « vigie finalise » le défait" if self._is_noted_typed(row) else ""

    def seal(self) -> None:
        """Close the session, all that is missing shown first."""
        if self.vigie.session.closed_at is None:
            self.board.looking.do("seal")
        else:
            self.vigie.refuse("la session est déjà close")

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self._rows)

    def choose_row(self, key: int) -> None:
        self.move(key - self._place)

    def move(self, steps: int) -> None:
        """Choose a row further down or up."""
        self._place = max(0, min(self._place + steps, len(self._rows) - 1))
        self._key = self._rows[self._place].key if self._rows else ""


FOOTER = frozenset({"row_seal", "export", "reopen", "undo", "row_back"})
"""What is named in the footer besides what the chosen row offers."""
