"""The number of Pix Certif is given once in a store, by the command and on the board alike."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from data.archive import Archive
from screens.kit.desk import Desk
from supervisor.action import Context, Renumber, WriteNote
from tests.screens.home.store import at, make


def asked(now: datetime) -> Context:
    return Context(now, "P. Martin", "portable")


def test_a_number_that_another_session_has_is_refused(tmp_path: Path) -> None:
    """Nothing is recorded; a free one is given."""
    make(tmp_path, "208")
    other = make(tmp_path, "209")
    outcome = other.act(Renumber("208"), asked(at("08:00:00")))
    assert not outcome.entries
    assert [refusal.reason for refusal in outcome.refusals] == [
        "la session 208 existe déjà : choisissez un autre numéro"
    ]
    assert other.session.number == "209"
    assert other.act(Renumber("210"), asked(at("08:00:01"))).session.number == "210"


def test_the_board_is_told_so(tmp_path: Path) -> None:
    """As any refusal; all else goes to the journal as it is."""
    make(tmp_path, "208")
    make(tmp_path, "209")
    desk: Desk = Archive(tmp_path).journal("209")
    [refusal] = desk.act(Renumber("208"), asked(at("08:00:00"))).refusals
    assert "208 existe déjà" in refusal.reason
    assert desk.act(WriteNote("calme"), asked(at("08:00:01"))).entries
    assert desk.session.notes[-1].text == "calme"
    assert desk.follow() is not None
