"""An official form on A4: what stands on each of its pages, and where the next thing goes.

Black on white, so that it survives a photocopier; each page bears the number of the session, its own number, and
whether the session is closed, with its seal. Positions are millimetres from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from xml.sax.saxutils import escape

from data.documents.headed import headed
from data.documents.parts import BODY, SMALL, Align, Level, Paper
from data.documents.pdf import lettering
from data.documents.pdf.lettering import LACKING, MM
from data.documents.pdf.tags import Element, Kind, Scope, TaggedPdf
from supervisor.session import Session
from supervisor.wording import typographic

MARGIN = 12.0
"""Left and right."""
TOP = 9.0
FOOT = 19.0
"""What the foot of a page takes, its margin included."""
SHADE = 232
"""The light grey of headings: still white enough for black letters once copied."""

_ALL_PAGES = "{nb}"
_DESCRIPTION = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
"""What the file says of itself for whoever catalogues it or reads it aloud: its title. It claims no conformity with
PDF/UA: no validator of all of its rules has seen it."""


class Pages:
    """The pages of a paper, written from top to bottom."""

    def __init__(self, title: str, about: str, made_at: datetime, *, landscape: bool = False) -> None:
        """Begin with an empty first page.

        Args:
            title: what kind of paper it is.
            about: what it is about, besides its title, for the properties of the file.
            made_at: the local instant it is made at.
            landscape: for wide tables.
        """
        self.title = title
        self._lacks = False
        self.pdf = TaggedPdf(orientation="landscape" if landscape else "portrait", unit="mm", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        lettering.embed(self.pdf)
        self.pdf.set_creation_date(made_at)
        self.pdf.set_producer("Vigie")
        self.pdf.set_lang("fr-FR")
        named = f"{title}, {about}"
        self.pdf.set_title(named)
        self.pdf.set_xmp_metadata(_DESCRIPTION.format(escape(named)))
        self.left = MARGIN
        self.width = self.pdf.w - 2 * MARGIN
        self.bottom = self.pdf.h - FOOT
        self.y = 0.0
        """Where the next thing goes."""
        self.room_of_a_page = 0.0
        """Millimetres between head and foot."""
        self.new_page()

    def output(self) -> bytes:
        """The whole paper; its last foot is read, the others are repetitions of it."""
        self._foot()
        content = bytes(self.pdf.output())
        lettering.release(self.pdf)
        return content

    # Pages ---------------------------------------------------------------------------------------

    def new_page(self) -> None:
        """End this page and begin another."""
        is_first = not self.pdf.page
        if not is_first:
            with self.pdf.within(None):
                self._foot()
        self._lacks = False
        self.pdf.add_page()
        self.pdf.set_line_width(0.2)
        self.y = TOP
        with self.pdf.within(self.pdf.document if is_first else None):
            self._head()
        self.room_of_a_page = self.bottom - self.y

    def need(self, height: float) -> None:
        """Begin a new page unless so many millimetres are left on this one."""
        if self.y + height > self.bottom:
            self.new_page()

    def _head(self) -> None:
        """What stands at the top of each page."""
        raise NotImplementedError

    def _titled(self, boxed: str, below: str, place: str) -> None:
        """A head: the title and the place at the left, and a box at the right."""
        box = 62.0
        room = self.width - box - 5
        boxed_at = self.left + self.width - box + 2
        with self.part("H1"):
            self._one_line(self.title, self.left, self.y, room, 14, bold=True)
        size, lines = lettering.fitted(lettering.drawable(place), room, 7.8, (BODY, SMALL, 6.5))
        with self.part("P"):
            self.lines(lines, self.left, self.y + 7, size)
        self.rectangle(self.left + self.width - box, self.y, box, 14)
        with self.part("P"):
            self._one_line(boxed, boxed_at, self.y + 1.2, box - 4, 12, bold=True, align="centre")
            self._one_line(below, boxed_at, self.y + 8, box - 4, BODY, align="centre")
        self.y += 16
        self.rule(self.y)
        self.y += 3

    def _foot(self) -> None:
        """What stands at the bottom of each page."""
        raise NotImplementedError

    def _numbered(self, about: str, made: str, standing: str, *, strong: bool = False) -> None:
        """A foot: what the paper is about, the page, when it was made; and below how final it is."""
        y = self.bottom + 2
        self.rule(y)
        self._font(SMALL, bold=False)
        # The one place where the number of pages is put in at the end: nothing that somebody typed stands on this line.
        self.pdf.set_xy(self.left, y + 1)
        page = f"page {self.pdf.page}/{_ALL_PAGES}"
        text = lettering.drawable(typographic(f"{about}  ·  {page}  ·  {made}"))
        with self.part("P"), self.pdf.marked():
            self.pdf.cell(w=self.width, h=lettering.line_height(SMALL), text=text)
        if standing:
            with self.part("P"):
                self._one_line(standing, self.left, y + 4.5, self.width, SMALL, bold=strong)
        if self._lacks:
            told = f"{LACKING} : un caractère que la police de ce document n'a pas ; la liste et le journal le gardent."
            # Of this page alone, so that it is read wherever it stands.
            with self.pdf.within(self.pdf.document), self.part("P"):
                self._one_line(told, self.left, y + 8, self.width, SMALL)

    # What is read ----------------------------------------------------------------------------------

    @contextmanager
    def part(self, kind: Kind, scope: Scope = "", span: int = 1) -> Iterator[Element | None]:
        """What is written meanwhile is a part of this kind, to whoever does not see the page."""
        part = self.pdf.part(kind, scope, span)
        with self.pdf.within(part):
            yield part

    # Marks on the page ---------------------------------------------------------------------------

    def rectangle(self, x: float, y: float, width: float, height: float, *, shaded: bool = False) -> None:
        """A box; shaded for headings."""
        self.pdf.set_fill_color(SHADE)
        with self.pdf.ornament():
            self.pdf.rect(x, y, width, height, style="DF" if shaded else "D")

    def rule(self, y: float) -> None:
        """A line from margin to margin."""
        with self.pdf.ornament():
            self.pdf.line(self.left, y, self.left + self.width, y)

    def band(self, text: str) -> None:
        """White letters on black, from margin to margin: what nobody may overlook."""
        size = 10.0
        height = lettering.line_height(size) + 1.6
        self.pdf.set_fill_color(0)
        with self.pdf.ornament():
            self.pdf.rect(self.left, self.y, self.width, height, style="F")
        self.pdf.set_text_color(255)
        with self.part("P"):
            self._one_line(text, self.left + 2, self.y + 0.8, self.width - 4, size, bold=True, align="centre")
        self.pdf.set_text_color(0)
        self.y += height + 2

    def lines(
        self,
        lines: list[str],
        x: float,
        y: float,
        size: float,
        *,
        bold: bool = False,
        struck: bool = False,
        align: Align = "left",
        room: float = 0,
    ) -> None:
        """Draw lines that were measured, the first one with its top at `y`.

        Args:
            lines: drawable texts, see `lettering.lines_of`.
            x: left edge of the room they have.
            y: top of the first line.
            size: of the letters, in points.
            bold: heavier letters.
            struck: with a line through each.
            align: within the room.
            room: width they are aligned in.
        """
        self._font(size, bold=bold)
        for rank, line in enumerate(lines):
            taken = lettering.width(line, size, bold)
            begin = x + {"left": 0, "right": room - taken, "centre": (room - taken) / 2}[align]
            baseline = y + rank * lettering.line_height(size) + lettering.BASELINE * size * MM
            self._lacks = self._lacks or LACKING in line
            if line:
                with self.pdf.marked():
                    self.pdf.text(begin, baseline, line)
            if struck and line:
                middle = baseline - 0.27 * size * MM
                with self.pdf.ornament():
                    self.pdf.line(begin, middle, begin + taken, middle)

    def _one_line(
        self, text: str, x: float, y: float, room: float, size: float, *, bold: bool = False, align: Align = "left"
    ) -> None:
        line = lettering.cut(lettering.drawable(typographic(text), bold), room, size, bold)
        self.lines([line], x, y, size, bold=bold, align=align, room=room)

    def _font(self, size: float, *, bold: bool) -> None:
        self.pdf.set_font(lettering.FAMILY, "B" if bold else "", size)

    # Running text --------------------------------------------------------------------------------

    def heading(self, text: str, *, keep: float, level: Level, size: float) -> None:
        """The title of a part, never left alone at the foot of a page: so many millimetres stay with it.

        Args:
            text: what it says.
            keep: millimetres.
            level: 2 for a part of the paper, 3 for a part of that.
            size: of the letters, in points.
        """
        lines = lettering.lines_of(lettering.drawable(typographic(text), bold=True), self.width, size, bold=True)
        self.need(keep + (len(lines) - 1) * lettering.line_height(size))
        self.y += 1.5
        self.bookmark(text, level)
        with self.part("H3" if level == 3 else "H2"):
            self.lines(lines, self.left, self.y, size, bold=True)
        self.y += len(lines) * lettering.line_height(size) + 1

    def bookmark(self, text: str, level: Level) -> None:
        """This place of the paper, by a name in the list beside it."""
        self.pdf.set_xy(self.left, self.y)
        self.pdf.start_section(typographic(text), level - 2)

    def paragraph(
        self, text: str, *, size: float = BODY, bold: bool = False, indent: float = 0, mark: str = "", gap: float = 1.5
    ) -> None:
        """A text of ours over the width of the page, with a mark before it (a number, a dash) where there is one."""
        measured = lettering.lines_of(lettering.drawable(typographic(text), bold), self.width - indent, size, bold)
        height = lettering.line_height(size)
        self.need(min(len(measured), 3) * height)
        with ExitStack() as parts:
            if mark:
                parts.enter_context(self.part("LI"))
                with self.part("Lbl"):
                    self.lines([lettering.drawable(mark, bold)], self.left, self.y, size, bold=bold)
            parts.enter_context(self.part("LBody" if mark else "P"))
            for line in measured:
                self.need(height)
                self.lines([line], self.left + indent, self.y, size, bold=bold)
                self.y += height
        self.y += gap

    def signatures(self, labels: Sequence[str], *, height: float = 22, most: int = 3) -> None:
        """Boxes to sign in, all as wide, each with whose it is.

        Args:
            labels: whose; an empty one is nobody's yet.
            height: of a box, in millimetres.
            most: side by side.
        """
        rows = -(-len(labels) // most)
        across = max(2, -(-len(labels) // rows))
        width = self.width / across
        for first in range(0, len(labels), across):
            self.need(height + 2)
            for rank, label in enumerate(labels[first : first + across]):
                x = self.left + rank * width
                self.rectangle(x, self.y, width, height)
                text = lettering.drawable(typographic(label))
                size, lines = lettering.fitted(text, width - 3, min(8, height - 5), (SMALL, 7, 6, 5.5))
                with self.part("P"):
                    self.lines(lines, x + 1.5, self.y + 0.8, size)
            self.y += height
        self.y += 2.5


class Sheet(Pages):
    """The pages of one paper of a session."""

    def __init__(self, session: Session, paper: Paper, now: datetime) -> None:
        """Begin with an empty first page.

        Args:
            session: whose number, place, day and seal stand on each page.
            paper: what is written.
            now: the instant it is made at, UTC.
        """
        self._headed = headed(session, now, is_record=paper.is_record)
        made_at = session.local(now)
        super().__init__(paper.title, f"session {session.number}", made_at, landscape=paper.is_wide)

    def _head(self) -> None:
        said = self._headed
        if said.rehearsal:
            self.band(said.rehearsal)
        if said.warning:
            self.band(said.warning)
        self._titled(said.session, f"{said.day}, {said.start}", said.place)

    def _foot(self) -> None:
        said = self._headed
        self._numbered(said.short, said.made, said.standing, strong=said.is_sealed)
