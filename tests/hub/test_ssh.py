"""The way by SSH: a real sshd with a key's forced command; and whatever else may come over such a line."""

import getpass
import hashlib
import io
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from data.hub.address import HubAddress, hub_address
from data.hub.cursor import Cursor
from data.hub.direct import DirectWay
from data.hub.enrolment import enrol, revoke
from data.hub.errors import GarbledError, NotAllowedError, TooLargeError, UnreachableError
from data.hub.lines import outbox_of
from data.hub.pieces import PiecesSent, send_pieces
from data.hub.receiving import receive
from data.hub.sender import Sender
from data.hub.sending import send
from data.hub.ssh import SshWay
from data.hub.way import PART, Head, Held, NamedFile
from data.hub.wire import HELLO, LONGEST, packed
from supervisor.__main__ import main
from supervisor.action import ReportFraud
from tests.data.making import busy_journal, context, note
from tests.e2e.sshd import Server as Sshd
from tests.e2e.sshd import needs_sshd
from tests.e2e.terminal import until
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub
from tests.hub.test_sender import STILL, MemoryHub
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.xdist_group("hub")


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    """An sshd on loopback, with nobody's own keys."""
    needs_sshd()
    store: Any = SimpleNamespace(folder=tmp_path, environment={"VIGIE_STORE": str(tmp_path / "none")})
    with Sshd(store) as server:
        yield server


@pytest.fixture
def by_ssh(hub: Hub, sshd: Sshd, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> HubAddress:
    """A device that `vigie hub enrol --ssh` has enrolled, as it says; where it sends to."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "poste", "-f", tmp_path / "device"],
        check=True,
        timeout=PATIENCE_S,
    )
    code = main([
        "hub", "enrol", "--school", SCHOOL, "--name", "Lycée", "--device", "salle-b204", "--hub", hub.address.text,
        "--ssh", str(tmp_path / "device.pub"), "--receiver", getpass.getuser(),
    ])  # fmt: skip
    told = capsys.readouterr().out.splitlines()
    assert code == 0
    [line] = [line for line in told if line.startswith("restrict,")]
    with (sshd.folder / "authorized_keys").open("a", encoding="utf-8") as keys:
        keys.write(f"{line}\n")
    assert any(line.startswith(f'vers = "ssh://{getpass.getuser()}@') for line in told)
    where = f"ssh://{getpass.getuser()}@127.0.0.1:{sshd.port}"
    return hub_address(f"{where}?key={tmp_path}/device&known={sshd.folder}/known")


def test_a_store_goes_over_a_line_and_comes_out_whole(
    hub: Hub, by_ssh: HubAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words as by the database itself: heads, batches, what a session comes to, the heartbeat, a fork."""
    journal = busy_journal(tmp_path)
    sender = Sender(tmp_path / "store", by_ssh, pace=STILL)
    standing = sender.once()
    assert standing.is_up_to_date, standing
    assert hub.sql("SELECT number, expected FROM vigie.head") == [("208", 3)]
    assert hub.sql("SELECT name, waiting, seen_at IS NOT NULL FROM vigie.device") == [("salle-b204", 0, True)]
    before = journal.path.read_bytes()
    note(journal)
    assert sender.once().is_up_to_date
    box = outbox_of(journal.path.read_bytes())
    assert hub.sql("SELECT count(*) FROM vigie.line") == [(len(box.lines),)]

    # A file that is asked for, larger than any line.
    content = os.urandom(3_000_000)
    (tmp_path / "photo.jpg").write_bytes(content)
    pieces = journal.keep_evidence([str(tmp_path / "photo.jpg")])
    journal.act(ReportFraud(1, "communication", "téléphone", evidence=pieces), context())
    assert sender.once().is_up_to_date
    way = SshWay(by_ssh)
    assert send_pieces(journal, way) == PiecesSent(1, 0, ())
    assert send_pieces(journal, way) == PiecesSent(0, 1, ())
    way.close()
    assert hub.sql("SELECT file, content FROM vigie.evidence") == [(hashlib.sha256(content).hexdigest(), content)]

    # A film, whose line breaks in its middle: what is there goes no second time.
    monkeypatch.setattr("data.hub.pieces.MOST_FILE", PART)
    film = os.urandom(2 * PART + 5)
    (tmp_path / "film.mp4").write_bytes(film)
    pieces = journal.keep_evidence([str(tmp_path / "film.mp4")])
    journal.act(ReportFraud(1, "communication", "le même téléphone", evidence=pieces), context())
    assert sender.once().is_up_to_date
    way = SshWay(by_ssh)
    named = NamedFile(Head(journal.session.entries[-1].id, journal.session.entries[-1].digest), pieces[0].sha256)
    root = journal.session.entries[0].digest
    assert way.keep_part(root, named, PART, film[PART : 2 * PART])
    assert way.keep_whole(root, named, len(film)) == Held.LACKS
    way.close()
    way = SshWay(by_ssh)
    assert (way.largest(), way.parts(root, named)) == (200_000_000, {PART: PART})
    assert send_pieces(journal, way) == PiecesSent(1, 1, ())
    assert hub.sql("SELECT begin FROM vigie.film_part ORDER BY begin") == [(0,), (PART,), (2 * PART,)]
    hub.sql("UPDATE vigie.house SET largest_file = 9")
    with pytest.raises(TooLargeError, match="ne prend pas de pièce de cette taille"):
        way.keep_part(root, named, 0, film[:PART])
    way.close()

    # Another laptop goes on from an older copy: this one is woken by it.
    elsewhere = tmp_path / "other" / "store" / "sessions" / "208"
    elsewhere.mkdir(parents=True)
    (elsewhere / "journal.jsonl").write_bytes(before)
    from data.journal import Journal

    note(Journal.open(elsewhere / "journal.jsonl"), "ailleurs")
    send(tmp_path / "other" / "store", hub.way(hub.device("salle-2")), Cursor())

    def is_told() -> bool:
        sender.news()
        return bool(sender.once().continued)

    until(is_told, lambda: "no fork")
    assert sender.standing.continued == ("208",)
    sender.close()


def test_what_stands_against_it_is_told(hub: Hub, by_ssh: HubAddress, sshd: Sshd, tmp_path: Path) -> None:
    """A device that was taken away, a key that is not known, a machine that is not the one that is known."""
    way = SshWay(by_ssh)
    [(role,)] = hub.sql("SELECT role FROM vigie.device")
    revoke(hub.address, str(role))
    with pytest.raises(NotAllowedError, match="retiré"):
        way.seen(0)
    way.close()
    other = by_ssh.text.replace("/device&", "/ssh/host&")
    with pytest.raises(NotAllowedError, match="refuse la clé"):
        SshWay(hub_address(other))
    (tmp_path / "nobody").touch()
    unknown = by_ssh.text.replace(f"{sshd.folder}/known", f"{tmp_path}/nobody")
    with pytest.raises(NotAllowedError, match="n'est pas la machine connue"):
        SshWay(hub_address(unknown))
    sshd._process.terminate()
    sshd._process.wait(PATIENCE_S)
    with pytest.raises(UnreachableError, match="ne répond pas"):
        SshWay(by_ssh)


def test_no_device_says_that_it_is_another(hub: Hub) -> None:
    """The setting by which a receiver speaks for a device counts for receivers alone; for them it has to be said."""
    mine, other = hub.device(), hub.device("salle-1", OTHER_SCHOOL)
    way = DirectWay(hub.address_of(mine), acting_as=other.role)
    way.seen(7)
    way.close()
    assert hub.sql("SELECT role FROM vigie.device WHERE waiting = 7") == [(mine.role,)]
    account = f"receiver_{hub.database}"
    enrolled = enrol(hub.address, SCHOOL, "Lycée", "salle-9", receiver=account)
    address = hub.server.address(hub.database, role=account)
    for said in ("", "vigie_d_000000000000"):
        hub.ways.append(DirectWay(address, acting_as=said))
        with pytest.raises(NotAllowedError):
            hub.ways[-1].seen(1)
    hub.ways.append(DirectWay(address, acting_as=enrolled.role))
    hub.ways[-1].seen(9)
    assert hub.sql("SELECT name FROM vigie.device WHERE waiting = 9") == [("salle-9",)]
    with (
        psycopg.connect(address.text, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT * FROM vigie.line")
    with pytest.raises(psycopg.OperationalError):
        # Nobody logs in as a device that comes by SSH.
        psycopg.connect(hub.server.address(hub.database, role=enrolled.role).text)


# What may come over a line -----------------------------------------------------------------------------


def conversation(*said: object, hub: MemoryHub | None = None) -> list[dict[str, Any]]:
    """What is answered; as JSON lines, or bytes as they are."""
    text = b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in said)
    answers = io.BytesIO()
    memory = hub or MemoryHub()
    receive(io.BytesIO(text), answers, lambda: memory)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


BEGIN = {HELLO: 1}


@pytest.mark.parametrize(
    "said",
    [
        (b"GET / HTTP/1.1\r\n",),
        (b"\x00\xff\n",),
        ({HELLO: 2},),
        ({"ask": "heads", "roots": []},),
        (b"[]\n",),
        (b"[" * 100_000 + b"\n",),
        (BEGIN, {"ask": "drop"}),
        (BEGIN, {"ask": "heads", "roots": "a"}),
        (BEGIN, {"ask": "heads", "roots": ["a"] * 2001}),
        (BEGIN, {"ask": "add", "root": "a", "lines": [[1, "a", "b", "{}", "", ""]]}),
        (BEGIN, {"ask": "add", "root": "a", "lines": [["1", "a", "b", "{}", "", ""]]}),
        (BEGIN, {"ask": "add", "root": "a", "lines": [[]] * 501}),
        (BEGIN, {"ask": "seen", "waiting": -1}),
        (BEGIN, {"ask": "seen", "waiting": True}),
        (BEGIN, {"ask": "tell", "root": "a", "digest": "b", "tally": {}}),
        (BEGIN, {"ask": "furthest", "root": "a", "chain": [3]}),
        (BEGIN, b'{"ask": "news"'),
    ],
)  # fmt: skip
def test_garbage_ends_the_line_with_a_sentence(said: tuple[object, ...]) -> None:
    hub = MemoryHub()
    with pytest.raises(GarbledError):
        conversation(*said, hub=hub)
    assert "add" not in hub.asked


def test_a_line_without_end_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(GarbledError, match="trop longue"):
        receive(endless, io.BytesIO(), MemoryHub)  # type: ignore[arg-type]
    assert endless.given <= LONGEST + 1


def test_a_forged_line_is_proved_before_the_database_is_asked(tmp_path: Path) -> None:
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    lines = [packed(line) for line in box.lines]
    hub = MemoryHub()
    assert conversation(BEGIN, {"ask": "add", "root": box.root, "lines": lines}, hub=hub)[-1]["ok"]
    assert hub.lines[box.root][3] == box.lines[3]
    for spoil in _spoilt(lines[4]):
        with pytest.raises(GarbledError):
            conversation(BEGIN, {"ask": "add", "root": box.root, "lines": [spoil]}, hub=hub)
    assert hub.lines[box.root][4] == box.lines[4]


def _spoilt(line: list[Any]) -> Iterator[list[Any]]:
    yield [line[0] + 1, *line[1:]]
    yield [line[0], "0" * 64, *line[2:]]
    yield [*line[:3], line[3].replace("poste-12", "poste-13"), *line[4:]]
    yield [*line[:3], line[3].replace(",", ", ", 1), *line[4:]]
    if line[5]:
        yield [*line[:5], line[5].replace("e", "é", 1)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--device", "salle-b204", "--hub", "postgresql:///x"], "vigie_d_"),
        (["--device", "vigie_d_0123456789ab"], "la commande imposée nomme la base"),
    ],
)
def test_a_forced_command_that_does_not_say_all(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other end may have sent along as a variable is not taken for it."""
    monkeypatch.setenv("VIGIE_HUB", "postgresql:///other")
    assert main(["hub", "receive", *words]) == 2
    assert told in capsys.readouterr().err


def test_a_private_key_is_not_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make: Callable[..., Any] = (tmp_path / "key").write_text
    for text, told in (("-----BEGIN OPENSSH PRIVATE KEY-----\n", "clé privée"), ("bonjour\n", "clé publique")):
        make(text, encoding="utf-8")
        words = ["hub", "enrol", "--school", SCHOOL, "--device", "a", "--hub", "postgresql:///x", "--ssh"]
        assert main([*words, str(tmp_path / "key")]) == 2
        assert told in capsys.readouterr().err
