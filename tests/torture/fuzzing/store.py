"""Readers of what a store keeps: journals, exports, its settings, drafts, boxes, registers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from data import access_log, disk, left_figures, trainings
from data.documents.csv_out import candidates_csv, incidents_csv, journal_csv
from data.documents.json_out import session_json
from data.documents.markdown_out import session_markdown
from data.documents.without_names import without_names_json
from data.drafts import _read as read_draft_file
from data.exported import check_export
from data.integrity import check_data
from data.store_settings import StoreSettings
from data.ticks import Ticks
from screens.command.figures import status_document, summary
from supervisor.draft import Draft
from supervisor.retention import retention_of
from supervisor.seal import digest_of, personal_digest
from supervisor.session import Session
from tests.torture.fuzzing.mutating import data as spoilt
from tests.torture.fuzzing.mutating import document, value, written
from tests.torture.fuzzing.target import Target, told

JOURNALS = Path(__file__).resolve().parents[2] / "fixtures" / "journals"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HERE = Path("/magasin/sessions/208/journal.jsonl")
_KEPT = 30
"""Lines of a journal that is spoilt: those of a whole day take long to prove."""


@contextmanager
def holding(content: bytes) -> Iterator[None]:
    """Whatever file is read holds this: nothing is written for a million inputs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "read_file", lambda path: content)
        yield


# Journals --------------------------------------------------------------------------------------------------


@cache
def journals() -> list[str]:
    """The lines of released journals, each as one document."""
    found = []
    for path in sorted(JOURNALS.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()[:_KEPT]
        found.append(f"[{','.join(lines)}]")
    return found


def sealed_anew(lines: Any) -> bytes:
    """Lines with the digests that they should have, whatever they say: only a person with the program does that."""
    previous = ""
    sealed: list[Any] = []
    for line in lines if isinstance(lines, list) else [lines]:
        if isinstance(line, dict):
            line = {**line}
            if sealed and "previous" in line:
                line["previous"] = previous
            # Half a character has no bytes, hence no digest: the old one stands.
            with suppress(ValueError):
                if isinstance(line.get("personal"), dict) and "personal_digest" in line:
                    line["personal_digest"] = personal_digest(str(line.get("salt")), line["personal"])
                line["digest"] = digest_of(line)
            previous = str(line.get("digest"))
        sealed.append(line)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in sealed) + "\n"
    return text.encode("utf-8", "surrogatepass")


def journal(random: Random) -> bytes:
    """A journal spoilt and sealed anew; mostly in one of its events."""
    lines = json.loads(random.choice(journals()))
    if random.random() < 0.2:
        lines = document(random, json.dumps(lines))
    else:
        rank = random.randrange(len(lines)) if random.random() < 0.9 else 0
        lines[rank] = document(random, json.dumps(lines[rank]))
        if random.random() < 0.2:
            lines.insert(random.randrange(1, len(lines) + 1), lines[random.randrange(len(lines))])
    if random.random() < 0.7 and isinstance(lines, list):
        for place, line in enumerate(lines[1:], 1):
            if isinstance(line, dict):
                line["id"] = place
    return sealed_anew(lines)


def read_journal(content: bytes) -> None:
    """Proved; what it then says leaves by every way out, or in a sentence of ours."""
    report = check_data(content, HERE)
    for sentence in (*report.remarks, *([str(report.broken)] if report.broken else [])):
        told(sentence)
    if report.session is not None:
        told_whole(report.session, [json.loads(line) for line in content.splitlines()[: report.session.last_id + 1]])


def told_whole(session: Session, lines: list[dict[str, Any]]) -> None:
    """Every way out of a session."""
    json.dumps(summary(session, NOW))
    json.dumps(status_document(session, NOW))
    session_json(session, lines, NOW)
    session_markdown(session, NOW)
    candidates_csv(session, NOW)
    incidents_csv(session)
    journal_csv(session)
    without_names_json(session, NOW)
    retention_of(session)


# Exports -----------------------------------------------------------------------------------------------------


@cache
def exports() -> list[str]:
    """Exports of released journals."""
    found = []
    for text in journals():
        content = sealed_anew(json.loads(text))
        session = check_data(content, HERE).session
        assert session is not None
        lines = [json.loads(line) for line in content.splitlines()]
        found.append(session_json(session, lines, NOW).decode())
    return found


def export(random: Random) -> bytes:
    """An export spoilt in its figures, in its journal, or as text."""
    seed = random.choice(exports())
    if random.random() < 0.5:
        found = json.loads(seed)
        found["journal"] = [json.loads(line) for line in journal(random).splitlines()]
        return json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return written(random, document(random, seed)).encode("utf-8", "surrogatepass")


def read_export(content: bytes) -> None:
    """Proved, its journal and what follows from it."""
    report = check_export(content, HERE)
    if report.broken is not None:
        told(str(report.broken))


# Small files ---------------------------------------------------------------------------------------------------

STORE = '{"format": "vigie-store", "version": 1, "group": "", "keep_months": 60, "keep_shorter": "le rectorat"}'
TICKS = '{"format": "vigie-ticks", "version": 1, "done": ["extra_time", "incident:4", "seat:2"]}'
TRAINED = (
    '{"format": "vigie-training", "version": 1, "name": "Mme Roy", "trainer": "M. Bé", "on": "2026-09-01", '
    '"noted_at": "2026-09-02T08:00:00Z", "author": "Roy"}'
)
FIGURES = (
    '{"format": "vigie-figures", "version": 2, "purged_on": "2031-01-01", "covers": ["ab", "cd"], '
    '"figures": {"enrolled": 12, "year": "2026-2027"}}'
)
ACCESS = '{"at": "2026-11-22T08:00:00Z", "who": "Roy", "host": "poste", "what": "log", "session": "208"}'
DRAFT = Draft(
    deed="note", dialog="NoteDialog", title="Note : 12 LE GOFF", first_key=NOW, author="Roy", chosen=12, marked=(1, 2),
    way=("a",), texts={"text": "fenêtre"},
).model_dump_json()  # fmt: skip


def small(seed: str) -> Callable[[Random], bytes]:
    """A small file of JSON, spoilt."""

    def make(random: Random) -> bytes:
        if random.random() < 0.3:
            return spoilt(random, seed.encode())
        found = value(random) if random.random() < 0.05 else document(random, seed)
        return written(random, found).encode("utf-8", "surrogatepass")

    return make


def read_store(content: bytes) -> None:
    """The store's group and for how long it keeps."""
    with holding(content):
        settings = StoreSettings(Path("/magasin"))
        settings.rights(Path("/"))
        group, months = settings.group, settings.keep_months
    assert group is None or isinstance(group, str)
    assert months is None or 0 < months.months <= 1200


def read_draft(content: bytes) -> None:
    """A draft, or nothing."""
    with holding(content):
        read_draft_file(HERE)


def read_ticks(content: bytes) -> None:
    """Boxes, or none."""
    with holding(content), suppress(ValueError, LookupError, TypeError):
        Ticks._read(HERE)


def read_register(content: bytes) -> None:
    """A line of each register of a store: an entry, or a line that is passed over."""
    for line in content.split(b"\n"):
        trainings._noted(line)
        left_figures._left(line)
        access_log._access(line)


TARGETS = (
    Target("journals sealed anew", journal, read_journal, 5),
    Target("exports", export, read_export, 4),
    Target("store.json", small(STORE), read_store, 60),
    Target("drafts", small(DRAFT), read_draft, 100),
    Target("boxes", small(TICKS), read_ticks, 60),
    Target("trainings", small(TRAINED), read_register, 60),
    Target("figures that a purge left", small(FIGURES), read_register, 60),
    Target("register of accesses", small(ACCESS), read_register, 60),
)
