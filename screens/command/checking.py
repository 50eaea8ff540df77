"""`vigie check`: proof that a journal is whole, or the first line where it breaks."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.archive import Archive
from data.errors import StoreError
from data.exported import check_file
from data.integrity import CheckReport
from data.journal import FILE_NAME
from data.numbers import is_number
from screens.command.discretion import discreet
from screens.command.output import DONE, REFUSED, complain, say
from supervisor.seal import groups
from supervisor.wording import plural


def run_check(archive: Archive, options: argparse.Namespace) -> int:
    """Prove a session, a file, or every session of the store.

    Returns:
        0 when all are whole, 1 when one is not.

    Raises:
        StoreError: there is no such session, or a file cannot be read.
    """
    targets = _targets(archive, options.target)
    if not targets:
        say("Aucune session dans ce dossier")
    # A file may be a copy of a journal; a session of the store, or a whole folder, has its evidence with it.
    alone = options.target is not None and not is_number(options.target) and not Path(options.target).is_dir()
    results = [_is_whole(name, path, alone=alone) for name, path in targets]
    return DONE if all(results) else REFUSED


def _targets(archive: Archive, target: str | None) -> list[tuple[str, Path]]:
    """What is to be proved, each with how it is called."""
    if target is None:
        return [(f"Session {shelf.number}", shelf.folder / FILE_NAME) for shelf in archive.sessions()]
    if not is_number(target):
        path = Path(target)
        return [(target, path / FILE_NAME if path.is_dir() else path)]
    # Not by opening it: a journal whose first line is damaged is to be named as damaged.
    for shelf in archive.sessions():
        if shelf.number == target:
            return [(f"Session {target}", shelf.folder / FILE_NAME)]
    return [(f"Session {target}", archive.journal(target).path)]


def _is_whole(name: str, path: Path, *, alone: bool) -> bool:
    try:
        report = check_file(path, alone=alone)
    except StoreError as error:
        complain(f"{name} : {error.message}")
        return False
    if report.broken is not None:
        complain(f"{name} : {'journal abîmé' if report.broken.line else 'export modifié'}, {report.broken}")
    else:
        say(f"{name} : {_praise(report)}")
    for phrase in report.lost:
        complain(f"{name} : {discreet(phrase, report.session) if report.session else phrase}")
    for remark in report.remarks:
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
