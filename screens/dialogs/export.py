"""Where an export goes, and what it is."""

from __future__ import annotations

from screens.dialogs.base import Ask, Field
from screens.kit.ink import Line
from supervisor.wording import plural


class ExportForm(Ask):
    """Where an export goes, and what it is."""

    def __init__(self, number: str, here: str, usual: str, count: int) -> None:
        """The question.

        Args:
            number: the session's.
            here: where a name without a folder goes.
            usual: the folder that is proposed.
            count: how many documents; 0: nobody counted them.
        """
        what = plural(count, "document") if count else "Tous les documents"
        lines: tuple[Line, ...] = (
            ((f"{what} de la session {number} : journal, tableaux, papiers, pièces.", ""),),
            (("Ils portent les noms et les naissances. Rien n'est écrit avant Entrée.", "yellow"),),
            (("Dossier courant : ", "label"), (here, "")),
            (),
        )
        field = Field("folder", "Dans le dossier", usual, "le dossier habituel")
        super().__init__("Exporter la session", lines, field)
