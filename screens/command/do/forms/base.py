"""What the forms of all actions have in common: who it is about, and when it was."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from screens.command.french import FrenchParser, Later, Words, one_of

END_REASON = one_of("candidate", "technical")
WHO = "CANDIDAT"
"""argparse shows by itself that it may be repeated; a name may be several words."""
ANY = "CANDIDAT|session"


class Forms:
    """The forms of the actions in the making, each with the options that all of them take."""

    def __init__(self, parser: FrenchParser, add_everywhere: Callable[[Words], None]) -> None:
        self._actions = parser.add_subparsers(dest="action", metavar="ACTION", title="Actions ", required=True)
        self._add_everywhere = add_everywhere

    def add(self, name: str, told: str, *, who: str = "") -> Later:
        """Add the form of an action.

        Args:
            name: its word.
            told: its help.
            who: how the candidates are shown; empty when it takes none.
        """
        parser: Later = self._actions.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        if who:
            parser.add_argument("who", metavar=who, nargs="+", help="numéro, nom, ou plusieurs numéros : 3,5,9-12")
        parser.add_argument(
            "--at", metavar="INSTANT", default=argparse.SUPPRESS,
            help="quand c'était : 09:41, « il y a 3 min », « le 22/11 à 09:41 », 2026-11-22T09:41:07+01:00",
        )  # fmt: skip
        self._add_everywhere(parser)
        return parser
