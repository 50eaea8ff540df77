"""What stands for a fact in the JSON that leaves: the status of the command and the export say it alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from supervisor.seal import stamp
from supervisor.session import Session
from supervisor.situation import Checked, Situation
from supervisor.timing import Ending


def instant_figure(moment: datetime | None) -> str | None:
    """An instant, ISO 8601 UTC; None where there is none."""
    return stamp(moment) if moment is not None else None


def seconds_figure(length: timedelta) -> int:
    """A length in whole seconds."""
    return int(length.total_seconds())


def identity_figure(checked: Checked | None) -> dict[str, Any] | None:
    """The identity check: when, and by whom it was attested where no document was seen."""
    if checked is None:
        return None
    return {"at": stamp(checked.at), "attested": checked.attested, "attested_by": checked.attested_by}


def ending_figure(ending: Ending | None) -> dict[str, int] | None:
    """The terms of an ending: whole minutes, but the pauses in seconds (RULES.md section 10)."""
    if ending is None:
        return None
    return {
        "duration": ending.duration,
        "extra": ending.extra,
        "adjustments": ending.adjustments,
        "pauses": seconds_figure(ending.pauses),
    }


def session_figure(session: Session) -> dict[str, Any]:
    """What a session is, but for its number and what is recorded of its close."""
    return {
        "site": session.site,
        "room": session.room,
        "date": session.date.isoformat(),
        "start": session.start,
        "timezone": session.header.timezone,
        "surveillants": list(session.surveillants),
        "present_surveillants": list(session.present_surveillants),
        "phase": session.phase.value,
        "certification": session.certification,
        "edition": session.reference.edition,
    }


def branch_figure(session: Session) -> dict[str, Any]:
    """`{branch}`: which way of a session this is, where it was continued on several machines; nothing where not."""
    branch = session.branch
    if branch is None:
        return {}
    return {
        "branch": {
            "device": branch.device or None,
            "last_event": branch.last,
            "digest": branch.digest,
            "parts_after": branch.parts_after or None,
            "branches": branch.ways or None,
            "standing": branch.standing,
            "chosen_device": branch.chosen or None,
            "settled_by": branch.by or None,
            "settled_at": instant_figure(branch.at),
        }
    }


def course_figure(session: Session, who: Situation, ending: Ending | None) -> dict[str, Any]:
    """Where a candidate sits and stands, and the instants of their test; not who they are.

    Args:
        session: the state.
        who: the candidate.
        ending: of their test, as it is told.
    """
    return {
        "class": who.class_name,
        "certification": session.certification_of(who),
        "extra_time": who.extra_time.percent,
        "seat": who.seat,
        "zone": who.zone,
        "status": who.status.value,
        "identity": identity_figure(who.checked),
        "presence_at": instant_figure(who.presence_at),
        "end_screen": who.end_screen,
        "started_at": instant_figure(who.started_at),
        "ends_at": instant_figure(ending.at if ending is not None else None),
        "finished_at": instant_figure(who.stopped_at),
        "ending": ending_figure(ending),
    }
