"""What a screen is given of the hub that its sessions are sent to."""

from __future__ import annotations

from typing import Protocol

from supervisor.hub_standing import HubStanding


class Hub(Protocol):
    """Whoever sends what is recorded here. Neither of these waits for anything."""

    @property
    def standing(self) -> HubStanding:
        """What became of all that was to be sent."""

    @property
    def here(self) -> str:
        """The folder of the session that is looked at; empty on home."""

    def wake(self) -> None:
        """Something was recorded in it."""
