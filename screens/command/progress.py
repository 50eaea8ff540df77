"""A bar for who waits: shown on a terminal once something has taken longer than a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from supervisor.typography import one_line

SHOWN_AFTER_S = 1.0
"""Real seconds before there is anything to show."""
_WIDTH = 20


class Progress:
    """Told of each step; says nothing where nobody looks."""

    def __init__(self, stream: TextIO | None, monotonic: Callable[[], float]) -> None:
        """A bar.

        Args:
            stream: where it is drawn, if it is a terminal.
            monotonic: real seconds.
        """
        self._stream = stream if stream is not None and stream.isatty() else None
        self._monotonic = monotonic
        self._begun = monotonic()
        self._is_shown = False

    def __call__(self, done: int, total: int, label: str) -> None:
        """So many of all steps are done; the next one makes `label`, empty at the end."""
        if self._stream is None or (not self._is_shown and self._monotonic() - self._begun < SHOWN_AFTER_S):
            return
        if done >= total:
            self._stream.write("\r\x1b[K")
        else:
            full = _WIDTH * done // total
            self._stream.write(f"\r\x1b[K[{'█' * full}{'·' * (_WIDTH - full)}] {done + 1}/{total} {one_line(label)}")
        self._is_shown = done < total
        self._stream.flush()
