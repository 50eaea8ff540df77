"""Papers as pages: what they are made of, that nothing is fetched or run, that they say what the PDFs say."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from data.documents.papers import PAPERS
from data.documents.parts import Box, Facts, Grid, Heading, NewPage, Paper, Row, Signatures, Text
from supervisor import action as act
from supervisor.candidate import printable
from supervisor.wording import typographic
from tests.documents.pages import Page, colours, contrast
from tests.documents.reading import squeezed
from tests.documents.rooms import LONGEST_WORD, closed, eventful, room
from tests.supervisor.support import Bench, newcomer

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=//exemple.invalid/x onerror=alert(1)>',
    "</style></title><!-- {nb} $session ${way} &amp; &lt;",
    "javascript:alert('x') `]]>",
)


@cache
def full() -> Bench:
    return closed(eventful(21))


def pages(bench: Bench) -> dict[str, bytes]:
    return {file: content for kind in PAPERS.values() for file, content in kind.pages(bench.session, bench.now).items()}


@cache
def all_pages() -> dict[str, Page]:
    return {file: Page(content) for file, content in pages(full()).items()}


def holds(page: Page) -> None:
    """What is true of each page of ours."""
    html = page.html
    assert html.attributes == {"lang": "fr"}
    [title] = html.each("title")
    [heading] = html.each("h1")
    assert title.words.startswith(f"{heading.words}, session ")
    assert [len(list(html.each(name))) for name in ("header", "main", "footer")] == [1, 1, 1]
    levels = [int(node.name[1]) for node in html.each("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(then <= before + 1 for before, then in pairwise(levels)), "a level is left out"
    for table in html.each("table"):
        [caption] = table.each("caption")
        assert table.inside[1 if isinstance(table.inside[0], str) else 0] is caption
        assert caption.words
        [head] = table.each("thead")
        titles = list(head.each("th", "td"))
        assert all(cell.name == "th" and cell.attributes["scope"] == "col" and cell.words for cell in titles)
        [body] = table.each("tbody")
        for row in body.each("tr"):
            cells = list(row.each("th", "td"))
            assert sum(int(cell.attributes.get("colspan", 1)) for cell in cells) == len(titles)
            assert all(cell.attributes["scope"] == "row" for cell in cells if cell.name == "th")
    for one in html.each("time"):
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?|\d\d:\d\d(:\d\d)?", one.attributes.get("datetime", one.words)
        )
    places = [node.attributes["id"] for node in html.each() if "id" in node.attributes]
    assert len(set(places)) == len(places)
    for link in html.each("a"):
        assert link.attributes["href"].removeprefix("#") in places
    for listed in html.each("ul", "ol"):
        assert all(not isinstance(one, str) or not one.strip() for one in listed.inside), "words between its items"
        assert {one.name for one in listed.inside if not isinstance(one, str)} == {"li"}
    holds_alone(page)


def holds_alone(page: Page) -> None:
    """Nothing is fetched from anywhere, nothing runs, and no colour alone says anything."""
    assert {node.name for node in page.html.each()} <= {
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section",
        "h1", "h2", "h3", "p", "a", "strong", "s", "span", "time", "ul", "ol", "li", "dl", "div", "dt", "dd",
        "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "hr",
    }  # fmt: skip
    for node in page.html.each():
        assert set(node.attributes) <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "scope", "colspan", "datetime",
            "role", "aria-label", "style",
        }  # fmt: skip
        assert node.attributes.get("href", "#").startswith("#")
        assert re.fullmatch(r"(width: [\d.]+em)?", node.attributes.get("style", ""))
    assert not re.search(r"url\s*\(|@import|expression|://", page.style)
    [policy] = [node for node in page.html.each("meta") if "http-equiv" in node.attributes]
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_every_paper_is_a_page() -> None:
    """Under the name of its PDF; read in its order by headings and tables, whole by itself."""
    made = all_pages()
    assert set(made) >= {"pv-incident.html", "finalisation.html", "journal.html", "feuille-emargement-remplie.html"}
    assert {file for file in made if file.startswith("pv-fraude")} == {
        "pv-fraude-1-candidat-7.html", "pv-fraude-2-candidat-8.html",
    }  # fmt: skip
    for page in made.values():
        holds(page)


def told(paper: Paper) -> list[str]:
    """All that a paper says."""
    said: list[str] = []
    for part in paper.parts:
        match part:
            case Heading() | Text():
                said.append(typographic(part.text))
            case Facts():
                said += [text for name, value in part.pairs for text in (typographic(name), value)]
            case Grid():
                said += [typographic(part.caption), *(typographic(column.title) for column in part.columns)]
                said += [cell for row in part.rows for cell in (row.cells if isinstance(row, Row) else row)]
                said += [part.empty] if not part.rows else []
            case Box():
                said += [typographic(part.title), part.text]
            case Signatures():
                said += map(typographic, part.labels)
            case NewPage():
                pass
    return said


def test_it_says_all_that_the_paper_says() -> None:
    """Each heading, sentence, label, value, cell and box to sign in, in its order."""
    bench = full()
    for kind in PAPERS.values():
        for paper in kind.told(bench.session, bench.now):
            text, place = all_pages()[f"{paper.file}.html"].squeezed, 0
            for fact in map(squeezed, map(printable, told(paper))):
                found = text.find(fact, place)
                assert found >= 0, f"« {fact} » is missing after {text[max(0, place - 60) : place]!r}"
                place = found + len(fact)


def test_words_are_words() -> None:
    """Whatever somebody types into any field is shown as it is: no element, no attribute, no style comes of it."""
    site, room, comment, seen = HOSTILE
    listed = (newcomer(HOSTILE[0], HOSTILE[1], class_name=HOSTILE[2], seat="</table>"), newcomer(HOSTILE[3]))
    bench = Bench(listed=listed, site=site, room=room, surveillants=HOSTILE)
    bench.start(1, 2, at="09:00")
    bench.do(act.RecordIncident("C7", (1,), text=HOSTILE[1]))
    bench.do(act.BeginGlobal(HOSTILE[2]))
    bench.do(act.EndGlobal())
    bench.do(act.ReportFraud(1, "communication", seen, HOSTILE[0], HOSTILE))
    bench.do(act.WriteNote(HOSTILE[2]))
    bench.do(act.WriteComment(comment))
    bench.do(act.RecordDerogation(HOSTILE[0]))
    bench.do(act.Finish((1, 2)))
    bench.do(act.CloseSession(force=True))
    for file, content in pages(bench).items():
        page = Page(content)
        holds(page)
        assert squeezed(site) in page.squeezed, file
    journal = Page(pages(bench)["journal.html"])
    assert all(squeezed(text) in journal.squeezed for text in HOSTILE)


def test_a_number_cannot_leave_the_style() -> None:
    """The foot of the printed page names the session by a string of the style sheet."""
    page = Page(PAPERS["secours"].pages(Bench(number='p1"}</style>').session, full().now)["feuille-de-secours.html"])
    holds_alone(page)
    assert page.style.count("{") == page.style.count("}")
    assert r"p1\22 \7d \3c \2f style\3e" in page.style


def test_hours_boxes_and_what_is_undone() -> None:
    """Hours are hours, boxes are called by what is in them, what was undone is struck and said."""
    made = all_pages()
    assert "09:50:00" in [one.words for one in made["pv-incident.html"].html.each("time")]
    fraud = made["pv-fraude-1-candidat-7.html"]
    assert {one.attributes["aria-label"] for one in fraud.html.each("span")} == {"case cochée", "case vide"}
    [row] = [row for row in made["journal.html"].html.each("tr") if list(row.each("s"))]
    assert "annulé" in [cell.words for cell in row.each("td")]


def test_a_heading_a_day() -> None:
    """The journal has a heading and a table for each day that something was noted on."""
    bench = Bench(now="22:50", start="23:00").start(3, at="23:10")
    bench.wait(hours=1, minutes=10).do(act.Finish((3,)))
    page = Page(PAPERS["journal"].pages(bench.session, bench.now)["journal.html"])
    holds(page)
    headings = [node.words for node in page.html.each("h2")]
    assert headings == ["lundi 23 novembre 2026", "mardi 24 novembre 2026"]
    assert [node.attributes["datetime"] for head in page.html.each("h2") for node in head.each("time")] == [
        "2026-11-23",
        "2026-11-24",
    ]
    assert len(list(page.html.each("table"))) == 2


def test_the_style_is_read_by_everybody() -> None:
    """Each colour of letters stands out from each ground by 4.5 to 1, each rule from the page by 3 to 1."""
    style = all_pages()["journal.html"].style
    found = list(colours(style))
    letters = {value for _, name, value in found if name == "color"}
    grounds = {value for _, name, value in found if name.startswith("background")}
    rules = {colour for _, name, value in found for colour in re.findall(r"#[0-9a-f]{3,6}\b", value)} - grounds
    assert letters
    assert grounds
    assert all(re.fullmatch(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?", value) for value in letters | grounds), "named colours"
    assert {(one, other) for one in letters for other in grounds if contrast(one, other) < 4.5} == set()
    assert {(one, other) for one in rules for other in grounds if contrast(one, other) < 3} == set()


def test_the_style_is_for_paper_too() -> None:
    """A4, the way its PDF lies, heads of tables on each page, no row torn, the session and the page at the foot."""
    made = all_pages()
    for file, page in made.items():
        way = "landscape" if file == "journal.html" else "portrait"
        assert f"size: A4 {way}" in page.style
        assert 'content: "Session\\20 208"' in page.style
        for needed in ("@media print", "table-header-group", "break-inside: avoid", "break-before: page"):
            assert needed in page.style
        assert "$" not in page.style
    printed = made["journal.html"].style.split("@media print")[1]
    assert "nav { display: none; }" in printed


def test_a_sheet_of_twenty_is_one_when_it_is_printed() -> None:
    """Its rows are high enough to sign in, others are close; no rule at the end of a full page leaves an empty one."""
    for file, page in all_pages().items():
        printed = page.style.split("@media print")[1]
        assert "font: 10pt/1.2 " in printed
        assert "hr { display: none; }" in printed
        assert "footer { break-before: avoid;" in printed
        assert ".tall td, .tall tbody th { height: 7.5mm; }" in printed
        to_sign = {"feuille-emargement.html", "feuille-emargement-remplie.html", "verification-salle.html"}
        assert any("tall" in table.attributes.get("class", "") for table in page.html.each("table")) == (
            file in to_sign
        )


@pytest.mark.parametrize("rehearsal", [False, True])
def test_each_sheet_that_is_handed_out_has_a_head(*, rehearsal: bool) -> None:
    """Once printed, a convocation says what it is, where and when, and that it is a rehearsal, whosever it is."""
    made = {file: Page(content) for file, content in pages(eventful(21, rehearsal=rehearsal)).items()}
    assert len(list(made["convocations.html"].html.each("hr"))) == 20
    for page in made.values():
        further = [one for one in page.html.each("div") if one.attributes.get("class") == "again"]
        assert len(further) == len(list(page.html.each("hr")))
        [head] = page.html.each("header")
        assert {squeezed(one.words) for one in further} <= {squeezed(head.words)}
        on_screen, printed = page.style.split("@media print")
        assert ".again { display: none; }" in on_screen
        assert ".again { display: block;" in printed


def test_no_word_is_broken_on_a_phone() -> None:
    """What a table is about keeps cells enough for its words: « sessio n 208 créé e » stood in the journal."""
    for page in all_pages().values():
        phone = page.style.split("@media screen and (max-width: 45rem)")[1].split("@page")[0]
        assert ".free { min-width: 9em; }" in phone


def test_the_same_state_gives_the_same_bytes() -> None:
    """And no page holds the access code."""
    bench = full()
    made = pages(bench)
    assert made == pages(bench)
    assert bench.session.access_code == "BCDF23"
    assert not any(b"BCDF23" in content for content in made.values())


def test_a_rehearsal_and_what_is_not_final_are_said() -> None:
    """At the head and at the foot, in words."""
    bench = eventful(10, rehearsal=True)
    for file, content in pages(bench).items():
        page = Page(content)
        [head], [foot] = page.html.each("header"), page.html.each("footer")
        assert "RÉPÉTITION" in head.words
        assert ("Session non close" in foot.words) == (file not in ("convocations.html", "feuille-emargement.html"))


def test_a_word_without_a_space_does_not_widen_the_page() -> None:
    """It may break wherever it must, where free texts stand."""
    page = all_pages()["journal.html"]
    [cell] = [cell for cell in page.html.each("td") if LONGEST_WORD in cell.text]
    assert "free" in cell.attributes["class"]
    assert re.search(r"\.free[^{]*\{ overflow-wrap: anywhere; \}", page.style)


@pytest.mark.wide
@pytest.mark.parametrize("count", [0, 1, 20, 35])
def test_a_page_of_any_size(count: int) -> None:
    """Before anything happened, too."""
    for content in pages(room(count)).values():
        holds(Page(content))
