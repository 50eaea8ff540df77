"""Fictive sessions of any size, made fast: what makes them is not what is measured."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from data import disk
from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from data.storage import encode
from supervisor.action import (
    CheckIdentity,
    CloseAlert,
    CloseSession,
    Context,
    CreateSession,
    Finish,
    Mark,
    MarkFinalised,
    NewCandidate,
    RecordIncident,
    WriteNote,
)
from supervisor.candidate import Identity
from supervisor.event import Entry
from supervisor.reference import Header
from supervisor.seal import seal_entry

NUMBER = "208"
OLDEST = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
"""When the first session of a made school year begins."""
EACH = 20
"""Candidates of a session of such a year."""
NOTE = WriteNote("une note de quarante caractères environ.")
_SHOWN = 300
"""A session has at most that many events an action: more is no gesture of a person."""


@contextmanager
def unflushed() -> Iterator[None]:
    """What is made to be measured later need not outlive a power cut."""
    real = disk.fsync
    disk.fsync = _nothing
    try:
        yield
    finally:
        disk.fsync = real


def _nothing(fd: int) -> None:
    """In the place of a flush."""


@contextmanager
def flushes_counted() -> Iterator[list[int]]:
    """How often the store asks the disk to keep what was written: one entry a flush."""
    real, told = disk.fsync, []

    def counted(fd: int) -> None:
        told.append(fd)
        real(fd)

    disk.fsync = counted
    try:
        yield told
    finally:
        disk.fsync = real


def who(number: int) -> NewCandidate:
    """A fictive candidate."""
    return NewCandidate(Identity(last_name=f"FICTIF {number:04d}", first_name="Camille"))


def at(instant: datetime) -> Context:
    """Who measures, at an instant."""
    return Context(instant, "bench", "bench")


def make_room(
    root: Path, candidates: int, now: datetime, *, running: int, joined: bool = True, events: int = 0
) -> Journal:  # fmt: skip
    """A session that began half an hour ago.

    Args:
        root: the store.
        candidates: how many are on its list.
        now: the instant that it is measured at.
        running: how many tests run, of the first ones.
        joined: the others have joined, so that they may start; otherwise they have not come.
        events: so many at least, by presences that were confirmed again and again.
    """
    begun = now - timedelta(minutes=30)
    header = Header(timezone="Europe/Paris", reference=read_reference())
    names = tuple(who(number) for number in range(1, candidates + 1))
    creation = CreateSession(NUMBER, begun.date(), "09:00", surveillants=("bench",), candidates=names)
    with unflushed():
        journal = Archive(root).create(header, creation, at(begun))
        there = tuple(range(1, (candidates if joined else running) + 1))
        for number in there:
            journal.act(CheckIdentity(number), at(begun))
        for deed in ("sign", "join"):
            journal.act(Mark(deed, there), at(begun))
        while journal.session.last_id < events:
            journal.act(Mark("presence", there[: min(_SHOWN, events - journal.session.last_id)]), at(begun))
        if waiting := there[running:]:
            journal.act(Mark("presence", waiting), at(now))
        if running:
            journal.act(Mark("start", tuple(range(1, running + 1))), at(begun))
    return journal


def make_year(root: Path, sessions: int) -> int:
    """A store of a school year: whole closed sessions of 20, five a day; gives the number of lines.

    One is played as a surveillant would; the others have its gestures on their own days, with their own candidates.
    """
    with tempfile.TemporaryDirectory() as aside, unflushed():
        played = _play(Archive(Path(aside)), *_of_year(0)).session.entries
    born = max(entry.id for entry in played if entry.action == 1)
    acted = [tuple(together) for _, together in groupby(played[born:], key=lambda entry: entry.action)]
    lines = 0
    with unflushed():
        made = [_of_year(index) for index in range(sessions)]
        creations = [(header, creation) for header, creation, _ in made]
        journals = Archive(root).create_all(creations, at(OLDEST - timedelta(days=2)))
        for index, (journal, (_, _, start)) in enumerate(zip(journals, made, strict=True)):
            # One in twenty still waits to be finalised.
            done = acted if index % 20 else acted[:-1]
            lines += 1 + _append(journal, done, start - OLDEST)
    return lines


def _of_year(index: int) -> tuple[Header, CreateSession, datetime]:
    start = OLDEST + timedelta(days=index // 5 % 200, hours=index % 5)
    header = Header(timezone="Europe/Paris", reference=read_reference())
    creation = CreateSession(
        str(1000 + index), start.date(), "09:00", site="Lycée fictif", room="CDI", surveillants=("P. Martin",),
        candidates=tuple(who(index * EACH + one) for one in range(1, EACH + 1)),
    )  # fmt: skip
    return header, creation, start


def _append(journal: Journal, acted: Sequence[Sequence[Entry]], later: timedelta) -> int:
    """Put these actions behind a journal, so much later than they were; gives its number of events."""
    last = journal.session.entries[-1]
    rank, previous, lines = last.id, last.digest, []
    for together in acted:
        for entry in together:
            rank += 1
            moved = replace(
                entry, id=rank, action=rank + together[0].id - entry.id, at=entry.at + later,
                recorded_at=entry.recorded_at + later,
            )  # fmt: skip
            line = seal_entry(moved, previous, secrets.token_hex(16))
            previous = line["digest"]
            lines.append(encode(line))
    with journal.path.open("ab") as file:
        file.writelines(lines)
    return rank


def _play(archive: Archive, header: Header, creation: CreateSession, start: datetime) -> Journal:
    everybody = tuple(range(1, EACH + 1))
    running, over = at(start), at(start + timedelta(minutes=100))
    journal = archive.create(header, creation, at(start - timedelta(days=2)))
    for one in everybody:
        journal.act(CheckIdentity(one), running)
    for deed in ("sign", "join", "presence", "start"):
        journal.act(Mark(deed, everybody), running)
    journal.act(Mark("presence", everybody[:8]), running)
    journal.act(RecordIncident(_A_QUESTION, (5,), question=12), at(start + timedelta(minutes=40)))
    journal.act(NOTE, at(start + timedelta(minutes=50)))
    journal.act(Finish(everybody), over)
    journal.act(CloseAlert(5, "validated"), over)
    journal.act(CloseSession(force=True), at(start + timedelta(minutes=110)))
    journal.act(MarkFinalised(), at(start + timedelta(hours=5)))
    return journal


_A_QUESTION = next(code.code for code in read_reference().codes if "simulateur" in code.words)

LIST_HEAD = (
    "* Nom du site;* Nom de la salle;* Date de début (format: JJ/MM/AAAA);"
    "* Heure de début (heure locale format: HH:MM);"
    "* Surveillant(s);* Nom de naissance;* Prénom;* Date de naissance (format: JJ/MM/AAAA);* Sexe (M ou F)\n"
)


def write_list(path: Path, candidates: int, sessions: int) -> None:
    """A list of Pix Certif's form: so many candidates in so many sessions."""
    each = candidates // sessions
    rows = [
        f"Lycée fictif;Salle {number // each};{1 + number // each % 28:02d}/02/2027;{8 + number // each // 28:02d}:00;"
        f"P. Martin;FICTIF {number:05d};Camille;{1 + number % 28:02d}/03/2010;F"
        for number in range(candidates)
    ]
    path.write_text(LIST_HEAD + "\n".join(rows) + "\n", encoding="utf-8")
