"""`vigie import`: what it makes, what it tells, what it refuses."""

import io
import os
from datetime import date
from pathlib import Path

import pytest

from data.errors import StoreError
from screens.command.importing import run_import
from screens.command.output import BadUsageError, RefusedError
from screens.command.parser import parse
from supervisor.candidate import EXACT_THIRD
from supervisor.event import AccessCodeGiven
from supervisor.wording import typographic
from tests.command.import_desk import NB, Clock, Desk

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "roster"

CLASS_LIST = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré
LAGRIVE;Élodie;03/04/2010;3eB;
NDIAYE-ROUSSEL;Ibrahima;21/12/2010;3eB;33 %
ÉTIENVRE;Zoé;05/06/2010;3eA;tiers temps
"""
TWO_SESSIONS = """\
* Nom du site;* Nom de la salle;* Date de début (format: JJ/MM/AAAA);* Heure de début (heure locale format: HH:MM);\
* Surveillant(s);* Nom de naissance;* Prénom;* Date de naissance (format: JJ/MM/AAAA);* Sexe (M ou F)
Lycée Brûlé;CDI;01/02/2027;08:30;Awa Lô;PREMIERE;Ada;02/02/2009;F
Lycée Brûlé;Salle 2;01/02/2027;08:30;Éric Zed;SECOND;Bao;03/03/2009;M
"""
WRONG = """\
Nom;Prénom;Date de naissance
SANSDATE;Ada;31/02/2010
;Bao;03/03/2009
"""


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


# -------------------------------------------------------------------------------------------------- what it makes


def test_a_sheet_of_an_office_suite(desk: Desk) -> None:
    """Number, date, hour, zone and people of the file; the report ends with the temps majorés."""
    assert desk.run(str(FIXTURES / "candidats-session-208.ods")) == 0
    session = desk.session("208")
    assert (session.site, session.room, session.surveillants) == ("Lycée J.-B. Lulli", "Salle Pix", ("Paul Martin",))
    assert (session.date, session.start, session.header.timezone) == (date(2026, 11, 23), "08:30", "Europe/Paris")
    assert [who.number for who in session.candidates.values()] == list(range(1, 21))
    assert session.candidates[12].certification == "CLEA"
    assert session.reference.durations["CORE"] == 105
    assert [line for line in desk.out.splitlines() if "n lue" not in line and "vertissement" not in line] == [
        "Session 208 : 23/11/2026 à 08:30 (Europe/Paris), Lycée J.-B. Lulli, Salle Pix, 20 candidats",
        "4 temps majorés compris, à relire :",
        "n° 2 BAUDRILLAC Téo : 33 %",
        "n° 4 D’HERMILLY Côme : 33 %",
        "n° 7 FONTANGEOT Zoé : 50 %",
        "n° 11 JOUVENCELLE Éloi : 33 %",
    ]
    assert desk.err == ""


def test_a_list_without_session_makes_one(desk: Desk) -> None:
    """A provisional number, the next full hour of today, no site nor room, and a warning for each."""
    assert desk.run(desk.file(CLASS_LIST)) == 0
    session = desk.session("p1")
    assert (session.date, session.start) == (date(2026, 11, 22), "15:00")
    assert session.candidates[3].extra_time == EXACT_THIRD
    warnings = [line for line in desk.out.splitlines() if line.startswith("Session p1 : avertissement")]
    assert [line.partition("avertissement : ")[2] for line in warnings] == [
        "pas de date dans la liste : 22/11/2026 (sinon, --date)",
        "pas d'heure dans la liste : 15:00, la prochaine heure pleine (sinon, --start)",
        "pas de site dans la liste (--site)",
        "pas de salle dans la liste (--room)",
    ]
    assert "« vigie do p1 number N »" in desk.out
    assert desk.out.splitlines()[-1] == "n° 3 ÉTIENVRE Zoé : 33 % (tiers temps : un tiers exactement)"


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Europe/Paris", date(2026, 11, 22), "15:00"),
        ("America/Cayenne", date(2026, 11, 22), "11:00"),
        ("Pacific/Noumea", date(2026, 11, 23), "01:00"),  # 00:05 there: already tomorrow
        ("Pacific/Auckland", date(2026, 11, 23), "03:00"),
        ("Asia/Kolkata", date(2026, 11, 22), "19:00"),  # 18:35 there: full hours of half-hour zones
    ],
)
def test_the_next_full_hour_is_one_of_the_session(desk: Desk, zone: str, day: date, start: str) -> None:
    """It is taken in the session's own zone."""
    assert desk.run(desk.file(CLASS_LIST), zone=zone) == 0
    assert (desk.session("p1").date, desk.session("p1").start) == (day, start)


def test_options_complete_and_override_the_file(desk: Desk) -> None:
    """What the command line says outweighs the file."""
    place = ["--session", "0209", "--site", "Annexe", "--room", "B12", "--date", "2026-12-01", "--start", "9h15"]
    people = ["--surveillant", "Awa", "--surveillant", "Léa"]
    kind = ["--certification", "droit", "--edition", "2021"]
    assert desk.run(desk.file(CLASS_LIST), *place, *people, *kind) == 0
    session = desk.session("209")
    assert (session.site, session.room, session.date, session.start) == ("Annexe", "B12", date(2026, 12, 1), "09:15")
    assert session.surveillants == ("Awa", "Léa")
    assert (session.certification, session.reference.edition) == ("DROIT", "2021")
    assert "Session 209 : avertissement" not in desk.out


def test_session_names_the_unnumbered_in_their_order(desk: Desk) -> None:
    """Those left over get provisional numbers."""
    assert desk.run(desk.file(TWO_SESSIONS), desk.file(CLASS_LIST, "b.csv"), "--session", "31", "--session", "30") == 0
    assert [desk.session(n).room for n in ("31", "30", "p1")] == ["CDI", "Salle 2", ""]
    assert desk.session("31").surveillants == ("Awa Lô",)


def test_session_may_repeat_the_file(desk: Desk) -> None:
    """The number that a file says itself names nothing further."""
    assert desk.run(str(FIXTURES / "candidats-session-208.ods"), "--session", "208") == 0


def test_only_the_classes_asked_for(desk: Desk) -> None:
    """`--class` keeps their pupils."""
    assert desk.run(desk.file(CLASS_LIST), "--class", "3eB") == 0
    assert [who.class_name for who in desk.session("p1").candidates.values()] == ["3eB", "3eB"]


def test_too_many_for_one_surveillant_is_said(desk: Desk) -> None:
    """More than 20 each asks for a derogation."""
    rows = "".join(f"NOM{chr(97 + n)};Ada;02/02/2009\n" for n in range(21))
    assert desk.run(desk.file("Nom;Prénom;Date de naissance\n" + rows)) == 0
    assert "21 candidats pour 1 surveillant : au plus 20 chacun" in desk.out
    assert desk.run(desk.file("Nom;Prénom;Date de naissance\n" + rows), "--surveillant", "A", "--surveillant", "B") == 0
    assert desk.out.count("au plus 20 chacun") == 1


def test_adults_among_pupils_are_said(desk: Desk) -> None:
    """Pix+ Édu in a list with classes deserves a warning."""
    content = (
        CLASS_LIST.replace("Temps majoré", "Certification").replace(";33 %", ";Pix+ Édu").replace("tiers temps", "")
    )
    assert desk.run(desk.file(content)) == 0
    assert "Pix+ Édu est pour les adultes, et cette liste est celle d'une école (n° 2)" in desk.out


def test_a_machine_on_utc_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone taken in its place is printed with the warning."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "UTC")
    assert desk.run(desk.file(CLASS_LIST), zone="") == 0
    told = "Cette machine est à l'heure UTC : le fuseau Europe/Paris est pris ; sinon, --timezone."
    assert typographic(f"\nAvertissement : {told}\n").replace(NB, " ") in desk.out
    assert "(Europe/Paris)" in desk.out


# ------------------------------------------------------------------------------------------------- the access code


def test_the_access_code_from_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in an event of its own, and nowhere in what is said."""
    monkeypatch.setattr("sys.stdin", io.StringIO("bcdf 23\n"))
    assert desk.run(desk.file(CLASS_LIST), "--access-code", "-") == 0
    assert desk.session("p1").access_code == "BCDF23"
    assert isinstance(desk.session("p1").entries[1].event, AccessCodeGiven)
    assert "BCDF" not in desk.out + desk.err


@pytest.mark.parametrize("code", ["ABCD23", "BCDF20", "BCDF2", "BCDFG2", "BCDF233", "23BCDF"])
def test_a_wrong_access_code_is_refused_without_being_quoted(desk: Desk, code: str) -> None:
    """4 letters of one alphabet, 2 digits of another."""
    sentence = desk.refused(BadUsageError, desk.file(CLASS_LIST), "--access-code", code)
    assert "4 lettres parmi BCDFGHJKMPQRTVWXY, puis 2 chiffres parmi 2346789" in sentence
    assert code not in sentence


def test_one_access_code_is_of_one_session(desk: Desk) -> None:
    """Two sessions do not share one."""
    assert "celui d'une session" in desk.refused(BadUsageError, desk.file(TWO_SESSIONS), "--access-code", "BCDF23")


def test_no_code_on_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty line is no code."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "aucun code" in desk.refused(BadUsageError, desk.file(CLASS_LIST), "--access-code", "-")


# ------------------------------------------------------------------------------------------------ what it refuses


def test_all_problems_at_once_and_nothing_made(desk: Desk) -> None:
    """Every file is read; names stand in the report only."""
    good, bad = desk.file(CLASS_LIST, "bon.csv"), desk.file(WRONG, "faux.csv")
    assert desk.run(good, bad, str(desk.folder / "absent.csv")) == 2
    lines = desk.out.splitlines()
    assert "faux.csv : 2 erreurs" in lines
    assert [line.partition(" : ")[0] for line in lines if line.startswith("ligne")] == ["ligne 4", "ligne 2", "ligne 3"]
    assert "« absent.csv » est introuvable" in desk.out
    assert lines.index("Avertissements :") < lines.index("Erreurs :"), "the first file has only a warning"
    assert desk.err == "Rien n'a été créé : 3 erreurs dans 2 fichiers.\n"
    assert desk.archive.numbers() == []


def test_errors_stand_apart_from_warnings(desk: Desk) -> None:
    """Errors first, each kind under its word."""
    desk.run(desk.file(CLASS_LIST + "DOUBLE;;03/04/2010;3eB;\nLagrivé;elodie;03/04/2010;3eB;\n"))
    lines = desk.out.splitlines()
    assert lines[0] == "liste.csv : 1 erreur, 2 avertissements"
    assert [lines[1], lines[3]] == ["Erreurs :", "Avertissements :"]
    assert lines[2].startswith("ligne 5 : ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--timezone Europe/Lutece", "n'est pas un fuseau horaire"),
        ("--timezone ../../etc/passwd", "n'est pas un fuseau horaire"),
        ("--date 31/02/2027", "--date : « 31/02/2027 » n'existe pas"),
        ("--start 25:00", "--start : « 25:00 » n'est pas une heure"),
        ("--certification GREC", "« GREC » n'est pas connue ; connues : CORE"),
        ("--edition 2019", "« 2019 » n'est pas connue"),
        ("--session p1", "--session : « p1 » n'est pas un numéro"),
        ("--session 1234567890", "n'est pas un numéro"),
        ("--session 5 --session 05", "est donné deux fois"),
        ("--session 5 --session 6", "--session nomme 5, 6, et il y a 1 session sans numéro"),
        ("--update", "1 session sans numéro : dites laquelle mettre à jour"),
        ("--class=", "--class est vide"),
        ("--class 3eB --class=", "--class est vide"),
    ],
)
def test_options_that_cannot_be(desk: Desk, words: str, said: str) -> None:
    """Each is refused with what is wrong, and nothing is made."""
    options = parse(["import", desk.file(CLASS_LIST), *words.split()])
    with pytest.raises(BadUsageError) as refusal:
        run_import(desk.archive, options, Clock(), "Paul Martin", "poste-1")
    assert said in refusal.value.sentence.replace(NB, " ")
    assert desk.archive.numbers() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_and_not_waited_for(desk: Desk) -> None:
    """Whoever opens one waits until somebody writes into it."""
    pipe = desk.folder / "tube"
    os.mkfifo(pipe)
    # With a writer, whoever opens it all the same would go on, and find this.
    writer = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        os.write(writer, b"x" * 5000)
        assert desk.run(str(pipe)) == 2
        assert os.read(writer, 9000) == b"x" * 5000, "nothing was read of it"
    finally:
        os.close(writer)
    assert "« tube » n'est pas un fichier ordinaire" in desk.out


def test_one_session_in_two_files(desk: Desk) -> None:
    """It is said, not made twice."""
    twice = str(FIXTURES / "candidats-session-208.ods")
    assert "La session 208 est dans plusieurs fichiers" in desk.refused(BadUsageError, twice, twice)


def test_a_number_for_a_file_that_has_its_own(desk: Desk) -> None:
    """The file's number is not replaced by surprise."""
    sentence = desk.refused(BadUsageError, str(FIXTURES / "candidats-session-208.ods"), "--session", "209")
    assert "--session nomme 209, mais la liste dit elle-même sa session : 208. Vérifiez le numéro tapé" in sentence


def test_a_session_already_held(desk: Desk) -> None:
    """Refused with a sentence, and the other one of the same import is not made either."""
    assert desk.run(desk.file(CLASS_LIST), "--session", "30") == 0
    sentence = desk.refused(RefusedError, desk.file(TWO_SESSIONS), "--session", "29", "--session", "30")
    assert "La session 30 existe déjà" in sentence
    assert "--update" in sentence


def test_a_store_that_cannot_be_made(desk: Desk) -> None:
    """The store's own error goes on to the door, which exits 3."""
    (desk.folder / "store").write_text("pas un dossier", encoding="utf-8")
    with pytest.raises(StoreError):
        desk.run(desk.file(CLASS_LIST))


def test_a_temps_majore_beside_the_columns_is_the_last_word(desk: Desk) -> None:
    """« Aucun temps majoré. » would be believed; who it may be is named with what the list says."""
    people = "TEVENN;Mahé;04/05/2012;1/3 temps\nKARADEC;Nolwenn;14/02/2012;\nGALL;Oan;15/02/2012;PAP tiers temps\n"
    assert desk.run(desk.file(f"Nom;Prénom;Date de naissance;Observations\n{people}"), "--session", "300") == 0
    assert "Aucun temps majoré" not in desk.out
    assert desk.out.splitlines()[-3:] == [
        "Temps majorés : aucun compris, 2 à vérifier, la liste en parle où rien n'est lu :",
        "n° 1 TEVENN Mahé : 1/3 temps",
        "n° 3 GALL Oan : PAP tiers temps",
    ]
    assert not desk.session("300").observations
    desk.out = ""
    people += "ROI;Ada;16/02/2012;\n"
    newer = desk.file(f"Nom;Prénom;Date de naissance;Observations\n{people}")
    assert desk.run(newer, "--session", "300", "--update") == 0
    assert desk.out.splitlines()[-1] == "n° 3 GALL Oan : PAP tiers temps"


# ------------------------------------------------------------------------------------- one list into several sessions

SIECLE_LIKE = "Nom;Prénom;Né le;Classe\n" + "".join(
    f"{name};Ada;{day:02}/0{1 + day % 2}/2010;{'3A' if day % 3 else '3B'}\n"
    for day, name in enumerate(("ZED", "ÉTIENVRE", "ABALAIN", "LE GOFF", "DUROC", "BORIS", "MARC"), start=13)
)


def people(desk: Desk, number: str) -> list[str]:
    return [who.identity.last_name for who in desk.session(number).candidates.values()]


@pytest.mark.parametrize(
    "words",
    [
        "--class 3A --session 208 --class 3B --session 209",
        "--session 208 --class 3A --session 209 --class 3B",
        "--class 3a --session 208 --class 3b --session 0209",
    ],
)
def test_each_class_into_its_session(desk: Desk, words: str) -> None:
    """One file, read for each; what is wrong with it is told once."""
    content = SIECLE_LIKE.replace("Né le;Classe", "Né le;Classe;LV2").replace("3A\n", "3A;Latin\n")
    assert desk.run(desk.file(content), *words.split()) == 0
    assert people(desk, "208") == ["ZED", "ÉTIENVRE", "LE GOFF", "DUROC", "MARC"]
    assert people(desk, "209") == ["ABALAIN", "BORIS"]
    assert desk.out.count("Colonne non lue") == 1


def test_classes_and_sessions_that_are_no_pairs(desk: Desk) -> None:
    """One session of several classes, the last classes without a number, and what cannot be."""
    path = desk.file(SIECLE_LIKE)
    assert desk.run(path, *["--class", "3A", "--class", "3B", "--session", "208"]) == 0
    assert len(people(desk, "208")) == 7
    assert desk.run(path, *["--class", "3A", "--session", "210", "--class", "3B"]) == 0
    assert (len(people(desk, "210")), len(people(desk, "p1"))) == (5, 2)
    same = desk.refused(BadUsageError, path, *["--class", "3A", "--session", "1", "--class", "3a", "--session", "2"])
    assert "« 3a » est donnée à deux sessions" in same
    assert desk.run(path, *["--class", "3A", "--session", "211", "--class", "3Z", "--session", "212"]) == 2
    assert "classes connues : « 3A »" in desk.out or "classes connues : 3A" in desk.out
    own = desk.file(TWO_SESSIONS.replace("Sexe (M ou F)", "Classe"), "b.csv")
    sentence = desk.refused(BadUsageError, own, *["--class", "M", "--session", "1", "--class", "F", "--session", "2"])
    assert "celle-ci dit déjà les siennes" in sentence


def test_a_list_split_by_alphabet(desk: Desk) -> None:
    """Into sessions of like size, accents ignored; numbers in their order, then provisional ones."""
    assert desk.run(desk.file(SIECLE_LIKE), *["--split", "3", "--session", "208", "--session", "209"]) == 0
    shares = [people(desk, number) for number in ("208", "209", "p1")]
    assert shares == [["ABALAIN", "BORIS", "DUROC"], ["ÉTIENVRE", "LE GOFF"], ["MARC", "ZED"]]
    assert "Partage 2 sur 3 : 2 candidats, de ÉTIENVRE Ada à LE GOFF Ada" in desk.out
    assert desk.run(desk.file(SIECLE_LIKE), *["--split", "20", "--session", "300"]) == 0
    assert "Partage 1 sur 1" not in desk.out
    sentence = desk.refused(BadUsageError, desk.file(TWO_SESSIONS, "b.csv"), "--split", "20")
    assert "celle-ci dit déjà les siennes" in sentence
    refused = desk.refused(BadUsageError, desk.file(SIECLE_LIKE), *["--split", "3", "--update", "--session", "208"])
    assert "--update met à jour" in refused
