"""The chosen session beside the list: whom to see, when the tests end, what happened last. No name stands in it.

Home is seen by whoever passes: candidates are their numbers and seats, free text is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from screens.home.office import SessionCard
from screens.home.rows import INK
from screens.kit.ink import Line, Span, clip, fit, spread, width_of, wrap, wrap_line, wrap_parts
from screens.kit.more import limited, more_below
from screens.widgets.attention_bar import INK_OF, without_seconds
from supervisor.attention import attention
from supervisor.event import Entry, SessionCreated
from supervisor.session import Phase, Session, numbers_of
from supervisor.story import phrase_of
from supervisor.waiting import Cause
from supervisor.wording import hour_of_end, long_day, plural, standing_told, typographic

MOST_FACTS = 12
"""So many of the last facts at most."""
FEWEST_FACTS, FEWEST_TO_SEE = 3, 4
"""So many are kept where rows are few."""
ENROLLED_AT = 40
"""The cell at which « 20 inscrits » ends."""
SET_IN = 10
"""Cells by which the second row of somebody's reasons is set in."""
HALF = 17
"""Cells of an end beside which another one stands."""
NAMELESS = "À voir (sans nom : l'accueil se voit de loin)"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the panel looks at."""

    card: SessionCard
    session: Session | None
    """Without names; None where nothing of it can be read."""
    now: datetime
    thrifty: bool = False


def panel_lines(seen: Seen, width: int, height: int) -> list[Line]:
    """All of the panel in this room, set in by a cell.

    Args:
        seen: the chosen session at an instant.
        width: cells.
        height: rows.
    """
    room = width - 1
    lines = [(), *_head(seen, room)]
    session = seen.session
    if session is not None and not seen.card.problem:
        lines += [(), *_counted(seen, session, room)]
        lines += _sections(seen, session, room, height - len(lines))
    return [clip(((" ", ""), *line), width) if line else () for line in lines[:height]]


def _head(seen: Seen, width: int) -> Iterator[Line]:
    card = seen.card
    if card.is_school:
        yield ((f"{card.number}", "blue+"),)
        yield from wrap_line(((card.site, "+"),), width)
        yield ()
        for cause in card.waits.causes or (Cause(("rien en cours",)),):
            yield from wrap_line(((cause.text, INK[cause.tone]),), width, 2)
        return
    what = " · ".join(part for part in (card.room, card.certification) if part)
    number = f"{card.number}  "
    yield from wrap_line(((number, "blue+"), (what or "—", "+")), width, len(number))
    if card.problem:
        yield ()
        yield from wrap_line(((card.problem, "red"),), width)
        return
    people = f"surveillance : {', '.join(card.surveillants)}" if card.surveillants else ""
    for text in wrap_parts(" · ".join(part for part in (card.site, people) if part), width):
        yield ((text, "soft"),)
    yield ()
    day = f" {long_day(card.day)}" if card.day is not None and card.day != card.today else ""
    begins: Line = (("début     ", "label"), (card.start, "+"), (day, "soft"))
    end: Line = (("dernière fin   ", "label"), (card.last_end, "+")) if card.last_end else ()
    beside: Line = (*begins, *((("     ", ""), *end) if end else ()))
    # The day of a session that is not today's leaves no room for the end: that has a row of its own then.
    yield from ((beside,) if width_of(beside) <= width else (begins, end))


def _counted(seen: Seen, session: Session, width: int) -> Iterator[Line]:
    """What it waits for, every cause of it; how many stand where; what is to be kept until when."""
    causes: list[Span] = []
    # When the last one ends stands above already.
    for cause in seen.card.waits.causes if session.phase is not Phase.RUNNING else seen.card.waits.calls:
        word = cause.text
        if cause.is_alert:
            word = plural(session.counts(seen.now).open_alerts, "alerte ouverte", "alertes ouvertes")
        elif session.phase is Phase.CLOSED and word.startswith("avant"):
            word = f"à finaliser {word}"
        causes.append((word, INK[cause.tone]))
    line: Line = ()
    for span in causes:
        together: Line = (*line, *((("   ", ""),) if line else ()), span)
        if line and width_of(together) > width:
            yield line
            together = (span,)
        line = together
    if line:
        yield line
    enrolled: Line = ((plural(len(session.candidates), "inscrit"), "label"),)
    *above, last = wrap_parts(" · ".join(standing_told(session, session.counts(seen.now))), width)
    yield from (((row, "soft"),) for row in above)
    standing: Line = ((last, "soft"),)
    if width_of(standing) + width_of(enrolled) + 2 <= min(width, ENROLLED_AT):
        yield spread(standing, enrolled, min(width, ENROLLED_AT))
    else:
        yield standing
        yield enrolled
    if seen.card.keep_until is not None:
        yield ((f"à garder jusqu'au {seen.card.keep_until:%d/%m/%Y}", "label"),)


def _sections(seen: Seen, session: Session, width: int, room: int) -> list[Line]:
    """Whom to see, the ends, the last facts: each with its title, what is too long saying that it goes on."""
    to_see = [wrap_line(entry, width, SET_IN) for entry in _to_see(seen, session)]
    title, lacking = NAMELESS, to_see
    if not to_see and seen.card.lacks:
        title = "Manque avant la clôture" if session.phase is Phase.ENDED else "Manque encore"
        lacking = [wrap_line(((typographic(lack), "yellow"),), width, 2) for lack in seen.card.lacks]
    ends = _ends(session, seen.now, width)
    facts = _facts(session)[:MOST_FACTS]
    left = room - 2 * sum(map(bool, (lacking, ends, facts)))
    kept_facts = min(len(facts), FEWEST_FACTS)
    kept_ends = min(len(ends), max(0, left - kept_facts - min(sum(map(len, lacking)), FEWEST_TO_SEE)))
    shown_lacking = whole(lacking, max(0, left - kept_facts - kept_ends))
    shown_ends = limited(ends, kept_ends)
    shown_facts = facts[: max(0, left - len(shown_lacking) - len(shown_ends))]
    parts = ((title, shown_lacking), ("Fins", shown_ends), ("Derniers faits", shown_facts))
    return [line for title, rows in parts if rows for line in ((), ((title, "label+"),), *rows)]


def whole(entries: Sequence[Sequence[Line]], room: int) -> list[Line]:
    """As many entries as there are rows for, each whole; the last row tells how many there are besides."""
    rows = [line for entry in entries for line in entry]
    if len(rows) <= room:
        return rows
    shown: list[Line] = []
    left = len(entries)
    for entry in entries:
        if len(shown) + len(entry) >= room:
            break
        shown += entry
        left -= 1
    return [*shown, more_below(left)] if room > 0 else []


def _to_see(seen: Seen, session: Session) -> list[Line]:
    """By number and seat, and why, the most pressing first; who only nears their end stands among the ends."""
    entries = [entry for entry in attention(session, seen.now) if entry.calls]
    seats = max((len(session.candidates[entry.number].seat) for entry in entries), default=0)
    return [
        (
            (f"{entry.number:02d}  ", "+"),
            (f"{session.candidates[entry.number].seat:<{seats}}   " if seats else "", "label"),
            (without_seconds(entry.text) if seen.thrifty else entry.text, INK_OF[entry.cause]),
        )
        for entry in entries
    ]


def _ends(session: Session, now: datetime, width: int) -> list[Line]:
    """Who ends at which minute, those whose end has passed left out; two ends a line where they have room."""
    at: dict[str, list[int]] = {}
    provisional: set[str] = set()
    running = [
        (ending, who)
        for who in session.candidates.values()
        if session.closed_at is None and (ending := session.running_ending(who, now)) is not None
    ]
    for ending, who in sorted(running, key=lambda one: (one[0].at, one[1].number)):
        if not ending.is_over(now):
            hour = hour_of_end(session, ending.at)
            at.setdefault(hour, []).append(who.number)
            if ending.paused or ending.suspended:
                provisional.add(hour)
    cells: list[list[Line]] = [[]]
    for hour, numbers in at.items():
        begin: Span = (f"{hour}{'*' if hour in provisional else ' '} ", "+")
        texts = wrap(" ".join(f"{number:02d}" for number in numbers), width - len(begin[0]))
        _beside(cells, (begin, (texts[0], "soft")))
        # Nothing stands beside the rest of a minute's numbers.
        cells += [[((" " * len(begin[0]), ""), (text, "soft")), ()] for text in texts[1:]]
    if provisional:
        _beside(cells, (("* provisoire", "label"),))
    return [_row_of(row) for row in cells if row]


def _beside(rows: list[list[Line]], cell: Line) -> None:
    """Put it beside the last one where both have room, else below."""
    is_free = len(rows[-1]) == 1 and width_of(rows[-1][0]) < HALF and width_of(cell) < HALF
    if is_free or not rows[-1]:
        rows[-1].append(cell)
    else:
        rows.append([cell])


def _row_of(cells: Sequence[Line]) -> Line:
    first, *rest = cells
    return (*first, (" " * (HALF - width_of(first)), ""), *rest[0]) if rest else first


def _facts(session: Session) -> list[Line]:
    """What was done last, the latest first: one line an action."""
    lines: list[Line] = []
    index = len(session.entries) - 1
    while index >= 0 and len(lines) < MOST_FACTS:
        action = session.entries[session.entries[index].action - 1 : index + 1]
        lines.append(_fact(session, action))
        index = action[0].id - 2
    return lines


def _fact(session: Session, action: Sequence[Entry]) -> Line:
    entry = action[0]
    numbers = tuple(dict.fromkeys(n for one in action for n in numbers_of(one, session)))
    undone = entry.action in session.reverted
    ink = "dim" if undone else ""
    who = f"{numbers[0]:02d}" if len(numbers) == 1 else ""
    told = typographic(phrase_of(entry, session))
    if len(numbers) > 1 and not isinstance(entry.event, SessionCreated):
        told = f"{plural(len(numbers), 'candidat')} : {told}"
    return (
        (f"{_when(session, entry)}  ", "label"), (fit(who, 2), "+"), ("  ", ""), (told, ink),
        ("  (annulé)" if undone else "", "label"),
    )  # fmt: skip


def _when(session: Session, entry: Entry) -> str:
    """Its hour, as long as that was on the day it was held; else its day, as wide."""
    local = session.local(entry.at)
    return f"{local:%H:%M}" if local.date() == session.day_held else f"{local:%d/%m}"
