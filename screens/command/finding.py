"""`vigie find`: a person over all sessions; what is kept of them, and until when.

Names go to stdout only, and each store notes in its register of accesses that somebody looked.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator

from data.archive import Archive, Shelf
from data.errors import StoreError
from data.services.access import reader
from data.services.finding import KnownInSession, evidence_of, known_in
from data.services.stores import store_names
from screens.command.access import note_access, refuse_without_names
from screens.command.output import DONE, REFUSED, BadUsageError, complain, say, say_as_is
from screens.command.stores import archives_of, is_named
from screens.kit.desk import Clock
from supervisor.candidate import plain, printable
from supervisor.finding import Listed
from supervisor.forgetting import Trace
from supervisor.wording import PHASE, plural

STDIN = "-"
UNSEEN = (
    "Un surnom ou un nom mal écrit ne se trouve pas. Exports, papiers, listes importées et Pix Certif sont hors "
    "d'atteinte."
)


def run_find(options: Namespace, clock: Clock, author: str, host: str) -> int:
    """Say where a person is known; the exit code.

    Args:
        options: name, json, stores: what the parser read.
        clock: the day it is.
        author: who asks, for the register of accesses.
        host: their machine.

    Returns:
        0 when something was found; 1 when nothing was, or a session cannot be read whole.

    Raises:
        BadUsageError: no name is given.
    """
    typed = printable(sys.stdin.read() if options.name == [STDIN] else " ".join(options.name))
    if not plain(typed):
        raise BadUsageError("dites quel nom : vigie find NOM, ou « - » pour le lire sur l'entrée standard")
    archives = archives_of(options)
    refuse_without_names(archives, "une personne s'y cherche avec celui du référent de son établissement")
    is_one = len(archives) == 1
    shelves: list[tuple[str, Archive, Shelf]] = []
    code = DONE
    for name, archive in zip(store_names([archive.root for archive in archives]), archives, strict=True):
        if is_named(options) and not archive.root.is_dir():
            complain(f"Le dossier {archive.root} n'existe pas : vérifiez le chemin donné avec --store.")
            code = REFUSED
        archive.with_names()
        try:
            shelves += [("" if is_one else name, archive, shelf) for shelf in archive.sessions()]
        except StoreError as error:
            complain(error.message)
            code = REFUSED
        note_access(archive, "find", "", now=clock.now(), who=reader(author), host=host)
    places = known_in([(name, shelf) for name, _, shelf in shelves], typed, clock.now())
    unread = [shelf for _, _, shelf in shelves if shelf.problem]
    if options.json:
        say_as_is(json.dumps({"found": [_document(place) for place in places]}, ensure_ascii=False, indent=1))
    else:
        for line in _told(places, is_all=code == DONE and not unread):
            say(line)
    for shelf in unread:
        complain(f"Session {shelf.number} : {shelf.problem}")
        code = REFUSED
    return code if places else REFUSED


def _told(places: list[KnownInSession], *, is_all: bool) -> Iterator[str]:
    for place in places:
        session = place.session
        where = f"{place.store} — " if place.store else ""
        which = f" · {place.branch}" if place.branch else ""
        lead = f"{where}Session {session.number}{which} du {session.date:%d/%m/%Y}"
        yield f"{lead} — {PHASE[session.phase]} — {_kept(place)}"
        for one in place.listed:
            yield f"  n° {one.number} {_person(one)} : {plural(len(one.own), 'événement')}{_evidence(one)}"
            yield from _mentions(one.mentions)
        yield from _mentions(place.mentions)
    nobody = "Personne de ce nom dans ces sessions. " if is_all else "Personne de ce nom dans ce qui a pu être lu. "
    yield UNSEEN if places else nobody + UNSEEN


def _kept(place: KnownInSession) -> str:
    if place.session.closed_at is None:
        return "gardée tant qu'elle n'est pas close"
    return f"à garder jusqu'au {place.until:%d/%m/%Y}" if place.why else "à effacer, vigie purge"


def _person(one: Listed) -> str:
    born = f", né(e) le {one.identity.birth_date:%d/%m/%Y}" if one.identity.birth_date else ""
    removed = ", retiré(e) de la liste" if one.is_removed else ""
    return f"{one.identity.full_name}{born}{f', {one.class_name}' if one.class_name else ''}{removed}"


def _evidence(one: Listed) -> str:
    pieces = len(evidence_of(one))
    return f", {plural(pieces, 'pièce de fraude', 'pièces de fraude')}" if pieces else ""


def _mentions(mentions: tuple[Trace, ...]) -> Iterator[str]:
    for trace in mentions:
        yield f"  cité(e) dans l'événement {trace.entry.id} ({trace.found})"


def _document(place: KnownInSession) -> dict[str, object]:
    session = place.session
    return {
        "store": place.store,
        "session": session.number,
        "branch": place.branch,
        "date": session.date.isoformat(),
        "phase": session.phase.value,
        "keep_until": place.until.isoformat(),
        "is_due": not place.why,
        "candidates": [
            {
                "number": one.number,
                "last_name": one.identity.last_name,
                "first_name": one.identity.first_name,
                "birth_date": one.identity.birth_date.isoformat() if one.identity.birth_date else None,
                "class": one.class_name,
                "removed": one.is_removed,
                "events": [trace.entry.id for trace in one.own],
                "evidence": evidence_of(one),
                "mentions": [_mention(trace) for trace in one.mentions],
            }
            for one in place.listed
        ],
        "mentions": [_mention(trace) for trace in place.mentions],
    }


def _mention(trace: Trace) -> dict[str, object]:
    return {"event": trace.entry.id, "found": trace.found}
