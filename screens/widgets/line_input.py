"""A line to type into: as wide as its box, whatever stands in it."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class LineInput(Input):
    """Typing in it moves nothing around it.

    Textual lays the whole screen out again at each letter, for fields that grow with what is typed: none of ours does.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
