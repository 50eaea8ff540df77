"""The last things that happened, the latest first."""

from __future__ import annotations

from rich.cells import cell_len

from screens.kit.ink import Line, Span, clip, fit, shared, width_of
from screens.kit.remembered import Remembered
from screens.picture.picture import Picture, full_name_shown
from screens.widgets.painted import Painted
from supervisor.event import Entry, IncidentRecorded, SessionCreated
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of
from supervisor.wording import plural, typographic

WHO, TOLD = 21, 60
"""Cells that whoever it is about has at least, and that what happened keeps beside long names."""
HOUR_CELLS = 11


def journal_lines(session: Session, width: int, height: int) -> list[Line]:
    """A title and as many of the last actions as there is room for."""
    entries = session.entries
    index = len(entries) - 1
    rows: list[tuple[Entry, str, Line]] = []
    while index >= 0 and len(rows) < height - 1:
        action = entries[entries[index].action - 1 : index + 1]
        rows.append((action[0], _who(session, action), told_line(session, action[0])))
        index = action[0].id - 2
    longest = max((cell_len(who) for _, who, _ in rows), default=0)
    told = ((cells, cells) for cells in (width_of(line) for *_, line in rows))
    who_cells = shared(width - HOUR_CELLS - 1, max(WHO, longest), told, TOLD, WHO)
    lines: list[Line] = [((" Journal", "label+"),)]
    for entry, who, line in rows:
        hour: Span = (f" {session.local(entry.at):%H:%M:%S}  ", "label")
        lines.append(clip((hour, (fit(who, who_cells) + " ", ink_of(session, entry)), *line), width))
    return lines


def ink_of(session: Session, entry: Entry) -> str:
    """Of what happened, and of whom it is about: dim once it is reverted."""
    return "dim" if session.is_reverted(entry) else ""


def told_line(session: Session, entry: Entry) -> Line:
    """What happened, and that it was reverted where it was."""
    ink = ink_of(session, entry)
    return (*told_spans(session, entry, ink), ("  (annulé)" if ink else "", "label"))


def _who(session: Session, action: tuple[Entry, ...]) -> str:
    numbers = tuple(dict.fromkeys(n for entry in action for n in numbers_of(entry, session)))
    if not numbers:
        return "session"
    # A list of one: it was the session that was made, not they.
    if len(numbers) > 1 or isinstance(action[0].event, SessionCreated):
        return plural(len(numbers), "candidat")
    who = session.candidates.get(numbers[0]) or session.removed.get(numbers[0])
    return f"{numbers[0]:02d} {full_name_shown(who) if who is not None else ''}"


def told_spans(session: Session, entry: Entry, ink: str = "") -> Line:
    """What happened; the code of an incident stands out."""
    text = typographic(phrase_of(entry, session))
    if isinstance(entry.event, IncidentRecorded):
        code = entry.event.code
        spans: tuple[Span, ...] = ((code, ink or "orange+"), (text[len(code) :], ink))
        return spans
    return ((text, ink),)


class JournalView(Painted):
    """The journal at the foot of a tall board."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._told = Remembered(journal_lines)

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return self._told(picture.session, width, height)
