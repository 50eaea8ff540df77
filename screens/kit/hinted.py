"""Keys that are named on the screen, read back: a click on a hint presses its key, as the hand would."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Click, Key
from textual.widget import Widget

from screens.kit.hands import key_writing
from screens.kit.ink import Line, Span, width_of
from screens.kit.key_names import KEY_NAMES

KEY_INK = "amber+"
"""How keys are written, in a footer and at the foot of a box."""
_MODIFIERS = {"Maj": "shift", "Ctrl": "ctrl", "Alt": "alt"}
_BY_NAME = {name: key for key, name in KEY_NAMES.items() if key != "shift"}


def key_called(name: str) -> Key | None:
    """The key of this name: « Entrée », « F2 », « Ctrl+P », « Maj+← », « é »; None where it names none."""
    *modifiers, last = name.split("+") if len(name) > 1 else [name]
    if not all(modifier in _MODIFIERS for modifier in modifiers):
        return None
    if modifiers:
        bare = key_called(last.lower() if len(last) == 1 else last)
        return Key("+".join([*(_MODIFIERS[m] for m in modifiers), bare.key]), None) if bare is not None else None
    if last in _BY_NAME:
        key = _BY_NAME[last]
        return Key(key, last if len(last) == 1 and last not in "↑↓←→" else " " if key == "space" else None)
    if len(last) == 1:
        return key_writing(last)
    if last[:1] == "F" and last[1:].isdigit():
        return Key(last.lower(), None)
    return None


def keys_called(names: str) -> list[tuple[int, Key]]:
    """The keys that are named together, each with the place where its name ends: « ↑ ↓ », « Maj ← → », « F2 F3 »."""
    whole = key_called(names)
    found: list[tuple[int, Key]] = [(len(names), whole)] if whole is not None else []
    if found:
        return found
    modifier, end = "", 0
    for name in names.split(" "):
        end += len(name) + 1
        if name in _MODIFIERS:
            modifier = f"{name}+"
        elif name and (key := key_called(modifier + name)) is not None:
            found.append((end, key))
    return found


def key_at(line: Line, x: int) -> Key | None:
    """The key that a click there presses: the one it is on, or the one whose words it is on."""
    at, last = 0, None
    for text, role in line:
        end = at + width_of(((text, role),))
        keys = keys_called(text) if role == KEY_INK else []
        if keys:
            last = next((key for place, key in keys if at <= x < min(end, at + place)), keys[0][1])
        if at <= x < end:
            return last if keys or text.strip() else None
        at = end
    return None


GAPS = ("   ", "  ")
"""What stands between a key and the next, the wider where there is room."""


def hints_of(line: Line) -> list[Line]:
    """The keys of a line one by one, each with what it does."""
    groups: list[list[Span]] = []
    for text, role in line:
        if role == KEY_INK or not groups:
            groups.append([])
        groups[-1].append((text, role))
    return [(*group[:-1], (group[-1][0].rstrip(), group[-1][1])) for group in groups]


def keys_row(hints: Sequence[Line], width: int, last: Line = (), gaps: Sequence[str] = GAPS) -> Line:
    """Keys and what they do, in one row: one that has no room is skipped, and those behind it are not.

    Args:
        hints: each key with its words, the most wanted first.
        width: cells of the row.
        last: what stands behind them in any case.
        gaps: what may stand between them, the wider first.
    """
    for gap in gaps:
        line: Line = ((" ", ""),)
        room = width - (width_of(last) + len(gap) if last else 0)
        left_out = False
        for hint in hints:
            item = hint if len(line) == 1 else ((gap, ""), *hint)
            if width_of(line) + width_of(item) > room:
                left_out = True
                continue
            line = (*line, *item)
        if not left_out or gap == gaps[-1]:
            break
    return (*line, (gap if len(line) > 1 else "", ""), *last) if last else line


def press_hint(widget: Widget, line: Line, event: Click) -> None:
    """Press the key that was clicked on, if one was."""
    key = key_at(line, event.x)
    if key is not None:
        event.stop()
        widget.app.post_message(key)
