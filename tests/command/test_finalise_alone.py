"""`vigie finalise` without a number, and several stores in `vigie status`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.command.command import NOW, Vigie


def over(room: Vigie, number: str, *, close: bool = True) -> None:
    """A session whose only test ends at the clock's instant."""
    assert room("do", number, "start", "1").code == 0
    assert room("do", number, "finish", "1").code == 0
    assert room("do", number, "absent", "2,3,4,5,6").code == 0
    if close:
        assert room("do", number, "close", "--force").code == 0


def test_what_waits_for_its_finalisation(room: Vigie) -> None:
    """Latest first, each with its delay; one that is still open is told to be closed."""
    for number in ("209", "210", "211"):
        room.create(number)
    over(room, "208")
    over(room, "211")
    assert room("do", "211", "finalised").code == 0
    room.clock.instant = NOW + timedelta(hours=10)
    over(room, "209", close=False)
    room.clock.instant = NOW + timedelta(hours=50)
    answer = room("finalise")
    assert answer.code == 0
    assert answer.lines == [
        "Session 208 du 22/11/2026 : à finaliser, 48 h dépassées depuis 2 h 00",
        "Session 209 du 22/11/2026 : à finaliser, à clore d'abord, avant 19:00, reste 8 h 00",
        "Pour la fiche : vigie finalise N",
    ]


def test_nothing_waits(room: Vigie) -> None:
    """Said too."""
    assert room("finalise").lines == ["Aucune session n'attend sa finalisation."]


def test_several_stores_are_named(room: Vigie, tmp_path: Path) -> None:
    """Where two are looked at each session says in which it is; one alone needs no name."""
    there = Vigie(tmp_path / "annexe", room.capture, room.patch, room.clock)
    there.create("208")
    alone = room("status").lines
    both = room("status", "--store", str(there.store)).lines
    assert both[0] == f"{room.store.name} — {alone[0]}"
    assert both[1].startswith("annexe — Session 208 — ")
    told = room("status", "--store", str(there.store), "--json").json["sessions"]
    assert [one["store"] for one in told] == [room.store.name, "annexe"]
    assert room("status", "--json").json["sessions"][0]["store"] == room.store.name


def test_stores_of_the_same_name(room: Vigie, tmp_path: Path) -> None:
    """By their paths."""
    there = Vigie(tmp_path / "b" / room.store.name, room.capture, room.patch, room.clock)
    there.create("208")
    lines = room("status", "--store", str(there.store)).lines
    assert lines[1].startswith(f"{there.store} — ")
