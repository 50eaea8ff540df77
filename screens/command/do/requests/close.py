"""From the words of `vigie do` for the close to the action they ask for."""

from __future__ import annotations

import argparse

from screens.command.do.request import Asking, Request
from screens.command.output import BadUsageError
from screens.command.spoken import typed_as
from supervisor import action as act
from supervisor.candidate import plain
from supervisor.closing import typed_rows
from supervisor.event import Box

_BOXES: dict[str, Box] = {"extra-time": "extra_time_given", "could-not-join": "could_not_join"}


def _comment(options: argparse.Namespace) -> act.Action:
    if options.clear and options.text:
        raise BadUsageError("--clear retire le commentaire : il ne va pas avec un texte")
    if not options.clear and not options.text:
        raise BadUsageError(
            "dites le commentaire, « - » pour le lire sur l'entrée standard, ou --clear pour le retirer"
        )
    return act.WriteComment(options.text)


def _typed(r: Request) -> act.Action:
    wanted = plain(r.options.line)
    rows = [row for row in typed_rows(r.session) if row.key]
    found = [row for row in rows if wanted in (plain(typed_as(row)), plain(row.key))]
    if not found:
        known = ", ".join(typed_as(row) for row in rows)
        raise BadUsageError(f"cette ligne n'est pas sur la fiche ; ses lignes : {known}")
    return act.TypeLine(found[0].key, r.options.done == "yes")


def _correction(r: Request) -> act.Action:
    number = None if r.is_about_the_session else r.only("une correction se note")
    return act.NoteCorrection(r.options.text, number)


ACTIONS: Asking = {
    "close": lambda r: act.CloseSession(r.options.force),
    "reopen": lambda r: act.Reopen(r.options.reason),
    "finalised": lambda _: act.MarkFinalised(),
    "verdict": lambda r: act.GiveVerdict(r.only("un verdict se donne"), r.options.verdict, r.options.reason),
    "end-screen": lambda r: act.SeeEndScreen(r.who),
    "comment": lambda r: _comment(r.options),
    "box": lambda r: act.TickBox(_BOXES[r.options.box], r.options.ticked == "yes"),
    "typed": _typed,
    "correction": _correction,
}
"""What each of these words asks for."""
