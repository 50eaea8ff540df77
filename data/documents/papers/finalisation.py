"""« Feuille de finalisation »: what the référent types again in Pix Certif, in the order of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from data.documents.parts import BOX, TICKED, Box, Column, Facts, Grid, Heading, Paper, Part, Signatures, Text
from supervisor.closing import (
    BoxState,
    FinalisationSheet,
    SheetLine,
    could_not_join,
    finalisation_sheet,
    verdict_words,
)
from supervisor.closing import is_nothing_to_say as says_nothing
from supervisor.session import Session
from supervisor.situation import AWAITED
from supervisor.wording import BOX as BOX_TEXT
from supervisor.wording import REASON, SHEET_SECTION, long_day, minute_of_day, status_told

_LEFT = (
    Column("Fait", 11, align="centre"),
    Column("N°", 9, align="right"),
    Column("Nom et prénom", 42, bold=True, names=True),
)


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """One paper: each line with an empty box, ticked by hand as it is typed."""
    yield Paper("finalisation", "FEUILLE DE FINALISATION", list(_parts(session)))


def _parts(session: Session) -> Iterator[Part]:
    typed = finalisation_sheet(session)
    yield Facts(
        [
            ("N° de session", session.number),
            ("À finaliser", _due(session, typed)),
            ("Tests terminés", str(len(typed.finished))),
            ("Non terminés", str(len(typed.unfinished))),
        ]
    )
    yield from _finished(session, typed)
    yield from _unfinished(session, typed)
    if session.reference.edition == "current":
        yield Text("Les codes E ne se saisissent pas ici : leur validation en direct les a déjà enregistrés.")
    yield from _frauds(session, typed)
    title = SHEET_SECTION["boxes"]
    yield Heading(title)
    columns = [
        Column("Fait", 11, align="centre"),
        Column("Case", 14, align="centre", bold=True),
        Column("Texte de Pix Certif", names=True),
    ]
    rows = [
        (BOX, *_box(typed.extra_time_given, BOX_TEXT["extra_time_given"])),
        (BOX, *_box(typed.could_not_join, BOX_TEXT["could_not_join"])),
    ]
    yield Grid(title, columns, rows)
    yield Box(SHEET_SECTION["comment"], typed.comment or "Laisser vide.", least=9)
    if says_nothing(typed.comment):
        yield Text("Ce commentaire ne dit rien : saisi tel quel, il envoie la session au jury.", bold=True)
    title = SHEET_SECTION["not_entered"]
    yield Heading(title)
    columns = [
        Column("N°", 9, align="right"),
        Column("Nom et prénom", bold=True, names=True),
        Column("Situation", 60, tells_hours=True),
    ]
    yield Grid(title, columns, list(not_entered(session, typed.not_entered)), "Personne.")
    yield Heading(SHEET_SECTION["confirmation"], keep=34)
    yield Text("Tout ce qui précède est saisi et relu ; la session est finalisée dans Pix Certif.", mark=BOX)
    yield Signatures(["Le référent Pix : date, heure et signature"])


def _finished(session: Session, typed: FinalisationSheet) -> Iterator[Part]:
    """As on the screen: those with something to type, and how many others there are."""
    title = SHEET_SECTION["finished"]
    yield Heading(title)
    columns = [*_LEFT, Column("À saisir : code, question, description"), Column("Verdict", 36)]
    rows = [(BOX, str(line.number), line.full_name, _reports(line), _verdict(session, line)) for line in typed.told]
    if rows or not typed.untold:
        yield Grid(title, columns, rows, "Aucun.")
    if typed.untold:
        yield Text(f"{typed.untold}.", bold=True)


def _unfinished(session: Session, typed: FinalisationSheet) -> Iterator[Part]:
    title = SHEET_SECTION["unfinished"]
    yield Heading(title)
    columns = [
        *_LEFT,
        Column("Motif", 34, bold=True),
        Column("À saisir : code, question, description"),
        Column("Verdict", 34),
    ]
    rows = [
        (BOX, str(line.number), line.full_name, _reason(line), _reports(line), _verdict(session, line))
        for line in typed.unfinished
    ]
    yield Grid(title, columns, rows, "Aucun.")


def _frauds(session: Session, typed: FinalisationSheet) -> Iterator[Part]:
    if not typed.frauds:
        return
    title = SHEET_SECTION["frauds"]
    yield Heading(title)
    rows = [
        (BOX, str(number), session.candidates[number].full_name, f"Envoyer le PV de fraude ({code}), document à part.")
        for number in typed.frauds
        for code in [session.reported(number, "fraud")[0].code]
    ]
    yield Grid(title, [*_LEFT, Column("À faire")], rows)


def _due(session: Session, typed: FinalisationSheet) -> str:
    if typed.finalised_at is not None:
        return f"finalisée le {_moment(session, typed.finalised_at)}"
    if typed.due_at is None:
        return "dans les 48 h après la fin du dernier test"
    # No countdown on a paper: made again days later, it says the same (RULES.md section 12).
    return f"avant le {_moment(session, typed.due_at)}, 48 h après la fin du dernier test"


def _moment(session: Session, at: datetime) -> str:
    return f"{long_day(session.local(at).date())} à {minute_of_day(session, at)}"


def _reports(line: SheetLine) -> str:
    return " ; ".join(report.told for report in line.incidents) or "rien"


def _verdict(session: Session, line: SheetLine) -> str:
    why = line.verdict.reason or ", ".join(line.verdict.because)
    said = verdict_words(session, line.verdict)
    return f"{said} ({why})" if why else said


def _reason(line: SheetLine) -> str:
    return REASON[line.reason] if line.reason is not None else "À DIRE : personne ne l'a noté"


def _box(state: BoxState, text: str) -> tuple[str, str]:
    because = f" Noté : {state.because}." if state.because else ""
    return TICKED if state.ticked else BOX, f"{text}{because}"


def not_entered(session: Session, numbers: Iterable[int]) -> Iterable[tuple[str, str, str]]:
    """Number, name and where they stand, of whom nothing is typed: Pix Certif has no row for them, or an empty one."""
    for number in numbers:
        who = session.candidates[number]
        stands = status_told(session, who)
        if could_not_join(who):
            stands = "Présent, n'a pas pu rejoindre"
        elif who.status in AWAITED:
            stands = f"{stands} : n'a pas démarré"
        yield str(number), who.full_name, stands
