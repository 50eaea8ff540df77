"""What a surveillant may set to his taste; plain values, given from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Keyboard = Literal["azerty-pc", "azerty-mac", "qwerty"]
ThemeChoice = Literal["auto", "dark", "light", "ansi"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a board."""

    keyboard: Keyboard = "azerty-pc"
    """Which unshifted keys of the digit row count as digits."""
    bell: bool = True
    """The terminal rings once when a countdown reaches 15, 5 and 0 minutes."""
    mask_after: int = 2
    """Minutes without a key after which the names are masked by themselves; 0: never."""
    theme: ThemeChoice = "auto"
    """`auto`: the dark theme, or the terminal's own 16 colours where it has no more."""
