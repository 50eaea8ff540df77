"""A list brought in twice: the session that an import makes looks like one that waits already."""

from __future__ import annotations

from collections.abc import Iterable

from data.archive import Archive, Shelf
from screens.lines.importing_plan import Planned
from supervisor.candidate import Identity, same_person_key
from supervisor.session import Phase, Session

SAME_OF_TEN = 8
"""So many of ten candidates are on both lists: the rest came or went since."""


def begun_later(shelves: Iterable[Shelf]) -> list[Session]:
    """The sessions of a store that nobody came to yet."""
    sessions = (shelf.journal.session for shelf in shelves if shelf.journal is not None and not shelf.problem)
    return [session for session in sessions if session.phase is Phase.PREPARATION and session.candidates]


def twin_of(one: Planned, there: Iterable[Session]) -> Session | None:
    """The session that the same list made before: same day, hour, place and persons, as far as the list says them."""
    return next((session for session in there if _is_same_slot(one, session) and _same_people(one, session)), None)


def twins_in(archive: Archive, wanted: Iterable[Planned]) -> list[Session]:
    """What the store holds that may be one of these sessions; nothing is read for lists without anybody.

    Raises:
        StoreError: the store cannot be listed.
    """
    return begun_later(archive.sessions()) if any(one.creation.candidates for one in wanted) else []


def twin_told(twin: Session) -> str:
    """What there is to say of it, as a warning."""
    when = f"{twin.date:%d/%m/%Y} à {twin.start}"
    return f"mêmes candidats que la session {twin.number} ({when}, pas encore commencée)"


def _is_same_slot(one: Planned, session: Session) -> bool:
    listed, creation = one.listed, one.creation
    # An hour that nobody said is that of the import, later each time.
    return (
        session.date == creation.date
        and (listed.start is None or session.start == creation.start)
        and (not listed.site or session.site == listed.site)
        and (not listed.room or session.room == listed.room)
    )


def _same_people(one: Planned, session: Session) -> bool:
    listed = _people(new.identity for new in one.creation.candidates)
    held = _people(who.identity for who in session.candidates.values())
    return 10 * len(listed & held) >= SAME_OF_TEN * max(len(listed), len(held), 1)


def _people(identities: Iterable[Identity]) -> set[tuple[str, str, str]]:
    return {same_person_key(who.last_name, who.first_name, who.birth_date) for who in identities}
