"""Where the lines of this machine stand with the hub that its sessions come together on, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervisor.wording import hour_on, plural


class HubTone(StrEnum):
    """How much of a matter it is."""

    CALM = "calm"
    WAITS = "waits"
    """It comes right by itself."""
    ALERT = "alert"
    """Somebody has to look."""


@dataclass(frozen=True, slots=True)
class HubStanding:
    """What became of all that was to be sent, after one pass over the store."""

    is_reached: bool | None = None
    """False: the hub does not answer now; None: it has not been asked yet."""
    waiting: int = 0
    """Lines that are here and not there, and will go there by themselves."""
    since: datetime | None = None
    """When the oldest of them was recorded."""
    why: str = ""
    """Why it does not answer, or refuses this machine, as a French sentence; empty: neither."""
    continued: tuple[str, ...] = ()
    """The folders of sessions that somebody went on with on another machine too."""
    ahead: tuple[str, ...] = ()
    """The folders of sessions of which the hub has more than this machine."""
    problems: tuple[str, ...] = ()
    """What of single sessions does not go there, as French sentences."""

    @property
    def is_refused(self) -> bool:
        """It answers, and takes nothing from this machine."""
        return bool(self.is_reached and self.why)

    @property
    def is_up_to_date(self) -> bool:
        """All that is here is there."""
        return bool(self.is_reached) and not self.waiting and not self.why and not self.problems


@dataclass(frozen=True, slots=True)
class HubWords:
    """What a heading says of it."""

    tone: HubTone
    wordings: tuple[str, ...]
    """The fullest first; none: nothing is known yet."""

    def fitted(self, room: int) -> str:
        """The fullest that fits; of an alert the shortest where none does, of the rest nothing."""
        fits = next((words for words in self.wordings if len(words) <= room), "")
        return fits or (self.wordings[-1] if self.tone is HubTone.ALERT and self.wordings else "")


def hub_words(standing: HubStanding, now: datetime, here: str = "") -> HubWords:
    """What is said of it in a heading, the most pressing alone.

    Args:
        standing: of the last pass.
        now: when it is looked at, in local time.
        here: the folder of the session that is looked at; empty on home.
    """
    alert = _alert(standing, here)
    if alert:
        return HubWords(HubTone.ALERT, alert)
    if standing.waiting:
        lines = plural(standing.waiting, "ligne")
        since = ""
        if standing.since is not None:
            since = f" depuis {hour_on(standing.since.astimezone(now.tzinfo), now.date())}"
        few = (f"hub : {standing.waiting} en attente", f"hub : {standing.waiting}")
        return HubWords(HubTone.WAITS, (f"hub : {lines} en attente{since}", f"hub : {lines} en attente", *few))
    if standing.is_reached is None:
        return HubWords(HubTone.CALM, ())
    if not standing.is_reached:
        return HubWords(HubTone.WAITS, ("hub : ne répond pas, rien n'attend", "hub : ne répond pas"))
    return HubWords(HubTone.CALM, ("hub : à jour",))


def hub_news(standing: HubStanding, now: datetime, here: str, told: str) -> tuple[str, str]:
    """What is said of it aloud, to whoever hears the same session without looking at a heading.

    Each change is said once: what somebody has to look at, that the hub does not answer, that all is there again. Lines
    that are on their way are no news.

    Args:
        standing: of the last pass.
        now: when it is asked, in local time.
        here: the folder of the session.
        told: what this answered last; empty at first.

    Returns:
        The sentence, empty for none, and what is to be given the next time.
    """
    words = hub_words(standing, now, here)
    if not words.wordings or (words.tone is HubTone.WAITS and standing.is_reached):
        return "", told
    # How much waits grows meanwhile: that it waits is said once.
    known = words.wordings[0] if words.tone is HubTone.ALERT else f"{words.tone.value} {bool(standing.waiting)}"
    return ("", told) if known == told else (words.wordings[0], known)


def _alert(standing: HubStanding, here: str) -> tuple[str, ...]:
    if here and here in standing.continued:
        return ("hub : cette session continue aussi ailleurs", "hub : continue aussi ailleurs", "hub : ailleurs !")
    if standing.continued and not here:
        which = _listed(standing.continued)
        return (f"hub : {which} continue aussi ailleurs", "hub : continue ailleurs", "hub : ailleurs !")
    if standing.is_refused:
        return ("hub : refusé, « vigie send --once » dit pourquoi", "hub : refusé")
    if standing.ahead and (not here or here in standing.ahead):
        which = "" if here else f" de {_listed(standing.ahead)}"
        fetch = f"vigie hub fetch {here or standing.ahead[0]}"
        # Whoever goes on from an older state makes a fork.
        full = f"hub : il a la suite{which}, ne continuez pas ici"
        return (f"{full} : {fetch}", full, "hub : il a la suite", "hub : + ailleurs")
    if standing.problems:
        return ("hub : tout n'est pas envoyé, « vigie send --once » dit quoi", "hub : pas tout", "hub !")
    return ()


def _listed(folders: tuple[str, ...]) -> str:
    more = f" +{len(folders) - 1}" if len(folders) > 1 else ""
    return f"{folders[0]}{more}"
