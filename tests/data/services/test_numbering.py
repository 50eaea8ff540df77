"""The number of Pix Certif is given once in a store, by the command and on the board alike."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data.archive import Archive
from data.services.errors import NotPossibleError
from data.services.numbering import act
from screens.offices.desk import StoreDesk
from supervisor.action import Context, Renumber, WriteNote
from tests.screens.home.store import at, make


def asked(now: datetime) -> Context:
    return Context(now, "P. Martin", "portable")


def test_a_number_that_another_session_has_is_refused(tmp_path: Path) -> None:
    """Nothing is recorded; a free one is given."""
    make(tmp_path, "208")
    other = make(tmp_path, "209")
    archive = Archive(tmp_path)
    with pytest.raises(NotPossibleError, match="la session 208 existe déjà"):
        act(archive, other, Renumber("208"), asked(at("08:00:00")))
    assert other.session.number == "209"
    assert act(archive, other, Renumber("210"), asked(at("08:00:01"))).session.number == "210"


def test_the_board_is_told_so(tmp_path: Path) -> None:
    """As any refusal; all else goes to the journal as it is."""
    make(tmp_path, "208")
    other = make(tmp_path, "209")
    desk = StoreDesk(Archive(tmp_path), other)
    [refusal] = desk.act(Renumber("208"), asked(at("08:00:00"))).refusals
    assert "208 existe déjà" in refusal.reason
    assert desk.act(WriteNote("calme"), asked(at("08:00:01"))).entries
    assert desk.session.notes[-1].text == "calme"
    assert desk.follow() is not None
