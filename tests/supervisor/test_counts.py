"""Counts and phases, derived each time from the candidates."""

from dataclasses import asdict

import pytest

from supervisor import action as act
from supervisor.session import Phase
from supervisor.situation import Status
from tests.supervisor.support import Bench, newcomer

E, J, S, I, F, W, D, A, N = list(Status)  # noqa: E741


def counted(bench: Bench) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: count for name, count in asdict(bench.session.counts(bench.now)).items() if count}


def test_each_status_is_counted_under_its_own_name() -> None:
    """One candidate in each of the nine statuses."""
    bench = Bench(listed=tuple(newcomer(f"NOM{n}") for n in range(9)))
    for number, status in enumerate(Status, start=1):
        bench.bring(number, status)
    assert counted(bench) == {"enrolled": 9, "unfinished": 2, **{str(status): 1 for status in Status}}


def test_started_includes_those_in_overtime() -> None:
    """« dont 1 dépassé »; at the very second of the end his time is over."""
    bench = Bench().start(1, 2, at="09:00").at("10:44:59")
    assert counted(bench) == {"enrolled": 5, "expected": 3, "started": 2}
    bench.wait(seconds=1)
    assert counted(bench) == {"enrolled": 5, "expected": 3, "started": 2, "overtime": 1}


def test_an_absent_is_no_longer_expected() -> None:
    """He is counted once."""
    assert counted(Bench().bring(1, A)) == {"enrolled": 5, "expected": 4, "absent": 1}


def test_removed_and_added_candidates() -> None:
    """A removed one counts nowhere, nor do his incidents; an added one does, under a number never used before."""
    bench = Bench()
    bench.do(act.RecordIncident("C8", (5,), text="en retard"))
    assert counted(bench)["incidents"] == 1
    bench.do(act.Remove((5,)))
    bench.do(act.AddCandidates((newcomer("NOUVEAU"),)))
    assert counted(bench) == {"enrolled": 5, "expected": 5}
    assert sorted(bench.session.candidates) == [1, 2, 3, 4, 6]
    assert bench.who(6).added_later
    assert not bench.who(1).added_later


def test_open_alerts_and_withdrawn_incidents() -> None:
    """`incidents` excludes the retracted ones; `open_alerts` counts what waits for an answer."""
    bench = Bench().start(1)
    bench.do(act.RecordIncident("E2", (1,), question=12))
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    bench.do(act.RetractIncident(bench.last_id, "erreur"))
    bench.do(act.RecordIncident("C7", text="imprimante"))
    assert (counted(bench)["incidents"], counted(bench)["open_alerts"]) == (2, 1)


# fmt: off
PHASES = [
    # statuses of the candidates    phase
    ([E, E, E],                     Phase.PREPARATION),
    ([A, E, E],                     Phase.PREPARATION),
    ([J, E, E],                     Phase.WELCOME),
    ([N, E, E],                     Phase.PREPARATION),
    ([S, E, J],                     Phase.RUNNING),
    ([I, F, A],                     Phase.RUNNING),
    ([F, E, A],                     Phase.WELCOME),      # somebody is awaited still
    ([F, J, A],                     Phase.WELCOME),
    ([F, W, A],                     Phase.ENDED),
    ([D, N, A],                     Phase.ENDED),
    ([A, A, A],                     Phase.ENDED),
]
# fmt: on


@pytest.mark.parametrize(("statuses", "phase"), PHASES)
def test_the_phase_follows_from_where_they_stand(statuses: list[Status], phase: Phase) -> None:
    """preparation, welcome, running, ended."""
    bench = Bench(3)
    for number, status in enumerate(statuses, start=1):
        bench.bring(number, status)
    assert bench.session.phase is phase


def test_the_welcome_begins_with_the_first_identity() -> None:
    """Somebody identified is somebody in the room."""
    bench = Bench()
    bench.do(act.CheckIdentity(1))
    assert bench.session.phase is Phase.WELCOME


def test_a_session_without_candidates_is_in_preparation() -> None:
    """Nobody to await is not the end."""
    assert Bench(0).session.phase is Phase.PREPARATION


def test_closed_and_finalised_are_phases_whatever_runs() -> None:
    """closed, finalised, and by reopening what it is again."""
    bench = Bench().start(1)
    bench.do(act.CloseSession(force=True))
    phases = [bench.session.phase]
    for action in (act.MarkFinalised(), act.Reopen("oubli")):
        bench.do(action)
        phases.append(bench.session.phase)
    assert phases == [Phase.CLOSED, Phase.FINALISED, Phase.RUNNING]


def test_the_last_end_that_a_room_may_see_leaves_out_each_temps_majore() -> None:
    """N° 1 has none, n° 2 has 33 %; minutes given back count, since all of the room lost them."""
    bench = Bench()
    assert bench.session.last_end_of_the_room(bench.now) is None
    bench.start(1, at="09:00").start(2, at="09:05")
    assert bench.session.last_end_of_the_room(bench.now) == bench.hour("10:50")
    bench.do(act.AdjustTime((1, 2), 10, "panne"))
    assert bench.session.last_end_of_the_room(bench.now) == bench.hour("11:00")
    bench.at("10:40").do(act.Finish((2,)))
    assert bench.session.last_end_of_the_room(bench.now) == bench.hour("10:55")


def test_who_stands_still_alone_does_not_put_off_the_end_that_a_room_sees() -> None:
    """N° 1 is interrupted: their end goes back with each minute. With n° 3 too, all stand still: the latest counts."""
    bench = Bench()
    bench.start(1, 3, at="09:00").at("09:10").do(act.Interrupt((1,)))
    assert bench.at("10:00").session.last_end_of_the_room(bench.now) == bench.hour("10:45")
    bench.do(act.Interrupt((3,)))
    assert bench.at("10:20").session.last_end_of_the_room(bench.now) == bench.hour("11:55")


def test_the_last_end_is_the_latest_of_those_that_run() -> None:
    """« dernière fin », None when none runs."""
    bench = Bench()
    assert bench.session.last_end(bench.now) is None
    bench.start(1, 2, at="09:00")  # 10:45 and 11:20
    assert bench.session.last_end(bench.now) == bench.hour("11:20")
    bench.do(act.Finish((2,)))
    assert bench.session.last_end(bench.now) == bench.hour("10:45")


@pytest.mark.parametrize(("present", "missing"), [(0, 0), (1, 0), (20, 0), (21, 1), (40, 1), (41, 2)])
def test_one_surveillant_for_twenty(present: int, missing: int) -> None:
    """Surveillants who lack for those present."""
    bench = Bench(listed=tuple(newcomer(f"NOM{n}") for n in range(45)))
    bench.do(act.Mark("join", tuple(range(1, present + 1)))) if present else None
    assert bench.session.missing_surveillants() == missing


def test_who_is_in_the_room_counts_for_the_surveillants() -> None:
    """Checked is there, no surveillant noted is taken for one; a derogation allows more (DOMAIN.md section 1)."""
    bench = Bench(listed=tuple(newcomer(f"NOM{n}") for n in range(21)), surveillants=())
    for number in range(1, 21):
        bench.do(act.CheckIdentity(number))
    assert bench.session.missing_surveillants() == 0
    bench.do(act.CheckIdentity(21))
    assert bench.session.missing_surveillants() == 1
    bench.do(act.RecordDerogation("24 candidats, accord du 12/11"))
    assert bench.session.missing_surveillants() == 0
