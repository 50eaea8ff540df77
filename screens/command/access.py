"""The register of accesses, as the command keeps it and tells it: `vigie log --access`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from data.access_log import Access, of_session
from data.archive import Archive
from data.mirrored import mirrored
from data.services import access as services
from data.zone import local_zone
from screens.command.output import DONE, REFUSED, BadUsageError, RefusedError, complain, say, say_as_is
from supervisor.seal import stamp

if TYPE_CHECKING:
    from screens.kit.desk import Clock

WORDS = {
    "review": "revue",
    "finalise": "finalisation",
    "export": "export",
    "papers": "papiers",
    "log": "journal lu",
    "status": "naissances lues",
    "report": "rapport annuel",
    "find": "personne cherchée",
    "refused": "demande refusée à une clé",
    "names": "noms lus",
    "evidence": "pièce de fraude lue",
    "fetch": "session rapportée sur un poste",
}
"""What was done, in French; a verb that is not here stands as it is."""


def note_access(archive: Archive, what: str, session: str, *, now: datetime, who: str, host: str) -> None:
    """Note that somebody reads or exports; where it cannot be kept they are told, and go on.

    Args:
        archive: the store.
        what: the verb.
        session: its number; empty for all of them.
        now: the instant.
        who: the name of whoever reads.
        host: their machine.
    """
    if why := services.note_access(archive.root, what, session, now=now, who=who, host=host):
        complain(f"Attention, {why}")


def refuse_without_names(archives: Iterable[Archive], instead: str) -> None:
    """What is about persons is nothing for an account to which a hub names nobody.

    Args:
        archives: the stores.
        instead: what can be done.

    Raises:
        RefusedError: one of them is of such an account.
    """
    for archive in archives:
        if (elsewhere := mirrored(archive.root)) is not None and not elsewhere.has_names:
            raise RefusedError(f"le concentrateur ne dit aucun nom à ce compte : {instead}")


def note_verb(archive: Archive, options: Namespace, clock: Clock, author: str, host: str) -> None:
    """Note a verb before it shows anybody what a session holds, or gives a copy of it.

    Args:
        archive: the store.
        options: what the parser read.
        clock: when.
        author: the name of whoever asks.
        host: on which machine.
    """
    shows_births = options.verb != "status" or (options.number is not None and (options.full or options.json))
    if shows_births and not getattr(options, "access", False):
        note_access(archive, options.verb, options.number, now=clock.now(), who=services.reader(author), host=host)


def run_access(archive: Archive, options: Namespace) -> int:
    """Print who read or exported, the oldest first; the exit code.

    Args:
        archive: the store.
        options: number, json: what the parser read.

    Raises:
        BadUsageError: events of a journal are asked for besides, or what is not there yet.
    """
    from screens.command.narrowing import is_narrowed

    if is_narrowed(options):
        raise BadUsageError(
            "--access dit qui a lu : --candidate, --kind et les autres vont avec le journal, sans --access"
        )
    if options.follow:
        raise BadUsageError("--access dit qui a lu jusqu'ici : --follow va avec le journal, sans --access")
    found, unread, beside = services.accesses(archive.root)
    accesses = of_session(found, options.number) if options.number is not None else list(found)
    if options.json:
        say_as_is(json.dumps([_document(access) for access in accesses], ensure_ascii=False, indent=1))
    elif not accesses and not unread:
        say("Aucun accès noté")
    for access in accesses if not options.json else ():
        say(_line(access))
    for sentence in (*unread, *([beside] if beside else [])):
        complain(sentence)
    return REFUSED if unread else DONE


def _line(access: Access) -> str:
    local = access.at.astimezone(local_zone())
    which = f"session {access.session}" if access.session else "toutes les sessions"
    return f"{local:%d/%m/%Y %H:%M:%S}  {which}  {WORDS.get(access.what, access.what)} — {access.who}, {access.host}"


def _document(access: Access) -> dict[str, str]:
    return {
        "at": stamp(access.at), "who": access.who, "host": access.host, "what": access.what, "session": access.session,
    }  # fmt: skip
