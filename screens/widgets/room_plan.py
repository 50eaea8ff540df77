"""The room plan: who sits where, with what is left of each one's time. Same candidates, same keys, other picture.

All clocks of a row of seats stand on one line of the screen: a second repaints these lines only, up to the last
clock that changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual.events import Click

from screens.ink import Line, Span, clip, cut, fit, width_of
from screens.picture import Picture, countdown_of, countdown_shown, full_name_in, name_in, status_word
from screens.seating import Seating, SeatRow, place_of, seating_of
from screens.widgets.painted import Painted
from supervisor.situation import STOPPED, Situation, Status
from supervisor.timing import Urgency
from supervisor.wording import plural

SMALLEST_CELL, WIDEST_CELL = 9, 22
_CLOCK_INK = {Urgency.CALM: "+", Urgency.NOTICE: "yellow", Urgency.LAST_MINUTES: "amber+", Urgency.OVER: "tag.over"}
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
class Plan:
    """A drawn plan: its lines, and where everybody stands in them."""

    lines: list[Line]
    spots: dict[int, Spot]


def plan_of(picture: Picture, width: int, height: int) -> Plan:
    """The plan in this room: the chosen one always shows, however large the room is."""
    seating = seating_of(picture.session)
    label = max((len(row.label) for row in seating.rows), default=0) + 2
    many = max(1, (width - label) // SMALLEST_CELL)
    first = _first_column(seating, picture.chosen, many)
    columns = seating.columns[first : first + many]
    cell = min(WIDEST_CELL, (width - label) // max(1, len(columns)))
    rows = [SeatRow(row.label, row.seats[first : first + many]) for row in seating.rows]
    listed = len(seating.listed) + (1 if seating.elsewhere else 0) + (1 if seating.unseated else 0)
    tall = 3 if len(rows) * 4 + listed < height else 2
    gap = 1 if len(rows) * (tall + 1) + listed < height else 0
    head = _head(seating, range(first, first + len(columns)), label, cell) if rows else []
    body: list[Line] = []
    spots: dict[int, Spot] = {}
    for row in rows:
        for column, number in enumerate(row.seats):
            if number is not None:
                spots[number] = Spot(len(body), label + column * cell, cell, tall)
        body += [*_row(picture, row, label, cell, tall), *[()] * gap]
    _list(picture, seating, width, body, spots)
    room = max(1, height - len(head))
    offset = _offset(spots.get(picture.chosen or 0), len(body), room)
    below = len(body) - offset - room
    shown = [clip(line, width) for line in body[offset : offset + room]]
    if below > 0 and shown and not _is_in(spots, picture.chosen, offset + room - 1):
        shown[-1] = ((f" ↓ encore {plural(below + 1, 'ligne')}", "label"),)
    moved = {
        number: Spot(spot.y - offset + len(head), spot.x, spot.width, spot.height) for number, spot in spots.items()
    }
    return Plan([*(clip(line, width) for line in head), *shown], moved)


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


def _row(picture: Picture, row: SeatRow, label: int, cell: int, tall: int) -> list[Line]:
    """The lines of one row of seats; the clocks have the last one for themselves."""
    heads: list[Span] = [(fit(f" {row.label}", label), "label+")]
    names: list[Span] = [(" " * label, "")]
    clocks: list[Span] = [(" " * label, "")]
    for number in row.seats:
        if number is None:
            heads += [(fit(" ·", cell), "rule")]
            names += [(" " * cell, "")]
            clocks += [(" " * cell, "")]
            continue
        clocks += _clock(picture, number, cell)
        if tall > 2:
            heads += _number(picture, number, cell)
            names += [_mark(picture, number), *_name(picture, number, cell - 1)]
        else:
            heads += [
                _mark(picture, number),
                *_digits(picture, number),
                *_name(picture, number, cell - 4 - (number > 99)),
            ]
    return [tuple(heads), *([tuple(names)] if tall > 2 else []), tuple(clocks)]


def _is_gone(picture: Picture, number: int) -> bool:
    """He left, the list does not show him, or the session is closed: nothing to be done here."""
    is_gone = picture.session.candidates[number].status in _GONE or number not in picture.shown
    return is_gone or picture.session.closed_at is not None


def _digits(picture: Picture, number: int, sign: str = "") -> tuple[Span, Span]:
    ink = "tag.session" if number == picture.chosen else "dim" if _is_gone(picture, number) else "label"
    return (f"{sign}{number:02d}", ink), (" ", "")


def _number(picture: Picture, number: int, cell: int) -> list[Span]:
    """The seat where no row and column tell it, the number with its sign, the temps majoré: on a line of their own."""
    who = picture.session.candidates[number]
    extra = f"+{who.extra_time.percent}" if who.extra_time else ""
    place = place_of(who.seat)
    # Columns over rows of numbers say nothing: each has its own seat.
    seat = f"{place[1]} " if place is not None and not place[0] else ""
    line = [_mark(picture, number), (seat, "+"), *_digits(picture, number, "n°")]
    if width_of(line) + width_of(((extra, ""),)) > cell:
        # « 10·12+33 »: the temps majoré is seen before any gap is.
        line = [_mark(picture, number), (seat.rstrip(), "+"), _digits(picture, number, "·" if seat else "")[0]]
    return [*line, (fit(extra, cell - width_of(line)), "dim" if _is_gone(picture, number) else "violet")]


def _name(picture: Picture, number: int, room: int) -> list[Span]:
    name = name_in(picture.session, picture.session.candidates[number], room - (room > 8))
    return [(fit(name, room), "dim" if _is_gone(picture, number) else "+")]


def _mark(picture: Picture, number: int) -> Span:
    if number == picture.chosen:
        return ("▌", "blue+")
    return ("●", "blue") if number in picture.marked else (" ", "")


def _clock(picture: Picture, number: int, cell: int) -> list[Span]:
    chosen: Span = ("▌", "blue+") if number == picture.chosen else (" ", "")
    text, ink = _state(picture, number)
    sign = _sign(picture, number)
    room = cell - 1 - width_of((sign,))
    text = cut(text if cell_len(text) <= room else _SHORTER.get(text, text), room)
    return [chosen, (text, ink), sign, (" " * (room - width_of(((text, ""),))), "")]


def _state(picture: Picture, number: int) -> Span:
    """What is left of his time, or where he stands in a word."""
    session, now = picture.session, picture.now
    who = session.candidates[number]
    if number in picture.pending:
        return ("…", "label+")
    ending, step = countdown_of(session, who, now)
    if ending is None or number not in picture.shown:
        return (status_word(session, who), "dim" if _is_gone(picture, number) else _STATUS_INK.get(who.status, "dim"))
    held = ending.suspended or ending.paused
    left = countdown_shown(ending, now, thrifty=picture.thrifty)
    return (left, "orange" if held and step is not Urgency.OVER else _CLOCK_INK[step])


def _sign(picture: Picture, number: int) -> Span:
    session = picture.session
    ending, _ = countdown_of(session, session.candidates[number], picture.now)
    held = ending is not None and (ending.suspended or ending.paused)
    alert = bool(session.open_alerts_of(number))
    return (f"{'‖' if held else ''}{'▲' if alert else ''}", "orange+")


def _list(picture: Picture, seating: Seating, width: int, body: list[Line], spots: dict[int, Spot]) -> None:
    """Those below the grid, one a line: at a seat of another form, then without seat."""
    for title, numbers in (("AUTRES PLACES", seating.elsewhere), ("SANS PLACE", seating.unseated)):
        if numbers:
            body.append(((f" {title} ", "label+"), (f"{len(numbers)}", "label")))
        for number in numbers:
            spots[number] = Spot(len(body), 0, width, 1)
            body.append(_listed(picture, picture.session.candidates[number]))


def _listed(picture: Picture, who: Situation) -> Line:
    text, ink = _state(picture, who.number)
    sign, sign_ink = _sign(picture, who.number)
    gone = _is_gone(picture, who.number)
    return (
        _mark(picture, who.number),
        (fit(text, 11, "right"), ink) if not ink.startswith("tag") else (f"{'':>{11 - len(text)}}{text}", ink),
        (fit(f" {sign}", 4), sign_ink),
        *_digits(picture, who.number),
        (fit(full_name_in(picture.session, who, 27), 28), "dim" if gone else "+"),
        (f"place {who.seat}" if who.seat else "", "soft"),
    )


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
