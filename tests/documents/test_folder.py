"""The folder of an export: whole documents or none, for their owner alone."""

import errno
import os
import stat
from pathlib import Path

import pytest

from data import disk
from data.documents.folder import Content, write_folder
from data.documents.places import ExistsError, ExportError

DOCUMENTS = {"a.json": b"{}", "b.csv": b"\xef\xbb\xbfx\r\n"}
posix_only = pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX")


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, hidden files included."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@posix_only
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """0700 for each folder that is made, 0600 for each document, whatever the umask."""
    before = os.umask(0o002)
    try:
        write_folder(tmp_path / "loin" / "export", DOCUMENTS)
    finally:
        os.umask(before)
    assert contents(tmp_path / "loin" / "export") == DOCUMENTS
    for path, mode in (("loin", 0o700), ("loin/export", 0o700), ("loin/export/a.json", 0o600)):
        assert stat.S_IMODE((tmp_path / path).stat().st_mode) == mode


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """One document of the same name refuses them all, and is named."""
    (tmp_path / "b.csv").write_bytes(b"avant")
    with pytest.raises(ExistsError, match=r"b\.csv") as refusal:
        write_folder(tmp_path, DOCUMENTS)
    assert "--force" in refusal.value.hint
    assert contents(tmp_path) == {"b.csv": b"avant"}


def test_force_replaces_those_and_nothing_else(tmp_path: Path) -> None:
    """Other files of the folder stay."""
    (tmp_path / "b.csv").write_bytes(b"avant")
    (tmp_path / "notes.txt").write_bytes(b"les miennes")
    write_folder(tmp_path, DOCUMENTS, force=True)
    assert contents(tmp_path) == {**DOCUMENTS, "notes.txt": b"les miennes"}


def test_force_does_not_follow_a_link(tmp_path: Path) -> None:
    """What a link pointed to is not written to."""
    victim = tmp_path / "ailleurs.txt"
    victim.write_bytes(b"intact")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.json").symlink_to(victim)
    write_folder(folder, DOCUMENTS, force=True)
    assert victim.read_bytes() == b"intact"
    assert not (folder / "a.json").is_symlink()


@pytest.mark.parametrize("failing", ["write_all", "fsync", "replace"])
def test_a_failure_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """The disk fills up at the second document: no aside is left, and what was there before is."""
    (tmp_path / "b.csv").write_bytes(b"avant")
    real, calls = getattr(disk, failing), 0

    def full(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, "full")
        return real(*args)

    # The seam of data.disk: one function for each system call that changes something.
    monkeypatch.setattr(disk, failing, full)
    with pytest.raises(ExportError, match="le disque est plein"):
        write_folder(tmp_path, DOCUMENTS, force=True)
    found = contents(tmp_path)
    assert found.pop("b.csv") == b"avant"
    assert found in ({}, {"a.json": b"{}"}), "whole documents or none"


def test_a_new_folder_does_not_survive_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left where nothing was."""

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "write_all", full)
    with pytest.raises(ExportError):
        write_folder(tmp_path / "loin" / "export", DOCUMENTS)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(("place", "why"), [("fichier", "pas un dossier"), ("fichier/sous", "pas un dossier")])
def test_a_folder_that_cannot_be(tmp_path: Path, place: str, why: str) -> None:
    """A sentence, with what to do."""
    (tmp_path / "fichier").write_bytes(b"")
    with pytest.raises(ExportError, match=why) as refusal:
        write_folder(tmp_path / place, DOCUMENTS)
    assert refusal.value.hint == "--to"


def test_a_folder_in_the_place_of_a_document(tmp_path: Path) -> None:
    """Not even with --force."""
    (tmp_path / "a.json").mkdir()
    with pytest.raises(ExportError, match="un dossier y porte le nom d'un document"):
        write_folder(tmp_path, DOCUMENTS, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_without_the_right_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rights are named. The system's refusal is put in by hand, since root is never refused."""

    def refused(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "refused", str(path))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(ExportError, match="les droits ne le permettent pas"):
        write_folder(tmp_path / "export", DOCUMENTS)


def test_evidence_goes_to_a_folder_below(tmp_path: Path) -> None:
    """Copied from its file, for the owner alone, the folder too; again only when it may be replaced."""
    source = tmp_path / "photo"
    source.write_bytes(b"photo" * 300_000)
    documents: dict[str, Content] = {"a.json": b"a", "evidence/photo.jpg": source}
    folder = tmp_path / "export"
    write_folder(folder, documents)
    copy = folder / "evidence" / "photo.jpg"
    assert copy.read_bytes() == source.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with pytest.raises(ExistsError):
        write_folder(folder, {"evidence/photo.jpg": source})
    write_folder(folder, documents, force=True)
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "evidence"]


def test_evidence_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    """No document of the same export is there either, nor an empty folder."""
    documents: dict[str, Content] = {"a.json": b"a", "evidence/photo.jpg": tmp_path / "nothing"}
    with pytest.raises(ExportError):
        write_folder(tmp_path / "export", documents)
    assert list(tmp_path.iterdir()) == []


def test_many_that_are_there_are_counted(tmp_path: Path) -> None:
    """Four are named, the others counted: twenty names are no sentence."""
    for rank in range(7):
        (tmp_path / f"{rank}.pdf").touch()
    with pytest.raises(ExistsError, match=r"contient déjà 0\.pdf, 1\.pdf, 2\.pdf, 3\.pdf et 3 autres"):
        write_folder(tmp_path, {f"{rank}.pdf": b"x" for rank in range(7)})


def test_what_a_killed_export_left_is_swept(tmp_path: Path) -> None:
    """Hidden and full of names: the next export removes it; not what another one may be writing now."""
    old, fresh, other = (tmp_path / name for name in (".vigie-abc.tmp", ".vigie-def.tmp", ".autre.tmp"))
    for path in (old, fresh, other):
        path.write_bytes(b"LE GOFF")
    for path in (old, other):
        os.utime(path, (0, 0))
    write_folder(tmp_path, DOCUMENTS)
    assert contents(tmp_path) == {**DOCUMENTS, fresh.name: b"LE GOFF", other.name: b"LE GOFF"}
