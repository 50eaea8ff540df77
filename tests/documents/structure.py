"""Reading papers back as a screen reader does: their headings, rows and cells, and what belongs to none of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

from tests.documents.reading import _Font


@dataclass
class Part:
    """A part of a paper: what it is, its letters, its parts."""

    kind: str
    text: str = ""
    scope: str = ""
    span: int = 1
    parts: list[Part] = field(default_factory=list)

    def each(self, *kinds: str) -> Iterator[Part]:
        """It and all below, in reading order; of these kinds alone where some are named."""
        if not kinds or self.kind in kinds:
            yield self
        for part in self.parts:
            yield from part.each(*kinds)

    @property
    def whole(self) -> str:
        """All that is read of it."""
        return " ".join(filter(None, (self.text, *(part.whole for part in self.parts))))


class Tagged:
    """A PDF as it is read to somebody."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.catalog: Any = self.reader.root_object
        self.loose: list[str] = []
        """Letters that are neither a part of the text nor said to be a repetition."""
        self.repeated: list[str] = []
        """Letters that are no part of the text: heads, feet, headings of tables on later pages."""
        self._letters: dict[tuple[int, int], str] = {}
        self._pages = {page.indirect_reference.idnum: rank for rank, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]
        for rank, page in enumerate(self.reader.pages):
            self._read(rank, page)
        tree: Any = self.catalog["/StructTreeRoot"]
        [document] = tree["/K"]
        self.unread = dict(self._letters)
        """Letters that no part asks for; empty once all is read."""
        self.document = self._part(document.get_object())
        self._holds_together(tree)

    @property
    def outline(self) -> list[tuple[int, str, int]]:
        """The bookmarks: how deep, what they say, on which page (from 1)."""
        return list(self._bookmarks(self.reader.outline, 0))

    def headings(self) -> list[tuple[int, str]]:
        """Level and text, in reading order."""
        return [(int(part.kind[1]), part.whole) for part in self.document.each("H1", "H2", "H3", "H4")]

    def _bookmarks(self, listed: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for one in listed:
            if isinstance(one, list):
                yield from self._bookmarks(one, depth + 1)
            else:
                yield depth, str(one.title), (self.reader.get_destination_page_number(one) or 0) + 1

    def _read(self, rank: int, page: PageObject) -> None:
        fonts = {name: _Font(font) for name, font in page["/Resources"]["/Font"].items()}  # type: ignore[index]
        font: _Font | None = None
        inside: list[int | None] = []
        operations: list[tuple[Any, bytes]] = ContentStream(page.get_contents(), self.reader).operations
        for operands, operator in operations:
            if operator == b"BDC":
                assert not inside, "marked content within another is not followed"
                inside.append(int(operands[1]["/MCID"]))
                self._letters[rank, inside[-1] or 0] = ""
            elif operator == b"BMC":
                assert not inside
                assert operands[0] == "/Artifact"
                inside.append(None)
            elif operator == b"EMC":
                inside.pop()
            elif operator == b"Tf":
                font = fonts[operands[0]]
            elif operator == b"Tj":
                assert font is not None
                said, _ = font.read(operands[0].original_bytes)
                if not inside:
                    self.loose.append(said)
                elif inside[-1] is None:
                    self.repeated.append(said)
                else:
                    self._letters[rank, inside[-1]] += said
            elif operator in (b"re", b"S", b"f", b"B"):
                assert inside == [None], "a rule or a ground is read to nobody"
        assert not inside

    def _part(self, found: DictionaryObject) -> Part:
        attributes: Any = found.get("/A", {})
        scope, span = str(attributes.get("/Scope", "")).strip("/"), int(attributes.get("/ColSpan", 1))
        part = Part(str(found["/S"]).strip("/"), scope=scope, span=span)
        for kid in found["/K"]:  # type: ignore[attr-defined]
            one: Any = kid.get_object()
            if one.get("/Type") == "/MCR":
                letters = self.unread.pop((self._pages[one.raw_get("/Pg").idnum], int(one["/MCID"])))
                part.text = " ".join(filter(None, (part.text, letters)))
            else:
                assert one.raw_get("/P") == found.indirect_reference
                part.parts.append(self._part(one))
        return part

    def _holds_together(self, tree: Any) -> None:
        """From a page, too, its letters lead to their part."""
        listed = tree["/ParentTree"]["/Nums"]
        owners: dict[int, ArrayObject] = dict(zip(map(int, listed[::2]), listed[1::2], strict=True))
        for rank, page in enumerate(self.reader.pages):
            marked = sum(on == rank for on, _ in self._letters)
            mine = owners[int(page["/StructParents"])] if marked else []  # type: ignore[call-overload]
            assert len(mine) == marked
            for mcid, owner in enumerate(mine):
                assert isinstance(owner, IndirectObject)
                kids: Any = owner.get_object()["/K"]  # type: ignore[index]
                assert any(
                    kid.get_object().get("/MCID") == mcid and self._pages[kid.get_object().raw_get("/Pg").idnum] == rank
                    for kid in kids
                )


def assert_read(paper: Tagged) -> None:
    """What is true of each paper of ours: all of it is read, once, in its order, by headings, rows and cells."""
    assert paper.catalog["/Lang"] == "fr-FR"
    assert paper.catalog["/MarkInfo"]["/Marked"]
    assert paper.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    told, known = paper.reader.xmp_metadata, paper.reader.metadata
    assert told is not None
    assert known is not None
    assert told.dc_title == {"x-default": known.title}, "what catalogues it, or reads it aloud, finds its title"
    assert paper.loose == [], "letters that belong to nothing"
    assert paper.unread == {}, "letters that no part has"
    levels = [level for level, _ in paper.headings()]
    assert levels[0] == 1, "the title comes first"
    assert levels.count(1) == 1
    assert all(then <= before + 1 for before, then in pairwise(levels)), "a level is left out"
    assert all(text for _, text in paper.headings())
    for table in paper.document.each("Table"):
        widths = {sum(cell.span for cell in row.parts) for row in table.parts}
        assert len(widths) == 1, "each row has as many cells"
        assert all(row.kind == "TR" for row in table.parts)
        heads = list(table.each("TH"))
        assert heads, "no cell of it is a heading"
        assert all(head.scope in ("Row", "Column") and head.whole for head in heads)
        assert all(cell.kind in ("TH", "TD") for row in table.parts for cell in row.parts)
    for listed in paper.document.each("L"):
        assert [[part.kind for part in one.parts] for one in listed.parts] == [["Lbl", "LBody"]] * len(listed.parts)
