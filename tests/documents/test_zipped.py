"""One zip of documents: whole or not at all, for its owner alone."""

from __future__ import annotations

import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from data import disk
from data.documents.places import ExistsError, ExportError
from data.documents.zipped import write_zip

AT = datetime(2026, 11, 22, 12, 30, 2)


def test_all_documents_are_in_it(tmp_path: Path) -> None:
    """Bytes and copied files, readable by their owner alone; the folder is made."""
    photo = tmp_path / "photo"
    photo.write_bytes(b"\x00\x01" * 1000)
    path = tmp_path / "sous" / "x.zip"
    write_zip(path, {"session.json": b"{}", "evidence/a": photo}, AT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["session.json", "evidence/a"]
        assert archive.read("evidence/a") == photo.read_bytes()
        info = archive.getinfo("session.json")
        assert (info.date_time, info.external_attr >> 16 & 0o777) == ((2026, 11, 22, 12, 30, 2), 0o600)


def test_the_same_documents_make_the_same_zip(tmp_path: Path) -> None:
    """Nothing in it comes from elsewhere."""
    for name in ("a.zip", "b.zip"):
        write_zip(tmp_path / name, {"x": b"x" * 999}, AT)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    """The one that is there stays as it is, unless forced; a folder is never replaced."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"autre")
    with pytest.raises(ExistsError, match="existe déjà"):
        write_zip(path, {"x": b"x"}, AT)
    assert path.read_bytes() == b"autre"
    write_zip(path, {"x": b"x"}, AT, force=True)
    assert zipfile.is_zipfile(path)
    (tmp_path / "d.zip").mkdir()
    with pytest.raises(ExistsError):
        write_zip(tmp_path / "d.zip", {"x": b"x"}, AT, force=True)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_disk_leaves_nothing(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half a zip nor the folder that was made for it."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, call, fail)
    with pytest.raises(ExportError, match="le disque est plein"):
        write_zip(tmp_path / "sous" / "x.zip", {"x": b"x"}, AT)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """A piece of evidence that cannot be read: a sentence, no zip."""
    with pytest.raises(ExportError):
        write_zip(tmp_path / "x.zip", {"a": tmp_path / "rien"}, AT)
    assert list(tmp_path.iterdir()) == []


def test_a_date_before_all_zips(tmp_path: Path) -> None:
    """A machine whose clock was never set writes one all the same."""
    write_zip(tmp_path / "x.zip", {"x": b"x"}, datetime(1970, 1, 1))
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.infolist()[0].date_time[0] == 1980


def test_what_a_killed_export_left_is_swept(tmp_path: Path) -> None:
    """Beside the zip."""
    left = tmp_path / ".vigie-abc.tmp"
    left.write_bytes(b"LE GOFF")
    os.utime(left, (0, 0))
    write_zip(tmp_path / "x.zip", {"x": b"x"}, AT)
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
