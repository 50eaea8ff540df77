"""Events of the session as a whole: its making, who supervises it, its room, its notes, undo and erasure."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from supervisor.candidate import CleanText
from supervisor.event.base import Happening
from supervisor.personal import Personal, PersonalNames, Plain, Text

Day = date
"""The class of a day, where a field is called `date`."""


OptionalNames = Annotated[tuple[CleanText, ...] | None, Personal(None)]


OptionalText = Annotated[CleanText | None, Personal(None)]


class SessionCreated(Happening):
    """The session exists: always the first event."""

    kind: Literal["session_created"] = "session_created"
    number: Plain
    """« N° de session » of Pix Certif, or a provisional p1, p2…"""
    site: Plain = ""
    room: Plain = ""
    date: date
    start: Plain
    """Local hour of the slot's beginning, HH:MM."""
    certification: Plain = "CORE"
    """Default certification of its candidates."""
    rehearsal: bool = False
    """True for a « RÉPÉTITION », never mixed with real sessions."""
    surveillants: PersonalNames = ()
    observations: Text = ""


class AccessCodeGiven(Happening):
    """The code the candidates type to start, secret until the instructions are read.

    An event of its own, so that an export can leave it out like an erased part and still verify.
    """

    kind: Literal["access_code_given"] = "access_code_given"
    code: Annotated[CleanText, Personal("")]


class SessionRenumbered(Happening):
    """A provisional number was replaced by the one Pix Certif gave."""

    kind: Literal["session_renumbered"] = "session_renumbered"
    number: Plain


class SurveillantTookOver(Happening):
    """« Relève »: who supervises from now on, in the place of who notes it (`handing_over`)."""

    kind: Literal["surveillant_took_over"] = "surveillant_took_over"
    name: Text


class SurveillantArrived(Happening):
    """Somebody comes to supervise besides those who do already."""

    kind: Literal["surveillant_arrived"] = "surveillant_arrived"
    name: Text


class SurveillantLeft(Happening):
    """One of those who supervise leaves the room for good, and nobody takes their place."""

    kind: Literal["surveillant_left"] = "surveillant_left"
    name: Text


class SessionCorrected(Happening):
    """What the list said of the session was wrong; only what changed is set. Its number has its own event."""

    kind: Literal["session_corrected"] = "session_corrected"
    date: Day | None = None
    start: Plain | None = None
    """Local hour of the slot's beginning, HH:MM."""
    site: Plain | None = None
    room: Plain | None = None
    old_date: Day | None = None
    old_start: Plain | None = None
    old_site: Plain | None = None
    old_room: Plain | None = None
    surveillants: OptionalNames = None
    """All names, in the order they stood in: only the spelling changes."""
    old_surveillants: OptionalNames = None
    observations: OptionalText = None
    old_observations: OptionalText = None


class DerogationRecorded(Happening):
    """Pix allowed more candidates per surveillant than the rule."""

    kind: Literal["derogation_recorded"] = "derogation_recorded"
    text: Text


class NoteWritten(Happening):
    """A free note on a candidate, or on the session when `number` is None."""

    kind: Literal["note_written"] = "note_written"
    number: int | None = None
    text: Text


class ClockJumped(Happening):
    """The machine's wall clock moved against its monotonic clock. No end moves by itself."""

    kind: Literal["clock_jumped"] = "clock_jumped"
    seconds: int
    """Positive when the wall clock went forward."""


class ActionUndone(Happening):
    """A compensating event: the action's events count no more, and stay in the log."""

    kind: Literal["action_undone"] = "action_undone"
    target: int
    """Id of the action (its first event) that is reverted; of an undo: it is redone."""
    reason: Text = ""


class PersonalDataErased(Happening):
    """The personal parts of these events were erased; their digests stay."""

    kind: Literal["personal_data_erased"] = "personal_data_erased"
    events: tuple[int, ...]


class RoomPointChecked(Happening):
    """A point of the room's check-list was looked at before the session (DOMAIN.md section 8)."""

    kind: Literal["room_point_checked"] = "room_point_checked"
    point: Plain
    """Key of the point in `data/reference/checklist.toml`."""
    label: Plain = ""
    """Its text as it was read; empty in what an older Vigie wrote."""
    ok: bool = True
    """False: it lacks, the remark says what."""
    remark: Text = ""


class SurveillantTrained(Happening):
    """Who trained a surveillant, and when: proof for a visite de contrôle."""

    kind: Literal["surveillant_trained"] = "surveillant_trained"
    name: Text
    trainer: Text
    on: date
