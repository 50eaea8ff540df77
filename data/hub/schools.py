"""A school at a hub as a whole: what an académie looks at, in numbers, nobody's name among them.

Told by the laptops with their last lines, so that one question says it of all schools. What a laptop has not told is
read, all of it by one question more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.errors import StoreError
from data.hub.asking import by_root
from data.hub.lines import batches
from data.hub.mirror import Kept, Mirror, SchoolStore
from data.hub.mirror_reading import MirrorJournal
from data.hub.tallying import tally_of
from data.hub.way import Tally
from supervisor.session import Phase

UNSEEN = timedelta(minutes=5)
"""From so long on, a laptop of a session that goes on calls: its line is cut, or it is shut."""

AT_ONCE = 100
"""Sessions whose lines are brought by one question: all of an académie's would not go into memory."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A laptop that a session goes on with, and that was not there for long."""

    device: str
    seen_at: datetime | None
    """By the hub's clock. None: it never was."""
    waiting: int
    """Lines that it still had to send then."""
    ago: timedelta | None = field(default=None, compare=False)
    """How long ago that was when this was asked, by the same clock."""


@dataclass(frozen=True, slots=True)
class SchoolStanding:
    """What the sessions of a school come to. A session that goes on in several ways is counted once."""

    school: str
    name: str
    sessions: int = 0
    welcoming: int = 0
    """Sessions in which somebody is welcomed, and nobody has started."""
    running: int = 0
    """Sessions in which tests run."""
    overtime: int = 0
    """Tests that have passed their end."""
    alerts: int = 0
    """Alerts that are open in sessions that go on."""
    to_finalise: int = 0
    """Sessions whose tests are over and that nobody finalised."""
    finalise_by: datetime | None = None
    """The first instant by which one of them is to be; None: none is told."""
    late: int = 0
    """Those of them of which that instant has passed."""
    unseen: tuple[Unseen, ...] = ()
    """The longest ago first."""
    to_choose: int = 0
    """Sessions that go on in several ways, of which nobody chose one."""
    unread: int = 0
    """Sessions of which nothing can be told."""


def standings_of(stores: Sequence[SchoolStore], now: datetime) -> list[SchoolStanding]:
    """What the sessions of schools come to; those that were never told are read.

    Args:
        stores: the schools at hubs.
        now: the instant.

    Raises:
        HubError: a hub does not answer.
    """
    for mirror in dict.fromkeys(store.mirror for store in stores):
        read_untold(mirror)
    return [_counted(store, now) for store in stores]


def _counted(store: SchoolStore, now: datetime) -> SchoolStanding:
    # The branches that may go on, session by session.
    sessions = by_root((one.seen.root, one) for one in tuple(store.kept) if not one.is_set_aside).values()
    found = [[one.tally for one in branches if one.tally is not None] for branches in sessions]
    told = [tallies for tallies in found if tallies]
    # Of two ways to go on, nobody knows which one is true: what calls more is said.
    phases = [{Phase(tally.phase) for tally in tallies} for tallies in told]
    due = [tally for tallies in told for tally in tallies if is_to_finalise(tally)]
    limits = [tally.finalise_by for tally in due if tally.finalise_by is not None]
    return SchoolStanding(
        store.school,
        store.name,
        sessions=len(sessions),
        welcoming=sum(Phase.WELCOME in those and Phase.RUNNING not in those for those in phases),
        running=sum(Phase.RUNNING in those for those in phases),
        overtime=sum(max(overtime(tally, now) for tally in tallies) for tallies in told),
        alerts=sum(max(map(open_alerts, tallies)) for tallies in told),
        to_finalise=sum(any(map(is_to_finalise, tallies)) for tallies in told),
        finalise_by=min(limits, default=None),
        late=sum(any(_is_late(tally, now) for tally in tallies) for tallies in told),
        unseen=_unseen(sessions, store.mirror),
        to_choose=sum(any(one.is_to_be_chosen for one in branches) for branches in sessions),
        unread=len(found) - len(told),
    )


def overtime(tally: Tally, now: datetime) -> int:
    """How many tests have passed their end, as far as is known."""
    return sum(end <= now for end in tally.ends) if Phase(tally.phase) is Phase.RUNNING else 0


def open_alerts(tally: Tally) -> int:
    """How many alerts somebody may still answer: after the close nobody does."""
    return 0 if Phase(tally.phase) in (Phase.CLOSED, Phase.FINALISED) else tally.alerts


def is_to_finalise(tally: Tally) -> bool:
    """Its tests are over, and nobody finalised it."""
    phase = Phase(tally.phase)
    return phase is Phase.CLOSED or (phase is Phase.ENDED and tally.finalise_by is not None)


def _is_late(tally: Tally, now: datetime) -> bool:
    return is_to_finalise(tally) and tally.finalise_by is not None and tally.finalise_by <= now


def is_unseen(one: Kept, ago: timedelta | None) -> bool:
    """Its session goes on, and its laptop was not there for long."""
    if one.tally is None or Phase(one.tally.phase) not in (Phase.WELCOME, Phase.RUNNING):
        return False
    return ago is None or ago >= UNSEEN


def _unseen(sessions: Iterable[Iterable[Kept]], mirror: Mirror) -> tuple[Unseen, ...]:
    found = {
        Unseen(one.seen.device, one.seen.seen_at, one.seen.waiting, ago)
        for branches in sessions for one in branches if is_unseen(one, ago := mirror.asking.ago(one.seen))
    }  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.seen_at.timestamp() if one.seen_at else 0.0, one.device)))


def read_untold(mirror: Mirror) -> None:
    """Have something to tell of every session: where no laptop said what it comes to, what its lines say.

    One question asks whether a laptop told it meanwhile, one brings the lines of many others. Nothing of these
    stays here.

    Raises:
        HubError: the hub does not answer.
    """
    with mirror.lock:
        if untold := _untold(mirror):
            mirror.refresh({one.seen.root for one in untold})
        for some in batches(_untold(mirror), AT_ONCE):
            mirror.bring_numbers(some)
            for one in some:
                _read(one, mirror.stores[one.seen.school])
            mirror.put_away(some)


def _untold(mirror: Mirror) -> list[Kept]:
    return [one for one in mirror.all() if one.seen.tally is None and one.read_at != one.seen.head]


def _read(one: Kept, store: SchoolStore) -> None:
    one.read_at = one.seen.head
    # It may be of a newer Vigie: its laptop's last word, if there was one, is all that is known then.
    with suppress(StoreError):
        session = MirrorJournal.of(one, store).session
        if session.entries:
            one.tally = tally_of(session, session.entries[-1].recorded_at)
