"""Ten fictive sessions of a school year, and what their figures are, counted by hand.

Each candidate is a letter:
  .  takes the test and ends in time          a  absent          n  not certifiable
  t  has a temps majoré                       o  ends 6 min 10 s beyond his allowed end
  g  is given 5 minutes back                  c  C7      e  E1      f  C6      2  C2
  8  has a temps majoré, and E8
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from data.reference import protected_codes
from supervisor import action as act
from supervisor.activity import Figures, SchoolYear, figures_of
from supervisor.candidate import ExtraTime
from supervisor.session import Session
from tests.supervisor.support import Bench, local, newcomer

PROTECTED = protected_codes()
YEAR = SchoolYear(2026)
NOW = local("12:00", date(2027, 6, 30))

TEN: tuple[tuple[str, str, Mapping[str, str], float | None], ...] = (
    # number, date, candidates by class, hours from the end of the last test to « finalisée »
    ("201", "2026-09-30", {"3eA": "........at"}, 10),
    ("202", "2026-10-05", {"3eB": "aaaaa....."}, 47),
    ("203", "2026-10-06", {"3eA": "ttttto...."}, 49),  # late
    ("204", "2026-10-20", {"3eC": "c.c.e....."}, 48),  # to the second
    ("205", "2026-11-10", {"3eB": "f.ooo....."}, 24),
    ("206", "2026-11-22", {"3eA": "....", "3eB": "aa..", "3eC": "tt"}, None),  # overdue
    ("207", "2027-01-15", {"": "....n....g"}, 30),
    ("208", "2027-01-20", {"3eC": "aaaaaa...."}, 1),
    ("209", "2027-03-02", {"3eA": ".........."}, None),  # not held
    ("210", "2027-06-29", {"3eA": "tttttt2..8"}, None),  # yesterday
)
NOT_HELD = "209"

WHOLE = {
    "enrolled": "90 à 98", "took_part": "75 à 79", "absent": "10 à 14", "extra_time": "15 à 19", "fraud": "0 à 4",
    "C2": "0 à 4", "E8": "0 à 4", "incidents": "3", "code C7": "2", "code E1": "1", "overtime": "4",
    "overtime_minutes": "28", "given_back": "1", "given_back_minutes": "5",
}  # fmt: skip
EXACT = {
    "enrolled": "90", "took_part": "75", "absent": "14", "without_test": "1", "extra_time": "15", "fraud": "1",
    "C2": "1", "E8": "1", "incidents": "3", "code C7": "2",
}  # fmt: skip
MONTHS = {
    #            sessions    enrolled  took part   incidents  overtime min.  given back
    "2026-09": (("201",), "5 à 18", "5 à 9", "0", "0", "0"),
    "2026-10": (("202", "203", "204"), "25 à 38", "25 à 29", "3", "7", "0"),
    "2026-11": (("205", "206"), "15 à 28", "15 à 19", "0", "21", "0"),
    "2026-12": ((), "0", "0", "0", "0", "0"),
    "2027-01": (("207", "208"), "10 à 23", "10 à 14", "0", "0", "5"),
    "2027-02": ((), "0", "0", "0", "0", "0"),
    "2027-03": ((), "0", "0", "0", "0", "0"),
    "2027-04": ((), "0", "0", "0", "0", "0"),
    "2027-05": ((), "0", "0", "0", "0", "0"),
    "2027-06": (("210",), "10 à 23", "10 à 14", "0", "0", "0"),
}
CLASSES = {
    "3eA": (("201", "203", "206", "210"), "30 à 43", "30 à 34", "0", "7", "0"),
    "3eB": (("202", "205", "206"), "15 à 28", "15 à 19", "0", "21", "0"),
    "3eC": (("204", "206", "208"), "15 à 28", "15 à 19", "3", "0", "0"),
    "": (("207",), "5 à 18", "5 à 9", "0", "0", "5"),
}
COLUMNS = ("enrolled", "took_part", "incidents", "overtime_minutes", "given_back_minutes")
IN_TIME, LATE, WAITING, OVERDUE = ("201", "202", "204", "205", "207", "208"), ("203",), ("206", "210"), ("206",)


def held(number: str, day: str, classes: Mapping[str, str], hours: float | None, **more: object) -> Bench:
    """A session as its row tells it; one that is not held has its list only."""
    letters = [(name, letter) for name, people in classes.items() for letter in people]
    listed = tuple(
        newcomer(f"NOM {rank}", class_name=name, extra_time=ExtraTime(percent=33 if letter in "t8" else 0))
        for rank, (name, letter) in enumerate(letters, 1)
    )
    bench = Bench(number=number, date=date.fromisoformat(day), listed=listed, **more)  # type: ignore[arg-type]
    if number == NOT_HELD:
        return bench

    def those(which: str) -> tuple[int, ...]:
        return tuple(rank for rank, (_, letter) in enumerate(letters, 1) if letter in which)

    bench.at("09:00").do(act.Mark("start", those(".togcef28")))
    for deed, letter in (("absent", "a"), ("not-certifiable", "n")):
        if those(letter):
            bench.do(act.Mark(deed, those(letter)))  # type: ignore[arg-type]
    for code, letter in (("C7", "c"), ("C6", "f"), ("C2", "2")):
        for rank in those(letter):
            bench.at("09:30").do(act.RecordIncident(code, (rank,), text="comme il a été dit"))
    for code, letter in (("E1", "e"), ("E8", "8")):
        for rank in those(letter):
            bench.at("09:30").do(act.RecordIncident(code, (rank,), question=7))
    for rank in those("g"):
        bench.at("09:40").do(act.Interrupt((rank,), "technical"))
        bench.at("09:45").do(act.Resume((rank,), 5))
    for hour, which in (("10:45", ".gcef2"), ("10:50", "t8"), ("10:51:10", "o")):
        if those(which):
            bench.at(hour).do(act.Finish(those(which)))
    last_end = bench.now
    bench.at("11:00").do(act.CloseSession(force=True))
    if hours is not None:
        bench.now = last_end + timedelta(hours=hours)
        bench.do(act.MarkFinalised())
    return bench


@cache
def ten_sessions() -> tuple[Session, ...]:
    """All ten."""
    return tuple(held(*row).session for row in TEN)


def ten_figures() -> list[Figures]:
    """In figures, nothing hidden."""
    return [figures_of(session) for session in ten_sessions()]
