"""What a paper says besides its letters: headings, rows and cells in the order they are read, and its bookmarks.

A screen reader goes by this, not by where the ink is. fpdf2 knows a structure of one level, made for pictures; a table
needs three. So the tree is ours: fpdf2 asks its `struct_builder` for the objects of the tree and writes them, and
`Structure` stands in its place. ISO 32000-1, 14.7 and 14.8, says what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences
from fpdf.structure_tree import StructureTreeBuilder
from fpdf.syntax import PDFObject

Kind = Literal["H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"]
Scope = Literal["", "Row", "Column"]
"""Of which cells a `TH` is the heading: those beside it, or those below."""


class Element(PDFObject):
    """A part of a paper: what kind it is, and its parts or its letters."""

    def __init__(self, pdf: FPDF, kind: str, parent: PDFObject, scope: Scope = "", span: int = 1) -> None:
        super().__init__()
        self._pdf = pdf
        self.kind, self._scope, self._span = kind, scope, span
        self._parent = parent
        self._kids: list[Element | tuple[int, int]] = []

    def element(self, kind: Kind, scope: Scope = "", span: int = 1) -> Element:
        """A new part, behind those it has."""
        part = Element(self._pdf, kind, self, scope, span)
        self._kids.append(part)
        return part

    def letters(self, page: int, rank: int) -> None:
        """Letters of it: which marked content of which page."""
        self._kids.append((page, rank))

    def each(self) -> Iterator[Element]:
        """Itself and all its parts, in reading order."""
        yield self
        for kid in self._kids:
            if isinstance(kid, Element):
                yield from kid.each()

    def serialize(self, obj_dict: dict[str, object] | None = None, _security_handler: Any = None) -> str:  # noqa: ARG002, D102 - asked by fpdf2
        written: dict[str, object] = {
            "/Type": "/StructElem",
            "/S": f"/{self.kind}",
            "/P": self._parent.ref,
            "/K": f"[{' '.join(map(self._written, self._kids))}]",
        }
        if self._scope:
            written["/A"] = f"<</O /Table /Scope /{self._scope}>>"
        elif self._span > 1:
            written["/A"] = f"<</O /Table /ColSpan {self._span}>>"
        return super().serialize(written)

    def _written(self, kid: Element | tuple[int, int]) -> str:
        if isinstance(kid, Element):
            return kid.ref
        page, rank = kid
        return f"<</Type /MCR /Pg {self._pdf.pages[page].ref} /MCID {rank}>>"


class _Root(PDFObject):
    """Where a reader begins: the document, and for each page whose its letters are."""

    def __init__(self, structure: Structure) -> None:
        super().__init__()
        self._structure = structure

    def serialize(self, obj_dict: dict[str, object] | None = None, _security_handler: Any = None) -> str:  # noqa: ARG002
        owners = self._structure.owners
        pages = (f"{page - 1} [{' '.join(one.ref for one in owners[page])}]" for page in sorted(owners))
        return super().serialize(
            {
                "/Type": "/StructTreeRoot",
                "/K": f"[{self._structure.document.ref}]",
                "/ParentTree": f"<</Nums [{' '.join(pages)}]>>",
            }
        )


class Structure(StructureTreeBuilder):
    """The tree of a paper, in the place of the one that fpdf2 would write."""

    def __init__(self, pdf: FPDF) -> None:
        super().__init__()
        self.root = _Root(self)
        self.document = Element(pdf, "Document", self.root)
        self.owners: dict[int, list[Element]] = {}
        """By page: whose each of its marked contents is."""

    def empty(self) -> bool:
        """A paper is never without."""
        return False

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.root
        yield from self.document.each()


class TaggedPdf(FPDF):
    """The pages of a paper whose letters all belong to a part of it, or are told to be mere repetition."""

    def __init__(self, **format_of_pages: Any) -> None:
        super().__init__(**format_of_pages)
        self._tree = Structure(self)
        self.struct_builder = self._tree
        self._open: list[Element | None] = [self._tree.document]
        """From the whole to the part that is being written; None: what is drawn is no part of the text."""
        # A window is called by what the paper is, not by the name of its file.
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    @property
    def document(self) -> Element:
        """The whole paper."""
        return self._tree.document

    def part(self, kind: Kind, scope: Scope = "", span: int = 1) -> Element | None:
        """A new part of what is being written; none of what is mere repetition.

        Args:
            kind: what it is.
            scope: of a heading of cells.
            span: over how many columns a cell goes.
        """
        inside = self._open[-1]
        return None if inside is None else inside.element(kind, scope, span)

    @contextmanager
    def within(self, part: Element | None) -> Iterator[None]:
        """What is drawn meanwhile belongs to this part; None: it is a repetition, and read to nobody."""
        self._open.append(part)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def marked(self) -> Iterator[None]:
        """Letters are drawn, of the part that is being written."""
        part = self._open[-1]
        if part is None:
            with self.ornament():
                yield
            return
        owners = self._tree.owners.setdefault(self.page, [])
        self.pages[self.page].struct_parents = self.page - 1
        part.letters(self.page, len(owners))
        self._out(f"/{part.kind} <</MCID {len(owners)}>> BDC")
        owners.append(part)
        yield
        self._out("EMC")

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """A rule, a ground, what each page repeats: nothing that is read."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")
