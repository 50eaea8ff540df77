"""One session's journal: what was recorded, and the only way to record more.

Readers follow the file without a lock. A writer takes the lock, reads what others appended, lets the rules
decide on that, and appends all events of the action at once: they are acknowledged when the disk has them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from data import disk, upgrades
from data.drafts import drafts_of
from data.elsewhere import running_elsewhere
from data.errors import DamagedError, StoreError, failed, not_wholly_erased, only_as_store_errors
from data.evidence import EvidenceFolder, names_in
from data.integrity import Damage, Whole, scan, scan_whole, told, with_erasures_checked
from data.locks import Lock
from data.narrowed import matching
from data.numbers import called_by
from data.rights import Rights
from data.rules import Decide as Decide
from data.rules import rules as rules
from data.sealing import sealed
from data.storage import EVENTS, HEADER, Chunk, EventTable, JournalDB, JsonLinesStorage
from data.trainings import in_other_sessions
from data.withheld import NOTHING
from supervisor.decision import Refusal, Remark
from supervisor.event import Drafted, Entry, EvidenceKept, PersonalDataErased
from supervisor.folding import fold, then, utc
from supervisor.narrowing import Narrowing
from supervisor.seal import erased_line
from supervisor.session import Session, Training

if TYPE_CHECKING:
    from supervisor.action import Action, Context

FILE_NAME = "journal.jsonl"
LOCK_NAME = "journal.lock"

_LEFT = 3600.0
"""Seconds before the last event: a copy is named by one within a few, or it belongs to none."""
_READINGS = 5
"""How often a reader looks again at a file that looks damaged while it changes."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What others did to the journal since it was last looked at."""

    entries: tuple[Entry, ...] = ()
    """What they appended."""
    reread: bool = False
    """The file is another one (personal data erased, a line cut back): everything is to be drawn again."""

    def __bool__(self) -> bool:
        return bool(self.entries) or self.reread


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an action; its events are on the disk."""

    entries: tuple[Entry, ...]
    """What was recorded; empty when the whole action is refused."""
    refusals: tuple[Refusal, ...]
    remarks: tuple[Remark, ...]
    session: Session
    """The state after it."""
    followed: Followed
    """What others had done before it."""


class Journal:
    """The journal of one session. One thread acts at a time; another may follow meanwhile."""

    def __init__(self, path: Path, rights: Rights, decide: Decide) -> None:
        self.path = path
        """Its file."""
        self.drafts = drafts_of(path.parent)
        """What was being typed on this session and is not recorded."""
        self.evidence = EvidenceFolder(path.parent, rights)
        """Copies of files, beside it."""
        self._brought: dict[str, str] = {}
        """Where the copies of this process come from, by their names."""
        self._taken_away: set[str] = set()
        """Those of a try that the disk refused."""
        self._is_tidy = False
        self._decide = decide
        self._db = JournalDB(path, rights)
        self._lock = Lock(path.with_name(LOCK_NAME))
        self._busy = threading.Lock()
        self._header_digest, self._damaged_bytes = "", b""
        self.withheld = NOTHING
        self._session: Session | None = None
        self.damage: Damage | None = None
        """The first line that is not what was written: the journal is read-only, its good part stays open."""
        self.read_digest = ""
        """SHA-256, in hexadecimal, of the whole file that `session` says; empty once more was read or written."""
        self.torn = False
        """The file ends with the beginning of a line, or of an action, that was never acknowledged."""

    def trainings_elsewhere(self) -> tuple[Training, ...]:
        """Who was trained by whom, as the store's register and its other sessions say."""
        return in_other_sessions(self.path)

    @classmethod
    def open(cls, path: Path, *, rights: Rights | None = None, decide: Decide = rules) -> Self:
        """Open a journal: read, prove and fold it, without a lock. An older format is upgraded.

        Args:
            path: the session's `journal.jsonl`.
            rights: what a file written in its place is given; None: those it has, as it was made with them.
            decide: the rules.

        Raises:
            DamagedError: not even its first line can be read.
            StoreError: it cannot be read, or a newer Vigie wrote it. Nothing else is raised, whatever it holds: one
                bad session never takes the others with it.
        """
        journal = cls(path, rights or Rights.like(path), decide)
        with only_as_store_errors(path):
            journal._upgrade_if_older()
            journal._reread()
        return journal

    @property
    def session(self) -> Session:
        """The state after all that was read."""
        assert self._session is not None, "open() folds"
        return self._session

    @property
    def number(self) -> str:
        """The session's number; its folder's name where the line that says it is damaged."""
        return self.session.number or called_by(self.path.parent)

    @property
    def problem(self) -> str:
        """What is wrong with it, as a French sentence; empty when nothing is."""
        return f"Le journal {self.path} est abîmé, {self.damage}." if self.damage is not None else ""

    @property
    def table(self) -> EventTable:
        """The events as a TinyDB table, for queries; each one reads the file, as far as it was found good."""
        table = self._db.table(EVENTS)
        assert isinstance(table, EventTable)
        return table

    def matching(self, narrowing: Narrowing) -> tuple[int, ...]:
        """The ids of the events that are wanted, in the order in which they were recorded.

        Of a damaged journal, those of its good part; nothing that others appended since it was last followed.

        Raises:
            StoreError: the file cannot be read any more.
        """
        if not narrowing:
            return tuple(entry.id for entry in self.session.entries)
        with only_as_store_errors(self.path):
            self.path.stat()
        self._storage.good_lines = self.session.last_id + 1
        try:
            return matching(self.table, narrowing)
        finally:
            self._storage.good_lines = None

    @property
    def _storage(self) -> JsonLinesStorage:
        storage = self._db.storage
        assert isinstance(storage, JsonLinesStorage)
        return storage

    # Acting --------------------------------------------------------------------------------------

    def act(self, action: Action, context: Context) -> Outcome:
        """Do an action: decide on the freshest state, and record what follows, all or nothing.

        Raises:
            StoreError: nothing was acknowledged (the disk, the lock, a damaged line); it may be tried again.
        """
        brought: tuple[EvidenceKept, ...] = getattr(action, "evidence", ())
        if brought and not self.session.entries.holds_asked(context.asked):
            self._bring_back(brought)
        with self._writing() as followed:
            if self.session.entries.holds_asked(context.asked):
                # An earlier try reached the disk after all: it could not be cut back, or nobody lived to hear of it.
                recorded = tuple(entry for entry in self.session.entries if entry.asked == context.asked)
                return Outcome(recorded, (), (), self.session, followed)
            if gone := self.evidence.lacks(brought):
                raise StoreError(
                    f"La copie de la pièce « {gone} » n'est plus là : rien n'a été noté. Joignez-la encore."
                )
            try:
                decision = self._decide(self.session, action, context)
                entries = self._record(decision.events, context)
            except BaseException:
                # The copy may hold the disk's last room. What could not be cut back is in the file all the same.
                with suppress(OSError, StoreError):
                    self._read_on()
                    self.evidence.drop(brought, self.session.entries)
                    self._taken_away |= {piece.kept_as for piece in brought}
                raise
            with suppress(OSError):
                # Those of a refused report; `check` names what stays.
                self.evidence.drop(brought, self.session.entries)
        # Without the lock: other sessions are only looked at.
        twins = running_elsewhere(self.path, self.session, entries)
        return Outcome(entries, decision.refusals, (*decision.remarks, *twins), self.session, followed)

    def keep_evidence(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:
        """Copy files beside the journal, for an action that names them; one that is not recorded takes them away again.

        Raises:
            EvidenceError: one of them cannot be taken; none is.
            StoreError: they cannot be copied.
        """
        kept = self.evidence.keep(paths)
        self._brought.update(zip((piece.kept_as for piece in kept), paths, strict=True))
        return kept

    def sources_of(self, action: Action) -> dict[str, str]:
        """Where the copies come from that an action brings, by their names: as far as this process made them."""
        brought: tuple[EvidenceKept, ...] = getattr(action, "evidence", ())
        return {piece.kept_as: self._brought[piece.kept_as] for piece in brought if piece.kept_as in self._brought}

    def may_copy_again(self, sources: Mapping[str, str]) -> None:
        """Another process made these copies and is gone: one that is taken away meanwhile is copied again from there.

        Args:
            sources: where they came from, by their names.
        """
        self._brought |= sources
        self._taken_away |= sources.keys()

    def _bring_back(self, brought: Iterable[EvidenceKept]) -> None:
        """Copy again what a try took away that the disk refused: it may be tried again as it was.

        Raises:
            StoreError: it cannot be copied.
        """
        for piece in brought:
            if piece.kept_as in self._taken_away & self._brought.keys():
                self.evidence.bring_back(piece, self._brought[piece.kept_as])

    def erase(self, events: Iterable[int], context: Context) -> Outcome:
        """Erase the personal parts of these events for good; their digests stay, and the chain holds.

        The file is written anew without them, copies that an upgrade kept are removed, and then the evidence that
        only they named. Events without a personal part, or erased already, are passed over.

        Raises:
            StoreError: an event does not exist, or it could not be done; it may be tried again.
        """
        with self._writing() as followed:
            wanted = set(events)
            unknown = wanted - {entry.id for entry in self.session.entries}
            if unknown:
                raise StoreError(f"Le journal n'a pas d'événement n° {min(unknown)} : rien n'a été effacé.")
            documents = self._storage.read() or {}
            targets = tuple(i for i in sorted(wanted) if "personal" in documents[EVENTS][str(i)])
            named = names_in(self.session.entries) if targets else None
            entries = self._rewrite_without(targets, documents, context)
            self._sweep_pieces(named)
            return Outcome(entries, (), (), self.session, followed)

    def _record(self, events: Sequence[Drafted], context: Context) -> tuple[Entry, ...]:
        if not events:
            return ()
        entries, lines = sealed(events, self.session.last_id + 1, self._last_digest, context)
        try:
            self.table.insert_multiple(lines)
            self._session = then(self.session, entries)
            self.read_digest = ""
        except BaseException:
            # What the file holds now is not known before it is read again.
            self._storage.place = None
            raise
        self.torn = False
        return entries

    def _rewrite_without(
        self, targets: tuple[int, ...], documents: dict[str, dict[str, Any]], context: Context
    ) -> tuple[Entry, ...]:
        upgrades.remove_copies(self.path, "Rien n'a été effacé dans")
        if not targets:
            return ()
        erasure = Drafted(utc(context.at or context.now), PersonalDataErased(events=targets))
        entries, lines = sealed([erasure], self.session.last_id + 1, self._last_digest, context)
        kept = {i: erased_line(d) if int(i) in targets else d for i, d in documents[EVENTS].items()}
        kept |= {str(line["id"]): line for line in lines}
        self._write_anew({HEADER: documents[HEADER], EVENTS: kept})
        return entries

    def _write_anew(self, documents: dict[str, dict[str, Any]]) -> None:
        self._storage.write(documents)
        self.table.clear_cache()
        self._reread()

    def _sweep_pieces(self, gone: Collection[str] | None) -> None:
        """Remove the evidence that no event names any more since an erasure; all of it where one is done again."""
        try:
            self.evidence.sweep(self.session.entries, gone=gone)
        except (OSError, StoreError) as error:
            raise not_wholly_erased("des pièces restent dans", self.evidence.path, error) from error

    @property
    def _last_digest(self) -> str:
        return self.session.entries[-1].digest if self.session.entries else self._header_digest

    @contextmanager
    def _writing(self) -> Iterator[Followed]:
        """The lock held, and all that others wrote read."""
        with self._busy, self._lock.held():
            followed = self._read_on()
            if self.damage is not None:
                raise DamagedError(
                    f"Le journal {self.path} est abîmé, {self.damage}. Ce qui précède peut être lu ; rien n'y sera "
                    "plus écrit. Gardez une copie de ce dossier.",
                    line=self.damage.line,
                    reason=self.damage.reason,
                )
            self._tidy()
            yield followed

    def _tidy(self) -> None:
        """Once: remove the evidence that an erasure, or a report, that was cut short left behind."""
        if self._is_tidy:
            return
        if any(isinstance(entry.event, PersonalDataErased) for entry in self.session.entries):
            with suppress(OSError, StoreError):
                self.evidence.sweep(self.session.entries, gone=(), spare=self._brought)
        with suppress(OSError):
            if (aside := disk.aside_of(self.path)).exists():
                # A rewriting that was cut short: the lock is held, so it is nobody's.
                disk.remove(aside)
            self.evidence.drop_left(self.session.entries, self.path.stat().st_mtime - _LEFT)
        self._is_tidy = True

    # Reading -------------------------------------------------------------------------------------

    def follow(self) -> Followed:
        """Read what others appended, without a lock; nothing while another thread acts, which reads it then.

        Raises:
            StoreError: the file cannot be read any more.
        """
        if not self._busy.acquire(blocking=False):
            return Followed()
        try:
            with only_as_store_errors(self.path):
                return self._read_on()
        finally:
            self._busy.release()

    def _read_on(self) -> Followed:
        chunk = self._storage.read_new()
        if not chunk.continued:
            return self._reread_unless_known(chunk)
        if not chunk.data:
            self.torn = False
            return Followed()
        # The newline that the last line lacked was written since, before anything else.
        late = b"\n" if chunk.start.lacks_newline else b""
        found = scan(chunk.data.removeprefix(late), rank=self.session.last_id + 1, previous=self._last_digest)
        if any(entry.erased for entry in found.entries):
            found = with_erasures_checked(found, (*self.session.entries, *found.entries), self.withheld)
        if found.damage is not None or not chunk.data.startswith(late):
            return self._reread_unless_known(self._storage.read_new(anew=True))
        if found.entries:
            # Before the place: a file is read twice rather than an event passed over.
            self._session = told(then(self.session, found.entries))
        self.read_digest = ""
        self._storage.place = chunk.place_after(len(late) + found.good, lacks_newline=found.lacks_newline)
        self.torn = found.torn
        return Followed(found.entries)

    def _reread_unless_known(self, chunk: Chunk) -> Followed:
        """Read everything again, unless it is the damaged file that was read already."""
        if self.damage is not None and chunk.data == self._damaged_bytes:
            return Followed()
        before = self.session.entries
        try:
            self._reread()
        except DamagedError as error:
            # Its very first line was good when it was opened: what was read stays to be seen.
            self.damage, self._damaged_bytes = Damage(error.line, error.reason), chunk.data
            self._storage.place = None
            return Followed(reread=True)
        now = self.session.entries
        if self.damage is None and now[: len(before)] == before:
            return Followed(now[len(before) :])
        return Followed(reread=True)

    def _reread(self) -> None:
        """Read the whole file and fold it."""
        chunk, whole = self._read_steadily()
        found = whole.scan
        self._header_digest = whole.header_digest
        self.read_digest = hashlib.sha256(chunk.data).hexdigest()
        self._session = told(fold(whole.header, found.entries))
        self.damage, self.torn = found.damage, found.torn
        if found.damage is None:
            self._storage.place = chunk.place_after(found.good, lacks_newline=found.lacks_newline)
            self._damaged_bytes = b""
        else:
            self._storage.place = None
            self._damaged_bytes = chunk.data

    def _read_steadily(self) -> tuple[Chunk, Whole]:
        """The whole file, read until it is whole or until two readings found the same bytes.

        Without a lock, a line that a writer is just cutting back and writing again can look like anything.
        """
        for _ in range(_READINGS):
            chunk = self._storage.read_new(anew=True)
            with suppress(DamagedError):
                whole = scan_whole(chunk.data, self.path, self.withheld)
                if whole.scan.damage is None:
                    return chunk, whole
            if self._storage.read_new(anew=True).data == chunk.data:
                break
        return chunk, scan_whole(chunk.data, self.path, self.withheld)

    # An older format -----------------------------------------------------------------------------

    def _upgrade_if_older(self) -> None:
        """Write an older journal anew in today's format; the file as it was is kept beside it."""
        if not upgrades.is_older(self._storage.read_new(anew=True).data):
            return
        with self._lock.held():
            data = self._storage.read_new(anew=True).data
            if not upgrades.is_older(data):
                return
            lines = upgrades.upgraded(data, self.path)
            if (damage := scan_whole(lines, self.path).scan.damage) is not None:
                raise StoreError(
                    f"Le journal {self.path} est à un ancien format et abîmé, {damage}. Il reste tel quel."
                )
            try:
                disk.rewrite(upgrades.copy_of(self.path, upgrades.version_of(data) or 0), data, self._storage.rights)
                disk.rewrite(self.path, lines, self._storage.rights)
            except OSError as error:
                raise failed("La mise au format d'aujourd'hui n'a pas abouti dans", self.path, error) from error
