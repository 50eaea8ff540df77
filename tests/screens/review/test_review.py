"""The board of a review: all of the surveillant's views, and no key, dialog or palette that records or leads out."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from screens.board.following import Followed
from screens.board.palette import possible_in
from screens.board.view import BoardScreen
from screens.closing.commands import CLOSING
from screens.closing.view import ClosingScreen
from screens.dialogs.base import Dialog
from screens.handlers.table import COMMANDS
from screens.kit.command import READ_ONLY, keys_for
from screens.kit.ink import plain
from screens.kit.key_names import key_name
from screens.preparation.commands import PREPARATION
from screens.review.chart import chart_lines
from screens.review.commands import ALL, JOURNAL, REPLAY, REVIEW
from screens.review.timebar import cell_of
from supervisor import action as act
from supervisor.action import Context
from supervisor.decision import UnrecordedError
from supervisor.folding import fold
from supervisor.narrowing import Narrowing
from supervisor.situation import Status
from tests.screens.review.conftest import Boxes, Look, Looked
from tests.screens.room import MemoryDesk, at
from tests.waiting import until

OF_A_VIEW = ("liste", "écran")
OF_THE_REVIEW = {key for command in (*REVIEW, *REPLAY) for key in command.keys}


async def test_it_says_that_it_only_reads(looked: Looked, desk: MemoryDesk) -> None:
    """In the heading, whatever the width; the footer names what there is."""
    async with looked(desk) as look:
        assert look.shows("208", "LECTURE", "r relire", "g graphique", "h journal", "12  LE GOFF Maël", "Dépassé")
        assert "RELECTURE" not in look.text


async def test_the_board_follows_the_surveillant(looked: Looked, desk: MemoryDesk) -> None:
    """What he records is there with the next look at the journal."""
    async with looked(desk) as look:
        desk.act_elsewhere(act.Finish((12,)), "10:28:15")
        look.app.post_message(_news())
        await look.settle()
        assert "Terminé" in look.row(12)


def _news() -> Followed:
    return Followed()


@pytest.mark.parametrize("replayed", [False, True], ids=["live", "past"])
async def test_no_key_records(looked: Looked, desk: MemoryDesk, replayed: bool) -> None:
    """Each key that acts on the surveillant's board says « lecture seule », opens nothing and changes nothing."""
    before = desk.session
    async with looked(desk) as look:
        if replayed:
            await look.press("r")
        for key in sorted({key for c in COMMANDS if not c.reads for key in c.keys} - OF_THE_REVIEW):
            look.app.notices.dismiss()
            look.clock.real += 1
            await look.pilot.press(key)
            # A second capital in a row is a question of its own.
            assert look.notice in (READ_ONLY, "Verr. Maj. est-il actif ?"), key
            assert look.app.screen is look.app.board, key
        assert desk.session is before
        assert not desk.acted


@pytest.mark.parametrize("view", ["c", *(pytest.param(view, marks=pytest.mark.wide) for view in ("f4", "h", "g"))])
async def test_no_key_of_any_table_records(looked: Looked, desk: MemoryDesk, view: str) -> None:
    """In each view, and confirmed by Enter: no dialog that asks for anything opens, the journal stays as it was."""
    before = desk.session
    keys = {key for c in (*COMMANDS, *PREPARATION, *CLOSING) if not c.reads for key in c.keys}
    async with looked(desk, (100, 30)) as look:
        await look.press(view)
        screen = look.app.screen
        for key in sorted(keys - OF_THE_REVIEW - {key for c in JOURNAL for key in c.keys}):
            for pressed in (key, "escape") if view == "f4" else (key,):
                look.clock.real += 1
                await look.pilot.press(pressed)
            if look.app.screen is not screen:
                assert not look.app.screen.query(Input)
                await look.press(view)
        assert desk.session is before
        assert not desk.acted


async def test_commands_that_record_are_named_nowhere(looked: Looked, desk: MemoryDesk) -> None:
    """Neither footer, nor help, nor palette offers one."""
    acting = [c for c in (*COMMANDS, *PREPARATION) if not c.reads]
    async with looked(desk, (150, 36)) as look:
        offered = {command.id for command in possible_in(look.app.board)}
        assert offered
        assert not offered & {command.id for command in acting}
        # Of a session that was continued on one machine alone there is no branch to choose.
        assert {command.id for command in REVIEW} - {"settle"} == {command.id for command in REVIEW} & offered
        await look.press("question_mark")
        told = look.dialog
        for command in acting:
            assert f" {command.title}. " not in told, command.title
        assert all(f" {command.title}. " in told for command in ALL if command.keys and command.domain in OF_A_VIEW)
        assert all(f" {command.title}. " in told for command in REVIEW)


@pytest.mark.few(keys=(0, 2))
@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ((), "EN DIRECT"),
        (("r",), "DANS LA RELECTURE"),
        (("r", "g"), "DANS LE GRAPHIQUE"),
        (("h",), "DANS LE JOURNAL"),
        (("c",), "DANS LA VUE DE LA CLÔTURE"),
    ],
)
async def test_help_tells_each_key_once(looked: Looked, desk: MemoryDesk, keys: tuple[str, ...], title: str) -> None:
    """Only what is possible in the view in front, under its name; « ← » means one thing in the replay."""
    async with looked(desk, (120, 30)) as look:
        await look.press(*keys)
        page = look.app.screen.help_page()  # type: ignore[attr-defined]
        listed = [key for command in page.commands for key in keys_for(command, look.app.settings)]
        assert listed
        assert sorted(listed) == sorted(set(listed))
        await look.press("question_mark")
        assert look.dialog.split("\n")[1] == title
        assert all(f" {command.title}. " in look.dialog for command in page.commands if command.keys)
        assert "Clore la session" not in look.dialog
        assert "Régler la ligne" not in look.dialog
        assert ("Un événement en arrière" in look.dialog) is ("r" in keys)


async def test_nothing_asks_for_a_path(looked: Looked, desk: MemoryDesk) -> None:
    """The only field is the search for a name."""
    async with looked(desk) as look:
        await look.press("slash")
        [field] = [f for f in look.app.screen.query(Input) if f.display]
        assert field.id == "search"
        await look.type("le go")
        await look.press("enter")
        assert look.app.board.chosen == 12


async def test_alarms_are_silent(looked: Looked, desk: MemoryDesk) -> None:
    """Who looks on is not in the room; the row still shows it."""
    async with looked(desk) as look:
        await look.later(60 * 17)
        assert look.notice == ""
        assert "Dépassé" in look.row(12)


async def test_a_jump_of_its_clock_is_not_recorded(looked: Looked, desk: MemoryDesk) -> None:
    """The board in the room notes its own."""
    async with looked(desk) as look:
        look.app.tick()
        look.clock.instant = at("10:58:20")
        look.app.tick()
        await look.settle()
        assert not desk.acted


async def test_it_is_left_without_a_question(looked: Looked, desk: MemoryDesk) -> None:
    """Tests run, but not here."""
    async with looked(desk) as look:
        await look.press("q")
        assert not look.app.is_running or look.app.return_value == 0


async def test_names_are_masked(looked: Looked, desk: MemoryDesk) -> None:
    """F9, live and past."""
    async with looked(desk) as look:
        for opens in ((), ("r",), ("g",), ("h",)):
            await look.press(*opens, "f9")
            assert look.app.masked
            assert "LE GOFF" not in look.text
            await look.press("f9")


@pytest.mark.parametrize(("key", "text"), [("f2", "Statut"), ("f3", "TERMINÉS ET SORTIS"), ("f4", "A ▌n°01")])
async def test_every_view_of_the_board(looked: Looked, desk: MemoryDesk, key: str, text: str) -> None:
    """List, boards and room plan."""
    async with looked(desk, (150, 36)) as look:
        await look.press(key)
        assert isinstance(look.app.screen, BoardScreen)
        assert look.shows(text, "LECTURE")


async def test_tab_goes_round_without_the_welcome(looked: Looked, morning: MemoryDesk) -> None:
    """The welcome takes identities: it is not one of the views here, and no session opens on it."""
    async with looked(morning) as look:
        seen = []
        for _ in range(4):
            assert isinstance(look.app.screen, BoardScreen)
            seen.append(look.app.board.view)
            await look.press("tab")
        assert seen == ["list", "lanes", "room", "list"]


# The close and the finalisation ----------------------------------------------------------------------


@pytest.mark.few(rows=(0,))
@pytest.mark.parametrize("rows", [slice(6), slice(None)], ids=["the first", "all"])
async def test_the_view_of_the_close_settles_nothing(looked: Looked, desk: MemoryDesk, rows: slice) -> None:
    """What is missing can be read; Enter on each row records nothing."""
    before = desk.session
    async with looked(desk) as look:
        await look.press("c")
        screen = look.app.screen
        assert isinstance(screen, ClosingScreen)
        for _ in screen._rows[rows]:
            await look.press("enter")
            assert not isinstance(look.app.screen, Dialog)
            assert look.notice in (READ_ONLY, "rien à faire sur cette ligne")
            await look.press("escape", "down")
        assert desk.session is before


async def test_done_boxes_of_the_finalisation_sheet(looked: Looked, desk: MemoryDesk) -> None:
    """They are the référent's own, not the session's."""
    desk.act_now(act.CloseSession(force=True), Context(now=at("12:00:00"), author="P. Martin", host="poste"))
    before = desk.session
    boxes = Boxes()
    async with looked(desk, boxes=boxes) as look:
        await _tick_something(look)
        assert len(boxes.ticked) == 1
        assert look.shows("[x]" if "[x]" in look.text else "✓")
        await look.press("up", "enter")
        assert not boxes.ticked
        assert desk.session is before


async def test_boxes_that_cannot_be_kept_say_so(looked: Looked, desk: MemoryDesk) -> None:
    """On a read-only medium."""
    desk.act_now(act.CloseSession(force=True), Context(now=at("12:00:00"), author="P. Martin", host="poste"))
    boxes = Boxes(why_not="les cases « fait » ne peuvent pas être gardées : aucun dossier ne s'écrit ici")
    async with looked(desk, boxes=boxes) as look:
        await _tick_something(look)
        assert "ne peuvent pas être gardées" in look.notice


async def test_a_refusal_does_not_hide_what_was_done_after_it(looked: Looked, desk: MemoryDesk) -> None:
    """« lecture seule » still stands; a box ticked then has an answer of its own. `c` is called what it shows."""
    desk.act_now(act.CloseSession(force=True), Context(now=at("12:00:00"), author="P. Martin", host="poste"))
    boxes = Boxes()
    async with looked(desk, boxes=boxes) as look:
        assert "c finalisation" in look.lines[-1]
        await look.press("c", "i")
        assert look.notice == READ_ONLY
        await look.press("escape", "escape")
        await look.press("i")
        assert look.notice == READ_ONLY
        await _tick_something(look)
        assert len(boxes.ticked) == 1
        assert look.notice.endswith("« fait » coché")
        await look.press("i", "up", "enter")
        assert look.notice.endswith("« fait » décoché")


async def test_a_view_that_comes_up_takes_the_refusal_away(looked: Looked, desk: MemoryDesk) -> None:
    """What was refused before is no answer to what is done now; moving leaves it to be read."""
    async with looked(desk) as look:
        assert "c clôture" in look.text
        await look.press("i", "down")
        assert look.notice == READ_ONLY
        await look.press("g")
        assert look.notice == ""


def test_full_quarters_under_the_chart(desk: MemoryDesk) -> None:
    """Each hour under its own column, whatever the width and whenever the session began."""
    session = desk.session
    begin, end = at("08:47:13"), at("11:32:50")
    for width in (40, 80, 150, 200):
        line = plain(chart_lines(session, begin, end, None, width, 20)[-1])
        hours = line.split()
        assert hours, width
        assert all(hour[3:] in ("00", "15", "30", "45") for hour in hours), line
        for hour in hours:
            column = cell_of(at(f"{hour}:00"), begin, end, width - 6)
            assert line.index(hour) - 5 == column, (hour, line)
    assert plain(chart_lines(session, begin, end, None, 150, 20)[-1]).split()[:2] == ["09:00", "09:15"]


async def test_the_journal_says_that_it_goes_on(looked: Looked, desk: MemoryDesk) -> None:
    """Above and below; the chosen event is always seen."""
    async with looked(desk) as look:
        await look.press("h")
        assert "↑ encore" in look.text
        assert "↓ encore" not in look.text
        await look.press("home")
        assert "↓ encore" in look.text
        assert "↑ encore" not in look.text
        for _ in range(25):
            await look.press("down")
            assert any(line.startswith("▌") for line in look.lines)


async def _tick_something(look: Look) -> None:
    """Enter on the first row of the finalisation sheet that has a box."""
    await look.press("c")
    screen = look.app.screen
    assert isinstance(screen, ClosingScreen)
    ways = [row.enter.command if row.enter is not None else "" for row in screen._rows]
    await look.press(*["down"] * ways.index("tick"), "enter")


# The replay ------------------------------------------------------------------------------------------


async def test_by_event_it_shows_what_was_known_then(looked: Looked, desk: MemoryDesk) -> None:
    """← back through all events and → forth again: each time fold of the first k events, at its instant."""
    entries = desk.session.entries
    async with looked(desk) as look:
        await look.press("r")
        assert look.shows("RELECTURE", f"{len(entries)}/{len(entries)}")
        for count in range(len(entries), len(entries) - 12, -1):
            await look.press("left")
            assert look.count == (count if count == len(entries) else look.count)
            assert look.app.session.entries == entries[: look.count]
            assert look.app.session.candidates == fold(desk.session.header, entries[: look.count]).candidates
            assert look.app.board.instant() == entries[look.count - 1].recorded_at.replace(microsecond=0)
        there = look.count
        await look.press("right")
        assert look.count == there + 1


async def test_ends_and_five_minutes(looked: Looked, desk: MemoryDesk) -> None:
    """Début, Fin, Maj ← and Maj →."""
    async with looked(desk) as look:
        await look.press("r", "home")
        assert look.app.session.candidates[12].status is Status.EXPECTED
        assert len(look.app.session.candidates) == 20
        await look.press("end")
        assert look.app.session is not None
        assert look.count == len(desk.session.entries)
        await look.press("shift+left")
        assert look.app.looking.now() == at("10:23:20")
        assert look.app.session.candidates[17].status is Status.STARTED, "finished at 10:24:52"
        assert look.row(17).count("En cours") == 1
        await look.press("shift+right")
        assert look.app.looking.now() == at("10:28:20")


@pytest.mark.few(presses=(0, 2))
@pytest.mark.parametrize(("presses", "speed"), [(0, 1), (1, 10), (2, 60), (3, 1)])
async def test_it_plays_by_itself(looked: Looked, desk: MemoryDesk, presses: int, speed: int) -> None:
    """Space plays, v changes the speed, space again stays; it stops at the end."""
    async with looked(desk) as look:
        await look.press("r", "shift+left", "shift+left", *["v"] * presses, "space")
        begin = look.app.looking.now()
        assert look.shows(f"▶ x{speed}")
        look.clock.real += 4
        look.app.play_on()
        assert (look.app.looking.now() - begin).total_seconds() == pytest.approx(4 * speed)
        await look.press("space")
        assert look.shows(f"‖ x{speed}")
        there = look.app.looking.now()
        look.clock.real += 4
        look.app.play_on()
        assert look.app.looking.now() == there
        await look.press("space")
        look.clock.real += 10_000
        look.app.play_on()
        assert look.app.looking.now() == at("10:28:20")
        assert look.app.replay is not None
        assert not look.app.replay.is_playing


async def test_incidents_are_jumped_to(looked: Looked, desk: MemoryDesk) -> None:
    """s: the next one, b: the one before; whom it concerns is chosen."""
    async with looked(desk) as look:
        await look.press("r", "home", "s")
        assert look.app.board.chosen == 5
        assert look.shows("C8")
        await look.press("s")
        assert look.app.board.chosen == 11
        await look.press("b")
        assert look.app.board.chosen == 5
        await look.press("b")
        assert look.notice == "aucun incident avant cet instant"


async def test_escape_leaves_the_past_at_once(looked: Looked, desk: MemoryDesk) -> None:
    """Whatever was just said, and goes by itself."""
    async with looked(desk) as look:
        await look.press("r", "v")
        assert "vitesse" in look.notice
        await look.press("escape")
        assert look.app.replay is None


@pytest.mark.parametrize("leaves", ["r", "escape"])
async def test_back_to_the_present(looked: Looked, desk: MemoryDesk, leaves: str) -> None:
    """What was recorded meanwhile is there."""
    async with looked(desk) as look:
        await look.press("r", "home")
        desk.act_elsewhere(act.Finish((12,)), "10:28:15")
        look.app.post_message(_news())
        await until(lambda: "/105 " in look.text, "what another terminal recorded")
        assert "Attendu" in look.row(12)
        await look.press(leaves)
        assert look.app.replay is None
        assert "Terminé" in look.row(12)
        assert look.shows(" LECTURE ")


async def test_the_bar_grows_with_what_is_recorded_meanwhile(looked: Looked, desk: MemoryDesk) -> None:
    """Nothing of the past that is looked at changes, and the bar is drawn again all the same."""
    async with looked(desk) as look:
        await look.press("r", "home")
        look.app.draw()
        await look.settle()
        assert "/104 " in look.text
        desk.act_elsewhere(act.Finish((12,)), "10:28:15")
        look.app.take_news()
        await look.settle()
        assert "/105 " in look.text


async def test_in_the_room_plan_time_moves_with_the_same_keys(looked: Looked, desk: MemoryDesk) -> None:
    """← and → choose a seat live, and move time in the past."""
    async with looked(desk, (100, 30)) as look:
        await look.press("f4", "right")
        assert look.app.replay is None
        await look.press("r", "left")
        assert look.app.replay is not None


@pytest.mark.parametrize("key", ["r", "g", "h"])
async def test_a_session_without_an_event(looked: Looked, desk: MemoryDesk, key: str) -> None:
    """Damaged from its second line on: there is nothing to look back to, and that is said."""
    desk.session = fold(desk.session.header, ())
    async with looked(desk) as look:
        await look.press(key)
        assert "il n'y a rien à relire" in look.notice
        assert look.app.screen is look.app.board


# Chart and journal -----------------------------------------------------------------------------------


@pytest.mark.few(back=(0,))
@pytest.mark.parametrize("back", ["escape", "g", "tab", "f2"])
async def test_the_chart(looked: Looked, desk: MemoryDesk, back: str) -> None:
    """Its parts are told apart by signs; time moves in it; and one comes back."""
    async with looked(desk) as look:
        await look.press("g")
        assert look.shows("█ terminés", "▒ ont démarré", "· ont rejoint", "inc.", "20│")
        await look.press("shift+left", "left", "space", "v", "s", "b", "home", "end")
        assert look.app.replay is not None
        assert look.shows("RELECTURE", "104/104")
        await look.press(back)
        assert look.app.screen is look.app.board


async def test_a_journal_that_cannot_be_read_for_a_moment(
    looked: Looked, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was listed stays to be seen, with a sentence; once the disk answers, the filter does."""

    def gone(_: MemoryDesk, __: Narrowing) -> tuple[int, ...]:
        raise UnrecordedError("Lecture impossible : le disque a répondu par une erreur.")

    async with looked(desk) as look:
        await look.press("h")
        with monkeypatch.context() as patched:
            patched.setattr(MemoryDesk, "matching", gone)
            await look.press("k")
            assert look.shows("Lecture impossible", "journal entier", "a rejoint")
        await look.press("k")
        assert look.shows("journal incidents", "C8")
        assert "a rejoint" not in look.text


async def test_what_is_taken_in_while_the_journal_is_asked_is_listed_at_the_next_look(
    looked: Looked, desk: MemoryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread follows the journal: an answer may know more than the session that was asked about."""
    ask = MemoryDesk.matching

    def ahead(self: MemoryDesk, narrowing: Narrowing) -> tuple[int, ...]:
        return (*ask(self, narrowing), self.session.last_id + 1)

    monkeypatch.setattr(MemoryDesk, "matching", ahead)
    async with looked(desk) as look:
        await look.press("h", "k")
        assert look.shows("journal incidents", "C8")


async def test_the_journal_and_its_filters(looked: Looked, desk: MemoryDesk) -> None:
    """By candidate, kind and author; from an incident to its instant."""
    desk.act_elsewhere(act.WriteNote("bruit dans le couloir"), "10:28:10")
    async with looked(desk) as look:
        await look.press("h")
        assert look.shows("bruit dans le couloir", "Mme Roy", "P. Martin")
        await look.press("k")
        assert look.shows("journal incidents", "C8", "E2", "C7")
        assert "émargement" not in look.text
        await look.press("c")
        assert look.shows("journal n° 14 · incidents", "C7")
        assert "E2" not in look.text
        await look.press("c", "up", "enter")
        assert look.app.replay is not None
        assert look.app.board.chosen == 11
        assert look.app.looking.now() == at("09:41:22")
        await look.press("h", "a", "a")
        assert look.shows("journal Mme Roy", "bruit dans le couloir")
        await look.press("a", *["k"] * 6)
        assert look.shows("journal session", "session 208 créée")


async def test_moving_in_the_journal(looked: Looked, desk: MemoryDesk) -> None:
    """Arrows, pages, ends; a filter that leaves nothing says so."""
    async with looked(desk) as look:
        await look.press("h", "home")
        assert "▌   1 " in look.text
        await look.press("down", "j")
        assert "▌   3 " in look.text
        await look.press("up")
        assert "▌   2 " in look.text
        await look.press("pagedown")
        assert "▌  23 " in look.text
        await look.press("pageup")
        assert "▌   2 " in look.text
        await look.press("end")
        assert "▌ 104 " in look.text
        await look.press(*["k"] * 5)
        assert look.shows("annulations", "Aucun événement de cette sorte.")
        await look.press("enter", "c", "e")
        assert look.shows("n'est pas une touche ici")


async def test_keys_are_called_in_french() -> None:
    """« Maj+← »."""
    assert key_name("shift+left") == "Maj+←"
