"""« Fait » boxes: kept in the store where one may write, else in one's own folder, else told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data import disk, referent
from data.rights import Rights
from data.ticks import Ticks

OWN = Rights.for_group("")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own state folder."""
    folder = tmp_path / "state"
    monkeypatch.setattr(referent, "state_folder", lambda: folder)
    return folder


def boxes(tmp_path: Path) -> Ticks:
    """Of the session 208 of a store."""
    (tmp_path / "store" / "sessions" / "208").mkdir(parents=True, exist_ok=True)
    return Ticks(tmp_path / "store", "208", OWN)


def test_ticked_and_cleared(tmp_path: Path) -> None:
    """In the store's own folder, not in the session's; another reader of the store sees them."""
    one = boxes(tmp_path)
    assert one.ticked == frozenset()
    assert one.toggle("fait:3") == ""
    assert one.toggle("fait:comment") == ""
    assert boxes(tmp_path).ticked == {"fait:3", "fait:comment"}
    assert one.toggle("fait:3") == ""
    assert one.ticked == {"fait:comment"}
    path = tmp_path / "store" / "referent" / "208.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "store" / "sessions" / "208").iterdir()) == []


def _only(writable: str) -> object:
    return lambda path, mode: writable in str(path)


def test_a_reader_keeps_them_for_himself(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that he may only read: in his own folder; two stores do not share them."""
    one = boxes(tmp_path)
    state.mkdir()
    monkeypatch.setattr(os, "access", _only("state"))
    assert one.toggle("fait:3") == ""
    assert one.ticked == {"fait:3"}
    assert not (tmp_path / "store" / "referent").exists()
    assert len(list((state / "referent").iterdir())) == 1
    other = Ticks(tmp_path / "other", "208", OWN)
    assert other.ticked == frozenset()


def test_a_reader_without_any_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks kept that is not."""
    one = boxes(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr(disk, "make_folder", fail)
    assert "ne peuvent pas être gardées" in one.toggle("fait:3")
    assert one.ticked == frozenset()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"done": 3}', b"\xff"])
def test_what_cannot_be_read_is_none(left: bytes, tmp_path: Path) -> None:
    """A file that something else spoilt does not stop anybody; the next box writes it anew."""
    one = boxes(tmp_path)
    (tmp_path / "store" / "referent").mkdir()
    (tmp_path / "store" / "referent" / "208.json").write_bytes(left)
    assert one.ticked == frozenset()
    assert one.toggle("fait:3") == ""
    assert one.ticked == {"fait:3"}
