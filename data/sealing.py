"""The lines of one action, and the entries that they read back as; what tells the lines of one session from others'."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC
from itertools import takewhile
from typing import TYPE_CHECKING

from data.storage import decode, encode
from supervisor.candidate import clean
from supervisor.event import Drafted, Entry, SessionRenumbered
from supervisor.plain_json import compact
from supervisor.seal import Line, open_entry, seal_entry

if TYPE_CHECKING:
    from supervisor.action import Context


def sealed(
    events: Iterable[Drafted], first: int, previous: str, context: Context
) -> tuple[tuple[Entry, ...], list[Line]]:
    """The entries and the lines of one action, each read back from its line: what is shown is what is written.

    Args:
        events: what was decided.
        first: id of the first of them, and of the action.
        previous: digest of the line before it.
        context: who records it, where and when.
    """
    entries: list[Entry] = []
    lines: list[Line] = []
    together = tuple(events)
    for rank, drafted in enumerate(together, first):
        entry = Entry(
            id=rank,
            action=first,
            at=drafted.at.astimezone(UTC),
            recorded_at=context.now.astimezone(UTC),
            author=str(clean(context.author)),
            host=str(clean(context.host)),
            event=drafted.event,
            lines=len(together),
            asked=context.asked,
        )
        line = seal_entry(entry, previous, secrets.token_hex(16))
        entries.append(open_entry(decode(compact(line)), rank=rank, previous=previous))
        lines.append(line)
        previous = line["digest"]
    return tuple(entries), lines


def renumbering(journal: bytes, number: str, context: Context) -> bytes:
    """The line that gives a session another provisional number, to stand behind its journal."""
    last = decode(journal.rstrip(b"\n").rpartition(b"\n")[2])
    drafted = Drafted(context.now.replace(microsecond=0), SessionRenumbered(number=number))
    _, lines = sealed([drafted], last["id"] + 1, last["digest"], context)
    return b"".join(map(encode, lines))


def birth(journal: bytes) -> tuple[str, ...]:
    """The digests of the lines that made a session: its list is salted, so no other session has them."""
    made = (decode(line) for line in journal.split(b"\n")[1:] if line)
    return tuple(line["digest"] for line in takewhile(lambda line: line["action"] == 1, made))
