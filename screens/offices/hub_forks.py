"""The branches of a session at a hub, for whoever looks at them: told apart, and settled by a person."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from data.hub.branch_words import settled_told
from data.hub.following import Following, fork_told
from data.hub.mirror import Kept, SchoolStore
from data.hub.mirror_reading import MirrorJournal
from data.hub.settling import NOT_ALLOWED, UnsettledError, may_settle, settle_branch
from data.zone import local_zone
from screens.review.forks import Fork, ForkBranch
from supervisor.event import Entry
from supervisor.naming import short_name
from supervisor.narrowing import GROUPS, OTHERS
from supervisor.seal import groups
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of
from supervisor.wording import PHASE, plural, typographic

LAST = 2
"""So many of its last lines tell what a branch is."""


class ForksAtHub:
    """The branches of one session at a hub (`screens.review.forks.Forks`)."""

    def __init__(self, store: SchoolStore, one: Kept, following: Following | None = None) -> None:
        """The branches.

        Args:
            store: the school at the hub.
            one: the branch that is looked at.
            following: wakes whoever looks on, where something does.
        """
        self._store, self._one, self._following = store, one, following

    @property
    def named(self) -> str:
        """See `Forks`."""
        return self._one.label

    @property
    def short(self) -> str:
        """See `Forks`."""
        device = self._one.called.removeprefix("branche de ")
        return f"écartée, {device}" if self._one.is_set_aside else device

    @property
    def to_choose(self) -> str:
        """See `Forks`."""
        return fork_told(self._store.mirror, self._one)

    @property
    def is_fork(self) -> bool:
        """See `Forks`."""
        return self._one.branch is not None

    @property
    def settled(self) -> str:
        """See `Forks`."""
        return settled_told(self._one, self._branches, _local)

    @property
    def _branches(self) -> list[Kept]:
        return list(self._store.mirror.fork_of(self._one))

    def look(self, now: datetime) -> Fork | None:
        """See `Forks`."""
        mirror = self._store.mirror
        mirror.refresh([self._one.seen.root])
        branches = self._branches
        if not self.is_fork or len(branches) < 2:
            return None
        mirror.bring(branches, names=True)
        sessions = [MirrorJournal.of(one, self._store).session for one in branches]
        return Fork(
            self._one.seen.number,
            min(one.branch.parts_after for one in branches if one.branch),
            tuple(
                _told(one, session, now, mirror.seen_told(one)) for one, session in zip(branches, sessions, strict=True)
            ),
            settled_told(self._one, branches, sessions[0].local),
            _settled_at(branches),
            "" if may_settle(mirror) else "un référent de l'établissement choisit",
        )

    def settle(self, branch: ForkBranch, why: str, before: Fork) -> str:
        """See `Forks`."""
        mirror = self._store.mirror
        mirror.refresh([self._one.seen.root])
        branches = self._branches
        chosen = next((one for one in branches if str(one.folder) == branch.key), None)
        if not may_settle(mirror):
            raise UnsettledError(NOT_ALLOWED)
        if chosen is None:
            raise UnsettledError(f"La {branch.label} n'est plus au concentrateur : rien n'est noté.")
        meanwhile = _settled_at(branches)
        if meanwhile != before.settled_at:
            raise UnsettledError(f"Rien n'est noté, quelqu'un a choisi entre-temps : {self.settled}.")
        told = settle_branch(mirror, chosen, why)
        if self._following is not None:
            self._following.wake()
        return told


def _told(one: Kept, session: Session, now: datetime, seen: str) -> ForkBranch:
    branch = one.branch
    assert branch is not None, "it has others beside it"
    own = session.entries[branch.parts_after :]
    received = ""
    if branch.since is not None and branch.until is not None:
        since, until = session.local(branch.since), session.local(branch.until)
        on = "" if since.date() == session.local(now).date() else f" le {since:%d/%m}"
        span = f"de {since:%H:%M} à {until:%H:%M}" if f"{since:%H:%M}" != f"{until:%H:%M}" else f"à {since:%H:%M}"
        received = f" à elle seule, reçues{on} {span}" if branch.own > 1 else f" à elle seule, reçue{on} {span}"
    phase = PHASE[session.phase].lower()
    return ForkBranch(
        key=str(one.folder),
        label=one.called,
        own=typographic(plural(branch.own, "ligne") + received),
        who=", ".join(dict.fromkeys(entry.author for entry in own)),
        counts=", ".join(f"{name} {count}" for name, count in _kinds(own).items()),
        seen=seen,
        standing=f"{phase}, sceau {groups(session.seal[:8])}…" if session.seal else phase,
        last=tuple(line_told(entry, session) for entry in own[-LAST:]),
        goes_on=branch.is_settled and not one.is_set_aside,
        is_set_aside=one.is_set_aside,
    )


def _local(at: datetime) -> datetime:
    """By this machine's clock: of what a hub notes, no session says the zone."""
    return at.astimezone(local_zone())


def _settled_at(branches: list[Kept]) -> datetime | None:
    return next((one.branch.settled.at for one in branches if one.branch and one.branch.settled), None)


def _kinds(entries: tuple[Entry, ...]) -> Counter[str]:
    of_kind = {kind.kind_name(): name for name, kinds in GROUPS.items() for kind in kinds}
    return Counter(of_kind.get(entry.event.kind, OTHERS) for entry in entries)


def line_told(entry: Entry, session: Session) -> str:
    """« 10:41  12 LE GOFF : test terminé »."""
    numbers = numbers_of(entry, session)
    who = f"{short_name(session, numbers[0])} : " if len(numbers) == 1 else ""
    many = f"{plural(len(numbers), 'candidat')} : " if len(numbers) > 1 else ""
    return typographic(f"{session.local(entry.at):%H:%M}  {who or many}{phrase_of(entry, session)}")
