"""`vigie report`: a school year in figures, on the terminal or as documents; the file for a visite de contrôle."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.documents.folder import write_folder
from data.documents.yearly.control import control
from data.documents.yearly.report import LeftOut, report, report_csv
from data.documents.yearly.section import YearDocument
from data.documents.yearly.writing import markdown, pdf
from data.reading import ReadingArchive
from data.reference import protected_codes
from data.rights import PRIVATE
from data.stores import Holdings, holdings, none_can_be_read
from data.trainings import Trainings
from data.zone import default_zone
from screens.command.access import note_verb
from screens.command.exporting import chosen
from screens.command.output import DONE, BadUsageError, complain, say, say_as_is
from screens.command.refusing import as_lines
from screens.command.reporting_text import control_lines, report_lines
from screens.command.stores import stores_of
from screens.kit.desk import Clock
from supervisor.activity import Activity, Figures, SchoolYear, YearLeft, activity, figures_left, figures_of, year_left
from supervisor.candidate import clean
from supervisor.folding import utc
from supervisor.wording import plural

STDOUT = "-"


@as_lines()
def run_report(options: Namespace, clock: Clock, author: str, host: str) -> int:
    """Tell a school year; the exit code.

    Args:
        options: stores, year, to, only, control, exact, force: what the parser read.
        clock: the instant it is told at; its year is the usual one.
        author: who asks, for the register of accesses.
        host: his machine.

    Raises:
        LineError: a document is there already, the folder cannot be written, or what is asked is not known.
        StoreError: none of the stores can be read.
    """
    kinds = _kinds(options)
    now, zone = utc(clock.now()), ZoneInfo(default_zone().name)
    is_named = "store" in options or "stores" in options
    held = holdings(stores_of(options), must_exist=is_named)
    if (nothing := none_can_be_read(held)) is not None:
        raise nothing
    for problem in held.problems:
        complain(problem)
    for root in held.roots:
        note_verb(ReadingArchive(root), Namespace(verb="report", number=""), clock, author, host)
    year = SchoolYear(options.year) if options.year is not None else SchoolYear.of(now.astimezone(zone).date())
    purged = _purged(held)
    figures = [*_figures(held, [one for part in purged for one in part.sessions])]
    left = [part.persons for part in purged if part.year == year]
    told = activity(year, figures, now, left, protected=protected_codes(), exact=options.exact)
    left_out = _left_out(held, year)
    document = (
        _control(told, held, zone, left_out) if options.control else report(told, zone, left_out, len(held.roots))
    )
    if options.to is None:
        for line in control_lines(document) if options.control else report_lines(told, document):
            say(line)
    elif options.to == STDOUT:
        content = report_csv(told).removeprefix(b"\xef\xbb\xbf") if kinds == ["csv"] else markdown(document)
        say_as_is(content.decode("utf-8").rstrip("\n"))
    else:
        _write(Path(options.to), _documents(told, document, kinds, now.astimezone(zone), options), options)
    return DONE


def _kinds(options: Namespace) -> list[str]:
    """What is to be written, in order."""
    known = ("md", "pdf") if options.control else ("md", "csv", "pdf")
    if options.control and options.exact:
        raise BadUsageError("--exact va avec le rapport annuel : la visite de contrôle ne donne aucun nombre exact")
    kinds = chosen(options.only, known)
    if kinds and options.to is None:
        raise BadUsageError("--only va avec --to DOSSIER, ou --to - pour la sortie standard")
    if options.to == STDOUT and (len(kinds) > 1 or kinds == ["pdf"]):
        raise BadUsageError("--to - demande un seul document, md ou csv : --only md")
    return kinds or list(known)


def _purged(held: Holdings) -> list[YearLeft]:
    """What purges left, of a year or, by an older Vigie, of a session."""
    found = []
    for one in held.gone:
        try:
            if one.left.is_of_a_year:
                found.append(year_left(one.left.figures))
            else:
                figures = figures_left(one.left.figures)
                found.append(YearLeft(SchoolYear.of(figures.day), (figures,), {}))
        except ValueError:
            complain(f"Dans {one.root}, les chiffres de sessions effacées sont illisibles : ils ne sont pas comptés.")
    return found


def _figures(held: Holdings, gone: Sequence[Figures]) -> list[Figures]:
    """Of all sessions that are there or were, rehearsals left out, each under the number it is told by."""
    there = [replace(figures_of(one.session), number=one.label) for one in held.counted if not one.session.rehearsal]
    taken = {figures.number for figures in there}
    return [*there, *(replace(f, number=f"{f.number} (effacée)") if f.number in taken else f for f in gone)]


def _left_out(held: Holdings, year: SchoolYear) -> list[LeftOut]:
    """Sessions that may be of this year and are in no figure."""
    return [
        LeftOut(one.label, one.why)
        for one in held.unread
        if one.session is None or not one.session.number or (one.session.date in year and not one.session.rehearsal)
    ]


def _control(told: Activity, held: Holdings, zone: ZoneInfo, left_out: Sequence[LeftOut]) -> YearDocument:
    mine = [one for one in held.found if one.session.date in told.year and not one.session.rehearsal]
    mine.sort(key=lambda one: (one.session.date, one.session.start, one.label))
    trained = [training for one in held.found if not one.session.rehearsal for training in one.session.trainings]
    for root in held.roots:
        trained += [noted.training for noted in Trainings(root, PRIVATE).read()]
    return control(told, {one.label: one.session for one in mine}, zone, left_out, trained)


def _documents(
    told: Activity, document: YearDocument, kinds: Sequence[str], now: datetime, options: Namespace
) -> dict[str, bytes]:
    name = f"{'visite' if options.control else 'rapport-exact' if told.is_exact else 'rapport'}-{told.year}"
    make = {"md": lambda: markdown(document), "csv": lambda: report_csv(told), "pdf": lambda: pdf(document, now)}
    return {f"{name}.{kind}": make[kind]() for kind in kinds}


def _write(folder: Path, documents: dict[str, bytes], options: Namespace) -> None:
    write_folder(folder, documents, force=options.force)
    say(f"{plural(len(documents), 'document')} dans {clean(str(folder))} : {', '.join(documents)}")
