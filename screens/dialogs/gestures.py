"""The box of the welcome: all that Enter does not do there. Only in it do letters choose (RULES.md section 11)."""

from __future__ import annotations

from collections.abc import Callable

from screens.dialogs.choices import Choice, Option
from screens.kit.command import Moment
from screens.picture.picture import short_name
from supervisor import event as ev
from supervisor.objection import objection
from supervisor.situation import Situation


class GesturesDialog(Choice[str]):
    """What else can be done for whoever is shown."""

    def __init__(self, moment: Moment, who: Situation, obstacle: Callable[[str], str]) -> None:
        """The box.

        Args:
            moment: the session, and when.
            who: whoever is shown.
            obstacle: what stands against a command now, by its name.
        """
        number, session = who.number, moment.session
        closed = obstacle("note")

        def why_not(event: ev.Event) -> str:
            return closed or objection(session, ev.Drafted(moment.now, event))

        attested = why_not(ev.IdentityChecked(number=number))
        if who.checked is not None and attested and not closed:
            attested = "identité déjà contrôlée"
        super().__init__(
            f"{short_name(session, number)} : autres gestes", (),
            (
                Option("s", "sans pièce : quelqu'un atteste", "attested", attested, opens=True),
                Option("c", "corriger nom, prénom, naissance, classe", "correct", closed, opens=True),
                Option("a", "absent", "absent", why_not(ev.CandidateAbsent(number=number))),
                Option("p", "place", "seat", why_not(ev.SeatChanged(number=number, seat="?")), opens=True),
                Option("n", "note", "note", closed, opens=True),
                Option("h", "carte d'aide à la connexion", "help_card", opens=True),
                Option("m", "zone, non certifiable, temps majoré, retirer…", "menu", closed, opens=True),
                Option("u", "annuler ma dernière action", "undo", obstacle("undo")),
            ),
            default=None,
        )  # fmt: skip


BESIDE: tuple[tuple[str, str, str], ...] = (
    ("t", "tableau de bord", "view_list"),
    ("g", "consignes à lire, code d'accès", "instructions"),
    ("d", "tous ceux qui ont rejoint démarrent", "start_all"),
    ("+", "ajouter quelqu'un qui n'est pas sur la liste", "add"),
    ("p", "préparation : salle, surveillants, code d'accès", "view_preparation"),
    ("r", "qui surveille : relève, arrivée, départ, formation", "takeover"),
    ("n", "note sur la session", "session_note"),
    ("s", "incident global", "global"),
    ("u", "annuler ma dernière action", "undo"),
    ("x", "exporter maintenant", "export"),
    ("c", "clore la session", "close"),
    ("q", "quitter", "quit"),
)
"""Letter, label and command of what is done beside the welcome itself."""


class WelcomeMenu(Choice[str]):
    """What can be done while nobody is shown; answers the command.

    No letter goes on at once: the name of whoever comes next may be typed into it.
    """

    def __init__(self, obstacle: Callable[[str], str]) -> None:
        """The box; `obstacle` says what stands against a command now, by its name."""
        options = [Option(letter, label, id_, obstacle(id_)) for letter, label, id_ in BESIDE]
        super().__init__("Accueil : autres gestes", (), options)
