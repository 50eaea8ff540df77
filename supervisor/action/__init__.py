"""What a person asks for: one small value per action. `supervisor.deciding` says what follows from it.

An action on several candidates lists their numbers; those for whom it is impossible are refused one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor.action.close import (
    CloseSession,
    GiveVerdict,
    MarkFinalised,
    NoteCorrection,
    Reopen,
    SeeEndScreen,
    TickBox,
    TypeLine,
    WriteComment,
    WriteLateNote,
)
from supervisor.action.course import (
    CheckIdentity,
    CorrectStart,
    Finish,
    GiveReason,
    Mark,
    ShiftStarts,
    Simple,
    StopTest,
)
from supervisor.action.fraud import ReportFraud
from supervisor.action.incident import CloseAlert, CorrectIncident, RecordIncident, RetractIncident
from supervisor.action.outage import BeginGlobal, EndGlobal
from supervisor.action.people import AddCandidates, ChangeSeat, ChangeZone, Correct, NewCandidate, Remove
from supervisor.action.session import (
    ChangeCover,
    CheckRoomPoint,
    CorrectSession,
    CreateSession,
    GiveAccessCode,
    NoticeClockJump,
    RecordDerogation,
    RecordTraining,
    Renumber,
    TakeOver,
    Undo,
    WriteNote,
)
from supervisor.action.time import AdjustTime, GiveBack, Interrupt, Resume

__all__ = [
    "Action",
    "AddCandidates",
    "AdjustTime",
    "BeginGlobal",
    "ChangeCover",
    "ChangeSeat",
    "ChangeZone",
    "CheckIdentity",
    "CheckRoomPoint",
    "CloseAlert",
    "CloseSession",
    "Context",
    "Correct",
    "CorrectIncident",
    "CorrectSession",
    "CorrectStart",
    "CreateSession",
    "EndGlobal",
    "Finish",
    "GiveAccessCode",
    "GiveBack",
    "GiveReason",
    "GiveVerdict",
    "Interrupt",
    "Mark",
    "MarkFinalised",
    "NewCandidate",
    "NoteCorrection",
    "NoticeClockJump",
    "RecordDerogation",
    "RecordIncident",
    "RecordTraining",
    "Remove",
    "Renumber",
    "Reopen",
    "ReportFraud",
    "Resume",
    "RetractIncident",
    "SeeEndScreen",
    "ShiftStarts",
    "Simple",
    "StopTest",
    "TakeOver",
    "TickBox",
    "TypeLine",
    "Undo",
    "WriteComment",
    "WriteLateNote",
    "WriteNote",
]

Action = (
    CreateSession | GiveAccessCode | CheckRoomPoint | RecordTraining | Mark | CheckIdentity | Interrupt | Resume
    | Finish | StopTest | GiveReason | RecordIncident | RetractIncident | CorrectIncident | CloseAlert
    | ReportFraud | BeginGlobal | EndGlobal | AdjustTime | WriteNote | ChangeSeat | ChangeZone | TakeOver
    | ChangeCover | CorrectSession | RecordDerogation | AddCandidates | Correct | CorrectStart | ShiftStarts
    | Remove | Renumber | Undo | NoticeClockJump | CloseSession | Reopen | MarkFinalised | GiveVerdict
    | SeeEndScreen | WriteComment | TickBox | TypeLine | NoteCorrection | WriteLateNote
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, where and when; given from outside, since the rules know no clock."""

    now: datetime
    """The instant of recording, UTC."""
    author: str
    host: str
    at: datetime | None = None
    """When it happened, if not now."""
    asked: str = ""
    """Name of the asking, the same at each try: the journal records it once; empty where nobody tries again."""
    noted: int | None = None
    """Id of the last event when `at` was said: a clock that jumped since showed another hour then; None: none has."""
