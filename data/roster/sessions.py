"""The sessions of a list while it is read: which one a row belongs to, and who is already in it.

A session is its number, or else its site + room + date + hour; a row that names none belongs to the row above's
(DOMAIN.md section 6). The same person twice within one session is kept once; in two sessions they are two candidates
(RULES.md section 5).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data.roster.model import ListedCandidate, ListedSession, Roster
from data.roster.wording import Findings, RefusedFile, listed, quoted, spans

MOST_SESSIONS = 500
"""Sessions of one file; each is a file of its own to be made and synced."""


class Slot(NamedTuple):
    """What tells one session of a file from another."""

    number: str | None = None
    site: str = ""
    room: str = ""
    date: dt.date | None = None
    start: dt.time | None = None

    def key(self) -> tuple[object, ...]:
        """Equal for the same session: by number alone where there is one, else by place and time, case ignored."""
        if self.number is not None:
            return (self.number,)
        return (self.site.casefold(), self.room.casefold(), self.date, self.start)


@dataclass(slots=True, eq=False)
class GatheredSession:
    """A session of a list while its rows are read: what is known of it so far, and its candidates."""

    line: int
    """Line of the list that first names it, from 1."""
    slot: Slot = field(default_factory=Slot)
    surveillants: dict[str, None] = field(default_factory=dict)
    observations: dict[str, None] = field(default_factory=dict)
    candidates: list[ListedCandidate] = field(default_factory=list)
    rows: int = 0
    """Rows with a candidate, wrong ones and doubles included."""
    taken: int = 0
    """Those of them whose class is asked for."""

    def listed_session(self) -> ListedSession:
        """The session as it is handed over."""
        return ListedSession(
            number=self.slot.number,
            site=self.slot.site,
            room=self.slot.room,
            date=self.slot.date,
            start=self.slot.start,
            surveillants=tuple(self.surveillants),
            observations=" ; ".join(self.observations),
            candidates=tuple(self.candidates),
        )


class SessionBook:
    """The sessions of one list, in the order in which it first names them."""

    def __init__(self, unnamed: GatheredSession, *, is_told: bool) -> None:
        """Begin with the session of the rows above which none is named.

        Args:
            unnamed: that session; an information block above the header may have described it.
            is_told: whether one did.
        """
        self.unnamed = unnamed
        self._is_told = is_told
        self.current = unnamed
        self._named: dict[tuple[object, ...], GatheredSession] = {}
        if is_told:
            self._named[unnamed.slot.key()] = unnamed
            self._named[unnamed.slot._replace(number=None).key()] = unnamed

    def open(self, line: int, slot: Slot) -> GatheredSession:
        """Go on with the session that a row names, a new one if the list has not named it before.

        Raises:
            RefusedFile: that is one too many.
        """
        self.current = self._named.setdefault(slot.key(), GatheredSession(line, slot))
        if len(self._named) > MOST_SESSIONS:
            raise RefusedFile(
                f"Le fichier nomme plus de {MOST_SESSIONS} sessions ; partagez-le et importez-le en plusieurs fois.",
                line,
            )
        return self.current

    def roster(self, findings: Findings, *, header_line: int) -> Roster:
        """All the sessions, with what is to be told of each as a whole."""
        named = [draft for draft in dict.fromkeys(self._named.values()) if draft is not self.unnamed]
        if not named and not self.unnamed.rows:
            findings.error(header_line, "Aucun candidat sous la ligne d'en-têtes ; remplissez la liste.")
        if named and self.unnamed.rows and not self._is_told:
            findings.error(
                self.unnamed.line,
                "Ce candidat vient avant la première session du fichier ; indiquez sa session (site, salle, date, "
                "heure).",
            )
        for draft in named:
            if not draft.rows:
                findings.warning(
                    draft.line,
                    f"La session {described(draft.slot)} n'a aucun candidat ; vérifiez qu'il n'en manque pas.",
                )
        # A session whose pupils are all of other classes than those asked for is not kept.
        kept = [
            draft for draft in [self.unnamed, *named] if draft.taken or (draft is not self.unnamed and not draft.rows)
        ]
        for draft in kept:
            keep_each_person_once(draft, findings)
            tell_shared_seats(draft, findings)
        return Roster(tuple(draft.listed_session() for draft in kept), findings.in_order())


def described(slot: Slot) -> str:
    """A session in a sentence: its number, or its place and time."""
    if slot.number is not None:
        return slot.number
    when = (f"{slot.date:%d/%m/%Y}" if slot.date else "", f"{slot.start:%H:%M}" if slot.start else "")
    return quoted(", ".join(part for part in (slot.site, slot.room, " ".join(filter(None, when))) if part))


def keep_each_person_once(draft: GatheredSession, findings: Findings) -> None:
    """Keep the first row of each person; tell each later one, and in what it differs."""
    first: dict[tuple[str, str, str], ListedCandidate] = {}
    for candidate in draft.candidates:
        who = candidate.identity
        last_name, first_name, born = who.person_key
        # A name of signs alone folds to nothing: it is then compared as it stands.
        kept = first.setdefault((last_name or who.last_name, first_name or who.first_name, born), candidate)
        if kept is not candidate:
            findings.warning(
                candidate.line,
                f"{quoted(who.full_name)} est déjà en ligne {kept.line} : seule la ligne {kept.line} est gardée"
                f"{_differences(kept, candidate)}.",
            )
    draft.candidates = list(first.values())


def tell_shared_seats(draft: GatheredSession, findings: Findings) -> None:
    """Tell the places that are given to two candidates of one session."""
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for candidate in draft.candidates:
        # « PC » or « portable » is no place.
        if any(map(str.isdigit, candidate.seat)):
            lines[candidate.seat.casefold()].append(candidate.line)
    shared = {seat: taken for seat, taken in lines.items() if len(taken) > 1}
    for candidate in draft.candidates:
        if taken := shared.pop(candidate.seat.casefold(), None):
            findings.warning(
                candidate.line,
                f"Poste {quoted(candidate.seat)} : donné à plusieurs candidats, lignes {spans(taken)} ; vérifiez.",
            )


def _differences(kept: ListedCandidate, double: ListedCandidate) -> str:
    told = []
    if kept.extra_time != double.extra_time:
        told.append(f"temps majoré {double.extra_time} (ligne {kept.line} : {kept.extra_time})")
    if kept.certification != double.certification:
        told.append(
            f"certification {double.certification or 'Pix'} (ligne {kept.line} : {kept.certification or 'Pix'})"
        )
    return f" ; mais celle-ci porte {listed(told)}, vérifiez" if told else ""


class ClassFilter:
    """The classes that the caller asks for, compared without case nor superfluous blanks; none asked: every class."""

    def __init__(self, asked: Sequence[str]) -> None:
        self._asked = {_folded(name): " ".join(name.split()) for name in asked if name.strip()}
        self._known: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._asked)

    def takes(self, class_name: str) -> bool:
        """Whether a pupil of that class is asked for; remembers that the class exists."""
        if class_name:
            self._known.setdefault(class_name)
        return not self._asked or _folded(class_name) in self._asked

    def tell_unknown(self, findings: Findings, *, groups: Iterable[str] = ()) -> None:
        """One error for each class asked for that the list does not have, with those that it has."""
        known = {_folded(name) for name in self._known}
        are_groups = {_folded(name) for name in groups}
        for folded, name in self._asked.items():
            if folded not in known:
                why = "est un groupe, pas une classe" if folded in are_groups else "n'est pas dans la liste"
                there = f"classes connues : {listed(sorted(self._known), 40)}" if self._known else "elle n'en a aucune"
                findings.error(None, f"La classe {quoted(name)} {why} ; {there}.")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
