"""The journal of a session, narrowed by candidate, kind and author; from an event one goes to its instant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from screens.kit.ink import Line, clip, fit, owned, shared, width_of
from screens.kit.more import FEWEST_WITH_MARKS, marked
from screens.picture.picture import Hint, Picture, full_name_shown
from screens.review.commands import JOURNAL
from screens.review.host import Reviewed
from screens.review.review_view import ReviewView, bindings_for
from screens.review.timebar import when
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from screens.widgets.journal import TOLD, ink_of, told_line
from screens.widgets.painted import Painted
from supervisor.decision import UnrecordedError
from supervisor.event import Entry
from supervisor.narrowing import GROUPS, OTHERS, Narrowing
from supervisor.session import Session, numbers_of
from supervisor.wording import plural

WHO_CELLS = 20
"""Of a name at least; as many as the longest one shown needs, where what happened is whole beside it."""
HOUR_CELLS = 11
"""With the day, where it is not that of the session."""
BEFORE_WHO = 18
"""Cells of the mark, the event's rank and its hour."""


def _who(entry: Entry, session: Session) -> str:
    """Whom an event is about."""
    numbers = numbers_of(entry, session)
    if len(numbers) != 1:
        return plural(len(numbers), "candidat") if numbers else "session"
    known = session.candidates.get(numbers[0]) or session.removed.get(numbers[0])
    return f"{numbers[0]:02d} {full_name_shown(known) if known is not None else ''}"


def entry_line(entry: Entry, session: Session, told: Line, *, is_chosen: bool, who_cells: int) -> Line:
    """One event in one row, with what is told of it."""
    return (
        ("▌" if is_chosen else " ", "blue+"), (fit(str(entry.id), 4, "right"), "label"),
        (f" {fit(when(session, entry.at), HOUR_CELLS, 'right')} ", "label"),
        (fit(_who(entry, session), who_cells) + " ", ink_of(session, entry)), *told,
    )  # fmt: skip


def _told(entry: Entry, session: Session) -> Line:
    """What happened, that it was reverted where it was, and who noted it."""
    return (*told_line(session, entry), (f" — {entry.author}", "label"))


class Entries(Painted):
    """The events listed, the chosen one in sight."""

    def __init__(self, *, id: str) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.session: Session | None = None
        self.place = 0
        self._top = 0

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        session = self.session or picture.session
        if not self.entries:
            return [(), (("  Aucun événement de cette sorte.", "yellow"),)]
        lowest = max(0, len(self.entries) - height)
        # The first and the last row tell that the journal goes on: the chosen one stands between them.
        edge = 1 if height >= FEWEST_WITH_MARKS else 0
        self._top = max(min(self._top, self.place - edge, lowest), min(self.place - height + 1 + edge, lowest), 0)
        shown = self.entries[self._top : self._top + height]
        longest = max(cell_len(_who(entry, session)) for entry in shown)
        told = [_told(entry, session) for entry in shown]
        cells = ((needed, needed) for needed in map(width_of, told))
        who_cells = shared(width - BEFORE_WHO - 1, max(longest, WHO_CELLS), cells, TOLD, WHO_CELLS)
        lines: list[Line] = []
        for index, (entry, line) in enumerate(zip(shown, told, strict=True), self._top):
            row = entry_line(entry, session, line, is_chosen=index == self.place, who_cells=who_cells)
            lines.append((owned(entry.id), *clip(row, width)))
        return marked(lines, self._top, len(self.entries))


class EntriesScreen(ReviewView):
    """All that was recorded, the first event first."""

    WHERE = "DANS LE JOURNAL"
    OWN = JOURNAL
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(OWN, ())

    def __init__(self, review: Reviewed) -> None:
        super().__init__(review)
        self.narrowing = Narrowing()
        self._listed_of: tuple[Narrowing, Session] | None = None
        """What `_entries` was asked for: it is asked again when either changes."""
        self._entries: tuple[Entry, ...] = ()
        self._is_telling = False
        self._chosen = review.replay.count if review.replay is not None else len(self.whole.entries)
        """Id of the chosen event."""

    @property
    def whole(self) -> Session:
        """The session live, whatever instant is looked at: the journal is of all of it."""
        return self.review.desk.session

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield Entries(id="entries")
        yield Footer(id="footer")

    def picture(self) -> Picture:
        listed = len(self.query_one(Entries).entries)
        narrowing = replace(self.narrowing, author="") if self.vigie.masked else self.narrowing
        told: Line = (
            ("  journal ", "label"), (str(narrowing) or "entier", "amber+"),
            (f"  {plural(listed, 'événement')}", "label"),
        )  # fmt: skip
        return replace(super().picture(), instead_of_heading=told, hints=tuple(self._hints()))

    def _hints(self) -> Iterator[Hint]:
        for command in sorted((c for c in JOURNAL if c.rank), key=lambda c: c.rank):
            yield Hint(self.vigie.key_shown(command.id), command.label)

    def draw(self) -> None:
        if self.query(Entries):
            widget = self.query_one(Entries)
            shown = self.review.masking.shown(self.whole)
            widget.entries, widget.session = tuple(shown.entries[e.id - 1] for e in self._listed()), shown
            widget.place = self._place(widget.entries)
        super().draw()

    def _listed(self) -> tuple[Entry, ...]:
        asked = (self.narrowing, self.whole)
        is_known = self._listed_of is not None and self._listed_of[0] == asked[0] and self._listed_of[1] is asked[1]
        if not is_known and not self._is_telling:
            try:
                wanted = self.review.desk.matching(self.narrowing)
            except UnrecordedError as error:
                # The disk is gone for a moment: what was listed stays to be seen, under what it was listed by.
                if self._listed_of is not None:
                    self.narrowing = self._listed_of[0]
                self._tell(str(error))
                return tuple(entry for entry in self._entries if entry.id <= asked[1].last_id)
            # What another thread took in meanwhile is of the next session, which is asked about in its turn.
            found = tuple(asked[1].entries[id_ - 1] for id_ in wanted if id_ <= asked[1].last_id)
            self._listed_of, self._entries = asked, found
        return self._entries

    def _tell(self, why: str) -> None:
        """Say why nothing could be asked; what is drawn with the sentence asks for nothing."""
        self._is_telling = True
        try:
            self.vigie.refuse(why)
        finally:
            self._is_telling = False

    def _place(self, listed: tuple[Entry, ...]) -> int:
        """Of the chosen event, or of the last one before it that is listed."""
        before = sum(entry.id <= self._chosen for entry in listed)
        return max(0, before - 1)

    @property
    def chosen(self) -> Entry | None:
        """The event of the chosen row."""
        listed = self._listed()
        return listed[self._place(listed)] if listed else None

    # Commands ------------------------------------------------------------------------------------

    def go_there(self) -> None:
        """Look at the instant of the chosen event."""
        chosen = self.chosen
        if chosen is None:
            self.vigie.refuse("aucun événement n'est choisi")
            return
        self.review.jump_to(chosen.id)
        self.leave()

    def narrow_to_candidate(self) -> None:
        """The candidate of the chosen row; everybody again."""
        if self.narrowing.numbers:
            self.narrowing = replace(self.narrowing, numbers=())
            return
        numbers = numbers_of(self.chosen, self.whole) if self.chosen is not None else ()
        if numbers:
            self.narrowing = replace(self.narrowing, numbers=numbers[:1])
        else:
            self.vigie.refuse("cet événement ne concerne pas un candidat")

    def next_kind(self) -> None:
        """The next kind of events alone, round."""
        kinds = [(), *((name,) for name in (*GROUPS, OTHERS))]
        place = kinds.index(self.narrowing.kinds)
        self.narrowing = replace(self.narrowing, kinds=kinds[(place + 1) % len(kinds)])

    def next_author(self) -> None:
        """The next author's events alone, round."""
        authors = ["", *dict.fromkeys(entry.author for entry in self.whole.entries)]
        place = authors.index(self.narrowing.author) if self.narrowing.author in authors else 0
        self.narrowing = replace(self.narrowing, author=authors[(place + 1) % len(authors)])

    def choose_row(self, key: int) -> None:
        self._chosen = key

    @property
    def count(self) -> int:
        """How many events the session has."""
        return len(self.whole.entries)

    @property
    def page(self) -> int:
        """Rows of a page."""
        return max(1, self.query_one(Entries).size.height - 1)

    def move(self, steps: int) -> None:
        """Choose an event further down or up."""
        listed = self._listed()
        if listed:
            place = max(0, min(len(listed) - 1, self._place(listed) + steps))
            self._chosen = listed[place].id
