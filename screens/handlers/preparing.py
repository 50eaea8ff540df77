"""Who is on the list, who supervises, the access code, the instructions; and the views around the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screens.board.beside import show_beside
from screens.dialogs.base import Ask, Field
from screens.dialogs.cover import (
    ARRIVES,
    LEAVES,
    ME,
    RELIEF,
    SPELT,
    TRAINED,
    CoverDialog,
    LeaveDialog,
    NamesForm,
    TakeOverForm,
    TrainingForm,
)
from screens.dialogs.instructions import AccessCodeForm, InstructionsDialog
from screens.dialogs.preparing import AddForm
from screens.handlers.base import DeedsBase
from screens.live.sitting import ask_who
from screens.picture.covering import who_supervises
from supervisor.action import AddCandidates, ChangeCover, GiveAccessCode, NewCandidate, TakeOver, WriteNote
from supervisor.session import Training
from supervisor.session_facts import handing_over


class PreparingDeeds(DeedsBase):
    """Commands around a session rather than in it."""

    def do_add(self, last_name: str = "", then: Callable[[str], object] = lambda _: None) -> None:
        """A candidate who is not on the list, and what is done once he is.

        Args:
            last_name: what was already typed of it.
            then: is given his last name.
        """

        def add(wanted: NewCandidate) -> None:
            self.record(AddCandidates((wanted,)), (), "ajout d'un candidat")
            then(wanted.identity.last_name)

        today = self.session.local(self.now).date()
        self.ask(AddForm(self.session, self.app.texts, today, last_name), add)

    def do_takeover(self) -> None:
        """Who supervises, and what changes in it."""
        self._who_supervises(RELIEF)

    def do_training(self) -> None:
        """The same box, on what the preparation asks first: who was trained for it, by whom and when."""
        self._who_supervises(TRAINED)

    def _who_supervises(self, lit: str) -> None:
        author = self.app.author if self.app.place else ""
        trainings = tuple(self.app.desk.trainings_elsewhere())
        self.ask(
            CoverDialog(self.session, author, trainings, lit), lambda answer: self._cover_answered(answer, trainings)
        )

    def _cover_answered(self, answer: str, trainings: Sequence[Training]) -> None:
        asks: dict[str, Callable[[], None]] = {
            RELIEF: self._ask_relief, ARRIVES: self._ask_who_arrives, LEAVES: self._ask_who_leaves,
            TRAINED: lambda: self._ask_training(trainings), SPELT: self._ask_spelling, ME: lambda: ask_who(self.app),
        }  # fmt: skip
        asks[answer]()

    def _ask_relief(self) -> None:
        self.ask(TakeOverForm(self.session, self.app.author), self._take_over)

    def _take_over(self, wanted: TakeOver) -> None:
        leaving = handing_over(self.session.present_surveillants, self.app.author)
        self.record(wanted, (), "relève")
        if wanted.of in ("", leaving):
            # Who leaves noted it; who sits here from now on may be the one who comes.
            ask_who(self.app, first=wanted.name)

    def _ask_who_arrives(self) -> None:
        self.ask(
            Ask("Vient aussi surveiller", (), Field("name", "Qui", hint="prénom et nom"),
                must="dites qui vient aussi surveiller"),
            lambda name: self.record(ChangeCover(name, arrives=True), (), "arrivée d'un surveillant"),
        )  # fmt: skip

    def _ask_who_leaves(self) -> None:
        self.ask(
            LeaveDialog(self.session),
            lambda name: self.record(ChangeCover(name, arrives=False), (), "départ d'un surveillant"),
        )

    def _ask_training(self, trainings: Sequence[Training]) -> None:
        people = who_supervises(self.session, trainings)
        untrained = [one.name for one in people if one.training is None]
        self.ask(
            TrainingForm(untrained[0] if untrained else "", self.session.local(self.now).date()),
            lambda wanted: self.record(wanted, (), "formation"),
        )

    def _ask_spelling(self) -> None:
        self.ask(
            NamesForm(self.session, self.context()),
            lambda wanted: self.record(wanted, (), "nom d'un surveillant corrigé"),
        )

    def do_session_note(self) -> None:
        """Free text on the session."""
        at = self.first_key
        self.ask(
            Ask(f"Note sur la session {self.session.number}", (), Field("text", "Note"), must="la note est vide"),
            lambda text: self.record(WriteNote(text), (), "note sur la session", at=at),
        )

    def do_access_code(self) -> None:
        """Enter it, or correct it."""
        self.ask(
            AccessCodeForm(self.session), lambda code: self.record(GiveAccessCode(code), (), "code d'accès")
        )  # fmt: skip

    def do_instructions(self) -> None:
        """What is read aloud, and the access code."""
        self.app.push_screen(
            InstructionsDialog(
                lambda: self.session, self.app.texts, self.app.clock.monotonic, self._access_code_unless_closed
            )
        )

    def _access_code_unless_closed(self) -> None:
        if self.session.closed_at is None:
            self.do_access_code()

    def do_view_welcome(self) -> None:
        """Who comes in."""
        from screens.welcome.view import WelcomeScreen

        show_beside(self.app, WelcomeScreen(self.app))
        self.app.say("accueil : lettres et chiffres y cherchent quelqu'un ; F2 revient au tableau", "told")

    def do_view_preparation(self) -> None:
        """The room and who supervises."""
        from screens.preparation.view import PreparationScreen

        show_beside(self.app, PreparationScreen(self.app))
