"""Lines of a box: wrapped by the room there is, in the ink of the theme; and those that a click may choose among."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.kit.hinted import hints_of, keys_row, press_hint
from screens.kit.ink import Line, wrap_line
from screens.kit.themes import paint, palette_named
from supervisor.wording import typographic

BOX, FRAME = 80, 4
"""Widest box, but for one whose rows need more; and the cells of its border and padding."""


def room_in(box: int, screen: int) -> int:
    """Cells of a row of a box that would be so wide, on a screen so wide."""
    return max(0, min(box, screen) - FRAME)


class Words(Widget):
    """A few lines in the ink of the theme; never read as markup, never cut: a long one takes the rows it needs.

    They are wrapped here, once for each width that they are laid out at, and painted row by row where they are seen.
    """

    GROUND = "dialog"
    """Where its inks are written on."""

    def __init__(
        self, lines: Sequence[Line] = (), *, hang: int = 0, id: str | None = None  # noqa: A002  Textual's name
    ) -> None:  # fmt: skip
        super().__init__(id=id)
        self._lines = tuple(lines)
        self._hang = hang
        self._wrapped: dict[int, tuple[list[Line], list[int]]] = {}
        """For each width: its rows, and which line each of them is of."""

    def on_mount(self) -> None:
        self.display = bool(self._lines)

    def say(self, lines: Sequence[Line]) -> None:
        """Show these lines instead; where they are those that stand there, nothing is drawn, nor laid out again."""
        lines = tuple(lines)
        self.display = bool(lines)
        if lines == self._lines:
            return
        before = len(self._rows)
        self._lines, self._wrapped = lines, {}
        # Rows are as wide as the box: another number of them alone makes it another size.
        self.refresh(layout=len(self._rows) != before or not self.size.width)

    def _at(self, width: int) -> tuple[list[Line], list[int]]:
        if width not in self._wrapped:
            rows: list[Line] = []
            line_of_row: list[int] = []
            for rank, line in enumerate(self._lines):
                spoken = tuple((typographic(span), role) for span, role in line)
                wrapped = wrap_line(spoken, max(8, width), self._hang)
                rows += wrapped
                line_of_row += [rank] * len(wrapped)
            self._wrapped[width] = rows, line_of_row
        return self._wrapped[width]

    @property
    def _room(self) -> int:
        """Cells of each row."""
        # Before they are laid out, they are wrapped by what a box has.
        return self.size.width or room_in(BOX, self.app.size.width)

    @property
    def _rows(self) -> list[Line]:
        return self._at(self._room)[0]

    @property
    def _line_of_row(self) -> list[int]:
        """Which line each row that is shown is of."""
        return self._at(self._room)[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._at(width)[0]) if width else 0

    def render_line(self, y: int) -> Strip:
        rows = self._rows
        row = rows[y] if y < len(rows) else ()
        return paint(row, palette_named(self.app.theme), self.size.width, self.GROUND)

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
