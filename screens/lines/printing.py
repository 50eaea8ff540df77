"""`vigie papers`: a session's papers as PDF, those needed before it unless others are named."""

from __future__ import annotations

from argparse import Namespace

from data.archive import Archive
from data.documents.pdf import PAPERS
from screens.desk import Clock
from screens.lines.exporting import Documents, chosen, write_out
from screens.lines.output import DONE, say


def run_papers(archive: Archive, options: Namespace, clock: Clock) -> int:
    """Write papers; the exit code.

    Args:
        archive: the store.
        options: number, to, only, force: what the parser read.
        clock: the instant they are made at.

    Raises:
        LineError: a paper is there already, the folder cannot be written, or what is asked is not known.
        StoreError: the session cannot be read.
    """
    names = chosen(options.only, PAPERS) or [name for name, paper in PAPERS.items() if paper.is_for_before]
    journal = archive.journal(str(options.number))
    now = clock.now()
    documents: Documents = {}
    for name in names:
        documents |= PAPERS[name].make(journal.session, now)
    if documents:
        write_out(journal, documents, options, now)
    else:
        say(f"Session {journal.session.number} : rien à écrire, il n'y a aucun cas de fraude.")
    return DONE
