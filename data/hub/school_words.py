"""A school at a hub in French words: what calls somebody first, in the same words on a screen and in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from data.hub.mirror import since_seen
from data.hub.schools import SchoolStanding, Unseen
from supervisor.waiting import TONES, Cause, Waits, alerts_told, overtime_told, until_finalised
from supervisor.wording import plural, typographic

HOURS = 48
"""Hours to finalise: `data/reference`, where a journal says them itself."""
TO_SEE, RUNNING, TO_FINALISE, QUIET = "À VOIR", "EN COURS", "À FINALISER", "RIEN EN COURS"
GROUPS = (TO_SEE, RUNNING, TO_FINALISE, QUIET)
"""What schools stand under, in this order."""


def causes_of(school: SchoolStanding, now: datetime, zone: ZoneInfo) -> Iterator[Cause]:
    """What there is to say of a school, what calls first; nothing of what there is none of.

    Args:
        school: where it stands.
        now: the instant.
        zone: of days and hours.
    """
    if school.overtime:
        yield overtime_told(school.overtime)
    if school.alerts:
        yield alerts_told(school.alerts)
    if school.to_choose:
        word = plural(school.to_choose, "session")
        few = f"{school.to_choose} à choisir"
        yield Cause((f"{word} en plusieurs branches, à choisir", few), "urgent", few)
    if school.late:
        yield _to_finalise(school, now, zone)
    if school.unseen:
        many = plural(len(school.unseen), "poste pas vu", "postes pas vus")
        few = plural(len(school.unseen), "pas vu", "pas vus")
        yield Cause((unseen_told(school.unseen), many, few), "soon", many)
    if school.unread:
        yield Cause(
            (plural(school.unread, "session illisible", "sessions illisibles"), f"{school.unread} ill."), "soon"
        )
    if school.to_finalise and not school.late:
        yield _to_finalise(school, now, zone)
    if school.running:
        yield Cause((f"{school.running} en cours",))
    if school.welcoming:
        yield Cause((f"{school.welcoming} à l'accueil", f"{school.welcoming} accueil"))


def _to_finalise(school: SchoolStanding, now: datetime, zone: ZoneInfo) -> Cause:
    many = f"{school.to_finalise} à finaliser"
    if school.finalise_by is None:
        return Cause((many, f"{school.to_finalise} à final."), "waits")
    delay = until_finalised(school.finalise_by, now, HOURS, zone)
    late = f", dont {school.late} en retard" if school.late and school.late < school.to_finalise else ""
    left = delay.wordings[-1]
    return replace(
        delay, brief="", wordings=(f"{many}{late} : {left}", f"{many}, {left}", f"{school.to_finalise} à final.")
    )


def unseen_told(unseen: Iterable[Unseen]) -> str:
    """« salle-b204 pas vu depuis 12 min, 3 lignes en attente »: laptops that sessions go on with, and are not there."""

    def told(one: Unseen) -> str:
        since = "jamais vu" if one.ago is None else f"pas vu depuis {since_seen(one.ago)}"
        return f"{one.device} {since}" + (f" ({plural(one.waiting, 'ligne')} en attente)" if one.waiting else "")

    return ", ".join(map(told, unseen))


def heading_of(school: SchoolStanding, waits: Waits) -> str:
    """Which of `GROUPS` a school stands under."""
    if waits.calls:
        return TO_SEE
    if school.running or school.welcoming:
        return RUNNING
    return TO_FINALISE if school.to_finalise else QUIET


def ordered(schools: Sequence[SchoolStanding], now: datetime, zone: ZoneInfo) -> list[tuple[SchoolStanding, Waits]]:
    """Schools with what there is to say of each, who needs somebody first.

    Args:
        schools: where they stand.
        now: the instant.
        zone: of days and hours.
    """
    told = [(school, Waits(tuple(causes_of(school, now, zone)))) for school in schools]
    return sorted(told, key=lambda one: _urgency(*one))


def _urgency(school: SchoolStanding, waits: Waits) -> tuple[object, ...]:
    """The key by which schools are sorted: the group, then who needs somebody first, then the earliest delay."""
    limit = school.finalise_by.timestamp() if school.finalise_by is not None else float("inf")
    return (
        GROUPS.index(heading_of(school, waits)), -TONES.index(waits.tone), -school.overtime, -school.alerts,
        -school.to_choose, -len(school.unseen), limit, -school.running, school.school,
    )  # fmt: skip


def total_told(schools: Iterable[SchoolStanding]) -> str:
    """« 238 établissements : 41 sessions en cours, 3 dépassés… »: all of them in one line."""
    every = tuple(schools)

    def count(name: str) -> int:
        return sum(int(getattr(one, name)) for one in every)

    late = f", dont {count('late')} en retard" if count("late") else ""
    parts = (
        plural(count("running"), "session en cours", "sessions en cours"),
        f"{count('welcoming')} à l'accueil" if count("welcoming") else "",
        plural(count("overtime"), "dépassé") if count("overtime") else "",
        plural(count("alerts"), "alerte ouverte", "alertes ouvertes") if count("alerts") else "",
        f"{count('to_choose')} en plusieurs branches" if count("to_choose") else "",
        f"{count('to_finalise')} à finaliser{late}" if count("to_finalise") else "",
        plural(sum(len(one.unseen) for one in every), "poste pas vu", "postes pas vus")
        if any(one.unseen for one in every) else "",
    )  # fmt: skip
    return typographic(f"{plural(len(every), 'établissement')} : {', '.join(part for part in parts if part)}")
