"""What a référent can ask for besides what the board shows: the replay, the chart, the journal with its filters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from screens.closing.commands import CLOSING
from screens.handlers.table import BY_ID as OF_THE_BOARD
from screens.handlers.table import COMMANDS
from screens.kit.command import Command, Moment
from screens.review import replaying
from screens.review.forks import ONE_WAY
from screens.review.host import Reviewed


class Leavable(Protocol):
    """A view that can be left."""

    def leave(self) -> None:
        """What lies underneath again."""


class JournalKeys(Leavable, Protocol):
    """The view of the journal: its events, one of them chosen."""

    @property
    def count(self) -> int:
        """How many events."""

    @property
    def page(self) -> int:
        """Rows of a page."""

    def go_there(self) -> None:
        """Look at the instant of the chosen event."""

    def narrow_to_candidate(self) -> None:
        """List the candidate of the chosen event alone; or everybody again."""

    def next_kind(self) -> None:
        """List the next kind of events alone."""

    def next_author(self) -> None:
        """List the next author's events alone."""

    def move(self, steps: int) -> None:
        """Choose an event further down or up."""


def _has_branches(moment: Moment) -> str:
    """Possible where the session was continued on several machines; what it records is kept by the hub alone."""
    return "" if moment.session.branch is not None else ONE_WAY


# One row a command, however long: it is read as a table.
# ruff: noqa: E501
REVIEW_JOURNAL: Command[Reviewed] = Command("review_journal", ("h",), "journal", "Montrer le journal", "Tous les événements, par candidat, sorte ou auteur ; Entrée va à leur instant.", "relecture", replaying.journal, rank=3, reads=True, while_masked=True)  # fmt: skip
SETTLE: Command[Reviewed] = Command("settle", ("B",), "branches", "Comparer les branches, choisir celle qui va", "D'une session continuée sur plusieurs postes : ce que chacune a en propre ; un référent choisit et dit pourquoi.", "relecture", lambda review: review.choose_branch(), when=_has_branches, rank=4, reads=True)  # fmt: skip
REVIEW: tuple[Command[Reviewed], ...] = (
    Command("replay", ("r",), "relire", "Relire la session, ou revenir au direct", "La session telle qu'elle était à un instant passé ; de nouveau : à présent.", "relecture", replaying.turn, rank=1, reads=True, while_masked=True),
    Command("chart", ("g",), "graphique", "Montrer le graphique", "Ont rejoint, ont démarré, ont terminé, et les incidents, au fil du temps.", "relecture", replaying.chart, rank=2, reads=True, while_masked=True),
    REVIEW_JOURNAL,
    SETTLE,
)  # fmt: skip
"""Always possible."""
REPLAY: tuple[Command[Reviewed], ...] = (
    Command("replay_back", ("left",), "avant", "Un événement en arrière", "L'instant de l'événement d'avant.", "relecture", replaying.back, reads=True, while_masked=True),
    Command("replay_on", ("right",), "après", "Un événement en avant", "L'instant de l'événement d'après.", "relecture", replaying.on, reads=True, while_masked=True),
    Command("replay_play", ("space",), "lecture", "Lecture ou pause", "Le temps passe tout seul, à la vitesse choisie.", "relecture", replaying.play, rank=4, reads=True, while_masked=True),
    Command("replay_speed", ("v",), "vitesse", "Changer de vitesse", "x1, x10 ou x60.", "relecture", replaying.speed, rank=5, reads=True, while_masked=True),
    Command("replay_incident", ("s",), "incident", "Aller à l'incident suivant", "Signalement, alerte, fraude ou incident global.", "relecture", replaying.to_incident, rank=6, reads=True, while_masked=True),
    Command("replay_incident_before", ("b",), "incident d'avant", "Aller à l'incident d'avant", "Signalement, alerte, fraude ou incident global.", "relecture", replaying.to_incident_before, reads=True, while_masked=True),
    Command("replay_earlier", ("shift+left",), "-5 min", "Cinq minutes plus tôt", "Recule de cinq minutes.", "relecture", replaying.earlier, reads=True, while_masked=True),
    Command("replay_later", ("shift+right",), "+5 min", "Cinq minutes plus tard", "Avance de cinq minutes.", "relecture", replaying.later, reads=True, while_masked=True),
    Command("replay_begin", ("home",), "début", "Au début", "La session telle qu'elle a été faite.", "relecture", replaying.to_begin, reads=True, while_masked=True),
    Command("replay_end", ("end",), "fin", "À la fin", "Le dernier événement, ou à présent.", "relecture", replaying.to_end, reads=True, while_masked=True),
)  # fmt: skip
"""Possible while a past instant is looked at."""
JOURNAL: tuple[Command[JournalKeys], ...] = (
    Command("entry_go", ("enter",), "y aller", "Aller à l'instant de l'événement", "Le tableau tel qu'il était à cet instant.", "relecture", lambda journal: journal.go_there(), rank=1, reads=True, while_masked=True),
    Command("entry_candidate", ("c",), "candidat", "Un candidat, ou tous", "Ceux du candidat de la ligne choisie ; de nouveau : tous.", "relecture", lambda journal: journal.narrow_to_candidate(), rank=2, reads=True, while_masked=True),
    Command("entry_kind", ("k",), "sorte", "Changer de sorte", "Tout, incidents, temps, parcours, identité, session.", "relecture", lambda journal: journal.next_kind(), rank=3, reads=True, while_masked=True),
    Command("entry_author", ("a",), "auteur", "Changer d'auteur", "Tous, puis chacun.", "relecture", lambda journal: journal.next_author(), rank=4, reads=True, while_masked=True),
    Command("entry_down", ("down", "j"), "suivant", "Événement suivant", "Choisit l'événement suivant.", "relecture", lambda journal: journal.move(1), reads=True, while_masked=True),
    Command("entry_up", ("up",), "précédent", "Événement précédent", "Choisit l'événement précédent.", "relecture", lambda journal: journal.move(-1), reads=True, while_masked=True),
    Command("entry_page_down", ("pagedown",), "page", "Une page plus bas", "Descend d'une page.", "relecture", lambda journal: journal.move(journal.page), reads=True, while_masked=True),
    Command("entry_page_up", ("pageup",), "page", "Une page plus haut", "Monte d'une page.", "relecture", lambda journal: journal.move(-journal.page), reads=True, while_masked=True),
    Command("entry_first", ("home",), "premier", "Premier événement", "Choisit le premier.", "relecture", lambda journal: journal.move(-journal.count), reads=True, while_masked=True),
    Command("entry_last", ("end",), "dernier", "Dernier événement", "Choisit le dernier.", "relecture", lambda journal: journal.move(journal.count), reads=True, while_masked=True),
    Command("view_back", ("escape", "tab", "f2", "h"), "tableau", "Revenir au tableau", "La vue d'avant.", "relecture", lambda view: view.leave(), rank=5, reads=True, while_masked=True),
)  # fmt: skip
"""In the view of the journal."""
VIEW_BACK_FROM_CHART: Command[Leavable] = Command("view_back", ("escape", "tab", "f2", "g"), "tableau", "Revenir au tableau", "La vue d'avant.", "relecture", lambda view: view.leave(), reads=True, while_masked=True)  # fmt: skip

OWN: tuple[Command[Any], ...] = (*REVIEW, *REPLAY, *JOURNAL)
BY_ID = {command.id: command for command in OWN}
RESTATED: dict[str, Command[Any]] = {
    "close": replace(
        OF_THE_BOARD["close"], label="clôture", title="Montrer la clôture",
        help="Ce qui manque et les verdicts ; une fois la session close, ce qui se ressaisit dans Pix Certif.",
    ),
    "row_enter": replace(
        CLOSING[0], title="Cocher la ligne choisie", help="Une fois la session close : « fait », ressaisi.",
    ),
}  # fmt: skip
"""Commands of the board that do less where nothing is recorded."""
OF_A_SESSION: tuple[Command[Any], ...] = (*COMMANDS, *CLOSING)
READING = tuple(command for command in OF_A_SESSION if command.reads)
ALL: tuple[Command[Any], ...] = (*(RESTATED.get(command.id, command) for command in READING), *REVIEW, *REPLAY)
"""All that can be asked for in a review, for the help."""
