"""The keys of the welcome that do something of their own there; what they are called is those of the board."""

from __future__ import annotations

from typing import Protocol

from screens.kit.command import Command, View

WELCOME_VIEW: frozenset[View] = frozenset({"welcome"})
PAGE = 5


class Reception(Protocol):
    """The view whose keys these are: a search, and whoever stands at the desk."""

    def go_on(self) -> None:
        """Do what is due of whoever is shown."""

    def offer_gestures(self) -> None:
        """What Enter does not do for whoever is shown."""

    def escape(self) -> None:
        """Clear what is typed; then who is shown."""

    def light(self, steps: int) -> None:
        """Choose among those found."""

    def open_search(self) -> None:
        """Nobody is shown, nothing is typed."""

    def add(self) -> None:
        """Add somebody who is not on the list."""

    def show_list(self) -> None:
        """The board."""

    def show_preparation(self) -> None:
        """The preparation."""


# One row a command, however long: it is read as a table.
# ruff: noqa: E501
WELCOME: tuple[Command[Reception], ...] = (
    Command("next", ("enter",), "suite", "Noter ce qui vient, pour qui est affiché", "Identité conforme, émargement, place (« 12 » ou « b03 » quand elle est due) : le bas de l'écran nomme le geste. À plusieurs trouvés : choisit.", "accueil", lambda desk: desk.go_on(), views=WELCOME_VIEW),
    Command("next_view", ("tab",), "autres gestes", "Autres gestes, pour qui est affiché", "Sans pièce, corriger, absent, place, note… : là seulement une lettre choisit. Personne d'affiché : le tableau.", "accueil", lambda desk: desk.offer_gestures(), reads=True, while_masked=True, views=WELCOME_VIEW),
    Command("welcome_back", ("escape",), "effacer", "Effacer, quelqu'un d'autre ; puis autres gestes", "Rien de tapé, personne d'affiché : consignes, tous démarrent, relève, quitter…", "accueil", lambda desk: desk.escape(), views=WELCOME_VIEW),
    Command("down", ("down",), "suivant", "Trouvé suivant", "Parmi ceux que la recherche trouve.", "accueil", lambda desk: desk.light(1), reads=True, while_masked=True, views=WELCOME_VIEW),
    Command("up", ("up",), "précédent", "Trouvé précédent", "Choisit le précédent.", "accueil", lambda desk: desk.light(-1), reads=True, while_masked=True, views=WELCOME_VIEW),
    Command("search", ("slash",), "chercher", "Chercher quelqu'un d'autre", "La recherche est vide, personne n'est plus affiché.", "accueil", lambda desk: desk.open_search(), reads=True, views=WELCOME_VIEW),
    Command("add", ("plus",), "ajouter", "Ajouter un candidat", "Quelqu'un qui n'est pas sur la liste, avec le nom déjà tapé.", "accueil", lambda desk: desk.add(), asks=True, views=WELCOME_VIEW),
    Command("view_list", ("f2",), "tableau de bord", "Montrer le tableau", "L'accueil revient par sa touche.", "accueil", lambda desk: desk.show_list(), reads=True, while_masked=True, views=WELCOME_VIEW),
    Command("view_preparation", ("f7",), "préparation", "Montrer la préparation", "La salle point par point, les surveillants, le code d'accès.", "accueil", lambda desk: desk.show_preparation(), while_masked=True, views=WELCOME_VIEW),
)  # fmt: skip
UNLISTED: tuple[Command[Reception], ...] = (
    Command("page_down", ("pagedown",), "page", "Cinq trouvés plus bas", "Parmi ceux que la recherche trouve.", "accueil", lambda desk: desk.light(PAGE), views=WELCOME_VIEW),
    Command("page_up", ("pageup",), "page", "Cinq trouvés plus haut", "Parmi ceux que la recherche trouve.", "accueil", lambda desk: desk.light(-PAGE), views=WELCOME_VIEW),
    Command("view_welcome", ("f6",), "accueil", "Vider la recherche", "La recherche est vide, personne n'est plus affiché.", "accueil", lambda desk: desk.open_search(), views=WELCOME_VIEW),
)  # fmt: skip
"""What else does something of its own there; the help is as short as it can be."""
