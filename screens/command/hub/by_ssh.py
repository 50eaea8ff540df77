"""A device that comes in by SSH: how it is enrolled, and what its key runs here."""

from __future__ import annotations

import platform
import re
import shlex
import shutil
import sys
from argparse import Namespace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from data.hub.address import AddressError, HubAddress, hub_address
from data.hub.direct import DirectWay
from data.hub.enrolment import enrol
from data.hub.errors import GarbledError
from data.hub.receiving import receive
from screens.command.output import BAD_USAGE, DONE, BadUsageError, complain, say, say_as_is

_KEY = re.compile(r"((?:sk-)?(?:ssh|ecdsa-sha2)-[A-Za-z0-9@.-]+) ([A-Za-z0-9+/]{40,}={0,2})(?: .*)?\Z")
_ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,31}\Z")
_DEVICE = re.compile(r"vigie_d_[0-9a-f]{12}\Z")
_LARGEST_KEY = 16_384


def enrol_by_ssh(address: HubAddress, options: Namespace) -> int:
    """Enrol a device by its key, and say what goes where.

    Raises:
        BadUsageError: that is no public key, no account, or the database is on another machine.
        StoreError: it could not be done.
    """
    kind, key = _public_key(Path(options.ssh))
    if not _ACCOUNT.match(options.receiver):
        raise BadUsageError("--receiver : le nom d'un compte de cette machine, vigie")
    if not address.is_local:
        raise BadUsageError("--ssh : sur la machine du concentrateur même, --hub postgresql:///base")
    account = enrol(address, options.school, options.name, options.device, receiver=options.receiver)
    words = [*_program(), "hub", "receive", "--device", account.role, "--hub", _by_socket(address)]
    command = shlex.join(words).replace("\\", "\\\\").replace('"', '\\"')
    say(
        f"Poste {options.device} de {options.school} inscrit. Cette ligne va dans ~{options.receiver}/.ssh/"
        "authorized_keys, sur cette machine :"
    )
    say_as_is(f'restrict,command="{command}" {kind} {key} {options.school}-{options.device}')
    say("Sur le poste, qui a l'autre moitié de la clé, dans ses réglages :")
    tell_settings(f"ssh://{options.receiver}@{platform.node() or 'machine'}")
    say("Et une fois, sur le poste : ssh vers cette machine, pour vérifier son empreinte")
    return DONE


def tell_settings(address: str) -> None:
    """What stands in a settings file for a hub."""
    say_as_is(f'[concentrateur]\nvers = "{address}"')


def run_receive(options: Namespace) -> int:
    """Receive from one device until it hangs up: the forced command of its key.

    Nothing that the other end may send along, as a variable, says which device or which base it is.

    Returns:
        0 it hung up; 2 what came was nothing that a Vigie says.

    Raises:
        BadUsageError: the forced command does not name a device, or a base.
    """
    if not _DEVICE.match(options.device):
        raise BadUsageError("--device : le compte que vigie hub enrol a dit, vigie_d_…")
    try:
        address = hub_address(getattr(options, "hub", None) or "")
    except AddressError as error:
        raise BadUsageError(f"la commande imposée nomme la base : --hub postgresql:///… ({error.message})") from error
    try:
        receive(sys.stdin.buffer, sys.stdout.buffer, lambda: DirectWay(address, acting_as=options.device))
    except GarbledError as error:
        complain(error.message)
        return BAD_USAGE
    return DONE


def _public_key(path: Path) -> tuple[str, str]:
    """The kind and the key of a `.pub` file.

    Raises:
        BadUsageError: it is none.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_KEY).decode("utf-8", "replace").strip()
    except (OSError, ValueError) as error:
        raise BadUsageError("--ssh : ce fichier ne peut pas être lu") from error
    if "PRIVATE KEY" in text:
        raise BadUsageError("--ssh : c'est la clé privée, qui ne quitte pas le poste ; il faut le fichier .pub")
    found = _KEY.match(text)
    if found is None:
        raise BadUsageError("--ssh : ce n'est pas une clé publique (ssh-keygen -t ed25519 en fait une)")
    return found.group(1), found.group(2)


def _program() -> list[str]:
    """How a key's command names this program."""
    found = shutil.which("vigie")
    return [found] if found else [sys.executable, "-m", "supervisor"]


def _by_socket(address: HubAddress) -> str:
    """The same base as the account that receives reaches it: by the socket, under its own name."""
    parts = urlsplit(address.text)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items() if name in ("host", "port")}
    if parts.port is not None:
        asked["port"] = str(parts.port)
    if not asked.get("host", "").startswith("/"):
        asked.pop("host", None)
    return urlunsplit(("postgresql", "", parts.path or "/", urlencode(asked, safe="/"), "")).replace(":/", ":///", 1)
