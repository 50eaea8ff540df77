"""Who is meant: a number, several numbers, enough of a name, or a seat (RULES.md section 10).

Nothing that was typed is quoted back: it may be a name, and refusals go to stderr.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from screens.command.output import BadUsageError, RefusedError
from supervisor.candidate import plain
from supervisor.session import Session
from supervisor.situation import Situation

MOST = 1000
"""More candidates than any session has: a range that long is mistyped."""

PLACE = "place"
"""Before a seat that is a number: « place 12 »."""

_NUMBERS = re.compile(r"\d{1,9}(?: ?- ?\d{1,9})?(?: ?, ?\d{1,9}(?: ?- ?\d{1,9})?)*,?", re.ASCII)


class AmbiguousError(BadUsageError):
    """A word means several candidates: who asks can be asked which."""

    def __init__(self, word: str, numbers: Sequence[int]) -> None:
        self.word, self.numbers = word, tuple(numbers)
        listed = ", ".join(f"n° {number}" for number in numbers)
        super().__init__(f"plusieurs candidats portent ce nom : {listed} ; donnez le numéro")


def pick(words: Sequence[str], session: Session) -> tuple[int, ...]:
    """The numbers of the candidates that these words mean, in that order, each once.

    A word of digits is always a number, whether or not it is on the list; `3,5,9-12` is several. Any other
    word is a name, or else a seat: an exact last name wins over a seat, a seat over the beginning of any part of a
    name. A name may be several words; `place 12` is a seat that would else be a number.

    Raises:
        AmbiguousError: a word means several candidates (their numbers are listed).
        BadUsageError: it is no list of numbers.
        RefusedError: nobody is called so.
    """
    if not any(word.strip() for word in words):
        raise BadUsageError("dites quel candidat : son numéro ou son nom")
    if len(words) > 1 and not any(_is_numeric(word) for word in words):
        whole = _called(" ".join(words), session)
        if len(whole) == 1:
            return (whole[0],)
    numbers = [number for word in _with_seats(words, session) for number in _meant(word, session)]
    return tuple(dict.fromkeys(numbers))


def pick_one(words: Sequence[str], session: Session, what: str) -> int:
    """The one candidate that these words mean.

    Args:
        words: what was typed.
        session: where to look.
        what: the action, as the beginning of « … un candidat à la fois ».

    Raises:
        BadUsageError: several candidates are meant.
        RefusedError: nobody is called so.
    """
    numbers = pick(words, session)
    if len(numbers) > 1:
        raise BadUsageError(f"{what} un candidat à la fois")
    return numbers[0]


def is_candidate(word: str, session: Session) -> bool:
    """This word may mean candidates: it is numbers, or the beginning of a name."""
    return bool(_NUMBERS.fullmatch(word) if _is_numeric(word) else _called(word, session))


def on_the_list(numbers: Sequence[int], session: Session) -> Iterator[Situation]:
    """The candidates with these numbers.

    Raises:
        RefusedError: one of them is not on the list.
    """
    for number in numbers:
        who = session.candidates.get(number)
        if who is None:
            raise RefusedError(f"le n° {number} n'est pas sur la liste")
        yield who


def _with_seats(words: Sequence[str], session: Session) -> list[str]:
    """The words, each « place 12 » as one of them; not where somebody is called so."""
    found: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if left and plain(word) == PLACE and not _called(word, session):
            word = f"{PLACE} {left.pop(0)}"
        found.append(word)
    return found


def _is_numeric(word: str) -> bool:
    # « -1 » and « ,3 » are numbers mistyped, never the beginning of a name.
    return word.lstrip(" ,;.-+")[:1].isdigit()


def _meant(word: str, session: Session) -> Iterable[int]:
    if _is_numeric(word):
        return _numbers(word)
    found = _called(word, session)
    if not found:
        raise RefusedError("aucun candidat ne porte ce nom : donnez son numéro, ou le début d'une partie de son nom")
    if len(found) > 1:
        raise AmbiguousError(word, found)
    return found


def _numbers(word: str) -> Iterable[int]:
    if not _NUMBERS.fullmatch(word):
        raise BadUsageError("ces numéros ne se lisent pas ; écrivez-les ainsi : 3,5,9-12")
    numbers: list[int] = []
    for part in filter(None, (part.strip() for part in word.split(","))):
        first, _, last = part.partition("-")
        begin, end = int(first), int(last or first)
        if end < begin or end - begin >= MOST:
            raise BadUsageError(f"« {part} » n'est pas une suite de numéros")
        numbers.extend(range(begin, end + 1))
    return numbers


def _called(typed: str, session: Session) -> list[int]:
    """Numbers of those whose last name (or whole name) this is; else who sits there; else whose name begins so."""
    wanted = plain(typed)
    if not wanted:
        return []
    everybody = session.candidates.values()
    exact = [who.number for who in everybody if wanted in _whole_names(who)]
    seat = wanted.removeprefix(f"{PLACE} ")
    there = [who.number for who in everybody if who.seat and plain(who.seat) == seat]
    return exact or there or [who.number for who in everybody if any(n.startswith(wanted) for n in _names(who))]


def _whole_names(who: Situation) -> tuple[str, ...]:
    last, first = plain(who.identity.last_name), plain(who.identity.first_name)
    # « dartagnan » is D'ARTAGNAN typed in one word.
    return last, last.replace(" ", ""), f"{last} {first}", f"{first} {last}"


def _names(who: Situation) -> tuple[str, ...]:
    return (*_whole_names(who), *plain(who.identity.full_name).split())
