"""What stands in a table is read at a glance: numbers keep their per cent, names a size that can be read."""

from __future__ import annotations

from importlib import resources

import pytest

from data.documents.papers.rescue import papers
from data.documents.parts import Grid
from data.documents.pdf import lettering
from supervisor.typography import unbroken
from tests.screens.room import at, running


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("inscrit, temps majoré 33 %", "inscrit, temps majoré 33\N{NO-BREAK SPACE}%"),
        ("note : 5 % de bruit", "note : 5\N{NO-BREAK SPACE}% de bruit"),
        ("du % seul", "du % seul"),
    ],
)
def test_a_number_is_never_parted_from_its_per_cent(words: str, held: str) -> None:
    """« temps majoré 33 » ended a line of the journal, « % » began the next one."""
    assert unbroken(words) == held


def test_a_long_name_of_the_rescue_sheet_is_read() -> None:
    """Whoever goes on by hand reads it beside a window: a name of fifty letters was four points high."""
    (paper,) = papers(running().session, at("10:28:20"))
    (table,) = (part for part in paper.parts if isinstance(part, Grid))
    (room,) = (column.width for column in table.columns if column.names)
    longest = "DE LA VARENDIÈRE-MONTMORENCY Anne-Lise Marguerite"
    size, lines = lettering.fitted(longest, room - 2, table.height - 0.6, (10, 9, 8, 7, 6, 5.5), True)
    assert size >= 7
    assert " ".join(lines) == longest


def test_what_a_table_is_about_has_room_in_a_browser() -> None:
    """The events of the journal stood in a column of eight letters, beside one for remarks that was empty."""
    style = resources.files("data.documents.html").joinpath("style.css").read_text(encoding="utf-8")
    assert ".free { min-width: 15em; }" in style
