"""What came of work that took its time is still there when somebody looks up from the pupils."""

from __future__ import annotations

from screens.kit.notices import Notices
from tests.screens.equipment import Drawer, Equipped, equipped
from tests.screens.room import MemoryDesk

__all__ = ["equipped"]  # a fixture


def shown(notices: Notices, at: float) -> str:
    notice = notices.current(at)
    return notice.text if notice is not None else ""


def test_an_outcome_waits_for_a_key_and_a_plain_answer_does_not() -> None:
    notices = Notices()
    notices.say("démarré", "done", 0.0)
    notices.tell_outcome("exporté", "done", 0.0)
    assert shown(notices, 0.0) == "exporté"
    assert shown(notices, 3600.0) == "exporté"
    assert notices.key_pressed(3600.0)
    assert shown(notices, 3600.0) == ""
    assert not notices.key_pressed(3600.0)


def test_a_key_that_was_on_its_way_takes_nothing_away() -> None:
    """Who types while it appears has not read it: the first key after it could be read takes it away."""
    notices = Notices()
    notices.tell_outcome("exporté", "done", 0.0)
    notices.current(0.0)
    assert not notices.key_pressed(0.1)
    assert shown(notices, 60.0) == "exporté"
    assert notices.key_pressed(60.0)


def test_behind_another_answer_it_has_not_been_read() -> None:
    """It comes back once that has gone by, and only then begins to be read."""
    notices = Notices()
    notices.tell_outcome("exporté", "done", 0.0)
    notices.say("alarme", "alarm", 0.0)
    assert shown(notices, 11.0) == "alarme"
    assert not notices.key_pressed(11.5)
    assert shown(notices, 12.5) == "exporté"
    notices.say("démarré", "done", 13.0)
    assert shown(notices, 13.0) == "démarré"
    assert shown(notices, 30.0) == "exporté"


def test_masked_it_is_not_shown_and_stays() -> None:
    """It may name somebody; keys of the mask are no reading."""
    notices = Notices()
    notices.tell_outcome("exporté", "done", 0.0)
    assert notices.current(60.0, masked=True) is None
    assert not notices.key_pressed(61.0)
    assert shown(notices, 62.0) == "exporté"


async def test_where_papers_went_is_told_until_a_key(equipped: Equipped, morning: MemoryDesk) -> None:
    """However long nobody looks; Escape takes it away too, and does nothing else."""
    async with equipped(morning, papers=Drawer().papers) as board:
        await board.press("f2")
        for leave in ("j", "escape"):
            await board.press("x")
            await board.until_written()
            await board.press("enter")
            await board.until_written()
            if leave == "escape":
                await board.press("a", "enter")
                await board.until_written()
            await board.later(600)
            assert "dans /tiroir/" in board.notice
            assert "écriture" not in board.text
            await board.press(leave)
            assert board.notice == ""
