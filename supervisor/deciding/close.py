"""The close: verdicts, boxes, comment, the seal, and what is still done behind it (DOMAIN.md section 7)."""

from __future__ import annotations

from datetime import datetime

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.closing import (
    box_state,
    cannot_be_mended,
    finalisation_sheet,
    is_nothing_to_say,
    missing,
    not_said,
    verdict_state,
)
from supervisor.deciding.plan import Decider, Plan
from supervisor.objection import last_happening
from supervisor.wording import VERDICT, plural


def _verdict(plan: Plan, wanted: act.GiveVerdict) -> None:
    who = plan.known(wanted.number)
    if who is None:
        return
    now_is = verdict_state(plan.session, who)
    if now_is is None:
        plan.refuse("n'a pas de verdict : rien n'est saisi à ce nom dans Pix Certif", wanted.number)
    elif now_is.is_given and (now_is.verdict, now_is.reason) == (wanted.verdict, said(wanted.reason)):
        plan.refuse("ce verdict est déjà le sien", wanted.number)
    elif wanted.verdict != now_is.proposed and not said(wanted.reason):
        proposed = VERDICT[now_is.proposed].lower()
        plan.refuse(
            f"les faits proposent « {proposed} » : dites pourquoi ce verdict est autre",
            wanted.number,
            bad_usage=True,
            hint="--reason",
        )
    else:
        plan.propose(ev.VerdictGiven(number=wanted.number, verdict=wanted.verdict, reason=wanted.reason))


def _end_screen(plan: Plan, wanted: act.SeeEndScreen) -> None:
    for number in wanted.numbers:
        plan.propose(ev.EndScreenSeen(number=number))


def _comment(plan: Plan, wanted: act.WriteComment) -> None:
    text = said(wanted.text)
    if text == plan.session.comment:
        plan.refuse("le commentaire global est déjà celui-là" if text else "il n'y a pas de commentaire à retirer")
    elif plan.propose(ev.CommentWritten(text=text)) and is_nothing_to_say(text):
        plan.remark("un commentaire, même « RAS », envoie la session au jury : laissez-le vide s'il n'y a rien à dire")


def _box(plan: Plan, wanted: act.TickBox) -> None:
    now_is = box_state(plan.session, wanted.box)
    if now_is.is_given and now_is.ticked == wanted.ticked:
        plan.refuse(f"cette case est déjà {'cochée' if wanted.ticked else 'décochée'}")
    else:
        plan.propose(ev.BoxTicked(box=wanted.box, ticked=wanted.ticked))


def _close(plan: Plan, wanted: act.CloseSession) -> None:
    lacking_still = missing(plan.session, plan.context.now)
    if lacking_still and not wanted.force and plan.session.closed_at is None:
        plan.refuse(f"il manque encore : {' ; '.join(lacking_still)}", confirmable=True)
        return
    _not_before(plan, last_happening(plan.session))
    if not plan.propose(ev.SessionClosed(forced=bool(lacking_still), missing=lacking_still)):
        return
    if lacking_still:
        plan.remark(f"close malgré {plural(len(lacking_still), 'point')}")
        for number in plan.session.candidates:
            plan.tell_open_alerts(number)
    if told := cannot_be_mended(plan.session):
        plan.remark(told)
    for told in not_said(plan.session):
        plan.remark(told)


def _not_before(plan: Plan, instant: datetime | None) -> None:
    """Where nobody says when, it is not before what has happened, even by a clock that was set back since."""
    if plan.context.at is None and instant is not None:
        plan.at = max(plan.at, instant)


def _reopen(plan: Plan, wanted: act.Reopen) -> None:
    if not said(wanted.reason):
        plan.refuse("dites pourquoi vous rouvrez la session", bad_usage=True, hint="--reason")
        return
    _not_before(plan, plan.session.closed_at)
    if plan.propose(ev.SessionReopened(reason=wanted.reason)):
        plan.remark("le sceau précédent n'est plus valable")


def _finalise(plan: Plan, wanted: act.MarkFinalised) -> None:
    _not_before(plan, plan.session.closed_at)
    if plan.propose(ev.SessionFinalised()):
        open_ = [line.number for line in finalisation_sheet(plan.session).unfinished if line.reason is None]
        for number in open_:
            plan.remark("sans motif : Pix Certif n'aura pas pu finaliser la session", number, hint="reason")


def _line(plan: Plan, wanted: act.TypeLine) -> None:
    if (wanted.line in plan.session.typed_lines) == wanted.done:
        plan.refuse("cette ligne est déjà notée ainsi")
    else:
        plan.propose(ev.FinalisationLineTyped(line=wanted.line, done=wanted.done))


def _correction(plan: Plan, wanted: act.NoteCorrection) -> None:
    if not said(wanted.text):
        plan.refuse("dites ce qui a été corrigé dans Pix Certif, et pourquoi", wanted.number, bad_usage=True)
    elif wanted.number is None or plan.known(wanted.number) is not None:
        plan.propose(ev.FinalisationCorrected(number=wanted.number, text=wanted.text))


def _late_note(plan: Plan, wanted: act.WriteLateNote) -> None:
    if not said(wanted.text):
        plan.refuse("la note est vide", wanted.number, bad_usage=True)
    elif wanted.number is None or plan.known(wanted.number) is not None:
        plan.propose(ev.LateNoteWritten(number=wanted.number, text=wanted.text))


DECIDERS: dict[type, Decider] = {
    act.GiveVerdict: _verdict,
    act.SeeEndScreen: _end_screen,
    act.WriteComment: _comment,
    act.TickBox: _box,
    act.TypeLine: _line,
    act.NoteCorrection: _correction,
    act.WriteLateNote: _late_note,
    act.CloseSession: _close,
    act.Reopen: _reopen,
    act.MarkFinalised: _finalise,
}
