"""A school year over one store or several: its figures, and the documents that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.documents.yearly.control import control
from data.documents.yearly.report import Unread, report, report_csv
from data.documents.yearly.section import YearDocument
from data.documents.yearly.writing import markdown, pdf
from data.reference import protected_codes
from data.rights import PRIVATE
from data.stores import Holdings
from data.trainings import Trainings
from supervisor.activity import Activity, Figures, SchoolYear, YearLeft, activity, figures_left, figures_of, year_left


@dataclass(frozen=True, slots=True)
class YearReport:
    """A school year, told."""

    told: Activity
    """Its figures."""
    document: YearDocument
    """What the papers say of them: the annual report, or the file for a visite de contrôle."""
    is_control: bool
    unreadable: tuple[Path, ...]
    """Stores in which figures that a purge left cannot be read: they are not counted."""
    zone: ZoneInfo

    def documents(self, kinds: Sequence[str], now: datetime) -> dict[str, bytes]:
        """As files, by name.

        Args:
            kinds: « md », « csv » or « pdf ».
            now: the instant they are made at.
        """
        exact = "-exact" if self.told.is_exact else ""
        name = f"{'visite' if self.is_control else f'rapport{exact}'}-{self.told.year}"
        make = {
            "md": lambda: markdown(self.document),
            "csv": lambda: report_csv(self.told),
            "pdf": lambda: pdf(self.document, now.astimezone(self.zone)),
        }
        return {f"{name}.{kind}": make[kind]() for kind in kinds}

    def text(self, kind: str) -> str:
        """One of them as text: « md » or « csv »."""
        content = report_csv(self.told).removeprefix(b"\xef\xbb\xbf") if kind == "csv" else markdown(self.document)
        return content.decode("utf-8").rstrip("\n")


def year_report(
    held: Holdings, year: SchoolYear, now: datetime, zone: ZoneInfo, *, is_exact: bool, is_control: bool
) -> YearReport:  # fmt: skip
    """A school year of these stores.

    Args:
        held: what they hold.
        year: which.
        now: the instant it is told at.
        zone: of the instants in it.
        is_exact: numbers as they are, for the head of the school alone.
        is_control: the file for a visite de contrôle in place of the annual report.
    """
    purged, unreadable = _purged(held)
    figures = _figures(held, [one for part in purged for one in part.sessions])
    left = [part.persons for part in purged if part.year == year]
    told = activity(year, figures, now, left, protected=protected_codes(), exact=is_exact)
    left_out = _left_out(held, year)
    document = _control(told, held, zone, left_out) if is_control else report(told, zone, left_out, len(held.roots))
    return YearReport(told, document, is_control, unreadable, zone)


def _purged(held: Holdings) -> tuple[list[YearLeft], tuple[Path, ...]]:
    """What purges left, of a year or, by an older Vigie, of a session; the stores where it cannot be read."""
    found, unreadable = [], []
    for one in held.gone:
        try:
            if one.left.is_of_a_year:
                found.append(year_left(one.left.figures))
            else:
                figures = figures_left(one.left.figures)
                found.append(YearLeft(SchoolYear.of(figures.day), (figures,), {}))
        except ValueError:
            unreadable.append(one.root)
    return found, tuple(unreadable)


def _figures(held: Holdings, gone: Sequence[Figures]) -> list[Figures]:
    """Of all sessions that are there or were, rehearsals left out, each under the number it is told by."""
    there = [replace(figures_of(one.session), number=one.label) for one in held.counted if not one.session.rehearsal]
    taken = {figures.number for figures in there}
    return [*there, *(replace(f, number=f"{f.number} (effacée)") if f.number in taken else f for f in gone)]


def _left_out(held: Holdings, year: SchoolYear) -> list[Unread]:
    """Sessions that may be of this year and are in no figure."""
    return [
        Unread(one.label, one.why)
        for one in held.unread
        if one.session is None or not one.session.number or (one.session.date in year and not one.session.rehearsal)
    ]


def _control(told: Activity, held: Holdings, zone: ZoneInfo, left_out: Sequence[Unread]) -> YearDocument:
    mine = [one for one in held.found if one.session.date in told.year and not one.session.rehearsal]
    mine.sort(key=lambda one: (one.session.date, one.session.start, one.label))
    trained = [training for one in held.found if not one.session.rehearsal for training in one.session.trainings]
    for root in held.roots:
        trained += [noted.training for noted in Trainings(root, PRIVATE).read()]
    return control(told, {one.label: one.session for one in mine}, zone, left_out, trained)
