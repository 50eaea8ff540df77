"""The last rows: the answer to what was just done, whole; under it the next step and the keys that do something now."""

from __future__ import annotations

from functools import lru_cache

from textual.geometry import Size

from screens.kit.hinted import keys_row
from screens.kit.ink import Line, clip, spread, width_of, wrap_parts
from screens.kit.notices import Notice, Tone
from screens.picture.picture import Hint, Picture
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


BESIDE = 5
"""Rows that no notice takes: the heading, the counts, whom to look at, the chosen candidate, the keys."""
FEWEST_CELLS = 8


def footer_lines(picture: Picture, size: Size) -> list[Line]:
    """The notice, if there is one, and under it the keys: whoever reads it sees what Enter would do meanwhile."""
    return [*notice_rows(picture, size), footer_line(picture, size.width)]


def notice_rows(picture: Picture, size: Size) -> list[Line]:
    """What is answered now, in a terminal of this size."""
    if picture.notice is None:
        return []
    return notice_lines(picture.notice, size.width, rows_for_notices(size.height), picture.notice_page)


def footer_line(picture: Picture, width: int) -> Line:
    """Keys and what they do, those that there is room for, the help at the end; masked, that nothing is noted."""
    return _keys_line(picture.masked_hints or picture.hints, width, is_masked=bool(picture.masked_hints))


@lru_cache(maxsize=16)
def _keys_line(hinted: tuple[Hint, ...], width: int, *, is_masked: bool) -> Line:
    last: Line = MASKED_END if is_masked else HELP_END
    hints: list[Line] = [((hint.key, "amber+"), (f"{' ' if hint.key else ''}{hint.label}", "soft")) for hint in hinted]
    room = width - width_of(last) - 1
    if hints:
        # The next step, and whose it is, is cut where it has no room: it is never left out for lesser keys.
        hints[0] = clip(hints[0], max(0, room - 1))
    line = keys_row(hints, room)
    if is_masked and width_of(line) + width_of(HELP_END) + 2 <= room:
        last = (*HELP_END, ("  ", ""), *MASKED_END)
    margin = " " if width_of(line) + 1 + width_of(last) < width else ""
    return spread(line, (*last, (margin, "")), width)


HELP_END: Line = (("?", "amber+"), (" aide", "soft"))
MASKED_END: Line = (("rien ne se note ici", "soft"),)


def notice_lines(notice: Notice, width: int, most: int, page: int = 0) -> list[Line]:
    """A notice on as many rows as it needs: what must be read is never cut into pages.

    Only where the terminal itself has not the rows (a few of 30 columns) is it turned, `most` rows at a time.
    """
    sign, tag, ink = _TONES[notice.tone]
    stays: Line = (("Échap", "amber+"), (" vu ", "soft")) if notice.waits_to_be_seen else ()
    room = width - 5 - (width_of(stays) + 1 if stays else 0)
    rows = wrap_parts(typographic(notice.text), max(FEWEST_CELLS, room))
    if len(rows) > most:
        pages = [rows[i : i + most] for i in range(0, len(rows), most)]
        shown = page % len(pages)
        rows = pages[shown]
        stays = ((f"{shown + 1}/{len(pages)} ", "label"), *stays)
    lines: list[Line] = []
    for place, row in enumerate(rows):
        before: Line = ((f" {sign} ", tag), (" ", "")) if place == 0 else ((" " * 4, ""),)
        after = stays if place + 1 == len(rows) else ()
        lines.append(spread((*before, (row, ink)), after, width) if after else (*before, (row, ink)))
    return lines


def rows_for_notices(height: int) -> int:
    """How many rows of a terminal a notice may take."""
    return max(1, height - BESIDE)


class Footer(Painted):
    """The last rows; as many as the notice needs, and the keys."""

    GROUND = "band"
    GROWS = True
    HAS_HINTS = True

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return footer_lines(picture, Size(width, height))
