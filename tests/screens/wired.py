"""Two terminals in memory: one is sent all that Textual writes, the other what `screens.kit.wire` makes of it."""

from __future__ import annotations

from typing import Any

import pyte
from textual.drivers.headless_driver import HeadlessDriver

from screens.kit.wire import Wire

BEGUN = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""What a driver says first: the other screen, no cursor, lines that end at the edge."""


class Blanking(pyte.Screen):
    """A terminal that leaves no half of a wide letter: what is left of one that is written over becomes a space."""

    def draw(self, data: str) -> None:
        for letter in data:
            self._blank(self.cursor.x, -1)
            super().draw(letter)
            self._blank(self.cursor.x, 0)

    def _blank(self, x: int, half: int) -> None:
        line = self.buffer[self.cursor.y]
        if 0 < x < self.columns and line[x].data == "":
            line[x + half] = line[x + half]._replace(data=" ")


class TwoTerminals:
    """What is written reaches both; they are held against each other cell by cell."""

    def __init__(self, columns: int, rows: int, kind: type[pyte.Screen] = pyte.Screen) -> None:
        self.size = (columns, rows)
        self._whole, self._sparing = kind(columns, rows), kind(columns, rows)
        self._to_whole, self._to_sparing = pyte.Stream(self._whole), pyte.Stream(self._sparing)
        self.wire = Wire(self._sent)
        self.was_written = self.was_sent = 0
        """Bytes."""
        self.updates = 0
        self.write(BEGUN)

    def _sent(self, data: str) -> None:
        self.was_sent += len(data.encode())
        self._to_sparing.feed(data)

    def write(self, data: str) -> None:
        """Write it, and compare."""
        self.was_written += len(data.encode())
        self.updates += 1
        self._to_whole.feed(data)
        self.wire.write(data, self.size)
        self.compare()

    def compare(self) -> None:
        """Both show the same: letters, inks, and where the cursor stands."""
        for y in range(self.size[1]):
            whole, sparing = self._whole.buffer[y], self._sparing.buffer[y]
            for x in range(self.size[0]):
                assert whole[x] == sparing[x], (y, x, self.shown())
        one, other = self._whole.cursor, self._sparing.cursor
        assert (one.y, one.x, one.attrs) == (other.y, other.x, other.attrs)

    def resize(self, columns: int, rows: int) -> None:
        """The window is another; what a terminal makes of its picture then is its own affair."""
        self.size = (columns, rows)
        for screen in (self._whole, self._sparing):
            screen.resize(rows, columns)

    def overwrite(self, text: str) -> None:
        """Something else writes on the terminal."""
        self._to_whole.feed(text)
        self._to_sparing.feed(text)

    def shown(self) -> str:
        """What the one that is sent less shows."""
        return "\n".join(self._sparing.display)


class Wired(HeadlessDriver):
    """A driver whose terminals are in memory."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self.terminals = TwoTerminals(*self._get_terminal_size())

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        if self._size is not None and self._size != self.terminals.size:
            self.terminals.resize(*self._size)
        self.terminals.write(data)

    def forget_sent(self) -> None:
        self.terminals.wire.forget()
