"""The threads beside the board: whatever a call raises is told, and what comes after it is done."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from textual.message import Message

from data.errors import StoreError
from screens.board.following import Follower, NotFollowed
from screens.kit import signals
from screens.live.keeper import DraftKeeper
from supervisor.draft import Draft
from tests.screens.conftest import Open
from tests.screens.room import running

ERRORS = [
    OSError(28, "plein"), StoreError("non"), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), TypeError(),
    RecursionError(), MemoryError(), RuntimeError("faute"),
]  # fmt: skip
WAIT = 10.0
"""Seconds before a test that hangs is given up."""


def draft(text: str) -> Draft:
    """What stands in a note."""
    return Draft(deed="note", dialog="N", title="T", first_key=datetime(2026, 11, 22, tzinfo=UTC), author="P",
                 texts={"text": text})  # fmt: skip


class Disk:
    """Refuses the first draft, and the first removal."""

    def __init__(self, error: Exception) -> None:
        self.errors = {"keep": error, "drop": error}
        self.done: list[str] = []
        self.reached = threading.Event()

    def keep(self, name: str, draft: Draft) -> None:
        """Keep it, unless it is the first."""
        if "keep" in self.errors:
            raise self.errors.pop("keep")
        self.done.append(draft.texts["text"])
        self.reached.set()

    def drop(self, name: str) -> None:
        """Drop it, unless it is the first."""
        if "drop" in self.errors:
            raise self.errors.pop("drop")
        self.done.append(f"-{name}")

    def close(self) -> None:
        """Refused too."""
        raise OSError(5, "eio")


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_draft_that_cannot_be_kept_is_told_and_the_next_is_kept(error: Exception) -> None:
    """The thread lives on; it is told of the first one although no key comes after it."""
    disk, told = Disk(error), threading.Event()
    drafts: Any = disk
    keeper = DraftKeeper(drafts, told.set)
    keeper.keep("a", draft("one"))
    assert told.wait(WAIT)
    assert keeper.has_failed
    keeper.keep("a", draft("two"))
    assert disk.reached.wait(WAIT)
    keeper.drop("a")
    keeper.drop("b")
    keeper.stop(WAIT)
    assert disk.done[:1] == ["two"]
    assert disk.done[-1] == "-b"


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_cannot_be_followed_is_told_once_and_the_next_errand_is_done(error: Exception) -> None:
    """The thread that records is this one: it never dies of what it reads, nor of an errand."""

    def follow() -> bool:
        raise error

    def fail() -> None:
        raise error

    told: list[Message] = []
    done: list[str] = []
    desk: Any = SimpleNamespace(follow=follow)
    follower = Follower(desk, told.append)
    follower._follow()
    follower._follow()
    assert [type(one) for one in told] == [NotFollowed]
    follower._errands.put(fail)
    follower._errands.put(lambda: done.append("recorded"))
    follower.start()
    follower.stop(WAIT)
    assert done == ["recorded"]
    assert [type(one) for one in told] == [NotFollowed, NotFollowed]


@pytest.mark.skipif(os.name != "posix", reason="there are no such signals")
async def test_boards_opened_one_by_one_are_ended_for_sure_by_one_thread(opened: Open) -> None:
    """And a board that was left is not kept for it: only what the last one has to record is."""
    for desk in (running(), running(), running()):
        async with opened(desk) as board:
            assert signals._ending.finish == board.app.end_threads
            assert [thread.name for thread in threading.enumerate()].count("vigie-end") == 1
