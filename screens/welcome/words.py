"""What the welcome says, what its help tells, and which commands mean something there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from screens.dialogs.reading import HelpPage
from screens.kit.command import Command
from screens.picture.picture import Hint
from screens.welcome.arrivals import Stage
from screens.welcome.commands import WELCOME
from supervisor.naming import short_name
from supervisor.session import Session
from supervisor.situation import Situation

SIGNS_ACT = frozenset({"add", "help", "search"})
"""The only commands that a sign does here; letters, digits and the signs of names are typed."""
SEARCH_IS_OPEN = "deux ou trois lettres du nom ou du prénom, ou le numéro"
SEAT_IS_DUE = "12 ou B03 donne sa place ; des lettres cherchent quelqu'un d'autre"
LETTERS_TOLD = "Lettres et chiffres cherchent toujours quelqu'un : aucun n'est une commande ici. Espace, tiret et"
SIGNS_TOLD = "apostrophe sont des noms ; * et les autres signes ne font rien ; F1 à F12 et Ctrl agissent."
KEYS_TOLD = "TOUCHES DU TABLEAU, L'ACCUEIL QUITTÉ (F2)"


def due_told(session: Session, who: Situation, stage: Stage, seat: str) -> str:
    """The step that Enter does, and for whom.

    Args:
        session: how people are named in it.
        who: whoever stands at the desk.
        stage: what is due of them.
        seat: the one that is typed, else theirs; empty for none.
    """
    name = short_name(session, who.number)
    return {
        Stage.PRESENT: f"{name} est finalement présent", Stage.IDENTITY: f"identité conforme de {name}",
        Stage.SIGN: f"émargement de {name}", Stage.DONE: "suivant",
        Stage.SEAT: f"place {seat} de {name}" if seat else f"{name} sans place",
    }[stage]  # fmt: skip


def hints_of_the_welcome(key: Callable[[str], str], due: str, found: str, *, is_typed: bool) -> tuple[Hint, ...]:
    """What the last row names.

    Args:
        key: the key of a command, as it is set here.
        due: what Enter does for whoever stands at the desk; empty when nobody does.
        found: whom Enter would choose of those found; empty for nobody.
        is_typed: somebody is looked for.
    """
    if due:
        leave = Hint("Échap", "effacer" if is_typed else "quelqu'un d'autre")
        return (Hint("Entrée", due), Hint(key("next_view"), "autres gestes"), leave)
    add = Hint(key("add"), "ajouter")
    if is_typed:
        choose = (Hint("Entrée", f"choisir {found}"), Hint("↑ ↓", "un autre")) if found else ()
        return (*choose, add, Hint("Échap", "effacer"))
    views = (Hint(key("next_view"), "tableau de bord"), Hint(key("view_preparation"), "préparation"))
    return (add, Hint("Échap", "consignes, autres gestes"), *views)


def help_of_the_welcome(commands: Sequence[Command[Any]]) -> HelpPage:
    """Its own keys first, then those of the board that mean something here."""
    own = {command.id for command in WELCOME}
    others = tuple(command for command in commands if command.id not in own)
    return HelpPage(
        (*WELCOME, *others), "accueil", told=f"{LETTERS_TOLD} {SIGNS_TOLD}", elsewhere=KEYS_TOLD, has_numbers=False
    )
