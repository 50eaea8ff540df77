"""Markdown: the session to be read anywhere, and the finalisation sheet with its boxes.

Nothing that a person wrote is taken for Markdown: every sign that could be is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from data.documents.headed import branch_told
from data.documents.papers.finalisation import not_entered
from supervisor.candidate import printable
from supervisor.closing import (
    BoxState,
    SheetLine,
    finalisation_sheet,
    is_typed,
    lacked_at_close,
    to_call_again,
    verdict_state,
    verdict_words,
)
from supervisor.event import Box
from supervisor.incident import GlobalIncident, Incident
from supervisor.outage import when_told
from supervisor.seal import groups
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.story import phrase_of
from supervisor.wording import (
    BOX,
    FAULT,
    FRAUD,
    REASON,
    RECALL,
    SHEET_SECTION,
    day_and_hour,
    hour_of_end,
    hour_of_fact,
    hour_of_start,
    incident_state_word,
    plural,
    standing_told,
    status_beside_reason,
    whom_it_touched,
)

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
"""What means something within a line; no line begins with somebody's words."""


def plain_text(text: str) -> str:
    """Words that a person wrote, so that Markdown shows them as they are."""
    return _SIGNS.sub(r"\\\1", printable(text))


def session_markdown(session: Session, now: datetime) -> bytes:
    """The whole session: who, what happened, what is said of it, the journal.

    Args:
        session: the state to tell.
        now: the instant at which ends are taken where something is still open.
    """
    parts = (
        _title(session, "Session"),
        _facts(session, now),
        _section("Candidats", _candidates(session, now)),
        _section("Signalements", _incidents(session)),
        _section("Incidents globaux", _globals(session, now)),
        _section("Rapports de fraude", _frauds(session)),
        _section("À reconvoquer", _recalls(session)),
        _section(
            "Notes",
            [f"- {hour_of_fact(session, n.at)} {_whom(session, n.number)}{plain_text(n.text)}" for n in session.notes],
        ),
        _section("Journal", _journal(session)),
    )
    return _document(parts)


def finalisation_markdown(session: Session, ticked: Collection[str] = ()) -> bytes:
    """What the référent types again in Pix Certif, in the order of its page, a box a line, ticked where it is done.

    Args:
        session: the state to tell.
        ticked: the boxes « fait » that are kept beside the store.
    """

    def box(key: str) -> str:
        return "[x]" if is_typed(session, key, ticked) else "[ ]"

    sheet = finalisation_sheet(session)
    due = f"À finaliser avant le {day_and_hour(session, sheet.due_at)}." if sheet.due_at else ""
    if sheet.finalised_at is not None:
        due = f"Finalisée le {day_and_hour(session, sheet.finalised_at)}."
    boxes: Sequence[tuple[Box, BoxState]] = (
        ("extra_time_given", sheet.extra_time_given), ("could_not_join", sheet.could_not_join),
    )  # fmt: skip
    confirmed = "[x]" if sheet.finalised_at is not None else "[ ]"
    parts = (
        _title(session, "Finalisation de la session"),
        [due] if due else [],
        _section(SHEET_SECTION["finished"], [
            *(f"- {box(str(line.number))} {_sheet_line(line)}" for line in sheet.told),
            *([f"- {sheet.untold}"] if sheet.untold else []),
        ]),
        _section(SHEET_SECTION["unfinished"], [
            f"- {box(str(line.number))} {_sheet_line(line, reason=True)}" for line in sheet.unfinished
        ]),
        _section(SHEET_SECTION["frauds"], [
            f"- {box(f'pv-{number}')} Envoyer le PV de fraude du n° {number}, "
            f"{plain_text(session.candidates[number].full_name)} ({session.reported(number, 'fraud')[0].code})"
            for number in sheet.frauds
        ]),
        _section(SHEET_SECTION["boxes"], [
            f"- {box(box_name)} {'**cocher**' if state.ticked else 'laisser vide'} : {BOX[box_name]}"
            for box_name, state in boxes
        ]),
        _section(SHEET_SECTION["comment"], [f"- {box('comment')} {plain_text(sheet.comment) or 'laisser vide'}"]),
        _section(SHEET_SECTION["not_entered"], [
            f"- {plain_text(name)} (n° {number}) : {stands}"
            for number, name, stands in not_entered(session, sheet.not_entered)
        ]),
        _section(SHEET_SECTION["confirmation"], [
            f"- {confirmed} Confirmer : cela ne peut pas être défait dans Pix Certif.",
        ]),
    )  # fmt: skip
    return _document(parts)


def _document(parts: Iterable[Sequence[str]]) -> bytes:
    return ("\n\n".join("\n".join(part) for part in parts if part) + "\n").encode("utf-8")


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines] if lines else []


def _title(session: Session, what: str) -> list[str]:
    lines = [f"# {what} {plain_text(session.number)}"]
    if session.rehearsal:
        lines += ["", "**RÉPÉTITION : personnes fictives.**"]
    if session.branch is not None:
        lines += ["", f"**{plain_text(branch_told(session))}**"]
    return lines


def _facts(session: Session, now: datetime) -> list[str]:
    place = ", ".join(plain_text(part) for part in (session.site, session.room) if part)
    counts = session.counts(now)
    stands = "Pas encore close."
    if session.closed_at is not None:
        stands = f"Close le {day_and_hour(session, session.closed_at)}, sceau `{groups(session.seal)}`."
        if lacking := lacked_at_close(session):
            stands += f" Il manquait : {plain_text(' ; '.join(lacking))}."
    elif session.was_reopened:
        stands = "Rouverte : son sceau d'avant ne vaut plus."
    numbers = (
        plural(counts.enrolled, "inscrit"),
        *standing_told(session, counts),
        plural(counts.incidents, "signalement"),
    )
    facts = [
        f"- Le {session.date:%d/%m/%Y} à {session.start} ({session.header.timezone})" + (f", {place}" if place else ""),
        f"- Surveillance : {', '.join(map(plain_text, session.surveillants)) or 'personne n’est nommé'}",
        f"- {', '.join(numbers)}",
        f"- {stands}",
    ]
    if session.comment:
        facts.append(f"- Commentaire global : {plain_text(session.comment)}")
    return facts


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading), *lines] if lines else []


def _candidates(session: Session, now: datetime) -> list[str]:
    heading = ("N°", "Nom", "Statut", "Temps majoré", "Début", "Fin autorisée", "Fin", "Verdict")
    return _table(heading, (_candidate(session, who, now) for who in session.candidates.values()))


def _candidate(session: Session, who: Situation, now: datetime) -> list[str]:
    ending = session.ending(who, now)
    verdict = verdict_state(session, who)
    status = status_beside_reason(session, who) + (f" ({REASON[who.reason]})" if who.reason else "")
    return [
        str(who.number),
        plain_text(who.full_name),
        status,
        str(who.extra_time) if who.extra_time else "",
        hour_of_start(session, who.started_at) if who.started_at is not None else "",
        hour_of_end(session, ending.at) if ending is not None else "",
        hour_of_end(session, who.stopped_at) if who.stopped_at is not None else "",
        verdict_words(session, verdict),
    ]


def _incidents(session: Session) -> list[str]:
    heading = ("N°", "Heure", "Qui", "Code", "Question", "Description", "État")
    return _table(heading, (_incident(session, incident) for incident in session.incidents.values()))


def _incident(session: Session, incident: Incident) -> list[str]:
    return [
        str(incident.event_id),
        hour_of_fact(session, incident.at),
        _whom(session, incident.number).removesuffix(" : ") or "la session",
        incident.code,
        str(incident.question or ""),
        plain_text(incident.text),
        incident_state_word(session, incident),
    ]


def _globals(session: Session, now: datetime) -> list[str]:
    return [_global(session, outage, now) for outage in session.globals.values()]


def _global(session: Session, outage: GlobalIncident, now: datetime) -> str:
    whom = ", ".join(filter(None, (whom_it_touched(outage), FAULT[outage.fault])))
    return f"- {when_told(session, outage, now)} : {plain_text(outage.text)} ({whom})"


def _frauds(session: Session) -> list[str]:
    return [
        f"- {_whom(session, report.number)}{FRAUD[report.kind]}. Vu : {plain_text(report.seen) or 'pas encore dit'}. "
        f"Fait : {plain_text(report.done) or 'pas encore dit'}."
        for report in session.frauds.values()
    ]


def _recalls(session: Session) -> list[str]:
    return [
        f"- {_whom(session, recall.number)}{RECALL[recall.reason]}{' (imputable au centre)' if recall.centre else ''}"
        for recall in to_call_again(session)
    ]


def _journal(session: Session) -> list[str]:
    return list(_entries(session))


def _entries(session: Session) -> Iterator[str]:
    for entry in session.entries:
        number = getattr(entry.event, "number", None)
        whom = _whom(session, number) if isinstance(number, int) else ""
        undone = " (annulé)" if session.is_reverted(entry) else ""
        text = f"{whom}{plain_text(phrase_of(entry, session))}{undone}"
        yield f"{entry.id}. {hour_of_fact(session, entry.at)} {text} — {plain_text(entry.author)}"


def _sheet_line(line: SheetLine, *, reason: bool = False) -> str:
    parts = [f"**{plain_text(line.full_name)}** (n° {line.number})"]
    if reason:
        parts.append(REASON[line.reason] if line.reason else "**motif à choisir**")
    parts += (replace(report, text=plain_text(report.text)).told for report in line.incidents)
    return " : ".join((parts[0], " ; ".join(parts[1:]))) if parts[1:] else parts[0]


def _whom(session: Session, number: int | None) -> str:
    who = (session.candidates.get(number) or session.removed.get(number)) if number is not None else None
    return f"n° {number} {plain_text(who.full_name)} : " if who is not None else ""
