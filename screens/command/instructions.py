"""`vigie instructions N`: what is read aloud in the room, and what each candidate does; the access code on demand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from data.archive import Archive
from screens.command.output import RefusedError, say
from screens.command.telling import whole_or_told
from screens.kit.texts import Texts
from supervisor.session import Session


def run_instructions(archive: Archive, options: argparse.Namespace, texts: Callable[[], Texts]) -> int:
    """Print the instructions of a session, step by step; or its access code.

    Raises:
        RefusedError: it has no access code yet.
        StoreError: there is no such session, or it cannot be read.
    """
    journal = archive.journal(options.number)
    for line in (code_sentence(journal.session),) if options.code else instruction_lines(journal.session, texts()):
        say(line)
    return whole_or_told(journal)


def code_sentence(session: Session) -> str:
    """The access code, sign by sign, as it is dictated.

    Raises:
        RefusedError: nobody gave it.
    """
    if not session.access_code:
        raise RefusedError(f"la session {session.number} n'a pas encore de code d'accès (access-code -)")
    return f"Session {session.number}, code d'accès : {' '.join(session.access_code)}"


def instruction_lines(session: Session, texts: Texts) -> Iterator[str]:
    """Each sentence with its rank: those read aloud, then what each candidate does."""
    for head, sentences in (("à lire", texts.said_to(session)), ("chaque candidat", texts.steps_of(session))):
        for rank, text in enumerate(sentences, start=1):
            yield f"{head}, {rank} sur {len(sentences)} : {text}"
