"""The time zone of a session that names none: this machine's, as an IANA name (RULES.md section 3, « Zone »)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FALLBACK = "Europe/Paris"
"""Taken where the machine does not say where it is: servers on UTC, unknown zones."""
_SAYS_NOTHING = frozenset(
    {"utc", "etc/utc", "uct", "etc/uct", "gmt", "gmt0", "gmt+0", "gmt-0", "etc/gmt", "etc/gmt0", "etc/gmt+0",
     "etc/gmt-0", "universal", "etc/universal", "zulu", "etc/zulu", "greenwich", "etc/greenwich", "factory", "local"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DefaultZone:
    """A zone to take, and what there is to tell about it."""

    name: str
    """IANA name."""
    warning: str = ""
    """A French sentence; empty when the machine's own zone was taken."""


def default_zone() -> DefaultZone:
    """The machine's zone; `FALLBACK`, with a warning, where it is on UTC or not to be known."""
    name = _name_of_this_machine()
    if is_zone(name) and name.casefold() not in _SAYS_NOTHING:
        return DefaultZone(name)
    found = f"est à l'heure {name}" if is_zone(name) else "ne dit pas son fuseau horaire"
    return DefaultZone(FALLBACK, f"Cette machine {found} : le fuseau {FALLBACK} est pris.")


def local_zone() -> ZoneInfo:
    """The same, as hours are told by it that no session says the zone of."""
    return ZoneInfo(default_zone().name)


def is_zone(name: str) -> bool:
    """Whether this is the name of a zone that is known here."""
    if not name.strip():
        return False
    try:
        ZoneInfo(name)
    # What ZoneInfo answers to a name that cannot be one depends on it: a path, a folder, too long for the disk.
    except (LookupError, ValueError, OSError):
        return False
    return True


def _name_of_this_machine() -> str:
    import tzlocal

    with warnings.catch_warnings():
        # It warns where the machine's settings contradict each other. The import prints the zone: people see it.
        warnings.simplefilter("ignore")
        try:
            return str(tzlocal.get_localzone_name() or "")
        # ZoneInfoNotFoundError is a LookupError; contradictions are ValueErrors, unreadable files OSErrors.
        except (LookupError, ValueError, OSError):
            return ""
