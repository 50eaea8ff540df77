"""The sessions of a hub, as a review looks at them: opened with who the candidates are, and followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.hub.following import Following, fork_told
from data.hub.mirror import SchoolStore
from data.hub.mirror_reading import MirrorArchive, MirrorJournal
from data.hub.opening import following_of
from data.mirrored import mirrored
from data.ticks import ticks_elsewhere
from screens.offices.hub_forks import ForksAtHub
from screens.review.forks import Forks
from screens.review.office import Opened

NAMELESS = "SANS NOMS"


def school_at(root: Path) -> SchoolStore:
    """The school at a hub that a store stands for."""
    store = mirrored(root)
    assert isinstance(store, SchoolStore), "a mirror is a school's"
    return store


class BranchNews:
    """What is new of one branch, and that there are others."""

    def __init__(self, following: Following, journal: MirrorJournal) -> None:
        self._following, self._journal = following, journal

    def listen(self, wake: Callable[[], object]) -> Callable[[], None]:
        """See `News`."""
        return self._following.listen(wake)

    @property
    def trouble(self) -> str:
        """See `News`."""
        return self._following.trouble or fork_told(self._journal.store.mirror, self._journal.kept)


def open_at_hub(root: Path, number: str, folder: str, told: str) -> Opened:
    """A session at a hub, to be looked at.

    Args:
        root: the store that stands for its school.
        number: its number.
        folder: where its branch is laid out; empty: the only one of that number.
        told: what there is to say besides, as a French sentence.

    Raises:
        NotFoundError: there is none of this number, or several.
        StoreError: it cannot be read, or the hub does not answer.
    """
    store = school_at(root)
    archive = MirrorArchive(store)
    journal = archive.journal_in(Path(folder)) if folder else archive.journal(number)
    following = following_of(store.mirror)
    forks = ForksAtHub(store, journal.kept, following)
    damaged = f"Le journal ne peut être lu que jusque-là, {journal.damage}." if journal.damage else ""
    news = BranchNews(following, journal) if following is not None else None
    # The boxes « fait » are kept by whoever looks, since nothing of a mirror stays.
    ticks = ticks_elsewhere(store.mirror.address.shown, journal.kept.seen.root[:16])
    named = "" if store.has_names else NAMELESS
    return Opened(journal, ticks, news, named, told=" ".join(part for part in (damaged, told) if part), forks=forks)


def forks_at(root: Path, folder: str) -> Forks | None:
    """The branches of the session that is laid out in a folder; None where it is there no more.

    Args:
        root: the store that stands for its school.
        folder: as its row in the list has it.
    """
    store = school_at(root)
    found = next((one for one in store.kept if str(one.folder) == folder), None)
    return None if found is None else ForksAtHub(store, found, following_of(store.mirror))
