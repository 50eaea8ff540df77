"""A global incident on the screen: `S`, its banner, the roll call, and at its end one line for each."""

from __future__ import annotations

import pytest

from screens.dialogs.outage import GlobalBeginForm, GlobalEndDialog
from screens.kit.settings import Settings
from supervisor.action import CheckIdentity, Interrupt, Mark
from supervisor.situation import Status
from tests.screens.conftest import Board, Open
from tests.screens.room import MemoryDesk, StillClock, at


def given(board: Board) -> dict[int, int]:
    return {n: sum(a.minutes for a in c.adjustments) for n, c in board.session.candidates.items()}


async def test_evacuation_in_two_keys(opened: Open, desk: MemoryDesk) -> None:
    """`S` Enter alone: an alarm for all from now; the banner counts its length and who is to be found outside."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        [outage] = board.session.running_globals
        assert (outage.text, outage.scope, outage.begin) == ("alarme", None, at("10:28:20"))
        await board.later(192)
        assert "INCIDENT GLOBAL  03:12  17 dans la salle · alarme " in board.lines[0]
        assert "‖" in board.row(1)
        assert "Suspendu" in board.row(1)


async def test_the_legend_of_the_end_is_no_amount(opened: Open, desk: MemoryDesk) -> None:
    """Digits type minutes: « 5 minutes » read as what is given; the keys stand on two lines at 80 columns."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        board.clock.wait(300)
        await board.press("S", "f")
        assert "Incident global : fin" in board.dialog
        [first] = [line for line in board.lines if "chiffre : minutes" in line]
        assert first.split("│")[1].strip().endswith("h fini à")
        assert "5 minutes" not in board.dialog


async def test_what_since_when_and_to_whom(opened: Open, desk: MemoryDesk) -> None:
    """Each field in its turn; « il y a 3 min » and « 3 min » are the same instant."""
    async with opened(desk) as board:
        await board.press("S")
        await board.type("coupure")
        await board.press("enter")
        await board.type("3 min")
        await board.press("enter")
        await board.type("1,3,5-7")
        assert "pour 5 candidats, 5 tests en cours, depuis déjà 3 min" in board.dialog
        await board.press("enter")
        await board.type("c")
        await board.press("enter")
        [outage] = board.session.running_globals
        assert (outage.text, outage.scope, outage.fault) == ("coupure", (1, 3, 5, 6, 7), "centre")
        assert outage.begin == at("10:25:20")


@pytest.mark.few(since=(1, 4))
@pytest.mark.parametrize(
    ("since", "whom", "fault", "told"),
    [
        ("hier", "", "", "instant illisible"),
        ("", "99", "", "personne n'a le n° 99"),
        ("", "x", "", "« x » : tapez des numéros"),
        ("", "", "pix", "« pix » : tapez centre, autre, ou rien"),
        ("11:00", "", "", "11:00 serait à venir"),
    ],
)
async def test_a_beginning_that_will_not_do(
    opened: Open, desk: MemoryDesk, since: str, whom: str, fault: str, told: str
) -> None:
    """One sentence in the box; nothing is recorded."""
    async with opened(desk) as board:
        await board.press("S")
        for text in ("panne", since, whom, fault):
            await board.type(text)
            await board.press("enter")
        assert told in board.dialog
        assert not board.session.running_globals


async def test_marked_candidates_are_proposed(opened: Open, desk: MemoryDesk) -> None:
    """Who is marked is whom it is about; Enter alone still is enough."""
    async with opened(desk) as board:
        await board.press("space", "space", "S")
        assert isinstance(board.app.screen, GlobalBeginForm)
        assert "pour 2 candidats" in board.dialog
        await board.press("enter")
        assert board.session.running_globals[0].scope == (1, 2)


async def test_the_same_twice_is_asked_about(opened: Open, desk: MemoryDesk) -> None:
    """A colleague's alarm of this minute is not doubled without a second Enter."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.press("S", "n", "enter")
        assert "« alarme » est déjà en cours depuis 10:28:20" in board.dialog
        assert len(board.session.running_globals) == 1
        await board.press("enter")
        assert len(board.session.running_globals) == 2


async def test_the_end_is_a_line_each(opened: Open, desk: MemoryDesk) -> None:
    """Measured minutes and the end before and after for each; a line is changed, one refused; all is one action."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(192)
        await board.press("S", "f")
        assert "« alarme » 10:28:20 → 10:31:32, 3 min 12" in board.dialog
        assert "01 ABRAHAM            +4 min   fin 10:45 → 10:49" in board.dialog
        assert "tous reprennent maintenant" in board.dialog
        await board.press("down", "down", "7")
        assert "03 BARADON            +7 min   fin 10:45 → 10:52 (mesuré 4)" in board.dialog
        await board.press("down", "0")
        assert "refusé" in board.dialog
        last = board.session.last_id
        await board.press("enter")
        got = given(board)
        assert (got[1], got[3], got[5], got[11], got[13]) == (4, 7, 0, 0, 0)
        assert not board.session.running_globals
        assert {entry.action for entry in board.session.entries[last:]} == {last + 1}
        offers = [board.session.time_of(c) for c in board.session.candidates.values()]
        assert not any(o.loss(board.clock.now()) for o in offers if o is not None), (
            "what was decided is offered no more"
        )


async def test_those_who_get_nothing_are_listed_with_the_reason(opened: Open, desk: MemoryDesk) -> None:
    """Finished, absent, not started, end passed before: each says why, and takes no minutes."""
    async with opened(desk, size=(80, 50)) as board:
        await board.press("S", "enter")
        await board.later(60)
        await board.press("S", "f")
        said = board.dialog
        assert "04 CHAPELAIN" in said
        assert "avait fini avant" in said
        assert "absent" in said
        assert "n'a pas démarré : aura tout son temps" in said
        assert "sa fin était passée avant" in said
        await board.press("end", "5")
        assert "17 PIERCE : avait fini avant" in board.dialog.splitlines()
        await board.press("space")
        assert "17 PIERCE : son test ne court pas" in board.dialog.splitlines()
        await board.press("enter")
        assert (given(board)[17], given(board)[1]) == (0, 1)


async def test_the_same_for_all_and_measured_again(opened: Open, desk: MemoryDesk) -> None:
    """`=` gives everybody this line's minutes, the arrows one more or less, `m` what was measured."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(60)
        await board.press("S", "f", "5", "equals_sign", "down", "right", "down", "left", "down", "m", "enter")
        got = given(board)
        assert [got[n] for n in (1, 2, 3, 5, 6)] == [5, 6, 4, 1, 5]


async def test_digits_of_the_unshifted_row_count(opened: Open, desk: MemoryDesk) -> None:
    """« é » is 2 on a French keyboard; two digits make a number, Backspace takes one away."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(60)
        await board.press("S", "f", "ampersand", "é", "enter")
        assert given(board)[1] == 12


async def test_much_more_than_measured_is_asked_about(opened: Open, desk: MemoryDesk) -> None:
    """A slip of the finger is no hour."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(60)
        await board.press("S", "f", "9", "9", "enter")
        assert "+99 min ? Entrée encore" in board.dialog
        assert board.session.running_globals
        await board.press("enter")
        assert given(board)[1] == 99


async def test_it_was_over_earlier(opened: Open, desk: MemoryDesk) -> None:
    """`h`: the hour it was over; what is measured follows it."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(600)
        await board.press("S", "f", "h")
        await board.type("il y a 4 min")
        await board.press("enter")
        assert "10:28:20 → 10:34:20, 6 min" in board.dialog
        await board.press("h")
        await board.type("10:20")
        await board.press("enter")
        assert "10:20:00 précède son début" in board.dialog
        await board.press("enter")
        assert given(board)[1] == 6
        [outage] = board.session.globals.values()
        assert outage.end == at("10:34:20")


async def test_those_not_back_stay_interrupted(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """Space says who is not back, `*` that nobody is; they go on by `B`, at their own minute."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(60)
        desk.act_elsewhere(Interrupt((2,)), "10:29:20")
        await board.later(60)
        await board.press("S", "f", "down", "down", "space", "down", "space")
        assert "2 restent interrompus jusqu'à leur retour (B)" in board.dialog
        await board.press("enter")
        held = {n for n, c in board.session.candidates.items() if c.status is Status.INTERRUPTED}
        assert held == {3, 5, 14}, "2 goes on with the others, 14 was interrupted before"
        clock.wait(90)
        await board.press("B", "enter")
        assert "rendu : 2 min" in board.dialog
        await board.press("enter")
        assert all(c.status is not Status.INTERRUPTED for c in board.session.candidates.values())


async def test_nobody_is_back(opened: Open, desk: MemoryDesk) -> None:
    """`*` and `*` again."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(60)
        await board.press("S", "f", "asterisk")
        assert "16 restent interrompus" in board.dialog
        await board.press("asterisk")
        assert "tous reprennent" in board.dialog


async def test_roll_call(opened: Open, desk: MemoryDesk) -> None:
    """From `S` while it lasts: the names of those in the room, and apart those who may have left."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.press("S", "a")
        assert "17 candidats dans la salle" in board.dialog
        assert "12 LE GOFF" in board.dialog
        assert "08 FILLMORE" not in board.dialog, "absent"
        assert "ont fini : peut-être déjà sortis" in board.dialog
        await board.press("enter")
        assert board.dialog == ""


async def test_what_was_changed_outlives_the_program(opened: Open, desk: MemoryDesk) -> None:
    """Minutes, who is not back and the hour it was over, as words and back again."""
    async with opened(desk) as board:
        await board.press("S", "enter")
        await board.later(600)
        await board.press("S", "f", "7", "down", "space")
        dialog = board.app.screen
        assert isinstance(dialog, GlobalEndDialog)
        texts = dialog.draft_texts()
        assert (texts["minutes"], texts["away"]) == ("1=7", "2")
        await board.press("escape")
        await board.later(300)
        await board.press("S", "f")
        dialog = board.app.screen
        assert isinstance(dialog, GlobalEndDialog)
        dialog.put_back(texts)
        assert "10:28:20 → 10:38:20, 10 min" in board.dialog
        assert "+7 min   fin 10:45 → 10:52 (mesuré 10)" in board.dialog
        assert "1 reste interrompu" in board.dialog


async def test_sheet_for_the_support(opened: Open, desk: MemoryDesk) -> None:
    """Session, room, how many since when, and what to say."""
    async with opened(desk) as board:
        await board.press("S")
        await board.type("réseau coupé")
        await board.press(*["enter"] * 4)
        await board.later(120)
        await board.press("S", "s")
        for words in ("support.pix.fr", "208", "Lycée J.-B. Lulli · Salle Pix", "10:28, il y a 2 min", "15 candidats"):
            assert words in board.dialog
        assert "Depuis 10:28 : réseau coupé." in board.dialog


async def test_help_card(opened: Open, morning: MemoryDesk) -> None:
    """For who is there and cannot connect: exactly what he types, from `m` and from the palette's command."""
    async with opened(morning) as board:
        await board.choose(12)
        await board.press("m", "h")
        for words in ("Aide à la connexion : 12 LE GOFF", "Maël", "LE GOFF", "14/08/2009", "208", "Médiacentre"):
            assert words in board.dialog
        await board.press("enter")
        board.app.board.acting.do("help_card")
        await board.settle()
        assert "12 LE GOFF" in board.dialog


async def test_who_is_not_connected_is_raised_with_the_way_to_the_card(opened: Open, morning: MemoryDesk) -> None:
    """`w` on who is there and has not joined says which keys open the card; the settings say how soon."""
    for number in (1, 2, 3):
        morning.act_elsewhere(CheckIdentity(number), "09:00:00")
        morning.act_elsewhere(Mark("sign", (number,)), "09:00:10")
    for number in (1, 2):
        morning.act_elsewhere(Mark("start", (number,)), "10:25:20")
    async with opened(morning) as board:
        assert "03 BARADON" not in board.lines[2], "five minutes after half the room, by the reference"
    async with opened(morning, settings=Settings(theme="dark", mask_after=0, not_connected=3)) as board:
        assert "03 BARADON présent, pas encore connecté" in board.lines[2]
        await board.press("w")
        assert "m puis h : ce qui est à saisir" in board.notice


async def test_a_pause_is_ended_by_enter(opened: Open, desk: MemoryDesk) -> None:
    """Enter on who is in a pause ends it, and says how long it was and the new end; it never offers to finish."""
    desk.act_elsewhere(Mark("pause-begin", (1,)), "10:20:00")
    async with opened(desk) as board:
        assert "Entrée fin de la pause de 01 ABRAHAM" in board.lines[-1]
        await board.press("enter")
        assert board.dialog == ""
        assert not board.session.candidates[1].is_paused
        assert "pause de 8 min 20 : fin 10:53" in board.notice


async def test_his_own_doing_is_refused_by_default(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """A C8 noted while he was interrupted: nothing is given unless it is said."""
    async with opened(desk) as board:
        await board.choose(14)
        await board.press("s")
        await board.type("c8")
        await board.press("enter")
        await board.type("sorti sans prévenir")
        await board.press("enter")
        clock.wait(200)
        await board.press("enter")
        assert "De son fait (C8)" in board.dialog
        assert "rendu : 0 min" in board.dialog
        await board.press("enter")
        who = board.session.candidates[14]
        assert (who.status, who.adjustments) == (Status.STARTED, ())


async def test_time_of_twenty_at_80x24(opened: Open, desk: MemoryDesk) -> None:
    """Each one's end before and after, and the keys, in sight at once."""
    async with opened(desk) as board:
        await board.press("asterisk", "t")
        await board.type("+10")
        screen = board.text
        assert screen.count("→") >= 16
        assert "Entrée suivant, valider" in screen
        assert "08 FILLMORE" in screen, "refused, with the reason"


@pytest.mark.few(typed=(0, 3))
@pytest.mark.parametrize(("typed", "extra"), [("33 %", 33), ("majoré 50", 50), ("tiers temps", 33), ("0 %", 0)])
async def test_time_corrects_the_temps_majore(opened: Open, desk: MemoryDesk, typed: str, extra: int) -> None:
    """A percentage in `t` is the temps majoré itself; both are shown, and C2 is told in the same box."""
    async with opened(desk) as board:
        await board.choose(12 if extra else 20)
        number = board.app.board.chosen
        assert number is not None
        was = board.session.candidates[number].extra_time
        await board.press("t")
        await board.type(typed)
        assert f"temps majoré {was} → " in board.dialog
        await board.press("enter")
        await board.type("vu sur la convocation")
        assert "C2 est noté aussi, pour Pix Certif" in board.dialog
        await board.press("enter", "enter")
        assert board.session.candidates[number].extra_time.percent == extra
        assert not board.dialog
        assert [i.code for i in board.session.incidents_of(number)] == ["C2"]


async def test_temps_majore_of_several_is_refused(opened: Open, desk: MemoryDesk) -> None:
    """One at a time."""
    async with opened(desk) as board:
        await board.press("space", "space", "t")
        await board.type("33 %")
        await board.press("enter", "enter")
        assert "un candidat à la fois" in board.dialog
