"""« Feuille de secours »: what a surveillant needs on paper should the laptop die, as plain text.

Each candidate's start, end and temps majoré in columns, then the ends of the tests that run, in their order. It
holds neither the access code nor a birth date: the sheet lies on a desk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from supervisor.session import Session
from supervisor.situation import AWAITED, STOPPED, Situation
from supervisor.timing import minutes_of_test
from supervisor.wording import (
    at_hour,
    hour_in_a_column,
    hour_of_start,
    plural,
    signed_minutes,
    slot_words,
    status_word,
    typographic,
)

WIDTH = 80
"""Columns: a terminal, and a page printed as it is."""
NONE = "—"
HEADING = ("N°", "Nom et prénom", "Place", "Temps majoré", "Début", "Fin", "Situation")
_NUMBER, _NAME, _SEAT = 0, 1, 2
_GAP = 2
_SHORTEST_NAME = 12
_LONGEST_SEAT = 8

TextRow = tuple[str, ...]


def rescue_sheet(session: Session, now: datetime, width: int = WIDTH) -> str:
    """The sheet as it is true at `now`; hours in the session's zone, ends rounded up to the minute.

    Args:
        session: the state to tell, with any number of candidates.
        now: the instant it is printed at, UTC.
        width: columns of the table; the names give way, down to a dozen letters.
    """
    rows = [_short(rescue_row(session, who, now)) for who in session.candidates.values()]
    lines = [*_head(session, now), "", *_table(rows, width), "", *_foot(session, now, rows, width)]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _head(session: Session, now: datetime) -> Iterator[str]:
    if session.rehearsal:
        yield "RÉPÉTITION"
    yield f"FEUILLE DE SECOURS, session {session.number}"
    slot = slot_words(session)
    place = ", ".join(part for part in (session.site, session.room) if part)
    yield f"{session.date:%d/%m/%Y}, créneau de {slot}"
    yield place or "Site et salle non indiqués"
    yield typographic("Surveillance : ") + (", ".join(session.surveillants) or NONE)
    yield typographic(f"Imprimée {at_hour(session, now)} ; heures locales ({session.header.timezone})")
    yield counts_line(session, now)


def counts_line(session: Session, now: datetime) -> str:
    """How many tests run, are to start, have stopped."""
    counts = session.counts(now)
    running = 0 if session.closed_at is not None else counts.started + counts.interrupted
    told = [
        plural(running, "test en cours", "tests en cours"),
        f"{counts.expected + counts.joined} à démarrer",
        plural(counts.finished, "terminé"),
        *([plural(counts.unfinished, "non terminé", "non terminés")] if counts.unfinished else []),
        plural(counts.absent, "absent"),
    ]
    if counts.not_certifiable:
        told.append(plural(counts.not_certifiable, "non certifiable", "non certifiables"))
    return ", ".join(told)


def rescue_row(session: Session, who: Situation, now: datetime) -> TextRow:
    """What a candidate has under each of the headings."""
    return (
        str(who.number),
        who.full_name,
        who.seat or NONE,
        _extra_time(session, who),
        hour_of_start(session, who.started_at) if who.started_at is not None else NONE,
        _end(session, who, now),
        _standing(session, who, now),
    )


def _short(row: TextRow) -> TextRow:
    return (*row[:_SEAT], _cut(row[_SEAT], _LONGEST_SEAT), *row[_SEAT + 1 :])


def _extra_time(session: Session, who: Situation) -> str:
    if not who.extra_time:
        return NONE
    duration = session.duration_of(who)
    return typographic(f"{who.extra_time} {signed_minutes(minutes_of_test(duration, who.extra_time) - duration)}")


def _end(session: Session, who: Situation, now: datetime) -> str:
    """The allowed end while their test runs; with a star where it is provisional."""
    ending = session.running_ending(who, now)
    if ending is None:
        return NONE
    star = "*" if ending.suspended or ending.paused else ""
    return f"{hour_in_a_column(session, ending.at)}{star}"


def _standing(session: Session, who: Situation, now: datetime) -> str:
    word = status_word(session, who)
    if who.status in STOPPED and who.stopped_at is not None:
        return f"{word} {hour_in_a_column(session, who.stopped_at)}"
    given = sum(adjustment.minutes for adjustment in who.adjustments)
    if who.status in AWAITED:
        return f"{word}, {minutes_of_test(session.duration_of(who), who.extra_time) + given} min"
    if who.is_paused and session.closed_at is None:
        word = "En pause"
    elif session.closed_at is None and session.is_overtime(who, now):
        word = "Dépassé"
    return f"{word}, {signed_minutes(given)}" if given and who.is_running else word


# The page ---------------------------------------------------------------------------------------------


def _table(rows: Sequence[TextRow], width: int) -> Iterator[str]:
    table = [HEADING, *rows]
    widths = [max(_cells(row[column]) for row in table) for column in range(len(HEADING))]
    others = sum(widths) - widths[_NAME] + _GAP * (len(widths) - 1)
    widths[_NAME] = min(widths[_NAME], max(_SHORTEST_NAME, width - others))
    for rank, row in enumerate(table):
        yield (" " * _GAP).join(_fit(cell, widths[column], column == _NUMBER) for column, cell in enumerate(row))
        if rank == 0:
            yield "-" * (sum(widths) + _GAP * (len(widths) - 1))


def _foot(session: Session, now: datetime, rows: Sequence[TextRow], width: int) -> Iterator[str]:
    yield from remarks(session, rows)
    ends = ends_in_order(session, now)
    if ends:
        yield ""
        yield "Fins, dans leur ordre"
        for hour, numbers in ends:
            yield from _wrapped(f"{hour}  n° ", numbers, width)


def remarks(session: Session, rows: Sequence[TextRow]) -> Iterator[str]:
    """What has to be known to read these rows."""
    if any(row[5].endswith("*") for row in rows):
        yield typographic("* Fin provisoire : pause ou interruption en cours ; elle recule d'autant.")
    if any(who.status in AWAITED for who in session.candidates.values()):
        yield typographic("À démarrer : la fin est le début plus la durée dite sous « Situation ».")


def ends_in_order(session: Session, now: datetime) -> list[tuple[str, list[str]]]:
    """The hours at which tests end, the first one first, each with whose they are."""
    by_end: dict[str, list[str]] = {}
    running = ((ending, who) for who in session.candidates.values() if (ending := session.running_ending(who, now)))
    for ending, who in sorted(running, key=lambda one: (one[0].at, one[1].number)):
        star = "*" if ending.suspended or ending.paused else ""
        by_end.setdefault(hour_in_a_column(session, ending.at), []).append(f"{who.number}{star}")
    return list(by_end.items())


def _wrapped(begin: str, words: Sequence[str], width: int) -> Iterator[str]:
    """Words with commas, on as many lines as they need, each below the first word."""
    line = begin + words[0]
    for word in words[1:]:
        if len(line) + len(word) + 3 > width:
            yield f"{line},"
            line = " " * len(begin) + word
        else:
            line += f", {word}"
    yield line


def _cells(text: str) -> int:
    """Columns a text takes: none for what combines, two for the wide letters of East Asia."""
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me") else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _cut(text: str, width: int) -> str:
    """The text in at most so many columns; what is cut away shows as an ellipsis."""
    if _cells(text) <= width:
        return text
    while text and _cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fit(text: str, width: int, to_the_right: bool) -> str:
    text = _cut(text, width)
    blank = " " * (width - _cells(text))
    return blank + text if to_the_right else text + blank


__all__ = ["HEADING", "WIDTH", "counts_line", "ends_in_order", "remarks", "rescue_row", "rescue_sheet"]
