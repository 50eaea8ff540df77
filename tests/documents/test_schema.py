"""The published schema of the complete export: real exports hold to it, and it says all that stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from data.documents.json_out import MAY_LACK, session_json
from supervisor import action as act
from supervisor.event import EvidenceKept
from tests.documents.test_without_names import told
from tests.supervisor.support import Bench

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "export.schema.json").read_text(encoding="utf-8"))
Document = dict[str, Any]


def exported(bench: Bench, damage: str = "") -> Document:
    """The export of what stands on the bench."""
    lines = [json.loads(line) for line in bench.text()]
    document: Document = json.loads(session_json(bench.session, lines, bench.now, damage=damage))
    return document


def full() -> Bench:
    """A session in which every part of an export has something in it."""
    bench = told()
    kept = EvidenceKept(name="photo.jpg", sha256="ab" * 32, size=12, taken_at=bench.now, kept_as="ab" * 32)
    bench.do(act.ReportFraud(3, "consultation", "une antisèche", "saisie", evidence=(kept,)))
    bench.do(act.Mark("absent", (3,)))
    bench.do(act.Mark("pause-begin", (2,)))
    bench.wait(minutes=2).do(act.Mark("pause-end", (2,)))
    bench.do(act.Interrupt((2,), "technical"))
    bench.wait(minutes=2).do(act.Resume((2,), "measured"))
    bench.do(act.AddCandidates((act.NewCandidate(bench.who(1).identity.model_copy(update={"first_name": "Autre"})),)))
    bench.do(act.Remove((4,)))
    bench.do(act.Finish((2,)))
    return bench


def errors(document: Document) -> list[str]:
    """What does not hold to the schema."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_schema_is_one() -> None:
    """Of the draft it names."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("edition", ["current", "2021"])
def test_sessions_of_all_kinds(edition: str) -> None:
    """Empty, prepared, damaged, of both editions."""
    assert errors(exported(Bench(listed=(), edition=edition))) == []  # type: ignore[arg-type]
    assert errors(exported(Bench(5, edition=edition))) == []  # type: ignore[arg-type]
    assert errors(exported(Bench(1), damage="ligne 3 : abîmée")) == []


def test_a_full_session_open_and_closed() -> None:
    """Everything that can stand in an export does; closed, finalised, erased parts."""
    bench = full()
    document = exported(bench)
    assert errors(document) == []
    assert [key for key, value in document.items() if value == [] and key != "damage"] == [], "a part without example"
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    document = exported(bench)
    assert errors(document) == []
    for line in document["journal"][1:]:
        line.pop("personal", None)
        line.pop("salt", None)
    assert errors(document) == []


def _objects(schema: Any, path: str = "$") -> Iterator[tuple[str, Document]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield path, schema
        for key, value in schema.items():
            yield from _objects(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for rank, value in enumerate(schema):
            yield from _objects(value, f"{path}[{rank}]")


def test_no_key_can_be_added_or_lost_unnoticed() -> None:
    """Every object of ours says and requires all its keys; lines may lack what is erased, a count, an asking.

    A session that went on in one place only has no branch to name.
    """
    optional = {
        "line": {"personal", "salt", "personal_digest", "lines", "asked"},
        "session": {"branch"},
    }
    for path, schema in _objects(SCHEMA):
        if "prefixItems" in path:
            continue
        assert schema["additionalProperties"] is False, path
        lacking = set(schema["properties"]) - set(schema["required"])
        assert lacking - MAY_LACK == optional.get(path.rpartition(".")[2], set()), path


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("closing"),
        lambda d: d.update(more=1),
        lambda d: d.update(version=3),
        lambda d: d["candidates"][0].update(status="gone"),
        lambda d: d["candidates"][0].update(number="1"),
        lambda d: d["candidates"][0].pop("verdict"),
        lambda d: d["session"].update(seal="XYZ"),
        lambda d: d.update(exported_at="hier"),
        lambda d: d["journal"][1].update(digest="0"),
        lambda d: d["journal"][1].pop("previous"),
        lambda d: d["journal"][0].update(format="autre"),
    ],
)  # fmt: skip
def test_what_is_not_an_export(change: Callable[[Document], object]) -> None:
    """Another form does not hold to it."""
    document = exported(full())
    change(document)
    assert errors(document)
