"""Keys on one candidate: what they record, and what the screen answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervisor import action as act
from supervisor.action import Context
from supervisor.candidate import Identity
from supervisor.incident import IncidentState
from supervisor.situation import Status
from supervisor.wording import birth_place_shown
from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk, StillClock, at


def is_closed(desk: MemoryDesk) -> bool:
    return desk.session.closed_at is not None


def status(desk: MemoryDesk, number: int) -> Status:
    return desk.session.candidates[number].status


async def test_enter_goes_through_a_whole_test(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Identity, émargement, a rejoint, démarré, terminé (asked once): Enter each time."""
    clock.instant = at("08:50:00")
    async with opened(morning) as board:
        assert "Entrée identité de 01 ABRAHAM" in board.lines[-1]
        await board.press("enter")
        assert "12/02/2009" in board.dialog
        assert "Dole" in board.dialog
        await board.press("enter")
        assert board.session.candidates[1].checked is not None
        assert board.notice.startswith("01 ABRAHAM : identité contrôlée")
        await board.press("enter")
        assert board.session.candidates[1].signed_at is not None
        assert board.notice == "01 ABRAHAM : émargement"
        await board.press("enter")
        assert status(board.desk, 1) is Status.JOINED
        await board.press("enter")
        assert status(board.desk, 1) is Status.STARTED
        assert "dans Pix, « Confirmer la présence »" in board.notice
        clock.wait(600)
        await board.press("enter")
        assert "test terminé ?" in board.dialog
        assert status(board.desk, 1) is Status.STARTED
        await board.press("enter")
        assert status(board.desk, 1) is Status.FINISHED
        await board.press("enter")
        assert "plus rien à faire" in board.notice


async def test_one_key_each(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """e r y d p p b f: recorded at once."""
    clock.instant = at("08:50:00")
    async with opened(morning) as board:
        await board.press("e", "r", "y", "d")
        who = board.session.candidates[1]
        assert who.signed_at is not None
        assert who.presence_at is not None
        assert who.status is Status.STARTED
        assert "Confirmer la présence" not in board.notice, "it is noted already"
        await board.press("p")
        assert board.session.candidates[1].is_paused
        assert "En pause" in board.row(1)
        clock.wait(120)
        await board.press("p")
        assert [c.number for c in board.session.candidates.values() if c.is_paused] == []
        await board.press("b")
        assert status(board.desk, 1) is Status.INTERRUPTED
        await board.press("b")
        assert status(board.desk, 1) is Status.STARTED
        assert "Autoriser la reprise du test" in board.notice
        clock.wait(100 * 60)
        await board.press("f")
        assert status(board.desk, 1) is Status.FINISHED
        await board.press("down", "a")
        assert status(board.desk, 2) is Status.ABSENT


async def test_a_presence_that_expired_is_to_be_confirmed_again(
    opened: Open, morning: MemoryDesk, clock: StillClock
) -> None:
    """It holds 15 minutes in Pix: the start then says what is to be done there."""
    clock.instant = at("08:50:00")
    async with opened(morning) as board:
        await board.press("y")
        clock.wait(15 * 60)
        await board.press("d")
        assert status(board.desk, 1) is Status.STARTED
        assert "dans Pix, « Confirmer la présence »" in board.notice


async def test_pix_starts_nobody_a_day_later(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """24 hours after the first start the notice says so, and does not advise what Pix would refuse."""
    clock.instant = at("08:50:00")
    async with opened(morning) as board:
        await board.press("y", "d", "down")
        clock.wait(24 * 3600)
        await board.press("d")
        assert status(board.desk, 2) is Status.STARTED
        assert "Pix : délai dépassé, seul « Terminer le test » reste" in board.notice.replace("\xa0", " ")
        assert "Confirmer la présence" not in board.notice


async def test_refusals_say_why(opened: Open, desk: MemoryDesk) -> None:
    """An action that is not possible answers with the fact against it, and the candidate's name."""
    async with opened(desk) as board:
        await board.press("e")
        assert board.notice == "01 ABRAHAM : déjà émargé à 08:36"
        await board.press("a")
        assert "01 ABRAHAM : a déjà démarré (08:59)" in board.notice
        await board.press("v")
        assert "n'a pas d'alerte ouverte" in board.notice
        assert not board.desk.acted


async def test_a_place_of_birth_that_the_list_did_not_give(opened: Open, morning: MemoryDesk) -> None:
    """It says whose gap that is, in the dialog and on the card of the welcome."""
    someone = act.NewCandidate(Identity(last_name="ZOLA", first_name="Léa", birth_date=date(2009, 4, 2)))
    by_hand, listed = act.AddCandidates((someone,)), morning.session.candidates[1]
    bare = replace(listed, identity=listed.identity.model_copy(update={"birth_city": ""}))
    morning.session = replace(morning.session, candidates={**morning.session.candidates, 1: bare})
    async with opened(morning, first=True) as board:
        await board.type("abra")
        assert "non fourni par la liste" in board.text
        assert "…" not in "".join(row for row in board.lines if "LIEU DE" in row or "par la liste" in row)
    async with opened(morning) as board:
        await board.press("i")
        assert "Lieu              non fourni par la liste" in board.dialog
    morning.act_now(by_hand, Context(now=at("08:01:00"), author="", host=""))
    assert birth_place_shown(morning.session.candidates[21]) == "non fourni"


async def test_identity_without_a_document(opened: Open, morning: MemoryDesk) -> None:
    """« sans pièce »: who attests, with his function."""
    async with opened(morning) as board:
        await board.press("i", "s")
        await board.press("enter", "enter")
        assert "dites qui atteste" in board.dialog
        # The field that is wrong has the cursor.
        await board.type("Mme Roy")
        await board.press("enter")
        await board.type("CPE")
        await board.press("enter")
        checked = board.session.candidates[1].checked
        assert checked is not None
        assert checked.attested_by == "Mme Roy, CPE"
        assert "~" in board.row(1)


async def test_identity_corrected(opened: Open, morning: MemoryDesk) -> None:
    """« corriger » changes what the list says, and keeps both."""
    async with opened(morning) as board:
        await board.press("i", "x")
        await board.type("S")
        while board.dialog:
            await board.press("enter")
        assert board.session.candidates[1].last_name == "ABRAHAMS"


async def test_absent_who_turns_up(opened: Open, desk: MemoryDesk) -> None:
    """Enter on an absent asks « finalement présent ? », then checks his identity."""
    async with opened(desk) as board:
        await board.choose(8)
        await board.press("enter")
        assert "finalement présent ?" in board.dialog
        await board.press("enter")
        assert "Identité de 08 FILLMORE" in board.dialog
        await board.press("c", "enter")
        assert status(board.desk, 8) is Status.EXPECTED
        await board.press("a", "r")
        assert "finalement présent ?" in board.dialog
        await board.press("enter")
        assert status(board.desk, 8) is Status.JOINED


@pytest.mark.few(keys=(0, 3))
@pytest.mark.parametrize(
    "keys",
    [
        ("s", "e", "2", "enter", "1", "2", "enter"),
        ("s", "e", "2", "space", "1", "2", "enter"),
        ("s", *"simul", "enter", "1", "2", "enter"),
        ("s", *"simul", "space", "1", "2", "enter"),
    ],
)
async def test_incident_in_seven_keys(opened: Open, desk: MemoryDesk, clock: StillClock, keys: tuple[str, ...]) -> None:
    """`s` `e2` Enter `12` Enter, on one line, or by words; its instant is that of the first key."""
    async with opened(desk) as board:
        await board.press(keys[0])
        clock.wait(40)
        await board.press(*keys[1:])
        (incident,) = board.session.incidents_of(1)
        assert (incident.code, incident.question, incident.state) == ("E2", 12, IncidentState.OPEN)
        assert incident.at == at("10:28:20")
        assert "E2 ▲" in board.row(1)


async def test_incident_asks_only_what_its_code_asks(opened: Open, desk: MemoryDesk) -> None:
    """C8 asks what happened; a circumstance in words brings its ready phrase; an exact code wins."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("c8")
        await board.press("enter")
        assert "C8" in board.dialog
        await board.press("enter")
        assert "C8 demande une description" in board.dialog
        await board.type("malaise")
        await board.press("enter")
        assert board.session.incidents_of(1)[0].text == "malaise"
        await board.press("s")
        await board.type("souris")
        await board.press("enter")
        assert board.session.incidents_of(1)[1:] == []
        await board.press("enter")
        assert board.session.incidents_of(1)[1].code == "C7"
        assert "Souris" in board.session.incidents_of(1)[1].text
        await board.press("s")
        await board.type("e1 3")
        await board.press("enter")
        assert board.session.incidents_of(1)[2].code == "E1"


async def test_question_beyond_the_test_is_asked_about(opened: Open, desk: MemoryDesk) -> None:
    """A question above 32 is accepted once confirmed; 501 is not."""
    async with opened(desk) as board:
        await board.press("s")
        await board.type("e1 40")
        await board.press("enter")
        assert "32 questions au plus, pas 40" in board.dialog
        await board.press("enter")
        assert board.session.incidents_of(1)[0].question == 40
        await board.press("s")
        await board.type("e1 501")
        await board.press("enter")
        assert "de 1 à 500" in board.dialog
        await board.press("escape")
        assert len(board.session.incidents_of(1)) == 1


async def test_alert(opened: Open, desk: MemoryDesk) -> None:
    """`v`: validé or refusé, with what is to be done in Pix; nothing is preselected."""
    async with opened(desk) as board:
        await board.choose(11)
        await board.press("v", "enter")
        assert "choisissez d'abord" in board.dialog
        await board.press("v")
        assert board.session.open_alerts_of(11), "a letter moves"
        await board.press("enter")
        (incident,) = board.session.incidents_of(11)
        assert incident.state is IncidentState.VALIDATED
        assert "« Valider le signalement »" in board.notice
        assert "rafraîchir sa page" in board.notice


@pytest.mark.few(typed=(2, 4))
@pytest.mark.parametrize(
    ("typed", "minutes"), [("+10", 10), ("-5", -5), ("+1/3", 35), ("jusqu'à 11:00", 16), ("11h00", 16)]
)
async def test_time(opened: Open, desk: MemoryDesk, typed: str, minutes: int) -> None:
    """Minutes in each form, with a reason; before and after are shown before Enter."""
    async with opened(desk) as board:
        await board.press("t")
        assert "fin 10:45, reste 15 min 52" in board.dialog
        await board.type(typed)
        assert "fin 10:45 → " in board.dialog
        assert ("arrondies en faveur du candidat" in board.dialog) == ("11" in typed)
        await board.press("enter", "enter")
        assert "demande un motif" in board.dialog
        await board.type("panne")
        await board.press("enter")
        if minutes > 0 and "1/3" not in typed:
            assert "Pour un incident" in board.text
            await board.press("enter")
        (given,) = board.session.candidates[1].adjustments
        assert (given.minutes, given.reason) == (minutes, "panne")


async def test_a_time_without_its_sign(opened: Open, desk: MemoryDesk) -> None:
    """« 10 » may be meant to give or to take: the sign is asked for, as on the command line."""
    async with opened(desk) as board:
        await board.press("t")
        await board.type("10")
        assert "donné ou retiré ? écrivez +10 ou -10" in board.dialog
        await board.press("enter")
        await board.type("panne")
        await board.press("enter")
        assert not board.session.candidates[1].adjustments


async def test_a_very_long_time_is_confirmed(opened: Open, desk: MemoryDesk) -> None:
    """900 typed for 90: asked once more, with the end it leads to and its day."""
    async with opened(desk) as board:
        await board.press("t")
        await board.type("+900")
        await board.press("enter")
        await board.type("panne")
        await board.press("enter", "enter")
        assert "c'est plus de 3 h : nouvelle fin le 21/11 à 01:45" in board.dialog
        assert not board.session.candidates[1].adjustments
        await board.press("enter")
        assert board.session.candidates[1].adjustments[0].minutes == 900


async def test_time_that_ends_before_now_is_confirmed(opened: Open, desk: MemoryDesk) -> None:
    """An end brought before now asks once more."""
    async with opened(desk) as board:
        await board.press("t")
        await board.type("-20")
        await board.press("enter")
        await board.type("sortie")
        await board.press("enter")
        assert "déjà passée" in board.dialog
        assert not board.session.candidates[1].adjustments
        await board.press("enter")
        assert board.session.candidates[1].adjustments[0].minutes == -20


async def test_resume_offers_what_was_lost(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """At the resume, the measured loss is offered and confirmed."""
    async with opened(desk) as board:
        await board.choose(14)
        assert "Entrée reprise de 14 MONROE" in board.lines[-1]
        clock.wait(200)
        await board.press("enter")
        assert "fin 10:44 → 10:48   arrêté 4 min, rendu : 4 min" in board.dialog
        await board.press("enter")
        assert status(board.desk, 14) is Status.STARTED
        assert board.session.candidates[14].adjustments[0].minutes == 4


async def test_stop_is_asked_and_never_against_the_candidate(opened: Open, desk: MemoryDesk) -> None:
    """F: the 20-answer rule is said; a C7 leaves nothing preselected; a letter lights, Enter writes."""
    async with opened(desk) as board:
        await board.choose(14)
        await board.press("F")
        assert "20 réponses" in board.dialog
        await board.press("enter")
        assert "choisissez d'abord" in board.dialog
        await board.press("x")
        assert status(board.desk, 14) is Status.INTERRUPTED
        assert "Signaler C7" in board.text, "that one was noted before his test stood still"
        await board.press("enter", "n", "enter")
        assert status(board.desk, 14) is Status.ENDED
        assert board.session.candidates[14].reason == "technical"
        assert "« Terminer le test »" in board.notice
