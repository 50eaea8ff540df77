"""The close, drawn: rows under their headings, what is to be known of the chosen one. No application here."""

from __future__ import annotations

from rich.cells import cell_len

from screens.closing.rows import PARTS, ClosingRow
from screens.kit.ink import Line, Span, clip, owned, shared, spread, width_of, wrap_line
from screens.kit.more import window
from screens.picture.picture import Picture, short_name
from screens.widgets.painted import Painted
from supervisor.closing import finalisation_sheet
from supervisor.seal import groups
from supervisor.waiting import delay_told
from supervisor.wording import plural, typographic

DETAIL_ROWS = 3
"""At least; half of a higher screen."""
NAME = 20
"""Cells of the column of names, at least."""
BESIDE_A_NAME = 60
"""Cells that what is to be done keeps beside long names."""
AROUND_A_NAME, A_BOX = 3, 4
"""Cells of the mark and the gaps, and of a box to tick."""


def closing_lines(
    picture: Picture, rows: tuple[ClosingRow, ...], chosen: int, width: int, height: int, way_out: str = "tableau"
) -> list[Line]:  # fmt: skip
    """Title, as many rows as there is room for around the chosen one, and what is to be known of it.

    Args:
        picture: the session as it is shown.
        rows: what stands in the view.
        chosen: which of them.
        width: cells.
        height: rows of the screen.
        way_out: where Escape leads.
    """
    detail = _detail(rows[chosen], width, max(DETAIL_ROWS, height // 2 - 2)) if rows else []
    body, place = _body(picture, rows, chosen, width)
    title = [_title(picture, rows, width, way_out), *_seal(picture, width)]
    room = max(3, height - 1 - len(title) - len(detail))
    shown = window(body, place, room)
    filler: list[Line] = [()] * max(0, room - len(shown))
    return [*title, *shown, *filler, (), *detail][:height]


def _title(picture: Picture, rows: tuple[ClosingRow, ...], width: int, way_out: str) -> Line:
    if picture.session.closed_at is not None:
        return _title_of_the_sheet(picture, width, way_out)
    lacking = sum(row.part == "missing" for row in rows)
    told: Span = (f"  {plural(lacking, 'point manque', 'points manquent')}", "yellow+") if lacking else (
        "  ✓ rien ne manque", "green+")  # fmt: skip
    return spread(((" Clôture ", "tag.session"), told), ((f"Échap : {way_out} ", "label"),), width)


def _title_of_the_sheet(picture: Picture, width: int, way_out: str) -> Line:
    """The 48 hours that are left, or since when it is done."""
    session = picture.session
    sheet = finalisation_sheet(session)
    told: Span = ("  aucun test n'a eu lieu", "label")
    if sheet.finalised_at is not None:
        told = (f"  ✓ finalisée le {session.local(sheet.finalised_at):%d/%m à %H:%M}", "green+")
    elif sheet.due_at is not None:
        due = f"avant le {session.local(sheet.due_at):%d/%m à %H:%M}"
        left = delay_told(sheet.due_at, picture.now)
        late = f"  {due} : {left.replace('en retard', 'EN RETARD')}"
        told = (f"  {due}, {left}", "+") if picture.now < sheet.due_at else (late, "red+")
    return spread(((" Finalisation ", "tag.session"), told), ((f"Échap : {way_out} ", "label"),), width)


def _seal(picture: Picture, width: int) -> list[Line]:
    """The seal, to be copied on the PV that is signed by hand; a reopened session has none."""
    session = picture.session
    if session.seal:
        told: Line = ((" Sceau ", "label"), (groups(session.seal), "+"), ("  à recopier sur le PV signé", "label"))
        return [clip(told, width)]
    if session.was_reopened:
        return [clip(((" Session rouverte : le sceau d'avant ne vaut plus.", "yellow"),), width)]
    return []


def _body(picture: Picture, rows: tuple[ClosingRow, ...], chosen: int, width: int) -> tuple[list[Line], int]:
    """All lines, headings included, and at which of them the chosen row stands."""
    lines: list[Line] = []
    place, part = 0, ""
    names = _name_cells(picture, rows, width)
    for index, row in enumerate(rows):
        if row.part != part:
            part = row.part
            lines.append(_heading(rows, row, width))
        if index == chosen:
            place = len(lines)
        lines.append(_row(picture, row, index, index == chosen, names, width))
    return lines, place


def _heading(rows: tuple[ClosingRow, ...], row: ClosingRow, width: int) -> Line:
    count = sum(other.part == row.part for other in rows)
    told = f" {PARTS[row.part]}"
    if row.part in ("missing", "verdicts"):
        told += f" · {count}"
    return clip(((told, "label+"),), width)


def _name_cells(picture: Picture, rows: tuple[ClosingRow, ...], width: int) -> int:
    """As wide as the longest name, where what is to be done needs no more or keeps its room."""
    named = [row for row in rows if row.number is not None]
    called = {row.number: short_name(picture.session, row.number) for row in named if row.number is not None}
    longest = max((cell_len(name) for name in called.values()), default=0)
    told = (cell_len(row.text) + (A_BOX if row.is_ticked is not None else 0) for row in named)
    return shared(width - AROUND_A_NAME, max(NAME, longest), ((t, t) for t in told), BESIDE_A_NAME, NAME)


def _row(picture: Picture, row: ClosingRow, place: int, is_chosen: bool, names: int, width: int) -> Line:
    mark: Span = ("▌", "blue+") if is_chosen else (" ", "")
    name: Line = ()
    if row.number is not None:
        called = short_name(picture.session, row.number)
        name = clip(((called, "+"),), names)
        name = (*name, (" " * max(1, names + 1 - width_of(name)), ""))
    box: Line = ((f"[{'x' if row.is_ticked else ' '}] ", "green+" if row.is_ticked else "label"),) if (
        row.is_ticked is not None) else ()  # fmt: skip
    pending: Line = (("… ", "amber+"),) if row.number in picture.pending else ()
    return clip((owned(place), mark, (" ", ""), *box, *name, *pending, (typographic(row.text), row.ink)), width)


def _detail(row: ClosingRow, width: int, most: int) -> list[Line]:
    """What is to be known of a row, whole as far as there is room: it is typed again from here."""
    wrapped = [line for told in row.detail for line in wrap_line(((f" {typographic(told)}", "label"),), width - 1, 1)]
    if len(wrapped) <= most:
        return wrapped
    last = wrapped[most - 1]
    told = (*last, (" …", "label")) if width_of(last) + 2 < width else clip(last, width_of(last) - 1)
    return [*wrapped[: most - 1], told]


class Closing(Painted):
    """What stands between the session and its seal."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.rows: tuple[ClosingRow, ...] = ()
        self.chosen = 0
        self.way_out = "tableau"

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return closing_lines(picture, self.rows, self.chosen, width, height, self.way_out)
