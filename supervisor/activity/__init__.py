"""Figures over many sessions: what a référent reports of a school year to the head of the school.

Each session is summed up as `Figures`, and a year is the sum of these. What a purge leaves of a year is what the report
told of it, so that a year is summed up in the same way before and after. Rehearsals are no activity.

Persons with a temps majoré, absents and suspicions of fraud are told in `steps` and for the year only (RULES.md section
12).
"""

from supervisor.activity.left import YearLeft, figures_left, year_left, year_line
from supervisor.activity.one_session import (
    Figures,
    Tally,
    figures_of,
)
from supervisor.activity.school_year import SchoolYear
from supervisor.activity.steps import Count, exactly, in_steps, in_wide_steps
from supervisor.activity.year import Activity, Figure, Group, activity

__all__ = [
    "Activity",
    "Count",
    "Figure",
    "Figures",
    "Group",
    "SchoolYear",
    "Tally",
    "YearLeft",
    "activity",
    "exactly",
    "figures_left",
    "figures_of",
    "in_steps",
    "in_wide_steps",
    "year_left",
    "year_line",
]
