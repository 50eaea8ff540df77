"""Dialogs of the close: verdict, comment, reason of an unfinished test, signature or C4, the seal."""

from __future__ import annotations

from datetime import datetime

from screens.dialogs.base import (
    Ask,
    Choice,
    Field,
    Form,
    FormMistake,
    Option,
)
from screens.dialogs.cause import CauseDialog
from screens.dialogs.several import Several
from screens.kit.ink import Line
from screens.picture.headline import closed_when
from screens.picture.picture import short_name
from supervisor.action import (
    Action,
    GiveReason,
    GiveVerdict,
    Mark,
    RecordIncident,
    TickBox,
)
from supervisor.candidate import plain
from supervisor.closing import (
    Point,
    VerdictState,
    cannot_be_mended,
    is_nothing_to_say,
    not_said,
    points,
    unexplained_time,
)
from supervisor.event import Verdict
from supervisor.seal import groups
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import (
    BOX,
    VERDICT,
    plural,
    signed_minutes,
    status_told,
)


class ReopenForm(Ask):
    """Why a closed session is opened again; its seal becomes void."""

    def __init__(self, session: Session) -> None:
        assert session.closed_at is not None, "the table of commands offers it after the close only"
        lines: list[Line] = [
            ((f"Sceau {groups(session.seal)} : il ne vaudra plus.", "yellow"),),
            (("Les papiers diront « rouverte » ; il faudra clore de nouveau.", "label"),),
        ]
        if session.finalised_at is not None:
            lines.append((("Elle est notée finalisée dans Pix Certif : cette note s'efface.", "yellow"),))
        super().__init__(
            f"Rouvrir la session {session.number}, close {closed_when(session, session.closed_at)}", lines,
            Field("reason", "Pourquoi", hint="obligatoire"), must="dites pourquoi vous la rouvrez",
        )  # fmt: skip


_UNDER_20 = (
    "Avec moins de 20 réponses, le premier motif fait rejeter la certification, le second l'annule ; à partir de 20, "
    "le test est noté dans les deux cas."
)


_LETTERS: dict[str, Verdict] = {"r": "nothing", "j": "jury", "f": "fraud"}


class VerdictForm(Form[GiveVerdict]):
    """One of three verdicts by its letter; a reason where it is not the one that the facts propose."""

    def __init__(self, session: Session, who: Situation, state: VerdictState) -> None:
        self._number, self._state = who.number, state
        because = f" ({', '.join(state.because)})" if state.because else ""
        lines: list[Line] = [
            (("Les faits proposent : ", "label"), (f"{VERDICT[state.proposed].lower()}{because}", "+")),
            (("r ", "amber+"), ("rien à signaler   ", "soft"), ("j ", "amber+"), ("délibération du jury   ", "soft"),
             ("f ", "amber+"), ("fraude ou suspicion", "soft")),
            (),
        ]  # fmt: skip
        fields = (
            Field("verdict", "Verdict", hint="r, j ou f"),
            Field("reason", "Motif", hint="s'il n'est pas celui que les faits proposent"),
        )
        super().__init__(f"Verdict : {short_name(session, who.number)}", lines, fields)

    def _meant(self, values: dict[str, str]) -> Verdict | None:
        return _LETTERS.get(plain(values["verdict"])[:1])

    def preview(self, values: dict[str, str]) -> list[Line]:
        meant = self._meant(values)
        return [(("→ ", "label"), (VERDICT[meant], "+"))] if meant else []

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        return field_id == "verdict" and self._meant(values) == self._state.proposed

    def result(self, values: dict[str, str], *, confirmed: bool) -> GiveVerdict:
        meant = self._meant(values)
        if meant is None:
            raise FormMistake("r, j ou f", "verdict")
        if meant != self._state.proposed and not values["reason"]:
            raise FormMistake("dites pourquoi ce verdict n'est pas celui que les faits proposent", "reason")
        return GiveVerdict(self._number, meant, values["reason"])


class CommentForm(Ask):
    """The global comment of the PV; empty takes it away."""

    def __init__(self, session: Session) -> None:
        lines: list[Line] = [
            (("Ce que Pix et le jury doivent savoir de la session. Vide : aucun commentaire.", "label"),),
            (("« RAS » ne dit rien et envoie la session au jury.", "label"),),
            (),
        ]
        field = Field("text", "Commentaire", session.comment, "facultatif")
        super().__init__("Commentaire global", lines, field)

    def preview(self, values: dict[str, str]) -> list[Line]:
        if is_nothing_to_say(values["text"]):
            return [(("La session irait au jury pour ces mots : laissez vide.", "yellow+"),)]
        return []


class ReasonDialog(CauseDialog[GiveReason]):
    """Why a test stayed unfinished, with what each reason means for them; none is proposed against the candidate."""

    def __init__(self, session: Session, who: Situation) -> None:
        lines: list[Line] = [
            ((status_told(session, who), "label"),),
            ((_UNDER_20, "label"),),
            (),
        ]  # fmt: skip
        options = (
            Option("a", "manque de temps ou départ prématuré", GiveReason(who.number, "candidate")),
            Option("p", "problème technique", GiveReason(who.number, "technical")),
        )
        super().__init__(session, (who,), f"Motif : {short_name(session, who.number)}", lines, options)


class UnsignedDialog(Choice[Action]):
    """Present and not signed: they sign now, or a report says that they did not."""

    def __init__(self, session: Session, who: Situation) -> None:
        told = "était présent et n'a pas signé la feuille d'émargement"
        options: list[Option[Action]] = [Option("e", "signe maintenant", Mark("sign", (who.number,)))]
        if (code := session.reference.code_meaning("signature")) is not None:
            report = RecordIncident(code.code, (who.number,), text=told)
            options.append(Option("c", f"{code.code} : était présent et a oublié de signer", report))
        super().__init__(f"Émargement : {short_name(session, who.number)}", (), tuple(options), default=None)


class TimeGivenDialog(Choice[TickBox]):
    """Time was given to some, and nobody said what for: the box of the finalisation page hangs on it."""

    def __init__(self, session: Session) -> None:
        lines: list[Line] = []
        for number in unexplained_time(session):
            given = [a for a in session.candidates[number].adjustments if a.minutes > 0 and a.for_incident is None]
            listed = ", ".join(f"{signed_minutes(a.minutes)} ({a.reason})" for a in given)
            lines.append(((f"{short_name(session, number)}  ", "label"), (listed, "")))
        options = (
            Option("o", "pour un incident : cocher la case", TickBox("extra_time_given", ticked=True)),
            Option("n", "pour autre chose : ne pas la cocher", TickBox("extra_time_given", ticked=False)),
        )
        box = ((BOX["extra_time_given"], "label"),)
        super().__init__("Temps donné : pour un incident ?", (*lines, (), box, ()), options, default=None)


class SealDialog(Several[bool]):
    """What is missing, all of it; closing all the same is asked for. The value is `force`."""

    def __init__(self, session: Session, now: datetime) -> None:
        lacking = points(session, now)
        lines: list[Line] = [((f"• {_named(session, point)}", "yellow"),) for point in lacking]
        told = cannot_be_mended(session)
        if told:
            lines.append(((f"• {told}", "yellow"),))
        if not lacking:
            nothing = "Rien d'autre ne manque" if told else "Rien ne manque"
            ends = "La session sera scellée ; elle peut être rouverte avec un motif."
            lines.append(((f"{nothing}. {ends}", "green"),))
        lines += [((f"• {text}", "yellow"),) for text in not_said(session)]
        label = f"clore malgré {plural(len(lacking), 'point manquant', 'points manquants')}" if lacking else "clore"
        super().__init__(
            f"Clore la session {session.number}", (*lines, ()), (Option("o", label, bool(lacking)),),
            default=None if lacking else 0,
        )  # fmt: skip


def _named(session: Session, point: Point) -> str:
    if point.number is None:
        return point.text
    return f"{short_name(session, point.number)} : {point.text}"
