"""The office of home on a real store: what it lists, reads, makes; which files it offers."""

from __future__ import annotations

import os
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.errors import StoreError
from data.zone import DefaultZone
from screens.command import importing_plan, office
from screens.command.folders import first_folder, first_folder_of_pictures, folder
from screens.command.office import StoreOffice, without_options
from screens.home.office import Made, NewSession, Refused, Said
from screens.kit.folder import Folder
from supervisor.action import Mark
from tests.screens.home.store import AUTHOR, DAY, HOST, TEACHERS_LIST, WRONG_LIST, a_day, act, at, damage, make

NOW = at("10:28:20")
NB = "\N{NO-BREAK SPACE}"
TWO_SESSIONS = """\
* Nom du site;* Nom de la salle;* Date de début (format: JJ/MM/AAAA);* Heure de début (heure locale format: HH:MM);\
* Surveillant(s);* Nom de naissance;* Prénom;* Date de naissance (format: JJ/MM/AAAA);* Sexe (M ou F)
Lycée Brûlé;CDI;01/02/2027;08:30;Awa Lô;PREMIERE;Ada;02/02/2009;F
Lycée Brûlé;Salle 2;01/02/2027;08:30;Éric Zed;SECOND;Bao;03/03/2009;M
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (importing_plan, office):
        monkeypatch.setattr(module, "default_zone", lambda: DefaultZone("Europe/Paris"))
    return tmp_path / "store"


@pytest.fixture
def desk(store: Path) -> StoreOffice:
    return StoreOffice(Archive(store), AUTHOR, HOST)


def put(folder_: Path, name: str, text: str = TEACHERS_LIST) -> str:
    (folder_ / name).write_text(text, encoding="utf-8")
    return str(folder_ / name)


# Cards ------------------------------------------------------------------------------------------------


def test_an_empty_store(desk: StoreOffice, store: Path) -> None:
    """Nothing, and nothing is made by looking."""
    assert desk.cards(NOW) == []
    assert not store.exists()
    assert desk.place == str(store)
    assert next(iter(desk.certifications)) == "CORE"


def test_cards_follow_the_store(desk: StoreOffice, store: Path) -> None:
    """What is recorded and made elsewhere is seen the next time; damage, when the journal is opened."""
    a_day(store)
    assert [card.number for card in desk.cards(NOW)] == ["208", "209", "310", "190", "150"]
    act(Archive(store).journal("209"), Mark("join", (1,)), NOW)
    assert [card.counts.joined for card in desk.cards(NOW) if card.counts and card.number == "209"] == [1]
    make(store, "401", DAY + timedelta(days=1))
    assert "401" in [card.number for card in desk.cards(NOW)]
    damage(store, "401", 3)
    [card] = [card for card in StoreOffice(Archive(store), AUTHOR, HOST).cards(NOW) if card.number == "401"]
    assert "ligne 3" in card.problem
    assert card.can_be_read


def test_an_unreadable_session_is_looked_at_again(desk: StoreOffice, store: Path) -> None:
    """Once its file has changed."""
    make(store, "208")
    path = store / "sessions/208/journal.jsonl"
    good = path.read_bytes()
    path.write_bytes(b"rien\n")
    [card] = desk.cards(NOW)
    assert (card.number, card.group, card.can_be_read) == ("208", "broken", False)
    assert card.problem
    assert desk.cards(NOW) == [card]
    path.write_bytes(good)
    assert [card.problem for card in desk.cards(NOW)] == [""]


def test_a_journal_that_goes(desk: StoreOffice, store: Path) -> None:
    """It is told, not raised."""
    make(store, "208")
    desk.cards(NOW)
    (store / "sessions/208/journal.jsonl").unlink()
    [card] = desk.cards(NOW)
    assert card.problem


# Creating ---------------------------------------------------------------------------------------------


def test_create(desk: StoreOffice, store: Path) -> None:
    """On the disk, with what was typed; a number that is held is refused in words of the screen."""
    wanted = NewSession("209", date(2026, 11, 24), time(8, 30), "Lulli", "CDI", ("A", "B"), "EDU", "FMKP47")
    assert desk.create(wanted, NOW) == Made(("209",))
    made = Archive(store).journal("209").session
    assert (made.date, made.start, made.site, made.room) == (date(2026, 11, 24), "08:30", "Lulli", "CDI")
    assert (made.surveillants, made.certification, made.access_code) == (("A", "B"), "EDU", "FMKP47")
    assert made.header.timezone == "Europe/Paris"
    assert made.entries[0].author == AUTHOR
    assert desk.create(wanted, NOW) == Refused("La session 209 est déjà dans Vigie.")
    assert desk.create(NewSession("", DAY, time(9)), NOW) == Made(("p1",))


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    """The store's own sentence."""
    (tmp_path / "file").write_text("")
    desk = StoreOffice(Archive(tmp_path / "file" / "store"), AUTHOR, HOST)
    with pytest.raises(StoreError):
        desk.create(NewSession("1", DAY, time(9)), NOW)


# Lists ------------------------------------------------------------------------------------------------


def test_looking_makes_nothing(desk: StoreOffice, store: Path, tmp_path: Path) -> None:
    """All that an import would say, from memory."""
    report = desk.look_at(put(tmp_path, "3eB.csv"), Said(), NOW)
    assert not store.exists()
    assert (report.name, report.errors, report.how_many, report.unnumbered, report.held) == ("3eB.csv", (), 1, 1, ())
    assert len(report.warnings) == 1
    assert report.sessions[0].startswith("Session sans numéro : 20/11/2026 à 11:00 (Europe/Paris), 3 candidats")
    assert report.sessions[1:] == (
        "à vérifier : pas de date dans la liste : 20/11/2026",
        "à vérifier : pas d'heure dans la liste : 11:00, la prochaine heure pleine",
        "à vérifier : pas de site dans la liste",
        "à vérifier : pas de salle dans la liste",
    )
    assert report.extra_times == (
        "2 temps majorés compris, à relire :",
        "n° 2 NDIAYE-ROUSSEL Ibrahima [b]x[/b] : 33 %",
        "n° 3 ÉTIENVRE Zoé : 33 % (tiers temps : un tiers exactement)",
    )


def test_what_was_looked_at_is_what_is_made(desk: StoreOffice, store: Path, tmp_path: Path) -> None:
    """The same sessions; the list is read again, so that a file that went wrong makes nothing."""
    path = put(tmp_path, "deux.csv", TWO_SESSIONS)
    said = Said(numbers=("31",), surveillants=("Léa",), access_code="FMKP47")
    refused = desk.bring_in(path, said, NOW)
    assert isinstance(refused, Refused), "a code is one session's"
    assert "--" not in refused.sentence
    assert desk.bring_in(path, Said(numbers=("31",)), NOW) == Made(("31", "p1"))
    assert Archive(store).journal("31").session.room == "CDI"
    put(tmp_path, "deux.csv", WRONG_LIST)
    refused = desk.bring_in(path, Said(), NOW)
    assert refused == Refused("Rien n'a été créé : 2 erreurs dans la liste.")
    assert Archive(store).numbers() == ["31", "p1"]


def test_bringing_a_held_session_up_to_date(desk: StoreOffice, store: Path, tmp_path: Path) -> None:
    """Said before, and told after; its own day and place stay."""
    make(store, "209", people=())
    path = put(tmp_path, "3eB.csv")
    report = desk.look_at(path, Said(numbers=("209",)), NOW)
    assert (report.held, report.unnumbered) == (("209",), 0)
    assert report.sessions == ("Session 209 : déjà dans Vigie, sa liste sera mise à jour (3 candidats dans celle-ci)",)
    made = desk.bring_in(path, Said(numbers=("209",)), NOW)
    assert isinstance(made, Made)
    assert made.numbers == ("209",)
    assert any("3 ajoutés" in line for line in made.lines)
    session = Archive(store).journal("209").session
    assert (len(session.candidates), session.start) == (3, "09:00")


def test_a_list_with_errors(desk: StoreOffice, tmp_path: Path) -> None:
    """All of them, at their lines."""
    report = desk.look_at(put(tmp_path, "faux.csv", WRONG_LIST), Said(), NOW)
    assert [error.partition(" : ")[0] for error in report.errors] == ["ligne 2", "ligne 3"]
    assert "introuvable" in desk.look_at(str(tmp_path / "absent.csv"), Said(), NOW).errors[0]


def test_what_does_not_fit_the_list(desk: StoreOffice, tmp_path: Path) -> None:
    """More numbers than sessions: a sentence of the screen."""
    report = desk.look_at(put(tmp_path, "3eB.csv"), Said(numbers=("5", "6")), NOW)
    assert report.errors == ("les numéros dits sont 5, 6, et il y a 1 session sans numéro.",)


def test_classes(desk: StoreOffice, tmp_path: Path) -> None:
    """Only those asked for."""
    report = desk.look_at(put(tmp_path, "3eB.csv"), Said(classes=("3eA",)), NOW)
    assert "1 candidat" in report.sessions[0]


def test_a_screen_names_no_option_of_the_command(desk: StoreOffice, tmp_path: Path) -> None:
    """Whatever there is to check of a session: « (do … derogation) » and « (--site) » are for the command alone."""
    rows = "".join(f"NOM {rank:03d};Zoé;{1 + rank % 28:02d}/05/2011;3eB\n" for rank in range(45))
    listed = put(tmp_path, "45.csv", "Nom;Prénom;Date de naissance;Classe\n" + rows)
    report = desk.look_at(listed, Said(certification="EDU"), NOW)
    assert len(report.sessions) == 7
    assert any("dérogation de Pix" in line for line in report.sessions)
    assert [line for line in report.sessions if "--" in line or "do …" in line] == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("pas de date : 22/11/2026 (sinon, --date)", "pas de date : 22/11/2026"),
        ("pas de site dans la liste (--site)", "pas de site dans la liste"),
        (f"le fuseau est pris{NB}; sinon, --timezone.", "le fuseau est pris."),
        ("dites laquelle mettre à jour (--session N).", "dites laquelle mettre à jour."),
        ("Le code d'accès (--access-code) a 4 lettres.", "Le code d'accès a 4 lettres."),
        ("rien à changer", "rien à changer"),
    ],
)
def test_without_options(sentence: str, said: str) -> None:
    """A screen has none."""
    assert without_options(sentence) == said


# Folders ----------------------------------------------------------------------------------------------


def names(found: Folder) -> list[str]:
    return [entry.name for entry in found.entries]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for name in ("b.csv", "Été.ods", "notes.pdf", ".cachée.csv", "SANS", "x.XLSX"):
        put(tmp_path, name)
    for name in ("zone", "Archives", ".git"):
        (tmp_path / name).mkdir()
    put(tmp_path / "zone", "dedans.xml")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Archives", "zone", "b.csv", "Été.ods", "x.XLSX"]),
        ("é", ["Été.ods"]),
        ("ETE", ["Été.ods"]),
        ("z", ["zone"]),
        ("zone", ["zone"]),
        ("zone/", ["dedans.xml"]),
        ("zone/d", ["dedans.xml"]),
        ("zone/../b", ["b.csv"]),
        (".", ["Archives", "zone", "b.csv", "Été.ods", "x.XLSX"]),
        (".g", [".git"]),
        ("notes", []),
        ("notes.pdf", ["notes.pdf"]),  # named in full, it is meant
        ("SANS", ["SANS"]),
    ],
)
def test_a_folder(lists: Path, typed: str, found: list[str]) -> None:
    """Folders first, what may be a list, what was typed."""
    assert names(folder(str(lists), typed, NOW)) == found


def test_a_folder_that_cannot_be_read(lists: Path) -> None:
    """A sentence."""
    assert folder(str(lists), "nulle/part", NOW).problem == "ce dossier n'existe pas"
    assert folder(str(lists / "b.csv"), "", NOW).problem == "ce dossier n'existe pas"


def test_ages_and_sizes(lists: Path) -> None:
    """As they are read at a glance."""
    for name, ago in (("b.csv", timedelta(minutes=5)), ("Été.ods", timedelta(days=1)), ("x.XLSX", timedelta(days=9))):
        instant = (NOW - ago).timestamp()
        os.utime(lists / name, (instant, instant))
    details = [entry.detail for entry in folder(str(lists), "", NOW).entries if not entry.is_folder]
    assert details == ["1 Ko  09:23", "1 Ko  hier 09:28", "1 Ko  11/11/2026"]


def test_home_and_absolute_paths(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """« ~ » is the home folder; a path from the root is taken as it is."""
    monkeypatch.setenv("HOME", str(lists))
    monkeypatch.setenv("USERPROFILE", str(lists))
    assert names(folder("/", "~/zone/", NOW)) == ["dedans.xml"]
    assert names(folder("/", "~", NOW)) == names(folder(str(lists), "", NOW))
    found = folder("/", f"{lists}/zone/d", NOW)
    assert (names(found), found.path, found.parent) == (["dedans.xml"], str(lists / "zone"), str(lists))
    assert found.base == f"{lists}/zone/"


def test_where_a_list_is_looked_for_first(lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder when it has one, else where browsers put files, else the current one all the same."""
    monkeypatch.chdir(lists)
    assert first_folder() == str(lists)
    monkeypatch.chdir(lists / "Archives")
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: lists / "zone")
    assert first_folder() == str(lists / "zone")
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: lists / "absent")
    assert first_folder() == str(lists / "Archives")


def test_an_account_without_a_home_folder_looks_where_it_stands(
    lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service may have none; and where the current folder was removed meanwhile, at the top."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_downloads_path", homeless)
    monkeypatch.setattr("platformdirs.user_pictures_path", homeless)
    monkeypatch.chdir(lists / "Archives")
    assert first_folder() == first_folder_of_pictures() == str(lists / "Archives")

    def removed() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", removed)
    assert first_folder_of_pictures() == str(Path(lists.anchor))
