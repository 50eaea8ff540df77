"""`vigie status --watch` and `vigie log --follow`: lines as things happen, until nobody reads them any more."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from data.archive import Archive
from data.journal import Journal
from data.mirrored import where
from screens.command import output
from screens.command.changes import Look, changes, found_between, look_at
from screens.command.output import DONE, REFUSED, complain, say
from screens.command.telling import rest_unread
from screens.kit.desk import Clock
from supervisor.event import Entry
from supervisor.folding import utc

LOOK_EVERY_S = 1.0
"""Between two looks at what others recorded; a look costs some tens of microseconds a session."""

Pause = Callable[[], bool]
"""Waits for the next look; False once nobody reads any more."""


def pause() -> bool:
    """Wait a moment; False as soon as the reader of standard output is gone."""
    stream = sys.stdout
    if stream is None:
        return False
    if not hasattr(select, "poll"):
        time.sleep(LOOK_EVERY_S)
        return True
    with suppress(OSError, ValueError):
        # Asked for nothing, it answers only that the other end is closed: `| head`, or a line that was cut.
        if os.path.samestat(os.fstat(stream.fileno()), Path(os.devnull).stat()):
            # Where what nobody reads goes (`output.flush`).
            return False
        closed = select.poll()
        closed.register(stream.fileno(), 0)
        return not closed.poll(LOOK_EVERY_S * 1000)
    return False


@contextmanager
def ended_by_the_system() -> Iterator[None]:
    """SIGTERM ends it as cleanly as a reader who leaves: exit 0, no line cut in the middle."""

    def leave(_number: int, _frame: object) -> NoReturn:
        raise SystemExit(DONE)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def follow_log(journal: Journal, tell: Callable[[Entry], None], wait: Pause | None = None) -> int:
    """Tell each event that is appended to a journal, after those it has.

    Args:
        journal: the session.
        tell: prints one event.
        wait: for the next look; None: `pause`.

    Returns:
        0; 1 when the journal is damaged from some line on: nothing after it can be told.

    Raises:
        StoreError: the journal cannot be read any more.
    """
    wait = wait or pause
    told = journal.session.last_id
    with ended_by_the_system():
        while journal.damage is None:
            output.flush()
            if not wait():
                return DONE
            if not journal.follow():
                continue
            entries = journal.session.entries
            # A file that was cut back by a restore goes on from where it ends now.
            told = min(told, journal.session.last_id)
            for entry in entries[told:]:
                tell(entry)
            told = journal.session.last_id
    return REFUSED


class _Watched:
    """One session, and how it was when it was last looked at."""

    def __init__(self, journal: Journal, look: Look) -> None:
        self.journal = journal
        self._look = look
        self._was_damaged = journal.damage is not None

    def lines(self, clock: Clock, ring: Callable[[], None]) -> Iterator[str]:
        """What changed since; where somebody has to go there, it rings."""
        is_new = bool(self.journal.follow())
        session = self.journal.session
        if is_new or session.closed_at is None:
            before, self._look = self._look, look_at(session, utc(clock.now()))
            found = found_between(before, self._look)
            if any(change.calls for change in found):
                ring()
            yield from changes(found, self._look)
        if self.journal.damage is not None and not self._was_damaged:
            self._was_damaged = True
            complain(rest_unread(self.journal))


def watch(
    archives: Iterable[Archive], number: str | None, clock: Clock, wait: Pause | None = None, *, bell: bool = False
) -> int:
    """Tell each change of a session, or of all of them, as it happens.

    Args:
        archives: the stores.
        number: the session; None: all of them, each line with its number.
        clock: the instant of each look.
        wait: for the next look; None: `pause`.
        bell: ring where somebody has to go there.

    Returns:
        0, once nobody reads any more.

    Raises:
        StoreError: the session cannot be read any more.
    """
    archives, wait = tuple(archives), wait or pause
    watched = _found(archives, number, clock, {})
    folders = _folders(archives)
    with ended_by_the_system():
        while True:
            output.flush()
            if not wait():
                return DONE
            if number is None and (there := _folders(archives)) != folders:
                before, watched, folders = watched, _found(archives, None, clock, watched), there
                for path in watched.keys() - before.keys():
                    root = next(archive.root for archive in archives if Path(path).is_relative_to(archive.root))
                    say(f"Session {watched[path].journal.session.number} : nouvelle {where(root)}")
            for one in watched.values():
                lead = f"Session {one.journal.session.number} · " if number is None else ""
                for line in one.lines(clock, output.bell(wanted=bell)):
                    say(f"{lead}{line}")


def _folders(archives: Iterable[Archive]) -> set[str]:
    """The names in the stores: another one is a session that came or went."""
    names: set[str] = set()
    for archive in archives:
        with suppress(OSError):
            names |= {str(folder) for folder in archive.folder.iterdir() if not folder.name.startswith(".")}
    return names


def _found(
    archives: Iterable[Archive], number: str | None, clock: Clock, known: dict[str, _Watched]
) -> dict[str, _Watched]:
    """The sessions to watch, by the file of each; those known already go on as they are."""
    found: dict[str, _Watched] = {}
    for archive in archives:
        if number is not None:
            journals = [archive.journal(number)]
        else:
            journals = [shelf.journal for shelf in archive.sessions() if shelf.journal is not None]
        for journal in journals:
            key = str(journal.path)
            found[key] = known.get(key) or _Watched(journal, look_at(journal.session, utc(clock.now())))
    return found
