"""Papers as they are read to somebody: language, title, bookmarks, headings, tables and the headings of cells."""

from __future__ import annotations

from functools import cache

import pytest

from data.documents.papers import PAPERS
from data.documents.yearly.section import Section, YearColumn, YearDocument
from data.documents.yearly.writing import pdf
from tests.documents.reading import squeezed
from tests.documents.rooms import closed, eventful, room
from tests.documents.structure import Tagged, assert_read
from tests.supervisor.support import Bench, newcomer

WIDE = [pytest.param(name, marks=[pytest.mark.wide] * (name not in ("incidents", "fraudes"))) for name in PAPERS]
"""All papers; in `make test` the two that have every kind of part."""


@cache
def full() -> Bench:
    return closed(eventful(21))


@cache
def tagged(name: str) -> list[Tagged]:
    return [Tagged(content) for content in PAPERS[name].make(full().session, full().now).values()]


@pytest.mark.parametrize("name", WIDE)
def test_a_paper_is_read_in_its_order(name: str) -> None:
    """Every letter belongs to a part or is a repetition; its title is the window's; each heading has its bookmark."""
    for paper in tagged(name):
        assert_read(paper)
        [title] = paper.document.each("H1")
        metadata = paper.reader.metadata
        assert metadata is not None
        assert metadata.title == f"{title.whole}, session 208"
        headings = [(level - 2, squeezed(text)) for level, text in paper.headings() if level > 1]
        bookmarks = [(depth, squeezed(text)) for depth, text, _ in paper.outline]
        assert bookmarks, "no bookmark"
        assert [one for one in bookmarks if one in headings] == headings


@pytest.mark.parametrize("name", WIDE)
def test_heads_and_feet_are_read_once(name: str) -> None:
    """The session, its day and its seal are read on the first and on the last page, not on each."""
    for paper in tagged(name):
        said = paper.document.whole
        assert said.count("Session n° 208") == 1
        assert said.count("Session close") == 1
        pages = len(paper.reader.pages)
        assert sum("Session n° 208" in text for text in paper.repeated) == pages - 1


def test_a_table_that_goes_on_is_one_table() -> None:
    """Its heading is on each page for the eye, and read once."""
    [paper] = tagged("incidents")
    assert len(paper.reader.pages) > 1
    tables = [table for table in paper.document.each("Table") if "Précisions" in table.whole]
    assert len(tables) == 1
    assert [cell.whole for cell in tables[0].parts[0].parts][:3] == ["Heure", "N°", "Nom et prénom"]
    assert {cell.scope for cell in tables[0].parts[0].parts} == {"Column"}
    shown_again = sum("Précisions" in page.extract_text() for page in paper.reader.pages) - 1
    assert shown_again >= 1
    assert paper.repeated.count("Précisions") == shown_again


def test_a_row_is_named_by_its_person() -> None:
    """« Nom et prénom » is read before each of the other cells of a row."""
    [paper] = tagged("incidents")
    names = [cell.whole for cell in paper.document.each("TH") if cell.scope == "Row"]
    assert any("CASTEL-ROUX" in name for name in names)


def test_a_torn_row_is_one_row() -> None:
    """A text longer than a page stays in its cell."""
    bench = Bench(listed=(newcomer("SEULE"),))
    long = " ".join(f"mot{n:04}" for n in range(1800))
    document = YearDocument(
        "Essai", "2026-2027", "", "", "", [Section("Un", [YearColumn("N°", 20), YearColumn("Texte")], [("1", long)])]
    )
    paper = Tagged(pdf(document, bench.session.local(bench.now)))
    assert_read(paper)
    [table] = paper.document.each("Table")
    assert len(table.parts) == 2
    assert len(paper.reader.pages) > 1
    words = table.parts[1].parts[1].whole.replace("…", " ").split()
    assert words == long.split()


@pytest.mark.wide
@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("count", [0, 1, 35])
def test_a_paper_of_any_size_is_read_in_its_order(name: str, count: int) -> None:
    """Also before anything happened."""
    bench = room(count)
    for content in PAPERS[name].make(bench.session, bench.now).values():
        assert_read(Tagged(content))
