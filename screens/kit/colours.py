"""The colours of each theme: one table a place, from which `screens.kit.themes` makes the palettes.

Every ink stands at 4.5:1 or more against each ground it is written on (a test measures what is really drawn), and never
says anything alone: a word, a sign or a weight goes with it.

The columns for 256 colours are picked by hand from the cube that such terminals have, and from those of its greys that
rounding leaves as they are: a colour is then what stands here, and its contrast too.

The terminal's own 16 colours are whatever their owner made them, on black or on white, and no coloured ink is legible
on both: ink keeps the terminal's own, its weight and reverse video say what is urgent, and colour comes only with a
ground of its own, for what is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OWN = "default"
"""The terminal's own ink or ground."""

Row = tuple[str, str, str, str]

INKS: Mapping[str, Row] = MappingProxyType(
    {
        #              dark       light      dark 256   light 256
        "": ("#d7def7", "#1b2140", "#d7d7ff", "#1c1c1c"),  # plain text
        "soft": ("#aab3d6", "#3d4667", "#afafd7", "#3a3a3a"),  # hours, what is read second
        "label": ("#939dc2", "#4c5575", "#87afaf", "#4e4e4e"),  # names of columns and fields
        "dim": ("#8791bb", "#5a6383", "#949494", "#585858"),  # who has gone or did not come
        "rule": ("#3a4166", "#c3cae0", "#4e4e4e", "#afafd7"),  # rules and the rest of a bar: nothing to read
        "green": ("#5ec4a0", "#0b6b4d", "#5fd7af", "#005f00"),  # goes well
        "blue": ("#6f97ff", "#1f4fd1", "#5fafff", "#005fd7"),  # the chosen one, how far they are
        "yellow": ("#e3c46b", "#735400", "#d7d75f", "#5f5f00"),  # waits for something
        "amber": ("#f0a83f", "#8a4b00", "#ffaf00", "#875f00"),  # soon
        "orange": ("#e38f72", "#a23c15", "#d7875f", "#af005f"),  # incidents, interruptions
        "red": ("#ff7468", "#b3261e", "#ff5f5f", "#d70000"),  # over, failed
        "violet": ("#b99af5", "#6636b0", "#af87ff", "#5f00d7"),  # temps majoré
    }
)

WEIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "red": "bold underline",
        "amber": "bold",
        "blue": "bold",
    }
)
"""What says in the last two columns what colour says in the others: the most urgent weighs the most."""

GROUNDS: Mapping[str, Row] = MappingProxyType(
    {
        "board": ("#12162a", "#fafbfe", "#121212", "#ffffff"),
        "band": ("#1c2342", "#e4e8f6", "#262626", "#d7ffff"),
        "chosen": ("#1f2749", "#dfe6fb", "#00005f", "#d7ffff"),
        "dialog": ("#1a203b", "#eef1fa", "#1c1c1c", "#ffffd7"),
    }
)

_CYAN, _GREEN, _GREY = "black bright_cyan", "black bright_green", "black white"

TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        #               ink on ground: dark, light, dark 256, light 256, ansi
        "tag.over": ("#ffffff #b93c33", "#ffffff #b3261e", "#ffffff #af0000", "#ffffff #af0000", ""),
        "tag.look": ("#12162a #e8a13a", "#1b2140 #f0b04a", "#121212 #ffaf00", "#1c1c1c #ffaf00", ""),
        "tag.session": ("#ffffff #2f62e6", "#ffffff #1f4fd1", "#ffffff #005fd7", "#ffffff #005fd7", _CYAN),
        "tag.done": ("#12162a #5ec4a0", "#ffffff #0b6b4d", "#121212 #5fd7af", "#ffffff #005f00", _GREEN),
        "tag.wait": ("#12162a #e3c46b", "#1b2140 #e6cd84", "#121212 #d7d75f", "#1c1c1c #d7d75f", _CYAN),
        "tag.gone": ("#12162a #8a94b8", "#ffffff #535c7c", "#121212 #949494", "#ffffff #585858", _GREY),
        "tag.held": ("#12162a #e38f72", "#ffffff #a23c15", "#121212 #d7875f", "#ffffff #af005f", ""),
        "tag.plain": ("#12162a #aab3d6", "#ffffff #3d4667", "#121212 #afafd7", "#ffffff #3a3a3a", _GREY),
    }
)
"""Roles that bring their own ground; an empty pair is reverse video, and so is every one without any colour.

Of the terminal's own sixteen only three grounds are such that black is legible on them in each of the palettes that
terminals come with; no ink at all is on red, blue and violet (white on blue is 3.0:1 in Konsole's, on violet 3.3:1 in
macOS's, on red 4.45:1 in Konsole's): what is urgent stands in reverse video, which is as legible as the terminal is.
Black is never bold there: most terminals make grey of it.
"""
