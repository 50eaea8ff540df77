"""Undo: whose action, which one, within a minute or with a reason, redone, and when it would be contradictory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor import undoing
from supervisor.candidate import EXACT_THIRD
from supervisor.deciding import decide
from supervisor.event import ActionUndone, Drafted, Entry
from supervisor.folding import fold, reverted_actions, then
from supervisor.objection import objection
from supervisor.seal import erased_line
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.undoing import NEVER_UNDONE, changeable_actions, last_undoable, obstacle_to, undo_of
from tests.supervisor.acting import actions
from tests.supervisor.support import Bench, facts, local, newcomer

SIGN, JOIN, START = (act.Mark(what, (1,)) for what in ("sign", "join", "start"))


def test_u_takes_back_my_last_action_and_then_the_one_before() -> None:
    """Each undo goes one action further back; all stays in the log."""
    bench = Bench()
    states = []
    for action in (SIGN, JOIN, START):
        states.append(facts(bench.session))
        bench.do(action)
    for state in reversed(states):
        bench.do(act.Undo())
        assert facts(bench.session) == state
    assert bench.refused(act.Undo()) == "il n'y a rien de vous à annuler"
    assert len(bench.session.entries) == 7 + 6
    assert bench.session == bench.reopened()


def test_u_is_about_my_own_actions() -> None:
    """A colleague's later action is passed over; who did nothing has nothing to undo."""
    bench = Bench()
    bench.do(act.Mark("sign", (1,)))
    bench.do(act.Mark("sign", (2,)), author="petit")
    bench.do(act.Undo())
    assert bench.who(1).signed_at is None
    assert bench.who(2).signed_at is not None
    assert "rien de vous" in bench.refused(act.Undo(), author="leroux")


def test_u_skips_what_is_not_undone() -> None:
    """Undo, clock, creation, close and reopen are skipped."""
    bench = Bench()
    bench.do(SIGN)
    signed = bench.last_id
    bench.do(act.NoticeClockJump(3600))
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    bench.do(act.Reopen("oubli"))
    assert last_undoable(bench.session, "roy") == signed
    bench.do(act.Undo())
    assert last_undoable(bench.session, "roy") is None
    assert last_undoable(bench.session, "petit") is None


@pytest.mark.parametrize("event", range(1, 12))
def test_what_is_never_undone_says_so(event: int) -> None:
    """By its number neither: creation (with its candidates), clock, close, finalisation and reopening stay."""
    bench = Bench()
    bench.do(act.NoticeClockJump(3600))
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    bench.do(act.Reopen("oubli"))
    assert isinstance(bench.session.entries[bench.session.entries[event - 1].action - 1].event, NEVER_UNDONE)
    assert "ne s'annule pas" in bench.refused(act.Undo(event, "essai"))


@pytest.mark.parametrize(
    ("seconds", "reason", "refused"),
    [
        (0, "", False),
        (60, "", False),  # a minute to the second
        (61, "", True),
        (61, "trop tôt", False),
        (61, " \u200b", True),  # nothing that can be read
        (86400, "trop tôt", False),
    ],
)
def test_after_a_minute_a_reason_is_due(seconds: int, reason: str, refused: bool) -> None:
    """Older than one minute by the instant it was *recorded*, whenever it happened: exit 2 without a reason."""
    bench = Bench().at("09:00")
    bench.do(SIGN, at="08:40")
    bench.wait(seconds=seconds)
    if refused:
        assert "émargement" in bench.refused(act.Undo(reason=reason))
        assert bench.attempt(act.Undo(reason=reason)).refusals[0].bad_usage
    else:
        bench.do(act.Undo(reason=reason))


def test_another_action_is_undone_with_a_reason() -> None:
    """`undo --event ID`: my earlier ones and a colleague's too, with a reason, within the minute as well."""
    bench = Bench()
    bench.do(SIGN)
    earlier = bench.last_id
    bench.do(act.Mark("sign", (2,)), author="petit")
    colleagues = bench.last_id
    bench.do(JOIN)
    own_last = bench.last_id
    for event in (earlier, colleagues):
        assert "dites pourquoi" in bench.refused(act.Undo(event))
        bench.do(act.Undo(event, "mauvaise ligne"))
    bench.do(act.Undo(own_last))
    assert bench.status() is Status.EXPECTED
    assert bench.who(1).signed_at is bench.who(2).signed_at is None


def test_an_unknown_event_is_not_undone() -> None:
    """The number that does not exist is named."""
    bench = Bench()
    assert bench.refused(act.Undo(99, "x")) == "il n'y a pas d'événement n° 99"
    assert bench.refused(act.Undo(0, "x")) == "il n'y a pas d'événement n° 0"


def test_any_event_of_an_action_names_the_whole_action() -> None:
    """A bulk action is undone as one, whichever of its events is named."""
    bench = Bench()
    bench.do(act.Mark("start", (1, 2, 3)))
    bench.do(act.Undo(bench.last_id - 1))
    assert [bench.status(n) for n in (1, 2, 3)] == [Status.EXPECTED] * 3


def test_the_minutes_of_an_outage_go_with_its_end() -> None:
    """Ending a global incident and what it gave back are one action: undone, it lasts again."""
    bench = Bench().start(1, 2, at="09:00")
    bench.at("09:10").do(act.BeginGlobal("panne"))
    before = facts(bench.session)
    bench.at("09:20").do(act.EndGlobal())
    bench.do(act.Undo())
    assert facts(bench.session) == before
    assert len(bench.session.running_globals) == 1


def test_an_undo_is_redone_by_undoing_it() -> None:
    """`undo --event` of an undo brings back what it took, any number of times; mine and fresh without a reason."""
    bench = Bench()
    bench.do(SIGN)
    signed = facts(bench.session)
    bench.do(act.Undo())
    unsigned, undo = facts(bench.session), bench.last_id
    for _ in range(3):
        bench.do(act.Undo(undo))
        assert facts(bench.session) == signed
        assert "est déjà annulé" in bench.refused(act.Undo(undo))
        undo = bench.last_id
        bench.do(act.Undo(undo))
        assert facts(bench.session) == unsigned
        undo = bench.last_id
    assert bench.session == bench.reopened()


def test_what_is_undone_is_not_undone_twice() -> None:
    """The second time it is said that it is already."""
    bench = Bench()
    bench.do(SIGN)
    signed = bench.last_id
    bench.do(act.Undo())
    assert bench.refused(act.Undo(signed, "x")) == "« émargement » est déjà annulé"


PAUSE, PAUSE_OVER, ABSENT = (act.Mark(what, (1,)) for what in ("pause-begin", "pause-end", "absent"))
BREAK, ON = act.Interrupt((1,)), act.Resume((1,))
ALERT, ANSWER = act.RecordIncident("E1", (1,), 3), act.CloseAlert(1, "validated")
OUTAGE, OVER = act.BeginGlobal("panne"), act.EndGlobal()
STOP, REASON = act.StopTest((1,), "end"), act.GiveReason(1, "technical")
GIVE, TAKE = act.AdjustTime((1,), 60, "x"), act.AdjustTime((1,), -150, "y", force=True)
THIRD, TAKE_120 = act.Correct(1, extra_time=EXACT_THIRD), act.AdjustTime((1,), -120, "y")
EARLIER = act.CorrectStart(1, local("08:20"), "x")

# fmt: off
CONTRADICTORY = [
    # before   undone            then done                what stands in the way
    ([],       START,            act.Finish((1,)),        "test terminé"),
    ([],       START,            EARLIER,                 "début corrigé"),
    ([START],  BREAK,            ON,                      "test repris"),
    ([START],  PAUSE,            PAUSE_OVER,              "fin de la pause"),
    ([START],  ALERT,            ANSWER,                  "alerte E1 : validé"),
    ([START],  OUTAGE,           OVER,                    "fin de l'incident global"),
    ([START],  STOP,             REASON,                  "motif"),
    ([START],  GIVE,             TAKE,                    "temps −150 min"),
    ([],       THIRD,            TAKE_120,                "temps −120 min"),
    ([],       ABSENT,           JOIN,                    ""),  # he was expected or absent: he joins either way
    ([],       act.Remove((1,)), act.Mark("sign", (2,)),  ""),  # another candidate
]
# fmt: on


@pytest.mark.parametrize(("before", "undone", "then", "names"), CONTRADICTORY)
def test_an_undo_that_contradicts_what_came_after_is_refused(
    before: list[act.Action], undone: act.Action, then: act.Action, names: str
) -> None:
    """Refused, naming the later event that stands in the way; once that one is undone it is possible."""
    bench = Bench()
    for action in before:
        bench.do(action)
    bench.do(undone)
    target = bench.last_id
    bench.do(then, author="petit")
    in_the_way = bench.session.entries[-1].action
    if not names:
        bench.do(act.Undo(target, "erreur"))
        return
    reason = bench.refused(act.Undo(target, "erreur"))
    assert reason.startswith(f"l'événement n° {in_the_way} s'y oppose ({names}")
    bench.do(act.Undo(in_the_way, "d'abord"))
    bench.do(act.Undo(target, "erreur"))
    assert bench.session == bench.reopened()


@pytest.mark.parametrize(("before", "done"), [([], START), ([START, ALERT], ANSWER), ([START, OUTAGE], OVER)])
def test_a_redo_may_be_contradictory_too(before: list[act.Action], done: act.Action) -> None:
    """Done, undone, done again by a colleague: the first cannot come back, there would be two starts, two answers."""
    bench = Bench()
    for action in (*before, done):
        bench.do(action)
    bench.do(act.Undo())
    undo = bench.last_id
    bench.do(done, author="petit")
    assert "s'y oppose" in bench.refused(act.Undo(undo))


def test_a_colleagues_undo_is_not_redone_without_a_reason() -> None:
    """Any other's action, his undo included, with a reason (RULES.md section 4); one's own and fresh one without."""
    bench = Bench()
    bench.do(SIGN, author="petit")
    bench.do(act.Undo(), author="petit")
    assert "dites pourquoi" in bench.refused(act.Undo(bench.last_id))
    bench.do(act.Undo(bench.last_id), author="petit")
    assert bench.who().signed_at is not None


def test_people_who_were_erased_stand_in_the_way_of_no_undo() -> None:
    """Two added and then erased look alike, as do two surveillants: they are still two of each (RULES.md section 1)."""
    bench = Bench()
    bench.do(SIGN)
    signed = bench.last_id
    bench.do(act.AddCandidates((newcomer("UN"), newcomer("DEUX"))))
    for name in ("Mme Noël", "M. Petit"):
        bench.do(act.ChangeCover(name, arrives=True))
    bench.lines = [erased_line(line) for line in bench.lines]
    bench.session = bench.reopened()
    bench.do(act.Undo(signed, "mauvaise ligne"))
    assert len(bench.session.candidates) == 7


def test_an_action_is_chosen_to_be_undone_or_redone() -> None:
    """The latest first, of one candidate or of all, without those that are never undone; undone, its undo is meant."""
    bench = Bench()  # 1: the creation
    bench.do(SIGN)  # 8
    bench.do(act.Mark("sign", (2,)))  # 9
    bench.do(act.NoticeClockJump(60))  # 10
    assert (changeable_actions(bench.session), changeable_actions(bench.session, 1)) == ([9, 8], [8])
    assert undo_of(bench.session, 8) == 8
    bench.do(act.Undo(8, "x"))  # 11 undoes 8
    assert undo_of(bench.session, 8) == 11
    bench.do(act.Undo(11))  # 12 redoes it
    assert undo_of(bench.session, 8) == 8
    bench.do(act.Undo(8, "x"))  # 13 undoes it again
    bench.do(act.Undo(9, "y"))  # 14
    assert (undo_of(bench.session, 8), undo_of(bench.session, 9)) == (13, 14)


def test_a_person_put_back_on_the_list_stands_in_the_way() -> None:
    """Removed and added anew under another number: the removal cannot be undone, there would be two of him."""
    bench = Bench()
    removed = bench.who(1)
    bench.do(act.Remove((1,)))
    target = bench.last_id
    bench.do(act.AddCandidates((act.NewCandidate(removed.identity),)))
    assert "s'y oppose (inscrit)" in bench.refused(act.Undo(target, "erreur"))


def test_who_joined_twice_over_was_still_absent() -> None:
    """An absence undone after he joined all the same: he has joined, once."""
    bench = Bench().bring(1, Status.ABSENT)
    absent = bench.last_id
    bench.do(JOIN)
    bench.do(act.Undo(absent, "erreur"))
    assert bench.status() is Status.JOINED


def test_an_undo_of_less_than_a_real_minute_asks_no_reason() -> None:
    """In a rehearsal that runs fast the session's minute is over at once: the person's is not. Only for his last."""
    bench = Bench()
    bench.do(SIGN)
    first = bench.last_id
    bench.do(JOIN)
    bench.wait(minutes=30)
    assert "dites pourquoi" in bench.refused(act.Undo())
    assert "dites pourquoi" in bench.refused(act.Undo(first, is_immediate=True))
    bench.do(act.Undo(is_immediate=True))
    assert bench.status() is Status.EXPECTED


def test_what_stands_in_the_way_is_short() -> None:
    """One sentence: the later event by its number and in few words, however long its text, and what to do."""
    bench = Bench()
    bench.do(START)
    target = bench.last_id
    bench.do(act.CorrectStart(1, local("08:20"), "l'horloge du poste retardait de dix minutes " * 8))
    reason = bench.refused(act.Undo(target, "erreur"))
    assert len(reason) <= 2 * 60
    assert reason.endswith("…) : annulez-le d'abord")
    refusal = bench.attempt(act.Undo(target, "erreur")).refusals[0]
    assert refusal.hint == f"undo --event {bench.last_id}"
    assert obstacle_to(bench.session, target) == reason
    assert obstacle_to(bench.session, bench.last_id) == ""


@pytest.mark.parametrize("asked", [act.Undo(), act.Undo(99), act.Undo(8), act.Undo(8, "erreur"), act.Undo(1)])
def test_after_the_close_nothing_is_asked_in_vain(asked: act.Undo) -> None:
    """Neither a reason nor another number: it is closed, and how to go on."""
    bench = Bench()
    bench.do(SIGN)
    assert bench.last_id == 8
    bench.wait(minutes=5).do(act.CloseSession(force=True))
    assert "la session est close depuis" in bench.refused(asked)
    refusal = bench.attempt(asked).refusals[0]
    assert (refusal.hint, refusal.bad_usage) == ("reopen", False)
    assert "la session est close depuis" in obstacle_to(bench.session, 8)


def ends_told(bench: Bench, asked: act.Undo) -> list[tuple[int | None, str]]:
    """What an undo says of the ends."""
    return [(remark.number, remark.text) for remark in bench.do(asked).remarks]


ENDS: list[list[act.Action]] = [
    [act.AdjustTime((1,), 10, "panne")],
    [act.CorrectStart(1, local("08:50"), "noté trop tard")],
    [act.Correct(1, extra_time=EXACT_THIRD)],
    [act.Finish((1,))],
]


@pytest.mark.parametrize("done", ENDS)
def test_an_undo_says_the_end_it_brings_back(done: list[act.Action]) -> None:
    """Time, start, temps majoré, or a test that runs again."""
    bench = Bench().start(1, 2, at="09:00").at("09:30")
    for action in done:
        bench.do(action)
    assert ends_told(bench, act.Undo()) == [(1, "fin de nouveau 10:45")]


def test_an_undo_of_the_end_of_a_pause() -> None:
    """The pause goes on: the end is what it would be if it ended now."""
    bench = Bench().start(1, at="09:00").at("09:10")
    bench.do(PAUSE)
    bench.at("09:20").do(PAUSE_OVER)
    bench.at("09:30")
    assert ends_told(bench, act.Undo(reason="trop tôt")) == [(1, "fin de nouveau 11:05")]
    assert ends_told(bench, act.Undo(bench.last_id)) == [(1, "fin de nouveau 10:55")]


def test_a_restored_end_is_told_as_an_end_is_shown() -> None:
    """Rounded up to the minute (RULES.md section 3): 10:45:30 is 10:46."""
    bench = Bench().start(1, at="09:00:30")
    bench.do(act.AdjustTime((1,), 10, "panne"))
    assert ends_told(bench, act.Undo()) == [(1, "fin de nouveau 10:46")]


def test_an_undo_that_moves_no_end_says_none() -> None:
    """A signature, a start: no countdown came back."""
    bench = Bench().start(2, at="09:00").at("09:30")
    bench.do(SIGN)
    assert ends_told(bench, act.Undo()) == []
    bench.do(START)
    assert ends_told(bench, act.Undo()) == []


@pytest.mark.parametrize(("many", "count"), [((1, 2, 3), 3), ((1, 2, 3, 4), 1)])
def test_more_than_three_ends_are_counted(many: tuple[int, ...], count: int) -> None:
    """Twenty lines would hide what was undone."""
    bench = Bench().start(*many, at="09:00").at("09:30")
    bench.do(act.AdjustTime(many, 10, "panne"))
    told_ = ends_told(bench, act.Undo())
    assert len(told_) == count
    if count == 1:
        assert told_ == [(None, "la fin de 4 candidats est de nouveau celle d'avant")]


@given(st.lists(st.tuples(actions, st.integers(0, 900)), max_size=12), actions)
def test_undo_of_the_last_action_restores_the_state_before(
    story: list[tuple[act.Action, int]], last: act.Action
) -> None:
    """Whatever happened, and whatever the last action was: undone, the state is what it was; redone, what it became."""
    bench = Bench()
    for action, seconds in story:
        bench.wait(seconds=seconds).attempt(action)
    before = facts(bench.session)
    decision = bench.attempt(last)
    if not decision.events or isinstance(decision.events[0].event, NEVER_UNDONE):
        return
    after = facts(bench.session)
    bench.do(act.Undo())
    assert facts(bench.session) == before
    bench.do(act.Undo(bench.last_id))
    assert facts(bench.session) == after
    assert bench.session == bench.reopened()


def test_deciding_an_undo_changes_nothing_by_itself() -> None:
    """A decision is an answer: nothing is done before it is recorded."""
    bench = Bench()
    bench.do(SIGN)
    before = bench.session
    assert decide(bench.session, act.Undo(), bench.context()).events
    assert bench.session is before


def test_undoing_asks_of_what_came_after_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of the day the question waits for one folding, not for each event of the day one by one."""
    bench = Bench()
    for _ in range(20):
        bench.do(act.Mark("presence", (1, 2, 3)))
    bench.do(SIGN)
    signed = bench.last_id
    bench.do(act.Mark("presence", (1,)))
    asked = []

    def noted(session: Session, drafted: Drafted) -> str:
        asked.append(drafted.event.kind)
        return objection(session, drafted)

    monkeypatch.setattr(undoing, "objection", noted)
    assert obstacle_to(bench.session, signed) == ""
    assert asked == ["presence_confirmed"]


@given(st.lists(st.tuples(actions, st.integers(0, 900)), max_size=12))
def test_what_came_before_never_stands_in_the_way(story: list[tuple[act.Action, int]]) -> None:
    """Asked again one by one, from the first event on, the answer is the same, for each action and each undo."""
    bench = Bench()
    for action, seconds in story:
        bench.wait(seconds=seconds).attempt(action)
    session = bench.session
    if session.closed_at is not None:
        return
    creation = len(session.entries_of_action(1))
    for action_id in changeable_actions(session):
        if action_id in session.reverted:
            continue
        undo = Entry(
            session.last_id + 1,
            session.last_id + 1,
            local("17:00"),
            local("17:00"),
            "",
            "",
            ActionUndone(target=action_id),
        )
        reverted = reverted_actions((*session.entries, undo))
        state = fold(session.header, session.entries[:creation])
        against = 0
        for entry in session.entries[creation:]:
            if entry.action not in reverted and not isinstance(entry.event, ActionUndone):
                drafted = Drafted(entry.at, entry.event)
                then_ = fold(session.header, session.entries[: entry.id - 1])
                if not against and objection(state, drafted) and not objection(then_, drafted):
                    against = entry.id
                state = then(state, (entry,))
        told = obstacle_to(session, action_id)
        assert bool(told) == bool(against)
        assert f"n° {against} " in told or not against
