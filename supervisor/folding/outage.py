"""What the beginning and the end of a global incident change."""

from __future__ import annotations

from dataclasses import replace

from supervisor import event as ev
from supervisor.folding.mutable import MutableSession, on
from supervisor.incident import GlobalIncident


@on(ev.GlobalIncidentBegan)
def _global_began(session: MutableSession, entry: ev.Entry, event: ev.GlobalIncidentBegan) -> None:
    session.globals[entry.id] = GlobalIncident(entry.id, event.text, entry.at, event.scope, event.fault)


@on(ev.GlobalIncidentEnded)
def _global_ended(session: MutableSession, entry: ev.Entry, event: ev.GlobalIncidentEnded) -> None:
    if event.incident in session.globals:
        begun = session.globals[event.incident]
        session.globals[event.incident] = replace(
            begun, end=entry.at, ended_by=entry.id, refused_to=event.refused_to, measured_to=event.measured_to
        )
