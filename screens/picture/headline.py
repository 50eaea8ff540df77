"""What takes the place of the heading while there is something more pressing: typed digits, a global incident."""

from __future__ import annotations

from datetime import datetime, timedelta

from screens.kit.ink import Line
from screens.picture.picture import FILTERS, LAST, SORTS, full_name_shown, span_shown
from supervisor.outage import lasted, roll_call
from supervisor.seal import groups
from supervisor.session import Session
from supervisor.wording import at_hour, clock, plural


def typed_line(session: Session, typed: str) -> Line | None:
    """The digits typed so far and whose number they are; None when there are none."""
    if not typed:
        return None
    who = session.candidates.get(int(typed))
    name = full_name_shown(who) if who is not None else "personne n'a ce numéro"
    return (
        ("  n° ", "label"), (typed, "amber+"), (f" {name}", "+" if who is not None else "yellow"),
        ("   Entrée choisit · Échap efface", "label"),
    )  # fmt: skip


def banner(session: Session, now: datetime, reopen_key: str = "", *, thrifty: bool = False) -> Line | None:
    """The close and its seal, or the global incident that runs and who is in the room; None otherwise.

    Args:
        session: the state.
        now: what the incident's length is counted to.
        reopen_key: what reopens a closed session.
        thrifty: the length in minutes, once it has ten of them.
    """
    if session.closed_at is not None:
        return (
            (" CLOSE ", "tag.gone"), (f" {closed_when(session, session.closed_at)} · sceau ", "label"),
            (groups(session.seal), "+"), (f"  {reopen_key} rouvrir" if reopen_key else "", "label"),
        )  # fmt: skip
    running = session.running_globals
    if not running:
        return None
    outage = running[0]
    in_room = len(roll_call(session).inside)
    # Whom it touches is said where it is not everybody, and before the words: those may be long.
    whom = "" if outage.scope is None else f"pour {plural(len(outage.scope), 'candidat')} · "
    more = f" +{len(running) - 1}" if len(running) > 1 else ""
    return (
        (" INCIDENT GLOBAL ", "tag.over"), (f" {_running_for(lasted(session, outage, now), thrifty)}{more} ", "+"),
        (f" {in_room} dans la salle · {whom}", "soft"), (outage.text, "+"),
    )  # fmt: skip


def _running_for(length: timedelta, thrifty: bool) -> str:
    return span_shown(length, thrifty=True) if thrifty and length >= LAST else clock(length)


def closed_when(session: Session, closed_at: datetime) -> str:
    """« à 12:03 », « le 21/11 à 00:15 »: completes « close »."""
    return at_hour(session, closed_at)


def number_lacks(session: Session, keys: str) -> str:
    """How the session gets the number of Pix Certif, while it still can; empty where it has it or cannot any more.

    Args:
        session: the state.
        keys: what is pressed for it.
    """
    if not session.has_provisional_number or session.has_anybody_joined or session.closed_at is not None:
        return ""
    return f"numéro provisoire : {keys} donne celui de Pix Certif, tant que personne n'a rejoint"


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
