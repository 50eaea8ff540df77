"""The pupils of a school as SIECLE exports them (« ExportXML_ElevesSansAdresses »): an XML in ISO-8859-15.

A pupil's class is their structure of type D in `DONNEES/STRUCTURES` (G is a group); last year's class, which stands
inside their own element, is not. Form: DOMAIN.md section 6.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.roster.aside import aside_of_name, aside_told
from data.roster.headers import ListColumn
from data.roster.model import ListedCandidate, Roster
from data.roster.odd_names import tell_beside
from data.roster.places import FRANCE, abroad, country_of
from data.roster.safe_xml import Handler, parse
from data.roster.sessions import ClassFilter, GatheredSession, keep_each_person_once
from data.roster.text import clean, lost_sign
from data.roster.values import NotUnderstood, read_birth_date, read_date, with_leading_zero
from data.roster.wording import Findings, RefusedFile, listed, lost_letter, quoted, shortened, too_long
from supervisor.candidate import NO_EXTRA_TIME, Identity, plain
from supervisor.lengths import LONGEST_TEXT

_ROOT = "BEE_ELEVES"
_PUPIL = [_ROOT, "DONNEES", "ELEVES", "ELEVE"]
_STRUCTURES = [_ROOT, "DONNEES", "STRUCTURES", "STRUCTURES_ELEVE"]
_STRUCTURE = [*_STRUCTURES, "STRUCTURE"]
_SHEETS_IN_XML = frozenset({"document", "Workbook"})
"""Roots of a flat OpenDocument and of Excel's « XML 2003 »."""
_CLASS, _GROUP = "D", "G"
_DEEPEST = 30
"""Elements within elements; SIECLE stops at seven."""
MOST_PUPILS = 10_000
"""No school has half of it."""
_SEXES = {"1": "M", "2": "F"}
_SAYS_LATIN = re.compile(rb"""\s*<\?xml[^>]{0,80}?encoding=["'](iso-8859-\d{1,2}|windows-125\d)["']""", re.IGNORECASE)
_INACTIVE = re.compile(
    r"inactiv?[ef]?s?|inact|(?:non|in) ?affecte?e?s?|sorti?e?s?|radiee?s?|partie?s?|demission\w*|desinscrit\w*|"
    r"exclue?s?|sans classe"
)
"""Classes in which SIECLE keeps pupils who are none any more; Pix takes nobody from them."""


@dataclass(slots=True)
class _Pupil:
    line: int
    pupil_id: str
    """ELEVE_ID; empty where it lacks: they then have no class, and are told with those who have none."""
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(Handler):
    """Gathers the pupils and the structures that they belong to."""

    def __init__(self) -> None:
        super().__init__()
        self.pupils: list[_Pupil] = []
        self.classes: dict[str, list[str]] = {}
        self.groups: dict[str, None] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._pupil_id = ""
        self._structure: dict[str, str] = {}

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path and name in _SHEETS_IN_XML:
            raise RefusedFile(
                "C'est une feuille de calcul enregistrée en XML ; ouvrez-la et enregistrez-la en ODS, XLSX ou CSV."
            )
        if not self._path and name != _ROOT:
            raise RefusedFile(
                "Ce XML n'est pas la liste des élèves de SIECLE ; choisissez l'export "
                "« ExportXML_ElevesSansAdresses ».",
                self.line(),
            )
        if len(self._path) > _DEEPEST or len(self.pupils) > MOST_PUPILS:
            raise RefusedFile("Ce XML n'a pas la forme d'un export d'élèves ; exportez-le à nouveau.", self.line())
        self._path.append(name)
        self._text.clear()
        if self._path in (_PUPIL, _STRUCTURES):
            self._pupil_id = attributes.get("ELEVE_ID", "").strip()
            if self._path == _PUPIL:
                self.pupils.append(_Pupil(self.line(), self._pupil_id))
        elif self._path == _STRUCTURE:
            self._structure = {}

    def characters(self, content: str) -> None:
        self._text.append(content)

    def ends(self, name: str) -> None:
        parent = self._path[:-1]
        if parent == _PUPIL:
            self.pupils[-1].fields.setdefault(name, "".join(self._text))
        elif parent == _STRUCTURE:
            self._structure[name] = clean("".join(self._text)).text
        elif self._path == _STRUCTURE and (code := self._structure.get("CODE_STRUCTURE")):
            if self._structure.get("TYPE_STRUCTURE") == _CLASS and self._pupil_id:
                self.classes.setdefault(self._pupil_id, []).append(code)
            elif self._structure.get("TYPE_STRUCTURE") == _GROUP:
                self.groups.setdefault(code)
        self._text.clear()
        self._path.pop()


def roster_of_siecle(data: bytes, *, classes: Sequence[str], today: dt.date) -> Roster:
    """One session with the pupils of the classes asked for, or with every pupil who has a class.

    Args:
        data: the XML.
        classes: as SIECLE writes them, case and superfluous blanks ignored.
        today: what a birth date is judged against.

    Raises:
        RefusedFile: broken XML (with the line), not SIECLE's, or with entities or inclusions.
    """
    reader = _Reader()
    said, data = _encoding_said_wrongly(data)
    parse(data, reader)
    if not reader.pupils:
        raise RefusedFile("Le fichier ne contient aucun élève ; exportez-le à nouveau depuis SIECLE.")
    findings = Findings()
    if said:
        findings.warning(
            None, f"Le fichier dit être en {said} et est en UTF-8 : il est lu ainsi ; relisez les accents des noms."
        )
    wanted = ClassFilter(classes)
    session = GatheredSession(line=1)
    gone: list[tuple[str, _Pupil, str]] = []
    # An export that gives nobody's number says nothing of those who have none.
    is_numbered = any(_number_of(pupil) for pupil in reader.pupils)
    first: dict[str, _Pupil] = {}
    for pupil in reader.pupils:
        of_pupil = list(dict.fromkeys(reader.classes.get(pupil.pupil_id, ())))
        taken = [name for name in of_pupil if wanted.takes(name)]
        if of_pupil and not taken:
            continue
        if why := _why_not_taken(pupil, taken, today, is_numbered=is_numbered, is_asked=bool(wanted)):
            gone.append((_name_of(pupil), pupil, why))
            continue
        if len(of_pupil) > 1:
            findings.warning(
                pupil.line, f"« {_name_of(pupil)} » est dans les classes {listed(of_pupil)} ; {taken[0]} est gardée."
            )
        other = first.setdefault(pupil.pupil_id, pupil)
        if _name_of(other) != _name_of(pupil):
            findings.warning(
                pupil.line,
                f"« {_name_of(pupil)} » a le même ELEVE_ID que « {_name_of(other)} » (ligne {other.line}) ; "
                f"vérifiez sa classe, {taken[0]}.",
            )
        if candidate := _candidate(pupil, taken[0], findings, today):
            session.candidates.append(candidate)
        session.taken += 1
    _tell_gone(gone, findings)
    wanted.tell_unknown(findings, groups=reader.groups)
    if not session.taken and not wanted:
        findings.error(None, "Aucun élève n'a de classe ; vérifiez l'export, avec ses structures.")
    keep_each_person_once(session, findings)
    return Roster((session.listed_session(),) if session.candidates else (), findings.in_order())


def _encoding_said_wrongly(data: bytes) -> tuple[str, bytes]:
    """The encoding that an export says and has not, with the same bytes saying UTF-8; empty where it says the truth.

    An editor that saves in UTF-8 leaves the first line as it was. Accented letters of ISO-8859-15 are no UTF-8.
    """
    found = _SAYS_LATIN.match(data)
    if found is None or data.isascii():
        return "", data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "", data
    return found[1].decode("ascii"), data[: found.start(1)] + b"UTF-8" + data[found.end(1) :]


def _name_of(pupil: _Pupil) -> str:
    name = f"{pupil.fields.get('NOM_DE_FAMILLE', '')} {pupil.fields.get('PRENOM', '')}"
    return shortened(name) or "sans nom"


def _number_of(pupil: _Pupil) -> str:
    return clean(pupil.fields.get("ID_NATIONAL", "")).text


def _is_inactive(class_name: str) -> bool:
    """« INACTIFS », « SORTIS », « 3B INACTIF »: no class that anybody sits in."""
    return any(_INACTIVE.fullmatch(words) for words in (plain(class_name), *plain(class_name).split()))


def _has_left(pupil: _Pupil, today: dt.date) -> bool:
    """They have a day of leaving, and it has come; one that nobody can read counts as come."""
    left = clean(pupil.fields.get("DATE_SORTIE", "")).text
    if not left:
        return False
    try:
        return read_date(left) <= today
    except NotUnderstood:
        return True


def _why_not_taken(pupil: _Pupil, classes: Sequence[str], today: dt.date, *, is_numbered: bool, is_asked: bool) -> str:
    """Why Pix would not take this pupil; empty where it does."""
    if _has_left(pupil, today):
        return "sorti"
    if not classes:
        return "sans classe"
    if not is_asked and all(map(_is_inactive, classes)):
        return f"classe {quoted(classes[0])}"
    return "sans identifiant national" if is_numbered and not _number_of(pupil) else ""


def _tell_gone(gone: list[tuple[str, _Pupil, str]], findings: Findings) -> None:
    if gone:
        many = "s" * (len(gone) > 1)
        names = listed([f"{name} (ligne {pupil.line}, {why})" for name, pupil, why in gone], 40)
        verb = "ne sont pas repris" if many else "n'est pas repris"
        check = "qu'ils ne viennent pas" if many else "qu'il ne vient pas"
        findings.warning(
            None,
            f"{len(gone)} élève{many} sorti{many}, sans classe, inactif{many} ou sans identifiant national {verb} (Pix "
            f"ne le{many} prend pas) : {names} ; vérifiez {check}, ou ajoutez-le{many}.",
        )


def _candidate(pupil: _Pupil, class_name: str, findings: Findings, today: dt.date) -> ListedCandidate | None:
    altered = []
    told: list[str] = []

    def text(tag: str) -> str:
        visible, is_altered = clean(pupil.fields.get(tag, ""))
        if is_altered:
            altered.append(f"« {tag} »")
        if len(visible) > LONGEST_TEXT and tag not in told:
            told.append(tag)
            findings.error(pupil.line, too_long(tag, visible, len(visible), LONGEST_TEXT))
        return visible

    last_name, first_name, born = text("NOM_DE_FAMILLE"), text("PRENOM"), text("DATE_NAISS")
    birth_date = None
    who = f"« {_name_of(pupil)} »"
    for tag, value in (("Nom de famille", last_name), ("Prénom", first_name), ("Date de naissance", born)):
        if not value:
            findings.error(pupil.line, f"{tag} : rien n'est écrit pour {who} ; complétez sa fiche dans SIECLE.")
        if sign := lost_sign(value):
            findings.warning(pupil.line, f"{tag} : {lost_letter(value, sign)}")
    if born:
        try:
            birth_date = read_birth_date(born, today)
        except NotUnderstood as reason:
            findings.error(pupil.line, f"Date de naissance de {who} : {reason}")
    country = text("CODE_PAYS")
    named = country_of(country)
    insee_code = with_leading_zero(text("CODE_COMMUNE_INSEE_NAISS"), "") or abroad(country)
    identity = Identity(
        last_name=last_name,
        first_name=first_name,
        birth_date=birth_date,
        birth_city=text("VILLE_NAISS"),
        birth_insee_code=insee_code,
        birth_country=named if country == FRANCE or text("VILLE_NAISS") else "",
        sex=_SEXES.get(text("CODE_SEXE"), ""),
        local_id=text("ID_NATIONAL"),
    )
    if altered:
        findings.warning(
            pupil.line,
            f"Des caractères invisibles ont été retirés de {listed(list(dict.fromkeys(altered)))} ; relisez cet élève.",
        )
    if not (last_name and first_name and birth_date):
        return None
    said = {"Nom de famille": last_name, "Prénom": first_name, "Classe": class_name}
    asides = [aside for tag, value in said.items() if (aside := aside_of_name(tag, value))]
    if asides:
        findings.warning(pupil.line, aside_told(asides, NO_EXTRA_TIME, "donnez-le au candidat (« t » sur le tableau)"))
    else:
        tell_beside(ListColumn.LAST_NAME, last_name, pupil.line, findings)
        tell_beside(ListColumn.FIRST_NAME, first_name, pupil.line, findings)
    return ListedCandidate(
        line=pupil.line, identity=identity, class_name=class_name, aside=" ; ".join(aside.text for aside in asides),
        is_extra_time_said=False, is_certification_said=False,
    )  # fmt: skip
