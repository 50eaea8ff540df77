"""What is kept of a fault of Vigie itself: where in the code it happened, and nothing that names a person."""

from __future__ import annotations

import os
import platform
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from data.paths import state_folder


def keep_report(error: BaseException, verb: str, now: datetime) -> Path | None:
    """Write files, lines and functions; no message and no value, which may name people.

    Args:
        error: the fault.
        verb: the command that was run.
        now: when.

    Returns:
        Where it is; None where nothing can be written.
    """
    lines = [f"vigie {verb}, Python {platform.python_version()}, {platform.system()}", type(error).__name__]
    lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    path = state_folder() / "faults" / f"{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as report:  # noqa: PTH123
            # A path may hold half a character: a report that cannot be written would be a second fault.
            report.write("\n".join(lines).encode("utf-8", "replace").decode("utf-8") + "\n")
        return path
    return None
