"""`vigie hub fetch`: a session's journal brought back from the hub to this machine's store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from data.archive import Archive
from data.brought import Course
from data.hub.address import AddressError, HubAddress, hub_address
from data.hub.fetching import Fetched, Fetching, NotFetchedError
from data.hub.pieces import told_left
from data.paths import store_folder
from screens.command.output import DONE, NO_STORE, BadUsageError, RefusedError, complain, say
from screens.command.stores import is_a_hub
from supervisor.action import Context
from supervisor.seal import groups
from supervisor.wording import plural


def run_fetch(options: Namespace, named: str, context: Context) -> int:
    """Bring sessions back, or say what there is to bring; the exit code.

    Args:
        options: numbers, branch, store: what the parser read.
        named: the address of the hub, with the account of a référent.
        context: who brings them back, where and when.

    Raises:
        LineError: that is no address to read by, or a session cannot be brought back: nothing of it was written.
        StoreError: the hub, or the store, cannot be used.
    """
    if is_a_hub(options):
        raise BadUsageError("--store : le dossier de ce poste où la session revient ; le concentrateur, c'est --hub")
    address, only = _address(named)
    archive = Archive(store_folder(getattr(options, "store", None)))
    try:
        with Fetching(address, options.branch or only, archive) as fetching:
            if not options.numbers:
                return _tell_offered(fetching)
            code = DONE
            for fetched in fetching.bring(options.numbers, context):
                for line in _told(fetched):
                    say(line)
                if fetched.pieces.fault:
                    complain(f"Des pièces de la session {fetched.session.number} manquent. {fetched.pieces.fault}")
                    code = NO_STORE
            return code
    except NotFetchedError as error:
        raise RefusedError(error.message) from error


def _address(named: str) -> tuple[HubAddress, str]:
    text, _, only = named.partition("#")
    try:
        address = hub_address(text)
    except AddressError as error:
        raise BadUsageError(error.message) from error
    if address.kind != "postgres":
        raise BadUsageError(
            "une session se rapporte par la base, avec le compte d'un référent : --hub postgresql://… ; où seul SSH "
            "sort, par un tunnel (docs/hub.md)"
        )
    return address, only


def _tell_offered(fetching: Fetching) -> int:
    offered = fetching.offered()
    for one in offered:
        say(f"Session {one.number}{f' · {one.label}' if one.label else ''} : {one.told}")
    say("Pour en rapporter : vigie hub fetch N" if offered else "Aucune session au concentrateur pour ce compte")
    return DONE


def _told(fetched: Fetched) -> Iterator[str]:
    session, was, standing = fetched.session, fetched.number_before, fetched.beside
    lead = f"Session {session.number} :"
    if session.number != was:
        yield f"{lead} c'était {was} sur sa machine, ce numéro provisoire est déjà pris ici"
    seal = f", sceau {groups(session.seal)}" if session.seal else ""
    if standing.course is Course.MORE_HERE:
        yield f"{lead} rien à rapporter, ce poste a {plural(standing.here - standing.shared, 'ligne')} de plus"
    elif not fetched.was_here:
        yield f"{lead} rapportée du concentrateur, {plural(session.last_id, 'événement')}{seal}"
    elif standing.course is Course.FEWER_HERE:
        first = standing.shared + 1
        ids = f"du n° {first} au n° {standing.there}" if first < standing.there else f"le n° {first}"
        yield f"{lead} {plural(standing.lacking, 'ligne rapportée', 'lignes rapportées')}, {ids}{seal}"
    else:
        yield f"{lead} rien à rapporter, la même est déjà ici"
    if session.closed_at is None and not session.access_code:
        yield f"{lead} sans code d'accès, qui ne quitte pas le poste où il est tapé : redonnez-le"
    if fetched.pieces.brought:
        yield f"{lead} {plural(fetched.pieces.brought, 'pièce')} de fraude avec elle"
    for sentence in told_left(fetched.pieces.left, "ne vient pas"):
        yield f"{lead} {sentence}"
    if fetched.unfinished:
        yield (
            f"{lead} sans {plural(fetched.unfinished, 'dernière ligne', 'dernières lignes')} : leur action n'est pas "
            "arrivée en entier au concentrateur"
        )
    if fetched.goes_on_elsewhere:
        yield f"{lead} elle continue aussi ailleurs ; un référent choisit : vigie hub settle {was}"
