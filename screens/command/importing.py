"""`vigie import`: candidate lists in, sessions made, and everything that was found on the way told.

All files are read before anything is made, and with an error in one of them nothing is. The report goes to
stdout, where names may stand; stderr gets one closing line without any (RULES.md section 5).
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from data.archive import Archive
from data.errors import CreationRefusedError, SessionExistsError
from data.roster import read_roster
from data.roster.model import Problem, Roster
from data.roster.wording import shortened
from screens.command.importing_groups import groups_of, of_group, split, told_share
from screens.command.importing_plan import Options, Planned, number_of, planned, understood
from screens.command.importing_twins import twin_lines, twins_in
from screens.command.importing_update import Updated, key_of, summary, update
from screens.command.output import BAD_USAGE, DONE, REFUSED, BadUsageError, RefusedError, complain, say
from screens.command.restoring import exports_among, run_restore
from screens.command.telling import hinted
from screens.kit.desk import Clock
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
    exports = exports_among(options.files)
    if exports:
        return run_restore(archive, options.files, exports, Context(now=clock.now(), author=author, host=host))
    if options.classes and not all(name.strip() for name in options.classes):
        raise BadUsageError("--class est vide : dites une classe, ou rien pour toutes.")
    said = understood(options, _access_code(options.access_code))
    context = Context(now=clock.now(), author=author, host=host)
    groups = groups_of(options)
    most = getattr(options, "split", None)
    if most is not None and said.update:
        raise BadUsageError("--split fait de nouvelles sessions, --update met à jour celles qui sont là.")
    rosters = []
    for classes in [group.classes for group in groups] or [options.classes or ()]:
        rosters += read_lists(options.files, classes, said, context.now)
    for path, roster in each_problem_once(rosters):
        for line in problem_lines(path, roster):
            say(line)
    errors = sum(len(roster.errors) for _, roster in rosters)
    if errors:
        wrong = sum(bool(roster.errors) for _, roster in rosters)
        complain(f"Rien n'a été créé : {plural(errors, 'erreur')} dans {plural(wrong, 'fichier')}.")
        return BAD_USAGE
    if groups:
        said = replace(said, numbers=())
        listed = [
            session
            for group, (_, roster) in zip(groups, rosters, strict=True)
            for session in of_group(roster.sessions, str(number_of(group.number)) if group.number else "")
        ]
    else:
        listed = [session for _, roster in rosters for session in roster.sessions]
    shares = split(listed, most) if most is not None else listed
    wanted = planned(shares, said, context.now)
    if len(shares) > len(listed):
        for rank, share in enumerate(shares, start=1):
            say(f"Partage {rank} sur {len(shares)} : {plural(len(share.candidates), 'candidat')}, {told_share(share)}")
    _, is_refused = make(archive, wanted, said, context, say=say, complain=complain)
    return REFUSED if is_refused else DONE


def each_problem_once(rosters: Sequence[tuple[Path, Roster]]) -> list[tuple[Path, Roster]]:
    """The same, where a list was read for each of its sessions: what is wrong with the file is told for the first."""
    told: set[tuple[Path, Problem]] = set()
    once = []
    for path, roster in rosters:
        fresh = tuple(problem for problem in roster.problems if (path, problem) not in told)
        told.update((path, problem) for problem in fresh)
        once.append((path, replace(roster, problems=fresh)))
    return once


def read_lists(files: Sequence[str], classes: Sequence[str], said: Options, now: datetime) -> list[tuple[Path, Roster]]:
    """All these files, read; each with its problems."""
    today = now.astimezone(said.zone).date()
    return [(Path(name), read_roster(Path(name), classes=classes, today=today)) for name in files]


def make(
    archive: Archive, wanted: Sequence[Planned], said: Options, context: Context,
    *, say: Callable[[str], None], complain: Callable[[str], None],
) -> tuple[list[Session], bool]:  # fmt: skip
    """Make these sessions, all or none of them, and update those that the store holds where that was asked for.

    Args:
        archive: the store.
        wanted: the sessions, completed.
        said: what was said about them.
        context: who imports, when, on which machine.
        say: takes each line of the report.
        complain: takes what was not done, without any name.

    Returns:
        The sessions, and whether the rules refused something of an update.

    Raises:
        RefusedError: a session is there already; nothing was made.
        StoreError: the store cannot be written.
    """
    held = set(archive.numbers()) if said.update else set()
    old = [(one, archive.journal(one.creation.number)) for one in wanted if one.creation.number in held]
    new = [one for one in wanted if one.creation.number not in held]
    there = twins_in(archive, new)
    try:
        made = archive.create_all([(said.header, one.creation) for one in new], context) if new else []
    except (SessionExistsError, CreationRefusedError) as error:
        raise RefusedError(f"Rien n'a été créé. {error.message}") from error
    if new and said.zone_warning:
        say(f"Avertissement : {said.zone_warning}")
    sessions = []
    for one, journal in zip(new, made, strict=True):
        sessions.append(journal.session)
        say(session_line(journal.session))
        told = (hinted(warning.text, warning.hint) for warning in one.warnings)
        for warning in (*told, *twin_lines(one, there, journal.session.number)):
            say(f"Session {journal.session.number} : avertissement : {warning}")
        there.append(journal.session)
    provisional = next((one.number for one in sessions if one.number.startswith("p")), None)
    if provisional is not None:
        say(
            f"Numéro provisoire : « vigie do {provisional} number N » donne celui de Pix Certif, tant que personne n'a "
            "rejoint."
        )
    is_refused = False
    for one, journal in old:
        updated = update(journal, one, context)
        sessions.append(journal.session)
        for line in _updated_lines(updated, journal.session):
            say(line)
        if updated.is_refused:
            is_refused = True
            done = "n'est mise à jour qu'en partie" if updated.changes else "n'est pas mise à jour"
            complain(f"La session {journal.session.number} {done} : voyez le rapport.")
    asides = asides_in(zip([*new, *(one for one, _ in old)], sessions, strict=True))
    for line in extra_time_lines(sessions, asides):
        say(line)
    return sessions, is_refused


def _updated_lines(updated: Updated, session: Session) -> Iterator[str]:
    yield summary(updated, session.number)
    for line in updated.lines:
        yield f"Session {session.number} : {line}"


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


def problem_lines(path: Path, roster: Roster) -> Iterator[str]:
    """One line a problem, errors apart from warnings; nothing for a file that has none."""
    if not roster.problems:
        return
    kinds = (("Erreurs", roster.errors), ("Avertissements", roster.warnings))
    counts = ", ".join(f"{len(problems)} {_counted(kind, problems)}" for kind, problems in kinds if problems)
    yield f"{clean(path.name)} : {counts}"
    for kind, problems in kinds:
        if problems:
            yield f"{kind} :"
            yield from map(problem_line, problems)


def problem_line(problem: Problem) -> str:
    """A problem, at the line where a person will find it."""
    return f"ligne {problem.line} : {problem.message}" if problem.line is not None else problem.message


def _counted(kind: str, problems: Sequence[Problem]) -> str:
    return kind.lower() if len(problems) > 1 else kind.lower().removesuffix("s")


def session_line(session: Session) -> str:
    """A session that an import makes: its number, day, hour, zone, place and how many are on it."""
    place = ", ".join(part for part in (session.site, session.room) if part)
    return (
        f"Session {session.number or 'sans numéro'} : {session.date:%d/%m/%Y} à {session.start} "
        f"({session.header.timezone}), {f'{place}, ' if place else ''}{plural(len(session.candidates), 'candidat')}"
    )


@dataclass(frozen=True, slots=True)
class ToBeChecked:
    """A candidate of whom a list says something of a temps majoré where nothing reads it."""

    session: str
    number: int
    name: str
    aside: str
    """What it says, as it stands."""


def asides_in(made: Iterable[tuple[Planned, Session]]) -> list[ToBeChecked]:
    """Whose temps majoré is to be checked, by their numbers in the sessions."""
    found = []
    for one, session in made:
        said_of = {key_of(listed.identity): listed.aside for listed in one.listed.candidates if listed.aside}
        found += [
            ToBeChecked(session.number, who.number, who.full_name, said_of[key])
            for who in session.candidates.values()
            if (key := key_of(who.identity)) in said_of
        ]
    return found


def extra_time_lines(sessions: Sequence[Session], asides: Sequence[ToBeChecked] = ()) -> Iterator[str]:
    """The temps majorés understood, to be read, and those to be checked: the last thing of an import.

    Sources: DOMAIN.md section 3; RULES.md section 11 « Lists in »: while the list seems to say one where none is read,
    « Aucun temps majoré » is not said.
    """
    everybody = [(session, who) for session in sessions for who in session.candidates.values() if who.extra_time]
    several = len(sessions) > 1
    if everybody:
        yield f"{plural(len(everybody), 'temps majoré compris', 'temps majorés compris')}, à relire :"
    elif not asides:
        yield "Aucun temps majoré."
        return
    for session, who in everybody:
        third = " (tiers temps : un tiers exactement)" if who.extra_time.third else ""
        where = f"session {session.number}, " if several else ""
        yield f"{where}n° {who.number} {who.full_name} : {who.extra_time}{third}"
    if asides:
        none = "" if everybody else "aucun compris, "
        yield f"Temps majorés : {none}{len(asides)} à vérifier, la liste en parle où rien n'est lu :"
    for one in asides:
        where = f"session {one.session}, " if several else ""
        yield f"{where}n° {one.number} {one.name} : {shortened(one.aside)}"
