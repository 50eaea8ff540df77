"""The sessions of a hub as a review lists them: as their laptops told them, read whole only where they did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data.errors import StoreError
from data.hub.mirror import Kept, SchoolStore, seen_told
from data.hub.mirror_reading import MirrorArchive
from data.hub.tallying import tally_of
from data.hub.way import Tally
from screens.home.cards import group_on
from screens.home.office import SessionCard
from screens.review.cards import heading_of, row_of
from supervisor.session import Counts, Phase
from supervisor.waiting import Cause, Waits, alerts_told, overtime_told, until_finalised

UNSEEN = timedelta(minutes=5)
"""From so long on, a laptop of a session that goes on calls: its line is cut, or it is shut."""
HOURS = 48
"""Hours to finalise: `data/reference`, where a journal says them itself."""


def cards_of_school(store: SchoolStore, now: datetime, zone: ZoneInfo, points: int) -> Iterator[SessionCard]:
    """A card for each session and each branch of a school.

    Args:
        store: the school at the hub.
        now: the instant.
        zone: of days and hours, where a session was not read.
        points: how many points the room's check-list has.
    """
    archive = MirrorArchive(store)
    for one in tuple(store.kept):
        tally = one.seen.tally
        if one.at is None and tally is not None:
            card = _of_tally(one, tally, now, zone)
        else:
            shelf = archive.shelf_of(one)
            card = row_of(shelf.number, shelf.session, now, shelf.problem, points)
        yield _beside(card, one, now)


def _beside(card: SessionCard, one: Kept, now: datetime) -> SessionCard:
    """The card with what only a hub knows: which branch it is, when its laptop was last there."""
    causes: list[Cause] = []
    if one.is_to_be_chosen:
        causes.append(Cause((f"{one.label}, branche à choisir", "branche à choisir"), "urgent"))
    elif one.branch is not None:
        causes.append(Cause((one.label, "branche écartée") if one.is_set_aside else (one.label,)))
    unseen = now - one.seen.seen_at if one.seen.seen_at is not None else timedelta()
    if card.phase in (Phase.WELCOME, Phase.RUNNING) and unseen >= UNSEEN:
        causes.append(Cause((seen_told(one.seen, now), "pas vu"), "soon"))
    room = " · ".join(part for part in (card.room, one.label if one.branch is None else "") if part)
    return replace(
        card, room=room, waits=Waits((*card.waits.causes, *causes)), lacks=(*card.lacks, seen_told(one.seen, now)),
        store=str(one.folder),
    )  # fmt: skip


def _of_tally(one: Kept, tally: Tally, now: datetime, zone: ZoneInfo) -> SessionCard:
    """A session that was not read: as its laptop told it with its last line."""
    phase, start = Phase(tally.phase), tally.slot_start.astimezone(zone)
    today = now.astimezone(zone).date()
    last = max(tally.ends, default=None)
    group = group_on(today, phase, start.date(), is_due=tally.finalise_by is not None)
    return SessionCard(
        number=tally.number, group=group, site=one.seen.site, room=one.seen.room, day=start.date(),
        start=f"{start:%H:%M}", today=today, phase=phase, counts=_counts(tally, now),
        last_end=f"{last.astimezone(zone):%H:%M}" if last else "", waits=_waits(tally, now, zone),
        heading=heading_of(phase, group, start.date()),
    )  # fmt: skip


def _counts(tally: Tally, now: datetime) -> Counts:
    enrolled = tally.expected + tally.joined + tally.running + tally.ended + tally.absent
    return Counts(
        enrolled, tally.expected, tally.joined, tally.running, 0, tally.ended, 0, 0, tally.absent, 0,
        overtime(tally, now), 0, tally.alerts,
    )  # fmt: skip


def overtime(tally: Tally, now: datetime) -> int:
    """How many tests have passed their end, as far as is known."""
    return sum(end <= now for end in tally.ends) if Phase(tally.phase) is Phase.RUNNING else 0


def open_alerts(tally: Tally) -> int:
    """How many alerts somebody may still answer: after the close nobody does."""
    return 0 if Phase(tally.phase) in (Phase.CLOSED, Phase.FINALISED) else tally.alerts


def _waits(tally: Tally, now: datetime, zone: ZoneInfo) -> Waits:
    phase = Phase(tally.phase)
    causes: list[Cause] = []
    if over := overtime(tally, now):
        causes.append(overtime_told(over))
    if alerts := open_alerts(tally):
        causes.append(alerts_told(alerts))
    if phase is Phase.RUNNING and not causes and tally.ends:
        causes.append(Cause((f"dernière fin {max(tally.ends).astimezone(zone):%H:%M}",)))
    if phase is Phase.WELCOME:
        causes.append(Cause(("à démarrer",), "waits"))
    if phase is Phase.ENDED:
        causes.append(Cause(("à clore",), "soon"))
    if phase is Phase.CLOSED and tally.finalise_by is None:
        causes.append(Cause(("à finaliser dans Pix Certif",), "waits"))
    if phase in (Phase.CLOSED, Phase.ENDED) and tally.finalise_by is not None:
        causes.append(until_finalised(tally.finalise_by, now, HOURS, zone))
    return Waits(tuple(causes))


# A school as a whole ------------------------------------------------------------------------------------


def card_of_school(store: SchoolStore, now: datetime, zone: ZoneInfo) -> SessionCard:
    """A school as one row: what runs, who is beyond their end, alerts, what is to be finalised, who is not seen.

    Args:
        store: the school at the hub.
        now: the instant.
        zone: of days and hours.
    """
    tallies = list(_tallies(store, now))
    causes = tuple(_of_a_school(store, tallies, now, zone))
    return SessionCard(
        number=store.school, group="today", site=store.name, waits=Waits(causes), heading=SCHOOLS,
        store=str(store.root), lacks=tuple(sorted({seen_told(one.seen, now) for one in store.kept})),
    )  # fmt: skip


SCHOOLS = "ÉTABLISSEMENTS"


def _of_a_school(
    store: SchoolStore, tallies: Sequence[tuple[Kept, Tally]], now: datetime, zone: ZoneInfo
) -> Iterator[Cause]:
    """The causes in the order in which somebody wants to know them."""
    running = [(one, tally) for one, tally in tallies if Phase(tally.phase) is Phase.RUNNING]
    if running:
        yield Cause((f"{len(running)} en cours",))
    if over := sum(overtime(tally, now) for _, tally in running):
        yield overtime_told(over)
    if alerts := sum(open_alerts(tally) for _, tally in tallies):
        yield alerts_told(alerts)
    if unseen := [one for one, _ in running if one.seen.seen_at is None or now - one.seen.seen_at >= UNSEEN]:
        yield Cause((", ".join(sorted({seen_told(one.seen, now) for one in unseen})), "poste pas vu"), "soon")
    limits = [tally.finalise_by for _, tally in tallies if tally.finalise_by is not None and not tally.ends]
    if limits:
        cause = until_finalised(min(limits), now, HOURS, zone)
        yield replace(cause, wordings=(f"{len(limits)} à finaliser, {cause.wordings[-1]}", f"{len(limits)} à final."))
    if any(one.is_to_be_chosen for one in store.kept):
        yield Cause(("branches à choisir",), "urgent")


def _tallies(store: SchoolStore, now: datetime) -> Iterator[tuple[Kept, Tally]]:
    """What each session comes to; read where its laptop did not tell, and passed over where it cannot be."""
    archive = MirrorArchive(store)
    for one in tuple(store.kept):
        tally = one.seen.tally
        if tally is None:
            try:
                journal = archive.shelf_of(one).journal
            except StoreError:
                continue
            if journal is None or not journal.session.entries:
                continue
            tally = tally_of(journal.session, now)
        yield one, tally
