"""Inputs spoilt by chance: texts, bytes, JSON and zips that begin as what Vigie reads and end as what nobody writes.

A seed and a rank give the same input on every machine.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

ODD = (
    "", " ", "\t", "\n", "\r\n", "\r", "\v", "\f", "\x00", "\x07", "\x1b[2J", "\x1b]0;t\x07", "\x1b]8;;x\x1b\\",
    "\x9b2J", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\u0301" * 9, "\ud800", "\udcff", "\uffff",
    "\U0010ffff", "😀", "北", "ﷺ", "é", "É", "ß", "ı", "İ", "’", "'", '"', "“", "«", "»", "²", "٣", "２", "①", "½", "⅓",
    "−", "–", "-", "+", "=", "@", "=1+1", "%s", "%", "{}", "{0.__class__}", "[red]", "[/]", "[@click=x]", "<b>",
    "&amp;", "`", "|", "*", "_", "#", "\\", "/", "../", "~", "~x", "C:", "CON", "NUL.txt", ".", "..", ";", ",", ":",
    "h", "H", "0", "1", "9", "00", "-0", "1e9", "1e400", "inf", "nan", "NaN", "-Infinity", "0x1", "1_0", "9" * 25,
    "9" * 5000, "A" * 300, "/" * 40, "((((", "[" * 40, "24:00", "23:59:60", "29/02/2027", "0001-01-01", "9999-12-31",
    "+24:00", "-23:59", "Z", "T", "null", "true", "p1", "3-1",
)  # fmt: skip
"""Pieces of a text that somebody, or some program, would stumble over."""


def text(random: Random, seeds: Sequence[str]) -> str:
    """One of these texts, spoilt a little, much, or not at all."""
    found = random.choice(seeds)
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 5))):
        place = int(random.random() * (len(found) + 1))
        match int(random.random() * 7):
            case 0:
                found = found[:place] + random.choice(ODD) + found[place:]
            case 1:
                found = found[:place] + found[place + 1 :]
            case 2:
                found = found[:place] + chr(int(random.random() * 0x500)) + found[place + 1 :]
            case 3:
                found = found[:place] + random.choice(seeds)[place:]
            case 4:
                found = found[:place]
            case 5:
                found = found[:place] + str(int(random.random() ** 6 * 10**9)) + found[place + 1 :]
            case _:
                found = found[:place] + found[place:][: 1 + int(random.random() * 6)] * 2 + found[place:]
    return found


def texts(random: Random, seeds: Sequence[str], most: int) -> list[str]:
    """Up to so many of them."""
    return [text(random, seeds) for _ in range(int(random.random() * (most + 1)))]


def data(random: Random, seed: bytes) -> bytes:
    """These bytes with some of them changed, cut, doubled or moved."""
    found = bytearray(seed)
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        place = int(random.random() * (len(found) + 1))
        other = int(random.random() * (len(found) + 1))
        match int(random.random() * 6):
            case 0 if found:
                found[place - 1] = int(random.random() * 256)
            case 1:
                found[place:place] = random.choice(ODD).encode("utf-8", "surrogatepass")
            case 2:
                del found[place : place + 1 + int(random.random() ** 4 * 200)]
            case 3:
                found[place:place] = found[other : other + 1 + int(random.random() ** 4 * 300)]
            case 4:
                del found[place:]
            case _:
                found[place : place + 2] = random.randbytes(2)
    return bytes(found)


def value(random: Random, known: Sequence[Any] = ()) -> Any:
    """Any value that JSON can hold, of any kind."""
    match int(random.random() * 14):
        case 0:
            return None
        case 1:
            return random.random() < 0.5
        case 2:
            return random.choice((0, 1, -1, 2, 10**6, -(10**6), 2**31, 2**63, 10**30, -(10**30)))
        case 3:
            return random.choice((0.5, 1e308, -1e308, float("inf"), float("-inf"), float("nan"), 1.0, -0.0))
        case 4:
            return []
        case 5:
            return {}
        case 6:
            return [value(random, known) for _ in range(3)]
        case 7:
            return {random.choice(ODD): value(random, known) for _ in range(2)}
        case 8 | 9 if known:
            return random.choice(known)
        case 10:
            return random.choice(
                ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-22T08:00:00+23:59", "2026-11-22")
            )
        case _:
            return random.choice(ODD)


Spot = tuple[Any, Any]
"""A container and a key or an index in it."""


def spots(document: Any) -> list[Spot]:
    """Every place in a document of JSON where something stands."""
    found: list[Spot] = []
    waiting = [document]
    while waiting:
        one = waiting.pop()
        inside = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, below in inside:
            found.append((one, key))
            waiting.append(below)
    return found


def document(random: Random, seed: str, changes: int = 0) -> Any:
    """A document of JSON with some of its values changed in kind, taken away, doubled or swapped."""
    found = json.loads(seed)
    for _ in range(changes or random.choice((1, 1, 1, 2, 3, 5))):
        places = spots(found)
        if not places:
            return value(random)
        inside, key = random.choice(places)
        match int(random.random() * 6):
            case 0:
                del inside[key]
            case 1:
                other, there = random.choice(places)
                inside[key] = json.loads(json.dumps(other[there])) if there in _keys(other) else value(random)
            case 2 if isinstance(inside, dict):
                inside[random.choice(ODD)] = inside.pop(key)
            case 3 if isinstance(inside, list):
                inside.insert(key, json.loads(json.dumps(inside[key])))
            case 4 if isinstance(inside[key], str):
                inside[key] = text(random, [inside[key]])
            case _:
                # Values alone: a document that stands in itself is no JSON.
                known = [there[at] for there, at in places[:40] if at in _keys(there)]
                inside[key] = value(random, [one for one in known if not isinstance(one, dict | list)])
    return found


def _keys(container: Any) -> Sequence[Any]:
    return list(container) if isinstance(container, dict) else range(len(container))


def written(random: Random, found: Any) -> str:
    """A document as text; now and then as no program of ours writes it."""
    result = json.dumps(found, ensure_ascii=random.random() < 0.3)
    match int(random.random() * 30):
        case 0:
            deep = random.choice((50, 900 + int(random.random() * 100), 30_000))
            return random.choice(
                (
                    "[" * deep + "]" * deep,
                    '{"a":' * deep + "1" + "}" * deep,
                    "[" * deep,
                    result[:-1] + ',"a":' + "[" * deep + "]" * deep + "}",
                )
            )
        case 1:
            return text(random, [result])
        case 2:
            return "\ufeff" + result
    return result


def archive(random: Random, members: dict[str, bytes], spoil: Callable[[Random, bytes], bytes] = data) -> bytes:
    """A zip of these members, one of them spoilt, renamed, left out or doubled, or the zip itself spoilt."""
    file = io.BytesIO()
    chosen = random.choice(list(members)) if members else ""
    what = int(random.random() * 6)
    how = zipfile.ZIP_DEFLATED if random.random() < 0.3 else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", how) as made:
        for name, content in members.items():
            if name == chosen and what == 0:
                continue
            if name == chosen and what == 1:
                name = text(random, [name]).partition("\0")[0].encode("utf-8", "replace").decode() or "x"
            if name == chosen and what < 5:
                content = spoil(random, content)
            made.writestr(zipfile.ZipInfo(name[:60_000]), content, how)
        if what == 2 and chosen:
            made.writestr(
                zipfile.ZipInfo(random.choice(("../x", "/x", "a/../../b", "C:\\x", "session.json", "x" * 300))), b"1"
            )
    found = file.getvalue()
    return data(random, found) if what == 5 or random.random() < 0.1 else found
