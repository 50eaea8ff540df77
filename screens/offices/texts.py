"""What is looked at in the room and said in it, as the reference data has it."""

from __future__ import annotations

from data.reference import read_room_texts
from data.roster.extra_time import read_extra_time
from screens.kit.texts import Texts
from supervisor.candidate import ExtraTime


def room_texts() -> Texts:
    """The texts as plain values, and how a temps majoré is read that somebody types."""
    texts = read_room_texts()
    return Texts(
        checklist=texts.checklist,
        said=tuple((sentence.audience, sentence.text) for sentence in texts.said),
        steps=tuple((sentence.audience, sentence.text) for sentence in texts.steps),
        read_extra_time=_extra_time,
    )


def _extra_time(typed: str) -> tuple[ExtraTime, str]:
    found = read_extra_time(typed)
    return found.value, found.remark
