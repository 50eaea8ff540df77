"""All that events change: these modules are imported for the functions they register with `on`."""

from supervisor.folding import close, course, fraud, incident, outage, people, session, time

__all__ = ["close", "course", "fraud", "incident", "outage", "people", "session", "time"]
