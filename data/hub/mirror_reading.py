"""The sessions of a mirror, read as those of any store: each line proved, a withheld name no damage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data.archive import Shelf
from data.errors import FormatError, NotFoundError, StoreError, only_as_store_errors
from data.evidence import EvidenceFolder, is_copy_name, named_in, pieces_in
from data.hub.branch_words import told_branch
from data.journal import rules
from data.numbers import called_by, is_number, not_a_number, rank_of
from data.reading import ReadingArchive, ReadingJournal
from data.rights import PRIVATE
from data.withheld import Withheld
from supervisor.event import Entry
from supervisor.masking import hidden
from supervisor.session import Session
from supervisor.wording import plural, typographic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.evidence import PieceProblem
    from data.hub.asking import Asking
    from data.hub.mirror import Kept, SchoolStore


class EvidenceElsewhere(EvidenceFolder):
    """Files kept as proof stay on the machine that took them in; at the hub they are where somebody asked for it."""

    def __init__(self, kept: Kept, asking: Asking) -> None:
        super().__init__(kept.folder, PRIVATE)
        # Not where a session has its evidence: of what was brought alone, the rest would look lost there.
        self.path = kept.folder / "brought"
        self._root, self._asking = kept.seen.root, asking

    def whole(self, entries: Iterable[Entry]) -> dict[str, Path]:
        """Those that the hub has, each proved, brought here first; it notes who asked.

        Raises:
            StoreError: the hub cannot be asked, or they cannot be written here.
        """
        pieces = {piece.kept_as: piece for piece in named_in(entries) if is_copy_name(piece.kept_as)}
        for piece in pieces.values():
            if not self.has(piece):
                # Nobody else is in this folder; what is not what was kept, or not there, is not put.
                self.put(piece, self._asking.file(self._root, piece.sha256))
        return super().whole(entries)

    def elsewhere(self, entries: Iterable[Entry]) -> tuple[int, ...]:
        """The events whose pieces are not here; of those that the hub has, all are once `whole` was asked."""
        return tuple(event_id for event_id, piece in pieces_in(entries) if piece.kept_as and not self.has(piece))

    def problems(self, entries: Iterable[Entry]) -> Iterator[PieceProblem]:  # noqa: ARG002
        """None: what is not here by design is not lost."""
        return iter(())


class KeptBack(Withheld):
    """What a hub keeps from a reader of a branch."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def excuses(self, entry: Entry) -> bool:
        """Withheld, or erased on another branch of the session."""
        return super().excuses(entry) or self._kept.excuses(entry.id)

    def remarks(self) -> tuple[str, ...]:
        """That no name was proved."""
        return (
            () if self._kept.has_names else (typographic("sans les noms, que le concentrateur ne dit pas à ce compte"),)
        )

    def shown(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Whoever is withheld is nobody, which is something else than erased."""
        if self._kept.has_names:
            return entries
        return tuple(replace(e, event=hidden(e.event)) if e.erased else e for e in entries)


class MirrorJournal(ReadingJournal):
    """The journal of a branch, as a hub gave it."""

    kept: Kept
    store: SchoolStore
    _told: tuple[Session, Session] | None = None
    """The state as it was folded, and the same with which branch it is."""

    @classmethod
    def of(cls, kept: Kept, store: SchoolStore) -> MirrorJournal:
        """Open what was fetched of a branch.

        Raises:
            DamagedError, StoreError: as `Journal.open`.
        """
        journal = cls(kept.path, PRIVATE, rules)
        journal.kept, journal.store = kept, store
        journal.withheld = KeptBack(kept)
        journal.evidence = EvidenceElsewhere(kept, store.mirror.asking)
        with only_as_store_errors(kept.path):
            journal._reread()
        return journal

    @property
    def session(self) -> Session:
        """The state after all that was read; with which branch it is, where there are several."""
        whole = super().session
        told = told_branch(self.kept, self.store.mirror.fork_of(self.kept))
        if told is None:
            return whole
        if self._told is None or self._told[0] is not whole or self._told[1].branch != told:
            self._told = (whole, replace(whole, branch=told))
        return self._told[1]

    @property
    def number(self) -> str:
        """The session's number; as the hub knows it where the line that says it cannot be read."""
        return self.session.number or self.kept.seen.number


class MirrorArchive(ReadingArchive):
    """The sessions of a school at a hub."""

    def __init__(self, store: SchoolStore) -> None:
        super().__init__(store.root)
        self._store = store
        self._names_in_lists = False

    def with_names(self) -> None:
        """Lists name the candidates from now on; the hub notes it, session by session."""
        self._names_in_lists = True

    def journal(self, number: str) -> MirrorJournal:
        """The journal of the session of this number, with who its candidates are.

        Raises:
            NotFoundError: there is none, or several and nobody said which.
            StoreError: it cannot be read.
        """
        if not is_number(number):
            raise not_a_number(number)
        found = [one for one in self._store.kept if one.seen.number == number]
        going_on = [one for one in found if not one.is_set_aside] or found
        if not going_on:
            raise NotFoundError(f"La session {number} n'est pas au concentrateur {self._store.shown}. {self._known()}")
        if len(going_on) > 1:
            ways = " ; ".join(f"{told_of(one)} : #{chosen_by(one)}" for one in going_on)
            raise NotFoundError(
                f"La session {number} est plusieurs fois au concentrateur : {ways}. Ajoutez-en une à l'adresse, "
                f"--store '{self._store.mirror.address.shown}#{chosen_by(going_on[0])}'."
            )
        return self._opened(going_on[0], names=True)

    def listed(self) -> list[Shelf]:
        """All sessions, read: nothing of a hub is remembered."""
        return self.sessions()

    def sessions(self) -> list[Shelf]:
        """All sessions and all branches, by number."""
        shelves = [self._shelf_of(one, problem) for one, problem in self._brought()]
        return sorted(shelves, key=lambda shelf: rank_of(shelf.number))

    def numbers(self) -> list[str]:
        """The numbers that sessions bear now."""
        return sorted((one.seen.number for one in self._store.kept), key=rank_of)

    def journal_in(self, folder: Path) -> MirrorJournal:
        """The journal of the branch that lies in a folder, with who its candidates are.

        Raises:
            NotFoundError: it went meanwhile.
            StoreError: it cannot be read.
        """
        for one in self._store.kept:
            if one.folder == folder:
                return self._opened(one, names=True)
        raise NotFoundError(f"La session {called_by(folder)} n'est plus au concentrateur {self._store.shown}.")

    def _opened(self, one: Kept, *, names: bool) -> MirrorJournal:
        self._store.mirror.bring([one], names=names)
        return MirrorJournal.of(one, self._store)

    def shelf_of(self, one: Kept) -> Shelf:
        """A branch as the list of all shows it."""
        problem = None
        try:
            self._store.mirror.bring([one], names=self._names_in_lists)
        except StoreError as error:
            problem = error
        return self._shelf_of(one, problem)

    def _brought(self) -> Iterator[tuple[Kept, StoreError | None]]:
        """All branches, laid out together; why that could not be done, where it could not."""
        kept, problem = tuple(self._store.kept), None
        try:
            self._store.mirror.bring(kept, names=self._names_in_lists)
        except StoreError as error:
            problem = error
        for one in kept:
            yield one, problem

    def _shelf_of(self, one: Kept, problem: StoreError | None) -> Shelf:
        try:
            if problem is not None:
                raise problem
            journal = MirrorJournal.of(one, self._store)
        except StoreError as error:
            return Shelf(
                one.folder, one.seen.number, None, error.message, is_newer=isinstance(error, FormatError),
                branch=one.label,
            )  # fmt: skip
        return Shelf(one.folder, journal.number, journal, journal.problem, branch=one.label)

    def _folders(self) -> list[Path]:
        return [one.folder for one in self._store.kept]

    def _number_of(self, folder: Path) -> str:
        return next((one.seen.number for one in self._store.kept if one.folder == folder), called_by(folder))

    def _known(self) -> str:
        return super()._known().replace("Ce dossier n'a", "Cet établissement n'y a")


def chosen_by(one: Kept) -> str:
    """What names a branch, or a session among those of its number, behind the address of a hub."""
    return one.branch.head.digest[:12] if one.branch is not None else one.seen.root[:12]


def told_of(one: Kept) -> str:
    """« 208 · branche de salle-b204, 3 lignes depuis le n° 12 (Paul Martin) »."""
    lead = f"{one.seen.number} · {one.label}" if one.label else one.seen.number
    if one.branch is None or not one.branch.own:
        return lead
    return f"{lead}, {plural(one.branch.own, 'ligne')} depuis le n° {one.branch.parts_after} ({one.branch.author})"
