"""What `vigie doctor` says of the terminal: its size, colours and letters, and the settings of whoever sits there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator

from data.checkup import Finding, nameless
from screens.command.output import has_terminal
from screens.kit.settings_check import Tables, check

SMALLEST = (80, 24)
_COLOURS = {
    "truecolor": "16 millions de couleurs",
    "256": "256 couleurs",
    "standard": "16 couleurs",
    "windows": "16 couleurs",
}
SAMPLE = (("é", 1), ("e\N{COMBINING ACUTE ACCENT}", 1), ("→", 1), ("−", 1), ("▌", 1), ("北", 2), ("ŵ", 1))
"""What screens and names are written with, and how many cells each takes."""


def look_at_terminal(tables: Tables) -> Iterator[Finding]:
    """Every finding about the terminal, and about the settings."""
    yield _terminal()
    yield _colours()
    yield _letters()
    yield _encoding()
    yield _settings(tables)


def _terminal() -> Finding:
    title = "terminal"
    kind = os.environ.get("TERM", "")
    inside = "".join(
        f", dans {name}" for name, mark in (("tmux", "TMUX"), ("SSH", "SSH_CONNECTION")) if mark in os.environ
    )
    if not has_terminal():
        return Finding(
            "terminal", title, f"aucun ici (TERM={kind or 'vide'}{inside}) : les lignes suffisent à vigie do"
        )
    size = shutil.get_terminal_size()
    text = f"{size.columns}x{size.lines}, TERM={kind or 'vide'}{inside}"
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        return Finding("terminal", title, text, "agrandissez la fenêtre, ou réduisez la police : 80x24 au moins")
    if kind.casefold() in ("", "dumb", "unknown") and os.name != "nt":
        return Finding("terminal", title, text, "réglez TERM (xterm-256color) : l'écran ne peut pas se dessiner")
    return Finding("terminal", title, text)


def _colours() -> Finding:
    """As many as Textual will use: it asks Rich, which reads the same variables."""
    from rich.console import Console

    title = "couleurs"
    if "NO_COLOR" in os.environ:
        return Finding("colours", title, "aucune, NO_COLOR le demande : chaque couleur est aussi un mot ou un signe")
    found = Console(force_terminal=True).color_system or ""
    if found:
        return Finding("colours", title, _COLOURS.get(found, found))
    return Finding("colours", title, "aucune", "réglez TERM (xterm-256color), ou COLORTERM=truecolor s'il les a")


def _letters() -> Finding:
    """A line to be looked at: where letters are as wide as they should, both bars stand one above the other."""
    from rich.cells import cell_len

    sample = "".join(text for text, _ in SAMPLE)
    expected = sum(cells for _, cells in SAMPLE)
    text = f"|{sample}|"
    todo = (
        "" if cell_len(sample) == expected else "réinstallez Vigie : la bibliothèque d'affichage ne les mesure pas bien"
    )
    return Finding("letters", "largeur des lettres", text, todo)


def ruler() -> str:
    """What stands under the sample."""
    return f"|{'.' * sum(cells for _, cells in SAMPLE)}|  alignées ? sinon, autre police"


def _encoding() -> Finding:
    title = "langue et encodage"
    language = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    encoding = (getattr(sys.stdout, "encoding", None) or "aucun").lower()
    text = f"{encoding}, {language or 'aucune langue réglée'}"
    if encoding.replace("-", "").replace("_", "") != "utf8":
        return Finding(
            "encoding", title, text, "réglez LANG=fr_FR.UTF-8 (ou C.UTF-8) : des lettres deviendraient « ? »"
        )
    if has_terminal() and os.name != "nt" and language and "utf" not in language.lower():
        return Finding("encoding", title, text, "réglez LANG=fr_FR.UTF-8 (ou C.UTF-8)")
    return Finding("encoding", title, text)


def _settings(tables: Tables) -> Finding:
    from data.settings import is_there, read_settings

    title = "réglages"
    if not is_there():
        return Finding("settings", title, "aucun fichier : les usuels")
    file = read_settings()
    mistakes = check(file.given, tables)[1]
    count = len(file.faults) + len(mistakes)
    where = nameless(file.path)
    if not count:
        return Finding("settings", title, f"{where}, sans faute")
    lines = sorted({fault.line for fault in file.faults} | {mistake.line for mistake in mistakes})
    told = ", ".join(str(line) for line in lines if line)
    at = f" (lignes {told})" if told else ""
    return Finding(
        "settings",
        title,
        f"{where}, {count} à corriger{at}",
        "corrigez-les : docs/reglages.md ; vigie les dit une à une",
    )
