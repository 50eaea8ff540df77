"""A report that was recorded wrongly is corrected or withdrawn: old and new stay, and its alert keeps its state."""

import pytest

from supervisor import action as act
from supervisor.incident import AlertOutcome, Incident
from supervisor.incident import IncidentState as State
from supervisor.situation import Status
from supervisor.story import phrase_of
from tests.supervisor.support import Bench


def reported(code: str = "E2", question: int | None = 12, text: str = "figé") -> tuple[Bench, int]:
    """A bench at 09:10 where n° 1, who runs, has one report; and its number."""
    bench = Bench().start(1).at("09:10")
    bench.do(act.RecordIncident(code, (1,), question=question, text=text))
    return bench, bench.last_id


def now_is(bench: Bench, incident: int) -> Incident:
    return bench.session.incidents[incident]


def test_everything_of_it_can_be_corrected_and_both_stay() -> None:
    """Code, question, text and instant, in one action; the log shows old and new."""
    bench, incident = reported()
    happened = bench.hour("09:04")
    bench.do(act.CorrectIncident(incident, "mauvaise ligne", "e3", 21, "n'ouvre pas", happened))
    found = now_is(bench, incident)
    assert (found.code, found.question, found.text, found.at) == ("E3", 21, "n'ouvre pas", happened)
    last = bench.session.entries[-1]
    assert phrase_of(last, bench.session) == (
        "signalement E2 noté à 09:10:00, corrigé : E2 → E3, question 12 → 21, « figé » → « n'ouvre pas », "
        "09:10:00 → 09:04:00 (mauvaise ligne)"
    )
    assert bench.session.story_of(1)[-1] is last
    assert bench.session == bench.reopened()


def test_what_is_not_named_stays() -> None:
    """Only the question: all else is as it was."""
    bench, incident = reported()
    before = now_is(bench, incident)
    bench.do(act.CorrectIncident(incident, "lapsus", question=13))
    after = now_is(bench, incident)
    assert (after.code, after.question, after.text, after.at) == (before.code, 13, before.text, before.at)


def test_an_open_alert_stays_open() -> None:
    """Another question, another E code: it still waits, and is closed as it is called now."""
    bench, incident = reported()
    bench.do(act.CorrectIncident(incident, "lapsus", code="E3", question=13))
    assert now_is(bench, incident).is_open
    assert bench.look().startswith("E3 question 13 ouvert")
    bench.do(act.CloseAlert(1, "validated", question=13))
    assert now_is(bench, incident).state is State.VALIDATED


@pytest.mark.parametrize("outcome", ["validated", "refused", "expired"])
def test_after_its_answer_only_question_and_text_change(outcome: AlertOutcome) -> None:
    """The answer was given to that code; and it cannot have happened after it."""
    bench, incident = reported()
    bench.at("09:20").do(act.CloseAlert(1, outcome))
    assert "son code ne change plus" in bench.refused(act.CorrectIncident(incident, "x", code="E3"))
    late = act.CorrectIncident(incident, "x", happened_at=bench.hour("09:21"))
    assert "après la réponse" in bench.at("09:30").refused(late)
    bench.do(act.CorrectIncident(incident, "x", question=13, text="lent", happened_at=bench.hour("09:20")))
    assert (now_is(bench, incident).state, now_is(bench, incident).question) == (State(outcome), 13)


@pytest.mark.parametrize(("was", "becomes"), [("E2", "C7"), ("C7", "E2")])
def test_an_alert_is_not_made_or_unmade_by_a_correction(was: str, becomes: str) -> None:
    """From a code with an alert to one without, or back: it is withdrawn and another one recorded."""
    bench, incident = reported(was, 12, "figé")
    assert "notez-en un autre" in bench.refused(act.CorrectIncident(incident, "x", code=becomes))


def test_one_that_came_too_late_may_change_its_code() -> None:
    """Never answered: its code is as wrong as any other."""
    bench = Bench().bring(1, Status.FINISHED)
    bench.do(act.RecordIncident("E2", (1,), question=12))
    incident = bench.last_id
    bench.do(act.CorrectIncident(incident, "x", code="E3"))
    assert (now_is(bench, incident).code, now_is(bench, incident).state) == ("E3", State.EXPIRED)


@pytest.mark.parametrize(
    ("correction", "refused"),
    [
        (act.CorrectIncident(0, " \u200b", text="x"), "demande un motif"),
        (act.CorrectIncident(0, "x"), "rien ne change"),
        (act.CorrectIncident(0, "x", code="e2"), "rien ne change"),
        (act.CorrectIncident(0, "x", code="Z9"), "n'est pas dans la grille"),
        (act.CorrectIncident(0, "x", question=0), "de 1 à 500, pas 0"),
        (act.CorrectIncident(0, "x", question=501), "de 1 à 500, pas 501"),
        (act.CorrectIncident(0, "x", text="y" * 501), "501 caractères"),
        (act.CorrectIncident(99, "x", text="y"), "pas de signalement n° 99"),
    ],
)  # fmt: skip
def test_a_correction_is_held_to_the_same_limits(correction: act.CorrectIncident, refused: str) -> None:
    """A reason, something that changes, and what the code asks."""
    bench, incident = reported()
    wanted = correction if correction.incident else act.CorrectIncident(
        incident, correction.reason, correction.code, correction.question, correction.text
    )  # fmt: skip
    assert refused in bench.refused(wanted)


def test_the_limits_themselves_are_accepted() -> None:
    """Question 1 and 500, 500 characters; a description that its code does not ask may go."""
    bench, incident = reported()
    for question in (1, 500):
        bench.do(act.CorrectIncident(incident, "x", question=question))
    bench.do(act.CorrectIncident(incident, "x", text="y" * 500))
    bench.do(act.CorrectIncident(incident, "x", text=""))
    assert now_is(bench, incident).text == ""


@pytest.mark.parametrize(("at", "refused"), [("09:11:00", ""), ("09:11:01", "est dans le futur")])
def test_it_did_not_happen_later_than_now(at: str, refused: str) -> None:
    """A watch may be 60 s ahead, as everywhere."""
    bench, incident = reported()
    wanted = act.CorrectIncident(incident, "x", happened_at=bench.hour(at))
    if refused:
        assert refused in bench.refused(wanted)
    else:
        bench.do(wanted)


def test_a_question_beyond_the_test_is_asked_about() -> None:
    """As when it is recorded."""
    bench, incident = reported()
    decision = bench.do(act.CorrectIncident(incident, "x", question=33))
    assert "le test en a 32 au plus" in decision.remarks[0].text
    assert bench.do(act.CorrectIncident(incident, "x", question=32)).remarks == ()


def test_what_was_withdrawn_is_not_corrected() -> None:
    """It stays in the log as it was, with the reason of the withdrawal."""
    bench, incident = reported()
    bench.do(act.RetractIncident(incident, "mauvais candidat"))
    assert "à corriger" in bench.refused(act.CorrectIncident(incident, "x", question=13))
    assert "à retirer" in bench.refused(act.RetractIncident(incident, "encore"))


def test_a_correction_is_undone_like_anything() -> None:
    """The old values come back; a withdrawal undone leaves the alert open again."""
    bench, incident = reported()
    before = now_is(bench, incident)
    bench.do(act.CorrectIncident(incident, "lapsus", code="E3", question=13))
    bench.do(act.Undo())
    assert now_is(bench, incident) == before
    bench.do(act.RetractIncident(incident, "lapsus"))
    bench.do(act.Undo())
    assert now_is(bench, incident) == before


def test_of_two_alerts_on_one_question_the_number_tells() -> None:
    """By number, by code, or refused with both; a number that is no open alert of his closes nothing."""
    bench, first = reported("E2", 12)
    bench.at("09:15").do(act.RecordIncident("E2", (1,), question=12))
    second = bench.last_id
    reason = bench.refused(act.CloseAlert(1, "validated", question=12))
    assert f"E2 question 12, n° {first} à 09:10" in reason
    assert f"E2 question 12, n° {second} à 09:15" in reason
    assert "n° 99" in bench.refused(act.CloseAlert(1, "validated", incident=99))
    bench.do(act.CloseAlert(1, "validated", incident=second))
    assert [i.event_id for i in bench.session.open_alerts_of(1)] == [first]
    bench.do(act.RecordIncident("E3", (1,), question=12))
    bench.do(act.CloseAlert(1, "refused", code="e3"))
    assert "alerte ouverte E4" in bench.refused(act.CloseAlert(1, "refused", code="E4"))
    bench.do(act.CloseAlert(1, "validated"))
    assert bench.session.open_alerts_of(1) == []


@pytest.mark.parametrize(
    ("code", "question", "phrase"),
    [
        ("A1", None, "A1 : souris (aujourd'hui C7)"),
        ("A2", None, "A2 : souris (aujourd'hui C8, ou l'une des deux cases de la finalisation)"),
        ("E6", 3, "E6 question 3 : souris (sans équivalent : à décrire)"),
        ("E1", 3, "E1 question 3 : souris"),
        ("C4", None, "C4 : souris"),
    ],
)
def test_the_paper_grid_says_what_it_is_today(code: str, question: int | None, phrase: str) -> None:
    """In the log, where the code has not stayed the same; no alert, whatever the code."""
    bench = Bench(edition="2021").start(1)
    bench.do(act.RecordIncident(code, (1,), question=question, text="souris"))
    assert phrase_of(bench.session.entries[-1], bench.session) == phrase
    assert bench.session.incidents[bench.last_id].state is State.NONE


@pytest.mark.parametrize(
    ("code", "word"), [("C1", "corrigez aussi la liste"), ("C2", "corrigez aussi le temps majoré")]
)
def test_what_is_told_to_pix_is_to_be_corrected_here_too(code: str, word: str) -> None:
    """C1 and C2 change nothing here by themselves: it is said, with what stands here."""
    bench = Bench().start(1, 2)
    remarks = bench.do(act.RecordIncident(code, (1, 2), text="33 %")).remarks
    assert [r.number for r in remarks if r.text.startswith(word)] == [1, 2]
    if code == "C2":
        assert ["aucun n'est noté" in remarks[0].text, "noté 33 %" in remarks[1].text] == [True, True]
