"""A list brought in twice: the session that an import makes looks like one that is there already."""

from __future__ import annotations

from collections.abc import Iterable

from data.archive import Archive, Shelf
from data.services.importing.plan import Planned
from supervisor.candidate import Identity
from supervisor.decision import Remark
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


def twin_warning(twin: Session, number: str) -> Remark:
    """What an import says of a session that is made although its list seems to have made one before.

    Args:
        twin: the one that was there before.
        number: the one that is made.
    """
    told = twin_told(twin)
    if twin.phase is Phase.PREPARATION:
        return Remark(f"{told} : les deux sont là, n'en ouvrez qu'une")
    if twin.phase in _UNDER_WAY:
        text = f"{told} : c'est dans la session {twin.number} que ces candidats sont suivis ; n'ouvrez pas la session"
        return Remark(f"{text} {number}", hint=f"vigie purge --session {number} l'efface")
    text = f"{told} : si ce n'est pas une nouvelle séance, effacez la session {number}"
    return Remark(text, hint=f"vigie purge --session {number}")


def may_take_its_place(one: Planned, twin: Session) -> bool:
    """The list could have brought its twin up to date instead: it names no session, and the twin is not over."""
    return not one.creation.number and twin.phase not in _OVER


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
    return {who.person_key for who in identities}
