"""A hub read as a store: each verb tells of it what it tells of the store it came from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data import disk
from data.hub import opening
from data.hub.enrolment import Account
from data.hub.sending import Cursor, send
from tests.command.command import Answer, Vigie
from tests.hub.conftest import Hub

pytestmark = pytest.mark.xdist_group("hub")


@pytest.fixture
def vigie(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vigie:
    """The command on an empty store, its own state thrown away."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("VIGIE_STORE", raising=False)
    monkeypatch.setattr(disk, "fsync", lambda fd: None)
    return Vigie(tmp_path / "store", capsys, monkeypatch)


@pytest.fixture(autouse=True)
def _left_behind() -> Iterator[None]:
    """What a command lays out is gone when its process ends; here the process goes on."""
    yield
    opening.close_mirrors()


def busy(room: Vigie) -> None:
    """One runs, one has an open alert and is beyond their end, one is not there; another session is closed."""
    room.create()
    room.run_until_started(1, 2, 3)
    room.done("absent", "4")
    room.done("incident", "2", "E2", "--question", "12")
    room.done("correct", "5", "--first-name", "Zoé-Lou", "--reason", "sa pièce")
    room.done("note", "session", "une fenêtre « bleue »")
    room.create("209")
    for words in (("identity", "1"), ("sign", "1"), ("join", "1"), ("start", "1"), ("finish", "1"),
                  ("absent", "2,3,4,5,6"), ("close",)):  # fmt: skip
        assert room("do", "209", *words).code == 0


@pytest.fixture
def both(hub: Hub, vigie: Vigie) -> tuple[Vigie, Vigie]:
    """The command on a store, and over the hub that this store was sent to, as a référent."""
    vigie.made("hub-busy", busy)
    vigie.clock.pass_by(minutes=150)
    sent(hub, vigie)
    return vigie, over(hub, vigie, hub.reader())


def sent(hub: Hub, vigie: Vigie, device: Account | None = None) -> None:
    """All that a store holds is at the hub."""
    way = hub.way(device or hub.device())
    send(vigie.store, way, Cursor())


def over(hub: Hub, vigie: Vigie, reader: Account, only: str = "") -> Any:
    """The same command with a hub in the place of its store."""
    there: Any = hub.address_of(reader).text + only
    return replace(vigie, store=there)


SAID = (
    ("status", "208"), ("status", "208", "--json"), ("status", "208", "--full"), ("status", "208", "LE GOFF"),
    ("status", "209"), ("status", "208", "--sentences"), ("log", "208"), ("log", "208", "--json"),
    ("log", "208", "--candidate", "2"), ("log", "208", "--kind", "incident"), ("check",), ("check", "209"),
    ("find", "GOFF"), ("find", "nobody"), ("find", "martin", "--json"), ("report",),
    ("report", "--to", "-", "--only", "csv"), ("export", "209", "--to", "-", "--only", "json"), ("finalise",),
    ("finalise", "209", "--lines"), ("log", "x"),
)  # fmt: skip
"""What is said of a store without naming the place."""


def test_each_verb_says_over_a_hub_what_it_says_over_the_store(both: tuple[Vigie, Vigie]) -> None:
    here, there = both
    for words in SAID:
        assert said(there(*words)) == said(here(*words)), words


def said(answer: Answer) -> tuple[int, Any, str]:
    """What was said; keys of JSON have no order."""
    return answer.code, answer.json if answer.out[:1] in ("{", "[") else answer.out, answer.err


def test_the_list_says_besides_when_each_laptop_was_seen(both: tuple[Vigie, Vigie]) -> None:
    here, there = both
    assert [line.partition(" — salle-b204 ")[0] for line in there("status").lines] == here("status").lines


def test_who_is_not_there_is_told_by_the_hub_s_name(both: tuple[Vigie, Vigie]) -> None:
    answer = both[1]("status", "210")
    assert answer.code == 2
    assert "La session 210 n'est pas au concentrateur postgresql://" in answer.complaint
    assert "Sessions connues : 208, 209." in answer.complaint
    password = str(both[1].store).partition("@")[0].rpartition(":")[2]
    assert password not in answer.complaint


@pytest.mark.parametrize("words", [("do", "208", "join", "1"), ("purge",), ("import", "x.csv"), ("forget", "208", "1")])
def test_a_verb_that_writes_says_that_a_hub_is_read(hub: Hub, vigie: Vigie, words: tuple[str, ...]) -> None:
    answer = over(hub, vigie, hub.reader("academie"))(*words)
    assert answer.code == 2
    assert "un concentrateur se lit seulement" in answer.complaint
