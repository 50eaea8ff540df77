"""What is missing before the close, the seal, reopening, finalisation."""

from collections.abc import Callable

import pytest

from supervisor import action as act
from supervisor.closing import missing
from supervisor.event import SessionClosed
from supervisor.seal import groups
from supervisor.situation import Status
from tests.supervisor.support import Bench


def over(candidates: int = 1) -> Bench:
    """A session in which everything is done: n° 1 has finished and signed, the others are absent."""
    bench = Bench(candidates)
    bench.do(act.CheckIdentity(1))
    bench.do(act.Mark("sign", (1,)))
    bench.start(1, at="09:00").at("10:40").do(act.Finish((1,)))
    for number in range(2, candidates + 1):
        bench.bring(number, Status.ABSENT)
    return bench


def _with(*actions: act.Action) -> Callable[[Bench], None]:
    def do(bench: Bench) -> None:
        for action in actions:
            bench.do(action)

    return do


START, SIGN = act.Mark("start", (2,)), act.Mark("sign", (2,))
E2 = act.RecordIncident("E2", (2,), question=12)
FRAUD = act.ReportFraud(1, "consultation", "une antisèche")
WHOLE_FRAUD = act.ReportFraud(1, "consultation", "une antisèche", "saisie")

# fmt: off
MISSING = [
    # what happened besides                                                 what is missing then
    (_with(act.Mark("absent", (2,))),                                       []),
    (_with(act.Mark("not-certifiable", (2,))),                              []),
    (_with(act.Remove((2,))),                                               []),
    (_with(),                                                               ["n° 2 : ni absent ni démarré"]),
    (_with(act.Mark("join", (2,))),                                         ["n° 2 : ni absent ni démarré",
                                                                             "n° 2 : présent et n'a pas émargé"]),
    (_with(SIGN, START),                                                    ["n° 2 : test en cours"]),
    (_with(SIGN, START, act.Interrupt((2,))),                               ["n° 2 : test en cours"]),
    (_with(START, act.Finish((2,))),                                        ["n° 2 : présent et n'a pas émargé"]),
    (_with(SIGN, START, act.Finish((2,))),                                  []),
    (_with(SIGN, START, act.StopTest((2,), "withdraw")),                    []),   # « candidate » by default
    (_with(SIGN, START, act.StopTest((2,), "end", "technical")),            []),
    (_with(SIGN, START, act.StopTest((2,), "end")),                         ["n° 2 : test non terminé sans motif"]),
    (_with(SIGN, START, act.StopTest((2,), "end"), act.GiveReason(2, "technical")), []),
    (_with(SIGN, START, E2, act.Finish((2,))),                              ["n° 2 : alerte E2 question 12 ouverte"]),
    (_with(SIGN, START, E2, act.CloseAlert(2, "refused"), act.Finish((2,))), []),
    (_with(act.Mark("absent", (2,)), FRAUD),                                ["n° 1 : rapport de fraude incomplet"]),
    (_with(act.Mark("absent", (2,)), act.RecordIncident("C6", (1,))),       ["n° 1 : rapport de fraude incomplet"]),
    (_with(act.Mark("absent", (2,)), WHOLE_FRAUD),                          []),
    (_with(act.Mark("absent", (2,)), FRAUD, WHOLE_FRAUD),                   ["n° 1 : rapport de fraude incomplet"]),
    (_with(act.RecordIncident("C6", (2,)), act.Remove((2,))),               []),   # he is off the list
    (_with(act.Mark("absent", (2,)), act.RecordIncident("C6")),             []),   # of the session
    (_with(act.Mark("absent", (2,)), act.RecordIncident("C7", text="x")),   []),
    (_with(act.Mark("absent", (2,)), act.BeginGlobal("panne")),             ["incident global n° 9 en cours"]),
]
# fmt: on


@pytest.mark.parametrize(("happened", "lacks"), MISSING)
def test_what_the_close_waits_for(happened: Callable[[Bench], None], lacks: list[str]) -> None:
    """Each thing still missing is one phrase, by number and never by name; with none the close is accepted."""
    bench = over(2)
    bench.do(act.Undo())
    happened(bench)
    found = missing(bench.session, bench.now)
    assert [phrase.replace(str(bench.last_id), "9") if "global" in phrase else phrase for phrase in found] == lacks
    if not lacks:
        bench.do(act.CloseSession())
        return
    reason = bench.refused(act.CloseSession())
    assert all(phrase in reason for phrase in found)
    assert bench.attempt(act.CloseSession()).refusals[0].confirmable
    bench.do(act.CloseSession(force=True))
    closed = bench.session.entries[-1].event
    assert isinstance(closed, SessionClosed)
    assert (closed.forced, closed.missing) == (True, found)


def test_the_seal_is_32_digits_of_the_close() -> None:
    """The first 32 hexadecimal digits of the digest of the close event, read aloud in groups of four."""
    bench = over()
    assert bench.session.seal == ""
    bench.do(act.CloseSession())
    seal = bench.session.seal
    assert seal == bench.lines[-1]["digest"][:32]
    assert len(seal) == 32
    assert set(seal) <= set("0123456789abcdef")
    assert groups(seal).split(" ") == [seal[n : n + 4] for n in range(0, 32, 4)]
    assert groups("") == ""
    closed = bench.session.entries[-1].event
    assert isinstance(closed, SessionClosed)
    assert not closed.forced, "nothing was missing"


def test_marks_after_the_close_leave_the_seal() -> None:
    """A finalisation stands behind the seal as an annex; the sealed part is unchanged."""
    bench = over()
    bench.do(act.CloseSession())
    seal, sealed = bench.session.seal, list(bench.lines)
    bench.wait(hours=3).do(act.MarkFinalised(), at="13:00")
    assert bench.session.seal == seal
    assert bench.lines[:-1] == sealed
    assert bench.session.finalised_at == bench.hour("13:00")
    assert "déjà finalisée" in bench.refused(act.MarkFinalised())


def test_reopening_voids_the_seal() -> None:
    """With a reason; papers then say « rouverte », a finalisation is void too, and the next close has its own seal."""
    bench = over()
    bench.do(act.CloseSession())
    first = bench.session.seal
    bench.do(act.TypeLine("1"))
    bench.do(act.MarkFinalised())
    assert "pourquoi" in bench.refused(act.Reopen(" \u200b"))
    bench.do(act.Reopen("un oubli"))
    assert (bench.session.seal, bench.session.closed_at, bench.session.finalised_at) == ("", None, None)
    assert bench.session.was_reopened
    assert not bench.session.typed_lines, "what is typed again may be another thing"
    bench.do(act.WriteNote("l'oubli"))
    bench.do(act.CloseSession())
    assert bench.session.seal != first
    assert bench.session.was_reopened
    assert bench.session == bench.reopened()


@pytest.mark.parametrize("action", [act.Reopen("x"), act.MarkFinalised()])
def test_what_comes_after_the_close_is_not_possible_before(action: act.Action) -> None:
    """An open session is neither reopened nor finalised."""
    assert "n'est pas close" in over().refused(action)


def test_a_session_is_closed_once() -> None:
    """The second close says since when it is."""
    bench = over()
    bench.do(act.CloseSession())
    for force in (False, True):
        assert bench.refused(act.CloseSession(force=force)).startswith("la session est close depuis 10:40")
