"""The widgets of home: a few painted lines, and the list of sessions, which scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from screens.home.beginning import message_lines
from screens.home.rows import HomePicture, HomeRow, rows_of
from screens.kit.hinted import press_hint
from screens.kit.ink import Line
from screens.kit.more import more_below
from screens.kit.themes import paint, palette_named


class Band(Widget):
    """Lines painted as they are."""

    def __init__(self, *, id: str, ground: str = "band") -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._ground = ground
        self._lines: tuple[Line, ...] = ()

    def say(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        if tuple(lines) != self._lines:
            is_as_high = len(lines) == len(self._lines)
            self._lines = tuple(lines)
            self.refresh(layout=not is_as_high)

    def on_click(self, event: Click) -> None:
        if event.y < len(self._lines):
            press_hint(self, self._lines[event.y], event)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines))

    def render_line(self, y: int) -> Strip:
        line = self._lines[y] if y < len(self._lines) else ()
        return paint(line, palette_named(self.app.theme), self.size.width, self._ground)


class SessionList(ScrollView, can_focus=True):
    """The sessions under their headings; or what there is to say where there is none."""

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._shown: HomePicture | None = None
        self._rows: list[HomeRow] = []

    @property
    def rows(self) -> list[HomeRow]:
        """What it lists."""
        return self._rows

    @property
    def room(self) -> int:
        """Cells of a row."""
        return self.scrollable_content_region.width

    @property
    def page(self) -> int:
        """Rows seen at once."""
        return max(1, self.size.height - 1)

    def show(self, shown: HomePicture) -> None:
        """Draw this; only the rows that changed are painted again."""
        before, self._shown = self._shown, shown
        width = self.room
        if not self.size.width:
            return
        rows = rows_of(shown, width, self.size.height) or [HomeRow(line) for line in message_lines(shown, width)]
        old, self._rows = self._rows, rows
        if self.virtual_size != Size(width, len(rows)):
            self.virtual_size = Size(width, len(rows))
        if len(old) != len(rows):
            self.refresh()
        else:
            top = self.scroll_offset.y
            changed = [y - top for y, (was, now) in enumerate(zip(old, rows, strict=True)) if was != now]
            regions = [Region(0, y, width, 1) for y in changed if 0 <= y < self.size.height]
            if regions:
                self.refresh(*regions)
        if before is None or before.chosen != shown.chosen or len(old) != len(rows):
            self._bring_into_view()

    def _bring_into_view(self) -> None:
        for y, row in enumerate(self._rows):
            if row.is_chosen:
                # The heading above the first of a group comes with it.
                above = y > 0 and not self._rows[y - 1].key
                # The last row of the window tells that the list goes on: the chosen one stands above it.
                below = y + 1 < len(self._rows) and self.size.height > 2
                self.scroll_to_region(Region(0, y - above, 1, 1 + above + below), animate=False, force=True)

    def on_resize(self) -> None:
        self._rows = []
        if self._shown is not None:
            self.show(self._shown)

    def on_click(self, event: Click) -> None:
        index = event.y + self.scroll_offset.y
        if event.y == self.size.height - 1 and index + 1 < len(self._rows):
            # « ↓ encore 12 ».
            self.scroll_page_down(animate=False)
        elif 0 <= index < len(self._rows) and self._rows[index].key:
            self.post_message(self.Chosen(self._rows[index].key))

    def render_line(self, y: int) -> Strip:
        palette, index = palette_named(self.app.theme), y + self.scroll_offset.y
        if index >= len(self._rows):
            return paint((), palette, self.size.width)
        row = self._rows[index]
        if y == self.size.height - 1 and index + 1 < len(self._rows) and y > 1:
            return paint(more_below(sum(bool(one.key) for one in self._rows[index:])), palette, self.size.width)
        return paint(row.line, palette, self.size.width, "chosen" if row.is_chosen else "board")
