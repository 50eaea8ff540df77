"""What Pix Certif learns only by a report: corrections (C1, C2), a technical cause (C7), and time given to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, ExtraTime, Identity
from supervisor.closing import STOPPED_TOLD, box_state, not_said, unexplained_time, untold_corrections
from supervisor.decision import Decision
from tests.supervisor.support import Bench


def renamed(bench: Bench, **changes: object) -> Identity:
    """Who n° 1 is, some of it otherwise."""
    return bench.who(1).identity.model_copy(update=changes)


def codes(bench: Bench, number: int = 1) -> list[tuple[str, str]]:
    """What is reported of a candidate and counts."""
    return [(i.code, i.text) for i in bench.session.incidents_of(number) if i.counts]


def hints(decision: Decision) -> list[str]:
    """What the remarks of a decision add for the command line."""
    return [remark.hint for remark in decision.remarks if remark.hint]


# Corrections -----------------------------------------------------------------------------------------


def test_a_correction_and_its_report_are_one_action() -> None:
    """C1 with the right value beside that of the list, C2 with the temps majoré; one undo takes back both."""
    bench = Bench(2)
    was = bench.who(1)
    bench.do(act.Correct(1, renamed(bench, last_name="ABBADIE"), extra_time=EXACT_THIRD, report=True))
    assert codes(bench) == [
        ("C1", f"Nom de naissance : ABBADIE (liste : {was.last_name})"), ("C2", "tiers temps (1/3)"),
    ]  # fmt: skip
    assert untold_corrections(bench.session) == ()
    bench.do(act.Undo())
    assert codes(bench) == []
    assert bench.who(1).identity == was.identity
    assert bench.who(1).extra_time == was.extra_time


def test_a_correction_that_is_not_reported_says_what_does_it() -> None:
    """By its code; nothing of a place of birth, nor where the list itself was brought up to date."""
    bench = Bench(2)
    assert hints(bench.do(act.Correct(1, renamed(bench, birth_city="Belfort"), report=True))) == []
    assert codes(bench) == []
    assert hints(bench.do(act.Correct(1, renamed(bench, first_name="Léa"), reason="liste mise à jour"))) == []
    assert hints(bench.do(act.Correct(1, renamed(bench, first_name="Lou")))) == ['incident 1 C1 --text "…"']
    assert hints(bench.do(act.Correct(2, extra_time=ExtraTime(percent=50)))) == ['incident 2 C2 --text "…"']
    assert [told[:5] for told in not_said(bench.session)] == ["n° 1 ", "n° 2 "]


def test_a_report_tells_what_was_corrected_before_it_and_not_what_comes_after() -> None:
    """Noted first, it is for the correction that follows; what was put back as the list had it needs none."""
    bench = Bench(1)
    listed = bench.who(1).identity
    bench.do(act.Correct(1, renamed(bench, first_name="Lou")))
    bench.do(act.RecordIncident("C1", (1,), text="Lou"))
    assert untold_corrections(bench.session) == ()
    bench.do(act.Correct(1, renamed(bench, last_name="ABBADIE")))
    assert [u.code for u in untold_corrections(bench.session)] == ["C1"], "the report before it was for another one"
    bench.do(act.Correct(1, renamed(bench, last_name=listed.last_name)))
    assert untold_corrections(bench.session) == ()
    bench.do(act.RecordIncident("C2", (1,), text="50 %"))
    bench.do(act.Correct(1, extra_time=ExtraTime(percent=50)))
    assert untold_corrections(bench.session) == ()
    bench.do(act.RetractIncident(bench.session.incidents_of(1)[-1].event_id, "erreur"))
    assert [u.code for u in untold_corrections(bench.session)] == ["C2"]


@given(st.lists(st.tuples(st.sampled_from(["Lou", "Léa", "Zoé"]), st.booleans()), max_size=6))
def test_what_pix_certif_knows_is_told_or_asked_for(steps: list[tuple[str, bool]]) -> None:
    """Whatever is corrected and reported in whatever order: asked for exactly while what it knows is not what is."""
    bench = Bench(1)
    known = bench.who(1).identity.first_name
    for name, is_reported in steps:
        if name != bench.who(1).identity.first_name:
            bench.do(act.Correct(1, renamed(bench, first_name=name), report=is_reported))
            known = name if is_reported else known
        assert bool(untold_corrections(bench.session)) == (known != bench.who(1).identity.first_name)


# A stop for a technical cause ------------------------------------------------------------------------


@pytest.mark.parametrize(("edition", "code"), [("current", "C7"), ("2021", "A1")])
@pytest.mark.parametrize("how", ["end", "withdraw"])
def test_a_technical_stop_and_its_report_are_one_action(edition: str, code: str, how: str) -> None:
    """The edition's own code; one undo takes back both."""
    bench = Bench(2, edition=edition).start(1, at="09:00").at("09:30")  # type: ignore[arg-type]
    bench.do(act.StopTest((1,), how, "technical", "écran noir"))  # type: ignore[arg-type]
    assert codes(bench) == [(code, "écran noir")]
    bench.do(act.Undo())
    assert codes(bench) == []
    assert bench.who(1).is_running


def test_a_cause_that_is_told_is_not_reported_twice() -> None:
    """One noted since the test stood still; one of before it is another trouble. Nor is a candidate's own leaving."""
    bench = Bench(3).start(1, 2, 3, at="09:00").at("09:10")
    bench.do(act.RecordIncident("C7", (1, 2), text="souris"))
    bench.at("09:30").do(act.Interrupt((1, 2)))
    bench.at("09:31").do(act.RecordIncident("C7", (2,), text="écran noir"))
    bench.at("09:40").do(act.StopTest((1, 2), "end", "technical", STOPPED_TOLD))
    assert codes(bench, 1) == [("C7", "souris"), ("C7", STOPPED_TOLD)]
    assert codes(bench, 2) == [("C7", "souris"), ("C7", "écran noir")]
    assert hints(bench.do(act.StopTest((3,), "withdraw", "candidate"))) == []
    assert 'incident 3 C7 --text "…"' in hints(bench.do(act.GiveReason(3, "technical")))
    bench.do(act.GiveReason(3, "candidate"))
    bench.do(act.GiveReason(3, "technical", "panne"))
    assert codes(bench, 3) == [("C7", "panne")]


def test_a_report_that_will_not_do_stops_nobody() -> None:
    """Too long, or empty: nothing is done."""
    bench = Bench(1).start(1, at="09:00").at("09:30")
    assert "500" in bench.refused(act.StopTest((1,), "end", "technical", "x" * 501))
    assert "description" in bench.refused(act.StopTest((1,), "end", "technical", " "))


# Time given to one -----------------------------------------------------------------------------------


def test_time_given_for_an_incident_proposes_the_box() -> None:
    """Said so, with its because; said otherwise, not; not said, it is asked."""
    bench = Bench(4).start(1, 2, 3, 4, at="09:00").at("09:30")
    assert hints(bench.do(act.AdjustTime((1,), 10, "casque cassé", for_incident=False))) == []
    assert hints(bench.do(act.AdjustTime((2,), -5, "erreur"))) == []
    assert hints(bench.do(act.AdjustTime((4,), thirds=1, reason="tiers temps oublié"))) == []
    assert unexplained_time(bench.session) == ()
    assert hints(bench.do(act.AdjustTime((3,), 10, "réseau"))) == ["--incident yes|no ; ou box extra-time yes"]
    assert unexplained_time(bench.session) == (3,)
    assert not box_state(bench.session, "extra_time_given").proposed
    bench.do(act.AdjustTime((1,), 5, "réseau", for_incident=True))
    state = box_state(bench.session, "extra_time_given")
    assert state.ticked
    assert "n° 1" in state.because
    assert unexplained_time(bench.session) == (), "the box is ticked in any case"


def test_what_the_time_was_for_may_be_said_by_the_box() -> None:
    """Ticked or not, somebody said it."""
    for ticked in (True, False):
        bench = Bench(1).start(1, at="09:00").at("09:30")
        bench.do(act.AdjustTime((1,), 10, "réseau"))
        assert any("temps donné" in told for told in not_said(bench.session))
        bench.do(act.TickBox("extra_time_given", ticked))
        assert not_said(bench.session) == ()


def test_the_close_names_what_was_not_said() -> None:
    """It keeps no seal waiting."""
    bench = Bench(1).start(1, at="09:00").at("09:30")
    bench.do(act.Correct(1, renamed(bench, first_name="Lou")))
    bench.do(act.AdjustTime((1,), 10, "réseau"))
    bench.do(act.Mark("sign", (1,)))
    bench.do(act.Finish((1,)))
    remarks = [remark.text for remark in bench.do(act.CloseSession()).remarks]
    assert [r for r in remarks if "C1 le dit à Pix Certif" in r]
    assert [r for r in remarks if "temps donné sans dire" in r]
