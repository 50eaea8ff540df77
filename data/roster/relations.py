"""How the parts of an XLSX name one another: which part is a sheet of the workbook, which holds a sheet's comments."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from data.roster.safe_xml import Handler, parse


class Relation(NamedTuple):
    """Another part that one part names."""

    name: str
    """What the part that names it calls it (« rId1 »)."""
    kind: str
    """Its type, as the address of one."""
    part: str
    """Its name in the workbook."""


def relations_of(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """What a part names, in its order.

    Args:
        parts: the parts of the workbook.
        part: the name of the one.

    Raises:
        RefusedFile: its list of them is no sound XML.
    """
    folder, name = posixpath.split(part)
    reader = _Relations(folder)
    listed = f"{folder}/_rels/{name}.rels"
    if listed in parts:
        parse(parts[listed], reader)
    return reader.found


class _Relations(Handler):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.found: list[Relation] = []
        self._folder = folder

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            inside = posixpath.normpath(posixpath.join(self._folder, target))
            part = target.lstrip("/") if target.startswith("/") else inside
            self.found.append(Relation(attributes.get("Id", ""), attributes.get("Type", ""), part))
