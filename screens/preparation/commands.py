"""The keys of the preparation, where no candidate is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from screens.handlers import when
from screens.handlers.acting import Acting
from screens.handlers.later import Room
from screens.kit.command import Command, View

if TYPE_CHECKING:
    from screens.handlers import session
else:
    session = Room("session")

PREPARATION_VIEW: frozenset[View] = frozenset({"preparation"})


class Points(Protocol):
    """The view whose keys these are: the points of the room, one of them chosen."""

    def tick(self) -> None:
        """The chosen point was looked at, and is in order."""

    def say_what_lacks(self) -> None:
        """It is not in order."""

    def add_remark(self) -> None:
        """It is in order, and there is something to say of it."""

    def move(self, steps: int) -> None:
        """Choose a point further down or up."""

    def leave(self) -> None:
        """What lies underneath again."""


# One row a command, however long: it is read as a table.
# ruff: noqa: E501
ON_A_POINT: tuple[Command[Points], ...] = (
    Command("point_ok", ("enter", "space"), "vu, c'est bon", "Noter le point vérifié", "Qui et quand restent au journal.", "salle", lambda points: points.tick(), when=when.is_open, rank=1, views=PREPARATION_VIEW),
    Command("point_lacks", ("x",), "manque", "Noter ce qui manque", "Le point n'est pas en ordre : dit ce qui manque.", "salle", lambda points: points.say_what_lacks(), when=when.is_open, rank=2, asks=True, views=PREPARATION_VIEW),
    Command("point_remark", ("r",), "remarque", "Noter le point vérifié, avec une remarque", "Le point est en ordre, et il y a quelque chose à en dire.", "salle", lambda points: points.add_remark(), when=when.is_open, rank=3, asks=True, views=PREPARATION_VIEW),
)  # fmt: skip
AROUND: tuple[Command[Acting], ...] = (
    Command("training", ("t",), "qui surveille", "Qui surveille, et qui les a formés", "La formation d'abord ; de là aussi relève, arrivée, départ, corriger un nom.", "salle", session.training, when=when.is_open, rank=4, asks=True, views=PREPARATION_VIEW),
    Command("derogation", ("d",), "dérogation", "Noter une dérogation de Pix", "Plus de candidats par surveillant que la règle.", "salle", session.derogation, when=when.is_open, rank=5, asks=True, views=PREPARATION_VIEW),
    Command("point_code", ("e",), "code", "Saisir ou corriger le code d'accès", "Celui de Pix Certif ; son écriture est contrôlée.", "salle", session.access_code, when=when.is_open, rank=6, asks=True, views=PREPARATION_VIEW),
    Command("point_number", ("m",), "numéro", "Donner le numéro de Pix Certif", "Au lieu du provisoire, ou d'un faux, tant que personne n'a rejoint.", "salle", session.number, when=when.number_may_change, asks=True, views=PREPARATION_VIEW),
    Command("point_note", ("n",), "note", "Écrire une note sur la session", "Un texte libre.", "salle", session.session_note, when=when.is_open, rank=7, asks=True, views=PREPARATION_VIEW),
)  # fmt: skip
"""What concerns the session: commands of the board, under keys of this view."""
MOVES: tuple[Command[Points], ...] = (
    Command("point_down", ("down", "j"), "suivant", "Point suivant", "Choisit le point suivant.", "salle", lambda points: points.move(1), reads=True, while_masked=True, views=PREPARATION_VIEW),
    Command("point_up", ("up", "k"), "précédent", "Point précédent", "Choisit le point précédent.", "salle", lambda points: points.move(-1), reads=True, while_masked=True, views=PREPARATION_VIEW),
    Command("point_back", ("tab", "f2", "f7"), "retour", "Revenir", "La vue d'avant.", "salle", lambda points: points.leave(), rank=8, reads=True, while_masked=True, views=PREPARATION_VIEW),
)  # fmt: skip
PREPARATION: tuple[Command[Any], ...] = (*ON_A_POINT, *AROUND, *MOVES)
