"""Who needs somebody now, and why; the first in full, the others as far as there is room."""

from __future__ import annotations

import re

from screens.kit.ink import Line, Span, clip, width_of
from screens.picture.picture import Picture, short_name
from screens.widgets.painted import Painted
from supervisor.attention import Attention, Need

INK_OF = {
    Need.OVERTIME: "red+",
    Need.OPEN_ALERT: "orange+",
    Need.LAST_MINUTES: "amber",
    Need.PRESENCE: "yellow",
    Need.NOT_CONNECTED: "yellow",
    Need.INTERRUPTED: "orange",
    Need.STARTED_UNCHECKED: "yellow",
    Need.NOTICE: "soft",
    Need.UNSIGNED: "yellow",
}
"""The ink of each reason."""
_QUESTION = re.compile(r" question \d+")
_LENGTH = re.compile(r" de .*")
"""By how much somebody is over: their countdown has it too."""
_SECONDS = re.compile(r"(?<=\d min) \d\d\b")
"""Behind the minutes: what would be drawn again each second."""
TAG: Span = (" À voir ", "tag.look")


def without_seconds(text: str) -> str:
    """The same reasons in whole minutes, for a slow line."""
    return _SECONDS.sub("", text)


def attention_line(picture: Picture, width: int) -> Line:
    """The first ones to look at; « +3 » for those who call and there is no room for."""
    entries = picture.attention
    if not entries:
        quiet = "la session est close : lecture seule" if picture.session.closed_at else "rien à voir pour l'instant"
        return clip(((" À voir ", "label"), ("  ", ""), (quiet, "label")), width)
    line: Line = (TAG,)
    left = width - width_of(line)
    entries = _alert_in_sight(picture, left)
    for index, entry in enumerate(entries):
        rest = sum(other.calls for other in entries[index + 1 :])
        more = f"  +{rest}" if rest else ""
        kept = width_of(_wordings(picture, entries[1], 1)[-1]) if index == 0 and rest and _alert_of(entries[1]) else 0
        wordings = _wordings(picture, entry, index)[width < 100 :]
        fits = [e for e in wordings if width_of(e) + kept + len(more) <= left]
        fits = fits or [e for e in wordings if width_of(e) + len(more) <= left]
        if not fits:
            if index == 0:
                return (*line, *clip(_wordings(picture, entry, 0)[-1], max(0, left - len(more))), (more, "label"))
            left_out = rest + entry.calls
            return (*line, (f"  +{left_out}", "label")) if left_out else line
        line = (*line, *fits[0])
        left -= width_of(fits[0])
    return line


def _alert_in_sight(picture: Picture, room: int) -> tuple[Attention, ...]:
    """Those to look at, an open alert second at the latest, and first where there is no room for two.

    No other label may hide that a candidate is blocked.
    """
    entries = picture.attention
    first = next((i for i, entry in enumerate(entries) if _alert_of(entry)), 0)
    if not first:
        return entries
    rest = (*entries[1:first], *entries[first + 1 :])
    both = sum(width_of(_wordings(picture, entries[i], i)[-1]) for i in (0, first))
    two = (entries[0], entries[first]) if both + len(f"  +{len(rest)}") <= room else (entries[first], entries[0])
    return (*two, *rest)


def _alert_of(entry: Attention) -> str:
    """Their open alerts as the bar names them; empty when they have none."""
    return ", ".join(reason.text for reason in entry.reasons if reason.cause is Need.OPEN_ALERT)


def _wordings(picture: Picture, entry: Attention, index: int) -> list[Line]:
    """What may be said of one entry, the fullest first."""
    lead = "  " if index == 0 else "   "
    zone = f"(zone {entry.zone}) " if entry.zone else ""
    name = (f"{lead}{short_name(picture.session, entry.number)} {zone}", "+")
    shortest = _alert_of(entry) or entry.reasons[0].text
    said: tuple[str, ...] = (
        entry.text,
        _QUESTION.sub("", entry.text),
        _QUESTION.sub("", shortest),
        _QUESTION.sub("", shortest).removeprefix("fin dans "),
        _LENGTH.sub("", _QUESTION.sub("", shortest)) if entry.cause is Need.OVERTIME else "",
    )
    if picture.thrifty:
        said = tuple(map(without_seconds, said))
    return [(name, (text, INK_OF[entry.cause])) for text in said if text]


class AttentionBar(Painted):
    """The line of those to look at."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return [attention_line(picture, width)]
