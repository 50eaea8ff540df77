"""The export « sans nom »: nothing that names anybody leaves, what statistics need does."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from data.documents.without_names import STEPS, step_of, without_names_csv, without_names_json
from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from tests.supervisor.support import Bench

SECRETS = [
    "ZNOM", "ZPRENOM", "ZVILLE", "99123", "99456", "ZPAYS", "ZLOCAL", "ZCLASSE", "ZPLACE", "ZSITE", "ZSALLE",
    "ZSURVEILLANT", "ZCODE", "ZOBSERVATION", "ZATTESTE", "ZRAISON", "ZINCIDENT", "ZVU", "ZFAIT", "ZGLOBAL", "ZNOTE",
    "ZDEROGATION", "ZRELEVE", "ZZONE", "ZCOMMENTAIRE", "ZVERDICT", "ZANNULE", "ZAUTEUR", "ZCORRIGE", "salle-b12",
    "2003-02-01", "01/02/2003", "ZRETIRE", "ZFORMATEUR",
]  # fmt: skip


def told() -> Bench:
    """A session in which every field that somebody may type holds a word that must not leave."""
    identity = Identity(
        last_name="ZNOM", first_name="ZPRENOM", birth_date=date(2003, 2, 1), birth_city="ZVILLE",
        birth_postal_code="99123", birth_insee_code="99456", birth_country="ZPAYS", sex="F", local_id="ZLOCAL",
    )  # fmt: skip
    person = act.NewCandidate(identity, extra_time=ExtraTime(percent=33), class_name="ZCLASSE", seat="ZPLACE")
    other = act.NewCandidate(identity.model_copy(update={"first_name": "ZPRENOM BIS"}), class_name="ZCLASSE")
    third = act.NewCandidate(identity.model_copy(update={"first_name": "ZPRENOM TER"}))
    bench = Bench(
        listed=(person, other, third), site="ZSITE", room="ZSALLE", surveillants=("ZSURVEILLANT",),
        access_code="ZCODE1", observations="ZOBSERVATION",
    )  # fmt: skip
    bench.author = "ZAUTEUR"
    bench.do(act.CheckRoomPoint("seats", False, "ZRAISON"))
    bench.do(act.RecordTraining("ZSURVEILLANT", "ZFORMATEUR", date(2026, 9, 1)))
    bench.do(act.CheckIdentity(1, "ZATTESTE"))
    bench.do(act.ChangeSeat(1, "ZPLACE2"))
    bench.do(act.ChangeZone((1,), "ZZONE"))
    bench.start(1, 2, at="09:00").at("09:30")
    bench.do(act.RecordIncident("C8", (1,), text="ZINCIDENT"))
    bench.do(act.ReportFraud(2, "communication", "ZVU", "ZFAIT"))
    bench.do(act.BeginGlobal("ZGLOBAL", fault="centre"))
    bench.wait(minutes=7).do(act.EndGlobal())
    bench.do(act.AdjustTime((1,), 5, "ZRAISON"))
    bench.do(act.WriteNote("ZNOTE", 1))
    bench.do(act.WriteNote("ZNOTE"))
    bench.do(act.RecordDerogation("ZDEROGATION"))
    bench.do(act.TakeOver("ZRELEVE"))
    bench.do(act.Correct(1, identity.model_copy(update={"last_name": "ZCORRIGE"}), reason="ZRAISON"))
    bench.do(act.Remove((3,), "ZRETIRE"))
    bench.do(act.Undo(bench.last_id, "ZANNULE"))
    bench.do(act.WriteComment("ZCOMMENTAIRE"))
    bench.do(act.GiveVerdict(1, "jury", "ZVERDICT"))
    bench.do(act.StopTest((1,), "end", "technical"))
    return bench


def test_nothing_of_anybody_leaves() -> None:
    """Neither names nor births nor places nor a word that was typed, in any document."""
    bench = told()
    whole = bench.session
    documents = {"json": without_names_json(whole, bench.now), **without_names_csv(whole, bench.now)}
    for name, content in documents.items():
        text = content.decode("utf-8-sig")
        assert [secret for secret in SECRETS if secret in text] == [], name
    kept = "\n".join(bench.text())
    assert [secret for secret in SECRETS if secret not in kept and secret != "01/02/2003"] == [], "the test says it all"


def test_what_statistics_need_is_there() -> None:
    """Statuses, minutes, codes, kinds; the same candidate bears the same number everywhere."""
    bench = told()
    document = json.loads(without_names_json(bench.session, bench.now))
    assert [document[key] for key in ("format", "version")] == ["vigie-without-names", 1]
    assert sorted(who["number"] for who in document["candidates"]) == [1, 2, 3]
    [ended] = [who for who in document["candidates"] if who["status"] == "ended"]
    assert (ended["reason"], ended["verdict"], ended["extra_time"]) == ("technical", "jury", "1-33")
    assert ended["adjustments"] == [
        {"minutes": 7, "given_back": True},
        {"minutes": 5, "given_back": False},
    ]
    assert {(i["code"], i["number"]) for i in document["incidents"]} >= {("C8", ended["number"])}
    [fraud] = document["frauds"]
    assert fraud["kind"] == "communication"
    assert fraud["number"] != ended["number"]
    told_events = document["events"] + [e for who in document["candidates"] for e in who["events"]]
    assert {e["kind"] for e in told_events} == {e.event.kind for e in bench.session.entries}
    assert {e["author"] for e in told_events} == {1, 2}


def test_numbers_say_nothing_of_the_alphabet() -> None:
    """They follow the digests of the journal, not the order of the list: two sessions of the same people differ."""
    orders = set()
    for minute in range(12):
        bench = Bench(5, now=f"08:{minute:02d}")
        document = json.loads(without_names_json(bench.session, bench.now))
        orders.add(tuple(who["extra_time"] for who in document["candidates"]))
    assert len(orders) > 1


def test_tables_can_be_opened() -> None:
    """One line a candidate, one an incident."""
    bench = told()
    tables = without_names_csv(bench.session, bench.now)
    lines = {
        name: list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        for name, content in tables.items()
    }
    assert len(lines["candidats-sans-nom.csv"]) == 4
    assert len(lines["signalements-sans-nom.csv"]) == 3
    assert all(len(line) == len(lines["candidats-sans-nom.csv"][0]) for line in lines["candidats-sans-nom.csv"])


SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "without-names.schema.json").read_text(encoding="utf-8"))


def exported(bench: Bench) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(without_names_json(bench.session, bench.now))
    return document


def test_the_published_schema_holds() -> None:
    """Open, closed and empty sessions hold to it, and a key more or less does not."""
    Draft202012Validator.check_schema(SCHEMA)
    bench = told()
    documents = [exported(bench), exported(Bench(listed=())), exported(Bench(5, edition="2021"))]
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    documents.append(exported(bench))
    validator = Draft202012Validator(SCHEMA)
    for document in documents:
        assert [error.message for error in validator.iter_errors(document)] == []
        for key in list(document):
            assert list(validator.iter_errors({k: v for k, v in document.items() if k != key})), key
        assert list(validator.iter_errors({**document, "more": 1}))


def test_no_hour_of_the_day_leaves() -> None:
    """Two sessions alike but for the hour and the day have one export: what is told is counted from each start."""

    def at(hour: int, day: date) -> Bench:
        bench = Bench(2, start=f"{hour:02d}:00", now=f"{hour:02d}:00", date=day)
        bench.wait(seconds=10).do(act.Mark("start", (1,)))
        bench.wait(minutes=12, seconds=40).do(act.RecordIncident("C7", (1,), text="souris"))
        bench.do(act.Mark("start", (2,)))
        bench.wait(minutes=60).do(act.Finish((1, 2)))
        return bench

    first, second = (exported(at(9, date(2026, 11, 23))), exported(at(14, date(2027, 3, 2))))
    for document in (first, second):
        document["candidates"].sort(key=lambda who: str(who["extra_time"]))
        for who in document["candidates"]:
            who.pop("number")
        for incident in document["incidents"]:
            incident.pop("number")
    assert first == second
    assert {who["finished_after"] for who in first["candidates"]} == {72, 60}
    text = json.dumps(first)
    assert "2026-11" not in text
    assert ":00" not in text


@pytest.mark.parametrize(
    ("extra", "step"),
    [
        (NO_EXTRA_TIME, "0"), (EXACT_THIRD, "1-33"), (ExtraTime(percent=10), "1-33"), (ExtraTime(percent=34), "34-50"),
        (ExtraTime(percent=50), "34-50"), (ExtraTime(percent=100), "51-100"), (ExtraTime(percent=150), "101+"),
    ],
)  # fmt: skip
def test_extra_times_leave_in_steps(extra: ExtraTime, step: str) -> None:
    """An unusual percentage names who has it."""
    assert step_of(extra) == step
    assert step in {"101+", *(name for _, name in STEPS)}


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("seconds", [-3600, 3600, 86400])
def test_minutes_are_those_that_went_by(seconds: int, answered: bool) -> None:
    """Whatever the clock did meanwhile: of who joined before it jumped, of who was over before it, of the room."""
    bench = Bench(2)
    bench.at("08:50").do(act.Mark("join", (1, 2)))
    bench.start(1, 2, at="09:00").at("09:20")
    bench.do(act.RecordIncident("C8", (1,), text="x"))
    bench.at("09:25").do(act.Finish((2,)))
    bench.at("09:30").do(act.BeginGlobal("panne"))
    bench.wait(minutes=2, seconds=seconds).do(act.NoticeClockJump(seconds))
    if answered:
        bench.do(act.ShiftStarts(seconds, "horloge"))
    bench.wait(minutes=3).do(act.EndGlobal())
    found = json.loads(without_names_json(bench.session, bench.now))
    assert sorted(one["joined_after"] for one in found["candidates"]) == [-10, -10]
    assert [one["finished_after"] for one in found["candidates"] if one["finished_after"] is not None] == [25]
    assert [one["after"] for one in found["incidents"]] == [20]
    assert [(one["after"], one["lasted"]) for one in found["global_incidents"]] == [(30, 5)]
    ended = [one["after"] for one in found["events"] if one["kind"] == "global_incident_ended"]
    assert ended == [35]
