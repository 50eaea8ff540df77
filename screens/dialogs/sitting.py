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


class WhoDialog(Choice[str]):
    """One of the session's surveillants, Enter for the first, or another name."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, session: Session, login: str, first: str = "") -> None:
        """The question.

        Args:
            session: whose surveillants are proposed.
            login: who is the author as long as nobody answers.
            first: who is proposed before the others, as after a relève; empty: as they stand.
        """
        names = {plain(name): name for name in (first, *session.present_surveillants, *session.surveillants) if name}
        options = [Option(_LETTERS[i % len(_LETTERS)], name, name) for i, name in enumerate(names.values())]
        lines: list[Line] = [
            (("Ce que vous notez portera ce nom, au journal et sur les papiers.", ""),),
            ((f"Échap : « {login} », le nom du compte.", "label"),),
            (),
        ]
        super().__init__(
            f"Session {session.number} : qui êtes-vous ?", lines,
            (*options, Option("a", "quelqu'un d'autre", ANOTHER, opens=True)),
        )  # fmt: skip


class NameForm(Ask):
    """Somebody whom the list does not name."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, session: Session, login: str) -> None:
        lines: list[Line] = [
            (("Ce que vous notez portera ce nom, au journal et sur les papiers.", ""),),
            ((f"Échap : « {login} », le nom du compte.", "label"),),
            (),
        ]
        field = Field("name", "Votre nom", hint="prénom et nom")
        super().__init__(f"Session {session.number} : qui êtes-vous ?", lines, field, must="dites qui vous êtes")
