"""Fraud: one report per case, completed until the close; what an amendment changes, and its undo gives back."""

from dataclasses import replace

import pytest

from supervisor import action as act
from supervisor import event as ev
from supervisor.closing import lacks_a_report, missing
from supervisor.event import EvidenceKept
from supervisor.incident import FraudReport, Incident
from supervisor.situation import Status
from supervisor.story import phrase_of
from supervisor.wording import hour_of_fact
from tests.supervisor.support import Bench, local

CHEAT_SHEET = act.ReportFraud(1, "consultation", "une antisèche")
PHOTO = EvidenceKept(name="écran.png", sha256="ab" * 32, size=1234, taken_at=local("09:41"), kept_as="ab" * 32 + ".png")
PAPER = EvidenceKept(name="papier.jpg", sha256="cd" * 32, size=99, kept_as="cd" * 32 + ".jpg")


def begun(*more: act.ReportFraud) -> tuple[Bench, int]:
    """Candidate 1 runs, and a report on him was begun; the bench and the report's number."""
    bench = Bench().start(1)
    report = bench.session.last_id + 1
    for action in (CHEAT_SHEET, *more):
        bench.do(replace(action, report=report) if action is not CHEAT_SHEET else action)
    return bench, report


def only_report(bench: Bench) -> FraudReport:
    [report] = bench.session.frauds.values()
    return report


def last_incident(bench: Bench) -> Incident:
    return list(bench.session.incidents.values())[-1]


# Beginning one -----------------------------------------------------------------------------------------


def test_a_fraud_is_a_report_and_an_incident_and_stops_nothing() -> None:
    """The « PV de fraude » comes with C6 in one action; the test goes on."""
    bench = Bench().start(1)
    decision = bench.do(act.ReportFraud(1, "communication", "parle à son voisin", "mots relevés", ("Mme Roy",)))
    assert [type(drafted.event) for drafted in decision.events] == [ev.FraudReported, ev.IncidentRecorded]
    assert last_incident(bench).code == "C6"
    assert bench.status() is Status.STARTED
    assert [remark.text for remark in decision.remarks] == ["le test n'est pas interrompu"]


@pytest.mark.parametrize("status", list(Status))
def test_a_fraud_is_reported_in_every_status(status: Status) -> None:
    """Also of somebody who finished, or whom nobody saw come."""
    bench = Bench().bring(1, status)
    bench.do(CHEAT_SHEET)
    assert bench.status() is status


REFUSED = [
    # what is asked                                             why not
    (act.ReportFraud(1, seen="x"),                              "dites la sorte de fraude"),
    (act.ReportFraud(1, "usurpation"),                          "dites ce qui a été vu"),
    (act.ReportFraud(1, "usurpation", ""),                      "dites ce qui a été vu"),
    (act.ReportFraud(1, "usurpation", " \u2060 "),              "dites ce qui a été vu"),
    (act.ReportFraud(9, "usurpation", "x"),                     "n'est pas sur la liste"),
    (act.ReportFraud(1, "usurpation", "x", report=3),           "n'a pas de rapport de fraude n° 3"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "why"), REFUSED)
def test_what_is_no_report(action: act.ReportFraud, why: str) -> None:
    """A report has a kind, says what was seen, and is about somebody; only what exists can be completed."""
    assert Bench().refused(action) == why


@pytest.mark.parametrize(
    ("seen", "done", "lacks"),
    [
        ("une antisèche", "saisie", ()),
        ("une antisèche", "", ("ce qui a été fait",)),
        ("une antisèche", " \u200b ", ("ce qui a été fait",)),
        ("une antisèche", None, ("ce qui a été fait",)),
    ],
)
def test_a_report_is_complete_when_seen_and_done_are_told(seen: str, done: str | None, lacks: tuple[str, ...]) -> None:
    """Witnesses and evidence may lack; what lacks is said at once, and until the close."""
    bench = Bench().start(1)
    decision = bench.do(act.ReportFraud(1, "consultation", seen, done))
    report = only_report(bench)
    assert report.lacks == lacks
    assert report.is_complete is not bool(lacks)
    said = [remark.text for remark in decision.remarks if "incomplet" in remark.text]
    assert said == [f"rapport n° {report.event_id} incomplet, il manque : ce qui a été fait"] * bool(lacks)
    assert lacks_a_report(bench.session, 1) is bool(lacks)


def test_a_long_report_gives_a_description_that_pix_takes() -> None:
    """The report is kept whole; the incident's description stops at 500 characters."""
    bench = Bench().start(1)
    bench.do(act.ReportFraud(1, "consultation", "x" * 900))
    assert (len(only_report(bench).seen), len(last_incident(bench).text)) == (900, 500)


def test_what_a_piece_of_evidence_says() -> None:
    """Its name, digest, size and time, and the name of its copy."""
    bench = Bench().start(1)
    bench.do(replace(CHEAT_SHEET, evidence=(PHOTO,)))
    [kept] = only_report(bench).evidence
    assert (kept.name, kept.sha256, kept.size) == ("écran.png", "ab" * 32, 1234)
    assert (kept.taken_at, kept.kept_as) == (local("09:41"), "ab" * 32 + ".png")


def test_witnesses_are_named_once_each() -> None:
    """Several people may have seen it; empty names are nobody."""
    bench = Bench().start(1)
    bench.do(replace(CHEAT_SHEET, witnesses=("Mme Roy", "", " \u200b", "Awa Lô", "Mme  Roy", "Mme Roy ")))
    assert only_report(bench).witnesses == ("Mme Roy", "Awa Lô", "Mme  Roy")


@pytest.mark.parametrize("answer", [True, False, None])
def test_the_answer_to_the_first_question_is_kept(answer: bool | None) -> None:
    """Did the instruction of the question ask for that tool: yes and reported all the same, no, or not asked."""
    bench = Bench().start(1)
    bench.do(replace(CHEAT_SHEET, tool_required=answer))
    assert only_report(bench).tool_required is answer
    bench.do(act.ReportFraud(1, done="saisie", report=only_report(bench).event_id))
    assert only_report(bench).tool_required is answer


# Completing it -----------------------------------------------------------------------------------------


def test_a_report_is_completed() -> None:
    """What is not named stays; there is still one report, of the first instant, and one C6."""
    bench, report = begun(act.ReportFraud(1, done="saisie", witnesses=("Awa Lô",)))
    now = only_report(bench)
    assert (now.event_id, now.kind, now.seen, now.done) == (report, "consultation", "une antisèche", "saisie")
    assert now.witnesses == ("Awa Lô",)
    assert now.is_complete
    assert [i.code for i in bench.session.incidents_of(1)] == ["C6"]


def test_what_completes_a_report_may_correct_it() -> None:
    """The kind and the answer to the first question, as they are known by then."""
    bench, _ = begun(act.ReportFraud(1, "communication", tool_required=False))
    now = only_report(bench)
    assert (now.kind, now.tool_required, now.seen) == ("communication", False, "une antisèche")


def test_evidence_adds_up() -> None:
    """Each piece once, whatever name the same bytes come under."""
    again = PHOTO.model_copy(update={"name": "copie.png"})
    bench, report = begun(
        act.ReportFraud(1, evidence=(PHOTO, again)),
        act.ReportFraud(1, evidence=(again, PAPER)),
    )
    assert [kept.name for kept in only_report(bench).evidence] == ["écran.png", "papier.jpg"]
    assert "ces pièces y sont déjà" in bench.refused(act.ReportFraud(1, evidence=(PAPER, again), report=report))


NOTHING_NEW = [
    act.ReportFraud(1),
    act.ReportFraud(1, "consultation", "une antisèche"),
    act.ReportFraud(1, "consultation", " une antisèche ", "", ()),
]


@pytest.mark.parametrize("action", NOTHING_NEW)
def test_what_changes_nothing_is_no_event(action: act.ReportFraud) -> None:
    """The same said twice is refused."""
    bench, report = begun()
    assert "rien n'y change" in bench.refused(replace(action, report=report))


def test_what_was_seen_cannot_be_emptied() -> None:
    """It may be put differently."""
    bench, report = begun()
    assert bench.refused(act.ReportFraud(1, seen=" ", report=report)) == "dites ce qui a été vu"
    bench.do(act.ReportFraud(1, seen="un téléphone", report=report))
    assert only_report(bench).seen == "un téléphone"


def test_the_report_of_another_is_not_his() -> None:
    """A number that names somebody else's report is refused, not filed with him."""
    bench, report = begun()
    assert bench.refused(act.ReportFraud(2, done="x", report=report)) == f"n'a pas de rapport de fraude n° {report}"


def test_the_undo_of_an_amendment_gives_back_what_was_before() -> None:
    """Text, witnesses and evidence; redone, they are there again."""
    bench, _ = begun(act.ReportFraud(1, "usurpation", "un autre", "sorti", ("Awa Lô",), (PHOTO,)))
    before = only_report(bench)
    bench.do(act.Undo())
    undone = only_report(bench)
    assert (undone.kind, undone.seen, undone.done, undone.witnesses, undone.evidence) == (
        "consultation", "une antisèche", "", (), (),
    )  # fmt: skip
    bench.do(act.Undo(bench.session.last_id, "à tort"))
    assert only_report(bench) == before


def test_the_beginning_is_not_undone_before_what_completes_it() -> None:
    """The sentence says which later event stands in the way; from the last to the first it works."""
    bench, report = begun(act.ReportFraud(1, done="saisie"))
    assert "s'y oppose" in bench.refused(act.Undo(report, "erreur"))
    bench.do(act.Undo())
    bench.do(act.Undo())
    assert not bench.session.frauds


# Several cases -----------------------------------------------------------------------------------------


def test_another_case_is_another_report() -> None:
    """One C6 a candidate; the first one, still incomplete, is named."""
    bench, report = begun()
    decision = bench.do(act.ReportFraud(1, "usurpation", "un autre", "sorti"))
    assert [r.kind for r in bench.session.frauds_of(1)] == ["consultation", "usurpation"]
    assert [i.code for i in bench.session.incidents_of(1)] == ["C6"]
    assert f"un autre rapport, n° {report}, est encore incomplet" in [remark.text for remark in decision.remarks]
    assert lacks_a_report(bench.session, 1)
    assert "n° 1 : rapport de fraude incomplet" in missing(bench.session, bench.now)
    bench.do(act.ReportFraud(1, done="saisie", report=report))
    assert not lacks_a_report(bench.session, 1)


def test_a_retracted_c6_comes_back_with_a_new_report() -> None:
    """What is reported anew is a suspicion again."""
    bench, _ = begun()
    bench.do(act.RetractIncident(last_incident(bench).event_id, "erreur"))
    assert not lacks_a_report(bench.session, 1)
    bench.do(act.ReportFraud(1, "consultation", "une autre"))
    assert [i.counts for i in bench.session.incidents_of(1)] == [False, True]


# How it is told ----------------------------------------------------------------------------------------

OTHER_KIND = "sorte « consultation de ce qui dispense du travail demandé » → « usurpation d'identité »"
TOLD = [
    (act.ReportFraud(1, done="saisie"),                  " : ce qui a été fait"),
    (act.ReportFraud(1, witnesses=("Awa Lô",)),          " : témoins"),
    (act.ReportFraud(1, evidence=(PHOTO, PAPER)),        " : 2 pièces"),
    (act.ReportFraud(1, seen="un papier"),               " : ce qui a été vu « une antisèche » → « un papier »"),
    (act.ReportFraud(1, tool_required=False),            ""),
    (act.ReportFraud(1, tool_required=True, done="x"),   " : ce qui a été fait, la consigne demandait cet outil"),
    (act.ReportFraud(1, "usurpation"),                   f" : {OTHER_KIND}"),
]  # fmt: skip


@pytest.mark.parametrize(("amendment", "words"), TOLD)
def test_an_amendment_is_told_with_what_was_before(amendment: act.ReportFraud, words: str) -> None:
    """The log shows both."""
    bench, report = begun(amendment)
    phrase = phrase_of(bench.session.entries[report + 1], bench.session)
    begun_at = hour_of_fact(bench.session, bench.session.entries[report - 1].at)
    assert phrase == f"rapport de fraude noté à {begun_at}, complété{words}"


def test_a_correction_of_what_was_done_shows_both() -> None:
    """« saisie » became « rendue »."""
    bench, _ = begun(act.ReportFraud(1, done="saisie"), act.ReportFraud(1, done="rendue"))
    assert phrase_of(bench.session.entries[-1], bench.session).endswith(
        "complété : ce qui a été fait « saisie » → « rendue »"
    )


def test_the_first_journals_named_one_witness() -> None:
    """« witness » of a journal written before is read as the only one of the witnesses."""
    public = {"number": 1, "fraud": "usurpation"}
    event = ev.join("fraud_reported", public, {"seen": "un autre", "witness": "Mme Roy"})
    assert isinstance(event, ev.FraudReported)
    assert event.witnesses == ("Mme Roy",)
