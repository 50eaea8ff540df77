"""The zip of an export comes back like the folder, and two machines' p1 are two sessions."""

from __future__ import annotations

import codecs
import tempfile
import warnings
import zipfile
from pathlib import Path

import pytest

from data.archive import Archive
from data.piece_names import exported_names
from tests.command.command import Vigie

NEW = ("fraud", "1", "--kind", "communication", "--seen", "parlait", "--done", "séparés")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A piece of evidence."""
    path = tmp_path / "photo du poste.jpg"
    path.write_bytes(b"light")
    return path


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is in a zip is laid for a moment: a folder that no other program of this machine writes to."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_zip_is_proved_and_put_back_with_its_pieces(room: Vigie, photo: Path, tmp_path: Path, unpacked: Path) -> None:
    """As it was, seal included, with nothing left lying about; a zip that somebody touched is refused."""
    room.done(*NEW, "--evidence", str(photo))
    room.done("close", "--force")
    path = tmp_path / "export.zip"
    assert room("export", "208", "--to", str(path)).code == 0
    assert "pieces/photo du poste.jpg" in zipfile.ZipFile(path).namelist()
    assert room("check", str(path)).code == 0
    room.store = tmp_path / "other"
    assert room("import", str(path)).code == 0
    assert room("check", "208").code == 0
    assert not list(unpacked.iterdir())
    touched = tmp_path / "touched.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(touched, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'"number": 1,', b'"number": 2,', 1) if name == "session.json" else data)
    assert room("check", str(touched)).code == 1
    room.store = tmp_path / "third"
    assert room("import", str(touched)).code != 0


def test_a_hostile_zip_writes_nowhere_else(room: Vigie, tmp_path: Path) -> None:
    """Names that lead out of the folder are passed over."""
    path, hostile = tmp_path / "export.zip", tmp_path / "hostile.zip"
    assert room("export", "208", "--to", str(path)).code == 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in ("../evil", "pieces/../../evil", "/evil", "pieces/deep/evil"):
            new.writestr(name, b"evil")
        new.writestr("session.json", old.read("session.json"))
    room.store = tmp_path / "other"
    assert room("import", str(hostile)).code == 0
    assert not list(tmp_path.rglob("evil"))


def test_the_p1_of_two_machines_are_two_sessions(room: Vigie, tmp_path: Path) -> None:
    """The second gets the next provisional number, both keep all they hold; the same one again is refused."""
    exports = []
    for machine in ("a", "b"):
        room.store = tmp_path / machine
        liste = tmp_path / f"{machine}.csv"
        liste.write_text(f"Nom;Prénom;Date de naissance\n{machine.upper()}BADIE;Léa;14/08/2009\n", encoding="utf-8")
        assert room("import", str(liste)).code == 0
        assert room("do", "p1", "join", "1").code == 0
        assert room("do", "p1", "start", "1").code == 0
        assert room("do", "p1", "close", "--force").code == 0
        exports.append(str(tmp_path / f"{machine}.zip"))
        assert room("export", "p1", "--to", exports[-1]).code == 0
    room.store = tmp_path / "both"
    assert room("import", *exports).code == 0
    archive = Archive(room.store)
    assert archive.numbers() == ["p1", "p2"]
    names = {number: archive.journal(number).session.candidates[1].last_name for number in archive.numbers()}
    assert names == {"p1": "ABADIE", "p2": "BBADIE"}
    assert all(archive.journal(number).session.seal for number in names)
    for number in names:
        assert room("check", number).code == 0
    assert room("import", exports[0]).code == 1
    # The one that bears another number here too, and its newer copy; nothing is half done.
    again = room("import", exports[1])
    assert (again.code, "c'est la session p2" in again.complaint) == (1, True)
    assert room("do", "p2", "number", "310").code == 1
    newer = str(tmp_path / "newer.zip")
    assert room("export", "p2", "--to", newer).code == 0
    assert room("import", newer).code == 1
    room.store = tmp_path / "empty"
    twice = room("import", exports[0], exports[1], newer)
    assert (twice.code, "la même session" in twice.complaint) == (1, True)
    assert Archive(room.store).numbers() == []
    room.store = tmp_path / "both"
    assert archive.numbers() == ["p1", "p2"]


def test_what_is_no_list_of_an_export(room: Vigie, tmp_path: Path) -> None:
    """Its folder or its journal, taken for the session: it is said which file brings it back; its table, why not."""
    folder = tmp_path / "export"
    assert room("export", "208", "--to", str(folder)).code == 0
    room.store = tmp_path / "other"
    for named in (folder, folder / "journal.jsonl"):
        answer = room("import", str(named))
        assert answer.code == 2
        assert "session.json" in answer.out
        assert len(answer.out) < 400
    table = room("import", str(folder / "candidats.csv"))
    assert table.code == 2
    assert "Temps majoré (%)" in table.out
    assert "Temps majoré (min)" in table.out


def test_names_of_pieces_are_clean_and_unique(room: Vigie, tmp_path: Path) -> None:
    """What one system cannot hold is replaced; no two have one name, whatever the case."""
    paths = []
    for folder, name in (
        ("a", "Photo.jpg"),
        ("b", "photo.jpg"),
        ("c", 'a<b>:"c|d?.png'),
        ("d", "con.txt"),
        ("e", "é" * 90),
    ):
        path = tmp_path / folder / name
        path.parent.mkdir()
        path.write_bytes(folder.encode())
        paths += ["--evidence", str(path)]
    room.done(*NEW, *paths)
    names = list(exported_names(Archive(room.store).journal("208").session.entries).values())
    assert names == ["Photo.jpg", "photo-2.jpg", "a-b-c-d-.png", "_con.txt", "é" * 80]


def test_a_hostile_zip_is_no_fault_of_ours(room: Vigie, tmp_path: Path) -> None:
    """A member without a name is passed over; one that is packed wrongly, or twice, is a sentence."""
    path = tmp_path / "export.zip"
    assert room("export", "208", "--to", str(path)).code == 0
    whole = zipfile.ZipFile(path).read("session.json")
    nameless, twice, spoilt = tmp_path / "nameless.zip", tmp_path / "twice.zip", tmp_path / "spoilt.zip"
    with zipfile.ZipFile(nameless, "w") as new:
        member = zipfile.ZipInfo("x")
        member.filename = ""
        new.writestr(member, b"x")
        new.writestr("session.json", whole)
    with zipfile.ZipFile(twice, "w") as new, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(2):
            new.writestr("session.json", whole)
    with zipfile.ZipFile(spoilt, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("session.json", whole)
    data = bytearray(spoilt.read_bytes())
    data[60:90] = b"\xff" * 30
    spoilt.write_bytes(data)
    room.store = tmp_path / "other"
    for bad in (twice, spoilt):
        for words in (("check", str(bad)), ("import", str(bad))):
            answer = room(*words)
            assert answer.code in (1, 2, 3), (words, answer)
            assert bad.name in answer.err
    assert room("check", str(nameless)).code == 0
    assert room("import", str(nameless)).code == 0


def test_one_that_is_damaged_here_is_told_how_to_be_replaced(room: Vigie, tmp_path: Path) -> None:
    """An export is kept for that day: its folder put elsewhere, the session is put back, saved by an editor or not."""
    assert room("export", "208", "--to", str(tmp_path / "export")).code == 0
    path, folder = tmp_path / "export" / "session.json", room.store / "sessions" / "208"
    assert "ailleurs" not in room("import", str(path)).complaint
    (folder / "journal.jsonl").write_bytes(b"")
    refused = room("import", str(path))
    assert refused.code == 1
    assert f"mettez son dossier ailleurs ({folder}), puis recommencez" in refused.complaint
    folder.rename(tmp_path / "208")
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert room("import", str(path)).code == 0
    assert room("check", "208").code == 0
