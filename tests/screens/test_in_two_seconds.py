"""What is seen in two seconds: who is next and why, who has more time, when the last one ends; at 80 columns too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from screens.kit.ink import plain, wrap, wrap_line
from screens.kit.more import drawn_window
from screens.picture.headline import banner
from screens.picture.picture import Hint, Picture, picture_of
from screens.widgets.counts import counts_line
from screens.widgets.footer import footer_line
from screens.widgets.heading import heading_lines
from screens.widgets.lanes import lanes_lines
from screens.widgets.roster import columns_of, row_of
from screens.widgets.rows import columns_for, row
from supervisor import action as act
from supervisor.action import Action, Context
from supervisor.masking import masked
from supervisor.session import Counts
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared, running

NOW = at("10:28:20")


def with_(desk: MemoryDesk, *actions: Action, hour: str = "10:28:10") -> MemoryDesk:
    for action in actions:
        outcome = desk.act_now(action, Context(now=at(hour), author=AUTHOR, host=HOST))
        assert not outcome.refusals
    return desk


# The last end ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "told"), [(80, "fin 11:37"), (120, "dernière fin 11:37"), (200, "dernière fin 11:37")]
)
def test_the_heading_says_when_the_last_one_ends(desk: MemoryDesk, width: int, told: str) -> None:
    assert f"{told}  ● EN COURS 10:28:20" in plain(heading_lines(picture_of(desk.session, NOW), width)[0])


@pytest.mark.parametrize("width", [80, 120, 150, 200])
def test_an_outage_leaves_it_in_sight(desk: MemoryDesk, width: int) -> None:
    """Beside the banner, with the sign of an end that is provisional."""
    session = with_(desk, act.BeginGlobal("coupure du réseau de tout l'établissement", None, "")).session
    shown = replace(picture_of(session, NOW), instead_of_heading=banner(session, NOW))
    line = plain(heading_lines(shown, width)[0])
    assert "INCIDENT GLOBAL" in line
    assert "‖ " in line
    assert "fin 11:37 10:28:20" in line
    assert cell_len(line) == width


def test_before_anybody_began_it_says_when_it_begins() -> None:
    line = plain(heading_lines(picture_of(prepared().session, at("08:40:00")), 80)[0])
    assert "début 09:00" in line


def test_who_never_began_brings_no_planned_hour_back() -> None:
    """All others are over: the hour at which it was to begin tells nobody anything any more."""
    desk = with_(prepared(), act.Mark("start", (1,)))
    desk = with_(with_(desk, act.Finish((1,))), act.Mark("join", (2,)))
    line = plain(heading_lines(picture_of(desk.session, NOW), 120)[0])
    assert "ACCUEIL" in line
    assert "début" not in line


def test_a_closed_session_has_no_last_end(desk: MemoryDesk) -> None:
    session = with_(desk, act.CloseSession(force=True)).session
    assert "fin 1" not in plain(heading_lines(picture_of(session, NOW), 80)[0])


# Signs and times -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [66, 80, 114, 160])
def test_overtime_has_a_sign_of_its_own(desk: MemoryDesk, width: int) -> None:
    """Beside that of an open alert, and without it; nobody else has it."""
    desk = with_(desk, act.CloseAlert(11, "validated"))
    line = {
        n: plain(row(desk.session, who, NOW, columns_for(width)).line) for n, who in desk.session.candidates.items()
    }
    assert line[11][9:12] == " ! "
    assert [n for n, text in line.items() if "!" in text] == [11]


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (0, "−02:15"),
        (1, "−1:02:15"),
        (9, "−9:02:15"),
        (10, "−10 h 02"),
        (24, "−24 h 02"),
        (99, "−99 h 02"),
        (104, "−104 h"),
    ],
)
@pytest.mark.parametrize("chosen", [False, True])
def test_overtime_of_any_length_is_whole(desk: MemoryDesk, hours: int, shown: str, chosen: bool) -> None:
    """In the list as on a card of the lanes: eight cells hold it."""
    later = NOW + timedelta(hours=hours)
    who = desk.session.candidates[11]
    assert shown in plain(row(desk.session, who, later, columns_for(80), is_chosen=chosen).clock)
    cards = [plain(line) for line in lanes_lines(picture_of(desk.session, later), 80, 24)]
    assert any(f"{shown}!11 JEFFER" in card for card in cards), cards


@pytest.mark.parametrize("width", [80, 114, 160])
def test_a_temps_majore_is_spelt_one_way(desk: MemoryDesk, width: int) -> None:
    """« +33 % », in the list as in the lanes."""
    picture = picture_of(desk.session, NOW)
    for text in (plain(row_of(picture, 1, columns_of(picture, width)).line),
                 "\n".join(plain(line) for line in lanes_lines(picture, width, 24))):  # fmt: skip
        assert "+33 %" in text


@pytest.mark.parametrize("width", [80, 120, 150])
def test_lanes_say_when_each_one_ends(desk: MemoryDesk, width: int) -> None:
    lines = [plain(line) for line in lanes_lines(picture_of(desk.session, NOW), width, 24)]
    for name, end in (("TYLER", "10:33"), ("11 JEFF", "10:27"), ("JACKSON", "11:37"), ("AUBERT", "11:19")):
        [line] = [line for line in lines if name in line]
        assert end in line


def test_a_night_says_its_day_once(desk: MemoryDesk) -> None:
    """« 23:10 00:55 » cannot be read another way; an end that is a day later still says so."""
    desk = with_(prepared(), act.Mark("join", (1, 2)), act.Mark("start", (1, 2)), hour="23:10:00")
    desk = with_(desk, act.AdjustTime((2,), 24 * 60 - 10, "essai", force=True), hour="23:11:00")
    now = at("23:12:00")
    picture = picture_of(desk.session, now)
    rows = [plain(row_of(picture, index, columns_of(picture, 80)).line) for index in (0, 1)]
    assert rows[0].rstrip().endswith("23:10 00:55")
    assert rows[1].rstrip().endswith("23:10 01:20+1j")


# Counts and keys ------------------------------------------------------------------------------------------

NONE = Counts(*[0] * 13)
FULL = replace(NONE, enrolled=20, started=15, overtime=2, open_alerts=3, interrupted=2, joined=2, finished=2, absent=2)


def shortened(line: str) -> list[str]:
    return [word for word in ("int.", "term.", "abs.") if f" {word}" in line]


def test_counts_shorten_one_at_a_time_and_alerts_never() -> None:
    """From the widest to the narrowest line: no step takes two words, and whoever presses stays whole."""
    before = ["int.", "term.", "abs."]
    for width in range(30, 150):
        line = plain(counts_line(FULL, width))
        assert line.startswith(" 2 dépassés  3 alertes")
        assert cell_len(line) <= width
        if "abs" in line:
            # Nobody is left out any more: from here on each cell more gives back one word at most.
            now = shortened(line)
            assert now == before[: len(now)] or now == before[-len(now) :] or not now, (width, line)
            assert len(before) - len(now) <= 1, (width, line)
            before = now
    assert not before
    assert "ouvertes" in plain(counts_line(FULL, 150))


def test_the_counts_of_the_masked_board() -> None:
    """As it is drawn for 80 columns."""
    counts = replace(
        NONE, enrolled=20, started=15, overtime=2, open_alerts=1, interrupted=1, joined=1, finished=2, absent=1,
        incidents=4,
    )  # fmt: skip
    assert plain(counts_line(counts, 79)) == (
        " 2 dépassés  1 alerte  15 en cours  1 interrompu  1 a rejoint  2 term.  1 abs."
    )


def test_the_footer_skips_a_hint_without_room(desk: MemoryDesk) -> None:
    """What follows it still stands there."""
    hints = (Hint("Entrée", "terminé"), Hint("x", "un très long geste " * 4), Hint("s", "signaler"), Hint("t", "temps"))
    line = plain(footer_line(replace(picture_of(desk.session, NOW), hints=hints), 60))
    assert "s signaler  t temps" in line
    assert "geste" not in line
    assert line.rstrip().endswith("? aide")


# The masked board -----------------------------------------------------------------------------------------


def masked_picture(desk: MemoryDesk) -> Picture:
    return replace(picture_of(masked(desk.session), NOW), masked=True)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "    15:52   01   A01   En cours    08:59 10:45"),
        (2, "    50:21   02   A02   En cours    08:58 11:19 +33 %"),
        (8, "            08   A08   Absent"),
        (11, "   −02:15▲! 11   B03   Dépassé     08:41 10:27         E2 q. 12 ouvert"),
        (13, "            13   B05   A rejoint                       depuis 12 min"),
        (14, "    15:10 ‖ 14   B06   Interrompu  08:58 10:44         C7, depuis 15 s"),
        (18, "    04:20   18   C02   En cours    08:47 10:33         fin dans 5 min"),
    ],
)
def test_the_masked_board_is_a_board(desk: MemoryDesk, number: int, expected: str) -> None:
    """Seats stand for names; in the room that is left, why somebody is to be seen."""
    picture = masked_picture(desk)
    assert plain(row_of(picture, number - 1, columns_of(picture, 80)).line).rstrip() == expected


async def test_the_masked_board_from_top_to_bottom(opened: Open, desk: MemoryDesk) -> None:
    async with opened(desk) as board:
        await board.press("w", "f9")
        assert board.lines[0].startswith(" 208  NOMS MASQUÉS  Salle Pix   ")
        assert board.lines[0].endswith("fin 11:37  ● EN COURS 10:28:20 ")
        assert board.lines[-1] == (" F9 montrer les noms   w à voir   ↑ ↓ choisir   F3 F4 vues  rien ne se note ici ")
        assert sum(f" {n:02d}   {'ABC'[(n - 1) // 8]}0" in line for n in range(1, 21) for line in board.lines) == 20


# « w » -------------------------------------------------------------------------------------------------------


async def test_w_goes_to_the_first_rank_then_down(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """From row 1, with a dozen « 15 minutes » above them: the one in overtime at the first press, no notice ever."""
    clock.instant = at("10:30:00")
    async with opened(desk) as board:
        notices = {e.number for e in board.app.board.attention() if not e.calls}
        assert len(notices) > 5
        assert board.app.board.chosen == 1
        seen = []
        for _ in range(4):
            await board.press("w")
            seen.append(board.app.board.chosen)
        assert seen == [11, 18, 13, 14]
        assert not notices & set(seen)
        assert "+2" in board.lines[2], "13 and 14; who has 15 minutes left calls nobody"
        await board.press("down", "w")
        assert board.app.board.chosen == 11, "somebody else was chosen: from the first again"


# Lists that go on ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("height", [4, 5, 9, 30])
def test_a_window_says_how_the_list_goes_on(height: int) -> None:
    """Whoever is lit is seen, what is not is counted, and nothing is wider than its rows."""
    for count in (1, 4, 5, 12, 40):
        for lit in range(count):
            lines = [plain(line) for line in drawn_window(count, lambda rank: ((f"rang {rank}", ""),), lit, height)]
            assert len(lines) == min(count, height)
            assert f"rang {lit}" in lines
            seen = [int(line.split()[-1]) for line in lines if "rang" in line]
            hidden = sum(int(line.split()[-1]) for line in lines if "encore" in line)
            assert len(seen) + hidden == count
            assert ("↑" in "".join(lines)) == (seen[0] > 0)
            assert ("↓" in "".join(lines)) == (seen[-1] < count - 1)


async def test_the_list_of_the_board_says_how_it_goes_on(opened: Open) -> None:
    """How many are above and below, and how many of them call; nothing is said where all are seen."""
    desk = prepared(40)
    desk = with_(desk, act.Mark("join", (30, 31)), hour="08:30:00")
    desk = with_(desk, act.Mark("start", (30, 31)), hour="08:31:00")
    async with opened(desk) as board:
        await board.press("f2")
        assert board.lines[-2].startswith("  ↓ encore ")
        assert "2 à voir" in board.lines[-2]
        await board.press("end")
        await board.settle()
        assert "↑ encore" in board.lines[-2]
        seen = sum(f" {n:02d}  " in line for n in range(1, 41) for line in board.lines[3:-2])
        assert f"↑ encore {40 - seen}" in board.lines[-2]
    async with opened(running()) as board:
        assert "encore" not in board.text


async def test_a_large_screen_is_used(opened: Open, desk: MemoryDesk) -> None:
    """At 200x50 the panel has 48 cells and the journal its title and eleven lines; at 150x36 what it had."""
    async with opened(desk, (200, 50)) as board:
        await board.press("w")
        assert board.lines[4].rindex("│") == 150
        assert sum(line[1:9].count(":") == 2 for line in board.lines[36:-1]) == 11
    async with opened(desk, (150, 36)) as board:
        assert board.lines[4].rindex("│") == 114


def test_a_length_is_never_cut_at_the_end_of_a_line() -> None:
    """« 1 h 44 », « 3 min 10 », « n° 12 » stand on one line, whole."""
    text = "il lui reste 1 h 44 et non 3 min 10 pour la question n° 12, soit 50 % ; dans 45 s"
    for width in range(8, 60):
        lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in wrap(text, width)]
        whole = [plain(line).replace("\N{NO-BREAK SPACE}", " ") for line in wrap_line(((text, ""),), width)]
        for length in ("1 h 44", "3 min 10", "n° 12", "50 %", "45 s"):
            assert any(length in line for line in lines), (width, length)
            assert any(length in line for line in whole), (width, length)
