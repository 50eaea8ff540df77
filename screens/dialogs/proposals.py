"""What may be meant by what is typed for an incident, a row each, and the box in which every one of them is whole."""

from __future__ import annotations

from rich.cells import cell_len

from screens.dialogs.words import BOX, FRAME
from screens.kit.ink import Line, cut
from supervisor.matching import Match, read_line
from supervisor.reference import Reference
from supervisor.session import Session

BEFORE, BEHIND = 7, 2
"""Cells of the lit one's mark and of a code; and those kept for the bar of a box that scrolls."""
NOTED = " déjà noté"


def box_for(reference: Reference) -> int:
    """Cells of a box that cuts no label, whatever is typed and noted already; never fewer than other boxes have."""
    longest = max((cell_len(match.label) for match in read_line(reference, "").matches), default=0)
    return max(BOX, FRAME + BEFORE + longest + len(NOTED) + BEHIND)


def proposal_line(match: Match, room: int, *, is_lit: bool, is_noted: bool) -> Line:
    """« E2    L'image ne s'affiche pas déjà noté ».

    Args:
        match: what may be meant.
        room: cells of the row.
        is_lit: it is what Enter takes.
        is_noted: of all whom it is about, the bare code is recorded already.
    """
    name = match.code.code if match.code is not None else "–"
    noted = NOTED if is_noted else ""
    return (
        ("▌ " if is_lit else "  ", "blue+"),
        (f"{name:<5}", "orange+" if match.code is not None else "label"),
        (cut(match.label, room - BEFORE - BEHIND - len(noted)), "+" if is_lit else "soft"),
        (noted, "label"),
    )


def is_whole(match: Match, room: int) -> bool:
    """Its label is not cut in a row of so many cells, noted already or not."""
    return cell_len(match.label) <= room - BEFORE - BEHIND - len(NOTED)


def noted_lines(session: Session, number: int, room: int) -> list[Line]:
    """What is recorded of them already, the latest first: the same thing is not reported twice."""
    told = [
        f"{one.code}{f' question {one.question}' if one.question is not None else ''}, {session.local(one.at):%H:%M}"
        for one in reversed(session.incidents_of(number))
        if one.counts
    ]
    return [((cut(f"Déjà noté : {' ; '.join(told)}", room), "label"),)] if told else []
