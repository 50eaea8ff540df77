"""Who needs somebody now, and why; the first in full, the others as far as there is room."""

from __future__ import annotations

import re
from itertools import accumulate, chain

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
    left = width - width_of((TAG,))
    entries = _alert_in_sight(picture, left)
    calling_from = [*accumulate((entry.calls for entry in reversed(entries)), initial=0)][::-1]
    """Of those from a place on, how many call."""
    said: list[list[Line]] = []
    shortest: list[int] = []
    for index, entry in enumerate(entries):
        said.append(_wordings(picture, entry, index)[width < WITH_THE_QUESTION :])
        shortest.append(min(map(width_of, said[-1])))
        if index and sum(shortest) > left:
            # Nor has anybody room who comes after.
            break
    calling = min(calling_from[0] or len(entries), len(said))
    # The first in full but for the question; then as many of those who call as there is room for: the fewer they are,
    # the more is said of each.
    rest = len(_more(calling_from[1])) + (shortest[1] if len(entries) > 1 and _alert_of(entries[1]) else 0)
    in_full = [width_of(wording) for wording in _wordings(picture, entries[0], 0)[1:]]
    shortest[0] = next((cells for cells in in_full if cells + rest <= left), shortest[0])
    named = next((k for k in range(calling, 0, -1) if sum(shortest[:k]) + len(_more(calling_from[k])) <= left), 0)
    more = _more(calling_from[named or 1])
    if not named:
        return (TAG, *clip(said[0][-1], max(0, left - len(more))), (more, "label"))
    told: list[Line] = []
    left -= sum(shortest[:named]) + len(more)
    for wordings, least in zip(said[:named], shortest, strict=False):
        told.append(next(wording for wording in wordings if width_of(wording) <= least + left))
        left -= width_of(told[-1]) - least
    if more:
        return (TAG, *chain(*told), (more, "label"))
    first = [wordings[0] for wordings in said]
    # Who does not call yet never shortens what is said of those who do.
    for wording in first[named:] if told == first[:named] else ():
        if width_of(wording) > left:
            break
        told.append(wording)
        left -= width_of(wording)
    return (TAG, *chain(*told))


WITH_THE_QUESTION = 100
"""Cells of the screen from which on an open alert may name its question here."""


def _more(calling: int) -> str:
    """« +3 »: who else calls."""
    return f"  +{calling}" if calling else ""


def _alert_in_sight(picture: Picture, room: int) -> tuple[Attention, ...]:
    """Those to look at, an open alert second at the latest, and first where there is no room for two.

    No other label may hide that a candidate is blocked.
    """
    entries = picture.attention
    alerting = picture.session.open_alerts
    first = next((i for i, entry in enumerate(entries) if entry.number in alerting and _alert_of(entry)), 0)
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
