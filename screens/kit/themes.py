"""What the roles of the ink look like: one table, from which the board's strips and Textual's themes are made.

The colours themselves: `screens.kit.colours`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES, Theme

from screens.kit.colours import GROUNDS, INKS, OWN, TAGS, WEIGHTS
from screens.kit.ink import Line, clip, width_of


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    name: str
    """Name of the Textual theme."""
    title: str
    """What it is called in the palette."""
    dark: bool
    inks: Mapping[str, str]
    """Colour of each role of ink; the empty role is plain text."""
    grounds: Mapping[str, str]
    """Background of each place: the board, the bands at its top and bottom, the chosen row, dialogs."""
    tags: Mapping[str, tuple[str, str] | None]
    """Roles that bring their own ground: ink, ground; None: what they stand on, in reverse video."""
    ansi: bool = False
    """True for the terminal's own colours, with no ink of ours: weights say what colours say elsewhere."""

    def __hash__(self) -> int:
        return hash(self.name)

    @cache  # noqa: B019  the palettes live as long as the program
    def style(self, role: str, ground: str) -> Style:
        """The style of a role written on a ground."""
        bold = role.endswith("+")
        name = role.rstrip("+")
        if name in self.tags:
            pair = self.tags[name]
            # Bold black of the terminal's own is grey in most of them.
            return Style(color=pair[0], bgcolor=pair[1], bold=not self.ansi) if pair else Style(reverse=True, bold=True)
        style = Style(color=self.inks[name], bgcolor=self.grounds[ground], bold=bold)
        return style + Style.parse(WEIGHTS.get(name, "")) if self.ansi else style


def _palette(column: int, name: str, title: str) -> Palette:
    own = column >= len(GROUNDS["board"])
    return Palette(
        name=name,
        title=title,
        dark=column not in (1, 3),
        inks={role: OWN if own else row[column] for role, row in INKS.items()},
        grounds={place: OWN if own else row[column] for place, row in GROUNDS.items()},
        tags={role: _tag(pairs[column:]) for role, pairs in TAGS.items()},
        ansi=own,
    )


def _tag(pairs: Sequence[str]) -> tuple[str, str] | None:
    if not pairs or not pairs[0]:
        return None
    ink, ground = pairs[0].split()
    return ink, ground


DARK = _palette(0, "vigie-sombre", "sombre")
LIGHT = _palette(1, "vigie-clair", "clair")
DARK_256 = _palette(2, "vigie-sombre-256", "sombre")
LIGHT_256 = _palette(3, "vigie-clair-256", "clair")
ANSI = _palette(4, "vigie-ansi", "couleurs du terminal")
PLAIN = _palette(5, "vigie-sans-couleur", "aucune, NO_COLOR le demande")
PALETTES = {palette.name: palette for palette in (DARK, LIGHT, DARK_256, LIGHT_256, ANSI, PLAIN)}
"""By the name of their Textual theme."""


def palette_named(theme: str) -> Palette:
    """The palette of a Textual theme; the dark one for a theme that is not ours."""
    return PALETTES.get(theme, DARK)


def palettes_for(color_system: str | None, *, no_color: bool = False) -> tuple[Palette, ...]:
    """Those that a terminal can be asked for, in their order.

    Args:
        color_system: what the terminal can show, as rich names it.
        no_color: whoever sits here wants none (NO_COLOR): there is but one, then.
    """
    if no_color:
        return (PLAIN,)
    return (DARK_256, LIGHT_256, ANSI) if color_system == "256" else (DARK, LIGHT, ANSI)


def first_theme(choice: str, color_system: str | None, *, no_color: bool = False) -> Palette:
    """The palette to begin with.

    Args:
        choice: `dark`, `light`, `ansi`, or `auto`.
        color_system: what the terminal can show, as rich names it.
        no_color: see `palettes_for`.
    """
    if no_color:
        return PLAIN
    dark, light, ansi = palettes_for(color_system)
    by_itself = dark if color_system in ("truecolor", "256") else ansi
    return {"dark": dark, "light": light, "ansi": ansi}.get(choice, by_itself)


def heed_no_color(app: App[Any]) -> None:
    """NO_COLOR: no colour is sent at all.

    Textual would make shades of grey of them, and the terminal's own colours black on black.
    """
    if app.no_color:
        app._filters = [NoColor() if isinstance(one, Monochrome) else one for one in app._filters]


def textual_theme(palette: Palette) -> Theme:
    """The same colours for Textual's own widgets and for the style sheet."""

    def colour(name: str) -> str:
        return f"ansi_{name}" if palette.ansi else name

    inks, grounds = palette.inks, palette.grounds
    return Theme(
        name=palette.name,
        ansi=palette.ansi,
        dark=palette.dark,
        primary=colour(inks["blue"]),
        secondary=colour(inks["violet"]),
        accent=colour(inks["amber"]),
        warning=colour(inks["amber"]),
        error=colour(inks["red"]),
        success=colour(inks["green"]),
        foreground=colour(inks[""]),
        background=colour(grounds["board"]),
        surface=colour(grounds["dialog"]),
        panel=colour(grounds["band"]),
        variables={
            # What Textual's own style sheets ask of a theme of 16 colours.
            **(BUILTIN_THEMES["ansi-dark"].variables if palette.ansi else {}),
            "vigie-rule": colour(inks["rule"]),
            "vigie-label": colour(inks["label"]),
            "vigie-field": colour(grounds["board"]),
        },
    )


def _inked(text: str, style: Style) -> Iterator[Segment]:
    """A word is underlined, and not the blanks that fill its column: they would lead to what stands behind it."""
    said = text.rstrip(" ") if style.underline else text
    if said:
        yield Segment(said, style)
    if len(said) < len(text):
        yield Segment(text[len(said) :], style + Style(underline=False))


def paint(line: Line, palette: Palette, width: int, ground: str = "board") -> Strip:
    """A line as Textual draws it: in exactly `width` cells, on this ground."""
    line = clip(line, width)
    segments = [segment for text, role in line if text for segment in _inked(text, palette.style(role, ground))]
    room = width - width_of(line)
    if room > 0:
        segments.append(Segment(" " * room, palette.style("", ground)))
    # Neighbours of one ink are sent as one.
    return Strip(segments, width).simplify()
