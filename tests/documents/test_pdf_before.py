"""Papers needed before the session: each fact is there, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.documents.papers import PAPERS
from data.reference import read_room_texts
from supervisor import action as act
from supervisor.candidate import ExtraTime, Identity
from supervisor.reference import Edition
from supervisor.session import Training
from tests.documents.reading import Paper, made
from tests.documents.rooms import LONGEST_FIRST, LONGEST_LAST, room
from tests.supervisor.support import Bench, newcomer


def of_page(paper: Paper, number: int) -> str:
    return paper.page_texts[number - 1]


# Convocations -----------------------------------------------------------------------------------------


def test_a_convocation_from_top_to_bottom() -> None:
    """Who, when, where, his own duration, what to bring, how to join, what is forbidden."""
    who = Identity(
        last_name="ÖZTÜRK", first_name="Élif", birth_date=date(2010, 6, 11), birth_city="Belfort",
        birth_postal_code="90000", sex="F",
    )  # fmt: skip
    listed = replace(newcomer("X"), identity=who, extra_time=ExtraTime(percent=50), class_name="3eB", seat="B04")
    paper = made("convocations", Bench(listed=(listed,)))
    paper.assert_tidy()
    paper.assert_in_order(
        "CONVOCATION", "ÖZTÜRK Élif", "Née le 11/06/2010 à 90000 Belfort, classe 3eB", "Vous êtes convoquée",
        "Jour", "lundi 23 novembre 2026", "Heure", "09:00 (heure locale)", "Site", "Collège Jean Moulin", "Salle",
        "B12", "Place", "B04", "Certification", "Pix",
        "Durée de votre test : 2 h 38 (158 minutes), temps majoré de 50 % compris (+53 min).",
        "Il part de votre première question",
        "À apporter", "pièce d'identité officielle avec photo", "identifiants de l'ENT ou du Médiacentre",
        "Avant le jour de la session", "certifiable",
        "Pour rejoindre la session", "N° de session", "208", "Date de naissance", "11/06/2010",
        "Nom de naissance", "ÖZTÜRK", "Prénom", "Élif",
        "1. Connectez-vous par l'ENT ou le Médiacentre", "2. Ouvrez le menu « Certification »", "3. Confirmez",
        "4. Après les consignes", "Interdit pendant le test", "Téléphone", "sacs", "Le responsable du centre",
        "Session 208", "page 1/1",
    )  # fmt: skip


def test_nobody_is_promised_an_end() -> None:
    """The hour of the end of the slot stands on no convocation: it depends on the start."""
    paper = made("convocations", room(5))
    assert not paper.says("11:00")
    assert paper.says("Votre heure de fin vous est dite dans la salle.")


def test_each_has_his_own_duration() -> None:
    """105 minutes and each his temps majoré, rounded up to the minute."""
    paper = made("convocations", room(5))
    lengths = ("1h45(105minutes).", "2h20(140minutes)", "2h20(140minutes)", "2h38(158minutes)", "3h30(210minutes)")
    for page, length in enumerate(lengths, start=1):
        assert f"Duréedevotretest:{length}" in of_page(paper, page)


def test_time_given_for_an_outage_is_in_no_convocation() -> None:
    """Printed again after the session it says what he was summoned to; what was granted before counts."""
    bench = room(1)
    bench.do(act.AdjustTime((1,), 10, "aménagement"))
    bench.start(1, at="09:01")
    bench.at("09:30").do(act.AdjustTime((1,), 7, "coupure"))
    assert made("convocations", bench).says("1 h 55 (115 minutes)")


def test_the_names_to_type_are_whole() -> None:
    """Sixty characters each: a name that is cut keeps its candidate out."""
    paper = made("convocations", room(1))
    paper.assert_in_order("Pour rejoindre la session", LONGEST_LAST, "Prénom", LONGEST_FIRST)


def test_the_convocation_of_an_adult() -> None:
    """No class: his own account on the site, no ENT; nothing is known of his birth."""
    listed = (newcomer("MARTIN", "Léa"),)
    bench = Bench(listed=listed, site="", room="", certification="EDU")
    paper = made("convocations", bench)
    assert paper.says("Connectez-vous à votre compte sur le site de Pix.")
    assert not paper.says("ENT")
    paper.assert_in_order(
        "Site et salle non indiqués", "Vous êtes convoqué(e)", "Site", "—", "Salle", "—", "Pix+ Édu", "1 h 30"
    )


def test_nobody_to_summon() -> None:
    """A session without candidates has one page, which says so."""
    assert made("convocations", Bench(listed=())).says("il n'y a personne à convoquer")


# Feuille d'émargement, to be signed -------------------------------------------------------------------

COLUMNS = (
    "N°", "Nom de naissance", "Prénom", "Date de naissance", "Classe", "Signature",
)  # fmt: skip


def test_the_sheet_to_sign() -> None:
    """Heading of the session, its surveillants with room to sign, one line a candidate and nothing to tick."""
    bench = room(2, surveillants=("Mme Roy", "M. Petit"))
    paper = made("emargement", bench)
    paper.assert_in_order(
        "FEUILLE D'ÉMARGEMENT", "N° de session", "208", "Date", "lundi 23 novembre 2026", "Début (heure locale)",
        "09:00", "Fin (heure locale)", "11:00", "Site", "Collège Jean Moulin", "Salle", "B12",
        "Candidats", "1 à 2 sur 2",
        "Surveillant : Mme Roy", "Surveillant : M. Petit", *COLUMNS,
        "1", LONGEST_LAST, LONGEST_FIRST, "01/01/2010", "3eB",
        "2", "BÉNARD 1", "Élodie", "02/02/2010", "3eB",
    )  # fmt: skip
    assert not paper.says("☐")


@pytest.mark.parametrize("edition", ["current", "2021"])
def test_the_sheet_to_sign_bears_no_extra_time(edition: Edition) -> None:
    """Candidates sign in sight of each other (RULES.md section 11); the end screen is a box of 2021 only."""
    paper = made("emargement", room(5, edition=edition))
    for word in ("majoré", "33 %", "50 %", "100 %"):
        assert not paper.says(word)
    assert paper.says("Écran de fin de test vu") is (edition == "2021")
    assert paper.text.count("☐") == 5 * (edition == "2021")


def test_room_to_sign() -> None:
    """Every row of a full page is at least 9 mm high, and the signature's cell 35 mm wide."""
    for count in (20, 60):
        for page in made("emargement", room(count)).pages:
            cells = [frame for frame in page.frames if frame.right - frame.left > 34 and frame.top - frame.bottom < 12]
            signing = [frame for frame in cells if frame.left > 120 and frame.top - frame.bottom >= 9]
            assert len(signing) == 20, "the twenty rows"


def test_all_publics_have_an_identifier_instead_of_a_class() -> None:
    """« Identifiant local », and no word of a class."""
    paper = made("emargement", room(2, school=False))
    paper.assert_in_order("Date de naissance", "Identifiant local", "INE-0000001")
    assert not paper.says("Classe")


def test_the_sheet_to_sign_stays_empty() -> None:
    """Whatever was recorded: somebody signs it by hand."""
    bench = room(2)
    bench.do(act.Mark("sign", (1, 2)))
    bench.do(act.Mark("absent", (1,)))
    paper = made("emargement", bench)
    assert not paper.says("signé à")
    assert not paper.says("ABSENT")


def test_twenty_empty_rows_without_candidates() -> None:
    """A sheet to be filled in by hand."""
    paper = made("emargement", Bench(listed=()))
    assert paper.says("aucun sur la liste")
    tall = [frame for frame in paper.pages[0].frames if 9 < frame.top - frame.bottom < 12 and frame.left < 13]
    assert len(tall) == 20, "the twenty rows"


# The room ---------------------------------------------------------------------------------------------


def test_the_room_before_anybody_looked() -> None:
    """Each point of the list with an empty box."""
    paper = made("salle", Bench())
    points = [text for _, text in read_room_texts().checklist]
    paper.assert_in_order("VÉRIFICATION DE LA SALLE", f"0 point vérifié sur {len(points)}", "Point", "Constat", *points)
    assert paper.text.count("☐") == len(points)


def test_the_room_as_it_was_ticked() -> None:
    """Who looked, when, and what lacks; who trained whom; the derogation."""
    bench = Bench(surveillants=("Mme Roy", "M. Petit"))
    (first, one), (second, two), *_ = read_room_texts().checklist
    bench.at("08:12").do(act.CheckRoomPoint(first), author="durand")
    bench.at("08:15").do(act.CheckRoomPoint(second, ok=False, remark="le poste 12 manque"))
    bench.do(act.RecordTraining("Mme Roy", "Paul Durand", date(2026, 9, 15)))
    bench.do(act.RecordDerogation("24 candidats, message du 3 novembre"))
    paper = made("salle", bench)
    paper.assert_tidy()
    paper.assert_in_order(
        "2 points vérifiés", one, "☑ bon", "durand", "23/11/2026 08:12",
        two, "☒ à revoir", "roy", "23/11/2026 08:15", "le poste 12 manque",
        "Mme Roy", "Paul Durand", "15/09/2026", "M. Petit", "non noté",
        "Dérogation", "24 candidats, message du 3 novembre", "Vérifié par",
    )  # fmt: skip


def test_the_room_check_list_tells_what_the_store_knows_of_trainings() -> None:
    """Training belongs to the person: noted in another session or in the register, it is on this paper too."""
    bench = Bench(surveillants=("Mme Roy", "Paul MARTIN", "Awa Lô"))
    bench.do(act.RecordTraining("Mme Roy", "M. Petit", date(2026, 10, 1)))
    trained = (
        Training("paul martin", "M. Petit", date(2025, 9, 1)),
        Training("Paul Martin", "Mme Grand", date(2026, 9, 1)),
        Training("Mme Roy", "M. Vieux", date(2020, 1, 1)),
    )
    [content] = PAPERS["salle"].make(bench.session, bench.now, trained).values()
    Paper(content).assert_in_order(
        "Mme Roy", "M. Petit", "01/10/2026", "Paul MARTIN", "Mme Grand", "01/09/2026", "Awa Lô", "non noté"
    )
