"""A paper over a school year: its title and its year on each page, and no session's seal."""

from __future__ import annotations

from datetime import datetime

from data.documents.headed import made_words
from data.documents.pdf.sheet import Pages
from data.documents.yearly.section import YearDocument


class YearPages(Pages):
    """The pages of a document over a year."""

    def __init__(self, document: YearDocument, made_at: datetime) -> None:
        """Begin with an empty first page.

        Args:
            document: what is written.
            made_at: the local instant it is made at.
        """
        self._document = document
        self._made_at = made_at
        super().__init__(document.name, document.year, made_at, landscape=True)

    def _head(self) -> None:
        document = self._document
        said = [part for part in (document.warning, document.subtitle) if part]
        self._titled(document.year, "année scolaire", f"{'. '.join(said)}. {document.made}")

    def _foot(self) -> None:
        made = made_words(self._made_at, str(self._made_at.tzinfo or ""))
        said = [part for part in (self._document.warning, self._document.standing) if part]
        self._numbered(self._document.title, made, "  ·  ".join(said), strong=bool(self._document.warning))
