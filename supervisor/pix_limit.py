"""How long Pix lets anybody start or resume in a session (DOMAIN.md section 7, RULES.md section 11).

Edition current: 24 hours after the first start of a session only « Terminer le test » is left in the Espace
surveillant. What really happened is recorded all the same, and this is said; nothing is advised that Pix would refuse.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from supervisor import event as ev
from supervisor.session import Session

PAST = "Pix : délai dépassé, seul « Terminer le test » reste"
"""What is said of who starts, resumes or is confirmed after it."""

NEEDS_PIX = (ev.PresenceConfirmed, ev.TestStarted, ev.TestResumed)
"""Events that cannot happen without Pix: past its limit they are recorded, and this is said."""


def is_past(session: Session, at: datetime) -> bool:
    """Pix lets nobody start nor resume any more at this instant."""
    if session.reference.edition != "current":
        return False
    starts = session.starts_today.values()
    return bool(starts) and at - min(starts) >= timedelta(hours=session.reference.thresholds.pix_hours)
