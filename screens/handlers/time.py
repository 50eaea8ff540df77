"""Minutes: given or taken, a pause, an interruption and what it cost."""

from __future__ import annotations

from datetime import datetime

from screens.dialogs.time import HoldAll, HoldAllDialog, Lost, ResumeForm, TimeForm
from screens.handlers.acting import Acting
from supervisor.action import (
    AdjustTime,
    Correct,
    Interrupt,
    Resume,
)
from supervisor.folding import utc
from supervisor.jumps import stood_still_since, today
from supervisor.situation import Situation, Status


def time(acting: Acting) -> None:
    """Minutes given or taken."""
    numbers = acting.targets
    acting.ask(
        TimeForm(acting.session, numbers, acting.context()),
        lambda wanted: _time_wanted(acting, wanted, numbers),
    )


def _time_wanted(acting: Acting, wanted: AdjustTime | Correct, numbers: tuple[int, ...]) -> None:
    what = "temps changé" if isinstance(wanted, AdjustTime) else "temps majoré corrigé"
    acting.record(wanted, numbers, what)


def pause(acting: Acting) -> None:
    """The pause of an accommodation begins, or ends where all targets are in one."""
    paused = all(c.is_paused for n in acting.targets if (c := acting.session.candidates.get(n)) is not None)
    if paused:
        acting.mark("pause-end", acting.targets, "fin de la pause")
    else:
        acting.mark("pause-begin", acting.targets, "pause")


def hold(acting: Acting) -> None:
    """Interrupt, or resume where all targets are interrupted."""
    found = [acting.session.candidates[n] for n in acting.targets if n in acting.session.candidates]
    if found and all(c.status is Status.INTERRUPTED for c in found):
        resume(acting, acting.targets)
    else:
        at = acting.first_key if len(acting.targets) > 1 else None
        acting.record_for(Interrupt(acting.targets), acting.targets, "test interrompu", at=at)


def resume(acting: Acting, numbers: tuple[int, ...]) -> None:
    """Interrupted tests go on; what the interruption cost is asked about where it cost something."""
    # Whole seconds, as the journal keeps them: what is shown is what will be given.
    at = utc(acting.first_key)
    losses = [_lost(acting, acting.session.candidates[number], at) for number in numbers]

    def resume(answers: tuple[Resume, ...]) -> None:
        for wanted in answers:
            acting.record(wanted, wanted.numbers, "test repris", at=at)

    if any(lost.minutes or lost.own_doing for lost in losses):
        acting.ask(ResumeForm(acting.session, losses, at), resume)
    else:
        acting.record_for(Resume(numbers), numbers, "test repris")


def _lost(acting: Acting, who: Situation, at: datetime) -> Lost:
    """What their interruption cost them; their own doing where that was said, or reported meanwhile."""
    test_time, held = acting.session.time_of(who), who.open_interruption
    reports = acting.session.reported(who.number, "candidate")
    since = stood_still_since(acting.session, who, held) if held is not None else None
    reported = since is not None and any(today(acting.session, r.at, r.noted) >= since for r in reports)
    own = held is not None and (held.cause == "candidate" or reported)
    return Lost(who.number, test_time.loss(at) if test_time is not None else 0, own)


def hold_all(acting: Acting) -> None:
    """Several tests stand still, or go on."""
    among = acting.board.marked or set(acting.session.candidates)
    everybody = [c for c in acting.session.candidates.values() if c.number in among]
    running = tuple(c.number for c in everybody if c.status is Status.STARTED)
    held = tuple(c.number for c in everybody if c.status is Status.INTERRUPTED)
    at = acting.now

    def go(answer: HoldAll) -> None:
        what, numbers = answer
        if what == "resume":
            resume(acting, numbers)
        else:
            acting.record(Interrupt(numbers), numbers, "test interrompu", at=at)

    if not running and not held:
        acting.app.refuse("aucun des candidats marqués n'a de test en cours")
        return
    acting.ask(HoldAllDialog(acting.session, running, held), go)
