"""What is asked of whoever sits there: which of several, and what an action does not say of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screens.command.candidates import AmbiguousError, is_candidate, pick
from screens.command.french import FROM_STDIN, value_meant
from screens.command.lines.french_words import values_in_french
from screens.command.output import LineError, complain
from screens.command.spoken import called
from supervisor.closing import asks_what_for
from supervisor.session import Session

YES = ("oui", "o", "yes")
NO = ("non", "n", "no")
LEAVE = ("annuler", "annule")
"""What leaves a question, like Ctrl+C."""
NOTHING = "Rien n'est noté."

Ask = Callable[[str], str]
"""Asks a question and gives the answer; raises `LeftError` where there is none."""


class LeftError(Exception):
    """Whoever was asked would rather not: nothing of what was asked about is done."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of whoever begins an action."""

    option: str
    text: str
    values: str = ""
    """What an answer may be, as the form shows it; empty for their own words."""
    is_needed: bool = False
    """Without an answer nothing is done; else an empty one says nothing."""


_ASKED: dict[str, tuple[Question, ...]] = {
    "end": (Question("--reason", "Motif ? candidat ou technique", "candidate|technical", is_needed=True),),
    "reopen": (Question("--reason", "Pourquoi rouvrir la session ?", is_needed=True),),
    "time": (Question("--incident", "Pour un incident ? oui, non, ou rien : la clôture le redemandera", "yes|no"),),
    "fraud": (
        Question("--tool-required", "La consigne de la question demandait-elle cet outil ? oui, non", "yes|no"),
        Question(
            "--kind", "La sorte ? communication, consultation ou usurpation", "communication|consultation|usurpation"
        ),
        Question("--seen", "Ce qui a été vu, aussi précis que possible ?"),
        Question("--done", "Ce qui a été fait ?"),
    ),
}
"""By the word of an action, the options that are asked for."""
_DICTATED = ("add", "access-code", "comment")
"""Actions whose text is asked for where nothing stands behind them."""
_DICTATED_OF_SOMEBODY = ("correct", "note")
"""The same where only somebody stands behind them."""
_GIVEN = re.compile(r"\+\d{1,4}|\+1/3")


def with_what_is_asked(words: Sequence[str], session: Session, ask: Ask) -> Sequence[str]:
    """The words of an action, with what it always needs, or what Pix Certif will need to know.

    Args:
        words: of the action, its own first.
        session: whose candidates are named.
        ask: who is asked.

    Raises:
        LeftError: who was asked would rather not do it.
    """
    verb, *rest = words
    if (verb in _DICTATED and not rest) or (verb in _DICTATED_OF_SOMEBODY and _is_somebody(rest, session)):
        return [*words, FROM_STDIN]
    if verb == "time" and not (asks_what_for(session) and any(_GIVEN.fullmatch(word) for word in rest)):
        return words
    if "--report" in rest or "--help" in rest or "-h" in rest:
        # Only what is added to a report is said.
        return words
    for question in _ASKED.get(verb, ()):
        if question.option not in words and (answer := _answer_to(question, ask)):
            words = [*words, question.option, answer]
    return words


def _is_somebody(words: Sequence[str], session: Session) -> bool:
    if list(words) == ["session"]:
        return True
    return is_candidate(" ".join(words), session) if words else False


def _answer_to(question: Question, ask: Ask) -> str:
    values = question.values.split("|")
    while answer := ask(question.text).strip():
        if not question.values or value_meant(answer, values) is not None:
            return answer
        complain(f"répondez {values_in_french(question.values)} ; « annuler » laisse tout")
    if question.is_needed:
        raise LeftError
    return ""


def which(error: AmbiguousError, session: Session, ask: Ask) -> int:
    """Which of several candidates is meant: by their number, or enough of their name.

    Raises:
        LeftError: none of them.
    """
    listed = " ; ".join(called(number, session) for number in error.numbers)
    while answer := ask(f"Plusieurs : {listed}. Quel numéro ?").split():
        found = set(error.numbers) & set(meant(answer, session))
        if len(found) == 1:
            return found.pop()
        complain("donnez son numéro, parmi ceux qui sont cités ; « annuler » laisse la question")
    raise LeftError


def meant(words: Sequence[str], session: Session) -> Sequence[int]:
    """The numbers of all whom these words may mean; nobody where they mean none."""
    try:
        return pick(words, session)
    except AmbiguousError as error:
        return error.numbers
    except LineError:
        return ()
