"""Whoever keeps a hub up to date with a store, pass after pass: in the background of a board, or as `vigie send`.

One of them a store: whoever comes second leaves it to the first, and says what that one says. Nothing it does is
waited for by whoever records, nothing of it is flushed, and whatever goes wrong is told and tried again.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from data import disk
from data.hub.address import HubAddress
from data.hub.cursor import Sent, make_place, place_of, put_aside, read_cursor, written_cursor
from data.hub.errors import HubError, UnreachableError
from data.hub.left import purge_there
from data.hub.named import without_password
from data.hub.sending import check_again, look, send
from data.hub.tallies import Tallies
from data.hub.way import Way
from data.locks import Claim
from data.storage import decode
from supervisor.hub_standing import HubStanding
from supervisor.plain_json import compact

LOOK_S = 3.0
"""Seconds after which a store is looked at again without having been woken: others record in it too."""
NEWS_S = 1.0
"""Seconds after which the hub is asked whether somebody went on with one of these sessions elsewhere."""
BEAT_S = 10.0
"""Seconds after which the hub is told again that this machine is there."""
FIRST_S, LONGEST_S = 1.0, 60.0
"""Seconds until the next try, after the first failure and after many."""
_BREATH_S = 0.002
"""Seconds that whoever shares this process has for themselves between two slices of a long catch-up."""
_KEEP_S = 5.0

Connect = Callable[[HubAddress], Way]


def way_to(address: HubAddress) -> Way:
    """A connection by the way that the address names.

    Raises:
        HubError: there is none.
    """
    if address.kind == "ssh":
        from data.hub.ssh import SshWay

        return SshWay(address)
    from data.hub.direct import DirectWay

    return DirectWay(address)


def backoff(failures: int, chance: Callable[[], float]) -> float:
    """Seconds until the next try: 1, 2, 4… up to 60, each machine at another moment.

    Args:
        failures: how many there were in a row, from 1.
        chance: a number from 0 to 1.
    """
    longest = min(LONGEST_S, FIRST_S * 2.0 ** min(failures - 1, 10))
    return longest * (0.5 + 0.5 * chance())


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a sender's time and chance come from."""

    monotonic: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    breathe: Callable[[], object] = lambda: time.sleep(_BREATH_S)


class Sender:
    """Keeps a hub up to date with a store; one thread at a time is in it."""

    def __init__(
        self, store: Path, address: HubAddress, *, connect: Connect = way_to, pace: Pace | None = None,
        told: Callable[[HubStanding], object] = lambda _: None,
    ) -> None:  # fmt: skip
        """A sender that has not begun.

        Args:
            store: whose sessions are sent.
            address: the hub, with what opens it.
            connect: makes a connection.
            pace: its time and its chance.
            told: is told of each standing, by the thread that works.
        """
        self._store, self._address = store, address
        self._connect, self._pace, self._told = connect, pace or Pace(), told
        self._hub = hashlib.sha256(without_password(address.text).encode()).hexdigest()
        self._kept = place_of(store, f"{self._hub[:12]}.json")
        self._said = place_of(store, "standing")
        self._claim = Claim(place_of(store, "lock"))
        self._has_claim = False
        self._cursor = read_cursor(self._kept, store, self._hub)
        self._way: Way | None = None
        self._tallies = Tallies()
        self._failures = 0
        self._beaten_at = self._kept_at = float("-inf")
        self._kept_data = b""
        self._beaten = -1
        self.standing = HubStanding()
        """What became of the last pass, or what another program's sender says; read by any thread."""

    # One at a time -------------------------------------------------------------------------------

    def take_over(self) -> bool:
        """Be the store's sender; False: another program's is, whose word is taken for it."""
        if not self._has_claim:
            with suppress(OSError):
                make_place(self._claim.path.parent)
            # Where no lock can be made, as for an account without a home, each sends: a repetition changes nothing.
            self._has_claim = self._claim.take() or self._claim.hindrance is not None
        if not self._has_claim:
            self.standing = read_standing(self._said) or self.standing
        return self._has_claim

    def is_another_at_work(self) -> bool:
        """A program sends already."""
        mine = self._has_claim
        is_free = self.take_over()
        if is_free and not mine:
            self._let_go()
        return not is_free

    def close(self) -> None:
        """Hang up, keep how far it came, and leave the store to others."""
        self._hang_up()
        if self._has_claim:
            self._keep()
            self._let_go()

    def _let_go(self) -> None:
        self._has_claim = False
        with suppress(OSError):
            self._claim.let_go()

    # One pass ------------------------------------------------------------------------------------

    def once(self, only: Path | None = None) -> HubStanding:
        """Bring the hub up to date, as far as that can be done now. Raises nothing: the standing says what happened.

        Args:
            only: the one journal that changed; None: all are looked at.
        """
        try:
            way = self._connected()
            sent = send(self._store, way, self._cursor, only=only, breathe=self._pace.breathe, told=self._tell_progress)
            standing = standing_of(sent)
            self._tallies.tell(way, self._cursor)
            if only is None:
                purge_there(self._store, way, self._cursor)
            self._beat(way, standing.waiting)
            self._failures = 0
        except UnreachableError as error:
            standing = self._failed(HubStanding(is_reached=False, why=error.message))
        except HubError as error:
            standing = self._failed(HubStanding(is_reached=True, why=error.message))
        except Exception as error:  # noqa: BLE001  a fault of ours is told like any other: the thread must live on
            told = f"Erreur interne ({type(error).__name__}) : rien n'est perdu, l'envoi sera réessayé."
            standing = self._failed(HubStanding(is_reached=True, why=told))
        self._tell(standing)
        if self._pace.monotonic() - self._kept_at >= _KEEP_S:
            self._keep()
        return standing

    def news(self) -> None:
        """Learn whether somebody went on with one of these sessions elsewhere; the next pass looks at it."""
        if self._way is None:
            return
        try:
            check_again(self._cursor, self._way.news())
        except HubError:
            self._hang_up()

    @property
    def wait_s(self) -> float:
        """Seconds until the next pass, unless it is woken; after a failure whether it is or not."""
        return backoff(self._failures, self._pace.chance) if self._failures else LOOK_S

    def recount(self) -> None:
        """How much waits, while the hub is not asked."""
        with suppress(OSError):
            look(self._store, self._cursor)
            self._tell(self._with_waiting(self.standing))

    def waits_here(self) -> bool:
        """Something of the store has not been acknowledged, as far as is known without the hub."""
        look(self._store, self._cursor)
        return any(known.waiting for known in self._cursor.files.values())

    def has_more(self) -> bool:
        """Something was recorded since the last pass."""
        return bool(look(self._store, self._cursor))

    def acknowledged(self) -> tuple[Sent, ...]:
        """How far each session was acknowledged, also in a pass that was cut short."""
        return tuple(known.sent(path.parent) for path, known in self._cursor.files.items())

    def _connected(self) -> Way:
        if self._way is None:
            self._cursor.is_checked = False
            self._cursor.not_yet.clear()
            self._beaten = -1
            self._way = self._connect(self._address)
        return self._way

    def _hang_up(self) -> None:
        way, self._way = self._way, None
        if way is not None:
            with suppress(Exception):
                way.close()

    def _failed(self, standing: HubStanding) -> HubStanding:
        self._failures += 1
        self._hang_up()
        with suppress(OSError):
            look(self._store, self._cursor)
        return self._with_waiting(replace(standing, continued=self.standing.continued))

    def _with_waiting(self, standing: HubStanding) -> HubStanding:
        waiting, since = _waiting(self.acknowledged())
        return replace(standing, waiting=waiting, since=since)

    def _beat(self, way: Way, waiting: int) -> None:
        now = self._pace.monotonic()
        if now - self._beaten_at >= BEAT_S or waiting != self._beaten:
            way.seen(waiting)
            self._beaten_at, self._beaten = now, waiting

    def _tell_progress(self) -> None:
        self._tell(self._with_waiting(replace(self.standing, is_reached=True, why="")))

    def _tell(self, standing: HubStanding) -> None:
        if standing != self.standing:
            self.standing = standing
            if self._has_claim:
                put_aside(self._said, written(standing))
            self._told(standing)

    def _keep(self) -> None:
        self._kept_at = self._pace.monotonic()
        data = written_cursor(self._store, self._hub, self._cursor)
        if data != self._kept_data:
            # Of a store in which nothing happens nothing is written every few seconds.
            put_aside(self._kept, data)
            self._kept_data = data


class BackgroundSender:
    """A sender in a thread of its own, which is never inside an action."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._changed = threading.Condition()
        self._woken: set[Path] = set()
        self._ends = False
        self._thread: threading.Thread | None = None

    @property
    def standing(self) -> HubStanding:
        """What became of all that was to be sent."""
        self._keep_alive()
        return self._sender.standing

    def wake(self, journal: Path) -> None:
        """Something was recorded there; costs whoever calls it nothing."""
        with self._changed:
            self._woken.add(journal)
            self._changed.notify()

    def start(self) -> None:
        """Begin to work. A hub that never answers keeps no program from ending."""
        self._thread = threading.Thread(target=self.run, name="vigie-hub", daemon=True)
        self._thread.start()

    def stop(self, timeout: float) -> None:
        """End after the pass that is under way; wait for it at most so many seconds."""
        with self._changed:
            self._ends = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _keep_alive(self) -> None:
        """A thread that died all the same is begun anew."""
        if self._thread is not None and not self._thread.is_alive() and not self._ends:
            self.start()

    def run(self) -> None:
        """Work in the thread that calls, until it is stopped or interrupted."""
        try:
            self._work()
            if self._woken and self._sender.standing.is_reached:
                # What was recorded last, before somebody left.
                self._sender.once()
        finally:
            self._sender.close()

    def _work(self) -> None:
        sender = self._sender
        only: Path | None = None
        while not self._ends:
            if not sender.take_over():
                self._wait(LOOK_S)
                continue
            sender.once(only)
            only = self._until_the_next()

    def _until_the_next(self) -> Path | None:
        """Wait; the one journal that changed, where it is known to be one."""
        wait, waited = self._sender.wait_s, 0.0
        is_failing = bool(self._sender.standing.why)
        while waited < wait and not self._ends:
            slice_s = min(NEWS_S, wait - waited)
            woken = self._wait(slice_s)
            waited += slice_s
            if is_failing:
                # However much is recorded, a hub that does not answer is not asked more often.
                self._sender.recount()
            elif woken:
                return next(iter(woken)) if len(woken) == 1 else None
            else:
                self._sender.news()
        return None

    def _wait(self, seconds: float) -> set[Path]:
        with self._changed:
            self._changed.wait_for(lambda: self._woken or self._ends, seconds)
            woken, self._woken = self._woken, set()
        return woken


# What is said of it -----------------------------------------------------------------------------------


def standing_of(sent: Iterable[Sent]) -> HubStanding:
    """What a pass that reached its end comes to."""
    sent = tuple(sent)
    waiting, since = _waiting(sent)
    return HubStanding(
        is_reached=True,
        waiting=waiting,
        since=since,
        continued=tuple(one.folder.name for one in sent if one.fork),
        ahead=tuple(one.folder.name for one in sent if one.is_behind),
        problems=tuple(f"session {one.folder.name}, {one.problem}" for one in sent if one.problem),
    )


def _waiting(sent: Iterable[Sent]) -> tuple[int, datetime | None]:
    waiting = [one for one in sent if one.waiting]
    since = min((one.since for one in waiting if one.since is not None), default=None)
    return sum(one.waiting for one in waiting), since


def written(standing: HubStanding) -> bytes:
    """A standing as another program reads it."""
    since = standing.since.isoformat() if standing.since is not None else None
    return compact({**asdict(standing), "since": since})


def read_standing(path: Path) -> HubStanding | None:
    """What another program's sender says; None where it has said nothing that can be read."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        kept = decode(disk.read_file(path))
        since = datetime.fromisoformat(kept["since"]) if kept["since"] else None
        return HubStanding(
            kept["is_reached"], int(kept["waiting"]), since, str(kept["why"]),
            _texts(kept["continued"]), _texts(kept["ahead"]), _texts(kept["problems"]),
        )  # fmt: skip
    return None


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in values)
