"""The list in the course of the session: added, corrected, removed; number, surveillants, notes, clocks, time given."""

from __future__ import annotations

from typing import Any

import pytest

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.jumps import Shift, shift_on_offer
from supervisor.situation import Status
from tests.supervisor.support import DAY, NAMES, Bench, creation, local, newcomer

# Who is on it --------------------------------------------------------------------------------------------


def test_a_number_is_never_used_again() -> None:
    """Added ones follow the highest number there ever was, removed ones included."""
    bench = Bench()
    bench.do(act.Remove((5,)))
    bench.do(act.AddCandidates((newcomer("NEUF"), newcomer("DIX"))))
    assert sorted(bench.session.candidates) == [1, 2, 3, 4, 6, 7]
    bench.do(act.Remove((6, 7)))
    bench.do(act.AddCandidates((newcomer("ONZE"),)))
    assert bench.who(8).last_name == "ONZE"


def test_a_number_whose_addition_was_undone_is_not_used_again() -> None:
    """Never reused (RULES.md section 2): in the log « n° 6 » is one person, and his addition may be redone."""
    bench = Bench()
    bench.do(act.AddCandidates((newcomer("UN"),)))
    bench.do(act.Undo())
    undo = bench.last_id
    bench.do(act.AddCandidates((newcomer("DEUX"),)))
    assert (sorted(bench.session.candidates), bench.who(7).last_name) == ([1, 2, 3, 4, 5, 7], "DEUX")
    bench.do(act.Undo(undo, "c'était bien lui"))
    assert bench.who(6).last_name == "UN"
    assert bench.session == bench.reopened()


def test_a_session_given_out_stays_as_it_was() -> None:
    """What a screen still shows is not changed under it: a removal makes another session."""
    bench = Bench()
    before = bench.session
    bench.do(act.Remove((5,)))
    assert (set(before.candidates), before.removed) == ({1, 2, 3, 4, 5}, {})


def test_the_first_of_an_empty_list_is_number_one() -> None:
    """A session without a list fills itself as they come."""
    bench = Bench(0)
    bench.do(act.AddCandidates((newcomer("UN"), newcomer("DEUX"))))
    assert [bench.who(n).last_name for n in (1, 2)] == ["UN", "DEUX"]


def test_an_added_candidate_has_all_that_a_list_gives() -> None:
    """Certification, temps majoré, class and planned seat; his end follows from them."""
    bench = Bench()
    bench.do(
        act.AddCandidates((newcomer("X", certification="EDU", extra_time=EXACT_THIRD, class_name="3eB", seat="7"),))
    )
    who = bench.start(6, at="09:00").who(6)
    assert (who.class_name, who.planned_seat, who.seat) == ("3eB", "7", "7")
    assert bench.end(6) == "11:00:00"


# fmt: off
TWICE = [
    ("ABADIE", "Chloé", NAMES[0][2], True),
    ("abadie", "CHLOE", NAMES[0][2], True),     # the same person, written otherwise
    ("ABADIE", "Chloé", DAY, False),            # born on another day
    ("ABADIE", "Clara", NAMES[0][2], False),    # a twin
]
# fmt: on


@pytest.mark.parametrize(("last", "first", "born", "twice"), TWICE)
def test_nobody_is_on_the_list_twice(last: str, first: str, born: object, twice: bool) -> None:
    """A person who stands on it already is refused with his number; once removed he may come back."""
    bench = Bench()
    person = act.NewCandidate(Identity(last_name=last, first_name=first, birth_date=born))  # type: ignore[arg-type]
    if not twice:
        bench.do(act.AddCandidates((person,)))
        return
    assert bench.refused(act.AddCandidates((person,))) == "cette personne est déjà sur la liste (n° 1)"
    bench.do(act.Remove((1,)))
    bench.do(act.AddCandidates((person,)))


def test_those_who_can_be_added_are() -> None:
    """One line each: the one who stands on it already is told, the others are added."""
    bench = Bench()
    known = act.NewCandidate(bench.who(2).identity)
    decision = bench.attempt(act.AddCandidates((newcomer("X"), known, newcomer("Y"))))
    assert len(decision.events) == 2
    assert [r.reason for r in decision.refusals] == ["cette personne est déjà sur la liste (n° 2)"]


@pytest.mark.parametrize(
    "action",
    [
        act.AddCandidates((newcomer("X", certification="INCONNUE"),)),
        act.Correct(1, certification="INCONNUE"),
    ],
)
def test_a_certification_without_a_duration_is_refused(action: act.Action) -> None:
    """Nobody can be on the list whose end could not be told; the known ones are named."""
    decision = Bench().attempt(action)
    assert decision.is_refused
    assert "connues : CORE, CLEA, DROIT, PRO_SANTE, EDU" in decision.refusals[0].reason


@pytest.mark.parametrize(
    "wrong", [{"certification": "INCONNUE"}, {"listed": (newcomer("X", certification="INCONNUE"),)}]
)
def test_a_session_of_an_unknown_certification_is_not_made(wrong: dict[str, Any]) -> None:
    """Neither as its default nor for one candidate."""
    bench = Bench(0)
    bench.session = type(bench.session)(header=bench.session.header)
    decision = bench.attempt(creation(**wrong))
    assert decision.is_refused
    assert "INCONNUE" in decision.refusals[0].reason


def test_a_correction_says_only_what_changed() -> None:
    """Old and new value stay; what was not mentioned stays as it is."""
    bench = Bench()
    right = bench.who(2).identity.model_copy(update={"first_name": "Élise"})
    bench.do(act.Correct(2, identity=right, class_name="3eC", reason="faute de frappe"))
    who = bench.who(2)
    assert (who.full_name, who.class_name, who.extra_time) == ("BÉNARD Élise", "3eC", ExtraTime(percent=33))
    bench.do(act.Correct(2, extra_time=NO_EXTRA_TIME))
    assert not bench.who(2).extra_time
    bench.do(act.Correct(2, class_name=""))
    assert bench.who(2).class_name == ""
    assert bench.session == bench.reopened()


def test_a_corrected_extra_time_moves_the_end() -> None:
    """Also while he runs: the end follows."""
    bench = Bench().start(1, at="09:00")
    bench.do(act.Correct(1, extra_time=EXACT_THIRD))
    assert bench.end() == "11:20:00"
    bench.do(act.Correct(1, certification="DROIT"))
    assert bench.end() == "10:20:00"


def test_a_correction_leaves_something_of_the_test() -> None:
    """With minutes taken away before, a shorter test may not end before its start."""
    bench = Bench().start(5, at="09:00")  # 100 %: 210 minutes
    bench.do(act.AdjustTime((5,), -110, "accord du candidat"))
    assert "il ne resterait rien" in bench.refused(act.Correct(5, extra_time=NO_EXTRA_TIME))
    assert "il ne resterait rien" in bench.refused(act.Correct(5, certification="EDU", extra_time=NO_EXTRA_TIME))
    bench.do(act.Correct(5, certification="EDU"))
    bench.do(act.AdjustTime((5,), -10, "accord du candidat"))  # 180 - 120 minutes are left
    assert "(0 min)" in bench.refused(act.Correct(5, certification="DROIT")), "twice 60, less 120"


# The session itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        ("209", True),
        ("1", True),
        ("123456789", True),
        ("1234567890", False),  # more than 9 digits
        ("p2", False),  # provisional ones are given, not asked for
        ("", False),
        ("../209", False),
        ("20 9", False),
        ("٢٠٩", False),  # digits, but not ours
        ("208", False),  # it is that already
    ],
)
def test_a_session_is_renumbered_with_1_to_9_digits(number: str, accepted: bool) -> None:
    """`do p1 number 208`."""
    bench = Bench()
    if accepted:
        bench.do(act.Renumber(number))
        assert bench.session.number == number
    else:
        assert bench.refused(act.Renumber(number))


@pytest.mark.parametrize("status", [Status.JOINED, Status.STARTED])
def test_a_session_keeps_its_number_once_somebody_has_joined(status: Status) -> None:
    """Pix knows it by that number then; who started has joined, whether or not it was noted."""
    bench = Bench().bring(3, status)
    assert "le n° 3 a déjà rejoint" in bench.refused(act.Renumber("209"))


def test_who_takes_over_supervises_from_now_on() -> None:
    """The last one is last; who comes back is not there twice; who is there needs no relève."""
    bench = Bench()
    bench.do(act.TakeOver("M. Petit"))
    assert (bench.session.surveillants, bench.session.surveillant) == (("Mme Roy", "M. Petit"), "M. Petit")
    assert "surveille déjà" in bench.refused(act.TakeOver(" M. Petit"))
    bench.do(act.TakeOver("Mme Roy"))
    assert bench.session.surveillants == ("M. Petit", "Mme Roy")


@pytest.mark.parametrize(
    "action",
    [
        act.TakeOver(" "),
        act.RecordDerogation("\u200b"),
        act.WriteNote(""),
        act.WriteNote("\u2063\n", 1),
        act.ChangeSeat(1, " \u200b"),
        act.CheckRoomPoint("seats", ok=False),
        act.RecordTraining("Mme Roy", "", DAY),
        act.RecordTraining(" \u200b", "M. Petit", DAY),
        act.RecordTraining("Mme Roy", "\u200b", DAY),
        act.CheckRoomPoint("seats", ok=False, remark="\u200b"),
        act.ChangeCover("\u200b", arrives=True),
        act.ChangeCover(" ", arrives=False),
        act.CorrectSession(surveillants=(" ",)),
        act.CorrectSession(surveillants=()),
        act.Reopen("\u200b"),
        act.RetractIncident(1, " "),
        act.CorrectIncident(1, "\u200b", text="souris"),
        act.ShiftStarts(60, "\u200b"),
        act.AdjustTime((1,), 5, " "),
        act.BeginGlobal("alarme", ()),
        act.NoteCorrection("\u200b"),
        act.WriteLateNote("\u200b"),
        act.ReportFraud(1, None, "une antisèche"),
        act.ReportFraud(1, "consultation", "\u200b"),
        act.RecordIncident("Z9", (1,), text="x"),
        act.RecordIncident("C7", (1,), text=" "),
        act.RecordIncident("E1", (1,)),
        act.Renumber("p2"),
    ],
)
def test_nothing_is_recorded_without_words(action: act.Action) -> None:
    """What nobody could read is not said: exit 2."""
    bench = Bench()
    assert bench.refused(action)
    assert bench.attempt(action).refusals[0].bad_usage


def test_notes_derogations_and_the_room_are_kept() -> None:
    """Of one candidate or of the session, with their instants; a point ticked again is as last found."""
    bench = Bench()
    bench.do(act.WriteNote("arrivé en retard", 2, (2,)))
    bench.do(act.WriteNote("salle B12 fermée, B14 à la place"))
    bench.do(act.RecordDerogation("24 candidats, accord du 12/11"))
    bench.do(act.CheckRoomPoint("spare", ok=False, remark="aucun"))
    bench.do(act.CheckRoomPoint("spare"))
    bench.do(act.RecordTraining("Mme Roy", "M. Petit", DAY))
    assert [(n.number, n.text) for n in bench.session.notes] == [
        (2, "arrivé en retard"),
        (None, "salle B12 fermée, B14 à la place"),
    ]
    assert [n.text for n in bench.session.derogations] == ["24 candidats, accord du 12/11"]
    assert [(p.ok, p.author) for p in bench.session.room_points.values()] == [(True, "roy")]
    assert [(t.name, t.trainer) for t in bench.session.trainings] == [("Mme Roy", "M. Petit")]
    assert bench.session == bench.reopened()


def test_the_access_code_is_told_to_nobody_by_accident() -> None:
    """It does not stand in what a log or a traceback prints of a session."""
    bench = Bench()
    bench.do(act.GiveAccessCode("GHJK34"))
    assert bench.session.access_code == "GHJK34"
    assert "GHJK34" not in repr(act.GiveAccessCode("GHJK34"))
    assert "BCDF23" not in repr(creation())
    assert "déjà" in bench.refused(act.GiveAccessCode(" GHJK34"))


def test_a_seat_taken_is_said_and_accepted() -> None:
    """The planned seat stays beside the actual one."""
    bench = Bench(listed=(newcomer("A", seat="1"), newcomer("B", seat="2")))
    assert bench.do(act.ChangeSeat(1, "14")).remarks == (), "nobody sits there"
    bench.do(act.ChangeSeat(1, "1"))
    decision = bench.do(act.ChangeSeat(2, "1"))
    assert [r.text for r in decision.remarks] == ["la place 1 est aussi celle du n° 1"]
    assert (bench.who(2).planned_seat, bench.who(2).seat) == ("2", "1")


# fmt: off
JUMPS = [
    # first   seconds later   second   recorded
    (3600,    0,              3600,    False),   # the same jump, seen by another board
    (3600,    60,             3604,    False),
    (3600,    60,             3605,    True),    # another size
    (3600,    61,             3600,    True),    # a minute later it is another one
    (3600,    1,              -3600,   True),    # back again
    (-40,     1,              -38,     False),
    (3600,    -60,            3600,    False),   # seen by a machine whose clock is behind
    (3600,    -61,            3600,    True),
]
# fmt: on


@pytest.mark.parametrize(("first", "later", "second", "recorded"), JUMPS)
def test_a_jump_of_the_clock_is_recorded_once(first: int, later: int, second: int, recorded: bool) -> None:
    """One event with its size; the same jump seen by a second board within a minute is not another. No end moves."""
    bench = Bench().start(1, at="09:00")
    bench.do(act.NoticeClockJump(first))
    bench.wait(seconds=later)
    if recorded:
        bench.do(act.NoticeClockJump(second), author="petit")
    else:
        assert "déjà noté" in bench.refused(act.NoticeClockJump(second), author="petit")
    assert bench.end() == "10:45:00"


# fmt: off
JUMPS_BEFORE = [
    # noted one after the other within a minute   then    recorded
    ((3600, 7200),                                7200,   False),
    ((3600, 7200),                                3600,   False),  # the first, seen late by the second board
    ((3600, -3600),                               3600,   False),
    ((3600, -3600),                               -3600,  False),
    ((3600, -3600),                               7200,   True),
]
# fmt: on


@pytest.mark.parametrize(("before", "then", "recorded"), JUMPS_BEFORE)
def test_a_jump_among_others_is_recorded_once(before: tuple[int, ...], then: int, recorded: bool) -> None:
    """The same jump seen by a second board within a minute, whatever jumped in between (RULES.md section 3)."""
    bench = Bench()
    for seconds in before:
        bench.do(act.NoticeClockJump(seconds))
        bench.wait(seconds=10)
    assert bool(bench.attempt(act.NoticeClockJump(then), author="petit").events) is recorded


def test_what_one_board_sees_twice_are_two_jumps() -> None:
    """Forward, back and forward again within a minute: the starts noted before are an hour off, and it is offered."""
    bench = Bench().start(1, at="09:00")
    for rank, seconds in enumerate((3600, -3600, 3600)):
        bench.asked = f"a1b2c3d4.{rank}"
        bench.do(act.NoticeClockJump(seconds))
        bench.asked = f"e5f6a7b8.{rank}"
        assert "déjà noté" in bench.refused(act.NoticeClockJump(seconds), author="petit"), "seen by another board"
        bench.wait(seconds=10)
    assert shift_on_offer(bench.session) == Shift(3600, (1,))


# Time given and taken ------------------------------------------------------------------------------------


def test_adjustments_add_up_with_their_reasons() -> None:
    """Nothing is overwritten: each stays with its reason, and before and after of the end are told."""
    bench = Bench().start(1, at="09:00")
    told = [
        bench.do(act.AdjustTime((1,), minutes, reason)).remarks[0].text
        for minutes, reason in ((10, "panne"), (-3, "trop"), (5, "autre panne"))
    ]
    assert told == ["fin 10:45 → 10:55", "fin 10:55 → 10:52", "fin 10:52 → 10:57"]
    assert [(a.minutes, a.reason) for a in bench.who().adjustments] == [(10, "panne"), (-3, "trop"), (5, "autre panne")]


# fmt: off
TIMES = [
    # action                                                   end          refused
    (act.AdjustTime((1,), 10, ""),                             "",          "demande un motif"),
    (act.AdjustTime((1,), 10, "\u200b"),                       "",          "demande un motif"),
    (act.AdjustTime((1,), 0, "x"),                             "",          "ne change rien"),
    (act.AdjustTime((1,), 1, "x"),                             "10:46:00",  ""),
    (act.AdjustTime((1,), -75, "x"),                           "09:30:00",  ""),               # to this very second
    (act.AdjustTime((1,), -76, "x"),                           "",          "déjà passée"),    # before now
    (act.AdjustTime((1,), 180, "x"),                           "13:45:00",  ""),               # not asked about
    (act.AdjustTime((1,), 181, "x"),                           "",          "plus de 3 h : nouvelle fin 13:46"),
    (act.AdjustTime((1,), 181, "x", force=True),               "13:46:00",  ""),
    (act.AdjustTime((1,), 900, "x"),                           "",          "nouvelle fin le 24/11 à 01:45"),
    (act.AdjustTime((1,), -181, "x"),                          "",          "il ne resterait rien"),
    (act.AdjustTime((2,), 181, "x"),                           "",          "+181 min, c'est plus de 3 h"),
    (act.AdjustTime((1,), reason="x", until=local("13:45:01")), "",         "c'est plus de 3 h"),
    (act.AdjustTime((1,), -76, "x", force=True),               "09:29:00",  ""),
    (act.AdjustTime((1,), -104, "x", force=True),              "09:01:00",  ""),
    (act.AdjustTime((1,), -105, "x", force=True),              "",          "il ne resterait rien"),
    (act.AdjustTime((1,), reason="x", thirds=1),               "11:20:00",  ""),               # 35 minutes
    (act.AdjustTime((1,), reason="x", thirds=-1),              "10:10:00",  ""),
    (act.AdjustTime((1,), reason="x", until=local("11:00")),    "11:00:00", ""),
    (act.AdjustTime((1,), reason="x", until=local("11:00:01")), "11:01:00", ""),  # rounded up
    (act.AdjustTime((1,), reason="x", until=local("10:00:30")), "10:01:00", ""),
    (act.AdjustTime((1,), reason="x", until=local("10:45")),    "",         "ne change rien"),
    (act.AdjustTime((2,), reason="x", until=local("11:00")),    "",         "n'a pas démarré"),
]
# fmt: on


# fmt: off
LARGE = [
    # minutes before    then     asked about
    ([],                -180,    ""),
    ([],                -181,    "−181 min, c'est plus de 3 h"),
    ([-100],            -80,     ""),
    ([-100],            -81,     "−181 min en tout, c'est plus de 3 h"),
    ([-100, -90],       5,       ""),                                        # smaller than it was
    ([-100, -90],       -1,      "−191 min en tout, c'est plus de 3 h"),
]
# fmt: on


@pytest.mark.parametrize(("before", "then", "asked"), LARGE)
def test_taking_much_is_asked_about_as_giving_much_is(before: list[int], then: int, asked: str) -> None:
    """Of 210 minutes (100 %), not started yet: three hours are three hours to either side."""
    bench = Bench()
    for minutes in before:
        bench.do(act.AdjustTime((5,), minutes, "accord", force=True))
    action = act.AdjustTime((5,), then, "accord")
    if asked:
        assert asked in bench.refused(action)
        assert bench.attempt(action).refusals[0].confirmable
    else:
        bench.do(action)


def test_minutes_given_in_overtime_are_not_asked_about() -> None:
    """Only a *negative* one that puts the end before now is (RULES.md section 3): 5 minutes given of 15 overrun."""
    bench = Bench().start(1, at="09:00").at("11:00")
    bench.do(act.AdjustTime((1,), 5, "panne oubliée"))
    assert bench.end() == "10:50:00"
    assert "déjà passée" in bench.refused(act.AdjustTime((1,), -1, "trop"))


def test_many_small_adjustments_are_one_large_one() -> None:
    """What they come to is held against the same limit; what makes it smaller is not asked about."""
    bench = Bench().start(1, at="09:00").at("09:30")
    bench.do(act.AdjustTime((1,), 180, "panne"))
    assert "+181 min en tout, c'est plus de 3 h" in bench.refused(act.AdjustTime((1,), 1, "panne"))
    bench.do(act.AdjustTime((1,), 100, "panne", force=True))
    bench.do(act.AdjustTime((1,), -10, "trop"))
    assert bench.end() == "15:15:00"


def test_minutes_given_back_have_the_same_limit() -> None:
    """600 typed for 6 is not given; what was measured is, however long it was."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:10").do(act.Interrupt((1, 2)))
    decision = bench.at("09:16").attempt(act.Resume((1,), 600))
    assert [r.reason for r in decision.refusals] == [
        "+600 min, c'est plus de 3 h : rien n'est rendu ; donnez-le comme un temps, qui se confirme"
    ]
    assert bench.ending(1).adjustments == 0
    bench.at("13:10").do(act.Resume((2,), "measured"))
    assert bench.ending(2).adjustments == 240


@pytest.mark.parametrize(("action", "end", "refused"), TIMES)
def test_time_given_and_taken(action: act.AdjustTime, end: str, refused: str) -> None:
    """At 09:30, started at 09:00: with a reason, never before the start, before now only once confirmed."""
    bench = Bench().start(1, at="09:00").at("09:30")
    if refused:
        assert refused in bench.refused(action)
        is_doubt = any(doubt in refused for doubt in ("déjà passée", "plus de 3 h", "nouvelle fin"))
        assert bench.attempt(action).refusals[0].confirmable is is_doubt
    else:
        bench.do(action)
        assert bench.end() == end


def test_time_may_be_given_before_the_start() -> None:
    """An adjustment of somebody expected counts from his start."""
    bench = Bench()
    bench.do(act.AdjustTime((1,), 10, "aménagement"))
    assert bench.start(1, at="09:00").end() == "10:55:00"
    assert "il ne resterait rien" in bench.refused(act.AdjustTime((2,), -140, "x"))
