"""Leaving the board while tests run, those of a rehearsal too."""

from __future__ import annotations

from screens.dialogs.base import (
    Choice,
    Confirm,
    Option,
)
from screens.kit.ink import Line
from supervisor.wording import (
    plural,
)


class QuitDialog(Choice[bool]):
    """Leaving while tests run, or while something is not on disk yet."""

    def __init__(self, running: int, pending: int, *, is_safe: bool = True) -> None:
        """A question.

        Args:
            running: how many tests run.
            pending: how many actions are not on disk yet.
            is_safe: they are kept, and offered at the next opening.
        """
        lines: list[Line] = []
        if running:
            verb = "sont" if running > 1 else "est"
            lines.append(((f"{plural(running, 'test')} {verb} en cours : les temps courent sans Vigie.", ""),))
        if pending:
            told_ = plural(pending, "action n'est pas encore enregistrée", "actions ne sont pas encore enregistrées")
            lines.append(((told_, "red"),))
            then = "proposé à la prochaine ouverture" if is_safe else "perdu"
            lines.append(((f"Ce qui ne l'est pas quand vous quittez sera {then}.", "soft" if is_safe else "red"),))
        options = [Option("o", "quitter", True)]
        if pending:
            options = [
                Option("a", "attendre l'enregistrement, puis quitter", False),
                Option("o", "quitter sans attendre", True),
            ]
        super().__init__("Quitter Vigie ?", (*lines, ()), options)


class LeaveRehearsal(Confirm):
    """Leaving a rehearsal while its tests run: what becomes of it."""

    def __init__(self) -> None:
        lines: list[Line] = [
            (("La répétition n'est pas gardée : elle s'efface en sortant,", ""),),
            (("et la prochaine recommence au début.", ""),),
            (("Un papier ou un export que vous avez écrit reste où il est.", "label"),),
            (),
        ]
        super().__init__("Quitter la répétition ?", lines, "quitter")
