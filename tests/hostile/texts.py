"""Texts that somebody may type, paste, import or name a file: what each would do where it is shown as it is."""

from __future__ import annotations

import unicodedata

TEXTS = {
    "escape": "\x1b[2J\x1b[31m\x1b]0;titre\x07",
    "links and clipboard": "\x1b]8;;http://x\x1b\\lien\x1b]8;;\x1b\\\x1b]52;c;cHduZWQ=\x07",
    "c1": "\x9b2J\x9d0;titre\x9c\x85\x90",
    "lines": "une\r\ndeux\nvigie : tout va bien\rtrois\vquatre\fcinq\x85six\u2028sept\u2029huit",
    "bell and nothing": "a\x07b\x08c\x00d\x7fe",
    "right to left": "\u202egpj.exe\u2066x\u2069\u061c\u200f",
    "invisible": "\u200b\u200d\u2060\ufeff\u00ad\U000e0041",
    "half a character": "a\ud800b\udcffc",
    "no character": "\ufdd0\uffff\U0010ffff\ue000",
    "long": "Marie-Antoinette " * 29,
    "long word": "x" * 500,
    "towers": "e" + "\u0301\u0323\u0489" * 60,
    "wide": "北島三郎ﷺ𒐫😀👩\u200d👩\u200d👧",
    "arabic": "محمد ابن عبد الله",
    "formula": "=HYPERLINK(\"http://x\";\"1\")",
    "formulas": "+1+1;-1-1\t@SUM(1)",
    "at": "@SUM(1+9)*cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "markup": "[bold red]x[/][@click=app.quit]y[/] [/nothing]",
    "markdown": "| a | b |\n|---|---|\n# x\n[lien](javascript:1) ![](http://x) `c` *g* <script>alert(1)</script>",
    "entities": "&lt;b&gt; &#x1b; <!-- x -->",
    "formats": "%s %d %(x)s {} {0.__class__} {x!r} $x ${HOME} \\n \\x1b",
    "paths": "../../etc/passwd C:\\x\\y ..\\z /etc/x ~root a:b?c*d",
    "devices": "CON",
    "device with an ending": "nul.txt",
    "dots": "...",
    "nothing": "   ",
    "quotes": "\"'`«»“”;\"\"",
}  # fmt: skip
"""By what they are."""
FORGED = "vigie : tout va bien"
"""A line of ours that somebody else wrote."""
OUR_BAR = "\r\x1b[K"
"""What the bar of an export begins with."""


def raw_in(text: str, lines: str = "\n\t") -> list[str]:
    """Characters that act on a terminal, and lines that somebody else wrote.

    Args:
        text: what came out.
        lines: what may stand in it all the same.
    """
    text = text.replace(OUR_BAR, "")
    odd = [
        repr(one) for one in text if one not in lines and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    return odd + [line for line in text.splitlines() if line.strip() == FORGED]
