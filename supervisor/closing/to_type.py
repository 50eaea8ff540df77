"""What the référent has to type or to send before the session is finalised, line by line, and what is still to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from supervisor.closing.sheet import finalisation_sheet
from supervisor.session import Session
from supervisor.wording import FRAUD_LINE


@dataclass(frozen=True, slots=True)
class ToType:
    """One line of the finalisation that asks for something."""

    key: str
    """By which it is ticked: a candidate's number, `pv-` and a number, a box, or `comment`."""
    text: str
    """What it is, in French, without the candidate it is about."""
    number: int | None = None
    """The candidate; None: the session as a whole."""

    def __str__(self) -> str:
        return f"n° {self.number}, {self.text}" if self.number is not None else self.text


def to_type(session: Session) -> tuple[ToType, ...]:
    """Reports and reasons, frauds to be sent, boxes to be ticked, the comment; what is to be left empty is no line."""
    sheet = finalisation_sheet(session)
    lines = [ToType(str(one.number), "signalements", one.number) for one in sheet.finished if one.incidents]
    lines += [ToType(str(one.number), "motif", one.number) for one in sheet.unfinished]
    lines += [ToType(f"{FRAUD_LINE}{number}", "PV de fraude à envoyer", number) for number in sheet.frauds]
    lines += [
        ToType(key, told)
        for key, told, state in (
            ("extra_time_given", "première case", sheet.extra_time_given),
            ("could_not_join", "seconde case", sheet.could_not_join),
        )
        if state.ticked
    ]
    return (*lines, *([ToType("comment", "commentaire")] if sheet.comment else []))


def is_typed(session: Session, key: str, ticked: Collection[str] = ()) -> bool:
    """Whether a line is done: noted in the journal by « vigie finalise », or ticked on the closing view.

    Args:
        session: its state.
        key: the line's.
        ticked: the boxes « fait » that are kept beside the store, by their own keys.
    """
    return key in session.typed_lines or tick_key(session, f"fait:{key}") in ticked


def tick_key(session: Session, row: str) -> str:
    """The key of a box « fait »: a session that was closed again is another sheet, with empty boxes."""
    return f"{row}@{session.closed_at:%Y%m%dT%H%M%S}" if session.closed_at is not None else row


def left_to_type(session: Session, ticked: Collection[str] = ()) -> tuple[ToType, ...]:
    """The lines that nobody ticked yet."""
    return tuple(line for line in to_type(session) if not is_typed(session, line.key, ticked))
