"""How a birthplace that is only a code is said (RULES.md section 11 « Lists in »).

The table itself lies on the disk, which the rules do not know: whoever has it lends it (`data` does when it is loaded).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

NameOf = Callable[[str, date | None], str]
"""The name of a place by its INSEE code, as it was called on a day; empty for an unknown one."""


class PlaceNames:
    """The table of places that was lent; none at first, and then every code is shown as it stands."""

    name_of: NameOf | None = None


def lend(name_of: NameOf) -> None:
    """Let birthplaces be named with this table from now on."""
    PlaceNames.name_of = staticmethod(name_of)


def named(code: str, born: date | None) -> str:
    """A birthplace by its INSEE code: « Brest (29) », « Portugal », or what to ask for.

    Args:
        code: of the commune, or 99 and that of the country.
        born: the birth date: a commune is called as it was then.
    """
    if PlaceNames.name_of is None:
        return f"code {code}"
    name = PlaceNames.name_of(code, born)
    if not name:
        return f"code {code}, commune inconnue : à demander"
    if code.startswith("99"):
        return name
    return f"{name} ({code[:3] if code.startswith(('97', '98')) else code[:2].upper()})"
