"""The store: there, kept from others' eyes, with room, a lock that works and a disk that answers in time."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from data import disk
from data.archive import Archive, journals_of
from data.checkup import Finding, looked_at, nameless
from data.errors import StoreError
from data.locks import Claim
from data.referent import FOLDER_NAME as REFERENT
from data.rights import PRIVATE, Rights
from data.room import free_on
from data.system import reason_of
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
    place = next((folder for folder in (root, *root.parents) if os.path.lexists(folder)), root)
    if not _is_folder(root):
        yield looked_at("store", "dossier des sessions", lambda: _not_yet(root, place))
    else:
        yield looked_at("store", "dossier des sessions", lambda: _settings(archive))
        yield looked_at("rights", "droits du dossier", lambda: _rights(archive))
    yield looked_at("share", "disque de cette machine", lambda: _share(place))
    yield looked_at("room", "place libre", lambda: _room(place))
    if _is_folder(root):
        yield looked_at("leftovers", "restes d'écritures", lambda: _leftovers(archive))
        yield looked_at("lock", "verrous", lambda: _lock(root))
        yield looked_at("flush", "écriture sur le disque", lambda: _flush(root, monotonic))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def newest_file(archive: Archive) -> datetime | None:
    """When the last journal of a store was written; None where there is none."""
    found = []
    with suppress(OSError):
        for path in journals_of(archive.root):
            with suppress(OSError):
                found.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(found), UTC) if found else None


def _not_yet(root: Path, place: Path) -> Finding:
    title = "dossier des sessions"
    # A disk that answers with errors, a folder above that may not be entered, or a path that is longer than the system
    # takes is no store that is made later.
    disk.mode_of(root, through_links=True)
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
        rights = archive.rights
    except StoreError:
        rights = PRIVATE
    found = list(_seen(archive.root))
    problems = [problem for problem in _odd_rights(archive.root, found, rights) if problem is not None]
    if not problems:
        usual = f"{rights.folder_mode:04o} et {rights.file_mode:04o}"
        return Finding("rights", title, f"{usual}, rien n'est ouvert à d'autres")
    told = ", ".join(told for told, _ in problems)
    return Finding("rights", title, f"{told}, sur {len(found)}", " ; puis ".join(todo for _, todo in problems))


def _seen(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """All that is in a store, links apart: a link has no rights of its own."""
    for path in (root, *root.rglob("*")):
        with suppress(OSError):
            found = path.lstat()
            if not stat.S_ISLNK(found.st_mode):
                yield path, found


def _odd_rights(
    root: Path, found: Sequence[tuple[Path, os.stat_result]], rights: Rights
) -> Iterator[tuple[str, str] | None]:
    """What is not as Vigie gives it: in words, and the command after which it is."""
    where = nameless(root)
    # Of a group that may read no bit but those: what it may write is no journal any more.
    forbidden = stat.S_IRWXO | (stat.S_IRWXG if rights.gid is None else stat.S_IWGRP)
    whose = root.stat()
    yield _told(
        # What the référent keeps there is theirs.
        [one for path, one in found if one.st_uid != whose.st_uid and REFERENT not in path.parts],
        "à un autre compte : ce qui y est écrit se perd",
        f'sudo chown -R "$(stat -c %u:%g {where})" {where}' if whose.st_uid else f"sudo chown -R COMPTE {where}",
    )  # fmt: skip
    yield _told(
        [one for _, one in found if one.st_mode & forbidden], "ouvert à d'autres",
        f"fermez-les : chmod -R {'go=' if rights.gid is None else 'g-w,o='} {where}",
    )  # fmt: skip
    yield _told(
        [one for _, one in found if ~one.st_mode & (stat.S_IRWXU if stat.S_ISDIR(one.st_mode) else _READ_AND_WRITE)],
        "fermé à son propre compte", f"chmod -R u+rwX {where}",
    )  # fmt: skip
    if rights.gid is not None:
        lacking = [
            one for path, one in found
            if not _of_the_owner_alone(path) and (one.st_gid != rights.gid or not one.st_mode & stat.S_IRGRP)
        ]  # fmt: skip
        yield _told(
            lacking, "fermé au groupe qui doit lire",
            f"sudo chgrp -R {rights.gid} {where} && find {where} -not -name '*.lock' -not -path '*/drafts*' "
            "-exec chmod g+rX {} +",
        )  # fmt: skip


_READ_AND_WRITE = stat.S_IRUSR | stat.S_IWUSR


def _of_the_owner_alone(path: Path) -> bool:
    """Locks and drafts, whatever the group of the store."""
    return path.suffix == ".lock" or "drafts" in (path.name, path.parent.name)


def _told(odd: Sequence[os.stat_result], what: str, todo: str) -> tuple[str, str] | None:
    count = len(odd)
    words = what.replace("ouvert ", "ouverts ").replace("fermé ", "fermés ").replace("son propre", "leur propre")
    return (plural(count, f"fichier ou dossier {what}", f"fichiers ou dossiers {words}"), todo) if count else None


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


def _leftovers(archive: Archive) -> Finding:
    title = "restes d'écritures"
    if not archive.has_leftovers():
        return Finding("leftovers", title, "aucun")
    return Finding("leftovers", title, "une écriture interrompue en a laissé", "vigie purge --yes les ôte")


def _room(place: Path) -> Finding:
    title = "place libre"
    if (free := free_on(place)) is None:
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
        return Finding("flush", title, f"impossible : {reason_of(error)}", f"libérez de la place, ou {_ELSEWHERE}")
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
