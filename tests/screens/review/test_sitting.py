"""The bar and the chart are of the sitting: not of the list made days before, nor of marks of the next day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from screens.review.chart import span_of
from screens.review.replay import LEFT_AFTER, Replay
from screens.review.timebar import bar_lines, bar_spans, when
from supervisor import action as act
from supervisor.action import Context
from supervisor.folding import fold
from supervisor.session import Session
from tests.screens.room import MemoryDesk, at

LATER = at("23:00:00")


def note(desk: MemoryDesk, instant: datetime) -> None:
    desk.act_now(act.WriteNote("relu"), Context(now=instant, author="Mme Roux", host="bureau"))


def sitting(replay: Replay) -> tuple[datetime, datetime]:
    return replay.begin, replay.end


def recorded_at(session: Session, instant: datetime) -> Session:
    """The same session, all of it typed in at one instant."""
    return fold(session.header, [replace(entry, recorded_at=instant) for entry in session.entries])


def text_of(line: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for text, _ in line)


@pytest.mark.parametrize(
    ("after", "is_on_the_bar"), [(timedelta(), True), (LEFT_AFTER, True), (LEFT_AFTER + timedelta(seconds=1), False)]
)
def test_what_is_noted_hours_later_is_not_on_the_bar(desk: MemoryDesk, after: timedelta, is_on_the_bar: bool) -> None:
    """Its end is the last that was recorded every three hours; what came later is still the last event."""
    last = desk.session.entries[-1].recorded_at
    note(desk, last + after)
    replay = Replay(desk.session, LATER + timedelta(days=2))
    assert replay.count == len(desk.session.entries)
    assert replay.instant >= last + after
    if not is_on_the_bar:
        assert replay.end == last
        replay.by_time(timedelta(minutes=-5))
        assert replay.instant == last
        replay.to_end()
        assert replay.count == len(desk.session.entries)


@pytest.mark.parametrize("days", [1, 7])
def test_what_was_noted_days_before_is_not_on_the_bar(desk: MemoryDesk, days: int) -> None:
    """A note between the list and the day itself is stepped to, but the bar begins with the day."""
    before = sitting(Replay(desk.session, LATER))
    made = [entry for entry in desk.session.entries if entry.action == 1]
    eve = made[0].recorded_at - timedelta(days=days)
    early = [replace(entry, at=eve, recorded_at=eve) for entry in desk.session.entries[: len(made) + 1]]
    session = fold(desk.session.header, [*early, *desk.session.entries[len(early) :]])
    replay = Replay(session, LATER)
    assert replay.begin > eve + timedelta(hours=12)
    assert replay.end == before[1]
    replay.to_begin()
    replay.by_event(1)
    assert replay.instant == eve
    assert when(session, eve).startswith(f"{session.local(eve):%d/%m }")


def test_of_a_session_typed_in_afterwards_the_chart_is_of_the_day(desk: MemoryDesk) -> None:
    """The bar is of the minutes of typing; the chart shows when people started, the bar's line says both hours."""
    session = recorded_at(desk.session, at("18:00:00") + timedelta(days=3))
    replay = Replay(session, LATER + timedelta(days=3))
    begin, end = span_of(replay)
    assert at("08:00:00") < begin < end < at("12:00:00")
    replay.by_event(-1)
    assert "enregistré 23/11 18:00" in text_of(bar_lines(replay, 120)[1])


def test_on_time_the_chart_is_the_bar(desk: MemoryDesk) -> None:
    replay = Replay(desk.session, at("10:28:20"))
    begin, end = span_of(replay)
    assert end == replay.end
    assert begin <= replay.begin
    assert "enregistré" not in text_of(bar_lines(replay, 120)[1])


def test_incidents_are_marked_where_the_key_leads(desk: MemoryDesk) -> None:
    """An incident noted late is marked at the instant at which it became known, the end of the bar here."""
    session = recorded_at(desk.session, at("18:00:00"))
    replay = Replay(session, at("18:30:00"))
    replay.by_time(timedelta(minutes=30))
    assert text_of(bar_spans(replay, session, 60)) == "!" + "─" * 58 + "█"
