"""The last row: the next step, the keys that do something now; or the answer to what was just done."""

from __future__ import annotations

from screens.ink import Line, Span, clip, spread, width_of, wrap_parts
from screens.notices import Notice, Tone
from screens.picture import Picture
from screens.widgets.painted import Painted
from supervisor.wording import typographic

_TONES: dict[Tone, tuple[str, str, str]] = {
    "done": ("✓", "tag.done", ""),
    "told": ("i", "tag.session", ""),
    "refused": ("!", "tag.look", "amber"),
    "alarm": ("!", "tag.look", "amber+"),
    "failed": ("×", "tag.over", "red+"),
}
"""The sign, its tag and the ink of a notice."""


def footer_line(picture: Picture, width: int) -> Line:
    """Keys and what they do, as many as there is room for, the help at the end; or the notice."""
    if picture.notice is not None:
        return notice_line(picture.notice, picture.notice_page, width)
    last: Line = (("?", "amber+"), (" aide", "soft"))
    line: Line = ((" ", ""),)
    for hint in picture.masked_hints or picture.hints:
        gap = "  " if len(line) > 1 else ""
        item: tuple[Span, ...] = ((gap, ""), (hint.key, "amber+"), (f"{' ' if hint.key else ''}{hint.label}", "soft"))
        if width_of(line) + width_of(item) + 1 + width_of(last) > width:
            break
        line = (*line, *item)
    margin = " " if width_of(line) + 1 + width_of(last) < width else ""
    return spread(line, (*last, (margin, "")), width)


def notice_line(notice: Notice, page: int, width: int) -> Line:
    """A notice, in the page of it whose turn it is."""
    sign, tag, ink = _TONES[notice.tone]
    stays: Line = (("Échap", "amber+"), (" vu ", "soft")) if notice.until is None else ()
    room = width - 5 - width_of(stays) - 1
    pages = wrap_parts(typographic(notice.text), max(8, room - 4))
    if len(pages) == 1 or room < 12:
        return spread(((f" {sign} ", tag), (f" {pages[0]}", ink)), stays, width)
    shown = page % len(pages)
    text: Line = ((f" {sign} ", tag), (f" {pages[shown]}", ink), (f" {shown + 1}/{len(pages)}", "label"))
    return spread(clip(text, width - width_of(stays)), stays, width)


class Footer(Painted):
    """The last row of the board; the only one that toasts may cover."""

    GROUND = "band"

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return [footer_line(picture, width)]
