"""Names of birthplaces by their INSEE codes, read when the first one is asked for and never before.

`communes.tsv.gz` and `countries.tsv` say their source and date in their first lines; `benchmarks/places.py` makes the
former.
"""

from __future__ import annotations

import gzip
from datetime import date
from functools import lru_cache
from importlib import resources


def name_of(code: str, born: date | None = None) -> str:
    """What a place is called by its INSEE code.

    Args:
        code: five characters (« 29019 », « 2A004 »); 99 and three digits for a country.
        born: the day: a commune is called as it was then, as documents of identity do.

    Returns:
        The name, or nothing for an unknown code.
    """
    if len(code) != 5 or not code.isascii() or not code.isalnum():
        return ""
    table = _countries() if code.startswith("99") else _communes()
    wanted = f"\n{code.upper()}\t".encode()
    begin = table.find(wanted)
    if begin < 0:
        return ""
    begin += len(wanted)
    name, *later = table[begin : table.index(b"\n", begin)].decode().split("\t")
    for since, newer in zip(later[::2], later[1::2], strict=True):
        if born is None or born.isoformat() >= since:
            name = newer
    return name


@lru_cache(maxsize=1)
def _communes() -> bytes:
    return gzip.decompress(resources.files(__package__).joinpath("communes.tsv.gz").read_bytes())


@lru_cache(maxsize=1)
def _countries() -> bytes:
    return resources.files(__package__).joinpath("countries.tsv").read_bytes()
