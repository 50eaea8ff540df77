"""Which fields of an event are personal data, and what they read once erased (RULES.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from supervisor.candidate import ERASED_IDENTITY, CleanText, Identity

ERASED = "(effacé)"


@dataclass(frozen=True, slots=True)
class Personal:
    """Marks a field of an event as personal data: it can be erased, and is masked on a screen."""

    erased: Any
    """The value of the field once its event was erased: « (effacé) », an empty list…"""


Text = Annotated[CleanText, Personal(ERASED)]
"""Free text: personal, since a person's name may stand in it."""
Plain = CleanText
"""Short text that says nothing of a person: a seat, a zone, a class, a site."""
PersonalIdentity = Annotated[Identity, Personal(ERASED_IDENTITY)]
PersonalNames = Annotated[tuple[CleanText, ...], Personal(())]
