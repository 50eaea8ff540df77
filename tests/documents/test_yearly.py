"""The annual report and the file for a visite de contrôle, as Markdown, CSV and PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.documents.yearly.control import control
from data.documents.yearly.report import WARNING, Unread, report, report_csv
from data.documents.yearly.section import YearDocument
from data.documents.yearly.writing import markdown, pdf
from supervisor import action as act
from supervisor.activity import activity, figures_of
from supervisor.session import Training
from supervisor.wording import typographic
from tests.documents.reading import Paper
from tests.documents.rooms import LONGEST_TEXT, closed, eventful
from tests.documents.structure import Tagged, assert_read
from tests.supervisor.support import DAY, PARIS
from tests.supervisor.ten_sessions import (
    CLASSES,
    COLUMNS,
    MONTHS,
    NOW,
    PROTECTED,
    WHOLE,
    YEAR,
    held,
    ten_figures,
    ten_sessions,
)

TEN = activity(YEAR, ten_figures(), NOW, protected=PROTECTED)
LEFT_OUT = (Unread("99", "Le journal est abîmé, ligne 3."),)


def the_report() -> YearDocument:
    return report(TEN, PARIS, LEFT_OUT, stores=2)


def rows_of(document: YearDocument, title: str) -> list[list[str]]:
    [section] = [section for section in document.sections if section.title == title]
    return [list(row) for row in section.rows]


# The report -----------------------------------------------------------------------------------------------


def test_the_year_with_the_sessions_behind_each_figure() -> None:
    """A line a figure: what it is, how many, and where that comes from."""
    rows = {title: (value, sessions) for title, value, sessions in rows_of(the_report(), "L'année")}
    assert rows["Sessions tenues"] == ("9", "201, 202, 203, 204, 205, 206, 207, 208, 210")
    assert rows["… dans les 48 h"] == ("6", "201, 202, 204, 205, 207, 208")
    assert rows["… après les 48 h"] == ("1", "203")
    assert rows["… hors délai"] == ("1", "206")
    assert rows["Sessions sans test démarré"] == ("1", "209")
    assert rows["Absents"][0] == WHOLE["absent"]
    assert rows["Candidats signalés pour suspicion de fraude (C6)"][0] == "0 à 4"
    assert rows["Minutes au-delà de l'heure"] == ("28", "203, 205")


def test_months_and_classes() -> None:
    """As they were counted by hand; a month without a session says so with dashes."""
    months = rows_of(the_report(), "Par mois")
    assert [row[0] for row in months][:3] == ["septembre 2026", "octobre 2026", "novembre 2026"]
    place = [2 + list(_named()).index(name) for name in COLUMNS]
    for row, (sessions, *figures) in zip(months, MONTHS.values(), strict=True):
        assert [row[column] for column in place] == (figures if sessions else ["—"] * len(COLUMNS))
        assert row[-1] == (", ".join(sessions) or "—")
    for row, (sessions, *figures) in zip(rows_of(the_report(), "Par classe"), CLASSES.values(), strict=True):
        assert [row[column] for column in place] == figures
        assert row[-1] == ", ".join(sessions)


def _named() -> tuple[str, ...]:
    return ("enrolled", "took_part", "incidents", "overtime", "overtime_minutes", "given_back_minutes")


def test_codes_by_month_and_by_class() -> None:
    """Incidents are counted; for temps majoré and fraud the candidates, and for the year only."""
    document = the_report()
    assert [row[0] for row in rows_of(document, "Signalements par code")] == ["C2", "C6", "C7", "E1", "E8"]
    by_month = {row[0]: row[1:] for row in rows_of(document, "Signalements par mois")}
    assert by_month["octobre 2026"] == ["2", "1"]
    assert "décembre 2026" not in by_month
    by_class = {row[0]: row[1:] for row in rows_of(document, "Signalements par classe")}
    assert by_class["3eC"] == ["2", "1"]
    assert by_class["sans classe"] == ["0", "0"]


def test_delays_session_by_session() -> None:
    """From the end of the last test; the median of a month is told too."""
    document = the_report()
    rows = {row[0]: row[2:] for row in rows_of(document, "Délais de finalisation")}
    assert rows["203"] == ["06/10/2026 10:52", "08/10/2026 11:51", "49 h 00", "hors délai"]
    assert rows["204"][-2:] == ["48 h 00", "dans le délai"]
    assert rows["206"][-2:] == ["—", "à finaliser, hors délai"]
    assert rows["210"][-2:] == ["—", "à finaliser"]
    medians = {row[0]: row[-1] for row in rows_of(document, "Finalisation par mois")}
    assert (medians["octobre 2026"], medians["janvier 2027"]) == ("48 h 00", "15 h 30")


def test_what_is_in_no_figure_is_told() -> None:
    """Sessions that were not held, and those that could not be read."""
    document = the_report()
    assert rows_of(document, "Sessions sans test démarré") == [["209", "02/03/2027"]]
    assert rows_of(document, "Sessions laissées de côté") == [["99", "Le journal est abîmé, ligne 3."]]
    assert "2 dossiers" in document.made


def test_without_classes_nothing_is_told_by_class() -> None:
    """A centre for adults has none."""
    told = activity(YEAR, [figures_of(held("60", "2026-11-02", {"": "..a"}, 1).session)], NOW, protected=PROTECTED)
    assert not [section for section in report(told, PARIS).sections if "classe" in section.title]


def test_a_year_without_sessions() -> None:
    """A document all the same, in every form."""
    told = activity(YEAR, [], NOW, protected=PROTECTED)
    document = report(told, PARIS)
    assert [section.title for section in document.sections] == ["L'année", "Signalements par code"]
    assert "Aucun signalement." in markdown(document).decode()
    assert report_csv(told).count(b"\r\n") > 1
    Paper(pdf(document, NOW.astimezone(PARIS))).assert_tidy()


def test_the_csv_has_a_line_a_figure() -> None:
    """For each month and class, with its sessions; no cell computes."""
    lines = list(csv.DictReader(io.StringIO(report_csv(TEN).decode("utf-8-sig")), delimiter=";"))
    found = {(line["Regroupement"], line["Nom"], line["Chiffre"]): line for line in lines}
    assert len(found) == len(lines), "no figure stands there twice"
    october = found["mois", "2026-10", "Candidats inscrits"]
    assert (october["Valeur"], october["Sessions"]) == ("25 à 38", "202 203 204")
    assert ("classe", "3eA", "Absents") not in found
    assert ("mois", "2026-10", "Candidats concernés par C6") not in found
    assert found["année", "2026-2027", "Absents"]["Valeur"] == "10 à 14"
    assert found["classe", "sans classe", "Candidats ayant composé"]["Valeur"] == "5 à 9"
    assert found["année", "2026-2027", "Candidats concernés par C6"]["Valeur"] == "0 à 4"
    assert found["mois", "2026-10", "Signalements C7"]["Valeur"] == "2"
    assert found["mois", "2026-10", "Sessions finalisées après les 48 h"]["Sessions"] == "203"
    assert found["session", "203", "Délai de finalisation (min)"]["Valeur"] == str(49 * 60)


def test_the_markdown() -> None:
    """Titles, tables whose cells stay where they belong, the rule of steps."""
    text = markdown(the_report()).decode()
    assert text.startswith("# Rapport annuel 2026-2027\n")
    assert "\n| Absents | 10 à 14 | 201," in text
    assert "\n| septembre 2026 | 1 | 5 à 18 | 5 à 9 | 0 | 0 | 0 | 0 | 201 |\n" in text
    assert "## Comment lire ce document" in text


def test_a_class_is_no_markdown() -> None:
    """What somebody typed is shown as he typed it."""
    told = activity(
        YEAR, [figures_of(held("60", "2026-11-02", {"3e|*B*": "..a"}, 1).session)], NOW, protected=PROTECTED
    )
    assert r"| 3e\|\*B\* |" in markdown(report(told, PARIS)).decode()


def test_the_pdf() -> None:
    """Each page says which year it is and how final; the figures stand in it in their order, and it is tidy."""
    paper = Paper(pdf(the_report(), NOW.astimezone(PARIS)))
    paper.assert_tidy()
    for number, text in enumerate(paper.page_texts, 1):
        assert "Rapportannuel2026-2027·page" + f"{number}/{paper.count}·" in text
        assert "Annéeencours" in text
    paper.assert_in_order(
        "L'année", "Sessions tenues", "9", "Candidats inscrits", "90 à 98", "Absents", "10 à 14", "Par mois",
        "septembre 2026", "5 à 18", "Finalisation par mois", "Par classe", "3eA", "30 à 34", "Signalements par code",
        "Délais de finalisation", "49 h 00", "hors délai", "Sessions sans test démarré", "209",
        "Sessions laissées de côté", "99", "Comment lire ce document", "de cinq en cinq",
    )  # fmt: skip


def test_many_sessions_and_classes_are_tidy_too() -> None:
    """A hundred sessions, forty classes with long names: nothing overlaps, nothing leaves its cell."""
    base = figures_of(held("60", "2026-11-02", {"3eB": "..a"}, 1).session)
    many = [
        replace(
            base,
            number=str(1000 + rank),
            day=date(2026, 9 + rank % 4, 12),
            by_class={f"Terminale bac pro systèmes numériques {rank % 40}": base.whole},
        )
        for rank in range(100)
    ]
    paper = Paper(pdf(report(activity(YEAR, many, NOW, protected=PROTECTED), PARIS), NOW.astimezone(PARIS)))
    paper.assert_tidy()
    assert paper.says("1099")


# Exact figures ----------------------------------------------------------------------------------------------


def the_exact_report() -> YearDocument:
    return report(activity(YEAR, ten_figures(), NOW, protected=PROTECTED, exact=True), PARIS, LEFT_OUT)


def test_an_exact_report_says_so_on_each_page() -> None:
    """For the head of the school alone, and not to leave the house: paper, Markdown, table."""
    document = the_exact_report()
    assert "chef d'établissement seul" in document.warning
    assert rows_of(document, "Par classe")[1][:7] == ["3eB", "3", "24", "17", "7", "0", "1"]
    rows = {title: value for title, value, _ in rows_of(document, "L'année")}
    assert (rows["Absents"], rows["Autres inscrits sans test"]) == ("14", "1")
    paper = Paper(pdf(document, NOW.astimezone(PARIS)))
    paper.assert_tidy()
    squeezed = WARNING.replace(" ", "")
    for text in paper.page_texts:
        assert text.replace("’", "'").replace("\xa0", "").count(squeezed) == 2, "at its head and at its foot"
    text = markdown(document).decode()
    assert text.count(f"**{WARNING}**") == text.count("\n## ") + 1
    lines = list(
        csv.reader(
            io.StringIO(
                report_csv(activity(YEAR, ten_figures(), NOW, protected=PROTECTED, exact=True)).decode("utf-8-sig")
            ),
            delimiter=";",
        )
    )
    assert all(line[-1] == WARNING for line in lines[1:])
    assert ["2026-2027", "classe", "3eB", "Absents", "7", "202 205 206", WARNING] in lines


def test_the_usual_report_bears_no_such_word() -> None:
    """It may be shown to anybody."""
    assert the_report().warning == ""
    assert WARNING not in markdown(the_report()).decode()


# The file for a visite de contrôle --------------------------------------------------------------------------


def the_file() -> YearDocument:
    """Nine of the ten, and one in which everything happened."""
    bench = closed(eventful(21))
    sessions = {session.number: session for session in ten_sessions()} | {"300": bench.session}
    told = activity(YEAR, [*ten_figures(), figures_of(bench.session)], NOW, protected=PROTECTED)
    return control(told, sessions, PARIS, LEFT_OUT)


def test_rooms_people_and_seals() -> None:
    """Who supervised, whether one for twenty was kept, and the seal."""
    rows = {row[0]: row for row in rows_of(the_file(), "Sessions")}
    assert rows["201"][1:4] == ["30/09/2026 09:00", "Collège Jean Moulin, B12", "5 à 18"]
    assert rows["201"][5:7] == ["oui", "Finalisée"]
    assert len(rows["201"][7].replace(" ", "")) == 32
    assert rows["209"][5:] == ["—", "Préparation", "non close"]
    assert rows["300"][5] == "dérogation"


def test_one_for_twenty() -> None:
    """21 present and one surveillant: one lacks; a second one makes it good."""
    bench = held("61", "2026-11-02", {"3eB": "." * 21}, 1)
    [row] = rows_of(control(TEN, {"61": bench.session}, PARIS), "Sessions")
    assert row[3] == "20 à 33"
    assert row[5] == "il manque 1 surveillant"
    two = held("61", "2026-11-02", {"3eB": "." * 21}, 1, surveillants=("Mme Roy", "M. Petit"))
    [row] = rows_of(control(TEN, {"61": two.session}, PARIS), "Sessions")
    assert row[5] == "oui"


def test_who_trained_whom() -> None:
    """Once, with all sessions that it holds for, those before the one it was noted in too."""
    rows = rows_of(the_file(), "Formation des surveillants")
    assert rows[0][:3] == ["Mme Roy", "Paul Durand, référent", "15/09/2026"]
    assert rows[0][3].startswith("201, ")
    assert rows[0][3].endswith(", 300")


def test_a_training_holds_from_its_date_on() -> None:
    """Noted once, in another session or in the store's register: for each session on that day or later."""
    sessions = {s.number: s for s in ten_sessions() if s.number in ("201", "202", "203")}
    noted = (Training("Mme  ROY", "Paul Durand", date(2026, 10, 5)), Training("Mme Roy", "avant", date(2025, 9, 1)))
    rows = rows_of(control(TEN, sessions, PARIS, (), noted[:1]), "Formation des surveillants")
    assert rows == [
        ["Mme  ROY", "Paul Durand", "05/10/2026", "202, 203"],
        ["Mme Roy", "non noté", "—", "201"],
    ]
    rows = rows_of(control(TEN, sessions, PARIS, (), noted), "Formation des surveillants")
    assert rows[1] == ["Mme Roy", "avant", "01/09/2025", "201"]


def test_check_lists_as_they_were_ticked() -> None:
    """Point by point with who, when and the remark; a session nobody ticked anything in says so."""
    document = the_file()
    rows = rows_of(document, "Session 300 du 23/11/2026 : vérification de la salle")
    assert rows[0] == ["Une place et un ordinateur par candidat", "bon", "roy", "23/11/2026 08:30", ""]
    assert rows[1][1] == "à revoir"
    assert rows[1][4] == "un seul poste de secours pour 21"
    assert rows[2][1:] == ["non noté", "", "", ""]
    assert not [s for s in document.sections if s.title.startswith("Session 201")]
    unchecked = [number for number, _ in rows_of(document, "Sessions tenues sans vérification de la salle notée")]
    assert unchecked == ["201", "202", "203", "204", "205", "206", "207", "208", "210"]


def test_incidents_are_codes_and_nobody_is_named() -> None:
    """No name, no description; and no count of a code on temps majoré or fraud in one session."""
    document = the_file()
    rows = dict(rows_of(document, "Signalements par session"))
    assert rows["204"] == "C7 × 2, E1 × 1"
    assert rows["205"] == rows["210"] == "aucun"
    assert rows_of(document, "Temps majoré et fraude, à l'année")[0] == ["C6", "0 à 4"]
    outage = rows_of(document, "Incidents globaux")
    assert outage == [["300", "23/11/2026 09:50", "7 min", "centre"]]
    text = markdown(document).decode()
    session = closed(eventful(21)).session
    for who in session.candidates.values():
        assert who.identity.last_name not in text
    assert LONGEST_TEXT not in text


def test_its_pdf() -> None:
    """Read back: its parts in their order, nothing over anything else."""
    paper = Paper(pdf(the_file(), NOW.astimezone(PARIS)))
    paper.assert_tidy()
    paper.assert_in_order(
        "Sessions", "Collège Jean Moulin", "Formation des surveillants", "Paul Durand, référent", "Dérogations",
        "Pix autorise 24 candidats", "Signalements par session", "C7 × 2", "Incidents globaux",
        "Session 300 du 23/11/2026 : vérification de la salle", "un seul poste de secours",
    )  # fmt: skip


def test_a_reopened_session_has_no_seal() -> None:
    """It is void."""
    bench = closed(eventful(10))
    bench.do(act.Reopen("une signature oubliée"))
    [row] = rows_of(control(TEN, {"208": bench.session}, PARIS), "Sessions")
    assert row[-1] == "non close"
    assert bench.session.date == DAY


@pytest.mark.parametrize("make", [the_report, the_file])
def test_the_same_year_gives_the_same_bytes(make: Callable[[], YearDocument]) -> None:
    """At the same instant."""
    assert pdf(make(), NOW.astimezone(PARIS)) == pdf(make(), NOW.astimezone(PARIS))


def test_it_is_read_in_its_order() -> None:
    """Both documents have their headings, their bookmarks, and tables whose rows are named by their first cell."""
    for document in (the_report(), the_file()):
        paper = Tagged(pdf(document, NOW.astimezone(PARIS)))
        assert_read(paper)
        titles = [typographic(section.title) for section in document.sections]
        assert [text for _, text, _ in paper.outline] == [*titles, "Comment lire ce document"]
        for table in paper.document.each("Table"):
            assert {row.parts[0].kind for row in table.parts if len(row.parts) > 1} == {"TH"}
            for title in table.parts[0].parts:
                assert title.whole in {typographic(one.title) for part in document.sections for one in part.columns}
