"""XML that comes from elsewhere, read as a stream: no document type, no entity, no inclusion, nothing fetched."""

from __future__ import annotations

import io
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource, Locator

from data.roster.wording import RefusedFile

MOST_ELEMENTS = 1_000_000
"""A sheet of 5,000 candidates has 200,000, the pupils of a large school as many."""

_XINCLUDE = "http://www.w3.org/2001/XInclude"
_NO_CONTENT = "no element found"


class EnoughRead(Exception):  # noqa: N818 - it ends a reading, nothing failed
    """Raised by a handler that needs no more of the document."""


class Handler(ContentHandler):
    """Is told of elements by their local names; knows the line that is being read."""

    def __init__(self) -> None:
        super().__init__()
        self._place: Locator | None = None
        self._elements = 0

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name is SAX's
        """Keep what knows the line."""
        self._place = locator

    def line(self) -> int:
        """Physical line of the element that is being told, from 1."""
        return (self._place.getLineNumber() if self._place else None) or 1

    def startElementNS(  # noqa: N802 - the name is SAX's
        self,
        name: tuple[str | None, str],
        qname: str | None,  # noqa: ARG002 - SAX passes it
        attrs: AttributesNSImpl,
    ) -> None:
        """Refuse an inclusion, pass on the rest."""
        uri, local_name = name
        if uri == _XINCLUDE:
            raise RefusedFile(
                "Le fichier demande d'en inclure un autre (XInclude), c'est refusé ; exportez-le à nouveau.",
                self.line(),
            )
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise RefusedFile("Le fichier est bien trop volumineux pour une liste de candidats ; vérifiez-le.")
        self.begins(local_name, {local: value for (_, local), value in attrs.items()})

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802, ARG002
        """Pass on the end of an element."""
        self.ends(name[1])

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def ends(self, name: str) -> None:
        """An element ends."""


def parse(data: bytes, handler: Handler) -> None:
    """Read a document to its end, or until the handler has enough.

    Raises:
        RefusedFile: broken or cut short (with the line), an unknown encoding, or one of the constructions that can
            reach other files or grow without end.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        parser.parse(source)
    except EnoughRead:
        return
    except DefusedXmlException as failure:
        raise RefusedFile(
            "Le fichier déclare un type de document ou des entités, c'est refusé par sécurité ; "
            "exportez-le à nouveau depuis l'application d'origine.",
            parser.getLineNumber(),
        ) from failure
    except SAXParseException as failure:
        line = failure.getLineNumber()
        if _NO_CONTENT in failure.getMessage():
            raise RefusedFile("Le fichier XML s'interrompt avant sa fin ; exportez-le à nouveau.", line) from failure
        raise RefusedFile(
            "Le XML est abîmé, ou n'est pas dans l'encodage qu'il annonce ; exportez le fichier à nouveau.", line
        ) from failure
    except (LookupError, ValueError) as failure:
        raise RefusedFile(
            "L'encodage annoncé par le fichier XML est inconnu ; exportez le fichier à nouveau.", 1
        ) from failure
