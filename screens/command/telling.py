"""What an action came to, in lines: what was done for whom, what to look at, what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from screens.command.output import DONE, REFUSED, complain
from screens.command.stdin import Prompt
from supervisor import event as ev
from supervisor.decision import Refusal, Remark
from supervisor.pix_limit import NEEDS_PIX, is_past
from supervisor.seal import groups
from supervisor.session import Session, numbers_of
from supervisor.situation import Situation
from supervisor.story import phrase_of
from supervisor.wording import hour_of_end

if TYPE_CHECKING:
    from data.journal import Journal

_MOVES_THE_END = (ev.TestStarted, ev.TestResumed, ev.TimeAdjusted, ev.PauseEnded, ev.StartCorrected)
"""After these his end is told again."""

MOST_NAMED = 3
"""So many candidates are named one by one; the same of more of them is one line, with their numbers."""

_IN_PIX: dict[type, str] = {
    ev.TestResumed: "« Autoriser la reprise du test »",
    ev.TestEnded: "« Terminer le test »",
}
"""What is to be done in the Espace surveillant as well (DOMAIN.md section 2)."""


def done_lines(entries: Sequence[ev.Entry], session: Session) -> Iterator[str]:
    """One line a candidate, one for the session as a whole, in the order of what was recorded.

    Args:
        entries: the events of one action, as recorded.
        session: the state after it.
    """
    by_candidates: dict[tuple[int, ...], list[ev.Entry]] = {}
    for entry in entries:
        by_candidates.setdefault(numbers_of(entry, session), []).append(entry)
    for numbers, own in by_candidates.items():
        number = numbers[0] if len(numbers) == 1 else None
        # Of an action on several that is undone: whose it was.
        who = subject(number, session) if len(numbers) < 2 else f"n° {ranges(numbers)}"
        what = " ; ".join(phrase_of(entry, session) for entry in own)
        yield f"{who} : {what} ({_when(own[0], session)}){_end_after(own, number, session)}"
    if any(isinstance(entry.event, ev.SessionClosed) for entry in entries):
        yield f"sceau : {groups(session.seal)}"


def _when(entry: ev.Entry, session: Session) -> str:
    """The hour at which it happened; with the day where that is another than the day of its recording."""
    at = session.local(entry.at)
    return f"{at:%H:%M:%S}" if at.date() == session.local(entry.recorded_at).date() else f"{at:%d/%m/%Y à %H:%M:%S}"


def subject(number: int | None, session: Session) -> str:
    """« 12 LE GOFF Maël », or « Session 208 »."""
    if number is None:
        return f"Session {session.number}"
    who = situation_of(number, session)
    return f"{number} {who.full_name}" if who is not None else f"n° {number}"


def situation_of(number: int, session: Session) -> Situation | None:
    """The candidate with this number, also when he was taken off the list."""
    return session.candidates.get(number) or session.removed.get(number)


def _end_after(own: Sequence[ev.Entry], number: int | None, session: Session) -> str:
    moving = [entry for entry in own if isinstance(entry.event, _MOVES_THE_END)]
    who = session.candidates.get(number) if number is not None else None
    ending = session.running_ending(who, moving[-1].recorded_at) if moving and who is not None else None
    return f", fin {hour_of_end(session, ending.at)}" if ending is not None else ""


def hinted(sentence: str, hint: str, rest: str = "") -> str:
    """A sentence with what answers it on the command line, in brackets.

    Args:
        sentence: as a screen says it.
        hint: what to type, in the words of the command; empty for nothing.
        rest: the end of the sentence, before which the hint stands; empty: its full stop.
    """
    if not hint:
        return sentence
    body = sentence.removesuffix(rest or ".")
    return f"{body} ({Prompt.form(hint)}){sentence[len(body) :]}"


def remark_lines(remarks: Sequence[Remark]) -> Iterator[str]:
    """« à noter, n° 4 : … », one line a candidate; what is the same for more than three is said once, with a range."""
    whose: dict[tuple[str, str], list[int | None]] = {}
    for remark in remarks:
        whose.setdefault((remark.text, remark.hint), []).append(remark.number)
    told_already = set()
    for remark in remarks:
        numbers = [n for n in whose[remark.text, remark.hint] if n is not None]
        if len(numbers) <= MOST_NAMED:
            who = f", n° {remark.number}" if remark.number is not None else ""
        elif (remark.text, remark.hint) in told_already:
            continue
        else:
            told_already.add((remark.text, remark.hint))
            who = f", n° {ranges(numbers)}"
        yield f"à noter{who} : {hinted(remark.text, remark.hint)}"


def rest_unread(journal: Journal) -> str:
    """That a journal is damaged, and told only as far as it is good."""
    return f"Session {journal.number} : journal abîmé, {journal.damage} ; la suite n'est pas lue"


def whole_or_told(journal: Journal) -> int:
    """The exit code of what was read of a journal: where it is damaged that is said, whatever reads it."""
    if journal.damage is None:
        return DONE
    complain(rest_unread(journal))
    return REFUSED


def ranges(numbers: Sequence[int]) -> str:
    """Numbers as they are typed: « 3,5,9-12 »."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs_of(numbers))


def runs_of(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of numbers that follow each other."""
    parts: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return parts


def refusal_line(refusal: Refusal) -> str:
    """« n° 4 : déjà émargé à 08:52 »; a refusal that may be confirmed says how."""
    hint = "--force pour le faire quand même" if refusal.confirmable else refusal.hint
    who = f"n° {refusal.number} : " if refusal.number is not None else ""
    return f"{who}{hinted(refusal.reason, hint)}"


def pix_lines(entries: Sequence[ev.Entry], session: Session) -> Iterator[str]:
    """What is to be done in the Espace surveillant as well; nothing for the 2021 edition."""
    if session.reference.edition != "current":
        return
    deeds: dict[str, list[str]] = {}
    for entry in entries:
        deed = "" if isinstance(entry.event, NEEDS_PIX) and is_past(session, entry.at) else _in_pix(entry.event)
        if deed:
            deeds.setdefault(deed, []).extend(f"n° {number}" for number in numbers_of(entry, session))
    for deed, who in deeds.items():
        yield f"à faire aussi dans l'Espace surveillant : {deed}, {', '.join(who)}"


def _in_pix(event: ev.Event) -> str:
    if isinstance(event, ev.AlertClosed):
        answers = {"validated": "« Valider le signalement »", "refused": "« Refuser le signalement »"}
        return answers.get(event.outcome, "")
    return _IN_PIX.get(type(event), "")
