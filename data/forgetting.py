"""One person's data erased on request: in the journal of a session, and in what was being typed on it.

The events stay, without their personal part; so does the chain, and an event that says what was erased, when and by
whom. What left the store (exports, papers, lists) is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.archive import Archive
from data.drafts import Kept
from data.errors import StoreError, failed, not_wholly_erased
from data.evidence import named_in
from data.journal import Journal
from supervisor.action import Context
from supervisor.draft import Draft
from supervisor.event import Entry
from supervisor.forgetting import Person, Trace, traces_of
from supervisor.unrecorded import Unrecorded


@dataclass(frozen=True, slots=True)
class KnownOfPerson:
    """All that a session and its store know of one person."""

    traces: tuple[Trace, ...]
    """The events whose personal part has to go."""
    drafts: tuple[str, ...]
    """Names of the drafts that speak of them, and of what waits for its disk, left by programs that are gone."""
    elsewhere: tuple[str, ...]
    """Numbers of the other sessions whose list they are on."""
    is_typed: bool
    """Somebody is typing about them just now."""
    others_evidence: int
    """Pieces of evidence of others' reports: what they show is not known."""

    @property
    def is_nothing(self) -> bool:
        """There is nothing to erase."""
        return not self.traces and not self.drafts


def look_for(archive: Archive, journal: Journal, number: int) -> KnownOfPerson:
    """What there is of a candidate.

    Args:
        archive: the store.
        journal: of their session.
        number: theirs.

    Raises:
        StoreError: the store cannot be listed.
    """
    session = journal.session
    person = Person.of(session, number)
    left = journal.drafts.left()
    traces = traces_of(session, number)
    going = {trace.entry.id for trace in traces}
    staying = (entry for entry in session.entries if entry.id not in going)
    return KnownOfPerson(
        traces,
        tuple(name for name, draft in left.items() if _is_about(draft, number, person)),
        tuple(_elsewhere(archive, journal, person)),
        any(_is_about(draft, number, person) for draft in journal.drafts.typed_elsewhere()),
        len({piece.kept_as for piece in named_in(staying)}),
    )


def forget(
    archive: Archive, journal: Journal, found: KnownOfPerson, keep: Iterable[int], context: Context
) -> Entry | None:
    """Erase what was found.

    Args:
        archive: the store.
        journal: of their session.
        found: what `look_for` said.
        keep: events that speak of somebody else after all; their own are never among them.
        context: who erases, where and when.

    Returns:
        The event that says what was erased; None when the journal held nothing any more.

    Raises:
        StoreError: it could not be done, and may be done again.
    """
    spared = set(keep)
    going = [trace.entry.id for trace in found.traces if trace.is_own or trace.entry.id not in spared]
    try:
        for name in found.drafts:
            journal.drafts.drop(name)
        if found.drafts:
            journal.drafts.flush_names()
    except OSError as error:
        told = "Le journal n'a pas été touché : un brouillon reste dans"
        raise failed(told, journal.drafts.folder, error) from error
    # Also with nothing to erase: a first try cut short may have left copies of the journal as it was.
    entries = journal.erase(going, context).entries
    try:
        if archive.has_leftovers():
            with archive.locked():
                archive.sweep()
    except (OSError, StoreError) as error:
        raise not_wholly_erased("des restes sont encore dans", archive.folder, error) from error
    return entries[0] if entries else None


def _is_about(kept: Kept | None, number: int, person: Person) -> bool:
    match kept:
        case None:
            # What cannot be read may hold anything.
            return True
        case Unrecorded():
            return number in kept.numbers or any(map(person.found_in, kept.words))
        case Draft():
            texts = (kept.title, *kept.way, *kept.texts.values())
            return kept.chosen == number or number in kept.marked or any(map(person.found_in, texts))


def _elsewhere(archive: Archive, journal: Journal, person: Person) -> Iterable[str]:
    for shelf in archive.sessions():
        if shelf.journal is None or shelf.folder == journal.path.parent:
            continue
        session = shelf.journal.session
        if any(person.is_same(who.identity) for who in (*session.candidates.values(), *session.removed.values())):
            yield shelf.number
