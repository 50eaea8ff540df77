"""`vigie log` with what narrows it: each option, all together, with --json and --follow; what is refused."""

from __future__ import annotations

import json

import pytest

from tests.command.command import Vigie


@pytest.fixture
def lived(room: Vigie) -> Vigie:
    """A session in which two people noted what happened to two candidates."""
    room.run_until_started(1, 2)
    room.clock.pass_by(minutes=10)
    room.done("incident", "1", "E2", "--question", "3")
    room.done("note", "2", "a demandé l'heure", author="Anne Roux")
    room.clock.pass_by(minutes=10)
    room.done("interrupt", "2", "--cause", "technical", author="Anne Roux")
    room.done("undo", author="Anne Roux")
    return room


def ids(lived: Vigie, *words: str) -> list[int]:
    answer = lived("log", "208", *words, "--json")
    assert answer.code == 0, answer.err
    return [event["id"] for event in answer.json]


def events(lived: Vigie, *words: str) -> list[str]:
    answer = lived("log", "208", *words, "--json")
    assert answer.code == 0, answer.err
    return [event["kind"] for event in answer.json]


def test_of_a_candidate(lived: Vigie) -> None:
    """By number, by several, by a part of the name; an undo that concerns them too."""
    assert events(lived, "--candidate", "2")[-3:] == ["note_written", "test_interrupted", "action_undone"]
    assert ids(lived, "--candidate", "NDIAYE") == ids(lived, "--candidate", "2")
    assert ids(lived, "--candidate", "1,2") == sorted(
        {*ids(lived, "--candidate", "1"), *ids(lived, "--candidate", "2")}
    )
    assert all("n° 2 NDIAYE-ROUSSEL" in line for line in lived("log", "208", "--candidate", "2").lines)


def test_of_a_kind(lived: Vigie) -> None:
    """A group, with or without its accent; a kind as --json names it; several."""
    assert events(lived, "--kind", "incidents") == ["incident_recorded"]
    assert ids(lived, "--kind", "identite") == ids(lived, "--kind", "identité")
    assert events(lived, "--kind", "test_started", "--kind", "annulations") == ["test_started"] * 2 + ["action_undone"]
    assert ids(lived, "--kind", "test_started,annulations") == ids(lived, "--kind", "annulations, test_started")


def test_of_a_code(lived: Vigie) -> None:
    """Whatever its case."""
    assert events(lived, "--code", "e2") == ["incident_recorded"]
    assert events(lived, "--code", "E2", "--code", "E4") == ["incident_recorded"]
    assert events(lived, "--code", "E4") == []


def test_of_an_author(lived: Vigie) -> None:
    """Of who noted it, not of who asks."""
    assert events(lived, "--author", "anne roux") == ["note_written", "test_interrupted", "action_undone"]


def test_since_and_until(lived: Vigie) -> None:
    """An hour is one of the session's day, on whatever day the log is read; both ends are included."""
    assert events(lived, "--since", "09:20") == ["test_interrupted", "action_undone"]
    assert events(lived, "--since", "09:10", "--until", "9h10") == ["incident_recorded", "note_written"]
    assert events(lived, "--since", "il y a 5 min") == ["test_interrupted", "action_undone"]
    assert events(lived, "--since", "2026-11-22T09:20:00+01:00") == ["test_interrupted", "action_undone"]
    lived.clock.pass_by(days=3)
    assert events(lived, "--since", "09:20") == ["test_interrupted", "action_undone"]
    assert events(lived, "--since", "22/11/2026 09:20") == ["test_interrupted", "action_undone"]
    assert events(lived, "--since", "23/11/2026 00:20") == []


@pytest.mark.parametrize("day", ["22/11/2026", "le 22/11/2026", "2026-11-22"])
def test_a_day_alone(lived: Vigie, day: str) -> None:
    """All of it: from its beginning, until its end."""
    assert events(lived, "--since", day, "--until", day) == events(lived)
    assert events(lived, "--since", "23/11/2026") == events(lived, "--until", "2026-11-21") == []


def test_together(lived: Vigie) -> None:
    """All that is said holds."""
    assert events(lived, "--candidate", "2", "--author", "Anne Roux", "--until", "09:15") == ["note_written"]
    assert events(lived, "--candidate", "1", "--author", "Anne Roux") == []


def test_nothing_found_is_said(lived: Vigie) -> None:
    """In words for a person, an empty array for a program."""
    answer = lived("log", "208", "--code", "E4")
    assert (answer.code, answer.lines) == (0, ["Aucun événement de cette sorte."])
    assert lived("log", "208", "--code", "E4", "--json").json == []


def test_while_it_is_followed(lived: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recorded meanwhile is told when it is wanted, and only then."""
    looks = iter([("1", "rien"), ("2", "encore")])

    def another_look() -> bool:
        if (noted := next(looks, None)) is None:
            return False
        # The answer of the command that runs meanwhile is not the log's.
        known = lived.capture.readouterr()
        lived.done("note", *noted)
        lived.capture.readouterr()
        print(known.out, end="")
        return True

    monkeypatch.setattr("screens.command.watching.pause", another_look)
    answer = lived("log", "208", "--candidate", "2", "--kind", "note_written", "--follow", "--json")
    assert [json.loads(line)["text"] for line in answer.out.splitlines()] == [
        "note : a demandé l'heure", "note : encore",
    ]  # fmt: skip


def test_a_name_that_was_erased_finds_nobody(lived: Vigie) -> None:
    """Their number does."""
    assert lived("forget", "208", "2", "--yes", "--force").code == 0
    answer = lived("log", "208", "--candidate", "NDIAYE")
    assert (answer.code, answer.out) == (1, "")
    assert "aucun candidat ne porte ce nom" in answer.complaint
    assert "note_written" in events(lived, "--candidate", "2")


def test_a_number_that_nobody_ever_had(room: Vigie) -> None:
    """As `status` refuses it: nothing was found of nobody."""
    answer = room("log", "208", "--candidate", "99")
    assert (answer.code, answer.out) == (1, "")
    assert "n'a jamais eu de n° 99" in answer.complaint


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--kind", "rien"), "--kind : cette sorte n'est pas connue"),
        (("--code", "Z9"), "--code : ce code n'est pas dans la grille"),
        (("--since", "hier"), "--since : "),
        (("--until", "31/02/2026 09:00"), "--until : cet instant n'existe pas"),
        (("--until", "31/02/2026"), "--until : cet instant n'existe pas"),
        (("--until", "31/12/9999"), "--until : cet instant n'existe pas"),
        (("--until", "25:00"), "--until : cet instant n'existe pas"),
        (("--since", "10:00", "--until", "09:00"), "--until est avant --since"),
        (("--since", "23:50", "--until", "00:10"), "s'écrit avec le sien : 24/11/2026 00:20"),
        (("--author", " "), "--author : dites qui a noté"),
        (("--candidate", ""), "dites quel candidat"),
        (("--access", "--code", "E2"), "--access dit qui a lu"),
        (("--access", "--follow"), "--access dit qui a lu jusqu'ici"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], complaint: str, room: Vigie) -> None:
    """One sentence, exit 2, nothing told."""
    answer = room("log", "208", *words)
    assert (answer.code, answer.out) == (2, "")
    assert complaint.replace("'", "’") in answer.complaint.replace("'", "’")
