"""The journal of the review: nobody's name is cut for nothing."""

from __future__ import annotations

from typing import cast

from screens.kit.ink import plain
from screens.picture.picture import Picture
from screens.review.entries import Entries
from supervisor import action as act
from supervisor.candidate import Identity
from tests.supervisor.support import Bench


def shown(width: int, *names: str) -> str:
    """The journal of a session of these people."""
    people = tuple(act.NewCandidate(Identity(last_name=name, first_name="Ana")) for name in names)
    bench = Bench(listed=people)
    entries = Entries(id="entries")
    entries.session, entries.entries = bench.session, tuple(bench.session.entries)
    return "\n".join(map(plain, entries.lines_of(cast(Picture, None), width, 20)))


def test_a_long_name_is_whole_where_there_is_room() -> None:
    """It pushes the words to the right, as long as they stay whole; else it is cut; short ones take no more."""
    assert "01 TRAN-DELATTRE-BEAUPRÉ Ana inscrit" in shown(150, "TRAN-DELATTRE-BEAUPRÉ", "LE")
    assert "01 TRAN-DELATTRE-BEAUPRÉ Ana inscrit" in shown(80, "TRAN-DELATTRE-BEAUPRÉ")
    assert "01 TRAN-DELATTRE-BE… inscrit" in shown(60, "TRAN-DELATTRE-BEAUPRÉ")
    assert "01 LE Ana            inscrit" in shown(150, "LE")
