"""One row of a list after the other: its session, then its candidate, with all that is wrong in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from data.roster.aside import (
    WRITE_IT,
    Aside,
    aside_of_cell,
    aside_of_name,
    aside_told,
    is_said_already,
    share_cut_in_two,
    speaks_by_name,
    ticks,
)
from data.roster.beside import Beside
from data.roster.certification import certification_of, says_certification
from data.roster.extra_time import YES_SIGNS, ReadExtraTime, answer_of, read_extra_time
from data.roster.headers import (
    OF_A_CANDIDATE,
    OF_A_SESSION,
    REQUIRED,
    HeaderRow,
    ListColumn,
    ListRow,
    column_of,
    longest,
)
from data.roster.model import ListedCandidate
from data.roster.not_people import nobody_in
from data.roster.odd_names import ListedName, tell_beside, tell_columns
from data.roster.places import abroad, code_for_a_place, country_of
from data.roster.readings import DayFirst
from data.roster.sessions import ClassFilter, SessionBook, Slot
from data.roster.text import ListCell, as_text, badly_converted, clean, is_spreadsheet_error, lost_sign
from data.roster.values import (
    NotUnderstood,
    is_broken_by_a_spreadsheet,
    read_hour,
    read_session_date,
    read_session_number,
    read_sex,
    read_surveillants,
    with_leading_zero,
)
from data.roster.wording import (
    Findings,
    RefusedFile,
    formula_in_error,
    listed,
    lost_letter,
    quoted,
    tick_below_a_share,
    too_long,
)
from supervisor.candidate import NO_EXTRA_TIME, ExtraTime, Identity

T = TypeVar("T")

_NOT_WITH_A_NUMBER = (*OF_A_SESSION, ListColumn.SURVEILLANTS)
_MAY_COVER_ROWS = frozenset({*_NOT_WITH_A_NUMBER, ListColumn.NUMBER, ListColumn.OBSERVATIONS})
"""A session's cell merged down over its rows says what empty ones would: they belong to the row above's."""
MOST_ROWS = 10_000
"""Rows that are not empty; the longest list of a school has some thousands."""
_MAY_SPEAK = (
    ListColumn.LAST_NAME, ListColumn.FIRST_NAME, ListColumn.CLASS, ListColumn.SEAT, ListColumn.LOCAL_ID,
    ListColumn.OBSERVATIONS,
)  # fmt: skip
"""Columns that are read, and in which somebody may have written a temps majoré."""
_DELIMITERS = (";", ",", "\t", "|")


class RowReader:
    """Reads row after row into the book."""

    def __init__(
        self,
        header: HeaderRow,
        book: SessionBook,
        findings: Findings,
        wanted: ClassFilter,
        today: dt.date,
        beside: Beside,
        notes: Mapping[int, Sequence[str]],
        delimiter: str,
    ) -> None:
        self._delimiter = delimiter
        self._beside = beside
        self._notes = notes
        self.explanations: list[tuple[int, str]] = []
        """Rows that are nobody and speak of temps majorés (« * tiers temps »), with their lines."""
        self._header = header
        self._book = book
        self._findings = findings
        self._wanted = wanted
        self._today = today
        self._row = ListRow(0, ())
        self._altered: list[str] = []
        self._in_error: dict[ListColumn, str] = {}
        self._filled_rows = 0
        self.without_class: list[int] = []
        """Lines of candidates without a class, where classes are asked for."""
        self._dates = DayFirst(says_month_first=header.says_month_first)
        self._names: list[ListedName] = []
        self.lines: list[int] = []
        """Lines of the candidates taken."""
        self._not_read: dict[int, None] = {}
        self._read_places = {*header.places.values(), *(choice.place for choice in header.choices)}
        if header.split is not None:
            self._read_places.add(header.split)

    def _check_width(self, row: ListRow) -> None:
        """Tell a text row with something beyond the last heading: a `0,33` between commas, most of the time."""
        if any(as_text(cell).strip() for cell in row.cells[self._header.width :]):
            self._findings.error(
                row.line,
                f"{len(row.cells)} cases pour {self._header.width} colonnes : le séparateur coupe une valeur en deux ; "
                "mettez cette valeur entre guillemets.",
            )

    def columns_not_read(self) -> list[str]:
        """What the columns are called that carry something and are not read, in their order."""
        return [self._header.heading_at(place) for place in sorted(self._not_read)]

    def read(self, row: ListRow) -> None:
        """Understand one row: its session, then its candidate."""
        self._row = row
        self._altered = []
        self._in_error = {}
        if self._delimiter:
            self._check_width(row)
        if not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row.cells):
            return
        self._filled_rows += 1
        if self._filled_rows > MOST_ROWS:
            raise RefusedFile(
                f"La liste a plus de {MOST_ROWS} lignes remplies ; choisissez-en une moins longue.", row.line
            )
        if self._is_header_again():
            self._findings.warning(row.line, "La ligne d'en-têtes est répétée ici ; elle est passée.")
            return
        self._note_not_read()
        self._set_errors_aside()
        self._read_session()
        if any(self._text(column) for column in OF_A_CANDIDATE) and not self._is_nobody():
            self._tell_covered()
            self._read_candidate()
        if self._altered:
            columns = listed([f"« {name} »" for name in dict.fromkeys(self._altered)])
            self._findings.warning(
                row.line, f"Des caractères invisibles ont été retirés de {columns} ; relisez cette ligne."
            )

    def _is_nobody(self) -> bool:
        """Tell a row that seems to be no candidate's at all, in one sentence."""
        if self._text(ListColumn.BIRTH_DATE) or self._is_told(ListColumn.BIRTH_DATE):
            return False
        nobody = nobody_in(self._text(ListColumn.LAST_NAME), self._text(ListColumn.FIRST_NAME))
        if nobody is None:
            return False
        (self._findings.warning if nobody.is_sure else self._findings.error)(self._row.line, nobody.sentence)
        if nobody.is_sure:
            texts = map(as_text, self._row.cells)
            self.explanations += [(self._row.line, quoted(text)) for text in texts if speaks_by_name(text)]
        return True

    def _note_not_read(self) -> None:
        for place, cell in enumerate(self._row.cells):
            if place not in self._not_read and place not in self._read_places and as_text(cell).strip():
                self._not_read[place] = None

    def _is_header_again(self) -> bool:
        found = [column_of(as_text(self._cell(column))) for column in REQUIRED]
        return [known[0] for known in found if known] == list(REQUIRED)

    def _set_too_long_aside(self) -> None:
        """Tell the cells that hold more than any list or paper can show; they are then read as empty."""
        for column, place in self._header.places.items():
            cell = self._row.cells[place] if place < len(self._row.cells) else ""
            if isinstance(cell, str) and (length := len(cell.strip())) > longest(column):
                self._in_error[column] = cell
                self._findings.error(self._row.line, too_long(column.value, cell, length, longest(column)))

    def _set_errors_aside(self) -> None:
        """Tell the cells whose formula gives nothing; they are then read as empty."""
        for column in self._header.places:
            cell = self._cell(column)
            if isinstance(cell, str) and is_spreadsheet_error(cell.strip()):
                self._in_error[column] = cell
        if self._in_error:
            columns = [column.value for column in self._in_error]
            self._findings.error(self._row.line, formula_in_error(columns, next(iter(self._in_error.values()))))
        self._set_too_long_aside()

    def _tell_covered(self) -> None:
        """Tell what a merged cell may say of this candidate too: nobody knows."""
        if covered := [
            column.value
            for column, place in self._header.places.items()
            if place in self._row.covered and column not in _MAY_COVER_ROWS
        ]:
            self._findings.error(
                self._row.line,
                f"{listed(covered)} : la cellule est fusionnée avec celle d'une ligne du dessus ; défusionnez-la et "
                "écrivez la valeur à chaque ligne.",
            )

    # --------------------------------------------------------------------------------------------------- cells

    def _cell(self, column: ListColumn) -> ListCell:
        if column in self._in_error:
            return ""
        place = self._header.places.get(column)
        return self._row.cells[place] if place is not None and place < len(self._row.cells) else ""

    def _text(self, column: ListColumn) -> str:
        cell = self._cell(column)
        if cell == "":
            return ""
        text, altered = clean(as_text(cell))
        if altered:
            self._altered.append(column.value)
        return text

    def _value(self, column: ListColumn, read: Callable[[ListCell], T]) -> T | None:
        """The value of a cell; None when it is empty, or told as an error."""
        if not self._text(column):
            return None
        try:
            return read(self._cell(column))
        except NotUnderstood as reason:
            self._findings.error(self._row.line, f"{column.value} : {reason}")
            return None

    # ------------------------------------------------------------------------------------------------- session

    def _read_session(self) -> None:
        has_number = bool(self._text(ListColumn.NUMBER))
        described = [column for column in _NOT_WITH_A_NUMBER if self._text(column)]
        number = self._value(ListColumn.NUMBER, read_session_number)
        if has_number and described:
            names = listed([f"« {column.value} »" for column in described])
            self._findings.error(
                self._row.line,
                f"Un numéro de session ({quoted(self._text(ListColumn.NUMBER))}) se donne seul, sans {names} ; "
                "gardez l'un ou l'autre.",
            )
        if has_number:
            if number is not None:
                self._book.open(self._row.line, Slot(number))
        elif any(column in OF_A_SESSION for column in described):
            self._book.open(
                self._row.line,
                Slot(
                    None,
                    self._text(ListColumn.SITE),
                    self._text(ListColumn.ROOM),
                    self._value(ListColumn.DATE, read_session_date),
                    self._value(ListColumn.START, read_hour),
                ),
            )
        session = self._book.current
        session.surveillants.update(dict.fromkeys(read_surveillants(self._cell(ListColumn.SURVEILLANTS))))
        if observations := self._text(ListColumn.OBSERVATIONS):
            session.observations.setdefault(observations)

    # ----------------------------------------------------------------------------------------------- candidate

    def _read_candidate(self) -> None:
        class_name = self._text(ListColumn.CLASS)
        session = self._book.current
        if not session.rows and session is self._book.unnamed:
            session.line = self._row.line
        session.rows += 1
        if not self._wanted.takes(class_name):
            if not class_name:
                self.without_class.append(self._row.line)
            return
        session.taken += 1
        last_name, first_name = self._name(ListColumn.LAST_NAME), self._name(ListColumn.FIRST_NAME)
        birth_date = self._value(ListColumn.BIRTH_DATE, partial(self._dates.read, today=self._today))
        self._dates.note(self._row.line, self._cell(ListColumn.BIRTH_DATE), birth_date)
        if not self._text(ListColumn.BIRTH_DATE) and not self._is_told(ListColumn.BIRTH_DATE):
            self._findings.error(self._row.line, "Date de naissance manquante ; écrivez-la sous la forme jj/mm/aaaa.")
        self.lines.append(self._row.line)
        extra_time = self._extra_time(f"{last_name} {first_name}")
        aside = self._aside(extra_time, last_name, first_name)
        certification = certification_of(self._row, self._text(ListColumn.CERTIFICATION), self._header, self._findings)
        if not (last_name and first_name and birth_date):
            return
        self._names.append(ListedName(self._row.line, last_name, first_name))
        self._tell_lost_letters()
        if told := code_for_a_place(self._text(ListColumn.CITY)):
            self._findings.warning(self._row.line, f"{ListColumn.CITY.value} : {told}")
        country, insee_code = self._country_and_code()
        session.candidates.append(
            ListedCandidate(
                line=self._row.line,
                identity=Identity(
                    last_name=last_name,
                    first_name=first_name,
                    birth_date=birth_date,
                    birth_city=self._text(ListColumn.CITY),
                    birth_postal_code=with_leading_zero(self._text(ListColumn.POSTAL_CODE), country),
                    birth_insee_code=insee_code,
                    birth_country=country,
                    sex=self._sex(),
                    local_id=self._local_id(),
                ),
                extra_time=extra_time,
                class_name=class_name,
                certification=certification,
                seat=self._text(ListColumn.SEAT),
                aside=aside,
                is_extra_time_said=ListColumn.EXTRA_TIME in self._header.places,
                is_certification_said=says_certification(self._header),
            )
        )

    def tell_as_a_whole(self) -> None:
        """Say what only all the rows together show."""
        if not self._header.says_day_first:
            self._dates.tell(self._findings)
        self._dates.tell_halves(self._findings)
        tell_columns(self._names, self._findings)

    def _is_told(self, column: ListColumn) -> bool:
        """Whether it has been said already why this cell is empty."""
        return column in self._in_error or self._header.places[column] in self._row.covered

    def _name(self, column: ListColumn) -> str:
        name = self._text(column)
        raw = self._cell(column)
        if not name and self._is_told(column):
            return ""
        if not name:
            self._findings.error(self._row.line, f"{column.value} manquant ; écrivez-le comme sur la pièce d'identité.")
        elif isinstance(raw, str) and "\n" in raw.strip() and any(delimiter in raw for delimiter in _DELIMITERS):
            self._findings.error(
                self._row.line,
                f"{column.value} : {quoted(raw)} s'étend sur plusieurs lignes ; fermez le guillemet qui manque.",
            )
        elif sign := lost_sign(name):
            self._findings.warning(self._row.line, f"{column.value} : {lost_letter(name, sign)}")
        elif not aside_of_name(column.value, name):
            tell_beside(column, name, self._row.line, self._findings)
        return name

    def _sex(self) -> str:
        written = self._text(ListColumn.SEX)
        sex = read_sex(written)
        if written and not sex:
            self._findings.warning(self._row.line, f"Sexe : {quoted(written)} est laissé de côté ; écrivez M ou F.")
        return sex

    def _local_id(self) -> str:
        identifier = self._text(ListColumn.LOCAL_ID)
        if is_broken_by_a_spreadsheet(identifier):
            self._findings.warning(
                self._row.line,
                f"Identifiant local : {quoted(identifier)} a été arrondi par le tableur ; corrigez-le s'il sert.",
            )
        return identifier

    def _extra_time(self, name: str) -> ExtraTime:
        read = partial(read_extra_time, is_in_minutes=self._header.says_minutes)
        understood = self._value(ListColumn.EXTRA_TIME, read) or ReadExtraTime(NO_EXTRA_TIME)
        written = self._text(ListColumn.EXTRA_TIME)
        if understood.value and self._header.may_be_minutes and written.isdecimal():
            self._findings.warning(
                self._row.line,
                f"Temps majoré de {quoted(name)} : {quoted(written)} est compris comme {understood.value}, et non "
                "comme des minutes ; vérifiez.",
            )
        if understood.remark:
            answered = answer_of(written) in YES_SIGNS
            if answered and self._header.says_other_share:
                self._findings.error(self._row.line, tick_below_a_share(name, written))
                return NO_EXTRA_TIME
            unsaid = ", bien que la colonne ne dise pas « tiers temps »" * (answered and not self._header.says_third)
            self._findings.warning(
                self._row.line, f"Temps majoré de {quoted(name)} : {understood.remark}{unsaid} ; vérifiez."
            )
        return understood.value

    def _aside(self, extra_time: ExtraTime, last_name: str, first_name: str) -> str:
        """Tell what seems to be a temps majoré and stands where none is read; answers it."""
        asides = [aside for aside in self._asides() if aside is not None]
        asides += self._beside.about(last_name, first_name)
        if not asides or is_said_already(extra_time, asides):
            return ""
        self._findings.warning(self._row.line, aside_told(asides, extra_time, WRITE_IT))
        return " ; ".join(aside.text for aside in asides)

    def _asides(self) -> Iterator[Aside | None]:
        for place in self._not_read:
            if place < len(self._row.cells):
                heading = self._header.heading_at(place)
                cell = self._row.cells[place]
                is_doubtful = heading in self._header.doubtful or (place not in self._header.unread and ticks(cell))
                yield aside_of_cell(heading, cell, is_doubtful=is_doubtful)
        if self._delimiter == "," and ListColumn.EXTRA_TIME in self._header.places:
            begin = self._header.places[ListColumn.EXTRA_TIME]
            yield share_cut_in_two(self._row.cells[begin : begin + 2])
        for note in self._notes.get(self._row.line, ()):
            yield aside_of_cell("commentaire", note, is_doubtful=False)
        for column in _MAY_SPEAK:
            yield aside_of_name(column.value, self._text(column))

    def _tell_lost_letters(self) -> None:
        """Tell a letter that a wrong encoding left in a place or a class; names are told as names."""
        for column in (ListColumn.CITY, ListColumn.COUNTRY, ListColumn.CLASS):
            text = self._text(column)
            if sign := badly_converted(text):
                self._findings.warning(
                    self._row.line,
                    f"{column.value} : {quoted(text)} contient un caractère perdu ({sign}) ; corrigez-le.",
                )

    def _country_and_code(self) -> tuple[str, str]:
        """The country of birth in words, and the INSEE code of the commune or, abroad, of the country."""
        country, code = self._text(ListColumn.COUNTRY), self._text(ListColumn.COUNTRY_CODE)
        if country.isdigit() and not code:
            country, code = "", country
        named = country_of(code) if code else ""
        insee_code = with_leading_zero(self._text(ListColumn.INSEE_CODE), country or named)
        return country or named, insee_code or (abroad(code) if code else "")
