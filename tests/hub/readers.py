"""Who reads a hub in these tests: the command over it, beside the same command over the store that was sent to it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data import disk
from data.hub import opening
from data.hub.enrolment import Account
from data.hub.sending import Cursor, send
from tests.command.command import Vigie
from tests.hub.conftest import Hub


@pytest.fixture
def vigie(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vigie:
    """The command on an empty store, its own state thrown away."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("VIGIE_STORE", raising=False)
    monkeypatch.setattr(disk, "fsync", lambda fd: None)
    return Vigie(tmp_path / "store", capsys, monkeypatch)


@pytest.fixture(autouse=True)
def left_behind() -> Iterator[None]:
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
