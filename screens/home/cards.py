"""One session as home shows it: where it stands, what it waits for, under which heading, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from screens.home.office import Group, SessionCard
from screens.kit.guards import unshifted_digits
from screens.kit.settings import Keyboard
from supervisor.candidate import plain
from supervisor.closing import finalisation_due, missing
from supervisor.retention import OwnLength, retention_of
from supervisor.session import Counts, Phase, Session
from supervisor.waiting import broken_told, told, waits_for
from supervisor.wording import DAYS, MONTHS, PHASE, hour_of_end, plural

GROUPS: dict[Group, str] = {
    "today": "AUJOURD'HUI",
    "finalise": "À FINALISER",
    "broken": "À VÉRIFIER",
    "coming": "À VENIR",
    "past": "PASSÉES",
}
"""The headings, in their order. What cannot be read has no day: it stands where it is seen."""
_ENTER_TELLS = "Entrée dit quoi faire"


def short_day(day: date, today: date | None = None) -> str:
    """« dim. 22/11 »; with its year when that is not this one."""
    year = "" if today is not None and today.year == day.year else f"/{day.year}"
    return f"{DAYS[day.weekday()][:3]}. {day:%d/%m}{year}"


# One session ------------------------------------------------------------------------------------------


def card_of(
    session: Session, now: datetime, problem: str = "", *, keep_months: OwnLength | None = None,
    points_of_the_room: int = 0,
) -> SessionCard:  # fmt: skip
    """A session whose journal can be read, at least its beginning.

    Args:
        session: its state.
        now: the instant it is looked at.
        problem: what is wrong with its journal.
        keep_months: how long the store's settings keep it; None: as it says itself.
        points_of_the_room: how many the check-list has.
    """
    today = session.local(now).date()
    last = session.last_end(now)
    ended = session.phase is Phase.ENDED
    return SessionCard(
        number=session.number,
        group=group_of(session, today),
        site=session.site,
        room=session.room,
        surveillants=session.surveillants,
        certification=session.reference.certifications.get(session.certification, session.certification),
        day=session.date,
        start=session.start,
        today=today,
        phase=session.phase,
        counts=session.counts(now),
        last_end=hour_of_end(session, last) if last is not None else "",
        waits=broken_told(_ENTER_TELLS) if problem else waits_for(session, now, points_of_the_room),
        lacks=missing(session, now) if ended else _lacks_before(session, today),
        problem=problem,
        keep_until=retention_of(session, keep_months).until if session.closed_at is not None else None,
        session=session,
    )


def group_of(session: Session, today: date) -> Group:
    """Under which heading it stands on that day."""
    phase = session.phase
    is_due = phase is Phase.ENDED and finalisation_due(session) is not None
    return group_on(today, phase, session.date, is_due=is_due)


def group_on(today: date, phase: Phase, day: date, *, is_due: bool) -> Group:
    """The same of what is known of a session that was not read.

    Args:
        today: the day it is looked at.
        phase: where it stands.
        day: the day it is planned for.
        is_due: where it is over, it is to be finalised by some instant.
    """
    if phase is Phase.RUNNING:
        # A test that runs is today's, whatever its date: somebody is in the room.
        return "today"
    if phase is Phase.CLOSED:
        return "finalise"
    if day == today:
        return "today"
    if phase is Phase.ENDED and day < today and is_due:
        # Nobody closed it: the 48 hours run all the same.
        return "finalise"
    # Whatever its date, nothing is to come any more of one that is finalised.
    return "coming" if day > today and phase is not Phase.FINALISED else "past"


def _lacks_before(session: Session, today: date) -> tuple[str, ...]:
    if session.phase is not Phase.PREPARATION or session.date < today:
        return ()
    lacking = {
        "numéro de session": not session.has_provisional_number,
        "candidats": session.candidates,
        "code d'accès": session.access_code,
        "surveillant": session.surveillants,
        "salle": session.room,
    }
    return tuple(name for name, there in lacking.items() if not there)


def unreadable(number: str, problem: str) -> SessionCard:
    """A session of which nothing can be read."""
    waits = broken_told(_ENTER_TELLS, can_be_read=False)
    return SessionCard(number, "broken", waits=waits, problem=problem, can_be_read=False)


def as_copy(card: SessionCard, folder: str) -> SessionCard:
    """A session whose number opens another folder: it is not opened from here.

    Args:
        card: what it would be, were it alone.
        folder: the name of its own folder.
    """
    what = (
        f"La session {card.number} est dans deux dossiers. Son numéro ouvre l'autre ; celui-ci, « {folder} », est sans "
        "doute une copie, et n'est pas ouvert."
    )
    return replace(
        card, group="broken", copied_to=folder, problem=" ".join(filter(None, (what, card.problem))),
        waits=told(f"copie : {_ENTER_TELLS}", "over", "copie"),
    )  # fmt: skip


def reached(counts: Counts, phase: Phase) -> int:
    """How many have come as far as its phase says: have joined, take the test, are done."""
    if phase in (Phase.PREPARATION, Phase.WELCOME):
        return counts.joined
    return counts.started + counts.interrupted if phase is Phase.RUNNING else counts.finished + counts.unfinished


def progress(counts: Counts | None, phase: Phase | None) -> str:
    """How far it is: « 12/20 en cours »."""
    if counts is None or phase is None:
        return ""
    if phase is Phase.PREPARATION:
        return plural(counts.enrolled, "inscrit") if counts.enrolled else ""
    there = reached(counts, phase)
    if phase is Phase.WELCOME:
        return f"{there}/{counts.enrolled} {'a' if there < 2 else 'ont'} rejoint"
    if phase is Phase.RUNNING:
        return f"{there}/{counts.enrolled} en cours"
    return f"{there}/{counts.enrolled} {'passé' if there < 2 else 'passés'}"


# All of them ------------------------------------------------------------------------------------------


def in_order(cards: Iterable[SessionCard]) -> list[SessionCard]:
    """Today's first, then those to finalise, what cannot be read, those to come, the past ones, the latest first."""
    ranks = list(GROUPS)

    def key(card: SessionCard) -> tuple[object, ...]:
        return (ranks.index(card.group), *place_in_group(card, latest_first=card.group == "past"))

    return sorted(cards, key=key)


def place_in_group(card: SessionCard, *, latest_first: bool) -> tuple[object, ...]:
    """Where it stands among those of its heading, to be compared with theirs."""
    day = card.day.toordinal() if card.day is not None else 0
    return (-day if latest_first else day, _rank_of_today(card), card.start, len(card.number), card.number)


_TODAY = (Phase.RUNNING, Phase.ENDED, Phase.WELCOME, Phase.PREPARATION)


def _rank_of_today(card: SessionCard) -> int:
    """Among today's: those that run, to be closed, being welcomed, to come, done."""
    if card.group != "today" or card.phase not in _TODAY:
        return len(_TODAY)
    return _TODAY.index(card.phase)


def most_pressing(cards: Sequence[SessionCard]) -> str:
    """The key of the session to begin with: one that runs, else one that is being set up, else today's next."""
    phases = (Phase.RUNNING, Phase.WELCOME, Phase.PREPARATION, Phase.ENDED)
    today = [card for card in cards if card.group == "today"]
    for phase in phases:
        for card in today:
            if card.phase is phase:
                return card.key
    return cards[0].key if cards else ""


def found(cards: Sequence[SessionCard], search: str, keyboard: Keyboard = "azerty-pc") -> list[SessionCard]:
    """Those in which each word searched begins some word of it: number, site, room, surveillants, phase, day.

    Args:
        cards: all of them.
        search: what is typed; « 22/11 » is a day, and the digit row without Shift counts as digits in a number.
        keyboard: which one that is.
    """
    row = unshifted_digits(keyboard)
    return [card for card in cards if all(_fits(card, word, row) for word in search.split())]


def _fits(card: SessionCard, word: str, row: Mapping[str, str]) -> bool:
    if card.number.startswith("".join(row.get(character, character) for character in word)):
        return True
    if "/" in word:
        return card.day is not None and f"{card.day:%d/%m/%Y}".startswith(word)
    wanted, words = plain(word).split(), _words(card)
    return bool(wanted) and all(any(one.startswith(part) for one in words) for part in wanted)


def _words(card: SessionCard) -> list[str]:
    phase = PHASE[card.phase] if card.phase is not None else ""
    awaited = GROUPS[card.group] if card.group == "finalise" else ""
    day = f"{DAYS[card.day.weekday()]} {MONTHS[card.day.month - 1]}" if card.day is not None else ""
    return plain(" ".join((card.site, card.room, *card.surveillants, phase, card.waits.text, day, awaited))).split()
