"""How large a file of a fraud's evidence a hub takes: whoever administers it says so, for its disk and its memory."""

from __future__ import annotations

from data.evidence import MOST_BYTES
from data.hub.address import HubAddress
from data.hub.enrolment import administering

MOST_MB = MOST_BYTES // 1_000_000
"""What a laptop keeps of one file at most."""


def largest_file(address: HubAddress) -> int:
    """Bytes of the largest file that the hub takes.

    Raises:
        HubError: the hub cannot be read.
    """
    with administering(address) as connection:
        row = connection.execute("SELECT largest_file FROM vigie.house").fetchone()
    return 0 if row is None else int(row[0])


def limit_files(address: HubAddress, megabytes: int) -> None:
    """Have it take no larger file from now on; what it has stays.

    Args:
        address: of the hub, by whoever administers it.
        megabytes: from 0, which takes none, to `MOST_MB`.

    Raises:
        HubError: it could not be done; nothing was.
    """
    with administering(address) as connection:
        connection.execute("UPDATE vigie.house SET largest_file = %s", [megabytes * 1_000_000])
