"""The rows of the roster: given a session, an instant and a width, these cells. No widget, no application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.cells import cell_len

from screens.kit.ink import Line, Span, clip, fit, width_of
from screens.kit.remembered import Remembered
from screens.picture.picture import (
    as_of,
    clock_ink,
    countdown_of,
    countdown_shown,
    end_shown,
    extra_shown,
    full_name_in,
    full_name_shown,
    status_word,
)
from supervisor.closing import lacks_a_report
from supervisor.incident import Incident, IncidentState
from supervisor.jumps import today
from supervisor.session import Session
from supervisor.situation import STOPPED, Situation, Status
from supervisor.timing import MINUTE, Ending, Urgency
from supervisor.wording import STATUS_SHORT, start_in_a_column

CLOCK = 9
"""Cells of the mark of the chosen one and of the countdown: all that changes every second."""
SIGNS = 3
GAP = 1
STATUS = 11
CHECKS = 6
HOURS, HOURS_WITH_DAY = 12, 15
"""Start and end; and with « +1j » behind an end that the start beside it does not tell the day of."""
NEARLY_A_DAY = timedelta(hours=22)
EXTRA = 7
"""« +33 % » beside a name: one spelling in every column."""
SMALLEST_NAME = 12
SMALLEST_SEAT = 6
"""Cells of a seat, where the names are masked and seats stand in their place."""
NOTE, LONG_NOTE, LONGEST_NOTE = 24, 31, 60
"""Cells from which on what is to be seen of somebody stands behind their hours, where the names are masked; those that
it is given before other columns are; and at most."""
FEW_CODES, WITH_QUESTION, MANY_CODES = 7, 16, 24
"""Cells of the codes: at least, with the question of an open alert, and where there is ample room."""
USUAL_NAME = 23
SMALLEST_BAR, LONGEST_BAR = 9, 40
BESIDE_THE_PANEL = 103
"""Cells of the list where the panel first comes beside it, less those of its scroll bar."""
AMPLE = 144
"""Cells that the list has only on a screen that is wider than any without a panel, or with the narrow one."""
PENDING = "…"

OVER: Span = ("!", "red+")
"""The sign of who is over, in the column of signs."""

_STATUS_INK = {
    Status.EXPECTED: "label",
    Status.JOINED: "yellow",
    Status.STARTED: "green",
    Status.INTERRUPTED: "orange",
    Status.FINISHED: "dim",
    Status.WITHDRAWN: "dim",
    Status.ENDED: "dim",
    Status.ABSENT: "dim",
    Status.NOT_CERTIFIABLE: "dim",
}
_GONE = STOPPED | {Status.ABSENT, Status.NOT_CERTIFIABLE}


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each column is; 0 where there is no room for it."""

    number: int
    name: int
    extra_beside: int
    status: int
    checks: int
    hours: int
    bar: int
    extra: int
    incidents: int
    digits: int = 2
    """Of the largest number."""


def hours_width(session: Session, now: datetime) -> int:
    """Cells of start and end, as wide as this session needs."""
    ends = session.running_ends(now)
    is_short = ends.longest < NEARLY_A_DAY and _longest_over(session) < NEARLY_A_DAY
    if is_short and not any(_may_be_long(session, who, now) for who in ends.moving):
        return HOURS
    is_long = any(
        end_shown(session, who, now)[5:] for who in session.candidates.values() if _may_be_long(session, who, now)
    )
    return HOURS_WITH_DAY if is_long else HOURS


def _span_over(session: Session) -> timedelta:
    """From a start to the end of a test that does not run any more, at most."""
    over = [who for who in session.candidates.values() if who.started_at is not None and not who.is_running]
    spans = [who.stopped_at - who.started_at if who.stopped_at and who.started_at else NEARLY_A_DAY for who in over]
    return max(spans, default=timedelta(0))


_longest_over = Remembered(_span_over)


def _may_be_long(session: Session, who: Situation, now: datetime) -> bool:
    """Their end may be a day later than their start tells: an hour of ours is at most changed by one in between."""
    if who.started_at is None:
        return False
    ending = session.ending(who, as_of(session, now))
    end = who.stopped_at if who.stopped_at is not None or ending is None else ending.at
    return end is not None and end - who.started_at >= NEARLY_A_DAY


@dataclass(frozen=True, slots=True)
class ListNeeds:
    """Cells that what stands in a list needs."""

    alone: int = USUAL_NAME - GAP
    """Of the longest name of who has no temps majoré."""
    with_extra: int = USUAL_NAME - GAP
    """Of who has one: it stands beside the name, or in a column of its own."""
    status: int = STATUS
    """Of the longest short word of a status, and the gap behind it."""


def needs_of(who: Situation) -> ListNeeds:
    """How long their name is, their seat while names are masked; and the word for where they stand."""
    cells, status = cell_len(full_name_shown(who)), cell_len(STATUS_SHORT[who.status]) + GAP
    return ListNeeds(0, cells, status) if who.extra_time else ListNeeds(cells, 0, status)


def together(needs: Sequence[ListNeeds]) -> ListNeeds:
    """What all of them need."""
    return ListNeeds(
        max((one.alone for one in needs), default=0),
        max((one.with_extra for one in needs), default=0),
        max([STATUS, *(one.status for one in needs)]),
    )


def columns_for(
    width: int, digits: int = 2, hours: int = HOURS, *,
    needs: ListNeeds = ListNeeds(), thrifty: bool = False, seats: int | None = None,
) -> Columns:  # fmt: skip
    """The columns that a width has room for: what says least goes first when it is narrow.

    What is told whole at one width is told whole at each wider one. The list itself becomes narrower where the panel
    comes beside it: until the screen has room for more than it had without, no column tells more than it can keep.

    Args:
        width: cells of the list.
        digits: of the largest number.
        hours: cells of start and end.
        needs: how long the names are, and the words of a status.
        thrifty: without the bar.
        seats: cells of the longest seat where seats stand for names; None: names.
    """
    if seats is not None:
        return _columns_of_seats(width, digits, hours, max(SMALLEST_SEAT, seats + 2), thrifty=thrifty)
    number = digits + 2
    room = width - CLOCK - SIGNS - number
    fixed = needs.status + CHECKS + hours
    if room >= SMALLEST_NAME + GAP + fixed + EXTRA + FEW_CODES:
        return _roomy_columns(width, digits, hours, needs, thrifty=thrifty)
    wanted = {"status": needs.status, "extra_beside": EXTRA, "incidents": FEW_CODES, "hours": hours, "checks": CHECKS}
    taken: dict[str, int] = {}
    left = room - SMALLEST_NAME - GAP
    for column, size in wanted.items():
        taken[column] = size if size <= left else 0
        left -= taken[column]
    if not taken["status"]:
        taken["status"] = max(0, left - 1) if left > 4 else 0
    name = max(0, room - sum(taken.values()))
    return Columns(number, name, bar=0, extra=0, digits=digits, **taken)


def _roomy_columns(width: int, digits: int, hours: int, needs: ListNeeds, *, thrifty: bool) -> Columns:
    """The columns where each has a place: names first, then codes, then the bar."""
    number = digits + 2
    fixed = CLOCK + SIGNS + number + needs.status + CHECKS + hours
    is_ample = width >= AMPLE
    codes = MANY_CODES if is_ample else WITH_QUESTION
    most = (AMPLE - 2 * SMALLEST_BAR if is_ample else BESIDE_THE_PANEL) - fixed - EXTRA - codes
    left = width - fixed
    longest = GAP + max(needs.alone, needs.with_extra)
    of_its_own = max(USUAL_NAME, min(longest, most + EXTRA))
    if needs.with_extra + GAP <= most and of_its_own + EXTRA + GAP + codes + SMALLEST_BAR <= left:
        beside, extra, name = 0, EXTRA + GAP, of_its_own
    else:
        beside, extra = EXTRA, 0
        needed = max(SMALLEST_NAME + GAP, needs.with_extra + GAP, needs.alone + GAP - EXTRA)
        name = min(most, left - EXTRA - FEW_CODES, needed if width >= BESIDE_THE_PANEL else most)
    left -= name + beside + extra
    incidents = min(codes, left)
    left -= incidents
    bar = min(LONGEST_BAR, left) if left >= SMALLEST_BAR and not thrifty else 0
    return Columns(number, name, beside, needs.status, CHECKS, hours, bar, extra, incidents, digits)


def _columns_of_seats(width: int, digits: int, hours: int, seat: int, *, thrifty: bool) -> Columns:
    """The same where seats stand for names: the room they leave goes to what is to be seen of each."""
    number = digits + 3
    left = max(0, width - CLOCK - SIGNS - number)
    name = min(seat, left)
    left -= name
    wanted = {"status": STATUS + 1, "hours": hours, "extra": EXTRA + 1, "note": NOTE}
    taken: dict[str, int] = {}
    for column, size in wanted.items():
        taken[column] = size if size <= left else 0
        left -= taken[column]
    note = taken.pop("note")
    if not note:
        return Columns(number, name, 0, checks=0, bar=0, incidents=left, digits=digits, **taken)
    checks = CHECKS if left - max(0, LONG_NOTE - note) >= CHECKS else 0
    more = min(left - checks, (LONGEST_NOTE if width >= AMPLE else LONG_NOTE) - note)
    left -= more + checks
    bar = min(LONGEST_BAR, left) if left >= SMALLEST_BAR and not thrifty else 0
    return Columns(number, name, 0, checks=checks, bar=bar, incidents=note + more, digits=digits, **taken)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One row: what changes every second, and the rest."""

    clock: Line
    rest: Line

    @property
    def line(self) -> Line:
        """The whole row."""
        return self.clock + self.rest

    @property
    def is_chosen(self) -> bool:
        """It has the mark of the chosen one."""
        return not self.clock[0][0].startswith(" ")


def header(columns: Columns, *, masked: bool = False) -> Line:
    """The names of the columns."""
    name = "Place" if masked else "Nom Prénom"
    line = [
        (fit("Reste", CLOCK, "right") + " " * SIGNS, "label"),
        (fit("N°", columns.number), "label"),
        (fit(name, columns.name + columns.extra_beside), "label"),
        (fit("Statut", columns.status), "label"),
        (fit("Id Ém", columns.checks), "label"),
        (fit("Début Fin", columns.hours), "label"),
        (fit("Avancement", columns.bar), "label"),
        (fit("Majoré", columns.extra), "label"),
        (fit("Signal.", columns.incidents), "label"),
    ]
    return tuple((text, role) for text, role in line if text)


def row(
    session: Session, who: Situation, now: datetime, columns: Columns, *,
    is_chosen: bool = False, is_marked: bool = False, is_pending: bool = False, thrifty: bool = False,
    beside: str = "",
) -> CandidateRow:  # fmt: skip
    """The row of one candidate at one instant; `beside` is what more is to be seen of them, where there is room."""
    ending, step = countdown_of(session, who, now)
    gone = who.status in _GONE or session.closed_at is not None
    ink = "dim" if gone else ""
    cells: Line = (
        *_signs(session, who, ending, step, is_marked=is_marked),
        (fit(f"{who.number:0{columns.digits}d}", columns.number), "dim" if gone else "label"),
        *_name(session, who, columns, ink),
        *_status(session, who, ending, step, columns.status, is_pending=is_pending),
        *_checks(who, columns.checks, gone=gone),
        *_hours(session, who, now, columns.hours, gone=gone),
        *_bar(ending, step, now, columns.bar),
        *_extra(who, columns.extra, gone=gone),
        *_beside(_incidents(session, who, columns.incidents), beside, columns.incidents),
    )
    return CandidateRow(
        _clock(ending, step, now, is_chosen=is_chosen, thrifty=thrifty), tuple(c for c in cells if c[0])
    )


def _clock(ending: Ending | None, step: Urgency, now: datetime, *, is_chosen: bool, thrifty: bool) -> Line:
    mark: Span = ("▌", "blue+") if is_chosen else (" ", "")
    if ending is None:
        return mark, (" " * (CLOCK - 1), "")
    ink = clock_ink(ending, step)
    left = countdown_shown(ending, now, thrifty=thrifty)
    if is_chosen or ink.startswith("tag"):
        return mark, (fit(left, CLOCK - 1, "right"), ink)
    # One span, one change of ink: what is sent every second for each row is half as long.
    return ((fit(left, CLOCK, "right"), ink),)


def _signs(session: Session, who: Situation, ending: Ending | None, step: Urgency, *, is_marked: bool) -> Line:
    held = ending is not None and (ending.suspended or ending.paused)
    alert: Span = ("▲", "orange+") if session.open_alerts_of(who.number) else (" ", "")
    # No other sign hides an open alert: it goes one cell to the left of it.
    before, sign = (alert, ("‖", "orange")) if held else ((" ", ""), alert)
    if step is Urgency.OVER:
        before, sign = alert, OVER
    return before, sign, ("●", "blue") if is_marked else (" ", "")


def _name(session: Session, who: Situation, columns: Columns, ink: str) -> Line:
    extra = extra_shown(who)
    beside = columns.extra_beside
    room = columns.name + (0 if extra or not beside else beside)
    bold = "" if ink else "+"
    name = fit(full_name_in(session, who, room - GAP), room)
    return ((name, ink + bold), (fit(extra, beside), ink or "violet") if extra else ("", ""))


def _status(
    session: Session, who: Situation, ending: Ending | None, step: Urgency, width: int, *, is_pending: bool
) -> Line:
    if not width:
        return ()
    if is_pending:
        return ((fit(PENDING, width), "label+"),)
    word = status_word(session, who).replace("Non terminé", "Non term.")
    ink = "dim" if session.closed_at is not None else _STATUS_INK[who.status]
    if step is Urgency.OVER:
        word, ink = "Dépassé", "red+"
    elif ending is not None and ending.paused:
        word, ink = "En pause", "orange"
    elif ending is not None and ending.suspended and who.status is Status.STARTED:
        word, ink = "Suspendu", "orange"
    return ((fit(word, width), ink),)


def _checks(who: Situation, width: int, *, gone: bool) -> Line:
    if not width:
        return ()

    def check(done: bool, attested: bool = False) -> tuple[str, str]:
        role = "dim" if gone else ("yellow" if attested else "green") if done else "dim"
        return (fit(("~" if attested else "✓") if done else "·", 3), role)

    attested = who.checked is not None and who.checked.attested
    return check(who.checked is not None, attested), check(who.signed_at is not None)


def _hours(session: Session, who: Situation, now: datetime, width: int, *, gone: bool) -> Line:
    if not width or who.started_at is None:
        text, ink = ("", "") if gone else _presence(session, who, now)
        return ((fit(text, width), ink),)
    hours = f"{start_in_a_column(session, who.started_at)} {end_shown(session, who, now)}"
    return ((fit(hours, width), "dim" if gone else "soft"),)


def _presence(session: Session, who: Situation, now: datetime) -> Span:
    """« prés. 08:55 » before the start: how long the presence confirmed in Pix is still good is told by the ink.

    The hour is that of the clock above it: after a jump an hour that is to come would say nothing.
    """
    if who.presence_at is None or session.reference.edition != "current":
        return ("", "")
    limits, since = session.reference.thresholds, today(session, who.presence_at, who.presence_noted)
    age = now - since
    if age >= limits.presence_expired * MINUTE:
        return ("prés. exp.", "amber+")
    ink = "yellow" if age >= limits.presence_due * MINUTE else "soft"
    return (f"prés. {start_in_a_column(session, since)}", ink)


def _bar(ending: Ending | None, step: Urgency, now: datetime, width: int) -> Line:
    if ending is None or width < 4:
        return ((" " * width, ""),)
    length = width - GAP
    whole = ending.at - ending.started_at
    gone = min(whole, max(now - ending.started_at, whole * 0))
    done = length if not whole else length * int(gone.total_seconds()) // max(1, int(whole.total_seconds()))
    held = ending.suspended or ending.paused
    ink = {Urgency.OVER: "red", Urgency.LAST_MINUTES: "amber"}.get(step, "orange" if held else "blue")
    return (("━" * done, ink), ("─" * (length - done), "rule"), (" " * GAP, ""))


def _extra(who: Situation, width: int, *, gone: bool) -> Line:
    return ((fit(extra_shown(who), width), "dim" if gone else "violet"),) if width else ()


def _incidents(session: Session, who: Situation, width: int) -> Line:
    counted = [i for i in session.incidents_of(who.number) if i.counts]
    if not width or not counted:
        return ((" " * width, ""),)
    counted.sort(key=lambda i: (not i.is_open, i.event_id))
    unreported = (
        {i.event_id for i in session.reported(who.number, "fraud")} if lacks_a_report(session, who.number) else ()
    )
    texts = [_incident(i, width) + (" ?" if i.event_id in unreported else "") for i in counted]
    line: Line = tuple(
        (f" {text}" if index else text, "orange+" if incident.is_open else "orange")
        for index, (incident, text) in enumerate(zip(counted, texts, strict=True))
    )
    if width_of(line) > width:
        line = ((fit(f"{texts[0]} +{len(texts) - 1}" if len(texts) > 1 else texts[0], width), line[0][1]),)
    return (*line, (" " * max(0, width - width_of(line)), ""))


def _beside(incidents: Line, told: str, width: int) -> Line:
    if not told or not width:
        return incidents
    seen = tuple(span for span in incidents if span[0].strip())
    line = clip((*seen, (", " if seen else "", "soft"), (told, "soft")), width)
    return (*line, (" " * max(0, width - width_of(line)), ""))


def _incident(incident: Incident, width: int) -> str:
    if incident.is_open:
        question = f" q. {incident.question}" if incident.question is not None and width >= WITH_QUESTION else ""
        return f"{incident.code}{question} ouvert" if width >= 12 else f"{incident.code} ▲"
    return f"{incident.code} perdu" if incident.state is IncidentState.EXPIRED and width >= 12 else incident.code
