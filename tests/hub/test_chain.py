"""The chain of lines as the database itself holds it: whoever speaks SQL to it, and whatever comes together."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.hub.asking import Asking
from data.hub.direct import DirectWay
from data.hub.errors import RefusedLinesError
from data.hub.lines import HubLine
from data.hub.texts import Texts, take_texts
from data.storage import encode
from tests.effort import examples
from tests.hub.conftest import SCHOOL, Hub

pytestmark = pytest.mark.xdist_group("hub")

_EXAMPLE = itertools.count()
"""No two sessions of a hub are one."""


def made(n: int, previous: str, says: Mapping[str, object]) -> HubLine:
    """A line whose digest is right, whatever it says."""
    lasting = encode(says).decode().removesuffix("\n")
    return HubLine(n, hashlib.sha256(lasting.encode()).hexdigest(), previous, lasting)


def following(line: HubLine, public: object = "", kind: str = "note") -> HubLine:
    """The line that comes after one, as it says itself."""
    says = {"id": line.n + 1, "kind": kind, "previous": line.digest, "public": public}
    return made(line.n + 1, line.digest, says)


def begun(word: str = "") -> list[HubLine]:
    """The first two lines of a session."""
    first = made(0, "", {"format": "vigie-journal", "session": word})
    return [first, following(first)]


def put(hub: Hub, *sessions: Sequence[HubLine], root: str = "") -> None:
    """Insert lines by one statement, as nobody but whoever owns the tables can: no function of ours is asked."""
    rows = [(root or lines[1].digest, line) for lines in sessions for line in lines]
    with psycopg.connect(hub.address.text, autocommit=True) as connection:
        for one, _ in rows:
            connection.execute(
                "INSERT INTO vigie.session (root, school) VALUES (%s, %s) ON CONFLICT DO NOTHING", [one, SCHOOL]
            )
        connection.execute(
            "INSERT INTO vigie.line (root, n, digest, previous, lasting, device) "
            "SELECT root, n, digest, previous, lasting, 'probe' "
            "FROM unnest(%s::text[], %s::int[], %s::text[], %s::text[], %s::text[]) "
            "AS came (root, n, digest, previous, lasting)",
            [
                [one for one, _ in rows], [line.n for _, line in rows], [line.digest for _, line in rows],
                [line.previous or None for _, line in rows], [line.lasting for _, line in rows],
            ],
        )  # fmt: skip


def heads(hub: Hub) -> set[tuple[object, ...]]:
    return set(hub.sql("SELECT n, digest FROM vigie.head"))


def place(line: HubLine) -> tuple[object, ...]:
    return line.n, line.digest


@pytest.fixture
def way(hub: Hub) -> DirectWay:
    """A device's connection."""
    return hub.way(hub.device())


@pytest.fixture
def school(hub: Hub, way: DirectWay) -> Hub:
    """A hub with a school."""
    return hub


def test_a_line_that_does_not_say_its_place_is_refused(school: Hub, way: DirectWay) -> None:
    """Its digest is right, and its number and the line before it are given rightly beside it."""
    first, line = begun()
    way.add(line.digest, [first, line])
    right = line.digest
    unplaced: Sequence[Mapping[str, object]] = (
        {"kind": "note"},
        {"id": 2},
        {"id": 3, "previous": right},
        {"id": "02", "previous": right},
        {"id": None, "previous": right},
        {"previous": right},
        {"id": 2, "previous": None},
        {"public": {"id": 2, "previous": right}},
    )
    for says in unplaced:
        with pytest.raises(RefusedLinesError):
            way.add(line.digest, [made(2, line.digest, says)])
    text = f'["id",2,"previous","{right}"]'
    with pytest.raises(RefusedLinesError):
        way.add(line.digest, [HubLine(2, hashlib.sha256(text.encode()).hexdigest(), line.digest, text)])
    assert heads(school) == {place(line)}
    no_journals: Sequence[Mapping[str, object]] = ({"kind": "note"}, {"format": None}, {"format": "vigie"})
    for says in no_journals:
        other = made(0, "", says)
        with pytest.raises(psycopg.errors.CheckViolation, match="number_and_previous"):
            put(school, [other, following(other)])


def test_a_hole_is_refused_wherever_it_is(school: Hub) -> None:
    """Between two lines of one statement, and before the first of it."""
    lines = begun()
    for _ in range(4):
        lines.append(following(lines[-1]))
    for rank in range(len(lines) - 1):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            put(school, [line for line in lines if line.n != rank], root=lines[1].digest)
    put(school, lines[:3])
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        put(school, lines[4:], root=lines[1].digest)
    # The line before is that of another session.
    other = begun("other")
    put(school, other)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        put(school, [following(other[1])], root=lines[1].digest)
    assert heads(school) == {place(lines[2]), place(other[1])}


def test_sessions_and_branches_that_come_together(school: Hub) -> None:
    """In any order; each branch's last line is its head, and a line in the middle is none."""
    one, other = begun("one"), begun("other")
    left, right = following(one[1], "left"), following(one[1], "right")
    further = following(left)
    put(school, other, [one[0], one[1], further, right, left])
    assert heads(school) == {place(other[1]), place(further), place(right)}
    # A branch from the middle, and one that goes on: together.
    late, last = following(left, "late"), following(right)
    put(school, [last, late], root=one[1].digest)
    assert heads(school) == {place(other[1]), place(further), place(late), place(last)}


@given(data=st.data())
@settings(
    max_examples=examples(15), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_any_tree_in_any_pieces(school: Hub, way: DirectWay, data: st.DataObject) -> None:
    """Its heads are its leaves; a piece whose beginning has not come is refused whole."""
    word = f"example {next(_EXAMPLE)}"
    tree = begun(word)
    for rank in range(data.draw(st.integers(0, 10))):
        parent = tree[data.draw(st.integers(1, len(tree) - 1))]
        tree.append(following(parent, f"{word} {rank}"))
    root = tree[1].digest
    there: set[str] = set()
    for _ in range(data.draw(st.integers(1, 6))):
        piece = data.draw(st.lists(st.sampled_from(tree), min_size=1, unique_by=lambda line: line.digest))
        known = there | {line.digest for line in piece}
        if all(line.n == 0 or line.previous in known for line in piece):
            way.add(root, piece)
            there = known
        else:
            with pytest.raises(RefusedLinesError):
                way.add(root, piece)
        followed = {line.previous for line in tree if line.digest in there}
        assert set(school.sql("SELECT digest FROM vigie.line WHERE root = %s", root)) == {(one,) for one in there}
        assert set(school.sql("SELECT digest FROM vigie.head WHERE root = %s", root)) == {
            (one,) for one in there - followed
        }


def test_no_line_is_taken_off_that_another_follows_and_none_is_moved(school: Hub) -> None:
    lines = begun()
    lines.append(following(lines[1]))
    put(school, lines)
    school.sql("DELETE FROM vigie.head")
    for n in (0, 1):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            school.sql("DELETE FROM vigie.line WHERE n = %s", n)
    for column, value in (("n", "n + 1"), ("digest", "reverse(digest)"), ("previous", "NULL"), ("root", "digest")):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            school.sql(f"UPDATE vigie.line SET {column} = {value} WHERE n = 2")
    with pytest.raises(psycopg.errors.CheckViolation):
        school.sql("UPDATE vigie.line SET lasting = replace(lasting, 'public', 'pablic') WHERE n = 2")
    school.sql("DELETE FROM vigie.line WHERE n = 2")
    school.sql("DELETE FROM vigie.line")
    assert school.sql("SELECT count(*) FROM vigie.line") == [(0,)]


def test_nobody_takes_a_line_off_under_one_that_is_coming(school: Hub) -> None:
    lines = begun()
    put(school, lines)
    school.sql("DELETE FROM vigie.head")
    late = following(lines[1])
    with psycopg.connect(school.address.text) as coming:
        coming.execute(
            "INSERT INTO vigie.line (root, n, digest, previous, lasting, device) VALUES (%s, %s, %s, %s, %s, 'probe')",
            [lines[1].digest, late.n, late.digest, late.previous, late.lasting],
        )
        with psycopg.connect(school.address.text) as going:
            going.execute("SET LOCAL lock_timeout = 1")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                going.execute("DELETE FROM vigie.line WHERE n = 1")
        coming.commit()
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        school.sql("DELETE FROM vigie.line WHERE n = 1")


def test_what_a_session_is_called_is_what_its_lines_say(school: Hub, way: DirectWay) -> None:
    """The last one that gives it a number, whichever comes first; a word in another event is none."""
    first = made(0, "", {"format": "vigie-journal"})
    one = following(first, {"number": "208", "room": "B204", "site": "Lycée fictif"}, "session_created")
    left = following(one, {"number": "209"}, "session_renumbered")
    further = following(left, {"number": "210"}, "session_renumbered")
    right = following(one, {"number": "211"}, "session_renumbered")
    other = following(further, {"kind": "session_renumbered", "number": "9"})
    for lines, number in (([first, one], "208"), ([left, further], "210"), ([right], "210"), ([other], "210")):
        way.add(one.digest, lines)
        asking = Asking(school.address_of(school.reader("academie")))
        told = {(head.number, head.site, head.room) for head in asking.heads()}
        asking.close()
        assert told == {(number, "Lycée fictif", "B204")}


def test_a_session_that_says_nothing_of_itself_has_no_name(school: Hub) -> None:
    publics: Sequence[object] = ([], "x", None, {"number": None, "site": {}}, {"number": 5, "site": "é" * 400})
    for rank, public in enumerate(publics):
        first = made(0, "", {"format": "vigie-journal", "session": rank})
        put(school, [first, following(first, public)])
    assert set(school.sql("SELECT number, length(site), room FROM vigie.session")) == {
        ("", 0, ""), ("", 2, ""), ("5", 300, "")
    }  # fmt: skip


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
def test_texts_arrive_as_they_are(hub: Hub, texts: list[str]) -> None:
    """Quotes, signs of other writings; the empty ones as NULL."""
    with psycopg.connect(hub.address.text, autocommit=True) as connection:
        take_texts(connection)
        row = connection.execute("SELECT %s::text[]", [Texts(texts)]).fetchone()
    assert row == ([text or None for text in texts],)
