"""One frozen picture of the session at one instant: all that the widgets of the board need to draw themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.cells import cell_len

from screens.kit.ink import Line, Span, cut
from screens.kit.notices import Notice
from supervisor.attention import Attention, attention
from supervisor.candidate import plain
from supervisor.hub_standing import HubWords
from supervisor.naming import is_namesake, matches, name_alone, telling_first_name
from supervisor.naming import short_name as short_name
from supervisor.session import Counts, Session, Training
from supervisor.situation import AWAITED, RUNNING, STOPPED, Situation, Status
from supervisor.timing import MINUTE, NOTHING, Ending, Urgency
from supervisor.wording import clock, end_beside_start, hours_and_minutes, span
from supervisor.wording import status_word as status_word
from supervisor.zones import is_everybodys


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that does something now."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The session as it is shown, and where the surveillant's attention is in it."""

    session: Session
    now: datetime
    counts: Counts
    attention: tuple[Attention, ...]
    shown: tuple[int, ...]
    """Numbers of the candidates listed, in the order of the list."""
    chosen: int | None = None
    marked: frozenset[int] = frozenset()
    pending: frozenset[int] = frozenset()
    """Those for whom an action is on its way to the disk."""
    instead_of_heading: Line | None = None
    """Typed digits or a running global incident: the heading row gives way to it."""
    coached: Line | None = None
    """What the room says in a rehearsal, and the next key: takes the heading row when nothing else does."""
    arrangement: str = ""
    """How the list is sorted and filtered, where it is not as usual."""
    hints: tuple[Hint, ...] = ()
    notice: Notice | None = None
    notice_page: int = 0
    thrifty: bool = False
    """« Économe »: whole minutes until the last ten, no bars, the hour without its seconds."""
    missing_surveillants: int = 0
    """How many lack, at one for 20 present."""
    mode: str = ""
    """« LECTURE » where somebody looks on, « RELECTURE » where it is the past; empty on the surveillant's board."""
    lacking_reports: int = 0
    """Reports of fraud to be completed before the close."""
    trainings: tuple[Training, ...] = ()
    """Who was trained by whom, as the store knows beside this session; for the preparation."""
    hub: HubWords | None = None
    """Where what is recorded stands with the hub that it is sent to; None: it is sent nowhere."""
    masked: bool = False
    """The session is a masked one: numbers and seats stand for names."""
    masked_hints: tuple[Hint, ...] = ()
    """What the footer says instead, in whatever view, while the names are masked."""

    @property
    def situation(self) -> Situation | None:
        """The chosen candidate."""
        return self.session.candidates.get(self.chosen) if self.chosen is not None else None

    def hour(self, instant: datetime, seconds: bool = True) -> str:
        """An instant as the session's local hour."""
        return f"{self.session.local(instant):{'%H:%M:%S' if seconds else '%H:%M'}}"

    @property
    def hour_now(self) -> str:
        """The clock of the screen."""
        return self.hour(self.now, seconds=not self.thrifty)


LAST = 10 * MINUTE
"""From so little left on, and as long after the end, seconds count on the thrifty display too."""


TEN_HOURS, HUNDRED_HOURS = 600 * MINUTE, 6000 * MINUTE


def countdown_shown(ending: Ending, now: datetime, *, thrifty: bool = False) -> str:
    """What is left of their time: « 1:08:16 »; thrifty « 1 h 08 », which changes when the minute of the hour does.

    From ten hours on, as in a session that nobody closed, « −10 h 05 »; from a hundred « −104 h »: always eight cells.
    """
    left = ending.remaining(now)
    if abs(left) >= TEN_HOURS:
        hours, minutes = divmod(int(abs(left) / MINUTE), 60)
        sign = "−" if left < NOTHING else ""
        return f"{sign}{hours} h {minutes:02d}" if abs(left) < HUNDRED_HOURS else f"{sign}{hours} h"
    if not thrifty or abs(left) < LAST:
        return clock(left)
    at_the_minute = left + timedelta(seconds=now.second)
    return hours_and_minutes(int((at_the_minute if left > NOTHING else min(at_the_minute, -LAST)) / MINUTE))


def left_said(ending: Ending, now: datetime, *, thrifty: bool = False) -> str:
    """The same in a sentence, without its sign: « 2 min 15 »; thrifty the minutes that the countdown shows."""
    left = ending.remaining(now)
    is_short = not thrifty or abs(left) < LAST
    return span(left) if is_short else countdown_shown(ending, now, thrifty=True).removeprefix("−")


def span_shown(length: timedelta, *, thrifty: bool = False) -> str:
    """A length that goes on, as it is said: « 12 min 15 »; thrifty « 12 min »."""
    return span(length) if not thrifty or abs(length) < LAST else hours_and_minutes(int(abs(length) / MINUTE))


def extra_shown(who: Situation) -> str:
    """Their temps majoré as a column has it, « +33 % »; empty for none."""
    return f"+{who.extra_time}" if who.extra_time else ""


def full_name_shown(who: Situation) -> str:
    """Their last and first name; their seat while the names are masked."""
    return who.full_name or who.seat


FEWEST_OF_A_NAME = 2
"""Cells: one letter and the ellipsis."""


def name_in(session: Session, who: Situation, width: int) -> str:
    """The last name in so many cells; of a namesake's, what tells them from the others is cut last of all."""
    return _cut_telling(session, who, name_alone(session, who), width)


def longest_name(session: Session) -> int:
    """Cells of the longest last name, whole, as it stands alone."""
    return max((cell_len(name_alone(session, who)) for who in session.candidates.values()), default=0)


def full_name_in(session: Session, who: Situation, width: int) -> str:
    """Last name and first name in so many cells; of a namesake's, what tells them from the others is cut last."""
    return _cut_telling(session, who, full_name_shown(who), width)


def _cut_telling(session: Session, who: Situation, name: str, width: int) -> str:
    if cell_len(name) <= width or not is_namesake(session, who):
        return cut(name, width)
    telling = telling_first_name(session, who)
    room = width - cell_len(telling) - 1
    return f"{cut(who.last_name, room)} {telling}" if telling and room >= FEWEST_OF_A_NAME else cut(name, width)


CLOCK_INK = {Urgency.CALM: "+", Urgency.NOTICE: "yellow", Urgency.LAST_MINUTES: "amber+", Urgency.OVER: "tag.over"}
"""The ink of a countdown, by the step it is at."""


def mark_of(picture: Picture, number: int) -> Span:
    """What stands before a candidate: the bar of who is chosen, the dot of who is marked, else a blank."""
    if number == picture.chosen:
        return ("▌", "blue+")
    return ("●", "blue") if number in picture.marked else (" ", "")


def clock_ink(ending: Ending, step: Urgency) -> str:
    """The ink of a countdown: that of its step; orange while it stands still, unless it is over."""
    held = ending.suspended or ending.paused
    return "orange" if held and step is not Urgency.OVER else CLOCK_INK[step]


def countdown_of(session: Session, who: Situation, now: datetime) -> tuple[Ending | None, Urgency]:
    """The end their clock runs to and the step it is at; nothing runs any more once the session is closed."""
    if session.closed_at is not None:
        return None, Urgency.CALM
    return session.running_ending(who, now), session.urgency_of(who, now)


def as_of(session: Session, now: datetime) -> datetime:
    """The instant to explain ends at: none moves after the close."""
    return session.closed_at or now


def end_shown(session: Session, who: Situation, now: datetime) -> str:
    """When their test ended, else when it has to, as it stands beside their start; empty before it began."""
    ending = session.ending(who, as_of(session, now))
    end = who.stopped_at if who.stopped_at is not None or ending is None else ending.at
    return end_beside_start(session, who.started_at, end) if who.started_at is not None and end is not None else ""


def picture_of(session: Session, now: datetime, shown: tuple[int, ...] | None = None) -> Picture:
    """The picture of a session nobody has touched yet: everybody, by number."""
    return Picture(
        session=session,
        now=now,
        counts=session.counts(now),
        attention=tuple(attention(session, now)),
        shown=tuple(sorted(session.candidates)) if shown is None else shown,
    )


# Order and filter --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """What an order may look at besides the candidate."""

    session: Session
    now: datetime
    ranks: dict[int, int]
    """Who needs attention, by rank."""


Key = Callable[[Situation, _Order], tuple[object, ...]]


def _remaining(who: Situation, order: _Order) -> tuple[object, ...]:
    ending = order.session.running_ending(who, order.now)
    return (1, 0.0) if ending is None else (0, ending.remaining(order.now).total_seconds())


SORTS: dict[str, tuple[str, Key]] = {
    "number": ("numéro", lambda _who, _: ()),
    "name": ("nom", lambda who, _: (plain(who.last_name), plain(who.identity.first_name))),
    "remaining": ("temps restant", _remaining),
    "seat": ("place", lambda who, _: (who.seat == "", plain(who.seat))),
    "attention": ("à voir d'abord", lambda who, order: (order.ranks.get(who.number, len(order.ranks)),)),
}
"""The orders of the list, each with its name and its key; the number decides between equals."""


def instant_of(now: datetime, sort: str, zone: str | None) -> datetime:
    """The instant that a list is arranged at: one for all where no time changes who is listed, nor in which order."""
    return now if sort in ("remaining", "attention") or zone is not None else _ANY


_ANY = datetime.min.replace(tzinfo=UTC)

FILTERS: dict[str, tuple[str, frozenset[Status]]] = {
    "all": ("tous", frozenset(Status)),
    "awaited": ("attendus", frozenset({Status.EXPECTED})),
    "joined": ("ont rejoint", frozenset({Status.JOINED})),
    "running": ("en cours", RUNNING),
    "interrupted": ("interrompus", frozenset({Status.INTERRUPTED})),
    "stopped": ("terminés et sortis", STOPPED),
    "away": ("absents, non certifiables", frozenset({Status.ABSENT, Status.NOT_CERTIFIABLE})),
    "not_started": ("pas encore démarrés", AWAITED),
}
"""What the list may be narrowed to."""


def arranged(
    session: Session,
    now: datetime,
    *,
    sort: str = "number",
    only: str = "all",
    zone: str | None = None,
    search: str = "",
) -> tuple[int, ...]:
    """Numbers of the candidates to list, in order.

    Args:
        session: the state.
        now: the instant remaining times are measured at.
        sort: a key of `SORTS`.
        only: a key of `FILTERS`.
        zone: the only zone to list, "" for those in none; None: all of them.
        search: what the beginning of some part of the name must be; it looks through everybody.
    """
    statuses = FILTERS[only][1]
    ranks = {entry.number: rank for rank, entry in enumerate(attention(session, now))} if sort == "attention" else {}
    kept = [
        who
        for who in session.candidates.values()
        if (
            matches(who, search)
            if search
            else (who.status in statuses or session.open_alerts_of(who.number))
            and (zone is None or who.zone == zone or is_everybodys(session, who.number, now))
        )
    ]
    key, order = SORTS[sort][1], _Order(session, now, ranks)
    kept.sort(key=lambda who: (*key(who, order), who.number))
    return tuple(who.number for who in kept)
