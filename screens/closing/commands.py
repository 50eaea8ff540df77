"""The keys of the close, and of the finalisation behind it."""

from __future__ import annotations

from typing import Protocol

from screens.handlers import when
from screens.kit.command import Command, View

CLOSING_VIEW: frozenset[View] = frozenset({"closing", "finalisation"})
PAGE = 8


class SheetKeys(Protocol):
    """The view whose keys these are: rows, one of them chosen."""

    @property
    def count(self) -> int:
        """How many rows."""

    def enter(self) -> None:
        """Settle the chosen row."""

    def seal(self) -> None:
        """Close the session."""

    def move(self, steps: int) -> None:
        """Choose a row further down or up."""

    def leave(self) -> None:
        """What lies underneath again."""


# One row a command, however long: it is read as a table.
# ruff: noqa: E501
CLOSING: tuple[Command[SheetKeys], ...] = (
    Command("row_enter", ("enter", "space"), "régler", "Régler la ligne choisie", "Ce qui manque, le verdict, la case, le commentaire ; après la clôture : « fait ».", "clôture", lambda sheet: sheet.enter(), reads=True, views=CLOSING_VIEW),
    Command("row_seal", ("c",), "clore", "Clore et sceller", "Montre tout ce qui manque encore, puis scelle la session.", "clôture", lambda sheet: sheet.seal(), when=when.is_open, views=CLOSING_VIEW),
    Command("row_down", ("down", "j"), "suivant", "Ligne suivante", "Choisit la ligne suivante.", "clôture", lambda sheet: sheet.move(1), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_up", ("up", "k"), "précédent", "Ligne précédente", "Choisit la ligne précédente.", "clôture", lambda sheet: sheet.move(-1), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_page_down", ("pagedown",), "page", "Huit plus bas", "Choisit huit lignes plus bas.", "clôture", lambda sheet: sheet.move(PAGE), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_page_up", ("pageup",), "page", "Huit plus haut", "Choisit huit lignes plus haut.", "clôture", lambda sheet: sheet.move(-PAGE), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_first", ("home",), "première", "Première ligne", "Choisit la première ligne.", "clôture", lambda sheet: sheet.move(-sheet.count), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_last", ("end",), "dernière", "Dernière ligne", "Choisit la dernière ligne.", "clôture", lambda sheet: sheet.move(sheet.count), reads=True, while_masked=True, views=CLOSING_VIEW),
    Command("row_back", ("tab", "f2"), "tableau", "Revenir au tableau", "La vue d'avant.", "clôture", lambda sheet: sheet.leave(), reads=True, while_masked=True, views=CLOSING_VIEW),
)  # fmt: skip
