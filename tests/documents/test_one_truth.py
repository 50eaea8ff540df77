"""One truth: a start, an end, a status is the same in every way out (RULES.md section 11).

Each session has awkward seconds: an end rounded one way here and another way there would be seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.documents.csv_out import candidates_csv
from data.documents.markdown_out import session_markdown
from data.documents.papers import PAPERS
from data.documents.rescue_sheet import rescue_sheet
from data.documents.without_names import without_names_csv
from screens.command.changes import look_at
from screens.command.status import status_lines
from screens.picture.picture import picture_of
from screens.widgets.heading import heading_lines
from screens.widgets.rows import columns_for, hours_width, row
from supervisor import action as act
from supervisor.wording import status_word
from tests.documents.reading import Paper
from tests.effort import examples
from tests.supervisor.support import Bench

MINUTE_OF = re.compile(r"(?<![\d:])(\d\d:\d\d)(?![:\d])")
"""An hour told to the minute; those with seconds are instants of facts."""


def papers(bench: Bench) -> Iterator[tuple[str, str]]:
    """Every way out that tells hours, by name."""
    session, now = bench.session, bench.now
    yield "session.md", session_markdown(session, now).decode().split("## Journal")[0]
    yield "candidats.csv", candidates_csv(session, now).decode("utf-8-sig")
    yield "secours.txt", rescue_sheet(session, now)
    yield "status", "\n".join(status_lines(session, now, full=True))
    yield (
        "list",
        "".join(
            text
            for text, _ in row(
                session, session.candidates[1], now, columns_for(140, hours=hours_width(session, now))
            ).line
        ),
    )
    yield "heading", "".join(text for line in heading_lines(picture_of(session, now), 150) for text, _ in line)
    yield "watch", " ".join(one.end for one in look_at(session, now).candidates.values())
    for name in ("secours", "fraudes", "signatures", "finalisation"):
        for content in PAPERS[name].make(session, now).values():
            yield name, " ".join(page.extract_text() for page in Paper(content).reader.pages)


def run(start: timedelta, end: timedelta | None = None) -> Bench:
    """One candidate whose test starts so long after 09:00, and is finished so long after its start."""
    bench = Bench(1)
    bench.at("09:00").wait(seconds=int(start.total_seconds()))
    bench.do(act.Mark("start", (1,)))
    bench.do(act.ReportFraud(1, "communication", "parlait", "séparés"))
    if end is not None:
        bench.wait(seconds=int(end.total_seconds()))
        bench.do(act.Finish((1,)))
    return bench


def hour(bench: Bench, seconds: int, *, up: bool) -> str:
    """So many seconds after 09:00, as it has to be shown."""
    whole = -(-seconds // 60) if up else seconds // 60
    return f"{bench.session.local(bench.hour('09:00') + timedelta(minutes=whole)):%H:%M}"


@settings(max_examples=examples(25), deadline=None)
@given(start=st.integers(0, 600), lasted=st.one_of(st.none(), st.integers(60, 6299)), closes=st.booleans())
def test_ends_and_starts_are_the_same_everywhere(start: int, lasted: int | None, closes: bool) -> None:
    """An end up, a start down: no way out shows the minute that the other rounding would give."""
    bench = run(timedelta(seconds=start), timedelta(seconds=lasted) if lasted is not None else None)
    if closes and lasted is not None:
        bench.wait(seconds=1801).do(act.CloseSession(force=True))
    started, allowed = hour(bench, start, up=False), hour(bench, start + 6300, up=True)
    stopped = hour(bench, start + lasted, up=True) if lasted is not None else None
    right = {started, allowed, stopped}
    wrong = {hour(bench, start, up=True), hour(bench, start + 6300, up=False)}
    if lasted is not None:
        wrong.add(hour(bench, start + lasted, up=False))
    # The hours of the slot, of the paper itself, of the close and of the 48 hours may fall on the same minute.
    others = {"09:00", "11:00", hour(bench, int((bench.now - bench.hour("09:00")).total_seconds()), up=False), stopped}
    told: dict[str, set[str]] = {}
    for name, text in papers(bench):
        told[name] = set(MINUTE_OF.findall(text))
        assert told[name] & (wrong - right - others - _of_the_48_hours(bench)) == set(), name
    for name in ("session.md", "candidats.csv", "status", "list"):
        assert {started, stopped or allowed} <= told[name], name
    if lasted is None:
        assert told["heading"] >= {allowed}
        assert told["watch"] == {allowed}


def _of_the_48_hours(bench: Bench) -> set[str]:
    due = bench.session.candidates[1].stopped_at
    return {f"{bench.session.local(due):%H:%M}"} if due is not None else set()


def test_an_end_beyond_midnight_is_told_with_its_day_everywhere() -> None:
    """A test that goes on into the next day."""
    bench = Bench(1, start="22:45", now="22:45")
    bench.at("22:46:40").do(act.Mark("start", (1,)))
    texts = dict(papers(bench))
    for name in ("session.md", "status", "heading", "watch"):
        assert "le 24/11 à 00:32" in texts[name], name
    assert "24/11/2026 00:32" in texts["candidats.csv"]
    for name in ("secours", "secours.txt"):
        assert "00:32+1j" in texts[name], name
    # Beside its start an end needs no day: it comes behind it.
    assert "22:46 00:32" in texts["list"]


def test_a_test_left_open_by_a_forced_close_does_not_go_on() -> None:
    """No paper says « En cours » of a closed session."""
    bench = run(timedelta(seconds=70))
    bench.at("11:30").do(act.CloseSession(force=True))
    assert status_word(bench.session, bench.session.candidates[1]) != "En cours"
    for name, text in papers(bench):
        assert "En cours" not in text, name
    for name, content in without_names_csv(bench.session, bench.now).items():
        assert "En cours" not in content.decode("utf-8-sig"), name


@pytest.mark.parametrize("close", [False, True])
def test_a_verdict_that_nobody_said_is_proposed(close: bool) -> None:
    """Until somebody says it, or closes over it."""
    bench = run(timedelta(0), timedelta(hours=1))
    if close:
        bench.do(act.CloseSession(force=True))
    made: dict[str, Callable[[], str]] = {
        "session.md": lambda: session_markdown(bench.session, bench.now).decode(),
        "finalisation": lambda: Paper(next(iter(PAPERS["finalisation"].make(bench.session, bench.now).values()))).text,
    }
    for name, text in made.items():
        assert ("(proposé)" in text()) is not close, name
