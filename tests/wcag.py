"""Contrast as WCAG 2 counts it, for the screens and for the papers."""

from __future__ import annotations

Colour = tuple[int, int, int]
"""Red, green and blue, to 255."""


def luminance(colour: Colour) -> float:
    """Relative luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
