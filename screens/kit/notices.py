"""What the board answers: one sentence at a time, whole, above the keys. Real time, never the session's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from screens.kit.ink import wrap_parts

Tone = Literal["done", "told", "refused", "alarm", "failed"]

SECONDS: dict[Tone, float] = {"done": 5.0, "told": 6.0, "refused": 8.0, "alarm": 12.0, "failed": 12.0}
"""How long a notice stays."""
ROW_S = 3.0
"""Reading a further row takes that long; where a sentence has no room at all, its pages turn that often."""
ROW_CELLS = 66
"""A row of it on a terminal of 80 columns: a notice stays as long as reading it takes there, whatever the width."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One answer, or one alarm."""

    text: str
    tone: Tone = "told"
    until: float | None = None
    """Monotonic instant at which it goes; None: it stays until it is dismissed."""
    since: float = 0.0
    is_kept: bool = False
    """What is said after it does not make it go."""
    is_nameless: bool = False
    """It may be read by anybody: it is shown while the names are masked."""


class Notices:
    """The answers not gone yet; the latest is shown, those that stay come back after it."""

    def __init__(self) -> None:
        self._all: list[Notice] = []

    def say(
        self, text: str, tone: Tone, at: float, *, stays: bool = False, lasts: float | None = None,
        nameless: bool = False,
    ) -> None:  # fmt: skip
        """Show a sentence from now on; an earlier one of a plain action gives way.

        Args:
            text: the sentence.
            tone: what it is.
            at: now, in real seconds.
            stays: until it is dismissed.
            lasts: so many seconds, whatever is said meanwhile; it comes back after that.
            nameless: no name stands in it, nor what somebody wrote.
        """
        kept = [n for n in self._all if n.until is None or n.tone == "alarm" or n.is_kept]
        rows = len(wrap_parts(text, ROW_CELLS))
        seconds = lasts if lasts is not None else SECONDS[tone] + (rows - 1) * ROW_S
        self._all = [*kept, Notice(text, tone, None if stays else at + seconds, at, lasts is not None, nameless)]

    def current(self, at: float, *, masked: bool = False) -> Notice | None:
        """What is to be shown now; while the names are masked, only what holds none."""
        self._all = [n for n in self._all if n.until is None or n.until > at]
        readable = [n for n in self._all if n.is_nameless or not masked]
        passing = [n for n in readable if n.until is not None]
        shown = passing or readable
        return shown[-1] if shown else None

    def dismiss(self) -> bool:
        """Take away what is shown; false when there was nothing."""
        if not self._all:
            return False
        passing = [n for n in self._all if n.until is not None]
        self._all.remove((passing or self._all)[-1])
        return True

    def dismiss_what_stays(self, at: float) -> bool:
        """Take away what is shown where it stays until it is seen; false when nothing does, or it goes by itself."""
        shown = self.current(at)
        return shown is not None and shown.until is None and self.dismiss()

    def give_way(self) -> None:
        """Take away what only goes by: the hand has gone on, and the footer is to name the next step."""
        self._all = [n for n in self._all if n.until is None or n.is_kept or n.tone not in ("done", "told")]

    def begin_anew(self) -> None:
        """Another thing is asked for: what refused the one before is not its answer."""
        self._all = [n for n in self._all if n.until is None or n.is_kept or n.tone != "refused"]

    def forget_failures(self) -> None:
        """Take away what said that something was not recorded: it is being tried again."""
        self._all = [n for n in self._all if n.tone != "failed"]

    def take_back(self, text: str) -> None:
        """Take away a sentence that stayed: what it offered was done."""
        self._all = [n for n in self._all if n.text != text]

    @property
    def waiting(self) -> int:
        """How many stay until they are dismissed."""
        return sum(n.until is None for n in self._all)
