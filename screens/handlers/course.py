"""The course of a test: from identity to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from screens.dialogs.base import Confirm
from screens.dialogs.people import AttestForm, CorrectForm, IdentityDialog, StopDialog
from screens.dialogs.time import Lost, ResumeForm
from screens.dialogs.whole import FinishDialog, HoldAll, HoldAllDialog, StartAllDialog
from screens.handlers.base import DeedsBase
from screens.kit.ink import Line
from screens.picture.picture import short_name
from screens.picture.steps import END_PAUSE, FINISH, IDENTITY, JOIN, PRESENT, RESUME, SIGN, START, ends_early, next_step
from supervisor import event as ev
from supervisor.action import CheckIdentity, Finish, Interrupt, Mark, Resume, Simple, StopTest
from supervisor.closing import asks_for_end_screen
from supervisor.deciding import joined_numbers
from supervisor.folding import utc
from supervisor.objection import objection
from supervisor.situation import Situation, Status


class CourseDeeds(DeedsBase):
    """Commands on where a candidate stands."""

    def do_next(self) -> None:
        """Enter: what comes next for the chosen candidate, marks or not."""
        who = self.who
        step = next_step(who)
        one = (who.number,)
        if step is IDENTITY:
            self.do("identity")
        elif step is SIGN:
            self._mark("sign", one, "émargement")
        elif step is JOIN:
            self._mark("join", one, "a rejoint")
        elif step is START:
            self._mark("start", one, "test démarré")
        elif step is RESUME:
            self._resume(one)
        elif step is END_PAUSE:
            self._mark("pause-end", one, "fin de la pause")
        elif step is FINISH:
            self._ask_finish(one)
        elif step is PRESENT:
            self._ask_present(lambda: self.do("identity"))
        else:
            self.app.say(f"{short_name(self.session, who.number)} : plus rien à faire", "told")

    def _mark(self, what: Simple, numbers: tuple[int, ...], told: str, question: str = "") -> None:
        # It happened when the key was pressed; but their time runs from the confirmation: nobody loses what a question
        # took.
        at = self.first_key if len(numbers) > 1 and what != "start" else None
        self.record_for(Mark(what, numbers), numbers, told, at=at, question=question)

    def _ask_finish(self, numbers: tuple[int, ...]) -> None:
        at = self.now
        self.ask(
            FinishDialog(self.session, numbers, at),
            lambda seen: self.record(Finish(numbers, end_screen=seen), numbers, "test terminé", at=at),
        )

    def _ask_present(self, then: Callable[[], None]) -> None:
        who = self.who
        title = f"{short_name(self.session, who.number)} : finalement présent ?"
        line: Line = (("Une absence est notée.", "label"),)
        self.ask(Confirm(title, (line, ()), "oui, dans la salle"), lambda _: then())

    # Identity ------------------------------------------------------------------------------------

    def do_identity(self, answered: str = "") -> None:
        """Names, date and place of birth before the eyes; then what the document says.

        Args:
            answered: the answer of the dialog, where it was given elsewhere: it is not opened then.
        """
        who, at = self.who, self.first_key
        checked = ev.IdentityChecked(number=who.number)
        possible = objection(self.session, ev.Drafted(at, checked))
        self.ask_or_take(
            IdentityDialog(self.session, who, possible=possible), answered,
            lambda answer: self._identity_answered(answer, who.number, at),
        )  # fmt: skip

    def _identity_answered(self, answer: str, number: int, at: datetime) -> None:
        who = self.session.candidates.get(number)
        if who is None or answer == "same":
            self.record(CheckIdentity(number), (number,), "identité contrôlée", at=at)
        elif answer == "attested":
            self.ask(
                AttestForm(self.session, who),
                lambda wanted: self.record(wanted, (number,), "identité attestée", at=at),
            )
        else:
            self.ask(CorrectForm(self.session, who), lambda wanted: self.record(wanted, (number,), "correction", at=at))

    # One key each --------------------------------------------------------------------------------

    def do_sign(self) -> None:
        """He signed the sheet."""
        self._mark("sign", self.targets, "émargement")

    def do_join(self) -> None:
        """He joined; an absent is asked for."""
        if not self.board.marked and self.who.status is Status.ABSENT:
            one = (self.who.number,)
            self._ask_present(lambda: self._mark("join", one, "a rejoint"))
            return
        self._mark("join", self.targets, "a rejoint")

    def do_presence(self) -> None:
        """Confirmed in Pix, for one, or for all who are marked."""
        self._mark("presence", self.targets, "présence confirmée", "Les {} sont confirmées dans Pix ?")

    def do_start(self) -> None:
        """His first question."""
        self._mark("start", self.targets, "test démarré")

    def do_finish(self) -> None:
        """They have done: asked about several, about one with much time left, and in 2021 about the end screen."""
        numbers = self.targets
        if len(numbers) > 1 or asks_for_end_screen(self.session) or ends_early(self.session, numbers[0], self.now):
            self._ask_finish(numbers)
        else:
            self.record(Finish(numbers), numbers, "test terminé")

    def do_absent(self) -> None:
        """He did not come."""
        self._mark("absent", self.targets, "absent")

    def do_pause(self) -> None:
        """The pause of an accommodation begins, or ends where all targets are in one."""
        paused = all(c.is_paused for n in self.targets if (c := self.session.candidates.get(n)) is not None)
        if paused:
            self._mark("pause-end", self.targets, "fin de la pause")
        else:
            self._mark("pause-begin", self.targets, "pause")

    def do_hold(self) -> None:
        """Interrupt, or resume where all targets are interrupted."""
        found = [self.session.candidates[n] for n in self.targets if n in self.session.candidates]
        if found and all(c.status is Status.INTERRUPTED for c in found):
            self._resume(self.targets)
        else:
            at = self.first_key if len(self.targets) > 1 else None
            self.record_for(Interrupt(self.targets), self.targets, "test interrompu", at=at)

    def _resume(self, numbers: tuple[int, ...]) -> None:
        # Whole seconds, as the journal keeps them: what is shown is what will be given.
        at = utc(self.first_key)
        losses = [self._lost(self.session.candidates[number], at) for number in numbers]

        def resume(answers: tuple[Resume, ...]) -> None:
            for wanted in answers:
                self.record(wanted, wanted.numbers, "test repris", at=at)

        if any(lost.minutes or lost.own_doing for lost in losses):
            self.ask(ResumeForm(self.session, losses, at), resume)
        else:
            self.record_for(Resume(numbers), numbers, "test repris")

    def _lost(self, who: Situation, at: datetime) -> Lost:
        """What their interruption cost them; their own doing where that was said, or reported meanwhile."""
        test_time, held = self.session.time_of(who), who.open_interruption
        reports = self.session.reported(who.number, "candidate")
        reported = held is not None and any(report.at >= held.begin for report in reports)
        own = held is not None and (held.cause == "candidate" or reported)
        return Lost(who.number, test_time.loss(at) if test_time is not None else 0, own)

    # Capitals: they ask --------------------------------------------------------------------------

    def do_stop(self) -> None:
        """Ended by the surveillant, or withdrew: with the reason, and the report of a technical cause."""
        numbers, at = self.targets, self.first_key

        def stop(wanted: StopTest) -> None:
            self.record(wanted, numbers, "test arrêté", at=at)

        self.ask(StopDialog(self.session, numbers), stop)

    def do_start_all(self) -> None:
        """All who joined, or those of them who are marked."""
        waiting = joined_numbers(self.session)
        if self.board.marked:
            waiting = tuple(n for n in waiting if n in self.board.marked)
        if not waiting:
            self.app.refuse("aucun des candidats marqués n'attend de démarrer")
            return
        self.ask(
            StartAllDialog(self.session, waiting, self.now),
            # Their time runs from the confirmation: nobody loses what the dialog took.
            lambda numbers: self.record(Mark("start", numbers), numbers, "test démarré"),
        )

    def do_hold_all(self) -> None:
        """Several tests stand still, or go on."""
        among = self.board.marked or set(self.session.candidates)
        everybody = [c for c in self.session.candidates.values() if c.number in among]
        running = tuple(c.number for c in everybody if c.status is Status.STARTED)
        held = tuple(c.number for c in everybody if c.status is Status.INTERRUPTED)
        at = self.now

        def go(answer: HoldAll) -> None:
            what, numbers = answer
            if what == "resume":
                self._resume(numbers)
            else:
                self.record(Interrupt(numbers), numbers, "test interrompu", at=at)

        if not running and not held:
            self.app.refuse("aucun des candidats marqués n'a de test en cours")
            return
        self.ask(HoldAllDialog(self.session, running, held), go)
