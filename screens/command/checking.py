"""`vigie check`: proof that a journal is whole, or the first line where it breaks."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from data.archive import Archive, Shelf
from data.copies import copies_beside
from data.errors import StoreError, gone
from data.exported import check_file
from data.integrity import CheckReport
from data.journal import FILE_NAME
from data.mirrored import where
from data.numbers import is_number
from data.reading import ReadingArchive
from data.withheld import NOTHING, Withheld
from screens.command.discretion import discreet
from screens.command.output import DONE, REFUSED, complain, say
from supervisor.seal import groups
from supervisor.wording import plural


def run_check(archive: Archive, options: argparse.Namespace) -> int:
    """Prove a session, a file, or every session of the store.

    Returns:
        0 when all are whole, 1 when one is not.

    Raises:
        StoreError: there is no such session or no store, or a file cannot be read.
    """
    targets = _targets(archive, options.target)
    if not targets and not archive.root.is_dir():
        # « Nothing is damaged » would be the answer to a stick that was pulled out.
        raise gone(archive.root)
    if not targets:
        say(f"Aucune session {where(archive.root)}")
    # A file may be a copy of a journal; a session of the store, or a whole folder, has its evidence with it.
    alone = options.target is not None and not is_number(options.target) and not Path(options.target).is_dir()
    results = [_is_whole(target, alone=alone) for target in targets]
    return DONE if all(results) else REFUSED


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to be proved."""

    name: str
    path: Path
    withheld: Withheld = NOTHING


def _targets(archive: Archive, target: str | None) -> list[_Target]:
    """What is to be proved; of a number that a hub has several times, each of them."""
    if target is not None and not is_number(target):
        path = Path(target)
        return [_Target(target, path / FILE_NAME if path.is_dir() else path)]
    if isinstance(archive, ReadingArchive):
        archive.with_names()
    # Not by opening it: a journal whose first line is damaged is to be named as damaged.
    found = [_target(shelf) for shelf in archive.sessions() if target in (None, shelf.number)]
    if target is None or found:
        return found
    return [_Target(f"Session {target}", archive.journal(target).path)]


def _target(shelf: Shelf) -> _Target:
    return _Target(
        f"Session {shelf.name}", shelf.folder / FILE_NAME, shelf.journal.withheld if shelf.journal else NOTHING
    )


def _is_whole(target: _Target, *, alone: bool) -> bool:
    name = target.name
    try:
        report = check_file(target.path, alone=alone, withheld=target.withheld)
    except StoreError as error:
        # What the disk answers of a file names it already.
        complain(error.message if str(Path(name)) in error.message else f"{name} : {error.message}")
        return False
    if report.broken is not None:
        complain(f"{name} : {'journal abîmé' if report.broken.line else 'export modifié'}, {report.broken}")
    else:
        say(f"{name} : {_praise(report)}")
    for phrase in report.lost:
        complain(f"{name} : {discreet(phrase, report.session) if report.session else phrase}")
    for remark in report.remarks:
        say(f"{name} : {remark}")
    for copy in () if alone else copies_beside(target.path.parent):
        say(
            f"{name} : à côté de son journal, « {copy.name} » n'est pas lu ; si un outil de synchronisation l'a fait, "
            "des actions peuvent n'être que là : gardez-le, et montrez-le au référent"
        )
    for remark in target.withheld.remarks():
        say(f"{name} : {remark}")
    return report.is_whole


def _praise(report: CheckReport) -> str:
    session = report.session
    if session is None:
        return "journal entier"
    whole = f"journal entier, {plural(session.last_id, 'événement')}"
    if session.seal:
        return f"{whole}, sceau {groups(session.seal)}"
    return f"{whole}, rouverte, sans sceau" if session.was_reopened else f"{whole}, pas encore close"
