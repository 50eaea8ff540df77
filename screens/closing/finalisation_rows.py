"""The finalisation sheet as rows: what the référent types again on Pix Certif's page, in its order."""

from __future__ import annotations

from screens.closing.rows import REASONS, ClosingRow, Part, Settling
from screens.picture.picture import Picture
from supervisor.closing import RowKind, TypedRow, typed_rows
from supervisor.session import Session
from supervisor.wording import day_and_hour

TICK = Settling("tick", "fait")
_PARTS: dict[RowKind, Part] = {
    "reports": "finished", "nothing": "finished", "reason": "unfinished",
    "fraud": "page", "box": "page", "comment": "page",
}  # fmt: skip
_INKS: dict[RowKind, str] = {"nothing": "label", "fraud": "red+"}


def finalisation_rows(picture: Picture) -> tuple[ClosingRow, ...]:
    """Finished tests with something to type, unfinished ones, the boxes, the comment, the confirmation."""
    session = picture.session
    return (*(_row(row) for row in typed_rows(session)), _confirm(session))


def _row(row: TypedRow) -> ClosingRow:
    part = _PARTS[row.kind]
    if not row.key:
        return ClosingRow("others", part, row.text, _INKS[row.kind])
    ink = "yellow+" if row.lacks_reason else "+" if row.is_ticked else _INKS.get(row.kind, "")
    enter, detail = (Settling("reason", "motif"), (*row.detail, *REASONS)) if row.lacks_reason else (TICK, row.detail)
    return ClosingRow(f"fait:{row.key}", part, row.text, ink, row.number, enter, detail=detail, is_ticked=False)


def _confirm(session: Session) -> ClosingRow:
    if session.finalised_at is not None:
        told = f"Finalisée le {day_and_hour(session, session.finalised_at)}"
        return ClosingRow("finalise", "confirm", told, "green+")
    detail = ("Confirmer la finalisation ne peut pas être défait dans Pix Certif.",)
    return ClosingRow(
        "finalise",
        "confirm",
        "Finalisée dans Pix Certif",
        "",
        enter=Settling("finalise", "noter finalisée"),
        detail=detail,
    )
