"""One session as home shows it: where it stands, what it waits for, under which heading, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from screens.home.office import Group, SessionCard, Tone, Waits
from screens.kit.guards import unshifted_digits
from screens.kit.settings import Keyboard
from supervisor.candidate import plain
from supervisor.closing import finalisation_due, missing
from supervisor.retention import OwnLength, retention_of
from supervisor.session import Counts, Phase, Session
from supervisor.wording import DAYS, MONTHS, PHASE, hour_of_end, plural

SOON = timedelta(hours=12)
"""So long before it is over, the delay to finalise is urgent."""

GROUPS: dict[Group, str] = {
    "today": "AUJOURD'HUI",
    "broken": "À VÉRIFIER",
    "coming": "À VENIR",
    "past": "PASSÉES",
}
"""The headings, in their order. What cannot be read has no day: it stands where it is seen."""


def short_day(day: date, today: date | None = None) -> str:
    """« dim. 22/11 »; with its year when that is not this one."""
    year = "" if today is not None and today.year == day.year else f"/{day.year}"
    return f"{DAYS[day.weekday()][:3]}. {day:%d/%m}{year}"


# What it waits for ------------------------------------------------------------------------------------


def waits_for(session: Session, now: datetime) -> Waits:
    """What a session waits for at `now`."""
    match session.phase:
        case Phase.PREPARATION:
            return _before_it_begins(session, now)
        case Phase.WELCOME:
            return Waits("à démarrer", "waits")
        case Phase.RUNNING:
            return _while_it_runs(session, now)
        case Phase.ENDED:
            lacking = len(missing(session, now))
            verb = "manque" if lacking < 2 else "manquent"
            return Waits(f"à clore, {plural(lacking, 'point')} {verb}" if lacking else "à clore", "soon")
        case Phase.CLOSED:
            return _until_it_is_finalised(session, now)
        case _:
            return Waits("")


def _before_it_begins(session: Session, now: datetime) -> Waits:
    today = session.local(now).date()
    if session.date < today:
        return Waits("jamais commencée")
    if not session.candidates:
        return Waits("liste à importer", "waits")
    if session.date > today:
        days = (session.date - today).days
        return Waits("demain" if days == 1 else f"dans {days} jours")
    late = now >= session.slot_start
    return Waits(f"à démarrer, prévue à {session.start}" if late else "à démarrer", "soon" if late else "waits")


def _while_it_runs(session: Session, now: datetime) -> Waits:
    counts = session.counts(now)
    causes = []
    if counts.overtime:
        causes.append((plural(counts.overtime, "dépassé"), f"{counts.overtime} dép."))
    if counts.open_alerts:
        alerts = plural(counts.open_alerts, "alerte ouverte", "alertes ouvertes")
        causes.append((alerts, plural(counts.open_alerts, "alerte")))
    if session.running_globals:
        causes.append(("incident global", "incident"))
    if causes:
        # All of them: the most urgent one hides no other.
        full, short = (", ".join(words) for words in zip(*causes, strict=True))
        return Waits(full, "over" if counts.overtime else "urgent", short if len(causes) > 1 else "")
    last = session.last_end(now)
    return Waits(f"dernière fin {hour_of_end(session, last)}" if last is not None else "")


def _until_it_is_finalised(session: Session, now: datetime) -> Waits:
    limit = finalisation_due(session)
    if limit is None:
        return Waits("à finaliser dans Pix Certif", "waits")
    if now >= limit:
        return Waits("à finaliser, 48 h dépassées", "over")
    local = session.local(limit)
    tone: Tone = "soon" if limit - now <= SOON else "waits"
    return Waits(f"à finaliser avant {local:%d/%m %H:%M}", tone)


# One session ------------------------------------------------------------------------------------------


def card_of(session: Session, now: datetime, problem: str = "", *, keep_months: OwnLength | None = None) -> SessionCard:
    """A session whose journal can be read, at least its beginning.

    Args:
        session: its state.
        now: the instant it is looked at.
        problem: what is wrong with its journal.
        keep_months: how long the store's settings keep it; None: as it says itself.
    """
    today = session.local(now).date()
    last = session.last_end(now)
    # Whatever its date, nothing is to come any more of one that is closed.
    group: Group = "coming" if session.date > today and session.closed_at is None else "past"
    if session.date == today or session.phase is Phase.RUNNING:
        # A test that runs is today's, whatever its date: somebody is in the room.
        group = "today"
    ended = session.phase is Phase.ENDED
    return SessionCard(
        number=session.number,
        group=group,
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
        waits=Waits("abîmée : Entrée dit quoi faire", "over") if problem else waits_for(session, now),
        lacks=missing(session, now) if ended else _lacks_before(session, today),
        problem=problem,
        keep_until=retention_of(session, keep_months).until if session.closed_at is not None else None,
    )


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
    waits = Waits("illisible : Entrée dit quoi faire", "over")
    return SessionCard(number, "broken", waits=waits, problem=problem, can_be_read=False)


def progress(counts: Counts | None, phase: Phase | None) -> str:
    """How far it is: « 12/20 en cours »."""
    if counts is None or phase is None:
        return ""
    if phase is Phase.PREPARATION:
        return plural(counts.enrolled, "inscrit") if counts.enrolled else ""
    if phase is Phase.WELCOME:
        return f"{counts.joined}/{counts.enrolled} {'a' if counts.joined < 2 else 'ont'} rejoint"
    if phase is Phase.RUNNING:
        return f"{counts.started + counts.interrupted}/{counts.enrolled} en cours"
    done = counts.finished + counts.unfinished
    return f"{done}/{counts.enrolled} {'passé' if done < 2 else 'passés'}"


# All of them ------------------------------------------------------------------------------------------


def in_order(cards: Iterable[SessionCard]) -> list[SessionCard]:
    """Today's first, then what cannot be read, then those to come, then the past ones, the latest first."""
    ranks = list(GROUPS)

    def key(card: SessionCard) -> tuple[object, ...]:
        day = card.day.toordinal() if card.day is not None else 0
        past = card.group == "past"
        return (ranks.index(card.group), -day if past else day, card.start, len(card.number), card.number)

    return sorted(cards, key=key)


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
    day = f"{DAYS[card.day.weekday()]} {MONTHS[card.day.month - 1]}" if card.day is not None else ""
    return plain(" ".join((card.site, card.room, *card.surveillants, phase, card.waits.text, day))).split()
