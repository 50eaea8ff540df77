"""Events of the list: who is on it, what is known of them and where they sit."""

from __future__ import annotations

from typing import Annotated, Literal

from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event.base import OfCandidate
from supervisor.personal import Personal, PersonalIdentity, Plain, Text


class CandidateAdded(OfCandidate):
    """A candidate stands on the list, from the import or added in the course of the session."""

    kind: Literal["candidate_added"] = "candidate_added"
    certification: Plain | None = None
    """None: the session's default."""
    extra_time: ExtraTime = NO_EXTRA_TIME
    class_name: Plain = ""
    seat: Plain = ""
    identity: PersonalIdentity


class CandidateCorrected(OfCandidate):
    """What the list said of them was wrong: what is right, and what it said; only what changed is set."""

    kind: Literal["candidate_corrected"] = "candidate_corrected"
    certification: Plain | None = None
    extra_time: ExtraTime | None = None
    class_name: Plain | None = None
    old_certification: Plain | None = None
    old_extra_time: ExtraTime | None = None
    old_class_name: Plain | None = None
    identity: Annotated[Identity | None, Personal(None)] = None
    old_identity: Annotated[Identity | None, Personal(None)] = None
    reason: Text = ""


class CandidateRemoved(OfCandidate):
    """They were taken off the list before they joined; their number is never given again."""

    kind: Literal["candidate_removed"] = "candidate_removed"
    reason: Text = ""


class SeatChanged(OfCandidate):
    """Where they actually sit, which may be another seat than the list planned."""

    kind: Literal["seat_changed"] = "seat_changed"
    seat: Plain


class ZoneChanged(OfCandidate):
    """Which surveillant's part of the room they are in; empty: everybody's."""

    kind: Literal["zone_changed"] = "zone_changed"
    zone: Plain
