"""The disk of the sessions takes nothing more, and the program is killed: the next opening has what waited."""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest

from tests.e2e.terminal import NEEDS_TMUX, PAUL, Store, Tmux, board, is_gone, leaves_nothing_behind, until

pytestmark = [
    pytest.mark.e2e,
    NEEDS_TMUX,
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux sets the limits of another process"),
]


@contextmanager
def no_room_in_the_journal(pid: int, store: Store) -> Iterator[None]:
    """No file of this process may grow beyond what the journal has now: its next line is refused, small files are not.

    No right stands in the way of root, and a file system of a few kilobytes takes root to make.
    """
    [journal] = store.folder.rglob("journal.jsonl")
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (journal.stat().st_size, most))
    yield
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.wide
def test_killed_while_the_disk_is_full(tmux: Tmux, store: Store) -> None:
    """Two actions wait, SIGKILL: both are told with their hours, recorded at them, and nothing stays behind."""
    terminal = board(tmux)
    terminal.choose(5)
    with no_room_in_the_journal(terminal.pid, store):
        terminal.press("e")
        terminal.sees("réessayer (1)")
        terminal.press("n")
        terminal.sees("Note sur 05")
        terminal.write("calme")
        terminal.press("Enter")
        terminal.sees("réessayer (2)")
        until(lambda: len([one for one in store.drafts() if "asked" in one]) == 2, lambda: terminal.text)
        os.kill(terminal.pid, signal.SIGKILL)
        until(lambda: is_gone(terminal.pid), lambda: "it lives")
    assert store.log() == []
    hours = [datetime.fromisoformat(one["first_key"]) for one in store.drafts() if "asked" in one]
    again = datetime.now(UTC)
    terminal = tmux.open("run", "208", "--as", PAUL)
    terminal.sees("2 actions n'ont pas pu être écrites", "émargement", "note")
    terminal.press("Enter")
    until(lambda: not store.drafts(), lambda: terminal.text)
    signed, note = store.log()
    assert [(event["kind"], event["number"]) for event in (signed, note)] == [("sheet_signed", 5), ("note_written", 5)]
    for event, hour in zip((signed, note), hours, strict=True):
        assert datetime.fromisoformat(event["at"]) == hour.replace(microsecond=0)
        assert datetime.fromisoformat(event["recorded_at"]) >= again.replace(microsecond=0)
        assert event["author"] == PAUL
    leaves_nothing_behind(terminal, store)
