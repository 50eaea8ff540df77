"""`vigie lines N`: from the first sentence to the last one."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from data.archive import Archive
from data.journal import Journal
from data.writable import why_not_writable
from screens.command import output, whoami
from screens.command.hub.background import sending
from screens.command.lines.conversation import Conversation
from screens.command.lines.french_words import SAID
from screens.command.lines.listening import Listening
from screens.command.lines.looks import looks
from screens.command.lines.source import Source, standard_input
from screens.command.lines.telling import not_done
from screens.command.lines.words import LOOKS, completions, split, verb_of
from screens.command.output import DONE, NO_STORE, BadUsageError, LineError, complain, say
from screens.command.parser import actions, parse
from screens.command.refusing import as_lines
from screens.command.spoken import session_sentences
from screens.command.telling import whole_or_told
from screens.command.watching import ended_by_the_system
from screens.kit.desk import Clock
from screens.kit.texts import Texts
from supervisor.clock_words import behind_told
from supervisor.digits import number_in
from supervisor.folding import utc

INTERRUPTED = 130
"""The exit code of a prompt left by Ctrl+C."""


def run_lines(
    archive: Archive, options: argparse.Namespace, clock: Clock, author: str, host: str,
    texts: Callable[[], Texts], hub: Callable[[], str], source: Source | None = None,
) -> int:  # fmt: skip
    """Lead a session by lines, until somebody leaves or there are no more of them.

    Args:
        archive: the store.
        options: number, bell: what the parser read.
        clock: where the instants come from.
        author: who acts, as long as nobody says better.
        host: on which machine.
        texts: what is said in the room.
        hub: what the settings say of the hub that sessions are sent to.
        source: where the lines come from; None: standard input.

    Returns:
        0 left by « quitter » or at the end of what is typed; 130 by Ctrl+C; of a script the exit code of the first
        line that was refused, after which nothing is done; 3 when something could not be recorded.

    Raises:
        LineError: there is no session to lead.
        StoreError: it cannot be read.
    """
    journal: Journal | None = None

    def complete(begun: str, word: str) -> list[str]:
        return completions(begun, word, actions(), journal.session) if journal is not None else []

    source = source or standard_input(complete)
    number = options.number or _chosen(archive, source, clock, author, host)
    journal = archive.journal(number)
    whole = whole_or_told(journal)
    if source.is_person:
        author, host = _who_sits_here(journal, options, clock, source, author), whoami.host(options)
    listening = Listening(journal, clock, output.bell(wanted=options.bell))
    talk = Conversation(archive, journal, source, clock, author, host, texts(), listening, looks())
    if source.is_person:
        _opened(talk)
    with ended_by_the_system(), sending(archive.root, options, hub) as sender:
        if sender is not None:
            listening.hub = sender.of(journal.path)
            talk.recorded = listening.hub.wake
        return _led(talk) or whole


def _chosen(archive: Archive, source: Source, clock: Clock, author: str, host: str) -> str:
    """The session that is meant where none was said; a list may be imported first.

    Raises:
        BadUsageError: nobody says it.
    """
    if not source.is_person:
        raise BadUsageError("il manque : N (vigie lines --help)")
    while True:
        for shelf in archive.sessions():
            if shelf.is_copy:
                continue
            session = shelf.journal.session if shelf.journal is not None else None
            say(f"Session {shelf.number}" + (f", {session.date:%d/%m/%Y} à {session.start}" if session else ""))
        say("Quelle session ? son numéro, ou import et un fichier")
        words = split(source.read("Réponse : ", tuple) or "quitter")
        if words[:1] == ["import"]:
            _imported(archive, words, clock, author, host)
        elif words and words[0].lstrip("p").isdecimal():
            return words[0]
        elif words[:1] in (["quitter"], ["quit"], ["q"]):
            raise BadUsageError("aucune session n'est choisie")


def _imported(archive: Archive, words: list[str], clock: Clock, author: str, host: str) -> None:
    from screens.command.importing import run_import

    try:
        with as_lines():
            run_import(archive, parse(words), clock, author, host)
    except LineError as error:
        complain(error.sentence)
    except SystemExit:
        # What is wrong with these words was said.
        return


def _who_sits_here(journal: Journal, options: argparse.Namespace, clock: Clock, source: Source, author: str) -> str:
    """The name under which it is noted; asked once for this terminal and session, as on the board."""
    place, known = whoami.place(journal, options, clock)
    if place is None or place.is_known:
        return known
    names = journal.session.surveillants
    listed = " ; ".join(f"{rank} {name}" for rank, name in enumerate(names, start=1))
    while True:
        say(f"Qui note ? {listed} ; Entrée pour le premier, ou un autre nom" if names else "Qui note ? un nom")
        try:
            answer = (source.read("Réponse : ", tuple) or "").strip()
        except KeyboardInterrupt:
            answer = ""
        rank = number_in(answer)
        if rank is not None and 0 < rank <= len(names):
            answer = names[rank - 1]
        elif rank is not None or _is_a_line(answer):
            # Noted under that name, all papers would bear it.
            complain("ce n'est pas un nom : « aide » et les autres mots se disent ensuite")
            continue
        name = answer or (names[0] if names else author)
        place.keep(name)
        return name


def _is_a_line(answer: str) -> bool:
    """It begins with a word of the prompt, and goes on as no name does: « aide temps », « absent 8 »."""
    words = split(answer)
    verb = verb_of(words)
    return verb in LOOKS or (verb in SAID and (len(words) == 1 or any(word[:1].isdigit() for word in words)))


def _opened(talk: Conversation) -> None:
    session, now = talk.session, utc(talk.clock.now())
    talk.say(session_sentences(session, now))
    talk.say([f"vous notez au nom de {talk.author} ; « aide » dit les mots, « accueil » commence"])
    # Whom it concerns was just said.
    talk.listening.did((), session.candidates)
    if told := behind_told(session, now):
        complain(told)
    if problem := talk.journal.problem or why_not_writable(talk.journal.path):
        complain(problem)


def _led(talk: Conversation) -> int:
    source, code, rank = talk.source, DONE, 0
    while True:
        rank += 1
        try:
            line = source.read(f"{talk.number} > ", talk.meanwhile)
        except KeyboardInterrupt:
            say()
            code, line = INTERRUPTED, None
        if line is None:
            break
        words = split(line)
        if verb_of(words) == "quit":
            break
        if source.is_person and not words:
            talk.looks["who"](talk, [])
            continue
        try:
            code = talk.take(line)
        except KeyboardInterrupt:
            say()
            complain("Interrompu ; ce qui est dit noté l'est.")
            continue
        if code != DONE and not source.is_person:
            complain(f"Ligne {rank} : arrêt, la suite n'est pas faite.")
            return code
        code = DONE
    if talk.unrecorded:
        talk.retry()
    if source.is_person:
        say(not_done(talk.session, utc(talk.clock.now()), len(talk.unrecorded)))
    return NO_STORE if talk.unrecorded else code
