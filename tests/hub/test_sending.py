"""The spine of the hub: what a store holds is sent, proved, kept, and read back as it was written."""

from pathlib import Path

import psycopg
import pytest

from data.hub.direct import DirectWay
from data.hub.errors import NotAllowedError, RefusedLinesError
from data.hub.lines import HubLine, joined, outbox_of
from data.hub.sending import Cursor, send
from data.integrity import check_data
from data.journal import Journal
from supervisor.action import Mark
from tests.data.making import CREATION, busy_journal, context, note
from tests.e2e.terminal import until
from tests.hub.conftest import OTHER_SCHOOL, Hub

pytestmark = pytest.mark.xdist_group("hub")


def stored(hub: Hub, root: str) -> bytes:
    """The journal as the hub would give it back, of a session without a fork."""
    rows = hub.sql(
        "SELECT n, digest, coalesce(previous, ''), lasting, coalesce(salt, ''), coalesce(body, '') "
        "FROM vigie.line LEFT JOIN vigie.personal USING (root, n, digest) WHERE root = %s ORDER BY n",
        root,
    )
    return joined([HubLine(*row) for row in rows])  # type: ignore[arg-type]


def test_what_is_sent_is_read_back_as_it_was_written(hub: Hub, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    way, cursor = hub.way(hub.device()), Cursor()
    [sent] = send(tmp_path / "store", way, cursor)
    box = outbox_of(journal.path.read_bytes())
    assert (sent.lines, sent.waiting, sent.problem) == (len(box.lines), 0, "")
    assert outbox_of(stored(hub, box.root)) == box

    note(journal, "une de plus")
    [sent] = send(tmp_path / "store", way, cursor)
    assert sent.lines == 1
    assert outbox_of(stored(hub, box.root)) == outbox_of(journal.path.read_bytes())


def test_a_cursor_that_is_lost_changes_nothing(hub: Hub, tmp_path: Path) -> None:
    busy_journal(tmp_path)
    way = hub.way(hub.device())
    send(tmp_path / "store", way, Cursor())
    before = hub.sql("SELECT * FROM vigie.line ORDER BY root, n")
    [sent] = send(tmp_path / "store", way, Cursor())
    assert sent.lines == 0
    assert hub.sql("SELECT * FROM vigie.line ORDER BY root, n") == before


def test_lines_that_are_sent_again_change_nothing(hub: Hub, tmp_path: Path) -> None:
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    way = hub.way(hub.device())
    heads = way.add(box.root, box.lines)
    before = hub.sql("SELECT * FROM vigie.line ORDER BY root, n")
    assert way.add(box.root, box.lines[2:5]) == heads == way.add(box.root, box.lines)
    assert hub.sql("SELECT * FROM vigie.line ORDER BY root, n") == before


@pytest.mark.parametrize("wrong", ["forged", "hole", "number", "previous"])
def test_the_database_refuses_what_does_not_hold_together(hub: Hub, tmp_path: Path, wrong: str) -> None:
    """By its constraints: no care of ours is asked for."""
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    way = hub.way(hub.device())
    way.add(box.root, box.lines[:3])
    line = box.lines[3]
    lines = {
        "forged": HubLine(line.n, line.digest, line.previous, line.lasting.replace("poste-12", "poste-13")),
        "hole": box.lines[4],
        "number": HubLine(line.n + 1, line.digest, line.previous, line.lasting),
        "previous": HubLine(line.n, line.digest, box.lines[1].digest, line.lasting),
    }
    with pytest.raises(RefusedLinesError, match="refuse ces lignes"):
        way.add(box.root, [lines[wrong]])
    assert hub.sql("SELECT count(*) FROM vigie.line") == [(3,)]


def test_a_session_of_another_school_is_not_added_to(hub: Hub, tmp_path: Path) -> None:
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    hub.way(hub.device()).add(box.root, box.lines[:3])
    other = hub.way(hub.device("salle-1", OTHER_SCHOOL))
    with pytest.raises(NotAllowedError, match="autre établissement"):
        other.add(box.root, box.lines)
    assert other.heads([box.root]) == {box.root: ()}


def restored(way: DirectWay, tmp_path: Path) -> Journal:
    """A journal as it was one line before all of it was sent."""
    journal = busy_journal(tmp_path)
    before = journal.path.read_bytes()
    note(journal, "perdue ici")
    send(tmp_path / "store", way, Cursor())
    journal.path.write_bytes(before)
    return journal


def test_both_branches_of_a_fork_are_kept(hub: Hub, tmp_path: Path) -> None:
    first = hub.way(hub.device())
    journal = restored(first, tmp_path)
    root = outbox_of(journal.path.read_bytes()).root
    assert first.news() == set()
    journal.follow()
    journal.act(Mark("join", (1,)), context("Nadia Roux"))
    [sent] = send(tmp_path / "store", hub.way(hub.device("salle-b205")), Cursor())
    assert len(sent.fork) == 1
    assert not sent.is_behind
    assert sent.lines == 1
    assert hub.sql("SELECT count(*) FROM vigie.head") == [(2,)]
    # The first laptop is woken, whether it asks something of the hub or nothing.
    until(lambda: root in first.news(), lambda: "the first laptop is not woken")
    note(journal, "encore une")
    send(tmp_path / "store", hub.way(hub.device("salle-b206")), Cursor())
    first.seen(0)
    until(lambda: root in first.news(), lambda: "the first laptop is not woken")


def test_a_laptop_that_was_restored_is_told_that_the_hub_has_more(hub: Hub, tmp_path: Path) -> None:
    way = hub.way(hub.device())
    restored(way, tmp_path)
    [sent] = send(tmp_path / "store", way, Cursor())
    assert sent.is_behind
    assert sent.fork == ()


def test_an_erasure_reaches_the_hub_and_an_older_copy_brings_no_name_back(hub: Hub, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    old = outbox_of(journal.path.read_bytes())
    way = hub.way(hub.device())
    send(tmp_path / "store", way, Cursor())
    named = [line.n for line in old.lines if line.body]
    assert hub.sql("SELECT n FROM vigie.personal ORDER BY n") == [(n,) for n in named]

    journal.erase(named[:2], context())
    send(tmp_path / "store", way, Cursor())
    assert hub.sql("SELECT n FROM vigie.personal ORDER BY n") == [(n,) for n in named[2:]]
    way.add(old.root, old.lines)
    assert hub.sql("SELECT n FROM vigie.personal ORDER BY n") == [(n,) for n in named[2:]]
    assert outbox_of(stored(hub, old.root)) == outbox_of(journal.path.read_bytes())


def test_personal_parts_are_read_by_a_referent_of_the_school_alone_and_noted(hub: Hub, tmp_path: Path) -> None:
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    hub.way(hub.device()).add(box.root, box.lines)
    hub.device("salle-1", OTHER_SCHOOL)
    read = {}
    for account in (
        hub.reader(), hub.reader(school=OTHER_SCHOOL), hub.reader("academie"), hub.reader("auditor"),
    ):  # fmt: skip
        with psycopg.connect(hub.address_of(account).text, autocommit=True) as connection:
            lines = connection.execute("SELECT count(*) FROM vigie.line").fetchone()
            names = connection.execute(b"SELECT * FROM vigie.personal_of(%s, 0)", [box.root]).fetchall()
        kind, school = hub.sql("SELECT kind, school FROM vigie.reader WHERE role = %s", account.role)[0]
        read[kind, school] = (lines, len(names))
    total, names_kept = (len(box.lines),), sum(bool(line.body) for line in box.lines)
    assert read == {
        ("referent", "0750001A"): (total, names_kept),
        ("referent", OTHER_SCHOOL): ((0,), 0),
        ("academie", None): (total, 0),
        ("auditor", None): (total, 0),
    }
    assert hub.sql("SELECT verb, school FROM vigie.access") == [("names", "0750001A")]


@pytest.mark.parametrize("rank", [0, 1 + CREATION])
def test_a_line_that_says_a_thing_twice_is_as_damaged_as_in_its_journal(tmp_path: Path, rank: int) -> None:
    """Neither it nor what follows travels, though what would be sent of it holds together."""
    journal = busy_journal(tmp_path)
    lines = journal.path.read_bytes().splitlines(keepends=True)
    lines[rank] = lines[rank].replace(b"{", b'{"digest":"",', 1)
    box = outbox_of(b"".join(lines))
    assert len(box.lines) == rank
    assert str(box.damage).replace("\xa0", " ").endswith("elle dit deux fois la même chose")
    assert check_data(b"".join(lines), journal.path).broken == box.damage
