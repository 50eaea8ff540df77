"""The close: verdicts, boxes, comment, the seal, and what is still done behind it (DOMAIN.md section 7)."""

from __future__ import annotations

from datetime import datetime

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.closing import (
    box_state,
    cannot_be_mended,
    finalisation_sheet,
    is_nothing_to_say,
    missing,
    not_said,
    verdict_state,
)
from supervisor.deciding.plan import Plan, decides
from supervisor.jumps import today
from supervisor.objection import last_happening
from supervisor.wording import VERDICT, plural


@decides(act.GiveVerdict)
def _verdict(plan: Plan, action: act.GiveVerdict) -> None:
    who = plan.known(action.number)
    if who is None:
        return
    now_is = verdict_state(plan.session, who)
    if now_is is None:
        plan.refuse("n'a pas de verdict : rien n'est saisi à ce nom dans Pix Certif", action.number)
    elif now_is.is_given and (now_is.verdict, now_is.reason) == (action.verdict, printable(action.reason)):
        plan.refuse("ce verdict est déjà le sien", action.number)
    elif action.verdict != now_is.proposed and not printable(action.reason):
        proposed = VERDICT[now_is.proposed].lower()
        plan.refuse(
            f"les faits proposent « {proposed} » : dites pourquoi ce verdict est autre",
            action.number,
            bad_usage=True,
            hint="--reason",
        )
    else:
        plan.propose(ev.VerdictGiven(number=action.number, verdict=action.verdict, reason=action.reason))


@decides(act.SeeEndScreen)
def _end_screen(plan: Plan, action: act.SeeEndScreen) -> None:
    for number in action.numbers:
        plan.propose(ev.EndScreenSeen(number=number))


@decides(act.WriteComment)
def _comment(plan: Plan, action: act.WriteComment) -> None:
    text = printable(action.text)
    if text == plan.session.comment:
        plan.refuse("le commentaire global est déjà celui-là" if text else "il n'y a pas de commentaire à retirer")
    elif plan.propose(ev.CommentWritten(text=text)) and is_nothing_to_say(text):
        plan.remark("un commentaire, même « RAS », envoie la session au jury : laissez-le vide s'il n'y a rien à dire")


@decides(act.TickBox)
def _box(plan: Plan, action: act.TickBox) -> None:
    now_is = box_state(plan.session, action.box)
    if now_is.is_given and now_is.ticked == action.ticked:
        plan.refuse(f"cette case est déjà {'cochée' if action.ticked else 'décochée'}")
    else:
        plan.propose(ev.BoxTicked(box=action.box, ticked=action.ticked))


@decides(act.CloseSession)
def _close(plan: Plan, action: act.CloseSession) -> None:
    lacking_still = missing(plan.session, plan.context.now)
    if lacking_still and not action.force and plan.session.closed_at is None:
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
    """Where nobody says when, it is not before what has happened, even by a clock that was set back since.

    Nor where somebody says an hour of that clock, before which all of it lies.
    """
    if instant is None:
        return
    counting = (e for e in plan.session.entries if e.at <= instant and e.action not in plan.session.reverted)
    lies_before = plan.at >= max((today(plan.session, e.at, e.id) for e in counting), default=instant)
    if plan.context.at is None or (lies_before and plan.session.jumps):
        plan.at = max(plan.at, instant)


@decides(act.Reopen)
def _reopen(plan: Plan, action: act.Reopen) -> None:
    if not printable(action.reason):
        plan.refuse("dites pourquoi vous rouvrez la session", bad_usage=True, hint="--reason")
        return
    _not_before(plan, plan.session.closed_at)
    if plan.propose(ev.SessionReopened(reason=action.reason)):
        plan.remark("le sceau précédent n'est plus valable")


@decides(act.MarkFinalised)
def _finalise(plan: Plan, action: act.MarkFinalised) -> None:
    _not_before(plan, plan.session.closed_at)
    if plan.propose(ev.SessionFinalised()):
        open_ = [line.number for line in finalisation_sheet(plan.session).unfinished if line.reason is None]
        for number in open_:
            plan.remark("sans motif : Pix Certif n'aura pas pu finaliser la session", number, hint="reason")


@decides(act.TypeLine)
def _line(plan: Plan, action: act.TypeLine) -> None:
    if (action.line in plan.session.typed_lines) == action.done:
        plan.refuse("cette ligne est déjà notée ainsi")
    else:
        plan.propose(ev.FinalisationLineTyped(line=action.line, done=action.done))


@decides(act.NoteCorrection)
def _correction(plan: Plan, action: act.NoteCorrection) -> None:
    if not printable(action.text):
        plan.refuse("dites ce qui a été corrigé dans Pix Certif, et pourquoi", action.number, bad_usage=True)
    elif action.number is None or plan.known(action.number) is not None:
        plan.propose(ev.FinalisationCorrected(number=action.number, text=action.text))


@decides(act.WriteLateNote)
def _late_note(plan: Plan, action: act.WriteLateNote) -> None:
    if not printable(action.text):
        plan.refuse("la note est vide", action.number, bad_usage=True)
    elif action.number is None or plan.known(action.number) is not None:
        plan.propose(ev.LateNoteWritten(number=action.number, text=action.text))
