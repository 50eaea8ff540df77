"""Several stores read together, each session once: what a référent of several rooms or sites looks over.

Nothing is written. A store that cannot be read is told in a sentence, and the others are read all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.archive import Shelf
from data.errors import StoreError
from data.left_figures import Left, LeftFigures, session_id
from data.mirrored import reading_archive
from data.paths import without_links
from data.rights import PRIVATE
from supervisor.session import Session
from supervisor.wording import plural, typographic


@dataclass(frozen=True, slots=True)
class Found:
    """A session that is there and can be read whole."""

    label: str
    """Its number; with the name of its store where another store has a session of that number too."""
    session: Session
    root: Path
    """Its store."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Sessions of which a purge left figures."""

    left: Left
    root: Path


@dataclass(frozen=True, slots=True)
class UnreadSession:
    """A session that cannot be read whole."""

    label: str
    why: str
    """A French sentence."""
    session: Session | None = None
    """What of it can be read."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What several stores hold."""

    found: tuple[Found, ...]
    gone: tuple[Gone, ...]
    """Lines that say something `found` does not."""
    unread: tuple[UnreadSession, ...]
    problems: tuple[str, ...]
    """Stores that cannot be read, or not in full, a French sentence each."""
    roots: tuple[Path, ...]
    """Those that can."""

    @property
    def counted(self) -> tuple[Found, ...]:
        """Sessions that are there and in no line of a year: to be added up beside these lines."""
        covered = {one for gone in self.gone for one in gone.left.covers}
        return tuple(one for one in self.found if session_id(one.session) not in covered)


def holdings(roots: Sequence[Path], *, must_exist: bool = True) -> Holdings:
    """Read these stores.

    Args:
        roots: their folders; the same one twice is read once.
        must_exist: a folder that is not there is a problem, else an empty store.
    """
    found: list[Found] = []
    gone: list[Gone] = []
    unread: list[UnreadSession] = []
    problems: list[str] = []
    read: list[Path] = []
    for root in {without_links(root): root for root in roots}.values():
        try:
            shelves, left, lost = _read(root, must_exist)
        except StoreError as error:
            problems.append(error.message)
            continue
        read.append(root)
        if lost:
            lines = plural(lost, "ligne illisible", "lignes illisibles")
            problems.append(
                typographic(f"Chiffres gardés dans {root} : {lines}, des sessions effacées ne sont pas comptées.")
            )
        found += [Found(s.number, s.journal.session, root) for s in shelves if s.journal and not s.problem]
        unread += [
            UnreadSession(s.number, s.problem, s.journal.session if s.journal else None) for s in shelves if s.problem
        ]
        gone += [Gone(one, root) for one in left]
    kept = _told_apart(_each_once(found))
    known = frozenset(session_id(one.session) for one in kept)
    return Holdings(kept, _said_by_no_other(gone, known), tuple(unread), tuple(problems), tuple(read))


def _read(root: Path, must_exist: bool) -> tuple[list[Shelf], tuple[Left, ...], int]:
    """Its sessions, the figures that purges left, and how many lines of these cannot be read."""
    if must_exist and not root.is_dir():
        raise StoreError(f"Le dossier {root} n'existe pas : vérifiez le chemin donné avec --store.")
    return reading_archive(root).sessions(), *LeftFigures(root, PRIVATE).read_counting()


def _said_by_no_other(gone: Sequence[Gone], there: frozenset[str]) -> tuple[Gone, ...]:
    """The lines that cover a session which neither is there nor stands in a line that covers more."""
    said: list[Gone] = []
    for one in sorted(gone, key=lambda one: len(one.left.covers), reverse=True):
        if not one.left.covers <= there and not any(one.left.covers <= other.left.covers for other in said):
            said.append(one)
    return tuple(one for one in gone if one in said)


def _each_once(found: Iterable[Found]) -> list[Found]:
    """A session that was copied from one store to another counts once: the copy that knows most."""
    best: dict[str, Found] = {}
    for one in found:
        known = best.get(session_id(one.session))
        if known is None or known.session.last_id < one.session.last_id:
            best[session_id(one.session)] = one
    return list(best.values())


def _told_apart(found: Sequence[Found]) -> tuple[Found, ...]:
    borne = Counter(one.label for one in found)
    return tuple(replace(one, label=f"{one.label} ({one.root.name})") if borne[one.label] > 1 else one for one in found)


def none_can_be_read(held: Holdings) -> StoreError | None:
    """Why nothing can be told at all; None where one store at least can be read."""
    return None if held.roots or not held.problems else StoreError(typographic(" ".join(held.problems)))
