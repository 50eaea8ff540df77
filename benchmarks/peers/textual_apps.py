"""Three plain applications of Textual: bare (one text), `DataTable.update_cell`, one `Static` a row."""

from __future__ import annotations

import sys
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static

from benchmarks.peers import heading, line_of, words_of
from benchmarks.ticking import tell_tick


class Ticking(App[None]):
    """What all three are."""

    BINDINGS = [("d", "pressed", ""), ("down", "pressed", ""), ("up", "pressed", "")]  # noqa: RUF012

    def __init__(self, candidates: int, pace_ms: int) -> None:
        super().__init__()
        self.numbers = range(1, candidates + 1)
        self.pace_s = pace_ms / 1000
        self.passed = self.presses = 0
        self.animation_level = "none"

    def on_mount(self) -> None:
        if self.pace_s:
            self.set_timer(self.pace_s, self._on_the_second)

    def _on_the_second(self) -> None:
        self.passed += 1
        self.tick()
        tell_tick()
        self.set_timer(self.pace_s, self._on_the_second)

    def tick(self) -> None:
        """A second."""

    def action_pressed(self) -> None:
        """A key."""
        self.presses += 1


class Bare(Ticking):
    """One text, all of it drawn anew: the least that Textual can be."""

    def compose(self) -> ComposeResult:
        yield Static(self._text(), markup=False)

    def _text(self) -> str:
        rows = (line_of(number, self.passed) for number in self.numbers)
        return "\n".join((heading(self.passed, len(self.numbers)), f"touches {self.presses}", *rows))

    def tick(self) -> None:
        self.query_one(Static).update(self._text())

    def action_pressed(self) -> None:
        super().action_pressed()
        self.query_one(Static).update(self._text())


class Table(Ticking):
    """A table of Textual's own, a cell updated for each countdown."""

    def compose(self) -> ComposeResult:
        yield Static(heading(0, len(self.numbers)), markup=False)
        yield DataTable[Any]()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for name in ("n", "name", "clock", "status", "begun", "ends"):
            table.add_column(name, key=name)
        for number in self.numbers:
            table.add_row(*words_of(number, 0), key=str(number))
        super().on_mount()

    def tick(self) -> None:
        self.query_one(Static).update(heading(self.passed, len(self.numbers)))
        table = self.query_one(DataTable)
        for number in self.numbers:
            table.update_cell(str(number), "clock", words_of(number, self.passed)[2])


class Rows(Ticking):
    """A widget a candidate."""

    def compose(self) -> ComposeResult:
        yield Static(heading(0, len(self.numbers)), markup=False)
        with VerticalScroll():
            for number in self.numbers:
                yield Static(line_of(number, 0), id=f"row-{number}", markup=False)

    def tick(self) -> None:
        self.query_one(Static).update(heading(self.passed, len(self.numbers)))
        for number in self.numbers:
            self.query_one(f"#row-{number}", Static).update(line_of(number, self.passed))


KINDS = {"bare": Bare, "table": Table, "rows": Rows}

if __name__ == "__main__":
    KINDS[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3])).run()
