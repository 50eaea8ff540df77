"""Verdicts, boxes, comment, the finalisation sheet and who is called again (DOMAIN.md section 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from data.documents.markdown_out import finalisation_markdown
from data.documents.papers import PAPERS
from supervisor import action as act
from supervisor import event as ev
from supervisor.closing import (
    Recall,
    box_state,
    finalisation_sheet,
    is_nothing_to_say,
    left_to_type,
    missing,
    points,
    tick_key,
    to_call_again,
    to_type,
    verdict_state,
)
from supervisor.closing.missing import lacking_reports
from supervisor.event import Box, Verdict
from supervisor.folding import fold
from supervisor.situation import Status
from supervisor.story import phrase_of
from tests.documents.reading import Paper
from tests.supervisor.support import Bench

HAS_VERDICT = {Status.STARTED, Status.INTERRUPTED, Status.FINISHED, Status.WITHDRAWN, Status.ENDED}


def started(edition: str = "current") -> Bench:
    """Five candidates; n° 1 to 4 signed and run, n° 5 is expected."""
    bench = Bench(5, edition=edition)  # type: ignore[arg-type]
    bench.do(act.Mark("sign", (1, 2, 3, 4)))
    return bench.start(1, 2, 3, 4, at="09:00").at("09:30")


def verdict(bench: Bench, number: int = 1) -> str:
    """The verdict that stands."""
    state = verdict_state(bench.session, bench.who(number))
    assert state is not None
    return state.verdict


# Verdicts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_who_has_a_verdict(status: Status) -> None:
    """Whoever is entered in Pix Certif; for the others a verdict is refused."""
    bench = Bench(1).bring(1, status)
    assert (verdict_state(bench.session, bench.who()) is not None) == (status in HAS_VERDICT)
    action = act.GiveVerdict(1, "jury", "vu par un collègue")
    if status in HAS_VERDICT:
        bench.do(action)
        assert verdict(bench) == "jury"
    else:
        assert "n'a pas de verdict" in bench.refused(action)


@pytest.mark.parametrize(
    ("happened", "proposed", "because"),
    [
        ([], "nothing", ()),
        ([act.RecordIncident("C8", (1,), text="en retard")], "nothing", ()),
        ([act.RecordIncident("C1", (1,), text="né le 3")], "jury", ("C1",)),
        ([act.RecordIncident("E2", (1,), question=12)], "jury", ("E2",)),
        ([act.RecordIncident("E2", (1,), question=12), act.CloseAlert(1, "validated")], "jury", ("E2",)),
        ([act.RecordIncident("E2", (1,), question=12), act.CloseAlert(1, "refused")], "nothing", ()),
        ([act.RecordIncident("E2", (1,), question=12), act.CloseAlert(1, "expired")], "nothing", ()),
        ([act.RecordIncident("E2", (1,), question=1), act.RecordIncident("E2", (1,), question=2)], "jury", ("E2",)),
        ([act.RecordIncident("C1", (1,), text="x"), act.RecordIncident("C6", (1,))], "fraud", ("C6",)),
        ([act.ReportFraud(1, "consultation", "une antisèche")], "fraud", ("C6",)),
        ([act.RecordIncident("C1", (2,), text="x")], "nothing", ()),
        ([act.RecordIncident("C1", text="x")], "nothing", ()),
    ],
)
def test_the_facts_propose(happened: list[act.Action], proposed: str, because: tuple[str, ...]) -> None:
    """Fraud before the jury before nothing; what was refused, expired or withdrawn has no effect."""
    bench = started()
    for action in happened:
        bench.do(action)
    state = verdict_state(bench.session, bench.who())
    assert state is not None
    assert (state.verdict, state.proposed, state.because) == (proposed, proposed, because)
    assert not state.is_given


def test_a_withdrawn_report_proposes_nothing() -> None:
    """The proposal follows the facts."""
    bench = started()
    bench.do(act.RecordIncident("C1", (1,), text="x"))
    bench.do(act.RetractIncident(bench.last_id, "erreur"))
    assert verdict(bench) == "nothing"


def test_another_verdict_has_a_reason() -> None:
    """Without one it is refused; the one that the facts propose needs none, and takes the change back."""
    bench = started()
    assert "rien à signaler" in bench.refused(act.GiveVerdict(1, "jury", " "))
    bench.do(act.GiveVerdict(1, "jury", "bruit dans le couloir"))
    state = verdict_state(bench.session, bench.who())
    assert state is not None
    assert (state.verdict, state.proposed, state.reason, state.is_given) == (
        "jury", "nothing", "bruit dans le couloir", True,
    )  # fmt: skip
    assert phrase_of(bench.session.entries[-1], bench.session) == (
        "verdict : délibération du jury requise (bruit dans le couloir)"
    )
    assert "déjà" in bench.refused(act.GiveVerdict(1, "jury", "bruit dans le couloir"))
    bench.do(act.GiveVerdict(1, "nothing"))
    assert verdict(bench) == "nothing"
    bench.do(act.Undo())
    assert verdict(bench) == "jury"
    assert bench.session == bench.reopened()


def test_a_verdict_older_than_a_graver_report_is_looked_at_again() -> None:
    """The close waits for it; a milder report, or one that came before, changes nothing."""
    bench = started()
    bench.do(act.RecordIncident("C1", (1,), text="x"))
    bench.do(act.GiveVerdict(1, "nothing", "la liste est juste"))
    bench.do(act.RecordIncident("C8", (1,), text="sorti un moment"))
    outdated = "n° 1 : verdict à revoir : un signalement est venu après"
    state = verdict_state(bench.session, bench.who())
    assert state is not None
    assert state.is_outdated, "C1 still proposes the jury, and something came after the verdict"
    assert outdated in missing(bench.session, bench.now)
    bench.do(act.GiveVerdict(1, "jury"))
    assert outdated not in missing(bench.session, bench.now)
    bench.do(act.RecordIncident("C6", (1,)))
    assert outdated in missing(bench.session, bench.now)


JURY, FRAUD, MOUSE = (act.RecordIncident(c, (1,), text="précisé") for c in ("C1", "C6", "C7"))


@pytest.mark.parametrize(
    ("before", "given", "after", "outdated"),
    [
        ([], "nothing", [JURY], True),
        ([JURY], "nothing", [], False),  # it was known when the verdict was given
        ([JURY], "nothing", [MOUSE], True),  # looked at again: something counts that was not there
        ([], "nothing", [MOUSE], False),  # not graver than what was said
        ([], "jury", [JURY], False),
        ([], "jury", [FRAUD], True),
        ([], "fraud", [JURY], False),
    ],
)
def test_which_verdict_is_looked_at_again(
    before: list[act.Action], given: Verdict, after: list[act.Action], outdated: bool
) -> None:
    """One given before a report that counts, and milder than what the facts propose since."""
    bench = started()
    for action in (*before, act.GiveVerdict(1, given, "vu avec le référent"), *after):
        bench.do(action)
    state = verdict_state(bench.session, bench.who())
    assert state is not None
    assert state.is_outdated is outdated


def test_an_undo_that_takes_the_verdict_s_ground_away_is_refused() -> None:
    """Who never started has no verdict: the start is not undone under it."""
    bench = Bench(1)
    bench.start(1, at="09:00")
    start = bench.last_id
    bench.do(act.GiveVerdict(1, "jury", "bruit"))
    assert f"n° {bench.last_id}" in bench.refused(act.Undo(start, "erreur"))


# What is missing ---------------------------------------------------------------------------------------


def test_points_say_what_kind_and_whom() -> None:
    """A screen finds a key for each; the phrase is the same as in the refusal."""
    bench = started()
    bench.do(act.RecordIncident("E2", (1,), question=12))
    alert = bench.last_id
    bench.do(act.Finish((1, 2)))
    bench.do(act.StopTest((3,), "end"))
    bench.do(act.BeginGlobal("panne"))
    outage = bench.last_id
    found = points(bench.session, bench.now)
    assert [(p.kind, p.number, p.event) for p in found] == [
        ("alert", 1, alert),
        ("reason", 3, None),
        ("running", 4, None),
        ("awaited", 5, None),
        ("global", None, outage),
    ]
    assert tuple(map(str, found)) == missing(bench.session, bench.now)


def test_the_point_of_a_fraud_is_about_its_own_incident() -> None:
    """The C6 that counts, among other reports of his and one that was retracted."""
    bench = started()
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    bench.do(act.RecordIncident("C6", (1,)))
    bench.do(act.RetractIncident(bench.last_id, "un autre"))
    bench.do(act.RecordIncident("C6", (1,)))
    suspected = bench.last_id
    bench.do(act.RecordIncident("C6", (2,)))
    bench.do(act.ReportFraud(2, "usurpation", "un autre élève", "exclu"))
    assert [(p.number, p.event) for p in points(bench.session, bench.now) if p.kind == "fraud"] == [(1, suspected)]
    assert lacking_reports(bench.session) == 1


def test_c4_stands_in_the_place_of_a_signature() -> None:
    """« Était présent(e) mais a oublié de signer » settles it, and no other report does."""
    bench = Bench(1).start(1, at="09:00").at("10:00")
    bench.do(act.Finish((1,)))
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    assert missing(bench.session, bench.now) == ("n° 1 : présent et n'a pas émargé",)
    bench.do(act.RecordIncident("C4", (1,), text="parti sans signer"))
    assert missing(bench.session, bench.now) == ()
    bench.do(act.RetractIncident(bench.last_id, "il est revenu"))
    assert missing(bench.session, bench.now) == ("n° 1 : présent et n'a pas émargé",)


@pytest.mark.parametrize(("edition", "waits"), [("current", False), ("2021", True)])
def test_the_end_screen_is_asked_in_2021(edition: str, waits: bool) -> None:
    """It can be noted afterwards, once, for a finished test only."""
    bench = started(edition)
    bench.do(act.Finish((1,), end_screen=False))
    bench.do(act.Finish((3,), end_screen=True))  # seen as it was finished
    assert [p.number for p in points(bench.session, bench.now) if p.kind == "end_screen"] == [1] * waits
    bench.do(act.SeeEndScreen((1,)))
    assert bench.who().end_screen
    assert not any(p.kind == "end_screen" for p in points(bench.session, bench.now))
    assert "déjà noté vu" in bench.refused(act.SeeEndScreen((1,)))
    assert bench.refused(act.SeeEndScreen((2,))).startswith("a déjà démarré")
    assert bench.session == bench.reopened()


@pytest.mark.parametrize("edition", ["current", "2021"])
def test_nobody_attests_an_end_screen_by_finishing_a_test(edition: str) -> None:
    """Only a person who says so does: neither the action's default, nor the mark that an older Vigie always wrote."""
    bench = started(edition)
    bench.do(act.Finish((1,)))
    assert not bench.who().end_screen
    finished = bench.session.entries[-1]
    assert isinstance(finished.event, ev.TestFinished)
    as_once = replace(finished, event=finished.event.model_copy(update={"end_screen": True}))
    older = fold(bench.session.header, [*bench.session.entries[:-1], as_once])
    assert not older.candidates[1].end_screen


# Boxes and comment -------------------------------------------------------------------------------------


def _nothing(bench: Bench) -> None:
    pass


def _outage(bench: Bench) -> None:
    bench.do(act.BeginGlobal("coupure"))
    bench.wait(minutes=12).do(act.EndGlobal())


def _outage_given_to_nobody(bench: Bench) -> None:
    bench.do(act.BeginGlobal("coupure"))
    bench.wait(minutes=12).do(act.EndGlobal(give="none"))


def _outage_then_stopped(*numbers: int) -> Callable[[Bench], None]:
    def happen(bench: Bench) -> None:
        _outage(bench)
        bench.do(act.StopTest(numbers, "end", "technical"))

    return happen


def _outage_then_left(bench: Bench) -> None:
    _outage(bench)
    bench.do(act.StopTest((1, 2, 3, 4), "withdraw", "candidate"))


def _minutes_taken_for_an_outage(bench: Bench) -> None:
    bench.do(act.BeginGlobal("coupure"))
    outage = bench.last_id
    bench.do(act.EndGlobal(give="none"))
    bench.do(act.AdjustTime((1,), -1, "compté deux fois", source=outage))


def _one_minute_given(bench: Bench) -> None:
    bench.do(act.BeginGlobal("coupure"))
    bench.wait(seconds=20).do(act.EndGlobal())


def _minutes_of_grace(bench: Bench) -> None:
    bench.do(act.AdjustTime((1,), 10, "en retard"))


@pytest.mark.parametrize(
    ("happened", "ticked"),
    [
        (_nothing, False),
        (_minutes_of_grace, False),
        (_outage, True),
        (_outage_given_to_nobody, False),
        (_one_minute_given, True),
        (_minutes_taken_for_an_outage, False),
        (_outage_then_left, True),  # it was not for a technical cause that they did not finish
        (_outage_then_stopped(1), True),
        (_outage_then_stopped(1, 2, 3, 4), False),
    ],
)
def test_the_box_of_time_given_after_an_incident(happened: Callable[[Bench], None], ticked: bool) -> None:
    """Proposed when time was given back for an incident, and somebody who got it was able to finish."""
    bench = started()
    happened(bench)
    state = box_state(bench.session, "extra_time_given")
    assert (state.ticked, state.proposed, bool(state.because), state.is_given) == (ticked, ticked, ticked, False)


@pytest.mark.parametrize(
    ("happened", "ticked"),
    [
        ([], False),
        ([act.CheckIdentity(5)], True),
        ([act.CheckIdentity(5), act.Mark("absent", (5,))], True),
        ([act.Mark("sign", (5,))], True),
        ([act.Mark("absent", (5,))], False),
        ([act.CheckIdentity(5), act.Mark("not-certifiable", (5,))], False),
        ([act.CheckIdentity(5), act.Mark("join", (5,))], False),
        ([act.CheckIdentity(5), act.Mark("start", (5,))], False),
    ],
)
def test_the_box_of_those_who_could_not_join(happened: list[act.Action], ticked: bool) -> None:
    """Proposed when somebody was in the room and never joined for another cause than his profile."""
    bench = started()
    for action in happened:
        bench.do(action)
    assert box_state(bench.session, "could_not_join").ticked == ticked


@pytest.mark.parametrize("box", ["extra_time_given", "could_not_join"])
def test_a_box_is_what_the_surveillant_says(box: Box) -> None:
    """What he said stays, whatever the facts propose."""
    bench = started()
    bench.do(act.TickBox(box, ticked=True))
    state = box_state(bench.session, box)
    assert (state.ticked, state.proposed, state.is_given) == (True, False, True)
    assert "déjà cochée" in bench.refused(act.TickBox(box, ticked=True))
    bench.do(act.TickBox(box, ticked=False))
    assert not box_state(bench.session, box).ticked
    assert phrase_of(bench.session.entries[-1], bench.session).startswith("case décochée : ")
    bench.do(act.Undo())
    assert box_state(bench.session, box).ticked
    assert bench.session == bench.reopened()


@pytest.mark.parametrize(
    ("comment", "nothing"),
    [
        ("RAS", True),
        ("R.A.S.", True),
        ("  ras ! ", True),
        ("Rien à signaler", True),
        ("Rien à déclarer.", True),
        ("Néant", True),
        ("aucun incident", True),
        ("Tout s'est bien passé", True),
        ("-", False),
        ("", False),
        ("RAS sauf une coupure de 12 minutes", False),
        ("Rien à signaler pour les 19 premiers, voir le n° 20", False),
        ("Coupure du réseau de 09:41 à 09:53", False),
    ],
)
def test_a_comment_that_says_nothing(comment: str, nothing: bool) -> None:
    """It would send the session to the jury all the same: it is recorded, with that remark."""
    assert is_nothing_to_say(comment) == nothing
    bench = started()
    if not comment:
        assert "pas de commentaire" in bench.refused(act.WriteComment(comment))
        return
    remarks = bench.do(act.WriteComment(comment)).remarks
    assert [("jury" in r.text) for r in remarks] == [True] * nothing
    assert bench.session.comment == comment.strip()
    assert "déjà" in bench.refused(act.WriteComment(comment))
    bench.do(act.WriteComment(""))
    assert bench.session.comment == ""
    assert phrase_of(bench.session.entries[-1], bench.session) == "commentaire global retiré"


def test_nothing_is_said_after_the_close() -> None:
    """Verdict, box, comment and end screen are before the seal."""
    bench = started()
    bench.do(act.CloseSession(force=True))
    for action in (
        act.GiveVerdict(1, "jury", "x"),
        act.TickBox("could_not_join", ticked=True),
        act.WriteComment("coupure"),
        act.SeeEndScreen((1,)),
    ):
        assert bench.refused(action).startswith("la session est close")


# The sheet ---------------------------------------------------------------------------------------------


def test_the_sheet_follows_the_page() -> None:
    """Finished tests, then unfinished ones with their reason; absents nowhere; no E code in the current edition."""
    bench = started()
    bench.do(act.RecordIncident("E2", (2,), question=12))
    bench.do(act.CloseAlert(2, "validated"))
    bench.do(act.RecordIncident("C8", (2,), text="en retard"))
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    bench.do(act.RetractIncident(bench.last_id, "erreur"))
    bench.do(act.Finish((2, 1)))
    bench.do(act.StopTest((3,), "end", "technical"))
    bench.do(act.Mark("absent", (5,)))
    bench.do(act.WriteComment("coupure"))
    sheet = finalisation_sheet(bench.session)
    assert [(line.number, [i.typed_as for i in line.incidents], line.reason) for line in sheet.finished] == [
        (1, [], None),
        (2, ["C8"], None),
    ]
    assert [(line.number, line.reason) for line in sheet.unfinished] == [(3, "technical"), (4, None)]
    assert sheet.not_entered == (5,)
    assert sheet.comment == "coupure"
    assert sheet.finished[1].verdict.verdict == "jury"


def test_the_sheet_of_2021_says_what_a_code_has_become() -> None:
    """E codes are typed again, under today's code; one that has none today is to be described."""
    bench = started("2021")
    bench.do(act.RecordIncident("E2", (1,), question=12))
    bench.do(act.RecordIncident("A1", (1,), text="souris"))
    bench.do(act.RecordIncident("E6", (1,), question=3))
    bench.do(act.Finish((1,)))
    [line] = finalisation_sheet(bench.session).finished
    assert [(i.code, i.typed_as, i.question) for i in line.incidents] == [
        ("E2", "E2", 12), ("A1", "C7", None), ("E6", "", 3),
    ]  # fmt: skip


def test_names_are_in_the_order_of_the_alphabet() -> None:
    """Accents and case do not change it."""
    listed = tuple(
        act.NewCandidate(candidate.identity)
        for candidate in map(_called, ("Zola", "Éluard", "eco", "D’ARTOIS", "Ionesco"))
    )
    bench = Bench(listed=listed)
    bench.start(1, 2, 3, 4, 5, at="09:00").at("10:00").do(act.Finish((1, 2, 3, 4, 5)))
    assert [line.number for line in finalisation_sheet(bench.session).finished] == [4, 3, 2, 5, 1]


def _called(last_name: str) -> act.NewCandidate:
    from tests.supervisor.support import newcomer

    return newcomer(last_name)


def test_the_48_hours_run_from_the_last_end() -> None:
    """None while a test runs or none has ended; an open test at a forced close counts from the close."""
    bench = started()
    assert finalisation_sheet(bench.session).due_at is None
    bench.do(act.Finish((1, 2, 3)), at="09:20")
    assert finalisation_sheet(bench.session).due_at is None
    bench.do(act.Finish((4,)), at="09:25")
    sheet = finalisation_sheet(bench.session)
    assert sheet.due_at is not None
    assert sheet.remaining(bench.now) is not None
    assert (sheet.due_at - bench.hour("09:25")).total_seconds() == 48 * 3600
    assert sheet.remaining(sheet.due_at) == sheet.due_at - sheet.due_at
    late = sheet.remaining(bench.wait(hours=60).now)
    assert late is not None
    assert late.total_seconds() < 0
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    done = finalisation_sheet(bench.session)
    assert (done.finalised_at, done.remaining(bench.now)) == (bench.now, None)


def test_a_test_left_open_counts_from_the_close() -> None:
    """« Laissé à la finalisation »: it is on the sheet as unfinished, without a reason yet."""
    bench = started()
    bench.do(act.Finish((1,)), at="09:20")
    bench.at("11:00").do(act.CloseSession(force=True))
    sheet = finalisation_sheet(bench.session)
    assert sheet.due_at is not None
    assert (sheet.due_at - bench.hour("11:00")).total_seconds() == 48 * 3600
    assert [(line.number, line.reason) for line in sheet.unfinished] == [(2, None), (3, None), (4, None)]


# Who is called again -----------------------------------------------------------------------------------


def test_who_is_called_again() -> None:
    """Absents, not certifiable, stopped for a technical cause, shut out; those who left on their own are not."""
    bench = Bench(5)
    bench.do(act.Mark("absent", (1,)))
    bench.do(act.CheckIdentity(2))
    bench.do(act.Mark("not-certifiable", (2,)))
    bench.do(act.CheckIdentity(3))
    bench.start(4, 5, at="09:00").at("09:30")
    bench.do(act.BeginGlobal("coupure", fault="centre"))
    bench.wait(minutes=5).do(act.EndGlobal())
    bench.do(act.StopTest((4,), "end", "technical"))
    bench.do(act.StopTest((5,), "withdraw", "candidate"))
    assert to_call_again(bench.session) == (
        Recall(1, "absent", centre=False),
        Recall(2, "not_certifiable", centre=False),
        Recall(3, "could_not_join", centre=True),
        Recall(4, "technical", centre=True),
    )


def test_who_was_awaited_to_the_end_is_called_again() -> None:
    """Never started where the close was forced; an absent who was seen may blame the centre, one who never came not."""
    bench = Bench(4)
    bench.do(act.BeginGlobal("coupure", fault="centre"))
    bench.bring(2, Status.JOINED).bring(3, Status.ABSENT)
    bench.do(act.Mark("sign", (4,)))
    bench.do(act.CheckIdentity(4))
    bench.do(act.Mark("absent", (4,)))
    assert to_call_again(bench.session) == (
        Recall(1, "not_started", centre=True),
        Recall(2, "not_started", centre=True),
        Recall(3, "absent", centre=False),
        Recall(4, "could_not_join", centre=True),
    )


@pytest.mark.parametrize("fault", ["other", ""])
def test_not_every_outage_is_the_centre_s_fault(fault: str) -> None:
    """Only one that was noted so, and that touched him."""
    bench = started()
    bench.do(act.BeginGlobal("coupure", fault=fault))  # type: ignore[arg-type]
    bench.do(act.EndGlobal())
    bench.do(act.BeginGlobal("prise", scope=(2,), fault="centre"))
    bench.do(act.EndGlobal())
    bench.do(act.StopTest((1, 2), "end", "technical"))
    bench.do(act.Finish((3, 4)))
    bench.do(act.Mark("absent", (5,)))
    assert [(r.number, r.centre) for r in to_call_again(bench.session)] == [(1, False), (2, True), (5, False)]


# Behind the seal -----------------------------------------------------------------------------------------


def test_a_late_note_stands_behind_the_seal() -> None:
    """What was being typed when a colleague closed: accepted behind the seal alone, which stays."""
    bench = started()
    assert "n'est pas close" in bench.refused(act.WriteLateNote("a parlé", 3))
    bench.do(act.CloseSession(force=True))
    seal, sealed = bench.session.seal, list(bench.lines)
    bench.do(act.WriteLateNote("a parlé", 3))
    assert "vide" in bench.refused(act.WriteLateNote(" "))
    assert [(note.number, note.text) for note in bench.session.annex] == [(3, "a parlé")]
    assert phrase_of(bench.session.entries[-1], bench.session) == "note derrière le sceau : a parlé"
    assert (bench.session.seal, bench.lines[: len(sealed)]) == (seal, sealed)
    assert bench.session == bench.reopened()


def test_the_annex_leaves_the_seal() -> None:
    """Lines typed, a missing reason, a correction: events of the référent; the sealed part is unchanged."""
    bench = started()
    bench.do(act.StopTest((3,), "end"))
    for action in (act.TypeLine("3"), act.NoteCorrection("né le 4", 3)):
        assert "n'est pas close" in bench.refused(action)
    bench.do(act.CloseSession(force=True))
    seal, sealed = bench.session.seal, list(bench.lines)
    bench.author = "référent"
    bench.do(act.TypeLine("3"))
    bench.do(act.TypeLine("comment"))
    bench.do(act.TypeLine("comment", done=False))
    assert bench.session.typed_lines == {"3"}
    assert "déjà" in bench.refused(act.TypeLine("3"))
    bench.do(act.GiveReason(3, "technical"))
    bench.do(act.NoteCorrection("né le 4", 3))
    assert bench.who(3).reason == "technical"
    assert [(note.number, note.text) for note in bench.session.annex] == [(3, "né le 4")]
    assert (bench.session.seal, bench.lines[: len(sealed)]) == (seal, sealed)
    told_lines = [phrase_of(entry, bench.session) for entry in bench.session.entries[-5:]]
    assert told_lines == [
        "fiche de finalisation, n° 3 : saisi dans Pix Certif",
        "fiche de finalisation, commentaire : saisi dans Pix Certif",
        "fiche de finalisation, commentaire : pas encore saisi",
        "motif donné à la finalisation : Problème technique",
        "correction à la finalisation : né le 4",
    ]
    bench.do(act.MarkFinalised())
    assert "déjà finalisée" in bench.refused(act.TypeLine("1"))
    bench.do(act.NoteCorrection("né le 5", 3))
    assert bench.session == bench.reopened()


def test_a_sealed_reason_stays() -> None:
    """One that was given before the close is not changed behind the seal; one given behind it may be a slip."""
    bench = started()
    bench.do(act.StopTest((3,), "end", "candidate"))
    bench.do(act.CloseSession(force=True))
    assert "a déjà un motif" in bench.refused(act.GiveReason(3, "technical"))
    bench.do(act.GiveReason(4, "candidate"))
    assert bench.who(4).status is Status.STARTED, "a test that was left open stays so, and has its reason"
    bench.do(act.GiveReason(4, "technical"))
    assert bench.who(4).reason == "technical"
    assert "a déjà un motif" in bench.refused(act.GiveReason(4, "technical"))
    assert "a déjà un motif" in bench.refused(act.GiveReason(3, "technical")), "what was a slip was another's"
    assert "n'est pas sur la liste" in bench.refused(act.NoteCorrection("x", 99))
    assert "dites ce qui" in bench.refused(act.NoteCorrection(" ", 3))


def test_finalised_without_a_reason_is_remarked_on() -> None:
    """It is recorded, since the person says so; each test without its reason is named."""
    bench = started()
    bench.do(act.StopTest((3,), "end"))
    bench.do(act.Finish((1, 2)))
    bench.do(act.CloseSession(force=True))
    assert [remark.number for remark in bench.do(act.MarkFinalised()).remarks] == [3, 4]
    assert bench.session.finalised_at is not None


def test_a_fraud_is_to_be_sent_at_the_finalisation() -> None:
    """« Envoyer le PV de fraude » is a line of its own, ticked like the others that have something to type."""
    bench = started()
    bench.do(act.RecordIncident("C8", (1,), text="arrivé en retard"))
    bench.do(act.ReportFraud(3, "communication", "parlait", "séparés"))
    bench.do(act.Finish((1, 2, 3)))
    bench.do(act.CloseSession(force=True))
    assert finalisation_sheet(bench.session).frauds == (3,)
    keys = [line.key for line in to_type(bench.session)]
    assert {"1", "3", "pv-3"} <= set(keys)
    assert "2" not in keys, "a finished test without a report asks for nothing"
    assert len(left_to_type(bench.session)) == len(keys)
    bench.do(act.TypeLine("pv-3"))
    assert phrase_of(bench.session.entries[-1], bench.session) == "fiche de finalisation, PV de fraude du n° 3 : envoyé"
    ticked = {tick_key(bench.session, f"fait:{key}") for key in keys if key != "pv-3"}
    assert left_to_type(bench.session, ticked) == ()
    sheet = finalisation_markdown(bench.session, ticked).decode()
    assert "- [x] Envoyer le PV de fraude du n° 3" in sheet
    assert "- [x] **" in sheet
    made = Paper(PAPERS["finalisation"].make(bench.session, bench.now)["finalisation.pdf"])
    assert made.says("Envoyer le PV de fraude (C6)")
    made.assert_tidy()
