"""The finalisation sheet row by row, in Pix Certif's order: what is typed there, and the key by which it is ticked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from supervisor.closing.boxes import BoxState
from supervisor.closing.sheet import FinalisationSheet, SheetLine, finalisation_sheet
from supervisor.event import Box
from supervisor.session import Session
from supervisor.wording import BOX, BOX_SHORT, FRAUD_LINE, REASON, VERDICT

RowKind = Literal["reports", "nothing", "reason", "fraud", "box", "comment"]
"""What is typed; « nothing » is who has nothing to be typed, and « reason » an unfinished test."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of the sheet, in words."""

    key: str
    """By which it is ticked, as `closing.to_type` has it; empty where there is nothing to type."""
    kind: RowKind
    text: str
    number: int | None = None
    """The candidate it is about."""
    detail: tuple[str, ...] = ()
    """What is to be known of it, as sentences."""
    lacks_reason: bool = False
    """An unfinished test of which nobody said why."""
    is_ticked: bool = False
    """Of a box of Pix Certif: it is to be ticked there, rather than left empty."""


def typed_rows(session: Session) -> tuple[TypedRow, ...]:
    """Finished tests with something to type, unfinished ones, « PV de fraude », both boxes, the comment."""
    sheet = finalisation_sheet(session)
    return (
        *_finished(sheet),
        *(_unfinished(line) for line in sheet.unfinished),
        *(_fraud(session, number) for number in sheet.frauds),
        _box("extra_time_given", sheet.extra_time_given),
        _box("could_not_join", sheet.could_not_join),
        _comment(sheet),
    )


def _finished(sheet: FinalisationSheet) -> Iterator[TypedRow]:
    for line in sheet.told:
        yield _line(line, "reports", " · ".join(report.told for report in line.incidents))
    if sheet.untold:
        yield TypedRow("", "nothing", sheet.untold)


def _unfinished(line: SheetLine) -> TypedRow:
    reports = "".join(f" · {report.told}" for report in line.incidents)
    reason = REASON[line.reason] if line.reason is not None else "MOTIF À CHOISIR"
    return _line(line, "reason", f"{reason}{reports}", lacks_reason=line.reason is None)


def _line(line: SheetLine, kind: RowKind, text: str, *, lacks_reason: bool = False) -> TypedRow:
    detail = [f"{line.full_name or line.number} : {text}."]
    if line.verdict.verdict != "nothing":
        detail.append(f"Verdict : {VERDICT[line.verdict.verdict].lower()}.")
    return TypedRow(str(line.number), kind, text, line.number, tuple(detail), lacks_reason)


def _fraud(session: Session, number: int) -> TypedRow:
    who = session.candidates[number]
    return TypedRow(
        f"{FRAUD_LINE}{number}", "fraud", f"Envoyer le PV de fraude ({session.reported(number, 'fraud')[0].code})",
        number, (f"{who.full_name or number} : le PV de fraude est un document à part, à envoyer à Pix.",),
    )  # fmt: skip


def _box(box: Box, state: BoxState) -> TypedRow:
    text = f"{'cocher' if state.ticked else 'laisser vide'} : {BOX_SHORT[box]}"
    return TypedRow(box, "box", text, detail=(BOX[box],), is_ticked=state.ticked)


def _comment(sheet: FinalisationSheet) -> TypedRow:
    text = f"Commentaire : {sheet.comment}" if sheet.comment else "Commentaire : laisser vide"
    return TypedRow("comment", "comment", text, detail=(text,))
