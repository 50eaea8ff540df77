"""Which way of a session that was continued on several machines is told: in words for papers, whoever makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from supervisor.seal import groups

SHORT = 12
"""Signs of a digest that name a branch, on papers and behind the address of a hub."""
Standing = Literal["to_choose", "goes_on", "set_aside", "unknown", "behind"]
"""Whether a person chose it. What this machine alone knows is less: unknown: somebody went on elsewhere too; behind:
the hub has another way that goes on, after a choice or since this machine was put back to a copy."""


_WARNINGS: dict[Standing, str] = {
    "set_aside": "BRANCHE ÉCARTÉE : une autre suite de cette session vaut",
    "to_choose": "SESSION EN PLUSIEURS BRANCHES : aucune n'est choisie",
    "goes_on": "",
    "unknown": "SESSION CONTINUÉE AUSSI SUR UN AUTRE POSTE",
    "behind": "LE CONCENTRATEUR A UNE AUTRE SUITE DE CETTE SESSION",
}


@dataclass(frozen=True, slots=True)
class ToldBranch:
    """The way of a session that a paper tells, where there are several."""

    device: str
    """The machine that went on; empty: this one, which a hub calls by a name that is not known here."""
    last: int
    """The number of its last event."""
    digest: str
    """That of this event: what tells the branch from every other."""
    parts_after: int
    """The last event that it shares with another one; 0: not known here."""
    ways: int
    """How many branches there are; 0: not known here."""
    standing: Standing
    chosen: str = ""
    """The machine of the one that goes on, where a person chose it."""
    by: str = ""
    """Who chose."""
    at: datetime | None = None
    """When."""

    @property
    def named(self) -> str:
        """« branche de salle-b204 (1a2b 3c4d 5e6f) »."""
        whose = f"branche de {self.device}" if self.device else "suite de ce poste"
        return f"{whose} ({groups(self.digest[:SHORT])})"

    def short(self, hour: str) -> str:
        """Which one it is in a few words, for the foot of a page.

        Args:
            hour: of `at`, as it is told: « le 30/11/2026 à 11:52 ».
        """
        return f"{self.named}, {self._judged(hour)}"

    def text(self, hour: str) -> str:
        """Which one it is, as French sentences.

        Args:
            hour: of `at`, as it is told: « le 30/11/2026 à 11:52 ».
        """
        if self.standing == "behind":
            return (
                f"Le concentrateur a une suite de cette session que ce poste n'a pas. Ce document dit la {self.named}, "
                f"jusqu'à l'événement n° {self.last}."
            )
        on = f"sur {self.ways} postes" if self.ways else "aussi sur un autre poste"
        after = f" après l'événement n° {self.parts_after}" if self.parts_after else ""
        return (
            f"Session continuée {on}{after}. Ce document dit la {self.named}, jusqu'à l'événement n° {self.last} : "
            f"{self._judged(hour)}."
        )

    @property
    def warning(self) -> str:
        """What nobody may overlook of that: another one goes on, or nobody chose yet; empty where this one does."""
        return _WARNINGS[self.standing]

    def _judged(self, hour: str) -> str:
        if self.standing == "goes_on":
            return f"choisie par {self.by} {hour}"
        if self.standing == "set_aside":
            return f"ÉCARTÉE par {self.by} {hour}, la branche de {self.chosen} va"
        if self.standing == "behind":
            return "le concentrateur en a une autre"
        return "aucune n'est encore choisie" if self.standing == "to_choose" else "un référent choisit celle qui va"
