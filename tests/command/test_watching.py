"""`vigie status --watch` and `vigie log --follow`: each change is a line, and they end with their reader."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.archive import Archive
from screens.command import watching
from screens.command.changes import changes, found_between, look_at
from screens.command.output import DONE, REFUSED
from tests.command.command import Vigie
from tests.waiting import PATIENCE_S

ME = "n° 1 LE GOFF Maël"


class Meanwhile:
    """Instead of waiting: what happens between two looks; then nobody reads any more."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = list(steps)

    def __call__(self) -> bool:
        if not self._steps:
            return False
        self._steps.pop(0)()
        return True


@pytest.fixture
def watched(room: Vigie) -> Callable[..., list[str]]:
    """What is told while these things are done in the room: `watched("208", step, step…)`."""

    def watch(number: str | None, *steps: Callable[[], object]) -> list[str]:
        said: list[str] = []

        def kept() -> None:
            said.extend(room.capture.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines())

        def quietly(step: Callable[[], object]) -> Callable[[], object]:
            def do() -> None:
                kept()
                step()
                room.capture.readouterr()

            return do

        room.capture.readouterr()
        wait = Meanwhile(*(quietly(step) for step in steps))
        assert watching.watch([Archive(room.store)], number, room.clock, wait) == DONE
        kept()
        return said

    return watch


def doing(vigie: Vigie, *words: str) -> Callable[[], object]:
    """An action that must succeed."""
    return lambda: vigie.done(*words)


def test_a_course(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """From the door to the end; who is not concerned is not named."""
    said = watched(
        "208",
        doing(room, "identity", "1"),
        doing(room, "join", "1"),
        doing(room, "start", "1"),
        doing(room, "time", "1", "+10", "--reason", "bruit"),
        doing(room, "pause", "1", "begin"),
        doing(room, "pause", "1", "end"),
        doing(room, "interrupt", "1"),
        doing(room, "resume", "1"),
        doing(room, "finish", "1"),
    )
    assert said == [
        "09:00  session : accueil",
        f"09:00  {ME} : a rejoint",
        "09:00  session : en cours",
        f"09:00  {ME} : en cours, fin 11:20",
        f"09:00  {ME} : fin 11:30, au lieu de 11:20",
        f"09:00  {ME} : en pause",
        f"09:00  {ME} : en cours, fin 11:30",
        f"09:00  {ME} : interrompu, suspendu",
        f"09:00  {ME} : en cours, fin 11:30",
        "09:00  session : accueil",
        f"09:00  {ME} : terminé",
    ]


def test_alerts_and_incidents(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """An open alert, what became of it; an incident, and one that is withdrawn."""
    room.run_until_started(1)
    said = watched(
        "208",
        doing(room, "incident", "1", "E2", "--question", "12"),
        doing(room, "alert", "1", "validated"),
        doing(room, "incident", "1", "C7", "--text", "souris"),
        doing(room, "undo"),
        doing(room, "global", "begin", "coupure"),
        doing(room, "global", "end", "--give", "none"),
    )
    assert [line.removeprefix("09:00  ") for line in said] == [
        f"{ME} : alerte E2 question 12",
        f"{ME} : alerte E2 question 12 validée",
        f"{ME} : signalement C7",
        f"{ME} : signalement C7 retiré",
        "incident global : coupure",
        f"{ME} : en cours, suspendu",
        "fin de l'incident global : coupure",
        f"{ME} : en cours, fin 11:20",
    ]


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, []),
        (124, []),
        (125, ["15 minutes, fin 11:20"]),
        (135, ["5 minutes, fin 11:20"]),
        (139, ["5 minutes, fin 11:20"]),
        (140, ["temps écoulé, fin 11:20"]),
        (200, ["temps écoulé, fin 11:20"]),
    ],
)
def test_countdowns(room: Vigie, watched: Callable[..., list[str]], minutes: int, told: list[str]) -> None:
    """105 minutes and a third more, from 09:00:00: what is reached is told once, without anybody's action."""
    room.clock.instant = room.clock.instant.replace(microsecond=0)
    room.run_until_started(1)
    said = watched("208", lambda: room.clock.pass_by(minutes=minutes), lambda: None, lambda: None)
    assert [line.partition(" : ")[2] for line in said] == told


def test_many_at_once_are_one_line(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """Who starts with others is said with them, those of the same end together; three are still named."""
    for number in range(1, 7):
        room.done("identity", str(number))
    said = watched("208", doing(room, "join", "1-6"), doing(room, "start", "1-5"), doing(room, "sign", "1-6"))
    assert said == [
        "09:00  6 candidats : a rejoint, n° 1 à 6",
        "09:00  session : en cours",
        "09:00  5 candidats : en cours, n° 1, 2, fin 11:20 ; n° 3 à 5, fin 10:45",
    ]


def test_nothing_of_it_is_spelt(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """No arrow, no tick: they are read aloud as such."""
    room.run_until_started(1, 2, 3, 4)
    said = watched("208", doing(room, "time", "1-4", "+5", "--reason", "bruit"), doing(room, "absent", "5"))
    assert not any(sign in line for line in said for sign in "→✓▲·")


def test_a_bell_for_what_calls_somebody(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """An alert rings, its answer does not; without --bell nothing does."""
    room.run_until_started(1)
    rung: list[int] = []
    monkeypatch.setattr("screens.command.output.ring", lambda: rung.append(1))
    for bell, times in ((True, [1]), (False, [1])):
        wait = Meanwhile(doing(room, "incident", "1", "E2", "--question", "3"), doing(room, "alert", "1", "refused"))
        assert watching.watch([Archive(room.store)], "208", room.clock, wait, bell=bell) == DONE
        assert rung == times


def test_all_sessions(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """Each line has its session; one that comes is told, and watched from then on."""
    said = watched(
        None,
        doing(room, "note", "session", "rien"),
        lambda: room.create("209"),
        lambda: room("do", "209", "absent", "1"),
        lambda: room("do", "208", "absent", "1"),
    )
    assert said == [
        "Session 209 : nouvelle dans ce dossier",
        f"Session 209 · 09:00  {ME} : absent",
        f"Session 208 · 09:00  {ME} : absent",
    ]


def test_a_closed_session(room: Vigie, watched: Callable[..., list[str]]) -> None:
    """The close is the last thing told; time goes on without a word."""
    room.run_until_started(1)
    said = watched(
        "208",
        lambda: room("do", "208", "close", "--force"),
        lambda: room.clock.pass_by(hours=9),
        lambda: None,
    )
    assert "09:00  session : close" in said
    assert not any("temps" in line for line in said)


def test_who_came_and_left(room: Vigie) -> None:
    """Candidates added and removed, and another name, in the words of two looks."""
    before = look_at(Archive(room.store).journal("208").session, room.clock.now())
    room.done("add", "--last-name", "ROUX", "--first-name", "Ana")
    room.done("remove", "2")
    room.done("correct", "1", "--first-name", "Mael")
    after = look_at(Archive(room.store).journal("208").session, room.clock.now())
    told = [line.removeprefix("09:00  ") for line in changes(found_between(before, after), after)]
    assert told == [
        "n° 1 LE GOFF Mael : son nom était LE GOFF Maël",
        "n° 7 ROUX Ana : ajouté, attendu",
        "n° 2 NDIAYE-ROUSSEL Ibrahima : retiré",
    ]
    assert list(changes(found_between(after, after), after)) == []


# The journal --------------------------------------------------------------------------------------------


def test_following_a_log(room: Vigie) -> None:
    """Only what is appended is told, each once."""
    journal = Archive(room.store).journal("208")
    known, told = journal.session.last_id, list[int]()
    wait = Meanwhile(doing(room, "sign", "1"), lambda: None, doing(room, "sign", "2,3"))
    assert watching.follow_log(journal, lambda entry: told.append(entry.id), wait) == DONE
    assert told == [known + 1, known + 2, known + 3]


def test_following_a_damaged_log(room: Vigie) -> None:
    """It says where, and ends: nothing behind it can be told."""
    path = room.store / "sessions/208/journal.jsonl"
    journal = Archive(room.store).journal("208")
    wait = Meanwhile(lambda: path.write_bytes(path.read_bytes() + b'{"x":1}\n'), lambda: None)
    assert watching.follow_log(journal, lambda entry: None, wait) == REFUSED


def test_the_log_as_json(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document a line, the same as without --follow."""
    monkeypatch.setattr("screens.command.watching.pause", lambda: False)
    followed = room("log", "208", "--json", "--follow")
    assert followed.code == 0
    assert [json.loads(line) for line in followed.out.splitlines()] == room("log", "208", "--json").json


def test_watching_is_no_json(room: Vigie) -> None:
    """A whole document each time would be of no use."""
    answer = room("status", "208", "--watch", "--json")
    assert answer.code == 2
    assert "--follow" in answer.complaint


# The process --------------------------------------------------------------------------------------------


_INTERRUPTIBLE = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from supervisor.__main__ import main
sys.exit(main())
"""
"""The command, with Ctrl+C as in a terminal: a program started in the background ignores it."""


@pytest.mark.skipif(os.name != "posix", reason="signals, and pipes that tell that nobody reads")
@pytest.mark.parametrize(
    ("asked", "how"),
    # Each that goes on by itself, and each way to end it; the others of all their pairs are wide.
    [
        pytest.param(asked, how, marks=() if rank == way else pytest.mark.wide)
        for rank, asked in enumerate([("status", "--watch"), ("status", "208", "--watch"), ("log", "208", "--follow")])
        for way, how in enumerate(["SIGTERM", "SIGINT", "nobody reads"])
    ],
)
def test_how_it_ends(room: Vigie, asked: tuple[str, ...], how: str, tmp_path: Path) -> None:
    """By itself once nobody reads, although nothing happens; told to end, without a traceback."""
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, *asked, "--store", str(room.store)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2],
        env={**os.environ, "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": str(tmp_path)},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        if how == "nobody reads":
            process.stdout.close()
        else:
            process.send_signal(signal.Signals[how])
        code = process.wait(PATIENCE_S)
        said = process.stderr.read().decode()
    assert code in ((130,) if how == "SIGINT" else (0, -signal.SIGTERM) if how == "SIGTERM" else (0,))
    assert "Traceback" not in said
