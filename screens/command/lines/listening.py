"""What is heard between two answers: needs that come and last, what colleagues record, an outage that goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from data.errors import StoreError
from data.journal import Journal
from screens.command.lines.telling import announcements, of_colleagues
from screens.command.spoken import aloud
from screens.kit.desk import Clock
from screens.kit.hub import Hub
from supervisor.announcing import NOTHING_TOLD, announce, calls, known
from supervisor.attention import Need
from supervisor.event import Entry
from supervisor.folding import utc
from supervisor.hub_standing import hub_news, hub_words
from supervisor.outage import lasted
from supervisor.timing import MINUTE
from supervisor.wording import span

OUTAGE_EVERY = 10 * MINUTE
"""How long a global incident that runs is left untold."""


class Listening:
    """Remembers what was told of a session."""

    def __init__(self, journal: Journal, clock: Clock, ring: Callable[[], None]) -> None:
        """Begin to listen.

        Args:
            journal: the session.
            clock: the instants at which it is looked at.
            ring: rings where somebody has to go there.
        """
        self._journal = journal
        self._clock = clock
        self._ring = ring
        self.zone = ""
        """The zone of whoever listens, once they said it: what a colleague sees to is left to them for two minutes."""
        self._told = NOTHING_TOLD
        self._known = journal.session.last_id
        self._own: set[int] = set()
        self._outages: dict[int, datetime] = {}
        self._problem = ""
        self.hub: Hub | None = None
        """Whoever sends what is recorded here; None where no hub is named."""
        self._told_of_hub = ""

    def did(self, entries: Iterable[Entry], numbers: Iterable[int]) -> None:
        """Something was recorded here: it is no news, and whoever did it knows what it makes of those concerned."""
        self._own |= {entry.id for entry in entries}
        concerned, now = set(numbers), utc(self._clock.now())
        own = (call for call in calls(self._journal.session, now) if call.number in concerned)
        self._told = known(self._told, own, now)

    def heard(self) -> list[str]:
        """What there is to be told now, in sentences."""
        now = utc(self._clock.now())
        lines = [*self._of_others(), *self._of_outages(now), *self._of_hub(now)]
        session = self._journal.session
        found, self._told = announce(self._told, calls(session, now, self.zone), now)
        lines += announcements(found, session, now)
        if any(call.reason.cause is not Need.NOTICE for call in found):
            self._ring()
        return [aloud(line) for line in lines]

    def _of_others(self) -> Iterator[str]:
        try:
            self._journal.follow()
        except StoreError as error:
            if error.message != self._problem:
                self._problem = error.message
                yield f"La session ne se lit plus : {error.message}"
            return
        self._problem = ""
        session = self._journal.session
        # A file that was cut back by a restore goes on from where it ends now.
        self._known = min(self._known, session.last_id)
        fresh = [entry for entry in session.entries[self._known :] if entry.id not in self._own]
        self._known = session.last_id
        yield from of_colleagues(fresh, session)

    def _of_hub(self, now: datetime) -> Iterator[str]:
        if self.hub is not None:
            standing, local = self.hub.standing, self._journal.session.local(now)
            sentence, self._told_of_hub = hub_news(standing, local, self.hub.here, self._told_of_hub)
            if sentence:
                yield sentence

    def of_hub(self) -> list[str]:
        """Where this machine stands with the hub, as the heading of the board says it; nothing without one."""
        if self.hub is None:
            return []
        local = self._journal.session.local(utc(self._clock.now()))
        return [*hub_words(self.hub.standing, local, self.hub.here).wordings[:1]]

    def _of_outages(self, now: datetime) -> Iterator[str]:
        running = {outage.event_id: outage for outage in self._journal.session.running_globals}
        # When it began is told by its answer, or as a colleague's.
        self._outages = {event: self._outages.get(event, now) for event in running}
        for event, outage in running.items():
            if not timedelta() <= now - self._outages[event] < OUTAGE_EVERY:
                self._outages[event] = now
                length = span(lasted(self._journal.session, outage, now))
                yield f"Incident global n° {event} en cours depuis {length} : {outage.text}"
