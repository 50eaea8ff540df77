"""The rows of the close, from the session alone: what is missing, verdicts, what Pix Certif asks, the seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from screens.picture.picture import Picture
from supervisor.closing import (
    BoxState,
    Point,
    PointKind,
    Reportable,
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
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.story import phrase_of
from supervisor.wording import BOX, BOX_SHORT, REASON, VERDICT, plural, signed_minutes

Part = Literal["missing", "verdicts", "page", "seal", "finished", "unfinished", "confirm"]
PARTS: dict[Part, str] = {
    "missing": "Il manque",
    "verdicts": "Verdicts",
    "page": "Pour Pix Certif",
    "seal": "Sceller",
    "finished": "Tests terminés : signalements à saisir",
    "unfinished": "Tests non terminés : motif à choisir",
    "confirm": "Confirmer",
}
"""Headings, before the close and after it."""


@dataclass(frozen=True, slots=True)
class Settling:
    """A command that settles a row, with what it is called there."""

    command: str
    label: str


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """One thing to look at before the close."""

    key: str
    """Stable while it stays, so that the cursor finds it again."""
    part: Part
    text: str
    ink: str = ""
    number: int | None = None
    """The candidate it is about."""
    enter: Settling | None = None
    """What Enter does."""
    others: tuple[Settling, ...] = ()
    detail: tuple[str, ...] = ()
    """What is to be known about it, as sentences."""
    is_ticked: bool | None = None
    """« Fait » : typed again in Pix Certif; None where there is no such box."""


REASONS = (
    f"« {REASON['candidate']} » : avec moins de 20 réponses, la certification est rejetée.",
    f"« {REASON['technical']} » : avec moins de 20 réponses, elle est annulée.",
    "À partir de 20 réponses, le test est noté dans les deux cas.",
)
_POINTS: dict[PointKind, tuple[Settling, tuple[Settling, ...], tuple[str, ...]]] = {
    "running": (
        Settling("finish", "terminé"), (Settling("stop", "arrêter, avec un motif"),),
        ("Pix Certif demande un motif pour un test qui n'est pas terminé.",),
    ),
    "awaited": (
        Settling("settle_awaited", "absent"), (Settling("start", "démarrer"), Settling("menu", "autres")),
        ("Un absent n'est pas saisi dans Pix Certif ; il sera dans la liste « à reconvoquer ».",),
    ),
    "reason": (Settling("reason", "motif"), (), REASONS),
    "alert": (
        Settling("alert", "répondre"), (),
        ("Validée ou refusée dans l'Espace surveillant ; ensuite elle ne peut plus être prise en compte.",),
    ),
    "unsigned": (
        Settling("settle_unsigned", "émargement, ou C4"), (Settling("sign", "a signé"),),
        ("Faites-le signer, ou notez C4 : était présent et a oublié de signer.",),
    ),
    "end_screen": (Settling("end_screen", "vu"), (), ("La grille de 2021 demande l'écran de fin de test de chacun.",)),
    "fraud": (Settling("fraud", "compléter"), (), ("Un PV de fraude dit ce qui a été vu et ce qui a été fait.",)),
    "verdict": (Settling("verdict", "revoir"), (), ("Un signalement est venu après votre verdict.",)),
    "global": (Settling("global", "fin"), (), ("Sa fin propose à chacun le temps perdu.",)),
}  # fmt: skip


JOINED_ONLY = (
    "Qui a rejoint n'est plus noté absent : Entrée le note parti, avec un motif.",
    "« a rejoint » noté par erreur : « autres » l'annule, et l'absence se note ensuite.",
)
"""Of somebody who joined and never started: the matrix takes no absence of them (RULES.md section 2)."""


def closing_rows(picture: Picture) -> tuple[ClosingRow, ...]:
    """What there is to settle before the seal, in the order in which one does it."""
    session = picture.session
    lacking = points(session, picture.now)
    return (
        *(_point(session, point) for point in lacking),
        *_verdicts(session),
        *_corrections(session),
        *_time_given(session),
        *_provisional(session),
        *(_box(session, box) for box in ("extra_time_given", "could_not_join")),
        _comment(session),
        _seal(len(lacking), cannot_be_mended(session)),
    )


def _point(session: Session, point: Point) -> ClosingRow:
    enter, others, detail = _POINTS[point.kind]
    who = session.candidates.get(point.number) if point.number is not None else None
    if who is not None and who.status is Status.JOINED and point.kind == "awaited":
        enter, others = Settling("stop", "parti"), (Settling("start", "démarrer"), Settling("menu", "autres"))
        detail = JOINED_ONLY
    return ClosingRow(
        f"{point.kind}:{point.number}:{point.event}", "missing", point.text, "yellow", point.number, enter, others,
        detail,
    )  # fmt: skip


_INK = {"nothing": "", "jury": "orange", "fraud": "red+"}


def _verdicts(session: Session) -> Iterator[ClosingRow]:
    """Those with something to say first; the others stay in the order of their numbers."""
    states = [(who, state) for who in session.candidates.values() if (state := verdict_state(session, who))]
    for who, state in sorted(states, key=lambda pair: (pair[1].verdict == "nothing", pair[0].number)):
        yield _verdict(who, state)


def _verdict(who: Situation, state: VerdictState) -> ClosingRow:
    because = f" ({', '.join(state.because)})" if state.because and not state.is_given else ""
    given = f" — {state.reason}" if state.reason else ""
    detail = [f"Les faits proposent : {VERDICT[state.proposed].lower()}{_codes(state)}."]
    if state.is_given:
        detail.append(f"Vous avez dit : {VERDICT[state.verdict].lower()}{given}.")
    return ClosingRow(
        f"verdict:{who.number}", "verdicts", f"{VERDICT[state.verdict]}{because}{given}", _INK[state.verdict],
        who.number, Settling("verdict", "changer"), (Settling("incident", "signaler"),), tuple(detail),
    )  # fmt: skip


def _codes(state: VerdictState) -> str:
    return f" ({', '.join(state.because)})" if state.because else ""


_OF_A_CORRECTION: dict[Reportable, tuple[str, str]] = {
    "identity": ("les bonnes informations", "settle_c1"),
    "extra_time": ("le temps majoré à saisir", "settle_c2"),
}
"""What its report asks for, and the command that makes it."""


def _corrections(session: Session) -> Iterator[ClosingRow]:
    """Names, birth or temps majoré corrected since the list was imported: a report tells Pix Certif so."""
    for untold in untold_corrections(session):
        text = phrase_of(untold.entry, session)
        asked, settle = _OF_A_CORRECTION[untold.what]
        key = f":{untold.code}" if untold.what == "extra_time" else ""
        yield ClosingRow(
            f"correction:{untold.entry.id}{key}", "page", text, "yellow",
            untold.number, Settling(settle, f"signaler {untold.code}"), (),
            (f"{text}.", f"Corrigé depuis l'import : {untold.code} le dit à Pix Certif, avec {asked}."),
        )  # fmt: skip


def _time_given(session: Session) -> Iterator[ClosingRow]:
    """Time that was given to somebody, and nobody said what for."""
    for number in unexplained_time(session):
        given = [a for a in session.candidates[number].adjustments if a.minutes > 0 and a.source is None]
        listed = ", ".join(f"{signed_minutes(a.minutes)} ({a.reason})" for a in given if a.for_incident is None)
        yield ClosingRow(
            f"time:{number}", "page", f"temps donné, {listed} : pour un incident ?", "yellow", number,
            Settling("settle_time", "répondre"), (),
            (f"{listed}.", "Donné pour un incident, il fait cocher la case « temps supplémentaire »."),
        )  # fmt: skip


def _box(session: Session, box: Box) -> ClosingRow:
    state = box_state(session, box)
    mark = "[x]" if state.ticked else "[ ]"
    detail = (BOX[box], _why(state))
    return ClosingRow(
        f"box:{box}", "page", f"{mark} {BOX_SHORT[box]}", "+" if state.ticked else "",
        enter=Settling(f"box_{box}", "décocher" if state.ticked else "cocher"), detail=detail,
    )  # fmt: skip


def _why(state: BoxState) -> str:
    if state.because:
        return f"Proposée : {state.because}."
    return "Les faits ne la proposent pas."


def _comment(session: Session) -> ClosingRow:
    detail = ["Lu par Pix et le jury. Vide, la session peut être publiée d'elle-même."]
    if is_nothing_to_say(session.comment):
        detail.append("« RAS » ne dit rien, et envoie la session au jury : retirez-le.")
    text = f"Commentaire : {session.comment}" if session.comment else "Commentaire : aucun"
    ink = "yellow" if is_nothing_to_say(session.comment) else ""
    return ClosingRow("comment", "page", text, ink, enter=Settling("comment", "écrire"), detail=tuple(detail))


def _provisional(session: Session) -> Iterator[ClosingRow]:
    """Its number is not that of Pix Certif; it keeps no seal waiting."""
    if not session.has_provisional_number:
        return
    give = None if session.has_anybody_joined else Settling("number", "le donner")
    if session.has_anybody_joined:
        how = "Quelqu'un a rejoint : il ne change plus. Écrivez celui de Pix Certif sur les papiers."
    else:
        how = "Donnez celui de Pix Certif : il ne change plus dès que quelqu'un a rejoint."
    text = f"Numéro provisoire : {session.number}"
    yield ClosingRow("number", "page", text, "yellow", enter=give, detail=("Pix Certif ne connaît pas ce numéro.", how))


def _seal(lacking: int, not_mended: str) -> ClosingRow:
    if lacking:
        text = f"Clore malgré {plural(lacking, 'point manquant', 'points manquants')}"
        detail = ("Le journal dira ce qui manquait. La session peut être rouverte, avec un motif.",)
        return ClosingRow("close", "seal", text, "yellow", enter=Settling("seal", "clore"), detail=detail)
    nothing = f"Rien ne manque, mais {not_mended}." if not_mended else "Rien ne manque."
    detail = (f"{nothing} La session sera scellée ; elle peut être rouverte, avec un motif.",)
    return ClosingRow("close", "seal", "Clore et sceller", "green+", enter=Settling("seal", "clore"), detail=detail)
