"""The hub's tables by versions: an older hub is brought up to date without loss, a newer one is left alone."""

import hashlib
import secrets
from pathlib import Path

import psycopg
import pytest

from data.hub import enrolment, installing
from data.hub.asking import Asking
from data.hub.cursor import Cursor
from data.hub.errors import HubError
from data.hub.installing import VERSION, install
from data.hub.lines import outbox_of
from data.hub.sending import send
from data.hub.way import Head, Held, NamedFile
from tests.data.making import busy_journal, note
from tests.hub.conftest import Hub
from tests.hub.server import needs_postgres, server
from tests.hub.test_sending import stored

pytestmark = pytest.mark.xdist_group("hub")

AS_GIVEN = {
    1: "069e32565646aa533ad3487be0ab70744686a6c0c6b7eb23639760fa5a7ca96f",
    2: "592c196cdff040df4cd9dfbe9d61529bfefbf0ebafd0655d59566988da86f9e4",
    3: "23cde1e98fbe49382e1c380729c1163097bdd44389c032dcd2723de4051f1d74",
    4: "6cb7decbc4be7a8b64388a1cc28442338dfb3c718888aaa71f93bb873591129b",
    5: "14a061a7fbe458b45bdf25427224172a99ee6ddfb86fe339b880780c24b70aed",
    6: "5cbc78b0c5b751c9372046f6752579fd6c494b0194c6a658c05e4f49972c900e",
}
"""The digest of each version's script: hubs were made with it, and what it lacks they get by the next one alone."""


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_script_that_was_given_out_is_never_written_anew(version: int) -> None:
    assert hashlib.sha256(installing._script(version)).hexdigest() == AS_GIVEN[version]


@pytest.fixture
def empty() -> Hub:
    """A database with nothing of a hub in it."""
    needs_postgres()
    hub = Hub(server(), f"hub_{secrets.token_hex(6)}")
    with psycopg.connect(hub.server.address().text, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {hub.database}".encode())
    return hub


@pytest.mark.parametrize("before", range(1, VERSION))
def test_an_older_hub_is_brought_up_to_date(
    before: int, empty: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines, accounts and heads are what they were; those who sent and read before it go on."""
    with monkeypatch.context() as older:
        for module in (installing, enrolment):
            older.setattr(module, "VERSION", before)
        assert install(empty.address) == (0, before)
        way, cursor, reader = empty.way(empty.device()), Cursor(), empty.reader()
    journal = busy_journal(tmp_path)
    send(tmp_path / "store", way, cursor)
    root = outbox_of(journal.path.read_bytes()).root
    lines = stored(empty, root)
    if before < 4:
        # Whoever reads has a newer Vigie than the hub: said, not a fault.
        reading = Asking(empty.address_of(reader))
        with pytest.raises(HubError, match="vigie hub init"):
            reading.heads()
        reading.close()

    assert install(empty.address) == (before, VERSION)
    assert install(empty.address) == (VERSION, VERSION)
    assert stored(empty, root) == lines
    note(journal, "une de plus")
    [sent] = send(tmp_path / "store", way, cursor)
    assert (sent.lines, sent.problem) == (1, "")
    assert way.held(root, [NamedFile(sent.head or Head(0, ""), "0" * 64)]) == (Held.REFUSED,)
    asking = Asking(empty.address_of(reader))
    try:
        session = journal.session
        [head] = asking.heads()
        # Told before it was brought up to date, or found in the lines that were there.
        assert (head.root, head.number, head.site, head.room) == (root, session.number, session.site, session.room)
        assert asking.settled([root]) == {}
    finally:
        asking.close()
        way.close()


def test_a_newer_hub_is_left_alone(hub: Hub) -> None:
    hub.sql("INSERT INTO vigie.installed (version) VALUES (%s)", VERSION + 1)
    with pytest.raises(HubError, match=r"d'une Vigie plus récente\s: mettez Vigie à jour ici"):
        install(hub.address)
