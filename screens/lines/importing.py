"""`vigie import`: candidate lists in, sessions made, and everything that was found on the way told.

All files are read before anything is made, and with an error in one of them nothing is. The report goes to
stdout, where names may stand; stderr gets one closing line without any (RULES.md section 5).
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from data.archive import Archive
from data.errors import CreationRefusedError, SessionExistsError
from data.journal import Journal
from data.roster import read_roster
from data.roster.model import Problem, Roster
from screens.desk import Clock
from screens.lines.importing_plan import Options, Planned, planned, understood
from screens.lines.importing_update import summary, update
from screens.lines.output import BAD_USAGE, DONE, REFUSED, BadUsageError, RefusedError, complain, say
from supervisor.action import Context
from supervisor.candidate import clean
from supervisor.session import Session
from supervisor.wording import plural

FROM_STDIN = "-"


def run_import(archive: Archive, options: Namespace, clock: Clock, author: str, host: str) -> int:
    """Read these lists and make their sessions; the exit code.

    Args:
        archive: the store.
        options: files, sessions, site, room, date, start, surveillants, timezone, certification, edition,
            access_code, classes, update: what the parser read.
        clock: gives the day and hour of a session that has none, and the instant of its creation.
        author: who imports.
        host: on which machine.

    Raises:
        LineError: an option cannot be, or a session is there already; nothing was made.
        StoreError: the store cannot be written; nothing was made.
    """
    said = understood(options, _access_code(options.access_code))
    context = Context(now=clock.now(), author=author, host=host)
    today = context.now.astimezone(said.zone).date()
    rosters = [
        (Path(name), read_roster(Path(name), classes=options.classes or (), today=today)) for name in options.files
    ]
    for path, roster in rosters:
        _tell_problems(path, roster)
    errors = sum(len(roster.errors) for _, roster in rosters)
    if errors:
        wrong = sum(bool(roster.errors) for _, roster in rosters)
        complain(f"Rien n'a été créé : {plural(errors, 'erreur')} dans {plural(wrong, 'fichier')}.")
        return BAD_USAGE
    wanted = planned([session for _, roster in rosters for session in roster.sessions], said, context.now)
    return _make(archive, wanted, said, context)


def _make(archive: Archive, wanted: Sequence[Planned], said: Options, context: Context) -> int:
    held = set(archive.numbers()) if said.update else set()
    old = [(one, archive.journal(one.creation.number)) for one in wanted if one.creation.number in held]
    new = [one for one in wanted if one.creation.number not in held]
    try:
        made = archive.create_all([(said.header, one.creation) for one in new], context) if new else []
    except (SessionExistsError, CreationRefusedError) as error:
        raise RefusedError(f"Rien n'a été créé. {error.message}") from error
    if new and said.zone_warning:
        say(f"Avertissement : {said.zone_warning}")
    sessions = []
    for one, journal in zip(new, made, strict=True):
        sessions.append(journal.session)
        _tell_session(journal.session, one.warnings)
    provisional = next((one.number for one in sessions if one.number.startswith("p")), None)
    if provisional is not None:
        say(
            f"Numéro provisoire : « vigie do {provisional} number N » donne celui de Pix Certif, tant que personne n'a "
            "rejoint."
        )
    is_refused = False
    for one, journal in old:
        is_refused |= _update(journal, one, context)
        sessions.append(journal.session)
    _tell_extra_times(sessions)
    return REFUSED if is_refused else DONE


def _update(journal: Journal, wanted: Planned, context: Context) -> bool:
    """Update a session that the store holds; whether the rules refused something of it."""
    updated = update(journal, wanted, context)
    say(summary(updated, journal.session.number))
    for line in updated.lines:
        say(f"Session {journal.session.number} : {line}")
    if updated.is_refused:
        complain(f"La session {journal.session.number} n'est mise à jour qu'en partie : voyez le rapport.")
    return updated.is_refused


# What is read from elsewhere ---------------------------------------------------------------------------


def _access_code(given: str | None) -> str:
    """The code as it was given: `-` reads a line of standard input, which no shell history keeps."""
    if given != FROM_STDIN:
        code = given or ""
    elif sys.stdin is None:
        raise BadUsageError("--access-code - lit le code sur l'entrée standard, et il n'y en a pas.")
    else:
        code = sys.stdin.readline()
        if not code.strip():
            raise BadUsageError("--access-code - : aucun code n'est arrivé sur l'entrée standard.")
    return str(clean(code)).replace(" ", "").upper()


# What is told ------------------------------------------------------------------------------------------


def _tell_problems(path: Path, roster: Roster) -> None:
    """One line a problem, errors apart from warnings; nothing for a file that has none."""
    if not roster.problems:
        return
    kinds = (("Erreurs", roster.errors), ("Avertissements", roster.warnings))
    counts = ", ".join(f"{len(problems)} {_counted(kind, problems)}" for kind, problems in kinds if problems)
    say(f"{clean(path.name)} : {counts}")
    for kind, problems in kinds:
        if problems:
            say(f"{kind} :")
            for problem in problems:
                say(f"ligne {problem.line} : {problem.message}" if problem.line is not None else problem.message)


def _counted(kind: str, problems: Sequence[Problem]) -> str:
    return kind.lower() if len(problems) > 1 else kind.lower().removesuffix("s")


def _tell_session(session: Session, warnings: Sequence[str]) -> None:
    place = ", ".join(part for part in (session.site, session.room) if part)
    say(
        f"Session {session.number} : {session.date:%d/%m/%Y} à {session.start} ({session.header.timezone}), "
        f"{f'{place}, ' if place else ''}{plural(len(session.candidates), 'candidat')}"
    )
    for warning in warnings:
        say(f"Session {session.number} : avertissement : {warning}")


def _tell_extra_times(sessions: Sequence[Session]) -> None:
    """The temps majorés understood, to be read: the last thing of an import (DOMAIN.md section 3)."""
    everybody = [(session, who) for session in sessions for who in session.candidates.values() if who.extra_time]
    if not everybody:
        say("Aucun temps majoré.")
        return
    say(f"{plural(len(everybody), 'temps majoré compris', 'temps majorés compris')}, à relire :")
    for session, who in everybody:
        third = " (tiers temps : un tiers exactement)" if who.extra_time.third else ""
        where = f"session {session.number}, " if len(sessions) > 1 else ""
        say(f"{where}n° {who.number} {who.full_name} : {who.extra_time}{third}")
