"""What is done at the close: verdicts, boxes, comment, the seal, and the finalisation behind it."""

from __future__ import annotations

from screens.commands.table import ALL_BY_ID
from screens.dialogs.base import Confirm
from screens.dialogs.closing import (
    CommentForm,
    ReasonDialog,
    SealDialog,
    TimeGivenDialog,
    UnsignedDialog,
    VerdictForm,
)
from screens.handlers.base import DeedsBase
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor.action import (
    CloseSession,
    Mark,
    MarkFinalised,
    RecordIncident,
    SeeEndScreen,
    TickBox,
    WriteComment,
    WriteLateNote,
)
from supervisor.closing import Told, box_state, finalisation_sheet, left_to_type, report_of, verdict_state
from supervisor.draft import Draft
from supervisor.event import Box
from supervisor.wording import plural

MOST_LEFT = 8
"""Lines not yet ticked that are named; more are counted."""


class ClosingDeeds(DeedsBase):
    """Commands of the close."""

    def do_close(self) -> None:
        """The view of the close, before it and after."""
        from screens.board.beside import show_beside
        from screens.closing.view import ClosingScreen

        show_beside(self.app, ClosingScreen(self.app))

    def do_seal(self) -> None:
        """All that is missing; then the seal."""
        self.ask(
            SealDialog(self.session, self.now),
            lambda force: self.record(CloseSession(force=force), (), "clôture"),
        )

    def note_behind_the_seal(self, draft: Draft) -> None:
        """What was being typed when the session was closed, as a note of the annex."""
        text = " ; ".join(text.strip() for text in draft.texts.values() if text.strip())
        if draft.deed not in ("note", "session_note"):
            text = f"{draft.title} : {text}"
        number = draft.chosen if getattr(ALL_BY_ID.get(draft.deed), "domain", "") == "candidat" else None
        self.record(WriteLateNote(text, number), (), "note derrière le sceau")

    def do_verdict(self) -> None:
        """Another verdict than the facts propose, with its reason; or theirs again."""
        who = self.who
        state = verdict_state(self.session, who)
        if state is not None:
            self.ask(
                VerdictForm(self.session, who, state), lambda wanted: self.record(wanted, (who.number,), "verdict")
            )

    def do_reason(self) -> None:
        """Why his test stayed unfinished."""
        who = self.who
        self.ask(ReasonDialog(self.session, who), lambda wanted: self.record(wanted, (who.number,), "motif"))

    def do_end_screen(self) -> None:
        """« Écran de fin de test vu », after the end of his test."""
        self.record_for(SeeEndScreen(self.targets), self.targets, "écran de fin vu")

    def do_comment(self) -> None:
        """The global comment of the PV."""
        self.ask(CommentForm(self.session), lambda text: self.record(WriteComment(text), (), "commentaire global"))

    def do_box_extra_time_given(self) -> None:
        """The first box of the finalisation page."""
        self._tick("extra_time_given")

    def do_box_could_not_join(self) -> None:
        """The second box of the finalisation page."""
        self._tick("could_not_join")

    def _tick(self, box: Box) -> None:
        ticked = box_state(self.session, box).ticked
        self.record(TickBox(box, not ticked), (), "case de la finalisation")

    def do_settle_unsigned(self) -> None:
        """They sign now, or a report says that they did not."""
        who = self.who
        self.ask(UnsignedDialog(self.session, who), lambda wanted: self.record(wanted, (who.number,), "émargement"))

    def do_settle_awaited(self) -> None:
        """He was expected and did not come."""
        who = self.who
        self.ask(
            Confirm(f"{short_name(self.session, who.number)} : absent ?", (), "oui, absent"),
            lambda _: self.record(Mark("absent", (who.number,)), (who.number,), "absent"),
        )

    def do_settle_c1(self) -> None:
        """Names or birth were corrected, and Pix Certif was not told."""
        self._settle_correction("identity")

    def do_settle_c2(self) -> None:
        """The temps majoré was corrected, and Pix Certif was not told."""
        self._settle_correction("extra_time")

    def _settle_correction(self, what: Told) -> None:
        who, known = self.who, self.session.reference.code_meaning(what)
        assert known is not None, "what no code tells is on no line"
        code = known.code
        text = report_of(self.session, who.number, what, who.identity, who.extra_time)
        name = short_name(self.session, who.number)
        self.ask(
            Confirm(f"Signaler {code} pour {name} ?", (((text, ""),), ()), f"signaler {code}"),
            lambda _: self.record(RecordIncident(code, (who.number,), text=text), (who.number,), f"signalement {code}"),
        )

    def do_settle_time(self) -> None:
        """Time was given, and nobody said whether for an incident."""
        self.ask(TimeGivenDialog(self.session), lambda wanted: self.record(wanted, (), "case de la finalisation"))

    def _ticked(self) -> frozenset[str]:
        """The boxes « fait » kept beside the store; none where « vigie finalise » keeps them in the journal."""
        return self.app.ticked

    def do_finalise(self) -> None:
        """It is done in Pix Certif: the 48 hours stop."""
        told = "Elle ne peut pas être défaite dans Pix Certif. Ici, les 48 heures s'arrêtent."
        lines: list[Line] = [((told, "label"),)]
        without_reason = sum(line.reason is None for line in finalisation_sheet(self.session).unfinished)
        if without_reason:
            is_open = plural(without_reason, "motif est encore à choisir", "motifs sont encore à choisir")
            lines.append(((f"{is_open}, sans quoi Pix Certif ne finalise pas.", "yellow+"),))
        left = left_to_type(self.session, self._ticked())
        if left:
            lines.append(((f"Pas encore {'cochée' if len(left) < 2 else 'cochées'} « fait » :", "yellow+"),))
            lines += [((f"• {text}", "yellow"),) for text in left[:MOST_LEFT]]
            if len(left) > MOST_LEFT:
                lines.append(((f"• et {len(left) - MOST_LEFT} autres", "yellow"),))
        self.ask(
            Confirm("Session finalisée dans Pix Certif ?", (*lines, ()), "oui, finalisée"),
            lambda _: self.record(MarkFinalised(), (), "finalisation"),
        )
