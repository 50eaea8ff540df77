"""The complete export: what stands in it, what does not, and that its chain can still be verified."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from data.archive import Archive
from data.documents.json_out import session_json
from data.integrity import check
from data.journal import Journal
from data.reference import read_reference
from data.storage import encode
from supervisor.action import CloseSession, Context, CreateSession, Mark, NewCandidate, RecordIncident
from supervisor.candidate import Identity
from supervisor.reference import Header

NOW = datetime(2026, 11, 22, 8, 0, 0, 654321, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A closed session of two with an access code."""
    people = tuple(NewCandidate(Identity(last_name=name, first_name="Élève")) for name in ("UN", "DEUX"))
    creation = CreateSession(
        "208", date(2026, 11, 22), "09:00", surveillants=("P. Martin",), access_code="BCDF23", candidates=people
    )
    header = Header(timezone="Europe/Paris", reference=read_reference())
    context = Context(NOW, "P. Martin", "poste-1")
    journal = Archive(tmp_path / "store").create(header, creation, context)
    for action in (Mark("start", (1,)), RecordIncident("E2", (1,), question=12), CloseSession(force=True)):
        assert not journal.act(action, context).refusals
    return journal


def exported(journal: Journal) -> dict[str, Any]:
    """The document, read back."""
    lines = [json.loads(line) for line in journal.path.read_bytes().splitlines()]
    document: dict[str, Any] = json.loads(session_json(journal.session, lines, NOW))
    return document


def test_it_says_what_it_is(journal: Journal) -> None:
    """Format, version and instant, whole seconds, UTC."""
    document = exported(journal)
    assert [document[key] for key in ("format", "version", "exported_at", "damage")] == [
        "vigie-export", 2, "2026-11-22T08:00:00Z", None,
    ]  # fmt: skip
    assert document["header"]["timezone"] == "Europe/Paris"
    assert document["session"]["seal"] == journal.session.seal
    assert document["session"]["surveillants"] == ["P. Martin"]
    assert document["incidents"][0] | {"event": 0} == {
        "event": 0, "number": 1, "code": "E2", "at": "2026-11-22T08:00:00Z", "question": 12, "text": "",
        "state": "open", "closed_at": None, "becomes": None,
    }  # fmt: skip


def test_the_access_code_is_not_in_it(journal: Journal) -> None:
    """Its personal part is left out the way an erased one is."""
    document = exported(journal)
    assert "BCDF23" in journal.path.read_text(encoding="utf-8")
    assert "BCDF23" not in json.dumps(document)
    [given] = [line for line in document["journal"] if line.get("kind") == "access_code_given"]
    assert {"personal", "salt"} & given.keys() == set()


def test_the_chain_inside_still_verifies(journal: Journal, tmp_path: Path) -> None:
    """Its lines, put back into a file, are a whole journal to the seal."""
    copy = tmp_path / "copie.jsonl"
    copy.write_bytes(b"".join(encode(line) for line in exported(journal)["journal"]))
    report = check(copy)
    assert report.is_whole
    assert report.session is not None
    assert report.session.seal == journal.session.seal


def test_a_damaged_journal_says_so(journal: Journal) -> None:
    """What stands before the damage is exported, with its reason."""
    document = json.loads(session_json(journal.session, [], NOW, damage="ligne 5 : abîmée"))
    assert document["damage"] == "ligne 5 : abîmée"
