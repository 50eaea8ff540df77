"""Lines of a screen as values: texts with the role of their ink, measured in cells.

A drawing function answers such lines; `Palette` (in `screens.kit.themes`) says what a role looks like. Texts are
never read as markup: they go to the terminal as segments, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.cells import cell_len

Span = tuple[str, str]
"""A text, and the role of its ink; a role that ends with « + » is bold."""
Line = tuple[Span, ...]

ELLIPSIS = "…"
OWNER = "@"
"""Begins the role of a span of no cells that says whose the cells behind it are."""


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells; what is cut away shows as an ellipsis."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    kept, used = "", 0
    for character in text:
        used += cell_len(character)
        if used > width - 1:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text in exactly `width` cells."""
    text = cut(text, width)
    room = " " * (width - cell_len(text))
    return room + text if align == "right" else text + room


def width_of(line: Iterable[Span]) -> int:
    """Cells a line takes."""
    return sum([cell_len(text) for text, _ in line])


def plain(line: Iterable[Span]) -> str:
    """What a line says, without its ink."""
    return "".join(text for text, _ in line)


def clip(line: Iterable[Span], width: int) -> Line:
    """The line in at most `width` cells, with an ellipsis where it is cut."""
    kept: list[Span] = []
    line = tuple(line)
    if width_of(line) <= width:
        return line
    left = width
    for text, role in line:
        size = cell_len(text)
        if size >= left:
            # What follows is cut: this span takes the ellipsis, even where it would have fitted exactly.
            kept.append((cut(text + " " * (size <= left), left), role))
            break
        kept.append((text, role))
        left -= size
    return tuple(kept)


def spread(left: Iterable[Span], right: Iterable[Span], width: int) -> Line:
    """`left` and `right` at both ends of a line; the left gives way."""
    right = clip(right, width)
    kept = clip(left, max(0, width - width_of(right) - 1))
    gap = width - width_of(kept) - width_of(right)
    return (*kept, (" " * gap, ""), *right)


_HELD = re.compile(
    r"(?<=\d) (?=(?:h|min|s|j|%)\b|%)|(?<=\d h) (?=\d\d\b)|(?<=\d min) (?=\d\d\b)|(?<=n°) (?=\d)"
    r"|(?<=\d\d) (?=[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'])"
)


def held(text: str) -> str:
    """The text with « 1 h 44 », « 3 min 10 », « n° 12 », « 12 LE » in one piece: no line ends within them."""
    return _HELD.sub("\N{NO-BREAK SPACE}", text)


def wrap(text: str, width: int) -> list[str]:
    """The text on as many lines as it needs, broken between words; a word too long is broken where it must."""
    lines: list[str] = []
    text = held(text)
    current = ""
    for word in text.split(" "):
        while cell_len(word) > width > 0:
            head = _head(word, width)
            if current:
                lines.append(current)
                current = ""
            lines.append(head)
            word = word[len(head) :]
        joined = f"{current} {word}" if current else word
        if cell_len(joined) <= width:
            current = joined
        else:
            lines.append(current)
            current = word
    return [*lines, current] if current or not lines else lines


def wrap_parts(text: str, width: int) -> list[str]:
    """Its parts, divided by « · », on as few lines as hold them; one that is too long for a line is broken."""
    lines: list[str] = []
    current = ""
    for part in text.split(" · "):
        joined = f"{current} · {part}" if current else part
        if cell_len(joined) <= width:
            current = joined
        else:
            *whole, last = wrap(part, width) or [""]
            lines += [current, *whole] if current else whole
            current = last
    return [*lines, current]


def wrap_line(line: Iterable[Span], width: int, hang: int = 0) -> list[Line]:
    """A line of spans on as many lines as it needs; a non-breaking space holds, unlike in Textual's own wrapping.

    Args:
        line: the spans.
        width: cells of each line.
        hang: cells by which the lines after the first are set in.
    """
    rows: list[list[Span]] = [[]]
    used = 0
    for text, role in line:
        # What of a span stands on one row stays one span: each word by itself would be inked by itself.
        said = ""
        for piece in re.findall(r" +|[^ ]+", held(text)):
            size = cell_len(piece)
            if used + size > width and used > hang:
                if said:
                    rows[-1].append((said, role))
                    said = ""
                rows.append([(" " * hang, "")] if hang else [])
                used = hang
                if piece.isspace() and "\N{NO-BREAK SPACE}" not in piece:
                    continue
            said += piece if used + size <= width else cut(piece, max(1, width - used))
            used += size
        if said:
            rows[-1].append((said, role))
    return [tuple(row) for row in rows]


def _head(word: str, width: int) -> str:
    head = ""
    for character in word:
        if cell_len(head + character) > width and head:
            break
        head += character
    return head


def owned(key: int) -> Span:
    """What stands behind it in its line is that one's: a candidate by number, a row by its place. It takes no cell."""
    return ("", f"{OWNER}{key}")


def owner_at(line: Iterable[Span], x: int) -> int | None:
    """Whose cell that is; a rule between columns ends what is anybody's."""
    at, owner = 0, None
    for text, role in line:
        if role.startswith(OWNER):
            owner = int(role.removeprefix(OWNER))
        elif role == "rule":
            owner = None
        at += cell_len(text)
        if at > x:
            break
    return owner


def joined(spans: Sequence[Iterable[Span]], gap: str) -> Line:
    """Groups of spans with a gap between them."""
    line: list[Span] = []
    for index, group in enumerate(spans):
        if index:
            line.append((gap, ""))
        line.extend(group)
    return tuple(line)


def shared(free: int, wanted: int, told: Iterable[tuple[int, int]], kept: int, least: int, most: int = 10**6) -> int:
    """Cells of the first of two columns: what one does not need is the other's, before anything of it is cut.

    With more cells neither of them ever has less of its words.

    Args:
        free: cells of both.
        wanted: cells of the longest words of the first.
        told: of each row of the second, the cells that its words take where they may be shortened, and whole; measured
            where that tells anything.
        kept: the cells that the second keeps beside long words of the first.
        least: cells of the first beside words that need all of those.
        most: cells of the first, as long as the second is not whole.
    """
    if least <= wanted <= min(free - kept, most):
        return wanted
    rows = tuple(told)
    whole = max((words for _, words in rows), default=0)
    if wanted <= least:
        return min(least, max(wanted, free - whole))
    shortened = min(kept, max((short for short, _ in rows), default=0))
    return min(wanted, max(least, min(free - shortened, most), free - whole))
