"""How a candidate is called within their session, and which candidates a search means."""

from __future__ import annotations

from functools import lru_cache

from supervisor.candidate import plain
from supervisor.digits import number_in
from supervisor.session import Session
from supervisor.situation import Situation


def name_key(last_name: str) -> str:
    """A last name as namesakes are told by: « Le Goff », « LE-GOFF » and « LEGOFF » are one."""
    return plain(last_name).replace(" ", "")


def is_namesake(session: Session, who: Situation) -> bool:
    """Another candidate of the session has the same last name."""
    return name_key(who.last_name) in session.shared_last_names - {""}


def name_alone(session: Session, who: Situation) -> str:
    """The last name where it stands alone; with the first name where it would not say who is meant.

    The seat in its place while the names are masked.
    """
    return who.full_name if is_namesake(session, who) else who.last_name or who.seat


def short_name(session: Session, number: int) -> str:
    """How a candidate is called in a sentence: « 12 LE GOFF », and « 12 MARTIN Jules » beside another MARTIN."""
    who = session.candidates.get(number) or session.removed.get(number)
    if who is None:
        return f"{number:02d}"
    if not who.full_name and (seat := number_in(who.seat)) is not None:
        # While the names are masked: « 01 1 » would say nothing, « 01 12 » something else.
        return f"{number:02d}" if seat == number else f"{number:02d} place {who.seat}"
    return f"{number:02d} {name_alone(session, who)}".rstrip()


def telling_first_name(session: Session, who: Situation) -> str:
    """As much of the first name as tells them from their namesakes: « Ju. » beside Jeanne; empty without any.

    Namesakes that share the first name too are told apart by their numbers.
    """
    if not is_namesake(session, who):
        return ""
    first, key = who.identity.first_name, name_key(who.last_name)
    others = [
        plain(other.identity.first_name)
        for other in session.candidates.values()
        if other.number != who.number and name_key(other.last_name) == key
    ]
    for length in range(1, len(first)):
        begins = plain(first[:length])
        if begins and not any(other.startswith(begins) for other in others):
            return f"{first[:length].rstrip()}."
    return first


# The search ------------------------------------------------------------------------------------------


def matches(who: Situation, search: str) -> bool:
    """True when a search means them: each of its words begins some part of their name, or their number.

    Accents and case are ignored. The parts of a name are known split and joined, so that « dal » and « almerac »
    find D'ALMERAC, « dela » and « tour » DE LA TOUR, « le bih » LE BIHAN and LEBIHAN. A blank search means everybody.
    """
    words = plain(search).split()
    begun = _beginnings(who.last_name, who.identity.first_name)

    def begins(word: str) -> bool:
        return any(part.startswith(word) for part in begun)

    if all(begins(word) or _is_number(who.number, word) for word in words):
        return True
    return len(words) > 1 and begins("".join(words))


@lru_cache(maxsize=8192)
def _beginnings(last_name: str, first_name: str) -> tuple[str, ...]:
    """Their name from each of its parts on, joined to the end: last name first, then first name first."""
    last, first = plain(last_name).split(), plain(first_name).split()
    return tuple("".join(parts[start:]) for parts in (last + first, first + last) for start in range(len(parts)))


def _is_number(number: int, word: str) -> bool:
    return word.isascii() and word.isdigit() and (str(number).startswith(word) or f"{number:02d}".startswith(word))


def is_exactly(who: Situation, search: str) -> bool:
    """True when the search is their whole number, last name or first name: they come before those it only begins."""
    typed = plain(search)
    names = (who.last_name, who.identity.first_name, who.full_name)
    return number_in(typed) == who.number or typed.replace(" ", "") in {name_key(name) for name in names}
