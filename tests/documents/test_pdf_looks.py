"""How papers look: what is on one page, what is not torn, what is not left alone, what is large enough."""

from __future__ import annotations

import pytest

from data.documents.papers import PAPERS
from data.documents.parts import BODY, Column, Grid, Part, Signatures, Text
from data.documents.parts import Paper as Told
from data.documents.pdf import lettering
from data.documents.pdf.drawing import pdf_of
from data.documents.pdf.sheet import Sheet
from data.documents.pdf.table import Table
from supervisor import action as act
from tests.documents.reading import Paper, made
from tests.documents.rooms import LONGEST_TEXT, closed, eventful, room
from tests.documents.structure import Tagged
from tests.supervisor.support import Bench


@pytest.mark.parametrize("night", [False, True])
def test_the_rescue_sheet_of_twenty_is_one_page(night: bool) -> None:
    """Each with an end of their own, some provisional, one awaited, two surveillants, also past midnight."""
    names = ("Mme Anne-Laure Roy-Delacroix", "M. Jean-Baptiste Lefèvre")
    start = "22:30" if night else "09:00"
    bench = room(20, surveillants=names, start=start, now=start)
    for number in range(1, 20):
        bench.wait(minutes=1).do(act.Mark("start", (number,)))
    bench.do(act.Mark("pause-begin", (4,)))
    bench.do(act.AdjustTime((9,), 10, "casque en panne"))
    bench.wait(hours=1, minutes=20)
    paper = made("secours", bench)
    paper.assert_tidy()
    assert paper.count == 1
    paper.assert_in_order("À noter à la main", "Fin provisoire", "À démarrer", "Fins, dans leur ordre")
    assert sum("+1j" in one.text for one in paper.pages[0].texts) > 20 * night - 20 * (not night)


def test_no_title_of_a_column_is_broken_within_a_word() -> None:
    """In any paper, of pupils and of others, of both editions."""
    for bench in (closed(eventful(10)), room(3, school=False, edition="2021")):
        for kind in PAPERS.values():
            for paper in kind.told(bench.session, bench.now):
                sheet = Sheet(bench.session, paper, bench.now)
                for grid in (part for part in paper.parts if isinstance(part, Grid)):
                    for column, lines in zip(grid.columns, titles(sheet, grid), strict=True):
                        assert set(" ".join(lines).split()) <= set(column.title.split()), (paper.file, lines)
                lettering.release(sheet.pdf)


def titles(sheet: Sheet, grid: Grid) -> list[list[str]]:
    heading = Table(sheet, grid.columns, size=grid.size)._heading
    assert heading is not None
    return [lines for _, lines in heading.cells]


def test_no_row_is_left_alone_on_its_page() -> None:
    """The last row of a table takes the one before it along."""
    bench = Bench()
    seen = set()
    for rows in range(30, 60):
        listed = [(f"#{rank:02}", "mot") for rank in range(rows)]
        paper = Told("essai", "ESSAI", [Grid("essai", [Column("N°", 30), Column("Texte")], listed)])
        pages = Paper(pdf_of(bench.session, paper, bench.now)).page_texts
        on_last = pages[-1].count("#")
        seen.add(len(pages))
        assert len(pages) == 1 or on_last >= 2
        assert sum(page.count("#") for page in pages) == rows
    assert seen == {1, 2}


def test_nobody_signs_an_empty_page() -> None:
    """Boxes to sign in stand below a row of what is signed, with the remark between."""
    bench = Bench()
    columns = [Column("N°", 30), Column("Texte")]
    below: list[Part] = [Text("remarque", is_small=True), Signatures(["Signé :"])]
    for rows in range(28, 44):
        listed = [(f"#{rank:02}", "mot") for rank in range(rows)]
        for then in (below, below[1:]):
            paper = Told("essai", "ESSAI", [Grid("essai", columns, listed), *then])
            [page] = [one for one in Paper(pdf_of(bench.session, paper, bench.now)).page_texts if "Signé" in one]
            assert "#" in page, rows


@pytest.mark.parametrize("letters", [0, 300, pytest.param(900, marks=pytest.mark.wide), 1200])
def test_the_legend_is_not_torn(letters: int) -> None:
    """Whatever stands above it, all codes are on the page of their heading."""
    bench = room(8).start(1, 2, 3, 4, 5, 6, at="09:00")
    for number in range(1, 6):
        text = LONGEST_TEXT[: min(500, max(8, letters - 300 * (number - 1)))]
        bench.do(act.RecordIncident("C7", (number,), text=text))
    paper = made("incidents", bench)
    [page] = [text for text in paper.page_texts if "Légende:" in text]
    assert all(f"{code.code}{''.join(code.label.split())}" in page for code in bench.session.reference.codes)


def test_a_table_goes_from_margin_to_margin() -> None:
    """Also where each of its columns has a width."""
    bench = Bench()
    for widths in ((20, 30), (200, 200), (20, 0)):
        columns = [Column(f"C{width}", width) for width in widths]
        paper = Told("essai", "ESSAI", [Grid("essai", columns, [("a", "b")])])
        frames = Paper(pdf_of(bench.session, paper, bench.now)).pages[0].frames
        assert max(frame.right for frame in frames) == pytest.approx(198, abs=0.1)
        assert min(frame.left for frame in frames) == pytest.approx(12, abs=0.1)


def test_boxes_to_sign_in_are_all_as_wide() -> None:
    """However many they are."""
    bench = Bench()
    for number in range(1, 12):
        sheet = Sheet(bench.session, Told("essai", "ESSAI", ()), bench.now)
        sheet.signatures([f"Témoin {rank}" for rank in range(number)])
        [page] = Paper(sheet.output()).pages
        boxes = [frame for frame in page.frames if 20 < frame.top - frame.bottom < 24]
        assert len(boxes) == number
        assert max(box.right - box.left for box in boxes) == pytest.approx(
            min(box.right - box.left for box in boxes), abs=0.01
        )


def test_letters_are_large_enough() -> None:
    """Ten points for what is read; a small remark is not below eight."""
    assert BODY == 10
    bench = closed(eventful(10))
    for name in PAPERS.keys() - {"fraudes"}:
        for paper in PAPERS[name].told(bench.session, bench.now):
            grids = [part for part in paper.parts if isinstance(part, Grid)]
            # The grid of codes is looked up, not read.
            assert all(grid.size == BODY for grid in grids if not grid.caption.startswith("Légende"))
            assert all(grid.size >= 8 for grid in grids)


def test_the_finalisation_folds_what_asks_for_nothing() -> None:
    """As the screen does: how many, in one line; who has something to be typed has a row."""
    bench = closed(eventful(10))
    paper = made("finalisation", bench)
    assert paper.says("4 autres tests terminés : rien à saisir.")
    assert not paper.says("ABADIE 5"), "nothing to type for them"
    bench = room(3).start(1, 2, 3, at="09:00")
    bench.do(act.Finish((1, 2, 3)))
    paper = made("finalisation", bench)
    assert paper.says("3 tests terminés : rien à saisir.")
    assert made("finalisation", Bench()).says("Aucun.")


def test_a_heading_a_day() -> None:
    """The journal of an evening that went on: a heading and its bookmark each, and below it the hour alone."""
    bench = Bench(now="22:50", start="23:00").start(3, at="23:10")
    bench.wait(hours=1, minutes=10).do(act.Finish((3,)), at=bench.now)
    [content] = PAPERS["journal"].make(bench.session, bench.now).values()
    paper = Tagged(content)
    days = ["lundi 23 novembre 2026", "mardi 24 novembre 2026"]
    assert [text for _, text in paper.headings()] == ["JOURNAL DE LA SESSION", *days]
    assert [text for _, text, _ in paper.outline] == days
    first, second = [table for table in paper.document.each("Table") if "Ce qui s'est passé" in table.whole]
    assert "23:10:00" in first.whole
    assert "le 23/11 à" not in first.whole
    assert second.parts[1].parts[1].whole in ("00:20:00", "le 23/11 à 23:10:00")


def test_a_list_ends_before_what_follows() -> None:
    """A mark is a list's; a sentence behind it is none."""
    parts = [Text("un", mark="–"), Text("deux", mark="–"), Text("trois"), Text("quatre", mark="1.")]
    bench = Bench()
    paper = Tagged(pdf_of(bench.session, Told("essai", "ESSAI", parts), bench.now))
    assert [len(listed.parts) for listed in paper.document.each("L")] == [2, 1]
