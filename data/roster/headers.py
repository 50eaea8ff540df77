"""Which row of a list is its header, and what each of its columns holds.

Wordings: DOMAIN.md section 6 (template 1.5 of the candidate list, multi-session import of today and of 2022, its SCO
form), the forms of Pix Orga (FREGATA for agricultural schools, in French and in English) and what teachers write by
hand. They are compared without case, accents, stars, line breaks and what stands in brackets; a letter that an encoding
lost (« Pr?nom ») may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from data.roster.text import ListCell, as_text, clean
from data.roster.wording import shortened
from supervisor.candidate import plain
from supervisor.lengths import LONGEST_REPORT, LONGEST_TEXT


class ListRow(NamedTuple):
    """One row of a list, wherever it comes from."""

    line: int
    """Physical line of its beginning in a text table, row number of a sheet; both from 1."""
    cells: Sequence[ListCell]
    covered: frozenset[int] = frozenset()
    """Places that a cell of a row above reaches down to (merged cells of a sheet): nothing is written in them."""


class ListColumn(Enum):
    """What a column holds; its value is what messages call it."""

    # Each cell of a list is looked up by it: the hash of an Enum is a function of Python, that of an object is none.
    __hash__ = object.__hash__

    NUMBER = "N° de session"
    SITE = "Nom du site"
    ROOM = "Nom de la salle"
    DATE = "Date de début"
    START = "Heure de début"
    SURVEILLANTS = "Surveillant(s)"
    OBSERVATIONS = "Observations"
    LAST_NAME = "Nom de naissance"
    FIRST_NAME = "Prénom"
    BIRTH_DATE = "Date de naissance"
    SEX = "Sexe"
    INSEE_CODE = "Code Insee"
    POSTAL_CODE = "Code postal"
    CITY = "Nom de la commune"
    COUNTRY = "Pays"
    COUNTRY_CODE = "Code pays"
    LOCAL_ID = "Identifiant local"
    EXTRA_TIME = "Temps majoré"
    CLASS = "Classe"
    SEAT = "Poste"
    CERTIFICATION = "Certification"


REQUIRED = (ListColumn.LAST_NAME, ListColumn.FIRST_NAME, ListColumn.BIRTH_DATE)
"""Without these a candidate cannot be identified at the door."""
OF_A_SESSION = (ListColumn.SITE, ListColumn.ROOM, ListColumn.DATE, ListColumn.START)
"""A session of a file is what these four say (DOMAIN.md section 6)."""

OF_A_CANDIDATE = (
    ListColumn.LAST_NAME,
    ListColumn.FIRST_NAME,
    ListColumn.BIRTH_DATE,
    ListColumn.EXTRA_TIME,
    ListColumn.LOCAL_ID,
)
"""A row where all of these are empty has no candidate, even if a class or a country was filled down to it."""

_WORDINGS: Mapping[ListColumn, tuple[str, ...]] = {
    ListColumn.NUMBER: (
        "numero de session preexistante", "n de session", "no de session", "numero de session", "numero session",
        "n session", "no session", "id de session", "identifiant de session", "session number", "session id",
    ),
    ListColumn.SITE: ("nom du site", "site", "site name"),
    ListColumn.ROOM: ("nom de la salle", "salle", "room", "room name"),
    ListColumn.DATE: ("date de debut", "date de la session", "date de session", "date session", "date"),
    ListColumn.START: ("heure de debut", "heure locale", "heure de la session", "heure"),
    ListColumn.SURVEILLANTS: (
        "surveillants", "surveillant", "nom du surveillant", "session surveillee par", "invigilator",
    ),
    ListColumn.OBSERVATIONS: ("observations", "observation"),
    ListColumn.LAST_NAME: (
        "nom de naissance", "nom de famille", "nom patronymique", "nom", "noms", "nom du candidat", "nom de l eleve",
        "nom eleve", "birth name", "last name", "lastname", "family name", "surname",
    ),
    ListColumn.FIRST_NAME: (
        "premier prenom", "1er prenom", "prenom 1", "prenom", "prenoms", "prenom du candidat", "prenom de l eleve",
        "prenom eleve", "first name", "firstname", "given name", "forename",
    ),
    ListColumn.BIRTH_DATE: (
        "date de naissance", "date naissance", "date de naiss", "date naiss", "naissance", "ne le", "nee le",
        "ne e le", "ddn", "date of birth", "birth date", "birthdate", "dob",
    ),
    ListColumn.SEX: ("sexe", "genre", "code sexe", "sex", "sex code", "gender"),
    ListColumn.INSEE_CODE: (
        "code insee de la commune de naissance", "code insee de naissance", "code commune naissance",
        "code commune de naissance", "code de la commune de naissance", "code insee commune naissance", "code insee",
        "code insee commune", "insee", "city of birth code", "birth city code",
    ),
    ListColumn.POSTAL_CODE: (
        "code postal de la commune de naissance", "code postal de naissance", "code postal", "postal code", "zip code",
    ),
    ListColumn.CITY: (
        "nom de la commune de naissance", "commune de naissance", "ville de naissance", "lieu de naissance",
        "libelle commune naissance", "libelle commune de naissance", "libelle de la commune de naissance",
        "nom de la commune", "commune", "place of birth", "city of birth", "birth city", "birthplace", "birth place",
    ),
    ListColumn.COUNTRY: (
        "pays de naissance", "pays naissance", "libelle pays naissance", "pays", "country of birth", "birth country",
        "country",
    ),
    ListColumn.COUNTRY_CODE: ("code pays naissance", "code pays de naissance", "code pays", "country code"),
    ListColumn.LOCAL_ID: (
        "identifiant local", "identifiant externe", "identifiant", "identifiant unique", "numero etudiant",
        "n etudiant", "matricule", "ine", "unique identifier", "student number", "local identifier",
    ),
    ListColumn.EXTRA_TIME: (
        "temps majore", "temps majores", "tiers temps", "1 3 temps", "majoration", "temps supplementaire", "tt", "t t",
        "tps majore", "temps maj", "tps maj", "tiers tps", "1 3 tps", "extra time", "additional time",
    ),
    ListColumn.CLASS: ("classe", "division", "class", "code classe", "libelle classe"),
    ListColumn.SEAT: ("poste", "n de poste", "no de poste", "numero de poste", "n poste", "poste n", "place", "seat"),
    ListColumn.CERTIFICATION: ("certification complementaire", "certification"),
}  # fmt: skip
_BY_WORDING = {
    wording: (column, rank) for column, wordings in _WORDINGS.items() for rank, wording in enumerate(wordings)
}
_EXTRA_TIME_BEGINNINGS = (
    "temps majore ", "tiers temps ", "extra time ", "temps supplementaire ", "temps additionnel",
)  # fmt: skip
_LIKE_EXTRA_TIME = frozenset(
    {
        "majore", "majores", "majoree", "majoration", "majorations", "tiers", "1 3", "amenagement", "amenagements",
        "amenage", "adaptation", "adaptations", "temps", "tps", "pap", "pai", "pps", "ppre", "gevasco", "handicap",
        "accommodation", "accommodations", "accompagnement", "besoins", "dys", "mdph", "rqth", "ulis", "duree",
        "minutes", "amgt", "amgts", "am", "majo", "tm", "secretaire", "scripteur",
    }
)  # fmt: skip
"""Words of headings that may well speak of the temps majoré in a way that is not known."""
_SAYS_THIRD = frozenset({"tiers temps", "1 3 temps", "tiers tps", "1 3 tps"})
_SAYS_MINUTES = re.compile(r"\b(?:min|mn|minutes?|duree|heures?|h|hh ?mm)\b")
_MAY_BE_MINUTES = frozenset({"temps supplementaire", "additional time", "extra time"})
"""Headings under which a number may be of minutes as well."""

_CERTIFICATION_BEGINNINGS = {
    "clea": "CLEA",
    "pix clea": "CLEA",
    "pix droit": "DROIT",
    "pix pro sante": "PRO_SANTE",
    "pix edu": "EDU",
}
"""How the name of a complementary certification begins → its key in `data/reference/durations.toml`."""

_BOTH_NAMES = frozenset(
    {
        "nom prenom",
        "nom et prenom",
        "nom prenoms",
        "prenom nom",
        "eleve",
        "candidat",
        "nom complet",
        "name",
        "full name",
    }
)
_DAY_FIRST = re.compile(r"jj\s?[/.-]\s?mm|dd\s?[/.-]\s?mm", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(?<![ay] )mm (?:jj|dd)|(?:aaaa|yyyy) (?:jj|dd)")
"""« mm/jj/aaaa », « yyyy-dd-mm »; not « aaaa / mm / jj ». In a heading as names are compared, all its signs blanks."""
_PERCENTAGES = re.compile(r"(\d{1,3})(?:[.,]3+| 1/3)? ?%")
"""How many whole ones each is: « 33,3 % » is a third like « 33 % », « 33,5 % » none."""
_BRACKETS = re.compile(r"\([^)]*(?:\)|$)")
_LOST_LETTER = re.compile(r"(?<=[a-z])(?:[?\ufffd]+|[^\x00-\x7f]+)|\ufffd")
_LETTERS_TO_GO_BY = 4
"""Letters that must be left of a heading to know it by."""
_ROWS_SEARCHED = 200
"""The header is looked for in that many rows; the official template has it in row 12."""


def longest(column: ListColumn) -> int:
    """How many characters a cell of that column may have."""
    return LONGEST_REPORT if column is ListColumn.OBSERVATIONS else LONGEST_TEXT


def key_of_certification(name: str) -> str | None:
    """The key of a certification by its name (« CléA Numérique », « Pix+ Droit », « Pix+ Édu CPE »), or None."""
    words = plain(name)
    for beginning, key in _CERTIFICATION_BEGINNINGS.items():
        if words == beginning or words.startswith(f"{beginning} "):
            return key
    return None


@lru_cache(maxsize=1024)
def words_of(heading: str) -> str:
    """A heading as it is compared: no stars, brackets, line breaks, case nor accents."""
    text = clean(heading).text.replace("(s)", "s").replace("(e)", "e")
    return plain(_BRACKETS.sub(" ", text))


@lru_cache(maxsize=1024)
def column_of(heading: str) -> tuple[ListColumn, int] | None:
    """What a heading announces and how far down its list of wordings it stands (0 is the most precise)."""
    words = words_of(heading)
    if any(words.startswith(beginning) for beginning in _EXTRA_TIME_BEGINNINGS):
        return ListColumn.EXTRA_TIME, 0
    return _BY_WORDING.get(words) or _with_lost_letters(heading)


def _with_lost_letters(heading: str) -> tuple[ListColumn, int] | None:
    """The one column that a heading announces whose accented letters became « ? » or odd signs, if any."""
    text = _BRACKETS.sub(" ", heading.replace("(s)", "s").replace("(e)", "e")).casefold()
    if not _LOST_LETTER.search(text):
        return None
    spaced = re.sub(r"[^a-z0-9\0]+", " ", _LOST_LETTER.sub("\0", text)).strip()
    if sum(map(str.isalpha, spaced)) < _LETTERS_TO_GO_BY:
        return None
    wording = re.compile(spaced.replace("\0", "[a-z]{0,2}"))
    found = {column: rank for words, (column, rank) in _BY_WORDING.items() if wording.fullmatch(words)}
    return next(iter(found.items())) if len(found) == 1 else None


class ColumnChoice(NamedTuple):
    """A column of a complementary certification, chosen with « oui »."""

    place: int
    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header row of a list."""

    line: int
    index: int
    """Of the row among the rows of the list."""
    places: Mapping[ListColumn, int]
    """Which cell of a row holds what."""
    choices: tuple[ColumnChoice, ...]
    """The columns of complementary certifications."""
    twice: tuple[ListColumn, ...]
    """Columns that two headings announce in the same words: which one counts cannot be known."""
    says_third: bool
    """True when the heading of the temps majoré says « tiers temps »."""
    says_minutes: bool
    """True when the heading of the temps majoré says that it counts minutes."""
    may_be_minutes: bool
    """True when it says nothing of what it counts, and people write minutes under it."""
    says_day_first: bool
    """True when the heading of the birth date says its form (« jj/mm/aaaa »)."""
    says_month_first: bool
    """True when it says that the month comes before the day, or the day right after the year."""
    says_other_share: bool
    """True when the heading of the temps majoré names a percentage that is no third: a tick there means that one."""
    width: int
    """Number of cells of the row, empty ones included."""
    both_names: int | None
    """The column that holds last name and first name together, if one does."""
    doubtful: tuple[str, ...]
    """Headings that are not understood and may announce the temps majoré."""
    unread: Mapping[int, str]
    """Where nothing is read, and the heading there."""
    seen: tuple[str, ...]
    """All the headings, as they stand."""
    begins: int | None = None
    """Index of the row above, where both together are the header (`joined.py`)."""
    split: int | None = None
    """The column in which last and first name were told apart; they stand behind the others then (`joined.py`)."""

    def heading_at(self, place: int) -> str:
        """What to call a column that is not read, with a heading or without."""
        return self.unread.get(place) or f"colonne {place + 1}, sans en-tête"

    @property
    def missing(self) -> tuple[ListColumn, ...]:
        """The required columns that the list lacks; then those of a session, where it has some of them."""
        required = tuple(column for column in REQUIRED if column not in self.places)
        # « Date » alone is of a birth that says too little, as often as of a session.
        if required and any(column in self.places for column in OF_A_SESSION if column is not ListColumn.DATE):
            return required + tuple(column for column in OF_A_SESSION if column not in self.places)
        return required

    @property
    def score(self) -> int:
        """How much of a header row this is; 0 when it names nothing about a person."""
        about_a_person = any(column in self.places for column in REQUIRED)
        complete = all(column in self.places for column in REQUIRED)
        known = len(self.places) + len(self.choices)
        return known + 100 * complete if about_a_person or known >= 3 else 0


def header_of(row: ListRow, index: int = 0) -> HeaderRow:
    """Read a row as if it were the header row."""
    best: dict[ListColumn, tuple[int, int]] = {}
    choices: list[ColumnChoice] = []
    twice: list[ListColumn] = []
    doubtful: list[str] = []
    headings: dict[int, str] = {}
    third = False
    both: int | None = None
    for place, cell in enumerate(row.cells):
        heading = as_text(cell) if isinstance(cell, str) else ""
        if not heading.strip():
            continue
        headings[place] = shortened(heading)
        if found := column_of(heading):
            column, rank = found
            known_rank, _ = best.get(column, (99, 0))
            if column in best and (rank == known_rank or column is ListColumn.EXTRA_TIME):
                twice.append(column)
            if rank < known_rank:
                best[column] = (rank, place)
                third = third or (column is ListColumn.EXTRA_TIME and words_of(heading) in _SAYS_THIRD)
        elif key := key_of_certification(heading):
            choices.append(ColumnChoice(place, key, shortened(_BRACKETS.sub("", heading))))
        elif "%" in heading or any(f" {word} " in f" {words_of(heading)} " for word in _LIKE_EXTRA_TIME):
            doubtful.append(shortened(heading))
        if both is None and words_of(heading) in _BOTH_NAMES:
            both = place
    places = {column: place for column, (_, place) in best.items()}
    if ListColumn.NUMBER not in places and not any(column in places for column in OF_A_SESSION):
        # A list without sessions has no observations on one: those are about the candidates, and are not read.
        places.pop(ListColumn.OBSERVATIONS, None)
    read = {*places.values(), *(choice.place for choice in choices)}
    of_birth = headings.get(places.get(ListColumn.BIRTH_DATE, -1), "")
    of_extra_time = headings.get(places.get(ListColumn.EXTRA_TIME, -1), "")
    return HeaderRow(
        line=row.line,
        index=index,
        places=places,
        choices=tuple(choices),
        twice=tuple(dict.fromkeys(twice)),
        says_third=third,
        says_minutes="%" not in of_extra_time and _SAYS_MINUTES.search(plain(of_extra_time)) is not None,
        may_be_minutes="%" not in of_extra_time and words_of(of_extra_time) in _MAY_BE_MINUTES,
        says_day_first=_DAY_FIRST.search(of_birth) is not None,
        says_month_first=_MONTH_FIRST.search(plain(of_birth)) is not None,
        says_other_share=any(share != "33" for share in _PERCENTAGES.findall(of_extra_time)),
        width=len(row.cells),
        both_names=both,
        doubtful=tuple(doubtful),
        unread={place: heading for place, heading in headings.items() if place not in read},
        seen=tuple(headings.values()),
    )


def find_header(rows: Iterable[ListRow]) -> HeaderRow | None:
    """The row that names most of the known columns, the first of equals; None when no row names any."""
    best: HeaderRow | None = None
    for index, row in enumerate(rows):
        if index >= _ROWS_SEARCHED:
            break
        header = header_of(row, index)
        if header.score > (best.score if best else 0):
            best = header
    return best
