"""The preparation, the instructions with the access code, the list and the relève: what is asked and recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from screens.kit.settings import Settings
from screens.kit.texts import audience_of, spoken, spoken_durations
from screens.preparation.view import PreparationScreen
from supervisor import action as act
from supervisor.action import Context
from supervisor.session import Training
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at, prepared


@pytest.fixture
def clock() -> StillClock:
    """08:10:00: the room is still empty."""
    return StillClock(at("08:10:00"))


def record(desk: MemoryDesk, *actions: act.Action) -> None:
    for action in actions:
        assert not desk.act_now(action, Context(at("08:05:00"), AUTHOR, HOST)).refusals


def preparation(board: Board) -> PreparationScreen:
    assert isinstance(board.app.screen, PreparationScreen)
    return board.app.screen


def is_without_code(desk: MemoryDesk) -> bool:
    return not desk.session.access_code


# The room --------------------------------------------------------------------------------------------


async def test_ticks_are_events(opened: Open, morning: MemoryDesk) -> None:
    """F7, Enter: who and when stand beside the point, the next one is chosen."""
    async with opened(morning, first=True) as board:
        await board.press("f7")
        assert "0 sur 14 points vus" in board.text
        await board.press("enter", "space")
        assert set(board.session.room_points) == {"seats", "spare"}
        line = next(line for line in board.lines if "Une place et un ordinateur" in line)
        assert "✓" in line
        assert "08:10 P. Martin" in line
        assert "2 sur 14 points vus" in board.text
        assert preparation(board).chosen == 2


async def test_who_was_trained_before_need_not_be_noted_again(opened: Open, morning: MemoryDesk) -> None:
    """The store knows it, of another session or of its register; one that is later than the session does not count."""
    async with opened(morning) as board:
        name = board.session.surveillants[0]
        morning.elsewhere = (
            Training(name, "Mme Roux", date(2026, 9, 15)),
            Training(name, "quelqu'un", date(2030, 1, 1)),
        )
        await board.press("f7")
        assert "formé par Mme Roux le 15/09/2026" in board.text
        assert "quelqu'un" not in board.text


async def test_what_lacks_demands_a_remark(opened: Open, morning: MemoryDesk) -> None:
    """`x` asks what; nothing is recorded without it; Enter later notes that it is mended."""
    async with opened(morning) as board:
        await board.press("f7", "down", "x", "enter")
        assert "dites ce qui manque" in board.dialog
        await board.type("aucun poste libre")
        await board.press("enter")
        point = board.session.room_points["spare"]
        assert (point.ok, point.remark, point.author) == (False, "aucun poste libre", AUTHOR)
        assert "1 manque" in board.text
        assert "aucun poste libre" in board.text
        await board.press("up", "enter")
        assert board.session.room_points["spare"].ok
        await board.press("up", "enter")
        assert "déjà vu à 08:10 par P. Martin" in board.notice


async def test_a_point_too_long_for_its_row_is_read_whole(opened: Open, morning: MemoryDesk) -> None:
    """Cut in the list, whole below it while it is chosen."""
    async with opened(morning) as board:
        await board.press("f7", *["enter"] * 8)
        board.app.notices.dismiss()
        board.app.draw()
        await board.settle()
        assert "filtrage assez ouvert" in next(line for line in board.lines if line.startswith(" · Débit"))
        whole = next(text for _, text in TEXTS.checklist if text.startswith("De quoi enregistrer"))
        assert whole not in " ".join(board.text.split())
        await board.press("up")
        assert whole in " ".join(board.text.split())


async def test_a_point_with_a_remark(opened: Open, morning: MemoryDesk) -> None:
    """`r`: in order, and something to be said of it."""
    async with opened(morning) as board:
        await board.press("f7", "r")
        await board.type("20 postes")
        await board.press("enter")
        point = board.session.room_points["seats"]
        assert (point.ok, point.remark) == (True, "20 postes")
        assert "20 postes" in board.text


async def test_help_begins_with_its_own_keys(opened: Open, morning: MemoryDesk) -> None:
    """`?` there: what the keys do there, then those of the board."""
    async with opened(morning) as board:
        await board.press("f7", "question_mark")
        lines = board.dialog.split("\n")
        assert lines[:2] == ["Aide", "DANS LA VUE DE LA PRÉPARATION"]
        assert lines[2].startswith("Entrée Espace Noter le point vérifié.")
        assert lines.index("CANDIDAT : LES TOUCHES DU TABLEAU") > 8
        await board.press("escape", "escape", "question_mark")
        assert board.dialog.split("\n")[3] == "CANDIDAT"
        assert board.dialog.count("Noter ce qui manque") == 1


async def test_its_keys_can_be_others(opened: Open, morning: MemoryDesk) -> None:
    """Footer, lines, help and palette name those set; the board keeps its own."""
    keys = {"point_lacks": ("s",), "training": ("z",), "point_code": ("f8",), "takeover": ("M",)}
    settings = Settings(theme="dark", mask_after=0, keys=keys)
    async with opened(morning, size=(120, 30), settings=settings) as board:
        await board.press("f7")
        assert "s manque" in board.lines[-1]
        assert "z qui surveille" in board.lines[-1]
        assert "formation non notée : z la note" in board.text
        assert "F8 le saisir" in board.text
        await board.press("x")
        assert "« x » n'est pas une touche ici" in board.notice
        await board.press("s")
        assert "Point qui manque" in board.dialog
        await board.press("escape", "z")
        assert board.dialog.startswith("Qui surveille")
        await board.press("escape", "question_mark")
        assert "\ns             Noter ce qui manque." in board.dialog
        await board.press("escape", "f2", "s")
        assert "Signalement" in board.dialog


async def test_training(opened: Open, morning: MemoryDesk) -> None:
    """`t`, Enter: the first untrained surveillant; the view says who trained whom and when, a day that is typed."""
    async with opened(morning) as board:
        await board.press("f7")
        assert "formation non notée" in board.text
        await board.press("t")
        assert "P. Martin (présent)  formation non notée" in board.dialog
        await board.press("enter")
        await board.type("Mme Roy, référente")
        await board.press("enter")
        await board.press("enter")
        assert "dites quel jour" in board.dialog
        await board.type("15/09/2026")
        await board.press("enter")
        training = board.session.trainings[0]
        assert (training.name, training.trainer, training.on) == ("P. Martin", "Mme Roy, référente", date(2026, 9, 15))
        assert "P. Martin (présent)  ✓ formé par Mme Roy, référente le 15/09/2026" in board.text
        await board.press("t", "f")
        await board.type("Luc Petit")
        await board.press("enter")
        await board.type("Mme Roy")
        await board.press("enter")
        await board.type("01012030")
        await board.press("enter")
        assert "dans l'avenir" in board.dialog


async def test_ratio_and_derogation(opened: Open) -> None:
    """Twenty-five enrolled: the missing surveillant is told; a derogation is recorded."""
    async with opened(prepared(25)) as board:
        await board.press("f7")
        assert "1 surveillant pour 25 inscrits" in board.text
        assert "il manquera 1 surveillant" in board.text
        await board.press("d", "enter")
        assert "dites de quelle dérogation" in board.dialog
        await board.type("Pix, 25 candidats")
        await board.press("enter")
        assert [note.text for note in board.session.derogations] == ["Pix, 25 candidats"]
        assert "Dérogation notée le 20/11 08:10 : Pix, 25 candidats" in board.text


async def test_welcome_tells_the_missing_surveillant(opened: Open) -> None:
    """Twenty-one present for one surveillant."""
    desk = prepared(25)
    record(desk, *(act.CheckIdentity(n) for n in range(1, 22)))
    async with opened(desk, first=True) as board:
        assert "Il manque 1 surveillant" in board.text


async def test_leaving_the_preparation(opened: Open, morning: MemoryDesk) -> None:
    """Escape shows the view one came from; F6 the welcome, F7 leaves as well."""
    async with opened(morning, first=True) as board:
        await board.press("f7", "escape")
        assert "Qui est là" in board.text
        await board.press("f7", "f6")
        assert "Qui est là" in board.text
        await board.press("f2", "f7", "f7")
        assert "ABRAHAM Lincoln" in board.text
        assert "Qui est là" not in board.text
        await board.press("f7", "f6", "tab")
        assert "Qui est là" not in board.text
        assert "points vus" not in board.text


async def test_closed_session_is_read_only(opened: Open, morning: MemoryDesk) -> None:
    """No tick any more."""
    record(morning, act.CloseSession(force=True))
    async with opened(morning) as board:
        await board.press("f7", "enter")
        assert "lecture seule" in board.notice
        assert not board.session.room_points


@pytest.mark.parametrize(
    "size", [(30, 10), (80, 24), *(pytest.param(size, marks=pytest.mark.wide) for size in ((60, 16), (150, 36)))]
)
async def test_no_size_breaks_it(opened: Open, morning: MemoryDesk, size: tuple[int, int]) -> None:
    """The chosen point stays in sight; the people stay where there is room for them."""
    async with opened(morning, size=size) as board:
        await board.press("f7", *["down"] * 13)
        assert "▌" in board.text
        if size[1] >= 24:
            assert "Une place et un ordinateur" in board.text
            assert "Code d'accès : donné" in board.text


# Notes, relève, list ---------------------------------------------------------------------------------


async def test_session_notes(opened: Open, morning: MemoryDesk) -> None:
    """`N` on the board, `n` in the preparation."""
    async with opened(morning) as board:
        await board.press("N")
        assert "Note sur la session 208" in board.dialog
        await board.type("salle froide")
        await board.press("enter", "f7", "n")
        await board.type("porte bloquée")
        await board.press("enter")
        assert [(n.text, n.number) for n in board.session.notes] == [("salle froide", None), ("porte bloquée", None)]


async def test_takeover(opened: Open, morning: MemoryDesk) -> None:
    """`R` names who supervises now, and asks who does from now on; nothing before Enter."""
    async with opened(morning) as board:
        await board.press("R")
        assert "relève : quelqu'un prend la relève de P. Martin" in board.dialog
        await board.press("enter")
        assert "Surveille en ce moment : P. Martin" in board.dialog
        await board.type("P. Martin")
        await board.press("enter")
        assert "surveille déjà" in board.dialog
        await board.press(*["backspace"] * 9)
        await board.type("Luc Petit")
        await board.press("enter")
        assert board.session.surveillant == "Luc Petit"


async def test_a_second_surveillant_comes_and_goes(opened: Open, morning: MemoryDesk) -> None:
    """`R` also says who comes besides, and who leaves without being relieved."""
    async with opened(morning) as board:
        await board.press("R", "v", "enter")
        await board.type("Mme Roy")
        await board.press("enter")
        assert list(board.session.present_surveillants) == ["P. Martin", "Mme Roy"]
        await board.press("R", "s", "enter")
        assert "choisissez d'abord" in board.dialog, "of two, nobody is lit by itself"
        await board.press("a")
        assert list(board.session.present_surveillants) == ["P. Martin", "Mme Roy"], "a letter only lights its answer"
        await board.press("enter")
        assert list(board.session.present_surveillants) == ["Mme Roy"]
        await board.press("R")
        assert "P. Martin (parti)" in board.dialog
        assert "Mme Roy (présent)" in board.dialog


async def test_one_form_for_who_supervises(opened: Open, morning: MemoryDesk) -> None:
    """`R` on the board and the preparation's key open the same box, with what the store knows of trainings."""
    async with opened(morning) as board:
        morning.elsewhere = (Training(board.session.surveillants[0], "Mme Roux", date(2026, 9, 15)),)
        await board.press("R")
        on_the_board = board.dialog
        assert "P. Martin (présent)  ✓ formé par Mme Roux le 15/09/2026" in on_the_board
        for answer in ("relève", "vient aussi", "s'en va", "formation", "corriger un nom"):
            assert answer in on_the_board
        await board.press("escape", "f7", "t")
        assert board.dialog.replace("▌", " ") == on_the_board.replace("▌", " ")
        assert "▌ f" in board.dialog


async def test_of_two_one_is_relieved(opened: Open, morning: MemoryDesk) -> None:
    """The beginning of a name says who leaves; the other one stays, and who is there already is told so."""
    record(morning, act.ChangeCover("Mme Roy", arrives=True))
    async with opened(morning) as board:
        await board.press("R", "r")
        await board.type("Mme Roy")
        await board.press("enter", "enter")
        assert "Mme Roy surveille déjà : notez seulement qui s'en va" in board.dialog
        await board.press("ctrl+u")
        await board.type("Luc Petit")
        await board.press("enter", "ctrl+u")
        await board.type("m")
        await board.press("enter")
        assert "À la place de : dites qui s'en va : P. Martin, Mme Roy" in board.dialog
        await board.type("me")
        await board.press("enter")
        assert list(board.session.present_surveillants) == ["P. Martin", "Luc Petit"]
        assert len({entry.action for entry in board.session.entries[-2:]}) == 1, "one action, undone at once"


async def test_a_name_is_spelt_rightly(opened: Open, morning: MemoryDesk) -> None:
    """`R`, `n`: a line each, as they stand; twice the same is refused in its line."""
    record(morning, act.ChangeCover("Mme Roi", arrives=True))
    async with opened(morning) as board:
        await board.press("R", "n", "enter", "ctrl+u")
        await board.type("p. martin")
        await board.press("enter")
        assert "est nommé deux fois" in board.dialog
        await board.press("ctrl+u")
        await board.type("Mme Roy, CPE")
        await board.press("enter")
        assert list(board.session.present_surveillants) == ["P. Martin", "Mme Roy, CPE"]


async def test_derogation_from_anywhere(opened: Open, morning: MemoryDesk) -> None:
    """The palette's command says the rule and what lacks, and records what Pix allowed."""
    for number in range(1, 21):
        morning.act_now(act.CheckIdentity(number), Context(now=at("08:30:00"), author=AUTHOR, host=HOST))
    new = act.NewCandidate(morning.session.candidates[1].identity.model_copy(update={"last_name": "ZOLA"}))
    morning.act_now(act.AddCandidates((new,)), Context(now=at("08:31:00"), author=AUTHOR, host=HOST))
    morning.act_now(act.CheckIdentity(21), Context(now=at("08:32:00"), author=AUTHOR, host=HOST))
    async with opened(morning) as board:
        assert "1 surv" in board.text, "the 21st present is one too many"
        board.app.board.acting.do("ratio")
        await board.settle()
        assert "Il en manque 1." in board.dialog
        await board.type("accord du 12/11")
        await board.press("enter")
        assert board.session.derogations[0].text == "accord du 12/11"
        assert "surv. manque" not in board.text


async def test_adding_is_checked(opened: Open, morning: MemoryDesk) -> None:
    """Names are due; twice the same person, a birth in the future and an unknown certification are told."""
    async with opened(morning) as board:
        await board.press("plus", *["enter"] * 7)
        assert "nom de naissance et son prénom" in board.dialog
        app = board.app
        fields = {"last": "abraham", "first": "lincoln", "birth": "12/02/2009", "certification": "xyz", "extra": "5"}
        for name, value in fields.items():
            app.screen.query_one(f"#{name}").value = value  # type: ignore[attr-defined]
        await board.press(*["enter"] * 7)
        assert "tapez un pourcentage" in board.dialog
        app.screen.query_one("#extra").value = "50 %"  # type: ignore[attr-defined]
        await board.press("enter", "enter")
        assert "Certification : Pix," in board.dialog
        app.screen.query_one("#certification").value = "droit"  # type: ignore[attr-defined]
        await board.settle()
        assert "Pix+ Droit : temps majoré 50 %, test de 1 h 30" in board.dialog
        await board.press("enter")
        assert "déjà sur la liste (n° 1)" in board.dialog
        app.screen.query_one("#birth").value = "12/02/2030"  # type: ignore[attr-defined]
        await board.press("enter")
        assert "n'est pas une date de naissance possible" in board.dialog
        app.screen.query_one("#birth").value = ""  # type: ignore[attr-defined]
        # From the field that was wrong, which has the cursor, to the last one.
        await board.press(*["enter"] * 5)
        assert "sans date de naissance" in board.dialog
        await board.press("enter")
        assert board.session.candidates[21].certification == "DROIT"
        assert board.session.candidates[21].status is Status.EXPECTED


# Instructions and access code ------------------------------------------------------------------------


async def test_instructions_of_a_school(opened: Open, morning: MemoryDesk) -> None:
    """Duration in words, the pupils' way in, no temps majoré; the code on demand only, for a minute."""
    async with opened(morning, size=(80, 40)) as board:
        await board.press("g")
        assert "Vous disposez de 1 heure 45." in board.dialog
        assert "Médiacentre" in board.dialog
        assert "sur le site de Pix" not in board.dialog
        assert "majoré" not in board.dialog
        assert "2 h 20" not in board.dialog
        assert "B K T X 4 7" not in board.dialog
        await board.press("c")
        assert "B K T X 4 7" in board.dialog
        assert board.dialog.count("█") > 50
        await board.later(61)
        assert "B K T X 4 7" not in board.dialog
        await board.press("c", "c")
        assert "B K T X 4 7" not in board.dialog


def test_audience_and_durations() -> None:
    """Adults have no class; mixed certifications are each told."""
    session = prepared().session
    assert audience_of(session) == "school"
    desk = prepared()
    for number in desk.session.candidates:
        record(desk, act.Correct(number, class_name=""))
    assert audience_of(desk.session) == "public"
    assert any("site de Pix" in step for step in TEXTS.steps_of(desk.session))
    record(desk, act.Correct(1, certification="DROIT"))
    assert spoken_durations(desk.session) == "1 heure pour Pix+ Droit, 1 heure 45 pour Pix"
    assert [spoken(m) for m in (50, 60, 90, 120, 105)] == [
        "50 minutes",
        "1 heure",
        "1 heure 30",
        "2 heures",
        "1 heure 45",
    ]


async def test_entering_the_access_code(opened: Open) -> None:
    """Where there is none `g` says so; `e` asks for it and checks its pattern as one types."""
    desk = prepared()
    desk.session = replace(desk.session, access_code="")
    async with opened(desk, size=(80, 40)) as board:
        await board.press("g")
        assert "pas encore de code d'accès" in board.dialog
        await board.press("e")
        await board.type("bkta")
        assert "« A » n'est pas une des lettres possibles en position 4" in board.dialog
        await board.press("enter")
        assert is_without_code(desk)
        await board.press("backspace")
        await board.type("x4")
        await board.press("enter")
        assert "il manque des signes" in board.dialog
        await board.type("9")
        await board.press("enter")
        assert board.session.access_code == "BKTX49"
        assert "À LIRE À HAUTE VOIX" in board.dialog
        await board.press("c")
        assert "B K T X 4 9" in board.dialog


async def test_correcting_the_access_code(opened: Open, morning: MemoryDesk) -> None:
    """The same code again is no correction; it is reached from the preparation too."""
    async with opened(morning) as board:
        await board.press("f7", "e")
        await board.type("bktx47")
        await board.press("enter")
        assert "déjà le code d'accès" in board.dialog
        await board.press("backspace")
        await board.type("5")
        assert "« 5 » n'est pas un des chiffres possibles en position 6" in board.dialog
        await board.press("backspace", "8", "enter")
        assert board.session.access_code == "BKTX48"
