"""From the words of `vigie do` on incidents to the action they ask for."""

from __future__ import annotations

from screens.command.do.request import Asked, Asking, Request
from screens.command.output import BadUsageError
from supervisor import action as act
from supervisor.matching import Match, Reading, is_a_code, question_in, read_line
from supervisor.reference import Circumstance


def _incident(r: Request) -> Asked:
    o = r.options
    numbers = () if r.is_about_the_session else r.who
    if not o.code.strip():
        raise BadUsageError("dites quel signalement : un code de la grille, ou des mots")
    if is_a_code(o.code):
        return Asked(act.RecordIncident(o.code, numbers, o.question, o.text))
    reading = read_line(r.session.reference, o.code)
    match = _only(r, reading)
    if match.code is None:
        instead = _besides(r, match.circumstance) if match.circumstance is not None else ""
        raise BadUsageError(f"« {match.label} » n'est pas un signalement dans cette grille : {instead}")
    question, rest = question_in(reading.rest) if match.code.asked == "question" else (None, reading.rest)
    # Of several ready phrases of one code none is chosen for the surveillant.
    phrases = {m.text for m in reading.matches[: reading.sure] if m.text}
    ready = phrases.pop() if len(phrases) == 1 else ""
    text = o.text or " : ".join(part for part in (ready, rest) if part)
    asked_question = o.question if o.question is not None else question
    action = act.RecordIncident(match.code.code, numbers, asked_question, text)
    besides = _besides(r, match.circumstance) if ready and match.circumstance is not None else ""
    return Asked(action, (besides,) if besides else ())


def _only(r: Request, reading: Reading) -> Match:
    """The one thing these words mean. They are never quoted back: a name may be among them."""
    if not reading.matches:
        known = ", ".join(code.code for code in r.session.reference.codes)
        raise BadUsageError(f"aucun signalement ne correspond à ces mots ; codes connus : {known}")
    if len(reading.codes) > 1:
        told = [f"{m.code.code} {m.label}" if m.code is not None else m.label for m in reading.matches[: reading.sure]]
        raise BadUsageError(f"ces mots vont à plusieurs : {' ; '.join(told)}. Dites le code")
    return reading.matches[0]


def _besides(r: Request, found: Circumstance) -> str:
    """What is to be done besides, or instead, with the command that does it; empty when nothing is."""
    return f"{found.besides} (vigie do {r.session.number} {found.deed} …)" if found.deed else found.besides


def _correct(r: Request) -> act.Action:
    o = r.options
    happened_at = r.instant(o.happened_at) if o.happened_at is not None else None
    return act.CorrectIncident(o.incident, o.reason, o.code, o.question, o.text, happened_at)


ACTIONS: Asking = {
    "incident": _incident,
    "alert": lambda r: act.CloseAlert(
        r.only("une alerte se ferme"), r.options.outcome, r.options.question, r.options.code, r.options.incident
    ),
    "correct-incident": _correct,
    "withdraw-incident": lambda r: act.RetractIncident(r.options.incident, r.options.reason),
}
"""What each of these words asks for."""
