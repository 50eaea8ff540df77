"""Where the lines of a session stand with the hub, as whoever leads it by lines hears it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from supervisor.hub_standing import HubStanding, hub_news
from tests.command.command import NOW, Vigie
from tests.command.lines_desk import Prompt

WELL = HubStanding(is_reached=True)
SENDING = HubStanding(is_reached=True, waiting=3, since=NOW)
SILENT = HubStanding(is_reached=False, why="ne répond pas")
GONE = HubStanding(is_reached=False, waiting=132, since=NOW, why="ne répond pas")
GONE_LONGER = HubStanding(is_reached=False, waiting=133, since=NOW, why="ne répond pas")
FORK = HubStanding(is_reached=True, continued=("208",))
AHEAD = HubStanding(is_reached=True, ahead=("208",))
REFUSED = HubStanding(is_reached=True, why="ne connaît pas ce poste")


@dataclass
class Sender:
    """A sender that stands where a test puts it."""

    standing: HubStanding = field(default_factory=HubStanding)
    here: str = "208"
    woken: int = 0

    def of(self, _: object) -> "Sender":
        return self

    def wake(self) -> None:
        self.woken += 1

    def put(self, standing: HubStanding) -> None:
        self.standing = standing


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> Sender:
    sender = Sender()

    @contextmanager
    def sending(*_: object) -> Iterator[Sender]:
        yield sender

    monkeypatch.setattr("screens.command.lines.running.sending", sending)
    return sender


def of_hub(lines: list[str]) -> list[str]:
    return [line for line in lines if "hub" in line]


def test_each_change_is_said_once(room: Vigie, sender: Sender) -> None:
    steps = [
        lambda standing=standing: sender.put(standing)
        for standing in (WELL, SENDING, WELL, SILENT, GONE, GONE_LONGER, WELL, FORK, FORK, AHEAD, REFUSED, WELL)
    ]
    assert of_hub(Prompt(room)(*steps, "quitter")) == [
        "hub : à jour",
        "hub : ne répond pas, rien n'attend",
        "hub : 132 lignes en attente depuis 09:00",
        "hub : à jour",
        "hub : cette session continue aussi ailleurs",
        "hub : il a la suite, ne continuez pas ici : vigie hub fetch 208",
        "hub : refusé, « vigie send --once » dit pourquoi",
        "hub : à jour",
    ]


def test_it_is_said_with_where_the_session_stands(room: Vigie, sender: Sender) -> None:
    sender.put(SENDING)
    said = Prompt(room)("état", "salle 1-3 ok", "quitter")
    assert of_hub(said) == ["hub : 3 lignes en attente depuis 09:00"]


def test_what_is_recorded_wakes_the_sender(room: Vigie, sender: Sender) -> None:
    Prompt(room)("note session une fenêtre", "quitter")
    assert sender.woken == 1


def test_without_a_hub_nothing_is_said(room: Vigie) -> None:
    assert of_hub(Prompt(room)("état", "quitter")) == []


def test_another_session_s_fork_is_no_news_here() -> None:
    _, told = hub_news(WELL, NOW, "209", "")
    assert hub_news(FORK, NOW, "209", told) == ("", told)
    assert hub_news(HubStanding(), NOW, "208", "") == ("", "")
