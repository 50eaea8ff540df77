"""The bar of time under the board: where one is in the session, what happened there, whether it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from screens.kit.ink import Line, Span, clip, spread, width_of
from screens.picture.picture import Picture, short_name
from screens.review.replay import Replay
from screens.widgets.journal import told_spans
from screens.widgets.painted import Painted
from supervisor.event import Entry
from supervisor.replay import is_incident
from supervisor.session import Session, numbers_of
from supervisor.story import is_noted_later

HERE, INCIDENT, TICK = "█", "!", "─"


def cell_of(instant: datetime, begin: datetime, end: datetime, cells: int) -> int:
    """In which of so many cells between two instants an instant lies."""
    length = end - begin
    if length <= timedelta():
        return cells - 1
    return max(0, min(cells - 1, int((instant - begin) / length * cells)))


def when(session: Session, instant: datetime) -> str:
    """Its hour, as long as that was on the day it was held; else the day too: « 17/10 10:00 »."""
    local = session.local(instant)
    return f"{local:%H:%M:%S}" if local.date() == session.day_held else f"{local:%d/%m %H:%M}"


def bar_spans(replay: Replay, session: Session, cells: int) -> Line:
    """The session from its beginning to its end, incidents and the present place marked."""
    begin, end = replay.begin, replay.end
    here = cell_of(replay.instant, begin, end, cells)
    # Where « incident suivant » leads: when they became known, which on the bar is where they can be seen.
    known = (replay.timeline.instant_of(entry.id) for entry in session.entries if is_incident(entry))
    marked = {cell_of(at, begin, end, cells) for at in known}
    spans: list[Span] = []
    for cell in range(cells):
        if cell == here:
            spans.append((HERE, "blue+"))
        elif cell in marked:
            spans.append((INCIDENT, "orange+"))
        else:
            spans.append((TICK, "label" if cell < here else "dim"))
    return merged(spans)


def merged(spans: Iterable[Span]) -> Line:
    """The same line in as few spans as it has inks."""
    kept: list[Span] = []
    for text, ink in spans:
        if kept and kept[-1][1] == ink:
            kept[-1] = (kept[-1][0] + text, ink)
        else:
            kept.append((text, ink))
    return tuple(kept)


def bar_lines(replay: Replay, width: int, state: Session | None = None) -> list[Line]:
    """The bar, and the event that one stands at; `state` is the session there, where names are masked."""
    session = replay.timeline.session
    begin, end = (f"{session.local(at):%H:%M}" for at in (replay.begin, replay.end))
    bar = bar_spans(replay, session, max(8, width - 14))
    first: Line = ((f" {begin} ", "label"), *bar, (f" {end} ", "label"))
    pace: Line = ((f"{'▶' if replay.is_playing else '‖'} x{replay.speed} ", "amber+" if replay.is_playing else "soft"),)
    return [clip(first, width), spread(_event(replay, state or replay.session, width), pace, width)]


def _event(replay: Replay, state: Session, width: int) -> Line:
    entry = state.entries[replay.count - 1]
    numbers = numbers_of(entry, state)
    who = f"{short_name(state, numbers[0])} : " if len(numbers) == 1 else ""
    place = f" {replay.count}/{len(replay.timeline)} "
    hour: Line = ((f"{when(state, entry.at)} ", ""), *_recorded(state, entry))
    line: Line = ((place, "label"), *hour, (who, "+"), *told_spans(state, entry))
    return line if width_of(line) + 20 > width else (*line, (f" — {entry.author}", "label"))


def _recorded(state: Session, entry: Entry) -> Line:
    """When it was recorded, where that was later: the bar stands at that instant."""
    late = is_noted_later(entry)
    return ((f"(enregistré {when(state, entry.recorded_at)}) ", "label"),) if late else ()


class TimeBar(Painted):
    """Two rows above the footer while a past instant is looked at."""

    GROUND = "band"

    def __init__(self, replay: Callable[[], Replay | None], *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._replay = replay

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        replay = self._replay()
        return bar_lines(replay, width, picture.session)[:height] if replay is not None else []
