"""What cannot be taken back is asked for: `--yes`, or a word typed at a terminal."""

from __future__ import annotations

import sys

from screens.command.output import has_terminal, say
from screens.command.stdin import Prompt
from supervisor.candidate import plain

WORD = "effacer"


def is_agreed(question: str, *, yes: bool) -> bool:
    """Whether somebody agreed: beforehand, or by typing the word now. Without a terminal nobody is asked.

    Args:
        question: what is going to happen, as a French question.
        yes: `--yes` was given.
    """
    if yes:
        return True
    if not has_terminal():
        return False
    say(f"{question} Tapez « {WORD} » puis Entrée :")
    sys.stdout.flush()
    return plain(sys.stdin.readline()) == WORD


def agrees(question: str) -> bool:
    """Whether somebody at a terminal says yes by « oui »; without a terminal nobody is asked, and it is one."""
    if Prompt.read is not None:
        return not Prompt.is_person or plain(Prompt.read(f"{question} oui ou non") or "") == "oui"
    if not has_terminal():
        return True
    say(f"{question} Tapez « oui » puis Entrée :")
    sys.stdout.flush()
    return plain(sys.stdin.readline()) == "oui"
