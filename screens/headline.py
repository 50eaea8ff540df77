"""What takes the place of the heading while there is something more pressing: typed digits, a global incident."""

from __future__ import annotations

from datetime import datetime

from screens.ink import Line
from screens.picture import FILTERS, SORTS
from supervisor.seal import groups
from supervisor.session import Session
from supervisor.situation import PRESENT
from supervisor.wording import plural, span


def typed_line(session: Session, typed: str) -> Line | None:
    """The digits typed so far and whose number they are; None when there are none."""
    if not typed:
        return None
    who = session.candidates.get(int(typed))
    name = who.full_name if who is not None else "personne n'a ce numéro"
    return (
        ("  n° ", "label"), (typed, "amber+"), (f" {name}", "+" if who is not None else "yellow"),
        ("   Entrée choisit · Échap efface", "label"),
    )  # fmt: skip


def banner(session: Session, now: datetime) -> Line | None:
    """The seal of a closed session, or the global incident that runs and who is in the room; None otherwise."""
    if session.closed_at is not None:
        return (
            (" CLOSE ", "tag.gone"), (" sceau ", "label"), (groups(session.seal), "+"),
            (f"  rouvrir : vigie do {session.number} reopen", "label"),
        )  # fmt: skip
    running = session.running_globals
    if not running:
        return None
    outage = running[0]
    in_room = sum(c.status in PRESENT or c.checked is not None for c in session.candidates.values())
    whom = "pour tous" if outage.scope is None else f"pour {plural(len(outage.scope), 'candidat')}"
    more = f"  et {plural(len(running) - 1, 'autre')}" if len(running) > 1 else ""
    return (
        (" INCIDENT GLOBAL ", "tag.over"), (f" {outage.text}", "+"),
        (f"  depuis {span(now - outage.begin)} · {whom} · {plural(in_room, 'présent')}{more}", "soft"),
    )  # fmt: skip


def arrangement(sort: str, only: str, zone: str | None, my_zone: str, marked: int) -> str:
    """How the list differs from everybody by number.

    Args:
        sort: a key of `SORTS`.
        only: a key of `FILTERS`.
        zone: the only zone listed; None: all.
        my_zone: the surveillant's own.
        marked: how many are marked.
    """
    parts = []
    if sort != "number":
        parts.append(f"tri : {SORTS[sort][0]}")
    narrowed = [FILTERS[only][0]] if only != "all" else []
    if zone is not None:
        narrowed.append(zone_name(zone, my_zone))
    if narrowed:
        parts.append(f"filtre : {', '.join(narrowed)}")
    if marked:
        parts.append(plural(marked, "marqué"))
    return " · ".join(parts)


def zone_name(zone: str, my_zone: str = "") -> str:
    """« zone B », « ma zone (B) », « sans zone »."""
    if not zone:
        return "sans zone"
    return f"ma zone ({zone})" if zone == my_zone else f"zone {zone}"
