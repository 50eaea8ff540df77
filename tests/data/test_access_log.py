"""Who read or exported: kept in the store where one may write, else in one's own folder, else told."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from data import access_log, disk, referent
from data.access_log import NOT_KEPT, AccessLog, of_session
from data.errors import StoreError
from data.hub.errors import UnreachableError
from data.hub.mirror import SchoolStore
from tests.data.faults import CALLS, Faults, Killed, faults
from tests.spaces import plain_spaces

__all__ = ["faults"]

NOW = datetime(2026, 11, 22, 8, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reader's own state folder."""
    folder = tmp_path / "state"
    monkeypatch.setattr(referent, "state_folder", lambda: folder)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store."""
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    return folder


def note(root: Path, what: str = "export", session: str = "208", minutes: int = 0) -> str:
    """Somebody reads."""
    return AccessLog(root).note(
        what, session, now=NOW + timedelta(minutes=minutes), who="Claire Référente", host="poste-1"
    )


def test_each_access_is_one_line(store: Path) -> None:
    """When, who, where, what, which session; whole seconds, UTC; another reader of the store sees it."""
    assert note(store) == ""
    assert note(store, "report", "", minutes=1) == ""
    path = store / "referent" / "access.jsonl"
    first, second = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert first == {
        "at": "2026-11-22T08:00:00Z", "who": "Claire Référente", "host": "poste-1", "what": "export", "session": "208",
    }  # fmt: skip
    assert "session" not in second
    one, other = AccessLog(store).read()
    assert (one.what, one.session, other.what, other.session) == ("export", "208", "report", "")
    assert of_session([one, other], "209") == [other]
    assert of_session([one, other], "208") == [one, other]


def test_rights_of_the_store(store: Path) -> None:
    """The owner's alone; with a group, the group reads it."""
    note(store)
    path = store / "referent" / "access.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    path.parent.joinpath("access.lock").unlink(missing_ok=True)
    path.parent.rmdir()
    store.chmod(0o2750)
    note(store)
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.parent.stat().st_mode & 0o7777 == 0o2750


def _only(writable: str) -> Callable[[object, int], bool]:
    return lambda path, mode: writable in str(path)


def test_a_reader_keeps_it_for_himself(store: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that he may only read: in his own folder, and he sees both."""
    note(store)
    state.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", _only("state"))
        assert note(store, "review") == ""
        assert [access.what for access in AccessLog(store).read()] == ["export", "review"]
    assert len((store / "referent" / "access.jsonl").read_bytes().splitlines()) == 1
    assert AccessLog(store.parent / "other").read() == ()


def test_a_reader_without_any_place_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and nothing else happens."""

    def fail(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr(disk, "make_folder", fail)
    assert note(store).endswith("access.jsonl : le disque est en lecture seule".replace(" :", "\N{NO-BREAK SPACE}:"))
    assert AccessLog(store).read() == ()


@pytest.mark.parametrize(
    ("answered", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "le disque est plein"),
        (PermissionError(errno.EACCES, "Permission denied"), "les droits ne le permettent pas"),
        (OSError(errno.EIO, "Input/output error"), "le disque a répondu par une erreur"),
        (StoreError("Un autre programme écrit."), "Un autre programme écrit."),
    ],
)
def test_why_it_is_not_kept_is_said(
    answered: OSError | StoreError, why: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights, a full disk, another program: in the words of the one table."""

    def refuse(*_: object) -> None:
        raise answered

    monkeypatch.setattr(access_log, "_append", refuse)
    told = note(store)
    assert told.startswith(NOT_KEPT)
    assert told.endswith(why)


def test_why_a_hub_does_not_keep_it_is_said(tmp_path: Path) -> None:
    """As the hub's own errors word it."""

    def note(*_: object) -> None:
        raise UnreachableError("Le concentrateur ne répond pas.")

    mirror = SimpleNamespace(asking=SimpleNamespace(note=note))
    school = SchoolStore(mirror, "0330001A", "Collège", tmp_path)  # type: ignore[arg-type]
    told = "cet accès n'est pas noté au registre du concentrateur. Le concentrateur ne répond pas."
    assert plain_spaces(school.note("status", "")) == told


def test_no_store_is_made_by_looking(tmp_path: Path, state: Path) -> None:
    """Nothing was read there."""
    assert note(tmp_path / "nowhere") == ""
    assert not (tmp_path / "nowhere").exists()
    assert not state.exists()


@pytest.mark.parametrize("left", [b"{", b'{"at": 3}\n', b"[]\n", b"\xff\n", b'{"at": "2026-11-22", "who": 1}\n'])
def test_a_spoilt_line_takes_no_other_with_it(left: bytes, store: Path) -> None:
    """Not the one after it either, where it lacks its end."""
    note(store)
    with (store / "referent" / "access.jsonl").open("ab") as file:
        file.write(left)
    assert note(store, "papers") == ""
    assert [access.what for access in AccessLog(store).read()] == ["export", "papers"]


def test_trimmed(store: Path) -> None:
    """What is older than the instant goes, and what nobody can read; that very instant stays."""
    for minutes in (0, 1, 2):
        note(store, minutes=minutes)
    with (store / "referent" / "access.jsonl").open("ab") as file:
        file.write(b"torn")
    log = AccessLog(store)
    kept_from = NOW.replace(microsecond=0) + timedelta(minutes=1)
    assert log.trim(kept_from) == 2
    assert [access.at for access in log.read()] == [kept_from, kept_from + timedelta(minutes=1)]
    assert log.trim(kept_from) == 0
    assert b"torn" not in (store / "referent" / "access.jsonl").read_bytes()


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "short", "killed"])
@pytest.mark.parametrize("call", CALLS)
def test_the_disk_fails_at_any_call(call: str, kind: str, store: Path, faults: Faults) -> None:
    """An access is noted or told as not noted; those before it stay, and the next one is noted."""
    note(store, "review")
    faults.seen.clear()
    note(store, "log")
    for nth in range(1, faults.seen[call] + 1):
        before = len(AccessLog(store).read())
        with faults.at(call, nth, kind):
            try:
                told = note(store)
            except Killed:
                told = NOT_KEPT
        after = AccessLog(store).read()
        assert len(after) == before + 1 or told.startswith(NOT_KEPT)
        assert len(after) >= before
        assert note(store, "papers") == ""
        assert AccessLog(store).read()[-1].what in ("papers", "export", "log", "review")
