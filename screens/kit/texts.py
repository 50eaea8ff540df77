"""What is looked at in the room and said in it, as plain values: the door reads them, a screen is given them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.digits import number_in
from supervisor.session import Session

Audience = Literal["all", "school", "public"]
"""Whom a sentence is for: everybody, the pupils of a school, or a session for all publics."""


def whole_percentage(typed: str) -> tuple[ExtraTime, str]:
    """The plainest reading of a temps majoré: a whole percentage, 1/3, nothing.

    Raises:
        ValueError: it is none of these; the text says so.
    """
    text = typed.replace("%", "").strip()
    if text == "1/3":
        return EXACT_THIRD, ""
    if text in ("", "0"):
        return NO_EXTRA_TIME, ""
    percent = number_in(text)
    if percent is None or not 10 <= percent <= 300:
        raise ValueError("tapez un pourcentage entier de 10 à 300, 1/3, ou rien")
    return ExtraTime(percent=percent), ""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of the reference data, and how a temps majoré is read."""

    checklist: tuple[tuple[str, str], ...] = ()
    """Key and text of each point of the room's check-list."""
    said: tuple[tuple[Audience, str], ...] = ()
    """Read aloud before the access code; « {duration} » is the length of the test."""
    steps: tuple[tuple[Audience, str], ...] = ()
    """What each candidate does."""
    read_extra_time: Callable[[str], tuple[ExtraTime, str]] = whole_percentage
    """What a typed temps majoré means and what must be told of it; a ValueError says why it means nothing."""

    def said_to(self, session: Session) -> list[str]:
        """What is read aloud to these candidates; nobody's temps majoré is in it."""
        duration = spoken_durations(session)
        return [text.replace("{duration}", duration) for text in self._for(session, self.said)]

    def steps_of(self, session: Session) -> list[str]:
        """What each of these candidates does, in order."""
        return self._for(session, self.steps)

    def _for(self, session: Session, sentences: tuple[tuple[Audience, str], ...]) -> list[str]:
        audience = audience_of(session)
        return [text for whom, text in sentences if whom in ("all", audience)]


def audience_of(session: Session) -> Audience:
    """Pupils have a class; others are « candidats » of a session for all publics."""
    return "school" if session.is_for_pupils else "public"


def spoken_durations(session: Session) -> str:
    """« 1 heure 45 », or « 1 heure 45 pour Pix, 1 heure pour Pix+ Droit » where certifications are mixed."""
    reference = session.reference
    sat = dict.fromkeys(session.certification_of(c) for c in session.candidates.values())
    keys = [key for key in sat if key in reference.durations] or [session.certification]
    lengths = {key: spoken(reference.durations.get(key, 0)) for key in keys}
    if len(set(lengths.values())) == 1:
        return lengths[keys[0]]
    return ", ".join(f"{length} pour {reference.certifications.get(key, key)}" for key, length in lengths.items())


def spoken(minutes: int) -> str:
    """A length as it is said aloud: « 1 heure 45 », « 2 heures », « 50 minutes »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minutes"
    return f"{hours} heure{'s' if hours > 1 else ''}{f' {rest:02d}' if rest else ''}"
