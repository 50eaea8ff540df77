"""`vigie find`: where a person is known, what is kept, until when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from data.access_log import AccessLog
from tests.command.command import NOW, Vigie


@pytest.fixture
def held(room: Vigie) -> Vigie:
    """208, closed, with a fraud of n° 1 and a note on n° 2 that names them; 209, still open."""
    room.run_until_started(1, 2)
    room.done("note", "2", "regardait l'écran de Maël LE GOFF")
    room.done("finish", "1,2")
    room.done("absent", "3,4,5,6")
    room.done("close", "--force")
    room.create("209")
    return room


def test_over_all_sessions(held: Vigie) -> None:
    """Session, number, what is kept, until when; where somebody else's text names them."""
    answer = held("find", "le goff")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0] == "Session 208 du 22/11/2026 — CLOSE — à garder jusqu'au 22/11/2031"
    assert answer.lines[1].startswith("  n° 1 LE GOFF Maël, né(e) le 03/04/2010, 3eB : ")
    assert any("cité(e) dans l'événement" in line and "(son nom)" in line for line in answer.lines)
    assert "Session 209 du 22/11/2026 — PRÉPARATION — gardée tant qu'elle n'est pas close" in answer.lines


@pytest.mark.parametrize("typed", ["goff", "Mael", "LEGOFF", "le-goff maë", "maël le goff"])
def test_as_people_type_names(typed: str, held: Vigie) -> None:
    """The beginning of any part, split and joined, whatever the accents."""
    assert any("n° 1 LE GOFF Maël" in line for line in held("find", typed).lines)


def test_every_word_must_fit(held: Vigie) -> None:
    """Nobody is found by one half of another's name."""
    answer = held("find", "martin maël")
    assert answer.code == 1
    assert answer.lines[0].startswith("Personne de ce nom")


def test_read_from_standard_input(held: Vigie) -> None:
    """So that no history of a shell keeps it; nothing of it goes to stderr."""
    answer = held("find", "-", stdin="Le Goff\n")
    assert answer.code == 0
    assert answer.err == ""
    assert held("find", "-", stdin=" \n").code == 2


def test_called_otherwise_before(held: Vigie) -> None:
    """A correction of the list, and a removal: both names are found."""
    assert held("do", "209", "correct", "3", "--last-name", "DURIEUX").code == 0
    assert held("do", "209", "remove", "4").code == 0
    assert any("n° 3 DURIEUX Paule" in line for line in held("find", "martin paule").lines)
    assert any("retiré(e) de la liste" in line for line in held("find", "martin léa").lines)


def test_named_where_they_are_not_listed(held: Vigie) -> None:
    """A session whose list they are not on speaks of them all the same."""
    assert held("do", "209", "remove", "1").code == 0
    assert held("do", "209", "note", "session", "Zoé Kermadec attend dehors").code == 0
    answer = held("find", "kermadec")
    assert answer.code == 0
    assert "Session 209" in answer.lines[0]
    assert "cité(e) dans l'événement" in answer.lines[1]


def test_for_another_program(held: Vigie) -> None:
    """JSON, on stdout."""
    found = held("find", "goff maël", "--json").json["found"]
    assert [one["session"] for one in found] == ["208", "209"]
    [candidate] = found[0]["candidates"]
    assert (candidate["number"], candidate["last_name"], found[0]["keep_until"]) == (1, "LE GOFF", "2031-11-22")
    assert candidate["events"]
    assert candidate["mentions"][0]["found"] == "son nom"
    assert held("find", "personne", "--json").json == {"found": []}


def test_several_stores(held: Vigie, tmp_path: Path) -> None:
    """Each names itself; both registers of accesses say that somebody looked."""
    there = Vigie(tmp_path / "annexe", held.capture, held.patch, held.clock)
    there.create("301")
    lines = held("find", "goff maël", "--store", str(there.store), author="M. Référent").lines
    assert any(line.startswith("annexe — Session 301") for line in lines)
    for root in (held.store, there.store):
        [access] = AccessLog(root).read()
        assert (access.what, access.session) == ("find", "")
        assert access.who.startswith("M. Référent")
    assert "goff" not in (held.store / "referent" / "access.jsonl").read_text("utf-8").casefold()


def test_a_store_that_is_not_there(held: Vigie, tmp_path: Path) -> None:
    """It is told, and what the others hold is told all the same."""
    answer = held("find", "goff", "--store", str(tmp_path / "rien"))
    assert answer.code == 1
    assert "n'existe pas" in answer.complaint
    assert "Session 208" in answer.out


def test_what_is_due_says_so(held: Vigie) -> None:
    """After its time it is to be erased."""
    held.clock.instant = NOW + timedelta(days=2500)
    assert held("find", "goff maël").lines[0].endswith("à effacer, vigie purge")


def test_what_could_not_be_read_is_not_vouched_for(held: Vigie) -> None:
    """« Nobody of that name » is said of what was read, and of nothing else: somebody has a right to know."""
    assert "Personne de ce nom dans ces sessions" in held("find", "inconnue").out
    (held.store / "sessions/209/journal.jsonl").write_bytes(b"")
    answer = held("find", "inconnue")
    assert answer.code == 1
    assert "Personne de ce nom dans ce qui a pu être lu" in answer.out
    assert answer.complaint.startswith("Session 209 :")
