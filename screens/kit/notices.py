"""What the board answers: one sentence at a time, whole, above the keys. Real time, never the session's."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """Monotonic instant at which it goes; None: it stays until it is dismissed, or a key is pressed."""
    since: float = 0.0
    is_kept: bool = False
    """What is said after it does not make it go."""
    is_nameless: bool = False
    """It may be read by anybody: it is shown while the names are masked."""
    reading_s: float | None = None
    """Of what tells an outcome: the first key that comes so long after it was first shown takes it away. None: none."""
    shown_at: float | None = None
    """Of what tells an outcome: when it was first shown."""

    @property
    def waits_to_be_seen(self) -> bool:
        """It stays until it is dismissed, whatever else is pressed."""
        return self.until is None and self.reading_s is None

    def was_read(self, at: float) -> bool:
        """An outcome that has been shown for as long as reading it takes."""
        return self.reading_s is not None and self.shown_at is not None and at - self.shown_at >= self.reading_s


def _reading_s(text: str, tone: Tone) -> float:
    """Seconds: how long a sentence is shown, at the least."""
    return SECONDS[tone] + (len(wrap_parts(text, ROW_CELLS)) - 1) * ROW_S


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
        seconds = lasts if lasts is not None else _reading_s(text, tone)
        until = None if stays else at + seconds
        self._all = [*self._kept(), Notice(text, tone, until, at, lasts is not None, nameless)]

    def tell_outcome(self, text: str, tone: Tone, at: float) -> None:
        """Say what came of work that took its time, until somebody is at the keys again.

        Whoever asked for it looked at the room meanwhile. A key that comes while it is still being read was meant for
        something else: the next one takes it away.
        """
        self._all = [*self._kept(), Notice(text, tone, None, at, reading_s=_reading_s(text, tone))]

    def key_pressed(self, at: float) -> bool:
        """A hand is there: take away the outcomes that have been read; false when there was none."""
        before = len(self._all)
        self._all = [n for n in self._all if not n.was_read(at)]
        return len(self._all) < before

    def _kept(self) -> list[Notice]:
        return [n for n in self._all if n.until is None or n.tone == "alarm" or n.is_kept]

    def current(self, at: float, *, masked: bool = False) -> Notice | None:
        """What is to be shown now; while the names are masked, only what holds none."""
        self._all = [n for n in self._all if n.until is None or n.until > at]
        readable = [n for n in self._all if n.is_nameless or not masked]
        passing = [n for n in readable if n.until is not None]
        if not readable:
            return None
        shown = (passing or readable)[-1]
        if shown.reading_s is not None and shown.shown_at is None:
            seen = replace(shown, shown_at=at)
            self._all = [seen if n is shown else n for n in self._all]
            return seen
        return shown

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
