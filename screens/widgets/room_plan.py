"""The room plan: who sits where, with what is left of each one's time. Same candidates, same keys, other picture.

All clocks of a row of seats stand on one line of the screen: a second repaints these lines only, up to the last
clock that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rich.cells import cell_len
from textual.events import Click

from screens.kit.ink import Line, Span, clip, cut, fit, plain, width_of
from screens.kit.remembered import Remembered
from screens.picture.picture import (
    Picture,
    clock_ink,
    countdown_of,
    countdown_shown,
    end_shown,
    extra_shown,
    full_name_in,
    full_name_shown,
    longest_name,
    mark_of,
    name_in,
    status_word,
)
from screens.picture.seating import Seating, SeatRow, place_of, seating_of
from screens.widgets.painted import Painted
from supervisor.session import Session
from supervisor.situation import STOPPED, Situation, Status
from supervisor.timing import Urgency
from supervisor.wording import plural

SMALLEST_CELL, WIDEST_CELL = 9, 22
AROUND_A_NAME = 2
"""Cells of a place besides the name in it."""
PANELS = ((180, 50), (140, 36))
"""From which width of the screen on the panel has how many cells, the widest first (vigie.tcss)."""
LEAST_LINES, CLOCK_AND_END = 2, 20
"""Of a place; and the cells from which on end and code stand behind the clock."""
ONE_LINE_CELL = 16
"""So wide, a cell names its seat, its number and its candidate on one line; a narrower one has a line for each."""
LEAST_NAME, LISTED_NAME = 6, 28
"""What is left of a name, in cells, beside a seat that is a whole sentence, and what the list keeps for each."""
OF_AN_END = 14
"""Cells that an end and a code take in the list, beside a longer name."""
_STATUS_INK = {Status.EXPECTED: "label", Status.JOINED: "yellow"}
_SHORTER = {"A rejoint": "Rejoint", "Non certif.": "Non cert"}
_GONE = STOPPED | {Status.ABSENT, Status.NOT_CERTIFIABLE}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a candidate stands in the plan."""

    y: int
    x: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SeatingPlan:
    """A drawn plan: its lines, and where everybody stands in them."""

    lines: list[Line]
    spots: dict[int, Spot]


def _cell(seating: Seating, width: int) -> int:
    """Cells of a place, where all columns that are seen have as many."""
    label = _label_cells(seating)
    many = max(1, (width - label) // SMALLEST_CELL)
    return min(WIDEST_CELL, (width - label) // max(1, min(many, len(seating.columns))))


def _label_cells(seating: Seating) -> int:
    return max((len(row.label) for row in seating.rows), default=0) + 2


def beside_the_panel(width: int) -> int:
    """Cells that the panel leaves of a screen: all of it where there is none."""
    return width - next((cells for reached, cells in PANELS if width >= reached), 0)


def wants_the_panel(picture: Picture, width: int) -> bool:
    """Names that are whole on the whole screen would be cut in a plan beside the panel: the plan takes its cells.

    Args:
        picture: the session at this instant.
        width: cells of the screen.
    """
    return _wants_the_panel(picture.session, width)


def _cuts_beside_the_panel(session: Session, width: int) -> bool:
    seating = seating_of(session)
    return _cell(seating, beside_the_panel(width)) < min(longest_name(session) + AROUND_A_NAME, _cell(seating, width))


_wants_the_panel = Remembered(_cuts_beside_the_panel)


def plan_of(picture: Picture, width: int, height: int) -> SeatingPlan:
    """The plan in this room: the chosen one always shows, however large the room is."""
    seating = seating_of(picture.session)
    label = _label_cells(seating)
    many = max(1, (width - label) // SMALLEST_CELL)
    first = _first_column(seating, picture.chosen, many)
    columns = seating.columns[first : first + many]
    cell = _cell(seating, width)
    rows = [SeatRow(row.label, row.seats[first : first + many]) for row in seating.rows]
    listed = len(seating.listed) + (1 if seating.elsewhere else 0) + (1 if seating.unseated else 0)
    # Where not all rows fit, one scrolls rather than reads two letters of a name behind a number.
    is_low = cell >= ONE_LINE_CELL and len(rows) * 3 + listed >= height
    drawn = [_row(picture, row, label, cell, is_low=is_low) for row in rows]
    gap = 1 if sum(len(lines) + 1 for lines in drawn) + listed < height else 0
    head = _head(seating, range(first, first + len(columns)), label, cell) if rows else []
    body: list[Line] = []
    spots: dict[int, Spot] = {}
    starts: list[int] = []
    for row, lines in zip(rows, drawn, strict=True):
        starts.append(len(body))
        for column, number in enumerate(row.seats):
            if number is not None:
                spots[number] = Spot(len(body), label + column * cell, cell, len(lines))
        body += [*lines, *[()] * gap]
    grid = len(body)
    _list(picture, seating, width, body, spots)
    room = max(1, height - len(head))
    offset = _offset(spots.get(picture.chosen or 0), len(body), room)
    # A row begins with its letter: one that is cut above would hide where its seats are.
    offset = next((y for y in (*starts, *range(grid, len(body))) if y >= offset), offset) if offset else 0
    below = len(body) - offset - room
    shown = [clip(line, width) for line in body[offset : offset + room]]
    if below > 0 and shown and not _is_in(spots, picture.chosen, offset + room - 1):
        shown[-1] = ((f" ↓ encore {plural(below + 1, 'ligne')}", "label"),)
    moved = {
        number: Spot(spot.y - offset + len(head), spot.x, spot.width, spot.height) for number, spot in spots.items()
    }
    return SeatingPlan([*(clip(line, width) for line in head), *shown], moved)


def _is_in(spots: dict[int, Spot], chosen: int | None, y: int) -> bool:
    spot = spots.get(chosen or 0)
    return spot is not None and spot.y <= y < spot.y + spot.height


def _first_column(seating: Seating, chosen: int | None, many: int) -> int:
    for row in seating.rows:
        if chosen is not None and chosen in row.seats:
            return max(0, min(row.seats.index(chosen) - many // 2, len(seating.columns) - many))
    return 0


def _offset(spot: Spot | None, lines: int, room: int) -> int:
    if spot is None or lines <= room:
        return 0
    return max(0, min(spot.y - room // 2, lines - room))


def _head(seating: Seating, shown: range, label: int, cell: int) -> list[Line]:
    """The numbers over the columns, and on which sides there are more; nothing where they would say nothing."""
    more_right = shown.stop < len(seating.columns)
    if not seating.has_letters and not shown.start and not more_right:
        return []
    sides = f"{'‹' if shown.start else ' '}{'›' if more_right else ''}"
    line: list[Span] = [(fit(f" {sides}", label), "label")]
    line += [(fit(f" {seating.columns[i]:02d}" if seating.has_letters else "", cell), "label+") for i in shown]
    return [tuple(line)]


def _row(picture: Picture, row: SeatRow, label: int, cell: int, *, is_low: bool) -> list[Line]:
    """The lines of one row of seats: number, name, clock, end and code; the clocks share one line.

    Args:
        picture: the session at this instant.
        row: who sits there.
        label: cells before the first place.
        cell: cells of each place.
        is_low: number and name share a line, as clock and end do.
    """
    places = [_place(picture, number, cell, is_low=is_low) for number in row.seats]
    height = max(len(lines) for lines in places)
    if all(not plain(lines[-1]).strip() for lines in places if len(lines) == height) and height > LEAST_LINES:
        height -= 1
    blank: Line = ((" " * cell, ""),)
    first: Line = ((fit(f" {row.label}", label), "label+"),)
    return [
        tuple(chain(first if y == 0 else ((" " * label, ""),), *(p[y] if y < len(p) else blank for p in places)))
        for y in range(height)
    ]


def _place(picture: Picture, number: int | None, cell: int, *, is_low: bool) -> list[Line]:
    """The lines of one place, each in all of its cells."""
    if number is None:
        return [((fit(" ·", cell), "rule"),)]
    mark = mark_of(picture, number)
    head: list[Span] = [mark, *_seat(picture, number), *_digits(picture, number)]
    if width_of(head) > cell:
        head = head[:-1]
    ends, extra = _end_and_code(picture, number), _extra(picture, number)
    if is_low:
        clock = _clock(picture, number, cell)
        tail = [*ends, *([(" ", ""), extra] if extra[0] else [])]
        tail = tail if width_of(clock) + width_of(tail) < cell else [*ends[:1], (" ", ""), extra] if extra[0] else ends
        return [(*head, *_name(picture, number, cell - width_of(head))), _padded([*clock, (" ", ""), *tail], cell)]
    named: list[Span] = [mark, *_name(picture, number, cell - 1)]
    has_room = width_of(head) + width_of((extra,)) <= cell
    lines = [_padded([*head, extra] if has_room else head, cell), tuple(named)]
    clock = _clock(picture, number, cell)
    if cell >= CLOCK_AND_END:
        lines.append(_padded([*clock, (" ", ""), *ends], cell))
    else:
        lines += [_padded(clock, cell), _padded([mark, *ends], cell)]
    return lines if has_room or not extra[0] else [*lines, _padded([mark, extra], cell)]


def _padded(line: Sequence[Span], cell: int) -> Line:
    line = clip(line, cell)
    return (*line, (" " * (cell - width_of(line)), ""))


def _end_and_code(picture: Picture, number: int) -> list[Span]:
    """When their test ends, or has ended, and the code of a report, an open alert before any other."""
    session, who = picture.session, picture.session.candidates[number]
    gone = _is_gone(picture, number)
    line: list[Span] = []
    if end := end_shown(session, who, picture.now):
        line.append((end, "dim" if gone else "soft"))
    counted = [i for i in session.incidents_of(number) if i.counts]
    counted.sort(key=lambda i: not i.is_open)
    if counted:
        line += [(" " if line else "", ""), (counted[0].code, "orange+" if counted[0].is_open else "orange")]
    return line


def _is_gone(picture: Picture, number: int) -> bool:
    """They left, the list does not show them, or the session is closed: nothing to be done here."""
    is_gone = picture.session.candidates[number].status in _GONE or number not in picture.shown
    return is_gone or picture.session.closed_at is not None


def _digits(picture: Picture, number: int) -> tuple[Span, Span]:
    """A candidate's number, told apart from a seat's by its sign."""
    ink = "tag.session" if number == picture.chosen else "dim" if _is_gone(picture, number) else "label"
    return (f"n°{number:02d}", ink), (" ", "")


def _seat(picture: Picture, number: int) -> list[Span]:
    """The seat where no row and column tell it: columns over rows of numbers say nothing."""
    place = place_of(picture.session.candidates[number].seat)
    return [(f"{place[1]}", "+"), (" ", "")] if place is not None and not place[0] else []


def _extra(picture: Picture, number: int) -> Span:
    who = picture.session.candidates[number]
    return (extra_shown(who), "dim" if _is_gone(picture, number) else "violet")


def _name(picture: Picture, number: int, room: int) -> list[Span]:
    name = name_in(picture.session, picture.session.candidates[number], room - (room > 8))
    return [(fit(name, room), "dim" if _is_gone(picture, number) else "+")]


def _clock(picture: Picture, number: int, cell: int) -> list[Span]:
    """What is left of their time, or a word; the sign behind it is never cut."""
    text, ink = _state(picture, number)
    sign = _sign(picture, number)
    room = cell - 1 - width_of((sign,))
    text = cut(text if cell_len(text) <= room else _SHORTER.get(text, text), room)
    return [mark_of(picture, number), (text, ink), sign]


def _state(picture: Picture, number: int) -> Span:
    """What is left of their time, or where they stand, in a word."""
    session, now = picture.session, picture.now
    who = session.candidates[number]
    if number in picture.pending:
        return ("…", "label+")
    ending, step = countdown_of(session, who, now)
    if ending is None or number not in picture.shown:
        return (status_word(session, who), "dim" if _is_gone(picture, number) else _STATUS_INK.get(who.status, "dim"))
    left = countdown_shown(ending, now, thrifty=picture.thrifty)
    return (left, clock_ink(ending, step))


def _sign(picture: Picture, number: int) -> Span:
    session = picture.session
    ending, step = countdown_of(session, session.candidates[number], picture.now)
    held = ending is not None and (ending.suspended or ending.paused)
    sign = "!" if step is Urgency.OVER else "‖" if held else ""
    alert = bool(session.open_alerts_of(number))
    return (f"{sign}{'▲' if alert else ''}", "orange+")


def _list(picture: Picture, seating: Seating, width: int, body: list[Line], spots: dict[int, Spot]) -> None:
    """Those below the grid, one a line: at a seat of another form, then without seat."""
    people = picture.session.candidates
    longest = max((cell_len(full_name_shown(people[number])) for number in seating.listed), default=0)
    name = max(LISTED_NAME, longest + 1)
    for title, numbers in (("AUTRES PLACES", seating.elsewhere), ("SANS PLACE", seating.unseated)):
        if numbers:
            body.append(((f" {title} ", "label+"), (f"{len(numbers)}", "label")))
        for number in numbers:
            spots[number] = Spot(len(body), 0, width, 1)
            body.append(_listed(picture, picture.session.candidates[number], width, name))


def _listed(picture: Picture, who: Situation, width: int, name: int) -> Line:
    """The name gives way to the seat where both have no room.

    Args:
        picture: what is shown.
        who: the candidate.
        width: cells of the line.
        name: cells in which each name of the list is whole.
    """
    place = f"place {who.seat}" if who.seat else ""
    text, ink = _state(picture, who.number)
    ends = _end_and_code(picture, who.number)
    sign, sign_ink = _sign(picture, who.number)
    gone = _is_gone(picture, who.number)
    line: Line = (
        mark_of(picture, who.number),
        (fit(text, 11, "right"), ink) if not ink.startswith("tag") else (f"{'':>{11 - len(text)}}{text}", ink),
        (fit(f" {sign}", 4), sign_ink),
        *_digits(picture, who.number),
    )
    left = width - width_of(line) - cell_len(place)
    room = max(LEAST_NAME, min(LISTED_NAME, left), min(name, left - OF_AN_END))
    named: Span = (fit(full_name_in(picture.session, who, room - 1), room), "dim" if gone else "+")
    return (*line, named, (place, "soft"), ("  " if place and ends else "", ""), *ends)


class RoomPlan(Painted):
    """The plan of the room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._spots: dict[int, Spot] = {}

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        plan = plan_of(picture, width, height)
        self._spots = plan.spots
        return plan.lines

    def on_click(self, event: Click) -> None:
        for number, spot in self._spots.items():
            if spot.y <= event.y < spot.y + spot.height and spot.x <= event.x < spot.x + spot.width:
                self.post_message(self.Chosen(number))
