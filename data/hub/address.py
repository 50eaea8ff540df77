"""Where a hub is: a PostgreSQL database, or an account on a machine that has one, reached by SSH."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from data.errors import StoreError
from supervisor.typography import harmless

_KINDS: dict[str, Literal["postgres", "ssh"]] = {"postgresql": "postgres", "postgres": "postgres", "ssh": "ssh"}
_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_OPEN = ("disable", "allow", "prefer")
"""Ways of PostgreSQL to connect that may do without TLS."""
_PASSWORD = re.compile(r"(://[^/@:]*):[^/@]*@")


class AddressError(StoreError):
    """What was given is no address of a hub."""


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where a hub is, and how it is reached."""

    kind: Literal["postgres", "ssh"]
    text: str
    """As it was given; its password too. Never printed: `shown` is."""
    host: str = ""
    """Empty: the local socket."""

    @property
    def shown(self) -> str:
        """The address without its password, as it may be said on a screen."""
        return harmless(_PASSWORD.sub(r"\1@", self.text).partition("?")[0])

    @property
    def is_local(self) -> bool:
        """Nothing of it crosses a network."""
        return self.host in _LOCAL or self.host.startswith("/")


def is_hub(text: str) -> bool:
    """Whether a `--store` names a hub's database, not a folder: one that lost a slash on its way does, too."""
    scheme, mark, _ = text.partition(":")
    return bool(mark) and _KINDS.get(scheme.lower()) == "postgres"


def hub_address(text: str) -> HubAddress:
    """The hub that somebody named.

    Raises:
        AddressError: it is no address, or one over which names would travel for everybody to read.
    """
    scheme, _, rest = text.strip().partition("://")
    kind = _KINDS.get(scheme.lower())
    if kind is None or not rest:
        raise AddressError(
            "Un concentrateur se nomme postgresql://… (sa base) ou ssh://… (un compte sur sa machine) : "
            "vérifiez l'adresse."
        )
    if len(text.strip().split()) != 1 or not text.strip().isprintable():
        raise AddressError("L'adresse du concentrateur tient en un mot, sur une ligne : vérifiez-la.")
    try:
        parts = urlsplit(text.strip())
        asked = parse_qs(parts.query)
        host = unquote(parts.hostname or "") or asked.get("host", [""])[0]
        _ = parts.port
    except ValueError as error:
        raise AddressError("L'adresse du concentrateur ne peut pas être lue : vérifiez-la.") from error
    address = HubAddress(kind, text.strip(), host)
    if kind == "ssh":
        if host.startswith("-") or (parts.username or "").startswith("-") or not host:
            raise AddressError("L'adresse du concentrateur ne nomme aucune machine : ssh://compte@machine")
        return address
    if not address.is_local and asked.get("sslmode", ["require"])[0] in _OPEN:
        raise AddressError(
            f"{address.shown} : hors de ce poste, des noms ne passent que chiffrés. Ôtez sslmode de l'adresse, ou "
            "mettez sslmode=verify-full."
        )
    return address
