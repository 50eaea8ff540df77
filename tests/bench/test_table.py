"""What `make bench` measures, and how its table tells it. That it is fast is no affair of a test."""

import ast
import json
from pathlib import Path

import pytest

from benchmarks import told
from benchmarks.__main__ import chosen, main, measure
from benchmarks.work import Effort, Figure, Work, load
from tests.sources import READS_ALL, modules, nodes_of

WORKS = load()
ROWS = {
    "ticking board, to the terminal; processor of a tick": "board-ticks",
    "the same in real seconds": "board-rest",
    "processor of a key": "key-cpu",
    "key to the picture of what is on disk, also with 5,000 events": "key-to-disk-picture",
    "vigie run: first picture, complete, bytes": "run-first-picture",
    "vigie status N, --help over python -c pass": "command",
    "Journal.act at 100, 1,000, 10,000 events": "act",
    "Journal.open, 5,000 events": "open",
    "500 sessions: status, review, report, check": "reading",
    "import of 5,000 in 200 sessions, its flushes": "import",
    "memory, board of 200": "memory",
    "a following board": "board-follows",
    "20, 60, 200, 1,000 candidates": "grows-with-candidates",
    "100, 1,000, 10,000 events": "grows-with-events",
    "24, 500, 2,400 sessions": "grows-with-sessions",
    "a school's laptop": "laptop",
    "hub: lines one by one and in batches beside bare COPY": "hub-lines",
    "hub: catch-up of 10,000 lines, direct": "hub-catch-up",
    "hub: catch-up of 10,000 lines, by SSH": "hub-catch-up-ssh",
    "hub: an action's fsync to its follower, 1, 20, 200 sessions": "hub-follow",
    "hub: heads of 2,380 journals": "hub-heads",
    "hub: the board's figures with it up, hanging, down": "hub-board",
    "hub: one day of an académie": "hub day",
    "hub: an académie's first picture, memory of the reader": "hub-first-picture",
}
"""What was asked for, and the work that measures it."""


@pytest.mark.parametrize(("row", "name"), ROWS.items())
def test_what_was_asked_for_is_measured(row: str, name: str) -> None:
    assert name in WORKS, row


def test_a_part_of_the_table_is_chosen_by_a_word() -> None:
    assert [work.name for work in chosen(WORKS, ["board-t", "grows-with-e"])] == ["board-ticks", "grows-with-events"]
    assert [work.name for work in chosen(WORKS, ["act"])] == ["act"], "a name is that work alone"
    assert chosen(WORKS, []) == list(WORKS.values())


@READS_ALL
def test_nothing_is_held_against_a_limit() -> None:
    """No assertion is there that a slow machine could fail, and no word for one."""
    for path in modules("benchmarks"):
        assert not [node for node in nodes_of(path) if isinstance(node, ast.Assert)], path
    for work in WORKS.values():
        assert "at most" not in work.title


def test_names_are_told_apart(tmp_path: Path) -> None:
    """A figure is found by its name: by its peer, and by what was measured before."""

    def run(_: Effort) -> "list[Figure]":
        return []

    peer, own = Figure("floor", "ms", (1.0, 2.0, 3.0)), Figure("ours", "ms", (4.0, 5.0, 9.0), "floor")
    measured = told.Measured(Work("w", "a work", run), (peer, own), (Figure("ours", "ms", (10.0,)),))  # type: ignore[arg-type]
    rows = list(measured.rows())
    assert rows[0][-4:] == ("", "", "", "")
    assert rows[1] == ("ours", "ms", "3", "4.00", "5.00", "9.00", "x2.50", "x4.00", "10.0", "x0.50")
    told.write(tmp_path, [measured], {"python": "3"})
    assert (
        "| ours | ms | 3 | 4.00 | 5.00 | 9.00 | x2.50 | x4.00 | 10.0 | x0.50 |" in (tmp_path / "bench.md").read_text()
    )
    kept = json.loads((tmp_path / "bench.json").read_text())
    assert kept["works"][0]["figures"][1]["samples"] == [4.0, 5.0, 9.0]


@pytest.mark.parametrize("k", [0, 1, 2])
def test_the_exponent_of_what_grows_so_is_found(k: int) -> None:
    assert told.exponent([(size, 3.0 * size**k) for size in (10.0, 100.0, 1000.0)]) == pytest.approx(k)


def test_a_series_is_told_by_size_with_the_last_step() -> None:
    """A fixed cost hides growth among small sizes: the last step is told too."""
    figures = [
        Figure(str(size), "ms", (cost,), series="s", size=size) for size, cost in ((10, 5.0), (100, 5.0), (200, 10.0))
    ]
    assert list(told.growth(figures)) == [("s", "10: 5.00 ms; 100: 5.00 ms; 200: 10.0 ms", "0.17", "1.00")]


def test_one_in_a_hundred_is_more() -> None:
    assert Figure("", "", tuple(range(1, 201))).p99 == 198
    assert Figure("", "", (1.0, 7.0)).p99 == 7


def test_the_works_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert {line.split("  ")[0] for line in capsys.readouterr().out.splitlines()} == set(WORKS)


def test_what_takes_long_is_left_out_of_a_quick_run_unless_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--list"]) == 0
    quick = {line.split("  ")[0] for line in capsys.readouterr().out.splitlines()}
    assert quick == {name for name, one in WORKS.items() if not one.is_long} != set(WORKS)
    assert main(["--quick", "--list", "-k", "hub day"]) == 0
    assert capsys.readouterr().out.startswith("hub day")


@pytest.mark.wide
@pytest.mark.parametrize("name", WORKS)
def test_each_work_measures_something(name: str) -> None:
    """At the smallest size, in a process of its own; or it says what it misses here."""
    measured = measure(WORKS[name], "tiny", None)
    assert measured.figures or measured.skipped.startswith(("needs", "no ")), measured.skipped
    assert all(figure.samples for figure in measured.figures)
    peers = {figure.peer for figure in measured.figures} - {""}
    assert peers <= {figure.name for figure in measured.figures}
    assert len({figure.name for figure in measured.figures}) == len(measured.figures)
