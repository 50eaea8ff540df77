"""A school year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True, slots=True)
class SchoolYear:
    """From 1 September to 31 August, local dates (RULES.md section 10)."""

    first: int
    """The year of its September."""

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """The school year of a day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    def __contains__(self, day: date) -> bool:
        return SchoolYear.of(day) == self

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its twelve months, « 2026-09 » to « 2027-08 »."""
        return tuple(f"{self.first + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in range(9, 21))
