"""How a problem is told: in French, typographically, with the wrong value quoted and harmless.

A `Problem` carries its line apart, so its sentence does not repeat it: it says where in the line (the column), what,
and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.roster.model import Problem, Severity
from data.roster.text import clean
from supervisor import wording
from supervisor.typography import typographic

LONGEST_QUOTE = 40
"""Characters of a wrong value that a message shows at most."""


class RefusedFile(Exception):  # noqa: N818 - it is a verdict on the file, not a failure of the program
    """The whole file cannot be read; its text is the French sentence that says why and what to do."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        """What, where and what to do, in French."""
        self.line = line
        """Physical line where reading stopped, when there is one."""


def shortened(text: str) -> str:
    """A text of the file, cleaned of all that is not visible and cut to `LONGEST_QUOTE` characters."""
    visible = clean(text).text
    return visible if len(visible) <= LONGEST_QUOTE else visible[: LONGEST_QUOTE - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """The same between French quotation marks."""
    return f"« {shortened(text)} »"


def listed(parts: list[str], most: int = 12) -> str:
    """« a », « b » et « c »; what exceeds `most` is counted."""
    if len(parts) > most:
        return f"{', '.join(parts[:most])} et {len(parts) - most} de plus"
    return wording.listed(parts)


def spans(lines: Sequence[int]) -> str:
    """« 3 à 5, 9 et 12 »: line numbers, those that follow one another as one."""
    parts: list[list[int]] = []
    for line in sorted(set(lines)):
        if parts and line == parts[-1][-1] + 1:
            parts[-1].append(line)
        else:
            parts.append([line])
    told = [f"{part[0]} à {part[-1]}" if len(part) > 2 else part for part in parts]
    flat = [text for part in told for text in ([part] if isinstance(part, str) else map(str, part))]
    return listed(flat, 200)


def lost_letter(name: str, sign: str) -> str:
    """What to say of a name with a sign that no name has."""
    return f"{quoted(name)} contient un caractère perdu ({sign}) ; corrigez-le, le candidat doit pouvoir taper son nom."


def too_long(column: str, text: str, length: int, most: int) -> str:
    """What to say of a cell that holds more than it may."""
    return f"{column} : {quoted(text)} a {length} caractères, {most} au plus ; raccourcissez-le."


def tick_below_a_share(name: str, answer: str) -> str:
    """What to say of « x » under « Temps majoré 50 % »: a third, as a tick is elsewhere, or that half."""
    return (
        f"Temps majoré de {quoted(name)} : l'en-tête nomme un pourcentage, et {quoted(answer)} n'en dit aucun ; "
        "écrivez le pourcentage dans la case, par exemple 50 %."
    )


def formula_in_error(columns: list[str], shown: str) -> str:
    """What to say of cells that hold « #N/A » or the like in place of a value."""
    return (
        f"{listed(columns)} : la formule de cette ligne donne {quoted(shown)} ; écrivez la valeur à la place, ou videz "
        "la cellule."
    )


class Findings:
    """The problems of one file, gathered while it is read so that all of them are told at once."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        """Begin with what was found before."""
        self._problems = list(found)

    def error(self, line: int | None, sentence: str) -> None:
        """Note what refuses the file."""
        self._problems.append(Problem(Severity.ERROR, line, typographic(sentence)))

    def warning(self, line: int | None, sentence: str) -> None:
        """Note what is told and refuses nothing."""
        self._problems.append(Problem(Severity.WARNING, line, typographic(sentence)))

    def in_order(self) -> tuple[Problem, ...]:
        """All of them by line, those about the whole file first."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line or 0))
