"""One session as a référent sees it among all: running, to be finalised and by when, or in the archive of its year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from screens.home.cards import GROUPS, card_of, place_in_group, unreadable
from screens.home.office import Group, SessionCard
from supervisor.digits import number_in
from supervisor.session import Counts, Phase, Session
from supervisor.wording import plural

RUNNING, TODAY, TO_FINALISE, BROKEN, COMING = (
    "EN COURS", GROUPS["today"], GROUPS["finalise"], GROUPS["broken"], GROUPS["coming"],
)  # fmt: skip
ORDER = (RUNNING, TODAY, TO_FINALISE, BROKEN, COMING)
"""The headings, in their order; the school years follow, the latest first."""
YEAR_BEGINS = (9, 1)
"""Month and day (RULES.md section 10)."""


def school_year(day: date) -> str:
    """« 2026-2027 »: from 1 September to 31 August."""
    first = day.year if (day.month, day.day) >= YEAR_BEGINS else day.year - 1
    return f"{first}-{first + 1}"


def row_of(number: str, session: Session | None, now: datetime, problem: str, points_of_the_room: int) -> SessionCard:
    """A session, or that it cannot be read.

    Args:
        number: what it is called where that is not known of it.
        session: its state; None where not even the beginning of its journal can be read.
        now: the instant it is looked at.
        problem: what is wrong with its journal.
        points_of_the_room: how many the check-list has.
    """
    if session is None or not session.number:
        return replace(unreadable(number, problem), heading=BROKEN)
    return review_card(session, now, problem, points_of_the_room)


def review_card(session: Session, now: datetime, problem: str = "", points_of_the_room: int = 0) -> SessionCard:
    """A session whose journal can be read, at least its beginning."""
    card = card_of(session, now, problem, points_of_the_room=points_of_the_room)
    heading = BROKEN if problem else heading_of(session.phase, card.group, session.day_held)
    if heading == RUNNING:
        card = replace(card, lacks=(_counted(session.counts(now)),))
    return replace(card, heading=heading)


def heading_of(phase: Phase, group: Group, day_held: date) -> str:
    """Under which heading it stands."""
    if phase is Phase.RUNNING:
        return RUNNING
    return f"ANNÉE {school_year(day_held)}" if group == "past" else GROUPS[group]


def _counted(counts: Counts) -> str:
    """How many stand where, those that there are none of left out."""
    told = (
        (counts.welcomed_only, "accueilli", "accueillis"), (counts.still_expected, "attendu", "attendus"),
        (counts.joined, "a rejoint", "ont rejoint"),
        (counts.started, "en cours", "en cours"), (counts.interrupted, "interrompu", "interrompus"),
        (counts.finished, "terminé", "terminés"), (counts.unfinished, "non terminé", "non terminés"),
        (counts.absent, "absent", "absents"), (counts.incidents, "incident", "incidents"),
    )  # fmt: skip
    return " · ".join(plural(count, one, several) for count, one, several in told if count)


def in_order(cards: Iterable[SessionCard]) -> list[SessionCard]:
    """Running ones, today's, those to be finalised by their delay, broken ones, those to come, then year by year."""

    def key(card: SessionCard) -> tuple[object, ...]:
        if card.heading in ORDER:
            place, year = ORDER.index(card.heading), ""
        else:
            place, year = len(ORDER), card.heading
        return (place, _descending(year), *place_in_group(card, latest_first=bool(year)))

    return sorted(cards, key=key)


def _descending(year: str) -> int:
    return -(number_in(year.rpartition(" ")[2].partition("-")[0]) or 0)
