"""What the program does with a code hangs on what it means, not on its name: the grid says so, in a row of a TOML."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import data.reference
from data.integrity import scan_whole
from data.reference import protected_codes, read_reference
from supervisor import action as act
from supervisor.activity import figures_of
from supervisor.candidate import ExtraTime
from supervisor.closing import finalisation_sheet, points, tells_its_cause, untold_corrections, verdict_state
from supervisor.folding import fold
from supervisor.reference import Edition
from supervisor.session import Session
from tests.supervisor import support
from tests.supervisor.support import Bench

JOURNALS = Path(__file__).parents[1] / "fixtures" / "journals"


def reading(session: Session, at: Any) -> dict[str, Any]:
    """What the rules make of the incidents of six candidates, each with a code that means something."""
    kinds = {(point.number, point.kind) for point in points(session, at)}
    verdicts = {who.number: verdict_state(session, who) for who in session.candidates.values()}
    persons = figures_of(session).whole.persons
    return {
        "unsigned": (1, "unsigned") in kinds,
        "fraud asks for its report": (2, "fraud") in kinds,
        "verdicts": {number: state.verdict for number, state in verdicts.items() if state},
        "PV to send": finalisation_sheet(session).frauds,
        "cause is told": tells_its_cause(session, session.candidates[3]),
        "not told to Pix": {(one.number, one.what) for one in untold_corrections(session)},
        "own doing": [i.number for n in (5, 6) for i in session.reported(n, "candidate")],
        "persons": {what: str(count) for what, count in persons.items() if str(count) != "0"},
        "typed again": {n.number: [i.code for i in n.incidents] for n in finalisation_sheet(session).unfinished},
    }


@pytest.mark.parametrize("released", ["format-2", "format-3"])
@pytest.mark.parametrize("edition", ["current", "2021"])
def test_a_journal_from_before_codes_said_what_they_mean_reads_as_it_did(released: str, edition: Edition) -> None:
    """Its first line names the codes only; what was recorded under them counts as on the day it was written."""
    path = JOURNALS / f"{released}-incidents{'' if edition == 'current' else '-2021'}.jsonl"
    assert '"means"' not in path.read_text(encoding="utf-8")
    whole = scan_whole(path.read_bytes(), path)
    assert whole.scan.damage is None
    session = fold(whole.header, whole.scan.entries)
    assert session.reference.codes == read_reference(edition).codes
    is_current = edition == "current"
    persons = {"took_part": "6", "extra_time": "1", "fraud": "1", "C2": "1"} | ({"E8": "1"} if is_current else {})
    technical = "C7" if is_current else "A1"
    assert reading(session, session.entries[-1].recorded_at) == {
        "unsigned": False,
        "fraud asks for its report": True,
        "verdicts": {1: "nothing", 2: "fraud", 3: "nothing", 4: "nothing", 5: "jury" if is_current else "nothing",
                     6: "nothing"},
        "PV to send": (2,),
        "cause is told": True,
        "not told to Pix": {(4, "identity")},
        "own doing": [6] if is_current else [],
        "persons": persons,
        "typed again": {1: ["C4"], 2: ["C6"], 3: [technical], 4: [], 5: ["C2"], 6: ["C8"] if is_current else []},
    }  # fmt: skip


# A new code -------------------------------------------------------------------------------------------


def grid_with(monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    """Sessions are made by today's grid with one row more at its end."""
    of_the_house = data.reference._table

    def table(name: str) -> dict[str, Any]:
        if name != "grid_current":
            return of_the_house(name)
        text = resources.files("data.reference").joinpath("grid_current.toml").read_text(encoding="utf-8")
        return tomllib.loads(f"{text}\n[[codes]]\n{row}\n")

    monkeypatch.setattr(data.reference, "_table", table)
    support.header.cache_clear()
    data.reference._reference.cache_clear()
    protected_codes.cache_clear()


@pytest.fixture(autouse=True)
def grid_of_the_house() -> Any:
    """No grid of one test stays for another."""
    yield
    support.header.cache_clear()
    data.reference._reference.cache_clear()
    protected_codes.cache_clear()


def running(monkeypatch: pytest.MonkeyPatch, meaning: str, *, asked: str = "description") -> Bench:
    """A room whose grid has a code « X1 » of this meaning; all five run."""
    grid_with(monkeypatch, f'code = "X1"\nlabel = "Nouveau"\nasked = "{asked}"\nmeans = ["{meaning}"]')
    bench = Bench()
    for number in range(1, 6):
        bench.do(act.CheckIdentity(number))
        bench.do(act.Mark("join", (number,)))
        bench.do(act.Mark("start", (number,)))
    return bench


def report(bench: Bench, number: int = 1) -> None:
    """« X1 », with what it asks."""
    bench.do(act.RecordIncident("X1", (number,), text="vu"))


def test_a_new_code_of_a_suspicion_of_fraud(monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks for a PV de fraude, proposes the verdict, and is told for a whole year only."""
    bench = running(monkeypatch, "fraud")
    report(bench)
    who = bench.who(1)
    state = verdict_state(bench.session, who)
    assert state is not None
    assert (state.proposed, state.because) == ("fraud", ("X1",))
    assert finalisation_sheet(bench.session).frauds == (1,)
    assert (1, "fraud") in {(point.number, point.kind) for point in points(bench.session, bench.now)}
    bench.do(act.ReportFraud(1, "communication", seen="vu", done="dit"))
    assert [i.code for i in bench.session.incidents_of(1)] == ["X1"], "the report has its incident already"
    assert protected_codes().fraud == ("C6", "X1")
    tally = figures_of(bench.session).whole
    assert str(tally.of("fraud")) == "1"
    assert tally.incidents == {}


def test_a_new_code_of_a_technical_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop for a technical cause is told by it as well."""
    bench = running(monkeypatch, "technical")
    report(bench)
    stopped = bench.do(act.StopTest((1, 2), "end", "technical"))
    told = [remark.number for remark in stopped.remarks if "à signaler" in remark.text]
    assert told == [2], "only who has no report of it"


def test_a_new_code_for_a_missing_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the place of the signature at the close, and on the attendance sheet by its name."""
    bench = running(monkeypatch, "signature")
    report(bench)
    unsigned = {point.number for point in points(bench.session, bench.now) if point.kind == "unsigned"}
    assert unsigned == {2, 3, 4, 5}


def test_a_new_code_for_a_temps_majore(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reported by it, a correction of the list is no more owed; it is told as persons."""
    bench = running(monkeypatch, "extra_time", asked="extra_time")
    bench.do(act.Correct(1, extra_time=ExtraTime(percent=50)))
    assert [(one.what, one.code) for one in untold_corrections(bench.session)] == [("extra_time", "C2")]
    report(bench)
    assert untold_corrections(bench.session) == ()
    assert protected_codes().extra_time == ("C2", "X1", "E8")


def test_a_new_code_that_means_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a meaning a row is recorded, told and counted like any other."""
    grid_with(monkeypatch, 'code = "X2"\nlabel = "Nouveau"\nasked = "description"')
    bench = Bench()
    bench.do(act.RecordIncident("X2", (1,), text="vu"))
    assert figures_of(bench.session).whole.incidents == {"X2": 1}
    assert verdict_state(bench.session, bench.who(1)) is None
