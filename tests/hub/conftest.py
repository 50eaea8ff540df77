"""A hub of a test's own, in a database of the worker's server."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
import pytest

from data.hub.address import HubAddress
from data.hub.direct import DirectWay
from data.hub.enrolment import Account, ReaderKind, add_reader, enrol
from data.hub.installing import install
from tests.hub.server import Server, needs_postgres, server

SCHOOL, OTHER_SCHOOL = "0750001A", "0750002B"


@dataclass
class Hub:
    """A hub whose tables are made, and who administers it."""

    server: Server
    database: str
    ways: list[DirectWay] = field(default_factory=list)

    @property
    def address(self) -> HubAddress:
        """By the socket, as the superuser."""
        return self.server.address(self.database)

    def device(self, name: str = "salle-b204", school: str = SCHOOL) -> Account:
        """The account of a device of a school."""
        return enrol(self.address, school, f"Lycée {school}", name)

    def reader(self, kind: ReaderKind = "referent", school: str = SCHOOL) -> Account:
        """The account of a reader."""
        return add_reader(self.address, kind, school if kind == "referent" else "", f"{kind} {school}")

    def address_of(self, account: Account) -> HubAddress:
        """By loopback, with the password of an account."""
        return self.server.address(self.database, role=account.role, password=account.password)

    def way(self, account: Account) -> DirectWay:
        """The connection of a device."""
        self.ways.append(DirectWay(self.address_of(account)))
        return self.ways[-1]

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What the superuser sees."""
        with psycopg.connect(self.address.text, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []


@cache
def _template(folder: Path, port: int) -> str:
    """A database with the hub's tables, which those of the tests on this server are copies of."""
    of = Server(folder, port)
    with psycopg.connect(of.address().text, autocommit=True) as connection:
        connection.execute("CREATE DATABASE hub_template")
    install(of.address("hub_template"))
    return "hub_template"


def make_hub(of: Server) -> Hub:
    """A database with the hub's tables, on the worker's server."""
    hub = Hub(of, f"hub_{secrets.token_hex(6)}")
    with psycopg.connect(of.address().text, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {hub.database} TEMPLATE {_template(of.folder, of.port)}".encode())
    return hub


@pytest.fixture
def hub() -> Iterator[Hub]:
    needs_postgres()
    made = make_hub(server())
    yield made
    for way in made.ways:
        way.close()
    with psycopg.connect(made.server.address().text, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {made.database} WITH (FORCE)".encode())


@pytest.fixture
def postgres() -> Server:
    needs_postgres()
    return server()
