"""All that is decided: these modules are imported for the functions they register with `decides`."""

from supervisor.deciding import close, course, fraud, incident, outage, people, session, time

__all__ = ["close", "course", "fraud", "incident", "outage", "people", "session", "time"]
