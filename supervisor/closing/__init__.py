"""The close of a session (DOMAIN.md section 7): what is missing, verdicts, boxes, what leaves for Pix Certif.

Everything here is derived from the session; what a person decided stands in its events.
"""

from supervisor.closing.boxes import BoxState, box_state, could_not_join, is_nothing_to_say
from supervisor.closing.missing import (
    Point,
    PointKind,
    asks_for_end_screen,
    cannot_be_mended,
    lacked_at_close,
    lacking_reports,
    lacks_a_report,
    missing,
    points,
)
from supervisor.closing.recall import Recall, to_call_again
from supervisor.closing.sheet import FinalisationSheet, SheetIncident, SheetLine, finalisation_due, finalisation_sheet
from supervisor.closing.to_report import (
    LIST_UPDATED,
    STOPPED_TOLD,
    Reportable,
    Untold,
    asks_what_for,
    identity_text,
    not_said,
    report_of,
    tells_its_cause,
    told_between,
    told_by,
    unexplained_time,
    untold_corrections,
)
from supervisor.closing.to_type import ToType, is_typed, left_to_type, tick_key, to_type
from supervisor.closing.typed_rows import RowKind, TypedRow, typed_rows
from supervisor.closing.verdict import VerdictState, has_a_verdict, verdict_state, verdict_words

__all__ = [
    "LIST_UPDATED",
    "STOPPED_TOLD",
    "BoxState",
    "FinalisationSheet",
    "Point",
    "PointKind",
    "Recall",
    "Reportable",
    "RowKind",
    "SheetIncident",
    "SheetLine",
    "ToType",
    "TypedRow",
    "Untold",
    "VerdictState",
    "asks_for_end_screen",
    "asks_what_for",
    "box_state",
    "cannot_be_mended",
    "could_not_join",
    "finalisation_due",
    "finalisation_sheet",
    "has_a_verdict",
    "identity_text",
    "is_nothing_to_say",
    "is_typed",
    "lacked_at_close",
    "lacking_reports",
    "lacks_a_report",
    "left_to_type",
    "missing",
    "not_said",
    "points",
    "report_of",
    "tells_its_cause",
    "tick_key",
    "to_call_again",
    "to_type",
    "told_between",
    "told_by",
    "typed_rows",
    "unexplained_time",
    "untold_corrections",
    "verdict_state",
    "verdict_words",
]
