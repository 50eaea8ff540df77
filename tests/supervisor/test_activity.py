"""The figures of a school year: against a table counted by hand, and what a purge leaves of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.activity import (
    PROTECTED,
    Activity,
    Count,
    Figures,
    Group,
    SchoolYear,
    activity,
    anonymous_line,
    figures_left,
    figures_of,
)
from tests.supervisor.support import Bench, newcomer
from tests.supervisor.ten_sessions import (
    CLASSES,
    COLUMNS,
    IN_TIME,
    LATE,
    MONTHS,
    NOW,
    OVERDUE,
    WAITING,
    WHOLE,
    YEAR,
    held,
    ten_figures,
    ten_sessions,
)


def ten() -> Activity:
    return activity(YEAR, ten_figures(), NOW)


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
    assert whole["without_test"].sessions == ("207",)
    for protected in PROTECTED:
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
    told = activity(YEAR, [*ten_figures(), *(figures_of(bench.session) for bench in others)], NOW)
    assert told == ten()


def test_a_running_test_is_no_end() -> None:
    """A session that runs is held, awaits nothing yet, and says that its figures may change."""
    bench = Bench(candidates=2).start(1, at="09:00")
    figures = figures_of(bench.session)
    assert (figures.is_held, figures.ended_at, figures.due_at) == (True, None, None)
    told = activity(SchoolYear.of(bench.session.date), [figures], bench.now)
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
    told = activity(YEAR, [figures_of(held("40", "2026-11-02", classes, 1).session)], NOW)
    assert [group.name for group in told.classes] == ["3e2", "3e10", "3eB", "10e1", ""]


def test_a_year_without_sessions() -> None:
    """Nothing, told as nothing."""
    told = activity(YEAR, [], NOW)
    assert (told.held, told.months, told.classes, told.codes) == ((), (), (), ())
    assert str(told.whole["absent"].value) == str(told.whole["enrolled"].value) == "0"


# What a purge leaves --------------------------------------------------------------------------------------


def left(figures_or_line: object) -> Figures:
    return figures_left(json.loads(json.dumps(figures_or_line)))


def test_what_is_left_is_read_back() -> None:
    """Through JSON; what is no small number is there as it was."""
    for session in ten_sessions():
        figures, back = figures_of(session), left(anonymous_line(session))
        assert back.is_left
        for name in ("number", "day", "is_held", "ended_at", "due_at", "finalised_at", "month"):
            assert getattr(back, name) == getattr(figures, name)
        assert replace(back.whole, persons={}) == replace(figures.whole, persons={})
        for name, tally in figures.by_class.items():
            assert replace(back.by_class[name], persons={}) == replace(tally, persons={})


def test_small_numbers_are_not_left() -> None:
    """« < 5 » for one, four and none alike; five is five, as long as no class beside it gives it away."""
    lines = {session.number: anonymous_line(session) for session in ten_sessions()}
    assert lines["201"]["whole"]["persons"] == dict.fromkeys(PROTECTED, "< 5")
    assert lines["202"]["whole"]["persons"] == {**dict.fromkeys(PROTECTED, "< 5"), "absent": 5}
    assert lines["202"]["classes"]["3eB"]["persons"]["absent"] == 5
    assert lines["206"]["classes"]["3eB"]["persons"]["absent"] == "< 5"
    for line in lines.values():
        for tally in (line["whole"], *line["classes"].values()):
            assert all(count == "< 5" or count >= 5 for count in tally["persons"].values())
            assert not {"C2", "C6", "E8"} & set(tally["incidents"])


def test_a_class_is_not_left_beside_the_whole() -> None:
    """Nine absents in two classes, seven of them in one: told together they would tell the other two."""
    bench = held("50", "2026-11-02", {"3eA": "aaaaaaa...", "3eB": "aa........"}, 1)
    persons = {name: tally["persons"]["absent"] for name, tally in anonymous_line(bench.session)["classes"].items()}
    assert persons == {"3eA": "≥ 5", "3eB": "< 5"}
    assert anonymous_line(bench.session)["whole"]["persons"]["absent"] == 9


def test_what_is_left_names_nobody() -> None:
    """No name, no free text, nothing about one candidate."""
    bench = held("51", "2026-11-02", {"3eA": "..cf"}, 1)
    line = json.dumps(anonymous_line(bench.session), ensure_ascii=False)
    assert "NOM" not in line
    assert "comme il a été dit" not in line
    assert "Roy" not in line


def test_nothing_is_left_of_a_rehearsal() -> None:
    """It is no activity."""
    assert anonymous_line(Bench(rehearsal=True).session) == {}


def test_a_year_is_summed_up_after_a_purge() -> None:
    """Three of ten purged: what was exact stays so, small numbers become what can still be said."""
    figures = [left(anonymous_line(s)) if s.number in ("201", "202", "208") else figures_of(s) for s in ten_sessions()]
    told = activity(YEAR, figures, NOW)
    whole = {name: str(told.whole[name].value) for name in WHOLE}
    # Left: 201 « < 5 », 202 and 208 five and six absents. There: two absents in 206, told as « < 5 ».
    assert whole["absent"] == "11 à 19"
    assert whole["took_part"] == "70 à 78"
    # There: 14 in 203, 206 and 210; left: three times « < 5 ».
    assert whole["extra_time"] == "14 à 26"
    same = ("enrolled", "incidents", "overtime", "overtime_minutes", "given_back_minutes", "code C7")
    assert {name: whole[name] for name in same} == {name: WHOLE[name] for name in same}
    assert str(told.months[1]["absent"].value) == "5 à 9"
    assert numbers(told.in_time) == IN_TIME


@pytest.mark.parametrize(
    "spoilt",
    [
        {}, {"number": "208"}, {"date": "hier"}, {"whole": None}, {"classes": []},
        {"whole": {"persons": {"absent": "deux"}}},
    ],
)  # fmt: skip
def test_a_line_that_is_none(spoilt: dict[str, object]) -> None:
    """A line that somebody else wrote is refused, whatever is wrong with it."""
    line = anonymous_line(ten_sessions()[0])
    with pytest.raises(ValueError):
        figures_left({**line, **spoilt} if "number" not in spoilt and spoilt else spoilt)


@pytest.mark.parametrize("absent", ["un", -1, True, None, 2.5])
def test_a_figure_that_is_none(absent: object) -> None:
    """Neither is what stands in the place of a figure."""
    line = anonymous_line(ten_sessions()[0])
    line["whole"]["persons"]["absent"] = absent
    with pytest.raises(ValueError):
        figures_left(line)


def test_a_session_that_is_late_by_a_second() -> None:
    """The boundary of the 48 hours."""
    figures = ten_figures()[3]
    assert figures.due_at == figures.finalised_at
    late = replace(figures, finalised_at=figures.due_at and figures.due_at + timedelta(seconds=1))
    assert numbers(activity(YEAR, [late], NOW).late) == ("204",)


# Small numbers over a year --------------------------------------------------------------------------------

letters = st.text("..........at", min_size=1, max_size=12)
classes = st.dictionaries(st.sampled_from(["3eA", "3eB", "3eC", ""]), letters, min_size=1, max_size=3)


@given(st.lists(st.tuples(st.sampled_from(["2026-10-05", "2026-11-22", "2027-01-15"]), classes), max_size=5))
@settings(max_examples=40, deadline=None)
def test_who_took_part_tells_no_more_than_who_was_absent(sessions: list[tuple[str, dict[str, str]]]) -> None:
    """In no month, no class and not in the year; and the true number is never told wrong."""
    figures = [
        figures_of(held(str(rank), day, {**people, "4eZ": "."}, 1).session)
        for rank, (day, people) in enumerate(sessions, 300)
    ]
    told = activity(YEAR, figures, NOW)
    for group in (told.whole, *told.months, *told.classes):
        absent, took_part = group["absent"].value, group["took_part"].value
        assert took_part.is_exact == absent.is_exact
        assert absent.is_exact or str(absent) in ("< 5", "≥ 5", "n.c.")
        tallies = [
            f.whole if group in (told.whole, *told.months) else f.by_class[group.name]
            for f in figures
            if f.number in group.sessions
        ]
        present = sum(tally.took_part.low for tally in tallies)
        assert took_part.low <= present
        assert took_part.high is None or present <= took_part.high
