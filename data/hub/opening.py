"""A hub that somebody named where a store may be: laid out on this machine, as stores that any command reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from data.hub.address import AddressError, hub_address, is_hub
from data.hub.errors import HubError
from data.hub.following import Following
from data.hub.mirror import Mirror, SchoolStore
from data.hub.mirror_reading import MirrorArchive
from data.mirrored import mirror as mirror_store
from data.mirrored import mirrored

_OPEN: dict[str, Mirror] = {}
_FOLLOWED: dict[Mirror, Following] = {}


def roots_of_hub(text: str) -> tuple[Path, ...]:
    """The folders in which a hub is laid out, one a school.

    Args:
        text: its address with the account of a reader; behind a « # » a school, a device or a branch alone.

    Raises:
        HubError: it cannot be used, or shows nothing.
    """
    if not is_hub(text):
        raise AddressError(
            "Pour lire, un concentrateur se nomme postgresql://… (le compte d'un lecteur : vigie hub readers)."
        )
    if text in _OPEN:
        _OPEN[text].refresh()
        return tuple(store.root for store in _OPEN[text].stores.values())
    named, _, only = text.partition("#")
    address = hub_address(named)
    mirror = Mirror(address, only)
    if not mirror.stores:
        mirror.close()
        which = f"rien qui s'appelle « {only} »" if only else "aucun établissement"
        raise HubError(f"Le concentrateur {address.shown} ne montre {which} à ce compte.")
    for store in mirror.stores.values():
        mirror_store(store.root, store, partial(MirrorArchive, store))
    _OPEN[text] = mirror
    return tuple(store.root for store in mirror.stores.values())


def schools_among(roots: Iterable[Path]) -> list[SchoolStore]:
    """The schools of a hub that shows several; none else.

    Args:
        roots: stores, those of a hub among them.
    """
    found = [store for store in map(mirrored, roots) if isinstance(store, SchoolStore)]
    return found if len(found) > 1 else []


def follow_mirrors(now: Callable[[], datetime]) -> None:
    """Keep all that was laid out by this process up to date, from now on.

    Args:
        now: the clock that says since when a hub is gone.
    """
    for mirror in _OPEN.values():
        if mirror not in _FOLLOWED:
            _FOLLOWED[mirror] = Following(mirror, now)
            _FOLLOWED[mirror].begin()


def following_of(mirror: Mirror) -> Following | None:
    """What keeps a mirror up to date; None: nothing does."""
    return _FOLLOWED.get(mirror)


def close_mirrors() -> None:
    """Nothing of a hub is laid out any more."""
    while _FOLLOWED:
        _FOLLOWED.popitem()[1].end()
    while _OPEN:
        _OPEN.popitem()[1].close()
