"""What is heard at the prompt between two answers: needs, colleagues, an outage; and how lines are read meanwhile."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest

from screens.command.lines import source as sources
from screens.command.lines.source import Edited, Piped
from screens.command.spoken import spoken_ranges
from supervisor.jumps import shift_on_offer
from tests.command.command import Vigie
from tests.command.lines_desk import Prompt, answered, session_of


@pytest.fixture
def prompt(prompt: Prompt) -> Prompt:
    """The prompt of session 208, at 09:00:00; n° 1 runs until 11:20."""
    prompt.room.run_until_started(1)
    return prompt


def later(prompt: Prompt, **length: float) -> Callable[[], object]:
    """Time goes by."""
    return lambda: prompt.room.clock.pass_by(**length)


ME = "1 LE GOFF Maël"


# Needs --------------------------------------------------------------------------------------------------


def test_a_zone_of_the_room(prompt: Prompt) -> None:
    """Once somebody said which is theirs, what a colleague sees to is left to them for two minutes, as on the board."""
    mine = "ses candidats sont annoncés aussitôt, les autres après deux minutes"
    assert answered(
        prompt(
            "zone 1 A",
            "zone 2 B",
            "ma zone c",
            "ma zone b",
            later(prompt, minutes=126, seconds=59),
            later(prompt, seconds=1),
            "ma zone A",
            later(prompt, minutes=8),
            "ma zone toutes",
        )
    )[2:] == [
        f"zone B : {mine}",
        f"Fin dans un quart d'heure : {ME}, reste 13 min, fin 11:20",
        f"zone A : {mine}",
        f"Fin proche : {ME}, reste 5 min, fin 11:20",
        "toute la salle est annoncée aussitôt",
    ]
    assert "zone « c » inconnue : il y a A, B, ou « toutes »" in prompt.complaints


def test_an_end_that_draws_near(prompt: Prompt) -> None:
    """15 minutes once, the last five every two minutes, over at once and every two minutes; each with what is left."""
    heard = answered(
        prompt(
            later(prompt, minutes=124, seconds=59),
            later(prompt, seconds=1),
            later(prompt, minutes=5),
            later(prompt, minutes=5),
            later(prompt, minutes=1, seconds=59),
            later(prompt, seconds=1),
            later(prompt, minutes=2),
            later(prompt, seconds=59),
            later(prompt, seconds=1),
            later(prompt, seconds=30),
            later(prompt, seconds=90),
            "termine 1",
            later(prompt, minutes=9),
        )
    )
    assert heard == [
        f"Fin dans un quart d'heure : {ME}, reste 15 min, fin 11:20",
        f"Fin proche : {ME}, reste 5 min, fin 11:20",
        f"Fin proche : {ME}, reste 3 min, fin 11:20",
        f"Fin proche : {ME}, reste 1 min, fin 11:20",
        f"Temps dépassé : {ME}, temps écoulé, fin 11:20",
        f"Temps dépassé : {ME}, dépassé de 2 min, fin 11:20",
        f"{ME} : test terminé (11:22:00)",
    ]


def test_a_clock_that_is_set_is_noted_and_told(prompt: Prompt) -> None:
    """As on the board: by how much, and by which word the starts go with it; ages stay what they are."""
    room = prompt.room
    heard = answered(
        prompt(
            "présence 2", later(prompt, minutes=9), lambda: room.clock.jump(hours=-1), later(prompt, minutes=1),
            later(prompt, seconds=1), "décaler --motif « horloge remise à l'heure »",
            lambda: room.clock.jump(seconds=4), later(prompt, seconds=1),
        )
    )  # fmt: skip
    assert heard[1:4] == [
        "L'horloge de la machine a reculé de 1 h 00 : les débuts notés restent",
        f"Saut d'horloge : « décaler » décale d'autant 1 début noté avant lui, {ME}",
        "Présence : 2 NDIAYE-ROUSSEL Ibrahima, présence confirmée depuis 10 min",
    ]
    assert not any("horloge de la machine" in line for line in heard[4:]), "four seconds are no jump"
    assert [seconds for _, seconds in session_of(prompt).jumps] == [-3600]
    assert shift_on_offer(session_of(prompt)) is None


@pytest.mark.parametrize("hours", [1, -1])
def test_a_question_that_was_open_as_the_clock_jumped(prompt: Prompt, hours: int) -> None:
    """What its line asks for happened as it was given, on the clock that shows now: no hour ago, and none to come."""
    clock = prompt.room.clock
    prompt("signalement 1 e2", lambda: clock.jump(hours=hours), later(prompt, seconds=20), "14")
    [(number, alert)] = session_of(prompt).incidents.items()
    assert session_of(prompt).entries[number - 1].event.kind == "incident_recorded"
    assert clock.now() - alert.at <= timedelta(seconds=21)
    assert alert.question == 14


def test_each_need_has_its_words(prompt: Prompt) -> None:
    """An alert, a presence that expires, somebody not connected, unsigned, unchecked: by another's hand."""
    room = prompt.room

    def by_others() -> None:
        for words in (
            ("incident", "1", "E2", "--question", "14"), ("presence", "2"), ("identity", "3"), ("start", "4"),
        ):  # fmt: skip
            room.done(*words, author="Anne Roux")

    heard = answered(prompt(by_others, later(prompt, minutes=10), later(prompt, minutes=5)))
    assert f"Alerte ouverte : {ME}, E2 question 14 ouvert, reste 2 h 20, fin 11:20" in heard
    assert "Présence : 2 NDIAYE-ROUSSEL Ibrahima, présence confirmée depuis 10 min" in heard
    assert "Présence : 2 NDIAYE-ROUSSEL Ibrahima, présence expirée, à confirmer de nouveau" in heard
    assert "Pas connecté : 3 MARTIN Paule, présent, pas encore connecté" in heard
    assert "Identité non contrôlée : 4 MARTIN Léa, reste 1 h 45, fin 10:45" in heard
    assert "Pas d'émargement : 4 MARTIN Léa, reste 1 h 45, fin 10:45" in heard


def test_many_are_announced_by_their_numbers(room: Vigie) -> None:
    """Four or more of one need, with their ends; three are named."""
    room.clock.instant = room.clock.instant.replace(microsecond=0)
    room.run_until_started(1, 2, 3, 4, 5)
    prompt = Prompt(room)
    heard = answered(prompt(later(prompt, minutes=100), later(prompt, minutes=35)))
    end = ", fin 10:45"
    three = ("3 MARTIN Paule", "4 MARTIN Léa", "5 D’ARTAGNAN Zoé")
    assert heard == [
        f"Fin proche : {' ; '.join(f'{who}, reste 5 min{end}' for who in three)}",
        f"Temps dépassé : {' ; '.join(f'{who}, dépassé de 30 min{end}' for who in three)}",
        "Fin proche : 1 LE GOFF Maël, reste 5 min, fin 11:20 ; 2 NDIAYE-ROUSSEL Ibrahima, reste 5 min, fin 11:20",
    ]
    heard = answered(prompt(later(prompt, minutes=6)))
    assert heard == ["Temps dépassé, 5 candidats : n° 3 à 5, fin 10:45 ; n° 1, 2, fin 11:20"]


def test_whoever_acts_knows(prompt: Prompt) -> None:
    """What one's own action makes of a candidate is not announced at once; what lasts of it is, in its time."""
    alert = f"Alerte ouverte : {ME}, E2 question 14 ouvert"
    heard = answered(
        prompt("signalement 1 e2 14", later(prompt, minutes=1, seconds=59), later(prompt, seconds=1), later(prompt))
    )
    assert [line for line in heard if line.startswith("Alerte")] == [f"{alert}, reste 2 h 18, fin 11:20"]


def test_a_question_is_asked_again_behind_what_is_announced(prompt: Prompt) -> None:
    """Whoever listens knows what is asked."""
    asked = "Plusieurs : 3 MARTIN Paule ; 4 MARTIN Léa. Quel numéro ?"
    heard = answered(prompt("absent martin", later(prompt, minutes=135), "4"))
    near = f"Fin proche : {ME}, reste 5 min, fin 11:20"
    assert heard == [asked, near, asked, "4 MARTIN Léa : absent (09:00:00)"]


def test_nothing_is_announced_after_the_close(prompt: Prompt) -> None:
    """Whatever still ran then."""
    heard = answered(prompt("clore --force", later(prompt, hours=5)))
    assert not any(line.startswith(("Temps", "Fin proche")) for line in heard)


def test_a_bell_rings_for_what_calls_somebody(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for fifteen minutes, not without --bell."""
    rung: list[int] = []
    monkeypatch.setattr("screens.command.output.ring", lambda: rung.append(1))
    prompt(later(prompt, minutes=125), bell=True)
    assert rung == []
    prompt(later(prompt, minutes=10), bell=False)
    assert rung == []
    prompt(later(prompt, minutes=5), bell=True)
    assert rung == [1]


# Others -------------------------------------------------------------------------------------------------


def test_what_colleagues_record_is_told(prompt: Prompt) -> None:
    """Each once, with who did; what is done here is answered, not told."""
    room = prompt.room

    def others() -> None:
        room.done("sign", "2,3,4,5", author="Anne Roux")
        room.done("absent", "6", author="Anne Roux")

    heard = answered(prompt("émargement 6", others, "place 2 B03", lambda: room.done("undo", author="Anne Roux")))
    assert heard == [
        "6 GOFFINET Léandre : émargement (09:00:00)",
        "Anne Roux a noté : 4 candidats, n° 2 à 5 : émargement",
        "Anne Roux a noté : 6 GOFFINET Léandre : absent",
        "2 NDIAYE-ROUSSEL Ibrahima : place B03 (09:00:00)",
        "Anne Roux a noté : 6 GOFFINET Léandre : annulé : absent",
    ]


def test_an_outage_that_goes_on_is_told_again(prompt: Prompt) -> None:
    """Every ten minutes; ends that stand still are not announced meanwhile."""
    heard = answered(
        prompt(
            later(prompt, minutes=130),
            "coupure début réseau",
            later(prompt, minutes=9, seconds=59),
            later(prompt, seconds=1),
            later(prompt, minutes=10),
            "coupure fin",
        )
    )
    outage = [line for line in heard if line.startswith("Incident global n°")]
    assert [line.partition(" depuis ")[2] for line in outage] == ["10 min : réseau", "20 min : réseau"]
    assert not any(line.startswith(("Temps", "Fin proche")) for line in heard)


def test_a_session_that_is_read_no_more(prompt: Prompt) -> None:
    """Said once, and the prompt goes on."""
    folder = prompt.room.store / "sessions" / "208"
    aside = folder.with_name("ailleurs")
    heard = answered(prompt(lambda: folder.rename(aside), later(prompt), later(prompt), lambda: aside.rename(folder)))
    assert sum(line.startswith("La session ne se lit plus : ") for line in heard) == 1


# How lines are read -------------------------------------------------------------------------------------


def test_numbers_as_they_are_said() -> None:
    """Two that follow each other are said apart, three are a range."""
    assert spoken_ranges([5, 1, 2, 9, 10, 11, 5]) == "1, 2, 5, 9 à 11"


@pytest.fixture
def pipe() -> Iterator[tuple[int, Piped]]:
    """Another program's end, and ours."""
    ours, theirs = os.pipe()
    with os.fdopen(ours, encoding="utf-8") as stream:
        yield theirs, Piped(stream)


def test_lines_of_another_program(pipe: tuple[int, Piped]) -> None:
    """As they come, in pieces, in its own encoding; the last one may lack its end."""
    theirs, lines = pipe
    os.write(theirs, "absent 1\r\nnote 2 é".encode())
    assert lines.read("> ", tuple) == "absent 1"
    os.write(theirs, b"\xe8\nq")
    assert lines.read("> ", tuple) == "note 2 Ã©è"
    os.close(theirs)
    assert [lines.read("> ", tuple), lines.read("> ", tuple)] == ["q", None]


def test_what_is_announced_while_a_program_is_awaited(
    pipe: tuple[int, Piped], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only while nothing comes; nothing is said to a script whose next line is there."""
    theirs, lines = pipe
    ready = iter([True, False, False, True])
    monkeypatch.setattr(sources, "_is_ready", lambda _: next(ready))
    said = iter([["Temps dépassé : 1"], []])
    os.write(theirs, b"a")
    # The second part comes once both looks have been.
    parts = iter([b"a", b"b\n"])
    monkeypatch.setattr(os, "read", lambda fd, _: next(parts))
    assert lines.read("> ", lambda: next(said)) == "ab"
    os.close(theirs)
    assert capsys.readouterr().out == "Temps dépassé\N{NO-BREAK SPACE}: 1\n"


def test_a_stream_that_is_no_file() -> None:
    """As tests and services have them."""
    lines = Piped(io.StringIO("absent 1\nabsent 2"))
    assert [lines.read("> ", tuple) for _ in range(3)] == ["absent 1", "absent 2", None]


class Readline(SimpleNamespace):
    """What of the module is asked."""

    buffer = ""

    def get_line_buffer(self) -> str:
        return self.buffer

    def get_begidx(self) -> int:
        return self.buffer.rfind(" ") + 1

    def set_completer(self, complete: Callable[[str, int], str | None]) -> None:
        self.complete = complete

    def set_completer_delims(self, delims: str) -> None:
        assert delims == " "

    def parse_and_bind(self, what: str) -> None:
        assert what == "tab: complete"


def test_an_announcement_waits_for_the_hands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is said into a word that is being typed; once they rest it is, and what was typed stands behind it.

    A letter of a terminal of another encoding is that letter.
    """
    readline, looks, said = Readline(), list[Callable[[], None]](), [["avant"], ["dès qu'elles se posent"], []]
    edited = Edited(readline, lambda begun, word: [begun, word])

    class Seconds:
        def __init__(self, look: Callable[[], None]) -> None:
            looks.append(look)

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    def typing(prompt: str) -> str:
        for buffer in ("sig", "sign", "sign", "sign"):
            readline.buffer = buffer
            looks[0]()
        return "sign \udce9"

    monkeypatch.setattr(sources, "_each_second", Seconds)
    monkeypatch.setattr("builtins.input", typing)
    assert edited.read("208 > ", lambda: said.pop(0)) == "sign é"
    assert capsys.readouterr().out == "avant\n\ndès qu'elles se posent\n208 > sign"
    assert said == []
    readline.buffer = "sign ma"
    assert [readline.complete("ma", rank) for rank in range(3)] == ["sign  ", "ma ", None]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such clock on this system")
def test_a_look_is_never_begun_inside_another() -> None:
    """A slow disk makes a look longer than the second after which the next one is due."""
    looks: list[str] = []

    def look() -> None:
        looks.append("begun")
        signal.raise_signal(signal.SIGALRM)
        looks.append("ended")

    assert threading.current_thread() is threading.main_thread(), "elsewhere there are no looks"
    before = signal.getsignal(signal.SIGALRM)
    with sources._each_second(look):
        # The real one may fall in as well: never inside.
        signal.raise_signal(signal.SIGALRM)
        signal.raise_signal(signal.SIGALRM)
    assert looks[:4] == ["begun", "ended", "begun", "ended"]
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
