"""A real evening: two laptops, a hub, a line cut for a whole outage, a fork, its mending, an erasure; three look on."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from data.hub.address import hub_address
from data.hub.enrolment import Account
from data.hub.lines import outbox_of
from data.hub.sender import Sender
from data.journal import Journal
from supervisor.hub_standing import HubStanding, hub_words
from tests.command.command import Vigie
from tests.data.making import context
from tests.hub.conftest import Hub
from tests.hub.proxy import Proxy
from tests.hub.readers import left_behind, over, vigie
from tests.hub.test_review import board, listed, text
from tests.hub.test_sender import STILL
from tests.spaces import plain_spaces
from tests.waiting import until

__all__ = ["left_behind", "vigie"]

pytestmark = [pytest.mark.xdist_group("hub"), pytest.mark.wide]


@dataclass
class Laptop:
    """A machine with a store of its own, and a line to the hub that may be cut."""

    vigie: Vigie
    number: str
    line: Proxy
    sender: Sender

    def do(self, *words: str) -> None:
        answer = self.vigie("do", self.number, *words)
        assert answer.code == 0, answer

    def send(self) -> HubStanding:
        """What its board's sender does in a few seconds."""
        self.sender.news()
        return self.sender.once()

    @property
    def journal(self) -> Journal:
        return Journal.open(self.vigie.store / "sessions" / self.number / "journal.jsonl")

    @property
    def digests(self) -> list[str]:
        """Of all its lines, as they stand."""
        return [line.digest for line in outbox_of(self.journal.path.read_bytes()).lines]


@dataclass
class Evening:
    """The machines, and who looks on."""

    hub: Hub
    vigie: Vigie
    folder: Path
    lines: list[Proxy]

    def laptop(self, name: str, number: str) -> Laptop:
        """One that is enrolled, with nothing in its store."""
        line = Proxy(self.hub.server.port)
        self.lines.append(line)
        text = self.hub.address_of(self.hub.device(name)).text
        store = self.folder / name
        sender = Sender(store, hub_address(text.replace(f":{self.hub.server.port}/", f":{line.port}/")), pace=STILL)
        return Laptop(replace(self.vigie, store=store), number, line, sender)

    def over(self, account: Account) -> Vigie:
        return over(self.hub, self.vigie, account)  # type: ignore[no-any-return]


@pytest.fixture
def evening(hub: Hub, vigie: Vigie, tmp_path: Path) -> Iterator[Evening]:
    made = Evening(hub, vigie, tmp_path, [])
    yield made
    for line in made.lines:
        line.close()


async def test_an_evening(evening: Evening) -> None:
    hub, clock = evening.hub, evening.vigie.clock
    one, other = evening.laptop("salle-a", "208"), evening.laptop("salle-b", "209")
    referent, academie, auditor = (evening.over(hub.reader(kind)) for kind in ("referent", "academie", "auditor"))

    # The welcome, in both rooms.
    for laptop in (one, other):
        laptop.vigie.create(laptop.number)
        for words in (("identity", "1"), ("identity", "2"), ("sign", "1,2"), ("join", "1,2"), ("start", "1,2")):
            laptop.do(*words)
        assert plain_spaces(hub_words(laptop.send(), clock.now()).wordings[0]).startswith("hub : à jour")
    async with listed(referent) as home:
        assert "208" in text(home)
        assert "209" in text(home)
    assert academie("status").out.count("EN COURS") == 2

    # The second room's line is cut; there the whole centre stands still, and goes on. Nobody waits for a hub.
    other.line.is_down = True
    other.line.cut()
    clock.pass_by(minutes=10)
    begun = other.journal.session.entries[-1].id + 1
    other.do("global", "begin", "coupure du réseau", "--fault", "centre")
    assert other.sender.once().is_reached is False
    clock.pass_by(minutes=12)
    other.do("global", "end", str(begun))
    other.do("note", "session", "tout est reparti")
    waiting = other.sender.once()
    assert waiting.is_reached is False
    assert waiting.waiting >= 3
    assert "lignes en attente depuis" in plain_spaces(hub_words(waiting, clock.now()).wordings[0])
    assert "coupure du réseau" not in referent("log", "209").out
    hub.sql("UPDATE vigie.device SET seen_at = clock_timestamp() - interval '22 min 30 s' WHERE name = 'salle-b'")
    assert "salle-b vu il y a 22 min" in plain_spaces(referent("status").out)

    # It is back: all of it is there, once, and looked at.
    other.line.is_down = False
    assert other.send().is_up_to_date
    assert hub.sql("SELECT count(*) FROM vigie.line") == [(len(one.digests) + len(other.digests),)]
    assert "tout est reparti" in referent("log", "209").out
    async with board(referent, "209") as app:
        assert [len(app.desk.session.incidents)] == [len(other.journal.session.incidents)]

    # The first room's store is carried to a third laptop, and both go on.
    third = evening.laptop("salle-c", "208")
    shutil.copytree(one.vigie.store, third.vigie.store)
    one.do("note", "session", "sur le premier poste")
    third.do("finish", "1")
    assert one.send().continued == ()
    third.send()
    # The first one learns it once the server's word has come to it, at its next look at the news.
    await until(lambda: one.send().continued == ("208",), "the first laptop learns of the fork")
    assert third.sender.standing.continued == ("208",)
    for looking in (referent, academie):
        branches = plain_spaces(looking("status").out)
        assert "branche de salle-a" in branches
        assert "branche de salle-c" in branches

    # A person chooses; the other's laptop brings the branch that goes on, beside what it has.
    assert academie("hub", "settle", "208", "--branch", "salle-a", "--hub", str(academie.store)).code == 1
    why = ("--branch", "salle-a", "--reason", "le bon poste", "--hub", str(referent.store))
    assert referent("hub", "settle", "208", *why).code == 0
    assert one.send().continued == ()
    mended = replace(third.vigie, store=evening.folder / "mended")
    assert mended("hub", "fetch", "208", "--branch", "salle-a", "--hub", str(referent.store)).code == 0
    there = outbox_of((mended.store / "sessions" / "208" / "journal.jsonl").read_bytes())
    assert [line.digest for line in there.lines] == one.digests
    assert "2 branches" not in referent("status").out
    one.do("finish", "2")
    assert one.send().is_up_to_date

    # Somebody's data are erased; no laptop brings them back.
    assert "GOFF" in referent("status", "208").out
    named = [line.n for line in outbox_of(one.journal.path.read_bytes()).lines if line.body]
    names = "SELECT count(*) FROM vigie.personal JOIN vigie.session USING (root) WHERE number = '208' AND n = ANY (%s)"
    assert hub.sql(names, named) == [(len(named),)]
    one.journal.erase(named, context())
    assert one.send().is_up_to_date
    third.sender.once()
    assert hub.sql(names, named) == [(0,)]

    # Three who look on.
    async with board(referent, "209") as app:
        assert "LECTURE" in text(app)
        assert "GOFF" in text(app)
    async with board(academie, "209") as app:
        assert "SANS NOMS" in text(app)
        assert "GOFF" not in text(app)
    async with board(auditor, "209") as app:
        assert "GOFF" not in text(app)
    log = plain_spaces(auditor("log", "--access").out)
    assert "referent" in log
    assert "academie" in log
    assert auditor("check").code == referent("check").code == academie("check").code == 0
    for laptop in (one, other, third):
        laptop.sender.close()
