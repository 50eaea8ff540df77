"""When a command is possible: what the session, and the rules, put in its way."""

from __future__ import annotations

from collections.abc import Callable

from screens.kit.command import Moment, Obstacle
from screens.kit.remembered import Remembered
from screens.picture.steps import next_step
from supervisor import event as ev
from supervisor.deciding import joined_numbers
from supervisor.jumps import shift_on_offer
from supervisor.objection import objection
from supervisor.situation import RUNNING, Situation, Status
from supervisor.undoing import last_undoable, may_change_one
from supervisor.wording import minute_of_fact, plural

_shift_on_offer = Remembered(shift_on_offer)


def would_record(make: Callable[[Situation], ev.Event]) -> Obstacle:
    """What the rules object to the event a command would record."""

    def obstacle(moment: Moment) -> str:
        if moment.who is None:
            return "choisissez d'abord un candidat"
        return objection(moment.session, ev.Drafted(moment.now, make(moment.who)))

    return obstacle


def hold_or_resume(who: Situation) -> ev.Event:
    """The event of an interruption, or of its end."""
    held = who.status is Status.INTERRUPTED
    return ev.TestResumed(number=who.number) if held else ev.TestInterrupted(number=who.number)


def pause_begins_or_ends(who: Situation) -> ev.Event:
    """The event of a pause, or of its end."""
    return ev.PauseEnded(number=who.number) if who.is_paused else ev.PauseBegan(number=who.number)


def has_candidate(moment: Moment) -> str:
    """Somebody has to be chosen."""
    return "" if moment.who is not None else "choisissez d'abord un candidat"


def is_open(moment: Moment) -> str:
    """The session is not closed."""
    if moment.session.closed_at is None:
        return ""
    return f"la session est close depuis {minute_of_fact(moment.session, moment.session.closed_at)} : lecture seule"


def is_open_with_candidate(moment: Moment) -> str:
    """Somebody is chosen, and the session is not closed."""
    return has_candidate(moment) or is_open(moment)


def may_reopen(moment: Moment) -> str:
    """A closed session may be opened again."""
    return objection(moment.session, ev.Drafted(moment.now, ev.SessionReopened(reason="?")))


def number_may_change(moment: Moment) -> str:
    """The number of the session is not yet in anybody's Pix."""
    return is_open(moment) or objection(moment.session, ev.Drafted(moment.now, ev.SessionRenumbered(number="?")))


def may_finalise(moment: Moment) -> str:
    """A closed session may be said to be finalised."""
    return objection(moment.session, ev.Drafted(moment.now, ev.SessionFinalised()))


def reason_is_due(moment: Moment) -> str:
    """The test of the chosen one stayed unfinished, and its reason may be given."""
    if moment.who is None:
        return "choisissez d'abord un candidat"
    number, is_closed = moment.who.number, moment.session.closed_at is not None
    # Behind the seal only a reason that a forced close left open, or a slip of the annex.
    reason: ev.EndReason = "candidate" if moment.who.reason == "technical" else "technical"
    event = ev.FinalisationReasonGiven(number=number, reason=reason) if is_closed else ev.ReasonGiven(
        number=number, reason=reason)  # fmt: skip
    return objection(moment.session, ev.Drafted(moment.now, event))


def has_next_step(moment: Moment) -> str:
    """Enter has something to do for the chosen one."""
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return is_open(moment) or ("" if next_step(moment.who) else "plus rien à faire")


def has_open_alert(moment: Moment) -> str:
    """The chosen one has an alert that waits for an answer."""
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return is_open(moment) or ("" if moment.session.open_alerts_of(moment.who.number) else "n'a pas d'alerte ouverte")


def has_incident(moment: Moment) -> str:
    """The chosen one has an incident that counts."""
    if moment.who is None:
        return "choisissez d'abord un candidat"
    reported = any(i.counts for i in moment.session.incidents_of(moment.who.number))
    return is_open(moment) or ("" if reported else "n'a pas de signalement")


def may_stop(moment: Moment) -> str:
    """The test of the chosen one may be ended by the surveillant."""
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return objection(moment.session, ev.Drafted(moment.now, ev.CandidateWithdrew(number=moment.who.number)))


def _why_nobody_starts(moment: Moment) -> str:
    awaited = sum(c.status is Status.EXPECTED for c in moment.session.candidates.values())
    if not awaited:
        return "personne n'attend de démarrer"
    return f"personne n'a rejoint ({plural(awaited, 'attendu')}) : notez d'abord qui a rejoint"


def somebody_joined(moment: Moment) -> str:
    """Somebody waits to start."""
    return is_open(moment) or ("" if joined_numbers(moment.session) else _why_nobody_starts(moment))


def somebody_runs(moment: Moment) -> str:
    """A test runs or stands still."""
    runs = any(c.status in RUNNING for c in moment.session.candidates.values())
    return is_open(moment) or ("" if runs else "aucun test n'est en cours")


def is_under_way(moment: Moment) -> str:
    """A test runs."""
    runs = any(c.is_running for c in moment.session.candidates.values())
    return is_open(moment) or ("" if runs else "aucun test n'est en cours")


def may_undo(moment: Moment) -> str:
    """There is an action of one's own to undo."""
    nothing = last_undoable(moment.session, moment.author) is None
    return is_open(moment) or ("il n'y a rien de vous à annuler" if nothing else "")


def may_undo_other(moment: Moment) -> str:
    """There is an action to undo or to do again."""
    return is_open(moment) or ("" if may_change_one(moment.session) else "il n'y a rien à annuler")


def shift_is_offered(moment: Moment) -> str:
    """The clock jumped, and the starts may be shifted."""
    return is_open(moment) or ("" if _shift_on_offer(moment.session) else "aucun saut d'horloge n'attend de réponse")
