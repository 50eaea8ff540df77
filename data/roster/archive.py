"""A zip that is no sheet: the ministry's SIECLE delivery, or a list that somebody compressed with what lay there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from data.roster.around import with_file_name
from data.roster.model import Problem, Roster, Severity
from data.roster.unpack import unpacked
from data.roster.wording import RefusedFile, listed, quoted
from supervisor.typography import typographic

_LISTS = (".xml", ".csv", ".ods", ".xlsx", ".xlsm", ".tsv", ".zip")
_MAYBE_LISTS = (".txt", ".tab", "")
_OF_VIGIE = frozenset({"session.json", "journal.jsonl"})
_MOST_TRIED = 40
"""Files of an archive that are looked into; the ministry's holds one."""

_Read = Callable[[bytes], Roster]


def roster_of_archive(data: bytes, names: Sequence[str], read: _Read) -> Roster:
    """The one list in a zip, whatever lies beside it.

    Args:
        data: the zip.
        names: its members, folders and the companions of macOS and Windows left out.
        read: reads one member as if it had been chosen itself.

    Raises:
        RefusedFile: it holds no list, or several, which are named.
    """
    if any(PurePosixPath(name).name in _OF_VIGIE for name in names):
        raise RefusedFile(
            "C'est un export de Vigie en zip, pas une liste de candidats ; extrayez-le, puis importez son session.json "
            "(vigie import session.json) pour remettre la session."
        )
    by_kind = [[name for name in names if _suffix(name) in kinds] for kinds in (_LISTS, _MAYBE_LISTS)]
    candidates = by_kind[0] or by_kind[1]
    if not candidates or len(candidates) > _MOST_TRIED:
        if not names:
            raise RefusedFile("Cette archive est vide ; choisissez celle qui contient la liste, ou la liste elle-même.")
        raise RefusedFile(
            f"Cette archive contient {len(names)} fichier{'s' * (len(names) > 1)}"
            f"{_named(names)} ; ce n'est ni une feuille de calcul ni un export SIECLE ; extrayez la liste et "
            "choisissez-la."
        )
    rosters, refusals = _each_read(unpacked(data, candidates.__contains__), read)
    if len(rosters) > 1:
        raise RefusedFile(
            f"Cette archive contient {len(rosters)} listes{_named(list(rosters))} ; extrayez celle qu'il faut et "
            "choisissez-la."
        )
    if rosters:
        [(name, roster)] = rosters.items()
        for each in names:
            roster = with_file_name(roster, PurePosixPath(each).stem)
        return _told_beside(roster, name, [other for other in candidates if other != name])
    if len(refusals) == 1:
        [(name, refusal)] = refusals.items()
        raise RefusedFile(f"{quoted(name)}, dans l'archive : {refusal.sentence}", refusal.line)
    raise RefusedFile(
        f"Aucun fichier de cette archive n'est une liste{_named(list(refusals))} ; extrayez la liste et choisissez-la."
    )


def _each_read(contents: Mapping[str, bytes], read: _Read) -> tuple[dict[str, Roster], dict[str, RefusedFile]]:
    """The members that are lists, and why the others are none, by their names."""
    rosters: dict[str, Roster] = {}
    refusals: dict[str, RefusedFile] = {}
    for name, content in contents.items():
        try:
            rosters[name] = read(content)
        except RefusedFile as reason:
            refusals[name] = reason
    return rosters, refusals


def _told_beside(roster: Roster, name: str, others: Sequence[str]) -> Roster:
    """The one list of an archive; what else might have been one is told first."""
    if not others:
        return roster
    told = Problem(
        Severity.WARNING, None, typographic(f"De l'archive, {quoted(name)} est lu ; pas lu{_named(others)}.")
    )
    return replace(roster, problems=(told, *roster.problems))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _named(names: Sequence[str]) -> str:
    return f" : {listed([quoted(name) for name in names], 10)}" if names else ""
