"""Evidence of a fraud: files copied beside the journal, whole or not at all, each under its digest.

A copy has its final name before an event speaks of it, so that no event names a file that was never there. What
no event names is left from something that was cut short; an erasure takes it away (RULES.md section 1).
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data import disk
from data.errors import StoreError, failed
from data.locks import Lock
from data.parts import write_proved
from data.rights import Rights
from data.room import why_no_room
from data.system import is_held, is_too_long, reason_of
from supervisor.candidate import printable
from supervisor.dropped import as_dropped
from supervisor.event import Entry, EvidenceKept, FraudReported

FOLDER_NAME = "evidence"
LOCK_NAME = "evidence.lock"
MOST_BYTES = 200_000_000
"""A photo, a screen copy, a short film; more than that fills the disk of the session's machine."""

NAMED_WITHIN_S = 600.0
"""Seconds: an event names a copy within moments of its making; one that is older belongs to nobody who is at it."""

_ASIDE = ".new-"
"""Beginning of the name of a copy in the making; one that a kill left is removed by the next one who copies."""
_KEPT_AS = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?")
_PIECE = 1 << 20


class EvidenceError(StoreError):
    """A file cannot be taken as evidence: it is not there, no file, too large… The sentence names it."""


@dataclass(frozen=True, slots=True)
class PieceProblem:
    """A piece of evidence that is not as it was kept."""

    event_id: int
    name: str
    what: str
    """« n'est plus là », as the end of a French sentence."""

    def __str__(self) -> str:
        return f"n° {self.event_id} : la pièce « {self.name} » {self.what}"


class EvidenceFolder:
    """The evidence of one session."""

    def __init__(self, session_folder: Path, rights: Rights) -> None:
        self.path = session_folder / FOLDER_NAME
        self._rights = rights
        self._lock = Lock(session_folder / LOCK_NAME)

    # Keeping -------------------------------------------------------------------------------------

    def keep(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:
        """Copy these files, all or none of them; they are on the disk when it returns.

        Args:
            paths: as somebody typed them; a « ~ » is their home folder.

        Raises:
            EvidenceError: one of them cannot be taken; the sentence says which and why.
            StoreError: the copies cannot be written, or somebody else copies for too long.
        """
        sources = [path_of(path) for path in paths]
        size = sum(size_of(source) for source in sources)
        if not sources:
            return ()
        if why := why_no_room(self.path, size):
            raise EvidenceError(
                f"Rien n'est joint : {why}. Notez le rapport sans pièce, gardez le fichier, et libérez de la place."
            )
        made: list[Path] = []
        with self._lock.held():
            try:
                self._make()
                kept = tuple(self._copied(source, made) for source in sources)
                for piece in kept:
                    # The first of many large ones may be minutes old by now: they are all new to whoever sweeps.
                    disk.touched(self.file_of(piece))
                disk.sync_folder(self.path)
            except BaseException as error:
                for copy in made:
                    with suppress(OSError):
                        disk.remove(copy)
                if isinstance(error, OSError):
                    raise failed("La pièce n'a pas été copiée dans", self.path, error) from error
                raise
        return kept

    def bring_back(self, piece: EvidenceKept, path: str) -> None:
        """Copy a piece again that a failed try took away, as long as its file is what it was; else nothing is done.

        Raises:
            StoreError: it cannot be copied.
        """
        if self.has(piece):
            return
        for again in self.keep([path]):
            if again.kept_as != piece.kept_as:
                with suppress(OSError):
                    disk.remove(self.file_of(again))

    def put(self, piece: EvidenceKept, parts: Iterable[bytes]) -> bool:
        """Have the copy of a piece here that was kept elsewhere; False: these bytes are not what was kept.

        Raises:
            StoreError: it cannot be written, or its journal gives it a name that is none.
        """
        if not is_copy_name(piece.kept_as):
            raise EvidenceError("Une pièce n'a pas le nom d'une pièce : rien n'est écrit.")
        if why := why_no_room(self.path, piece.size):
            raise EvidenceError(f"Une pièce ne peut pas être écrite : {why}.")
        with self._lock.held():
            aside = self.path / f"{_ASIDE}{secrets.token_hex(4)}"
            try:
                self._make()
                if is_it := write_proved(aside, parts, self._rights, piece.size, piece.sha256):
                    disk.replace(aside, self.file_of(piece))
                    disk.sync_folder(self.path)
                return is_it
            except OSError as error:
                raise failed("La pièce n'a pas été copiée dans", self.path, error) from error
            finally:
                with suppress(OSError):
                    disk.remove(aside)

    def elsewhere(self, entries: Iterable[Entry]) -> tuple[int, ...]:  # noqa: ARG002  what a hub's copy says
        """The events whose pieces are on another machine by design, and not here: of a store none."""
        return ()

    def take_over(self, other: EvidenceFolder, entries: Iterable[Entry]) -> None:
        """Copy what another folder holds of what these events name, into a session that nobody sees yet.

        What is gone or changed there stays behind; `check` names it. What the disk refuses to read is neither: it may
        be there whole at the next try, and a session that was put back without it takes it no more.

        Raises:
            OSError: a copy cannot be written.
            EvidenceError: one cannot be read.
        """
        pieces = {piece.kept_as: piece for piece in named_in(entries) if piece.kept_as}
        for name, piece in pieces.items():
            if other.has(piece) and other._is_whole(piece):
                self._make()
                self._copied(other.file_of(piece), [], name=name)
        if self.path.is_dir():
            disk.sync_folder(self.path)

    def _make(self) -> None:
        if not self.path.is_dir():
            disk.make_folder_with(self.path, self._rights)
            disk.sync_folder(self.path.parent)
        for left in self.path.glob(f"{_ASIDE}*"):
            disk.remove(left)

    def _copied(self, source: Path, made: list[Path], *, name: str = "") -> EvidenceKept:
        """Copy one file, under this name where it has one; a copy that was not there before is added to `made`."""
        aside = self.path / f"{_ASIDE}{secrets.token_hex(4)}"
        try:
            with disk.opened(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600) as fd:
                self._rights.give_to_file(fd)
                digest, size, changed_at = _pour(source, fd)
                disk.fsync(fd)
            copy = self.path / (name or f"{digest}{_suffix(source)}")
            is_new = not copy.exists()
            disk.replace(aside, copy)
        except BaseException:
            with suppress(OSError):
                disk.remove(aside)
            raise
        if is_new:
            made.append(copy)
        return EvidenceKept(
            name=_name_of(source), sha256=digest, size=size, kept_as=copy.name,
            taken_at=datetime.fromtimestamp(int(changed_at), UTC),
        )  # fmt: skip

    def whole(self, entries: Iterable[Entry]) -> dict[str, Path]:
        """The copies that are what was kept, by their names; read from the first byte to the last."""
        pieces = {piece.kept_as: piece for piece in named_in(entries) if piece.kept_as}
        return {name: self.file_of(piece) for name, piece in pieces.items() if not self.what_is_wrong(piece)}

    def file_of(self, piece: EvidenceKept) -> Path:
        """Where the copy of a piece is."""
        return self.path / piece.kept_as

    # What events say of it -----------------------------------------------------------------------

    def lacks(self, pieces: Iterable[EvidenceKept]) -> str:
        """The name of the first of these whose copy is not there; empty when all are."""
        return next((piece.name for piece in pieces if piece.kept_as and not self.has(piece)), "")

    def has(self, piece: EvidenceKept) -> bool:
        """Its copy is there, as far as a glance tells."""
        # A link leads out of the store: nothing is ever read through one.
        if not is_copy_name(piece.kept_as):
            return False
        try:
            return stat.S_ISREG(disk.mode_of(self.file_of(piece)) or 0)
        except OSError:
            # It may be there: whoever reads it says what stands against it.
            return True

    def drop(self, pieces: Iterable[EvidenceKept], entries: Iterable[Entry]) -> None:
        """Remove the copies of these that no event names; the journal's lock is held.

        Raises:
            OSError: one of them cannot be removed.
        """
        brought = {piece.kept_as for piece in pieces}
        for name in brought - names_in(entries) if brought else ():
            # Nearly every action brings none: then no event is looked at.
            if is_copy_name(name):
                disk.remove(self.path / name)

    def drop_left(self, entries: Iterable[Entry], before: float) -> None:
        """Remove what no event names and is older than this; the journal's lock is held.

        Args:
            entries: all events.
            before: seconds, as the disk dates its files.

        Raises:
            OSError: something cannot be removed.
        """
        for copy in self._unnamed(entries):
            if copy.lstat().st_mtime < before and self._is_left(copy):
                disk.remove(copy)

    def sweep(self, entries: Iterable[Entry], gone: Collection[str] | None = None, spare: Collection[str] = ()) -> None:
        """Remove what no event names since an erasure, half copies too; the journal's lock is held.

        Another program may wait for that very lock to have an event name what it has copied.

        Args:
            entries: all events.
            gone: copies that were named until just now, and go; others go once they are old. None: all go.
            spare: copies of which an event is about to speak.

        Raises:
            StoreError: somebody is copying just now.
            OSError: something cannot be removed.
        """
        if not disk.is_folder(self.path):
            return
        with self._lock.held():
            for copy in self._unnamed(entries):
                if copy.name not in spare and (gone is None or copy.name in gone or self._is_left(copy)):
                    disk.remove(copy)
            disk.sync_folder(self.path)

    def _is_left(self, copy: Path) -> bool:
        """Nobody is about to name it: half a copy, or too old by the clock of its disk, as that shows now."""
        if copy.name.startswith(_ASIDE):
            return True
        now = disk.touched(self.path)
        return now is not None and now - copy.lstat().st_mtime > NAMED_WITHIN_S

    def left_over(self, entries: Iterable[Entry]) -> int:
        """How many copies no event names."""
        return sum(1 for _ in self._unnamed(entries))

    def _unnamed(self, entries: Iterable[Entry]) -> Iterator[Path]:
        named = names_in(entries)
        try:
            found = disk.listed(self.path)
        except NotADirectoryError:
            return
        for path in found:
            if path.name not in named and (is_copy_name(path.name) or path.name.startswith(_ASIDE)):
                yield path

    def problems(self, entries: Iterable[Entry]) -> Iterator[PieceProblem]:
        """Each piece that is gone or changed, read from its first byte to its last."""
        for event_id, piece in pieces_in(entries):
            what = self.what_is_wrong(piece)
            if what:
                yield PieceProblem(event_id, piece.name, what)

    def what_is_wrong(self, piece: EvidenceKept) -> str:
        """« n'est plus là », « a changé »; empty for a copy that is what was kept, byte by byte."""
        if not piece.kept_as:
            return ""
        copy = self.file_of(piece)
        try:
            mode = (disk.mode_of(copy) or 0) if is_copy_name(piece.kept_as) else 0
            if stat.S_ISLNK(mode):
                return "n'est plus un fichier mais un lien"
            if not stat.S_ISREG(mode):
                return "n'est plus là"
            return "" if self._is_whole(piece) else "a changé"
        except (OSError, EvidenceError):
            return "ne peut pas être lue"

    def _is_whole(self, piece: EvidenceKept) -> bool:
        """It is what was kept, byte by byte.

        Raises:
            OSError, EvidenceError: it cannot be read.
        """
        copy = self.file_of(piece)
        return copy.stat().st_size == piece.size and _pour(copy, None)[0] == piece.sha256


def is_copy_name(name: str) -> bool:
    """Whether this can be a copy's name; nothing else is ever opened or removed on a journal's word."""
    return _KEPT_AS.fullmatch(name) is not None


def pieces_in(entries: Iterable[Entry]) -> Iterator[tuple[int, EvidenceKept]]:
    """Each piece that an event names, with the event's id; those of undone events too: they may be redone."""
    for entry in entries:
        if isinstance(entry.event, FraudReported):
            for piece in entry.event.evidence:
                yield entry.id, piece


def named_in(entries: Iterable[Entry]) -> list[EvidenceKept]:
    """All pieces that events speak of."""
    return [piece for _, piece in pieces_in(entries)]


def names_in(entries: Iterable[Entry]) -> set[str]:
    """The names of all copies that events speak of."""
    return {piece.kept_as for piece in named_in(entries)}


# Reading what is to be kept --------------------------------------------------------------------------


def _pour(source: Path, target: int | None) -> tuple[str, int, float]:
    """Read a file to its end, into another one where there is one: its digest, its size, when it was changed last."""
    digest, size = hashlib.sha256(), 0
    try:
        fd = disk.open_file(source, os.O_RDONLY)
    except OSError as error:
        raise _not_taken(source, error) from error
    try:
        found = os.fstat(fd)
        _refuse(source, found)
        while part := _read(source, fd):
            size += len(part)
            if size > MOST_BYTES:
                raise _too_large(source)
            digest.update(part)
            if target is not None:
                disk.write_all(target, part)
    finally:
        with suppress(OSError):
            os.close(fd)
    if not size:
        raise _refused(source, "il est vide")
    return digest.hexdigest(), size, found.st_mtime


def _read(source: Path, fd: int) -> bytes:
    try:
        return os.read(fd, _PIECE)
    except OSError as error:
        raise _not_taken(source, error) from error


def path_of(typed: str) -> Path:
    """The file that somebody typed; « ~nobody », without such a user, is a folder of that name."""
    path = Path(as_dropped(typed))
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def size_of(source: Path) -> int:
    """Bytes of a file that may be taken.

    Raises:
        EvidenceError: it may not.
    """
    try:
        found = source.stat()
    except (OSError, ValueError) as error:
        raise _not_taken(source, error) from error
    _refuse(source, found)
    return found.st_size


def _refuse(source: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _refused(source, "c'est un dossier : choisissez un fichier")
    if not stat.S_ISREG(found.st_mode):
        raise _refused(source, "ce n'est pas un fichier ordinaire")
    if found.st_size > MOST_BYTES:
        raise _too_large(source)
    if not found.st_size:
        raise _refused(source, "il est vide")


_REASONS = {
    errno.ENOENT: "il n'existe pas, ou plus",
    errno.ENOTDIR: "ce chemin n'existe pas",
    **dict.fromkeys((errno.EACCES, errno.EPERM), "les droits ne permettent pas de le lire"),
    errno.ENAMETOOLONG: "ce chemin est trop long",
    errno.ELOOP: "ce lien tourne en rond",
    errno.ENXIO: "ce n'est pas un fichier ordinaire",
    errno.ENODEV: "l'appareil a été débranché",
    errno.EIO: "le disque ou la clé a répondu par une erreur",
}


def _not_taken(source: Path, error: Exception) -> EvidenceError:
    if is_held(error) or is_too_long(error):
        return _refused(source, reason_of(error))
    return _refused(source, _REASONS.get(getattr(error, "errno", None) or 0, "il ne peut pas être lu"))


def _too_large(source: Path) -> EvidenceError:
    return _refused(source, f"plus de {MOST_BYTES // 1_000_000} Mo : gardez-le à part et dites-le dans le rapport")


def _refused(source: Path, why: str) -> EvidenceError:
    return EvidenceError(f"La pièce « {printable(str(source))} » ne peut pas être jointe : {why}.")


def _name_of(source: Path) -> str:
    # Bytes that are no text come as surrogates, which no file of ours can hold.
    return printable(source.name.encode("utf-8", "replace").decode("utf-8"))[:200] or "sans nom"


def _suffix(source: Path) -> str:
    """The ending that says what opens it, where it is an ordinary one."""
    suffix = source.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
