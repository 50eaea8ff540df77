"""`vigie import`: candidate lists in, sessions made, and everything that was found on the way told.

All files are read before anything is made, and with an error in one of them nothing is. The report goes to
stdout, where names may stand; stderr gets one closing line without any (RULES.md section 5).
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from data.archive import Archive
from data.roster.model import ListedSession, Problem, Roster
from data.roster.text import ListCell
from data.roster.values import NotUnderstood, read_hour, read_session_date
from data.services.importing.making import Created, Imported, bring_in, read_lists, said_around, to_be_checked
from data.services.importing.plan import planned
from data.services.importing.shares import SaysItsSessionsError, share_told, shared, under_number
from data.services.importing.terms import SaidOfSessions, Terms, session_number, terms_of
from data.services.importing.twins import may_take_its_place, twin_warning
from data.services.importing.wording import (
    changes_line,
    extra_time_lines,
    problem_lines,
    provisional_number_line,
    refused_line,
    session_line,
)
from data.services.restoring import exports_among
from screens.command.importing_groups import ClassesOfSession, groups_of
from screens.command.output import BAD_USAGE, DONE, REFUSED, BadUsageError, complain, say
from screens.command.refusing import as_lines
from screens.command.restoring import run_restore
from screens.command.telling import hinted
from screens.kit.desk import Clock
from supervisor.action import Context
from supervisor.candidate import clean
from supervisor.wording import plural

FROM_STDIN = "-"

T = TypeVar("T")


@as_lines()
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
    context = Context(now=clock.now(), author=author, host=host)
    exports = exports_among(options.files)
    if exports:
        return run_restore(archive, options.files, exports, context)
    if options.classes and not all(name.strip() for name in options.classes):
        raise BadUsageError("--class est vide : dites une classe, ou rien pour toutes.")
    terms = terms_of(_said(options))
    groups = groups_of(options)
    if options.split is not None and terms.update:
        raise BadUsageError("--split fait de nouvelles sessions, --update met à jour celles qui sont là.")
    rosters = []
    for classes in [group.classes for group in groups] or [options.classes or ()]:
        rosters += read_lists(options.files, classes, terms.zone, context.now)
    for path, roster in each_problem_once(rosters):
        for line in problem_lines(path, roster):
            say(line)
    errors = sum(len(roster.errors) for _, roster in rosters)
    if errors:
        wrong = sum(bool(roster.errors) for _, roster in rosters)
        complain(f"Rien n'a été créé : {plural(errors, 'erreur')} dans {plural(wrong, 'fichier')}.")
        return BAD_USAGE
    if groups:
        terms = replace(terms, numbers=())
    shares = _shares([roster for _, roster in rosters], groups, options.split)
    return _tell(bring_in(archive, planned(shares, terms, context.now), terms, context), terms)


def _shares(rosters: Sequence[Roster], groups: Sequence[ClassesOfSession], most: int | None) -> list[ListedSession]:
    """The sessions that the lists make, as the command line groups their classes or shares them out."""
    listed = [session for roster in rosters for session in roster.sessions]
    try:
        if groups:
            listed = [
                session
                for group, roster in zip(groups, rosters, strict=True)
                for session in under_number(roster.sessions, session_number(group.number) or "")
            ]
    except SaysItsSessionsError as error:
        raise BadUsageError(
            "Plusieurs --class et --session partagent une liste sans session, et celle-ci dit déjà les siennes."
        ) from error
    try:
        shares = shared(listed, most) if most is not None else listed
    except SaysItsSessionsError as error:
        raise BadUsageError(
            "--split partage une liste sans session, et celle-ci dit déjà les siennes."
        ) from error  # fmt: skip
    if len(shares) > len(listed):
        for rank, share in enumerate(shares, start=1):
            say(f"Partage {rank} sur {len(shares)} : {plural(len(share.candidates), 'candidat')}, {share_told(share)}")
    return shares


def each_problem_once(rosters: Sequence[tuple[Path, Roster]]) -> list[tuple[Path, Roster]]:
    """The same, where a list was read for each of its sessions: what is wrong with the file is told for the first."""
    told: set[tuple[Path, Problem]] = set()
    once = []
    for path, roster in rosters:
        fresh = tuple(problem for problem in roster.problems if (path, problem) not in told)
        told.update((path, problem) for problem in fresh)
        once.append((path, replace(roster, problems=fresh)))
    return once


# What is said ------------------------------------------------------------------------------------------


def _said(options: Namespace) -> SaidOfSessions:
    """The command line's words as values.

    Raises:
        BadUsageError: one of them cannot be read.
    """
    return SaidOfSessions(
        numbers=tuple(options.sessions or ()),
        day=_read("--date", options.date, read_session_date),
        start=_read("--start", options.start, read_hour),
        site=options.site or "",
        room=options.room or "",
        surveillants=tuple(options.surveillants or ()),
        certification=options.certification or "",
        access_code=_access_code(options.access_code),
        timezone=options.timezone or "",
        edition=options.edition or "",
        update=bool(options.update),
    )


def _read(option: str, text: str | None, read: Callable[[ListCell], T]) -> T | None:
    if not text:
        return None
    try:
        return read(text)
    except NotUnderstood as reason:
        raise BadUsageError(f"{option} : {reason}") from reason


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


def _tell(outcomes: Iterable[Imported], terms: Terms) -> int:
    """Tell each session as it comes to be on the disk, and the temps majorés of all at the end."""
    done: list[Imported] = []
    provisional = ""
    for outcome in outcomes:
        number = outcome.session.number
        if isinstance(outcome, Created):
            if not done and terms.zone_warning:
                say(f"Avertissement : {terms.zone_warning.removesuffix('.')} ; sinon, --timezone.")
            say(session_line(outcome.session))
            for warning in _warnings(outcome):
                say(f"Session {number} : avertissement : {warning}")
            provisional = provisional or (number if number.startswith("p") else "")
        else:
            # What is new comes first, and its number with it.
            provisional = _tell_provisional(provisional)
            say(changes_line(outcome.changes, number))
            for remark in outcome.changes.remarks:
                say(f"Session {number} : {hinted(remark.text, remark.hint)}")
            if outcome.changes.is_refused:
                complain(refused_line(outcome.changes, number))
        done.append(outcome)
    _tell_provisional(provisional)
    asides = [one for outcome in done for one in to_be_checked(outcome.planned, outcome.session)]
    around = said_around(outcome.planned for outcome in done)
    for line in extra_time_lines([outcome.session for outcome in done], asides, around):
        say(line)
    is_refused = any(not isinstance(outcome, Created) and outcome.changes.is_refused for outcome in done)
    return REFUSED if is_refused else DONE


def _tell_provisional(number: str) -> str:
    """Say once how the first provisional number is replaced; empty, as it is said."""
    if number:
        say(provisional_number_line(number))
    return ""


def _warnings(created: Created) -> Iterator[str]:
    for remark in created.planned.warnings:
        yield hinted(remark.text, remark.hint)
    if (twin := created.twin) is None:
        return
    remark = twin_warning(twin, created.session.number)
    yield hinted(remark.text, remark.hint)
    if may_take_its_place(created.planned, twin):
        yield f"pour mettre la session {twin.number} à jour sans en faire une autre : --update --session {twin.number}"
