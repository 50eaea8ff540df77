"""Whether the dates of a column can be read in one way only: « 12/03/2010 » is in March, or in December."""

from __future__ import annotations

import datetime as dt

from data.roster.text import ListCell, as_text, clean
from data.roster.values import NotUnderstood, day_and_month, in_letters, read_birth_date
from data.roster.wording import Findings, quoted, spans

_FEWEST_OF_EACH = 2
"""Dates of each kind from which on such halves are no chance."""


class DayFirst:
    """Keeps in mind whether any birth date of a list shows that the day comes first."""

    def __init__(self, *, says_month_first: bool = False) -> None:
        """Begin with what the heading says of their form."""
        self._says_month_first = says_month_first
        self._two_readings: tuple[int, str, dt.date] | None = None
        self._has_one_reading = False
        self._turned: list[tuple[int, int, int]] = []
        """Date cells, each with its line, day and month."""
        self._left: list[int] = []
        """The first numbers of those that are texts."""

    def read(self, cell: ListCell, today: dt.date) -> dt.date:
        """A birth date of the column.

        Raises:
            NotUnderstood: it is none, or a text below a heading that puts the month first.
        """
        if self._says_month_first and isinstance(cell, str):
            raise NotUnderstood(
                f"{quoted(cell)} est sous un en-tête qui met le mois avant le jour, ou le jour juste après l'année ; "
                "écrivez les dates sous la forme jj/mm/aaaa, et l'en-tête aussi."
            )
        return read_birth_date(cell, today)

    def note(self, line: int, cell: ListCell, understood: dt.date | None) -> None:
        """Take in the date of one row, as it stands and as it was understood."""
        if isinstance(cell, dt.date):
            self._turned.append((line, cell.day, cell.month))
        numbers = day_and_month(cell)
        if numbers is not None:
            self._left.append(numbers[0])
        if numbers is None or understood is None:
            return
        if max(numbers) > 12:
            self._has_one_reading = True
        elif numbers[0] != numbers[1] and self._two_readings is None:
            self._two_readings = (line, clean(as_text(cell)).text, understood)

    def tell(self, findings: Findings) -> None:
        """Say which day was understood, where the whole column could be read month first as well."""
        if self._two_readings is None or self._has_one_reading:
            return
        line, written, understood = self._two_readings
        findings.warning(
            line,
            f"Date de naissance : {quoted(written)} est compris jour d'abord, le {in_letters(understood)} ; toute la "
            "colonne peut aussi se lire mois d'abord : vérifiez une date que vous connaissez.",
        )

    def tell_halves(self, findings: Findings) -> None:
        """Say that a spreadsheet in English has most likely turned round the dates that it could.

        It takes « 03/04/2010 » of a list in French for 4 March and leaves « 25/03/2010 » as text, having no month 25.
        """
        could = [line for line, day, month in self._turned if day != month]
        enough = min(len(could), len(self._left)) >= _FEWEST_OF_EACH
        if enough and all(day <= 12 for _, day, _ in self._turned) and min(self._left) > 12:
            findings.warning(
                None,
                f"Dates de naissance : celles des lignes {spans(could)} ont toutes un jour de 1 à 12, et les autres, "
                "restées du texte, un jour après le 12 : un tableur en anglais a sans doute échangé leur jour et leur "
                "mois ; vérifiez-les dans la liste d'origine.",
            )
