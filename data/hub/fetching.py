"""A session's journal brought back from a hub to a store: of a laptop that was lost, replaced, or put back to a copy.

By the account of a référent of the school, who may read all of it; a device only adds. Each line is proved before it is
kept. What went on here too is never written over: both branches stay, and a person chooses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from data import disk
from data.archive import Archive, journals_of
from data.brought import Beside, BroughtJournal, Course, Elsewhere, PartedError, beside, to_be_kept
from data.errors import SessionExistsError, StoreError
from data.hub.address import HubAddress
from data.hub.errors import HubError
from data.hub.lines import BEGINNING, root_in
from data.hub.mirror import Kept, Mirror, SchoolStore
from data.hub.mirror_reading import MirrorJournal, chosen_by, told_of
from data.hub.pieces import PiecesBrought, bring_pieces
from data.integrity import named_as_erased
from data.left_figures import KNOWN_BY, LeftFigures
from data.numbers import is_number, not_a_number, rank_of
from data.rights import PRIVATE, Rights
from supervisor.action import Context
from supervisor.session import Session
from supervisor.wording import plural


class NotFetchedError(HubError):
    """Nothing was brought back: there is no such session, it may not be, or it went on here too."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A session at the hub, as it stands to this store."""

    number: str
    label: str
    """What tells it from others of its number; empty where nothing has to."""
    told: str
    """How it stands to the store, as a French phrase."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A session that was brought back; it is on the disk."""

    session: Session
    number_before: str
    """The number it has at the hub; another one where a provisional one was taken here."""
    was_here: bool
    """False: the store had nothing of it."""
    beside: Beside
    """How the copy here stood to the hub's, before."""
    pieces: PiecesBrought
    """What came of the files kept as proof of a fraud that were not here."""
    unfinished: int
    """Lines at the end of the hub's copy that are no whole action, and were left there."""
    goes_on_elsewhere: bool
    """It has other branches, and nobody said which of them goes on."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    kept: Kept
    there: Elsewhere
    here: Path | None
    """Its journal in the store."""


class Fetching:
    """What a référent may bring back from a hub to one store. A context: laid out inside, gone after it."""

    def __init__(self, address: HubAddress, only: str, archive: Archive) -> None:
        """Look at what there is.

        Args:
            address: of the hub, with the account of a référent.
            only: a device, or the beginning of a branch's or a session's digest: nothing else is meant; empty: all.
            archive: the store that it is brought to.

        Raises:
            HubError: the hub cannot be used, or this account may not know who the candidates are.
        """
        self._archive = archive
        self._mirror = Mirror(address, only)
        if not self._mirror.has_names:
            self._mirror.close()
            raise NotFetchedError(
                f"{address.shown} : ce compte ne lit pas les noms, et un journal sans eux ne peut pas être continué. "
                "Il faut le compte d'un référent de l'établissement."
            )
        self._where = address.shown
        self._only = only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mirror.close()

    # What there is --------------------------------------------------------------------------------------

    def offered(self) -> list[Offered]:
        """All sessions at the hub, by number, and what the store has of each; nobody's name is asked for.

        Raises:
            HubError: the hub does not answer.
        """
        here = self._journals_here()
        found = sorted(self._mirror.all(), key=lambda one: rank_of(one.seen.number))
        return [Offered(one.seen.number, one.label, self._standing(one, here.get(one.seen.root))) for one in found]

    def _standing(self, one: Kept, path: Path | None) -> str:
        if path is None:
            return f"rien ici, {plural(one.seen.head.n, 'événement')} au concentrateur"
        try:
            here = self._opened(path)
        except StoreError:
            return "ne peut pas être lue ici"
        if here.damage is not None:
            return f"abîmée ici, {here.damage}"
        if here.digests[-1] == one.seen.head.digest:
            return "la même ici"
        return told_beside(beside(here.digests, [line.digest for line in self._mirror.chain_of(one)]))

    def _journals_here(self) -> dict[str, Path]:
        """The journals of the store, by what the hub knows a session by."""
        found = {}
        for path in journals_of(self._archive.root):
            with suppress(OSError), disk.opened(path, os.O_RDONLY) as fd:
                found[root_in(os.read(fd, BEGINNING))] = path
        return found

    def _opened(self, path: Path) -> BroughtJournal:
        return BroughtJournal.open(path, rights=Rights.like(path))

    # Bringing it ----------------------------------------------------------------------------------------

    def bring(self, numbers: Sequence[str], context: Context) -> Iterator[Fetched]:
        """Bring sessions back, each given when it is on the disk; nothing is written before all can be.

        Args:
            numbers: theirs.
            context: who brings them back, where and when.

        Raises:
            NotFetchedError: one of them cannot be; nothing was written, or what was given before is all that was.
            StoreError: the hub, or the store, cannot be used.
        """
        here = self._journals_here()
        wanted = [self._wanted(number, here) for number in dict.fromkeys(numbers)]
        for one in wanted:
            yield self._put(one, context)

    def _wanted(self, number: str, here: dict[str, Path]) -> _Wanted:
        if not is_number(number):
            raise not_a_number(number)
        kept = self._chosen(number, here)
        path = here.get(kept.seen.root)
        if path is None:
            self._refuse_what_is_here(kept)
        else:
            self._refuse_what_parted(kept, path)
        store = self._mirror.stores[kept.seen.school]
        there = self._proved(kept, store)
        store.note("fetch", number)
        return _Wanted(kept, there, path)

    def _chosen(self, number: str, here: dict[str, Path]) -> Kept:
        found = [one for one in self._mirror.all() if one.seen.number == number]
        going_on = [one for one in found if not one.is_set_aside]
        if found and not going_on:
            raise NotFetchedError(
                f"La session {number} va par une autre branche, que quelqu'un a choisie : celle-là est écartée. "
                "Elle se lit : vigie log, export, avec --store et l'adresse."
            )
        if not found:
            raise NotFetchedError(self._not_there(number, here))
        if len(going_on) > 1:
            ways = " ; ".join(f"{told_of(one)} : {chosen_by(one)}" for one in going_on)
            raise NotFetchedError(
                f"La session {number} est plusieurs fois au concentrateur : {ways}. Dites laquelle : --branch, un "
                "poste ou une empreinte."
            )
        return going_on[0]

    def _not_there(self, number: str, here: dict[str, Path]) -> str:
        with suppress(StoreError):
            path = self._archive.journal(number).path
            root = next((root for root, journal in here.items() if journal == path), "")
            if root and root in self._mirror.asking.gone([root]):
                return f"La session {number} a été effacée du concentrateur à son terme : elle n'y est plus."
        known = ", ".join(sorted({one.seen.number for one in self._mirror.all()}, key=rank_of)) or "aucune"
        which = f" de « {self._only} »" if self._only else ""
        return f"La session {number}{which} n'est pas au concentrateur {self._where}. Sessions connues : {known}."

    def _refuse_what_is_here(self, kept: Kept) -> None:
        """A store that has nothing of a session may all the same have no place for it."""
        number, folder = kept.seen.number, self._archive.root
        purged = {known for left in LeftFigures(folder, PRIVATE).read() for known in left.covers}
        if kept.seen.root[:KNOWN_BY] in purged:
            raise NotFetchedError(f"La session {number} a été effacée de {folder} à son terme : elle n'y revient pas.")
        if number in self._archive.numbers() and not number.startswith("p"):
            raise NotFetchedError(
                f"Une autre session porte déjà le numéro {number} dans {folder}, et rien n'y est touché. Pour la "
                "garder à côté : --store AUTRE-DOSSIER."
            )

    def _refuse_what_parted(self, kept: Kept, path: Path) -> None:
        number, here = kept.seen.number, self._opened(path)
        if here.damage is not None:
            raise NotFetchedError(
                f"Le journal {path} est abîmé, {here.damage}. Rien n'y est écrit : rapportez celui du concentrateur à "
                "côté, --store AUTRE-DOSSIER, et gardez une copie de ce dossier."
            )
        standing = beside(here.digests, [line.digest for line in self._mirror.chain_of(kept)])
        if standing.course is Course.PARTED:
            raise NotFetchedError(_parted(number, standing, kept))

    def _proved(self, kept: Kept, store: SchoolStore) -> Elsewhere:
        """All lines of a branch, each proved.

        Raises:
            NotFetchedError: one of them is not what was written, or of a newer Vigie.
        """
        number = kept.seen.number
        self._mirror.bring([kept], names=True)
        journal = MirrorJournal.of(kept, store)
        entries = journal.session.entries
        if journal.damage is not None or not entries or entries[0].digest != kept.seen.root:
            why = f", {journal.damage}" if journal.damage is not None else " : ses premières lignes manquent"
            raise NotFetchedError(f"La session {number} ne peut pas être rapportée{why}. Rien n'a été changé.")
        digests = {(entry.id, entry.digest) for entry in entries}
        erased = named_as_erased(entries) | {n for n, digest in kept.erased if (n, digest) in digests}
        # Of an action that its machine was about to send when it was lost, some lines may be there: it is no action.
        lines = disk.read_file(kept.path).splitlines(keepends=True)[: len(entries) + 1]
        return Elsewhere(b"".join(lines), frozenset(erased))

    def _put(self, one: _Wanted, context: Context) -> Fetched:
        number = one.kept.seen.number
        try:
            if one.here is None:
                made = to_be_kept(one.there, context, self._archive.folder / number)
                journal = self._opened(self._archive.restore(number, made, None, context).path)
                standing = beside((), one.there.digests)
            else:
                journal = self._opened(one.here)
                standing = journal.bring(one.there, context)
        except PartedError as error:
            raise NotFetchedError(_parted(number, error.beside, one.kept)) from error
        except SessionExistsError as error:
            raise NotFetchedError(error.message) from error
        pieces = bring_pieces(journal, self._mirror.asking)
        unfinished = one.kept.seen.head.n - standing.there
        return Fetched(
            journal.session, number, one.here is not None, standing, pieces, unfinished, one.kept.is_to_be_chosen
        )  # fmt: skip


def _parted(number: str, standing: Beside, kept: Kept) -> str:
    return (
        f"La session {number} a été continuée ici et sur {kept.seen.device}, après le n° {max(standing.shared, 0)} : "
        f"{plural(standing.here - standing.shared, 'ligne')} ici, {plural(standing.lacking, 'ligne')} au concentrateur"
        ". Rien n'a été changé, les deux suites sont gardées. Pour avoir celle du concentrateur à côté : "
        "--store AUTRE-DOSSIER ; pour dire laquelle va : vigie hub settle."
    )


def told_beside(standing: Beside) -> str:
    """How a copy here stands to the hub's, as a French phrase."""
    match standing.course:
        case Course.SAME:
            return "la même ici"
        case Course.FEWER_HERE:
            return f"{plural(standing.lacking, 'ligne')} à rapporter"
        case Course.MORE_HERE:
            return f"{plural(standing.here - standing.shared, 'ligne')} de plus ici"
        case Course.PARTED:
            return f"continuée ici aussi, après le n° {max(standing.shared, 0)}"
