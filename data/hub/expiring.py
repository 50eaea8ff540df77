"""Sessions whose time is over, taken off a hub by whoever administers it: their laptop may be gone long since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.hub.address import HubAddress
from data.hub.enrolment import administering

USUAL_MONTHS = 60
"""For how long a session is kept: RULES.md section 12, as in the stores themselves."""
FEWEST_MONTHS = 2
"""Claims may come two months after a session: none goes before."""


@dataclass(frozen=True, slots=True)
class Expired:
    """A session that nothing was added to for so long."""

    root: str
    school: str
    number: str
    """As its first event says it."""
    last_on: date
    """The day of its last event, UTC."""


_FOUND = """
    SELECT session.root, session.school, first.lasting::json -> 'public' ->> 'number', last.at::date
    FROM vigie.session
    JOIN vigie.line AS first ON first.root = session.root AND first.n = 1
    JOIN LATERAL (
        SELECT max((line.lasting::json ->> 'at')::timestamptz) AS at FROM vigie.head
        JOIN vigie.line USING (root, n, digest) WHERE head.root = session.root AND head.n > 0
    ) AS last ON true
    WHERE last.at < clock_timestamp() - make_interval(months => %s)
    ORDER BY 4, 2, 3
"""


def expired(address: HubAddress, months: int = USUAL_MONTHS) -> tuple[Expired, ...]:
    """The sessions whose last event is older than so many months, the oldest first.

    Raises:
        HubError: the hub cannot be read.
    """
    with administering(address) as connection:
        return tuple(Expired(*row) for row in connection.execute(_FOUND, [max(months, FEWEST_MONTHS)]))


def expire(address: HubAddress, found: tuple[Expired, ...]) -> int:
    """Take these sessions off for good, all or none; a laptop that still has one brings it back no more.

    Returns:
        How many films went with them that were begun and never became whole (`vigie.drop_unfinished`).

    Raises:
        HubError: it could not be done; nothing was.
    """
    roots = [one.root for one in found]
    with administering(address) as connection:
        connection.execute("SELECT vigie.take_off(root, session_user) FROM unnest(%s::text[]) AS root", [roots])
        row = connection.execute("SELECT vigie.drop_unfinished()").fetchone()
    return 0 if row is None else int(row[0])
