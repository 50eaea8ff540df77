"""Small candidate lists that tests write for themselves; all persons and schools are invented."""

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path

from data.roster import read_roster
from data.roster.model import Roster

TODAY = dt.date(2026, 11, 22)
"""The day of every test: birth dates are judged against it."""
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "roster"

HANDMADE = "Nom;Prénom;Date de naissance;Classe;Temps majoré"
TODAYS = (
    "Numéro de session préexistante",
    "* Nom du site",
    "* Nom de la salle",
    "* Date de début (format: JJ/MM/AAAA)",
    "* Heure de début (heure locale format: HH:MM)",
    "* Surveillant(s)",
    "Observations (optionnel)",
    "* Nom de naissance",
    "* Prénom",
    "* Date de naissance (format: JJ/MM/AAAA)",
    "* Sexe (M ou F)",
    "Code INSEE de la commune de naissance",
    "Code postal de la commune de naissance",
    "Nom de la commune de naissance",
    "* Pays de naissance",
    "E-mail du destinataire des résultats (formateur, enseignant…)",
    "E-mail de convocation",
    "Identifiant externe",
    "Temps majoré ? (exemple format: 33%)",
    "* Tarification part Pix (Gratuite, Prépayée ou Payante)",
    "Code de prépaiement (si Tarification part Pix Prépayée)",
    "CléA Numérique ('oui' ou laisser vide)",
    "Pix+ Droit ('oui' ou laisser vide)",
    "Pix+ Édu 1er degré ('oui' ou laisser vide)",
    "Pix+ Édu CPE ('oui' ou laisser vide)",
    "Pix+ Pro Santé ('oui' ou laisser vide)",
)
"""The headings of the multi-session import, in their order."""
SESSION_A = {"site": "Lycée J.-B. Lulli", "room": "CDI", "date": "23/11/2026", "start": "08:30", "by": "Awa Lô"}

_PLACES = {
    "number": 0, "site": 1, "room": 2, "date": 3, "start": 4, "by": 5, "observations": 6, "last": 7, "first": 8,
    "born": 9, "sex": 10, "insee": 11, "postal": 12, "city": 13, "country": 14, "local": 17, "extra": 18,
    "clea": 21, "droit": 22, "edu1": 23, "cpe": 24, "sante": 25,
}  # fmt: skip


def import_row(**values: str) -> str:
    """A row of the multi-session import with these cells filled in."""
    cells = [""] * len(TODAYS)
    for name, value in values.items():
        cells[_PLACES[name]] = value
    return ";".join(cells)


def import_list(*rows: str) -> str:
    """A multi-session import: its header row (line 1) and these rows."""
    return "\n".join([";".join(f'"{heading}"' for heading in TODAYS), *rows]) + "\n"


def handmade(*rows: str, header: str = HANDMADE) -> str:
    """A list as a teacher writes it: a header row (line 1) and these rows."""
    return "\n".join([header, *rows]) + "\n"


class Reads:
    """Writes a list into a folder and reads it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def content(self, data: bytes, name: str = "liste.csv", classes: Iterable[str] = ()) -> Roster:
        path = self.folder / name
        path.write_bytes(data)
        return read_roster(path, classes=tuple(classes), today=TODAY)

    def text(self, text: str, name: str = "liste.csv", encoding: str = "utf-8", classes: Iterable[str] = ()) -> Roster:
        return self.content(text.encode(encoding), name, classes)

    def zipped(self, members: dict[str, bytes | str], name: str = "liste.zip", classes: Iterable[str] = ()) -> Roster:
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return read_roster(path, classes=tuple(classes), today=TODAY)


def names(roster: Roster) -> list[str]:
    """« NOM Prénom » of everybody, sessions in order."""
    return [candidate.identity.full_name for session in roster.sessions for candidate in session.candidates]


def errors(roster: Roster) -> list[tuple[int | None, str]]:
    """Line and sentence of each error, non-breaking spaces made plain for reading."""
    return [(problem.line, problem.message.replace("\u00a0", " ")) for problem in roster.errors]


def warnings(roster: Roster) -> list[tuple[int | None, str]]:
    """The same for the warnings."""
    return [(problem.line, problem.message.replace("\u00a0", " ")) for problem in roster.warnings]


def only_error(roster: Roster) -> tuple[int | None, str]:
    """The one error of a refused list."""
    [error] = errors(roster)
    return error
