"""A list brought in twice: the session that an import makes looks like one that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from data.archive import Archive, Shelf
from screens.command.importing_plan import Planned
from supervisor.candidate import Identity, same_person_key
from supervisor.session import Phase, Session

SAME_OF_TEN = 8
"""So many of ten candidates are on both lists: the rest came or went since."""


def with_people(shelves: Iterable[Shelf]) -> list[Session]:
    """The sessions of a store that have candidates, whatever became of them."""
    sessions = (shelf.journal.session for shelf in shelves if shelf.journal is not None and not shelf.problem)
    return [session for session in sessions if session.candidates]


def twin_of(one: Planned, there: Iterable[Session]) -> Session | None:
    """The session that the same list made before: same day, hour, place and persons, as far as the list says them.

    One that waits, or else one that runs, before one that is over.
    """
    twins = [session for session in there if _is_same_slot(one, session) and _same_people(one, session)]
    return min(twins, key=lambda session: list(Phase).index(session.phase), default=None)


def twins_in(archive: Archive, wanted: Iterable[Planned]) -> list[Session]:
    """What the store holds that may be one of these sessions; nothing is read for lists without anybody.

    Raises:
        StoreError: the store cannot be listed.
    """
    return with_people(archive.sessions()) if any(one.creation.candidates for one in wanted) else []


def twin_told(twin: Session) -> str:
    """What there is to say of it, as a warning."""
    return f"mêmes candidats que la session {twin.number} ({twin.date:%d/%m/%Y} à {twin.start}, {_STANDS[twin.phase]})"


def twin_lines(one: Planned, there: Sequence[Session], number: str) -> Iterator[str]:
    """What an import says of a session that is made although its list seems to have made one before.

    Args:
        one: the session as it was planned.
        there: those that were there before.
        number: the one that it got.
    """
    twin = twin_of(one, there)
    if twin is None:
        return
    if twin.phase is Phase.PREPARATION:
        yield f"{twin_told(twin)} : les deux sont là, n'en ouvrez qu'une"
    elif twin.phase in _UNDER_WAY:
        yield (
            f"{twin_told(twin)} : c'est dans la session {twin.number} que ces candidats sont suivis ; n'ouvrez pas la "
            f"session {number} (vigie purge --session {number} l'efface)"
        )
    else:
        yield (
            f"{twin_told(twin)} : si ce n'est pas une nouvelle séance, effacez la session {number} "
            f"(vigie purge --session {number})"
        )
    if not one.creation.number and twin.phase not in _OVER:
        yield f"pour mettre la session {twin.number} à jour sans en faire une autre : --update --session {twin.number}"


_UNDER_WAY = frozenset({Phase.WELCOME, Phase.RUNNING, Phase.ENDED})
_OVER = frozenset({Phase.CLOSED, Phase.FINALISED})
_STANDS = {
    Phase.PREPARATION: "pas encore commencée",
    Phase.WELCOME: "accueil en cours",
    Phase.RUNNING: "tests en cours",
    Phase.ENDED: "tests finis, pas encore close",
    Phase.CLOSED: "close",
    Phase.FINALISED: "finalisée",
}


def _is_same_slot(one: Planned, session: Session) -> bool:
    listed, creation = one.listed, one.creation
    # An hour or a day that nobody said is that of the import, later each time.
    return (
        (session.date == creation.date or (listed.date is None and session.phase not in _OVER))
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
