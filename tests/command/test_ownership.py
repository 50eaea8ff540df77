"""Written as root in somebody else's store: all of it is that person's, and what is not is told with its remedy."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.archive import Archive
from data.drafts import Drafts
from data.ticks import Ticks
from supervisor.action import Context
from supervisor.draft import Draft
from tests.command.command import NOW, Vigie

WHO, GROUP = 12345, 12346
"""An account that no machine has."""


def _may_be_anybody(folder: Path) -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    try:
        os.chown(folder, WHO, GROUP)
    except OSError:
        return False
    folder.chmod(0o700)
    return os.access(folder, os.W_OK)


@pytest.fixture
def theirs(vigie: Vigie, tmp_path: Path) -> Vigie:
    """The command run by root, in a folder of another account."""
    home = tmp_path / "theirs"
    home.mkdir()
    if not _may_be_anybody(home):
        pytest.skip("only root, with all its powers, writes in another account's folder")
    vigie.store = home / "store"
    return vigie


def not_theirs(store: Path) -> Iterator[str]:
    """What in a store is another's than its account's."""
    for path in (store, *store.rglob("*")):
        found = path.lstat()
        if (found.st_uid, found.st_gid) != (WHO, GROUP):
            yield f"{path.relative_to(store.parent)} {found.st_uid}:{found.st_gid}"


def test_all_that_root_makes(theirs: Vigie, tmp_path: Path) -> None:
    """Sessions, locks, settings, drafts, evidence, ticks, registers, what an erasure and a purge rewrite."""
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    theirs.create()
    theirs.create("209")
    theirs.run_until_started(1)
    theirs.done("fraud", "1", "--kind", "communication", "--seen", "téléphone", "--evidence", str(photo))
    assert theirs("log", "208").code == 0
    assert theirs("status", "208", "--full").code == 0
    archive = Archive(theirs.store)
    folder = theirs.store / "sessions" / "208"
    drafts = Drafts(folder / "drafts")
    drafts.keep(drafts.new_name(), Draft(deed="note", dialog="note", title="Note", first_key=NOW, author="Paul"))
    assert not Ticks(theirs.store, "208", archive.rights).toggle("a")
    archive.journal("208").erase([3], Context(NOW, "Paul Durand", "poste-12"))
    assert theirs("purge", "--session", "209", "--yes").code == 0
    names = {path.name for path in theirs.store.rglob("*")}
    assert {"store.json", "store.lock", "journal.jsonl", "journal.lock", "drafts", "access.jsonl", "208.json"} <= names
    assert list(not_theirs(theirs.store)) == []
    assert "rien n'est ouvert" in rights_told(theirs)


def rights_told(vigie: Vigie) -> str:
    """What the doctor says of rights, with what to do."""
    found = {one["key"]: one for one in vigie("doctor", "--json").json["findings"]}["rights"]
    return f"{found['text']} → {found['todo']}" if found["todo"] else str(found["text"])


def test_somebody_elses_file_in_a_folder_of_roots(vigie: Vigie, tmp_path: Path) -> None:
    """A link in a store never has root give away what it leads to: what was there keeps its owner."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("root alone gives files away")
    from data import disk

    target = tmp_path / "of-root"
    target.write_bytes(b"")
    folder = tmp_path / "theirs"
    folder.mkdir()
    if not _may_be_anybody(folder):
        pytest.skip("only root, with all its powers, writes in another account's folder")
    (folder / "link").symlink_to(target)
    with disk.opened(folder / "link", os.O_WRONLY | os.O_CREAT):
        pass
    assert target.stat().st_uid == 0


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("odd", ["group writes", "others read", "closed", "root's"])
def test_the_doctors_advice_heals(odd: str, room: Vigie, tmp_path: Path) -> None:
    """Each kind of wrong right is told with a command, and after that command all is well."""
    journal = room.store / "sessions" / "208" / "journal.jsonl"
    match odd:
        case "group writes":
            journal.chmod(0o660)
        case "others read":
            journal.parent.chmod(0o705)
        case "closed":
            journal.chmod(0o400)
        case "root's":
            theirs = tmp_path / "theirs"
            theirs.mkdir()
            if not _may_be_anybody(theirs):
                pytest.skip("only root, with all its powers, writes in another account's folder")
            for path in (room.store, *room.store.rglob("*")):
                os.chown(path, WHO, GROUP)
            os.chown(journal, 0, 0)
    told = rights_told(room)
    assert " → " in told, odd
    for todo in told.partition(" → ")[2].split(" ; puis "):
        command = todo.replace("\N{NO-BREAK SPACE}", " ").rpartition(" : ")[2].removeprefix("sudo ")
        subprocess.run(["sh", "-c", command.replace("…", str(os.environ.get("USER", "root")))], check=True)
    assert " → " not in rights_told(room)


def test_a_group_that_may_write(vigie: Vigie) -> None:
    """A store made for a group that reads: a journal that this group may write is not well."""
    grp = pytest.importorskip("grp")
    group = grp.getgrgid(os.getgid()).gr_name
    archive = Archive(vigie.store, group)
    archive.make()
    vigie.create()
    assert " → " not in rights_told(vigie)
    journal = vigie.store / "sessions" / "208" / "journal.jsonl"
    journal.chmod(0o660)
    assert "chmod -R g-w,o=" in rights_told(vigie)
    journal.chmod(0o600)
    assert "chmod g+rX" in rights_told(vigie)
