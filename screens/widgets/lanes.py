"""The boards: Attendus | Ont rejoint | En cours | Terminés et sortis. Same candidates, same keys, other picture.

Side by side; where that leaves no room for names, one below the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from screens.kit.ink import Line, Span, clip, fit, owned, width_of
from screens.kit.remembered import Remembered
from screens.picture.picture import (
    Picture,
    clock_ink,
    countdown_of,
    countdown_shown,
    end_shown,
    extra_shown,
    longest_name,
    mark_of,
    name_in,
    status_word,
)
from screens.widgets.painted import Painted
from supervisor.naming import name_alone
from supervisor.session import Session
from supervisor.situation import AWAITED, RUNNING, STOPPED, Situation, Status
from supervisor.timing import Urgency

LANES: tuple[tuple[str, str, str, str, frozenset[Status]], ...] = (
    ("ATTENDUS", "ATTENDUS", "tag.gone", "label", AWAITED - {Status.JOINED}),
    ("ONT REJOINT", "REJOINT", "tag.wait", "yellow", frozenset({Status.JOINED})),
    ("EN COURS", "EN COURS", "tag.done", "green", RUNNING),
    ("TERMINÉS ET SORTIS", "TERMINÉS", "tag.gone", "label", STOPPED),
)
"""Title, the same where cells are few, inks of the title and of the count, and who stands there."""
AWAY = {Status.ABSENT: "abs.", Status.NOT_CERTIFIABLE: "n. c."}
"""Who stands below the lanes, with the word for few cells."""
SIDE_BY_SIDE = 72
"""From so many cells on the lanes stand beside each other."""
SMALLEST_LANE, WANTED_RUNNING = 15, 35
"""Cells; the lane of those who run has clocks and takes what the others can spare."""
ENOUGH_OF_A_NAME = 7
SMALLEST_WITH_CLOCK = 18
CLOCK_CELLS = 8
SMALLEST_WITH_END = 26
"""Cells from which on a card says when the test ends."""
MARK_AND_NUMBER, CARD_EDGES, TITLE_EDGES = 4, 3, 3
"""Cells before a name, those beside a card, and those beside a title."""
OF_A_CARD, OF_A_RUNNING_CARD, AN_ALERT = 12, 21, 8
"""Cells beside the name: mark, number, end and the rule between lanes; with a clock and its sign; « E2 ▲ +1 »."""


def lane_order(session: Session, numbers: tuple[int, ...], picture: Picture) -> list[list[int]]:
    """Numbers in each lane: running ones by what is left, the others as the list has them."""
    lanes: list[list[int]] = []
    for *_, statuses in LANES:
        found = [n for n in numbers if session.candidates[n].status in statuses]
        if statuses is RUNNING:
            found.sort(key=lambda n: _left(picture, session.candidates[n]))
        lanes.append(found)
    return lanes


def _left(picture: Picture, who: Situation) -> float:
    ending, _ = countdown_of(picture.session, who, picture.now)
    return ending.remaining(picture.now).total_seconds() if ending is not None else 0.0


def lanes_lines(picture: Picture, width: int, height: int) -> list[Line]:
    """All lanes; those whom there is no room for are counted, the chosen one always shows."""
    lanes = lane_order(picture.session, picture.shown, picture)
    away = [n for n in picture.shown if picture.session.candidates[n].status in AWAY]
    if width < SIDE_BY_SIDE:
        return _below_each_other(picture, lanes, away, width, height)
    needs = _needs(picture.session)
    last = len(lanes) - 1
    wanted = [needs.of(lane, bool(numbers), bool(away) and lane == last) for lane, numbers in enumerate(lanes)]
    rooms = lent(lane_rooms(width, needs), wanted, [_least(title) for title in LANES])
    columns: list[list[Line]] = []
    for title, numbers, room in zip(LANES, lanes, rooms, strict=True):
        below = _fitted(picture, away, [_away(picture, n, room - 2) for n in away], height // 2) if (
            numbers is lanes[last] and away
        ) else []  # fmt: skip
        cards = [_card(picture, number, room - 2) for number in numbers]
        cards = _fitted(picture, numbers, cards, height - 2 - len(below) - bool(below))
        columns.append([_title(title, len(numbers), room - 2), (), *cards, *([()] if below else []), *below])
    return [_across(columns, rooms, y) for y in range(height)]


def lent(rooms: list[int], wanted: list[int], least: list[int]) -> list[int]:
    """Cells of each lane, where one in which nobody stands lends what is beside its title to names that are cut.

    Who runs comes first, then the lanes in their order: what is whole stays whole on a wider screen.

    Args:
        rooms: cells of each lane by itself.
        wanted: cells in which all that stands in each is whole; 0: nobody does.
        least: cells that each needs for its title.
    """
    lacks = {lane: cells - rooms[lane] for lane, cells in enumerate(wanted) if cells > rooms[lane]}
    given = list(rooms)
    for lane in sorted(lacks, key=lambda one: LANES[one][-1] is not RUNNING):
        for lender, cells in enumerate(wanted):
            if not cells:
                moved = min(lacks[lane], max(0, given[lender] - least[lender]))
                given[lender] -= moved
                given[lane] += moved
                lacks[lane] -= moved
    return given


@dataclass(frozen=True, slots=True)
class LaneNeeds:
    """Cells that lanes need: whoever runs, no lane changes its place while tests begin and end."""

    running: int
    """For the clock, the whole name and the temps majoré of each."""
    aside: int
    """For each name in the other lanes, with the end."""
    with_codes: int
    """For whoever runs with an alert besides."""
    named: int
    """For each name with the temps majoré, and nothing else."""

    def of(self, lane: int, has_cards: bool, has_away: bool) -> int:
        """Cells in which all that stands in a lane is whole; 0: nobody does."""
        if LANES[lane][-1] is RUNNING:
            return self.running if has_cards else 0
        return self.named + (1 + max(map(cell_len, AWAY.values())) if has_away else 0) if has_cards or has_away else 0


def _lane_needs(session: Session) -> LaneNeeds:
    people = session.candidates.values()
    named = max((cell_len(f"{name_alone(session, who)} {extra_shown(who)}".rstrip()) for who in people), default=0)
    running = OF_A_RUNNING_CARD + named
    whole = MARK_AND_NUMBER + CARD_EDGES + named
    return LaneNeeds(running, max(OF_A_CARD + longest_name(session), whole), running + AN_ALERT, whole)


_needs = Remembered(_lane_needs)


def lane_rooms(width: int, needs: LaneNeeds) -> list[int]:
    """Cells of each lane: none is narrower on a wider screen."""
    asides = len(LANES) - 1
    running = max(WANTED_RUNNING, needs.running)
    # Below the last one stand those who are away, with a word more.
    left = width - asides * SMALLEST_LANE - 1
    taken = min(left, running)
    left -= taken
    aside = min(left, asides * max(0, needs.aside - SMALLEST_LANE))
    left -= aside
    codes = min(left, max(0, needs.with_codes - running))
    left -= codes
    aside += left * asides // len(LANES)
    rooms = [SMALLEST_LANE + (aside + asides - 1 - index) // asides for index in range(asides)]
    rooms[-1] += 1
    place = next(index for index, lane in enumerate(LANES) if lane[-1] is RUNNING)
    rooms.insert(place, width - sum(rooms))
    return rooms


def _least(lane: tuple[str, str, str, str, frozenset[Status]]) -> int:
    """Cells that the title of a lane needs, beside the rule, when nobody stands there."""
    return width_of(_title(lane, 0, 0)) + TITLE_EDGES


def _title(lane: tuple[str, str, str, str, frozenset[Status]], count: int, room: int) -> Line:
    long, short, tag, ink, _ = lane
    title = long if len(long) + 2 + 1 + len(str(count)) <= room else short
    return ((f" {title} ", tag), (f" {count}", ink + "+"))


def _fitted(picture: Picture, numbers: list[int], cards: list[Line], height: int) -> list[Line]:
    """As many cards as there is room for, the chosen one among them; then how many more, and whether one alerts."""
    if len(cards) <= height:
        return cards
    shown = max(0, height - 1)
    first = 0
    if picture.chosen in numbers:
        first = max(0, numbers.index(picture.chosen) - shown + 1)
    hidden = numbers[:first] + numbers[first + shown :]
    return [*cards[first : first + shown], _more(picture, hidden, len(hidden))]


def _more(picture: Picture, hidden: Iterable[int], count: int) -> Line:
    alerts = not picture.session.open_alerts.keys().isdisjoint(hidden)
    return ((f" ↓ encore {count}", "label"), (" ▲" if alerts else "", "orange+"))


def _below_each_other(picture: Picture, lanes: list[list[int]], away: list[int], width: int, height: int) -> list[Line]:
    """A title, then its candidates, lane after lane; moved so that the chosen one shows."""
    lines: list[tuple[int | None, Line]] = []
    for title, numbers in zip(LANES, lanes, strict=True):
        if numbers:
            lines.append((None, _title(title, len(numbers), width)))
            lines += [(number, _card(picture, number, width)) for number in numbers]
    lines += [(number, _away(picture, number, width)) for number in away]
    if len(lines) <= height:
        return [line for _, line in lines] + [()] * (height - len(lines))
    places = [number for number, _ in lines]
    shown = max(1, height - 1)
    place = places.index(picture.chosen) if picture.chosen in places and picture.chosen is not None else 0
    first = max(0, min(place - shown // 2, len(lines) - shown))
    hidden = [number for number in places[:first] + places[first + shown :] if number is not None]
    return [*(line for _, line in lines[first : first + shown]), _more(picture, hidden, len(hidden))][:height]


def _card(picture: Picture, number: int, width: int) -> Line:
    """One candidate: clock, number, name; then what there is room for of temps majoré and incidents."""
    session, now = picture.session, picture.now
    who = session.candidates[number]
    ending, step = countdown_of(session, who, now)
    line: list[Span] = [owned(number), mark_of(picture, number)]
    if width < SMALLEST_WITH_CLOCK:
        pass
    elif ending is not None:
        held = ending.suspended or ending.paused
        ink = clock_ink(ending, step)
        line.append((fit(countdown_shown(ending, now, thrifty=picture.thrifty), CLOCK_CELLS, "right"), ink))
        line.append(("!", "red+") if step is Urgency.OVER else ("‖", "orange") if held else (" ", ""))
    elif who.is_running:
        line.append((f"{status_word(session, who).lower()} ", "dim"))
    line.append((f"{number:02d} ", "label"))
    gone = who.status in STOPPED or session.closed_at is not None
    end = end_shown(session, who, now) if width >= SMALLEST_WITH_END else ""
    if end and not who.is_running:
        # Whose test is over: when says less than who.
        told = width_of((*line, *_tails(picture, who)[0])) + _name_cells(session, who)
        end = end if told < width - cell_len(end) else ""
    room = width - cell_len(end) - bool(end)
    named = _named(picture, who, line, room, "dim" if gone else "+")
    return (*named, (" " * (width - cell_len(end) - width_of(named)), ""), (end, "dim" if gone else "soft"))


def _name_cells(session: Session, who: Situation) -> int:
    return cell_len(name_alone(session, who))


def _named(picture: Picture, who: Situation, line: list[Span], width: int, ink: str) -> Line:
    """The line with the name and what follows it: of that, what says least goes first, an open alert never."""
    left = width - width_of(line)
    enough = min(ENOUGH_OF_A_NAME, _name_cells(picture.session, who))
    tails = _tails(picture, who)
    tail = next((tail for tail in tails if left - width_of(tail) >= enough), tails[-1])
    name = name_in(picture.session, who, left - width_of(tail))
    return clip((*line, (name, ink), *tail), width)


def _tails(picture: Picture, who: Situation) -> list[Line]:
    """What may follow a name, the fullest first; an open alert is in each of them."""
    session, number = picture.session, who.number
    if number in picture.pending:
        waits: Span = (" …", "label+")
        return [(waits, (" ▲", "orange+")) if session.open_alerts_of(number) else (waits,)]
    alerts = [i.code for i in session.open_alerts_of(number)]
    codes = list(dict.fromkeys([*alerts, *(i.code for i in session.incidents_of(number) if i.counts)]))
    extra: Line = ((f" {extra_shown(who)}", "violet"),) if who.extra_time and who.status not in STOPPED else ()
    sign = " ▲" if alerts else ""
    more = f" +{len(codes) - 1}" if len(codes) > 1 else ""
    full: Line = ((f" {codes[0]}{sign}{more}", "orange+"),) if codes else ()
    code: Line = ((f" {codes[0]}{sign}", "orange+"),) if codes else ()
    return [(*extra, *full), (*extra, *code), code, ((sign, "orange+"),) if sign else ()]


def _away(picture: Picture, number: int, width: int) -> Line:
    session = picture.session
    who = session.candidates[number]
    word = f"{status_word(session, who).lower()}  "
    if width < MARK_AND_NUMBER + cell_len(word) + _name_cells(session, who) + width_of(_tails(picture, who)[0]):
        word = f"{AWAY[who.status]} "
    line = [
        owned(number),
        mark_of(picture, number),
        (word, "dim"),
        (f"{number:02d} ", "dim"),
    ]
    return _named(picture, who, line, width, "dim")


def _across(columns: list[list[Line]], rooms: list[int], y: int) -> Line:
    line: list[Span] = []
    for index, (column, room) in enumerate(zip(columns, rooms, strict=True)):
        cell = clip(column[y] if y < len(column) else (), room - 1 - (y == 0))
        line += [("│" if index else " ", "rule"), (" " if y == 0 else "", ""), *cell]
        line.append((" " * max(0, room - 1 - (y == 0) - width_of(cell)), ""))
    return tuple(line)


class Lanes(Painted):
    """The boards, side by side or one below the other."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return lanes_lines(picture, width, height)
