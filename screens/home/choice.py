"""What is chosen on home, for the door to go on with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Open this session."""

    number: str
    store: str = ""
    """Of this store, where there are several."""

    @property
    def key(self) -> str:
        """That of its card."""
        return f"{self.store}|{self.number}" if self.store else self.number


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Open a rehearsal."""


Choice = OpenSession | Rehearse
