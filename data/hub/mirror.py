"""The mirror: what a reader's account may see of a hub, laid out as stores on this machine while a command runs.

A store for each school. A session is its events, so what reads a store reads a mirror too. Only what is asked for is
fetched: heads first, the lines of a session when it is opened, who the candidates are when somebody looks at them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from data import disk
from data.errors import failed
from data.hub.address import HubAddress
from data.hub.asking import Asking, Link, SeenHead, Settled, by_root
from data.hub.branches import Branch, branches_of, called_apart, chain_to
from data.hub.errors import HubError
from data.hub.kept import TOGETHER, Due, least, write_lines
from data.hub.kept import Kept as Kept
from data.hub.lines import batches
from data.hub.private_folder import PrivateFolder, base_folder
from data.mirrored import forget_mirror
from data.rights import PRIVATE
from supervisor.waiting import length
from supervisor.wording import plural, span


@dataclass(slots=True)
class SchoolStore:
    """The sessions of a school, as a store."""

    mirror: Mirror
    school: str
    name: str
    root: Path
    kept: list[Kept] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """See `Mirrored`."""
        return f"{self.mirror.address.shown} ({self.school})"

    @property
    def has_names(self) -> bool:
        """See `Mirrored`."""
        return self.mirror.has_names

    def bring_names(self) -> None:
        """See `Mirrored`."""
        self.mirror.bring(tuple(self.kept), names=True)

    def seen_told(self, folder: Path) -> str:
        """See `Mirrored`."""
        return next((self.mirror.seen_told(one) for one in self.kept if one.folder == folder), "")

    def note(self, what: str, session: str) -> str:
        """See `Mirrored`."""
        roots = [one.seen.root for one in self.kept if one.seen.number == session]
        try:
            for root in dict.fromkeys(roots) if session else (None,):
                self.mirror.asking.note(what, root)
        except HubError as error:
            return f"cet accès n'est pas noté au registre du concentrateur. {error}"
        return ""

    def accesses(self) -> tuple[tuple[datetime, str, str, str], ...]:
        """See `Mirrored`."""
        numbers = {one.seen.root: one.seen.number for one in self.kept}
        return tuple(
            (at, who, verb, numbers.get(root, "")) for at, who, verb, root in self.mirror.asking.accesses()
            if not root or root in numbers
        )  # fmt: skip


class Mirror:
    """A hub as one reader sees it. Several threads may be in it."""

    def __init__(self, address: HubAddress, only: str = "") -> None:
        """Connect, and learn which sessions there are.

        Args:
            address: of the hub, with the account of a reader.
            only: a school, a device, or the beginning of a session's or a branch's digest: nothing else is shown.

        Raises:
            HubError: the hub cannot be used.
            StoreError: nothing can be laid out on this machine.
        """
        self.address = address
        self.asking = Asking(address)
        self.lock = threading.RLock()
        self._only = only
        try:
            self._folder = PrivateFolder()
            self.stores: dict[str, SchoolStore] = {}
            for school, name in self.asking.schools().items():
                root = self._folder.path / school
                root.mkdir(mode=PRIVATE.folder_mode)
                (root / "sessions").mkdir(mode=PRIVATE.folder_mode)
                self.stores[school] = SchoolStore(self, school, name, root)
        except OSError as error:
            raise failed(
                "Le concentrateur ne peut pas être montré, rien ne s'écrit dans", base_folder(), error
            ) from error
        self.of_root: dict[str, list[Kept]] = {}
        self._looked_at: dict[str, tuple[Sequence[SeenHead], Sequence[Settled]]] = {}
        """What the branches of each session were made out of."""
        self.refresh()
        if only:
            self.stores = {school: store for school, store in self.stores.items() if store.kept or school == only}

    def close(self) -> None:
        """Hang up; nothing stays of what was laid out."""
        for store in self.stores.values():
            forget_mirror(store.root)
        self.asking.close()
        self._folder.remove()

    @property
    def has_names(self) -> bool:
        """Whether this account may know who the candidates are."""
        return self.asking.kind == "referent"

    # Which sessions there are -----------------------------------------------------------------------

    def refresh(self, roots: Iterable[str] | None = None) -> frozenset[str]:
        """Learn how far sessions have come; the roots of those that changed.

        Args:
            roots: of these alone; None: of all of them.
        """
        with self.lock:
            heads = by_root((head.root, head) for head in self.asking.heads(roots))
            gone = (self.of_root.keys() if roots is None else self.of_root.keys() & set(roots)) - heads.keys()
            forked = [root for root, found in heads.items() if len(found) > 1]
            # One question for all of them: an académie has thousands of sessions.
            settled = self.asking.settled(forked) if forked else {}
            new = [root for root, found in heads.items() if self._looked_at.get(root) != (found, settled.get(root, []))]
            parted = [root for root in new if root in set(forked)]
            links = self.asking.links(parted) if parted else {}
            for root in new:
                found = self._looked_at[root] = heads[root], settled.get(root, [])
                self._take(root, *found, links.get(root, []))
            for root in gone:
                self._forget(root)
            if new or gone:
                self._tell_apart()
            return frozenset(new) | gone

    def _take(self, root: str, heads: Sequence[SeenHead], settled: Sequence[Settled], links: Sequence[Link]) -> None:
        """What is new of one session: its heads, which branches these are."""
        by_place = {(seen.head.n, seen.head.digest): seen for seen in heads}
        branches: Sequence[Branch | None] = [None]
        if len(heads) > 1:
            branches = branches_of(links, [seen.head for seen in heads], settled)
        before = self.of_root.get(root, [])
        pairs = [(by_place[b.head.n, b.head.digest] if b else heads[0], b) for b in branches]
        wanted = [self._is_wanted(*pair) for pair in pairs]
        left, kept = list(before), []
        # Whoever looks at one branch is told of the others, and compares it with them.
        for seen, branch in pairs if any(wanted) else ():
            mine = next((one for one in left if _goes_on(one, branch)), None)
            if mine is not None:
                left.remove(mine)
                mine.seen, mine.branch = seen, branch
            kept.append(mine or Kept(seen, self._free_folder(seen), branch))
            kept[-1].tally = seen.tally or kept[-1].tally
        for one in left:
            self._remove(one)
        self.of_root[root] = kept
        store = self.stores.get(heads[0].school)
        if store is not None:
            if before:
                store.kept = [one for one in store.kept if one.seen.root != root]
            store.kept += [one for one, is_wanted in zip(kept, wanted, strict=False) if is_wanted]

    def _is_wanted(self, seen: SeenHead, branch: Branch | None) -> bool:
        if seen.school not in self.stores:
            # Its store was left out, or its first laptop was enrolled since.
            return False
        if not self._only:
            return True
        words = (seen.school, seen.device, branch.device if branch else "")
        return self._only in words or any(
            len(self._only) >= 8 and text.startswith(self._only) for text in (seen.root, seen.head.digest)
        )

    def _free_folder(self, seen: SeenHead) -> Path:
        """A folder of its own; the digits of its number, so that it can be told where its journal cannot be read."""
        sessions = self.stores[seen.school].root / "sessions"
        number = seen.number if seen.number.isalnum() else "p0"
        folder, rank = sessions / number, 1
        while folder.exists():
            rank += 1
            folder = sessions / f"{number}-{rank}"
        folder.mkdir(mode=PRIVATE.folder_mode)
        return folder

    def _forget(self, root: str) -> None:
        self._looked_at.pop(root, None)
        for one in self.of_root.pop(root, []):
            self._remove(one)

    def _remove(self, one: Kept) -> None:
        store = self.stores.get(one.seen.school)
        if store is not None:
            store.kept = [other for other in store.kept if other is not one]
        disk.remove_tree(one.folder)

    def _tell_apart(self) -> None:
        """Name the branches of a session, and sessions of one number, beside each other."""
        numbers: dict[tuple[str, str], list[Kept]] = {}
        for kept in self.of_root.values():
            for one in kept:
                numbers.setdefault((one.seen.school, one.seen.number), []).append(one)
        for alike in numbers.values():
            if len(alike) > 1:
                _call_apart(alike)
            else:
                alike[0].called = ""

    # What they hold ---------------------------------------------------------------------------------

    def bring(self, several: Sequence[Kept], *, names: bool) -> None:
        """Have the journals of branches here, up to their last lines; a few questions, however many they are.

        Args:
            several: the branches.
            names: with who the candidates are, as far as this account may know; what was known stays so.

        Raises:
            HubError: the hub cannot be asked.
            StoreError: they cannot be written here.
        """
        with self.lock:
            for group in batches(several, TOGETHER):
                named = [one for one in group if (names and self.has_names) or one.has_names]
                # Without names nothing is there that could be erased.
                erased = self.asking.erased({one.seen.root for one in named}) if named else {}
                self._bring([Due(one, one in named, erased.get(one.seen.root, frozenset())) for one in group])

    def _bring(self, group: Sequence[Due]) -> None:
        due = [one for one in group if not one.is_here]
        if not due:
            return
        after = least((one.kept.seen.root, one.after) for one in due)
        lines = self.asking.lines(after)
        parted = [one for one in due if not one.take(lines.get(one.kept.seen.root, []))]
        if parted:
            # What was fetched is not on the branch any more, or of a journal that was read anew.
            lines = self.asking.lines(dict.fromkeys((one.kept.seen.root for one in parted), -1))
            for one in parted:
                one.begins = None
                one.take(lines.get(one.kept.seen.root, []))
        first = least((one.kept.seen.root, one.lines[0].n) for one in due if one.names and one.lines)
        personal = self.asking.personal(first) if first else {}
        for one in due:
            one.write(personal)

    def chain_of(self, one: Kept) -> list[Link]:
        """The lines of a branch from the first to the last, without what they say: no name is asked for.

        Raises:
            HubError: the hub cannot be asked.
        """
        return chain_to(one.seen.head, self.asking.links([one.seen.root]).get(one.seen.root, []))[::-1]

    def bring_numbers(self, these: Sequence[Kept]) -> None:
        """Have the journals of branches here that were not fetched, without anybody's name: by one question for all.

        Raises:
            HubError: the hub cannot be asked.
            StoreError: they cannot be written here.
        """
        with self.lock:
            missing = [one for one in these if one.at is None]
            lines = self.asking.lines(dict.fromkeys((one.seen.root for one in missing), -1)) if missing else {}
            for one in missing:
                write_lines(one.path, chain_to(one.seen.head, lines.get(one.seen.root, []))[::-1], anew=True)

    def put_away(self, these: Iterable[Kept]) -> None:
        """Nothing of these branches has to be here any more, unless somebody looks at them."""
        for one in these:
            if one.at is None:
                disk.remove(one.path)

    def all(self) -> list[Kept]:
        """Every branch of every session of every school."""
        return [one for store in self.stores.values() for one in store.kept]

    def fetched(self) -> list[Kept]:
        """The branches of which something is here."""
        return [one for one in self.all() if one.at is not None]

    def fork_of(self, one: Kept) -> Sequence[Kept]:
        """All branches of its session; only itself where there is no other."""
        return self.of_root.get(one.seen.root, [one])

    def seen_told(self, one: Kept) -> str:
        """« salle-b204 vu il y a 40 s, 12 lignes en attente »: how late a laptop is, and what it still has to send."""
        seen, ago = one.seen, self.asking.ago(one.seen)
        if ago is None:
            return f"{seen.device} jamais vu"
        waiting = f", {plural(seen.waiting, 'ligne')} en attente" if seen.waiting else ""
        return f"{seen.device} vu il y a {since_seen(ago)}{waiting}"


def since_seen(ago: timedelta) -> str:
    """« 40 s », « 12 min », « 5 jours »: how long ago a laptop was there."""
    return span(ago) if ago < timedelta(minutes=1) else length(ago)


def _goes_on(one: Kept, branch: Branch | None) -> bool:
    """Whether what was fetched of one is the beginning of this branch."""
    if branch is None:
        return True
    place = one.at or (one.branch.head if one.branch else None) or one.seen.head
    return (place.n, place.digest) in branch.chain


def _call_apart(alike: Sequence[Kept]) -> None:
    """Tell sessions and branches of one number apart."""
    forks = by_root((one.seen.root, one) for one in alike)
    devices = [fork[0].seen.device for fork in forks.values()]
    for fork in forks.values():
        if fork[0].branch is not None:
            for one, called in zip(fork, called_apart([one.branch for one in fork if one.branch]), strict=True):
                one.called = called
        else:
            device = fork[0].seen.device
            twice = devices.count(device) > 1
            fork[0].called = f"de {device}" + (f", {fork[0].seen.root[:8]}" if twice else "")
