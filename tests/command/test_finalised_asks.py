"""`do N finalised`: what nobody ticked is listed, and asked about at a terminal."""

from __future__ import annotations

import sys

import pytest

from data.ticks import ticks_of
from tests.command.command import Vigie


@pytest.fixture
def closed(room: Vigie) -> Vigie:
    """Session 208, closed, with a fraud to be sent."""
    room.run_until_started(1)
    room.done("fraud", "1", "--kind", "communication", "--seen", "parlait", "--done", "séparés")
    room.done("finish", "1")
    room.done("close", "--force")
    return room


def test_lines_not_ticked_are_listed(closed: Vigie) -> None:
    """Without a terminal nobody can be asked: they are told, and it is noted."""
    lines = [line.replace("\xa0", " ") for line in closed.done("finalised").lines]
    assert "pas encore coché « fait » : n° 1, PV de fraude à envoyer" in lines
    assert closed.status()["session"]["phase"] == "finalised"


def test_at_a_terminal_it_is_asked(closed: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything but « oui » notes nothing."""
    monkeypatch.setattr("screens.command.asking.has_terminal", lambda: True)
    assert closed.do("finalised", stdin="non\n").code == 1
    assert closed.status()["session"]["phase"] == "closed"
    assert closed.do("finalised", stdin="oui\n").code == 0
    assert sys.stdin is not None
    assert closed.status()["session"]["phase"] == "finalised"


def test_boxes_ticked_on_the_closing_view_count(closed: Vigie, tmp_path_factory: pytest.TempPathFactory) -> None:
    """They are not asked about again, and stand ticked in the Markdown of the export."""
    from data.archive import Archive
    from supervisor.closing import tick_key, to_type

    journal = Archive(closed.store).journal("208")
    for line in to_type(journal.session):
        assert ticks_of(journal).toggle(tick_key(journal.session, f"fait:{line.key}")) == ""
    folder = tmp_path_factory.mktemp("export") / "x"
    assert closed("export", "208", "--only", "md", "--to", str(folder)).code == 0
    sheet = (folder / "finalisation.md").read_text(encoding="utf-8")
    assert "- [x] Envoyer le PV de fraude du n° 1" in sheet
    said = closed("finalise", "208", "--lines").lines
    assert any(", saisie, " in line and "fraude" in line for line in said), said
    assert not any("pas encore coché" in line for line in closed.done("finalised").lines)
