"""`vigie hub`: init, enrol, revoke, readers, expire, limit, settle, fetch."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping

from data.hub.address import AddressError, HubAddress, hub_address
from data.hub.enrolment import Account, Enrolled, EnrolmentError, add_reader, enrol, enrolled, revoke
from data.hub.expiring import FEWEST_MONTHS, USUAL_MONTHS, expire, expired
from data.hub.installing import install
from data.hub.limits import MOST_MB, largest_file, limit_files
from data.hub.named import VARIABLE, without_password
from data.hub.settling import UnsettledError, settle
from screens.command.hub.by_ssh import enrol_by_ssh, run_receive, tell_settings
from screens.command.hub.fetching import run_fetch
from screens.command.output import DONE, BadUsageError, RefusedError, say, say_as_is
from screens.kit.desk import Clock
from supervisor.action import Context
from supervisor.wording import bytes_in_words, plural

_KINDS = {"device": "poste", "referent": "référent", "academie": "académie", "auditor": "auditeur"}


def run_hub(options: Namespace, clock: Clock, author: str, host: str) -> int:
    """Do what was asked of a hub; the exit code.

    Args:
        options: what the parser read.
        clock: gives the instant at which a session comes back.
        author: who brings it back.
        host: to which machine.

    Raises:
        LineError: something is not said, or cannot be.
        StoreError: the hub cannot be used.
    """
    try:
        if options.action == "fetch":
            return run_fetch(options, _named(options), Context(now=clock.now(), author=author, host=host))
        return _ACTIONS[options.action](options)
    except EnrolmentError as error:
        raise BadUsageError(error.message) from error


def named_hub(options: Namespace) -> HubAddress:
    """The hub that was named: by its option, or by VIGIE_HUB.

    Raises:
        BadUsageError: none was, or its address cannot be read.
    """
    try:
        address = hub_address(_named(options))
    except AddressError as error:
        raise BadUsageError(error.message) from error
    if address.kind != "postgres":
        raise BadUsageError("un concentrateur s'administre par sa base : --hub postgresql://…")
    return address


def _named(options: Namespace) -> str:
    given: str = getattr(options, "dsn", None) or getattr(options, "hub", None) or os.environ.get(VARIABLE, "")
    if not given:
        raise BadUsageError(f"quel concentrateur ? --hub postgresql://…, ou {VARIABLE}")
    return given


def _init(options: Namespace) -> int:
    address = named_hub(options)
    before, after = install(address)
    if before == after:
        say(f"{address.shown} : déjà à jour (version {after})")
    elif before:
        say(f"{address.shown} : mis à jour, de la version {before} à la version {after}")
    else:
        say(f"{address.shown} : prêt (version {after}). Ensuite : vigie hub enrol, un poste à la fois")
    return DONE


def _enrol(options: Namespace) -> int:
    if options.ssh is not None:
        return enrol_by_ssh(named_hub(options), options)
    account = enrol(named_hub(options), options.school, options.name, options.device)
    say(f"Poste {options.device} de {options.school} inscrit. Ce qui l'ouvre, dit une seule fois :")
    _tell(account)
    say("Sur ce poste, cette ligne dans hub.secret, à côté de reglages.toml (chmod 600) ; et dans reglages.toml :")
    tell_settings(without_password(account.address))
    return DONE


def _tell(account: Account) -> None:
    say_as_is(account.address)
    say(
        f"Compte {account.role} : le mot de passe n'est gardé nulle part ; perdu, retirez le compte et inscrivez encore"
    )


def _readers(options: Namespace) -> int:
    address = named_hub(options)
    if options.add is None:
        known = enrolled(address)
        for one in known:
            say(_line(one))
        if not known:
            say("Aucun poste, aucun lecteur")
        return DONE
    account = add_reader(address, options.add, options.school, options.name)
    say(f"Compte {_KINDS[options.add]} fait pour {options.name}. Dit une seule fois, pour vigie review --store :")
    _tell(account)
    return DONE


def _line(one: Enrolled) -> str:
    where = one.school or "tous les établissements"
    ended = f", retiré le {one.until:%d/%m/%Y}" if one.until else ""
    return f"{_KINDS[one.kind]} {one.name} ({where}) : {one.role}, depuis le {one.since:%d/%m/%Y}{ended}"


def _revoke(options: Namespace) -> int:
    gone = revoke(named_hub(options), options.who, options.school)
    if not gone:
        raise RefusedError(f"aucun compte en cours ne s'appelle {options.who} : vigie hub readers les dit")
    say(f"{plural(gone, 'compte retiré', 'comptes retirés')} : {options.who}. Ce qui a été envoyé reste")
    return DONE


def _expire(options: Namespace) -> int:
    address = named_hub(options)
    months = USUAL_MONTHS if options.months is None else options.months
    if months < FEWEST_MONTHS:
        raise BadUsageError(f"--months : au moins {FEWEST_MONTHS}, des réclamations peuvent encore venir")
    found = expired(address, months)
    for one in found:
        say(f"{one.school} session {one.number} : dernier événement le {one.last_on:%d/%m/%Y}")
    told = plural(len(found), "session")
    films = expire(address, found) if options.yes else 0
    if not found:
        say(f"Aucune session dont le délai de {months} mois est passé")
    elif options.yes:
        say(f"{told} : ôtées pour de bon. Un poste qui les a encore ne les ramène pas")
    else:
        say(f"{told} : rien n'est ôté. Pour les ôter : vigie hub expire --yes")
    if films:
        say(f"{plural(films, 'film')} dont rien n'est venu depuis trente jours : ce qui en était là est ôté")
    return DONE


def _limit(options: Namespace) -> int:
    address = named_hub(options)
    if options.file is not None:
        if not 0 <= options.file <= MOST_MB:
            raise BadUsageError(f"--file : de 0 à {MOST_MB} Mo, ce qu'un poste garde au plus")
        limit_files(address, options.file)
    largest = largest_file(address)
    if largest:
        say(f"Une pièce de fraude de plus de {bytes_in_words(largest)} n'est pas prise")
    else:
        say("Aucune pièce de fraude n'est prise")
    return DONE


def _settle(options: Namespace) -> int:
    try:
        told = settle(named_hub(options), options.number, options.branch, options.reason)
    except UnsettledError as error:
        raise RefusedError(error.message) from error
    say(told)
    return DONE


_ACTIONS: Mapping[str, Callable[[Namespace], int]] = {
    "init": _init,
    "enrol": _enrol,
    "receive": run_receive,
    "revoke": _revoke,
    "readers": _readers,
    "expire": _expire,
    "limit": _limit,
    "settle": _settle,
}
