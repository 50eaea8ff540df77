"""`vigie hub` as it is typed: what is made, what is told once, what is refused."""

import platform
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.archive import Archive
from data.hub import enrolment
from data.hub.address import hub_address
from data.hub.errors import ErasedForGoodError
from data.hub.installing import VERSION
from data.hub.lines import outbox_of
from data.hub.sending import Cursor, send
from data.hub.way import GONE, Head
from data.journal import Journal
from supervisor.__main__ import main
from supervisor.action import Context
from tests.data.making import HEADER, NOW, creation, new_journal
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub
from tests.spaces import plain_spaces

pytestmark = pytest.mark.xdist_group("hub")


@pytest.fixture
def vigie(hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("VIGIE_HUB", hub.address.text)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["hub", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_init_twice_changes_nothing(hub: Hub, vigie) -> None:  # type: ignore[no-untyped-def]
    before = hub.sql("SELECT oid, xmin::text FROM pg_class WHERE relnamespace = 'vigie'::regnamespace ORDER BY oid")
    code, out, err = vigie("init")
    assert (code, err) == (0, "")
    assert f"déjà à jour (version {VERSION})" in out
    assert before == hub.sql(
        "SELECT oid, xmin::text FROM pg_class WHERE relnamespace = 'vigie'::regnamespace ORDER BY oid"
    )


def test_a_newer_hub_is_refused(hub: Hub, vigie) -> None:  # type: ignore[no-untyped-def]
    hub.sql("INSERT INTO vigie.installed VALUES (99)")
    for words in (["init"], ["readers"], ["enrol", "--school", SCHOOL, "--name", "Lycée", "--device", "salle-1"]):
        code, out, err = vigie(*words)
        assert (code, out) == (3, "")
        assert "plus récente" in err
        assert err.count("\n") == 1


def test_a_device_is_enrolled_once_and_its_password_told_once(hub: Hub, vigie) -> None:  # type: ignore[no-untyped-def]
    words = ["enrol", "--school", SCHOOL, "--name", "Lycée Fictif", "--device", "salle-b204"]
    code, out, _ = vigie(*words)
    assert code == 0
    [address] = [line for line in out.splitlines() if line.startswith("postgresql://")]
    password = address.split("@")[0].rpartition(":")[2]
    assert len(password) >= 32
    code, out, err = vigie(*words)
    assert (code, out) == (2, "")
    assert "déjà inscrit" in err
    code, out, _ = vigie("readers")
    assert "poste salle-b204 (0750001A)" in out
    assert password not in out
    assert password not in str(hub.sql("SELECT * FROM vigie.device"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["enrol", "--school", "75", "--name", "x", "--device", "a"], "n’est pas un UAI"),
        (["enrol", "--school", SCHOOL, "--device", "a"], "dites son nom"),
        (["enrol", "--school", SCHOOL, "--name", "x", "--device", "Salle B\x1b[31m"], "ne peut pas nommer un poste"),
        (["readers", "--add", "referent", "--name", "x"], "dites --school"),
        (["readers", "--add", "academie", "--name", "x", "--school", SCHOOL], "ôtez --school"),
        (["readers", "--add", "academie"], "--name"),
        (["readers", "--add", "referent", "--name", "x", "--school", SCHOOL], "Aucun poste"),
        (["expire", "--months", "1"], "au moins 2"),
        (["init", "ssh://vigie@hub"], "par sa base"),
        (["init", "http://hub"], "vérifiez l’adresse"),
        (["init", "postgresql://a:secret@127.0.0.1/x\nvers = 3"], "sur une ligne"),
        (["init", "postgresql://a:secret@hub.example/x?sslmode=disable"], "chiffrés"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(hub: Hub, vigie, words: list[str], told: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = vigie(*words)
    assert (code, out) == (2, "")
    assert told.replace("’", "'") in err.replace("’", "'")
    assert err.count("\n") == 1
    assert "secret" not in err
    assert "\x1b" not in err
    assert hub.sql("SELECT count(*) FROM vigie.device") == [(0,)]


def test_names_are_told_as_text(vigie) -> None:  # type: ignore[no-untyped-def]
    """Whatever somebody called a school or themselves, a terminal takes nothing of it for an order."""
    name = "Ly\x1b[31mcée\u202e\nFaux"
    assert vigie("enrol", "--school", SCHOOL, "--name", name, "--device", "salle-1")[0] == 0
    code, out, _ = vigie("readers", "--add", "academie", "--name", name)
    assert code == 0
    code, told, _ = vigie("readers")
    assert (code, told.count("\n")) == (0, 2)
    assert not {"\x1b", "\u202e"} & {*out, *told}


def test_a_hub_that_does_not_answer(vigie) -> None:  # type: ignore[no-untyped-def]
    code, out, err = vigie("init", "postgresql://a:secret@127.0.0.1:1/x")
    assert (code, out) == (3, "")
    assert "ne répond pas" in err
    assert "secret" not in err


def test_revoke(hub: Hub, vigie) -> None:  # type: ignore[no-untyped-def]
    one, other = hub.device("salle-1"), hub.device("salle-1", OTHER_SCHOOL)
    code, out, _ = vigie("revoke", "salle-1", "--school", OTHER_SCHOOL)
    assert (code, out.startswith("1 compte retiré")) == (0, True)
    assert hub.sql("SELECT rolcanlogin FROM pg_roles WHERE rolname IN (%s)", one.role) == [(True,)]
    assert hub.sql("SELECT rolcanlogin FROM pg_roles WHERE rolname IN (%s)", other.role) == [(False,)]
    code, _, err = vigie("revoke", "salle-1", "--school", OTHER_SCHOOL)
    assert code == 1
    assert "aucun compte en cours" in err
    # The name is free again.
    assert hub.device("salle-1", OTHER_SCHOOL).role != other.role


def test_expire(hub: Hub, vigie, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What nothing was added to for so long goes when it is said twice, and no laptop brings it back."""
    way = hub.way(hub.device())
    held, old = new_journal(tmp_path / "held"), session_of(2019, tmp_path / "old")
    boxes = [outbox_of(journal.path.read_bytes()) for journal in (held, old)]
    for box in boxes:
        way.add(box.root, box.lines)
    code, out, _ = vigie("expire")
    assert code == 0
    assert plain_spaces(out).splitlines() == [
        "0750001A session 207 : dernier événement le 22/11/2019",
        "1 session : rien n'est ôté. Pour les ôter : vigie hub expire --yes",
    ]
    code, out, _ = vigie("expire", "--months", "2000", "--yes")
    assert "Aucune session" in out
    assert vigie("expire", "--yes")[0] == 0
    assert way.heads([box.root for box in boxes]) == {
        boxes[0].root: (Head(*boxes[0].head),),
        boxes[1].root: (Head(GONE, ""),),
    }
    assert hub.sql("SELECT count(*) FROM vigie.personal WHERE root = %s", boxes[1].root) == [(0,)]
    [sent] = send(tmp_path / "old" / "store", way, Cursor())
    assert (sent.lines, sent.problem[:7]) == (0, "effacée")
    with pytest.raises(ErasedForGoodError):
        way.add(boxes[1].root, boxes[1].lines)


def session_of(year: int, root: Path) -> Journal:
    """A session that was held that year."""
    made = replace(creation("207"), date=date(year, 11, 22))
    return Archive(root / "store").create(HEADER, made, Context(NOW.replace(year=year), "Paul Martin", "poste-12"))


@pytest.mark.parametrize("store", ["postgresql:/a:secret@hub/vigie", "postgresql:a:secret@hub/vigie", "SSH:a@hub"])
def test_an_address_that_lost_a_slash_is_no_folder(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """« No session in this folder » would hide the mistake, and its path the password."""
    code = main(["status", "--store", store])
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert "postgresql://" in told.err
    assert "secret" not in told.err


def test_by_the_socket_an_account_is_told_with_a_machine_to_reach() -> None:
    """As docs/hub.md has it administered; whoever gets the address is at another machine."""
    for given, told in (
        ("postgresql:///vigie", f"postgresql://r:p@{platform.node()}/vigie"),
        ("postgresql://admin@:5433/vigie", f"postgresql://r:p@{platform.node()}:5433/vigie"),
        ("postgresql://hub.example:5433/v?sslmode=require", "postgresql://r:p@hub.example:5433/v?sslmode=require"),
        ("postgresql:///vigie?host=/run/pg", "postgresql://r:p@/vigie?host=/run/pg"),
    ):
        assert enrolment._address_of(hub_address(given), "r", "p") == told
