"""A journal in an older format: read as it is, or written anew in today's and the old one kept."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data import locks, upgrades
from data.errors import StoreError
from data.integrity import check
from data.journal import Journal
from data.storage import encode
from supervisor.action import WriteComment
from supervisor.seal import VERSION, digest_of, header_line
from tests.data.making import busy_journal, context, lines_of, note


def make_older(path: Path) -> None:
    """The same journal in a fictive format 0, whose header said « zone » and whose lines had no digest."""
    lines = [json.loads(line) for line in lines_of(path)]
    lines[0]["zone"] = lines[0].pop("timezone")
    lines[0]["version"] = 0
    del lines[0]["digest"]
    path.write_bytes(b"".join(encode(line) for line in lines))


def upgrade_of_version_0(lines: upgrades.Lines) -> upgrades.Lines:
    """The way up from it."""
    header = {**lines[0], "timezone": lines[0]["zone"], "version": VERSION}
    del header["zone"]
    upgraded = [{**header, "digest": digest_of(header)}]
    for line in lines[1:]:
        line = {**line, "previous": upgraded[-1]["digest"]}
        upgraded.append({**line, "digest": digest_of(line)})
    return upgraded


def test_an_older_format_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal is written anew, the old one kept beside it, and erasing takes that one too."""
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
    journal = busy_journal(tmp_path)
    make_older(journal.path)
    older = journal.path.read_bytes()
    report = check(journal.path)
    assert report.is_whole
    assert report.remarks == ("le journal est à l'ancien format 0",)
    assert journal.path.read_bytes() == older, "check writes nothing"

    upgraded = Journal.open(journal.path)
    assert upgraded.session == journal.session
    assert json.loads(lines_of(journal.path)[0])["version"] == VERSION
    copy = journal.path.with_name("journal.v0.jsonl")
    assert copy.read_bytes() == older
    assert copy.stat().st_mode & 0o777 == 0o600
    assert note(upgraded) == 11
    assert note(journal) == 12, "a board that was open goes on"
    upgraded.erase([3], context())
    assert not copy.exists()


def test_two_that_open_it_upgrade_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits for the first, and then finds nothing to do."""
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
    path = busy_journal(tmp_path).path
    make_older(path)
    held = locks.Lock.held
    inode: list[int] = []

    @contextmanager
    def late(lock: locks.Lock) -> Iterator[None]:
        if not inode:
            inode.append(0)
            Journal.open(path)
            inode[0] = path.stat().st_ino
        with held(lock):
            yield

    monkeypatch.setattr(locks.Lock, "held", late)
    assert Journal.open(path).session.last_id == 10
    assert [path.stat().st_ino] == inode
    assert [copy.name for copy in upgrades.copies_of(path)] == ["journal.v0.jsonl"]


def test_a_journal_of_format_1_is_read_as_it_is(tmp_path: Path) -> None:
    """Its lines are today's: nothing is written anew, so a seal on paper stays true; new kinds of events join it."""
    journal = busy_journal(tmp_path)
    lines = [json.loads(line) for line in lines_of(journal.path)]
    lines[0] = header_line(journal.session.header) | {"version": 1}
    lines[0]["digest"] = digest_of(lines[0])
    for before, line in itertools.pairwise(lines):
        line["previous"] = before["digest"]
        line["digest"] = digest_of(line)
    journal.path.write_bytes(b"".join(map(encode, lines)))
    older = journal.path.read_bytes()

    opened = Journal.open(journal.path)
    opened.act(WriteComment("coupure de 12 minutes"), context())
    assert journal.path.read_bytes().startswith(older)
    assert check(journal.path).is_whole
    assert Journal.open(journal.path).session.comment == "coupure de 12 minutes"
    assert list(upgrades.copies_of(journal.path)) == []


def test_a_damaged_older_journal_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and not touched."""
    monkeypatch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
    path = busy_journal(tmp_path).path
    make_older(path)
    path.write_bytes(path.read_bytes().replace(b'"kind"', b'"knid"', 1))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="ancien format"):
        Journal.open(path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.v0.*"))
