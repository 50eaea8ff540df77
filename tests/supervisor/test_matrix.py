"""Every action on every status (RULES.md section 2), the facts beside the status, and what a close leaves possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import pytest

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, Identity
from supervisor.decision import Decision
from supervisor.event import EndReason
from supervisor.situation import Status
from tests.supervisor.support import DAY, Bench, creation, local, newcomer

E, J, S, I, F, W, D, A, N = (  # noqa: E741
    Status.EXPECTED, Status.JOINED, Status.STARTED, Status.INTERRUPTED, Status.FINISHED, Status.WITHDRAWN,
    Status.ENDED, Status.ABSENT, Status.NOT_CERTIFIABLE,
)  # fmt: skip
COLUMNS = (E, J, S, I, F, W, D, A, N)

ACTIONS: dict[str, Callable[[int], act.Action]] = {
    "identity": act.CheckIdentity,
    "identity, attested": lambda n: act.CheckIdentity(n, "M. Petit, CPE"),
    "sign": lambda n: act.Mark("sign", (n,)),
    "presence": lambda n: act.Mark("presence", (n,)),
    "join": lambda n: act.Mark("join", (n,)),
    "start": lambda n: act.Mark("start", (n,)),
    "interrupt": lambda n: act.Interrupt((n,)),
    "resume": lambda n: act.Resume((n,)),
    "finish": lambda n: act.Finish((n,)),
    "end": lambda n: act.StopTest((n,), "end"),
    "withdraw": lambda n: act.StopTest((n,), "withdraw"),
    "reason": lambda n: act.GiveReason(n, "technical"),
    "absent": lambda n: act.Mark("absent", (n,)),
    "not-certifiable": lambda n: act.Mark("not-certifiable", (n,)),
    "time": lambda n: act.AdjustTime((n,), 5, "panne"),
    "time, a third": lambda n: act.AdjustTime((n,), reason="oublié", thirds=1),
    "pause begin": lambda n: act.Mark("pause-begin", (n,)),
    "pause end": lambda n: act.Mark("pause-end", (n,)),
    "incident": lambda n: act.RecordIncident("C7", (n,), text="souris"),
    "incident, live": lambda n: act.RecordIncident("E2", (n,), question=12),
    "alert": lambda n: act.CloseAlert(n, "validated"),
    "fraud": lambda n: act.ReportFraud(n, "consultation", "une antisèche"),
    "note": lambda n: act.WriteNote("revenu à 9 h 20", n),
    "seat": lambda n: act.ChangeSeat(n, "14"),
    "zone": lambda n: act.ChangeZone((n,), "fond"),
    "correct": lambda n: act.Correct(n, extra_time=EXACT_THIRD),
    "correct the start": lambda n: act.CorrectStart(n, local("08:10"), "noté trop tard"),
    "remove": lambda n: act.Remove((n,)),
    "global": lambda n: act.BeginGlobal("alarme", (n,)),
}

# « + » accepted and the status stays, « · » refused, a letter: accepted and this is his status then.
# fmt: off
MATRIX = {
    #                       E J S I F W D A N
    "identity":            "+ + + + + + + E +",   # an absent becomes expected
    "identity, attested":  "+ + + + + + + E +",
    "sign":                "+ + + + + + + · +",
    "presence":            "+ + · · · · · · ·",
    "join":                "J · · · · · · J J",   # an absent who turns up, a pupil who is certifiable now
    "start":               "S S · · · · · · ·",
    "interrupt":           "· · I · · · · · ·",
    "resume":              "· · · S · · · · ·",
    "finish":              "· · F F · · · · ·",
    "end":                 "· · D D · · · · ·",
    "withdraw":            "· W W W · · · · ·",
    "reason":              "· · · · · + + · ·",
    "absent":              "A · · · · · · · ·",
    "not-certifiable":     "N N · · · · · · ·",
    "time":                "+ + + + · · · · ·",
    "time, a third":       "+ + + + · · · · ·",
    "pause begin":         "· · + + · · · · ·",
    "pause end":           "· · · · · · · · ·",   # nobody is paused here
    "incident":            "+ + + + + + + + +",
    "incident, live":      "+ + + + + + + + +",
    "alert":               "· · · · · · · · ·",   # nobody has an open alert here
    "fraud":               "+ + + + + + + + +",
    "note":                "+ + + + + + + + +",
    "seat":                "+ + + + + + + + +",
    "zone":                "+ + + + + + + + +",
    "correct":             "+ + + + + + + + +",
    "correct the start":   "· · + + + + + · ·",   # there must be one
    "remove":              "+ · · · · · · + +",   # as long as he has not joined
    "global":              "+ + + + + + + + +",
}
# fmt: on
LETTERS = dict(zip("EJSIFWDAN", COLUMNS, strict=True))
CELLS = [
    pytest.param(name, status, cell, id=f"{name} × {status}")
    for name, row in MATRIX.items()
    for status, cell in zip(COLUMNS, row.split(), strict=True)
]


@pytest.mark.parametrize(("name", "status", "cell"), CELLS)
def test_an_action_on_a_status(name: str, status: Status, cell: str) -> None:
    """Every cell of RULES.md section 2: what is accepted, where it leads, and a French reason where it is refused."""
    bench = Bench().bring(1, status)
    action = ACTIONS[name](1)
    if cell == "·":
        assert bench.refused(action)
        return
    bench.do(action)
    if name != "remove":
        assert bench.status() is LETTERS.get(cell, status)
    assert bench.session == bench.reopened()


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_unknown_or_removed_candidate(name: str) -> None:
    """A number that is on no list, or no longer, is refused and said so; nothing is recorded for it."""
    bench = Bench()
    bench.do(act.Remove((5,)))
    assert bench.refused(ACTIONS[name](9)) == "n'est pas sur la liste"
    assert bench.refused(ACTIONS[name](5)) == "a été retiré de la liste"


# fmt: off
STANDING = [
    ("join",      J, "a déjà rejoint (08:30)"),
    ("absent",    J, "a déjà rejoint (08:30)"),
    ("start",     S, "a déjà démarré (08:30)"),
    ("interrupt", I, "déjà interrompu (08:30, par roy)"),
    ("finish",    F, "a déjà terminé (08:30)"),
    ("start",     W, "abandon ou départ (08:30)"),
    ("finish",    D, "test terminé par le surveillant (08:30)"),
    ("absent",    A, "est noté absent"),
    ("presence",  N, "est noté non certifiable"),
    ("resume",    E, "est encore attendu : son test n'est pas interrompu"),
    ("finish",    E, "est encore attendu : son test n'a pas commencé"),
    ("end",       J, "a déjà rejoint (08:30) : son test n'a pas commencé"),
    ("sign",      A, "est noté absent : en cas d'arrivée, contrôlez d'abord l'identité"),
    ("start",     A, "est noté absent : en cas d'arrivée, notez d'abord « a rejoint »"),
    ("reason",    F, "a déjà terminé (08:30) : seul un test non terminé demande un motif"),
]
# fmt: on


@pytest.mark.parametrize(("name", "status", "reason"), STANDING)
def test_a_refusal_names_the_fact_that_stands_against_it(name: str, status: Status, reason: str) -> None:
    """Not « impossible », but what is already so and since when."""
    bench = Bench().bring(1, status)
    assert bench.refused(ACTIONS[name](1)) == reason
    assert bench.attempt(ACTIONS[name](1)).refusals[0].hint == ""


# Facts beside the status -----------------------------------------------------------------------------

# fmt: off
FACTS = [
    # done before                                   refused then            reason
    (["sign"],                                      "sign",                 "déjà émargé à 08:30"),
    (["identity"],                                  "identity",             "identité déjà contrôlée (08:30)"),
    (["identity"],                                  "identity, attested",   "identité déjà contrôlée (08:30)"),
    (["identity, attested"],                        "identity, attested",   "identité déjà contrôlée (08:30)"),
    (["identity, attested", "identity"],            "identity",             "identité déjà contrôlée (08:30)"),
    (["start", "pause begin"],                      "pause begin",          "déjà en pause depuis 08:30, par roy"),
    (["start", "pause begin", "pause end"],         "pause end",            "n'est pas en pause"),
    (["start", "pause begin", "finish"],            "pause end",            "a déjà terminé (08:30)"),
    (["seat"],                                      "seat",                 "est déjà à la place 14"),
    (["correct"],                                   "correct",              "rien à corriger : la liste dit déjà cela"),
    (["start", "withdraw", "reason"],               "reason",               "ce motif est déjà le sien"),
    (["join", "not-certifiable"],            "remove",            "a déjà rejoint : un candidat ne se retire qu'avant"),
    (["join", "withdraw"],                   "correct the start", "n'a pas démarré : il n'y a pas de début à corriger"),
    (["start", "incident, live", "alert"],          "alert",                "n'a pas d'alerte ouverte"),
]
STILL_ACCEPTED = [
    (["presence"],                                  "presence"),            # the 15 minutes run anew
    (["identity, attested"],                        "identity"),            # the document came after all
    (["identity", "absent"],                        "identity"),            # noted absent, and here he is
    (["start", "interrupt"],                        "pause begin"),
    (["start", "pause begin"],                      "interrupt"),
    (["start", "pause begin", "interrupt"],         "pause end"),
    (["start", "incident, live", "finish"],         "alert"),               # an open alert outlives the test
    (["start", "incident, live", "incident"],       "alert"),               # one alert only is open
    (["start", "pause begin", "pause end"],         "pause begin"),
    (["not-certifiable", "join"],                   "not-certifiable"),
]
# fmt: on


@pytest.mark.parametrize(("before", "name", "reason"), FACTS)
def test_what_is_already_so_is_refused(before: list[str], name: str, reason: str) -> None:
    """Nothing is a toggle: the second time is refused with the instant of the first."""
    bench = Bench()
    for done in before:
        bench.do(ACTIONS[done](1))
    assert bench.refused(ACTIONS[name](1)) == reason


@pytest.mark.parametrize(("before", "name"), STILL_ACCEPTED)
def test_what_may_be_done_again(before: list[str], name: str) -> None:
    """Facts that do not depend on the status do not stand against one another."""
    bench = Bench()
    for done in before:
        bench.do(ACTIONS[done](1))
    bench.wait(minutes=1).do(ACTIONS[name](1))
    assert bench.session == bench.reopened()


@pytest.mark.parametrize("last", ["finish", "end", "withdraw"])
def test_a_test_that_ends_closes_what_was_open(last: str) -> None:
    """finish, end and withdraw also end an open pause or interruption, at the same instant."""
    bench = Bench().start(1, at="09:00")
    bench.at("09:10").do(ACTIONS["pause begin"](1))
    bench.at("09:20").do(ACTIONS["interrupt"](1))
    bench.at("09:30").do(ACTIONS[last](1))
    who = bench.who()
    assert who.pauses[0].end == who.interruptions[0].end == who.stopped_at == bench.now
    assert not bench.ending().suspended
    assert not bench.ending().paused


@pytest.mark.parametrize("last", ["finish", "end", "withdraw"])
def test_a_test_that_ends_leaves_what_had_ended(last: str) -> None:
    """A pause of five minutes stays one of five minutes, and so does an interruption."""
    bench = Bench().start(1, at="09:00")
    for begin, end in (("pause begin", "pause end"), ("interrupt", "resume")):
        bench.wait(minutes=5).do(ACTIONS[begin](1))
        bench.wait(minutes=5).do(ACTIONS[end](1))
    bench.at("09:40").do(ACTIONS[last](1))
    assert [(i.begin, i.end) for i in (*bench.who().pauses, *bench.who().interruptions)] == [
        (bench.hour("09:05"), bench.hour("09:10")),
        (bench.hour("09:15"), bench.hour("09:20")),
    ]
    assert bench.end() == "10:50:00"


def test_what_really_happened_is_accepted_and_raised() -> None:
    """A start without identity nor presence is recorded, and said; so is the end of somebody unsigned."""
    bench = Bench(start="08:00", now="09:00")
    told = [remark.text for remark in bench.do(ACTIONS["start"](1)).remarks]
    assert told == [
        "démarré sans contrôle d'identité",
        "démarré sans présence confirmée dans Pix",
        "fin à 10:45, après celle du créneau (10:00)",
    ]
    assert [r.text for r in bench.do(ACTIONS["finish"](1)).remarks] == ["n'a pas émargé : faites-le signer maintenant"]


@pytest.mark.parametrize(
    ("how", "said", "kept"),
    [
        ("withdraw", None, "candidate"),  # the default
        ("withdraw", "candidate", "candidate"),
        ("withdraw", "technical", "technical"),
        ("end", None, None),  # left open: the close waits for it
        ("end", "technical", "technical"),
    ],
)
def test_why_a_test_stayed_unfinished(
    how: Literal["end", "withdraw"], said: EndReason | None, kept: str | None
) -> None:
    """`withdraw C [--reason candidate|technical]`, default candidate (RULES.md section 7); unsigned, it is said."""
    bench = Bench().bring(1, S)
    decision = bench.do(act.StopTest((1,), how, said))
    assert bench.who().reason == kept
    cause = ["cause technique : C7 est à signaler"] if said == "technical" else []
    assert [r.text for r in decision.remarks] == [*cause, "n'a pas émargé : faites-le signer maintenant"]


def test_what_is_as_it_should_be_is_not_remarked_on() -> None:
    """Who is expected is checked and joins; the paper edition of 2021 knows no presence to confirm."""
    bench = Bench(edition="2021")
    for name in ("identity", "join", "sign", "start"):
        assert bench.do(ACTIONS[name](1)).remarks == ()
    assert bench.do(act.Finish((1,), end_screen=True)).remarks == ()


def test_an_end_after_the_slot_is_told_as_it_is_shown() -> None:
    """Said at the start, rounded up to the minute; an end at the very end of the slot is within it."""
    bench = Bench(start="08:45", now="09:00")  # until 10:45
    bench.do(act.CheckIdentity(1))
    bench.do(act.Mark("presence", (1,)))
    assert bench.do(ACTIONS["start"](1)).remarks == (), "nothing is odd, nothing is said"
    bench.wait(seconds=1).do(act.CheckIdentity(2))
    bench.do(act.Mark("presence", (2,)))
    [remark] = bench.do(ACTIONS["start"](2)).remarks
    assert remark.text == "fin à 11:21, après celle du créneau (10:45)"


def test_an_absent_who_turns_up_is_told_apart() -> None:
    """« Finalement présent » is a remark, not a question that blocks."""
    bench = Bench().bring(1, A).bring(2, A).bring(3, N)
    remarks: list[Decision] = [bench.do(act.CheckIdentity(1)), bench.do(act.Mark("join", (2, 3)))]
    assert [(r.number, r.text) for decision in remarks for r in decision.remarks] == [
        (1, "était noté absent : il est de nouveau attendu"),
        (2, "était noté absent : finalement présent"),
        (3, "était noté non certifiable : finalement présent"),
    ]


# Several at once -------------------------------------------------------------------------------------


def test_those_possible_are_done_and_the_others_told_why() -> None:
    """A bulk action answers who was done, who was not and why, and its events are one action."""
    bench = Bench().bring(2, J).bring(3, S)
    decision = bench.at("09:00").attempt(act.Mark("join", (1, 2, 3, 4, 9)))
    assert [(r.number, r.reason) for r in decision.refusals] == [
        (2, "a déjà rejoint (08:30)"),
        (3, "a déjà démarré (08:30)"),
        (9, "n'est pas sur la liste"),
    ]
    assert [bench.status(n) for n in (1, 4)] == [J, J]
    assert {entry.action for entry in bench.session.entries[-2:]} == {bench.last_id - 1}


def test_presence_is_confirmed_one_by_one() -> None:
    """Pix refused « tout confirmer » on purpose."""
    bench = Bench()
    # The board asks for the marked: « les 2 sont confirmées dans Pix ? ». The command stays one by one.
    assert len(bench.attempt(act.Mark("presence", (1, 2))).events) == 2


def test_a_number_named_twice_is_one_candidate() -> None:
    """« time 3 3 +10 » gives ten minutes, not twenty."""
    bench = Bench().start(3)
    bench.do(act.AdjustTime((3, 3), 10, "panne"))
    assert bench.ending(3).adjustments == 10
    bench.do(act.Mark("sign", (3, 3)))


@pytest.mark.parametrize(
    "action",
    [
        act.Mark("start", ()),  # « start joined » where nobody has joined
        act.Interrupt(()),
        act.Finish(()),
        act.AdjustTime((), 5, "panne"),
        act.AddCandidates(()),
        act.BeginGlobal("alarme", ()),
    ],
)
def test_an_action_on_nobody_is_refused(action: act.Action) -> None:
    """An answer that is neither done nor refused does not exist."""
    assert Bench().refused(action)


# After the close -------------------------------------------------------------------------------------

AFTER_THE_CLOSE: dict[type, act.Action] = {
    act.CreateSession: creation(),
    act.GiveAccessCode: act.GiveAccessCode("GHJK34"),
    act.CheckRoomPoint: act.CheckRoomPoint("seats"),
    act.RecordTraining: act.RecordTraining("Mme Roy", "M. Petit", DAY),
    act.Mark: act.Mark("sign", (1,)),
    act.CheckIdentity: act.CheckIdentity(1),
    act.Interrupt: act.Interrupt((2,)),
    act.Resume: act.Resume((2,)),
    act.Finish: act.Finish((2,)),
    act.StopTest: act.StopTest((2,), "end"),
    act.GiveReason: act.GiveReason(3, "technical"),
    act.RecordIncident: act.RecordIncident("C7", (1,), text="souris"),
    act.RetractIncident: act.RetractIncident(1, "erreur"),
    act.CorrectIncident: act.CorrectIncident(1, "erreur", text="souris"),
    act.CloseAlert: act.CloseAlert(2, "validated"),
    act.ReportFraud: act.ReportFraud(1, "usurpation", "un autre"),
    act.BeginGlobal: act.BeginGlobal("alarme"),
    act.EndGlobal: act.EndGlobal(),
    act.AdjustTime: act.AdjustTime((2,), 5, "panne"),
    act.WriteNote: act.WriteNote("rien"),
    act.ChangeSeat: act.ChangeSeat(1, "3"),
    act.ChangeZone: act.ChangeZone((1,), "fond"),
    act.TakeOver: act.TakeOver("M. Petit"),
    act.ChangeCover: act.ChangeCover("M. Petit", arrives=True),
    act.CorrectSession: act.CorrectSession(room="B13"),
    act.RecordDerogation: act.RecordDerogation("24 candidats"),
    act.AddCandidates: act.AddCandidates((newcomer("NOUVEAU"),)),
    act.Correct: act.Correct(1, class_name="3eC"),
    act.CorrectStart: act.CorrectStart(2, local("08:10"), "noté trop tard"),
    act.ShiftStarts: act.ShiftStarts(-60, "l'horloge a sauté"),
    act.Remove: act.Remove((4,)),
    act.Renumber: act.Renumber("209"),
    act.Undo: act.Undo(),
    act.NoticeClockJump: act.NoticeClockJump(60),
    act.CloseSession: act.CloseSession(force=True),
    act.Reopen: act.Reopen("erreur"),
    act.MarkFinalised: act.MarkFinalised(),
    act.GiveVerdict: act.GiveVerdict(2, "jury", "panne"),
    act.SeeEndScreen: act.SeeEndScreen((2,)),
    act.WriteComment: act.WriteComment("salle évacuée"),
    act.TickBox: act.TickBox("extra_time_given", True),
    act.TypeLine: act.TypeLine("3"),
    act.NoteCorrection: act.NoteCorrection("né le 4"),
    act.WriteLateNote: act.WriteLateNote("calme"),
}
ACCEPTED_AFTER = {act.Reopen, act.MarkFinalised, act.GiveReason, act.TypeLine, act.NoteCorrection, act.WriteLateNote}


@pytest.mark.parametrize("kind", get_args(act.Action), ids=lambda kind: kind.__name__)
def test_a_closed_session_takes_only_what_may_come_after(kind: type) -> None:
    """After the close only the reopening and the finalisation are accepted; all else says that it is closed."""
    bench = Bench()
    bench.do(act.Mark("start", (2, 3)))
    bench.do(act.RecordIncident("E1", (2,), question=1))
    bench.do(act.BeginGlobal("alarme"))
    bench.do(act.StopTest((3,), "end"))
    bench.do(act.CloseSession(force=True))
    action = AFTER_THE_CLOSE[kind]
    if kind in ACCEPTED_AFTER:
        bench.do(action)
        assert bench.session == bench.reopened()
    elif kind is act.CreateSession:
        assert bench.refused(action)
    else:
        assert "close depuis 08:30" in bench.refused(action)


def test_nothing_happens_in_a_session_twice_created() -> None:
    """A session is created once."""
    assert Bench().refused(creation())
    assert Bench().refused(creation(number="209", date=DAY))


def test_what_a_close_says_comes_first() -> None:
    """On a closed session the close is the reason told, not some fact behind it."""
    bench = Bench()
    bench.do(ACTIONS["sign"](1))
    bench.do(act.CloseSession(force=True))
    assert bench.refused(ACTIONS["sign"](1)).startswith("la session est close")
    assert bench.attempt(ACTIONS["sign"](1)).refusals[0].hint == "reopen"
    assert bench.refused(act.AddCandidates((act.NewCandidate(Identity(last_name="ABADIE", first_name="X")),)))
