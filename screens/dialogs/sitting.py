"""Who sits here: the author of all that is noted from this terminal (RULES.md section 11)."""

from __future__ import annotations

from typing import ClassVar

from screens.dialogs.base import Ask, Choice, Field, Option
from screens.kit.ink import Line
from supervisor.candidate import plain
from supervisor.session import Session

ANOTHER = ""
"""The answer that asks for a name."""
_LETTERS = "bcdefghijklmnopqrstuvwxyz"


def _left(author: str, is_said: bool) -> Line:
    """What Escape leaves as it is."""
    return ((f"Échap : vous restez « {author} »." if is_said else f"Échap : « {author} », le nom du compte.", "label"),)


class WhoDialog(Choice[str]):
    """One of the session's surveillants, Enter for the first, or another name."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, session: Session, author: str, first: str = "", *, is_said: bool = False) -> None:
        """The question.

        Args:
            session: whose surveillants are proposed.
            author: who stays the author if nobody answers.
            is_said: a name that somebody gave; else it is the account's.
            first: who is proposed before the others, as after a relève; empty: as they stand.
        """
        names = {plain(name): name for name in (first, *session.present_surveillants, *session.surveillants) if name}
        options = [Option(_LETTERS[i % len(_LETTERS)], name, name) for i, name in enumerate(names.values())]
        lines: list[Line] = [
            (("Ce que vous notez portera ce nom, au journal et sur les papiers.", ""),),
            _left(author, is_said),
            (),
        ]
        super().__init__(
            f"Session {session.number} : qui êtes-vous ?", lines,
            (*options, Option("a", "quelqu'un d'autre", ANOTHER, opens=True)),
        )  # fmt: skip


class NameForm(Ask):
    """Somebody whom the list does not name."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, session: Session, author: str, *, is_said: bool = False) -> None:
        lines: list[Line] = [
            (("Ce que vous notez portera ce nom, au journal et sur les papiers.", ""),),
            _left(author, is_said),
            (),
        ]
        field = Field("name", "Votre nom", hint="prénom et nom")
        super().__init__(f"Session {session.number} : qui êtes-vous ?", lines, field, must="dites qui vous êtes")


class SupervisesToo(Choice[bool]):
    """Who sits here is named on no list: whether they supervise is asked, not inferred."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, session: Session, name: str) -> None:
        lines: list[Line] = [
            (("Personne n'est encore nommé pour surveiller cette session.", ""),),
            (("Le PV et la feuille d'émargement portent qui surveille, et depuis quand.", "label"),),
            (),
        ]
        super().__init__(
            f"{name} surveille la session {session.number} ?", lines,
            (Option("o", "oui, à partir de maintenant", True), Option("n", "non, je la prépare seulement", False)),
        )  # fmt: skip
