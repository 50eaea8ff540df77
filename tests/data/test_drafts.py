"""Drafts: what is being typed outlives its process, for its owner's eyes alone, and is offered once."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import disk
from data.drafts import Drafts
from data.errors import StoreError
from data.rights import Rights
from supervisor.draft import Draft
from tests.data.faults import Faults, Killed, faults
from tests.data.making import new_journal
from tests.rights import NEEDS_RIGHTS

__all__ = ["faults"]

HOUSE = Path(__file__).resolve().parents[2]
BEGAN = datetime(2026, 11, 20, 8, 41, tzinfo=UTC)


def draft(text: str, first_key: datetime = BEGAN) -> Draft:
    """An incident of candidate 12, half typed."""
    return Draft(
        deed="incident", dialog="IncidentForm", title="Signalement : 12 LE GOFF", first_key=first_key,
        author="P. Martin", chosen=12, marked=(3, 12), way=("autre",), texts={"line": text},
    )  # fmt: skip


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """Those of one process."""
    return Drafts(tmp_path / "drafts")


def killed(folder: Path, *texts: str) -> None:
    """A process that typed these, a minute apart, and is gone: its locks are free, its files are there."""
    process = Drafts(folder)
    for minutes, text in enumerate(texts):
        process.keep(process.new_name(), draft(text, BEGAN + timedelta(minutes=minutes)))
    for claim in process._claims.values():
        claim.let_go()


def test_what_a_dead_process_typed_comes_back_as_it_was(drafts: Drafts) -> None:
    """All of it, letter by letter; the oldest first."""
    killed(drafts.folder, "e2 1\u2028« é »\n[b]", "c7")
    left = drafts.left()
    assert list(left.values()) == [draft("e2 1\u2028« é »\n[b]"), draft("c7", BEGAN + timedelta(minutes=1))]


def test_the_oldest_is_first_whatever_its_process(drafts: Drafts) -> None:
    for minutes in (7, 2, 9, 4):
        process = Drafts(drafts.folder)
        process.keep(process.new_name(), draft(f"{minutes}", BEGAN + timedelta(minutes=minutes)))
        process.close()
    assert [left.texts["line"] for left in drafts.left().values() if isinstance(left, Draft)] == ["2", "4", "7", "9"]


def test_nothing_is_made_before_something_is_typed(tmp_path: Path, drafts: Drafts) -> None:
    assert drafts.left() == {}
    drafts.drop(drafts.new_name())
    drafts.close()
    assert list(tmp_path.iterdir()) == []


def test_the_latest_state_counts(drafts: Drafts) -> None:
    name = drafts.new_name()
    for text in ("e", "e2", "e2 1"):
        drafts.keep(name, draft(text))
    drafts.close()
    assert [left.texts for left in Drafts(drafts.folder).left().values() if isinstance(left, Draft)] == [
        {"line": "e2 1"}
    ]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs to know what is open")
def test_where_no_open_file_can_be_removed_it_is_closed_first(
    tmp_path: Path, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows: neither a lock nor a folder is left behind, and none stays held."""
    real = disk.remove

    def remove(path: Path) -> None:
        if str(path) in {os.path.realpath(fd) for fd in Path("/proc/self/fd").iterdir()}:
            raise PermissionError(13, "Permission denied")
        real(path)

    monkeypatch.setattr(disk, "remove", remove)
    killed(drafts.folder, "e2")
    name = drafts.new_name()
    drafts.keep(name, draft("c7"))
    for other in drafts.left():
        drafts.drop(other)
    assert drafts.left() == {}, "the lock of the dead went with its draft"
    assert sorted(path.suffix for path in drafts.folder.iterdir()) == [".json", ".lock"]
    drafts.drop(name)
    drafts.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_recorded_is_gone(tmp_path: Path, drafts: Drafts) -> None:
    """The folder with it, once nothing is in it: also after a kill that left another process's."""
    killed(drafts.folder, "e2")
    name = drafts.new_name()
    drafts.keep(name, draft("c7"))
    for other in drafts.left():
        drafts.drop(other)
    drafts.drop(name)
    drafts.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_rights(tmp_path: Path, umask: int) -> None:
    """0700 and 0600 whatever the umask, in a session's folder that a group may read as well."""
    session = tmp_path / "208"
    session.mkdir()
    Rights(os.getgid()).give_to_folder(session)
    drafts = Drafts(session / "drafts")
    before = os.umask(umask)
    try:
        drafts.keep(drafts.new_name(), draft("e2"))
        drafts.keep(drafts.new_name(), draft("c7"))
    finally:
        os.umask(before)
    assert drafts.folder.stat().st_mode & 0o7777 == 0o700
    assert sorted(path.suffix for path in drafts.folder.iterdir()) == [".json", ".json", ".lock"]
    assert {path.stat().st_mode & 0o7777 for path in drafts.folder.iterdir()} == {0o600}


@contextmanager
def living(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has typed something and goes on typing."""
    program = (
        "import sys; from pathlib import Path\n"
        "from data.drafts import Drafts; from tests.data.test_drafts import draft\n"
        "drafts = Drafts(Path(sys.argv[1])); drafts.keep(drafts.new_name(), draft('vivant'))\n"
        "print('typed', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout
        assert process.stdout.readline() == "typed\n"
        yield process
        process.kill()


def test_the_draft_of_a_living_process_is_not_offered(drafts: Drafts) -> None:
    """Until it is killed."""
    with living(drafts.folder) as process:
        assert drafts.left() == {}
        process.kill()
        process.wait()
        assert [left.texts["line"] for left in drafts.left().values() if isinstance(left, Draft)] == ["vivant"]


def test_two_boards_are_not_offered_the_same(drafts: Drafts) -> None:
    """The first one has it, until it ends without having taken it up."""
    killed(drafts.folder, "e2")
    assert len(drafts.left()) == 1
    other = Drafts(drafts.folder)
    assert other.left() == {}
    drafts.close()
    assert len(other.left()) == 1


def test_one_that_is_taken_up_keeps_its_name(drafts: Drafts) -> None:
    """Killed again, it is offered once, as it was last typed."""
    killed(drafts.folder, "e2")
    [name] = drafts.left()
    drafts.keep(name, draft("e2 12"))
    drafts.close()
    left = Drafts(drafts.folder).left().values()
    assert [one.texts["line"] for one in left if isinstance(one, Draft)] == ["e2 12"]


TORN = [
    b"",
    b"\0" * 200,
    b"{",
    b"[]",
    b'{"deed": "incident"}',
    b"\xff\xfe",
    draft("e2").model_dump_json().encode()[:-1],
]


@pytest.mark.parametrize("content", TORN)
def test_one_that_cannot_be_read_is_told_and_stands_in_nobodys_way(drafts: Drafts, content: bytes) -> None:
    killed(drafts.folder, "e2", "c7")
    first = min(drafts.folder.glob("*.1.json"))
    first.write_bytes(content)
    left = drafts.left()
    assert left.pop(first.stem) is None
    assert [kept.texts["line"] for kept in left.values() if isinstance(kept, Draft)] == ["c7"]


def test_a_draft_of_a_later_vigie_is_not_guessed_at(drafts: Drafts) -> None:
    killed(drafts.folder, "e2")
    [path] = drafts.folder.glob("*.json")
    path.write_text(path.read_text().replace('"deed"', '"new": 1, "deed"'))
    assert list(drafts.left().values()) == [None]


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "short", "killed"])
@pytest.mark.parametrize("call", ["open_file", "write", "replace"])
def test_a_disk_that_fails_leaves_the_state_before(drafts: Drafts, faults: Faults, call: str, kind: str) -> None:
    """Never half of one, and nothing beside it."""
    name = drafts.new_name()
    drafts.keep(name, draft("e2"))
    with faults.at(call, 1, kind), pytest.raises((StoreError, Killed)):
        drafts.keep(name, draft("e2 12"))
    for claim in drafts._claims.values():
        claim.let_go()
    other = Drafts(drafts.folder)
    assert [left.texts["line"] for left in other.left().values() if isinstance(left, Draft)] == ["e2"]
    other.drop(name)
    other.close()
    assert not drafts.folder.exists()


def test_it_waits_for_no_disk(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    """No flush: typing on a slow card would wear it out, and a kill loses nothing without."""

    def flushed(fd: int) -> None:
        raise AssertionError

    monkeypatch.setattr(disk, "fsync", flushed)
    drafts.keep(drafts.new_name(), draft("e2"))


@NEEDS_RIGHTS
def test_the_folder_of_another_account_is_passed_over(drafts: Drafts) -> None:
    killed(drafts.folder, "e2")
    drafts.folder.chmod(0)
    try:
        assert drafts.left() == {}
    finally:
        drafts.folder.chmod(0o700)


def test_they_lie_in_the_sessions_folder(tmp_path: Path) -> None:
    """Removing the session's folder takes them along; a journal that nobody types at has none."""
    journal = new_journal(tmp_path / "208")
    assert journal.drafts.folder == journal.path.parent / "drafts"
    assert not journal.drafts.folder.exists()


@pytest.mark.parametrize("text", ["a\ud800b", "\udcff", "é\udce9.jpg"])
def test_half_a_character_is_no_reason_to_lose_the_rest(text: str, drafts: Drafts) -> None:
    """Names of files may have one: it becomes « ? », and what was typed around it comes back."""
    killed(drafts.folder, text, "whole")
    first, second = drafts.left().values()
    assert isinstance(first, Draft)
    assert first.texts["line"] == text.encode("utf-8", "replace").decode("utf-8")
    assert second == draft("whole", BEGAN + timedelta(minutes=1))


def test_a_disk_that_keeps_no_rights_raises_nothing_else(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A FAT key: whoever keeps a draft catches one kind of error, whichever call it comes from."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    for where, name in ((Path, "chmod"), (os, "fchmod")):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, refuse)
            with pytest.raises(StoreError, match="FAT"):
                drafts.keep(drafts.new_name(), draft("x"))


@pytest.mark.parametrize("number", [errno.EINTR, errno.EIO, errno.EACCES])
def test_a_spare_that_the_disk_does_not_tell_of_takes_nothing_away(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed is kept beside the session: nobody is told otherwise because of the other place."""
    (tmp_path / "drafts").mkdir()
    drafts = Drafts(tmp_path / "drafts", tmp_path / "spare")
    looks_at = Path.stat

    def refuse(path: Path, **how: bool) -> os.stat_result:
        if path.name == "spare":
            raise OSError(number, os.strerror(number))
        return looks_at(path, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuse)
        drafts.keep(drafts.new_name(), draft("x"))
    drafts.close()
    assert list(Drafts(tmp_path / "drafts").left().values()) == [draft("x")]
