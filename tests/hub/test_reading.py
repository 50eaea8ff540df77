"""A hub read as a store: each verb tells of it what it tells of the store it came from."""

import time
from pathlib import Path
from typing import Any

import pytest

from data.hub import opening
from data.hub.asking import Asking
from data.hub.sending import Cursor, send
from tests.command.command import Answer, Vigie
from tests.data.making import busy_journal
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub
from tests.hub.readers import both, left_behind, over, sent, vigie
from tests.spaces import plain_spaces
from tests.waiting import EVERY_S, LOOKS

__all__ = ["both", "left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")

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


def test_one_school_alone_is_shown_as_often_as_it_is_looked_at(
    hub: Hub, both: tuple[Vigie, Vigie], tmp_path: Path
) -> None:
    """Nothing is laid out of the others, whose sessions bear the same numbers."""
    busy_journal(tmp_path / "other")
    send(tmp_path / "other" / "store", hub.way(hub.device("salle-1", OTHER_SCHOOL)), Cursor())
    there = over(hub, both[0], hub.reader("academie"), f"#{SCHOOL}")
    for _ in range(2):
        assert len(there("status").lines) == 2
    [root] = opening.roots_of_hub(str(there.store))
    assert {path.name for path in (root / "sessions").iterdir()} == {"208", "209"}
    assert len(list(root.parent.rglob("sessions/*"))) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [(("log", "208", "--follow"), "une de plus"), (("status", "208", "--watch"), "LE GOFF Maël : terminé")],
)
def test_what_is_recorded_meanwhile_is_told_over_a_hub_too(
    hub: Hub, both: tuple[Vigie, Vigie], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    """By whoever follows the log, or watches where a session stands."""
    here, there = both
    device = hub.device("salle-c1")
    said: list[str] = []
    looks = 0

    def another_look() -> bool:
        nonlocal looks
        looks += 1
        said.append(here.capture.readouterr().out)
        if looks == 1:
            here.done("note", "session", "une de plus")
            here.done("finish", "1")
            here.capture.readouterr()
            sent(hub, here, device)
        time.sleep(EVERY_S)
        return looks < LOOKS and not (looks > 1 and told in plain_spaces(said[-1]))

    monkeypatch.setattr("screens.command.watching.pause", another_look)
    assert there(*words).code == 0
    assert told in plain_spaces("".join(said[1:]))


def test_a_list_asks_as_much_of_a_hub_however_many_sessions_it_has(
    hub: Hub, both: tuple[Vigie, Vigie], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a line on which each question takes its time."""
    asked: list[str] = []
    rows = Asking._rows

    def counted(self: Asking, statement: str, **values: object) -> list[tuple[Any, ...]]:
        asked.append(statement)
        return rows(self, statement, **values)

    monkeypatch.setattr(Asking, "_rows", counted)
    counts = []
    for number in range(3):
        asked.clear()
        assert both[1]("find", "GOFF").code == 0
        opening.close_mirrors()
        counts.append(len(asked))
        folder = tmp_path / f"more-{number}"
        busy_journal(folder, f"30{number}")
        send(folder / "store", hub.way(hub.device(f"salle-{number}")), Cursor())
    assert len(set(counts)) == 1
    assert "Session 301" in plain_spaces(both[1]("find", "GOFF").out)
