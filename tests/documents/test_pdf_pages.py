"""All papers at all sizes: their pages, their head and foot, and that nothing overlaps or leaves its box."""

from __future__ import annotations

import re
from functools import cache

import pytest

from data.documents.papers import PAPERS
from data.documents.parts import Column, Row
from data.documents.parts import Paper as Told
from data.documents.pdf.lettering import LACKING
from data.documents.pdf.sheet import Sheet
from data.documents.pdf.table import Table
from supervisor import action as act
from supervisor.seal import groups
from supervisor.session import Session
from tests.documents.reading import Paper
from tests.documents.rooms import LONGEST_FIRST, LONGEST_LAST, LONGEST_TEXT, LONGEST_WORD, closed, eventful, room
from tests.supervisor.support import Bench, newcomer

pytestmark = pytest.mark.wide

SIZES = (0, 1, 20, 21, 60)
ONE_DOCUMENT = [name for name in PAPERS if name != "fraudes"]


@cache
def empty_room(count: int) -> Bench:
    return room(count)


@cache
def full_room(count: int) -> Bench:
    return closed(eventful(count))


@cache
def full_papers(name: str, count: int) -> list[Paper]:
    return papers(name, full_room(count))


def papers(name: str, bench: Bench) -> list[Paper]:
    return [Paper(content) for content in PAPERS[name].make(bench.session, bench.now).values()]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("name", ONE_DOCUMENT)
def test_before_anything_happened(name: str, count: int) -> None:
    """A session as it was imported: every paper can be made, and is tidy."""
    [paper] = papers(name, empty_room(count))
    paper.assert_tidy()


@pytest.mark.parametrize("count", [21, 60])
@pytest.mark.parametrize("name", PAPERS)
def test_after_everything_happened(name: str, count: int) -> None:
    """Names of 60 characters, descriptions of 500, words without a space: tidy all the same, and nothing lacks."""
    for paper in full_papers(name, count):
        paper.assert_tidy()


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (20, 20), (21, 21), (60, 60)])
def test_one_convocation_a_candidate(count: int, pages: int) -> None:
    """One page each, whatever the length of the names."""
    [paper] = papers("convocations", empty_room(count))
    assert paper.count == pages


@pytest.mark.parametrize("name", ["emargement", "signatures"])
@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3), (60, 3)])
def test_twenty_a_page(name: str, count: int, pages: int) -> None:
    """No page of the feuille d'émargement has more than 20 candidates, none is begun before 20."""
    [paper] = papers(name, room(count))
    assert paper.count == pages
    for page, text in enumerate(paper.page_texts):
        first, last = page * 20 + 1, min(count, page * 20 + 20)
        listed = f"{first}à{last}sur{count}" if count else "aucunsurlaliste"
        assert listed in text


@pytest.mark.parametrize("name", PAPERS)
def test_each_page_says_which_session_and_which_page(name: str) -> None:
    """The number of the session at the head and the foot, the page and how many there are."""
    for paper in full_papers(name, 21):
        for number, text in enumerate(paper.page_texts, start=1):
            assert "Sessionn°208" in text
            assert f"Session208·page{number}/{paper.count}·" in text
            assert "produitparVigiele23/11/2026à13:30(Europe/Paris)" in text
            assert "lundi23novembre2026,09:00" in text


@pytest.mark.parametrize("name", PAPERS)
def test_each_page_bears_the_seal(name: str) -> None:
    """Closed: the eight groups of four; reopened: the seal is void and gone."""
    bench = closed(eventful(10))
    seal = groups(bench.session.seal)
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", seal)
    for paper in papers(name, bench):
        assert all(f"Sceau:{seal.replace(' ', '')}" in text for text in paper.page_texts)
    bench.do(act.Reopen("une signature oubliée"))
    for paper in papers(name, bench):
        assert all("Sessionrouverte" in text for text in paper.page_texts)
        assert seal.replace(" ", "") not in paper.text
    bench.at("13:40").do(act.CloseSession(force=True))
    for paper in papers(name, bench):
        assert "closedenouveauaprèsuneréouverture" in paper.page_texts[0]


@pytest.mark.parametrize("name", PAPERS)
def test_an_open_session_says_so_where_it_matters(name: str) -> None:
    """What tells what happened is not final yet; a convocation or an empty sheet has nothing to be final about."""
    for paper in papers(name, eventful(10)):
        for text in paper.page_texts:
            assert ("Sessionnonclose" in text) == (name not in ("convocations", "emargement"))


@pytest.mark.parametrize("name", PAPERS)
def test_a_rehearsal_is_marked_on_each_page(name: str) -> None:
    """« RÉPÉTITION » at the head; no real paper bears it."""
    for paper in papers(name, eventful(10, rehearsal=True)):
        assert all(text.startswith("RÉPÉTITION") for text in paper.page_texts)
    assert not any(paper.says("RÉPÉTITION") for paper in full_papers(name, 21))


@pytest.mark.parametrize("name", PAPERS)
def test_the_access_code_is_on_no_paper(name: str) -> None:
    """Neither before nor after: nor in what a PDF says of itself."""
    bench = full_room(21)
    assert bench.session.access_code == "BCDF23"
    for content in PAPERS[name].make(bench.session, bench.now).values():
        assert not Paper(content).says("BCDF23")
        assert b"BCDF23" not in content


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_state_gives_the_same_bytes(name: str) -> None:
    """At the same instant; a minute later only what says so differs."""
    bench = full_room(21)
    made = PAPERS[name].make(bench.session, bench.now)
    assert made == PAPERS[name].make(bench.session, bench.now)
    [title, *_] = Paper(next(iter(made.values()))).reader.metadata or {}
    assert title in ("/Title", "/Producer", "/CreationDate")


def test_a_long_place_keeps_to_its_room() -> None:
    """The place gives way to the box of the session, with a mark; eleven surveillants have eight boxes."""
    names = tuple(f"Surveillant au nom plutôt long numéro {n}" for n in range(11))
    bench = eventful(10, site="Lycée polyvalent des Métiers et des Arts " * 4, room="Salle " * 20, surveillants=names)
    for name in PAPERS:
        for paper in papers(name, bench):
            paper.assert_tidy()
    [convocations] = papers("convocations", bench)
    assert convocations.count == 10
    [sheet] = papers("emargement", bench)
    assert sheet.count == 1
    assert sheet.says("… et 4 autres : voir le journal")


def test_a_provisional_number() -> None:
    """Before Pix Certif gave one."""
    [paper] = papers("emargement", Bench(number="p1"))
    assert paper.says("Session p1 (provisoire)")


def test_what_the_font_lacks_is_said_on_its_page() -> None:
    """A name in Chinese, an emoji in a note: marked, and said at the foot of that page only."""
    bench = Bench(listed=(newcomer("DUPONT"), newcomer("北島", "三郎")))
    [paper] = papers("convocations", bench)
    paper.assert_tidy()
    assert LACKING not in paper.page_texts[0]
    assert f"{LACKING * 4}" in paper.page_texts[1]
    assert f"{LACKING}:uncaractèrequelapolicedecedocumentn'apas" in paper.page_texts[1]
    bench.do(act.WriteNote("le car arrive 🙂"))
    [journal] = papers("journal", bench)
    assert journal.says(f"le car arrive {LACKING}")


def test_nothing_typed_is_taken_for_a_command() -> None:
    """What looks like markup or like a place for the number of pages is written as it is."""
    bench = Bench(listed=(newcomer("{nb}", "**gras** <b>__x__</b>"),))
    [paper] = papers("emargement", bench)
    assert paper.says("{nb}")
    assert paper.says("**gras** <b>__x__</b>")


# Tables -----------------------------------------------------------------------------------------------


def sheet_of(session: Session, bench: Bench) -> Sheet:
    return Sheet(session, Told("essai", "ESSAI", ()), bench.now)


def test_a_row_is_never_torn_unless_longer_than_a_page() -> None:
    """It goes to the next page as a whole, below the heading again."""
    bench = Bench()
    sheet = sheet_of(bench.session, bench)
    rows = [(f"ligne{n}debut", f"{LONGEST_TEXT} ligne{n}fin") for n in range(30)]
    Table(sheet, [Column("Numéro", 40), Column("Texte")]).write(rows)
    paper = Paper(sheet.output())
    paper.assert_tidy()
    assert paper.count > 1
    assert all("NuméroTexte" in text for text in paper.page_texts)
    for n in range(30):
        [page] = [text for text in paper.page_texts if f"ligne{n}debut" in text]
        assert f"ligne{n}fin" in page


def test_a_row_longer_than_a_page_is_torn_with_marks() -> None:
    """Nothing of it is lost; an ellipsis ends one page and begins the next."""
    bench = Bench()
    sheet = sheet_of(bench.session, bench)
    long = " ".join(f"mot{n:04}" for n in range(2500))
    Table(sheet, [Column("N°", 20), Column("Texte", 60), Column("Autre")]).write(
        [("1", long, "court"), ("2", "x", "y")]
    )
    paper = Paper(sheet.output())
    paper.assert_tidy()
    paper.assert_in_order(*(f"mot{n:04}" for n in range(2500)))
    assert [text.count("…") for text in paper.page_texts] == [1] + [2] * (paper.count - 2) + [1]


def test_an_empty_table_says_so() -> None:
    """In a row of its own."""
    bench = Bench()
    sheet = sheet_of(bench.session, bench)
    Table(sheet, [Column("A"), Column("B")]).write([], empty="Rien à montrer.")
    Paper(sheet.output()).assert_in_order("A", "B", "Rien à montrer.")


def test_what_is_undone_is_struck() -> None:
    """A line through each of its lines, and none elsewhere: not through the word that says so."""
    bench = Bench()

    def strokes(struck: bool) -> int:
        sheet = sheet_of(bench.session, bench)
        Table(sheet, [Column("A"), Column("B", stays=True)]).write([Row(["un mot", "annulé"], struck=struck)])
        contents = Paper(sheet.output()).reader.pages[0].get_contents()
        assert contents is not None
        return len(re.findall(rb" l S", contents.get_data()))

    assert strokes(True) == strokes(False) + 1


def test_a_text_over_another_is_noticed() -> None:
    """The reader of these tests sees what it is there to see: overlap, a crossed rule, the margin."""
    bench = Bench()
    for x, y in ((30, 100), (22, 103), (-5, 50), (180, 50)):
        sheet = sheet_of(bench.session, bench)
        sheet.rectangle(20, 90, 100, 30)
        sheet.lines(["un texte posé là"], 30, 101, 9)
        sheet.lines([LONGEST_FIRST[:30]], x, y, 9)
        with pytest.raises(AssertionError, match="page 1"):
            Paper(sheet.output()).assert_tidy()
    sheet = sheet_of(bench.session, bench)
    sheet.rectangle(20, 90, 20, 10)
    sheet.lines([LONGEST_LAST[:30]], 21, 92, 9)
    with pytest.raises(AssertionError, match="crosses"):
        Paper(sheet.output()).assert_tidy()


def test_words_without_a_space_are_whole() -> None:
    """500 characters in one word, broken over lines, all there."""
    bench = Bench()
    bench.start(1).do(act.RecordIncident("C8", (1,), text=LONGEST_WORD))
    for name in ("incidents", "journal", "finalisation"):
        [paper] = papers(name, bench)
        assert paper.says(LONGEST_WORD)
