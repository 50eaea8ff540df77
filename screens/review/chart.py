"""The chart of a session: how many had joined, started and finished, and what went wrong, over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from screens.kit.ink import Line, Span, clip, fit
from screens.picture.picture import Hint, Picture
from screens.review.commands import BY_ID, REPLAY, REVIEW_JOURNAL, VIEW_BACK_FROM_CHART
from screens.review.host import Reviewed
from screens.review.replay import Replay
from screens.review.review_view import ReviewView, bindings_for
from screens.review.timebar import TimeBar, cell_of, merged
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from screens.widgets.painted import Painted
from supervisor.jumps import joined_today, stopped_today
from supervisor.replay import incident_instants
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import MINUTE

AXIS = 5
"""Cells left of the columns: the scale."""
FINISHED, STARTED, JOINED, HERE = "█", "▒", "·", "┊"
INKS = {FINISHED: "blue", STARTED: "green", JOINED: "yellow", HERE: "blue+"}
"""What each column is made of: a sign and an ink, so that sixteen colours or none do."""


def span_of(replay: Replay) -> tuple[datetime, datetime]:
    """From where to where the chart goes: the bar, and before it what was noted late.

    A session that was typed in afterwards, all of it, is shown when it was held, not while it was typed.
    """
    session, begin, end = replay.timeline.session, replay.begin, replay.end
    facts = [at for c in session.candidates.values() for at in _steps(session, c) if at is not None]
    facts += incident_instants(session)
    if not facts or min(facts) >= begin:
        return begin, end
    return min(facts), (max(facts) if max(facts) < begin else end)


def chart_lines(session: Session, begin: datetime, end: datetime, here: datetime | None, width: int,
                height: int) -> list[Line]:  # fmt: skip
    """The chart in so many cells.

    Args:
        session: with all its facts; a column shows those that lie before its end.
        begin: the instant of the first column.
        end: that of the last one.
        here: the instant that is looked at; None: none.
        width: cells of a line.
        height: lines.
    """
    cells, rows = max(10, width - AXIS - 1), max(3, height - 6)
    people = [_steps(session, c) for c in session.candidates.values()]
    joined = _reached((min(filter(None, steps[:2]), default=None) for steps in people), begin, end, cells)
    started = _reached((start for _, start, _ in people), begin, end, cells)
    finished = _reached((stop for _, _, stop in people), begin, end, cells)
    most = max(1, len(people))
    place = cell_of(here, begin, end, cells) if here is not None else -1
    lines: list[Line] = [_legend(width)]
    for row in range(rows, 0, -1):
        # A row stands for the people above the share that the rows under it show; the top one for everybody.
        level = -(-row * most // rows)
        spans: list[Span] = [
            (fit(str(level) if row in (rows, 1, (rows + 1) // 2) else "", AXIS - 1, "right") + "│", "label")
        ]
        spans += [
            _cell(level, finished[cell], started[cell], joined[cell], is_here=cell == place) for cell in range(cells)
        ]
        lines.append(merged(spans))
    at = Counter(cell_of(i, begin, end, cells) for i in incident_instants(session) if begin <= i <= end)
    incidents = "".join((str(at[cell]) if at[cell] < 10 else "+") if at[cell] else " " for cell in range(cells))
    lines.append(((" " * (AXIS - 1) + "└" + "─" * cells, "label"),))
    lines.append(((fit("inc.", AXIS), "label"), (incidents, "orange+")))
    lines.append(_hours(session, begin, end, cells))
    return [clip(line, width) for line in lines]


def _steps(session: Session, who: Situation) -> tuple[datetime | None, datetime | None, datetime | None]:
    """When they joined, started and stopped, on the clock that the bar goes by: that after all jumps."""
    return joined_today(session, who), session.starts_today.get(who.number), stopped_today(session, who)


def _reached(instants: Iterable[datetime | None], begin: datetime, end: datetime, cells: int) -> list[int]:
    """How many lie before the end of each column."""
    of = Counter(cell_of(instant, begin, end, cells) for instant in instants if instant is not None)
    reached, total = [], 0
    for cell in range(cells):
        total += of[cell]
        reached.append(total)
    return reached


def _cell(level: int, finished: int, started: int, joined: int, *, is_here: bool) -> Span:
    if is_here:
        return (HERE, INKS[HERE])
    for count, sign in ((finished, FINISHED), (started, STARTED), (joined, JOINED)):
        if count >= level:
            return (sign, INKS[sign])
    return (" ", "")


def _legend(width: int) -> Line:
    line: Line = (
        (" Au fil du temps  ", "label+"), (FINISHED, INKS[FINISHED]), (" terminés  ", "soft"),
        (STARTED, INKS[STARTED]), (" ont démarré  ", "soft"), (JOINED, INKS[JOINED]), (" ont rejoint  ", "soft"),
        (HERE, INKS[HERE]), (" cet instant", "soft"),
    )  # fmt: skip
    return clip(line, width)


STEPS = (15, 30, 60, 120, 180, 360, 720, 1440)
"""Minutes between two hours under the columns: full quarters, the fewest that have room."""
HOUR_CELLS = 5
_GAP = 3
"""Cells that two hours stand apart at least."""


def _hours(session: Session, begin: datetime, end: datetime, cells: int) -> Line:
    """Full quarters of an hour under the columns, each at its own, as many as there is room for."""
    text = [" "] * (AXIS + cells)
    length = max(end - begin, MINUTE)
    room = max(1, cells // (HOUR_CELLS + _GAP))
    step = next((s for s in STEPS if length / (s * MINUTE) <= room), STEPS[-1])
    local = session.local(begin)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    first = -(-(local - midnight) // (step * MINUTE))
    free = 0
    for mark in range(first, first + 2 * room + 2):
        # In the session's own hours: on the night the clocks change an hour is told as it was.
        at = session.local(begin + (midnight + mark * step * MINUTE - local))
        if not begin <= at <= end:
            break
        cell = cell_of(at, begin, end, cells)
        if free <= cell <= cells - HOUR_CELLS:
            text[AXIS + cell : AXIS + cell + HOUR_CELLS] = f"{at:%H:%M}"
            free = cell + HOUR_CELLS + 1
    return (("".join(text), "label"),)


class Chart(Painted):
    """The chart, in all the room there is."""

    def __init__(self, review: Reviewed, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._review = review

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        review = self._review
        replay = review.replay or Replay(review.desk.session, review.real_now)
        here = replay.instant if review.replay is not None else None
        begin, end = span_of(replay)
        return chart_lines(replay.timeline.session, begin, end, here, width, height)


class ChartScreen(ReviewView):
    """The chart instead of the board; time is moved with the same keys."""

    WHERE = "DANS LE GRAPHIQUE"
    OWN = (VIEW_BACK_FROM_CHART,)
    ON_THE_BOARD = (REVIEW_JOURNAL, *REPLAY)
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(OWN, ON_THE_BOARD)

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield Chart(self.review, id="chart")
        yield TimeBar(lambda: self.review.replay, id="timebar")
        yield Footer(id="footer")

    def draw(self) -> None:
        self.set_class(self.review.replay is not None, "-replay")
        super().draw()

    def picture(self) -> Picture:
        return replace(super().picture(), arrangement="graphique", hints=tuple(self._hints()))

    def _hints(self) -> Iterator[Hint]:
        yield Hint("← →", "événement")
        yield Hint("Maj ← →", "5 min")
        for id_ in ("replay_play", "replay_speed", "replay_incident", "review_journal", "view_back"):
            yield Hint(self.review.key_shown(id_), BY_ID[id_].label)
