"""What a session waits for at an instant: every cause of it, none hidden behind another, in French words.

One wording for the list of sessions, the review and the lines of `vigie status`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from supervisor.closing import finalisation_due, missing
from supervisor.session import Phase, Session
from supervisor.timing import MINUTE
from supervisor.wording import DAYS, hour_of_end, plural

Tone = Literal["calm", "waits", "soon", "urgent", "over"]
"""How much what a session waits for wants to be seen."""
TONES: tuple[Tone, ...] = ("calm", "waits", "soon", "urgent", "over")
"""From the calmest on."""
SOON = timedelta(hours=12)
"""So long before it is over, the delay to finalise is urgent."""
ABOUT_TO_BEGIN = timedelta(minutes=30)
"""So long before its hour, a session that is not set up yet calls."""
LATE_IN_DAYS = timedelta(days=2)
"""From so long on it is told in days how late somebody is."""
_DAYS_FROM = timedelta(days=4)
"""From so long on a length is told in days."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that a session waits for."""

    wordings: tuple[str, ...]
    """The fullest first; the last one in the fewest cells."""
    tone: Tone = "calm"
    brief: str = ""
    """Beside nothing but the session's number; empty: as the fullest."""
    is_alert: bool = False
    """Somebody is blocked meanwhile: it is shortened last."""
    is_counted: bool = False
    """The counts of the session say it too."""

    @property
    def text(self) -> str:
        """In full."""
        return self.wordings[0]


@dataclass(frozen=True, slots=True)
class Waits:
    """All that a session waits for."""

    causes: tuple[Cause, ...] = ()

    @property
    def tone(self) -> Tone:
        """That of the most urgent cause."""
        return max((cause.tone for cause in self.causes), key=TONES.index, default="calm")

    @property
    def text(self) -> str:
        """Every cause in full; empty when it waits for nothing."""
        return " · ".join(cause.text for cause in self.causes)

    @property
    def calls(self) -> tuple[Cause, ...]:
        """What somebody should look at now."""
        return tuple(cause for cause in self.causes if TONES.index(cause.tone) >= TONES.index("soon"))

    def fitted(self, width: int) -> str:
        """Every cause in at most so many letters: one after another is shortened, the last first, alerts at the end."""
        return " · ".join(self.fitted_each(width))

    def fitted_each(self, width: int) -> list[str]:
        """The same, each cause by itself."""
        chosen = [0] * len(self.causes)
        order = sorted(range(len(self.causes)), key=lambda place: (self.causes[place].is_alert, -place))

        def said() -> list[str]:
            return [cause.wordings[rank] for cause, rank in zip(self.causes, chosen, strict=True)]

        for place in order:
            while len(" · ".join(said())) > width and chosen[place] < len(self.causes[place].wordings) - 1:
                chosen[place] += 1
        return said()


NOTHING = Waits()
"""What a session that is finalised waits for."""


def told(text: str, tone: Tone = "calm", brief: str = "") -> Waits:
    """One cause in one wording, or in a brief one beside the session's number."""
    return Waits((Cause((text,), tone, brief),)) if text else NOTHING


def broken_told(then: str, *, can_be_read: bool = True) -> Waits:
    """That a session's journal is not as it was written, in place of what the session waits for: that is not known.

    Args:
        then: what follows from it where it is told, « Entrée dit quoi faire ».
        can_be_read: its beginning can be read.
    """
    word = "abîmée" if can_be_read else "illisible"
    return told(f"{word} : {then}", "over", word)


def waits_for(session: Session, now: datetime, points_of_the_room: int = 0) -> Waits:
    """What a session waits for at `now`.

    Args:
        session: its state.
        now: the instant at which it is looked at.
        points_of_the_room: how many the check-list has; 0: none is spoken of.
    """
    urgent = tuple(_urgent(session, now))
    if session.phase is Phase.RUNNING:
        last = session.last_end(now)
        calm = Cause((f"dernière fin {hour_of_end(session, last)}",)) if last is not None else None
        return Waits(urgent or ((calm,) if calm is not None else ()))
    return Waits((*urgent, *_by_its_phase(session, now, points_of_the_room)))


def _urgent(session: Session, now: datetime) -> Iterator[Cause]:
    """What calls in whatever phase, as long as the session is open."""
    if session.closed_at is not None:
        return
    counts = session.counts(now)
    if counts.overtime:
        yield overtime_told(counts.overtime)
    if counts.open_alerts:
        yield alerts_told(counts.open_alerts)
    if session.running_globals:
        yield Cause(("incident global", "incident gl.", "incident"), "urgent")


def overtime_told(count: int) -> Cause:
    """That so many tests have passed their end."""
    return Cause((plural(count, "dépassé"), f"{count} dép."), "over", is_counted=True)


def alerts_told(count: int) -> Cause:
    """That so many alerts are open."""
    return Cause((plural(count, "alerte"),), "urgent", is_alert=True, is_counted=True)


def start_told(joined: int, expected: int, *, is_first: bool) -> Cause:
    """That tests are to be started; where others are over by now, who of them keeps the session from its close.

    Nobody runs, and it is no « TERMINÉE » as long as somebody is awaited (RULES.md section 2): they start, or are noted
    absent or gone.

    Args:
        joined: how many joined and have not started.
        expected: how many have not joined.
        is_first: no test has started yet.
    """
    if is_first:
        return Cause(("à démarrer",), "waits")
    left = [f"{joined} {'a' if joined == 1 else 'ont'} rejoint sans démarrer"] if joined else []
    left += [plural(expected, "encore attendu", "encore attendus")] if expected else []
    return Cause((", ".join(left), f"reste {joined + expected} à démarrer", "à démarrer"), "waits")


def _by_its_phase(session: Session, now: datetime, points_of_the_room: int) -> Iterator[Cause]:
    match session.phase:
        case Phase.PREPARATION:
            yield from _before_it_begins(session, now, points_of_the_room)
        case Phase.WELCOME:
            counts = session.counts(now)
            yield start_told(counts.joined, counts.expected, is_first=session.first_start is None)
        case Phase.ENDED:
            lacking = len(missing(session, now))
            points = f"à clore, {plural(lacking, 'point')} {'manque' if lacking < 2 else 'manquent'}"
            yield Cause((points, "à clore") if lacking else ("à clore",), "soon", "à clore")
            if session.day_held < session.local(now).date():
                yield from delay_of(session, now)
        case Phase.CLOSED:
            delay = tuple(delay_of(session, now))
            yield from delay or (Cause(("à finaliser dans Pix Certif",), "waits"),)
        case _:
            return


def _before_it_begins(session: Session, now: datetime, points_of_the_room: int) -> Iterator[Cause]:
    today = session.local(now).date()
    if session.date < today:
        yield Cause(("jamais commencée",))
    elif not session.candidates:
        yield Cause(("liste à importer",), "waits")
    elif session.date > today:
        days = (session.date - today).days
        yield Cause(("demain" if days == 1 else f"dans {days} jours",))
    else:
        left = session.slot_start - now
        if left <= timedelta():
            yield Cause((f"à démarrer, prévue à {session.start}", "à démarrer"), "soon")
        else:
            yield Cause((f"dans {length(-(-left // MINUTE) * MINUTE)}",), "soon" if left <= ABOUT_TO_BEGIN else "waits")
        seen = len(session.room_points)
        if seen < points_of_the_room:
            yield Cause((f"salle {seen}/{points_of_the_room} vue", f"salle {seen}/{points_of_the_room}"), "waits")


def delay_of(session: Session, now: datetime) -> Iterator[Cause]:
    """The 48 hours to finalise: until when, and what is left of them or since when they are over."""
    limit = finalisation_due(session)
    if limit is not None:
        yield until_finalised(limit, now, session.reference.thresholds.finalise_hours, session.zone)


def until_finalised(limit: datetime, now: datetime, hours: int, zone: ZoneInfo) -> Cause:
    """What is left until an instant by which a session is to be finalised, or since when it is over.

    Args:
        limit: that instant.
        now: the instant at which it is looked at.
        hours: how many there were.
        zone: that of the session.
    """
    left = delay_told(limit, now)
    if now >= limit:
        late = _late(limit, now)
        since = f" depuis {late}" if late else ""
        return Cause((f"{hours} h dépassées{since}", left), "over", "finalisation en retard")
    local = limit.astimezone(zone)
    day = "" if local.date() == now.astimezone(zone).date() else f"{DAYS[local.weekday()][:3]}. "
    tone: Tone = "soon" if limit - now <= SOON else "waits"
    return Cause((f"avant {day}{local:%H:%M}, {left}", left), tone, f"à finaliser, {left}")


def delay_told(limit: datetime, now: datetime) -> str:
    """How the delay to finalise stands, in the same words everywhere: « reste 31 h 05 », « en retard de 5 jours »."""
    if now < limit:
        return f"reste {length(limit - now)}"
    late = _late(limit, now)
    return f"en retard de {late}" if late else "en retard"


def _late(limit: datetime, now: datetime) -> str:
    """For how long the delay is over; empty within its first minute."""
    return length(now - limit, LATE_IN_DAYS) if now - limit >= MINUTE else ""


def length(span: timedelta, days_from: timedelta = _DAYS_FROM) -> str:
    """« 31 h 05 », « 12 min », from so many days on « 5 jours »."""
    minutes = int(span.total_seconds()) // 60
    if span >= days_from:
        return plural(minutes // (24 * 60), "jour")
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"
