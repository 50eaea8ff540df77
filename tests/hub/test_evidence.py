"""Files kept as proof of a fraud: to the hub when asked for, back to a référent, gone with a name."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from data.documents.catalogue import KINDS
from data.evidence import pieces_in
from data.hub import watch
from data.hub.enrolment import Account
from data.hub.errors import GarbledError, RefusedLinesError, UnreachableError
from data.hub.lines import outbox_of
from data.hub.mirror import Mirror
from data.hub.mirror_reading import MirrorArchive
from data.hub.said import content_of
from data.hub.watch import ANSWER_S, SLOWEST, Watch, waited_for
from data.hub.way import MOST_FILE, Head, Held, NamedFile
from data.hub.wire import LONGEST, content_packed
from data.journal import Journal
from data.services.writing import export_to
from data.storage import encode
from tests.command.command import Answer, Vigie
from tests.data.making import NOW, context
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub
from tests.hub.readers import left_behind, over, vigie
from tests.spaces import plain_spaces

__all__ = ["left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")

PHOTO = b"\xff\xd8 a photo"
FILE = hashlib.sha256(PHOTO).hexdigest()


class Room:
    """A laptop on which a fraud was reported with a photo, and the hub that it sends to."""

    def __init__(self, hub: Hub, vigie: Vigie, folder: Path) -> None:
        self.hub, self.vigie, self.folder = hub, vigie, folder
        self.device = hub.device()
        self.referent = hub.reader()
        vigie.create()
        vigie.run_until_started(1)
        self.report(PHOTO)

    def report(self, content: bytes, number: str = "1") -> None:
        photo = self.folder / f"{hashlib.sha256(content).hexdigest()[:6]}.jpg"
        photo.write_bytes(content)
        self.vigie.done(
            "fraud", number, "--kind", "communication", "--seen", "téléphone", "--evidence", str(photo)
        )  # fmt: skip

    @property
    def journal(self) -> Journal:
        return Journal.open(self.vigie.store / "sessions" / "208" / "journal.jsonl")

    @property
    def root(self) -> str:
        return outbox_of(self.journal.path.read_bytes()).root

    @property
    def named(self) -> NamedFile:
        """The photo, as its line names it."""
        n = self.named_at(FILE)
        return NamedFile(Head(n, self.journal.session.entries[n - 1].digest), FILE)

    def named_at(self, file: str) -> int:
        """The event that names a file first."""
        return next(n for n, piece in pieces_in(self.journal.session.entries) if piece.sha256 == file)

    def send(self, *words: str, account: Account | None = None) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("VIGIE_HUB", self.hub.address_of(account or self.device).text)
            return self.vigie("send", "--once", *words)

    def fetch(self, store: Path, *words: str) -> Answer:
        address = self.hub.address_of(self.referent).text
        return replace(self.vigie, store=store)("hub", "fetch", "208", *words, "--hub", address)

    def files(self) -> Sequence[tuple[object, ...]]:
        return self.hub.sql("SELECT file, content FROM vigie.evidence ORDER BY n")


@pytest.fixture
def room(hub: Hub, vigie: Vigie, tmp_path: Path) -> Room:
    return Room(hub, vigie, tmp_path)


def told(answer: Answer, code: int = 0) -> str:
    assert answer.code == code, answer
    return plain_spaces(answer.out + answer.complaint)


def test_a_file_goes_on_request_comes_back_proved_and_goes_with_the_name(room: Room, tmp_path: Path) -> None:
    """The whole way of one."""
    assert told(room.send()) == "hub : à jour\n"
    assert room.files() == []
    assert told(room.send("--evidence", "208")) == "hub : à jour\nSession 208 : 1 pièce envoyée\n"
    assert room.files() == [(FILE, PHOTO)]
    assert "0 pièce envoyée, 1 y était déjà" in told(room.send("--evidence", "208"))

    new = tmp_path / "new"
    assert "1 pièce de fraude avec elle" in told(room.fetch(new))
    [copy] = (new / "sessions" / "208" / "evidence").iterdir()
    assert copy.read_bytes() == PHOTO
    assert replace(room.vigie, store=new)("check", "208").code == 0
    assert "pièce" not in told(room.fetch(new))
    [(who, root)] = room.hub.sql("SELECT role, root FROM vigie.access WHERE verb = 'evidence'")
    assert (who, root) == (room.referent.role, room.root)

    auditor = over(room.hub, room.vigie, room.hub.reader("auditor"))
    assert "pièce de fraude lue — referent" in told(auditor("log", "--access"))

    before = room.journal.path.read_bytes()
    photo = next((room.vigie.store / "sessions" / "208" / "evidence").iterdir())
    room.journal.erase([room.named.line.n], context())
    told(room.send())
    assert room.files() == []
    # A laptop that is still as it was brings neither back.
    room.journal.path.write_bytes(before)
    photo.write_bytes(PHOTO)
    assert "le concentrateur n'a pas sa ligne, ou l'a effacée" in told(room.send("--evidence", "208"), 1)
    assert room.files() == []
    # Where it was brought to it goes when the erasure is fetched.
    assert room.fetch(new).code == 0
    assert [*(new / "sessions" / "208" / "evidence").iterdir()] == []


def test_the_hub_takes_what_a_line_of_the_school_names_and_nothing_else(room: Room, tmp_path: Path) -> None:
    told(room.send())
    way, named = room.hub.way(room.device), room.named
    assert way.held(room.root, [named, replace(named, file="0" * 64)]) == (Held.LACKS, Held.REFUSED)
    other = b"another photo"
    assert not way.keep(room.root, replace(named, file=hashlib.sha256(other).hexdigest()), other)
    assert not way.keep(room.root, replace(named, line=Head(1, room.root)), PHOTO)
    assert not way.keep("0" * 64, named, PHOTO)
    for content in (PHOTO + b"x", b""):
        with pytest.raises(RefusedLinesError):
            way.keep(room.root, named, content)
    stranger = room.hub.way(room.hub.device("salle-1", OTHER_SCHOOL))
    assert stranger.held(room.root, [named]) == (Held.REFUSED,)
    assert not stranger.keep(room.root, named, PHOTO)
    assert room.files() == []
    assert way.keep(room.root, named, PHOTO)
    assert way.keep(room.root, named, PHOTO)
    assert way.held(room.root, [named]) == (Held.THERE,)
    assert stranger.held(room.root, [named]) == (Held.REFUSED,)
    with pytest.raises(psycopg.errors.CheckViolation, match="file_is_no_larger"):
        room.hub.sql(
            "WITH big AS (SELECT convert_to(repeat('x', 20000001), 'UTF8') AS content) INSERT INTO vigie.evidence "
            "SELECT root, n, digest, encode(sha256(big.content), 'hex'), big.content, device FROM vigie.evidence, big"
        )


def test_who_reads_a_file(room: Room) -> None:
    """A référent of the school alone, and it is noted; to whoever else it is as if there were none."""
    told(room.send("--evidence", "208"))
    room.hub.device("salle-1", OTHER_SCHOOL)
    accounts = {
        "academie": room.hub.reader("academie"), "auditor": room.hub.reader("auditor"),
        "other": room.hub.reader("referent", OTHER_SCHOOL), "mine": room.referent,
    }  # fmt: skip
    found = {}
    for name, account in accounts.items():
        with psycopg.connect(room.hub.address_of(account).text, autocommit=True) as connection:
            asked = [room.root, FILE]
            found[name] = connection.execute("SELECT vigie.file_of(%s, %s)", asked).fetchall()[0][0]
    assert found == {"academie": None, "auditor": None, "other": None, "mine": PHOTO}
    assert room.hub.sql("SELECT role, school FROM vigie.access WHERE verb = 'evidence'") == [
        (room.referent.role, SCHOOL)
    ]


def test_it_goes_with_its_session_and_stays_with_the_line_that_still_names_it(room: Room) -> None:
    room.report(PHOTO, "2")
    assert "2 pièces envoyées" in told(room.send("--evidence", "208"))
    [(first, _), (second, _)] = room.hub.sql("SELECT n, digest FROM vigie.evidence ORDER BY n")
    room.journal.erase([int(str(first))], context())
    assert told(room.send("--evidence", "208")) == (
        "hub : à jour\nSession 208 : 0 pièce envoyée, 1 y était déjà\n"
    )  # fmt: skip
    assert room.hub.sql("SELECT n FROM vigie.evidence") == [(second,)]
    room.hub.sql("SELECT vigie.take_off(root, 'postgres') FROM vigie.session")
    assert room.files() == []
    assert room.send("--evidence", "208").code == 1
    assert room.files() == []


def test_what_does_not_go_is_said_and_the_others_go(room: Room) -> None:
    """By the number of its event: neither a person nor a file is named."""
    contents = [b"gone", b"changed", b"large" * 9]
    for content in contents:
        room.report(content, "2")
    room.hub.sql("UPDATE vigie.house SET largest_file = 40")
    folder = room.vigie.store / "sessions" / "208" / "evidence"
    for path in folder.iterdir():
        if path.read_bytes() == b"gone":
            path.unlink()
        elif path.read_bytes() == b"changed":
            path.write_bytes(b"chanGed")
    said = told(room.send("--evidence", "208"), 1)
    for why in ("elle n'est plus là", "elle a changé", "elle a plus de 1 Ko, le plus que"):
        assert f"une pièce n'est pas envoyée, {why}" in said
    assert "1 pièce envoyée" in said
    assert ".jpg" not in said
    assert room.files() == [(FILE, PHOTO)]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("send", "--evidence", "208"), 2, "--evidence va avec --once"),
        (("send", "--once", "--evidence", "999"), 2, "999"),
        (("send", "--once", "--evidence", "abc"), 2, "abc"),
    ],
)
def test_what_cannot_be_asked_sends_nothing(room: Room, words: tuple[str, ...], code: int, sentence: str) -> None:
    answer = room.vigie(*words, "--hub", room.hub.address_of(room.device).text)
    assert sentence in plain_spaces(told(answer, code))
    assert room.hub.sql("SELECT count(*) FROM vigie.line") == [(0,)]


def test_a_session_without_any_and_a_hub_that_is_not_there(room: Room) -> None:
    room.vigie.create("209")
    assert "Session 209 : aucune pièce de fraude" in told(room.send("--evidence", "209"))
    room.hub.sql("DROP FUNCTION vigie.files_held")
    assert "vigie hub init" in told(room.send("--evidence", "208"), 1)


def test_what_comes_is_proved(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub's tables were changed by whoever may do all there; or the line breaks between two files."""
    room.report(b"second", "2")
    told(room.send("--evidence", "208"))
    room.hub.sql("ALTER TABLE vigie.evidence DROP CONSTRAINT file_is_the_digest_of_its_bytes")
    room.hub.sql("UPDATE vigie.evidence SET content = 'something else' WHERE file = %s", FILE)
    said = told(room.fetch(tmp_path / "a"))
    assert "1 pièce de fraude avec elle" in said
    assert f"événement n° {room.named_at(FILE)} : une pièce ne vient pas" in said
    assert "n'est pas ce qui a été gardé" in said

    from data.hub.asking import Asking

    def cut(*_: object) -> bytes:
        raise UnreachableError("Le concentrateur ne répond pas.")

    with monkeypatch.context() as patch:
        patch.setattr(Asking, "file", cut)
        said = told(room.fetch(tmp_path / "b"), 3)
    assert "Session 208 : rapportée" in said
    assert "Des pièces de la session 208 manquent. Le concentrateur ne répond pas." in said
    assert "1 pièce de fraude avec elle" in told(room.fetch(tmp_path / "b"))


def test_an_export_over_a_hub_has_what_is_there_and_says_what_is_not(
    hub: Hub, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No paper has to be drawn for it.
    monkeypatch.setattr("data.documents.catalogue.KINDS", {"json": KINDS["json"]})
    told(room.send("--evidence", "208"))
    room.report(b"second", "2")
    told(room.send())
    there = over(hub, room.vigie, room.referent)
    said = told(there("export", "208", "--to", str(tmp_path / "out")))
    assert [path.read_bytes() for path in (tmp_path / "out" / "pieces").iterdir()] == [PHOTO]
    assert said.count("une pièce n'est pas au concentrateur, l'export part sans elle") == 1
    mirror = Mirror(hub.address_of(room.referent))
    journal = MirrorArchive(mirror.stores[SCHOOL]).journal("208")
    on_screen = plain_spaces(export_to(journal, str(tmp_path / "screen"), NOW, may_replace=False))
    mirror.close()
    assert on_screen.endswith("sans 1 pièce que le concentrateur n'a pas")
    # Not lost, only elsewhere: nothing is wrong with the session.
    assert there("check", "208").code == 0
    # Of one document nothing is asked.
    before = hub.sql("SELECT count(*) FROM vigie.access WHERE verb = 'evidence'")
    assert "pièce" not in told(there("export", "208", "--only", "json", "--to", str(tmp_path / "json")))
    assert hub.sql("SELECT count(*) FROM vigie.access WHERE verb = 'evidence'") == before


def test_a_large_file_has_the_time_that_a_slow_line_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question is given up after half a minute, also behind a file: so much later as its bytes may need."""
    given: list[float] = []

    class Given(Watch):
        @contextmanager
        def over(self, seconds: float, _: object) -> Iterator[None]:
            given.append(seconds)
            yield

    monkeypatch.setattr(watch, "_WATCH", Given())
    for size in (0, MOST_FILE):
        with waited_for(lambda: None, size):
            pass
    assert given == [ANSWER_S, ANSWER_S + MOST_FILE / SLOWEST]


def test_the_largest_file_fits_into_what_is_said_at_once() -> None:
    content = bytes(MOST_FILE)
    said = content_packed(content)
    assert len(encode({"ask": "keep", "content": said})) + 1000 < LONGEST
    assert content_of(said) == content
    for wrong in (content_packed(content + b"x"), "", "YQ", "é" * 8, "YQ==\n", None):
        with pytest.raises(GarbledError):
            content_of(wrong)
