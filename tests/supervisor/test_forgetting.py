"""Whose data an event holds, and where a name stands in what somebody wrote."""

from __future__ import annotations

from datetime import date

import pytest

from supervisor import action as act
from supervisor.candidate import Identity
from supervisor.forgetting import Person, traces_of
from tests.supervisor.support import Bench, newcomer

NAMELESS = ""


def person(last: str, first: str, born: date | None = date(2010, 5, 3), local_id: str = "") -> Person:
    """Somebody."""
    return Person((Identity(last_name=last, first_name=first, birth_date=born, local_id=local_id),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LE GOFF est sorti", "son nom"),
        ("le goff est sorti", "son nom"),
        ("Legoff est sorti", "son nom"),  # in one word
        ("vu avec Goff.", "son nom"),  # a part of it
        ("« LE-GOFF »", "son nom"),
        ("le poste chauffe", NAMELESS),  # « le » is a word
        ("GOFFINET est sorti", NAMELESS),  # another name
        ("maël a fini", "son prénom"),
        ("MAEL a fini", "son prénom"),
        ("Maëlys a fini", NAMELESS),
        ("né le 3/5/2010", "sa date de naissance ou son identifiant"),
        ("né le 03/05/2010 ?", "sa date de naissance ou son identifiant"),
        ("2010-05-03", "sa date de naissance ou son identifiant"),
        ("le 13/5/2010", NAMELESS),
        ("identifiant ine-123 refusé", "sa date de naissance ou son identifiant"),
        ("", NAMELESS),
    ],
)
def test_where_he_is_named(text: str, found: str) -> None:
    """As people write names: any case, no accents, in one word, half of it; never a part of another word."""
    assert person("LE GOFF", "Maël", local_id="INE-123").found_in(text) == found


@pytest.mark.parametrize(
    ("last", "first", "text", "is_found"),
    [
        ("LE", "An", "LE est sorti", True),
        ("LE", "An", "le poste 3", False),
        ("LE", "An", "le an sort", True),  # both names together
        ("LI", "Wei", "Li a fini", True),  # no word of ours
        ("D’ARTAGNAN", "Zoé", "dartagnan tousse", True),
        ("D’ARTAGNAN", "Zoé", "D'Artagnan tousse", True),
        ("NDIAYE-ROUSSEL", "Ibrahima", "Roussel", True),
        ("ŒUVRARD", "Ana", "oeuvrard", True),
        ("北島", "三郎", "見た北島が", True),
        ("Иванов", "Пётр", "иванов вышел", True),
        ("ŞAHİN", "Ece", "sahin", True),
        ("", "", "rien", False),
    ],
)
def test_names_of_all_kinds(last: str, first: str, text: str, is_found: bool) -> None:
    """Short ones, double ones, ones without letters of ours."""
    assert bool(person(last, first, None).found_in(text)) == is_found


def noted(bench: Bench, text: str, number: int | None = None) -> int:
    """Write a note; its id."""
    bench.do(act.WriteNote(text, number))
    return bench.last_id


def test_his_own_events_and_those_that_name_him() -> None:
    """His go whole; another's note goes when he is named; namesakes, surveillants and authors stay."""
    bench = Bench(2, surveillants=("M. Abadie",))
    bench.author = "abadie"
    bench.do(act.AddCandidates((newcomer("ABADIE", "Lou"),)))
    his_note = noted(bench, "en retard", 1)
    about = noted(bench, "parle avec Chloé", 2)
    bench.do(act.WriteNote("le poste chauffe", 2))
    session_wide = noted(bench, "abadie prévient la loge")
    bench.do(act.Mark("sign", (1,)))
    bench.do(act.CheckIdentity(2, "Mme Le Roux, CPE"))
    added = next(e.id for e in bench.session.entries if getattr(e.event, "number", None) == 1)
    traces = traces_of(bench.session, 1)
    assert [(trace.entry.id, trace.is_own) for trace in traces] == [
        (added, True), (his_note, True), (about, False), (session_wide, False),
    ]  # fmt: skip
    assert [trace.found for trace in traces if not trace.is_own] == ["son prénom", "son nom"]


def test_names_he_had_before_a_correction() -> None:
    """What the list called him first is his name too."""
    bench = Bench(2)
    bench.do(act.Correct(1, Identity(last_name="MARCHAND", first_name="Chloé")))
    bench.do(act.WriteNote("Abadie, ou plutôt Marchand", 2))
    bench.do(act.WriteNote("ABADIE sort", 2))
    bench.do(act.WriteNote("marchand sort", 2))
    assert [trace.entry.id for trace in traces_of(bench.session, 1)][-3:] == [
        bench.last_id - 2, bench.last_id - 1, bench.last_id,
    ]  # fmt: skip


def test_incidents_frauds_and_reasons() -> None:
    """Witnesses, descriptions, reasons of an undo: wherever somebody wrote."""
    bench = Bench(3).start(2, 3, at="09:00").at("09:30")
    bench.do(act.ReportFraud(2, "communication", "chuchote", "prévenu", witnesses=("Chloé ABADIE",)))
    fraud = next(iter(bench.session.frauds))
    bench.do(act.BeginGlobal("panne près de la table d'Abadie"))
    outage = bench.last_id
    bench.do(act.WriteNote("sans lien", 2))
    bench.wait(minutes=2).do(act.Undo(reason="c'était Abadie"))
    found = {trace.entry.id for trace in traces_of(bench.session, 1) if not trace.is_own}
    assert found == {fraud, outage, bench.last_id}


def test_somebody_removed_and_somebody_unknown() -> None:
    """He stands in the journal still; nobody has no trace."""
    bench = Bench(2)
    bench.do(act.Remove((1,), "erreur"))
    assert len(traces_of(bench.session, 1)) == 2
    assert traces_of(bench.session, 9) == ()


def test_the_same_person_on_two_lists() -> None:
    """First name, last name and birth date agree, accents and case aside."""
    him = person("LE GOFF", "Maël")
    assert him.is_same(Identity(last_name="Le Goff", first_name="MAEL", birth_date=date(2010, 5, 3)))
    assert not him.is_same(Identity(last_name="Le Goff", first_name="MAEL", birth_date=date(2010, 5, 4)))
