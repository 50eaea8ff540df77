"""One person's data erased on request: what there is of them, what stands in the way, what is kept all the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from data import forgetting
from data.archive import Archive
from data.forgetting import KnownOfPerson
from data.journal import Journal
from data.services.errors import MisunderstoodError, NotPossibleError
from supervisor.retention import claims_in_the_way
from supervisor.session import numbers_of


class ClaimsPendingError(NotPossibleError):
    """Somebody may still object to what happened; the person may ask for it all the same, knowing that."""


class NotToBeKeptError(MisunderstoodError):
    """An event that is to be kept is not one of somebody else that would be erased."""

    def __init__(self, event: int, why: str) -> None:
        self.event = event
        self.why = why
        super().__init__(f"L'événement n° {event} ne peut pas être gardé : {why}.")


def what_there_is(
    archive: Archive, journal: Journal, number: int, now: datetime, *, despite_claims: bool
) -> KnownOfPerson:  # fmt: skip
    """What a session knows of a candidate, and may be erased.

    Args:
        archive: the store.
        journal: the session.
        number: the candidate.
        now: the instant of the request.
        despite_claims: the person asks for it though claims may still come.

    Raises:
        NotPossibleError: nobody had this number, or somebody types about them at this moment.
        ClaimsPendingError: claims may still come.
        StoreError: the store cannot be read.
    """
    session = journal.session
    if not any(number in numbers_of(entry, session) for entry in session.entries):
        raise NotPossibleError(f"la session {session.number} n'a jamais eu de n° {number}")
    why_not = claims_in_the_way(session, session.local(now).date())
    if why_not and not despite_claims:
        raise ClaimsPendingError(why_not)
    found = forgetting.look_for(archive, journal, number)
    if found.is_typed:
        raise NotPossibleError(
            "quelqu'un tape en ce moment dans une boîte qui le concerne : qu'il la ferme, puis recommencez"
        )
    return found


def check_kept(found: KnownOfPerson, kept: Collection[int]) -> None:
    """Make sure that what is to be kept is of somebody else.

    Raises:
        NotToBeKeptError: it is not.
    """
    own = {trace.entry.id for trace in found.traces if trace.is_own}
    others = {trace.entry.id for trace in found.traces if not trace.is_own}
    for event in kept:
        if event in own:
            raise NotToBeKeptError(event, "cet événement est le sien, il est effacé avec lui")
        if event not in others:
            raise NotToBeKeptError(event, "cet événement n'est pas de ceux qui seraient effacés")
