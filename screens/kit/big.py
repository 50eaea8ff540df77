"""Digits and letters large enough to be read from afar: the access code, and the room display."""

from __future__ import annotations

# Digits are square, as on a clock of segments: one bar tells 8 from 0, and no rounded corner is lost at one cell a dot.
# Letters are round: O is not 0, nor B 8.
_GLYPHS = {
    "0": "#### #..# #..# #..# ####", "1": "..#. .##. ..#. ..#. .###", "2": "#### ...# #### #... ####",
    "3": "#### ...# .### ...# ####", "4": "#..# #..# #### ...# ...#", "5": "#### #... #### ...# ####",
    "6": "#### #... #### #..# ####", "7": "#### ...# ..#. .#.. .#..", "8": "#### #..# #### #..# ####",
    "9": "#### #..# #### ...# ####", ":": ". # . # .", "-": "... ... ### ... ...", " ": ". . . . .",
    "A": ".##. #..# #### #..# #..#", "B": "###. #..# ###. #..# ###.", "C": ".### #... #... #... .###",
    "D": "###. #..# #..# #..# ###.", "E": "#### #... ###. #... ####", "F": "#### #... ###. #... #...",
    "G": ".### #... #.## #..# .###", "H": "#..# #..# #### #..# #..#", "I": "### .#. .#. .#. ###",
    "J": "..## ...# ...# #..# .##.", "K": "#..# #.#. ##.. #.#. #..#", "L": "#... #... #... #... ####",
    "M": "#...# ##.## #.#.# #...# #...#", "N": "#..# ##.# #.## #..# #..#", "O": ".##. #..# #..# #..# .##.",
    "P": "###. #..# ###. #... #...", "Q": ".##. #..# #..# #.## .###", "R": "###. #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ###.", "T": "##### ..#.. ..#.. ..#.. ..#..", "U": "#..# #..# #..# #..# .##.",
    "V": "#...# #...# .#.#. .#.#. ..#..", "W": "#...# #...# #.#.# ##.## #...#", "X": "#...# .#.#. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..", "Z": "#### ..#. .#.. #... ####",
}  # fmt: skip
ROWS = 5
_SCALES = ((4, 2), (3, 2), (2, 1), (1, 1))
"""Cells of one dot: wide, high; the largest first."""


def big(text: str, width: int, height: int = 5) -> list[str]:
    """The text in the largest letters for which there is room; itself where there is none, or a sign is unknown."""
    text = text.upper()
    if any(character not in _GLYPHS for character in text):
        return [text]
    glyphs = [_GLYPHS[character].split() for character in text]
    dots = sum(len(glyph[0]) + 1 for glyph in glyphs) - 1
    for wide, high in _SCALES:
        if dots * wide <= width and ROWS * high <= height:
            rows = [".".join(glyph[y] for glyph in glyphs) for y in range(ROWS)]
            drawn = ["".join(("█" if dot == "#" else " ") * wide for dot in row) for row in rows]
            return [row for row in drawn for _ in range(high)]
    return [text]
