"""The welcome: whoever comes in is found, compared, signed in and seated in a few keys."""

from __future__ import annotations

import random
import threading
from dataclasses import replace

import pytest
from textual.widgets import Input

from screens.kit.settings import Settings
from screens.welcome.arrivals import found_by
from screens.welcome.view import WelcomeScreen
from supervisor import action as act
from supervisor.action import Context
from supervisor.candidate import plain
from supervisor.session import Session
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at, prepared


@pytest.fixture
def clock() -> StillClock:
    """08:40:00: the doors open."""
    return StillClock(at("08:40:00"))


def welcome(board: Board) -> WelcomeScreen:
    screen = board.app.screen
    assert isinstance(screen, WelcomeScreen)
    return screen


def record(desk: MemoryDesk, *actions: act.Action, hour: str = "08:30:00") -> None:
    for action in actions:
        assert not desk.act_now(action, Context(at(hour), AUTHOR, HOST)).refusals


def shortest_prefix(session: Session, number: int) -> str:
    """The fewest letters, two at least, that leave him alone; he is then shown."""
    for part in plain(session.candidates[number].full_name).split():
        for length in range(2, min(4, len(part)) + 1):
            if found_by(session, part[:length], "azerty-pc") == [number]:
                return part[:length]
    raise AssertionError(f"nothing short means n° {number} first")


@pytest.mark.wide
async def test_at_most_eight_keystrokes_a_pupil(opened: Open, morning: MemoryDesk) -> None:
    """Twenty pupils in any order: letters, then Enter for identity, signature and planned seat."""
    async with opened(morning, first=True) as board:
        order = sorted(morning.session.candidates)
        random.Random(7).shuffle(order)
        most = 0
        for number in order:
            keys = [*shortest_prefix(board.session, number), "enter", "enter", "enter"]
            await board.press(*keys)
            who = board.session.candidates[number]
            assert who.checked is not None
            assert who.signed_at is not None
            assert welcome(board).name_field.value == ""
            most = max(most, len(keys))
        assert most <= 7
        assert "Tout le monde est accueilli : 20 présents" in board.text


async def test_a_seat_to_be_typed_is_within_eight_keys_too(opened: Open) -> None:
    """Three letters, three Enters, a seat of two digits: identity and signature included."""
    desk = prepared()
    zola = desk.session.candidates[1].identity.model_copy(update={"last_name": "ZOLA", "first_name": "Émile"})
    record(desk, act.AddCandidates((act.NewCandidate(zola),)))
    async with opened(desk, first=True) as board:
        keys = ["z", "o", "l", "enter", "enter", "1", "2", "enter"]
        assert len(keys) <= 8
        await board.press(*keys)
        assert board.session.candidates[21].seat == "12"
        assert board.session.candidates[21].signed_at is not None


async def test_it_opens_on_the_welcome_with_the_search_open(opened: Open, morning: MemoryDesk) -> None:
    """What is typed goes to the search at once; who matches is listed with the birth date, accents ignored."""
    async with opened(morning, first=True) as board:
        assert "Qui est là" in board.text
        assert "À accueillir 20" in board.text
        assert "Accueillis 0" in board.text
        await board.type("oz")
        assert "ÖZTÜRK Élif" in board.text
        assert "06/06/2009" in board.text
        assert "identité conforme de 16 ÖZTÜRK" in board.lines[-1]
        await board.press("backspace", "backspace")
        await board.type("elif")
        assert "ÖZTÜRK Élif" in board.text


async def test_once_tests_run_it_opens_on_the_board(opened: Open, desk: MemoryDesk) -> None:
    """The welcome is then a view like another: F6."""
    async with opened(desk, first=True) as board:
        assert "Qui est là" not in board.text
        await board.press("f6")
        assert "Qui est là" in board.text
        assert "À accueillir 0" in board.text or "À accueillir" in board.text
        await board.press("tab")
        assert "Qui est là" not in board.text


async def test_card_shows_what_is_compared(opened: Open, morning: MemoryDesk) -> None:
    """Name, birth date and place under each other at the left and the right; then what is due, step by step."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        assert board.lines[4].rstrip() == "  JACKSON  Andrew                                 n° 10 · 3eA · place B02"
        assert board.lines[5].rstrip() == "  né le 15/03/2009                                à Lons-le-Saunier"
        assert "temps majoré 50 %" in board.lines[6]
        assert "▸ identité" in board.text
        assert "identité conforme de 10 JACKSON" in board.lines[-1]
        await board.press("enter")
        assert board.session.candidates[10].checked is not None
        assert "▸ émargement" in board.text
        await board.press("enter")
        assert board.session.candidates[10].signed_at is not None
        assert "▸ place B02" in board.text
        await board.press("enter")
        assert "À accueillir 19" in board.text
        assert "Accueillis 1" in board.text
        assert any(":" in line[:8] and "10  JACKSON Andrew  +50 %" in line for line in board.lines)


async def test_three_groups_to_come_to_sign_and_welcomed(opened: Open, morning: MemoryDesk) -> None:
    """As it is drawn for 80 columns: who has to sign is told apart, each planned seat stands at its name."""
    for number in range(1, 7):
        record(morning, act.CheckIdentity(number), act.Mark("sign", (number,)))
    record(morning, act.CheckIdentity(7), act.CheckIdentity(8))
    async with opened(morning, first=True) as board:
        await board.type("hi")
        lines = [line.rstrip() for line in board.lines]
        assert lines[8] == " À faire signer 2                   À accueillir 12"
        assert lines[9] == "  07  ELIOARA Victor          A07  ▌ 09  HIOKA Martin                       B01"
        assert lines[10] == "  08  FILLMORE Millard        A08    10  JACKSON Andrew  +50 %              B02"
        assert lines[12] == " Accueillis 6                        12  LE GOFF Maël                       B04"
        assert lines[17].startswith("  08:30  02  AUBERT Inès  +33 %")
        assert lines[20] == "                                     20  WASHINGTON George  +33 %           C04"
        assert lines[22] == " Pièce à comparer : nom, prénom, date et lieu de naissance."


async def test_more_than_there_is_room_for_is_counted(opened: Open) -> None:
    """In each of the three groups."""
    desk = prepared(60)
    for number in range(1, 31):
        record(desk, act.CheckIdentity(number))
        if number < 16:
            record(desk, act.Mark("sign", (number,)))
    async with opened(desk, first=True) as board:
        assert board.text.count("↓ encore") == 3


async def test_planned_seat_is_kept_or_replaced(opened: Open, morning: MemoryDesk) -> None:
    """Typing replaces the planned seat; a seat that is somebody's asks once more; Escape takes back what is typed."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press("enter", "enter")
        await board.type("b03")
        assert "place B03 de 10 JACKSON" in board.lines[-1]
        assert "déjà celle de 11 JEFFERSON" in board.text
        await board.press("enter")
        assert "déjà celle de 11 JEFFERSON" in board.notice
        assert board.session.candidates[10].seat == "B02"
        assert "Entrée encore pour confirmer" in board.notice
        await board.press("escape")
        assert "▸ place B02" in board.text
        assert "Entrée encore" not in board.text, "nothing is asked any more"
        await board.type("b03")
        await board.press("enter", "enter")
        assert board.session.candidates[10].seat == "B03"
        await board.type("le g")
        await board.press("enter", "enter", "enter")
        assert board.session.candidates[12].seat == "B04"
        assert not [a for a, _ in morning.acted if isinstance(a, act.ChangeSeat) and a.number == 12]


async def test_where_the_seat_is_due_a_name_is_a_search(opened: Open, morning: MemoryDesk) -> None:
    """The next pupil's name is no seat: he is shown, and whom it left is said; taken back, that one is there again."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press("enter", "enter")
        assert "12 ou B03 donne sa place" in board.text
        await board.type("mba")
        assert welcome(board).number == 13
        assert "10 JACKSON laissé : place B02" in board.text
        await board.press("backspace", "backspace", "backspace")
        assert welcome(board).number == 10
        assert "▸ place B02" in board.text
        await board.type("mba")
        await board.press("enter")
        assert board.session.candidates[13].checked is not None
        assert board.session.candidates[10].seat == "B02", "the planned one"
        assert "laissé" not in board.text


async def test_seats_by_few_keys(opened: Open, morning: MemoryDesk) -> None:
    """« b&é » without Shift; a bare number is asked about where he has a seat like B02: it may be the next one's."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press("enter", "enter", "d", "&", "é")
        assert "place D12 de 10 JACKSON" in board.lines[-1]
        await board.press("enter")
        assert board.session.candidates[10].seat == "D12"
        assert "place D12" in board.notice
        await board.type("mba")
        await board.press("enter", "enter", "1", "6", "enter")
        assert "13 MBAPE a la place B05, et non 16" in board.notice
        assert board.session.candidates[13].seat == "B05"
        await board.press("escape", "escape", "1", "6")
        assert welcome(board).number == 16


async def test_come_to_by_tab_it_says_where_the_letters_go(opened: Open, morning: MemoryDesk) -> None:
    """The keys of the board are letters there: said at once; Tab and F2 lead back to them."""
    async with opened(morning) as board:
        await board.press("tab", "tab", "tab")
        assert welcome(board).name_field.has_focus
        assert "lettres et chiffres y cherchent quelqu'un" in board.notice
        await board.press("z", "z", "enter")
        assert "personne ne s'appelle « zz »" in board.notice
        assert not morning.acted
        await board.press("escape", "tab")
        assert "Qui est là" not in board.text
        await board.press("f6", "d", "f2")
        assert "Qui est là" not in board.text
        assert not morning.acted


async def test_a_long_name_leaves_the_temps_majore(opened: Open, morning: MemoryDesk) -> None:
    """It is to be seen before the start: the name is cut, not the figure."""
    async with opened(morning, first=True) as board:
        line = next(line for line in board.lines if "20  WASH" in line)
        assert "+33 %" in line
        assert "C04" in line


async def test_without_document_somebody_attests(opened: Open, morning: MemoryDesk) -> None:
    """Tab, « sans pièce »: name and function; then the signature is due."""
    async with opened(morning, first=True) as board:
        await board.type("mba")
        await board.press("tab", "s")
        await board.type("Mme Roy")
        await board.press("enter")
        await board.type("CPE")
        await board.press("enter")
        checked = board.session.candidates[13].checked
        assert checked is not None
        assert checked.attested_by == "Mme Roy, CPE"
        assert "attestée 08:40, Mme Roy, CPE" in board.text
        await board.press("enter")
        assert board.session.candidates[13].signed_at is not None


async def test_attestation_on_its_way_is_not_overridden(opened: Open, morning: MemoryDesk) -> None:
    """Enter waits for it: it would say that a document was seen."""
    async with opened(morning, first=True) as board:
        await board.type("mba")
        await board.press("tab", "s")
        await board.type("Mme Roy")
        await board.press("enter")
        morning.gate = threading.Event()
        await board.press("enter", "enter")
        assert "en cours d'enregistrement" in board.notice
        morning.gate.set()
        morning.gate = None
        await board.settle()
        checked = board.session.candidates[13].checked
        assert checked is not None
        assert checked.attested


async def test_correcting_keeps_the_old_identity(opened: Open, morning: MemoryDesk) -> None:
    """Tab, « corriger »: the list says the new name; old and new stand in the journal."""
    async with opened(morning, first=True) as board:
        await board.type("mba")
        await board.press("tab", "c", "end")
        await board.type("E")
        # Eight fields, and whether C1 is noted with it: the corrected name is not the list's.
        await board.press(*["enter"] * 8)
        assert "C1 est noté aussi" in board.dialog
        await board.press("enter")
        assert board.session.candidates[13].last_name == "MBAPEE"
        corrected, reported = (entry.event for entry in board.session.entries[-2:])
        assert getattr(corrected, "old_identity").last_name == "MBAPE"  # noqa: B009  one kind among many
        assert getattr(reported, "code", "") == "C1"
        assert "MBAPEE Dioal" in board.text
        await board.press("enter")
        assert board.session.candidates[13].checked is not None


@pytest.mark.few(size=(1,))
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_all_that_the_list_says_can_be_corrected(
    opened: Open, morning: MemoryDesk, size: tuple[int, int]
) -> None:
    """Postal code, INSEE code, country of birth and class too; a small screen scrolls to the field one is in."""
    async with opened(morning, size, first=True) as board:
        before = morning.session.candidates[13]
        await board.type("mba")
        await board.press("tab", "c", "enter", "enter", "enter", "enter")
        for text in ("93140", "93010", "France", "3eZ"):
            field = board.app.focused
            assert isinstance(field, Input)
            field.value = ""
            await board.type(text)
            assert text in board.text, "the field one types in is in sight"
            await board.press("enter")
        who = board.session.candidates[13]
        identity = who.identity
        assert (identity.birth_postal_code, identity.birth_insee_code) == ("93140", "93010")
        assert (identity.birth_country, who.class_name) == ("France", "3eZ")
        assert identity.last_name == before.last_name
        assert identity.birth_date == before.identity.birth_date


async def test_only_the_class_is_corrected(opened: Open, morning: MemoryDesk) -> None:
    """His identity is left as it is; nothing changed is said."""
    async with opened(morning, first=True) as board:
        await board.type("mba")
        await board.press("tab", "c", *["enter"] * 8)
        assert "rien n'est changé" in board.dialog
        await board.press("backspace")
        await board.type("Z")
        await board.press("enter")
        [(correct, _)] = morning.acted
        assert isinstance(correct, act.Correct)
        assert correct.identity is None
        assert correct.class_name is not None
        assert correct.class_name.endswith("Z")


async def test_absent_is_asked_whether_he_is_here_after_all(opened: Open, morning: MemoryDesk) -> None:
    """He is expected again once his identity is checked; nothing is written before."""
    record(morning, act.Mark("absent", (8,)))
    async with opened(morning, first=True) as board:
        assert "1 absent" in board.text
        await board.type("fill")
        assert "noté absent : finalement présent ?" in board.text
        assert "08 FILLMORE est finalement présent" in board.lines[-1]
        await board.press("enter")
        assert not morning.acted[1:]
        assert "▸ identité" in board.text
        await board.press("enter")
        assert board.session.candidates[8].status is Status.EXPECTED
        assert "▸ émargement" in board.text


async def test_who_is_done_shows_so(opened: Open, morning: MemoryDesk) -> None:
    """At the desk, and in the list where several are found."""
    record(morning, act.CheckIdentity(3), act.Mark("sign", (3,)), act.CheckIdentity(5))
    async with opened(morning, first=True) as board:
        await board.type("bar")
        assert "✓ identité 08:30" in board.text
        assert "✓ émargement 08:30" in board.text
        assert "Entrée suivant" in board.lines[-1]
        acted = len(morning.acted)
        await board.press("enter")
        assert len(morning.acted) == acted
        assert welcome(board).name_field.has_focus
        await board.type("c")
        assert any("BARADON" in line and "✓ accueilli 08:30" in line for line in board.lines)
        assert any("DARUINO" in line and "n'a pas signé" in line for line in board.lines)


async def test_marking_absent_from_the_desk(opened: Open, morning: MemoryDesk) -> None:
    """Tab, « absent », which Enter alone takes; the search is open again."""
    async with opened(morning, first=True) as board:
        await board.type("fill")
        await board.press("tab", "a")
        assert not morning.acted
        await board.press("enter")
        assert board.session.candidates[8].status is Status.ABSENT
        assert welcome(board).name_field.has_focus
        assert "À accueillir 19" in board.text


async def test_arrows_choose_among_those_found(opened: Open, morning: MemoryDesk) -> None:
    """Two Martins: the arrow lights the second, Enter chooses it."""
    async with opened(morning, first=True) as board:
        await board.type("mar")
        assert "2 pour « mar »" in board.text
        assert "choisir 09 HIOKA" in board.lines[-1]
        await board.press("down", "enter")
        assert welcome(board).number == 19


async def test_nobody_of_that_name(opened: Open, morning: MemoryDesk) -> None:
    """It says so and offers to add him; + takes what was typed along, the new one is then found."""
    async with opened(morning, first=True) as board:
        await board.type("zol")
        await board.press("enter")
        assert "personne ne s'appelle « zol »" in board.notice
        await board.press("plus")
        assert "Ajouter un candidat" in board.dialog
        await board.type("A")
        await board.press("enter")
        await board.type("Émile")
        await board.press("enter")
        await board.type("02042009")
        await board.press("enter")
        await board.type("Paris")
        await board.press("enter")
        await board.type("3eB")
        await board.press("enter")
        await board.type("1/3")
        assert "temps majoré 33 %, test de 2 h 20" in board.dialog
        await board.press("enter", "enter")
        who = board.session.candidates[21]
        assert who.full_name == "ZOLA Émile"
        assert who.extra_time.third
        assert who.class_name == "3eB"
        assert who.added_later
        assert welcome(board).name_field.value == "ZOLA"
        await board.press("enter")
        assert board.session.candidates[21].checked is not None


async def test_while_nobody_is_shown_a_box_has_the_rest(opened: Open, morning: MemoryDesk) -> None:
    """Escape opens it: a letter lights, Enter takes; its first answer is the board."""
    async with opened(morning, first=True) as board:
        assert "Échap consignes, autres gestes" in board.lines[-1]
        await board.press("escape", "d")
        assert "personne n'a rejoint" in board.dialog
        await board.press("g", "enter")
        assert "À LIRE À HAUTE VOIX" in board.dialog
        await board.press("escape", "escape", "enter")
        assert "Qui est là" not in board.text
        assert not morning.acted


async def test_help_begins_with_its_own_keys(opened: Open, morning: MemoryDesk) -> None:
    """« ? » there: what Enter does there, that no letter is a command; the board's keys come after."""
    async with opened(morning, first=True) as board:
        await board.press("question_mark")
        lines = board.dialog.split("\n")
        assert lines[1] == "DANS LA VUE DE L'ACCUEIL"
        assert "Lettres et chiffres cherchent toujours quelqu'un" in lines[2]
        assert lines[3].startswith("Entrée        Noter ce qui vient")
        letters = lines.index("CANDIDAT : TOUCHES DU TABLEAU, L'ACCUEIL QUITTÉ (F2)")
        assert not any(line.startswith(("i ", "e ", "d ", "f ")) for line in lines[:letters])
        assert any(line.startswith("e  ") for line in lines[letters:])
        assert "Marquer le candidat" not in board.dialog, "no list is in sight"


async def test_escape_dismisses_what_stays_before_the_box(opened: Open, morning: MemoryDesk) -> None:
    """What is typed goes first, then whoever is shown, then what stays; the box last of all."""
    async with opened(morning, first=True) as board:
        board.app.say("à lire", "failed", stays=True)
        await board.type("mar")
        await board.press("enter")
        await board.type("x")
        await board.press("escape")
        assert welcome(board).number == 9
        await board.press("escape")
        assert welcome(board).number is None
        assert board.notice == "à lire"
        await board.press("escape")
        assert board.notice == ""
        assert not board.dialog
        await board.press("escape")
        assert "Accueil : autres gestes" in board.dialog


NEXT_NAMES = ("dia", "ECO", "fer", "D'ALMÉRAC", "o’donnell", "de la Tour", "le bih", "Kim-Linh", "12", "&é", "Œuvrard")
STAGES = {"identité": 0, "émargement": 1, "place": 2}


@pytest.mark.parametrize(
    "stage", [pytest.param(stage, marks=() if stage == "place" else pytest.mark.wide) for stage in STAGES]
)
async def test_no_name_typed_with_a_pupil_shown_records_anything(opened: Open, morning: MemoryDesk, stage: str) -> None:
    """Whatever is due of whoever is shown: it is a search, in any case, with accents, signs, spaces, digits."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press(*["enter"] * STAGES[stage])
        assert f"▸ {stage}" in board.text
        last = board.session.last_id
        for name in NEXT_NAMES:
            await board.type(name)
            assert welcome(board).name_field.has_focus, name
            await board.press("escape")
        assert board.session.last_id == last
        assert board.session.candidates[10].seat == "B02"
        assert not board.dialog


@pytest.mark.parametrize("settled", [1, *(pytest.param(settled, marks=pytest.mark.wide) for settled in (0, 2))])
async def test_no_letter_is_a_command(opened: Open, morning: MemoryDesk, settled: int) -> None:
    """Each letter and digit, both cases, at each step, hit without stop: nothing is recorded, nothing opens."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press(*["enter"] * settled)
        last = board.session.last_id
        await board.type("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèçà")
        assert board.session.last_id == last
        assert not board.dialog
        assert welcome(board).name_field.value


async def test_a_letter_finds_the_search_wherever_the_focus_is(opened: Open, morning: MemoryDesk) -> None:
    """Should nothing have it, the letter is typed all the same."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        board.app.set_focus(None)
        await board.press("d")
        assert welcome(board).name_field.value == "d"
        assert welcome(board).name_field.has_focus
        assert not morning.acted


async def test_typed_on_while_somebody_is_shown_it_says_whom_it_left(opened: Open, morning: MemoryDesk) -> None:
    """« jac », shown; « cha » is the next one, whose card shows; Escape has the first one there again."""
    async with opened(morning, first=True) as board:
        await board.type("jaccha")
        assert welcome(board).name_field.value == "cha"
        assert welcome(board).number == 4
        assert "10 JACKSON laissé : identité à contrôler" in board.text
        await board.press("escape")
        assert welcome(board).number == 10
        await board.press("escape")
        assert welcome(board).number is None


async def test_signs_are_typed_or_say_that_they_do_nothing(opened: Open, morning: MemoryDesk) -> None:
    """Space, hyphen and apostrophe are of names; / is somebody else; + adds; * ! % are refused with a word."""
    async with opened(morning, first=True) as board:
        await board.type("jack")
        await board.press("enter")
        for key, sign in (("asterisk", "*"), ("exclamation_mark", "!"), ("percent_sign", "%")):
            await board.press(key)
            assert f"« {sign} » ne sert pas ici" in board.notice
        await board.press("space")
        assert welcome(board).number == 10, "a space alone leaves nobody"
        await board.press("slash")
        assert welcome(board).number is None
        assert welcome(board).name_field.value == ""
        assert "Qui est là" in board.text
        await board.press("plus")
        assert "Ajouter un candidat" in board.dialog
        assert [type(action).__name__ for action, _ in morning.acted] == ["CheckIdentity"]


async def test_tab_while_a_name_is_typed_does_not_leave(opened: Open, morning: MemoryDesk) -> None:
    """On the board the letters that follow would act."""
    async with opened(morning, first=True) as board:
        await board.type("mar")
        await board.press("tab")
        assert "Accueil : autres gestes" in board.dialog
        await board.press("escape")
        assert welcome(board).name_field.value == "mar"


async def test_it_counts_who_is_welcomed(opened: Open, morning: MemoryDesk) -> None:
    """« 2 accueillis sur 19 »: an absent is not waited for; who has not signed is told apart; the board agrees."""
    record(morning, act.Mark("absent", (8,)), act.CheckIdentity(5))
    for number in (2, 3):
        record(morning, act.CheckIdentity(number), act.Mark("sign", (number,)))
    async with opened(morning, first=True) as board:
        assert "2 accueillis sur 19" in board.lines[1]
        assert "1 à faire signer" in board.lines[1]
        assert "1 absent" in board.lines[1]
        await board.press("f2")
        assert "20 inscrits  2 accueillis  17 attendus  1 absent" in board.lines[1]


async def test_when_everybody_is_here_it_says_what_comes_next(opened: Open, morning: MemoryDesk) -> None:
    """Escape, the instructions, and all start: the board then shows."""
    for number in range(1, 21):
        if number == 8:
            record(morning, act.Mark("absent", (8,)))
        elif number != 20:
            record(morning, act.CheckIdentity(number), act.Mark("sign", (number,)), act.Mark("join", (number,)))
    async with opened(morning, first=True) as board:
        assert "Tout le monde" not in board.text
        await board.type("wash")
        await board.press("enter", "enter", "enter")
        assert "Tout le monde est accueilli : 19 présents, 1 absent" in board.text
        assert "18 sur 19 ont rejoint" in board.text
        await board.press("escape", "g", "enter")
        assert "À LIRE À HAUTE VOIX" in board.dialog
        await board.press("escape", "escape", "d", "enter")
        assert "Démarrer : 18 candidats" in board.dialog
        await board.press("enter")
        assert board.session.candidates[1].status is Status.STARTED
        assert "Qui est là" not in board.text


async def test_it_names_the_keys_as_they_are_set(opened: Open, morning: MemoryDesk) -> None:
    """On the card, in what it refuses, and once everybody is here."""
    keys = {
        "instructions": ("f8",),
        "start_all": ("K",),
        "add": ("f6",),
        "search": ("z",),
        "join": ("h",),
        "next_view": ("f12",),
    }
    settings = Settings(theme="dark", mask_after=0, keys=keys)
    async with opened(morning, first=True, size=(120, 30), settings=settings) as board:
        assert "F6 ajoute quelqu'un qui n'est pas sur la liste" in board.text
        assert "F6 ajouter" in board.lines[-1]
        assert "F12 tableau de bord" in board.lines[-1]
        await board.type("zzz")
        await board.press("enter")
        assert "F6 l'ajoute à la liste" in board.notice
        await board.press("escape", "z", "y")
        assert "identité conforme" not in board.lines[-1]
        await board.press("escape")
        await board.later(9)
        await board.type("jack")
        assert "F12 autres gestes" in board.lines[-1]
        await board.press("percent_sign")
        assert "« % » ne sert pas ici" in board.notice
    record(morning, act.Mark("absent", tuple(range(1, 21))))
    async with opened(morning, first=True, size=(120, 30), settings=settings) as board:
        assert "h note qui a rejoint et K les fait tous démarrer" in board.text


async def test_a_disk_that_fails_leaves_it_due(opened: Open, morning: MemoryDesk) -> None:
    """Nothing is shown as done: the identity is due again."""
    async with opened(morning, first=True) as board:
        morning.failing = "Disque plein."
        await board.type("jack")
        await board.press("enter")
        assert "PAS ENREGISTRÉ" in board.notice
        assert "▸ identité" in board.text
        morning.failing = ""
        await board.press("f5")
        assert "▸ émargement" in board.text


async def test_closed_session_is_read_only(opened: Open, morning: MemoryDesk) -> None:
    """It opens on the board; the welcome records nothing."""
    record(morning, act.CloseSession(force=True))
    async with opened(morning, first=True) as board:
        assert "Qui est là" not in board.text
        await board.press("f6")
        await board.type("jack")
        await board.press("enter")
        assert "lecture seule" in board.notice
        assert board.session.candidates[10].checked is None


@pytest.mark.parametrize(
    "size",
    [(30, 10), *(pytest.param(size, marks=pytest.mark.wide) for size in ((44, 12), (60, 16), (80, 24), (150, 36)))],
)
async def test_no_size_breaks_it(opened: Open, size: tuple[int, int]) -> None:
    """Sixty candidates, any terminal."""
    async with opened(prepared(60), size=size, first=True) as board:
        await board.type("jack")
        await board.press("enter")
        assert "JACKSON  Andrew" in board.text
        assert "15/03/2009" in board.text
        await board.press("escape")
        assert welcome(board).number is None


async def test_names_are_never_markup(opened: Open) -> None:
    """« [red]X » is shown letter for letter."""
    desk = prepared(2)
    odd = desk.session.candidates[1].identity.model_copy(update={"last_name": "[red]DUPONT[/]", "birth_city": "[b]Ici"})
    record(desk, act.Correct(1, identity=odd))
    async with opened(desk, first=True) as board:
        await board.type("red")
        assert "[red]DUPONT[/] Lincoln" in board.text
        assert "[b]Ici" in board.text


async def test_colleagues_are_followed(opened: Open, morning: MemoryDesk) -> None:
    """What another terminal welcomes counts here within the second."""
    async with opened(morning, first=True) as board:
        morning.act_elsewhere(act.CheckIdentity(3), "08:39:00")
        morning.act_elsewhere(act.Mark("sign", (3,)), "08:39:10")
        board.app.session = replace(morning.session)
        board.app.draw()
        await board.settle()
        assert "Accueillis 1" in board.text


async def test_tab_goes_round_through_the_welcome(opened: Open, morning: MemoryDesk) -> None:
    """List, boards, room, welcome; once nobody is awaited any more, it is left out."""
    async with opened(morning, first=True) as board:
        await board.press("tab", "tab", "tab")
        assert "Qui est là" not in board.text
        await board.press("tab")
        assert "Qui est là" in board.text


async def test_palette_works_there(opened: Open, morning: MemoryDesk) -> None:
    """Ctrl+P lists what is possible in this view."""
    async with opened(morning, first=True) as board:
        await board.press("ctrl+p")
        await board.type("releve")
        await board.later(1)
        await board.press("enter")
        assert "relève : quelqu'un prend la relève de P. Martin" in board.dialog
