"""The fonts that tests read once make the papers that the program makes."""

from __future__ import annotations

import pytest
from fontTools.subset import Subsetter
from fpdf.fonts import TTFFont

from data.documents.papers import PAPERS
from tests import thrift
from tests.documents.rooms import closed, eventful

BENCH = closed(eventful())


def made(name: str) -> dict[str, bytes]:
    """A paper of a room in which everything happened."""
    return {**PAPERS[name].make(BENCH.session, BENCH.now)}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.wide] * (name != "secours")) for name in PAPERS]
)
def test_to_the_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first time, and when its fonts are at hand."""
    first, second = made(name), made(name)
    monkeypatch.setattr(TTFFont, "__init__", thrift._read_font)
    monkeypatch.setattr(Subsetter, "subset", thrift._cut_font)
    assert first == second == made(name)
