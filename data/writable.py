"""Whether a session can be written to, told when it is opened rather than at the first key (RULES.md section 11)."""

from __future__ import annotations

import os
from pathlib import Path

from data.room import free_on
from supervisor.candidate import printable

LEAST_FREE = 1_000_000
"""Bytes: a session's journal is some hundred kilobytes."""


def why_not_writable(journal: Path) -> str:
    """What stands against writing to a session, and what to do, in French; empty when nothing does."""
    for path in (journal, journal.parent):
        if not os.access(path, os.W_OK):
            what = f"rien ne pourra être enregistré : {printable(str(path))} n'est pas inscriptible par ce compte"
            return f"{what} (droits, propriétaire, support en lecture seule) : vigie doctor dit ce qui manque"
    free = free_on(journal.parent)
    if free is not None and free < LEAST_FREE:
        return f"le disque de {printable(str(journal.parent))} est plein : libérez de la place avant de commencer"
    return ""
