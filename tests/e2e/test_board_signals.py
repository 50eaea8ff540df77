"""The board loses its terminal, is ended, killed or not read any more: all that it showed as done is on the disk."""

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.terminal import (
    NEEDS_TMUX,
    PAUL,
    BarePty,
    Row,
    Store,
    Terminal,
    Tmux,
    board,
    is_gone,
    is_stopped,
    until,
)
from tests.waiting import PATIENCE_S

pytestmark = [
    pytest.mark.wide,
    pytest.mark.e2e,
    pytest.mark.skipif(os.name != "posix", reason="signals and ptys"),
]

ACKNOWLEDGED = [
    ("test_started", 2), ("test_started", 7), ("time_adjusted", 7), ("pause_began", 7), ("test_interrupted", 2),
    ("test_started", 11), ("test_finished", 11), ("candidate_absent", 20),
]  # fmt: skip
IN_FLIGHT = ("sheet_signed", 20)
STILL_MIN = 30
"""A countdown that stands still moves the end by what has passed: minutes, and no hour of another zone or format."""


def in_the_middle(terminal: Terminal) -> dict[int, Row]:
    """A session with tests that run, stand still and are over; what the board shows of it."""
    for number, key, answer in (
        (2, "d", "test démarré"),
        (7, "d", "test démarré"),
        (7, "t", ""),
        (7, "p", ": pause"),
        (2, "b", "test interrompu"),
        (11, "d", "test démarré"),
        (11, "f", "test terminé"),
        (20, "a", "absent"),
    ):
        if terminal.chosen != number:
            terminal.choose(number)
        terminal.press(key)
        if key == "t":
            terminal.sees("Temps de 07")
            terminal.write("+5")
            terminal.press("Enter")
            terminal.write("incident")
            terminal.press("Enter", "o", "Enter")
            answer = "temps +5 min"
        if key == "f":
            terminal.sees("11 JOUVENCELLE : test terminé ?")
            terminal.press("Enter")
        terminal.answers(f"{number:02d} ", answer)
    expected = {2: "Interrompu", 7: "En pause", 11: "Terminé", 20: "Absent"}
    # While the last answer stands above the keys the list is one row shorter.
    until(
        lambda: {n: row.status for n, row in terminal.rows.items() if n in expected} == expected, lambda: terminal.text
    )
    return terminal.rows


def deeds(store: Store) -> list[tuple[str, int]]:
    """What the log says, by whom it must."""
    events = store.log()
    assert {event["author"] for event in events} <= {PAUL}
    return [(event["kind"], event["number"]) for event in events]


def minutes_between(earlier: str, later: str) -> int:
    """From one hour on the board to the next such one."""
    first, second = (int(hour[:2]) * 60 + int(hour[3:5]) for hour in (earlier, later))
    return (second - first) % (24 * 60)


def nothing_is_lost(store: Store, shown: dict[int, Row], tmux: Tmux) -> None:
    """The log holds what was acknowledged, the journal is whole, a new board shows the same starts and ends."""
    logged = deeds(store)
    assert logged[: len(ACKNOWLEDGED)] == ACKNOWLEDGED
    assert logged[len(ACKNOWLEDGED) :] in ([], [IN_FLIGHT])
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []
    was_typing = list(store.folder.rglob("drafts/*.json"))
    again = board(tmux)
    if was_typing:
        # The letter of the note had reached the disk: it is offered, over the list.
        again.sees("Reprendre ce que vous écriviez", "Note sur 20")
        again.press("Escape")
    until(lambda: len(again.rows) == 20, lambda: again.text)
    reopened = again.rows
    for number, row in shown.items():
        if number == IN_FLIGHT[1]:
            assert reopened[number].status == row.status
        else:
            assert reopened[number].lasting == row.lasting
        if row.stands_still:
            assert minutes_between(row.ends, reopened[number].ends) in range(STILL_MIN)
    # And it goes on from there.
    again.choose(7)
    again.press("p")
    again.answers("07 FONTANGEOT : fin de la pause")
    again.press("q")
    again.sees("Quitter Vigie ?", "2 tests sont en cours")
    again.press("Enter")
    again.ends(0)
    assert deeds(store)[-1] == ("pause_ended", 7)


@NEEDS_TMUX
@pytest.mark.parametrize("how", ["window closed", "SIGHUP", "SIGTERM", "SIGKILL"])
def test_ended_in_the_middle(how: str, tmux: Tmux, store: Store) -> None:
    """While a key is on its way and a dialog opens: what was acknowledged is there, what the dialog asked is not."""
    terminal = board(tmux)
    shown = in_the_middle(terminal)
    pid = terminal.pid
    terminal.press("e", "n", "x")
    if how == "window closed":
        terminal.hang_up()
    else:
        os.kill(pid, signal.Signals[how])
    until(lambda: is_gone(pid), lambda: f"{how}: it goes on")
    if how in ("SIGHUP", "SIGTERM"):
        terminal.ends(0)
    nothing_is_lost(store, shown, tmux)


@NEEDS_TMUX
@pytest.mark.parametrize("how", ["SIGTSTP", "SIGSTOP"])
def test_stopped_for_a_while(how: str, tmux: Tmux) -> None:
    """Somebody else has the terminal meanwhile, and writes on it; back again, all of the picture is there."""
    terminal = board(tmux)
    shown = terminal.rows
    os.kill(terminal.pid, signal.Signals[how])
    until(lambda: is_stopped(terminal.pid), lambda: "it goes on")
    terminal.is_written_on("\033[5;1HBroadcast message from root")
    terminal.sees("Broadcast")
    os.kill(terminal.pid, signal.SIGCONT)
    until(lambda: terminal.rows == shown and "Broadcast" not in terminal.text, lambda: terminal.text)


@NEEDS_TMUX
def test_killed_while_many_sign(tmux: Tmux, store: Store) -> None:
    """An action on twenty candidates is one write: all of it is there, or none."""
    kinds: list[str] = []
    for key, delay in (("e", 0.0), ("r", 0.004), ("y", 0.0), ("d", 0.012)):
        terminal = board(tmux)
        terminal.press("*")
        terminal.sees("20 marqués")
        terminal.press(key)
        terminal.sees("oui, les 20")
        terminal.press("Enter")
        time.sleep(delay)
        os.kill(terminal.pid, signal.SIGKILL)
        until(lambda: is_gone(terminal.pid), lambda: "it goes on")  # noqa: B023  called at once
        assert "journal entier" in store.done("check", "208")
        events: dict[int, list[dict[str, Any]]] = {}
        for event in store.log():
            events.setdefault(event["action"], []).append(event)
        assert all([e["number"] for e in of_one] == list(range(1, 21)) for of_one in events.values())
        kinds = [of_one[0]["kind"] for of_one in events.values()]
        terminal.hang_up()
    assert set(kinds) <= {"sheet_signed", "candidate_joined", "presence_confirmed", "test_started"}


# A terminal that nobody reads -------------------------------------------------------------------------


@pytest.fixture
def stalled(store: Store) -> Iterator[BarePty]:
    """A board on which 1 has signed, whose terminal then stops reading; a shell goes on beside it."""
    with BarePty(store) as pty:
        pty.shows_its_list()
        pty.write("e")
        pty.reads_until("émargement")
        pty.stalls()
        store.done("--as", PAUL, "do", "208", "sign", "5")
        assert deeds(store) == [("sheet_signed", 1), ("sheet_signed", 5)]
        yield pty


def signed(store: Store) -> set[int]:
    """Who has signed, in a journal that is whole."""
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []
    return {number for kind, number in deeds(store) if kind == "sheet_signed"}


@pytest.mark.slow
def test_a_terminal_that_reads_again(stalled: BarePty, store: Store) -> None:
    """Nothing was lost meanwhile, and the board goes on."""
    stalled.chooses("20", "ŻÓŁTOWICZ")
    stalled.write("e")
    stalled.reads_until("20 ŻÓŁTOWICZ : émargement".replace(" :", "\N{NO-BREAK SPACE}:"))
    stalled.write("q")
    stalled.reads_until("\x1b[?1049l")
    assert stalled.process.wait(PATIENCE_S) == 0
    assert signed(store) == {1, 5, 20}


def test_a_terminal_that_is_not_its_own_hangs_up(store: Store) -> None:
    """Nobody tells it, as under `su` or `script`: it ends all the same, and reads no end of file for ever."""
    with BarePty(store, is_its_own=False) as pty:
        pty.shows_its_list()
        pty.write("e")
        pty.reads_until("émargement")
        pty.hang_up()
        assert pty.process.wait(PATIENCE_S) == 0
    assert signed(store) == {1}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["SIGKILL", "line lost", "SIGHUP", "SIGTERM"])
def test_ended_while_nobody_reads(how: str, stalled: BarePty, store: Store) -> None:
    """It ends by itself, although it can take nothing down from the screen, and what was acknowledged is there."""
    if how == "line lost":
        stalled.hang_up()
    else:
        stalled.process.send_signal(signal.Signals[how])
    code = stalled.process.wait(PATIENCE_S)
    number = signal.Signals[how] if how != "line lost" else signal.SIGHUP
    assert code in ((-number,) if how == "SIGKILL" else (0, -number, 128 + number))
    assert signed(store) == {1, 5}
