"""`vigie hub init`: the hub's tables, functions and rights in a database, by versions, only ever forward."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from data.hub.address import HubAddress
from data.hub.connection import as_hub_errors, connected
from data.hub.errors import HubError

if TYPE_CHECKING:
    import psycopg

VERSION = 6
"""Version of the tables that this Vigie makes; it reads and writes no newer one."""
GROUPS = ("vigie_owner", "vigie_device", "vigie_receiver", "vigie_reader")
"""Roles nobody logs in with: who owns the tables, who sends, who receives by SSH for those who send, who reads."""


def install(address: HubAddress) -> tuple[int, int]:
    """Make the hub's tables, or bring them up to date; what is up to date is left as it is.

    All or nothing: it is one transaction.

    Args:
        address: of a database, by an account that may make schemas and roles in it.

    Returns:
        The version before (0: none) and after.

    Raises:
        HubError: it could not be done; the database is as it was. Or a newer Vigie has made these tables.
    """
    with connected(address, name="vigie hub init") as connection, as_hub_errors(address), connection.transaction():
        # Two at the same time: the second one finds everything done.
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('vigie', 0))")
        before = installed_version(connection)
        if before > VERSION:
            raise newer(address)
        if before == 0:
            _make_groups(connection)
        for version in range(before + 1, VERSION + 1):
            connection.execute(_script(version))
        return before, max(before, VERSION)


def installed_version(connection: psycopg.Connection[tuple[Any, ...]]) -> int:
    """The version of the tables that are there; 0 where there are none."""
    found = connection.execute("SELECT to_regclass('vigie.installed')").fetchone()
    if found is None or found[0] is None:
        return 0
    row = connection.execute("SELECT max(version) FROM vigie.installed").fetchone()
    return int(row[0]) if row and row[0] else 0


def newer(address: HubAddress) -> HubError:
    """The tables are of a version that this Vigie does not know."""
    return HubError(f"Le concentrateur {address.shown} est d'une Vigie plus récente : mettez Vigie à jour ici.")


def _make_groups(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Roles are of the whole server: another hub on it may have made them."""
    there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [[*GROUPS]])}
    for group in GROUPS:
        if group not in there:
            connection.execute(f"CREATE ROLE {group} NOLOGIN")
    # Whoever is no superuser gives tables away only to a role of which they are a member.
    connection.execute("GRANT vigie_owner TO CURRENT_USER")


def _script(version: int) -> bytes:
    return files("data.hub.schema").joinpath(f"{version}.sql").read_bytes()
