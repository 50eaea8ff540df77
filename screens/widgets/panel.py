"""The chosen candidate: who they are, their end explained term by term, what happened to them."""

from __future__ import annotations

from collections.abc import Iterator

from screens.kit.ink import Line, width_of, wrap, wrap_parts
from screens.picture.picture import Picture, as_of, countdown_of, full_name_in, left_said, span_shown
from screens.widgets.painted import Painted
from supervisor.closing import lacks_a_report
from supervisor.event import Entry, IncidentRecorded
from supervisor.incident import IncidentState
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.story import phrase_of
from supervisor.timing import Ending
from supervisor.wording import (
    INCIDENT_STATE,
    REASON,
    born,
    hours_and_minutes,
    signed_minutes,
    span,
    status_beside_reason,
    typographic,
)

FIELD = 13


def panel_lines(picture: Picture, width: int, height: int) -> list[Line]:
    """All of the panel in this room; a long story shows its end."""
    who = picture.situation
    if who is None:
        return [(("aucun candidat choisi", "label"),)]
    top = [*_who(picture.session, who, width), (), *_ending(picture, who), *_facts(picture.session, who, width), ()]
    story = list(_story(picture, who, width))
    room = height - len(top)
    if len(story) > room > 1:
        story = [(("…", "label"),), *story[len(story) - room + 1 :]]
    return [*top, *story][:height]


def _who(session: Session, who: Situation, width: int) -> list[Line]:
    side = f"n° {who.number}" + (f" · place {who.seat}" if who.seat else "")
    where = who.class_name or who.identity.local_id
    is_masked = not who.full_name
    second = " · ".join(part for part in ("" if is_masked else born(who), where) if part)
    name = "(masqué)" if is_masked else who.full_name
    beside = width - width_of(((side, ""),)) - 2
    if width_of(((name, ""),)) <= beside:
        lines: list[Line] = [((name, "+"), ("  ", ""), (side, ""))]
    else:
        # The name whole: what it is told from others by may be its end.
        lines = [((full_name_in(session, who, width), "+"),), ((side, ""),)]
    lines += [((text, "label"),) for text in wrap_parts(second, width)]
    if session.certification_of(who) != session.certification:
        key = session.certification_of(who)
        lines.append(((session.reference.certifications.get(key, key), "violet"),))
    return lines


def _term(name: str, value: str, ink: str = "soft") -> Line:
    return ((f"{name:<{FIELD}}", "label"), (value, ink))


def _ending(picture: Picture, who: Situation) -> Iterator[Line]:
    session, now = picture.session, as_of(picture.session, picture.now)
    ending = session.ending(who, now)
    if ending is None:
        yield _term("durée", f" {hours_and_minutes(session.duration_of(who))}")
        if who.extra_time:
            yield _term("+ majoré", f" {who.extra_time}", "violet")
        given = sum(a.minutes for a in who.adjustments)
        if given:
            yield _term("+ ajusté", f" {signed_minutes(given)}")
        return
    yield from ending_terms(picture, ending)
    if session.closed_at is not None and who.is_running:
        yield (("test non terminé à la clôture", "soft"),)
    elif not who.is_running:
        if who.stopped_at is not None:
            yield _term("terminé à", picture.hour(who.stopped_at))
    elif ending.suspended or ending.paused:
        yield ((f"‖ {'en pause' if ending.paused else 'suspendu'} : fin provisoire", "orange"),)
    elif ending.is_over(now):
        yield ((f"dépassé de {left_said(ending, now, thrifty=picture.thrifty)}", "red"),)
    else:
        yield _term("reste", left_said(ending, now, thrifty=picture.thrifty), "green")


def ending_terms(picture: Picture, ending: Ending) -> Iterator[Line]:
    """The sum that gives the end."""

    def minutes(value: int) -> str:
        return f" {hours_and_minutes(value)}" if value else " –"

    yield _term("début", picture.hour(ending.started_at))
    yield _term("+ durée", minutes(ending.duration))
    yield _term("+ majoré", minutes(ending.extra), "violet" if ending.extra else "soft")
    yield _term("+ ajusté", minutes(ending.adjustments))
    if ending.pauses:
        yield _term("+ pauses", f" {span(ending.pauses)}")
    if ending.suspended_for:
        yield _term("+ suspendu", f" {span_shown(ending.suspended_for, thrifty=picture.thrifty)}", "orange")
    yield _term("= fin", picture.hour(ending.at), "+")
    if picture.session.local(ending.at).date() != picture.session.day_held:
        yield _term("", f"le {picture.session.local(ending.at):%d/%m/%Y}", "amber")


def _facts(session: Session, who: Situation, width: int) -> Iterator[Line]:
    if who.status not in (Status.STARTED, Status.EXPECTED):
        for text in wrap(status_beside_reason(session, who), width):
            yield ((text, "soft"),)
    if who.reason is not None:
        for text in wrap(REASON[who.reason], width):
            yield ((typographic(text), "soft"),)
    if who.checked is not None and who.checked.attested:
        for text in wrap(f"sans pièce : {who.checked.attested_by or 'attesté'}", width):
            yield ((text, "yellow"),)
    if who.zone:
        yield _term("zone", who.zone)
    if lacks_a_report(session, who.number):
        lacks = dict.fromkeys(what for report in session.frauds_of(who.number) for what in report.lacks)
        missing = f", il manque {' et '.join(lacks)}" if lacks else ""
        for text in wrap(f"rapport de fraude incomplet : C{missing}", width):
            yield ((text, "yellow+"),)


def _story(picture: Picture, who: Situation, width: int) -> Iterator[Line]:
    session = picture.session
    for entry in session.story_of(who.number):
        if entry.action == 1:
            continue
        undone = entry.action in session.reverted
        yield from _told(picture, entry, width, "dim" if undone else "")
        if undone:
            yield ((" " * 9, ""), ("(annulé)", "label"))
    ending, _ = countdown_of(session, who, picture.now)
    if ending is not None and ending.is_over(picture.now):
        yield ((f"{picture.hour(ending.at)} ", "label"), ("temps écoulé", "red"))


def _told(picture: Picture, entry: Entry, width: int, ink: str) -> Iterator[Line]:
    session = picture.session
    hour = (f"{picture.hour(entry.at)} ", "label")
    if not isinstance(entry.event, IncidentRecorded):
        for index, text in enumerate(wrap(typographic(phrase_of(entry, session)), width - 9)):
            yield (hour if index == 0 else (" " * 9, ""), (text, ink))
        return
    event = entry.event
    question = f" question {event.question}" if event.question is not None else ""
    yield (hour, (event.code, ink or "orange+"), (question, ink))
    code = session.reference.code(event.code)
    words = event.text or (code.label if code is not None else "")
    for text in wrap(typographic(words), width - 9):
        yield ((" " * 9, ""), (text, ink))
    incident = session.incidents.get(entry.id)
    state = incident.state if incident is not None else IncidentState.NONE
    for text in wrap(INCIDENT_STATE[state], width - 9) if INCIDENT_STATE[state] else []:
        yield ((" " * 9, ""), (text, "amber" if state is IncidentState.OPEN else "label"))


class Panel(Painted):
    """The panel beside the list."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return panel_lines(picture, width, height)
