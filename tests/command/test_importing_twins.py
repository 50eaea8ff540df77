"""The same list brought in twice: the second session is made, and the first one named."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor.action import Action, CheckIdentity, CloseSession, Context, Mark
from tests.command.import_desk import NOW, Desk

HEAD = "Nom;Prénom;Date de naissance\n"
NAMES = ("ALBA", "BORIS", "CLER", "DUROC", "ELSEN", "FABRE", "GILLE", "HAMON", "ISAR", "JOLY")
NOBODY = Mark("absent", tuple(range(1, 11)))
WHEN = ("--date", "2026-11-23", "--start", "09:00")


def names(first: int = 0, count: int = 10) -> str:
    people = [f"{name};Ada;03/04/2010" for name in (*NAMES, "KRAUS", "LEBON", "MARC")[first : first + count]]
    return HEAD + "\n".join(people) + "\n"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    assert desk.run(desk.file(names()), *WHEN) == 0
    assert "mêmes candidats" not in desk.out
    desk.out = ""
    return desk


def warned(desk: Desk) -> list[str]:
    return [line for line in desk.out.splitlines() if "avertissement" in line and "la session p1" in line]


def test_it_names_the_first_and_the_way(desk: Desk) -> None:
    """On stdout, as a warning; both are there."""
    assert desk.run(desk.file(names()), *WHEN) == 0
    twin = "mêmes candidats que la session p1 (23/11/2026 à 09:00, pas encore commencée)"
    assert warned(desk) == [
        f"Session p2 : avertissement : {twin} : les deux sont là, n'en ouvrez qu'une",
        "Session p2 : avertissement : pour mettre la session p1 à jour sans en faire une autre : --update --session p1",
    ]
    assert desk.archive.numbers() == ["p1", "p2"]


def test_the_way_it_names_is_one(desk: Desk) -> None:
    """The first one is brought up to date, and no other made."""
    assert desk.run(desk.file(names(count=9)), "--update", "--session", "p1") == 0
    assert desk.archive.numbers() == ["p1"]
    assert warned(desk) == []


def test_a_number_given_has_no_such_way(desk: Desk) -> None:
    """A list that names its session is told of the twin only."""
    assert desk.run(desk.file(names()), *WHEN, "--session", "208") == 0
    assert len(warned(desk)) == 1
    assert "--update" not in desk.out


@pytest.mark.parametrize(
    ("first", "count", "is_twin"),
    [(0, 10, True), (0, 8, True), (0, 7, False), (2, 10, True), (3, 10, False), (0, 12, True), (0, 13, False)],
)
def test_nearly_all_are_the_same(desk: Desk, first: int, count: int, is_twin: bool) -> None:
    """Eight of ten, whoever came or went."""
    assert desk.run(desk.file(names(first, count)), *WHEN) == 0
    assert bool(warned(desk)) is is_twin


@pytest.mark.parametrize(
    ("words", "is_twin"),
    [
        (("--date", "2026-11-23"), True),  # nobody said an hour: it is that of the import
        (("--date", "2026-11-23", "--start", "09:01"), False),
        (("--date", "2026-11-24", "--start", "09:00"), False),
        ((*WHEN, "--room", "CDI"), False),
        ((*WHEN, "--site", "Annexe"), False),
    ],
)
def test_the_same_slot(desk: Desk, words: tuple[str, ...], is_twin: bool) -> None:
    """Day, hour and place, as far as anybody says them."""
    assert desk.run(desk.file(names()), *words) == 0
    assert bool(warned(desk)) is is_twin


@pytest.mark.parametrize(
    ("deeds", "stands", "way"),
    [
        ((CheckIdentity(1),), "accueil en cours", "vigie purge --session p2 l'efface"),
        (
            (CheckIdentity(1), Mark("join", (1,)), Mark("start", (1,))),
            "tests en cours",
            "vigie purge --session p2 l'efface",
        ),
        ((Mark("absent", tuple(range(1, 11))),), "tests finis, pas encore close", "--update --session p1"),
        (
            (Mark("absent", tuple(range(1, 11))), CloseSession(force=True)),
            "close",
            "si ce n'est pas une nouvelle séance",
        ),
    ],
)
def test_it_is_known_whatever_became_of_it(desk: Desk, deeds: tuple[Action, ...], stands: str, way: str) -> None:
    """Begun, over, closed: the sentence says where it stands and what to do; another hour is another session."""
    for deed in deeds:
        outcome = desk.archive.journal("p1").act(deed, Context(NOW, "Paul Martin", "poste-1"))
        assert not outcome.refusals
    assert desk.run(desk.file(names()), *WHEN) == 0
    assert f"la session p1 (23/11/2026 à 09:00, {stands})" in warned(desk)[0]
    assert way in "".join(warned(desk))
    desk.out = ""
    assert desk.run(desk.file(names()), "--date", "2026-11-23", "--start", "14:00") == 0
    assert warned(desk) == []


def test_twice_in_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two files that are one."""
    desk = Desk(tmp_path, capsys)
    assert desk.run(desk.file(names(), "a.csv"), desk.file(names(), "b.csv"), *WHEN) == 0
    assert len(warned(desk)) == 2
