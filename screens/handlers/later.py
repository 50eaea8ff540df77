"""The rooms of the handlers with all their boxes, loaded by the first key that needs one.

What a board shows at its opening waits for none of them. Once it stands they are loaded one by one, so that the first
keys do not wait either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

ROOMS = (
    "course", "time", "incident", "fraud", "session", "people", "menu", "choosing", "outage", "papers", "close",
    "screen",
)  # fmt: skip
"""Modules of this package, those of the commonest keys first."""


@dataclass(frozen=True, slots=True)
class Handler:
    """A function of such a room, as a row of the tables names it."""

    room: str
    name: str

    @property
    def function(self) -> Callable[..., object]:
        """The function itself."""
        found: Callable[..., object] = getattr(import_module(_whole(self.room)), self.name)
        return found

    def __call__(self, *given: object) -> object:
        """Do it."""
        return self.function(*given)


class Room:
    """A room of which the tables name functions."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Handler:
        """The function of this name."""
        return Handler(self._name, name)


def rooms() -> Iterator[Room]:
    """All of them, in the order of `ROOMS`."""
    return map(Room, ROOMS)


def load_one_more() -> bool:
    """Load the next room that nobody asked for yet; False where all are there."""
    for room in ROOMS:
        if _whole(room) not in sys.modules:
            import_module(_whole(room))
            return True
    return False


def _whole(room: str) -> str:
    return f"{__package__}.{room}"
