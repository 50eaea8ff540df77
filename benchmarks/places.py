"""How `data/reference/communes.tsv.gz` is made: `python benchmarks/places.py NEWEST HISTORY [OUT]`, once a year.

NEWEST and HISTORY are the `data` folders of two editions of the npm package `@etalab/decoupage-administratif` (its data
are under the Licence Ouverte, from INSEE's Code officiel géographique): the newest one, 6.0.0 for 2026, and 0.7.0, the
last that holds `historique-communes.json`, every commune since 1943. A code whose commune changed its name keeps each
name with the day from which it was so, since a document of identity says the one of its time.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HISTORY_ENDS = "2019-01-01"
"""What the newest edition says otherwise came after the history's end."""
HEAD = """\
# Communes de naissance par leur code INSEE, anciennes, associées et déléguées comprises, depuis 1943.
# Source : INSEE, Code officiel géographique au 1er janvier 2026 et historique au 1er janvier 2019, repris d'Etalab
# (decoupage-administratif 6.0.0 et 0.7.0). Licence Ouverte.
# code, nom, puis pour chaque nom suivant : depuis quand, nom
"""


def lines(newest: list[dict[str, Any]], history: list[dict[str, Any]]) -> list[str]:
    """One line a code: its names in their order, each but the first with the day from which it holds."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    lesser: dict[str, str] = {}
    for row in history:
        if row["type"] == "COM":
            names[row["code"]].append((row.get("dateDebut", ""), row["nom"]))
        else:
            lesser[row["code"]] = row["nom"]
    today = {row["code"]: row["nom"] for row in newest if row["type"] == "commune-actuelle"}
    lesser |= {row["code"]: row["nom"] for row in newest if row["type"] != "commune-actuelle"}
    for code, name in today.items():
        names[code].append((HISTORY_ENDS, name))
    for code, name in lesser.items():
        if code not in names:
            names[code].append(("", name))
    return [f"{code}\t{_told(sorted(names[code]))}" for code in sorted(names)]


def _told(named: list[tuple[str, str]]) -> str:
    kept: list[tuple[str, str]] = []
    for since, name in named:
        if not kept or kept[-1][1] != name:
            kept.append((since, name))
    (_, first), *later = kept
    return "\t".join([first, *(part for one in later for part in one)])


def main(newest: str, history: str, out: str = "data/reference/communes.tsv.gz") -> None:
    """Write the table."""
    told = lines(
        json.loads((Path(newest) / "communes.json").read_text(encoding="utf-8")),
        json.loads((Path(history) / "historique-communes.json").read_text(encoding="utf-8")),
    )
    Path(out).write_bytes(gzip.compress((HEAD + "\n".join(told) + "\n").encode(), 9, mtime=0))
    print(f"{len(told)} codes")


if __name__ == "__main__":
    main(*sys.argv[1:])
