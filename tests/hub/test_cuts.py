"""A hub that is full, that hangs, that is gone: what waits is counted, whoever records notices nothing."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from data import disk
from data.hub.address import hub_address
from data.hub.lines import outbox_of
from data.hub.sender import BackgroundSender, Sender
from tests.data.making import busy_journal, new_journal, note
from tests.hub.conftest import Hub
from tests.hub.proxy import Proxy
from tests.hub.test_sender import STILL, MemoryHub, sender_of, state

__all__ = ["state"]  # a fixture
pytestmark = pytest.mark.xdist_group("hub")


@pytest.fixture
def proxy(hub: Hub) -> Iterator[Proxy]:
    made = Proxy(hub.server.port)
    yield made
    made.close()


def through(hub: Hub, proxy: Proxy, tmp_path: Path) -> Sender:
    """A sender of the store, whose line goes through the proxy."""
    text = hub.address_of(hub.device()).text.replace(f":{hub.server.port}/", f":{proxy.port}/")
    return Sender(tmp_path / "store", hub_address(text), pace=STILL)


def test_a_full_hub_keeps_what_it_has_and_takes_the_rest_later(hub: Hub, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    sender = Sender(tmp_path / "store", hub.address_of(hub.device()), pace=STILL)
    assert sender.once().is_up_to_date
    hub.sql(
        "CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$"
    )
    hub.sql("CREATE TRIGGER no_room BEFORE INSERT ON vigie.line FOR EACH ROW EXECUTE FUNCTION public.no_room()")
    note(journal)
    note(journal)
    standing = sender.once()
    assert (standing.is_reached, standing.waiting) == (False, 2)
    assert "n'a plus de place" in standing.why
    hub.sql("DROP TRIGGER no_room ON vigie.line")
    assert sender.once().is_up_to_date
    assert hub.sql("SELECT count(*) FROM vigie.line") == [(len(outbox_of(journal.path.read_bytes()).lines),)]
    sender.close()


@pytest.mark.few(count=(1, 3))
@pytest.mark.parametrize("count", [1, 500, 2_000, 6_000, 9_000])
def test_a_line_that_is_cut_after_so_many_bytes(hub: Hub, proxy: Proxy, tmp_path: Path, count: int) -> None:
    """Whatever was acknowledged or not: the next pass brings the hub up to date, no line twice."""
    journal = busy_journal(tmp_path)
    sender = through(hub, proxy, tmp_path)
    proxy.after(count)
    sender.once()
    proxy.cut()
    sender.once()
    assert sender.once().is_up_to_date
    lines = hub.sql("SELECT n, digest FROM vigie.line ORDER BY n")
    assert lines == [(line.n, line.digest) for line in outbox_of(journal.path.read_bytes()).lines]
    sender.close()


def test_a_server_that_hangs_is_given_up(
    hub: Hub, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps the connection and answers nothing more: no keepalive notices that."""
    journal = busy_journal(tmp_path)
    sender = through(hub, proxy, tmp_path)
    assert sender.once().is_up_to_date
    monkeypatch.setattr("data.hub.watch.ANSWER_S", 0.2)
    note(journal)
    with psycopg.connect(hub.address.text) as other:
        other.execute("LOCK TABLE vigie.line IN ACCESS EXCLUSIVE MODE")
        assert sender.once().is_reached is False
    monkeypatch.undo()
    assert sender.once().is_up_to_date
    sender.close()


@pytest.mark.parametrize("kind", ["up", "hanging", "down", "none"])
def test_whoever_records_does_nothing_more_because_of_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a flush more, and nothing of the sender in the thread that acts."""
    journal, memory = new_journal(tmp_path), MemoryHub()
    silent = Proxy(1)
    silent.says_nothing = True
    sender = sender_of(tmp_path, memory)
    if kind in ("hanging", "down"):
        port = silent.port if kind == "hanging" else 1
        sender = Sender(tmp_path / "store", hub_address(f"postgresql://a:b@127.0.0.1:{port}/vigie"), pace=STILL)
    flushes: Counter[str] = Counter()
    within: set[str] = set()
    flush = disk.fsync
    monkeypatch.setattr(disk, "fsync", lambda fd: (flushes.update([threading.current_thread().name]), flush(fd)))
    for name in ("once", "recount", "news", "take_over"):
        monkeypatch.setattr(sender, name, _noting(getattr(sender, name), within))
    background = BackgroundSender(sender)
    if kind != "none":
        background.start()
    me = threading.current_thread().name
    for _ in range(5):
        note(journal)
        background.wake(journal.path)
    silent.close()
    background.stop(60)
    assert flushes == {me: 5}
    assert me not in within


def _noting(call: Callable[..., object], threads: set[str]) -> Callable[..., object]:
    def noted(*args: object) -> object:
        threads.add(threading.current_thread().name)
        return call(*args)

    return noted
