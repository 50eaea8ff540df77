"""Killed in the middle of a typed incident: the next start offers it again, with the instant of its first key."""

import os
import signal
from datetime import UTC, datetime

import pytest

from tests.e2e.terminal import NEEDS_TMUX, PAUL, Store, Terminal, Tmux, board, is_gone, leaves_nothing_behind, until

pytestmark = [pytest.mark.e2e, NEEDS_TMUX]


def half_an_incident(terminal: Terminal, store: Store) -> datetime:
    """`s` on candidate 5, and the beginning of a line; the instant of the first key once the file holds it all."""
    terminal.choose(5)
    terminal.press("s")
    terminal.sees("Signalement : 05")
    terminal.write("e2 1")
    until(lambda: [draft["texts"] for draft in store.drafts()] == [{"line": "e2 1"}], lambda: terminal.text)
    [draft] = store.drafts()
    return datetime.fromisoformat(draft["first_key"])


def finish_it(terminal: Terminal, store: Store, first_key: datetime) -> None:
    """The offer, Enter, the rest of the line, Enter; then what the journal says."""
    terminal.sees("Reprendre ce que vous écriviez", "Signalement : 05", "« e2 1 »")
    terminal.press("Enter")
    terminal.sees("Signalement : 05", "e2 1", without="Reprendre")
    terminal.write("2")
    terminal.sees("e2 12")
    again = datetime.now(UTC)
    terminal.press("Enter")
    until(lambda: not store.drafts(), lambda: terminal.text)
    [event] = store.log()
    assert (event["kind"], event["number"], event["author"]) == ("incident_recorded", 5, PAUL)
    assert "E2" in event["text"]
    assert "12" in event["text"]
    assert datetime.fromisoformat(event["at"]) == first_key.replace(microsecond=0)
    assert datetime.fromisoformat(event["recorded_at"]) >= again.replace(microsecond=0) > first_key
    leaves_nothing_behind(terminal, store)


def test_killed_in_the_middle_of_an_incident(tmux: Tmux, store: Store) -> None:
    """SIGKILL: nothing is recorded, nothing is lost; what was typed is in no export."""
    terminal = board(tmux)
    first_key = half_an_incident(terminal, store)
    os.kill(terminal.pid, signal.SIGKILL)
    until(lambda: is_gone(terminal.pid), lambda: "it lives")
    assert store.log() == []
    store.done("export", "208", "--to", str(store.folder / "out"))
    left = [path.read_bytes() for path in (store.folder / "out").rglob("*") if path.is_file()]
    assert left
    assert not [content for content in left if b"first_key" in content]
    finish_it(tmux.open("run", "208", "--as", PAUL), store, first_key)


@pytest.mark.wide
def test_the_terminal_is_lost_in_the_middle_of_an_incident(tmux: Tmux, store: Store) -> None:
    """SIGHUP, as a lost SSH line: a clean end, and the same."""
    other = board(tmux, "Inès")
    terminal = board(tmux)
    first_key = half_an_incident(terminal, store)
    terminal.hang_up()
    until(lambda: is_gone(terminal.pid), lambda: "it lives")
    other.press("q")
    other.ends(0)
    finish_it(tmux.open("run", "208", "--as", PAUL), store, first_key)


@pytest.mark.wide
def test_what_somebody_is_typing_is_offered_to_nobody_else(tmux: Tmux, store: Store) -> None:
    """Two boards on one session: the second starts while the first types."""
    terminal = board(tmux)
    half_an_incident(terminal, store)
    other = board(tmux, "Inès")
    assert "Reprendre" not in other.text
    other.press("q")
    other.ends(0)
    terminal.press("Escape")
    until(lambda: not store.drafts(), lambda: terminal.text)
    terminal.press("q")
    terminal.ends(0)
    assert store.log() == []
