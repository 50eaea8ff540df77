"""Which hub is meant, and the secret that opens it: kept in a file of its own that nobody else can read.

`--hub` beats VIGIE_HUB beats the settings. What the settings say has no password: settings are shown, copied, sent.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from data import disk
from data.hub.address import HubAddress, hub_address
from data.hub.errors import HubError
from supervisor.hub_address import has_password, is_address

VARIABLE = "VIGIE_HUB"
SECRET = "hub.secret"
"""What the file with the password is called, beside the settings."""
_LARGEST = 4096
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SecretError(HubError):
    """The file with the password cannot be used as it is."""


def named_address(option: str, environment: Mapping[str, str], setting: str, beside: Path) -> HubAddress | None:
    """The hub that is meant, with its password where one is kept; None: there is none.

    Args:
        option: what `--hub` says; empty: nothing.
        environment: variables.
        setting: what the settings say; empty: nothing.
        beside: the folder of the settings, where the password is.

    Raises:
        AddressError: it is no address of a hub.
        SecretError: others can read the password, or its file says something else.
    """
    said = option or environment.get(VARIABLE, "") or setting
    if not said:
        return None
    address = hub_address(said)
    if address.kind == "postgres" and not has_password(said):
        return _with_secret(address, beside / SECRET)
    return address


def without_password(text: str) -> str:
    """The same address as it may stand in the settings."""
    parts = urlsplit(text)
    account, at, place = parts.netloc.rpartition("@")
    netloc = f"{account.partition(':')[0]}{at}{place}"
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))


def _with_secret(address: HubAddress, path: Path) -> HubAddress:
    account = urlsplit(address.text).username
    # Who connects by the rights of their account on the machine has none.
    said = _secret(path) if account else ""
    if not said:
        return address
    password = _password(said, unquote(account or ""), path)
    parts = urlsplit(address.text)
    place = parts.netloc.rpartition("@")[2]
    netloc = f"{account}:{quote(password, safe='')}@{place}"
    return hub_address(urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment)))


def _secret(path: Path) -> str:
    """The one line of the file; empty where there is no file."""
    try:
        with disk.opened(path, os.O_RDONLY) as fd:
            mode = os.fstat(fd).st_mode
            content = os.read(fd, _LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:
        raise SecretError(f"Le mot de passe du concentrateur ne peut pas être lu dans {path}.") from error
    if os.name == "posix" and mode & _OTHERS:
        raise SecretError(
            f"D'autres peuvent lire {path}, qui tient le mot de passe du concentrateur : rien n'est envoyé. "
            f"chmod 600 {path}, et si quelqu'un l'a lu, vigie hub revoke puis enrol."
        )
    lines = [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if len(content) > _LARGEST or len(lines) > 1:
        raise SecretError(f"{path} tient une seule ligne : l'adresse que vigie hub enrol a dite, ou son mot de passe.")
    return lines[0] if lines else ""


def _password(said: str, account: str, path: Path) -> str:
    if "://" not in said:
        return said
    parts = urlsplit(said) if is_address(said) else None
    if parts is None or parts.password is None or unquote(parts.username or "") != account:
        raise SecretError(f"{path} tient le mot de passe d'un autre compte que celui des réglages : vérifiez les deux.")
    return unquote(parts.password)
