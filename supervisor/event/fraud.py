"""Events of fraud: the « PV de fraude » and the files kept as its evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import model_validator

from supervisor.candidate import CleanText, Frozen
from supervisor.event.base import OfCandidate
from supervisor.incident import FraudKind
from supervisor.personal import Personal, PersonalNames, Text


class EvidenceKept(Frozen):
    """A file copied beside the journal. Its name may name a person; it is kept with the personal part."""

    name: CleanText
    sha256: CleanText
    size: int
    taken_at: datetime | None = None
    """When the file was last changed, UTC."""
    kept_as: CleanText = ""
    """The name of its copy in the session's folder."""


class FraudReported(OfCandidate):
    """A « PV de fraude », or what completes one; an incident whose code means fraud goes with it.

    Kind, texts and witnesses are those of the report from now on; evidence adds up. What an amendment changed
    stands in it as it was before, so that the log shows both.
    """

    kind: Literal["fraud_reported"] = "fraud_reported"
    report: int | None = None
    """Id of the report it completes; None: it begins one."""
    fraud: FraudKind
    tool_required: bool | None = None
    """Whether the instruction of the question asked for that tool."""
    seen: Text
    done: Text = ""
    witnesses: PersonalNames = ()
    evidence: Annotated[tuple[EvidenceKept, ...], Personal(())] = ()
    old_fraud: FraudKind | None = None
    """What it was before; None where it did not change, as in the three below."""
    old_seen: Annotated[CleanText | None, Personal(None)] = None
    old_done: Annotated[CleanText | None, Personal(None)] = None
    old_witnesses: Annotated[tuple[CleanText, ...] | None, Personal(None)] = None

    @model_validator(mode="before")
    @classmethod
    def _one_witness(cls, given: Any) -> Any:
        """The first journals held one witness as a text."""
        if isinstance(given, dict) and "witness" in given:
            given = dict(given)
            witness = given.pop("witness")
            return {**given, "witnesses": (witness,) if witness else ()}
        return given
