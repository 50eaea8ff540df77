"""The close: verdicts, boxes, comment, the seal, and the finalisation behind it."""

from __future__ import annotations

from screens.dialogs.base import Confirm
from screens.dialogs.close import (
    CommentForm,
    ReasonDialog,
    ReopenForm,
    SealDialog,
    TimeGivenDialog,
    UnsignedDialog,
    VerdictForm,
)
from screens.handlers.acting import Acting, Looking
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor.action import (
    CloseSession,
    Mark,
    MarkFinalised,
    RecordIncident,
    Reopen,
    SeeEndScreen,
    TickBox,
    WriteComment,
    WriteLateNote,
)
from supervisor.closing import Reportable, ToType, box_state, finalisation_sheet, left_to_type, report_of, verdict_state
from supervisor.draft import Draft
from supervisor.event import Box
from supervisor.session import Session
from supervisor.wording import plural

MOST_LEFT = 8
"""Lines not yet ticked that are named; more are counted."""


def close(looking: Looking) -> None:
    """The view of the close, before it and after."""
    looking.app.show_beside("closing")


def seal(acting: Acting) -> None:
    """All that is missing; then the seal."""
    acting.ask(
        SealDialog(acting.session, acting.now),
        lambda force: acting.record(CloseSession(force=force), (), "clôture"),
    )


def note_behind_the_seal(acting: Acting, draft: Draft) -> None:
    """What was being typed when the session was closed, as a note of the annex."""
    text = " ; ".join(text.strip() for text in draft.texts.values() if text.strip())
    if draft.deed not in ("note", "session_note"):
        text = f"{draft.title} : {text}"
    command = acting.app.commands.get(draft.deed)
    number = draft.chosen if command is not None and command.domain == "candidat" else None
    acting.record(WriteLateNote(text, number), (), "note derrière le sceau")


def verdict(acting: Acting) -> None:
    """Another verdict than the facts propose, with its reason; or theirs again."""
    who = acting.who
    state = verdict_state(acting.session, who)
    if state is not None:
        acting.ask(
            VerdictForm(acting.session, who, state), lambda wanted: acting.record(wanted, (who.number,), "verdict")
        )


def reason(acting: Acting) -> None:
    """Why their test stayed unfinished."""
    who = acting.who
    acting.ask(ReasonDialog(acting.session, who), lambda wanted: acting.record(wanted, (who.number,), "motif"))


def end_screen(acting: Acting) -> None:
    """« Écran de fin de test vu », after the end of their test."""
    acting.record_for(SeeEndScreen(acting.targets), acting.targets, "écran de fin vu")


def comment(acting: Acting) -> None:
    """The global comment of the PV."""
    acting.ask(CommentForm(acting.session), lambda text: acting.record(WriteComment(text), (), "commentaire global"))


def box_extra_time_given(acting: Acting) -> None:
    """The first box of the finalisation page."""
    _tick(acting, "extra_time_given")


def box_could_not_join(acting: Acting) -> None:
    """The second box of the finalisation page."""
    _tick(acting, "could_not_join")


def _tick(acting: Acting, box: Box) -> None:
    ticked = box_state(acting.session, box).ticked
    acting.record(TickBox(box, not ticked), (), "case de la finalisation")


def settle_unsigned(acting: Acting) -> None:
    """They sign now, or a report says that they did not."""
    who = acting.who
    acting.ask(UnsignedDialog(acting.session, who), lambda wanted: acting.record(wanted, (who.number,), "émargement"))


def settle_awaited(acting: Acting) -> None:
    """They were expected and did not come."""
    who = acting.who
    acting.ask(
        Confirm(f"{short_name(acting.session, who.number)} : absent ?", (), "oui, absent"),
        lambda _: acting.record(Mark("absent", (who.number,)), (who.number,), "absent"),
    )


def settle_c1(acting: Acting) -> None:
    """Names or birth were corrected, and Pix Certif was not told."""
    _settle_correction(acting, "identity")


def settle_c2(acting: Acting) -> None:
    """The temps majoré was corrected, and Pix Certif was not told."""
    _settle_correction(acting, "extra_time")


def _settle_correction(acting: Acting, what: Reportable) -> None:
    who, known = acting.who, acting.session.reference.code_meaning(what)
    assert known is not None, "what no code tells is on no line"
    code = known.code
    text = report_of(acting.session, who.number, what, who.identity, who.extra_time)
    name = short_name(acting.session, who.number)
    acting.ask(
        Confirm(f"Signaler {code} pour {name} ?", (((text, ""),), ()), f"signaler {code}"),
        lambda _: acting.record(RecordIncident(code, (who.number,), text=text), (who.number,), f"signalement {code}"),
    )


def settle_time(acting: Acting) -> None:
    """Time was given, and nobody said whether for an incident."""
    acting.ask(TimeGivenDialog(acting.session), lambda wanted: acting.record(wanted, (), "case de la finalisation"))


def finalise(acting: Acting) -> None:
    """It is done in Pix Certif: the 48 hours stop."""
    told = "Elle ne peut pas être défaite dans Pix Certif. Ici, les 48 heures s'arrêtent."
    lines: list[Line] = [((told, "label"),)]
    without_reason = sum(line.reason is None for line in finalisation_sheet(acting.session).unfinished)
    if without_reason:
        is_open = plural(without_reason, "motif est encore à choisir", "motifs sont encore à choisir")
        lines.append(((f"{is_open}, sans quoi Pix Certif ne finalise pas.", "yellow+"),))
    left = left_to_type(acting.session, acting.app.ticked)
    if left:
        lines.append(((f"Pas encore {'cochée' if len(left) < 2 else 'cochées'} « fait » :", "yellow+"),))
        lines += [((f"• {_named(acting.session, line)}", "yellow"),) for line in left[:MOST_LEFT]]
        if len(left) > MOST_LEFT:
            lines.append(((f"• et {len(left) - MOST_LEFT} autres", "yellow"),))
    acting.ask(
        Confirm("Session finalisée dans Pix Certif ?", (*lines, ()), "oui, finalisée"),
        lambda _: acting.record(MarkFinalised(), (), "finalisation"),
    )


def _named(session: Session, line: ToType) -> str:
    return f"{short_name(session, line.number)}, {line.text}" if line.number is not None else line.text


def reopen(acting: Acting) -> None:
    """After the close, with the reason; the seal becomes void."""
    acting.ask(ReopenForm(acting.session), lambda reason: acting.record(Reopen(reason), (), "réouverture"))
