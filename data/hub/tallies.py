"""What each session comes to after its last line, told to the hub in numbers: a laptop knows, a hub folds nothing."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from data.errors import StoreError
from data.hub.cursor import Cursor, Known
from data.hub.tallying import tally_of
from data.hub.way import Way
from data.journal import Journal
from data.reading import ReadingJournal
from supervisor.folding import utc
from supervisor.session import Session

_KEPT = 4
"""Sessions that are kept folded: those in which something happens."""


class Tallies:
    """Tells what sessions come to; those that go on are followed, not folded anew."""

    def __init__(self) -> None:
        self._journals: OrderedDict[Path, Journal] = OrderedDict()

    def tell(self, way: Way, cursor: Cursor) -> None:
        """Tell it of every session that has another last line at the hub than when it was told.

        Raises:
            HubError: the hub does not answer.
        """
        for path, known in cursor.files.items():
            if known.is_done and known.n > 0 and known.told != known.digest and not known.is_behind:
                self._tell_one(way, path, known)

    def _tell_one(self, way: Way, path: Path, known: Known) -> None:
        try:
            session = self._session(path)
        except (StoreError, OSError):
            # It is damaged, of a newer Vigie, or was erased just now: the hub has its lines all the same.
            known.told = known.digest
            return
        # What was recorded meanwhile is told with its own lines.
        if session.entries and session.entries[-1].digest == known.digest:
            way.tell(known.root, known.digest, tally_of(session, utc(session.entries[-1].recorded_at)))
            known.told = known.digest

    def _session(self, path: Path) -> Session:
        journal = self._journals.pop(path, None)
        if journal is None:
            journal = ReadingJournal.open(path)
        else:
            journal.follow()
        self._journals[path] = journal
        while len(self._journals) > _KEPT:
            self._journals.popitem(last=False)
        return journal.session
