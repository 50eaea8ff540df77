"""The office of home on a real store: what it lists, reads, makes; which files it offers."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.errors import StoreError
from screens.home.office import ListTerms, Made, NewSession, Refused
from screens.offices.home import StoreOffice
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
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
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
    assert [card.number for card in desk.cards(NOW)] == ["208", "209", "190", "310", "150"]
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
    report = desk.look_at(put(tmp_path, "3eB.csv"), ListTerms(), NOW)
    assert not store.exists()
    assert (report.name, report.errors, report.how_many, report.unnumbered, report.held) == ("3eB.csv", (), 1, 1, ())
    assert [warning.split()[:2] for warning in report.warnings] == [["ligne", "3"], ["ligne", "4"]]
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
    said = ListTerms(numbers=("31",), surveillants=("Léa",), access_code="FMKP47")
    refused = desk.bring_in(path, said, NOW)
    assert isinstance(refused, Refused), "a code is one session's"
    assert "--" not in refused.sentence
    assert desk.bring_in(path, ListTerms(numbers=("31",)), NOW) == Made(("31", "p1"))
    assert Archive(store).journal("31").session.room == "CDI"
    put(tmp_path, "deux.csv", WRONG_LIST)
    refused = desk.bring_in(path, ListTerms(), NOW)
    assert refused == Refused("Rien n'a été créé : 2 erreurs dans la liste.")
    assert Archive(store).numbers() == ["31", "p1"]


def test_bringing_a_held_session_up_to_date(desk: StoreOffice, store: Path, tmp_path: Path) -> None:
    """Said before, and told after; its own day and place stay."""
    make(store, "209", people=())
    path = put(tmp_path, "3eB.csv")
    report = desk.look_at(path, ListTerms(numbers=("209",)), NOW)
    assert (report.held, report.unnumbered) == (("209",), 0)
    assert report.sessions == ("Session 209 : déjà dans Vigie, sa liste sera mise à jour (3 candidats dans celle-ci)",)
    made = desk.bring_in(path, ListTerms(numbers=("209",)), NOW)
    assert isinstance(made, Made)
    assert made.numbers == ("209",)
    assert any("3 ajoutés" in line for line in made.lines)
    session = Archive(store).journal("209").session
    assert (len(session.candidates), session.start) == (3, "09:00")


def test_a_list_with_errors(desk: StoreOffice, tmp_path: Path) -> None:
    """All of them, at their lines."""
    report = desk.look_at(put(tmp_path, "faux.csv", WRONG_LIST), ListTerms(), NOW)
    assert [error.partition(" : ")[0] for error in report.errors] == ["ligne 2", "ligne 3"]
    assert "introuvable" in desk.look_at(str(tmp_path / "absent.csv"), ListTerms(), NOW).errors[0]


def test_what_does_not_fit_the_list(desk: StoreOffice, tmp_path: Path) -> None:
    """More numbers than sessions: a sentence of the screen."""
    report = desk.look_at(put(tmp_path, "3eB.csv"), ListTerms(numbers=("5", "6")), NOW)
    assert report.errors == ("les numéros dits sont 5, 6, et il y a 1 session sans numéro.",)


def test_classes(desk: StoreOffice, tmp_path: Path) -> None:
    """Only those asked for."""
    report = desk.look_at(put(tmp_path, "3eB.csv"), ListTerms(classes=("3eA",)), NOW)
    assert "1 candidat" in report.sessions[0]


def test_a_screen_names_no_option_of_the_command(desk: StoreOffice, tmp_path: Path) -> None:
    """Whatever there is to check of a session: « (do … derogation) » and « (--site) » are for the command alone."""
    rows = "".join(f"NOM {rank:03d};Zoé;{1 + rank % 28:02d}/05/2011;3eB\n" for rank in range(45))
    listed = put(tmp_path, "45.csv", "Nom;Prénom;Date de naissance;Classe\n" + rows)
    report = desk.look_at(listed, ListTerms(certification="EDU"), NOW)
    assert len(report.sessions) == 7
    assert any("dérogation de Pix" in line for line in report.sessions)
    assert [line for line in report.sessions if "--" in line or "do …" in line] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            ListTerms(access_code="BCDF23"),
            "Un code d'accès est celui d'une session, et il y en a 2 : importez-les une à une.",
        ),
        (ListTerms(access_code="OUI"), "Le code d'accès a 4 lettres"),
        (ListTerms(numbers=("208", "208")), "Le numéro 208 est donné deux fois."),
        (
            ListTerms(numbers=("208", "209", "210")),
            "les numéros dits sont 208, 209, 210, et il y a 2 sessions sans numéro.",
        ),
        (ListTerms(numbers=("p1",)), "1 session sans numéro : dites laquelle mettre à jour."),
    ],
)
def test_what_cannot_be_is_said_without_an_option(
    said: ListTerms, told: str, desk: StoreOffice, tmp_path: Path
) -> None:  # fmt: skip
    """The sentences of the import that have an option on the command line."""
    assert desk.create(NewSession("", DAY, time(14)), NOW) == Made(("p1",))
    listed = put(tmp_path, "deux.csv", TWO_SESSIONS)
    [error] = desk.look_at(listed, said, NOW).errors
    refused = desk.bring_in(listed, said, NOW)
    assert isinstance(refused, Refused)
    assert error == refused.sentence
    assert error.startswith(told)
    assert "--" not in error


def test_a_zone_that_is_taken_names_no_option(
    desk: StoreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine on UTC."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "UTC")
    warnings = desk.look_at(put(tmp_path, "liste.csv"), ListTerms(), NOW).warnings
    assert warnings[0] == "Cette machine est à l'heure UTC : le fuseau Europe/Paris est pris."
