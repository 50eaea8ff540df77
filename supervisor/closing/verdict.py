"""The verdict on each candidate: proposed from the facts, changed with a reason (DOMAIN.md section 2, 7.)."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.event import Verdict
from supervisor.incident import Incident, IncidentState
from supervisor.session import Session
from supervisor.situation import AWAITED, Situation, Status
from supervisor.wording import VERDICT

_WITHOUT_EFFECT = (IncidentState.REFUSED, IncidentState.EXPIRED, IncidentState.RETRACTED)
"""A report in one of these states is not taken into account."""


@dataclass(frozen=True, slots=True)
class VerdictState:
    """A candidate's verdict as it stands."""

    verdict: Verdict
    proposed: Verdict
    because: tuple[str, ...]
    """The codes that the proposal rests on; empty for « rien à signaler »."""
    reason: str = ""
    """The surveillant's reason for another verdict than the facts propose; empty for none."""
    is_given: bool = False
    """True when the surveillant said it; else it is the proposal."""
    is_outdated: bool = False
    """A report that counts came after the surveillant's verdict, which is milder than what the facts propose."""


_SEVERITY: dict[Verdict, int] = {"nothing": 0, "jury": 1, "fraud": 2}


def has_a_verdict(who: Situation) -> bool:
    """Absents, those never started and the not certifiable have none: they are not entered at all."""
    return who.status not in AWAITED and who.status not in (Status.ABSENT, Status.NOT_CERTIFIABLE)


def verdict_state(session: Session, who: Situation) -> VerdictState | None:
    """The verdict on a candidate; None where there is none to give."""
    if not has_a_verdict(who):
        return None
    counting = [i for i in session.incidents_of(who.number) if i.state not in _WITHOUT_EFFECT]
    proposed, because = _proposed(session, counting)
    given = session.verdicts.get(who.number)
    if given is None:
        return VerdictState(proposed, proposed, because)
    came_after = any(i.event_id > given.event_id for i in counting)
    return VerdictState(
        given.verdict,
        proposed,
        because,
        given.reason,
        is_given=True,
        is_outdated=came_after and _SEVERITY[proposed] > _SEVERITY[given.verdict],
    )


def _proposed(session: Session, counting: list[Incident]) -> tuple[Verdict, tuple[str, ...]]:
    frauds = tuple(dict.fromkeys(i.code for i in counting if session.reference.means(i.code, "fraud")))
    if frauds:
        return "fraud", frauds
    for_jury = tuple(dict.fromkeys(i.code for i in counting if _is_for_jury(session, i)))
    return ("jury", for_jury) if for_jury else ("nothing", ())


def _is_for_jury(session: Session, incident: Incident) -> bool:
    code = session.reference.code(incident.code)
    return code is not None and code.jury


def verdict_words(session: Session, state: VerdictState | None) -> str:
    """A verdict on a paper: what nobody has said yet, by name or by closing over it, is only proposed."""
    if state is None:
        return ""
    is_said = state.is_given or session.closed_at is not None
    return VERDICT[state.verdict] + ("" if is_said else " (proposé)")
