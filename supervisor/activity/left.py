"""What a purge leaves of a school year: one line of figures without a name, told as the annual report tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from supervisor.activity.one_session import PLAIN, Figures, Tally, figures_of
from supervisor.activity.school_year import SchoolYear
from supervisor.activity.steps import Count, read_count
from supervisor.activity.year import Groups, activity
from supervisor.reference import ProtectedCodes
from supervisor.seal import instant, stamp
from supervisor.session import Session


@dataclass(frozen=True, slots=True)
class YearLeft:
    """The figures of a school year, or of a part of it, that was purged."""

    year: SchoolYear
    sessions: tuple[Figures, ...]
    """Without anything about persons: that is told for the year."""
    persons: Groups


def year_line(
    year: SchoolYear, sessions: Iterable[Session], now: datetime, protected: ProtectedCodes
) -> dict[str, Any]:
    """What a purge leaves of these sessions of a year, as JSON; nothing when there are but rehearsals.

    It holds what the annual report prints of them and no more: who kept last year's report learns nothing from it.
    """
    figures = [figures_of(session) for session in sessions if not session.rehearsal]
    if not figures:
        return {}
    told = activity(year, figures, now, protected=protected)
    return {
        "year": year.first,
        "sessions": [_session_line(one) for one in (*told.held, *told.not_held)],
        "persons": {
            kind: {name: {what: count.figure for what, count in persons.items()} for name, persons in groups.items()}
            for kind, groups in told.persons.items()
        },
    }


def year_left(line: Mapping[str, Any]) -> YearLeft:
    """The figures of a year that was purged.

    Raises:
        ValueError: the line is not one of `year_line`.
    """
    try:
        return YearLeft(
            SchoolYear(int(line["year"])),
            tuple(_read_session(one) for one in line["sessions"]),
            {
                str(kind): {
                    str(name): {str(what): read_count(count) for what, count in persons.items()}
                    for name, persons in groups.items()
                }
                for kind, groups in line["persons"].items()
            },
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no figures of a year") from error


def figures_left(line: Mapping[str, Any]) -> Figures:
    """The figures of one session that an older Vigie purged, which left a line a session.

    Raises:
        ValueError: the line is none.
    """
    try:
        whole, classes = line["whole"], line["classes"]
        return _read_session(line, _old_persons(whole), {str(n): _old_persons(tally) for n, tally in classes.items()})
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no figures of a session") from error


def _old_persons(tally: Mapping[str, Any]) -> dict[str, Count]:
    persons = {str(what): read_count(count) for what, count in tally["persons"].items()}
    enrolled, without = int(tally["enrolled"]), int(tally["without_test"])
    took_part = persons["absent"].out_of(enrolled - without)
    return {**persons, "took_part": took_part, "not_tested": took_part.out_of(enrolled)}


def _session_line(figures: Figures) -> dict[str, Any]:
    return {
        "number": figures.number,
        "date": figures.day.isoformat(),
        "held": figures.is_held,
        "ended_at": _stamp(figures.ended_at),
        "due_at": _stamp(figures.due_at),
        "finalised_at": _stamp(figures.finalised_at),
        "whole": _tally_line(figures.whole),
        "classes": {name: _tally_line(tally) for name, tally in figures.by_class.items()},
    }


def _read_session(
    line: Mapping[str, Any],
    persons: Mapping[str, Count] | None = None,
    of_classes: Mapping[str, Mapping[str, Count]] | None = None,
) -> Figures:
    return Figures(
        number=str(line["number"]),
        day=date.fromisoformat(line["date"]),
        is_held=bool(line["held"]),
        ended_at=_instant(line["ended_at"]),
        due_at=_instant(line["due_at"]),
        finalised_at=_instant(line["finalised_at"]),
        whole=_read_tally(line["whole"], persons),
        by_class={
            str(name): _read_tally(tally, (of_classes or {}).get(str(name))) for name, tally in line["classes"].items()
        },
        is_left=True,
    )


def _tally_line(tally: Tally) -> dict[str, Any]:
    return {**{name: getattr(tally, name) for name in PLAIN}, "incidents": dict(tally.incidents)}


def _read_tally(line: Mapping[str, Any], persons: Mapping[str, Count] | None) -> Tally:
    return Tally(
        **{name: int(line[name]) for name in PLAIN},
        incidents={str(code): int(number) for code, number in line["incidents"].items()},
        persons=persons or {},
    )


def _stamp(moment: datetime | None) -> str | None:
    return stamp(moment) if moment is not None else None


def _instant(text: str | None) -> datetime | None:
    return instant(text) if text is not None else None
