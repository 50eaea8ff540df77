"""What a référent can ask for besides what the board shows: the replay, the chart, the journal with its filters."""

from __future__ import annotations

from dataclasses import replace

from screens.commands.table import ALL_BY_ID, READS, Command

REVIEW_JOURNAL = Command(
    "review_journal",
    ("h",),
    "journal",
    "Montrer le journal",
    "Tous les événements, par candidat, sorte ou auteur ; Entrée va à leur instant.",
    "relecture",
    rank=3,
)
REVIEW: tuple[Command, ...] = (
    Command("replay", ("r",), "relire", "Relire la session, ou revenir au direct", "La session telle qu'elle était à un instant passé ; de nouveau : à présent.", "relecture", rank=1),
    Command("chart", ("g",), "graphique", "Montrer le graphique", "Ont rejoint, ont démarré, ont terminé, et les incidents, au fil du temps.", "relecture", rank=2),
    REVIEW_JOURNAL,
)  # fmt: skip
"""Always possible."""
REPLAY: tuple[Command, ...] = (
    Command("replay_back", ("left",), "avant", "Un événement en arrière", "L'instant de l'événement d'avant.", "relecture"),
    Command("replay_on", ("right",), "après", "Un événement en avant", "L'instant de l'événement d'après.", "relecture"),
    Command("replay_play", ("space",), "lecture", "Lecture ou pause", "Le temps passe tout seul, à la vitesse choisie.", "relecture", rank=4),
    Command("replay_speed", ("v",), "vitesse", "Changer de vitesse", "x1, x10 ou x60.", "relecture", rank=5),
    Command("replay_incident", ("s",), "incident", "Aller à l'incident suivant", "Signalement, alerte, fraude ou incident global.", "relecture", rank=6),
    Command("replay_incident_before", ("b",), "incident d'avant", "Aller à l'incident d'avant", "Signalement, alerte, fraude ou incident global.", "relecture"),
    Command("replay_earlier", ("shift+left",), "-5 min", "Cinq minutes plus tôt", "Recule de cinq minutes.", "relecture"),
    Command("replay_later", ("shift+right",), "+5 min", "Cinq minutes plus tard", "Avance de cinq minutes.", "relecture"),
    Command("replay_begin", ("home",), "début", "Au début", "La session telle qu'elle a été faite.", "relecture"),
    Command("replay_end", ("end",), "fin", "À la fin", "Le dernier événement, ou à présent.", "relecture"),
)  # fmt: skip
"""Possible while a past instant is looked at."""
JOURNAL: tuple[Command, ...] = (
    Command("entry_go", ("enter",), "y aller", "Aller à l'instant de l'événement", "Le tableau tel qu'il était à cet instant.", "relecture", rank=1),
    Command("entry_candidate", ("c",), "candidat", "Un candidat, ou tous", "Ceux du candidat de la ligne choisie ; de nouveau : tous.", "relecture", rank=2),
    Command("entry_kind", ("k",), "sorte", "Changer de sorte", "Tout, incidents, temps, parcours, identité, session.", "relecture", rank=3),
    Command("entry_author", ("a",), "auteur", "Changer d'auteur", "Tous, puis chacun.", "relecture", rank=4),
    Command("entry_down", ("down", "j"), "suivant", "Événement suivant", "Choisit l'événement suivant.", "relecture"),
    Command("entry_up", ("up",), "précédent", "Événement précédent", "Choisit l'événement précédent.", "relecture"),
    Command("entry_page_down", ("pagedown",), "page", "Une page plus bas", "Descend d'une page.", "relecture"),
    Command("entry_page_up", ("pageup",), "page", "Une page plus haut", "Monte d'une page.", "relecture"),
    Command("entry_first", ("home",), "premier", "Premier événement", "Choisit le premier.", "relecture"),
    Command("entry_last", ("end",), "dernier", "Dernier événement", "Choisit le dernier.", "relecture"),
    Command("view_back", ("escape", "tab", "f2", "h"), "tableau", "Revenir au tableau", "La vue d'avant.", "relecture", rank=5),
)  # fmt: skip
"""In the view of the journal."""
VIEW_BACK_FROM_CHART = Command(
    "view_back", ("escape", "tab", "f2", "g"), "tableau", "Revenir au tableau", "La vue d'avant.", "relecture"
)
# One row a command, however long: it is read as a table.
# ruff: noqa: E501

BY_ID = {command.id: command for command in (*REVIEW, *REPLAY, *JOURNAL)}
RESTATED = {
    "close": replace(
        ALL_BY_ID["close"], label="clôture", title="Montrer la clôture",
        help="Ce qui manque et les verdicts ; une fois la session close, ce qui se ressaisit dans Pix Certif.",
    ),
    "row_enter": replace(
        ALL_BY_ID["row_enter"], title="Cocher la ligne choisie", help="Une fois la session close : « fait », ressaisi.",
    ),
}  # fmt: skip
"""Commands of the board that do less where nothing is recorded."""
ALL = (*(RESTATED.get(id_, command) for id_, command in ALL_BY_ID.items() if id_ in READS), *REVIEW, *REPLAY)
"""All that can be asked for in a review, for the help."""
