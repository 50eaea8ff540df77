"""The table of candidates: draws its own strips, and again only what changed of them.

The countdown stands leftmost: Textual repaints a region of a line from the widget's left edge.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.cache import LRUCache
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.ink import Line
from screens.picture import Picture
from screens.themes import Palette, paint, palette_named
from screens.widgets.painted import Painted
from screens.widgets.rows import CLOCK, Columns, Row, columns_for, header, row


def rows_of(picture: Picture, columns: Columns) -> list[Row]:
    """All rows of a picture, in the order of the list."""
    return [
        row(
            picture.session, picture.session.candidates[number], picture.now, columns,
            is_chosen=number == picture.chosen,
            is_marked=number in picture.marked,
            is_pending=number in picture.pending,
        )
        for number in picture.shown
    ]  # fmt: skip


def digits_of(picture: Picture) -> int:
    """Digits of the largest number."""
    return max(2, len(str(max(picture.session.candidates, default=0))))


class RosterHeader(Painted):
    """The names of the columns; hidden where rows are counted."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        # A scroll bar beside the rows takes its cell from the columns.
        beside = self.screen.query_one(Roster).size.width or width
        return [header(columns_for(min(width, beside), digits_of(picture)))]


class Roster(ScrollView, can_focus=True):
    """The list of candidates."""

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._picture: Picture | None = None
        self._rows: list[Row] = []
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)

    def show(self, picture: Picture) -> None:
        """Draw this picture: a row whose clock alone changed is painted up to its clock."""
        before = self._picture
        self._picture = picture
        if not self.size.width:
            return
        rows = rows_of(picture, columns_for(self.size.width, digits_of(picture)))
        old, self._rows = self._rows, rows
        if self.virtual_size != Size(self.size.width, len(rows)):
            self.virtual_size = Size(self.size.width, len(rows))
        if len(old) != len(rows):
            self.refresh()
        else:
            self._refresh_changed(old, rows)
        if before is None or before.chosen != picture.chosen or before.shown != picture.shown:
            self._bring_into_view(picture)

    def _refresh_changed(self, old: Sequence[Row], new: Sequence[Row]) -> None:
        top, regions = self.scroll_offset.y, []
        for index, (was, now) in enumerate(zip(old, new, strict=True)):
            y = index - top
            if not 0 <= y < self.size.height or was == now:
                continue
            # The mark of the chosen row comes with its ground: the whole row then.
            whole = was.rest != now.rest or was.clock[0] != now.clock[0]
            regions.append(Region(0, y, self.size.width if whole else CLOCK, 1))
        if regions:
            self.refresh(*regions)

    def _bring_into_view(self, picture: Picture) -> None:
        if picture.chosen in picture.shown:
            y = picture.shown.index(picture.chosen)
            self.scroll_to_region(Region(0, y, 1, 1), animate=False, force=True)

    def on_resize(self) -> None:
        self._rows = []
        if self._picture is not None:
            picture = self._picture
            self.show(picture)
            self._bring_into_view(picture)

    def on_click(self, event: Click) -> None:
        index = event.y + self.scroll_offset.y
        if self._picture is not None and 0 <= index < len(self._picture.shown):
            self.post_message(self.Chosen(self._picture.shown[index]))

    def render_line(self, y: int) -> Strip:
        palette = palette_named(self.app.theme)
        width, index = self.size.width, y + self.scroll_offset.y
        if index >= len(self._rows):
            return paint((), palette, width)
        return self._strip(self._rows[index], palette, width)

    def _strip(self, row: Row, palette: Palette, width: int) -> Strip:
        key = (row, palette.name, width)
        strip = self._strips.get(key)
        if strip is None:
            is_chosen = row.clock[0][0] != " "
            strip = paint(row.line, palette, width, "chosen" if is_chosen else "board")
            self._strips[key] = strip
        return strip
