"""What a surveillant may set to their taste; plain values, given from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Keyboard = Literal["azerty-pc", "azerty-mac", "qwerty"]
ThemeChoice = Literal["auto", "dark", "light", "ansi"]
Display = Literal["auto", "thrifty", "normal"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a board. `settings_check` makes them from the file, which `docs/reglages.md` tells."""

    keyboard: Keyboard = "azerty-pc"
    """Which unshifted keys of the digit row count as digits."""
    bell: bool = True
    """The terminal rings once when a countdown reaches 15, 5 and 0 minutes."""
    mask_after: int = 2
    """Minutes without a key after which the names are masked by themselves; 0: never."""
    theme: ThemeChoice = "auto"
    """`auto`: the dark theme, or the terminal's own 16 colours where it has no more."""
    display: Display = "auto"
    """`thrifty`: minutes until the last ten, no bars, so that little goes over a line; `auto`: that over SSH."""
    notice: int | None = None
    """Minutes left from which a countdown is yellow here; None: as the session's reference says."""
    last_minutes: int | None = None
    """Minutes left from which it is amber and pressing here; None: as the session's reference says."""
    presence_due: int | None = None
    """Minutes after « Confirmer la présence » at which who has not started is raised here, before it expires."""
    joined_waiting: int | None = None
    """Minutes after which who joined and has not started is raised here."""
    not_connected: int | None = None
    """Minutes after half the room has started at which who is there and has not joined is raised here."""
    phone: str = ""
    """The line on which Pix support can call the school back; shown on the sheet for the support."""
    mouse: bool = True
    """The mouse chooses and scrolls; false saves the traffic of its motions over SSH."""
    changed_cells: bool = True
    """Of what is drawn again only the cells that changed are sent; false: all of it, for a terminal that blurs."""
    hub: str = ""
    """Where sessions are sent, so that many machines are seen together; without its password. Empty: nowhere."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of the commands that were given others, by their ids, as Textual names them."""
