"""A word of `vigie do` that stands where a candidate is read: the form that would have done it.

Nothing that may be a name is quoted back: candidates are shown by their numbers, texts as « … ».
"""

from __future__ import annotations

import argparse
import re

from screens.command.candidates import is_candidate
from supervisor.matching import is_a_code
from supervisor.session import Session

_HOUR = re.compile(r"\d{1,2}[:h]\d{2}(:\d{2})?")
_MINUTES = re.compile(r"[+-]\d{1,4}|[+-]1/3")
_CAUSES, _GIVEN = ("candidate", "technical"), ("measured", "none")
_KINDS = ("communication", "consultation", "usurpation")
_VALUES = {
    "interrupt": (_CAUSES, "--cause {0}"),
    "withdraw": (_CAUSES, "--reason {0}"),
    "end": (_CAUSES, "--reason {0}"),
    "resume": (_GIVEN, "--give {0}"),
    "fraud": (_KINDS, '--kind {0} --seen "…"'),
}
"""Words that an option of the action takes."""
_TEXTS = {
    "identity": '--attested-by "…"',
    "remove": '--reason "…"',
    "correct": '--reason "…"',
    "fraud": '--kind KIND --seen "…"',
}
"""By what an action takes a text; by none it is a note."""


def form_for(options: argparse.Namespace, session: Session) -> str:
    """How to say what was put in the place of a candidate, in the words behind « vigie do N »; empty: nothing was."""
    words: list[str] = getattr(options, "who", None) or []
    place = next((at for at, word in enumerate(words) if at and not is_candidate(word, session)), 0)
    if not place:
        return ""
    whom = " ".join(words[:place]) if all(word[:1].isdigit() for word in words[:place]) else "CANDIDAT"
    return _form(options, words[place], whom)


def _form(options: argparse.Namespace, word: str, whom: str) -> str:
    action = options.action
    if action == "incident" and is_a_code(word):
        further = "--question N" if options.code.isdigit() else '--text "…"'
        return f"{action} {whom} {word.upper()} {further}"
    if action == "time" and (_MINUTES.fullmatch(word) or _HOUR.fullmatch(word)):
        return f'{action} {whom} {word} --reason "…"'
    if _HOUR.fullmatch(word):
        return f"{action} {whom} --at {word}"
    values, option = _VALUES.get(action, ((), ""))
    if word.casefold() in values:
        return f"{action} {whom} {option.format(word.casefold())}"
    return f"{action} {whom} {_TEXTS[action]}" if action in _TEXTS else f'note {whom} "…"'
