"""`vigie doctor`: is this machine fit for a session? One line a point, « ok » or what to do."""

from __future__ import annotations

import json
import shutil
import textwrap
from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from data.archive import Archive
from data.checkup import Finding, looked_at, machine, store
from screens.command.doctor_terminal import look_at_terminal, ruler
from screens.command.output import DONE, REFUSED, has_terminal, say, say_as_is
from screens.kit.desk import Clock
from screens.kit.settings_check import Tables
from supervisor.wording import plural

FORMAT = "vigie-doctor"
VERSION = 1
_INDENT = 8
_TITLE = 25


def run_doctor(archive: Archive, options: Namespace, clock: Clock, tables: Tables) -> int:
    """Look at everything and tell it.

    Args:
        archive: the store, or where it would be.
        options: json: what the parser read.
        clock: this machine's clocks.
        tables: the commands that a key can be set for.

    Returns:
        0 when all is well, 1 when something is to be seen to.
    """
    findings = _findings(archive, clock, tables)
    if options.json:
        say_as_is(json.dumps(_document(findings), ensure_ascii=False, indent=1))
    else:
        _tell(findings)
    return DONE if all(finding.is_ok for finding in findings) else REFUSED


def _findings(archive: Archive, clock: Clock, tables: Tables) -> list[Finding]:
    now, boot = clock.now(), clock.monotonic()
    found = [
        *look_at_terminal(tables),
        looked_at("python", "Python", machine.python),
        looked_at("packages", "paquets", machine.packages),
        looked_at("font", "police des PDF", machine.font),
        looked_at("zone", "fuseau horaire", machine.zone),
        *store.look_at(archive, clock.monotonic),
        looked_at("synchronised", "horloge à l'heure", lambda: machine.synchronised(clock.now())),
    ]
    elapsed, passed = clock.now() - now, timedelta(seconds=clock.monotonic() - boot)
    newest = store.newest_file(archive)
    return [
        *found,
        looked_at("jumps", "sauts d'horloge", lambda: machine.jumps(elapsed, passed, newest, clock.now())),
    ]


def _tell(findings: Sequence[Finding]) -> None:
    for finding in findings:
        mark = "ok" if finding.is_ok else "à voir"
        _say(f"{mark:<{_INDENT}}{finding.title:<{_TITLE}}{finding.text}", _INDENT + _TITLE)
        if finding.key == "letters":
            say(f"{'':<{_INDENT + _TITLE}}{ruler()}")
        if not finding.is_ok:
            _say(f"{'':<{_INDENT}}→ {finding.todo}", _INDENT + 2)
    count = sum(not finding.is_ok for finding in findings)
    say(f"{plural(count, 'point')} à voir." if count else "Tout va bien.")
    say("Ce compte rendu ne contient ni nom ni donnée de session : il peut être envoyé.")


def _say(line: str, hang: int) -> None:
    """Print a line; at a terminal in as many as it takes, each further one under the text of the first."""
    if not has_terminal():
        say(line)
        return
    width = max(shutil.get_terminal_size().columns, hang + _TITLE)
    for part in textwrap.wrap(line, width, subsequent_indent=" " * hang, drop_whitespace=True):
        say(part)


def _document(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings as other programs read them; the form is docs/json.md."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "ok": all(finding.is_ok for finding in findings),
        "findings": [{"key": f.key, "title": f.title, "ok": f.is_ok, "text": f.text, "todo": f.todo} for f in findings],
    }
