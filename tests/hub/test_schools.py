"""A hub that shows several schools: a line and a row each, in figures, by few questions however many sessions."""

import re
from pathlib import Path
from typing import Any

import pytest

from data.hub import opening
from data.hub.asking import Asking
from data.hub.cursor import Cursor
from data.hub.sending import send
from data.hub.tallies import Tallies
from screens.offices.review import ReadingOffice
from supervisor.action import Mark
from tests.command.command import Vigie
from tests.data.making import busy_journal, context
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub
from tests.hub.readers import busy, left_behind, over, vigie
from tests.hub.test_review import forked
from tests.spaces import plain_spaces

__all__ = ["left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")


def told(hub: Hub, store: Path, device: str, school: str, *, sums: bool = True) -> None:
    """A laptop sends its store, and what its sessions come to."""
    way, cursor = hub.way(hub.device(device, school)), Cursor()
    send(store, way, cursor)
    if sums:
        Tallies().tell(way, cursor)


@pytest.fixture
def academie(hub: Hub, vigie: Vigie) -> Any:
    """An académie's account; two schools, of which one has a session that runs, and one that is to be finalised."""
    vigie.made("hub-busy", busy)
    vigie.clock.pass_by(minutes=150)
    told(hub, vigie.store, "salle-b204", SCHOOL)
    hub.device("salle-1", OTHER_SCHOOL)
    return over(hub, vigie, hub.reader("academie"))


def test_an_academie_s_status_is_a_line_a_school_and_names_nobody(hub: Hub, academie: Any) -> None:
    lines = [plain_spaces(line) for line in academie("status").lines]
    assert lines[:3] == [
        "2 établissements : 1 session en cours, 3 dépassés, 1 alerte ouverte, 1 à finaliser", "", "À VOIR",
    ]  # fmt: skip
    assert re.fullmatch(
        rf"{SCHOOL}  Lycée {SCHOOL} — 3 dépassés · 1 alerte · 1 à finaliser : reste 4\d h \d\d · 1 en cours", lines[3]
    )
    assert lines[4:] == ["", "RIEN EN COURS", f"{OTHER_SCHOOL}  Lycée {OTHER_SCHOOL}"]
    hub.sql("UPDATE vigie.device SET seen_at = clock_timestamp() - interval '20 min 30 s' WHERE name = 'salle-b204'")
    spoken = plain_spaces(academie("status", "--sentences").out)
    assert f"{SCHOOL} Lycée {SCHOOL} : 3 dépassés, 1 alerte, salle-b204 pas vu depuis 20 min, 1 à finaliser" in spoken
    found = academie("status", "--json").json["schools"]
    assert [(one["school"], one["sessions"], one["running"], one["alerts"]) for one in found] == [
        (SCHOOL, 2, 1, 1), (OTHER_SCHOOL, 0, 0, 0),
    ]  # fmt: skip
    assert found[0]["unseen"][0]["device"] == "salle-b204"
    assert "GOFF" not in academie("status").out


def test_a_school_that_is_named_is_told_session_by_session(hub: Hub, academie: Any, vigie: Vigie) -> None:
    one = over(hub, vigie, hub.reader("academie"), f"#{SCHOOL}")
    assert [line[:11] for line in one("status").lines] == ["Session 208", "Session 209"]


def test_a_session_that_was_never_told_is_read_and_nothing_of_it_stays(hub: Hub, academie: Any) -> None:
    before = academie("status").lines
    hub.sql("UPDATE vigie.head SET number = NULL, phase = NULL")
    opening.close_mirrors()
    assert academie("status").lines == before
    [root, _] = opening.roots_of_hub(str(academie.store))
    assert not list(root.rglob("*.jsonl"))


def test_the_first_picture_takes_as_many_questions_for_many_sessions_as_for_one(
    hub: Hub, academie: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = Asking._rows

    def counted(self: Asking, statement: str, **values: object) -> Any:
        asked.append(statement)
        return rows(self, statement, **values)

    monkeypatch.setattr(Asking, "_rows", counted)

    def questions() -> list[str]:
        opening.close_mirrors()
        asked.clear()
        ReadingOffice(opening.roots_of_hub(str(academie.store)), "x", "y").cards(academie.clock.now())
        return list(asked)

    of_one = questions()
    for rank in range(3):
        # Two of them are told, one is not.
        folder = tmp_path / f"more-{rank}"
        busy_journal(folder)
        told(hub, folder / "store", f"salle-c{rank}", SCHOOL, sums=rank > 0)
    of_more = questions()
    assert len(of_one) == 3
    # Whether it was told meanwhile, and its lines.
    assert len(of_more) == len(of_one) + 2


def test_a_fork_is_one_session_of_its_school(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    forked(hub, tmp_path)
    hub.device("salle-1", OTHER_SCHOOL)
    there = over(hub, vigie, hub.reader("academie"))
    [first, _] = there("status", "--json").json["schools"]
    assert (first["sessions"], first["welcoming"], first["to_choose"]) == (1, 1, 1)
    assert "1 session en plusieurs branches, à choisir" in plain_spaces(there("status").out)


def test_what_changes_in_a_school_is_told_while_somebody_watches(
    hub: Hub, academie: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    journal = busy_journal(tmp_path / "two")
    way, cursor = hub.way(hub.device("salle-2", OTHER_SCHOOL)), Cursor()
    monkeypatch.setattr(opening, "follow_mirrors", lambda now: None)

    def another_look() -> bool:
        said.append(academie.capture.readouterr().out)
        if len(said) == 1:
            journal.act(Mark("join", (1,)), context())
            send(tmp_path / "two" / "store", way, cursor)
            Tallies().tell(way, cursor)
            next(iter(opening._OPEN.values())).refresh()
        return len(said) < 3

    monkeypatch.setattr("screens.command.watching.pause", another_look)
    assert academie("status", "--watch").code == 0
    [line] = said[1].splitlines()
    assert plain_spaces(line).partition(" ")[2] == f"{OTHER_SCHOOL} Lycée {OTHER_SCHOOL} : 1 à l'accueil"
    assert said[2] == ""
