"""`--store` said several times: the stores that a command looks at together; folders, and what hubs show."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from screens.command.output import BadUsageError

if TYPE_CHECKING:
    from pathlib import Path

    from data.reading import ReadingArchive
    from screens.command.french import Later


def add_stores(parser: Later) -> None:
    """`--store A --store B …`, in the place of the single `--store` of other verbs."""
    parser.add_argument(
        "--store",
        metavar="DOSSIER",
        dest="stores",
        action="append",
        default=argparse.SUPPRESS,
        help="dossier des sessions, ou postgresql://… d'un concentrateur (répétable ; sinon VIGIE_STORE, ou celui du "
        "système)",
    )


class OneStore(argparse.Action):
    """`--store` of a verb that takes one, where the last counts; said before one that takes several, all do."""

    def __call__(self, parser: object, namespace: argparse.Namespace, values: object, option: object = None) -> None:
        namespace.store = values
        namespace.stores_before = [*getattr(namespace, "stores_before", []), values]


LOOK_ON = frozenset({"check"})
"""Verbs of one store that only look at it, besides those that note who looked."""


def is_a_hub(options: argparse.Namespace) -> bool:
    """The store that was named, the last one where one counts, is a hub."""
    return bool(_hub_in(getattr(options, "store", None)))


def _hub_in(name: str | None) -> str:
    """The address of the hub that a store is: by its name, or by the variable where it has none; empty: a folder."""
    import os

    from data.paths import STORE_VARIABLE
    from supervisor.hub_address import SCHEMES

    chosen = name or os.environ.get(STORE_VARIABLE, "")
    # An address that lost a slash is no folder either, and may hold a password.
    is_address = "://" in chosen or chosen.lower().startswith(tuple(f"{scheme}:" for scheme in SCHEMES))
    return chosen if is_address else ""


def refuse_to_write(options: argparse.Namespace) -> None:
    """A hub is read: what a session holds is written on its own machine, and sent from there.

    Raises:
        BadUsageError: this verb writes.
    """
    is_sheet = options.verb == "finalise" and (options.lines or options.number is None)
    if options.verb not in LOOK_ON and not is_sheet:
        raise BadUsageError(
            "un concentrateur se lit seulement (review, status, log, check, report, export, find) : "
            "sur ce poste, un dossier, --store DOSSIER"
        )


def is_named(options: argparse.Namespace) -> bool:
    """Somebody said which store they mean, before the verb or after it: it has to be there."""
    return "store" in options or "stores" in options


def stores_of(options: argparse.Namespace) -> list[Path]:
    """The folders of the stores that were named, before the verb or after it, each once; else the usual one.

    Of a hub, the folders where it is laid out, one a school.

    Raises:
        HubError: a hub was named, and cannot be used.
    """
    before: list[str] = getattr(options, "stores_before", [])
    named: list[str | None] = [*before, *getattr(options, "stores", [])]
    return list(dict.fromkeys(root for name in named or [None] for root in _folders(name)))


def _folders(name: str | None) -> tuple[Path, ...]:
    from data.paths import store_folder

    if address := _hub_in(name):
        from data.hub.address import AddressError
        from data.hub.opening import roots_of_hub

        try:
            return roots_of_hub(address)
        except AddressError as error:
            raise BadUsageError(error.message) from error
    return (store_folder(name),)


def archives_of(options: argparse.Namespace) -> list[ReadingArchive]:
    """The stores that were named, for reading only."""
    from data.mirrored import reading_archive

    return [reading_archive(root) for root in stores_of(options)]


def archive_of(options: argparse.Namespace) -> ReadingArchive:
    """The store that holds the session that was named; the first one where none does, or no session is.

    Raises:
        NotFoundError: several hold a session of this number.
    """
    from data.services.stores import holding

    archives = archives_of(options)
    number: str | None = getattr(options, "number", None)
    return archives[0] if number is None else holding(archives, number)


def follow_hubs(now: Callable[[], datetime]) -> None:
    """Have what hubs show kept up to date from now on; nothing where no store that is open is one.

    Args:
        now: the clock that says since when a hub is gone.
    """
    from data.mirrored import is_any_mirrored

    if is_any_mirrored():
        from data.hub.opening import follow_mirrors

        follow_mirrors(now)
