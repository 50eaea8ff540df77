"""The cell formats of an XLSX, as far as they mark somebody: those that strike through, those that colour."""

from __future__ import annotations

from collections.abc import Mapping

from data.roster.safe_xml import Handler
from supervisor.digits import number_in

_ON = frozenset({"1", "true", "on"})
_FILLS_OF_EXCEL = 2
_WHITE = frozenset({"ffffffff", "00ffffff", "ffffff", "#ffffff", "9", "transparent", "none"})


def is_on(attributes: Mapping[str, str], key: str = "val") -> bool:
    """Whether a switch is on: an element without « val » is, an attribute that is not there is not."""
    return attributes.get(key, "1" if key == "val" else "0").casefold() in _ON


def is_paper(colour: str) -> bool:
    """Whether a background is white, as either kind of workbook writes it, or shows the sheet behind it."""
    return colour.casefold() in _WHITE


def number_of(text: str | None) -> int:
    """A number of an attribute; 0 for what is none."""
    return number_in(text or "") or 0


class Formats(Handler):
    """Which fonts strike through, which fills colour, and which cell formats use them."""

    def __init__(self) -> None:
        super().__init__()
        self._fonts: list[bool] = []
        self._fills: list[str] = []
        self._formats: list[tuple[int, int]] = []
        self._inside = ""

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """Take in a font, a fill or a format."""
        if name in {"fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._inside = name
        elif self._inside == "fills":
            self._fill_goes_on(name, attributes)
        elif self._inside == "fonts" and name == "font":
            self._fonts.append(False)
        elif self._inside == "fonts" and name == "strike" and self._fonts:
            self._fonts[-1] = is_on(attributes)
        elif self._inside == "cellXfs" and name == "xf":
            self._formats.append((number_of(attributes.get("fontId")), number_of(attributes.get("fillId"))))

    def _fill_goes_on(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "fill":
            self._fills.append("")
        # Excel keeps its first two for itself: none, and a grey that no cell has.
        elif len(self._fills) <= _FILLS_OF_EXCEL:
            return
        elif name == "patternFill" and attributes.get("patternType", "none") != "none":
            self._fills[-1] = attributes["patternType"]
        elif name == "gradientFill":
            self._fills[-1] = f"gradient {len(self._fills)}"
        elif name == "fgColor" and self._fills[-1]:
            said = " ".join(attributes[kind] for kind in ("rgb", "indexed", "theme", "tint") if kind in attributes)
            is_white = is_paper(said) or (attributes.get("theme") == "0" and attributes.get("tint", "0") == "0")
            self._fills[-1] = "" if is_white else f"{self._fills[-1]} {said}"

    def ends(self, name: str) -> None:
        """Leave the list of them."""
        if name == self._inside:
            self._inside = ""

    def struck(self) -> frozenset[str]:
        """The formats, as cells name them."""
        return frozenset(
            str(number)
            for number, (font, _) in enumerate(self._formats)
            if font < len(self._fonts) and self._fonts[font]
        )

    def coloured(self) -> dict[str, str]:
        """The colours of the formats that have one."""
        return {
            str(number): self._fills[fill]
            for number, (_, fill) in enumerate(self._formats)
            if fill < len(self._fills) and self._fills[fill]
        }
