"""Events of the list: who is on it, what is known of them and where they sit."""

from __future__ import annotations

from typing import Annotated, Literal

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event.base import OfCandidate
from supervisor.personal import Personal, PersonalIdentity, Plain, Text


class CandidateAdded(OfCandidate):
    """A candidate stands on the list."""

    kind: Literal["candidate_added"] = "candidate_added"
    certification: str | None = None
    """None: the session's default."""
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: Plain = ""
    seat: Plain = ""
    identity: PersonalIdentity


class CandidateCorrected(OfCandidate):
    """What the list said of him was wrong; only what changed is set."""

    kind: Literal["candidate_corrected"] = "candidate_corrected"
    certification: str | None = None
    extra_time: ExtraTime | None = None
    class_name: Plain | None = None
    old_certification: str | None = None
    old_extra_time: ExtraTime | None = None
    old_class_name: Plain | None = None
    identity: Annotated[Identity | None, Personal(None)] = None
    old_identity: Annotated[Identity | None, Personal(None)] = None
    reason: Text = ""


class CandidateRemoved(OfCandidate):
    """He was taken off the list before he joined."""

    kind: Literal["candidate_removed"] = "candidate_removed"
    reason: Text = ""


class SeatChanged(OfCandidate):
    """Where he actually sits."""

    kind: Literal["seat_changed"] = "seat_changed"
    seat: Plain


class ZoneChanged(OfCandidate):
    """Which surveillant's part of the room he is in."""

    kind: Literal["zone_changed"] = "zone_changed"
    zone: Plain
