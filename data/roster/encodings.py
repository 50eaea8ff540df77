"""Which encoding a text was written in, where its bytes do not say it: old Macs, DOS, and UTF-8 that was read twice.

A wrong guess leaves signs that no name has (« MahŽ », « MahÃ© », « Mah‚ »). Every encoding that the bytes allow is held
against the same measure, how likely each letter is where it stands in French; the best one is taken, and where even
that one leaves odd signs, `badly_converted` finds them line by line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from data.roster.text import badly_converted

_FREQUENT = frozenset("éÉ")
_USUAL = frozenset("éèêëàâîïôûùüçœæÉÈÊËÀÂÎÏÔÛÙÜÇŒÆ’«»°–…€²")
"""What French is written with; anything else is dearer, not impossible."""
_ALSO = frozenset("äåáãíìñóòõöøúýÿÄÅÁÃÍÌÑÓÒÕÖØÚÝŸšžŠŽßđłı“”—·ºª®©™•")
_FREQUENT_COST, _USUAL_COST, _OTHER_COST, _IMPOSSIBLE_COST = 0, 1, 3, 20
_ODD = (
    # A name begins with a capital; within a word « à » stands at its end and « â » after no vowel.
    (re.compile(r"^[à-öø-ÿ]"), 2),
    (re.compile(r"à[^\W\d_]"), 6),
    (re.compile(r"[aeiouy]â"), 10),
    (re.compile(r"[aeiy]û"), 10),
)
_WORD = re.compile(r"[^\s;,\t\"]*[^\x00-\x7f][^\s;,\t\"]*")
_UNDEFINED_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


class Legacy(NamedTuple):
    """An encoding without a mark of its own."""

    codec: str
    name: str
    """What a person calls it."""


WINDOWS = Legacy("cp1252", "Windows-1252")
MAC = Legacy("mac_roman", "MacRoman, celui des anciens Mac")
DOS = Legacy("cp850", "CP850, celui de DOS")
DOS_US = Legacy("cp437", "CP437, celui de DOS")
LEGACY = (WINDOWS, MAC, DOS, DOS_US)
"""In the order in which equals are preferred."""


def unlikely(text: str) -> int:
    """How unlikely the letters beyond ASCII are where they stand; 0 for none."""
    total = 0
    for word in _WORD.findall(text):
        if badly_converted(word):
            total += _IMPOSSIBLE_COST
        total += sum(cost for pattern, cost in _ODD if pattern.search(word))
        for character in word:
            if character.isascii() or character in _FREQUENT:
                continue
            if character in _USUAL:
                total += _USUAL_COST
            elif character in _ALSO or (character.isalpha() and character < "\u0250"):
                total += _OTHER_COST
            else:
                total += _IMPOSSIBLE_COST
    return total


def decoded_from(data: bytes, legacy: Legacy) -> str:
    """The text that these bytes are in such an encoding; what means nothing there becomes a control character."""
    if legacy is not WINDOWS:
        return data.decode(legacy.codec)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252: Latin-1 makes controls of them, which are taken out and told.
        return "".join(bytes((b,)).decode("latin-1" if b in _UNDEFINED_IN_CP1252 else "cp1252") for b in data)


def best_legacy(data: bytes, known_headings: Callable[[str], int]) -> tuple[str, Legacy]:
    """The text that these bytes most likely are, and in which encoding.

    Args:
        data: bytes that are no UTF-8.
        known_headings: how many headings of a list a text has in its first lines; they weigh more than any letter.
    """
    texts = [(decoded_from(data, legacy), legacy) for legacy in LEGACY]
    return min(texts, key=lambda one: (-known_headings(one[0]), unlikely(one[0])))


# ------------------------------------------------------------------------------------------------ UTF-8 read twice


def _read_twice(legacy: Legacy) -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds UTF-8 that was taken for this encoding, and which byte each of its characters was."""
    written = {byte: decoded_from(bytes((byte,)), legacy) for byte in range(0x80, 0x100)}
    byte_of = {character: byte for byte, character in written.items()}
    if legacy is WINDOWS:
        # Programs that make controls of what Windows-1252 puts there, as Latin-1 does.
        byte_of |= {chr(byte): byte for byte in range(0x80, 0xA0)}

    def some(first: int, last: int) -> str:
        return "[" + "".join(re.escape(c) for c, byte in byte_of.items() if first <= byte <= last) + "]"

    follows = some(0x80, 0xBF)
    sequence = f"{some(0xC2, 0xDF)}{follows}|{some(0xE1, 0xEF)}{follows}{{2}}"
    return re.compile(f"(?:{sequence})+"), byte_of


_TWICE = tuple(_read_twice(legacy) for legacy in (WINDOWS, MAC, DOS))


def _may_be_written(character: str) -> bool:
    """Whether it is no letter of another alphabet than lists are written in."""
    return not character.isalpha() or unicodedata.name(character, "").startswith("LATIN ")


def read_once(text: str) -> str:
    """A text in which UTF-8 was taken for another encoding, as it was before (« MahÃ© » is « Mahé »).

    Only sequences that are UTF-8 again, in Latin letters, and likelier ones then, are taken back; the rest stays as it
    is: « ÈëÉ », which somebody wrote, would be one sign of Chinese.
    """
    if text.isascii():
        return text
    for pattern, byte_of in _TWICE:

        def again(found: re.Match[str], byte_of: dict[str, int] = byte_of) -> str:
            try:
                before = bytes(byte_of[character] for character in found[0]).decode("utf-8")
            except UnicodeDecodeError:
                return found[0]
            is_better = all(map(_may_be_written, before)) and unlikely(before) < unlikely(found[0])
            return before if is_better else found[0]

        text = pattern.sub(again, text)
    return text
