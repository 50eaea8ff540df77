"""The table of candidates: draws its own strips, and again only what changed of them.

The countdown stands leftmost: Textual repaints a region of a line from the widget's left edge.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.cache import LRUCache
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.kit.ink import Line, Span, clip
from screens.kit.remembered import Remembered, RememberedOfEach
from screens.kit.themes import Palette, paint, palette_named
from screens.picture.picture import Picture
from screens.widgets.painted import Painted
from screens.widgets.rows import CLOCK, CandidateRow, Columns, columns_for, header, hours_width, needs_of, row, together
from supervisor.attention import Need
from supervisor.differing import differing

PAINTED = 256
"""Rows that stay painted: what a tall window shows, a few times over. A row whose clock went on is another one."""
_hours_width, _needs_of_each = Remembered(hours_width), RememberedOfEach(needs_of)
_needs = Remembered(lambda session: together(_needs_of_each(session)))


def row_of(picture: Picture, index: int, columns: Columns) -> CandidateRow:
    """One row of a picture, by its place in the list."""
    number = picture.shown[index]
    return row(
        picture.session, picture.session.candidates[number], picture.now, columns,
        is_chosen=number == picture.chosen,
        is_marked=number in picture.marked,
        is_pending=number in picture.pending,
        thrifty=picture.thrifty,
        beside=_to_be_seen(picture, number) if picture.masked else "",
    )  # fmt: skip


def _to_be_seen(picture: Picture, number: int) -> str:
    """Why they are to be looked at, besides what their countdown and their codes say."""
    reasons = [reason for a in picture.attention if a.number == number for reason in a.reasons]
    return ", ".join(reason.in_a_column for reason in reasons if reason.cause not in _SHOWN_ALREADY)


_SHOWN_ALREADY = frozenset({Need.OVERTIME, Need.OPEN_ALERT, Need.NOTICE})


def columns_of(picture: Picture, width: int) -> Columns:
    """The columns of a picture: the largest number and the last end have room."""
    session = picture.session
    digits = max(2, len(str(max(session.candidates, default=0))))
    seats = max((len(c.seat) for c in session.candidates.values()), default=0) if picture.masked else None
    return columns_for(
        width, digits, _hours_width(session, picture.now),
        needs=_needs(session), thrifty=picture.thrifty, seats=seats,
    )  # fmt: skip


def _unchanged(rows: Mapping[int, CandidateRow], before: Picture, picture: Picture) -> dict[int, CandidateRow]:
    """The rows of a picture that are also those of the next one: of the same second, of whom nothing was noted."""
    if (
        picture.now != before.now
        or picture.shown != before.shown
        or picture.thrifty != before.thrifty
        or picture.masked != before.masked
        or (picture.masked and picture.attention != before.attention)
    ):
        return {}
    noted = differing(before.session, picture.session)
    if noted is None:
        return {}
    others = noted | ({before.chosen, picture.chosen} if before.chosen != picture.chosen else set())
    others |= (before.marked ^ picture.marked) | (before.pending ^ picture.pending)
    return {place: row for place, row in rows.items() if picture.shown[place] not in others}


class RosterHeader(Painted):
    """The names of the columns; hidden where rows are counted."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        # A scroll bar beside the rows takes its cell from the columns.
        beside = self.screen.query_one(Roster).size.width or width
        return [header(columns_of(picture, min(width, beside)), masked=picture.masked)]


class RosterMore(Painted):
    """Below the list where it is longer than its window: how many are above and below, and whether one alerts."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        roster = self.screen.query_one(Roster)
        top = int(roster.scroll_offset.y)
        return [more_line(picture, top, top + roster.size.height, width)]


def more_line(picture: Picture, first: int, after: int, width: int) -> Line:
    """« ↑ encore 3   ↓ encore 12 · 2 à voir ▲ »: what a window of the list leaves out.

    Args:
        picture: the session at this instant.
        first: place of the first row that is seen.
        after: place behind the last one.
        width: cells.
    """
    above, below = picture.shown[:first], picture.shown[after:]
    hidden = {*above, *below}
    calling = sum(entry.number in hidden and entry.calls for entry in picture.attention)
    spans: list[Span] = [("  ", "")]
    if above:
        spans.append((f"↑ encore {len(above)}{'   ' if below else ''}", "label"))
    if below:
        spans.append((f"↓ encore {len(below)}", "label"))
    if calling:
        spans.append((f" · {calling} à voir", "amber+"))
    if not hidden.isdisjoint(picture.session.open_alerts):
        spans.append((" ▲", "orange+"))
    return clip(spans, width)


class Roster(ScrollView, can_focus=True):
    """The list of candidates."""

    class Moved(Message):
        """Other rows are seen, or there is room for more or fewer of them."""

        def __init__(self, picture: Picture) -> None:
            super().__init__()
            self.picture = picture
            """What the rows are of."""

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._picture: Picture | None = None
        self._columns: Columns | None = None
        self._rows: dict[int, CandidateRow] = {}
        """Rows by their place; only those that are seen are made."""
        self._drawn: Picture | None = None
        """What the rows are of: while nothing is seen of the list, other pictures come and none of it is made."""
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(PAINTED)

    def show(self, picture: Picture) -> None:
        """Draw this picture: a row whose clock alone changed is painted up to its clock."""
        self._picture = picture
        if not self.size.width:
            return
        before, self._drawn = self._drawn, picture
        columns = columns_of(picture, self.size.width)
        seen = self._rows
        self._rows = _unchanged(seen, before, picture) if before is not None and columns == self._columns else {}
        self._columns = columns
        count = len(picture.shown)
        if self.virtual_size != Size(self.size.width, count):
            self.virtual_size = Size(self.size.width, count)
        if before is None or len(before.shown) != count:
            self.refresh()
        else:
            self._refresh_changed(picture, seen)
        if before is None or before.chosen != picture.chosen or before.shown != picture.shown:
            self._bring_into_view(picture)

    def _row(self, picture: Picture, index: int) -> CandidateRow:
        if picture is not self._drawn:
            return row_of(picture, index, columns_of(picture, self.size.width))
        made = self._rows.get(index)
        if made is None:
            made = row_of(picture, index, self._columns or columns_of(picture, self.size.width))
            self._rows[index] = made
        return made

    def _refresh_changed(self, picture: Picture, seen: Mapping[int, CandidateRow]) -> None:
        top, regions = self.scroll_offset.y, []
        for y in range(min(self.size.height, len(picture.shown) - top)):
            was, now = seen.get(top + y), self._row(picture, top + y)
            if was == now:
                continue
            # The mark of the chosen row comes with its ground: the whole row then.
            whole = was is None or was.rest != now.rest or was.is_chosen != now.is_chosen
            regions.append(Region(0, y, self.size.width if whole else CLOCK, 1))
        if regions:
            self.refresh(*regions)

    def _bring_into_view(self, picture: Picture) -> None:
        if picture.chosen in picture.shown:
            y = picture.shown.index(picture.chosen)
            self.scroll_to_region(Region(0, y, 1, 1), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._picture is not None and int(old_value) != int(new_value):
            self.post_message(self.Moved(self._picture))

    def on_resize(self) -> None:
        if self._picture is not None:
            picture = self._picture
            self.show(picture)
            self._bring_into_view(picture)
            self.post_message(self.Moved(picture))

    def on_click(self, event: Click) -> None:
        index = event.y + self.scroll_offset.y
        if self._picture is not None and 0 <= index < len(self._picture.shown):
            self.post_message(self.Chosen(self._picture.shown[index]))

    def render_line(self, y: int) -> Strip:
        palette = palette_named(self.app.theme)
        width, index = self.size.width, y + self.scroll_offset.y
        if self._picture is None or index >= len(self._picture.shown):
            return paint((), palette, width)
        return self._strip(self._row(self._picture, index), palette, width)

    def _strip(self, row: CandidateRow, palette: Palette, width: int) -> Strip:
        key = (row, palette.name, width)
        strip = self._strips.get(key)
        if strip is None:
            strip = paint(row.line, palette, width, "chosen" if row.is_chosen else "board")
            self._strips[key] = strip
        return strip
