"""What the terminal is, before a screen is drawn on it; loads nothing heavy."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


def forget_sizes() -> None:
    """Ask the terminal alone how large it is: where these are exported, Textual would never notice another size."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


def take_for_a_terminal() -> None:
    """Where the system does not know what the terminal is, it is taken for one of today: Rich would draw on none."""
    if os.environ.get("TERM", "").casefold() == "unknown":
        del os.environ["TERM"]


def instead(without: str) -> str:
    """What to type where there is no terminal; at the other end of a line, ssh gives one when it is asked to."""
    from screens.command.over_ssh import is_over_ssh

    return f"par SSH, ajoutez -t (ssh -t …) ; {without}" if is_over_ssh(os.environ) else without


def forget_keys() -> None:
    """Drop what was typed and nobody has read yet."""
    try:
        import termios
    except ImportError:
        return
    with suppress(termios.error, OSError, ValueError):
        termios.tcflush(sys.stdin, termios.TCIFLUSH)
