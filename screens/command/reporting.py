"""`vigie report`: a school year in figures, on the terminal or as documents; the file for a visite de contrôle."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from data.mirrored import reading_archive
from data.services.access import reader
from data.services.exporting import Destination, write_documents
from data.services.reporting import year_report
from data.stores import holdings, none_can_be_read
from data.zone import local_zone
from screens.command.access import note_access
from screens.command.exporting import chosen
from screens.command.output import DONE, BadUsageError, complain, say, say_as_is
from screens.command.refusing import as_lines
from screens.command.reporting_text import control_lines, report_lines
from screens.command.stores import is_named, stores_of
from screens.kit.desk import Clock
from supervisor.activity import SchoolYear
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
        host: their machine.

    Raises:
        LineError: a document is there already, the folder cannot be written, or what is asked is not known.
        StoreError: none of the stores can be read.
    """
    kinds = _kinds(options)
    now, zone = utc(clock.now()), local_zone()
    held = holdings(stores_of(options), must_exist=is_named(options))
    if (nothing := none_can_be_read(held)) is not None:
        raise nothing
    for problem in held.problems:
        complain(problem)
    for root in held.roots:
        note_access(reading_archive(root), "report", "", now=clock.now(), who=reader(author), host=host)
    year = SchoolYear(options.year) if options.year is not None else SchoolYear.of(now.astimezone(zone).date())
    found = year_report(held, year, now, zone, is_exact=options.exact, is_control=options.control)
    for root in found.unreadable:
        complain(f"Dans {root}, les chiffres de sessions effacées sont illisibles : ils ne sont pas comptés.")
    if options.to is None:
        lines = control_lines(found.document) if options.control else report_lines(found.told, found.document)
        for line in lines:
            say(line)
    elif options.to == STDOUT:
        say_as_is(found.text("csv" if kinds == ["csv"] else "md"))
    else:
        folder, documents = Path(options.to), found.documents(kinds, now)
        write_documents(Destination(folder, may_replace=options.force), documents, now.astimezone(zone), held.roots[0])
        say(f"{plural(len(documents), 'document')} dans {clean(str(folder))} : {', '.join(documents)}")
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
