"""Files too large to go as one value: in parts, on after a cut, proved at the end, and gone with the name."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from data.hub.address import hub_address
from data.hub.asking import Asking
from data.hub.direct import DirectWay
from data.hub.errors import RefusedLinesError, TooLargeError, UnreachableError
from data.hub.expiring import expire
from data.hub.limits import MOST_MB
from data.hub.pieces import PiecesSent, send_pieces
from data.hub.way import PART, Held, NamedFile
from data.parts import nameless, part_at
from screens.command.hub import forms
from tests.command.command import Vigie
from tests.data.making import context
from tests.hub.conftest import OTHER_SCHOOL, Hub
from tests.hub.proxy import Proxy
from tests.hub.readers import left_behind, over, vigie
from tests.hub.test_evidence import Room, told

__all__ = ["left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")

EACH = 1000
FILM = b"".join(bytes([n]) * EACH for n in range(5)) + b"the end"
FILE = hashlib.sha256(FILM).hexdigest()
PARTS = [FILM[begin : begin + EACH] for begin in range(0, len(FILM), EACH)]


@pytest.fixture
def room(hub: Hub, vigie: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A laptop with a photo and a film of five parts and a bit, whose lines were sent."""
    monkeypatch.setattr("data.hub.pieces.MOST_FILE", EACH)
    monkeypatch.setattr("data.hub.pieces.PART", EACH)
    room = Room(hub, vigie, tmp_path)
    room.report(FILM, "2")
    told(room.send())
    return room


def film_of(room: Room) -> NamedFile:
    n = room.named_at(FILE)
    return replace(room.named, line=replace(room.named.line, n=n, digest=room.journal.session.entries[n - 1].digest),
                   file=FILE)  # fmt: skip


def there(room: Room) -> Sequence[tuple[object, ...]]:
    """Where parts begin, and which bytes they are."""
    return room.hub.sql("SELECT begin, content FROM vigie.film_part ORDER BY begin")


def all_of(room: Room) -> object:
    return room.hub.sql("SELECT string_agg(content, '' ORDER BY begin) FROM vigie.film_part")[0][0]


def is_whole(room: Room) -> bool:
    return room.hub.sql("SELECT count(*) FROM vigie.film WHERE whole_at IS NOT NULL") == [(1,)]


def test_a_film_goes_on_request_comes_back_proved_and_goes_with_the_name(room: Room, tmp_path: Path) -> None:
    """The whole way of one, beside a photo."""
    assert there(room) == []
    assert told(room.send("--evidence", "208")) == "hub : à jour\nSession 208 : 2 pièces envoyées\n"
    assert there(room) == [(n * EACH, part) for n, part in enumerate(PARTS)]
    assert is_whole(room)
    assert "0 pièce envoyée, 2 y étaient déjà" in told(room.send("--evidence", "208"))

    new = tmp_path / "new"
    assert "2 pièces de fraude avec elle" in told(room.fetch(new))
    assert FILM in [path.read_bytes() for path in (new / "sessions" / "208" / "evidence").iterdir()]
    assert replace(room.vigie, store=new)("check", "208").code == 0
    # One note for each file, however many parts it has.
    assert room.hub.sql("SELECT role FROM vigie.access WHERE verb = 'evidence'") == [(room.referent.role,)] * 2

    room.journal.erase([film_of(room).line.n], context())
    told(room.send())
    assert there(room) == []
    assert room.hub.sql("SELECT count(*) FROM vigie.film") == [(0,)]
    # Where it was brought to it goes when the erasure is fetched.
    assert room.fetch(new).code == 0
    assert FILM not in [path.read_bytes() for path in (new / "sessions" / "208" / "evidence").iterdir()]


def test_it_goes_with_its_session_half_sent_too(room: Room) -> None:
    way, film = room.hub.way(room.device), film_of(room)
    assert way.keep_part(room.root, film, 0, PARTS[0])
    room.hub.sql("SELECT vigie.take_off(root, 'postgres') FROM vigie.session")
    assert there(room) == []
    assert not way.keep_part(room.root, film, 0, PARTS[0])
    assert way.keep_whole(room.root, film, len(FILM)) == Held.REFUSED


@pytest.mark.few(left=(1,))
@pytest.mark.parametrize("left", [300, 6_000, 9_000, 12_500])
def test_a_film_that_was_cut_goes_on_where_it_was(room: Room, left: int) -> None:
    """What was acknowledged goes no second time; what was not is no harm, whether it had come or not."""
    proxy = Proxy(room.hub.server.port)
    try:
        text = room.hub.address_of(room.device).text
        way = DirectWay(hub_address(text.replace(f":{room.hub.server.port}/", f":{proxy.port}/")))
        proxy.after(left)
        with suppress(UnreachableError):
            send_pieces(room.journal, way)
        proxy.cut()
        way.close()
    finally:
        proxy.close()
    before = {begin for begin, _ in there(room)}
    given: list[int] = []

    class Counted(DirectWay):
        def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
            given.append(begin)
            return super().keep_part(root, named, begin, content)

    again = Counted(room.hub.address_of(room.device))
    sent = send_pieces(room.journal, again)
    again.close()
    assert (sent.sent + sent.there, sent.left) == (2, ())
    assert before.isdisjoint(given)
    assert is_whole(room)
    assert all_of(room) == FILM


def test_a_wrong_part_is_found_out_and_the_film_sent_anew(room: Room) -> None:
    """Another program sent it, or a disk spoiled it: nobody reads it, and the next send begins anew by itself."""
    way, film = room.hub.way(room.device), film_of(room)
    assert way.keep_part(room.root, film, EACH, bytes(EACH))
    assert send_pieces(room.journal, way) == PiecesSent(2, 0, ())
    assert is_whole(room)
    assert all_of(room) == FILM


def test_a_hub_that_never_has_what_was_sent_is_no_loop(room: Room) -> None:
    room.hub.sql(
        "CREATE FUNCTION public.spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.content := set_byte(NEW.content, 0, 255 - get_byte(NEW.content, 0)); RETURN NEW; END $$"
    )
    room.hub.sql("CREATE TRIGGER spoil BEFORE INSERT ON vigie.film_part FOR EACH ROW EXECUTE FUNCTION public.spoil()")
    said = told(room.send("--evidence", "208"), 1)
    assert "ce qui est arrivé n'est pas ce qui a été gardé" in said
    assert not is_whole(room)


def test_a_part_that_comes_twice_changes_nothing_and_one_too_many_is_refused(room: Room) -> None:
    way, film = room.hub.way(room.device), film_of(room)
    for _ in range(2):
        assert way.keep_part(room.root, film, 0, PARTS[0])
    assert way.parts(room.root, film) == {0: EACH}
    assert way.keep_whole(room.root, film, len(FILM)) == Held.LACKS
    assert way.parts(room.root, film) == {0: EACH}
    for begin, content in ((len(FILM), b"x"), (len(FILM) - 1, b"xx"), (-1, b"x"), (0, b""), (0, bytes(PART + 1))):
        with pytest.raises(RefusedLinesError):
            way.keep_part(room.root, film, begin, content)
    # Another Vigie cuts it into other parts: it is begun anew.
    assert way.keep_part(room.root, film, 500, bytes(EACH))
    assert way.parts(room.root, film) == {500: EACH}
    assert send_pieces(room.journal, way).left == ()
    assert is_whole(room)
    # What is whole stays as it is.
    assert way.keep_part(room.root, film, 0, bytes(EACH))
    assert way.keep_whole(room.root, film, len(FILM)) == Held.THERE
    assert there(room)[0] == (0, PARTS[0])


def test_only_what_a_line_of_the_school_names(room: Room) -> None:
    way, film = room.hub.way(room.device), film_of(room)
    stranger = room.hub.way(room.hub.device("salle-1", OTHER_SCHOOL))
    for asked, root, named in (
        (way, room.root, replace(film, file="0" * 64)), (way, room.root, replace(film, line=room.named.line)),
        (way, "0" * 64, film), (stranger, room.root, film),
    ):  # fmt: skip
        assert not asked.keep_part(root, named, 0, PARTS[0])
        assert asked.keep_whole(root, named, len(FILM)) == Held.REFUSED
        assert asked.parts(root, named) == {}
    assert there(room) == []
    assert way.keep_part(room.root, film, 0, PARTS[0])
    assert stranger.parts(room.root, film) == {}


def test_who_reads_a_film(room: Room) -> None:
    """A référent of the school alone, from the moment that it is whole; each reading is noted, in its middle too."""
    room.hub.device("salle-1", OTHER_SCHOOL)
    accounts = {
        "academie": room.hub.reader("academie"), "auditor": room.hub.reader("auditor"),
        "other": room.hub.reader("referent", OTHER_SCHOOL), "mine": room.referent,
    }  # fmt: skip

    def read(begin: int) -> dict[str, bytes | None]:
        found = {}
        for name, account in accounts.items():
            with psycopg.connect(room.hub.address_of(account).text, autocommit=True) as connection:
                row = connection.execute("SELECT vigie.file_part(%s, %s, %s)", [room.root, FILE, begin]).fetchone()
                assert row is not None
                found[name] = row[0]
        return found

    way, nobody = room.hub.way(room.device), dict.fromkeys(accounts)
    for n, part in enumerate(PARTS):
        assert way.keep_part(room.root, film_of(room), n * EACH, part)
    assert read(0) == nobody
    assert way.keep_whole(room.root, film_of(room), len(FILM)) == Held.THERE
    assert read(EACH) == nobody | {"mine": PARTS[1]}
    assert read(2 * EACH) == nobody | {"mine": PARTS[2]}
    assert room.hub.sql("SELECT role FROM vigie.access WHERE verb = 'evidence'") == [(room.referent.role,)]
    # Another file that they read within the hour would be noted of its own, whichever byte they begin at.
    room.hub.sql("UPDATE vigie.access SET file = 'of another one' WHERE verb = 'evidence' RETURNING 1")
    assert read(EACH) == nobody | {"mine": PARTS[1]}
    assert len(room.hub.sql("SELECT role FROM vigie.access WHERE verb = 'evidence'")) == 2
    assert read(len(FILM)) == read(7) == nobody
    assert read(0) == nobody | {"mine": PARTS[0]}
    assert len(room.hub.sql("SELECT role FROM vigie.access WHERE verb = 'evidence'")) == 3


def test_a_hub_that_is_full_in_the_middle_of_a_film(room: Room) -> None:
    """What came stays, it is said, and the next send goes on."""
    room.hub.sql(
        "CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$"
    )
    room.hub.sql(
        "CREATE TRIGGER no_room BEFORE INSERT ON vigie.film_part FOR EACH ROW WHEN (NEW.begin = 3000) "
        "EXECUTE FUNCTION public.no_room()"
    )
    assert "n'a plus de place" in told(room.send("--evidence", "208"), 3)
    assert len(there(room)) == 3
    room.hub.sql("DROP TRIGGER no_room ON vigie.film_part")
    assert "1 pièce envoyée, 1 y était déjà" in told(room.send("--evidence", "208"))
    assert is_whole(room)


def test_the_service_says_how_large_a_file_may_be(room: Room) -> None:
    def limit(*words: str) -> str:
        return told(room.vigie("hub", "limit", *words, "--hub", room.hub.address.text))

    assert limit() == "Une pièce de fraude de plus de 200 Mo n'est pas prise\n"
    assert limit("--file", "60") == "Une pièce de fraude de plus de 60 Mo n'est pas prise\n"
    for wrong in ("-1", "201", "x"):
        assert room.vigie("hub", "limit", "--file", wrong, "--hub", room.hub.address.text).code == 2
    way, film = room.hub.way(room.device), film_of(room)
    assert way.largest() == 60_000_000
    assert limit("--file", "0") == "Aucune pièce de fraude n'est prise\n"
    assert "ce concentrateur n'en prend aucune : gardez-la sur une clé" in told(room.send("--evidence", "208"), 1)
    # Whoever does not ask is refused by the database itself.
    with pytest.raises(TooLargeError):
        way.keep_part(room.root, film, 0, PARTS[0])
    with pytest.raises(TooLargeError):
        way.keep(room.root, room.named, b"\xff\xd8 a photo")
    room.hub.sql("UPDATE vigie.house SET largest_file = %s", len(FILM) - 1)
    said = told(room.send("--evidence", "208"), 1)
    assert "elle a plus de 5 Ko, le plus que ce concentrateur prenne : gardez-la sur une clé" in said
    assert "1 pièce envoyée" in said
    assert there(room) == []
    assert forms.MOST_MB == MOST_MB


def test_a_hub_of_before_films_takes_the_photo(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.hub.sql("DROP FUNCTION vigie.largest_file, vigie.no_larger, vigie.parts_held, vigie.keep_part CASCADE")
    assert room.hub.way(room.device).largest() == 20_000_000
    monkeypatch.setattr("data.hub.direct.MOST_FILE", EACH)
    said = told(room.send("--evidence", "208"), 1)
    assert "elle a plus de 20 Mo" not in said
    assert "elle a plus de 1 Ko, le plus que ce concentrateur prenne" in said
    assert "1 pièce envoyée" in said


def test_a_film_that_changes_while_it_goes(room: Room) -> None:
    """It was whole when it began; a part that is not there any more is said, and nothing of it can be read there."""
    path = next(path for path in (room.vigie.store / "sessions/208/evidence").iterdir() if path.read_bytes() == FILM)

    class Cutting(DirectWay):
        def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
            os.truncate(path, 2 * EACH)
            return super().keep_part(root, named, begin, content)

    way = Cutting(room.hub.address_of(room.device))
    [left] = send_pieces(room.journal, way).left
    way.close()
    assert left.why == "elle a changé"
    assert not is_whole(room)


def test_a_film_that_is_spoilt_there_does_not_come(room: Room, tmp_path: Path) -> None:
    told(room.send("--evidence", "208"))
    room.hub.sql("UPDATE vigie.film_part SET content = decode(repeat('00', 1000), 'hex') WHERE begin = 1000")
    said = told(room.fetch(tmp_path / "a"))
    assert "n'est pas ce qui a été gardé" in said
    assert "1 pièce de fraude avec elle" in said
    room.hub.sql("UPDATE vigie.film_part SET content = content || content || content WHERE begin = 5000")
    assert "n'est pas ce qui a été gardé" in told(room.fetch(tmp_path / "b"))
    assert all(path.read_bytes() != FILM for path in tmp_path.glob("?/sessions/208/evidence/*"))


def test_a_line_that_breaks_in_the_middle_of_a_film_leaves_nothing(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(room.send("--evidence", "208"))

    def broken(self: Asking, root: str, file: str) -> Iterator[bytes]:
        yield FILM[:EACH]
        raise UnreachableError("Le concentrateur ne répond pas.")

    with monkeypatch.context() as patch:
        patch.setattr(Asking, "file", broken)
        assert "Des pièces de la session 208 manquent." in told(room.fetch(tmp_path / "new"), 3)
    folder = tmp_path / "new/sessions/208"
    assert not [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size == EACH]
    assert "2 pièces de fraude avec elle" in told(room.fetch(tmp_path / "new"))


def test_an_export_over_a_hub_has_the_film(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.documents.catalogue import KINDS

    monkeypatch.setattr("data.documents.catalogue.KINDS", {"json": KINDS["json"]})
    told(room.send("--evidence", "208"))
    told(over(room.hub, room.vigie, room.referent)("export", "208", "--to", str(tmp_path / "out")))
    assert FILM in [path.read_bytes() for path in (tmp_path / "out" / "pieces").iterdir()]


def test_a_part_is_all_that_is_in_memory(room: Room, tmp_path: Path) -> None:
    """A file that went as one value comes back in parts as well."""
    content = os.urandom(2 * PART + 5)
    file = hashlib.sha256(content).hexdigest()
    room.hub.sql("UPDATE vigie.personal SET body = replace(body, %s, %s)", FILE, file)
    assert room.hub.way(room.device).keep(room.root, replace(film_of(room), file=file), content)
    asking = Asking(room.hub.address_of(room.referent))
    parts = [*asking.file(room.root, file)]
    asking.close()
    assert [len(part) for part in parts] == [PART, PART, 5]
    assert b"".join(parts) == content


def test_files_part_by_part(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    fd = os.open(tmp_path / "a", os.O_RDONLY)
    assert [part_at(fd, 0, 4), part_at(fd, 8, 4), part_at(fd, 12, 4)] == [b"0123", b"89", b""]
    os.close(fd)
    with nameless(tmp_path) as film:
        film.write(b"x")
        film.flush()
        assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_never_becomes_whole_goes_and_nothing_else_does(room: Room) -> None:
    """Thirty days after its last part, when another is begun or by who administers; then it may begin anew."""
    way, film = room.hub.way(room.device), film_of(room)
    others = [replace(film, file=name * 64) for name in "ab"]
    assert way.keep_part(room.root, film, 0, PARTS[0])
    room.hub.sql("UPDATE vigie.film SET last_at = last_at - interval '29 days 23 hours'")
    begin_as(room, others[0])
    assert there(room) == [(0, PARTS[0])]
    room.hub.sql("UPDATE vigie.film SET last_at = clock_timestamp() - interval '31 days'")
    assert way.keep_part(room.root, film, EACH, PARTS[1])
    assert there(room) == [(0, PARTS[0]), (EACH, PARTS[1])]

    room.hub.sql("UPDATE vigie.film SET last_at = clock_timestamp() - interval '31 days'")
    begin_as(room, others[1])
    assert there(room) == []
    assert "2 pièces envoyées" in told(room.send("--evidence", "208"))
    room.hub.sql("UPDATE vigie.film SET last_at = clock_timestamp() - interval '31 days'")
    assert expire(room.hub.address, ()) == 1
    assert is_whole(room)
    assert room.hub.sql("SELECT count(*) FROM vigie.film") == [(1,)]


def begin_as(room: Room, film: NamedFile) -> None:
    """Another film begins at this hub."""
    room.hub.sql(
        "INSERT INTO vigie.film (root, n, digest, file, size, device) VALUES (%s, %s, %s, %s, 9, 'somebody')",
        room.root, film.line.n, film.line.digest, film.file,
    )  # fmt: skip
