"""CSV for spreadsheets: what a spreadsheet reads, and what it must not compute."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.documents.csv_out import candidates_csv, incidents_csv, journal_csv, safe
from data.documents.json_out import session_json
from data.journal import Journal
from data.reference import read_reference
from supervisor.action import (
    Action,
    AdjustTime,
    BeginGlobal,
    Context,
    CreateSession,
    Mark,
    NewCandidate,
    RecordIncident,
    ReportFraud,
    Undo,
    WriteNote,
)  # fmt: skip
from supervisor.candidate import EXACT_THIRD, Identity
from supervisor.reference import Header

NOW = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
"""01:50 in Paris, ten minutes before summer time begins."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A session of three, one with a hostile name."""
    creation = CreateSession(
        "208",
        date(2026, 3, 29),
        "01:30",
        candidates=(
            NewCandidate(Identity(last_name="LE GOFF", first_name="Maël", birth_date=date(2009, 5, 20)), seat="B03"),
            NewCandidate(Identity(last_name='=HYPERLINK("http://x")', first_name="@SUM(1)"), extra_time=EXACT_THIRD),
            NewCandidate(Identity(last_name="D’ARTAGNAN; ou « Charles »", first_name="-1+1"), "CLEA"),
        ),
    )
    header = Header(timezone="Europe/Paris", reference=read_reference())
    return Archive(tmp_path / "store").create(header, creation, Context(NOW, "+33", "poste-1"))


def act(journal: Journal, *actions: Action) -> None:
    """Each a minute after the one before."""
    for minutes, action in enumerate(actions, start=1):
        outcome = journal.act(action, Context(NOW + timedelta(minutes=minutes), "+33", "poste-1"))
        assert not outcome.refusals


def rows(content: bytes) -> list[dict[str, str]]:
    """What the csv module reads back."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("LE GOFF", "LE GOFF"),
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("  =1", "'=1"),
        ("\u200b=1", "'=1"),
        ("\x1b[31m=1", "[31m=1"),
        ("＝1", "'＝1"),
        ("a\nb", "a b"),
        ("'déjà", "'déjà"),
        (None, ""),
        (0, "0"),
        (12, "12"),
        (-5, "-5"),
    ],
)
def test_no_cell_is_a_formula(cell: str | int | None, written: str) -> None:
    """A leading apostrophe keeps it a text; control characters are taken out."""
    assert safe(cell) == written


def test_what_a_french_office_suite_opens(journal: Journal) -> None:
    """BOM, semicolons, CRLF, nothing else between lines."""
    for content in (candidates_csv(journal.session, NOW), incidents_csv(journal.session), journal_csv(journal.session)):
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_hostile_names_stay_texts(journal: Journal) -> None:
    """Names come back with an apostrophe before them, their quotes and semicolons intact."""
    found = rows(candidates_csv(journal.session, NOW))
    assert [row["Nom de naissance"] for row in found] == [
        "LE GOFF", '\'=HYPERLINK("http://x")', "D’ARTAGNAN; ou « Charles »",
    ]  # fmt: skip
    assert [row["Prénom"] for row in found] == ["Maël", "'@SUM(1)", "'-1+1"]
    assert {row["Auteur"] for row in rows(journal_csv(journal.session))} == {"'+33"}


def test_times_are_the_sessions_own(journal: Journal) -> None:
    """Local times, over the beginning of summer time too."""
    act(journal, Mark("join", (1, 2)), Mark("start", (1, 2)), AdjustTime((1,), -5, "trop compté"))
    first, second, third = rows(candidates_csv(journal.session, NOW))
    assert first["Début du test"] == "29/03/2026 01:52"
    assert first["Fin autorisée"] == "29/03/2026 04:32"  # 1:45 − 5 min later, one hour skipped
    assert (first["Ajustements (min)"], first["Place"]) == ("-5", "B03")
    assert (second["Temps majoré (%)"], second["Temps majoré (min)"]) == ("33", "35")
    assert second["Fin autorisée"] == "29/03/2026 05:12"  # 140 minutes
    assert (third["Certification"], third["Début du test"], third["Fin autorisée"]) == ("Pix + CléA numérique", "", "")


def test_incidents_of_all_kinds(journal: Journal) -> None:
    """A candidate's, the session's, a global one and a fraud report, in order of recording."""
    act(
        journal,
        RecordIncident("C7", (), text="réseau lent"),
        Mark("start", (1,)),
        RecordIncident("E2", (1,), question=12, text="=figé"),
        BeginGlobal("coupure", scope=(1, 3), fault="centre"),
        ReportFraud(1, "usurpation", "n'est pas lui"),
    )
    found = rows(incidents_csv(journal.session))
    assert [row["Nature"] for row in found] == [
        "signalement de la session", "signalement", "incident global", "rapport de fraude", "signalement",
    ]  # fmt: skip
    assert found[1]["Description"] == "'=figé"
    assert (found[1]["Question"], found[1]["État"]) == ("12", "à traiter dans l'Espace surveillant")
    assert (found[2]["N° du candidat"], found[2]["Fin"]) == ("1, 3", "")
    assert found[3]["État"] == "incomplet"


def test_what_a_paper_code_becomes_is_exported(tmp_path: Path) -> None:
    """Edition 2021, CSV and JSON: the code of today, what else it became, or that nothing stands for it."""
    header = Header(timezone="Europe/Paris", reference=read_reference("2021"))
    one = NewCandidate(Identity(last_name="LE GOFF", first_name="Maël"))
    creation = CreateSession("208", date(2026, 3, 29), "01:30", candidates=(one,))
    journal = Archive(tmp_path / "store").create(header, creation, Context(NOW, "roy", "poste-1"))
    act(
        journal,
        RecordIncident("A1", (1,), text="souris"),
        RecordIncident("E6", (1,), question=3),
        RecordIncident("E1", (1,), question=4),
    )
    became = ["C7", "sans équivalent : à décrire", "E1"]
    assert [row["Devient"] for row in rows(incidents_csv(journal.session))] == became
    document = json.loads(session_json(journal.session, [], NOW))
    assert [incident["becomes"] for incident in document["incidents"]] == became


def test_the_journal_keeps_what_was_undone(journal: Journal) -> None:
    """It is marked, and so is who did it."""
    act(journal, WriteNote("à l'heure", 1), Undo())
    found = rows(journal_csv(journal.session))
    assert [(row["N°"], row["Annulé"]) for row in found[-2:]] == [("5", "oui"), ("6", "")]
    assert found[-1]["Événement"] == "annulé : note : à l'heure"
    assert [row["Empreinte"] for row in found] == [entry.digest for entry in journal.session.entries]
