"""What goes over the line to a terminal: of what is drawn again, the cells that changed.

Textual sends each part of a line that it draws again whole, each part with its ink. Here it is remembered what the
terminal shows: a letter and its ink a cell. What stands there already is left out, and the rest is reached by the
shortest way; after each update the terminal is as if all of it had been sent. Whatever is no update as Textual draws
them passes as it came, and then nothing is known any more. `tests/screens/test_wire.py` holds both against each other
in a terminal in memory.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from textual.geometry import Size

from screens.kit.pens import PLAIN, change
from screens.kit.sizes import drawn
from screens.kit.updates import Stretch, is_narrow, is_wide, leaves_plain, stretches_of

BELL = "\a"
SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
"""Around an update, for terminals that then show all of it at once."""
UNKNOWN, SECOND_HALF = "\x01", "\x00"
"""What is kept of a cell of which nothing is known, and of the second one of a wide letter."""
LONGEST_GAP = 4
"""Cells that are written once more at most to reach the next that changed: a move takes as many bytes."""


class Wire:
    """A line to a terminal, and what is known of the picture at its other end."""

    def __init__(self, send: Callable[[str], None]) -> None:
        """A line.

        Args:
            send: writes to the terminal.
        """
        self._send = send
        self._columns = self._rows = 0
        self._letters: list[str] = []
        """Of each row, a letter a cell."""
        self._size = (0, 0)
        """Columns and rows that the terminal says it has."""
        self._pens: list[list[str]] = []
        """Of each row, the pen that each cell was written with."""
        self._at: tuple[int, int] | None = None
        """Row and column where the terminal writes next."""
        self._pen = PLAIN
        """What it writes with."""
        self._is_plain = True
        """What was written last left no ink behind: the next update begins with the plain one."""
        self._out: list[str] = []
        self._holds_sync = False
        """It has not been told yet that an update begins."""
        self._narrow = set(map(chr, range(0x20, 0x7F)))
        """Letters that were looked at, and take one cell in every terminal."""
        self._is_lost = True
        self._is_busy = False
        self._lock = threading.RLock()

    def forget(self) -> None:
        """Nobody knows any more what the terminal shows: whatever is drawn from now on is sent."""
        self._is_lost = True

    def write(self, data: str, size: tuple[int, int]) -> None:
        """Send what is needed for the terminal to be as if all of this had been sent.

        Args:
            data: what is to be written.
            size: columns and rows of the terminal; at another size than before nothing is known of it.
        """
        with self._lock:
            if self._is_busy:
                # A signal came in between: the terminal is being taken away, or has come back.
                self._is_lost = True
                self._send(data)
                return
            self._is_busy = True
            try:
                shorter = self._shorter(data, size)
                if shorter:
                    self._send(shorter)
            finally:
                self._is_busy = False

    def _shorter(self, data: str, size: tuple[int, int]) -> str:
        if data == SYNC_START:
            self._holds_sync = True
            return ""
        if data in (SYNC_END, BELL):
            # An update of which nothing was to be sent is no update.
            held, self._holds_sync = self._holds_sync and data == SYNC_END, self._holds_sync and data != SYNC_END
            return "" if held else data
        if self._is_lost or size != self._size:
            self._is_lost = False
            self._size = size
            # Some terminals say that they are of 65535 rows: what is drawn is not.
            self._begin_anew(*drawn(Size(*size)))
        stretches = stretches_of(data, self._columns, self._rows) if self._is_plain else None
        if stretches is None:
            self._is_lost = True
            self._is_plain = leaves_plain(data, is_plain=self._is_plain)
            sent = data
        else:
            self._out = []
            self._draw(stretches)
            sent = "".join(self._out)
        if sent and self._holds_sync:
            self._holds_sync = False
            return SYNC_START + sent
        return sent

    def _begin_anew(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._letters = [UNKNOWN * columns] * rows
        self._pens = [[PLAIN] * columns for _ in range(rows)]
        self._at = None
        self._pen = PLAIN

    # What is drawn -------------------------------------------------------------------------------

    def _draw(self, stretches: list[Stretch]) -> None:
        for stretch in stretches:
            cells = self._cells_of(stretch)
            if cells is None:
                self._pass(stretch)
                continue
            x = stretch.x
            for letters, pen in cells:
                self._write(stretch.y, x, letters, pen)
                x += len(letters)
        self._take(PLAIN)
        # There an input method and a magnifier look, though the cursor is hidden.
        self._go(stretches[-1].y, stretches[-1].x)

    def _cells_of(self, stretch: Stretch) -> list[tuple[str, str]] | None:
        """Its parts, a letter a cell; None where a terminal may count its cells otherwise."""
        x, cells = stretch.x, []
        for text, pen in stretch.parts:
            letters = text if self._narrow.issuperset(text) else self._letter_a_cell(text)
            if letters is None:
                return None
            cells.append((letters, pen))
            x += len(letters)
        return cells if x <= self._columns else None

    def _letter_a_cell(self, text: str) -> str | None:
        cells = ""
        for letter in text:
            if letter in self._narrow:
                cells += letter
            elif is_narrow(letter):
                self._narrow.add(letter)
                cells += letter
            elif is_wide(letter):
                cells += letter + SECOND_HALF
            else:
                return None
        return cells

    def _pass(self, stretch: Stretch) -> None:
        """Letters whose cells nobody can count: what stands there then is not known, up to the end of the row."""
        self._take(stretch.before)
        self._at = None
        self._go(stretch.y, stretch.x)
        self._out.append(stretch.raw)
        # A mark that takes no cell goes onto the letter before it, which may end the row above.
        known = max(0, stretch.x - 1)
        self._letters[stretch.y] = self._letters[stretch.y][:known] + UNKNOWN * (self._columns - known)
        if not stretch.x and stretch.y:
            self._letters[stretch.y - 1] = self._letters[stretch.y - 1][:-1] + UNKNOWN
        self._at, self._pen = None, stretch.after

    def _write(self, y: int, x: int, letters: str, pen: str) -> None:
        """Send what of these cells is not there yet."""
        size = len(letters)
        row, pens = self._letters[y], self._pens[y]
        if row[x : x + size] == letters and pens[x : x + size] == [pen] * size:
            return
        differs = [row[x + i] != letters[i] or pens[x + i] != pen for i in range(size)]
        if SECOND_HALF in letters:
            for i in range(1, size):
                if letters[i] == SECOND_HALF:
                    differs[i - 1] = differs[i] = differs[i - 1] or differs[i]
        begun = 0
        while begun < size:
            if not differs[begun]:
                begun += 1
                continue
            end = begun + 1
            while end < size and differs[end]:
                end += 1
            self._put(y, x + begun, letters[begun:end], pen)
            begun = end

    def _put(self, y: int, x: int, letters: str, pen: str) -> None:
        self._go(y, x)
        self._take(pen)
        self._out.append(letters.replace(SECOND_HALF, ""))
        row, end = self._letters[y], x + len(letters)
        # What was half of a wide letter stays in there alone: it equals nothing that is drawn, whatever a terminal
        # makes of it.
        self._letters[y] = row[:x] + letters + row[end:]
        self._pens[y][x:end] = [pen] * len(letters)
        # So it is with a cursor behind the last cell.
        self._at = (y, end) if end < self._columns else None

    # The shortest way ----------------------------------------------------------------------------

    def _take(self, pen: str) -> None:
        if pen != self._pen:
            self._out.append(change(self._pen, pen))
            self._pen = pen

    def _go(self, y: int, x: int) -> None:
        """Have the terminal write there next."""
        if self._at == (y, x):
            return
        way = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
        if self._at is not None:
            row, column = self._at
            if row == y and 0 < x - column <= LONGEST_GAP and self._can_pass_over(y, column, x):
                along = self._letters[y][column:x]
            else:
                along = _steps(y - row, "B", "A") + _along(x, x - column)
            if len(along) < len(way):
                way = along
        self._out.append(way)
        self._at = (y, x)

    def _can_pass_over(self, y: int, column: int, x: int) -> bool:
        """What stands in between may be written once more: it is known, and in the ink of now."""
        return self._narrow.issuperset(self._letters[y][column:x]) and all(
            pen == self._pen for pen in self._pens[y][column:x]
        )


def _along(x: int, by: int) -> str:
    """So many columns to the right or the left, to column `x`."""
    if not x and by:
        return "\r"
    return "\b" * -by if -3 <= by < 0 else _steps(by, "C", "D")


def _steps(by: int, onwards: str, back: str) -> str:
    if not by:
        return ""
    return f"\x1b[{abs(by) if abs(by) > 1 else ''}{onwards if by > 0 else back}"
