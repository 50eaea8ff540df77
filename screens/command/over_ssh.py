"""Whether somebody is at the other end of a line: told apart from the gate, which a command typed here never loads."""

from __future__ import annotations

from collections.abc import Mapping

ASKED = "SSH_ORIGINAL_COMMAND"
"""Where OpenSSH leaves what was asked for; not there when nothing was."""
OVER_SSH = "SSH_CONNECTION"
"""What OpenSSH sets in every session."""


def is_over_ssh(environ: Mapping[str, str]) -> bool:
    """The terminal, or whoever asks, is at the other end of a line."""
    return any(name in environ for name in (ASKED, OVER_SSH, "SSH_TTY"))
