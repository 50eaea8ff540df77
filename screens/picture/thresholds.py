"""Thresholds of the settings: from how few minutes on a countdown is shown as pressing."""

from __future__ import annotations

from dataclasses import replace

from screens.kit.settings import Settings
from supervisor.session import Session


def as_set_here(session: Session, settings: Settings) -> Session:
    """The session with the thresholds of the settings, for what is shown here; what is recorded keeps its own."""
    names = ("notice", "last_minutes", "presence_due", "joined_waiting", "not_connected")
    wanted = {name: getattr(settings, name) for name in names}
    changed = {name: minutes for name, minutes in wanted.items() if minutes is not None}
    if not changed:
        return session
    thresholds = session.reference.thresholds.model_copy(update=changed)
    reference = session.reference.model_copy(update={"thresholds": thresholds})
    return replace(session, header=session.header.model_copy(update={"reference": reference}))
