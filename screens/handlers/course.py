"""A candidate's way through the session: identity, signature, start, end, absence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from screens.dialogs.base import Confirm
from screens.dialogs.course import AttestForm, FinishDialog, IdentityDialog, StartAllDialog, StartForm, StopDialog
from screens.dialogs.people import CorrectForm
from screens.dialogs.undo import ShiftForm
from screens.handlers.acting import Acting
from screens.handlers.time import resume
from screens.kit.ink import Line
from screens.picture.picture import short_name
from screens.picture.steps import END_PAUSE, FINISH, IDENTITY, JOIN, PRESENT, RESUME, SIGN, START, ends_early, next_step
from supervisor import event as ev
from supervisor.action import (
    CheckIdentity,
    Finish,
    Mark,
    StopTest,
)
from supervisor.closing import asks_for_end_screen
from supervisor.deciding import joined_numbers
from supervisor.jumps import last_jump, shift_on_offer
from supervisor.objection import objection
from supervisor.situation import Status


def do_next(acting: Acting) -> None:
    """Enter: what comes next for the chosen candidate, marks or not."""
    who = acting.who
    step = next_step(who)
    one = (who.number,)
    if step is IDENTITY:
        acting.do("identity")
    elif step is SIGN:
        acting.mark("sign", one, "émargement")
    elif step is JOIN:
        acting.mark("join", one, "a rejoint")
    elif step is START:
        acting.mark("start", one, "test démarré")
    elif step is RESUME:
        resume(acting, one)
    elif step is END_PAUSE:
        acting.mark("pause-end", one, "fin de la pause")
    elif step is FINISH:
        _ask_finish(acting, one)
    elif step is PRESENT:
        _ask_present(acting, lambda: acting.do("identity"))
    else:
        acting.app.say(f"{short_name(acting.session, who.number)} : plus rien à faire", "told")


def _ask_finish(acting: Acting, numbers: tuple[int, ...]) -> None:
    at = acting.now
    acting.ask(
        FinishDialog(acting.session, numbers, at),
        lambda seen: acting.record(Finish(numbers, end_screen=seen), numbers, "test terminé", at=at),
    )


def _ask_present(acting: Acting, then: Callable[[], None]) -> None:
    who = acting.who
    title = f"{short_name(acting.session, who.number)} : finalement présent ?"
    line: Line = (("Une absence est notée.", "label"),)
    acting.ask(Confirm(title, (line, ()), "oui, dans la salle"), lambda _: then())


def identity(acting: Acting, answered: str = "") -> None:
    """Names, date and place of birth before the eyes; then what the document says.

    Args:
        acting: for whom, and how.
        answered: the answer of the dialog, where it was given elsewhere: it is not opened then.
    """
    who, at = acting.who, acting.first_key
    checked = ev.IdentityChecked(number=who.number)
    possible = objection(acting.session, ev.Drafted(at, checked))
    acting.ask_or_take(
        IdentityDialog(acting.session, who, possible=possible), answered,
        lambda answer: _identity_answered(acting, answer, who.number, at),
    )  # fmt: skip


def _identity_answered(acting: Acting, answer: str, number: int, at: datetime) -> None:
    who = acting.session.candidates.get(number)
    if who is None or answer == "same":
        acting.record(CheckIdentity(number), (number,), "identité contrôlée", at=at)
    elif answer == "attested":
        acting.ask(
            AttestForm(acting.session, who),
            lambda wanted: acting.record(wanted, (number,), "identité attestée", at=at),
        )
    else:
        acting.ask(
            CorrectForm(acting.session, who), lambda wanted: acting.record(wanted, (number,), "correction", at=at)
        )


def sign(acting: Acting) -> None:
    """The sheet of attendance is signed."""
    acting.mark("sign", acting.targets, "émargement")


def join(acting: Acting) -> None:
    """They joined Pix; of who was noted absent it is asked first whether they are here."""
    if not acting.board.marked and acting.who.status is Status.ABSENT:
        one = (acting.who.number,)
        _ask_present(acting, lambda: acting.mark("join", one, "a rejoint"))
        return
    acting.mark("join", acting.targets, "a rejoint")


def presence(acting: Acting) -> None:
    """Confirmed in Pix, for one, or for all who are marked."""
    acting.mark("presence", acting.targets, "présence confirmée", "Les {} sont confirmées dans Pix ?")


def start(acting: Acting) -> None:
    """The test starts with the first question: its time runs from now."""
    acting.mark("start", acting.targets, "test démarré")


def finish(acting: Acting) -> None:
    """They have done: asked about several, about one with much time left, and in 2021 about the end screen."""
    numbers = acting.targets
    if len(numbers) > 1 or asks_for_end_screen(acting.session) or ends_early(acting.session, numbers[0], acting.now):
        _ask_finish(acting, numbers)
    else:
        acting.record(Finish(numbers), numbers, "test terminé")


def absent(acting: Acting) -> None:
    """They did not come: absent."""
    acting.mark("absent", acting.targets, "absent")


def stop(acting: Acting) -> None:
    """Ended by the surveillant, or withdrew: with the reason, and the report of a technical cause."""
    numbers, at = acting.targets, acting.first_key

    def stop(wanted: StopTest) -> None:
        acting.record(wanted, numbers, "test arrêté", at=at)

    acting.ask(StopDialog(acting.session, numbers), stop)


def start_all(acting: Acting) -> None:
    """All who joined, or those of them who are marked."""
    waiting = joined_numbers(acting.session)
    if acting.board.marked:
        waiting = tuple(n for n in waiting if n in acting.board.marked)
    if not waiting:
        acting.app.refuse("aucun des candidats marqués n'attend de démarrer")
        return
    acting.ask(
        StartAllDialog(acting.session, waiting, acting.now),
        # Their time runs from the confirmation: nobody loses what the dialog took.
        lambda numbers: acting.record(Mark("start", numbers), numbers, "test démarré"),
    )


def not_certifiable(acting: Acting) -> None:
    """Not certifiable: their profile in Pix does not allow the test."""
    acting.record_for(Mark("not-certifiable", acting.targets), acting.targets, "non certifiable")


def correct_start(acting: Acting) -> None:
    """Their start was recorded wrongly."""
    who = acting.who
    acting.ask(
        StartForm(acting.session, who, acting.context()),
        lambda wanted: acting.record(wanted, (who.number,), "début corrigé"),
    )


def shift(acting: Acting) -> None:
    """The starts noted before a jump of the clock move by as much."""
    shift = shift_on_offer(acting.session)
    if shift is not None:
        acting.ask(
            ShiftForm(acting.session, acting.context(), shift),
            lambda wanted: acting.record(wanted, shift.numbers, "débuts décalés"),
            left=partial(_decline_shift, acting),
        )


def _decline_shift(acting: Acting) -> None:
    """Nobody offers it any more, before the clock jumps again; the key still does it."""
    acting.board.declined_jump = last_jump(acting.session)
    acting.app.shift_declined()
    acting.app.say(f"les débuts restent ; {acting.app.key_shown('shift')} les décale encore", "told")
