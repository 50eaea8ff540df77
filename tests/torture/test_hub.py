"""Kills of a hub's server, of who sends to it, of the line between them: the hub ends equal to the journals."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from data.hub.address import hub_address
from data.hub.enrolment import enrol
from data.hub.installing import install
from data.hub.lines import Outbox, outbox_of
from data.hub.sender import Sender
from data.journal import Journal
from tests.data.making import new_journal, note
from tests.e2e.terminal import until
from tests.hub.proxy import Proxy
from tests.hub.server import Server, needs_postgres, new_server
from tests.hub.test_sender import STILL, state
from tests.torture.figures import Effort, both_forms
from tests.waiting import PATIENCE_S

__all__ = ["state"]  # a fixture
pytestmark = pytest.mark.xdist_group("hub")
SESSIONS = ("208", "209", "210")
SMALLEST, LARGEST = 200, 40_000
"""Bytes that pass before something is killed: from the first words of a connection to all that is sent."""


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that may be killed."""
    needs_postgres()
    server = new_server()
    server.start()
    yield server
    server.kill()


class Trigger:
    """Kills a server once, by whichever thread comes first; not the one that is started after it."""

    def __init__(self, server: Server) -> None:
        self._server, self._lock, self._is_pulled = server, threading.Lock(), False

    def pull(self) -> None:
        with self._lock:
            if not self._is_pulled:
                self._is_pulled = True
                self._server.kill()


def boxes(journals: list[Journal]) -> list[Outbox]:
    return [outbox_of(journal.path.read_bytes()) for journal in journals]


def held(server: Server) -> list[tuple[object, ...]]:
    """All lines that the hub has, in order."""
    with psycopg.connect(server.address().text) as connection:
        query = (
            "SELECT root, n, digest, lasting, coalesce(body, '') FROM vigie.line LEFT JOIN vigie.personal "
            "USING (root, n, digest) ORDER BY root, n, digest"
        )
        return connection.execute(query.encode()).fetchall()


def written(journals: list[Journal]) -> list[tuple[object, ...]]:
    """The same of the journals."""
    return sorted(
        (box.root, line.n, line.digest, line.lasting, line.body) for box in boxes(journals) for line in box.lines
    )


@both_forms
@pytest.mark.parametrize("killed", ["server", "sender", "network"])
def test_kills_while_it_is_sent(killed: str, own_server: Server, effort: Effort, tmp_path: Path) -> None:
    """No line lost, none twice, and what was acknowledged is there whatever happened after it."""
    install(own_server.address())
    account = enrol(own_server.address(), "0750001A", "Lycée", "salle-b204")
    address = own_server.address(role=account.role, password=account.password)
    journals = [new_journal(tmp_path, number) for number in SESSIONS]
    proxy = Proxy(own_server.port)
    text = address.text.replace(f":{own_server.port}/", f":{proxy.port}/")
    sender = Sender(tmp_path / "store", hub_address(text), pace=STILL)
    kills, lost, chance = effort.times(full=20, short=2), 0, effort.chance
    for _ in range(kills):
        for _ in range(chance.randrange(1, 40)):
            note(chance.choice(journals), "x" * chance.randrange(1, 400))
        count = chance.randrange(SMALLEST, LARGEST)
        if killed == "sender":
            _kill_one(proxy, text, tmp_path, count)
        else:
            trigger = Trigger(own_server)
            proxy.after(count, trigger.pull if killed == "server" else None)
            sender.once()
            proxy.cut()
            if killed == "server":
                trigger.pull()
                own_server.start()
        there = {(row[0], row[1], row[2]) for row in held(own_server)}
        acknowledged = {
            (one.root, one.head.n, one.head.digest) for one in sender.acknowledged() if one.head is not None
        }
        lost += len(acknowledged - there)
    until(lambda: sender.once().is_up_to_date, lambda: f"{sender.standing}")
    sender.close()
    proxy.close()
    found, expected = held(own_server), written(journals)
    lost += len({*expected} - {*found})
    twice = len(found) - len({row[:2] for row in found})
    effort.tell(f"hub, {killed} killed", kills=kills, lines=len(expected), lost=lost, twice=twice)
    assert (lost, twice) == (0, 0)
    assert found == expected


def _kill_one(proxy: Proxy, text: str, tmp_path: Path, count: int) -> None:
    """`vigie send --once`, killed once so many bytes have passed; it may have been done before."""
    program = subprocess.Popen(
        [sys.executable, "-m", "supervisor", "--store", str(tmp_path / "store"), "send", "--once"],
        env={**os.environ, "VIGIE_HUB": text, "XDG_STATE_HOME": str(tmp_path / "state-of-killed")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def kill() -> None:
        program.send_signal(signal.SIGKILL)
        proxy.cut()

    proxy.after(count, kill)
    assert program.wait(PATIENCE_S) in (0, 1, 3, -signal.SIGKILL)
    proxy.cut()
