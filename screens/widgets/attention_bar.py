"""Who needs somebody now, and why; the first in full, the others as far as there is room."""

from __future__ import annotations

import re

from screens.ink import Line, Span, clip, width_of
from screens.picture import Picture, short_name
from screens.widgets.painted import Painted
from supervisor.attention import Attention, Cause

_INK = {
    Cause.OVERTIME: "red+",
    Cause.OPEN_ALERT: "orange+",
    Cause.LAST_MINUTES: "amber",
    Cause.PRESENCE: "yellow",
    Cause.NOT_CONNECTED: "yellow",
    Cause.INTERRUPTED: "orange",
    Cause.STARTED_UNCHECKED: "yellow",
    Cause.NOTICE: "soft",
    Cause.UNSIGNED: "yellow",
}
_QUESTION = re.compile(r" question \d+")
TAG: Span = (" À voir ", "tag.look")


def attention_line(picture: Picture, width: int) -> Line:
    """The first ones to look at; « +3 » for those there is no room for."""
    entries = picture.attention
    if not entries:
        quiet = "la session est close : lecture seule" if picture.session.closed_at else "rien à voir pour l'instant"
        return clip(((" À voir ", "label"), ("  ", ""), (quiet, "label")), width)
    line: Line = (TAG,)
    left = width - width_of(line)
    for index, entry in enumerate(entries):
        rest = len(entries) - index - 1
        more = f"  +{rest}" if rest else ""
        fits = [e for e in _wordings(picture, entry, index)[width < 100 :] if width_of(e) + len(more) <= left]
        if not fits:
            if index == 0:
                return (*line, *clip(_wordings(picture, entry, 0)[-1], max(0, left - len(more))), (more, "label"))
            return (*line, (f"  +{rest + 1}", "label"))
        line = (*line, *fits[0])
        left -= width_of(fits[0])
    return line


def _wordings(picture: Picture, entry: Attention, index: int) -> list[Line]:
    """What may be said of one entry, the fullest first."""
    lead = "  " if index == 0 else "   "
    zone = f"(zone {entry.zone}) " if entry.zone else ""
    name = (f"{lead}{short_name(picture.session, entry.number)} {zone}", "+")
    said = (
        entry.text,
        _QUESTION.sub("", entry.text),
        entry.reasons[0].text,
        entry.reasons[0].text.removeprefix("fin dans "),
    )
    return [(name, (text, _INK[entry.cause])) for text in said]


class AttentionBar(Painted):
    """The line of those to look at."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return [attention_line(picture, width)]
