"""In any order of acting, cutting, repeating, copying, erasing, forgetting: the hub ends equal to the journals."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from data.hub.direct import DirectWay
from data.hub.errors import UnreachableError
from data.hub.lines import HubLine, Outbox, outbox_of
from data.hub.pieces import send_pieces
from data.hub.sending import Cursor, send
from data.hub.way import Head, Held, NamedFile, Tally
from data.journal import Journal
from supervisor.action import ReportFraud, WriteNote
from tests.data.making import busy_journal, context
from tests.effort import examples
from tests.hub.conftest import Hub

pytestmark = pytest.mark.xdist_group("hub")

T = TypeVar("T")
LARGE = 20
"""Bytes of a photo that goes as one value, in these tests."""


class CutWay:
    """A way that is cut at a call: before the hub heard it, or before its answer came."""

    def __init__(self, way: DirectWay, after: int, *, is_heard: bool) -> None:
        self._way, self._left, self._is_heard = way, after, is_heard

    def _goes_through(self) -> bool:
        self._left -= 1
        if self._left >= 0:
            return True
        if not self._is_heard:
            raise UnreachableError("cut")
        return False

    def heads(self, roots: Sequence[str]) -> Mapping[str, tuple[Head, ...]]:
        self._goes_through()
        return self._way.heads(roots)

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        self._goes_through()
        return self._way.furthest(root, chain)

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        # A batch is all or nothing; smaller ones are cut in more places.
        heads: tuple[Head, ...] = ()
        for begin in range(0, len(lines), 3):
            heads = self._cut_at(partial(self._way.add, root, lines[begin : begin + 3]))
        return heads

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        self._way.tell(root, digest, tally)

    def seen(self, waiting: int) -> None:
        self._way.seen(waiting)

    def purge(self, root: str) -> bool:
        return self._way.purge(root)

    def held(self, root: str, files: Sequence[NamedFile]) -> Sequence[Held]:
        return self._way.held(root, files)

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        return self._cut_at(lambda: self._way.keep(root, named, content))

    def largest(self) -> int:
        return self._way.largest()

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        return self._way.parts(root, named)

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        return self._cut_at(lambda: self._way.keep_part(root, named, begin, content))

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        return self._cut_at(lambda: self._way.keep_whole(root, named, size))

    def _cut_at(self, call: Callable[[], T]) -> T:
        is_answered = self._goes_through()
        found = call()
        if not is_answered:
            raise UnreachableError("cut")
        return found

    def news(self) -> Collection[str]:
        return self._way.news()

    def close(self) -> None:
        self._way.close()


class Laptop:
    """A machine with a copy of the session, a device of its own, and what it remembers of the hub."""

    def __init__(self, hub: Hub, root: Path, name: str) -> None:
        self.root, self.cursor = root, Cursor()
        self.way = hub.way(hub.device(name))

    @property
    def journal(self) -> Journal:
        [path] = self.root.glob("store/sessions/*/journal.jsonl")
        return Journal.open(path)

    @property
    def box(self) -> Outbox:
        return outbox_of(self.journal.path.read_bytes())


class Protocol(RuleBasedStateMachine):
    """Two laptops, one session that may be copied from one to the other, one hub."""

    hub: Hub
    count = 0

    @initialize()
    def begin(self) -> None:
        Protocol.count += 1
        self.folder = Path(tempfile.mkdtemp(prefix="vigie-"))
        self.laptops = [Laptop(self.hub, self.folder / name, f"{name}-{Protocol.count}") for name in ("a", "b")]
        busy_journal(self.laptops[0].root)
        self.copy(0)
        self.root = self.laptops[0].box.root
        self.written: dict[tuple[int, str], HubLine] = {}
        """Every line that any laptop has ever held."""
        self.photos: set[tuple[object, ...]] = set()
        """The lines whose photo the hub was seen to hold."""
        self._remember()

    def teardown(self) -> None:
        if hasattr(self, "written"):
            self.compare()
        for laptop in self.laptops:
            laptop.way.close()
        shutil.rmtree(self.folder)

    def _remember(self) -> None:
        for laptop in self.laptops:
            for line in laptop.box.lines:
                self.written.setdefault((line.n, line.digest), line)

    def _photos_there(self) -> set[tuple[object, ...]]:
        return set(
            self.hub.sql(
                "SELECT n, digest FROM vigie.evidence WHERE root = %s "
                "UNION SELECT n, digest FROM vigie.film WHERE root = %s AND whole_at IS NOT NULL",
                self.root, self.root,
            )
        )  # fmt: skip

    @rule(which=st.integers(0, 1), count=st.integers(1, 4))
    def act(self, which: int, count: int) -> None:
        for _ in range(count):
            self.laptops[which].journal.act(WriteNote(f"note {len(self.written)}"), context())
        self._remember()

    @rule(which=st.integers(0, 1), is_film=st.booleans())
    def report(self, which: int, is_film: bool) -> None:
        """A fraud, with a photo, or with a film that goes in several parts."""
        photo = self.folder / "photo.jpg"
        photo.write_bytes(f"photo {len(self.written)}".encode() * (2 * LARGE if is_film else 1))
        journal = self.laptops[which].journal
        pieces = journal.keep_evidence([str(photo)])
        journal.act(ReportFraud(1, "communication", "téléphone", evidence=pieces), context())
        self._remember()

    @rule(which=st.integers(0, 1))
    def send_photos(self, which: int) -> None:
        """Of the lines that are there; the others stay, and it is said."""
        send_pieces(self.laptops[which].journal, self.laptops[which].way)
        self.photos |= self._photos_there()

    @rule(which=st.integers(0, 1), after=st.integers(0, 6), is_heard=st.booleans())
    def send_photos_and_cut(self, which: int, after: int, is_heard: bool) -> None:
        """In the middle of a film too: what is there of it is no photo yet."""
        laptop = self.laptops[which]
        with suppress(UnreachableError):
            send_pieces(laptop.journal, CutWay(laptop.way, after, is_heard=is_heard))
        self.photos |= self._photos_there()

    @rule(which=st.integers(0, 1))
    def copy(self, which: int) -> None:
        """The store of one is put in the place of the other's: a stick, a restored copy."""
        one, other = self.laptops[which], self.laptops[1 - which]
        shutil.rmtree(other.root / "store", ignore_errors=True)
        shutil.copytree(one.root / "store", other.root / "store")

    @rule(which=st.integers(0, 1), after=st.integers(0, 6), is_heard=st.booleans())
    def send_and_cut(self, which: int, after: int, is_heard: bool) -> None:
        laptop = self.laptops[which]
        with suppress(UnreachableError):
            send(laptop.root / "store", CutWay(laptop.way, after, is_heard=is_heard), laptop.cursor)

    @rule(which=st.integers(0, 1))
    def send_whole(self, which: int) -> None:
        laptop = self.laptops[which]
        [sent] = send(laptop.root / "store", laptop.way, laptop.cursor)
        assert (sent.waiting, sent.problem) == (0, "")
        assert sent.head == Head(*laptop.box.head)

    @rule(which=st.integers(0, 1))
    def lose_cursor(self, which: int) -> None:
        self.laptops[which].cursor = Cursor()

    @rule(which=st.integers(0, 1), chance=st.randoms(use_true_random=False))
    def send_again(self, which: int, chance: object) -> None:
        """Lines that the hub has, in any pieces: a sender that does not trust its memory."""
        laptop = self.laptops[which]
        heads = laptop.way.heads([self.root])[self.root]
        there = laptop.way.furthest(self.root, [Head(line.n, line.digest) for line in laptop.box.lines])
        if there >= 0:
            begin = chance.randint(0, there)  # type: ignore[attr-defined]
            assert set(laptop.way.add(self.root, laptop.box.lines[begin : there + 1])) == set(heads)

    @rule(which=st.integers(0, 1))
    def erase(self, which: int) -> None:
        laptop = self.laptops[which]
        if named := [line.n for line in laptop.box.lines if line.body][:2]:
            laptop.journal.erase(named, context())
        self._remember()

    @precondition(lambda self: hasattr(self, "root"))
    @invariant()
    def nothing_is_there_that_was_not_written(self) -> None:
        rows = self.hub.sql("SELECT n, digest FROM vigie.line WHERE root = %s", self.root)
        assert set(rows) <= self.written.keys()
        assert len(rows) == len(set(rows))

    @precondition(lambda self: hasattr(self, "root"))
    @rule()
    def compare(self) -> None:
        """Both send all that they have, twice: each chain is there whole, of an erased event no name is left."""
        self.send_whole(0)
        self.send_whole(1)
        for laptop in self.laptops:
            laptop.way.add(self.root, laptop.box.lines)
        rows = set(self.hub.sql("SELECT n, digest FROM vigie.line WHERE root = %s", self.root))
        names = set(self.hub.sql("SELECT n, digest FROM vigie.personal WHERE root = %s", self.root))
        for laptop in self.laptops:
            chain = {(line.n, line.digest): line for line in laptop.box.lines}
            assert chain.keys() <= rows
            for entry in laptop.journal.session.entries:
                if entry.erased:
                    assert (entry.id, entry.digest) not in names
        erased = set(self.hub.sql("SELECT n, digest FROM vigie.erased WHERE root = %s", self.root))
        could = {key for key in rows if self.written[key].body}  # type: ignore[index]
        assert names == could - erased
        self._compare_photos(names, erased)
        heads = set(self.hub.sql("SELECT n, digest FROM vigie.head WHERE root = %s", self.root))
        parents = {(line.n - 1, line.previous) for key, line in self.written.items() if key in rows}
        assert heads == rows - parents

    def _compare_photos(self, names: Set[tuple[object, ...]], erased: Set[tuple[object, ...]]) -> None:
        """Each photo that a laptop holds is there, and each that was, of whatever nobody has erased; no other.

        One whose laptop was put back to an older copy before it was sent is nowhere any more.
        """
        here: set[tuple[object, ...]] = set()
        for laptop in self.laptops:
            box = laptop.box
            here |= {(line.n, line.digest) for line in box.lines if line.body and '"evidence":' in line.body}
            digests = {line.n: line.digest for line in box.lines}
            sent = send_pieces(laptop.journal, laptop.way)
            assert {(one.event_id, digests[one.event_id]) for one in sent.left} <= erased
        self.photos = (self.photos | here) & names
        assert self._photos_there() == self.photos
        # Of a film whose name was erased no part is left either.
        assert set(self.hub.sql("SELECT n, digest FROM vigie.film_part WHERE root = %s", self.root)) <= names


def run(hub: Hub, most: int) -> None:
    class Here(Protocol):
        pass

    Here.hub = hub
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.hub.pieces.MOST_FILE", LARGE)
        patch.setattr("data.hub.pieces.PART", LARGE // 2)
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=examples(most), stateful_step_count=14, deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
            ),
        )  # fmt: skip


def test_the_hub_ends_equal_to_the_journals(hub: Hub) -> None:
    run(hub, 40)


@pytest.mark.torture
def test_the_hub_ends_equal_to_the_journals_for_long(hub: Hub) -> None:
    run(hub, 600)
