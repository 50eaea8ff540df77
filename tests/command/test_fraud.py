"""`vigie do N fraud`: a report with its evidence, completed later; `check` and `export` of what was kept."""

import hashlib
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.archive import Archive
from data.journal import Journal
from tests.command.command import Answer, Vigie

PHOTO = b"\x89PNG a photo"
NEW = ("fraud", "1", "--kind", "consultation", "--seen", "une antisèche")


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A screen copy, taken at 08:41:07 UTC."""
    path = tmp_path / "écran.png"
    path.write_bytes(PHOTO)
    os.utime(path, (datetime(2026, 11, 22, 8, 41, 7, tzinfo=UTC).timestamp(),) * 2)
    return str(path)


def journal_of(room: Vigie) -> Journal:
    """The journal of session 208."""
    return Archive(room.store).journal("208")


def evidence_of(room: Vigie) -> Path:
    """The folder of evidence of session 208."""
    return journal_of(room).path.parent / "evidence"


def report_number(answer: Answer) -> str:
    """« n° 41 » of the remark about what lacks."""
    [line] = [line for line in answer.lines if "incomplet" in line]
    return line.split("rapport n° ")[1].split()[0]


def test_fraud(room: Vigie) -> None:
    """The report and its incident are one action."""
    room.run_until_started(1)
    answer = room.done(*NEW, "--done", "ramassée", "--witness", "Mme Roux", "--witness", "A. Petit")
    assert answer.lines[0].startswith("1 LE GOFF Maël : rapport de fraude")
    assert answer.lines[1] == "à noter, n° 1 : le test n'est pas interrompu"
    assert room.candidate(1)["incidents"][0]["code"] == "C6"
    [report] = journal_of(room).session.frauds_of(1)
    assert report.witnesses == ("Mme Roux", "A. Petit")


def test_what_lacks_is_said_with_what_completes_it(room: Vigie, photo: str) -> None:
    """Exit 0 all the same; the option that completes it is named, and does."""
    answer = room.done(*NEW, "--tool-required", "no")
    number = report_number(answer)
    assert any("il manque : ce qui a été fait" in line and f"--report {number}" in line for line in answer.lines)
    room.done("fraud", "1", "--report", number, "--done", "ramassée")
    room.done("fraud", "1", "--report", number, "--evidence", photo)
    [listed] = room.candidate(1)["frauds"]
    assert (listed["id"], listed["complete"], listed["evidence"]) == (int(number), True, 1)
    [report] = journal_of(room).session.frauds_of(1)
    assert (report.seen, report.done, report.is_complete, report.tool_required) == (
        "une antisèche", "ramassée", True, False,
    )  # fmt: skip
    assert [piece.name for piece in report.evidence] == ["écran.png"]


def test_evidence_is_copied_with_the_session(room: Vigie, photo: str) -> None:
    """Digest, size and time; the file itself may go."""
    room.done(*NEW, "--evidence", photo)
    Path(photo).unlink()
    [piece] = journal_of(room).session.frauds_of(1)[0].evidence
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert (piece.sha256, piece.size, piece.taken_at) == (
        digest, len(PHOTO), datetime(2026, 11, 22, 8, 41, 7, tzinfo=UTC),
    )  # fmt: skip
    assert (evidence_of(room) / f"{digest}.png").read_bytes() == PHOTO


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("fraud", "1"), "--kind"),
        (("fraud", "1", "--kind", "consultation"), "--seen"),
        (("fraud", "1", "--kind", "vol", "--seen", "x"), "--kind"),
        (("fraud", "1-2", "--kind", "usurpation", "--seen", "x"), "un candidat à la fois"),
        (("fraud", "1", "--report", "0", "--done", "x"), "--report"),
        ((*NEW, "--evidence", "rien.png"), "« rien.png » ne peut pas être jointe : il n'existe pas"),
        ((*NEW, "--evidence", "/"), "c'est un dossier"),
    ],
)
def test_bad_words_are_exit_2_and_record_nothing(words: tuple[str, ...], why: str, room: Vigie) -> None:
    """One sentence that says what, and names the file."""
    answer = room.do(*words)
    assert answer.code == 2
    assert why in answer.complaint
    assert len(answer.complaint.splitlines()) == 1
    assert not journal_of(room).session.frauds


def test_a_refused_report_leaves_no_copy(room: Vigie, photo: str) -> None:
    """Exit 1: there is no such report, and nothing stays of the file."""
    answer = room.do("fraud", "1", "--report", "3", "--done", "x", "--evidence", photo)
    assert answer.code == 1
    assert "n'a pas de rapport de fraude n° 3" in answer.complaint
    assert list(evidence_of(room).iterdir()) == []


def test_the_name_of_a_candidate_in_a_path_stays_off_stderr(room: Vigie, tmp_path: Path) -> None:
    """Scripts write stderr to logs (RULES.md section 10)."""
    answer = room.do(*NEW, "--evidence", str(tmp_path / "photo Maël LE GOFF.jpg"))
    assert answer.code == 2
    assert "GOFF" not in answer.err
    assert "Maël" not in answer.err
    assert ".jpg" in answer.complaint


def test_check_names_what_is_gone_or_changed(room: Vigie, photo: str) -> None:
    """Exit 1, by event and name; whole again, exit 0."""
    room.done(*NEW, "--evidence", photo)
    [copy] = evidence_of(room).iterdir()
    assert room("check", "208").code == 0
    copy.write_bytes(b"other")
    changed = room("check", "208")
    assert changed.code == 1
    assert "la pièce « écran.png » a changé" in changed.complaint
    copy.unlink()
    gone = room("check")
    assert gone.code == 1
    assert "la pièce « écran.png » n'est plus là" in gone.complaint
    assert "journal entier" in gone.out.replace("\N{NO-BREAK SPACE}", " ")


def test_check_of_a_copied_journal_remarks_what_it_cannot_see(room: Vigie, photo: str, tmp_path: Path) -> None:
    """A file alone is no failure; a whole folder without its evidence is one."""
    room.done(*NEW, "--evidence", photo)
    journal = journal_of(room).path
    folder = tmp_path / "copie"
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(journal.read_bytes())
    alone = room("check", str(folder / "journal.jsonl"))
    assert alone.code == 0
    assert any("1 pièce de fraude hors de vue" in line for line in alone.lines)
    assert room("check", str(folder)).code == 1


def test_the_export_takes_the_evidence_along(room: Vigie, photo: str, tmp_path: Path) -> None:
    """Beside its list in the JSON; `check` proves the export with it; `--only` takes documents alone."""
    room.done(*NEW, "--evidence", photo)
    folder = tmp_path / "export"
    answer = room("export", "208", "--to", str(folder))
    assert answer.code == 0
    assert "1 pièce dans pieces" in answer.lines[0]
    [copy] = (folder / "pieces").iterdir()
    assert (copy.name, copy.read_bytes()) == ("écran.png", PHOTO)
    [fraud] = json.loads((folder / "session.json").read_bytes())["frauds"]
    assert fraud["evidence"] == [
        {
            "name": "écran.png", "sha256": hashlib.sha256(PHOTO).hexdigest(), "size": len(PHOTO),
            "taken_at": "2026-11-22T08:41:07Z", "file": "pieces/écran.png",
        }
    ]  # fmt: skip
    assert room("check", str(folder / "session.json")).code == 0
    copy.write_bytes(b"other")
    assert room("check", str(folder / "session.json")).code == 1
    only = tmp_path / "only"
    assert room("export", "208", "--to", str(only), "--only", "json").code == 0
    assert [path.name for path in only.iterdir()] == ["session.json"]
    assert room("check", str(only / "session.json")).code == 0


def test_the_export_goes_without_what_is_gone_and_says_so(room: Vigie, photo: str, tmp_path: Path) -> None:
    """The rest leaves all the same."""
    room.done(*NEW, "--evidence", photo)
    next(evidence_of(room).iterdir()).unlink()
    answer = room("export", "208", "--to", str(tmp_path / "export"))
    assert answer.code == 1
    assert "une pièce n'est plus là, l'export part sans elle" in answer.complaint.replace("’", "'")
    assert not (tmp_path / "export" / "pieces").exists()
    assert (tmp_path / "export" / "session.json").exists()


@pytest.mark.few(is_link=(0,))
@pytest.mark.parametrize("is_link", [True, False])
def test_no_export_reads_through_a_link_nor_takes_what_has_changed(
    is_link: bool, room: Vigie, photo: str, tmp_path: Path
) -> None:
    """What leaves is what was kept, byte by byte: the rest is refused and told, exit 1."""
    room.done(*NEW, "--evidence", photo)
    [copy] = evidence_of(room).iterdir()
    secret = tmp_path / "secret"
    secret.write_bytes(PHOTO if is_link else b"another photo")
    copy.unlink()
    if is_link:
        copy.symlink_to(secret)
    else:
        copy.write_bytes(secret.read_bytes())
    for to in ("folder", "export.zip"):
        answer = room("export", "208", "--to", str(tmp_path / to))
        assert answer.code == 1
        assert ("un lien" if is_link else "a changé") in answer.complaint
        assert "écran.png" not in answer.complaint
    assert not (tmp_path / "folder" / "pieces").exists()
    assert not [name for name in zipfile.ZipFile(tmp_path / "export.zip").namelist() if "piece" in name]


def test_an_import_of_the_export_brings_the_evidence_back(room: Vigie, photo: str, tmp_path: Path) -> None:
    """Beside the JSON: it comes along, and `check` finds all of it; the JSON alone says what lacks."""
    room.done(*NEW, "--evidence", photo)
    folder = tmp_path / "export"
    room("export", "208", "--to", str(folder))
    room.store = tmp_path / "other"
    assert room("import", str(folder / "session.json")).code == 0
    assert room("check", "208").code == 0
    assert [copy.read_bytes() for copy in evidence_of(room).iterdir()] == [PHOTO]
    (tmp_path / "alone.json").write_bytes((folder / "session.json").read_bytes())
    room.store = tmp_path / "third"
    answer = room("import", str(tmp_path / "alone.json"))
    assert any("sans toutes ses pièces" in line for line in answer.lines)
    assert room("check", "208").code == 1
