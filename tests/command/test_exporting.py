"""`vigie export`: which documents, where to, and what it refuses."""

import json
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.archive import Archive
from data.errors import NotFoundError
from data.reference import read_reference
from screens.command.exporting import run_export
from screens.command.output import BadUsageError, LineError, RefusedError
from supervisor.action import Context, CreateSession, NewCandidate, WriteNote
from supervisor.candidate import Identity
from supervisor.reference import Header

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NB = "\N{NO-BREAK SPACE}"
CSV = {"candidats.csv", "signalements.csv", "journal.csv", "a-reconvoquer.csv"}
PDF = {
    "convocations.pdf", "feuille-emargement.pdf", "verification-salle.pdf", "feuille-de-secours.pdf",
    "feuille-emargement-remplie.pdf", "pv-incident.pdf", "finalisation.pdf", "journal.pdf",
}  # fmt: skip
HTML = {name.replace(".pdf", ".html") for name in PDF}
ALL = {"session.json", "journal.jsonl", "session.md", "finalisation.md"} | CSV | PDF | HTML


class Clock:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A store with session 208, and a folder of its own to stand in."""
    monkeypatch.chdir(tmp_path)
    archive = Archive(tmp_path / "store")
    creation = CreateSession(
        "208",
        date(2026, 11, 23),
        "09:00",
        candidates=(NewCandidate(Identity(last_name="LE GOFF", first_name="Maël")),),
    )
    header = Header(timezone="Europe/Paris", reference=read_reference())
    archive.create(header, creation, Context(NOW, "Paul Martin", "poste-1"))
    return archive


def asked(number: str = "208", **options: object) -> Namespace:
    """What the parser read."""
    return Namespace(
        **{"number": number, "only": None, "to": None, "force": False, "zip": False, "nameless": False, **options}
    )


def export(archive: Archive, *, only: str | None = None, to: str | None = None, force: bool = False) -> int:
    return run_export(archive, asked(only=only, to=to, force=force), Clock())


def test_into_a_folder_of_its_own(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """./vigie-N-DATE/ with all documents, which are named."""
    assert export(archive) == 0
    assert {path.name for path in Path("vigie-208-2026-11-23").iterdir()} == ALL
    said = capsys.readouterr()
    assert said.out.replace(NB, " ").startswith("Session 208 : 24 documents dans vigie-208-2026-11-23 : session.json")
    assert said.err == ""


@pytest.mark.few(only=(3, 4, 6))
@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("json", {"session.json"}),
        ("csv", CSV),
        ("json,csv", CSV | {"session.json"}),
        (" CSV , json,csv ", CSV | {"session.json"}),
        ("pdf", PDF),
        ("html", HTML),
        ("md,journal", {"session.md", "finalisation.md", "journal.jsonl"}),
    ],
)
def test_only_these(archive: Archive, only: str, names: set[str]) -> None:
    """`--only` names kinds."""
    assert export(archive, only=only, to="ici") == 0
    assert {path.name for path in Path("ici").iterdir()} == names


@pytest.mark.parametrize("only", ["docx", "json,odt", ",", "../x"])
def test_an_unknown_kind(archive: Archive, only: str) -> None:
    """It is refused, and those that are known are named."""
    with pytest.raises(BadUsageError, match="json, journal, csv, md, pdf, html"):
        export(archive, only=only, to="ici")
    assert not Path("ici").exists()


def test_not_written_over_without_force(archive: Archive) -> None:
    """Exit 1 and a sentence; with --force it is the newer state."""
    assert export(archive, to="ici") == 0
    archive.journal("208").act(WriteNote("plus tard"), Context(NOW, "Paul Martin", "poste-1"))
    with pytest.raises(RefusedError, match="contient déjà") as refusal:
        export(archive, to="ici")
    assert refusal.value.exit_code == 1
    assert export(archive, to="ici", force=True) == 0
    assert json.loads(Path("ici/session.json").read_text(encoding="utf-8"))["notes"][0]["text"] == "plus tard"


def test_a_folder_that_cannot_be_written(archive: Archive) -> None:
    """A sentence with the place, exit 3."""
    Path("ici").write_text("", encoding="utf-8")
    with pytest.raises(LineError, match="Rien n'a été exporté dans ici") as refusal:
        export(archive, to="ici")
    assert refusal.value.exit_code == 3


def test_an_unknown_session(archive: Archive) -> None:
    """The store's own sentence."""
    with pytest.raises(NotFoundError):
        run_export(archive, asked("209"), Clock())


def test_a_damaged_journal_leaves_as_far_as_it_is_good(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """What precedes the damage is exported, and it is said."""
    journal = archive.journal("208")
    journal.act(WriteNote("avant"), Context(NOW, "Paul Martin", "poste-1"))
    journal.path.write_bytes(journal.path.read_bytes().replace(b"avant", b"apres"))
    assert export(archive, to="ici") == 1
    document = json.loads(Path("ici/session.json").read_text(encoding="utf-8"))
    assert (len(document["journal"]), document["notes"]) == (3, [])
    assert document["damage"].replace(NB, " ").startswith("ligne 4 : ")
    assert "ce qui précède est exporté" in capsys.readouterr().err.replace(NB, " ")
