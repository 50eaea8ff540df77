"""`vigie import --update`: a session brought in line with a newer list."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from supervisor.action import Action, CheckIdentity, CloseSession, Context, Correct, Mark, RecordIncident, Simple, Undo
from supervisor.candidate import Identity
from tests.command.import_desk import NOW, Desk

FIRST = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré;Poste
UNIQUE;Ada;02/02/2009;3eA;;A1
DOUBLET;Bao;03/03/2009;3eA;33 %;A2
TROISIEME;Cléo;04/04/2009;3eA;;A3
QUATRE;Dina;05/05/2009;3eA;;A4
"""
SECOND = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré;Poste
Doublet;Bao;03/03/2009;3eB;50 %;B2
TROISIEME;Cléo;04/04/2009;3eA;50 %;A3
CINQUIEME;Élie;06/06/2009;3eA;;
"""


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A store that holds session 208 with the first list."""
    assert desk.run(desk.file(FIRST), "--session", "208", "--room", "CDI") == 0
    desk.out = ""
    return desk


def act(desk: Desk, *actions: Action) -> None:
    journal = desk.archive.journal("208")
    for minutes, action in enumerate(actions, start=1):
        outcome = journal.act(action, Context(NOW + timedelta(minutes=minutes), "Paul Martin", "poste-1"))
        assert not outcome.refusals


def test_update_brings_the_session_in_line(held: Desk) -> None:
    """Kept ones keep their number, new ones follow, unlisted ones go, changes are corrections."""
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update", "--room", "B12") == 0
    session = held.session("208")
    assert {n: who.full_name for n, who in session.candidates.items()} == {
        2: "Doublet Bao",
        3: "TROISIEME Cléo",
        5: "CINQUIEME Élie",
    }
    assert set(session.removed) == {1, 4}
    second = session.candidates[2]
    assert (second.extra_time.percent, second.class_name, second.seat) == (50, "3eB", "B2")
    assert "Session 208 mise à jour : 1 ajouté, 2 retirés, 2 corrigés, 0 inchangé." in held.out
    assert "Session 208 : salle : la liste dit « B12 », la session garde « CDI »" in held.out
    assert "Session 208 : n° 3 : corrigé : temps majoré aucun → 50 %" in held.out
    assert session.room == "CDI"


def test_update_twice_changes_nothing_more(held: Desk) -> None:
    """The same list again is no event."""
    words = (held.file(SECOND, "b.csv"), "--session", "208", "--update")
    held.run(*words)
    before = held.session("208").last_id
    assert held.run(*words) == 0
    assert held.session("208").last_id == before
    assert "0 ajouté, 0 retiré, 0 corrigé, 3 inchangés." in held.out


def test_update_removes_nobody_on_whom_something_is_recorded(held: Desk) -> None:
    """He is listed by his number, and stays."""
    act(held, CheckIdentity(1), RecordIncident("C8", (4,), text="en retard"))
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update") == 0
    assert {1, 4} <= set(held.session("208").candidates)
    assert "n° 1 : n'est plus sur la liste, et quelque chose est noté sur lui : il reste" in held.out
    assert "n° 4 : n'est plus sur la liste" in held.out


def test_update_removes_who_was_only_corrected(held: Desk) -> None:
    """A correction is what lists are made of, not something that happened to him."""
    act(held, Correct(1, identity=Identity(last_name="UNIQUE", first_name="Ada-Lou", birth_date=date(2009, 2, 2))))
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update") == 0
    assert 1 in held.session("208").removed


@pytest.mark.parametrize("what", ["join", "start"])
def test_once_somebody_has_joined_only_new_ones_are_added(held: Desk, what: Simple) -> None:
    """The rest is listed, with what would do it: who joined, who did not, and who is listed no more."""
    act(held, Mark(what, (2,)), CheckIdentity(4))
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update") == 0
    candidates = held.session("208").candidates
    assert {n: who.full_name for n, who in candidates.items()} == {
        1: "UNIQUE Ada", 2: "DOUBLET Bao", 3: "TROISIEME Cléo", 4: "QUATRE Dina", 5: "CINQUIEME Élie",
    }  # fmt: skip
    assert (candidates[2].extra_time.percent, candidates[2].class_name, candidates[2].seat) == (33, "3eA", "A2")
    assert candidates[3].extra_time.percent == 0
    assert "1 ajouté, 0 retiré, 0 corrigé, 2 inchangés." in held.out
    assert "n° 2 : a déjà rejoint, et la liste dit autre chose, qui n'est pas repris : nom" in held.out
    assert (
        "n° 3 : quelqu'un a déjà rejoint, et la liste dit autre chose, qui n'est pas repris : "
        "temps majoré aucun → 50 % (vigie do 208 correct 3)"
    ) in held.out
    assert (
        "n° 1 : n'est plus sur la liste, mais quelqu'un a déjà rejoint : il reste (vigie do 208 remove 1)" in held.out
    )
    assert "n° 4 : n'est plus sur la liste, et quelque chose est noté sur lui : il reste" in held.out


def test_a_start_taken_back_lets_the_list_be_replaced(held: Desk) -> None:
    """Nobody has joined, whatever the journal remembers."""
    act(held, Mark("join", (2,)), Undo())
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update") == 0
    assert held.session("208").candidates[2].extra_time.percent == 50


def test_update_takes_nothing_back_that_a_list_leaves_empty(held: Desk) -> None:
    """A poorer list does not empty what a richer one said."""
    poorer = "Nom;Prénom;Date de naissance;Temps majoré\nDOUBLET;Bao;03/03/2009;33 %\n"
    assert held.run(held.file(poorer, "b.csv"), "--session", "208", "--update") == 0
    second = held.session("208").candidates[2]
    assert (second.class_name, second.seat) == ("3eA", "A2")


def test_a_list_without_the_column_takes_no_temps_majore_back(held: Desk) -> None:
    """An export of SIECLE has none: brought in over a list that had, it took everybody's away."""
    poorer = "Nom;Prénom;Date de naissance\nDOUBLET;Bao;03/03/2009\n"
    assert held.run(held.file(poorer, "b.csv"), "--session", "208", "--update") == 0
    assert held.session("208").candidates[2].extra_time.percent == 33
    empty = "Nom;Prénom;Date de naissance;Temps majoré\nDOUBLET;Bao;03/03/2009;\n"
    assert held.run(held.file(empty, "c.csv"), "--session", "208", "--update") == 0
    assert not held.session("208").candidates[2].extra_time


def test_a_list_without_the_column_takes_no_certification_back(held: Desk) -> None:
    """It never spoke of one; an empty cell below the heading does."""
    chosen = "Nom;Prénom;Date de naissance;Certification\nDOUBLET;Bao;03/03/2009;Pix+ Droit\n"
    poorer = "Nom;Prénom;Date de naissance\nDOUBLET;Bao;03/03/2009\n"
    empty = "Nom;Prénom;Date de naissance;Certification\nDOUBLET;Bao;03/03/2009;\n"
    found = []
    for name, written in (("b.csv", chosen), ("c.csv", poorer), ("d.csv", empty)):
        assert held.run(held.file(written, name), "--session", "208", "--update") == 0
        session = held.session("208")
        found.append(session.certification_of(session.candidates[2]))
    assert found == ["DROIT", "DROIT", "CORE"]


def test_update_gives_a_new_access_code(held: Desk) -> None:
    """The code may come with a later list."""
    assert held.run(held.file(FIRST), "--session", "208", "--update", "--access-code", "BCDF23") == 0
    assert held.session("208").access_code == "BCDF23"


def test_update_of_a_closed_session_is_refused(held: Desk) -> None:
    """Exit 1, each refusal in the report, nothing recorded."""
    act(held, CloseSession(force=True))
    before = held.session("208").last_id
    assert held.run(held.file(SECOND, "b.csv"), "--session", "208", "--update") == 1
    assert held.session("208").last_id == before
    assert "refusé : la session est close" in held.out
    assert "Session 208 pas mise à jour : 0 ajouté, 0 retiré, 0 corrigé, 2 inchangés." in held.out
    assert 'rouvrez-la d\'abord (vigie do 208 reopen --reason "…")' in held.out
    assert "sur la liste et pas dans la session : CINQUIEME Élie" in held.out
    assert held.err == "La session 208 n'est pas mise à jour : voyez le rapport.\n"


@pytest.mark.parametrize("joined", [True, False])
def test_update_of_a_closed_session_advises_nothing_that_the_close_refuses(held: Desk, joined: bool) -> None:
    """Nobody is new: who went and what changed is told, and neither « remove » nor « correct » is advised."""
    act(held, *([Mark("join", (2,))] if joined else []), CloseSession(force=True))
    before = held.session("208").last_id
    shorter = "\n".join(line for line in FIRST.splitlines() if "UNIQUE" not in line).replace("33 %", "50 %")
    assert held.run(held.file(shorter, "b.csv"), "--session", "208", "--update") == 1
    assert held.session("208").last_id == before
    assert "refusé : la session est close depuis" in held.out
    assert "n° 1 : n'est plus sur la liste" in held.out
    assert "n° 2 : la liste dit autre chose : temps majoré 33 % → 50 %" in held.out
    assert not {"remove", "correct"} & set(held.out.split())
    assert held.run(held.file(FIRST), "--session", "208", "--update") == 0


def test_update_of_a_provisional_number(desk: Desk) -> None:
    """Only there may `--session` say p1."""
    assert desk.run(desk.file(FIRST)) == 0
    assert desk.run(desk.file(SECOND, "b.csv"), "--session", "p1", "--update") == 0
    assert len(desk.session("p1").candidates) == 3


def test_update_makes_what_is_not_there(desk: Desk) -> None:
    """A number that the store does not hold is a new session."""
    assert desk.run(desk.file(FIRST), "--session", "210", "--update") == 0
    assert desk.archive.holds("210")


RENAMED = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré;Poste
UNIQUE;Ada;03/02/2009;3eA;;A1
DOUBLET;Bao-Linh;03/03/2009;3eA;33 %;A2
TROISIÈME;Cléo;04/04/2009;3eA;;A3
DINA;Quatre;05/05/2009;3eA;;A4
NOUVEAU;Max;07/07/2009;3eA;;
"""
"""A birth date, a first name, an accent, two columns that were swapped; and somebody new."""


def test_who_went_and_came_is_named_and_who_may_be_one_person(held: Desk) -> None:
    """Counts alone do not show that a correction made two persons of one."""
    assert held.run(held.file(RENAMED, "b.csv"), "--session", "208", "--update") == 0
    assert "retirés : n° 1 UNIQUE Ada, n° 2 DOUBLET Bao et n° 4 QUATRE Dina" in held.out
    assert "ajoutés : n° 5 UNIQUE Ada, n° 6 DOUBLET Bao-Linh, n° 7 DINA Quatre et n° 8 NOUVEAU Max" in held.out
    alike = [line for line in held.out.splitlines() if "ressemble" in line]
    assert [line.partition(", qui")[0] for line in alike] == [
        "Session 208 : n° 5 UNIQUE Ada ressemble au n° 1 UNIQUE Ada",
        "Session 208 : n° 6 DOUBLET Bao-Linh ressemble au n° 2 DOUBLET Bao",
        "Session 208 : n° 7 DINA Quatre ressemble au n° 4 QUATRE Dina",
    ]
    assert "UNIQUE" not in held.err


def test_once_somebody_has_joined_a_renamed_one_is_there_twice_and_told(held: Desk) -> None:
    """Both stay, for a person to decide: which to correct and which to remove is said."""
    act(held, Mark("join", (3,)))
    assert held.run(held.file(RENAMED, "b.csv"), "--session", "208", "--update") == 0
    assert {1, 2, 4, 5, 6, 7, 8} <= set(held.session("208").candidates)
    assert (
        "n° 6 DOUBLET Bao-Linh ressemble au n° 2 DOUBLET Bao, qui n'est plus sur la liste et reste : si c'est la même "
        "personne, corrigez le n° 2 (vigie do 208 correct 2) et ôtez le n° 6 (vigie do 208 remove 6)"
    ) in held.out
    assert "retirés" not in held.out


def test_somebody_of_another_name_is_nobody_alike(held: Desk) -> None:
    """A birthday in common, or a last name alone, is no person."""
    other = FIRST.replace("UNIQUE;Ada;02/02/2009", "UNIQUE;Zoé;08/08/2009")
    assert held.run(held.file(other, "b.csv"), "--session", "208", "--update") == 0
    assert "ajouté : n° 5 UNIQUE Zoé" in held.out
    assert "ressemble" not in held.out
