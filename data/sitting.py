"""Who sits at a terminal, for one session: what was answered there, kept in the person's own state folder.

A terminal is a device and the login session that holds it: the next person at the same device is asked again. The
answer is of one day; where it cannot be kept, the question comes back at the next start.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from data import disk
from data.paths import state_folder
from data.rights import PRIVATE

FOLDER_NAME = "sitting"
HOLDS_FOR = timedelta(hours=24)
LARGEST = 4096


def this_terminal() -> str:
    """What tells this terminal from every other one of the machine; empty where nothing does."""
    # Windows has neither.
    name_of, login_of = getattr(os, "ttyname", None), getattr(os, "getsid", None)
    if name_of is not None and login_of is not None:
        with suppress(OSError, ValueError, AttributeError):
            return f"{name_of(sys.stdin.fileno())} {login_of(0)}"
        return ""
    # A tab of its terminal, else the shell it was called from.
    return os.environ.get("WT_SESSION") or f"parent {os.getppid()}"


@dataclass(frozen=True, slots=True)
class Sitting:
    """The answer of one terminal for one session."""

    path: Path
    terminal: str

    @classmethod
    def of(cls, session_folder: Path, terminal: str) -> Sitting:
        """Where the answer is, or would be."""
        key = f"{session_folder.absolute()}\n{terminal}"
        return cls(state_folder() / FOLDER_NAME / hashlib.sha256(key.encode()).hexdigest()[:24], terminal)

    def known(self, now: datetime) -> str:
        """Who sits here, as answered within the day; empty where nobody said."""
        if not self.terminal:
            return ""
        try:
            if self.path.stat().st_size > LARGEST:
                return ""
            said_at, _, name = self.path.read_text(encoding="utf-8").partition("\n")
            is_fresh = timedelta() <= now - datetime.fromisoformat(said_at) < HOLDS_FOR
        except (OSError, ValueError, TypeError):
            return ""
        return name.strip() if is_fresh else ""

    def keep(self, name: str, now: datetime) -> None:
        """Remember who sits here; where that cannot be written, nothing is."""
        if not self.terminal:
            return
        with suppress(OSError):
            disk.make_parents(self.path.parent)
            with suppress(FileExistsError):
                disk.make_folder_with(self.path.parent, PRIVATE)
            known = f"{now.isoformat()}\n{name}\n".encode("utf-8", "replace")
            disk.rewrite(self.path, known, PRIVATE, flushed=False)
