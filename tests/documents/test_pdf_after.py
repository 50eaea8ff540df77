"""Papers of what happened: each fact is there, in its order."""

from __future__ import annotations

from functools import cache

import pytest

from data.documents.markdown_out import session_markdown
from data.documents.papers import PAPERS
from supervisor import action as act
from supervisor.event import EvidenceKept
from supervisor.reference import Edition
from supervisor.seal import groups
from supervisor.story import phrase_of
from tests.documents.reading import Paper, made
from tests.documents.rooms import LONGEST_TEXT, closed, eventful, room
from tests.supervisor.support import Bench


@cache
def story() -> Bench:
    """A session where everything happened, still open; not to be changed."""
    return eventful(10)


# Feuille de secours -----------------------------------------------------------------------------------


def test_the_rescue_sheet() -> None:
    """Seat, temps majoré, start, end of each, then the ends in their order; no birth date."""
    bench = room(4)
    bench.at("09:01:40").do(act.Mark("start", (2, 4)))
    bench.at("09:32").do(act.Mark("absent", (3,)))
    paper = made("secours", bench)
    paper.assert_in_order(
        "FEUILLE DE SECOURS", "09:00 à 11:00", "État", "à 09:32:00", "Mme Roy", "2 tests en cours, 1 à démarrer",
        "N°", "Nom et prénom", "Place", "Temps majoré", "Début", "Fin", "Situation", "À noter à la main",
        "2", "BÉNARD 1 Élodie", "B02", "33 % +35 min", "09:01", "11:22", "En cours",
        "3", "CASTEL-ROUX 2", "Absent",
        "4", "D’ARTOIS 3", "B04", "50 % +53 min", "09:01", "11:40", "En cours",
        "À démarrer", "Fins, dans leur ordre", "11:22", "2", "11:40", "4",
    )  # fmt: skip
    assert not paper.says("2010")


# Feuille d'émargement, as noted -----------------------------------------------------------------------


def test_the_sheet_as_noted() -> None:
    """Who was checked, who signed at what hour, who was absent or not certifiable, whose signature lacks."""
    paper = made("signatures", story())
    paper.assert_in_order(
        "telle que notée", "la feuille signée fait foi", "Identité", "Signature notée",
        "1", "3eB", "—", "ABSENT",
        "BÉNARD 1", "33 %", "—", "NON CERTIFIABLE",
        "CASTEL-ROUX 2", "contrôlée à 08:50", "N'A PAS SIGNÉ",
        "D’ARTOIS 3", "contrôlée à 08:50", "signé à 08:52",
        "5", "sans pièce, attestée par M. Blanc, proviseur adjoint à 08:50", "signé à 08:52",
    )  # fmt: skip


def test_a_signature_that_lacks_and_is_reported() -> None:
    """C4 says that he was there."""
    bench = Bench()
    bench.start(1).do(act.RecordIncident("C4", (1,), text="a signé sur la mauvaise ligne"))
    assert made("signatures", bench).says("présent, signature manquante (C4)")


def test_who_was_there_and_could_not_join_is_no_absent() -> None:
    """Noted absent at the close for want of another word: his signature stands, and what became of him."""
    bench = Bench(3)
    for action in (act.CheckIdentity(1), act.CheckIdentity(2), act.Mark("sign", (1,)), act.Mark("absent", (1, 2, 3))):
        bench.do(action)
    paper = made("signatures", bench)
    paper.assert_in_order("signé à", "n'a pas rejoint", "N'A PAS REJOINT", "ABSENT")
    made("finalisation", bench).assert_in_order(
        "5. Ce qui ne se saisit pas", "1", "Présent, n'a pas pu rejoindre", "2", "Présent, n'a pas", "3", "Absent"
    )


# PV d'incident ----------------------------------------------------------------------------------------


def test_the_incidents_and_their_legend() -> None:
    """Comment, what touched everybody, each report with its code and instant, then the grid."""
    bench = closed(eventful(10))
    paper = made("incidents", bench)
    paper.assert_in_order(
        "PROCÈS-VERBAL D'INCIDENT", "208", "Commentaire global", "Une coupure de sept minutes",
        "Incidents globaux", "09:50:00", "09:57:00", "7 min", "tous",
        "coupure du réseau de l'établissement (imputable au centre)",
        "Signalements individuels", "09:20:00", "3", "CASTEL-ROUX 2 Jean-Noël", "C7", "Incident technique non bloquant",
        LONGEST_TEXT.strip(), "09:38:00", "5", "E2", "12",
        "Le simulateur/l'application ne s'affiche pas — écran figé", "validé",
        "10:10:00", "7", "C6", "1 signalement retiré n'y figure pas", "Surveillant : Mme Roy",
        "Légende : les codes, édition actuelle",
        *(f"{code.code} {code.label}" for code in bench.session.reference.codes),
    )  # fmt: skip
    assert not paper.says("arrivé en retard"), "what was retracted is left to the journal"


def test_a_session_without_any_incident() -> None:
    """It says so in each part."""
    paper = made("incidents", Bench())
    paper.assert_in_order(
        "Commentaire global", "Aucun.", "Incidents globaux", "Aucun.", "Signalements", "Aucun.", "Légende"
    )


def test_the_grid_of_its_edition() -> None:
    """The paper grid of 2021 has its own codes."""
    paper = made("incidents", Bench(edition="2021"))
    assert paper.says("édition papier de 2021")
    assert paper.says("A1 Problème technique")
    assert not paper.says("C7")


def test_an_incident_of_the_session_and_one_of_several() -> None:
    """« toute la session »; a global incident that runs is « en cours », with its numbers."""
    bench = Bench()
    bench.start(1, 2)
    bench.do(act.RecordIncident("C7", (), text="imprimante muette"))
    bench.do(act.BeginGlobal("rangée B sans courant", scope=(1, 2), fault="other"))
    made("incidents", bench).assert_in_order(
        "en cours",
        "n° 1, 2",
        "rangée B sans courant (non imputable au centre)",
        "toute la session",
        "C7",
        "imprimante muette",
    )


# PV de fraude -----------------------------------------------------------------------------------------


def test_one_paper_a_case() -> None:
    """File names in order, with the candidate's number and no name; none without a case."""
    bench = story()
    assert list(PAPERS["fraudes"].make(bench.session, bench.now)) == [
        "pv-fraude-1-candidat-7.pdf",
        "pv-fraude-2-candidat-8.pdf",
    ]
    assert PAPERS["fraudes"].make(Bench().session, bench.now) == {}


def test_a_case_with_its_evidence() -> None:
    """Who, when, kind, seen, done, witness, each file with size and digest, and where to sign."""
    bench = story()
    paper = Paper(PAPERS["fraudes"].make(bench.session, bench.now)["pv-fraude-1-candidat-7.pdf"])
    digest = " ".join(["ab12ab12"] * 8)
    paper.assert_in_order(
        "PROCÈS-VERBAL DE FRAUDE", "Constaté le", "lundi 23 novembre 2026", "10:10:00", "Nom de naissance", "BÉNARD 6",
        "Prénom", "Élodie", "07/07/2010", "N° sur la liste", "7", "Classe", "3eB", "Place", "B07",
        "Début de son test", "09:01", "Durée de base", "1 h 45", "33 %",
        "☑ Communication avec une personne", "☐ Consultation", "☐ Usurpation",
        "Ce qui a été vu", LONGEST_TEXT.strip(), "Ce qui a été fait", "téléphone écarté, test non interrompu",
        "Témoins", "M. Petit, enseignant",
        "Pièces gardées", "1", "capture d'écran du poste B07.png", "1 234 567 octets", digest,
        "2", "photo.jpg", "48 octets",
        "Vu et écrit par : roy", "Surveillant de la session : Mme Roy", "Témoin : M. Petit, enseignant",
        "Référent Pix",
    )  # fmt: skip
    assert not paper.says("INCOMPLET")


def test_a_case_names_who_saw_it() -> None:
    """Who wrote it, who completed it, and the surveillant of the session where that is somebody else."""
    bench = Bench(surveillants=("Mme Roy", "M. Petit", "Mme Diallo"))
    bench.author = "M. Petit"
    bench.start(1).do(act.ReportFraud(1, "communication", "parlait à sa voisine"))
    paper = made("fraudes", bench)
    paper.assert_in_order("Vu et écrit par : M. Petit", "Surveillant de la session : Mme Diallo", "Référent Pix")
    bench.author = "Mme Diallo"
    bench.do(act.ReportFraud(1, report=bench.session.frauds_of(1)[0].event_id, done="séparées"))
    paper = made("fraudes", bench)
    paper.assert_in_order("Vu et écrit par : M. Petit", "Complété par : Mme Diallo", "Référent Pix")
    assert not paper.says("Surveillant de la session")
    paper.assert_tidy()


def test_who_noted_a_suspicion_without_a_report_is_named() -> None:
    """The C6 has an author, too."""
    bench = Bench(surveillants=("Mme Roy", "M. Petit"))
    bench.author = "Mme Roy"
    bench.start(1).do(act.RecordIncident("C6", (1,)))
    assert made("fraudes", bench).says("Vu et écrit par : Mme Roy")


def test_papers_after_a_forced_close_say_what_was_missing() -> None:
    """On the « PV d'incident » all of it; on a « PV de fraude » nobody else's. Nothing is to be done any more."""
    bench = Bench()
    for number in (1, 2):
        bench.start(number)
    bench.do(act.RecordIncident("E9", (1,), question=3))
    bench.do(act.RecordIncident("E2", (2,), question=7))
    bench.do(act.ReportFraud(1, "communication", "parlait", "séparés"))
    before = made("incidents", bench)
    assert before.says("à traiter dans l'Espace surveillant")
    assert not before.says("IL MANQUAIT")
    bench.at("11:30").do(act.CloseSession(force=True))
    pv, fraud = made("incidents", bench), made("fraudes", bench)
    for paper in (pv, fraud):
        assert paper.says("SESSION CLOSE ALORS QU'IL MANQUAIT DES POINTS")
        assert paper.says("alerte E9 question 3 ouverte")
        assert not paper.says("à traiter dans l'Espace surveillant")
        paper.assert_tidy()
    assert pv.says("alerte E2 question 7 ouverte")
    assert not fraud.says("E2")
    assert pv.says("sans réponse notée à la clôture")


@pytest.mark.parametrize("edition", ["current", "2021"])
def test_an_end_screen_is_ticked_where_a_person_noted_it(edition: Edition) -> None:
    """« Écran de fin de test vu » belongs to the kit of 2021; finishing a test attests nothing."""
    bench = Bench(2, edition=edition)
    for number in (1, 2):
        bench.start(number)
    bench.do(act.Finish((1, 2)))
    sheet = made("signatures", bench)
    assert sheet.text.count("☑") == 0
    assert sheet.says("Écran de fin de test vu") is (edition == "2021")
    bench.do(act.SeeEndScreen((2,)))
    assert made("signatures", bench).text.count("☑") == (edition == "2021")


def test_an_incomplete_case_says_so() -> None:
    """What was done lacks; and a C6 alone has its paper to be written by hand."""
    bench = story()
    paper = Paper(PAPERS["fraudes"].make(bench.session, bench.now)["pv-fraude-2-candidat-8.pdf"])
    paper.assert_in_order("INCOMPLET", "☑ Usurpation", "la photo de la pièce n'est pas la sienne", "Aucune.")
    bench = Bench()
    bench.start(1).do(act.RecordIncident("C6", (1,), text="téléphone sous la table"))
    paper = made("fraudes", bench)
    paper.assert_in_order("INCOMPLET", "ABADIE", "☐ Communication", "téléphone sous la table", "Ce qui a été fait", "—")
    assert not paper.says("☑")


def test_an_incomplete_case_of_a_closed_session() -> None:
    """Nothing is asked any more before a close that is over."""
    bench = Bench()
    bench.start(1)
    for action in (act.RecordIncident("C6", (1,)), act.Finish((1,)), act.CloseSession(force=True)):
        bench.do(action)
    paper = made("fraudes", bench)
    assert paper.says("INCOMPLET à la clôture")
    assert not paper.says("à terminer avant")


def test_sixty_pieces_of_evidence() -> None:
    """A long list goes on over pages, its heading on each."""
    bench = Bench()
    files = tuple(EvidenceKept(name=f"preuve numéro {n}.png", sha256=f"{n:064x}", size=n) for n in range(60))
    bench.start(1).do(act.ReportFraud(1, "consultation", "vu", "fait", (), files))
    paper = made("fraudes", bench)
    paper.assert_tidy()
    assert paper.count > 1
    paper.assert_in_order(*(f"preuve numéro {n}.png" for n in range(60)))


# Feuille de finalisation ------------------------------------------------------------------------------


def test_the_finalisation_sheet_in_the_order_of_the_page() -> None:
    """Finished, unfinished with their reason, boxes, comment, who is not entered, confirmation."""
    bench = closed(eventful(10))
    paper = made("finalisation", bench)
    paper.assert_in_order(
        "FEUILLE DE FINALISATION", "À finaliser",
        "avant le mercredi 25 novembre 2026 à 13:30, 48 h après la fin du dernier test",
        "1. Tests terminés", "Fait", "Verdict", "☐", "7", "BÉNARD 6 Élodie", "C6 :",
        "Fraude ou suspicion de fraude (C6)",
        "4", "D’ARTOIS 3", "C8 :", "Rien à signaler",
        "2. Tests non terminés", "3", "CASTEL-ROUX 2", "Problème technique", "C7 :",
        "Les codes E ne se saisissent pas ici",
        "3. Les deux cases", "☑", "Malgré un incident survenu", "☐", "n'ont pas pu rejoindre la session",
        "4. Commentaire global", "Une coupure de sept minutes",
        "5. Ce qui ne se saisit pas", "2", "Non certifiable", "1", "Absent", "6. Confirmation", "Le référent Pix",
    )  # fmt: skip
    assert not paper.says("E2 question 12"), "recorded already at its validation"


def test_the_delay_on_the_finalisation_sheet() -> None:
    """The same whenever it is made; done once it is marked."""
    bench = closed(eventful(10))
    bench.wait(hours=50)
    assert made("finalisation", bench).says("avant le mercredi 25 novembre 2026 à 13:30")
    bench.do(act.MarkFinalised())
    assert made("finalisation", bench).says("finalisée le mercredi 25 novembre 2026 à 15:30")


def test_a_comment_that_says_nothing_is_warned_of() -> None:
    """« RAS » sends the session to the jury."""
    bench = Bench()
    bench.do(act.WriteComment("RAS"))
    assert made("finalisation", bench).says("il envoie la session au jury")
    assert not made("finalisation", Bench()).says("il envoie la session au jury")


# Journal ----------------------------------------------------------------------------------------------


def test_every_event_is_told_in_order() -> None:
    """Its number, hour, author, whom and what."""
    bench = story()
    paper = made("journal", bench)
    facts: list[str] = []
    for entry in bench.session.entries:
        facts += [
            str(entry.id),
            f"{bench.session.local(entry.at):%H:%M:%S}",
            "roy, salle-b12",
            phrase_of(entry, bench.session),
        ]
    paper.assert_in_order(*facts)


def test_undone_and_back_dated_events_are_marked() -> None:
    """« annulé », struck; « noté à » where it was written later than it happened."""
    paper = made("journal", story())
    paper.assert_in_order(
        "09:38:00", "5", "E2 question 12 : écran figé", "noté à 09:41:00", "place Z99", "annulé", "annulé : place Z99"
    )
    assert paper.text.count("notéà") == 1


def test_a_forced_close_says_what_was_missing() -> None:
    """Each point, in the journal on paper and in the Markdown."""
    bench = Bench(2).start(1, at="09:00")
    bench.do(act.CloseSession(force=True))
    lacking = ("n° 1 : test en cours", "n° 1 : présent et n'a pas émargé", "n° 2 : ni absent ni démarré")
    made("journal", bench).assert_in_order("session close et scellée", "il manquait :", *lacking)
    told_of = session_markdown(bench.session, bench.now).decode()
    assert f"Il manquait : {' ; '.join(lacking)}." in told_of


def test_what_comes_after_the_seal_is_an_annex() -> None:
    """The mark of the finalisation stands behind the sealed part."""
    bench = closed(eventful(10))
    assert not made("journal", bench).says("Annexe")
    seal = groups(bench.session.seal)
    bench.do(act.MarkFinalised())
    paper = made("journal", bench)
    paper.assert_in_order("session close et scellée", "Annexe", "session finalisée dans Pix Certif", seal)


@pytest.mark.few(zone=(2,))
@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Martinique"])
def test_hours_are_those_of_the_session(zone: str) -> None:
    """Local hours everywhere, whatever the machine's."""
    bench = Bench(zone=zone)
    bench.start(1, at="09:04:30")
    for name in ("journal", "secours"):
        assert made(name, bench).says("09:04")
    assert made("journal", bench).says(f"locales ({zone})")


@pytest.mark.few(letters=range(0, 20, 4))
@pytest.mark.parametrize("letters", range(0, 2400, 120))
def test_no_heading_stands_alone(letters: int) -> None:
    """Whatever stands above it, the first row of its table is on the page of the heading."""
    bench = room(8).start(1, 2, 3, 4, 5, 6, at="09:00")
    for number in range(1, 6):
        text = "mot " * (min(500, max(8, letters - 500 * (number - 1))) // 4)
        bench.do(act.RecordIncident("C7", (number,), text=text))
    bench.do(act.Finish((1, 2, 3, 4, 5)))
    bench.do(act.StopTest((6,), "withdraw", reason="candidate"))
    paper = made("finalisation", bench)
    page = next(text for text in paper.page_texts if "2.Testsnonterminés" in text)
    assert "Abandon:manquedetempsoudépartprématuré" in page
