"""How an import is told, on the command line and at home alike; what differs there is told there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.roster.model import Problem, Roster
from data.roster.wording import shortened
from data.services.importing.making import ToBeChecked
from data.services.importing.update import Changes
from supervisor.candidate import clean
from supervisor.session import Session
from supervisor.wording import plural


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


def provisional_number_line(number: str) -> str:
    """How a session that was made without a number gets its own."""
    return (
        f"Numéro provisoire : « vigie do {number} number N » donne celui de Pix Certif, tant que personne n'a rejoint."
    )


def changes_line(changes: Changes, number: str) -> str:
    """What came of an update, in one line."""
    parts = (
        plural(changes.added, "ajouté"),
        plural(changes.removed, "retiré"),
        plural(changes.corrected, "corrigé"),
        plural(changes.kept - changes.corrected, "inchangé"),
    )
    nothing = "pas " if changes.is_refused and not changes.count else ""
    return f"Session {number} {nothing}mise à jour : {', '.join(parts)}."


def refused_line(changes: Changes, number: str) -> str:
    """That the rules refused something of an update; it names nobody."""
    done = "n'est mise à jour qu'en partie" if changes.count else "n'est pas mise à jour"
    return f"La session {number} {done} : voyez le rapport."


def extra_time_lines(
    sessions: Sequence[Session], asides: Sequence[ToBeChecked] = (), around: Sequence[str] = ()
) -> Iterator[str]:
    """The temps majorés understood, to be read, and those to be checked: the last thing of an import.

    Sources: DOMAIN.md section 3; RULES.md section 11 « Lists in »: while the list seems to say one where none is read,
    « Aucun temps majoré » is not said.
    """
    everybody = [(session, who) for session in sessions for who in session.candidates.values() if who.extra_time]
    several = len(sessions) > 1
    if everybody:
        yield f"{plural(len(everybody), 'temps majoré compris', 'temps majorés compris')}, à relire :"
    elif around and not asides:
        yield f"Temps majorés : aucun compris, et le fichier en parle peut-être : {', '.join(around)} ; à vérifier."
        return
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
