"""What could not be recorded outlives its program: kept while it waits, told at the next opening, recorded once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from screens.kit.settings import Settings
from screens.live.finalise import FinaliseApp
from supervisor import action as act
from supervisor.action import Context
from supervisor.draft import Draft
from supervisor.situation import Status
from supervisor.unrecorded import Unrecorded
from tests import waiting
from tests.screens.conftest import Board, Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, StillClock, at

FULL = "Le disque est plein."


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for the thread that keeps."""
    await waiting.until(is_so, "the thread that keeps what waits")


def kept(desk: MemoryDesk) -> list[act.Action]:
    """What is kept, in its order."""
    return [one.action for one in desk.drafts.kept.values() if isinstance(one, Unrecorded)]


async def killed_while_full(opened: Open, desk: MemoryDesk, *keys: str, number: int = 1) -> None:
    """A board on a full disk on which these keys were pressed, and that is killed; then the disk has room."""
    desk.failing = FULL
    async with opened(desk) as board:
        await board.choose(number)
        await board.press(*keys)
        await until(lambda: bool(kept(desk)))
        left = dict(desk.drafts.kept)
    desk.drafts.kept = left
    desk.failing = ""


def leave(desk: MemoryDesk, name: str, action: act.Action, hour: str, what: str, **also: str) -> None:
    """A program that is gone left this."""
    context = Context(at(hour), also.get("author", AUTHOR), HOST)
    desk.drafts.kept[name] = Unrecorded.of(action, context, numbers=(1,), what=what, drafts=(), files={})


async def test_what_cannot_be_written_is_kept_until_it_is(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """With the instant of its key; on disk at last, nothing is kept any more."""
    desk.failing = FULL
    async with opened(desk) as board:
        await board.press("f", "enter")
        await until(lambda: kept(desk) == [act.Finish((1,))])
        [one] = desk.drafts.kept.values()
        assert isinstance(one, Unrecorded)
        assert (one.first_key, one.author, one.host) == (at("10:28:20"), AUTHOR, HOST)
        assert one.what == "01 ABRAHAM : test terminé"
        await board.later(6)
        assert kept(desk) == [act.Finish((1,))]
        desk.failing = ""
        await board.later(6)
        await until(lambda: not desk.drafts.kept)
    assert desk.session.candidates[1].stopped_at == at("10:28:20")
    assert len(desk.acted) == 1


async def test_killed_while_the_disk_is_full(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """The next opening tells what waits, and records it at its instant; then it is kept no more."""
    await killed_while_full(opened, desk, "f", "enter")
    assert not desk.acted
    clock.wait(7 * 60)
    async with opened(desk) as board:
        assert "1 action n'a pas pu être écrite" in board.dialog
        assert "10:28  01 ABRAHAM : test terminé" in board.dialog
        assert not desk.acted
        await board.press("enter")
        assert board.dialog == ""
        assert "Terminé" in board.row(1)
        await until(lambda: not desk.drafts.kept)
    [(action, context)] = desk.acted
    assert action == act.Finish((1,))
    assert (context.at, context.now, context.author) == (at("10:28:20"), at("10:35:20"), AUTHOR)


async def test_several_are_recorded_in_their_order(opened: Open, morning: MemoryDesk, clock: StillClock) -> None:
    """Each behind the one before it: none is refused for what only waits as well."""
    clock.instant = at("08:50:00")
    await killed_while_full(opened, morning, "e", "r", "d")
    clock.wait(60)
    async with opened(morning, first=True) as board:
        assert "3 actions n'ont pas pu être écrites" in board.dialog
        assert "refusé" not in board.dialog
        await board.press("enter")
        await until(lambda: not morning.drafts.kept)
    assert [context.at for _, context in morning.acted] == [at("08:50:00")] * 3
    assert morning.session.candidates[1].status is Status.STARTED
    assert morning.session.candidates[1].started_at == at("08:50:00")


async def test_recorded_although_it_was_killed_before_it_was_dropped(opened: Open, desk: MemoryDesk) -> None:
    """It is on disk under its name: nothing is asked, nothing is recorded twice."""
    leave(desk, "mort.1", act.WriteNote("calme"), "10:04:00", "note sur la session")
    desk.act_now(act.WriteNote("calme"), Context(at("10:04:00"), AUTHOR, HOST, asked="mort.1"))
    async with opened(desk) as board:
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    assert [note.text for note in desk.session.notes] == ["calme"]


async def test_escape_leaves_it_for_the_next_opening(opened: Open, desk: MemoryDesk) -> None:
    leave(desk, "mort.1", act.Finish((1,)), "10:04:00", "01 ABRAHAM : test terminé")
    async with opened(desk) as board:
        await board.press("escape")
        assert board.dialog == ""
    assert kept(desk) == [act.Finish((1,))]
    assert not desk.acted
    async with opened(desk) as board:
        assert "10:04  01 ABRAHAM : test terminé" in board.dialog


async def test_deleted_only_when_somebody_says_so(opened: Open, desk: MemoryDesk) -> None:
    """By a letter and Enter; the draft it was typed in goes with it."""
    leave(desk, "mort.2", act.WriteNote("calme", 1), "10:04:00", "01 ABRAHAM : note")
    one = desk.drafts.kept["mort.2"]
    assert isinstance(one, Unrecorded)
    desk.drafts.kept["mort.2"] = one.model_copy(update={"drafts": ("mort.1",)})
    desk.drafts.kept["mort.1"] = Draft(
        deed="note", dialog="Ask", title="Note sur 01 ABRAHAM", first_key=at("10:03:55"), author=AUTHOR, chosen=1,
        texts={"text": "calme"},
    )  # fmt: skip
    async with opened(desk) as board:
        await board.press("s", "enter")
        assert board.dialog == "", "its draft is not offered beside it"
        await until(lambda: not desk.drafts.kept)
    assert not desk.acted


async def test_the_draft_of_what_is_recorded_goes_too(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """What was typed in a box that was confirmed is offered once, as the action that waits."""
    desk.failing = FULL
    async with opened(desk) as board:
        await board.choose(12)
        await board.press("n")
        await board.type("calme")
        await board.press("enter")
        await until(lambda: len(desk.drafts.kept) == 2)
        left = dict(desk.drafts.kept)
    desk.drafts.kept, desk.failing = left, ""
    async with opened(desk) as board:
        assert "12 LE GOFF : note" in board.dialog
        await board.press("enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    assert [action for action, _ in desk.acted] == [act.WriteNote("calme", 12)]


async def test_what_no_longer_fits_is_told(opened: Open, desk: MemoryDesk) -> None:
    """Somebody else recorded it meanwhile: it cannot be recorded, and can be kept as a note, or deleted."""
    leave(desk, "mort.1", act.Finish((1,)), "10:27:00", "01 ABRAHAM : test terminé")
    desk.act_elsewhere(act.Finish((1,)), "10:28:00")
    desk.acted.clear()
    async with opened(desk) as board:
        assert "refusé : 01 ABRAHAM : a déjà terminé" in board.dialog
        await board.press("e", "enter")
        assert "1 action n'a pas pu être écrite" in board.dialog
        assert not desk.acted
        await board.press("n", "enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    [(action, context)] = desk.acted
    assert action == act.WriteNote("Pas enregistré à 10:27 : 01 ABRAHAM : test terminé", 1)
    assert context.asked == "mort.1"


async def test_refused_only_once_it_is_tried(opened: Open, desk: MemoryDesk) -> None:
    """A colleague was faster than Enter: it comes back with why, and stays kept until somebody has decided."""
    leave(desk, "mort.1", act.Finish((1,)), "10:27:00", "01 ABRAHAM : test terminé")
    async with opened(desk) as board:
        assert "refusé" not in board.dialog
        desk.act_elsewhere(act.Finish((1,)), "10:28:00")
        await board.press("enter")
        assert "Pas enregistré, refusé : 01 ABRAHAM : a déjà terminé" in board.dialog
        assert kept(desk) == [act.Finish((1,))]
        await board.press("s", "enter")
        await until(lambda: not desk.drafts.kept)
    assert len(desk.acted) == 2, "decided anew, and nothing recorded twice"
    assert desk.session.candidates[1].stopped_at == at("10:28:00")


async def test_a_session_that_is_closed_by_now(opened: Open, desk: MemoryDesk) -> None:
    """Nothing but a note behind the seal can be recorded any more."""
    leave(desk, "mort.1", act.WriteNote("un téléphone a sonné", 1), "10:27:00", "01 ABRAHAM : note")
    desk.act_elsewhere(act.CloseSession(force=True), "10:28:00")
    desk.acted.clear()
    async with opened(desk) as board:
        assert "n  garder en note derrière le sceau" in board.text
        await board.press("n", "enter")
        await until(lambda: not desk.drafts.kept)
    [(action, _)] = desk.acted
    assert action == act.WriteLateNote("Pas enregistré à 10:27 : 01 ABRAHAM : note « un téléphone a sonné »", 1)


async def test_one_by_one(opened: Open, desk: MemoryDesk) -> None:
    """One is recorded, the other is not wanted any more."""
    leave(desk, "mort.1", act.Finish((1,)), "10:26:00", "01 ABRAHAM : test terminé")
    leave(desk, "mort.2", act.WriteNote("calme"), "10:27:00", "note sur la session")
    async with opened(desk) as board:
        await board.press("u", "enter")
        assert "01 ABRAHAM" in board.dialog
        assert "note sur la session" not in board.dialog
        await board.press("enter")
        assert "note sur la session" in board.dialog
        await board.press("s", "enter")
        assert board.dialog == ""
        await until(lambda: not desk.drafts.kept)
    assert [action for action, _ in desk.acted] == [act.Finish((1,))]


async def test_a_colleagues_and_of_another_day(opened: Open, desk: MemoryDesk, clock: StillClock) -> None:
    """It says whose it is and when it was, and is recorded under their name."""
    leave(desk, "mort.1", act.WriteNote("calme"), "10:26:00", "note sur la session", author="Mme Roy")
    clock.wait(24 * 3600)
    async with opened(desk) as board:
        assert "20/11 10:26  note sur la session (Mme Roy)" in board.dialog
        await board.press("enter")
        await until(lambda: not desk.drafts.kept)
    assert desk.session.entries[-1].author == "Mme Roy"
    assert desk.session.entries[-1].at == at("10:26:00")


async def test_the_disk_is_still_full(opened: Open, desk: MemoryDesk) -> None:
    """It waits as it did in the program before, under the same name, and is kept on."""
    leave(desk, "mort.1", act.Finish((1,)), "10:26:00", "01 ABRAHAM : test terminé")
    desk.failing = FULL
    async with opened(desk) as board:
        await board.press("enter")
        assert "F5 réessayer (1)" in board.text
        assert kept(desk) == [act.Finish((1,))]
        desk.failing = ""
        await board.later(6)
        await until(lambda: not desk.drafts.kept)
    assert desk.session.candidates[1].stopped_at == at("10:26:00")


async def test_where_nothing_keeps_it_that_is_said(opened: Open, desk: MemoryDesk) -> None:
    """Once; kept as soon as there is room for it, though the journal still has none."""
    desk.failing, desk.drafts.failing = FULL, FULL
    async with opened(desk) as board:
        await board.press("f", "enter")
        await until(lambda: not board.app.drafting.unwritten.is_safe)
        await board.settle()
        assert "ce qui n'est pas enregistré sera perdu" in " ".join(n.text for n in board.app.notices._all).replace(
            "\N{NO-BREAK SPACE}", " "
        )
        await board.press("q")
        assert "quand vous quittez sera perdu" in board.dialog
        await board.press("escape")
        desk.drafts.failing = ""
        await board.later(6)
        await until(lambda: kept(desk) == [act.Finish((1,))])
        await until(lambda: board.app.drafting.unwritten.is_safe)
        await board.press("q")
        assert "sera proposé à la prochaine ouverture" in board.dialog


async def test_waiting_for_the_record_waits_for_what_failed(opened: Open, desk: MemoryDesk) -> None:
    """« attendre l'enregistrement, puis quitter » on a full disk does not leave at once."""
    desk.failing = FULL
    async with opened(desk) as board:
        await board.press("f", "enter", "q", "a", "enter")
        await board.later(6)
        assert board.app.return_value is None
        desk.failing = ""
        await board.later(6)
        await until(lambda: board.app.return_value == 0)
    assert desk.session.candidates[1].status is Status.FINISHED
    assert not desk.drafts.kept


async def test_left_while_the_disk_does_not_answer(opened: Open, desk: MemoryDesk) -> None:
    """Whoever leaves without waiting loses nothing: what was on its way is kept, as if the program had been killed."""
    desk.gate = threading.Event()
    async with opened(desk) as board:
        await board.press("f", "enter")
        board.app.follower.stop = lambda timeout: None  # type: ignore[method-assign]
        board.app.end_threads()
        assert kept(desk) == [act.Finish((1,))]


async def test_what_was_written_while_it_ended_is_not_kept(opened: Open, desk: MemoryDesk) -> None:
    """The disk took it, and nobody lived to hear of it: it is not asked about at the next opening."""
    async with opened(desk) as board:
        board.app.on_recorded = lambda message: None  # type: ignore[method-assign]
        board.app.record(act.Finish((1,)), board.app.board.acting.context(), (1,), "x")
        await waiting.until(lambda: bool(desk.acted), "the record")
        board.app.end_threads()
        assert kept(desk) == []


async def test_behind_the_mask_nothing_of_it_is_read(opened: Open, desk: MemoryDesk) -> None:
    """The box holds names: it is not seen, and no key answers it."""
    leave(desk, "mort.1", act.Finish((1,)), "10:26:00", "01 ABRAHAM : test terminé")
    async with opened(desk) as board:
        await board.press("f9")
        assert "ABRAHAM" not in board.text
        await board.press("enter")
        assert not desk.acted
        await board.press("f9", "enter")
        await until(lambda: not desk.drafts.kept)
    assert len(desk.acted) == 1


async def test_a_finalisation_offers_what_its_author_could_not_record(desk: MemoryDesk, clock: StillClock) -> None:
    """Not what a surveillant left, nor what anybody was typing: that is for the board."""
    desk.act_elsewhere(act.CloseSession(force=True), "10:28:00")
    leave(desk, "mort.1", act.NoteCorrection("autre motif"), "10:28:10", "correction", author="Mme Roux")
    leave(desk, "mort.2", act.WriteNote("calme"), "10:27:00", "note sur la session")
    app = FinaliseApp(desk, clock, author="Mme Roux", host=HOST, settings=Settings(theme="dark", mask_after=0))
    async with app.run_test(size=(80, 24)) as pilot:
        board = Board(app, pilot, clock, desk)
        await board.settle()
        assert "1 action n'a pas pu être écrite" in board.dialog
        assert "10:28  correction" in board.dialog
        await board.press("enter")
        await until(lambda: list(desk.drafts.kept) == ["mort.2"])
        assert board.dialog == ""
    assert desk.acted[-1][0] == act.NoteCorrection("autre motif")
