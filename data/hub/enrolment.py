"""Who may send to a hub and who may read it: a role of PostgreSQL each, which is bound to its school there.

A password is made here, told once, and stored nowhere: the server keeps what proves it.
"""

from __future__ import annotations

import platform
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from data.hub.address import HubAddress
from data.hub.connection import as_hub_errors, connected
from data.hub.errors import HubError
from data.hub.installing import VERSION, installed_version, newer

if TYPE_CHECKING:
    import psycopg

SCHOOL = re.compile(r"[0-9]{7}[A-Z]\Z")
"""The UAI of a school: seven figures and a letter."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}\Z")
"""What a device is called: « salle-b204 »."""
ReaderKind = Literal["referent", "academie", "auditor"]


class EnrolmentError(HubError):
    """What was said of a device or of a reader cannot be: nothing was changed."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was just made, with its password: told once."""

    role: str
    password: str
    address: str
    """What is given to whoever uses it: `postgresql://role:password@machine/base`."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device or a reader that the hub knows."""

    role: str
    name: str
    kind: ReaderKind | Literal["device"]
    school: str
    """Its UAI; empty for those who read all schools."""
    since: datetime
    until: datetime | None
    """When it was taken away; None: it is in use."""


def enrol(address: HubAddress, school: str, school_name: str, device: str, *, receiver: str = "") -> Account:
    """Make the account of a device, which adds to the sessions of its school and does nothing else.

    Args:
        address: of the hub, by whoever administers it.
        school: its UAI.
        school_name: what it is called; empty: as it is known here already.
        device: what the machine is called.
        receiver: the account of this machine by which it sends over SSH; empty: it connects to the database itself.

    Raises:
        HubError: it could not be done; nothing was.
    """
    if not SCHOOL.match(school):
        raise EnrolmentError(f"« {school} » n'est pas un UAI : sept chiffres et une lettre majuscule, 0750001A.")
    if not NAME.match(device):
        raise EnrolmentError(
            f"« {device} » ne peut pas nommer un poste : minuscules, chiffres et tirets, trente au plus : salle-b204."
        )
    with administering(address) as connection:
        _know_school(connection, school, school_name)
        taken = connection.execute(
            "SELECT FROM vigie.device WHERE school = %s AND name = %s AND revoked_at IS NULL", [school, device]
        ).fetchone()
        if taken is not None:
            raise EnrolmentError(
                f"Le poste {device} de {school} est déjà inscrit : vigie hub revoke d'abord, ou un autre nom."
            )
        account = _made(connection, address, "d", "vigie_device", logs_in=not receiver)
        if receiver:
            _let_receive(connection, receiver)
        connection.execute(
            "INSERT INTO vigie.device (role, school, name) VALUES (%s, %s, %s)", [account.role, school, device]
        )
        return account


def add_reader(address: HubAddress, kind: ReaderKind, school: str, name: str) -> Account:
    """Make the account of somebody who reads: a référent their school, the académie numbers alone, an auditor who read.

    Args:
        address: of the hub, by whoever administers it.
        kind: what they may see.
        school: the UAI of a référent's school; empty for the others.
        name: who it is, as the list of accesses tells it.

    Raises:
        HubError: it could not be done; nothing was.
    """
    if (kind == "referent") != bool(school):
        raise EnrolmentError(
            "Un référent lit un établissement : dites --school UAI." if kind == "referent"
            else "L'académie et l'auditeur lisent tous les établissements : ôtez --school."
        )  # fmt: skip
    if not name.strip():
        raise EnrolmentError("Dites de qui c'est le compte : --name.")
    with administering(address) as connection:
        if school and connection.execute("SELECT FROM vigie.school WHERE id = %s", [school]).fetchone() is None:
            raise EnrolmentError(f"Aucun poste de {school} n'est inscrit : vigie hub enrol d'abord.")
        account = _made(connection, address, "r", "vigie_reader")
        connection.execute(
            "INSERT INTO vigie.reader (role, kind, school, name) VALUES (%s, %s, %s, %s)",
            [account.role, kind, school or None, name],
        )
        return account


def enrolled(address: HubAddress) -> tuple[Enrolled, ...]:
    """Every device and every reader, those of before too.

    Raises:
        HubError: the hub cannot be read.
    """
    with administering(address) as connection:
        rows = connection.execute(
            "SELECT role, name, 'device', school, enrolled_at, revoked_at FROM vigie.device "
            "UNION ALL SELECT role, name, kind, coalesce(school, ''), since, ended_at FROM vigie.reader "
            "ORDER BY 4, 3, 2, 5"
        ).fetchall()
        return tuple(Enrolled(*row) for row in rows)


def revoke(address: HubAddress, who: str, school: str = "") -> int:
    """Take an account away: it logs in no more, and what it sent stays.

    Args:
        address: of the hub, by whoever administers it.
        who: the role, or the name of a device or a reader.
        school: only of this one, where several have a device of that name.

    Returns:
        How many accounts it was.

    Raises:
        HubError: it could not be done; nothing was.
    """
    from psycopg import sql

    with administering(address) as connection:
        roles = [
            row[0]
            for table, ended in (("device", "revoked_at"), ("reader", "ended_at"))
            for row in connection.execute(
                f"UPDATE vigie.{table} SET {ended} = clock_timestamp() "
                f"WHERE {ended} IS NULL AND (role = %s OR name = %s) AND (%s = '' OR school = %s) RETURNING role",
                [who, who, school, school],
            )
        ]
        # Those who are connected now are let in as little: each of their questions asks who they are.
        with _as_administrator(connection):
            for role in roles:
                connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))
        return len(roles)


@contextmanager
def administering(address: HubAddress) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A transaction in a hub that is ready, by an account that may see all of it."""
    with connected(address, name="vigie hub") as connection, as_hub_errors(address), connection.transaction():
        if (there := installed_version(connection)) > VERSION:
            raise newer(address)
        if there < VERSION:
            raise HubError(f"Le concentrateur {address.shown} n'est pas prêt : vigie hub init d'abord.")
        connection.execute("SET LOCAL ROLE vigie_owner")
        yield connection


@contextmanager
def _as_administrator(connection: psycopg.Connection[tuple[Any, ...]]) -> Iterator[None]:
    """Roles are no affair of the owner of the tables."""
    connection.execute("RESET ROLE")
    yield
    connection.execute("SET LOCAL ROLE vigie_owner")


def _know_school(connection: psycopg.Connection[tuple[Any, ...]], school: str, name: str) -> None:
    known = connection.execute("SELECT FROM vigie.school WHERE id = %s", [school]).fetchone()
    if known is None and not name.strip():
        raise EnrolmentError(f'{school} n\'est pas encore connu ici : dites son nom, --name "Lycée …".')
    connection.execute(
        "INSERT INTO vigie.school (id, name) VALUES (%(id)s, %(name)s) "
        "ON CONFLICT (id) DO UPDATE SET name = coalesce(nullif(%(name)s, ''), school.name)",
        {"id": school, "name": name.strip()},
    )


def _made(
    connection: psycopg.Connection[tuple[Any, ...]], address: HubAddress, letter: str, group: str, *,
    logs_in: bool = True,
) -> Account:  # fmt: skip
    role, password = f"vigie_{letter}_{secrets.token_hex(6)}", secrets.token_urlsafe(24)
    from psycopg import sql

    how = sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(password)) if logs_in else sql.SQL("NOLOGIN")
    made = sql.SQL("CREATE ROLE {} {} IN ROLE {}").format(sql.Identifier(role), how, sql.Identifier(group))
    with _as_administrator(connection):
        connection.execute(made)
    if not logs_in:
        return Account(role, "", "")
    return Account(role, password, _address_of(address, role, password))


def _let_receive(connection: psycopg.Connection[tuple[Any, ...]], account: str) -> None:
    """The account of this machine under which devices come in by SSH: it speaks for them, and reads nothing."""
    from psycopg import sql

    with _as_administrator(connection):
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [account]).fetchone() is None:
            # Without a password: the socket lets in who has that account on the machine.
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(account)))
        connection.execute(sql.SQL("GRANT vigie_receiver TO {}").format(sql.Identifier(account)))


def _address_of(address: HubAddress, role: str, password: str) -> str:
    parts = urlsplit(address.text)
    place = parts.netloc.rpartition("@")[2]
    if not address.host:
        # Who administers it by the socket gives this to somebody at another machine. A port may stand there alone.
        place = (platform.node() or "machine") + place
    return urlunsplit((parts.scheme, f"{role}:{quote(password)}@{place}", parts.path, parts.query, ""))
