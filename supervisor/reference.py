"""What a session takes from the reference data when it is created, and keeps for ever.

The values are read from `data/reference/*.toml` (with their sources) and written into the first line
of the session's journal, so that next year's durations never change last year's ends (RULES.md section 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from supervisor.candidate import CleanText, Frozen

Edition = Literal["current", "2021"]
Asked = Literal["question", "description", "identity", "extra_time", "fraud"]
Meaning = Literal[
    "identity", "extra_time", "extra_time_exceeded", "signature", "fraud", "technical", "candidate",
]  # fmt: skip
"""What the program does with a code, whatever it is called: the grids in `data/reference` say what each means."""


class Code(Frozen):
    """One line of the grid of incident codes of an edition (DOMAIN.md section 5)."""

    code: CleanText
    """« C1 » … « E12 », « A1 » in the 2021 paper grid."""
    label: CleanText
    """The official wording of Pix, or of the paper grid."""
    category: CleanText = ""
    """Category and sub-category of Pix Certif, empty for the paper grid."""
    asked: Asked
    """What this code asks of the surveillant besides itself."""
    jury: bool = False
    """« Impactful » in Pix: the session goes to the jury."""
    live: bool = False
    """True when it opens a live alert, to be validated in the Espace surveillant."""
    today: CleanText = ""
    """Edition 2021: the code that says the same today, or empty."""
    became: CleanText = ""
    """Edition 2021: what else it became, or what became of it where no code says the same, in French."""
    words: tuple[CleanText, ...] = ()
    """Words a surveillant would type for it."""
    means: tuple[Meaning, ...] = ()
    """What the program does with it; empty: it is recorded, told and counted, and nothing more."""


Deed = Literal["", "withdraw", "end", "seat", "note"]


class Circumstance(Frozen):
    """A ready phrase for a usual circumstance, with the code it goes under."""

    words: tuple[CleanText, ...]
    code: CleanText
    """Empty where this edition has no code for it: it is then no incident."""
    text: CleanText
    besides: CleanText = ""
    """What is to be done besides, or instead, as a French infinitive."""
    deed: Deed = ""
    """The action of `vigie do` that does it."""


class Thresholds(Frozen):
    """When something is worth looking at. Minutes unless said otherwise."""

    notice: int = 15
    """A countdown changes look for the first time."""
    last_minutes: int = 5
    """A countdown changes look again."""
    presence_due: int = 10
    """Presence confirmed in Pix that long ago and not started: about to expire."""
    presence_expired: int = 15
    """Presence confirmed that long ago has expired and is confirmed again."""
    joined_waiting: int = 10
    """Joined that long ago and not started."""
    not_connected: int = 5
    """Checked and not joined that long after half the room has started."""
    candidates_per_surveillant: int = 20
    most_adjustment: int = 180
    """Minutes given or taken, at once or in all, beyond which a person confirms: more is likely mistyped."""
    finalise_hours: int = 48
    """Hours from the end of the last test to the finalisation in Pix Certif."""
    pix_hours: int = 24
    """Hours from the first start of a session after which Pix lets nobody start or resume."""
    keep_months: int = 60
    """Months that a session is kept before it is to be erased: those of its edition."""
    claim_months: int = 2
    """Months from the results within which a claim may go to the jury."""
    questions: int = 32
    """Number of questions of the test; a higher number is asked about, and accepted."""


class Reference(Frozen):
    """Durations, grid and thresholds as they stood when the session was created."""

    durations: dict[CleanText, int]
    """Minutes of test by certification."""
    certifications: dict[CleanText, CleanText] = Field(default_factory=dict)
    """What each certification is called on screens and papers."""
    slot: int = 120
    """Minutes of the whole slot, welcome and exit included."""
    edition: Edition = "current"
    codes: tuple[Code, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    thresholds: Thresholds = Thresholds()

    def code(self, name: str) -> Code | None:
        """The line of the grid with exactly this code, whatever its case."""
        wanted = name.strip().upper()
        return next((code for code in self.codes if code.code == wanted), None)

    def codes_meaning(self, meaning: Meaning) -> tuple[Code, ...]:
        """The codes of this edition that mean it, in the order of the grid."""
        return tuple(code for code in self.codes if meaning in code.means)

    def code_meaning(self, meaning: Meaning) -> Code | None:
        """The code to report it by: the first that means it; None where this edition has none."""
        return next(iter(self.codes_meaning(meaning)), None)

    def means(self, name: str, meaning: Meaning) -> bool:
        """Whether the code of exactly this name is in the grid and means it."""
        return any(code.code == name for code in self.codes_meaning(meaning))


@dataclass(frozen=True, slots=True)
class ProtectedCodes:
    """Codes that tell of a person: counted as candidates, and only for a whole school year (RULES.md section 12)."""

    fraud: tuple[str, ...] = ()
    """Those of a suspicion of fraud; who is under one is counted once, by whichever."""
    extra_time: tuple[str, ...] = ()
    """Those of a temps majoré, each counted by itself."""

    @classmethod
    def of(cls, references: Iterable[Reference]) -> ProtectedCodes:
        """The protected codes of all these grids, each once, in the order of the grids."""
        grids = list(references)

        def meaning(*meanings: Meaning) -> tuple[str, ...]:
            codes = (code for one in meanings for grid in grids for code in grid.codes_meaning(one))
            return tuple(dict.fromkeys(code.code for code in codes))

        return cls(meaning("fraud"), meaning("extra_time", "extra_time_exceeded"))

    @property
    def all(self) -> tuple[str, ...]:
        """Every protected code, those of fraud first."""
        return (*self.fraud, *self.extra_time)

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures of persons that are told for a whole year only, in steps."""
        return ("absent", "extra_time", "fraud", *self.extra_time)


class Header(Frozen):
    """The first line of a journal, before any event."""

    timezone: CleanText
    """IANA zone of the session: all its screens and papers show this zone's local time."""
    reference: Reference
