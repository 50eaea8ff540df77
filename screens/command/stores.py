"""`--store` said several times: the stores that a command looks at together."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.reading import ReadingArchive


def add_stores(parser: argparse.ArgumentParser) -> None:
    """`--store A --store B …`, in the place of the single `--store` of other verbs."""
    parser.add_argument(
        "--store",
        metavar="DOSSIER",
        dest="stores",
        action="append",
        default=argparse.SUPPRESS,
        help="dossier des sessions (répétable : plusieurs dossiers ; sinon VIGIE_STORE, ou celui du système)",
    )


class OneStore(argparse.Action):
    """`--store` of a verb that takes one, where the last counts; said before one that takes several, all do."""

    def __call__(self, parser: object, namespace: argparse.Namespace, values: object, option: object = None) -> None:
        namespace.store = values
        namespace.stores_before = [*getattr(namespace, "stores_before", []), values]


def is_named(options: argparse.Namespace) -> bool:
    """Somebody said which store they mean, before the verb or after it: it has to be there."""
    return "store" in options or "stores" in options


def stores_of(options: argparse.Namespace) -> list[Path]:
    """The folders of the stores that were named, before the verb or after it, each once; else the usual one."""
    from data.paths import store_folder

    before: list[str] = getattr(options, "stores_before", [])
    named = [*before, *getattr(options, "stores", [])]
    return list(dict.fromkeys(store_folder(name) for name in named or [None]))


def archives_of(options: argparse.Namespace) -> list[ReadingArchive]:
    """The stores that were named, for reading only."""
    from data.reading import ReadingArchive

    return [ReadingArchive(root) for root in stores_of(options)]


def archive_of(options: argparse.Namespace) -> ReadingArchive:
    """The store that holds the session that was named; the first one where none does, or no session is.

    Raises:
        NotFoundError: several hold a session of this number.
    """
    from data.services.stores import holding

    archives = archives_of(options)
    number: str | None = getattr(options, "number", None)
    return archives[0] if number is None else holding(archives, number)
