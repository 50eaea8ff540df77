"""The boards: Attendus | Ont rejoint | En cours | Terminés et sortis. Same candidates, same keys, other picture."""

from __future__ import annotations

from screens.ink import Line, Span, clip, cut, fit, width_of
from screens.picture import Picture
from screens.widgets.painted import Painted
from supervisor.session import Session
from supervisor.situation import AWAITED, RUNNING, STOPPED, Situation, Status
from supervisor.timing import Urgency
from supervisor.wording import STATUS_SHORT, clock

LANES: tuple[tuple[str, str, str, frozenset[Status]], ...] = (
    ("ATTENDUS", "tag.gone", "label", AWAITED - {Status.JOINED}),
    ("ONT REJOINT", "tag.wait", "yellow", frozenset({Status.JOINED})),
    ("EN COURS", "tag.done", "green", RUNNING),
    ("TERMINÉS ET SORTIS", "tag.gone", "label", STOPPED),
)
AWAY = (Status.ABSENT, Status.NOT_CERTIFIABLE)
_CLOCK_INK = {Urgency.CALM: "+", Urgency.NOTICE: "yellow", Urgency.LAST_MINUTES: "amber+", Urgency.OVER: "tag.over"}


def lane_order(session: Session, numbers: tuple[int, ...], picture: Picture) -> list[list[int]]:
    """Numbers in each lane: running ones by what is left, the others as the list has them."""
    lanes: list[list[int]] = []
    for _, _, _, statuses in LANES:
        found = [n for n in numbers if session.candidates[n].status in statuses]
        if statuses is RUNNING:
            found.sort(key=lambda n: _left(picture, session.candidates[n]))
        lanes.append(found)
    return lanes


def _left(picture: Picture, who: Situation) -> float:
    ending = picture.session.running_ending(who, picture.now)
    return ending.remaining(picture.now).total_seconds() if ending is not None else 0.0


def lanes_lines(picture: Picture, width: int, height: int) -> list[Line]:
    """All lanes side by side; those whom there is no room for are counted, the chosen one always shows."""
    session = picture.session
    lanes = lane_order(session, picture.shown, picture)
    lane = max(8, width // len(LANES))
    columns: list[list[Line]] = []
    for (title, tag, ink, _), numbers in zip(LANES, lanes, strict=True):
        top: list[Line] = [((f" {cut(title, lane - 8)} ", tag), (f" {len(numbers)}", ink + "+")), ()]
        columns.append(top + _cards(picture, numbers, lane - 3, height - 2))
    away = [n for n in picture.shown if session.candidates[n].status in AWAY]
    columns[-1] += [(), *(_away(picture, n) for n in away)] if away else []
    return [_across(columns, y, lane, width) for y in range(height)]


def _cards(picture: Picture, numbers: list[int], width: int, height: int) -> list[Line]:
    first = 0
    if picture.chosen in numbers and len(numbers) > height:
        first = max(0, numbers.index(picture.chosen) - height + 2)
    cards = [_card(picture, number, width) for number in numbers[first:]]
    if len(cards) > height > 1:
        cards = [*cards[: height - 1], ((f"+{len(cards) - height + 1}", "label"),)]
    return cards


def _card(picture: Picture, number: int, width: int) -> Line:
    session, now = picture.session, picture.now
    who = session.candidates[number]
    ending = session.running_ending(who, now)
    mark: Span = (
        ("▌", "blue+") if number == picture.chosen else ("●", "blue") if number in picture.marked else (" ", "")
    )
    line: list[Span] = [mark]
    if ending is not None:
        held = ending.suspended or ending.paused
        ink = "orange" if held else _CLOCK_INK[session.urgency_of(who, now)]
        line.append((fit(clock(ending.remaining(now)), 7, "right"), ink))
        line.append((" ", "") if not held else ("‖", "orange"))
    gone = who.status in STOPPED
    alerts = [i.code for i in session.open_alerts_of(number)]
    codes = list(dict.fromkeys([*alerts, *(i.code for i in session.incidents_of(number) if i.counts)]))
    tail: list[Span] = []
    if number in picture.pending:
        tail.append((" …", "label+"))
    if who.extra_time and not gone:
        tail.append((f" +{who.extra_time.percent}%", "violet"))
    if codes:
        tail.append(
            (f" {codes[0]}{' ▲' if alerts else ''}{f' +{len(codes) - 1}' if len(codes) > 1 else ''}", "orange+")
        )
    line.append((f"{number:02d} ", "label"))
    room = max(4, width - width_of(line) - width_of(tail))
    line.append((cut(who.last_name, room), "dim" if gone else "+"))
    return clip((*line, *tail), width)


def _away(picture: Picture, number: int) -> Line:
    who = picture.session.candidates[number]
    mark: Span = ("▌", "blue+") if number == picture.chosen else (" ", "")
    return (mark, (f"{STATUS_SHORT[who.status].lower()}  {number:02d} {who.last_name}", "dim"))


def _across(columns: list[list[Line]], y: int, lane: int, width: int) -> Line:
    line: list[Span] = []
    for index, column in enumerate(columns):
        room = lane if index + 1 < len(columns) else width - lane * (len(columns) - 1)
        cell = clip(column[y] if y < len(column) else (), room - 2)
        line += [("│" if index else " ", "rule"), (" " if y == 0 else "", ""), *cell]
        line.append((" " * max(0, room - 1 - (y == 0) - width_of(cell)), ""))
    return clip(line, width)


class Lanes(Painted):
    """The boards, side by side."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return lanes_lines(picture, width, height)
