"""What a surveillant may set to his taste; plain values, given from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Keyboard = Literal["azerty-pc", "azerty-mac", "qwerty"]
ThemeChoice = Literal["auto", "dark", "light", "ansi"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a board. `screens.settings_check` makes them from the file, which `docs/reglages.md` tells."""

    keyboard: Keyboard = "azerty-pc"
    """Which unshifted keys of the digit row count as digits."""
    bell: bool = True
    """The terminal rings once when a countdown reaches 15, 5 and 0 minutes."""
    mask_after: int = 2
    """Minutes without a key after which the names are masked by themselves; 0: never."""
    theme: ThemeChoice = "auto"
    """`auto`: the dark theme, or the terminal's own 16 colours where it has no more."""
    notice: int | None = None
    """Minutes left from which a countdown is yellow here; None: as the session's reference says."""
    last_minutes: int | None = None
    """Minutes left from which it is amber and pressing here; None: as the session's reference says."""
    mouse: bool = True
    """The mouse chooses and scrolls; false saves the traffic of its motions over SSH."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of the commands that were given others, by their ids, as Textual names them."""
