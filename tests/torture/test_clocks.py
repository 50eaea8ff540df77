"""The real program on a machine whose wall clock is odd: at odd hours, fast, set while it runs, far too early.

libfaketime stands around it (`tests/e2e/clocks.py`). All that is asserted holds however slow the machine is: nothing is
read off a picture that goes by, and every length is one of the session's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.clocks import NEEDS_FAKETIME, PARIS, ClockedStore, clocked
from tests.e2e.terminal import NEEDS_TMUX, Terminal, Tmux, until
from tests.torture.figures import Effort, both_forms
from tests.waiting import PATIENCE_S

pytestmark = [pytest.mark.e2e, NEEDS_TMUX, NEEDS_FAKETIME]

LENGTH = timedelta(minutes=105)
WITH_A_THIRD = timedelta(minutes=140)

# fmt: off
MOMENTS = {
    # What is about to come, UTC: the hour that is missing, the hour that is there twice, other days, other counters.
    "spring":           datetime(2025, 3, 30, 1, 0, tzinfo=UTC),
    "autumn":           datetime(2025, 10, 26, 1, 0, tzinfo=UTC),
    "new-year":         datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
    "29-february":      datetime(2028, 2, 28, 23, 0, tzinfo=UTC),
    "after-29-february": datetime(2028, 2, 29, 23, 0, tzinfo=UTC),
    # Seconds in 32 bits end at 03:14:07: what begins a minute before this begins before that, and goes on after.
    "2038":             datetime(2038, 1, 19, 3, 15, tzinfo=UTC),
}
# fmt: on


@contextmanager
def board(store: ClockedStore) -> Iterator[Terminal]:
    """The board of session 208 under the store's clock, its list before the eyes; tmux is under the machine's."""
    with Tmux(store) as tmux:
        terminal = store.open(tmux)
        terminal.sees(" 208 ", "? aide")
        terminal.shows_its_list()
        yield terminal


def jumps(store: ClockedStore) -> list[int]:
    """What was noted of the wall clock's jumps, seconds."""
    return [line["public"]["seconds"] for line in store.lines() if line["kind"] == "clock_jumped"]


def have_come(store: ClockedStore, known: int) -> bool:
    """More jumps are noted than were known."""
    return len(jumps(store)) > known


def lengths(rows: Iterable[Mapping[str, Any]]) -> dict[int, timedelta]:
    """For each whose test has begun, by how much their end is behind their start."""
    instant = datetime.fromisoformat
    return {row["number"]: instant(row["ends_at"]) - instant(row["started_at"]) for row in rows if row["started_at"]}


def hour(at: datetime) -> str:
    """As the board shows it."""
    return f"{at.astimezone(PARIS):%H:%M}"


def stands(desk: Terminal, number: int, status: str, *, after: timedelta = timedelta(0)) -> None:
    """Wait until the list says so, which it cannot before that much time of the machine's."""
    until(
        lambda: number in desk.rows and desk.rows[number].status == status,
        lambda: f"{number}: {status}\n{desk.text}",
        PATIENCE_S + after.total_seconds(),
    )


def leaves(desk: Terminal) -> None:
    """Out by `q`, whatever still runs or waits: it is asked about then, and Enter takes what comes first."""
    desk.press("q")
    until(lambda: "Quitter Vigie" in desk.text or "code 0" in desk.text, lambda: desk.text)
    if "code 0" not in desk.text:
        desk.press("Enter")
    desk.ends(0)


@both_forms
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_session_over_an_odd_moment(moment: str, effort: Effort, tmp_path: Path) -> None:
    """Begun before it, led on and closed after it: every test is as long as it is, every paper is made."""
    comes = MOMENTS[moment]
    store = clocked(tmp_path / "room", comes - timedelta(seconds=60), "join 1-3", "start 1,2")
    starts = [line["at"] for line in store.lines() if line["kind"] == "test_started"]
    assert all(datetime.fromisoformat(at) < comes for at in starts)

    store.set(comes - timedelta(seconds=4))
    with board(store) as desk:
        desk.sees(f"{hour(comes)}:")
        desk.choose(3)
        desk.press("d")
        stands(desk, 3, "En cours")
        desk.choose(1)
        desk.press("f")
        desk.sees("01 ABGRALLOU : test terminé ?")
        desk.press("o", "Enter")
        stands(desk, 1, "Terminé")
        leaves(desk)

    rows = {row["number"]: row for row in store.candidates()}
    assert datetime.fromisoformat(rows[3]["started_at"]) >= comes
    assert datetime.fromisoformat(rows[1]["finished_at"]) >= comes
    assert lengths(rows.values()) == {1: LENGTH, 2: WITH_A_THIRD, 3: LENGTH}
    assert jumps(store) == [], "a clock that shows another hour has not jumped"
    store.script("end 2,3 --reason technical", "close --force", "finalisation", "log")
    assert "journal entier" in store.done("check", "208")
    # A PDF takes as long as all the rest.
    kinds = () if effort.is_full else ("--only", "json,journal,csv,md,html")
    store.done("export", "208", *kinds, "--to", str(tmp_path / "out"))
    for words in (("report", "--to", str(tmp_path / "report")), ("purge",)) if effort.is_full else ():
        store.answers(*words)
    assert store.faults == []
    effort.tell("clock at odd moments", sessions=1, events=len(store.lines()), tracebacks=0, hangs=0)


@both_forms
def test_a_clock_that_runs_fast(effort: Effort, tmp_path: Path) -> None:
    """A minute a second (ten, in short): from the start by a key to overtime, to the close; its jumps are told."""
    store = clocked(tmp_path / "room", "+0", "join 1,2")
    speed = 60 if effort.is_full else 600
    store.set(f"+0 x{speed}")
    with board(store) as desk:
        desk.choose(1)
        desk.press("d")
        stands(desk, 1, "En cours")
        desk.answers("l'horloge de la machine a avancé de", "les débuts notés restent", sign="!")
        stands(desk, 1, "Dépassé", after=LENGTH / speed)
        desk.press("f")
        stands(desk, 1, "Terminé")
        leaves(desk)

    [row] = [row for row in store.candidates() if row["number"] == 1]
    assert lengths([row]) == {1: LENGTH}
    started, finished = (datetime.fromisoformat(row[name]) for name in ("started_at", "finished_at"))
    assert finished - started > LENGTH
    told = jumps(store)
    assert told
    assert all(size > 0 for size in told)
    assert sum(told) > (finished - started).total_seconds() * 0.5, "all of it but what really passed"
    last = max(line["recorded_at"] for line in store.lines())
    store.set(datetime.fromisoformat(last) + timedelta(minutes=1))
    store.done("do", "208", "close", "--force")
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []
    effort.tell("clock that runs fast", session_minutes=round((finished - started).total_seconds() / 60),
                jumps=len(told), tracebacks=0, hangs=0)  # fmt: skip


@both_forms
def test_a_clock_that_is_set_while_it_runs(effort: Effort, tmp_path: Path) -> None:
    """To the fifth last minute, over the end, back before the start, a year on, back again: told each time."""
    begin = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
    store = clocked(tmp_path / "room", begin, "join 1,2")
    with board(store) as desk:
        desk.choose(1)
        desk.press("d")
        stands(desk, 1, "En cours")
        places = [timedelta(minutes=101), timedelta(minutes=106), timedelta(hours=-9), timedelta(days=365)]
        drawn = range(effort.times(full=12, short=1))
        places += [timedelta(seconds=effort.chance.randrange(-40_000_000, 40_000_000)) for _ in drawn]
        there = timedelta()
        for place in [*places, timedelta(minutes=50)]:
            way = "avancé" if place > there else "reculé"
            known = len(jumps(store))
            store.set(begin + place)
            desk.answers(f"l'horloge de la machine a {way} de ", sign="!")
            until(partial(have_come, store, known), lambda: desk.text)
            size = jumps(store)[known]
            assert abs(size - (place - there).total_seconds()) < 1_000, (size, place, there)
            there = place
        told = jumps(store)
        noted_at = desk.rows[1].started
        desk.press("J")
        desk.sees("Saut d'horloge : décaler 1 début")
        desk.press("Enter")
        until(lambda: 1 in desk.rows and desk.rows[1].started not in ("", noted_at), lambda: desk.text)
        assert "propose de décaler" not in desk.text, "it stands no longer, once it is done"
        desk.press("f")
        desk.sees("01 ABGRALLOU : test terminé ?")
        desk.press("o", "Enter")
        stands(desk, 1, "Terminé")
        leaves(desk)
    [noted] = [line["at"] for line in store.lines() if line["kind"] == "test_started"]
    [row] = [row for row in store.candidates() if row["number"] == 1]
    assert lengths([row]) == {1: LENGTH}
    shifted = datetime.fromisoformat(row["started_at"]) - datetime.fromisoformat(noted)
    assert shifted.total_seconds() == sum(told), "by as much as the clock is away now from where it was"
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []
    effort.tell("clock that is set", jumps=len(told), tracebacks=0, hangs=0)


BEFORE = {"1970": datetime(1970, 1, 1, 0, 0, 30, tzinfo=UTC), "2001": datetime(2001, 9, 9, 1, 46, 30, tzinfo=UTC)}
"""A machine whose battery is dead; one that starts with a default."""


@both_forms
@pytest.mark.parametrize("year", BEFORE)
def test_a_clock_before_the_journal(year: str, effort: Effort, tmp_path: Path) -> None:
    """Everything answers, by a sentence where it must; what was recorded stays, and goes on once the clock is right."""
    begin = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
    store = clocked(tmp_path / "room", begin, "join 1-3", "start 1,2")
    known = store.lines()

    store.set(BEFORE[year])
    out = tmp_path / "out"
    lately: tuple[tuple[str, ...], ...] = (
        ("status", "208"), ("log", "208"), ("doctor",), ("do", "208", "start", "3"), ("do", "208", "finish", "1"),
    )  # fmt: skip
    others: tuple[tuple[str, ...], ...] = (
        ("status",), ("status", "208", "--sentences"), ("check", "208"), ("closing", "208"), ("find", "abgrallou"),
        ("papers", "208", "--to", f"{out}-papers"), ("export", "208", "--to", str(out)), ("purge",),
        ("report", "--to", f"{out}-report"), ("training", "list"), ("do", "208", "note", "--text", "trop tôt"),
    )  # fmt: skip
    commands = (*lately, *others) if effort.is_full else lately
    for words in commands:
        store.answers(*words)
    with board(store) as desk:
        leaves(desk)
    added = store.lines()[len(known) :]
    assert store.lines()[: len(known)] == known

    store.set(begin + timedelta(minutes=30))
    store.done("do", "208", "finish", "2")
    assert lengths(store.candidates())[2] == WITH_A_THIRD
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []
    effort.tell("clock before the journal", commands=len(commands), events=len(added), tracebacks=0, hangs=0)
