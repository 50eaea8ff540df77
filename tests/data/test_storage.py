"""The storage under the journal: TinyDB on one JSON Lines file, its rights, and any laptop."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from data.errors import StoreError
from data.rights import PRIVATE, Rights
from data.storage import EVENTS, HEADER, JournalDB, JsonLinesStorage, encode
from tests.data.faults import Faults, faults
from tests.waiting import PATIENCE_S

__all__ = ["faults"]

HOUSE = Path(__file__).resolve().parents[2]
FIRST = {"format": "essai", "version": 1}


@pytest.fixture
def db(tmp_path: Path) -> JournalDB:
    """An empty table on a file that has its header."""
    path = tmp_path / "journal.jsonl"
    path.write_bytes(encode(FIRST))
    return JournalDB(path)


def document(event_id: int, **fields: Any) -> dict[str, Any]:
    """An event's document."""
    return {"id": event_id, "kind": "note", **fields}


def test_a_document_is_one_line(db: JournalDB, tmp_path: Path) -> None:
    """Its id is its own; text keeps its letters, and a newline in it does not end the line."""
    assert db.insert(document(1, text="Ñuñez\nLE GOFF\u2028")) == 1
    assert db.table(EVENTS).insert_multiple([document(2), document(3)]) == [2, 3]
    lines = (tmp_path / "journal.jsonl").read_bytes().split(b"\n")
    assert len(lines) == 5
    assert "Ñuñez\\nLE GOFF".encode() in lines[1]
    found = db.table(EVENTS).get(doc_id=1)
    assert found is not None
    assert (found["text"], found.doc_id) == ("Ñuñez\nLE GOFF\u2028", 1)


def test_queries_see_what_was_just_written(db: JournalDB) -> None:
    """TinyDB keeps answers to queries: an insert makes it forget them."""
    query = where("kind") == "note"
    assert db.search(query) == []
    db.insert(document(1))
    assert [found.doc_id for found in db.search(query)] == [1]
    db.search(query)[0]["kind"] = "changed by the caller"
    assert [found["kind"] for found in db.all()] == ["note"]
    assert len(db) == 1
    assert db.tables() == {HEADER, EVENTS}


def test_what_is_no_append_writes_the_file_anew(db: JournalDB, tmp_path: Path, faults: Faults) -> None:
    """Aside, flushed and renamed, with the header first; nothing is left aside."""
    db.table(EVENTS).insert_multiple([document(1), document(2)])
    inode = (tmp_path / "journal.jsonl").stat().st_ino
    faults.seen.clear()
    db.update({"kind": "other"}, doc_ids=[2])
    assert (faults.seen["write"], faults.seen["replace"], faults.seen["fsync"]) == (1, 1, 2)
    assert (tmp_path / "journal.jsonl").stat().st_ino != inode
    assert [found["kind"] for found in db.all()] == ["note", "other"]
    assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]
    assert db.table(HEADER).all() == [FIRST]


def test_the_header_cannot_be_lost(db: JournalDB, tmp_path: Path) -> None:
    """`drop_tables` and the like are refused."""
    before = (tmp_path / "journal.jsonl").read_bytes()
    with pytest.raises(ValueError, match="header"):
        db.drop_tables()
    assert (tmp_path / "journal.jsonl").read_bytes() == before


def test_an_append_costs_no_reading(db: JournalDB, faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the table is: TinyDB's own insert would read and copy it all."""
    db.table(EVENTS).insert_multiple([document(n) for n in range(1, 500)])
    monkeypatch.setattr(JsonLinesStorage, "read", lambda self: pytest.fail("the table was read"))
    faults.seen.clear()
    db.insert(document(500))
    assert dict(faults.seen) == {"open_file": 1, "write": 1, "fsync": 1}


def test_what_could_not_be_written_anew_leaves_nothing_beside(db: JournalDB, tmp_path: Path, faults: Faults) -> None:
    """The file is as it was, and the half that was written is gone, with the names that it may hold."""
    before = (tmp_path / "journal.jsonl").read_bytes()
    for call, kind in (("write", "short"), ("fsync", "EIO"), ("replace", "EACCES")):
        with faults.at(call, 1, kind), pytest.raises(StoreError):
            db.table(HEADER).update({"version": 2})
        assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]
        assert (tmp_path / "journal.jsonl").read_bytes() == before


@pytest.mark.parametrize(("call", "kind"), [("write", "ENOSPC"), ("write", "short"), ("fsync", "EIO")])
def test_a_line_that_was_begun_is_cut_back(call: str, kind: str, db: JournalDB, tmp_path: Path, faults: Faults) -> None:
    """Who reads the file then finds nothing to remark."""
    before = (tmp_path / "journal.jsonl").read_bytes()
    with faults.at(call, 1, kind), pytest.raises(StoreError, match="Rien n'a été enregistré"):
        db.insert(document(1))
    assert (tmp_path / "journal.jsonl").read_bytes() == before


def test_no_file_is_no_table(tmp_path: Path) -> None:
    """Nothing is made by looking."""
    storage = JsonLinesStorage(tmp_path / "absent.jsonl")
    assert storage.read() is None
    with pytest.raises(StoreError, match="Lecture impossible"):
        storage.read_new()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"no":"id"}', b"\xff"])
def test_a_line_that_cannot_be_read_is_told(line: bytes, db: JournalDB, tmp_path: Path) -> None:
    """By its number."""
    db.insert(document(1))
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(line + b"\n")
    fresh = JournalDB(tmp_path / "journal.jsonl")
    with pytest.raises(StoreError, match="ligne 3"):
        fresh.all()


# Rights ----------------------------------------------------------------------------------------------


def some_group() -> tuple[str, int]:
    """A group that this process may give files to, other than its own if there is one."""
    grp = pytest.importorskip("grp")
    own = os.getgid()
    if os.geteuid() == 0:
        gid = next((group.gr_gid for group in grp.getgrall() if group.gr_gid not in (0, own)), own)
    else:
        gid = next((gid for gid in os.getgroups() if gid != own), own)
    return grp.getgrgid(gid).gr_name, gid


def test_the_owners_alone_or_a_group_as_well() -> None:
    """RULES.md section 1."""
    name, gid = some_group()
    assert (PRIVATE.file_mode, PRIVATE.folder_mode) == (0o600, 0o700)
    shared = Rights.for_group(name)
    assert (shared.gid, shared.file_mode, shared.folder_mode) == (gid, 0o640, 0o2750)
    assert Rights.for_group("") == Rights.for_group(None) == PRIVATE


def test_a_group_that_does_not_exist_is_told() -> None:
    """With its name."""
    with pytest.raises(StoreError, match="cohorte-inconnue"):
        Rights.for_group("cohorte-inconnue")


def test_a_system_without_groups_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no module `grp`."""
    monkeypatch.setitem(sys.modules, "grp", None)
    with pytest.raises(StoreError, match="--group"):
        Rights.for_group("profs")


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o277])
@pytest.mark.parametrize("shared", [False, True])
def test_a_file_written_anew_has_its_rights(shared: bool, umask: int, tmp_path: Path) -> None:
    """Whatever the umask."""
    rights = Rights(some_group()[1]) if shared else PRIVATE
    path = tmp_path / "journal.jsonl"
    path.write_bytes(encode(FIRST))
    storage = JsonLinesStorage(path, rights)
    before = os.umask(umask)
    try:
        storage.write({HEADER: {"1": FIRST}, EVENTS: {}})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o7777 == rights.file_mode
    assert Rights.like(path) == rights
    if rights.gid is not None:
        assert path.stat().st_gid == rights.gid


# Any laptop ------------------------------------------------------------------------------------------

WITHOUT_POSIX = """
import os, sys
for name in ("fcntl", "pwd", "grp"):
    sys.modules[name] = None
for name in ("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "fchown", "chown", "getuid", "fork", "pread"):
    if hasattr(os, name):
        delattr(os, name)
import pathlib
from data.archive import Archive
from data.integrity import check
from data.journal import Journal
from supervisor.action import Mark
from tests.data.making import HEADER, context, creation
journal = Archive(pathlib.Path(sys.argv[1])).create(HEADER, creation(), context())
other = Journal.open(journal.path)
for who in (journal, other, journal):
    assert len(who.act(Mark("presence", (1,)), context()).entries) == 1
assert [entry.id for entry in other.follow().entries] == [7]
other.erase([2], context())
assert journal.follow().reread
assert check(journal.path).is_whole
"""


def test_a_session_is_recorded_where_posix_is_missing(tmp_path: Path) -> None:
    """Without fcntl, pwd, grp, nor a folder that can be flushed; and without a word on stderr."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, str(tmp_path / "store")],
        cwd=HOUSE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
