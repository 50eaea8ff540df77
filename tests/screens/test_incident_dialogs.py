"""The dialog of an incident: what it lists, what it asks, the hour, several at once; corrections and withdrawals."""

from __future__ import annotations

import pytest

from screens.kit.themes import PALETTES
from supervisor.action import CloseSession, RecordIncident, RetractIncident
from supervisor.incident import IncidentState
from supervisor.situation import Status
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, StillClock, at, prepared


async def test_all_codes_are_listed_those_met_first(opened: Open, desk: MemoryDesk) -> None:
    """With their labels, scrolling; those of this session first, and « déjà noté » where it was on this candidate."""
    async with opened(desk) as board:
        await board.press("s")
        listed = board.dialog.splitlines()
        assert [line.split()[1] if line.startswith("▌") else line.split()[0] for line in listed[1:5]] == [
            "C7", "E2", "C8", "C1",
        ]  # fmt: skip
        assert "déjà noté" not in board.dialog, "on others, not on n° 1"
        assert "Le candidat a été contraint de cliquer" not in board.dialog
        await board.press(*["down"] * 13)
        assert "▌ E10" in board.dialog
        assert "une question en mode focus. E10 demande : n° de la question" in board.dialog
        await board.press(*["down"] * 30)
        assert "A coché l'écran de fin sans appeler le surveillant" in board.dialog
        assert "n'est pas un signalement dans cette grille" in board.dialog
        assert "n  À faire : écrire une note" in board.dialog
        await board.press("enter")
        assert "n'est pas un signalement" in board.dialog
        assert not board.session.incidents_of(1)


async def test_what_he_has_already_is_told(opened: Open, desk: MemoryDesk) -> None:
    """So that the same thing is not reported twice; the keys of the box stay in sight on a small screen."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("s")
        assert "Déjà noté : E2 question 12, 09:41" in board.text
        marked = [line.removeprefix("▌").split()[0] for line in board.dialog.splitlines() if line.endswith("déjà noté")]
        assert marked == ["E2"], "not what was noted on others"
        assert "Échap renoncer" in board.text


async def test_a_wide_screen_shows_the_longest_label_whole(opened: Open, desk: MemoryDesk) -> None:
    """The box is as wide as its labels need, and takes the width of a window that is drawn larger or smaller."""
    longest = "Le candidat bénéficie d'un temps majoré et n'a pas pu répondre à la question dans le temps imparti"
    async with opened(desk, size=(150, 36)) as board:
        await board.press("s")
        await board.type("imparti")
        assert 110 < board.app.screen.query_one("#box").size.width < 130
        for columns, is_whole in ((150, True), (100, False), (200, True)):
            await board.pilot.resize_terminal(columns, 36)
            await board.settle()
            assert (f"{longest}\n" in board.dialog) is is_whole, (columns, board.dialog)
            assert "Échap renoncer" in board.text


@pytest.mark.few(size=(0,), theme=range(0, len(PALETTES), 3))
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
@pytest.mark.parametrize("theme", PALETTES)
async def test_nothing_is_cut_without_an_ellipsis(
    opened: Open, desk: MemoryDesk, size: tuple[int, int], theme: str
) -> None:
    """The box stands whole on the screen, its keys included, in both sizes and themes."""
    async with opened(desk, size=size) as board:
        board.app.theme = theme
        await board.press("s")
        for typed in ("", "e10", "x"):
            await board.type(typed)
            assert "╭─ Signalement : 01 ABRAHAM" in board.text
            assert "Entrée valider   ↑ ↓ choisir   Tab l'heure   Échap renoncer" in board.text


@pytest.mark.few(typed=(1, 3))
@pytest.mark.parametrize(
    ("typed", "when"), [("09:41", "09:41:00"), ("il y a 3 min", "10:25:20"), ("3 min", "10:25:20"), ("", "10:28:20")]
)
async def test_its_hour_can_be_changed(
    opened: Open, desk: MemoryDesk, clock: StillClock, typed: str, when: str
) -> None:
    """That of the first key unless another one is typed, in the same dialog; the field shows it."""
    async with opened(desk) as board:
        await board.press("s")
        assert "vide : 10:28:20 ; par ex. 09:41" in board.text
        clock.wait(40)
        await board.type("e2 12")
        await board.press("tab")
        await board.type(typed)
        await board.press("enter")
        (incident,) = board.session.incidents_of(1)
        assert incident.at == at(when)


@pytest.mark.parametrize(("typed", "told"), [("25:00", "cette heure n'existe pas"), ("hier", "instant illisible")])
async def test_an_hour_that_is_none(opened: Open, desk: MemoryDesk, typed: str, told: str) -> None:
    """It says so, and nothing is recorded."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("e2 12")
        await board.press("tab")
        await board.type(typed)
        await board.press("enter")
        assert told in board.dialog
        assert not board.session.incidents_of(1)


async def test_one_action_for_all_who_are_marked(opened: Open, desk: MemoryDesk) -> None:
    """One event each, one action; their names stand in the box."""
    async with opened(desk) as board:
        for number in (1, 2, 8):
            await board.choose(number)
            await board.press("space")
        await board.press("s")
        assert "Signalement : 3 candidats" in board.dialog
        assert "01 ABRAHAM, 02 AUBERT, 08 FILLMORE" in board.dialog
        await board.type("lenteur")
        await board.press("enter", "enter")
        found = [board.session.incidents_of(number)[-1] for number in (1, 2, 8)]
        assert {incident.code for incident in found} == {"C7"}
        assert len({board.session.entries[incident.event_id - 1].action for incident in found}) == 1


async def test_a_ready_phrase_is_completed(opened: Open, desk: MemoryDesk) -> None:
    """« en retard » brings its text, the counter goes with it; what was typed after it stands in it already."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("en retard bus")
        await board.press("enter")
        assert "C8  Incident lié au candidat non bloquant" in board.dialog
        assert "22/500 caractères" in board.dialog
        await board.type(" en panne")
        await board.press("enter")
        assert board.session.incidents_of(1)[0].text == "Arrivé en retard : bus en panne"


async def test_what_was_understood_is_told_at_once(opened: Open, desk: MemoryDesk) -> None:
    """« e2 » asks for the question, « e2 12 » has it; words behind a code that wants words too."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("e2")
        assert "E2 demande : n° de la question" in board.dialog
        await board.type(" 12")
        assert "E2 : question 12" in board.dialog
        assert "demande" not in board.dialog
        await board.type(" image floue")
        assert "E2 : question 12, « image floue »" in board.dialog
        await board.press(*["backspace"] * 20)
        await board.type("c8 malaise")
        assert "C8 : « malaise »" in board.dialog
        assert "demande" not in board.dialog


@pytest.mark.few(typed=(0, 3))
@pytest.mark.parametrize(
    ("typed", "after", "kept"),
    [
        ("en retard", "", "Arrivé en retard"),
        ("en retard", "bus", "Arrivé en retard : bus"),
        ("en retard", " bus", "Arrivé en retard : bus"),
        ("en retard bus", "en panne", "Arrivé en retard : bus en panne"),
    ],
)
async def test_typing_on_after_a_ready_phrase(
    opened: Open, desk: MemoryDesk, typed: str, after: str, kept: str
) -> None:
    """What is typed behind it stands apart; a separator that nothing follows is not recorded nor counted."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type(typed)
        await board.press("enter")
        await board.type(after)
        assert f"{len(kept)}/500 caractères" in board.dialog
        await board.press("enter")
        assert board.session.incidents_of(1)[0].text == kept


@pytest.mark.few(length=(1, 2))
@pytest.mark.parametrize(("length", "refused"), [(499, False), (500, False), (501, True)])
async def test_the_description_is_counted(opened: Open, desk: MemoryDesk, length: int, refused: bool) -> None:
    """500 characters are taken, 501 are not, and the counter says it before."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("c8")
        await board.press("enter")
        board.app.screen.query_one("#line").value = "x" * length  # type: ignore[attr-defined]
        await board.settle()
        assert f"{length}/500 caractères" in board.dialog
        await board.press("enter")
        assert bool(board.session.incidents_of(1)) is not refused
        assert ("501 caractères" in board.dialog) is refused


@pytest.mark.few(question=(2, 3, 6))
@pytest.mark.parametrize(
    ("question", "enters", "recorded"),
    [("0", 2, False), ("1", 1, True), ("32", 1, True), ("33", 1, False), ("33", 2, True), ("500", 2, True),
     ("501", 2, False)],
)  # fmt: skip
async def test_the_number_of_a_question(
    opened: Open, desk: MemoryDesk, question: str, enters: int, recorded: bool
) -> None:
    """1 to 500; beyond the 32 of today's test Enter is asked for once more."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type(f"e1 {question}")
        await board.press(*["enter"] * enters)
        assert bool(board.session.incidents_of(1)) is recorded


async def test_what_was_said_of_a_question_keeps_its_place(opened: Open, desk: MemoryDesk) -> None:
    """« e2 figé »: the number is asked for, the words stand behind it."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("e2 figé")
        await board.press("enter")
        await board.type("12")
        await board.press("enter")
        (incident,) = board.session.incidents_of(1)
        assert (incident.question, incident.text) == (12, "figé")


async def test_right_names_are_asked_one_by_one(opened: Open, desk: MemoryDesk) -> None:
    """C1: the list's values stand there; only what is changed is told, with what the list says."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("c1")
        await board.press("enter")
        assert "changez ce qui est faux" in board.dialog
        await board.press("enter", "enter", "enter")
        assert "demande les bonnes informations" in board.dialog
        # The first of them has the cursor.
        await board.type("S")
        assert "Nom de naissance : ABRAHAMS (liste : ABRAHAM)" in board.dialog
        await board.press("enter", "enter", "enter")
        (incident,) = board.session.incidents_of(1)
        assert incident.text == "Nom de naissance : ABRAHAMS (liste : ABRAHAM)"
        assert "corrigez aussi la liste" in board.notice


@pytest.mark.few(typed=(2, 4))
@pytest.mark.parametrize(
    ("typed", "text"), [("33", "33 %"), ("33 %", "33 %"), ("1/3", "tiers temps (1/3)"), ("0", "aucun"), ("9", "")]
)
async def test_the_right_extra_time_is_asked(opened: Open, desk: MemoryDesk, typed: str, text: str) -> None:
    """C2: a percentage, the exact third or none; how to correct it here is said."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("c2")
        await board.press("enter")
        assert "Corrigez aussi le temps majoré, sa fin en dépend : t 33 %" in board.dialog
        await board.type(typed)
        await board.press("enter")
        assert [i.text for i in board.session.incidents_of(1)] == ([text] if text else [])
        assert text or "10 à 300" in board.dialog


async def test_a_suspicion_opens_the_report_of_fraud(opened: Open, desk: MemoryDesk) -> None:
    """`s` C6 alone: the question that clears most suspicions comes first, and nothing is recorded before it."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("c6")
        await board.press("enter")
        assert "consigne" in board.dialog
        assert not board.session.incidents_of(1)


async def test_the_paper_grid(opened: Open) -> None:
    """Its codes with what they are today, in the list and while they are completed; no alert."""
    async with opened(prepared(edition="2021")) as board:
        await board.press("s")
        await board.type("souris")
        assert "aujourd'hui → C7" in board.dialog
        await board.press("enter")
        assert "A1 dans Pix Certif aujourd'hui → C7" in board.dialog
        await board.press("enter", "s")
        await board.type("lien 12")
        assert "aujourd'hui → sans équivalent : à décrire" in board.dialog
        await board.press("enter")
        assert [(i.code, i.state) for i in board.session.incidents_of(1)] == [
            ("A1", IncidentState.NONE), ("E6", IncidentState.NONE),
        ]  # fmt: skip


# Corrections and withdrawals ---------------------------------------------------------------------------


async def test_a_report_is_corrected(opened: Open, desk: MemoryDesk) -> None:
    """`m` `s`, which one, `c`: what it says is there to be changed; a reason is due; the alert stays open."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("m", "s", "enter")
        assert "Son alerte attend toujours une réponse" in board.dialog
        await board.press("c")
        assert "changez ce qui est faux" in board.dialog
        await board.press("enter", "backspace", "3", "enter", "enter", "enter", "enter")
        assert "dites pourquoi" in board.dialog
        await board.type("lapsus")
        await board.press("enter")
        (incident,) = board.session.incidents_of(11)
        assert (incident.code, incident.question, incident.is_open) == ("E2", 13, True)
        assert "question 12 → 13" in board.notice


async def test_a_correction_that_cannot_be_is_said_while_it_is_typed(opened: Open, desk: MemoryDesk) -> None:
    """From a code with an alert to one without: what to do instead, before Enter."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("m", "s", "enter", "c", "backspace", "backspace")
        await board.type("c7")
        assert "retirez-le et notez-en un autre" in board.dialog


async def test_a_report_is_withdrawn(opened: Open, desk: MemoryDesk) -> None:
    """`r`, with a reason; it is listed as withdrawn from then on, and nothing is left to be mended."""
    desk.act_elsewhere(RecordIncident("C8", (5,), text="toilettes"), "10:20:00")
    async with opened(desk) as board:
        await board.choose(5)
        await board.press("m", "s", "a", "r", "enter")
        assert "dites pourquoi" in board.dialog
        await board.type("doublon")
        await board.press("enter")
        assert [i.state for i in board.session.incidents_of(5)] == [IncidentState.RETRACTED, IncidentState.NONE]
        await board.press("m", "s")
        assert "(retiré)" in board.dialog
        await board.press("a")
        assert "déjà retiré" in board.dialog


async def test_nothing_to_mend(opened: Open, desk: MemoryDesk) -> None:
    """Without a report, with withdrawn ones only, and once the session is closed, it says why not."""
    desk.act_elsewhere(RetractIncident(desk.session.incidents_of(5)[0].event_id, "erreur"), "10:20:00")
    async with opened(desk) as board:
        for number in (1, 5):
            await board.choose(number)
            await board.press("m", "s")
            assert "n'a pas de signalement" in board.dialog
            await board.press("escape")
    desk.act_elsewhere(CloseSession(force=True), "10:28:00")
    async with opened(desk) as board:
        await board.choose(11)
        for key in ("s", "v", "m"):
            await board.press(key)
            assert "close depuis" in board.notice


# A draft that outlives the program -----------------------------------------------------------------------


async def test_the_second_line_is_there_again(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Killed after the code and half of the text: the same dialog, the same stage, the hour of the first key."""
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("s")
        await board.type("c8")
        await board.press("enter")
        await board.type("mala")
    clock.wait(60)
    async with opened(desk) as board:
        assert "Reprendre ce que vous écriviez" in board.dialog
        assert "« mala »" in board.dialog
        await board.press("enter")
        assert "C8  Incident lié au candidat non bloquant" in board.dialog
        await board.type("ise")
        await board.press("enter")
        (incident,) = board.session.incidents_of(12)
        assert (incident.code, incident.text, incident.at) == ("C8", "malaise", at("10:28:20"))
        assert board.session.candidates[12].status is Status.STARTED
