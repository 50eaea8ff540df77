"""`vigie do N ACTION`: one action, decided and recorded, then told line by line."""

from __future__ import annotations

import argparse
from dataclasses import replace

from data.archive import Archive
from data.evidence import EvidenceError
from data.journal import Journal, Outcome
from data.ticks import ticks_of
from screens.command.asking import agrees
from screens.command.discretion import discreet
from screens.command.do.misplaced import form_for
from screens.command.do.request import Asked, Request
from screens.command.do.requests import asked
from screens.command.do.requests.outage import global_lines
from screens.command.do.requests.session import room_lines
from screens.command.output import BAD_USAGE, DONE, REFUSED, BadUsageError, LineError, complain, say
from screens.command.telling import done_lines, pix_lines, refusal_line, remark_lines
from screens.kit.desk import Clock
from supervisor.action import Context, MarkFinalised, ReportFraud
from supervisor.closing import left_to_type
from supervisor.folding import utc


def run_do(archive: Archive, options: argparse.Namespace, clock: Clock, author: str, host: str) -> int:
    """Do what was asked; those candidates for whom it is possible are done.

    Args:
        archive: the store.
        options: what `parse` gave.
        clock: where the instants come from.
        author: who acts.
        host: on which machine.

    Returns:
        The exit code: 0 all done, 1 refused for somebody, 2 something was not said.

    Raises:
        LineError: it is not understood.
        StoreError: it could not be recorded.
    """
    journal = archive.journal(options.number)
    now = clock.now()
    request = Request(options, journal.session, now)
    if options.action == "room" and options.point is None:
        for line in room_lines(journal.session):
            say(line)
        return DONE
    if options.action == "global" and options.moment == "list":
        for line in global_lines(journal.session, utc(now)):
            say(line)
        return DONE
    typed_at = getattr(options, "at", None)
    try:
        at = request.instant(typed_at) if typed_at is not None else None
        wanted = _with_evidence(journal, asked(request))
        if isinstance(wanted.action, MarkFinalised) and not _is_all_typed(journal):
            say("Rien n'est noté.")
            return REFUSED
        outcome = journal.act(wanted.action, Context(now, author, host, at))
    except LineError as error:
        # A code or a text after a candidate reads like another candidate: say how it is said instead.
        form = form_for(options, journal.session)
        error.sentence = discreet(error.sentence, journal.session) + (f" ; peut-être : {form}" if form else "")
        raise
    _tell(outcome, wanted)
    return _exit_code(outcome)


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


def _tell(outcome: Outcome, wanted: Asked) -> None:
    for line in done_lines(outcome.entries, outcome.session):
        say(line)
    if outcome.entries:
        for text in wanted.remarks:
            say(f"à noter : {text}")
    for line in remark_lines(outcome.remarks):
        say(line)
    for line in pix_lines(outcome.entries, outcome.session):
        say(line)
    for refusal in outcome.refusals:
        complain(discreet(refusal_line(refusal), outcome.session))


def _exit_code(outcome: Outcome) -> int:
    if any(refusal.bad_usage for refusal in outcome.refusals):
        return BAD_USAGE
    return REFUSED if outcome.refusals else DONE
