"""The sessions of a hub as a review lists them: as their laptops told them, read whole only where they did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from data.hub.branch_words import settled_told
from data.hub.mirror import Kept, Mirror, SchoolStore
from data.hub.mirror_reading import MirrorArchive
from data.hub.school_words import HOURS, ordered
from data.hub.school_words import heading_of as school_heading
from data.hub.schools import is_unseen, open_alerts, overtime, read_untold, standings_of
from data.hub.way import Tally
from screens.home.cards import group_on
from screens.home.office import SessionCard
from screens.review.cards import heading_of, row_of
from supervisor.session import Counts, Phase
from supervisor.waiting import Cause, Waits, alerts_told, overtime_told, start_told, until_finalised
from supervisor.wording import hour_of_end_on


def cards_of_school(store: SchoolStore, now: datetime, zone: ZoneInfo, points: int) -> Iterator[SessionCard]:
    """A card for each session and each branch of a school.

    Args:
        store: the school at the hub.
        now: the instant.
        zone: of days and hours, where a session was not read.
        points: how many points the room's check-list has.
    """
    read_untold(store.mirror)
    archive = MirrorArchive(store)
    for one in tuple(store.kept):
        tally = one.tally
        if one.at is None and tally is not None:
            card = _of_tally(one, tally, now, zone)
        else:
            shelf = archive.shelf_of(one)
            card = row_of(shelf.number, shelf.session, now, shelf.problem, points)
        yield _beside(card, one, store.mirror, zone)


def _beside(card: SessionCard, one: Kept, mirror: Mirror, zone: ZoneInfo) -> SessionCard:
    """The card with what only a hub knows: which branch it is, when its laptop was last there."""
    causes: list[Cause] = []
    if one.is_to_be_chosen and one.branch is not None:
        causes.append(Cause((f"{one.label}, à choisir", "branche à choisir", "à choisir"), "urgent"))
    elif one.branch is not None:
        causes.append(Cause((one.label, "écartée") if one.is_set_aside else (one.label, "choisie")))
    seen = mirror.seen_told(one)
    if is_unseen(one, mirror.asking.ago(one.seen)):
        causes.append(Cause((seen, "poste pas vu", "pas vu"), "soon", "poste pas vu"))
    # Two rows alike tell nobody which one is which: the machine of a branch comes first, where there is little room.
    device = one.branch.device if one.branch is not None else ""
    room = " · ".join(part for part in (device, card.room, one.label if one.branch is None else "") if part)
    own = card.waits.causes
    if card.phase is Phase.RUNNING and causes:
        # When the last test ends is told where there is nothing else to tell.
        own = card.waits.calls
    settled = [told] if (told := settled_told(one, mirror.fork_of(one), lambda at: at.astimezone(zone))) else []
    return replace(
        card, room=room, waits=Waits((*own, *causes)),
        lacks=(*card.lacks, *settled, seen), store=str(one.folder),
        is_branch=one.branch is not None,
    )  # fmt: skip


def _of_tally(one: Kept, tally: Tally, now: datetime, zone: ZoneInfo) -> SessionCard:
    """A session that was not read: as its laptop told it with its last line."""
    phase, start = Phase(tally.phase), tally.slot_start.astimezone(zone)
    today = now.astimezone(zone).date()
    last_end = hour_of_end_on(max(tally.ends), zone, start.date()) if tally.ends else ""
    group = group_on(today, phase, start.date(), is_due=tally.finalise_by is not None)
    return SessionCard(
        number=tally.number, group=group, site=one.seen.site, room=one.seen.room, day=start.date(),
        start=f"{start:%H:%M}", today=today, phase=phase, counts=_counts(tally, now),
        last_end=last_end, waits=_waits(tally, now, zone, last_end), heading=heading_of(phase, group, start.date()),
    )  # fmt: skip


def _counts(tally: Tally, now: datetime) -> Counts:
    enrolled = tally.expected + tally.joined + tally.running + tally.ended + tally.absent
    return Counts(
        enrolled, tally.expected, tally.joined, tally.running, 0, tally.ended, 0, 0, tally.absent, 0,
        overtime(tally, now), 0, tally.alerts,
    )  # fmt: skip


def _waits(tally: Tally, now: datetime, zone: ZoneInfo, last_end: str) -> Waits:
    phase = Phase(tally.phase)
    causes: list[Cause] = []
    if over := overtime(tally, now):
        causes.append(overtime_told(over))
    if alerts := open_alerts(tally):
        causes.append(alerts_told(alerts))
    if phase is Phase.RUNNING and not causes and last_end:
        causes.append(Cause((f"dernière fin {last_end}",)))
    if phase is Phase.WELCOME:
        causes.append(start_told(tally.joined, tally.expected, is_first=not tally.ended))
    if phase is Phase.ENDED:
        causes.append(Cause(("à clore",), "soon"))
    if phase is Phase.CLOSED and tally.finalise_by is None:
        causes.append(Cause(("à finaliser dans Pix Certif",), "waits"))
    if phase in (Phase.CLOSED, Phase.ENDED) and tally.finalise_by is not None:
        causes.append(until_finalised(tally.finalise_by, now, HOURS, zone))
    return Waits(tuple(causes))


# A school as a whole ------------------------------------------------------------------------------------


def cards_of_schools(stores: Sequence[SchoolStore], now: datetime, zone: ZoneInfo) -> list[SessionCard]:
    """A row a school, who needs somebody first: what runs, who is beyond their end, alerts, what is to be finalised.

    Args:
        stores: the schools at the hub.
        now: the instant.
        zone: of days and hours.
    """
    standings = standings_of(stores, now)
    # Two hubs may show the same school.
    root_of = {id(school): store.root for school, store in zip(standings, stores, strict=True)}
    return [
        SessionCard(
            number=school.school, group="today", site=school.name, waits=waits, heading=school_heading(school, waits),
            store=str(root_of[id(school)]), is_school=True,
        )
        for school, waits in ordered(standings, now, zone)
    ]  # fmt: skip
