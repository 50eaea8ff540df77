"""The finalisation sheet as rows: what the référent types again on Pix Certif's page, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screens.closing.rows import REASONS, ClosingRow, Part, Way
from screens.picture.picture import Picture
from supervisor.closing import FinalisationSheet, SheetLine, finalisation_sheet
from supervisor.event import Box
from supervisor.session import Session
from supervisor.wording import BOX, BOX_SHORT, REASON, VERDICT, day_and_hour, plural

TICK = Way("tick", "fait")


def finalisation_rows(picture: Picture) -> tuple[ClosingRow, ...]:
    """Finished tests with something to type, unfinished ones, the boxes, the comment, the confirmation."""
    session = picture.session
    sheet = finalisation_sheet(session)
    return (
        *_finished(sheet),
        *(_unfinished(line) for line in sheet.unfinished),
        *(_fraud(session, number) for number in sheet.frauds),
        _box("extra_time_given", ticked=sheet.extra_time_given.ticked),
        _box("could_not_join", ticked=sheet.could_not_join.ticked),
        _comment(sheet),
        _confirm(session),
    )


def _finished(sheet: FinalisationSheet) -> Iterator[ClosingRow]:
    for line in sheet.finished:
        if line.incidents:
            yield _line(line, " · ".join(report.told for report in line.incidents), "finished")
    others = sum(not line.incidents for line in sheet.finished)
    if others:
        told = plural(others, "autre test terminé", "autres tests terminés")
        if others == len(sheet.finished):
            told = plural(others, "test terminé", "tests terminés")
        yield ClosingRow("others", "finished", f"{told} : rien à saisir", "label")


def _unfinished(line: SheetLine) -> ClosingRow:
    reports = "".join(f" · {report.told}" for report in line.incidents)
    if line.reason is None:
        row = _line(line, f"MOTIF À CHOISIR{reports}", "unfinished", "yellow+")
        return replace(row, enter=Way("reason", "motif"), detail=(*row.detail, *REASONS))
    return _line(line, f"{REASON[line.reason]}{reports}", "unfinished")


def _line(line: SheetLine, text: str, part: Part, ink: str = "") -> ClosingRow:
    detail = [f"{line.full_name or line.number} : {text}."]
    if line.verdict.verdict != "nothing":
        detail.append(f"Verdict : {VERDICT[line.verdict.verdict].lower()}.")
    return ClosingRow(
        f"fait:{line.number}", part, text, ink, line.number, TICK,
        detail=tuple(detail), is_ticked=False,
    )  # fmt: skip


def _fraud(session: Session, number: int) -> ClosingRow:
    text = f"Envoyer le PV de fraude ({session.reported(number, 'fraud')[0].code})"
    who = session.candidates[number]
    detail = (f"{who.full_name or number} : le PV de fraude est un document à part, à envoyer à Pix.",)
    return ClosingRow(f"fait:pv-{number}", "page", text, "red+", number, TICK, detail=detail, is_ticked=False)


def _box(box: Box, *, ticked: bool) -> ClosingRow:
    text = f"{'cocher' if ticked else 'laisser vide'} : {BOX_SHORT[box]}"
    return ClosingRow(
        f"fait:{box}", "page", text, "+" if ticked else "", enter=TICK, detail=(BOX[box],), is_ticked=False
    )


def _comment(sheet: FinalisationSheet) -> ClosingRow:
    text = f"Commentaire : {sheet.comment}" if sheet.comment else "Commentaire : laisser vide"
    return ClosingRow("fait:comment", "page", text, enter=TICK, detail=(text,), is_ticked=False)


def _confirm(session: Session) -> ClosingRow:
    if session.finalised_at is not None:
        told = f"Finalisée le {day_and_hour(session, session.finalised_at)}"
        return ClosingRow("finalise", "confirm", told, "green+")
    detail = ("Confirmer la finalisation ne peut pas être défait dans Pix Certif.",)
    return ClosingRow(
        "finalise", "confirm", "Finalisée dans Pix Certif", "", enter=Way("finalise", "noter finalisée"), detail=detail
    )
