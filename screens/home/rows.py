"""Home as lines of ink: its heading, one row a session, what is known of the chosen one, an empty store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from screens.home.cards import GROUPS, progress, reached, short_day
from screens.home.office import Group, SessionCard
from screens.kit.ink import Line, Span, clip, fit, joined, shared, spread, width_of, wrap_line
from screens.kit.remembered import Remembered
from screens.widgets.heading import hub_line
from supervisor.hub_standing import HubWords
from supervisor.session import Phase
from supervisor.waiting import TONES, Tone
from supervisor.wording import PHASE, long_day, plural

INK: dict[Tone, str] = {"calm": "soft", "waits": "yellow", "soon": "amber", "urgent": "orange+", "over": "red+"}
_PHASE_INK = {
    Phase.PREPARATION: "label",
    Phase.WELCOME: "yellow",
    Phase.RUNNING: "green+",
    Phase.ENDED: "soft",
    Phase.CLOSED: "soft",
    Phase.FINALISED: "dim",
}
WIDE, NARROW, TINY = 100, 60, 44
"""From so many cells on there may be a column for each thing; below, columns go one after another."""
WITH_PANEL = 140
"""From so many columns of the terminal on, the chosen session stands beside the list."""
HELD_LEAST = 14
"""Cells that what the store holds keeps beside the word about the hub: « 2 aujourd'hui »."""
PHASE_CELLS = 11
BAR_CELLS, COUNT_CELLS = 12, 5
"""A bar of how far it is, and the count behind it."""
FULL, DOTTED = "█", "·"
"""A bar where all that can be is done, with coloured ink and without."""
WAITS_CELLS = 36
"""Cells that what it waits for keeps beside a long place."""
ALWAYS_CUT = 54
"""Words of more cells are cut just below `WIDE` too, beside the shortest place: no column waits for them."""
PLACE_LEAST = 12
SCHOOL_ENDS = 16
"""Cells that the ends of two rows of words may leave empty."""
SCHOOL_LEAST, SCHOOL_LEAST_OF_WIDE = 18, 28
"""Cells that the name of a school keeps beside all that there is to say of it."""
STATE_CELLS = 31
"""Cells of how far it is and what it waits for, where both stand in one column."""


@dataclass(frozen=True, slots=True)
class HomePicture:
    """All that home shows at one instant."""

    now: datetime
    """Local."""
    cards: tuple[SessionCard, ...] | None
    """Those listed, in order; None while the store is being read."""
    counts: Mapping[Group, int]
    """How many there are under each heading, the ones not listed included."""
    chosen: str = ""
    """Key of the chosen session."""
    search: str = ""
    place: str = ""
    """Where the sessions are kept."""
    thrifty: bool = False
    """The hour without its seconds."""
    title: str = "Vigie"
    not_yet: str = ""
    """What may still be found, where the search shows none."""
    nothing: str = ""
    """What is said where there is no session at all; empty: how one begins."""
    site: str = ""
    """The site of every session: it is said once, above the list; empty where there are several."""
    held: str = ""
    """What is told of all of them in the heading; empty: how many there are under each heading."""
    hub: HubWords | None = None
    """Where the sessions stand with the hub that they are sent to; None: they are sent nowhere."""
    all_cards: tuple[SessionCard, ...] = ()
    """All of them, in order, those not listed included."""
    is_inked: bool = True
    """There is coloured ink, in which a full bar is calm; without it nothing on the screen would weigh more."""

    @property
    def card(self) -> SessionCard | None:
        """The chosen session."""
        return next((card for card in self.cards or () if card.key == self.chosen), None)


# The heading ------------------------------------------------------------------------------------------


def heading_line(shown: HomePicture, width: int) -> Line:
    """The program, what the store holds, the day and the hour."""
    clock: tuple[Span, ...] = ((f"{shown.now:{'%H:%M' if shown.thrifty else '%H:%M:%S'}} ", "+"),)
    if width >= NARROW:
        day = shown.now.date()
        clock = ((f"{long_day(day) if width >= WIDE else short_day(day, day)}  ", "label"), *clock)
    left: Line = ((f" {shown.title} ", "tag.session"), ("  ", ""))
    clock = (*hub_line(shown.hub, width - width_of(left) - width_of(clock) - 1 - HELD_LEAST), *clock)
    if shown.search:
        left = (*left, ("recherche ", "label"), (shown.search, "amber+"), ("  Échap efface", "label"))
    elif shown.cards is not None:
        room = width - width_of(left) - width_of(clock) - 1
        left = (*left, (shown.site or shown.held or _held(shown.counts, room), ""))
    return spread(left, clock, width)


def _held(counts: Mapping[Group, int], room: int) -> str:
    """How many there are of each; the last ones go first where there is no room."""
    words: dict[Group, str] = {
        "today": f"{counts.get('today', 0)} aujourd'hui",
        "finalise": f"{counts.get('finalise', 0)} à finaliser",
        "broken": f"{counts.get('broken', 0)} à vérifier",
        "coming": f"{counts.get('coming', 0)} à venir",
        "past": plural(counts.get("past", 0), "passée"),
    }
    told = [words[group] for group in GROUPS if counts.get(group)]
    while len(told) > 1 and len(" · ".join(told)) > room:
        told.pop()
    return " · ".join(told)


# Whom to see, over all sessions -----------------------------------------------------------------------


def site_of_all(cards: Sequence[SessionCard]) -> str:
    """The site that all of them are on; empty where there are several, or none is known."""
    sites = {card.site for card in cards if card.can_be_read}
    return next(iter(sites)) if len(sites) == 1 else ""


def to_see_line(cards: Sequence[SessionCard], width: int) -> Line:
    """« À voir » over all sessions, the most urgent first; « +2 » for those there is no room for."""
    calling = sorted((card for card in cards if card.waits.calls), key=lambda card: -TONES.index(card.waits.tone))
    if not calling:
        return ((" À voir ", "label"), ("  ", ""), ("rien à voir pour l'instant", "label")) if cards else ()
    line: Line = ((" À voir ", "tag.look"),)
    for place, card in enumerate(calling):
        rest = len(calling) - place - 1
        room = width - width_of(line) - (len(f"   +{rest}") if rest else 0)
        lead = "  " if place == 0 else "   "
        items = [_called(card, lead, rank) for rank in (0, -1)]
        fits = [item for item in items if width_of(item) <= room]
        if not fits and place:
            return (*line, (f"   +{rest + 1}", "label"))
        line = (*line, *(fits[0] if fits else clip(items[-1], room)))
    return line


def _called(card: SessionCard, lead: str, rank: int) -> Line:
    """Its number and all that calls, in the fullest words (0) or the fewest (-1)."""
    causes = ", ".join(cause.brief or cause.wordings[rank] for cause in card.waits.calls)
    return ((lead, ""), (card.number, "+"), (" ", ""), (causes, INK[card.waits.tone]))


# The rows ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One row of the list: a heading, a session, or nothing between two groups."""

    line: Line
    key: str = ""
    """Of its session; empty for a heading."""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the list stand."""

    width: int
    digits: int
    place: int
    """Cells of the room, and of the site where there are several; none where there is no room for it."""
    site: str = ""
    """Left out of the rows: it is everybody's."""
    are_schools: bool = False
    """Rows stand for schools, not for sessions."""
    is_wide: bool = False
    """There is a column for each thing."""


def columns_of(shown: HomePicture, width: int) -> Columns:
    """The columns in which all rows of this list stand."""
    return _columns(shown.cards or (), shown.site, width)


def _measured(cards: tuple[SessionCard, ...], site: str, width: int) -> Columns:
    digits = max((3, *(len(card.number) for card in cards)))
    if any(card.is_school for card in cards):
        names = max(width_of(((card.site, ""),)) for card in cards)
        told = max(len(card.waits.text) for card in cards)
        least = SCHOOL_LEAST if width < WIDE else SCHOOL_LEAST_OF_WIDE
        place = max(min(names, least), min(names, width - 2 - digits - 2 - 2 - told))
        return Columns(width, digits, place, are_schools=True, is_wide=width >= WIDE)
    longest = max((width_of(((_place(card, site), ""),)) for card in cards), default=0)
    free = width - 16 - digits - PHASE_CELLS - 3
    words = ((width_of(_state(card, STATE_CELLS)), width_of(_state(card, 10 * width))) for card in cards)
    together = Columns(width, digits, shared(free, longest, words, STATE_CELLS, free - STATE_CELLS), site)
    if width < WIDE:
        return together
    free -= BAR_CELLS + 1 + COUNT_CELLS + 2
    awaited = tuple((width_of(_awaited(card, WAITS_CELLS)), width_of(_awaited(card))) for card in cards)
    place = shared(free, max(PLACE_LEAST, longest), awaited, WAITS_CELLS, PLACE_LEAST)
    # A column more is no reason to cut what was whole without it.
    least = max((short for short, _ in awaited if short <= ALWAYS_CUT), default=0)
    is_whole = place >= min(longest, together.place) and least <= free - place
    return Columns(width, digits, place, site, is_wide=True) if is_whole else together


_columns = Remembered(_measured)
"""All rows are measured for it; asked for twice with each key and each second, while the store is read now and then."""


def columns_line(columns: Columns) -> Line:
    """What each column is."""
    if columns.are_schools:
        return (
            ("  ", ""), (fit("UAI", columns.digits), "label"), ("  ", ""),
            (fit("Établissement", columns.place + 2), "label"), ("Où en est-on, ce qui attend", "label"),
        )  # fmt: skip
    return (
        ("  ", ""), (fit("Heure", 11), "label"), (" ", ""), (fit("N°", columns.digits), "label"), ("  ", ""),
        (fit("Salle", columns.place + 2), "label"), (fit("Phase", PHASE_CELLS + 1), "label"),
        (fit("Où en est-on", BAR_CELLS + 1 + COUNT_CELLS + 2), "label"), ("Ce qui attend", "label"),
    )  # fmt: skip


def rows_of(shown: HomePicture, width: int, height: int = 0) -> list[HomeRow]:
    """The sessions under their headings; an empty row between two groups where there is room for them all.

    Args:
        shown: what home shows.
        width: cells of a row.
        height: rows that are seen at once.
    """
    cards = shown.cards or ()
    columns = columns_of(shown, width)
    rows: list[HomeRow] = []
    gaps: list[int] = []
    heading = ""
    for card in cards:
        here = card.heading or GROUPS[card.group]
        if here != heading:
            if heading:
                gaps.append(len(rows))
            heading = here
            rows.append(HomeRow(((f"  {heading}", "label+"),)))
        is_chosen = card.key == shown.chosen
        line = session_line(card, columns, is_chosen=is_chosen, is_inked=shown.is_inked)
        rows.append(HomeRow(line, card.key, is_chosen))
    if len(rows) + len(gaps) <= height:
        for place in reversed(gaps):
            rows.insert(place, HomeRow(()))
    return rows


def session_line(card: SessionCard, columns: Columns, *, is_chosen: bool, is_inked: bool = True) -> Line:
    """One session in one row: when, which, where, how far, what it waits for."""
    width, dim = columns.width, card.phase is Phase.FINALISED
    line: list[Span] = [("▌ " if is_chosen else "  ", "blue+")]
    if card.is_school:
        return (*line, *_school(card, columns, width - 2))
    if width >= TINY:
        line.append((fit(when(card), 11), "dim" if dim else "soft"))
    else:
        is_today = card.day == card.today
        line.append((fit(card.start if is_today or card.day is None else f"{card.day:%d/%m}", 5), "soft"))
    line += [(" ", ""), (fit(card.number, columns.digits, "right"), "dim" if dim else "+"), ("  ", "")]
    room = width - width_of(line)
    if width < NARROW:
        return (*line, *clip(_state(card, room), room))
    phase = (fit(PHASE[card.phase] if card.phase else "", PHASE_CELLS), _PHASE_INK[card.phase] if card.phase else "")
    place = _place(card, columns.site)
    if columns.is_wide:
        line += [(fit(place, columns.place), "dim" if dim else ""), ("  ", ""), phase, (" ", "")]
        line += [*_how_far(card, is_inked=is_inked), ("  ", "")]
        room = max(0, width - width_of(line))
        return (*line, *clip(_awaited(card, room), room))
    if columns.place > 0:
        line += [(fit(place, columns.place), "dim" if dim else ""), ("  ", "")]
    line += [phase, (" ", "")]
    room = width - width_of(line)
    return (*line, *clip(_state(card, room), max(0, room)))


def _school(card: SessionCard, columns: Columns, width: int) -> Line:
    """A school in one row: which one, and all that there is to say of it, each cause in its own ink."""
    line: Line = ((fit(card.number, columns.digits), "+"), ("  ", ""))
    if width >= NARROW:
        line = (*line, (fit(card.site, columns.place), ""), ("  ", ""))
    room = width - width_of(line)
    return (*line, *clip(_each(card, room) or (("rien en cours", "dim"),), max(0, room)))


def _each(card: SessionCard, width: int) -> Line:
    """What it waits for in so many cells, each cause in its own ink."""
    said = zip(card.waits.causes, card.waits.fitted_each(width), strict=True)
    return joined([((words, INK[cause.tone]),) for cause, words in said], " · ")


def _how_far(card: SessionCard, *, is_inked: bool) -> Line:
    """« ━━━━━━━━━━── 16/20 »: those who have come as far as its phase says, of all; whole once nobody is awaited.

    Without coloured ink what is over leads to its count by dots: it is not to outweigh what is urgent.
    """
    counts, phase = card.counts, card.phase
    if counts is None or phase is None or not counts.enrolled:
        return ((" " * (BAR_CELLS + 1 + COUNT_CELLS), ""),)
    if phase is Phase.PREPARATION and card.day != card.today:
        return ((" " * (BAR_CELLS + 1), ""), (fit(str(counts.enrolled), COUNT_CELLS), "soft"))
    there = reached(counts, phase)
    told = fit(f"{there}/{counts.enrolled}", COUNT_CELLS)
    if phase is Phase.FINALISED:
        return ((" " * (BAR_CELLS + 1), ""), (told, "dim"))
    if phase in (Phase.ENDED, Phase.CLOSED):
        return (((FULL if is_inked else DOTTED) * BAR_CELLS, "label"), (" ", ""), (told, "soft"))
    done = min(BAR_CELLS, (2 * there * BAR_CELLS + counts.enrolled) // (2 * counts.enrolled))
    ink = "green" if phase is Phase.RUNNING else "yellow"
    return (("━" * done, ink), ("─" * (BAR_CELLS - done), "rule"), (" ", ""), (told, ""))


def when(card: SessionCard) -> str:
    """« 09:00 » today, « 24/11 08:30 », « 20/11/2025 »."""
    if card.day is None:
        return ""
    if card.day == card.today:
        return card.start
    if card.today is not None and card.day.year != card.today.year:
        return f"{card.day:%d/%m/%Y}"
    return f"{card.day:%d/%m} {card.start}"


def _place(card: SessionCard, site: str) -> str:
    """The room first; the site is left out where it is everybody's, and said above the list."""
    where = (card.room, "" if card.site == site else card.site)
    return " · ".join(part for part in where if part) or ("—" if card.can_be_read else "")


def _waits(card: SessionCard, width: int | None = None) -> Line:
    """What it waits for, every cause named, in so many cells where that is told."""
    text = card.waits.text if width is None else card.waits.fitted(width)
    return ((text, INK[card.waits.tone]),)


def _awaited(card: SessionCard, width: int | None = None) -> Line:
    """The same, or until when it is kept where it waits for nothing."""
    return _waits(card, width) if card.waits.causes else _kept(card)


def _kept(card: SessionCard) -> Line:
    """Until when a session that waits for nothing is kept."""
    return ((f"à garder jusqu'au {card.keep_until:%d/%m/%Y}", "dim"),) if card.keep_until is not None else ()


def _state(card: SessionCard, width: int) -> Line:
    """How far it is and what it waits for; what it waits for alone where both do not fit."""
    how_far = progress(card.counts, card.phase)
    if card.phase is Phase.RUNNING:
        # The column beside it says « EN COURS » already.
        how_far = how_far.partition(" ")[0]
    both = joined([group for group in (((how_far, ""),), _waits(card)) if group[0][0]], " · ")
    if card.problem or (width_of(both) > width and card.waits.text):
        return _waits(card, width)
    return both


# The chosen one ---------------------------------------------------------------------------------------


def detail_lines(card: SessionCard | None, width: int, height: int, site: str = "") -> list[Line]:
    """All that is known of a session without opening it, in at most so many lines.

    Args:
        card: the session.
        width: cells.
        height: lines.
        site: what is everybody's, and said above the list.
    """
    if card is None:
        return []
    tag: Line = ((f" {card.number} ", "tag.session"), (" ", ""))
    if card.is_school:
        # In two rows, whose ends stay empty where a cause goes on in the next one.
        told = wrap_line(((" ", ""), *_each(card, max(width, 2 * width - SCHOOL_ENDS))), width, hang=1)
        return [clip(line, width) for line in ((*tag, (card.site, "+")), *told)][:height]
    if card.problem:
        told = wrap_line((*tag, (card.problem, "red")), width, hang=width_of(tag))
        return [clip(line, width) for line in told[:height]]
    where = " · ".join(part for part in ("" if card.site == site else card.site, card.room, card.certification) if part)
    people = ", ".join(card.surveillants)
    first: Line = (*tag, (where, "+"), *((("  surveillance : ", "label"), (people, "")) if people else ()))
    day = f"{long_day(card.day)} à {card.start}" if card.day is not None else ""
    how_far = progress(card.counts, card.phase)
    end = f"dernière fin {card.last_end}" if card.last_end else ""
    end = "" if end == card.waits.text else end
    second: Line = ((" " + " · ".join(part for part in (day, how_far, end) if part), "soft"),)
    return [clip(line, width) for line in (first, second, _last_detail(card, width))][:height]


def _last_detail(card: SessionCard, width: int) -> Line:
    line: Line = ((" ", ""), *_waits(card))
    if card.lacks:
        shown = " · ".join(card.lacks)
        word = "manque : " if card.phase is Phase.PREPARATION else ""
        lacking: Span = (f"{word}{shown}", "label")
        alone: Line = ((" ", ""), lacking)
        both: Line = (*line, ("   ", ""), lacking)
        # What it waits for stands in its row too: it gives way where that is enough.
        line = alone if width_of(alone) <= width < width_of(both) else both
    if card.keep_until is not None:
        is_over = card.today is not None and card.today > card.keep_until
        until = f"{card.keep_until:%d/%m/%Y}"
        kept = f"gardée jusqu'au {until}, délai passé : vigie purge" if is_over else f"à garder jusqu'au {until}"
        return (*line, ("   " if card.waits.text else "", ""), (kept, "label"))
    return line if card.waits.text or card.lacks else ((" rien à faire ici", "label"),)


def texts_of(rows: Sequence[HomeRow]) -> list[str]:
    """What the rows say, for whoever reads them without their ink."""
    return ["".join(text for text, _ in row.line) for row in rows]
