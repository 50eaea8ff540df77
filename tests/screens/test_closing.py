"""The close on the screen: what is missing settled key by key, verdicts, boxes, comment, seal, then the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screens.closing.finalisation_rows import finalisation_rows
from screens.closing.rows import closing_rows
from screens.closing.sheet import closing_lines
from screens.closing.view import ClosingScreen
from screens.kit.ink import plain, width_of
from screens.kit.papers import Papers
from screens.kit.settings import Settings, ThemeChoice
from screens.live.app import LiveApp
from screens.picture.picture import picture_of
from supervisor import action as act
from supervisor.action import Context
from supervisor.candidate import ExtraTime
from supervisor.closing import missing, verdict_state
from supervisor.seal import groups
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.pictures import IN_BOTH
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared
from tests.supervisor.support import Bench
from tests.waiting import until

__all__ = ["equipped"]  # a fixture

SnapCompare = Callable[..., bool]


@pytest.fixture
def clock() -> StillClock:
    """11:52:10: the room is nearly empty."""
    return StillClock(at("11:52:10"))


def done(desk: MemoryDesk, hour: str, *actions: act.Action) -> None:
    """Recorded before the board opens."""
    for action in actions:
        outcome = desk.act_now(action, Context(at(hour), AUTHOR, HOST))
        assert not outcome.refusals, (action, outcome.refusals)


def ending(edition: str = "current") -> MemoryDesk:
    """Twelve candidates, nearly over: one of each thing that a close waits for."""
    desk = prepared(12, edition=edition)  # type: ignore[arg-type]
    done(desk, "08:50:00", *(act.CheckIdentity(number) for number in range(1, 11)))
    done(desk, "08:55:00", act.Mark("sign", (1, 2, 3, 4, 5, 6, 8, 9, 10)))
    done(desk, "09:00:00", act.Mark("start", (1, 2, 3, 4, 5, 6, 7, 8)), act.Mark("join", (9,)))
    done(desk, "09:40:00", act.RecordIncident("E2" if edition == "current" else "E1", (1,), question=12))
    done(desk, "10:00:00", act.RecordIncident("C6", (2,)), act.RecordIncident("C1", (3,), text="né le 4"))
    done(desk, "10:30:00", act.Mark("absent", (11, 12)), act.BeginGlobal("coupure du réseau", fault="centre"))
    done(desk, "10:45:00", act.Finish((1, 2, 3, 4, 7)), act.StopTest((5,), "end"))
    desk.acted.clear()
    return desk


@pytest.fixture
def late() -> MemoryDesk:
    """The same, in memory."""
    return ending()


async def to_row(board: Board, key: str) -> None:
    """Walk down to a row."""
    screen = board.app.screen
    assert isinstance(screen, ClosingScreen)
    await board.press("home")
    for _ in screen._rows:
        if screen._key.startswith(key):
            return
        await board.press("down")
    raise AssertionError(f"no row {key}: {[row.key for row in screen._rows]}")


async def elsewhere(board: Board, action: act.Action) -> None:
    """A colleague records something, and this board shows it."""
    board.desk.act_elsewhere(action, "11:52:00")
    await until(lambda: board.app.session is board.desk.session, "what a colleague recorded")
    await board.settle()


def kinds(board: Board) -> list[str]:
    """What is missing now, as the view lists it."""
    screen = board.app.screen
    assert isinstance(screen, ClosingScreen)
    return [row.key.rpartition(":")[0] for row in screen._rows if row.part == "missing"]


# What is missing ---------------------------------------------------------------------------------------


async def test_every_point_has_its_key(opened: Open, late: MemoryDesk) -> None:
    """From the first to the last, by keys alone: nothing is missing in the end, and the seal is shown."""
    async with opened(late) as board:
        await board.press("c")
        assert kinds(board) == [
            "alert:1", "fraud:2", "reason:5", "running:6", "unsigned:7", "running:8", "awaited:9", "awaited:10",
            "global:None",
        ]  # fmt: skip
        assert "9 points manquent" in board.text
        await to_row(board, "alert:1")
        await board.press("enter", "v", "enter")
        await to_row(board, "global")
        await board.press("enter")
        assert "coupure du réseau" in board.dialog
        await board.press("f", "enter")
        assert not board.session.running_globals
        await to_row(board, "reason:5")
        await board.press("enter")
        assert "Avec moins de 20 réponses" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord" in board.dialog, "no reason is proposed against the candidate"
        await board.press("p", "enter")
        assert "Signaler C7" in board.text
        await board.press("enter")
        await board.type("écran noir")
        await board.press("enter")
        assert [i.text for i in board.session.incidents_of(5) if i.code == "C7"] == ["écran noir"]
        await to_row(board, "running:6")
        await board.press("enter", "enter")
        await to_row(board, "unsigned:7")
        await board.press("enter", "c", "enter")
        await to_row(board, "running:8")
        await board.press("F")
        assert "08 FILLMORE" in board.dialog
        await board.press("p", "enter", "n", "enter")
        await to_row(board, "awaited:9")
        assert "n'est plus noté absent" in board.text, "they joined: what is said of absents would mislead"
        await board.press("enter")
        assert "09 HIOKA" in board.dialog
        await board.press("a", "enter")
        await to_row(board, "awaited:10")
        await board.press("enter", "enter")
        assert kinds(board) == ["fraud:2"]
        await elsewhere(board, act.ReportFraud(2, "consultation", "une antisèche", "saisie"))
        assert missing(board.session, board.clock.now()) == ()
        assert "rien ne manque" in board.text
        await board.press("c")
        assert "Rien ne manque" in board.dialog
        await board.press("enter")
        assert board.session.closed_at == board.clock.now().replace(microsecond=0)
        assert board.session.candidates[5].reason == "technical"
        assert board.session.candidates[10].status is Status.ABSENT
        assert "Finalisation" in board.text


async def test_a_key_acts_on_the_candidate_of_the_row(opened: Open, late: MemoryDesk) -> None:
    """What is done in a row is done to whom it concerns; a row of the session refuses what needs a candidate."""
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "unsigned:7")
        assert board.app.board.target == 7
        await board.press("e")
        assert board.session.candidates[7].signed_at is not None
        await to_row(board, "comment")
        await board.press("e")
        assert "ne concerne pas un candidat" in board.notice
        await board.press("Q")
        assert "n'est pas une touche ici" in board.notice
        await board.press("escape", "escape")
        assert board.app.screen is board.app.board


async def test_closing_all_the_same(opened: Open, late: MemoryDesk) -> None:
    """All that is missing is listed, nothing is lit: Enter alone does not close."""
    async with opened(late) as board:
        await board.press("c", "end", "enter")
        assert "clore malgré 9 points manquants" in board.dialog
        assert "• 01 ABRAHAM : alerte E2 question 12 ouverte" in board.dialog, "by name, as on the screen behind it"
        await board.press("enter")
        assert board.session.closed_at is None
        await board.press("o", "enter")
        closed = board.session.entries[-1].event
        assert getattr(closed, "forced", None) is True
        assert len(closed.missing) == 9  # type: ignore[union-attr]


async def test_the_end_screen_of_2021(opened: Open) -> None:
    """Seen, noted afterwards from its row."""
    desk = ending("2021")
    done(desk, "11:00:00", act.Finish((6,), end_screen=False))
    async with opened(desk) as board:
        await board.press("c")
        await to_row(board, "end_screen:6")
        await board.press("enter")
        assert board.session.candidates[6].end_screen
        assert "end_screen:6" not in kinds(board)


# Verdicts, boxes, comment ------------------------------------------------------------------------------


async def test_a_verdict_and_its_reason(opened: Open, late: MemoryDesk) -> None:
    """The one proposed needs no reason; another one does."""
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "verdict:2")
        assert "Fraude ou suspicion de fraude (C6)" in board.text
        await board.press("enter")
        assert "fraude ou suspicion de fraude (C6)" in board.dialog
        await board.press("r", "enter", "enter")
        assert "dites pourquoi" in board.dialog
        await board.type("outil permis")
        await board.press("enter")
        state = verdict_state(board.session, board.session.candidates[2])
        assert state is not None
        assert (state.verdict, state.reason) == ("nothing", "outil permis")
        await to_row(board, "verdict:2")
        assert any("02 AUBERT" in line and "outil permis" in line for line in board.lines)
        await board.press("enter", "f", "enter")
        state = verdict_state(board.session, board.session.candidates[2])
        assert state is not None
        assert state.verdict == "fraud", "Enter on the letter is enough for the one that the facts propose"


async def test_a_verdict_by_another_letter(opened: Open, late: MemoryDesk) -> None:
    """Says which letters there are; nothing is recorded."""
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "verdict:3")
        await board.press("enter", "z", "enter", "enter")
        assert "r, j ou f" in board.dialog
        await board.press("escape")
        assert late.acted == []


async def test_boxes(opened: Open, late: MemoryDesk) -> None:
    """Proposed from the facts with why; Enter changes it, Enter again changes it back."""
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "box:could_not_join")
        assert "[x] présents qui n'ont pas pu rejoindre" in board.text
        assert "n° 10 : présent, n'a jamais rejoint" in board.text
        await board.press("enter")
        assert "[ ] présents qui n'ont pas pu rejoindre" in board.text
        await board.press("enter")
        assert board.session.boxes == {"could_not_join": True}


async def test_the_comment_and_its_warning(opened: Open, late: MemoryDesk) -> None:
    """« RAS » is warned of before it is recorded, and stays yellow in its row."""
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "comment")
        assert "Commentaire : aucun" in board.text
        await board.press("enter")
        await board.type("ras")
        assert "irait au jury" in board.dialog
        await board.press("enter")
        assert board.session.comment == "ras"
        assert "envoie la session au jury" in board.text
        await board.press("enter", "backspace", "backspace", "backspace", "enter")
        assert board.session.comment == ""


async def test_a_correction_asks_for_c1(opened: Open, late: MemoryDesk) -> None:
    """Corrected once he had joined: the row goes when C1 is recorded."""
    who = late.session.candidates[9].identity
    done(late, "11:00:00", act.Correct(9, who.model_copy(update={"last_name": "HIOKKA"})))
    async with opened(late) as board:
        await board.press("c")
        await to_row(board, "correction:")
        assert "« HIOKA » → « HIOKKA »" in board.text
        await elsewhere(board, act.RecordIncident("C1", (9,), text="HIOKKA"))
        assert "correction :" not in board.text


# Behind the seal ---------------------------------------------------------------------------------------


class Boxes:
    """« Fait » boxes in memory."""

    def __init__(self, *, failing: str = "") -> None:
        self.ticked: frozenset[str] = frozenset()
        self.failing = failing

    def toggle(self, key: str) -> str:
        if not self.failing:
            self.ticked ^= {key}
        return self.failing


def papers_with(boxes: Boxes) -> Papers:
    drawer = Drawer().papers
    return Papers(drawer.folder, drawer.rescue_sheet, drawer.save, drawer.export, ticks=boxes)


async def test_the_sheet_behind_the_seal(equipped: Equipped, late: MemoryDesk) -> None:
    """In the order of the page; each line is ticked; the 48 hours count down until it is finalised."""
    done(late, "11:50:00", act.CloseSession(force=True))
    boxes = Boxes()
    async with equipped(late, papers=papers_with(boxes)) as board:
        await board.press("c")
        text = board.text
        assert "avant le 22/11 à 11:50, reste 47 h 57" in text
        told = [line.strip() for line in board.lines]
        order = [
            next(i for i, line in enumerate(told) if part in line)
            for part in ("02 AUBERT", "03 BARADON", "autres tests terminés", "05 DARUINO", "MOTIF À CHOISIR",
                         "temps supplémentaire", "pas pu rejoindre", "Commentaire : laisser vide", "Finalisée")
        ]  # fmt: skip
        assert order == sorted(order)
        assert not any("11 JEFFERSON" in line or "E2" in line for line in told), "absents and E codes are not entered"
        await to_row(board, "fait:2")
        await board.press("enter")
        assert boxes.ticked == {"fait:2@20261120T105000"}
        assert any("[x] 02 AUBERT" in line for line in board.lines)
        await board.press("up", "space")
        assert boxes.ticked == frozenset()
        await to_row(board, "finalise")
        await board.press("enter", "enter")
        assert board.session.finalised_at is not None
        assert "finalisée le 20/11 à 11:52" in board.text


async def test_a_reopening_empties_the_boxes(equipped: Equipped, late: MemoryDesk) -> None:
    """What was typed may no longer be what is to be typed: the sheet of the next close begins anew."""
    done(late, "11:50:00", act.CloseSession(force=True))
    async with equipped(late, papers=papers_with(Boxes())) as board:
        await board.press("c")
        await to_row(board, "fait:2")
        await board.press("enter")
        assert any("[x] 02 AUBERT" in line for line in board.lines)
        await elsewhere(board, act.Reopen("un oubli"))
        await elsewhere(board, act.CloseSession(force=True))
        await to_row(board, "fait:2")
        assert any("[ ] 02 AUBERT" in line for line in board.lines), board.text


async def test_boxes_that_cannot_be_kept_say_so(equipped: Equipped, late: MemoryDesk) -> None:
    """Nothing looks done that is not kept."""
    done(late, "11:50:00", act.CloseSession(force=True))
    async with equipped(late, papers=papers_with(Boxes(failing="aucun dossier ne s'écrit ici"))) as board:
        await board.press("c")
        await to_row(board, "fait:2")
        await board.press("enter")
        assert "aucun dossier ne s'écrit ici" in board.notice
        assert "[x]" not in board.text


async def test_reopening_from_the_view(opened: Open, late: MemoryDesk) -> None:
    """With a reason; what is missing is listed again, and the old seal is said to be void."""
    done(late, "11:50:00", act.CloseSession(force=True))
    async with opened(late) as board:
        await board.press("c", "O")
        await board.type("un oubli")
        await board.press("enter")
        assert board.session.closed_at is None
        assert "points manquent" in board.text
        assert "le sceau d'avant ne vaut plus" in board.text


async def test_late_finalisation_is_red_and_said(opened: Open, late: MemoryDesk, clock: StillClock) -> None:
    """Past the 48 hours, a word says so."""
    done(late, "11:50:00", act.CloseSession(force=True))
    clock.wait(49 * 3600)
    async with opened(late) as board:
        await board.press("c")
        assert "EN RETARD de " in board.text


async def test_moving_in_the_view(opened: Open, late: MemoryDesk) -> None:
    """Arrows, j and k, pages, first and last; the view scrolls with the chosen row."""
    async with opened(late) as board:
        await board.press("c")
        screen = board.app.screen
        assert isinstance(screen, ClosingScreen)
        await board.press("j", "down", "k", "up", "up")
        assert screen._place == 0
        await board.press("pagedown")
        assert screen._place == 8
        await board.press("end")
        assert screen._place == len(screen._rows) - 1
        assert "Clore malgré" in board.text
        await board.press("pageup", "home")
        assert screen._place == 0
        await board.press("tab")
        assert board.app.screen is board.app.board
        await board.press("c", "f2")
        assert board.app.screen is board.app.board
        await board.press("c", "question_mark")
        assert "DANS LA VUE DE LA CLÔTURE" in board.dialog


async def test_escape_leaves_past_what_goes_by_itself(opened: Open, late: MemoryDesk) -> None:
    """A passing answer keeps nobody in the view; what stays until it is seen is dismissed first."""
    async with opened(late) as board:
        await board.press("c")
        board.app.say("dit en passant", "told")
        await board.press("escape")
        assert board.app.screen is board.app.board
        await board.press("c")
        board.app.say("à lire", "failed", stays=True)
        await board.press("escape")
        assert board.app.screen is not board.app.board
        assert board.notice != "à lire"
        await board.press("escape")
        assert board.app.screen is board.app.board


# Drawn -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [30, 60, 80, 150])
@pytest.mark.parametrize("height", [8, 22, 40])
def test_lines_fit(width: int, height: int, late: MemoryDesk) -> None:
    """Whatever row is chosen it is in sight, and nothing is wider or higher than the screen."""
    picture = picture_of(late.session, at("11:52:10"))
    rows = closing_rows(picture)
    for chosen in range(len(rows)):
        lines = closing_lines(picture, rows, chosen, width, height)
        assert len(lines) <= height
        assert all(width_of(line) <= width for line in lines)
        assert sum(plain(line).startswith("▌") for line in lines) == 1


def test_the_seal_is_shown_whole_to_be_copied() -> None:
    """Eight groups of four, on a line of their own; a reopened session says that the old one is void."""
    bench = Bench(1)
    bench.do(act.Mark("absent", (1,)))
    bench.do(act.CloseSession())
    told = groups(bench.session.seal)
    assert len(told.split()) == 8
    for width in (60, 80, 150):
        picture = picture_of(bench.session, bench.now)
        lines = closing_lines(picture, finalisation_rows(picture), 0, width, 22)
        assert told in plain(lines[1])
    bench.do(act.Reopen("un oubli"))
    picture = picture_of(bench.session, bench.now)
    assert "ne vaut plus" in plain(closing_lines(picture, closing_rows(picture), 0, 80, 22)[1])


def test_a_session_without_anybody() -> None:
    """Nothing but the page and the seal."""
    picture = picture_of(prepared(0).session, at("11:52:10"))
    assert [row.key for row in closing_rows(picture)] == [
        "box:extra_time_given", "box:could_not_join", "comment", "close",
    ]  # fmt: skip
    assert [row.part for row in finalisation_rows(picture)] == ["page", "page", "page", "confirm"]


@IN_BOTH
@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_closing_snapshots(
    snap_compare: SnapCompare, late: MemoryDesk, clock: StillClock, size: tuple[int, int], theme: ThemeChoice,
    is_closed: bool,
) -> None:  # fmt: skip
    """The view before and behind the seal."""
    if is_closed:
        done(late, "11:50:00", act.CloseSession(force=True))
    app = LiveApp(late, clock, author=AUTHOR, host=HOST, settings=Settings(theme=theme, mask_after=0))
    assert snap_compare(app, terminal_size=size, press=["c", "down", "down"])


def detail_of(bench: Bench, height: int) -> str:
    """What is told below about the first line of the sheet, at 80 columns."""
    picture = picture_of(bench.session, bench.now)
    lines = [plain(line) for line in closing_lines(picture, finalisation_rows(picture), 0, 80, height)]
    assert all(len(line) <= 80 for line in lines)
    return " ".join(line.strip() for line in lines[len(lines) - 1 - lines[::-1].index("") :]).strip()


def test_a_description_is_read_whole_before_it_is_typed_again() -> None:
    """500 characters stand below the row on 24 lines; where there is no room, an ellipsis says so."""
    words = " ".join(f"mot{n:03d}" for n in range(71))
    bench = Bench(1).start(1, at="09:00")
    for action in (act.RecordIncident("C7", (1,), text=words), act.Finish((1,)), act.CloseSession(force=True)):
        bench.do(action)
    assert words in detail_of(bench, 22)
    assert not detail_of(bench, 22).endswith("…")
    short = detail_of(bench, 12)
    assert short.endswith("…")
    assert "mot070" not in short


def test_a_correction_is_told_whole() -> None:
    """Old and new: the row is cut, what stands below it is not; also of one made before he joined."""
    names = [f"Jeanne-Éléonore-Marie-{last} de Sainte-Hélène" for last in ("Françoise", "France", "Francine")]
    bench = Bench(1)
    bench.do(act.Correct(1, bench.who(1).identity.model_copy(update={"first_name": names[0]})))
    bench.start(1, at="09:00")
    bench.at("09:30")
    for name in names[1:]:
        bench.do(act.Correct(1, bench.who(1).identity.model_copy(update={"first_name": name})))
    found = [row for row in closing_rows(picture_of(bench.session, bench.now)) if row.key.startswith("correction:")]
    for row, old, new in zip(found, ["Chloé", *names[:-1]], names, strict=True):
        assert f"« {old} » → « {new} »" in row.detail[0]


def test_what_was_corrected_since_the_import_is_to_be_reported() -> None:
    """C1 for names and birth date, C2 for a temps majoré, until it is; neither for a place nor for an updated list."""
    bench = Bench(3)
    identity = bench.who(1).identity

    def asked() -> list[tuple[int | None, str]]:
        rows = closing_rows(picture_of(bench.session, bench.now))
        return [(row.number, row.enter.label) for row in rows if row.key.startswith("correction:") and row.enter]

    bench.do(act.Correct(1, identity.model_copy(update={"birth_city": "Belfort"})))
    bench.do(act.Correct(2, extra_time=ExtraTime(percent=50), reason="liste mise à jour"))
    assert asked() == []
    bench.do(act.Correct(1, identity.model_copy(update={"last_name": "ABBADIE"})))
    bench.do(act.Correct(2, extra_time=ExtraTime(percent=100)))
    assert asked() == [(1, "signaler C1"), (2, "signaler C2")]
    bench.start(1, 2, at="09:00")
    bench.do(act.RecordIncident("C1", (1,), text="ABBADIE"))
    bench.do(act.RecordIncident("C2", (2,), text="100 %"))
    assert asked() == []
