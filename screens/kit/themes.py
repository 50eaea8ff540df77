"""What the roles of the ink look like: one table, from which the board's strips and Textual's themes are made.

Every ink stands at 4.5:1 or more against each ground it is written on (a test measures it), and never says
anything alone: a word or a sign goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES, Theme

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
    tags: Mapping[str, tuple[str, str]]
    """Roles that bring their own ground: ink, ground."""
    ansi: bool = False
    """True for the terminal's own 16 colours."""

    def __hash__(self) -> int:
        return hash(self.name)

    @cache  # noqa: B019  the three palettes live as long as the program
    def style(self, role: str, ground: str) -> Style:
        """The style of a role written on a ground."""
        bold = role.endswith("+")
        name = role.rstrip("+")
        if name in self.tags:
            ink, own_ground = self.tags[name]
            return Style(color=ink, bgcolor=own_ground, bold=True)
        return Style(color=self.inks[name], bgcolor=self.grounds[ground], bold=bold)


_INKS = {
    #              dark       light      ansi
    "": ("#d7def7", "#1b2140", "default"),  # plain text
    "soft": ("#aab3d6", "#3d4667", "default"),  # hours, what is read second
    "label": ("#939dc2", "#4c5575", "default"),  # names of columns and fields
    "dim": ("#8791bb", "#5a6383", "default"),  # who has gone or did not come
    "rule": ("#3a4166", "#c3cae0", "default"),  # rules and the rest of a bar: nothing to read
    "green": ("#5ec4a0", "#0b6b4d", "green"),  # goes well
    "blue": ("#6f97ff", "#1f4fd1", "bright_blue"),  # the chosen one, how far they are
    "yellow": ("#e3c46b", "#735400", "yellow"),  # waits for something
    "amber": ("#f0a83f", "#8a4b00", "bright_yellow"),  # soon
    "orange": ("#e38f72", "#a23c15", "bright_magenta"),  # incidents, interruptions
    "red": ("#ff7468", "#b3261e", "bright_red"),  # over, failed
    "violet": ("#b99af5", "#6636b0", "magenta"),  # temps majoré
}
_GROUNDS = {
    "board": ("#12162a", "#fafbfe", "default"),
    "band": ("#1c2342", "#e4e8f6", "default"),
    "chosen": ("#1f2749", "#dfe6fb", "default"),
    "dialog": ("#1a203b", "#eef1fa", "default"),
}
_TAGS = {
    "tag.over": (("#ffffff", "#b93c33"), ("#ffffff", "#b3261e"), ("bright_white", "red")),
    "tag.look": (("#12162a", "#e8a13a"), ("#1b2140", "#f0b04a"), ("black", "yellow")),
    "tag.session": (("#ffffff", "#2f62e6"), ("#ffffff", "#1f4fd1"), ("bright_white", "blue")),
    "tag.done": (("#12162a", "#5ec4a0"), ("#ffffff", "#0b6b4d"), ("black", "green")),
    "tag.wait": (("#12162a", "#e3c46b"), ("#1b2140", "#e6cd84"), ("black", "yellow")),
    "tag.gone": (("#12162a", "#8a94b8"), ("#ffffff", "#535c7c"), ("black", "white")),
    "tag.held": (("#12162a", "#e38f72"), ("#ffffff", "#a23c15"), ("black", "magenta")),
    "tag.plain": (("#12162a", "#aab3d6"), ("#ffffff", "#3d4667"), ("black", "white")),
}


def _palette(column: int, name: str, title: str) -> Palette:
    return Palette(
        name=name,
        title=title,
        dark=column != 1,
        inks={role: colours[column] for role, colours in _INKS.items()},
        grounds={place: colours[column] for place, colours in _GROUNDS.items()},
        tags={role: colours[column] for role, colours in _TAGS.items()},
        ansi=column == 2,
    )


DARK = _palette(0, "vigie-sombre", "sombre")
LIGHT = _palette(1, "vigie-clair", "clair")
ANSI = _palette(2, "vigie-ansi", "couleurs du terminal")
PALETTES = {palette.name: palette for palette in (DARK, LIGHT, ANSI)}
"""By the name of their Textual theme."""


def palette_named(theme: str) -> Palette:
    """The palette of a Textual theme; the dark one for a theme that is not ours."""
    return PALETTES.get(theme, DARK)


def first_theme(choice: str, color_system: str | None) -> Palette:
    """The palette to begin with.

    Args:
        choice: `dark`, `light`, `ansi`, or `auto`.
        color_system: what the terminal can show, as rich names it.
    """
    chosen = {"dark": DARK, "light": LIGHT, "ansi": ANSI}.get(choice)
    if chosen is None:
        chosen = DARK if color_system in ("truecolor", "256") else ANSI
    return chosen


def heed_no_color(app: App[Any]) -> None:
    """NO_COLOR on the colours of the terminal: none are sent at all.

    Textual chooses how it takes colours away before the theme is known; its shades of grey make the terminal's own
    colours black on black.
    """
    if app.no_color and palette_named(app.theme).ansi:
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


def paint(line: Line, palette: Palette, width: int, ground: str = "board") -> Strip:
    """A line as Textual draws it: in exactly `width` cells, on this ground."""
    line = clip(line, width)
    segments = [Segment(text, palette.style(role, ground)) for text, role in line if text]
    room = width - width_of(line)
    if room > 0:
        segments.append(Segment(" " * room, palette.style("", ground)))
    # Neighbours of one ink are sent as one.
    return Strip(segments, width).simplify()
