"""`vigie purge`: what is due, what is kept and why; nothing goes that nobody agreed to."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.locks import Claim
from tests.command.command import NOW, Vigie

YEARS = timedelta(days=1856)
NAMES = ("GOFF", "ROUSSEL", "MARTIN", "ARTAGNAN", "GOFFINET", "Maël", "Léa")


@pytest.fixture
def due(vigie: Vigie) -> Vigie:
    """Session 208, held and closed more than five years ago, and 209, which was never closed."""
    return vigie.made("due", five_years_pass)


def five_years_pass(room: Vigie) -> None:
    """Hold one, and not the other."""
    room.create()
    room.run_until_started(1, 2)
    room.done("absent", "3,4,5,6")
    room.done("note", "1", "MARTIN a prêté sa souris")
    room.clock.instant = NOW + timedelta(hours=2)
    room.done("finish", "1,2")
    room.done("close", "--force")
    room.create("209")
    room.clock.instant = NOW + YEARS


def held(vigie: Vigie) -> list[str]:
    """The sessions that are there."""
    return Archive(vigie.store).numbers()


def test_nothing_goes_without_agreement(due: Vigie) -> None:
    """Without a terminal and without --yes it is a list."""
    answer = due("purge")
    assert answer.code == 0
    assert answer.lines[0] == "À effacer, 1 session :"
    assert answer.lines[1].split(maxsplit=2) == ["208", "22/11/2026", "gardée jusqu'au 22/11/2031"]
    assert "209  22/11/2026  elle n'est pas close, et le délai est passé" in answer.out
    assert "vigie purge --yes" in answer.out
    assert held(due) == ["208", "209"]


def test_with_yes_it_goes(due: Vigie) -> None:
    """Whole: no name of it in any file, and the store says nothing of it any more."""
    shutil.rmtree(due.store / "sessions" / "209")
    answer = due("purge", "--yes")
    assert answer.code == 0
    assert "Session 208 effacée" in answer.lines
    assert held(due) == []
    for file in filter(Path.is_file, due.store.rglob("*")):
        for name in NAMES:
            assert name.encode() not in file.read_bytes(), file
    assert due("purge", "--yes").lines == ["Aucune session dans ce dossier"]


@pytest.mark.parametrize(("typed", "goes"), [("effacer\n", True), ("EFFACER \n", True), ("oui\n", False), ("", False)])
def test_asked_at_a_terminal(typed: str, goes: bool, due: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """The word is typed, or nothing goes."""
    monkeypatch.setattr("screens.command.asking.has_terminal", lambda: True)
    answer = due("purge", stdin=typed)
    assert answer.code == 0
    assert "Effacer pour de bon 1 session ? Tapez « effacer » puis Entrée :" in answer.lines
    assert (held(due) == ["209"]) == goes


def test_before_a_day(due: Vigie) -> None:
    """Only those held before it; never more than what is due."""
    assert "Aucune session à effacer." in due("purge", "--before", "2026-11-22", "--yes").lines
    assert held(due) == ["208", "209"]
    due.clock.instant = NOW + timedelta(days=70)
    assert "à garder jusqu'au 22/11/2031" in due("purge", "--before", "01/01/2027", "--yes").out.replace("\xa0", " ")
    due.clock.instant = NOW + YEARS
    due("purge", "--before", "23/11/2026", "--yes")
    assert held(due) == ["209"]


@pytest.mark.parametrize("typed", ["hier", "2026-13-01", "31/02/2026", ""])
def test_a_day_that_is_none(typed: str, due: Vigie) -> None:
    """Exit 2, and nothing is looked at."""
    answer = due("purge", "--before", typed)
    assert answer.code == 2
    assert "écrivez un jour ainsi" in answer.complaint


def test_not_before_the_claims(due: Vigie) -> None:
    """Two months from the end of the delay to finalise, also where a school keeps nothing."""
    settings = due.store / "store.json"
    settings.write_text(
        settings.read_text("utf-8").replace('"group"', '"keep_months":1,"keep_shorter":"essai","group"'), "utf-8"
    )
    due.clock.instant = NOW + timedelta(days=62)
    assert "réclamations possibles jusqu'au 24/01/2027" in due("purge", "--yes").out.replace("\xa0", " ")
    due.clock.instant = NOW + timedelta(days=64)
    assert "l'année scolaire 2026-2027 n'est pas finie" in due("purge", "--yes").out.replace("’", "'")
    due.clock.instant = NOW + timedelta(days=300)
    due("purge", "--yes")
    assert held(due) == ["209"]


def test_somebody_writes_in_it(due: Vigie) -> None:
    """It stays, and the exit code says so."""
    lock = Claim(due.store / "sessions" / "208" / "journal.lock")
    assert lock.take()
    answer = due("purge", "--yes")
    lock.let_go()
    assert answer.code == 1
    assert "Session 208 gardée : quelqu'un l'a ouverte" in answer.out.replace("\xa0", " ")
    assert held(due) == ["208", "209"]


def test_one_session_that_nobody_started(due: Vigie) -> None:
    """Asked, or --yes; a line without a name says in the report that there was one."""
    due.clock.instant = NOW
    answer = due("purge", "--session", "209")
    assert answer.code == 0
    assert "aucun test démarré" in answer.lines[0]
    assert "vigie purge --session 209 --yes" in answer.out
    assert held(due) == ["208", "209"]
    assert due("purge", "--session", "209", "--yes").lines[-1] == "Session 209 effacée"
    assert held(due) == ["208"]
    assert "  209 : 22/11/2026" in due("report").lines


def test_a_session_that_was_never_held_may_go_by_itself(due: Vigie) -> None:
    """Whoever looks for what may be erased is told how; not of one whose day is to come, nor of one that was held."""
    due.create("210")
    due.clock.instant = NOW
    assert "sans test démarré" not in due("purge").out
    due.clock.instant = NOW + timedelta(days=1)
    [told] = [line for line in due("purge").lines if "sans test démarré" in line]
    assert told == (
        "2 sessions passées sans test démarré (209, 210) : vigie purge --session N efface une telle session."
    )


def test_one_session_that_somebody_started(due: Vigie) -> None:
    """It stays, and it is said why; a number that is none, or another option, is told too."""
    answer = due("purge", "--session", "208", "--yes")
    assert answer.code == 1
    assert "un test y a démarré" in answer.complaint
    assert due("purge", "--session", "999", "--yes").code != 0
    assert due("purge", "--session", "209", "--before", "2026-01-01", "--yes").code == 2
    assert held(due) == ["208", "209"]


def test_what_was_cut_short_is_finished(due: Vigie) -> None:
    """Files that belong to no session any more are told, and go."""
    left = due.store / "sessions" / ".new-1a2b"
    left.mkdir()
    (left / "journal.jsonl").write_text("LE GOFF", "utf-8")
    assert "Des restes d'un effacement interrompu" in due("purge").out
    assert left.exists()
    due("purge", "--yes")
    assert not left.exists()


def test_old_accesses_go_too(due: Vigie) -> None:
    """The register is kept as long as the sessions."""
    due.clock.instant = NOW
    due("log", "209")
    due.clock.instant = NOW + YEARS
    due("log", "209")
    assert len(due("log", "--access").lines) == 2
    assert "1 ligne trop ancienne effacée" in due("purge", "--yes").out
    assert len(due("log", "--access").lines) == 1


def test_a_store_that_is_not_there(vigie: Vigie) -> None:
    """Nothing to erase, and none is made."""
    for words in (["purge"], ["purge", "--yes"]):
        answer = vigie(*words)
        assert (answer.code, answer.lines) == (0, ["Aucune session dans ce dossier"])
    assert not vigie.store.exists()
