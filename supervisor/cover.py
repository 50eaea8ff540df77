"""« Un surveillant pour 20 candidats », as it was held all along a session (DOMAIN.md section 1)."""

from __future__ import annotations

from supervisor import event as ev
from supervisor.folding import fold, then
from supervisor.session import Session
from supervisor.situation import RUNNING, Status

_IN_THE_ROOM = RUNNING | {Status.JOINED}

_TELLS = (
    ev.SessionCreated, ev.SessionCorrected, ev.SurveillantTookOver, ev.SurveillantArrived, ev.SurveillantLeft,
    ev.CandidateAdded, ev.CandidateRemoved, ev.CandidateJoined, ev.TestStarted, ev.TestInterrupted, ev.TestResumed,
    ev.TestFinished, ev.TestEnded, ev.CandidateWithdrew,
)  # fmt: skip
"""Events that change how many candidates or surveillants are in the room."""


def lacking_surveillants(session: Session) -> int | None:
    """How many surveillants lacked when most did, while tests ran; None where none ever ran.

    Who was relieved does not count beside who took over: those count who supervised at the same time (RULES.md
    section 12).
    """
    each = session.reference.thresholds.candidates_per_surveillant
    state, lack = fold(session.header, ()), None
    for entry in session.entries:
        if session.is_reverted(entry) or not isinstance(entry.event, _TELLS):
            continue
        state = then(state, (entry,))
        statuses = [who.status for who in state.candidates.values()]
        if any(status in RUNNING for status in statuses):
            needed = -(-sum(status in _IN_THE_ROOM for status in statuses) // each)
            lack = max(lack or 0, needed - max(1, len(state.present_surveillants)))
    return lack
