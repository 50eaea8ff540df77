"""What of a journal is kept from whoever reads it: of one on a disk, nothing but what exports leave out."""

from __future__ import annotations

from supervisor.event import Entry
from supervisor.seal import LEFT_OUT_OF_EXPORTS


class Withheld:
    """What of a journal is kept from whoever reads it; of one on a disk, which is all there is of it, nothing."""

    def excuses(self, entry: Entry) -> bool:
        """Whether the personal part of an entry may lack though no erasure of this journal names it."""
        return entry.event.kind in LEFT_OUT_OF_EXPORTS

    def remarks(self) -> tuple[str, ...]:
        """French sentences about what is not seen of it."""
        return ()

    def shown(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Entries that were proved, as this reader may see them."""
        return entries


NOTHING = Withheld()
