"""What of a hub's sessions is laid out on this machine: a branch as far as it was fetched, and how the rest comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data import disk
from data.errors import failed
from data.hub.asking import SeenHead
from data.hub.branches import Branch, chain_to
from data.hub.lines import HubLine, joined
from data.hub.way import Head, Tally
from data.journal import FILE_NAME
from data.rights import PRIVATE

TOGETHER = 50
"""Sessions whose lines are asked for in one question."""


@dataclass(slots=True)
class Kept:
    """One branch of a session, as far as it was fetched."""

    seen: SeenHead
    folder: Path
    branch: Branch | None = None
    """None: the session has one branch alone."""
    called: str = ""
    """What tells it from the other branches, or from another session of its number; empty where nothing has to."""
    tally: Tally | None = None
    """What it came to when its laptop said so last: a line that just came is told of a moment later."""
    read_at: Head | None = None
    """The last line up to which its lines were read for that, where no laptop told it."""
    at: Head | None = None
    """The last line that was fetched."""
    has_names: bool = False
    """What was fetched names the candidates, as far as they were not erased."""
    erased: frozenset[tuple[int, str]] = frozenset()
    """Lines whose personal part was erased, on this branch or another one."""

    @property
    def path(self) -> Path:
        """Its journal."""
        return self.folder / FILE_NAME

    @property
    def label(self) -> str:
        """The same, with that another branch goes on."""
        return f"{self.called}, écartée" if self.is_set_aside else self.called

    @property
    def is_set_aside(self) -> bool:
        """Another branch goes on."""
        return self.branch is not None and self.branch.is_set_aside

    @property
    def is_to_be_chosen(self) -> bool:
        """Its session goes on in several ways, and nobody said yet which of them goes on."""
        return self.branch is not None and not self.branch.is_settled

    def excuses(self, n: int) -> bool:
        """Whether the personal part of a line may lack though no line of this branch says that it was erased."""
        return not self.has_names or any(number == n for number, _ in self.erased)


@dataclass(slots=True)
class Due:
    """A branch that is to be here as it is there."""

    kept: Kept
    names: bool
    erased: frozenset[tuple[int, str]]
    begins: Head | None = None
    """The line that is here already, and behind which it goes on; None: all of it comes anew."""
    lines: list[HubLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        # What is erased since goes from the file, not only from what comes after.
        is_as_it_was = (self.kept.has_names, self.kept.erased) == (self.names, self.erased)
        self.begins = self.kept.at if is_as_it_was else None

    @property
    def is_here(self) -> bool:
        """Nothing of it lacks here."""
        return self.begins is not None and self.kept.at == self.kept.seen.head

    @property
    def after(self) -> int:
        """The number behind which its lines are asked for."""
        return self.begins.n if self.begins is not None else -1

    def take(self, lines: Sequence[HubLine]) -> bool:
        """Its own among the lines of its session; False where they do not go on from what is here."""
        head = self.kept.seen.head
        chain = chain_to(head, [line for line in lines if line.n > self.after])
        before = Head(chain[-1].n - 1, chain[-1].previous) if chain else head
        self.lines = chain[::-1]
        return self.begins in (None, before)

    def write(self, personal: Mapping[tuple[str, int, str], tuple[str, str]]) -> None:
        """Lay it out.

        Raises:
            StoreError: it cannot be written here.
        """
        root, kept = self.kept.seen.root, self.kept
        if self.names:
            self.lines = [
                HubLine(line.n, line.digest, line.previous, line.lasting,
                        *personal.get((root, line.n, line.digest), ("", "")))
                for line in self.lines
            ]  # fmt: skip
        kept.has_names, kept.erased = self.names, self.erased
        write_lines(kept.path, self.lines, anew=self.begins is None)
        kept.at = kept.seen.head


def least(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Of each session the least number that one of its branches asks for."""
    found: dict[str, int] = {}
    for root, number in pairs:
        found[root] = min(number, found.get(root, number))
    return found


def write_lines(path: Path, lines: Sequence[HubLine], *, anew: bool) -> None:
    """Lay lines out: behind those that are there, or in their place."""
    try:
        if anew:
            disk.rewrite(path, joined(lines), PRIVATE, flushed=False)
        elif lines:
            with path.open("ab", buffering=0) as file:
                file.write(joined(lines))
    except OSError as error:
        raise failed("Le concentrateur ne peut pas être montré, rien ne s'écrit dans", path.parent, error) from error
