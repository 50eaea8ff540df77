"""The figures of a school year: against a table counted by hand, and what a purge leaves of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from supervisor import action as act
from supervisor.activity import (
    Activity,
    Count,
    Figures,
    Group,
    SchoolYear,
    activity,
    figures_left,
    figures_of,
    year_left,
    year_line,
)
from supervisor.session import Session
from tests.supervisor.support import Bench, newcomer
from tests.supervisor.ten_sessions import (
    CLASSES,
    COLUMNS,
    EXACT,
    IN_TIME,
    LATE,
    MONTHS,
    NOW,
    OVERDUE,
    PROTECTED,
    WAITING,
    WHOLE,
    YEAR,
    held,
    ten_figures,
    ten_sessions,
)


def ten() -> Activity:
    return activity(YEAR, ten_figures(), NOW, protected=PROTECTED)


def printed(group: Group) -> tuple[object, ...]:
    return (group.sessions, *(str(group[name].value) for name in COLUMNS))


def numbers(found: tuple[Figures, ...]) -> tuple[str, ...]:
    return tuple(figures.number for figures in found)


# The table ------------------------------------------------------------------------------------------------


def test_the_year_of_ten_sessions() -> None:
    """Each figure of the year is the one that was counted by hand."""
    told = ten()
    assert {name: str(told.whole[name].value) for name in WHOLE} == WHOLE
    assert numbers(told.held) == ("201", "202", "203", "204", "205", "206", "207", "208", "210")
    assert numbers(told.not_held) == ("209",)
    assert told.codes == ("C2", "C6", "C7", "E1", "E8")


def test_its_months_and_classes() -> None:
    """So is each of a month, and of a class; months without a session stand between the others."""
    told = ten()
    assert {month.name: printed(month) for month in told.months} == MONTHS
    assert {one.name: printed(one) for one in told.classes} == CLASSES


def test_nothing_protected_is_told_by_month_or_class() -> None:
    """For the year only, in steps; zero is told like one."""
    told = ten()
    for group in (*told.months, *told.classes):
        assert not group.figures.keys() & {*PROTECTED.figures, "without_test", "not_tested"}
    assert {str(told.whole[what].value) for what in ("fraud", "C2", "E8")} == {"0 à 4"}
    quiet = activity(YEAR, [figures_of(held("40", "2026-11-02", {"3eA": "...."}, 1).session)], NOW, protected=PROTECTED)
    assert quiet.codes == ("C2", "C6", "E8")
    assert {str(quiet.whole[what].value) for what in PROTECTED.figures} == {"0 à 4"}


def test_exact_figures() -> None:
    """For the head of the school: each number as it is, by month and by class too."""
    told = activity(YEAR, ten_figures(), NOW, protected=PROTECTED, exact=True)
    assert told.is_exact
    assert {name: str(told.whole[name].value) for name in EXACT} == EXACT
    october = told.months[1]
    assert [str(october[name].value) for name in ("enrolled", "took_part", "absent", "extra_time")] == [
        "30", "25", "5", "5",
    ]  # fmt: skip
    by_class = {one.name: str(one["absent"].value) for one in told.classes}
    assert by_class == {"3eA": "1", "3eB": "7", "3eC": "6", "": "0"}


def test_three_classes_tell_no_more_than_one() -> None:
    """One, five and eight temps majorés in three classes: the year says ten to fourteen, no class says anything."""
    classes = {"3eA": "t...", "3eB": "ttttt", "3eC": "tttttttt"}
    told = activity(YEAR, [figures_of(held("40", "2026-11-02", classes, 1).session)], NOW, protected=PROTECTED)
    assert str(told.whole["extra_time"].value) == "10 à 14"
    assert [one["extra_time"].value for one in told.classes] == [Count()] * 3


def test_its_delays() -> None:
    """48 hours to the second are in time, an hour more is late; not finalised, a day old, is no fault yet."""
    told = ten()
    assert numbers(told.in_time) == IN_TIME
    assert numbers(told.late) == LATE
    assert numbers(told.waiting) == WAITING
    assert numbers(told.overdue) == OVERDUE
    assert numbers(told.finalised) == tuple(sorted(IN_TIME + LATE))
    assert told.running == ()


def test_each_figure_knows_its_sessions() -> None:
    """Those that add to it; for what is protected all that were looked at, so that they say nothing either."""
    whole = ten().whole
    everyone = ("201", "202", "203", "204", "205", "206", "207", "208", "210")
    assert whole["enrolled"].sessions == everyone
    assert whole["overtime"].sessions == ("203", "205")
    assert whole["given_back_minutes"].sessions == ("207",)
    assert whole["code C7"].sessions == ("204",)
    for protected in PROTECTED.figures:
        assert whole[protected].sessions == everyone


# What counts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 8, 31), 2026), (date(2027, 9, 1), 2027)],
)
def test_the_school_year(day: date, year: int) -> None:
    """1 September to 31 August."""
    assert SchoolYear.of(day) == SchoolYear(year)
    assert [day in SchoolYear(n) for n in (year - 1, year, year + 1)] == [False, True, False]


def test_the_months_of_a_year() -> None:
    """Twelve, September first."""
    assert SchoolYear(2026).months[:4] == ("2026-09", "2026-10", "2026-11", "2026-12")
    assert SchoolYear(2026).months[4:] == tuple(f"2027-0{month}" for month in range(1, 9))
    assert str(SchoolYear(2026)) == "2026-2027"


def test_other_years_are_passed_over() -> None:
    """The last day of August before, and the first of September after."""
    others = [held("31", "2026-08-31", {"3eA": "..a"}, 1), held("32", "2027-09-01", {"3eA": "..a"}, 1)]
    told = activity(YEAR, [*ten_figures(), *(figures_of(bench.session) for bench in others)], NOW, protected=PROTECTED)
    assert told == ten()


def test_a_running_test_is_no_end() -> None:
    """A session that runs is held, awaits nothing yet, and says that its figures may change."""
    bench = Bench(candidates=2).start(1, at="09:00")
    figures = figures_of(bench.session)
    assert (figures.is_held, figures.ended_at, figures.due_at) == (True, None, None)
    told = activity(SchoolYear.of(bench.session.date), [figures], bench.now, protected=PROTECTED)
    assert (numbers(told.running), numbers(told.waiting), told.overdue) == (("208",), ("208",), ())


def test_overtime_is_a_second_too_much() -> None:
    """Ending on the second is in time; one second later is a minute over."""
    bench = Bench(candidates=3).start(1, 2, 3, at="09:00")
    bench.at("10:45").do(act.Finish((1,)))
    bench.at("11:20:01").do(act.Finish((2,)))
    bench.do(act.Finish((3,)))
    tally = figures_of(bench.session).whole
    # n° 2 has 33 %: 140 minutes, until 11:20; n° 3 the exact third: 140 minutes too.
    assert (tally.overtime, tally.overtime_minutes) == (2, 2)


def test_retracted_incidents_do_not_count() -> None:
    """Neither does a suspicion of fraud once its C6 was retracted."""
    bench = Bench(candidates=2).start(1, 2, at="09:00")
    bench.do(act.RecordIncident("C7", (1,), text="souris"))
    bench.do(act.RetractIncident(bench.last_id, "mauvais candidat"))
    bench.do(act.ReportFraud(2, "consultation", "une feuille sous le clavier"))
    assert figures_of(bench.session).whole.of("fraud") == Count(1, 1)
    bench.do(act.RetractIncident(bench.last_id, "un brouillon autorisé"))
    assert figures_of(bench.session).whole.of("fraud") == Count(0, 0)
    assert figures_of(bench.session).whole.incidents == {}


def test_incidents_of_nobody_are_in_no_class() -> None:
    """They are in the session's figures only."""
    bench = Bench(listed=(newcomer("ABADIE", class_name="3eA"),))
    bench.do(act.RecordIncident("C7", (), text="réseau lent"))
    figures = figures_of(bench.session)
    assert figures.whole.incidents == {"C7": 1}
    assert figures.by_class["3eA"].incidents == {}


def test_classes_in_the_order_of_a_school() -> None:
    """Numbers as numbers, those without a class last."""
    classes = {"10e1": ".", "3eB": ".", "": ".", "3e10": ".", "3e2": "."}
    told = activity(YEAR, [figures_of(held("40", "2026-11-02", classes, 1).session)], NOW, protected=PROTECTED)
    assert [group.name for group in told.classes] == ["3e2", "3e10", "3eB", "10e1", ""]


def test_a_year_without_sessions() -> None:
    """Nothing, told as nothing."""
    told = activity(YEAR, [], NOW, protected=PROTECTED)
    assert (told.held, told.months, told.classes, told.codes) == ((), (), (), ())
    assert str(told.whole["absent"].value) == str(told.whole["enrolled"].value) == "0"


# What a purge leaves --------------------------------------------------------------------------------------


def line(*sessions: Session) -> dict[str, Any]:
    """What a purge leaves, through JSON."""
    return cast("dict[str, Any]", json.loads(json.dumps(year_line(YEAR, sessions, NOW, PROTECTED))))


def test_a_year_is_summed_up_as_before_its_purge() -> None:
    """Its report is the same, figure by figure."""
    left = year_left(line(*ten_sessions()))
    told = activity(left.year, left.sessions, NOW, [left.persons], protected=PROTECTED)
    there = ten()
    assert (told.whole, told.months, told.classes, told.codes) == (
        there.whole,
        there.months,
        there.classes,
        there.codes,
    )
    assert numbers(told.in_time) == IN_TIME
    assert numbers(told.not_held) == ("209",)
    assert all(figures.is_left for figures in told.held)


def test_small_numbers_are_not_left() -> None:
    """Of persons nothing that the report does not tell: for the year, in steps; nothing of one session."""
    left = line(*ten_sessions())
    assert left["persons"]["year"][""] == {
        "took_part": "75 à 79", "not_tested": "15 à 19", "absent": "10 à 14", "extra_time": "15 à 19",
        "fraud": "0 à 4", "C2": "0 à 4", "E8": "0 à 4",
    }  # fmt: skip
    for group in (*left["persons"]["months"].values(), *left["persons"]["classes"].values()):
        assert group.keys() == {"took_part", "not_tested"}
    for session in left["sessions"]:
        for tally in (session["whole"], *session["classes"].values()):
            assert tally.keys() == {"overtime", "overtime_minutes", "given_back", "given_back_minutes", "incidents"}
            assert not {"C2", "C6", "E8"} & set(tally["incidents"])


def test_what_is_left_names_nobody() -> None:
    """No name, no free text, nothing about one candidate."""
    left = json.dumps(line(held("51", "2026-11-02", {"3eA": "..cf"}, 1).session), ensure_ascii=False)
    assert "NOM" not in left
    assert "comme il a été dit" not in left
    assert "Roy" not in left


def test_nothing_is_left_of_a_rehearsal() -> None:
    """It is no activity."""
    assert line(Bench(rehearsal=True).session) == {}


def test_a_year_of_which_a_part_was_purged() -> None:
    """By one of two stores: its line and the sessions that are there are added up, each as far as it is told."""
    gone = [s for s in ten_sessions() if s.number in ("201", "202", "208")]
    left = year_left(line(*gone))
    there = [figures_of(s) for s in ten_sessions() if s not in gone]
    told = activity(YEAR, [*there, *left.sessions], NOW, [left.persons], protected=PROTECTED)
    whole = {name: str(told.whole[name].value) for name in WHOLE}
    # Left: twelve absents as « 10 à 14 ». There: two, as « 0 à 4 ».
    assert whole["absent"] == "10 à 18"
    same = ("incidents", "overtime", "overtime_minutes", "given_back_minutes", "code C7")
    assert {name: whole[name] for name in same} == {name: WHOLE[name] for name in same}
    assert numbers(told.in_time) == IN_TIME


OLD = {
    "number": "202", "date": "2026-10-05", "held": True, "ended_at": None, "due_at": None, "finalised_at": None,
    "whole": {
        "enrolled": 10, "without_test": 1, "overtime": 1, "overtime_minutes": 3, "given_back": 0,
        "given_back_minutes": 0, "incidents": {"C7": 2},
        "persons": {"absent": 5, "extra_time": "< 5", "fraud": "< 5", "C2": "≥ 5", "E8": "n.c."},
    },
    "classes": {},
}  # fmt: skip


def test_a_line_of_an_older_vigie() -> None:
    """A line a session, with « < 5 »: it still counts, and is told in steps like all others."""
    told = activity(YEAR, [figures_left(OLD)], NOW, protected=PROTECTED)
    figures = {
        name: str(told.whole[name].value) for name in (*PROTECTED.figures, "took_part", "enrolled", "overtime_minutes")
    }
    assert figures == {
        "absent": "5 à 9", "extra_time": "0 à 4", "fraud": "0 à 4", "C2": "≥ 5", "E8": "n.c.", "took_part": "0 à 4",
        "enrolled": "0 à 13", "overtime_minutes": "3",
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoilt",
    [{"number": None, "date": "hier"}, {"whole": None}, {"classes": []}, {"whole": {"persons": {"absent": "deux"}}}],
)
def test_a_line_that_is_none(spoilt: dict[str, object]) -> None:
    """A line that somebody else wrote is refused, whatever is wrong with it."""
    with pytest.raises(ValueError):
        figures_left({**OLD, **spoilt})


@pytest.mark.parametrize(
    "spoilt",
    [
        {"year": None}, {"sessions": [{"number": "7"}]}, {"sessions": None}, {"persons": []},
        {"persons": {"year": {"": {"absent": "deux"}}}}, {"persons": {"year": None}},
    ],
)  # fmt: skip
def test_a_line_of_a_year_that_is_none(spoilt: dict[str, object]) -> None:
    """Neither is one of a year."""
    with pytest.raises(ValueError):
        year_left({**line(*ten_sessions()[:1]), **spoilt})


def test_a_session_that_is_late_by_a_second() -> None:
    """The boundary of the 48 hours."""
    figures = ten_figures()[3]
    assert figures.due_at == figures.finalised_at
    late = replace(figures, finalised_at=figures.due_at and figures.due_at + timedelta(seconds=1))
    assert numbers(activity(YEAR, [late], NOW, protected=PROTECTED).late) == ("204",)
