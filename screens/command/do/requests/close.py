"""From the words of `vigie do` for the close to the action they ask for."""

from __future__ import annotations

import argparse

from screens.command.do.request import Asking
from screens.command.output import BadUsageError
from supervisor import action as act
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


ACTIONS: Asking = {
    "close": lambda r: act.CloseSession(r.options.force),
    "reopen": lambda r: act.Reopen(r.options.reason),
    "finalised": lambda _: act.MarkFinalised(),
    "verdict": lambda r: act.GiveVerdict(r.only("un verdict se donne"), r.options.verdict, r.options.reason),
    "end-screen": lambda r: act.SeeEndScreen(r.who),
    "comment": lambda r: _comment(r.options),
    "box": lambda r: act.TickBox(_BOXES[r.options.box], r.options.ticked == "yes"),
}
"""What each of these words asks for."""
