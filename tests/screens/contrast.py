"""How legible what is drawn is: WCAG 2's contrast of every sign on the ground it really stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.app import App
from textual.color import Color as Ground
from textual.pilot import Pilot
from textual.strip import Strip

from screens.kit.themes import ANSI, DARK, DARK_256, LIGHT, LIGHT_256, PLAIN, Palette
from tests.on_screen import strips_of
from tests.wcag import contrast

TEXT, SIGN = 4.5, 3.0
"""Least contrast of what is read, and of a bar or a sign that says something (WCAG 2.2, 1.4.3 and 1.4.11)."""

_BLANKS = re.compile(r"[\s\u2500-\u257f]")
_BARS = re.compile("[\u2580-\u259f\u25a0-\u25ff]")


def triplets(colours: str) -> tuple[ColorTriplet, ...]:
    """Colours as they are written, without their sign."""
    return tuple(Color.parse(f"#{colour}").get_truecolor() for colour in colours.split())


@dataclass(frozen=True)
class Terminal:
    """What a terminal makes of the colours it is sent."""

    name: str
    system: ColorSystem
    ink: ColorTriplet
    """Its own ink, and its own ground."""
    ground: ColorTriplet
    sixteen: tuple[ColorTriplet, ...]
    dark_grounds: bool = False
    """It has the first eight colours only for grounds: a bright one is shown as its dark one."""


_XTERM = triplets(
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
_CONSOLE = triplets(
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
_BLACK, _WHITE = triplets("000000 ffffff")
TRUE = Terminal("true colours", ColorSystem.TRUECOLOR, _WHITE, _BLACK, _XTERM)
OF_256 = Terminal("256", ColorSystem.EIGHT_BIT, _WHITE, _BLACK, _XTERM)
ON_BLACK = Terminal("xterm on black", ColorSystem.STANDARD, _XTERM[7], _BLACK, _XTERM)
ON_WHITE = Terminal("xterm on white", ColorSystem.STANDARD, _BLACK, _WHITE, _XTERM)
CONSOLE = Terminal("Linux console", ColorSystem.STANDARD, _CONSOLE[7], _BLACK, _CONSOLE, dark_grounds=True)


DARK_ONES = 8
"""So many of the sixteen have a bright one behind them."""


def number_in(colour: Color | None, terminal: Terminal) -> int | None:
    """Which of the terminal's sixteen it is; None for any other."""
    if colour is None or colour.is_default or terminal.system is not ColorSystem.STANDARD:
        return None
    number = colour.downgrade(terminal.system).number
    return number if number is not None and number < len(terminal.sixteen) else None


def shown(colour: Color | None, own: ColorTriplet, terminal: Terminal) -> ColorTriplet:
    """What a terminal shows of a colour: rounded to what it has."""
    if colour is None or colour.is_default:
        return own
    number = number_in(colour, terminal)
    return terminal.sixteen[number] if number is not None else colour.downgrade(terminal.system).get_truecolor()


def pairs(style: Style, terminal: Terminal) -> list[tuple[ColorTriplet, ColorTriplet]]:
    """Ink and ground of a style as that terminal may show them.

    Bold ink of its own comes as it is or as its bright one: xterm, the Linux console, Windows Terminal and macOS's do
    the second, GNOME's the first, and each can be told otherwise.
    """
    inks = [shown(style.color, terminal.ink, terminal)]
    number = number_in(style.color, terminal)
    if style.bold and number is not None and number < DARK_ONES:
        inks.append(terminal.sixteen[number + DARK_ONES])
    ground = shown(style.bgcolor, terminal.ground, terminal)
    number = number_in(style.bgcolor, terminal)
    if terminal.dark_grounds and number is not None:
        ground = terminal.sixteen[number % DARK_ONES]
    return [(ground, ink) if style.reverse else (ink, ground) for ink in inks]


def measure(style: Style, terminal: Terminal) -> float:
    """The contrast of what is written in that style, the least there may be."""
    return min(contrast(ink, ground) for ink, ground in pairs(style, terminal))


def least(text: str, *, is_rest: bool) -> float:
    """The contrast that signs need: none for blanks and rules, less for bars than for letters.

    Args:
        text: the signs.
        is_rest: they are written in the ink of what says nothing: dots and the rest of a bar may be as weak as rules.
    """
    text = _BLANKS.sub("", text)
    if is_rest:
        text = _BARS.sub("", text).replace("·", "")
    if not text:
        return 1.0
    return TEXT if _BARS.sub("", text) else SIGN


class Looked(Protocol):
    """An application that is open, and whoever looks at it."""

    app: Any
    pilot: Pilot[Any]


async def too_weak(open_: Looked, palette: Palette, terminal: Terminal) -> set[tuple[str, str, float]]:
    """What is hard to read on the screen in front, in this theme on that terminal: text, style, contrast.

    Rules and the rest of a bar, in the ink of what says nothing, may be weak.
    """
    open_.app.theme = palette.name
    await open_.pilot.pause()
    rest = palette.inks["rule"]
    found = set()
    for line in strips_of(open_.app.screen):
        for text, style, _ in _filtered(line, open_.app):
            style = style or Style()
            is_rest = style.color is not None and not style.color.is_default and style.color.name == rest
            needed, measured = least(text, is_rest=is_rest), measure(style, terminal)
            if measured < needed or (style.dim and needed > 1):
                found.add((text.strip(), str(style), round(measured, 2)))
    return found


def _filtered(line: Strip, app: App[Any]) -> Strip:
    for one in app.get_line_filters():
        line = line.apply_filter(one, Ground.parse("black"))
    return line


SEEN = [
    (DARK, TRUE), (LIGHT, TRUE), (DARK_256, OF_256), (LIGHT_256, OF_256),
    (ANSI, ON_BLACK), (ANSI, ON_WHITE), (ANSI, CONSOLE), (PLAIN, ON_BLACK), (PLAIN, ON_WHITE),
]  # fmt: skip
"""Each theme on the terminals that get it."""
_FIRST = ((DARK, TRUE), (ANSI, CONSOLE))
"""The most colours and the fewest: looked at in `make test` too."""
IN_EACH = pytest.mark.parametrize(
    ("palette", "terminal"),
    [pytest.param(p, t, id=f"{p.name}-{t.name}", marks=() if (p, t) in _FIRST else pytest.mark.wide) for p, t in SEEN],
)
