"""All documents of a session, by kind: what an export makes, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from data import disk
from data.continued import continued_elsewhere
from data.documents.csv_out import candidates_csv, incidents_csv, journal_csv
from data.documents.folder import Content
from data.documents.json_out import leaving, session_json
from data.documents.markdown_out import finalisation_markdown, session_markdown
from data.documents.papers import PAPERS, PaperKind
from data.documents.recall_csv import recall_csv
from data.documents.without_names import without_names_csv, without_names_json
from data.errors import failed
from data.journal import Journal
from data.piece_names import FOLDER, exported_names
from data.storage import decode, encode
from data.ticks import ticks_of
from supervisor.seal import Line
from supervisor.session import Session, Training

Documents = dict[str, Content]
"""Bytes, or the file they are copied from, by file name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an export."""

    label: str
    """What it makes, for who waits."""
    make: Callable[[], Documents]


@dataclass(frozen=True)
class Source:
    """What documents are made of: a session, at an instant."""

    journal: Journal
    now: datetime

    @cached_property
    def session(self) -> Session:
        """Its state; with which way of it this is, where it is known to have been continued on another machine."""
        session = self.journal.session
        if session.branch is None and (branch := continued_elsewhere(self.journal)) is not None:
            return replace(session, branch=branch)
        return session

    @cached_property
    def trainings_elsewhere(self) -> tuple[Training, ...]:
        """Read once for all documents: the store's other sessions are looked through for it."""
        return self.journal.trainings_elsewhere()

    def paper(self, kind: PaperKind) -> Documents:
        """The papers of a kind as PDF, with what the store knows besides."""
        return {**kind.make(self.session, self.now, self._known(kind))}

    def page(self, kind: PaperKind) -> Documents:
        """The same to be read on a screen, or to somebody."""
        return {**kind.pages(self.session, self.now, self._known(kind))}

    def _known(self, kind: PaperKind) -> tuple[Training, ...]:
        return self.trainings_elsewhere if kind.tells_trainings else ()


Tell = Callable[[int, int, str], None]
"""How many steps are done, of how many, and what is being made now."""


def quiet(_done: int, _total: int, _label: str) -> None:
    """Nobody waits to be told."""


def export_steps(journal: Journal, now: datetime, kinds: Sequence[str] = ()) -> list[Step]:
    """What an export makes.

    Args:
        journal: the session.
        now: the instant of the export.
        kinds: keys of `KINDS`; none: all of them, with the evidence.
    """
    source = Source(journal, now)
    steps = [step for kind in kinds or KINDS for step in KINDS[kind](source)]
    if not kinds:
        steps.append(Step("pièces", lambda: _pieces(journal)))
    return steps


def steps_without_names(journal: Journal, now: datetime) -> list[Step]:
    """What leaves without a name, for training and statistics."""
    session = journal.session
    return [
        Step("JSON sans nom", lambda: {"session-sans-nom.json": without_names_json(session, now)}),
        Step("tableaux sans nom", lambda: dict(without_names_csv(session, now))),
    ]


def made(steps: Sequence[Step], tell: Tell = quiet) -> Documents:
    """The documents of these steps.

    Raises:
        StoreError: the journal cannot be read.
    """
    documents: Documents = {}
    for done, step in enumerate(steps):
        tell(done, len(steps), step.label)
        documents |= step.make()
    tell(len(steps), len(steps), "")
    return documents


def _pieces(journal: Journal) -> Documents:
    """The pieces that are what was kept, under the names of their files."""
    entries = journal.session.entries
    names = exported_names(entries)
    return {f"{FOLDER}/{names[kept_as]}": path for kept_as, path in journal.evidence.whole(entries).items()}


# Kinds -------------------------------------------------------------------------------------------------


def lines_of(journal: Journal) -> list[Line]:
    """The journal's lines as they stand on the disk, header first, as far as the session was read.

    Raises:
        StoreError: they cannot be read.
    """
    try:
        found = disk.read_file(journal.path).split(b"\n")
    except OSError as error:
        raise failed("Lecture impossible de", journal.path, error) from error
    return [decode(line) for line in found[: journal.session.last_id + 1]]


def _json(source: Source) -> Iterator[Step]:
    journal, now = source.journal, source.now
    damage = str(journal.damage) if journal.damage is not None else ""
    yield Step("JSON", lambda: {"session.json": session_json(source.session, lines_of(journal), now, damage=damage)})


def _journal(source: Source) -> Iterator[Step]:
    journal = source.journal
    yield Step("journal", lambda: {"journal.jsonl": b"".join(map(encode, map(leaving, lines_of(journal))))})


def _csv(source: Source) -> Iterator[Step]:
    session, now = source.session, source.now
    yield Step(
        "tableaux",
        lambda: {
            "candidats.csv": candidates_csv(session, now),
            "signalements.csv": incidents_csv(session),
            "journal.csv": journal_csv(session),
            "a-reconvoquer.csv": recall_csv(session),
        },
    )


def _markdown(source: Source) -> Iterator[Step]:
    journal, session, now = source.journal, source.session, source.now
    yield Step(
        "Markdown",
        lambda: {
            "session.md": session_markdown(session, now),
            "finalisation.md": finalisation_markdown(session, ticks_of(journal).ticked),
        },
    )


def _pdf(source: Source) -> Iterator[Step]:
    for kind in PAPERS.values():
        yield Step(kind.title, partial(source.paper, kind))


def _html(source: Source) -> Iterator[Step]:
    for kind in PAPERS.values():
        yield Step(f"{kind.title} (HTML)", partial(source.page, kind))


KINDS: dict[str, Callable[[Source], Iterator[Step]]] = {
    "json": _json,
    "journal": _journal,
    "csv": _csv,
    "md": _markdown,
    "pdf": _pdf,
    "html": _html,
}
"""What `--only` may name; without it, all of them."""
