"""`vigie export` in its other forms: one zip, « sans nom », the journal alone, with a bar for who waits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from screens.command.progress import Progress
from tests.command.command import Terminal, Vigie


def test_one_zip(room: Vigie, tmp_path: Path) -> None:
    """By its name or by the option; never over another one unasked."""
    path = tmp_path / "tout.ZIP"
    assert room("export", "208", "--to", str(path)).code == 0
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert {"session.json", "journal.jsonl", "session.md", "a-reconvoquer.csv", "convocations.pdf"} <= set(names)
    before = path.read_bytes()
    answer = room("export", "208", "--to", str(path), "--only", "json")
    assert answer.code == 1
    assert "--force" in answer.complaint
    assert path.read_bytes() == before
    assert room("export", "208", "--to", str(path), "--only", "json", "--force").code == 0
    assert zipfile.ZipFile(path).namelist() == ["session.json"]


def test_the_usual_name_of_a_zip(room: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside where one stands."""
    monkeypatch.chdir(tmp_path)
    assert room("export", "208", "--zip", "--only", "csv").code == 0
    [path] = tmp_path.glob("*.zip")
    assert path.name.startswith("vigie-208-")


def test_without_names(room: Vigie, tmp_path: Path) -> None:
    """Its own documents, in a folder whose name says so; no name in any of them, nor in what is said."""
    room.done("start", "1")
    answer = room("export", "208", "--sans-nom", "--to", str(tmp_path / "x"))
    assert answer.code == 0
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == [
        "candidats-sans-nom.csv", "session-sans-nom.json", "signalements-sans-nom.csv",
    ]  # fmt: skip
    assert all(b"LE GOFF" not in path.read_bytes() for path in (tmp_path / "x").iterdir())
    assert room("export", "208", "--sans-nom", "--only", "json").code == 2


def test_a_journal_alone_is_proved(room: Vigie, tmp_path: Path) -> None:
    """Without the access code, with the same seal; and so is the complete export."""
    seal = room.done("close", "--force").lines[1].removeprefix("sceau : ")
    room("export", "208", "--only", "journal,json", "--to", str(tmp_path / "x"))
    for name in ("journal.jsonl", "session.json"):
        answer = room("check", str(tmp_path / "x" / name))
        assert answer.code == 0
        assert seal in answer.out
    path = tmp_path / "x" / "session.json"
    path.write_bytes(path.read_bytes().replace(b'"number": 1,', b'"number": 2,', 1))
    assert room("check", str(path)).code == 1


def test_an_export_is_imported(room: Vigie, tmp_path: Path) -> None:
    """Into an empty store: same journal; a second time, or beside a list, it is refused and nothing is made."""
    room.done("close", "--force")
    room("export", "208", "--only", "json", "--to", str(tmp_path / "x"))
    path = str(tmp_path / "x" / "session.json")
    other = str(tmp_path / "other")
    answer = room("import", path, "--store", other)
    assert answer.code == 0
    assert "Session 208 : remise depuis session.json" in answer.lines[0]
    assert "sceau" in answer.out
    restored = (tmp_path / "other/sessions/208/journal.jsonl").read_bytes()
    assert restored.splitlines()[-1] == (room.store / "sessions/208/journal.jsonl").read_bytes().splitlines()[-1]
    again = room("import", path, "--store", other)
    assert again.code == 1
    assert "La session 208 est déjà dans" in again.complaint
    (tmp_path / "l.csv").write_text("nom;prénom;date de naissance\nUN;Zoé;01/02/2010\n")
    third = str(tmp_path / "third")
    assert room("import", path, str(tmp_path / "l.csv"), "--store", third).code == 2
    assert not (tmp_path / "third").exists()
    spoilt = tmp_path / "x" / "session.json"
    spoilt.write_bytes(spoilt.read_bytes().replace("Maël".encode(), b"Mael"))
    answer = room("import", path, "--store", third)
    assert answer.code != 0
    assert "n'est pas ce qui a été exporté" in answer.complaint
    assert not (tmp_path / "third").exists()


# Who waits -------------------------------------------------------------------------------------------------


def bar(stream: io.StringIO | None, seconds: list[float]) -> str:
    """What is drawn when each step begins at these seconds."""
    instants = iter([0.0, *seconds])
    progress = Progress(stream, lambda: next(instants, seconds[-1]))
    for done, _ in enumerate(seconds):
        progress(done, len(seconds), f"partie {done + 1}")
    progress(len(seconds), len(seconds), "")
    return stream.getvalue() if stream is not None else ""


def test_nothing_is_shown_within_a_second() -> None:
    """What is quick needs no bar."""
    assert bar(Terminal(), [0.1, 0.5, 0.99]) == ""


def test_a_bar_after_a_second() -> None:
    """What is being made, and how far; it goes at the end."""
    drawn = bar(Terminal(), [0.1, 1.0, 1.5])
    assert "2/3 partie 2" in drawn
    assert "3/3 partie 3" in drawn
    assert "1/3" not in drawn
    assert drawn.endswith("\r\x1b[K")


def test_no_bar_where_nobody_looks() -> None:
    """A file or another program gets none."""
    assert bar(io.StringIO(), [2.0, 3.0]) == ""
    assert bar(None, [2.0]) == ""
