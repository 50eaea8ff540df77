"""Which zone is listed, and which one is mine."""

from __future__ import annotations

from collections.abc import Iterator

from screens.dialogs.base import Choice, Option
from screens.kit.ink import Line
from screens.picture.headline import zone_name
from supervisor.candidate import plain
from supervisor.session import Session
from supervisor.wording import plural
from supervisor.zones import zones_of

LETTERS = "abdefghijklmnopqstuvwxyz"
"""Without the two that the dialog keeps for itself."""
ZoneAnswer = tuple[str, str]
"""« show » a zone, « change » mine, or have « none » any more."""


def _named(session: Session, *, with_none: bool) -> Iterator[tuple[str, str, str]]:
    """For each zone a letter, its own first one where it is free, what it is called, and the zone."""
    zones = {zone: count for zone, count in zones_of(session).items() if zone or with_none}
    free = list(LETTERS)
    for zone, count in sorted(zones.items(), key=lambda item: item[0] == ""):
        own = [letter for letter in plain(zone or "sans") if letter in free]
        letter = own[0] if own else free[-1] if free else ""
        free = [other for other in free if other != letter]
        yield letter, f"{zone_name(zone)}, {plural(count, 'candidat')}", zone


class ZoneDialog(Choice[str]):
    """One zone among those of the room."""

    def __init__(self, session: Session, title: str) -> None:
        told: Line = (("Elle est retenue jusqu'à ce que Vigie soit quittée.", "label"),)
        options = [Option(*each, opens=True) for each in _named(session, with_none=False)]
        super().__init__(title, (told, ()), options, default=None)


class ZonesDialog(Choice[ZoneAnswer]):
    """A zone to list; or another one for me."""

    def __init__(self, session: Session, mine: str) -> None:
        options = [
            Option(letter, label, ("show", zone), opens=True) for letter, label, zone in _named(session, with_none=True)
        ]
        options.append(Option("c", "changer ma zone" if mine else "choisir ma zone", ("change", ""), opens=True))
        if mine:
            options.append(Option("r", "ne plus avoir de zone", ("none", ""), opens=True))
        super().__init__("Montrer quelle zone ?", (), options, default=None)
