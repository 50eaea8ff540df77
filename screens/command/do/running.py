"""`vigie do N ACTION`: one action, decided and recorded, then told line by line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from data.archive import Archive
from data.evidence import EvidenceError
from data.journal import Journal, Outcome
from data.ticks import ticks_of
from screens.command.asking import agrees
from screens.command.candidates import on_the_list
from screens.command.discretion import discreet
from screens.command.do.misplaced import form_for
from screens.command.do.request import Asked, Request
from screens.command.do.requests import asked
from screens.command.do.requests.outage import global_lines
from screens.command.do.requests.session import room_lines
from screens.command.hub.background import send_aside
from screens.command.output import BAD_USAGE, DONE, REFUSED, BadUsageError, LineError, complain, say
from screens.command.spoken import aloud, candidate_sentence
from screens.command.telling import done_lines, pix_lines, refusal_line, remark_lines, whole_or_told
from screens.kit.desk import Clock
from supervisor.action import Context, MarkFinalised, ReportFraud
from supervisor.closing import left_to_type
from supervisor.folding import utc


def run_do(
    archive: Archive, options: argparse.Namespace, clock: Clock, author: str, host: str, hub: Callable[[], str]
) -> int:
    """Do what was asked; those candidates for whom it is possible are done.

    Args:
        archive: the store.
        options: what `parse` gave.
        clock: where the instants come from.
        author: who acts.
        host: on which machine.
        hub: what the settings say of the hub that sessions are sent to.

    Returns:
        The exit code: 0 all done, 1 refused for somebody, 2 something was not said.

    Raises:
        LineError: it is not understood.
        StoreError: it could not be recorded.
    """
    journal = archive.journal(options.number)
    try:
        wanted = understand(journal, options, Context(clock.now(), author, host))
        if isinstance(wanted, int):
            return wanted
        found = record(journal, *wanted)
    except LineError as error:
        # A code or a text after a candidate reads like another candidate: say how it is said instead.
        form = form_for(options, journal.session)
        maybe = f" ; peut-être : vigie do {journal.session.number} {form}" if form else ""
        error.sentence = discreet(error.sentence, journal.session) + maybe
        raise
    _tell(found)
    if found.outcome.entries:
        send_aside(archive.root, options, hub)
    return found.exit_code


@dataclass(frozen=True, slots=True)
class Performed:
    """An action that was asked for, and what came of it."""

    outcome: Outcome
    wanted: Asked

    @property
    def exit_code(self) -> int:
        """0 all done, 1 refused for somebody, 2 something was not said."""
        if any(refusal.bad_usage for refusal in self.outcome.refusals):
            return BAD_USAGE
        return REFUSED if self.outcome.refusals else DONE


def understand(journal: Journal, options: argparse.Namespace, context: Context) -> tuple[Asked, Context] | int:
    """What was asked, and when it was; all that standard input says of it is read then. Nothing is recorded.

    Returns:
        The action; the exit code of what only looks, or was not agreed to: all is said then.

    Raises:
        LineError: it is not understood.
    """
    request = Request(options, journal.session, context.now)
    if options.action == "room" and options.point is None:
        return _said(journal, room_lines(journal.session))
    if options.action == "identity" and options.show:
        return _said(journal, _compared(request, utc(context.now)))
    if options.action == "global" and options.moment == "list":
        return _said(journal, global_lines(journal.session, utc(context.now)))
    typed_at = getattr(options, "at", None)
    at = request.instant(typed_at) if typed_at is not None else context.at
    wanted = asked(request)
    if isinstance(wanted.action, MarkFinalised) and not _is_all_typed(journal):
        say("Rien n'est noté.")
        return REFUSED
    return wanted, replace(context, at=at)


def record(journal: Journal, wanted: Asked, context: Context) -> Performed:
    """Record an action that was understood; it may be tried again as it is.

    Raises:
        LineError: a file that it brings cannot be taken.
        StoreError: it could not be recorded.
    """
    brought = _with_evidence(journal, wanted)
    return Performed(journal.act(brought.action, context), brought)


def _compared(request: Request, now: datetime) -> Iterator[str]:
    """What is compared with the document, candidate by candidate."""
    for who in on_the_list(request.who, request.session):
        yield aloud(candidate_sentence(request.session, who, now, full=True))


def _said(journal: Journal, lines: Iterable[str]) -> int:
    for line in lines:
        say(line)
    return whole_or_told(journal)


def _is_all_typed(journal: Journal) -> bool:
    """Every line is ticked, or somebody at a terminal finalises all the same; without one they are only listed."""
    session = journal.session
    if session.closed_at is None or session.finalised_at is not None:
        return True
    left = left_to_type(journal.session, ticks_of(journal).ticked)
    for text in left:
        say(f"pas encore coché « fait » : {text}")
    return not left or agrees("Noter la session finalisée tout de même ?")


def _with_evidence(journal: Journal, wanted: Asked) -> Asked:
    """The report of fraud with its files copied: an event never names one that is not there."""
    if not wanted.evidence or not isinstance(wanted.action, ReportFraud):
        return wanted
    try:
        kept = journal.keep_evidence(wanted.evidence)
    except EvidenceError as error:
        raise BadUsageError(error.message) from error
    return replace(wanted, action=replace(wanted.action, evidence=kept))


def _tell(found: Performed) -> None:
    outcome = found.outcome
    for line in done_lines(outcome.entries, outcome.session):
        say(line)
    tell_besides(found)


def tell_besides(found: Performed, tell: Callable[[str], None] = say) -> None:
    """What there is to know besides what was done: remarks, what Pix is to be told, whom it was refused for.

    Args:
        found: what came of an action.
        tell: says what is no refusal.
    """
    outcome = found.outcome
    if outcome.entries:
        for text in found.wanted.remarks:
            tell(f"à noter : {text}")
    for line in (*remark_lines(outcome.remarks), *pix_lines(outcome.entries, outcome.session)):
        tell(line)
    for refusal in outcome.refusals:
        complain(discreet(refusal_line(refusal), outcome.session))
