"""The first row: which session, where, its phase and the clock; or what takes its place."""

from __future__ import annotations

from rich.cells import cell_len

from screens.kit.ink import Line, Span, clip, spread, width_of, wrap_line
from screens.picture.picture import Picture
from screens.widgets.painted import Painted
from supervisor.hub_standing import HubTone, HubWords
from supervisor.session import Phase
from supervisor.wording import PHASE, hour_in_a_column, hour_of_end, typographic

_PHASE_INK = {
    Phase.PREPARATION: "label+",
    Phase.WELCOME: "yellow+",
    Phase.RUNNING: "green+",
    Phase.ENDED: "label+",
    Phase.CLOSED: "label+",
    Phase.FINALISED: "label+",
}


WIDE, SMALLEST_WITH_END = 100, 60
"""Cells from which on all is said in whole words, and from which on the last end is told."""
SMALLEST_WITH_HUB = 40
"""Cells below which number and hour are all there is room for."""
HANG = 2
"""Cells by which what does not stand in the first row is set in."""
MASKED_TAG = " NOMS MASQUÉS "
"""Names are hidden, and nothing is noted meanwhile."""


def heading_lines(picture: Picture, width: int) -> list[Line]:
    """The heading, in one row; what the room says in a rehearsal, on as many as it needs."""
    session = picture.session
    tags: Line = ((f" {session.number} ", "tag.session"),)
    if picture.mode:
        tags = (*tags, (f" {picture.mode} ", "tag.gone"))
    if picture.masked:
        tags = (*tags, (MASKED_TAG, "tag.gone"))
    if session.rehearsal:
        tags = (*tags, (" RÉPÉTITION " if width >= 60 else " R ", "tag.look"))
    last_end = _last_end(picture, width)
    clock: Line = (*last_end, (f" {picture.hour_now} ", "+"))
    if picture.instead_of_heading is not None:
        left: Line = (*tags, *picture.instead_of_heading)
        return [spread(left, (*hub_line(picture.hub, width - width_of(left) - width_of(clock) - 1), *clock), width)]
    if picture.coached is not None and width < 100:
        # The room's voice needs the whole row; its time runs fast anyway.
        return wrap_line((*tags[1:], *picture.coached), width, HANG)
    if picture.coached is not None:
        first, *more = wrap_line((*tags, *picture.coached), width - width_of(clock) - 1, HANG)
        return [spread(first, clock, width), *more]
    when = _when(picture, width, last_end)
    if picture.hub is not None and width >= SMALLEST_WITH_HUB:
        free = width - width_of(tags) - width_of(when) - 3
        # It says more than the name of the school, and less than which room this is.
        kept = width_of(_where(picture, width, 0)) if session.room else cell_len(session.site)
        when = (*hub_line(picture.hub, free - kept), *when)
    room = width - width_of(tags) - width_of(when) - 3
    return [spread((*tags, ("  " if not picture.masked else " ", ""), *_where(picture, width, room)), when, width)]


_HUB_INK = {HubTone.CALM: "label", HubTone.WAITS: "yellow", HubTone.ALERT: "orange+"}


def hub_line(words: HubWords | None, room: int) -> Line:
    """Where the lines of this machine stand with the hub, in so many cells, and two behind it; nothing without one."""
    said = words.fitted(room - 2) if words is not None else ""
    return ((typographic(said), _HUB_INK[words.tone]), ("  ", "")) if words is not None and said else ()


def _where(picture: Picture, width: int, room: int) -> Line:
    session = picture.session
    parts = [session.site, session.room]
    if width >= 100 and not picture.masked:
        parts.append(", ".join(session.surveillants) if width >= 140 else session.surveillant)
    told = f"  {picture.arrangement}" if picture.arrangement else ""
    if session.room and width_of(((" · ".join(p for p in parts if p) + told, ""),)) > room:
        # Which room it is says more than half the name of the school, in which everybody is.
        parts = [session.room]
    line: list[Span] = [(" · ".join(p for p in parts if p), "")]
    if picture.arrangement:
        line.append((f"  {picture.arrangement}", "amber"))
    return tuple(line)


def _when(picture: Picture, width: int, last_end: Line) -> Line:
    session = picture.session
    phase = session.phase
    line: list[Span] = [*last_end, ("  ", "")] if width >= SMALLEST_WITH_END else []
    if width >= 44:
        line.append((f"● {PHASE[phase]} ", _PHASE_INK[phase]))
    if session.was_reopened and width >= 60:
        line.append(("rouverte ", "amber"))
    line.append((picture.hour_now, "+"))
    return clip((*line, (" ", "")), max(9, width_of(line) + 1))


def _last_end(picture: Picture, width: int) -> Line:
    """When the last test ends, as it stands; before any has begun, when the session begins.

    What stands still says so: the end is a provisional one then.
    """
    session, is_wide = picture.session, width >= WIDE
    last = session.last_end(picture.now) if session.closed_at is None else None
    if width < SMALLEST_WITH_END:
        return ()
    if last is not None:
        running = [session.running_ending(who, picture.now) for who in session.running_ends(picture.now).moving]
        held = any(e is not None and e.at == last and (e.suspended or e.paused) for e in running)
        told = f"dernière fin {hour_of_end(session, last)}" if is_wide else f"fin {hour_in_a_column(session, last)}"
        return (("‖ " if held else "", "orange"), (told, "soft"))
    if session.first_start is None and session.phase in (Phase.PREPARATION, Phase.WELCOME):
        return ((f"début {'prévu ' if is_wide else ''}{session.start}", "label"),)
    return ()


class Heading(Painted):
    """The first row of the board."""

    GROUND = "band"
    GROWS = True

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return heading_lines(picture, width)
