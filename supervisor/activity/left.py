"""What a purge leaves of a session: its figures as one anonymous line, with « < 5 » for the small ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from supervisor.activity.one_session import PLAIN, PROTECTED, Figures, Tally, cells_of, figures_of
from supervisor.activity.small_numbers import FEWER, read_count, told
from supervisor.seal import instant, stamp
from supervisor.session import Session


def anonymous_line(session: Session) -> dict[str, Any]:
    """What a purge leaves of a session, as JSON: figures, with « < 5 » for the small ones; nothing of a rehearsal."""
    if session.rehearsal:
        return {}
    figures = _as_left(figures_of(session))
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


def figures_left(line: Mapping[str, Any]) -> Figures:
    """The figures of a session that was purged.

    Raises:
        ValueError: the line is not one of `anonymous_line`.
    """
    try:
        return Figures(
            number=str(line["number"]),
            day=date.fromisoformat(line["date"]),
            is_held=bool(line["held"]),
            ended_at=_instant(line["ended_at"]),
            due_at=_instant(line["due_at"]),
            finalised_at=_instant(line["finalised_at"]),
            whole=_read_tally(line["whole"]),
            by_class={str(name): _read_tally(tally) for name, tally in line["classes"].items()},
            is_left=True,
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no figures of a session") from error


def _as_left(figures: Figures) -> Figures:
    """With its small numbers hidden, zeros with them: whoever kept last year's report knows the other sessions."""
    whole, classes = dict(figures.whole.persons), {name: dict(t.persons) for name, t in figures.by_class.items()}
    for what in PROTECTED:
        hidden = told(cells_of([figures], what), hide_zeros=True)
        # Without candidates there is no table, and nobody to tell of.
        whole[what] = hidden.total if figures.by_class else FEWER
        for name, count in hidden.columns.items():
            classes[name][what] = count
    return replace(
        figures,
        is_left=True,
        whole=replace(figures.whole, persons=whole),
        by_class={name: replace(tally, persons=classes[name]) for name, tally in figures.by_class.items()},
    )


def _tally_line(tally: Tally) -> dict[str, Any]:
    return {
        **{name: getattr(tally, name) for name in PLAIN},
        "incidents": dict(tally.incidents),
        "persons": {what: count.figure for what, count in tally.persons.items()},
    }


def _read_tally(line: Mapping[str, Any]) -> Tally:
    return Tally(
        **{name: int(line[name]) for name in PLAIN},
        incidents={str(code): int(number) for code, number in line["incidents"].items()},
        persons={what: read_count(line["persons"][what]) for what in PROTECTED},
    )


def _stamp(moment: datetime | None) -> str | None:
    return stamp(moment) if moment is not None else None


def _instant(text: str | None) -> datetime | None:
    return instant(text) if text is not None else None
