"""`vigie closing N`: what the close waits for, verdicts, boxes and comment, each with the words that settle it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime

from data.archive import Archive
from screens.command.output import say
from screens.command.spoken import aloud, called, named_together, spoken_ranges
from screens.command.stdin import Prompt
from screens.command.telling import MOST_NAMED, ranges, whole_or_told
from screens.kit.desk import Clock
from supervisor.closing import (
    Point,
    PointKind,
    VerdictState,
    box_state,
    cannot_be_mended,
    is_nothing_to_say,
    points,
    unexplained_time,
    untold_corrections,
    verdict_state,
)
from supervisor.event import Box
from supervisor.folding import utc
from supervisor.seal import groups
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.story import phrase_of
from supervisor.wording import BOX_SHORT, VERDICT, plural

_SETTLED_BY: dict[PointKind, str] = {
    "running": "finish {0}, ou end {0} --reason candidate|technical",
    "awaited": "absent {0}, ou start {0}",
    "reason": "reason {0} candidate, ou reason {0} technical",
    "alert": "alert {0} validated|refused|expired --id {1}",
    "unsigned": "sign {0}, ou incident {0} {2}",
    "end_screen": "end-screen {0}",
    "fraud": 'fraud {0} --seen "…" --done "…"',
    "verdict": "verdict {0} nothing|jury|fraud",
    "global": "global end {1}",
}
"""The action of `vigie do` that settles a point: of which candidate, which event; with which code, signing aside."""
_JOINED = "start {0}, withdraw {0}, ou not-certifiable {0}"
"""What settles who joined and never started: they are no longer to be noted absent."""
_OF_SEVERAL = frozenset[PointKind]({"running", "awaited", "unsigned", "end_screen"})
"""Points that one line settles for several candidates."""
_BOXES: dict[Box, str] = {"extra_time_given": "extra-time", "could_not_join": "could-not-join"}


def run_closing(archive: Archive, options: argparse.Namespace, clock: Clock) -> int:
    """Print what stands between a session and its seal, or its seal.

    Raises:
        StoreError: there is no such session, or it cannot be read.
    """
    journal = archive.journal(options.number)
    for line in closing_sentences(journal.session, utc(clock.now())):
        say(aloud(line))
    return whole_or_told(journal)


def closing_sentences(session: Session, now: datetime) -> Iterator[str]:
    """What is missing, verdicts, what Pix Certif is to be told, boxes, comment, and how it is sealed.

    Args:
        session: the state.
        now: the instant.
    """
    if session.closed_at is not None:
        yield f"Session {session.number} close, sceau : {groups(session.seal)}"
        yield f"la suite est la fiche de finalisation : {Prompt.form('finalise')}"
        return
    lacking = points(session, now)
    yield f"il manque {plural(len(lacking), 'point')}" if lacking else "rien ne manque"
    yield from missing_sentences(session, lacking)
    yield from _verdicts(session)
    yield from _untold(session)
    for box in _BOXES:
        yield _box(session, box)
    comment = session.comment
    doubt = (
        f", « RAS » envoie la session au jury : {Prompt.form('comment --clear')}" if is_nothing_to_say(comment) else ""
    )
    yield f"commentaire : {comment}{doubt}" if comment else "commentaire : aucun, la session peut être publiée seule"
    if not_mended := cannot_be_mended(session):
        yield not_mended
    how = f"{Prompt.form('close --force')}, le journal dira ce qui manquait" if lacking else Prompt.form("close")
    yield f"pour clore : {how}"


def missing_sentences(session: Session, lacking: Sequence[Point]) -> Iterator[str]:
    """Each point with what settles it; the same of more than a few candidates once, with what settles them all."""
    signature = session.reference.code_meaning("signature")
    code = signature.code if signature is not None else "CODE"
    alike: dict[tuple[PointKind, str, int | None, str], list[int]] = {}
    for point in lacking:
        who = session.candidates.get(point.number) if point.number is not None else None
        joined = point.kind == "awaited" and who is not None and who.status is Status.JOINED
        settled_by = _JOINED if joined else _SETTLED_BY[point.kind]
        numbers = alike.setdefault((point.kind, point.text, point.event, settled_by), [])
        numbers += [point.number] if point.number is not None else []
    for (kind, text, event, settled_by), numbers in alike.items():
        # A reason, a verdict or a report of fraud is given one candidate at a time.
        together = len(numbers) > MOST_NAMED and kind in _OF_SEVERAL
        for own in [numbers] if together or not numbers else [[number] for number in numbers]:
            whom = (
                ""
                if not own
                else f"{named_together(own, session)} : "
                if together
                else f"n° {called(own[0], session)} : "
            )
            words = settled_by.format(ranges(own), event, code)
            begun = [] if kind != "fraud" else [one for one in session.frauds_of(own[0]) if not one.is_complete]
            if begun:
                # Without its number another report would be begun.
                words = f'fraud {own[0]} --report {begun[0].event_id} --seen "…" --done "…"'
            yield f"manque, {whom}{text} ; tapez {Prompt.form(words)}"


def _verdicts(session: Session) -> Iterator[str]:
    nothing: list[int] = []
    for who in session.candidates.values():
        state = verdict_state(session, who)
        if state is None:
            continue
        if state.verdict == "nothing" and not state.is_given:
            nothing.append(who.number)
        else:
            yield f"verdict, n° {called(who.number, session)} : {_verdict(state)}"
    if nothing:
        told = f"n° {spoken_ranges(nothing)} : {VERDICT['nothing'].lower()}"
        yield f"verdict, {told} ; un autre se dit avec son motif : {Prompt.form('verdict N jury')}"


def _verdict(state: VerdictState) -> str:
    because = f", d'après {', '.join(state.because)}" if state.because else ""
    if not state.is_given:
        return f"{VERDICT[state.verdict].lower()}, proposé{because}"
    reason = f", {state.reason}" if state.reason else ""
    return f"{VERDICT[state.verdict].lower()}, dit{reason} ; les faits proposent {VERDICT[state.proposed].lower()}"


def _untold(session: Session) -> Iterator[str]:
    for untold in untold_corrections(session):
        words = f'incident {untold.number} {untold.code} --text "…"'
        what = phrase_of(untold.entry, session)
        yield f"à signaler, n° {called(untold.number, session)} : {what} ; tapez {Prompt.form(words)}"
    for number in unexplained_time(session):
        words = "box extra-time yes|no"
        yield f"temps donné, n° {called(number, session)} : pour un incident ? tapez {Prompt.form(words)}"


def _box(session: Session, box: Box) -> str:
    state = box_state(session, box)
    because = f", proposée : {state.because}" if state.because else ""
    other = "no" if state.ticked else "yes"
    ticked = "cochée" if state.ticked else "pas cochée"
    return f"case {BOX_SHORT[box]} : {ticked}{because} ; l'inverse : {Prompt.form(f'box {_BOXES[box]} {other}')}"
