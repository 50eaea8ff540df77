"""The table: on the screen, as Markdown, as JSON; with two trees, before beside after."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.work import Figure, Work

HEAD = ("figure", "unit", "n", "min", "median", "p99", "ratio to peer", "of the minima")
BEFORE = ("before", "now / before")


@dataclass(frozen=True, slots=True)
class Measured:
    """A work, measured; what the tree before gave, where there is one."""

    work: Work
    figures: tuple[Figure, ...]
    before: tuple[Figure, ...] = ()
    skipped: str = ""

    def rows(self) -> Iterator[tuple[str, ...]]:
        """As cells of the table."""
        by_name = {figure.name: figure for figure in self.figures}
        earlier = {figure.name: figure for figure in self.before}
        for figure in self.figures:
            peer = by_name.get(figure.peer)
            ratio = f"x{figure.median / peer.median:.2f}" if peer and peer is not figure and peer.median else ""
            of_least = f"x{figure.least / peer.least:.2f}" if peer and peer is not figure and peer.least else ""
            cells: tuple[str, ...] = (
                figure.name, figure.unit, str(len(figure.samples)), number(figure.least), number(figure.median),
                number(figure.p99) if len(figure.samples) > 1 else "", ratio, of_least,
            )  # fmt: skip
            if self.before:
                then = earlier.get(figure.name)
                shown = f"x{figure.median / then.median:.2f}" if then and then.median else ""
                cells += (number(then.median) if then else "", shown)
            yield cells


def number(value: float) -> str:
    """Three figures that say something."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 4)}f}"


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The k of cost ~ size^k, by least squares over the logarithms; 0 where it cannot be told."""
    logs = [(math.log(size), math.log(cost)) for size, cost in points if size > 0 and cost > 0]
    if len(logs) < len(points) or len({size for size, _ in logs}) < 2:
        return 0.0
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def growth(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """A row a series: its medians by size, the exponent over all of them, and that of the last step."""
    series: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.series:
            series.setdefault(figure.series, []).append(figure)
    for name, found in series.items():
        found.sort(key=lambda figure: figure.size)
        points = [(float(figure.size), figure.median) for figure in found]
        by_size = "; ".join(f"{figure.size:,}: {number(figure.median)} {figure.unit}" for figure in found)
        yield name, by_size, f"{exponent(points):.2f}", f"{exponent(points[-2:]):.2f}"


def lines_of(measured: Measured) -> list[str]:
    """One work for the screen."""
    head = HEAD + (BEFORE if measured.before else ())
    rows = [head, *measured.rows()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    told = [f"\n{measured.work.name}: {measured.work.title}"]
    if measured.skipped:
        told.append(f"  not measured here: {measured.skipped}")
    if measured.figures:
        for row in rows:
            cells = (cell.ljust(width) if not rank else cell.rjust(width) for rank, (cell, width) in
                     enumerate(zip(row, widths, strict=True)))  # fmt: skip
            told.append("  " + "  ".join(cells).rstrip())
    return told


def markdown(all_measured: Sequence[Measured], machine: Mapping[str, str]) -> str:
    """The page of one run."""
    told = ["# Measured\n", *(f"- {what}: {said}" for what, said in machine.items())]
    for measured in all_measured:
        told.append(f"\n## {measured.work.name}: {measured.work.title}\n")
        if measured.skipped:
            told.append(f"Not measured here: {measured.skipped}\n")
        if measured.figures:
            told += table(HEAD + (BEFORE if measured.before else ()), measured.rows())
    grown = list(growth(figure for measured in all_measured for figure in measured.figures))
    if grown:
        told.append("\n## How cost grows\n")
        told += table(("what", "median by size", "exponent over all", "of the last step"), grown)
    return "\n".join(told) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of Markdown."""
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *rows)]


def write(folder: Path, all_measured: Sequence[Measured], machine: Mapping[str, str]) -> None:
    """Keep a run: `bench.md` for people, `bench.json` with every sample."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.md").write_text(markdown(all_measured, machine), encoding="utf-8")
    works = [
        {
            "work": measured.work.name, "title": measured.work.title, "skipped": measured.skipped,
            "figures": [asdict(figure) for figure in measured.figures],
            "before": [asdict(figure) for figure in measured.before],
        }
        for measured in all_measured
    ]  # fmt: skip
    whole = {"machine": dict(machine), "works": works}
    (folder / "bench.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
