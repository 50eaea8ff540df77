"""Incidents by edition of the grid, live alerts, limits, fraud, incidents of the whole session."""

import pytest

from supervisor import action as act
from supervisor.incident import AlertOutcome, Incident, IncidentState
from supervisor.incident import IncidentState as State
from supervisor.reference import Edition
from supervisor.situation import Status
from tests.supervisor.support import Bench

RUNNING = (Status.STARTED, Status.INTERRUPTED)
QUESTION_CODES = ("E1", "E2", "E3", "E4", "E5", "E8", "E9", "E10", "E11", "E12")
NO_LONGER = "ne peut plus être pris en compte"


def last(bench: Bench) -> Incident:
    """The incident recorded last."""
    return list(bench.session.incidents.values())[-1]


def e_code(number: int = 1, question: int = 12, code: str = "E2") -> act.RecordIncident:
    return act.RecordIncident(code, (number,), question=question)


# Alerts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("code", QUESTION_CODES)
def test_an_e_code_is_an_alert_while_the_test_runs(code: str, status: Status) -> None:
    """Current edition: open while started or interrupted, else recorded and said that it comes too late."""
    bench = Bench().bring(1, status)
    decision = bench.do(e_code(code=code))
    runs = status in RUNNING
    assert last(bench).state is (State.OPEN if runs else State.EXPIRED)
    assert len(bench.session.open_alerts_of(1)) == int(runs)
    assert any(NO_LONGER in remark.text for remark in decision.remarks) is not runs
    assert bench.session.counts(bench.now).incidents == 1


@pytest.mark.parametrize("status", list(Status))
def test_the_paper_grid_knows_no_alert(status: Status) -> None:
    """Edition 2021: the same code is written down and nothing waits for an answer, whatever the status."""
    bench = Bench(edition="2021").bring(1, status)
    decision = bench.do(e_code())
    assert last(bench).state is State.NONE
    assert bench.session.open_alerts_of(1) == []
    assert decision.remarks == ()
    assert "alerte" in bench.refused(act.CloseAlert(1, "validated"))


@pytest.mark.parametrize("code", ["C1", "C2", "C4", "C6", "C7", "C8"])
def test_a_c_code_is_never_an_alert(code: str) -> None:
    """Only E codes are handled live."""
    bench = Bench().start(1)
    bench.do(act.RecordIncident(code, (1,), text="dit en deux mots"))
    assert last(bench).state is State.NONE


@pytest.mark.parametrize("outcome", ["validated", "refused", "expired"])
def test_an_alert_is_answered_once(outcome: AlertOutcome) -> None:
    """« validé », « refusé » or too late: it is closed with its instant, and not a second time."""
    bench = Bench().start(1)
    bench.do(e_code())
    decision = bench.wait(minutes=3).do(act.CloseAlert(1, outcome))
    assert last(bench).state is IncidentState(outcome)
    assert last(bench).closed_at == bench.now
    assert any("rafraîchir" in remark.text for remark in decision.remarks) is (outcome != "expired")
    assert bench.refused(act.CloseAlert(1, outcome)) == "n'a pas d'alerte ouverte"


def test_several_open_alerts_ask_which_one() -> None:
    """Two open and no question: refused, listing them; with the question, that one is closed."""
    bench = Bench().start(1)
    bench.do(e_code(question=12))
    bench.do(e_code(question=20, code="E10"))
    reason = bench.refused(act.CloseAlert(1, "validated"))
    assert "E2 question 12, n° " in reason
    assert "E10 question 20, n° " in reason
    assert "question 13" in bench.refused(act.CloseAlert(1, "validated", question=13))
    bench.do(act.CloseAlert(1, "refused", question=20))
    assert [i.code for i in bench.session.open_alerts_of(1)] == ["E2"]
    bench.do(act.CloseAlert(1, "validated"))
    assert [i.state for i in bench.session.incidents_of(1)] == [State.VALIDATED, State.REFUSED]


def test_an_alert_is_the_candidates_own() -> None:
    """An alert of one is not closed in the name of another."""
    bench = Bench().start(1, 2)
    bench.do(e_code(1))
    assert bench.refused(act.CloseAlert(2, "validated")) == "n'a pas d'alerte ouverte"


def test_an_alert_is_not_answered_before_it_was_raised() -> None:
    """An answer dated before the report is refused."""
    bench = Bench().start(1)
    bench.at("09:10").do(e_code())
    assert "précède le signalement" in bench.refused(act.CloseAlert(1, "validated"), at="09:09:59")


def test_an_open_alert_outlives_the_test() -> None:
    """Neither a resumption nor the end hides it: it stays open until it is answered."""
    bench = Bench().start(1)
    bench.do(act.Interrupt((1,)))
    bench.do(e_code())
    for action in (act.Resume((1,)), act.Finish((1,))):
        bench.do(action)
        assert bench.look().startswith("E2 question 12 ouvert")
        assert bench.session.counts(bench.now).open_alerts == 1


def test_a_retracted_incident_counts_no_more() -> None:
    """It stays in the log, with the reason; its alert is no longer open and it is retracted once."""
    bench = Bench().start(1)
    bench.do(e_code())
    incident = bench.last_id
    assert "motif" in bench.refused(act.RetractIncident(incident, " \u200b"))
    bench.do(act.RetractIncident(incident, "mauvais candidat"))
    counts = bench.session.counts(bench.now)
    assert (counts.incidents, counts.open_alerts) == (0, 0)
    assert bench.session.incidents[incident].state is State.RETRACTED
    assert bench.refused(act.RetractIncident(incident, "encore"))
    assert bench.refused(act.CloseAlert(1, "validated"))


# What a code asks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"), [("e1", "E1"), ("E1", "E1"), (" e10 ", "E10"), ("e12", "E12"), ("c4", "C4")]
)
def test_an_exact_code_wins_over_longer_ones(typed: str, code: str) -> None:
    """`e1` is E1, not E10."""
    bench = Bench().start(1)
    bench.do(act.RecordIncident(typed, (1,), question=3, text="signé en face d'un autre"))
    assert last(bench).code == code


@pytest.mark.parametrize(
    ("edition", "typed"),
    [
        ("current", "E6"),  # retired
        ("current", "E7"),
        ("current", "C3"),
        ("current", "C5"),
        ("current", "A1"),
        ("current", "A2"),
        ("2021", "E8"),  # not yet there
        ("2021", "C7"),
        ("2021", "E12"),
        ("current", "E"),  # the beginning of a code is none
        ("current", ""),
    ],
)
def test_a_code_of_the_other_grid_is_refused(edition: Edition, typed: str) -> None:
    """A code that this session's edition does not know is refused, with those it knows."""
    bench = Bench(edition=edition).start(1)
    reason = bench.refused(act.RecordIncident(typed, (1,), question=1, text="x"))
    assert f"« {typed} »" in reason
    assert "E1, E2" in reason


# fmt: off
LIMITS = [
    # code  question  text          refused for
    ("E2",  0,        "",           "de 1 à 500, pas 0"),
    ("E2",  -1,       "",           "de 1 à 500, pas -1"),
    ("E2",  1,        "",           ""),
    ("E2",  500,      "",           ""),
    ("E2",  501,      "",           "de 1 à 500, pas 501"),
    ("E2",  None,     "figé",       "demande le numéro de la question"),
    ("C7",  501,      "figé",       "de 1 à 500"),       # also where it was not asked for
    ("C7",  None,     "",           "demande une description"),
    ("C7",  None,     "  \n ",      "demande une description"),
    ("C7",  None,     "\u200b",     "demande une description"),  # nothing that can be seen
    ("C7",  None,     "x",          ""),
    ("C7",  None,     "x" * 500,    ""),
    ("C7",  None,     "x" * 501,    "501 caractères"),
    ("C7",  None,     " x" + "x" * 499 + " ", ""),       # what is kept counts
    ("C8",  None,     "",           "demande une description"),
    ("C4",  None,     "",           "demande une description"),
    ("C1",  None,     "",           "demande les bonnes informations"),
    ("C1",  None,     "LE GOFF",    ""),
    ("C2",  None,     "",           "demande le temps majoré"),
    ("C2",  None,     "33 %",       ""),
    ("C6",  None,     "",           ""),                 # a « PV de fraude » goes with it
    ("E2",  3,        "é" * 500,    ""),
]
# fmt: on


@pytest.mark.parametrize(("code", "question", "text", "refused"), LIMITS)
def test_what_a_code_asks(code: str, question: int | None, text: str, refused: str) -> None:
    """Question 1 to 500, description 1 to 500 characters, and each code what Pix Certif asks with it."""
    bench = Bench().start(1)
    action = act.RecordIncident(code, (1,), question=question, text=text)
    if refused:
        assert refused in bench.refused(action)
    else:
        bench.do(action)
        assert last(bench).text == text.strip()


@pytest.mark.parametrize(("question", "remarked"), [(32, False), (33, True), (500, True)])
def test_a_question_beyond_the_test_is_asked_about_and_accepted(question: int, remarked: bool) -> None:
    """Today's test has 32 questions; a higher number is recorded all the same."""
    bench = Bench().start(1)
    decision = bench.do(e_code(question=question))
    assert any("32" in remark.text for remark in decision.remarks) is remarked
    assert last(bench).question == question


def test_several_candidates_and_several_incidents() -> None:
    """One incident for each of them, and more than one for the same."""
    bench = Bench().start(1, 2)
    decision = bench.attempt(act.RecordIncident("C7", (1, 2, 9), text="coupure"))
    assert [(r.number, r.reason) for r in decision.refusals] == [(9, "n'est pas sur la liste")]
    bench.do(act.RecordIncident("C7", (1,), text="coupure"))
    assert [len(bench.session.incidents_of(n)) for n in (1, 2)] == [2, 1]


# The whole session -------------------------------------------------------------------------------------


def test_an_incident_of_the_session_belongs_to_nobody() -> None:
    """`incident session`: it counts, it is no alert, it needs no look and keeps no close waiting."""
    bench = Bench().bring(1, Status.ABSENT)
    bench = Bench(1).bring(1, Status.ABSENT)
    bench.do(act.RecordIncident("C7", text="imprimante en panne"))
    bench.do(act.RecordIncident("E1", question=3))
    assert [i.state for i in bench.session.incidents_of(None)] == [State.NONE, State.NONE]
    assert bench.session.counts(bench.now).incidents == 2
    assert bench.looks() == []
    bench.do(act.CloseSession())


def test_an_alarm_needs_no_words() -> None:
    """`S` Enter alone in an evacuation: an alarm for all, from now; its end says who gets what."""
    bench = Bench().start(1, 2)
    decision = bench.do(act.BeginGlobal(""))
    [outage] = bench.session.running_globals
    assert (outage.text, outage.scope, outage.begin) == ("alarme", None, bench.now)
    assert decision.remarks[0].text == f"incident global n° {bench.last_id}"


def test_a_global_incident_ends_once_and_after_it_began() -> None:
    """An end before its beginning, a second end, or one of nothing is refused with the reason."""
    bench = Bench().start(1)
    assert bench.refused(act.EndGlobal()) == "aucun incident global n'est en cours"
    assert "n° 99" in bench.refused(act.EndGlobal(99))
    bench.at("09:10").do(act.BeginGlobal("panne"))
    incident = bench.last_id
    assert "précède son début" in bench.refused(act.EndGlobal(), at="09:09")
    bench.at("09:20").do(act.EndGlobal())
    assert bench.refused(act.EndGlobal(incident)) == "cet incident global est déjà fini (09:20)"


def test_a_global_incident_for_somebody_unknown_is_refused() -> None:
    """Its scope is a list of candidates, each of them on the list."""
    bench = Bench()
    assert bench.refused(act.BeginGlobal("panne", (1, 9, 10))) == "n'est pas sur la liste | n'est pas sur la liste"
