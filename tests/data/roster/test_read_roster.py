"""The one door of the readers: whatever it is given, it answers with a roster."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.roster import LARGEST_FILE, read_roster
from data.roster.model import Roster
from tests.data.roster.lists import (
    FIXTURES,
    SESSION_A,
    TODAY,
    Reads,
    handmade,
    import_list,
    import_row,
    only_error,
)
from tests.effort import examples
from tests.test_house import loaded_by


def sentence(roster: Roster) -> str:
    """The one error."""
    return only_error(roster)[1]


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    """By their names."""
    assert "« absent.csv » est introuvable" in sentence(read_roster(tmp_path / "absent.csv"))
    assert "est un dossier" in sentence(read_roster(tmp_path))
    assert "introuvable" in sentence(read_roster(tmp_path / "absent" / "liste.csv"))
    assert len(read_roster(tmp_path / "a\0b").errors) == 1


def test_a_name_with_terminal_escapes_is_shown_clean(tmp_path: Path) -> None:
    """The name of a file is text from elsewhere too."""
    assert "\x1b" not in sentence(read_roster(tmp_path / "a\x1b[31mb.csv"))


@pytest.mark.skipif(os.name == "nt", reason="no such rights, no pipes")
def test_a_file_without_rights_and_a_pipe_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither hangs."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pas un fichier ordinaire" in sentence(read_roster(pipe))

    locked = tmp_path / "liste.csv"
    locked.write_text("x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root reads everything, so the refusal is played where the file is opened.
    monkeypatch.setattr(Path, "open", refuse)
    assert "l'accès est refusé" in sentence(read_roster(locked))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0", b"  \t\r\n"])
def test_an_empty_file_is_told(reads: Reads, content: bytes) -> None:
    """Also one that holds nothing but marks and blanks."""
    assert "est vide" in sentence(reads.content(content))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "ancien fichier Office"),
        (b"<!DOCTYPE html><html><table><tr><td>Nom</td></tr></table></html>", "page web"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1><tr><td>Nom</table>", "page web"),
        (b'<?xml version="1.0"?><o:document xmlns:o="urn:o"/>', "feuille de calcul enregistrée en XML"),
        (b'<?xml version="1.0"?><Workbook/>', "feuille de calcul enregistrée en XML"),
    ],
)
def test_usual_mistakes_are_named(reads: Reads, content: bytes, told: str) -> None:
    """The list was printed to a PDF, is a workbook of another age, or a web page whose name says .xls."""
    assert told in sentence(reads.content(content))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """Its size is enough."""
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "trop volumineux" in sentence(read_roster(huge))


def test_without_a_day_the_machine_s_own_is_used(reads: Reads) -> None:
    """Nobody is born in 9999."""
    (reads.folder / "liste.csv").write_text(handmade("A;B;01/01/9999;;"))
    assert "dans le futur" in sentence(read_roster(reads.folder / "liste.csv"))


READ = """
import sys
from pathlib import Path
from data.roster import read_roster
assert read_roster(Path(sys.argv[1])).sessions
"""


def test_a_csv_loads_neither_calamine_nor_defusedxml(reads: Reads) -> None:
    """What an import does not need is not loaded."""
    reads.text(handmade("A;B;01/01/2009;;"))
    loaded = loaded_by(READ, reads.folder, str(reads.folder / "liste.csv"))
    assert loaded & {"python_calamine", "defusedxml", "xml"} == set()


# ---------------------------------------------------------------------------------------------------- never a traceback

GOOD_IMPORT = import_list(
    import_row(**SESSION_A, last="ABGRALLOU", first="Ada", born="14/03/2009", extra="33%", clea="oui"),
    import_row(last="BAUDRILLAC", first="Bao", born="02/11/2009"),
    import_row(number="208", last="CASTELNAUDET", first="Cléo", born="29/02/2008"),
).encode()
SIECLE = (
    '<?xml version="1.0" encoding="ISO-8859-15"?><BEE_ELEVES><DONNEES><ELEVES><ELEVE ELEVE_ID="1"><NOM_DE_FAMILLE>É'
    "</NOM_DE_FAMILLE><PRENOM>B</PRENOM><DATE_NAISS>01/01/2010</DATE_NAISS></ELEVE></ELEVES><STRUCTURES>"
    '<STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>3A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE>'
    "</STRUCTURE></STRUCTURES_ELEVE></STRUCTURES></DONNEES></BEE_ELEVES>"
).encode("iso-8859-15")
ODS = (FIXTURES / "cellules-a-dire.ods").read_bytes()
XLSX = (FIXTURES / "candidats-session-209_autre-ordre.xlsx").read_bytes()
SEEDS = [GOOD_IMPORT, handmade("A;B;01/01/2009;3A;33").encode(), SIECLE, ODS, XLSX]
TOKENS = [
    b'"',
    b";",
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xc3",
    b"1/3",
    b"1",
    b"<",
    b"&",
    b"\x1b[2J",
    b"%",
    b"-",
    b"PK",
]

NO_HURRY = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good list with some bytes changed, taken out, put in, or its end missing."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["insert", "delete", "change", "cut", "repeat"])):
            case "insert":
                data[place:place] = draw(st.sampled_from(TOKENS))
            case "delete":
                del data[place : place + draw(st.integers(1, 30))]
            case "change" if place < len(data):
                data[place] = draw(st.integers(0, 255))
            case "cut":
                del data[place:]
            case "repeat":
                data[place:place] = data[place : place + draw(st.integers(1, 60))]
    return bytes(data)


def check_is_told(roster: Roster) -> None:
    """Either sessions without an error, or an error; and every message can be shown."""
    assert roster.errors or roster.sessions
    for problem in roster.problems:
        assert problem.message.isprintable() or "\u00a0" in problem.message
        assert "\x1b" not in problem.message
        assert "\n" not in problem.message


@NO_HURRY
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b"\xff\xfe\x00\x00")
@example(b"<")
@example(b"<?xml")
def test_random_bytes_never_raise(reads: Reads, data: bytes) -> None:
    """They are refused."""
    check_is_told(reads.content(data))


@NO_HURRY
@given(mutated())
def test_a_mutated_list_never_raises(reads: Reads, data: bytes) -> None:
    """A CSV, an XML, an ODS or an XLSX that went through many hands."""
    check_is_told(reads.content(data))


@NO_HURRY
@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), min_size=1, max_size=6))
def test_any_text_in_any_cell_never_raises(reads: Reads, rows: list[list[str]]) -> None:
    """Whatever people type into a list."""
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in rows)
    check_is_told(reads.content(handmade(*lines).encode("utf-8", "replace")))


def test_today_is_used(reads: Reads) -> None:
    """The readers judge birth dates against the day they are given."""
    (reads.folder / "liste.csv").write_text(handmade("A;B;01/01/2015;;"))
    path = reads.folder / "liste.csv"
    assert not read_roster(path, today=TODAY).errors
    assert read_roster(path, today=TODAY.replace(year=2014)).errors


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        (b"\x1f\x8b\x08", "archive compressée"),
        (b"7z\xbc\xaf\x27\x1c", "archive compressée"),
        (b"Rar!\x1a\x07", "archive compressée"),
        (b"{\\rtf1\\ansi Nom}", "document de texte (RTF)"),
        (b"\xff\xd8\xff\xe0", "une image"),
        (b"\x89PNG\r\n", "une image"),
        (b"\0\0\0\x18ftypheic", "une image"),
    ],
)
def test_what_was_taken_for_a_list_is_called_what_it_is(tmp_path: Path, beginning: bytes, told: str) -> None:
    """A photo, an archive, a text: whatever its name says."""
    path = tmp_path / "liste.csv"
    path.write_bytes(beginning + b"\x01" * 64)
    assert told in sentence(read_roster(path))


def test_a_file_that_is_not_there_says_what_is_missing(tmp_path: Path) -> None:
    """The folder of a stick that was pulled out; an address of the web; neither is « check the name »."""
    assert "USB » n'existe pas ; vérifiez que la clé" in sentence(read_roster(tmp_path / "USB/a/liste.ods"))
    assert "c'est une adresse" in sentence(read_roster(Path("https://certif.example/liste.ods")))
    assert "vérifiez le nom et le dossier" in sentence(read_roster(tmp_path / "liste.ods"))


@pytest.mark.parametrize("name", ["~$liste.xlsx", ".~lock.liste.ods#"])
def test_the_lock_of_a_spreadsheet_is_no_list(tmp_path: Path, name: str) -> None:
    """It lies beside the list while a program has it open."""
    (tmp_path / name).write_bytes(b"\x04Anne" + b" " * 160)
    assert "un tableur a la liste ouverte" in sentence(read_roster(tmp_path / name))
