"""What is chosen on home, for the door to go on with."""

from __future__ import annotations

from dataclasses import dataclass

from screens.home.office import key_of


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Open this session."""

    number: str
    store: str = ""
    """Of this store, where there are several."""

    @property
    def key(self) -> str:
        """That of its card."""
        return key_of(self.number, self.store)


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Open a rehearsal."""


Choice = OpenSession | Rehearse
