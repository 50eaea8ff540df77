"""French words for what the rules know: one wording for screens, lines and papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from supervisor.incident import GlobalIncident, Incident, IncidentState
from supervisor.session import Counts, Phase, Session
from supervisor.shown_time import display_end, display_start
from supervisor.situation import Situation, Status
from supervisor.typography import typographic as typographic

STATUS = {
    Status.EXPECTED: "Attendu",
    Status.JOINED: "A rejoint",
    Status.STARTED: "En cours",
    Status.INTERRUPTED: "Interrompu",
    Status.FINISHED: "Terminé",
    Status.WITHDRAWN: "Abandon ou départ",
    Status.ENDED: "Test terminé par le surveillant",
    Status.ABSENT: "Absent",
    Status.NOT_CERTIFIABLE: "Non certifiable",
}
"""The official wording, for panels, papers and help (RULES.md section 9)."""

STATUS_SHORT = STATUS | {
    Status.WITHDRAWN: "Parti",
    Status.ENDED: "Arrêté",
    Status.NOT_CERTIFIABLE: "Non certif.",
}
"""Short words, for columns."""

PHASE = {
    Phase.PREPARATION: "PRÉPARATION",
    Phase.WELCOME: "ACCUEIL",
    Phase.RUNNING: "EN COURS",
    Phase.ENDED: "TERMINÉE",
    Phase.CLOSED: "CLOSE",
    Phase.FINALISED: "FINALISÉE",
}

REASON = {"candidate": "Abandon : manque de temps ou départ prématuré", "technical": "Problème technique"}
"""The reasons of an unfinished test, as Pix Certif's finalisation page words them."""

INCIDENT_STATE = {
    IncidentState.NONE: "",
    IncidentState.OPEN: "à traiter dans l'Espace surveillant",
    IncidentState.VALIDATED: "validé",
    IncidentState.REFUSED: "refusé",
    IncidentState.EXPIRED: "ne peut plus être pris en compte",
    IncidentState.RETRACTED: "retiré",
}

ALERT_STATE = INCIDENT_STATE | {
    IncidentState.VALIDATED: "validée",
    IncidentState.REFUSED: "refusée",
    IncidentState.EXPIRED: "ne peut plus être prise en compte",
}
"""The same said of « une alerte »: the report (« le signalement ») is validé, its alert validée."""

FRAUD = {
    "communication": "communication avec une personne dans ou hors de la salle",
    "consultation": "consultation de ce qui dispense du travail demandé",
    "usurpation": "usurpation d'identité",
}

VERDICT = {
    "nothing": "Rien à signaler",
    "jury": "Délibération du jury requise",
    "fraud": "Fraude ou suspicion de fraude",
}

BOX = {
    "extra_time_given": (
        "Malgré un incident survenu pendant la session, les candidats ont pu terminer leur test de certification. "
        "Un temps supplémentaire a été accordé à un ou plusieurs candidats."
    ),
    "could_not_join": (
        "Un ou plusieurs candidats étaient présents en session de certification mais n'ont pas pu rejoindre la session."
    ),
}
"""The two boxes, in the words of Pix Certif's finalisation page (DOMAIN.md section 7)."""

RECALL = {
    "absent": "absent",
    "not_certifiable": "pas encore certifiable",
    "technical": "test arrêté pour une cause technique",
    "could_not_join": "présent, n'a pas pu rejoindre",
    "not_started": "n'a pas démarré",
}
"""Why somebody is called to another session."""

FINALISATION_LINE = {"comment": "commentaire", "extra_time_given": "première case", "could_not_join": "seconde case"}
"""Lines of the finalisation sheet that are no candidate."""

FRAUD_LINE = "pv-"
"""Begins the key of « envoyer le PV de fraude », with the candidate's number behind it."""

BOX_SHORT = {
    "extra_time_given": "temps supplémentaire accordé après un incident",
    "could_not_join": "présents qui n'ont pas pu rejoindre",
}


def status_word(session: Session, who: Situation) -> str:
    """Their status in a word; a test that a forced close left without end does not go on."""
    if session.closed_at is not None and who.is_running:
        return "Non terminé"
    return STATUS_SHORT[who.status]


def status_told(session: Session, who: Situation) -> str:
    """Their status in the official wording, as papers say it; after the close nobody's test is « En cours »."""
    if session.closed_at is not None and who.is_running:
        return "Test non terminé à la clôture"
    return STATUS[who.status]


def status_beside_reason(session: Session, who: Situation) -> str:
    """The same where the reason stands beside it: Pix Certif's own words say « abandon » and « départ » themselves."""
    is_said_by_it = who.reason is not None and who.status is Status.WITHDRAWN
    return STATUS_SHORT[Status.WITHDRAWN] if is_said_by_it else status_told(session, who)


_BORN = {"M": "né le", "F": "née le"}


def born_on(who: Situation, unknown: str) -> str:
    """« né le 20/05/2009 », « né(e) le » where the list does not say the sex.

    Args:
        who: whose birth.
        unknown: what stands for a date that nobody knows.
    """
    identity = who.identity
    date_ = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else unknown
    return f"{_BORN.get(identity.sex, 'né(e) le')} {date_}"


def born(who: Situation) -> str:
    """« né le 20/05/2009 à Besançon »."""
    identity = who.identity
    if identity.birth_date is None and not identity.birth_place:
        return "naissance inconnue"
    return f"{born_on(who, '?')} {identity.born_where}".rstrip()


def birth_place_shown(who: Situation) -> str:
    """The town, or why there is none to be compared."""
    return who.identity.birth_place or ("non fourni" if who.added_later else "non fourni par la liste")


def outage_by_its_number(event_id: int) -> str:
    """« incident global n° 41 »: stands as the reason of the minutes given for it in journals, and is known again."""
    return f"incident global n° {event_id}"


def standing_told(session: Session, counts: Counts) -> tuple[str, ...]:
    """How many candidates stand where, each of them counted once: the numbers add up to the enrolled."""
    closed = session.closed_at is not None
    told = (
        (counts.expected, "attendu", "attendus"),
        (counts.joined, "a rejoint", "ont rejoint"),
        (0 if closed else counts.started, "en cours", "en cours"),
        (0 if closed else counts.interrupted, "interrompu", "interrompus"),
        (counts.finished, "terminé", "terminés"),
        (counts.unfinished, "non terminé", "non terminés"),
        (counts.absent, "absent", "absents"),
        (counts.not_certifiable, "non certifiable", "non certifiables"),
    )
    return tuple(plural(count, one, several) for count, one, several in told if count)


def incident_state_word(session: Session, incident: Incident) -> str:
    """Where an incident stands; after the close nothing is to be done in the Espace surveillant any more."""
    if incident.is_open and session.closed_at is not None:
        return "sans réponse notée à la clôture"
    return INCIDENT_STATE[incident.state]


FAULT = {"centre": "imputable au centre", "other": "non imputable au centre", "": ""}
"""Whose doing a global incident was."""


def whom_it_touched(outage: GlobalIncident) -> str:
    """« tous », or the numbers of those it touched."""
    return "tous" if outage.scope is None else f"n° {', '.join(map(str, outage.scope))}"


def hours_and_minutes(minutes: int) -> str:
    """Minutes of test as « 1 h 45 », « 45 min »."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest} min"
    return f"{sign}{hours} h {rest:02d}" if rest else f"{sign}{hours} h"


def signed_minutes(minutes: int) -> str:
    """An adjustment as « +10 min », « −5 min »."""
    return f"{'−' if minutes < 0 else '+'}{abs(minutes)} min"


def span(length: timedelta) -> str:
    """A length as it is said: « 2 min 15 », « 45 s », « 1 h 05 »."""
    seconds = abs(int(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours} h {minutes:02d}"
    if minutes:
        return f"{minutes} min {seconds:02d}" if seconds else f"{minutes} min"
    return f"{seconds} s"


SHEET_SECTION = {
    "finished": "1. Tests terminés",
    "unfinished": "2. Tests non terminés : le motif est obligatoire",
    "frauds": "2 bis. PV de fraude à envoyer",
    "boxes": "3. Les deux cases",
    "comment": "4. Commentaire global",
    "not_entered": "5. Ce qui ne se saisit pas",
    "confirmation": "6. Confirmation : elle ne se défait pas",
}
"""The sections of the finalisation sheet, in their order, on paper and as text: « le 4 » is one thing on both."""


def jump_size(seconds: int) -> str:
    """By how much a clock jumped: « 40 s », « 1 h 00 »; « 365 jours », where nobody reads hours any more."""
    length = timedelta(seconds=abs(seconds))
    return span(length) if length < timedelta(days=2) else plural(length.days, "jour")


def jump_way(seconds: int) -> str:
    """Which way a clock jumped: « avancé » or « reculé »."""
    return "avancé" if seconds > 0 else "reculé"


def clock(length: timedelta) -> str:
    """A countdown: « 15:52 », « 1:08:16 », « −02:15 » once it is over (RULES.md section 3)."""
    total = int(length.total_seconds())
    sign = "−" if total < 0 else ""
    hours, rest = divmod(abs(total), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{sign}{minutes:02d}:{seconds:02d}"


def quoted(text: str) -> str:
    """What stood or stands somewhere, between its marks; nothing has none: « salle rien → « B12 » »."""
    return f"« {text} »" if text else "rien"


def plural(count: int, one: str, many: str | None = None) -> str:
    """« 1 candidat », « 3 candidats »; French counts 0 as singular."""
    return f"{count} {one if count < 2 else many or one + 's'}"


def listed(things: Sequence[str], last: str = "et") -> str:
    """« C2, C6 et E8 »; `last` stands before the last one."""
    return f" {last} ".join(part for part in (", ".join(things[:-1]), *things[-1:]) if part)


def hour_of_end(session: Session, instant: datetime) -> str:
    """An end in words, on every screen, line and paper: « 10:45 », or « le 21/11 à 00:15 » on another day.

    Args:
        session: whose local time, and whose day.
        instant: the end, allowed or observed; it is rounded up to the minute here (RULES.md section 11).
    """
    return _hour(session, display_end(instant))


def hour_of_end_on(end: datetime, zone: ZoneInfo, day: date) -> str:
    """The same of a session that is known by figures alone.

    Args:
        end: the end.
        zone: whose hours these are.
        day: the day on which no day is told.
    """
    return hour_on(display_end(end).astimezone(zone), day)


def hour_of_start(session: Session, instant: datetime) -> str:
    """A start in words: rounded down to the minute, « 09:04 », or « le 21/11 à 09:04 » on another day."""
    return _hour(session, display_start(instant))


def minute_of_fact(session: Session, instant: datetime) -> str:
    """When something was noted, to the minute, where the second says nothing: a signature, a confirmation."""
    return _hour(session, display_start(instant))


def hour_of_fact(session: Session, instant: datetime, day: date | None = None) -> str:
    """When something happened, to the second: « 09:41:07 », or « le 21/11 à 00:15:02 » on another day.

    Args:
        session: in whose hours.
        instant: when.
        day: the day that stands above it; None: that of the session.
    """
    return _hour(session, instant, seconds=True, day=day)


def _hour(session: Session, instant: datetime, *, seconds: bool = False, day: date | None = None) -> str:
    return hour_on(session.local(instant), day or session.day_held, seconds=seconds)


def hour_on(local: datetime, day: date, *, seconds: bool = False) -> str:
    """A local hour as it is told on a day: « 10:04 », « le 21/11 à 10:04 » of another one, with the year of another."""
    hour = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    if local.date() == day:
        return hour
    return f"le {local:%d/%m}{'' if local.year == day.year else f'/{local.year:04d}'} à {hour}"


def at_hour(session: Session, instant: datetime, *, seconds: bool = False) -> str:
    """When something happened, inside a sentence: « à 10:45 », or « le 21/11 à 00:15 » on another day.

    An hour never stands behind a « à » of its own in a sentence: on another day it would read « à le 21/11 ».
    """
    return _at(hour_of_fact(session, instant) if seconds else minute_of_fact(session, instant))


def at_end(session: Session, instant: datetime) -> str:
    """An end inside a sentence, as it is shown: « à 10:45 », or « le 21/11 à 00:15 » on another day."""
    return _at(hour_of_end(session, instant))


def _at(hour: str) -> str:
    return hour if hour.startswith("le ") else f"à {hour}"


def from_to(session: Session, begin: datetime, end: datetime | None) -> str:
    """From when to when something lasted: « de 09:50:00 à 09:57:00 », « du 21/11 à 00:15:02 au 21/11 à 00:20:00 ».

    Args:
        session: whose local time, and whose day.
        begin: its beginning.
        end: its end; None: it lasts.
    """
    begun = hour_of_fact(session, begin)
    if end is None:
        return f"depuis {begun}, en cours"
    ended = hour_of_fact(session, end)
    since = f"du {begun.removeprefix('le ')}" if begun.startswith("le ") else f"de {begun}"
    until = f"au {ended.removeprefix('le ')}" if ended.startswith("le ") else f"à {ended}"
    return f"{since} {until}"


def slot_words(session: Session) -> str:
    """The slot that was planned: « 09:00 à 11:00 »."""
    return f"{session.local(session.slot_start):%H:%M} à {session.local(session.slot_end):%H:%M}"


def days_after(session: Session, instant: datetime) -> int:
    """How many days after that of the session an end is shown."""
    return (session.local(display_end(instant)).date() - session.day_held).days


def hour_in_a_column(session: Session, instant: datetime) -> str:
    """An end where a column leaves no room for words: « 10:45 », « 00:15+1j »."""
    days = days_after(session, instant)
    behind = f"{'+' if days > 0 else '−'}{min(9, abs(days))}j" if days else ""
    return f"{session.local(display_end(instant)):%H:%M}{behind}"


def end_beside_start(session: Session, start: datetime, end: datetime) -> str:
    """An end in the column behind its start: « 00:15 » is the next one, « 00:15+1j » a day later than that.

    A session that goes on after midnight says so once, by its hours: not on each line.
    """
    begun = session.local(display_start(start))
    ended = session.local(display_end(end))
    days = (ended.date() - begun.date()).days - (ended.time() < begun.time())
    return f"{ended:%H:%M}{f'+{min(9, days)}j' if days > 0 else ''}"


def start_in_a_column(session: Session, instant: datetime) -> str:
    """A start where a column leaves no room for its day: « 09:04 »."""
    return f"{session.local(display_start(instant)):%H:%M}"


def dated_end(session: Session, instant: datetime | None) -> str:
    """An end as the cell of a table that a spreadsheet sorts: « 22/11/2026 10:45 »; empty where there is none."""
    return f"{session.local(display_end(instant)):%d/%m/%Y %H:%M}" if instant is not None else ""


def dated_start(session: Session, instant: datetime | None) -> str:
    """A start as such a cell; empty where there is none."""
    return f"{session.local(display_start(instant)):%d/%m/%Y %H:%M}" if instant is not None else ""


def dated_fact(session: Session, instant: datetime | None) -> str:
    """When something happened, as such a cell, to the second; empty where there is none."""
    return f"{session.local(instant):%d/%m/%Y %H:%M:%S}" if instant is not None else ""


def minute_of_day(session: Session, instant: datetime) -> str:
    """The hour of a moment whose day is told beside it: « 12:03 »."""
    return f"{session.local(instant):%H:%M}"


def second_of_day(session: Session, instant: datetime) -> str:
    """The same to the second: « 09:41:07 »."""
    return f"{session.local(instant):%H:%M:%S}"


def day_and_hour(session: Session, instant: datetime) -> str:
    """A moment of the whole session (its close, its finalisation, the end of its delay): « 22/11/2026 à 12:03 »."""
    return f"{session.local(instant):%d/%m/%Y à %H:%M}"


DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def long_day(day: date) -> str:
    """« dimanche 22 novembre 2026 »."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {ordinal} {MONTHS[day.month - 1]} {day.year}"


def bytes_in_words(size: int) -> str:
    """A size as people know it: « 48 Ko », « 3 Mo »; never nothing."""
    return f"{max(1, size // 1000)} Ko" if size < 1_000_000 else f"{size // 1_000_000} Mo"
