"""Figures over many sessions: what a référent reports of a school year to the head of the school.

Each session is summed up as `Figures`, and a year is the sum of these. What a purge leaves of a session are its
`Figures` too, so that a year is summed up in the same way before and after. Rehearsals are no activity.

Persons with a temps majoré, absents and suspicions of fraud are only told as `small_numbers` allows (RULES.md section
10): within a year for the sessions that are there, within the session for what a purge leaves.
"""

from supervisor.activity.left import anonymous_line, figures_left
from supervisor.activity.one_session import (
    EXTRA_TIME_CODES,
    FRAUD_CODE,
    PROTECTED,
    PROTECTED_CODES,
    Figures,
    Tally,
    figures_of,
)
from supervisor.activity.small_numbers import Count
from supervisor.activity.year import Activity, Figure, Group, SchoolYear, activity

__all__ = [
    "EXTRA_TIME_CODES",
    "FRAUD_CODE",
    "PROTECTED",
    "PROTECTED_CODES",
    "Activity",
    "Count",
    "Figure",
    "Figures",
    "Group",
    "SchoolYear",
    "Tally",
    "activity",
    "anonymous_line",
    "figures_left",
    "figures_of",
]
