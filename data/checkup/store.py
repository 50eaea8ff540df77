"""The store: there, kept from others' eyes, with room, a lock that works and a disk that answers in time."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from data import disk
from data.archive import Archive
from data.checkup import Finding, nameless
from data.errors import StoreError
from data.locks import Claim
from data.rights import PRIVATE, Rights
from supervisor.wording import bytes_in_words, plural

ENOUGH_ROOM = 200_000_000
"""Bytes free below which it is told: a session takes one million, a piece of evidence up to 200; ours."""
SLOW = 100.0
"""Milliseconds of one flush from which it is told: an action waits for one; ours."""
_TRIES = 5
_TRIAL = ".vigie-doctor-"
_SHARES = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "davfs2", "afs", "9p",
     "ncpfs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.glusterfs",
     "fuse.gvfsd-fuse"}
)  # fmt: skip
"""File systems of other machines, as Linux calls them."""
MOUNTS = Path("/proc/self/mounts")
_ELSEWHERE = "choisissez un autre dossier avec --store ou VIGIE_STORE"


def look_at(archive: Archive, monotonic: Callable[[], float]) -> Iterator[Finding]:
    """Every finding about a store; nothing of it is left behind, and none is made.

    Args:
        archive: the store, or where it would be.
        monotonic: seconds, for the time of a flush.
    """
    root = archive.root
    place = next((folder for folder in (root, *root.parents) if folder.exists()), root)
    if not root.is_dir():
        yield _not_yet(root, place)
    else:
        yield _settings(archive)
        yield _rights(archive)
    yield _share(place)
    yield _room(place)
    if root.is_dir():
        yield _lock(root)
        yield _flush(root, monotonic)


def newest_file(archive: Archive) -> datetime | None:
    """When the last journal of a store was written; None where there is none."""
    found = []
    with suppress(OSError):
        for path in archive.folder.glob("*/journal.jsonl"):
            with suppress(OSError):
                found.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(found), UTC) if found else None


def _not_yet(root: Path, place: Path) -> Finding:
    title = "dossier des sessions"
    if place == root or not place.is_dir():
        return Finding("store", title, f"{nameless(root)} n'est pas un dossier", _ELSEWHERE)
    if not os.access(place, os.W_OK | os.X_OK):
        return Finding("store", title, f"{nameless(root)} ne peut pas être fait : les droits manquent", _ELSEWHERE)
    return Finding("store", title, f"{nameless(root)} sera fait avec la première session")


def _settings(archive: Archive) -> Finding:
    title = "dossier des sessions"
    try:
        # The sentences name the store's path.
        count, group, _ = len(archive.numbers()), archive.group, archive.keep_months
    except StoreError as error:
        return Finding("store", title, nameless(archive.root), nameless(error.message))
    whose = "partagé en lecture avec un groupe" if group else "pour vous seul"
    writes = "" if os.access(archive.root, os.W_OK) else ", en lecture seule pour ce compte"
    return Finding("store", title, f"{nameless(archive.root)}, {plural(count, 'session')}, {whose}{writes}")


def _rights(archive: Archive) -> Finding:
    title = "droits du dossier"
    if os.name == "nt":
        return Finding("rights", title, "ceux de Windows : gardez-le dans votre profil")
    try:
        has_group = bool(archive.group)
    except StoreError:
        has_group = False
    forbidden = stat.S_IRWXO | (0 if has_group else stat.S_IRWXG)
    count, open_to_others = 0, 0
    for path in (archive.root, *archive.root.rglob("*")):
        with suppress(OSError):
            mode = path.lstat().st_mode
            count += 1
            open_to_others += bool(mode & forbidden) and not stat.S_ISLNK(mode)
    if open_to_others:
        return Finding(
            "rights", title, f"{plural(open_to_others, 'fichier ou dossier ouvert', 'fichiers ou dossiers ouverts')} à "
            f"d'autres, sur {count}", f"fermez-les : chmod -R {'o=' if has_group else 'go='} {nameless(archive.root)}",
        )  # fmt: skip
    usual = PRIVATE if not has_group else Rights(0)
    return Finding("rights", title, f"{usual.folder_mode:04o} et {usual.file_mode:04o}, rien n'est ouvert à d'autres")


def _share(place: Path) -> Finding:
    title = "disque de cette machine"
    kind = kind_of_disk(place)
    if kind in _SHARES:
        return Finding(
            "share", title, f"le dossier est sur un partage réseau ({kind})",
            f"les verrous n'y tiennent pas : {_ELSEWHERE} sur le disque du poste",
        )  # fmt: skip
    return Finding("share", title, f"oui ({kind})" if kind else "rien ne dit le contraire")


def kind_of_disk(place: Path) -> str:
    """What kind of file system a folder is on; empty where the system does not tell."""
    if os.name == "nt":
        return "smb" if str(place).startswith("\\\\") else ""
    best, kind = -1, ""
    with suppress(OSError):
        for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
            _, point, found, *_ = [*line.split(" "), "", "", ""]
            point = point.replace("\\040", " ")
            is_above = point == "/" or place == Path(point) or Path(point) in place.parents
            # The last of two mounts on one folder hides the first.
            if is_above and len(point) >= best:
                best, kind = len(point), found
    return kind


def _room(place: Path) -> Finding:
    title = "place libre"
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return Finding("room", title, "le système ne la dit pas", "vérifiez-la vous-même")
    todo = "libérez de la place avant la session" if free < ENOUGH_ROOM else ""
    return Finding("room", title, f"{free // 10**9} Go" if free >= 10**10 else bytes_in_words(free), todo)


def _lock(root: Path) -> Finding:
    """Two that want the same lock: one has it, the other not, then the other."""
    title = "verrous"
    path = root / f"{_TRIAL}{secrets.token_hex(4)}.lock"
    one, other = Claim(path), Claim(path)
    if not os.access(root, os.W_OK):
        return Finding("lock", title, "ce compte n'écrit pas dans le dossier : il n'en prend pas")
    try:
        works = one.take() and not other.take()
        one.let_go()
        works = works and other.take()
        other.let_go()
    finally:
        with suppress(OSError):
            disk.remove(path)
    if works:
        return Finding("lock", title, "un seul écrit à la fois, vérifié")
    return Finding("lock", title, "les verrous ne tiennent pas sur ce disque", _ELSEWHERE)


def _flush(root: Path, monotonic: Callable[[], float]) -> Finding:
    """How long the disk takes to hold a line."""
    title = "écriture sur le disque"
    if not os.access(root, os.W_OK):
        return Finding("flush", title, "ce compte n'écrit pas dans le dossier")
    path = root / f"{_TRIAL}{secrets.token_hex(4)}"
    try:
        with disk.opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            taken = median(_one_flush(fd, monotonic) for _ in range(_TRIES))
    except OSError as error:
        name = error.strerror if sys.platform != "win32" else type(error).__name__
        return Finding("flush", title, f"impossible ({name})", f"libérez de la place, ou {_ELSEWHERE}")
    finally:
        with suppress(OSError):
            disk.remove(path)
    todo = f"ce disque est lent : {_ELSEWHERE}" if taken >= SLOW else ""
    return Finding("flush", title, f"{taken:.1f} ms par action".replace(".", ","), todo)


def _one_flush(fd: int, monotonic: Callable[[], float]) -> float:
    begin = monotonic()
    disk.write_all(fd, b"x" * 400)
    disk.fsync(fd)
    return (monotonic() - begin) * 1000
