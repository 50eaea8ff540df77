"""Global incidents from their begin to what is given back, and the cards held before the eyes meanwhile."""

from __future__ import annotations

from screens.dialogs.base import Ask, Field
from screens.dialogs.cards import Card, help_card_lines, roll_call_lines, support_lines
from screens.dialogs.outage import Begun, Ended, GlobalBeginForm, GlobalEndDialog
from screens.dialogs.whole import Menu
from screens.handlers.base import DeedsBase
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor.action import RecordDerogation
from supervisor.folding import utc
from supervisor.incident import GlobalIncident
from supervisor.wording import plural


class OutageDeeds(DeedsBase):
    """Commands for what touches the whole room."""

    def do_global(self) -> None:
        """Begin one; or end the one that runs, or begin another."""
        running = self.session.running_globals
        if not running:
            self._begin_global()
            return
        entries = [
            ("fghijk"[i % 6], f"fin de « {outage.text} »", str(outage.event_id), "") for i, outage in enumerate(running)
        ]
        others = [
            ("n", "un autre commence", "new", ""),
            ("a", "appel : qui est dans la salle", "roll", ""),
            ("s", "fiche pour le support Pix", "support", ""),
        ]
        self.ask(Menu("Incident global", [*entries, *others]), self._global_answered)

    def _global_answered(self, answer: str) -> None:
        if answer == "new":
            self._begin_global()
        elif answer == "roll":
            self.do_roll_call()
        elif answer == "support":
            self.do_support()
        elif int(answer) in self.session.globals:
            self._end_global(self.session.globals[int(answer)])

    def _begin_global(self) -> None:
        def begin(answer: Begun) -> None:
            wanted, at = answer
            self.record(wanted, wanted.scope or (), "incident global", at=at)

        marked = tuple(sorted(self.board.marked))
        self.ask(GlobalBeginForm(self.session, marked, self.context(), self.first_key), begin)

    def _end_global(self, outage: GlobalIncident) -> None:
        def end(answer: Ended) -> None:
            wanted, at = answer
            self.record(wanted, (), "fin de l'incident global", at=at)

        # Whole seconds, as the journal keeps them: what is shown is what will be given.
        at, keyboard = utc(self.first_key), self.app.settings.keyboard
        self.ask(GlobalEndDialog(self.session, outage, self.context(), at, keyboard), end)

    # Cards ---------------------------------------------------------------------------------------

    def do_roll_call(self) -> None:
        """Who is in the room, by name."""
        self.ask(Card("Appel", roll_call_lines(self.session, self.now)), lambda _: None)

    def do_support(self) -> None:
        """Whom to contact, and what to say."""
        lines = support_lines(self.session, self.now, self.app.settings.phone)
        self.ask(Card("Support Pix", lines), lambda _: None)

    def do_help_card(self) -> None:
        """How who cannot connect gets on."""
        who = self.who
        title = f"Aide à la connexion : {short_name(self.session, who.number)}"
        self.ask(Card(title, help_card_lines(self.session, who), hang=2), lambda _: None)

    def menu_card(self) -> None:
        """The same, from the menu of the rarer actions."""
        self.do_help_card()

    def do_ratio(self) -> None:
        """Pix allows more candidates per surveillant than the rule."""
        session = self.session
        lacking = session.missing_surveillants()
        each = session.reference.thresholds.candidates_per_surveillant
        told = f"Règle : un surveillant pour {each} candidats présents."
        if lacking:
            told += f" Il en manque {lacking}."
        noted = plural(len(session.derogations), "dérogation déjà notée", "dérogations déjà notées")
        lines: list[Line] = [((told, "yellow" if lacking else "label"),)]
        if session.derogations:
            lines.append(((f"{noted} : {session.derogations[-1].text}", "label"),))
        self.ask(
            Ask("Dérogation de Pix", lines, Field("text", "Laquelle", hint="par ex. celle du 12/11, pour 25"),
                must="dites de quelle dérogation il s'agit"),
            lambda text: self.record(RecordDerogation(text), (), "dérogation"),
        )  # fmt: skip
