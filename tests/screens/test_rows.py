"""The cells of the list, with no application: given a state, an instant and a width, these lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.kit.ink import clip, cut, fit, plain, wrap, wrap_line, wrap_parts
from screens.picture.picture import Picture, arranged, picture_of
from screens.widgets.attention_bar import attention_line
from screens.widgets.counts import counts_line, shares_line
from screens.widgets.footer import footer_line
from screens.widgets.heading import heading_lines
from screens.widgets.journal import journal_lines
from screens.widgets.lanes import lanes_lines
from screens.widgets.panel import panel_lines
from screens.widgets.roster import columns_of
from screens.widgets.roster import row_of as roster_row_of
from screens.widgets.rows import NEARLY_A_DAY, CandidateRow, columns_for, header, row
from supervisor import action as act
from supervisor.action import Context
from supervisor.candidate import Identity
from supervisor.naming import matches
from supervisor.wording import end_beside_start
from tests.screens.room import MemoryDesk, at, prepared, running

NOW = at("10:28:20")


def row_of(desk: MemoryDesk, number: int, width: int = 80, **how: Any) -> CandidateRow:
    return row(desk.session, desk.session.candidates[number], NOW, columns_for(width), **how)


def roles(line: tuple[tuple[str, str], ...], text: str) -> str:
    return next(role for said, role in line if text in said)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "    15:52   01  ABRAHAM Lincoln             En cours   ✓  ✓  08:59 10:45"),
        (2, "    50:21   02  AUBERT Inès          +33 %  En cours   ✓  ✓  08:58 11:19"),
        (4, "            04  CHAPELAIN Quentin           Terminé    ✓  ✓  08:57 10:22"),
        (5, "    21:35   05  DARUINO Céline              En cours   ✓  ✓  09:04 10:50 C8"),
        (8, "            08  FILLMORE Millard            Absent     ·  ·"),
        (10, "  1:08:16   10  JACKSON Andrew       +50 %  En cours   ✓  ✓  08:58 11:37"),
        (11, "   −02:15▲! 11  JEFFERSON Thomas            Dépassé    ✓  ✓  08:41 10:27 E2 ▲"),
        (13, "            13  MBAPE Dioal                 A rejoint  ✓  ✓"),
        (14, "    15:10 ‖ 14  MONROE James                Interrompu ✓  ✓  08:58 10:44 C7"),
        (18, "    04:20   18  TYLER John                  En cours   ✓  ✓  08:47 10:33"),
    ],
)
def test_rows_at_80_columns(desk: MemoryDesk, number: int, expected: str) -> None:
    """The rows of the picture at 80x24."""
    assert plain(row_of(desk, number).line).rstrip() == expected


@pytest.mark.parametrize(
    ("hour", "shown", "ink"),
    [
        ("08:55:00", "prés. 08:55", "soft"),
        ("09:04:59", "prés. 08:55", "soft"),
        ("09:05:00", "prés. 08:55", "yellow"),
        ("09:09:59", "prés. 08:55", "yellow"),
        ("09:10:00", "prés. exp.", "amber+"),
    ],
)
@pytest.mark.parametrize("joins", [False, True], ids=["expected", "joined"])
def test_a_presence_confirmed_in_pix(hour: str, shown: str, ink: str, joins: bool) -> None:
    """Where start and end will stand: its hour, another ink from 10 minutes on, expired from 15 on."""
    desk = prepared()
    for what in ("presence", "join") if joins else ("presence",):
        desk.act_now(act.Mark(what, (1,)), Context(now=at("08:55:00"), author="", host=""))
    who, columns = desk.session.candidates[1], columns_for(80)
    made = row(desk.session, who, at(hour), columns)
    begin = len(plain(made.line)) - columns.hours - columns.incidents
    assert plain(made.line)[begin : begin + columns.hours].rstrip() == shown
    assert roles(made.rest, shown) == ink
    assert cell_len(plain(made.line)) == 80
    a_second_before = row(desk.session, who, at(hour) - timedelta(seconds=1), columns)
    assert (made.rest == a_second_before.rest) is (hour not in ("09:05:00", "09:10:00"))


def test_a_presence_is_shown_before_the_start_only(desk: MemoryDesk) -> None:
    """Then start and end stand there; the grid of 2021 knows no presence; a closed session waits for nobody."""
    desk.act_now(act.Mark("presence", (13,)), Context(now=at("10:20:00"), author="", host=""))
    assert plain(row_of(desk, 13).line).rstrip().endswith("prés. 10:20")
    desk.act_now(act.Mark("start", (13,)), Context(now=at("10:21:00"), author="", host=""))
    assert "prés." not in plain(row_of(desk, 13).line)


def test_looks_of_a_countdown(desk: MemoryDesk) -> None:
    """A countdown changes look at 15, 5 and 0 minutes, and where it is provisional."""
    assert roles(row_of(desk, 1).clock, "15:52") == "+"
    assert roles(row_of(desk, 18).clock, "04:20") == "amber+"
    assert roles(row_of(desk, 11).clock, "−02:15") == "tag.over"
    assert roles(row_of(desk, 14).clock, "15:10") == "orange"
    soon = row(desk.session, desk.session.candidates[1], at("10:29:12"), columns_for(80))
    assert roles(soon.clock, "15:00") == "yellow"


def test_chosen_marked_pending(desk: MemoryDesk) -> None:
    """The chosen one, the marked ones, and an action on its way have each their sign."""
    assert plain(row_of(desk, 1, is_chosen=True).line).startswith("▌")
    assert "●01" in plain(row_of(desk, 1, is_marked=True).line)
    pending = plain(row_of(desk, 1, is_pending=True).line)
    assert "…" in pending
    assert "En cours" not in pending


@pytest.mark.parametrize("width", [12, 20, 30, 40, 57, 66, 67, 79, 80, 81, 99, 100, 114, 120, 150, 220])
def test_every_width(desk: MemoryDesk, width: int) -> None:
    """A row never takes more cells than there are, header included."""
    columns = columns_for(width)
    assert cell_len(plain(header(columns))) <= max(width, 16)
    for number in desk.session.candidates:
        assert cell_len(plain(row_of(desk, number, width).line)) <= max(width, 16)


def test_wide_rows(desk: MemoryDesk) -> None:
    """From 100 columns on: a bar of progress, the temps majoré in its own column, the alert in words."""
    late = plain(row_of(desk, 11, 114).line)
    assert "━━━━" in late
    assert "E2 q. 12 ouvert" in late
    assert "+33 %" in plain(row_of(desk, 2, 114).line)
    assert "Avancement" in plain(header(columns_for(114)))


@pytest.mark.parametrize(
    "name",
    [
        "DE LA ROCHEFOUCAULD-MONTBEL d'Artagnan-Porthos",
        "王小明王小明王小明王小明王小明王小明",
        "A\N{COMBINING ACUTE ACCENT}" * 40,
        "[red]BOLD[/red] [@click=quit]x[/]",
    ],
)
@pytest.mark.parametrize("width", [30, 80, 114])
def test_names_are_cut_in_cells_and_never_markup(name: str, width: int) -> None:
    """A name too long ends with an ellipsis, whatever its letters; brackets are letters."""
    desk = prepared(1)
    who = act.NewCandidate(Identity(last_name=name, first_name="", birth_date=date(2009, 1, 1)))
    desk.act_now(act.AddCandidates((who,)), Context(now=at("08:01:00"), author="", host=""))
    line = plain(row(desk.session, desk.session.candidates[2], NOW, columns_for(width)).line)
    assert cell_len(line) <= width
    shown = desk.session.candidates[2].full_name
    assert "…" in line or shown in line
    assert shown[:6] in line


def test_a_number_stands_beside_its_name() -> None:
    """« …, 20 » ended a line of the notice, « WASHINGTON » began the next one."""
    told = "temps écoulé : 16 NGUYEN, 12 LE GOFF, 08 O'CONNOR, 17 ÖZTÜRK, 20 WASHINGTON"
    for width in range(14, 80):
        assert not any(line[-2:].isdigit() for line in wrap(told, width)), width


def test_cutting_and_wrapping() -> None:
    """Texts are measured in cells."""
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert cut("王小明", 4) == "王…"
    assert fit("王", 4) == "王  "
    assert fit("7", 3, "right") == "  7"
    assert plain(clip((("abc", ""), ("def", "x")), 4)) == "abc…"
    assert wrap("un deux trois", 7) == ["un deux", "trois"]
    assert wrap("anticonstitutionnellement", 10) == ["anticonsti", "tutionnell", "ement"]


def test_counts_begin_with_what_presses(desk: MemoryDesk) -> None:
    """Dépassés and open alerts first; words shorten one at a time before anything is cut."""
    counts = picture_of(desk.session, NOW).counts
    assert plain(counts_line(counts, 150)) == (
        " 1 dépassé  1 alerte ouverte  20 inscrits  15 en cours  1 interrompu  1 a rejoint  2 terminés  1 absent"
        "  3 signalements"
    )
    assert plain(counts_line(counts, 80)) == (
        " 1 dépassé  1 alerte  15 en cours  1 interrompu  1 a rejoint  2 terminés  1 abs."
    )
    assert plain(counts_line(counts, 30)).startswith(" 1 dépassé  1 alerte")
    assert cell_len(plain(counts_line(counts, 30))) <= 30
    assert cell_len(plain(shares_line(counts, 120))) == 120


def test_heading_gives_up_what_matters_least(desk: MemoryDesk) -> None:
    """Number and clock stay at any width; then the phase, the place, the surveillant, the last end."""
    picture = picture_of(desk.session, NOW)
    wide = plain(heading_lines(picture, 150)[0])
    assert wide.startswith(" 208   Lycée J.-B. Lulli · Salle Pix · P. Martin")
    assert wide.endswith("dernière fin 11:37  ● EN COURS 10:28:20 ")
    assert plain(heading_lines(picture, 80)[0]).endswith("fin 11:37  ● EN COURS 10:28:20 ")
    narrow = plain(heading_lines(picture, 30)[0])
    assert "208" in narrow
    assert "10:28:20" in narrow
    assert "RÉPÉTITION" in plain(heading_lines(picture_of(running(rehearsal=True).session, NOW), 80)[0])


def test_attention_bar(desk: MemoryDesk) -> None:
    """Who needs somebody, and why; those without room are counted."""
    picture = picture_of(desk.session, NOW)
    assert plain(attention_line(picture, 80)) == (
        " À voir   11 JEFFERSON dépassé de 2 min 15, E2 ouvert   18 TYLER 5 min  +2"
    )
    others = "18 TYLER fin dans 5 min   13 MBAPE a rejoint depuis 12 min   14 MONROE interrompu depuis 15 s"
    assert plain(attention_line(picture, 150)).endswith(f"E2 ouvert   {others}")
    assert plain(attention_line(picture, 170)).endswith(f"E2 question 12 ouvert   {others}")
    assert cell_len(plain(attention_line(picture, 30))) <= 30
    quiet = picture_of(prepared().session, at("08:00:00"))
    assert "rien à voir" in plain(attention_line(quiet, 80))


def test_panel_explains_the_end(desk: MemoryDesk) -> None:
    """The end term by term, then the candidate's own story."""
    text = "\n".join(plain(line) for line in panel_lines(chosen(desk, 11), 34, 30))
    for expected in ("JEFFERSON Thomas", "n° 11 · place B03", "né le 20/05/2009 à Besançon", "début        08:41:05",
                     "+ durée       1 h 45", "= fin        10:26:05", "dépassé de 2 min 15", "08:35:31 émargement",
                     "09:41:22 E2 question 12", "10:26:05 temps écoulé"):  # fmt: skip
        assert expected in text
    majored = "\n".join(plain(line) for line in panel_lines(chosen(desk, 2), 34, 30))
    assert "+ majoré      35 min" in majored
    assert "née le" in majored


def test_long_story_shows_its_end(desk: MemoryDesk) -> None:
    """Where the story is too long for the panel, its beginning goes."""
    lines = [plain(line) for line in panel_lines(chosen(desk, 11), 34, 14)]
    assert len(lines) == 14
    assert lines[-1].endswith("temps écoulé")
    assert "…" in lines


def chosen(desk: MemoryDesk, number: int) -> Picture:
    return Picture(desk.session, NOW, desk.session.counts(NOW), (), tuple(desk.session.candidates), chosen=number)


def test_no_line_of_the_panel_ends_with_what_divides_two_parts() -> None:
    """« né(e) le 12/02/2009 à Dijon (21) · » over « 3eB »."""
    desk = running()
    for width in range(24, 50):
        for number in desk.session.candidates:
            lines = [plain(line).rstrip() for line in panel_lines(chosen(desk, number), width, 30)]
            assert not [line for line in lines if line.endswith("·")]


def test_journal_has_the_latest_first(desk: MemoryDesk) -> None:
    """The last actions, the latest first."""
    lines = [plain(line).rstrip() for line in journal_lines(desk.session, 100, 3)]
    assert lines[0] == " Journal"
    assert lines[1].startswith(" 10:28:05  14 MONROE James")
    assert lines[1].endswith("test interrompu")
    assert "C7" in lines[2]


def test_a_session_of_one_is_not_a_candidate_who_was_made() -> None:
    """The line of its import."""
    lines = [plain(line) for line in journal_lines(prepared(1).session, 100, 40)]
    [made] = [line for line in lines if "créée" in line]
    assert " 1 candidat " in made


def test_footer_keeps_the_help(desk: MemoryDesk) -> None:
    """« ? aide » is there whatever the width."""
    assert plain(footer_line(picture_of(desk.session, NOW), 30)).endswith("? aide ")


def test_lanes(desk: MemoryDesk) -> None:
    """Running ones by what is left, absents below."""
    lines = [plain(line) for line in lanes_lines(picture_of(desk.session, NOW), 120, 24)]
    assert "EN COURS  16" in lines[0]
    assert "−02:15!11 JEFFERSON E2 ▲" in lines[2]
    assert "10:27 │" in lines[2], "the end stands at the right of the card"
    assert "04:20 18 TYLER" in lines[3]
    assert any("absent  08 FILLMORE" in line for line in lines)
    for width in (20, 40, 80, 120):
        assert all(cell_len(plain(x)) <= width for x in lanes_lines(picture_of(desk.session, NOW), width, 10))


def test_order_search_and_filter(desk: MemoryDesk) -> None:
    """The list in each order; search by the beginning of any part of the name; an open alert is never filtered."""
    session = desk.session
    assert arranged(session, NOW)[:3] == (1, 2, 3)
    assert arranged(session, NOW, sort="remaining")[:2] == (11, 18)
    assert arranged(session, NOW, sort="attention")[0] == 11
    assert arranged(session, NOW, only="joined") == (11, 13)
    assert arranged(session, NOW, search="elif") == (16,)
    assert arranged(session, NOW, search="ozt") == (16,)
    assert arranged(session, NOW, search="bur mar") == (19,)
    assert matches(session.candidates[12], "goff mael")
    assert not matches(session.candidates[12], "off")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a · b", 5, ["a · b"]),
        ("a · b", 4, ["a", "b"]),
        ("", 4, [""]),
        ("un deux · trois", 15, ["un deux · trois"]),
        ("un deux · trois", 14, ["un deux", "trois"]),      # a part is not divided for the room it would fill
        ("un deux · trois", 5, ["un", "deux", "trois"]),
        ("un deux trois · x", 7, ["un deux", "trois", "x"]),
        ("un deux trois · x", 9, ["un deux", "trois · x"]),  # what is left of a broken part is not alone
        ("zéro · un deux trois", 7, ["zéro", "un deux", "trois"]),
    ],
)  # fmt: skip
def test_a_long_notice_turns_its_page_between_its_parts(text: str, width: int, lines: list[str]) -> None:
    """Each page is read by itself: whole parts as long as a page holds them."""
    assert wrap_parts(text, width) == lines


@pytest.mark.parametrize("width", [80, 150])
def test_the_short_word_of_each_status_is_whole(width: int) -> None:
    """« Non certif. » is the longest; cut, it would be no word at all."""
    desk = prepared()
    desk.act_now(act.Mark("not-certifiable", (1,)), Context(NOW, "roy", ""))
    assert "Non certif." in plain(row_of(desk, 1, width).line)


@pytest.mark.parametrize("width", [80, 90, 114, 150, 200])
def test_a_word_of_a_status_never_touches_what_stands_behind_it(width: int) -> None:
    """« Non certif.✓ » was read as one word."""
    desk = prepared()
    for action in (act.CheckIdentity(1), act.Mark("not-certifiable", (1,))):
        desk.act_now(action, Context(NOW, "roy", ""))
    picture = picture_of(desk.session, NOW)
    assert "Non certif. ✓" in plain(roster_row_of(picture, 0, columns_of(picture, width)).line)


@pytest.mark.parametrize("width", [10, 20, 60])
def test_what_of_a_span_stands_on_one_row_stays_one_span(width: int) -> None:
    """A key and its words are one each, as they were given: it is inked once, and a click finds it whole."""
    line = (("Maj ← →", "amber+"), (" d’une page à l’autre ", "soft"), ("", "own7"), ("Échap", "amber+"))
    rows = wrap_line(line, width, 2)
    roles = [[role for _, role in row] for row in rows]
    assert all(role != beside for row in roles for role, beside in pairwise(row))
    assert all(text for row in rows for text, _ in row)
    assert "".join(plain(row) for row in rows).replace(" ", "") == plain(line).replace(" ", "")
    assert width < 60 or rows == [(line[0], line[1], line[3])]


@given(
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30))
    | st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26)),
    st.integers(0, 40 * 3600),
)
def test_only_who_takes_nearly_a_day_has_their_day_told(started: datetime, seconds: int) -> None:
    """Others are not even looked at for the width of the column, in nights of 25 hours too."""
    start = started.replace(microsecond=0, tzinfo=UTC)
    length = timedelta(seconds=seconds)
    told = end_beside_start(running().session, start, start + length)
    assert len(told) == 5 or length >= NEARLY_A_DAY
