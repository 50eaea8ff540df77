"""Lists brought into a store by plain functions: what is said, planned, foreseen, made and brought up to date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from data.archive import Archive
from data.services.errors import MisunderstoodError, NotPossibleError, ServiceError
from data.services.importing.looking import bring_in_list, look_at
from data.services.importing.making import BroughtUpToDate, Created, bring_in, read_lists, to_be_checked
from data.services.importing.plan import NumbersError, Planned, planned
from data.services.importing.shares import SaysItsSessionsError, share_told, shared, under_number
from data.services.importing.terms import NumberError, SaidOfSessions, Terms, session_number, terms_of
from data.services.importing.twins import may_take_its_place, with_people
from data.services.importing.wording import changes_line, extra_time_lines, problem_line, session_line
from supervisor.action import Context
from supervisor.session import Session

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
"""14:05 in Paris."""
CONTEXT = Context(now=NOW, author="Paul Martin", host="poste-1")
PARIS = SaidOfSessions(timezone="Europe/Paris")
CLASS_LIST = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré
LAGRIVE;Élodie;03/04/2010;3eB;
NDIAYE-ROUSSEL;Ibrahima;21/12/2010;3eB;33 %
ÉTIENVRE;Zoé;05/06/2010;3eA;50 %
"""


@pytest.fixture
def store(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "store")


def put(folder: Path, text: str = CLASS_LIST) -> str:
    path = folder / "liste.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def plans(path: str, said: SaidOfSessions = PARIS) -> tuple[Terms, list[Planned]]:
    terms = terms_of(said)
    [(_, roster)] = read_lists([path], (), terms.zone, NOW)
    return terms, planned(roster.sessions, terms, NOW)


def people(sessions: list[Session]) -> list[list[str]]:
    return [[who.identity.last_name for who in session.candidates.values()] for session in sessions]


# What is said -----------------------------------------------------------------------------------------


def test_what_is_said_is_checked_and_completed() -> None:
    """Blanks go, a certification is found under its other spelling, the usual ones are taken."""
    terms = terms_of(SaidOfSessions(site=" Lycée Brûlé ", surveillants=("Awa Lô", " "), timezone="Indian/Reunion"))
    assert (terms.site, terms.surveillants, terms.certification) == ("Lycée Brûlé", ("Awa Lô",), "CORE")
    assert (terms.zone.key, terms.zone_warning, terms.header.reference.edition) == ("Indian/Reunion", "", "current")


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        (SaidOfSessions(timezone="Lune/Mer"), "« Lune/Mer » n'est pas un fuseau horaire connu", "--timezone"),
        (SaidOfSessions(access_code="OUI", timezone="Europe/Paris"), "Le code d'accès a 4 lettres", "--access-code"),
        (SaidOfSessions(numbers=("208", "208"), timezone="Europe/Paris"), "Le numéro 208 est donné deux", "--session"),
        (SaidOfSessions(edition="1999"), "L'édition « 1999 » n'est pas connue", "--edition"),
        (SaidOfSessions(certification="X"), "La certification « X » n'est pas connue", ""),
    ],
)
def test_what_cannot_be_said(said: SaidOfSessions, message: str, hint: str) -> None:
    """The sentence names no option; what answers it on the command line stands beside it."""
    with pytest.raises(MisunderstoodError) as refusal:
        terms_of(said)
    assert refusal.value.message.startswith(message)
    assert refusal.value.message.endswith(refusal.value.rest)
    assert (refusal.value.hint, "--" in refusal.value.message) == (hint, False)


def test_a_number_that_is_none() -> None:
    """Its own sentence, which quotes what was typed."""
    assert (session_number("208"), session_number("")) == ("208", None)
    with pytest.raises(NumberError):
        session_number("deux cents")


# What is planned --------------------------------------------------------------------------------------


def test_a_list_is_completed(tmp_path: Path) -> None:
    """The next full hour, no number yet, and a warning for each thing that nobody said."""
    _, [one] = plans(put(tmp_path))
    assert (one.creation.number, one.creation.date, one.creation.start) == ("", date(2026, 11, 22), "15:00")
    assert [warning.hint for warning in one.warnings] == ["sinon, --date", "sinon, --start", "--site", "--room"]


def test_numbers_that_are_too_many(tmp_path: Path) -> None:
    """The error says which, and what follows them in the sentence."""
    with pytest.raises(NumbersError) as refusal:
        plans(put(tmp_path), SaidOfSessions(numbers=("208", "209"), timezone="Europe/Paris"))
    assert refusal.value.numbers == "208, 209"
    assert refusal.value.message == "les numéros dits sont 208, 209, et il y a 1 session sans numéro."


def test_a_list_is_shared_out(tmp_path: Path) -> None:
    """By alphabet, in sessions of like size; a list that says its session is not."""
    terms = terms_of(PARIS)
    [(_, roster)] = read_lists([put(tmp_path)], (), terms.zone, NOW)
    shares = shared(roster.sessions, 2)
    assert [[one.identity.last_name for one in share.candidates] for share in shares] == [
        ["ÉTIENVRE", "LAGRIVE"], ["NDIAYE-ROUSSEL"],
    ]  # fmt: skip
    assert share_told(shares[0]) == "de ÉTIENVRE Zoé à LAGRIVE Élodie"
    [numbered] = under_number(roster.sessions, "208")
    assert numbered.number == "208"
    with pytest.raises(SaysItsSessionsError):
        shared([numbered], 2)
    with pytest.raises(SaysItsSessionsError):
        under_number([numbered], "209")


# What is made -----------------------------------------------------------------------------------------


def test_sessions_are_made(tmp_path: Path, store: Archive) -> None:
    """Each is given when it is on the disk."""
    terms, wanted = plans(put(tmp_path))
    [made] = bring_in(store, wanted, terms, CONTEXT)
    assert isinstance(made, Created)
    assert (store.numbers(), made.twin) == (["p1"], None)
    assert people([made.session]) == [["LAGRIVE", "NDIAYE-ROUSSEL", "ÉTIENVRE"]]
    assert session_line(made.session) == "Session p1 : 22/11/2026 à 15:00 (Europe/Paris), 3 candidats"
    assert list(extra_time_lines([made.session])) == [
        "2 temps majorés compris, à relire :", "n° 2 NDIAYE-ROUSSEL Ibrahima : 33 %", "n° 3 ÉTIENVRE Zoé : 50 %",
    ]  # fmt: skip
    assert to_be_checked(made.planned, made.session) == []


def test_the_same_list_again_has_a_twin(tmp_path: Path, store: Archive) -> None:
    """It is made all the same, and says which session it could have brought up to date."""
    terms, wanted = plans(put(tmp_path))
    list(bring_in(store, wanted, terms, CONTEXT))
    [again] = bring_in(store, wanted, terms, CONTEXT)
    assert isinstance(again, Created)
    assert again.twin is not None
    assert (again.session.number, again.twin.number, may_take_its_place(again.planned, again.twin)) == (
        "p2",
        "p1",
        True,
    )


def test_what_is_there_is_not_made_anew(tmp_path: Path, store: Archive) -> None:
    """Nothing is written; with `update`, it is brought up to date."""
    said = SaidOfSessions(numbers=("208",), timezone="Europe/Paris")
    terms, wanted = plans(put(tmp_path), said)
    list(bring_in(store, wanted, terms, CONTEXT))
    with pytest.raises(NotPossibleError, match="Rien n'a été créé"):
        list(bring_in(store, wanted, terms, CONTEXT))
    shorter = put(tmp_path, CLASS_LIST.replace("LAGRIVE;Élodie;03/04/2010;3eB;\n", "NEUF;Awa;03/04/2010;3eB;\n"))
    terms, wanted = plans(shorter, SaidOfSessions(numbers=("208",), timezone="Europe/Paris", update=True))
    [done] = bring_in(store, wanted, terms, CONTEXT)
    assert isinstance(done, BroughtUpToDate)
    assert (done.changes.added, done.changes.removed, done.changes.kept) == (1, 1, 2)
    assert changes_line(done.changes, "208") == "Session 208 mise à jour : 1 ajouté, 1 retiré, 0 corrigé, 2 inchangés."


# In two steps -----------------------------------------------------------------------------------------


def test_a_list_is_looked_at_before_it_is_made(tmp_path: Path, store: Archive) -> None:
    """Nothing is on the disk; then it is, as it was foreseen."""
    path = put(tmp_path)
    said = SaidOfSessions(start=time(9), timezone="Europe/Paris")
    found = look_at(store, with_people(store.sessions()), path, said, ("3eB",), CONTEXT)
    assert people([one.session for one in found.foreseen]) == [["LAGRIVE", "NDIAYE-ROUSSEL"]]
    assert (store.numbers(), found.held) == ([], ())
    _, [made] = bring_in_list(store, path, said, ("3eB",), CONTEXT)
    assert (made.session.number, made.session.start) == ("p1", "09:00")
    again = look_at(store, with_people(store.sessions()), path, said, ("3eB",), CONTEXT)
    assert [one.twin.number for one in again.foreseen if one.twin is not None] == ["p1"]
    held = look_at(store, [], path, SaidOfSessions(numbers=("p1",), timezone="Europe/Paris"), ("3eB",), CONTEXT)
    assert (held.held, [one.is_held for one in held.foreseen]) == (("p1",), [True])


def test_a_list_with_errors_makes_nothing(tmp_path: Path, store: Archive) -> None:
    """They are in the roster; bringing it in says how many."""
    path = put(tmp_path, "Nom;Prénom;Date de naissance\nSANSDATE;Ada;31/02/2010\n;Bao;03/03/2009\n")
    found = look_at(store, [], path, PARIS, (), CONTEXT)
    assert [problem_line(error)[:8] for error in found.roster.errors] == ["ligne 2 ", "ligne 3 "]
    with pytest.raises(ServiceError, match=r"Rien n'a été créé : 2 erreurs dans la liste\."):
        bring_in_list(store, path, PARIS, (), CONTEXT)
    assert store.numbers() == []
