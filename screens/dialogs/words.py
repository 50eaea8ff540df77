"""Lines of a box: wrapped by the room there is, in the ink of the theme; and those that a click may choose among."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.containers import VerticalScroll
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from screens.kit.hinted import hints_of, keys_row, press_hint
from screens.kit.ink import Line, wrap_line
from screens.kit.themes import palette_named
from supervisor.wording import typographic

BOX, FRAME = 80, 4
"""Widest box, and the cells of its border and padding: before it is laid out, its words are wrapped by these."""


class Words(Static):
    """A few lines in the ink of the theme; never read as markup, never cut: a long one takes the rows it needs."""

    GROUND = "dialog"
    """Where its inks are written on."""

    def __init__(
        self, lines: Sequence[Line] = (), *, hang: int = 0, id: str | None = None  # noqa: A002  Textual's name
    ) -> None:  # fmt: skip
        super().__init__(id=id, markup=False)
        self._lines = tuple(lines)
        self._hang = hang
        self._room = 0
        self._line_of_row: list[int] = []
        """Which line each row that is shown is of."""
        self._rows: list[Line] = []
        self._inks = ""
        """The theme that it is written in; empty: nothing is."""

    def on_mount(self) -> None:
        self.say(self._lines)

    def on_resize(self) -> None:
        if self.size.width and self.size.width != self._room:
            self.say(self._lines)

    def say(self, lines: Sequence[Line]) -> None:
        """Show these lines instead; where they are those that stand there, nothing is drawn, nor laid out again."""
        self._lines = tuple(lines)
        self._room = self.size.width or min(BOX, self.app.size.width) - FRAME
        before, inks = self._rows, self._inks
        self._line_of_row, self._rows, self._inks = [], [], self.app.theme
        for rank, line in enumerate(lines):
            spoken = tuple((typographic(span), role) for span, role in line)
            for row in wrap_line(spoken, max(8, self._room), self._hang):
                self._line_of_row.append(rank)
                self._rows.append(row)
        self.display = bool(lines)
        if (self._rows, self._inks) != (before, inks):
            # Rows are as wide as the box: another number of them alone makes it another size.
            self.update(self._painted(), layout=len(self._rows) != len(before) or not self.size.width)

    def _painted(self) -> Text:
        palette = palette_named(self.app.theme)
        text = Text(end="")
        for rank, row in enumerate(self._rows):
            text.append("\n" if rank else "")
            for span, role in row:
                text.append(span, palette.style(role, self.GROUND))
        return text

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return len(self._rows)

    @property
    def said(self) -> str:
        """What it reads."""
        return "\n".join("".join(typographic(text) for text, _ in line) for line in self._lines)


class Hints(Words):
    """The keys of a box, at its foot."""

    def on_click(self, event: Click) -> None:
        if 0 <= event.y < len(self._rows):
            press_hint(self, self._rows[event.y], event)


class BoxKeys(Hints):
    """The last row of the screen while a box is open: the keys that act in it, and no others.

    It lies over the footer of what is underneath, whose keys do nothing meanwhile. Always one row; the last key, which
    leaves the box, stays.
    """

    GROUND = "band"
    SCROLLS = "défiler"
    """What arrows do where there is more than the box shows; where all of it is seen, they are not named."""

    def say(self, lines: Sequence[Line]) -> None:
        """Show the keys of the last of these lines."""
        hints = hints_of(lines[-1]) if lines else []
        if not self._scrolls:
            hints = [hint for hint in hints if hint[-1][0].strip() != self.SCROLLS]
        width = self.size.width or self.app.size.width
        super().say((keys_row(hints[:-1], width, hints[-1]),) if hints else ())

    def on_resize(self) -> None:
        """The box says them again."""

    @property
    def _scrolls(self) -> bool:
        return any(inside.max_scroll_y for inside in self.screen.query(VerticalScroll))


class Answers(Words):
    """The answers of a choice, one a line."""

    class Clicked(Message):
        """The mouse chose the answer of this rank."""

        def __init__(self, rank: int) -> None:
            super().__init__()
            self.rank = rank

    def on_click(self, event: Click) -> None:
        event.stop()
        if 0 <= event.y < len(self._line_of_row):
            self.post_message(self.Clicked(self._line_of_row[event.y]))
