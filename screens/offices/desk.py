"""The desk of a board: a session in its store, whose number no other session of the store has."""

from __future__ import annotations

from collections.abc import Sequence

from data.archive import Archive
from data.journal import Followed, Journal, Outcome
from data.services.errors import ServiceError
from data.services.numbering import act
from screens.kit.desk import Drafts
from supervisor.action import Action, Context
from supervisor.decision import Refusal
from supervisor.event import EvidenceKept
from supervisor.narrowing import Narrowing
from supervisor.session import Session, Training


class StoreDesk:
    """A `screens.kit.desk.Desk` on a journal of a store."""

    def __init__(self, archive: Archive, journal: Journal) -> None:
        self._archive = archive
        self._journal = journal

    @property
    def session(self) -> Session:
        """The state as last read or written."""
        return self._journal.session

    @property
    def drafts(self) -> Drafts:
        """What was being typed on this session."""
        return self._journal.drafts

    def act(self, action: Action, context: Context) -> Outcome:
        """Decide and record an action; blocks until it is on disk.

        Raises:
            StoreError: it could not be written down; it may be tried again.
        """
        try:
            return act(self._archive, self._journal, action, context)
        except ServiceError as error:
            return Outcome((), (Refusal(error.message),), (), self.session, Followed())

    def keep_evidence(self, paths: Sequence[str]) -> tuple[EvidenceKept, ...]:
        """Copy files beside the session, all or none.

        Raises:
            StoreError: one of them cannot be taken or copied.
        """
        return self._journal.keep_evidence(paths)

    def trainings_elsewhere(self) -> tuple[Training, ...]:
        """Who was trained by whom, as the store and its other sessions say."""
        return self._journal.trainings_elsewhere()

    def matching(self, narrowing: Narrowing) -> tuple[int, ...]:
        """The ids of the events that a narrowing leaves."""
        return self._journal.matching(narrowing)

    def follow(self) -> Followed:
        """Take in what others recorded since."""
        return self._journal.follow()
