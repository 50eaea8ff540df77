"""Text tables: encodings, delimiters, quotes, physical lines."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.roster.table import rows_of_text
from tests.data.roster.lists import HANDMADE, Reads, errors, handmade, names, only_error, warnings
from tests.effort import examples

ROWS = ("GUÉNOLÉ;Zoë;14/03/2009;3eB;33 %", "D’HERMILLY;Côme;07/07/2009;3eB;")
LIST = handmade(*ROWS)
NAMES = ["GUÉNOLÉ Zoë", "D’HERMILLY Côme"]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp1252", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_a_list_is_read_in_every_usual_encoding(reads: Reads, encoding: str, mark: bytes) -> None:
    """With or without its byte order mark."""
    assert names(reads.content(mark + LIST.encode(encoding))) == NAMES


def test_the_signs_of_windows_1252_are_kept(reads: Reads) -> None:
    """`œ`, `’`, `…` and `«` have bytes of their own there."""
    roster = reads.text(handmade("LEBŒUFIER;Cœline;28/02/2009;« 2A »;"), encoding="cp1252")
    assert names(roster) == ["LEBŒUFIER Cœline"]
    assert roster.sessions[0].candidates[0].class_name == "« 2A »"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_and_the_ends_of_lines_are_found(reads: Reads, delimiter: str, end: str) -> None:
    """Semicolons, commas or tabs; Unix, Windows or old Mac."""
    roster = reads.text(LIST.replace(";", delimiter).replace("\n", end))
    assert names(roster) == NAMES
    assert [candidate.line for candidate in roster.sessions[0].candidates] == [2, 3]


def test_commas_inside_a_semicolon_list_do_not_count(reads: Reads) -> None:
    """The delimiter is the one that gives a header row, not the most frequent sign."""
    header = HANDMADE + ";Remarque (a, b, c, d, e, f, g, h)"
    assert names(reads.text(handmade("A;B;01/01/2009;2A;;x, y, z", header=header))) == ["A B"]


def test_a_quoted_cell_may_span_lines_and_the_physical_line_is_kept(reads: Reads) -> None:
    """The third row begins on line 5."""
    roster = reads.text('Nom;Prénom;Date de naissance;Remarque\nA;B;01/01/2009;"un\ndeux\ntrois"\nC;D;hier;\n')
    assert names(roster) == ["A B"]
    assert errors(roster)[0][0] == 5


def test_quotes_are_undone(reads: Reads) -> None:
    """Doubled ones, delimiters inside, and a lone one in the middle of a cell."""
    roster = reads.text(handmade('"GUI ""DIT"" L";"A;B";01/01/2009;;', 'O"NEAL;C;01/01/2009;;'))
    assert names(roster) == ['GUI "DIT" L A;B', 'O"NEAL C']


def test_a_quote_that_is_never_closed_is_told_with_its_line(reads: Reads) -> None:
    """Otherwise it would swallow all the candidates below."""
    line, sentence = only_error(reads.text(handmade("A;B;01/01/2009;;", '"C;D;01/01/2009;;', "E;F;01/01/2009;;")))
    assert line == 3
    assert "guillemet" in sentence


def test_a_quote_closed_by_the_next_one_is_told(reads: Reads) -> None:
    """Two stray quotes make one cell of two candidates."""
    roster = reads.text(handmade('"A;B;01/01/2009;;', 'C;D";D;01/01/2009;;', "E;F;01/01/2009;;"))
    assert (2, "Nom de naissance") in [(line, sentence[:16]) for line, sentence in errors(roster)]


def test_a_cell_too_many_is_told(reads: Reads) -> None:
    """`0,33` without quotes between commas would lose a tiers temps in silence."""
    roster = reads.text(handmade("A,B,01/01/2009,2A,0,33", header=HANDMADE.replace(";", ",")))
    [(line, sentence)] = errors(roster)
    assert line == 2
    assert "6 cases pour 5 colonnes" in sentence


def test_empty_cells_too_many_are_nothing(reads: Reads) -> None:
    """Spreadsheets add them."""
    assert not reads.text(handmade("A;B;01/01/2009;2A;;;;;;", ";;;;;;;;;;;;")).problems


def test_nul_bytes_are_told_and_cut_nothing(reads: Reads) -> None:
    """All three candidates are there, the touched lines are named."""
    roster = reads.text(handmade("A\0A;B;01/01/2009;;", "C;D;01/01/2009;;", "E;F\0;01/01/2009;;\0"))
    assert names(roster) == ["AA B", "C D", "E F"]
    assert [problem.line for problem in roster.warnings] == [2, 4]


def test_a_line_that_says_its_delimiter_is_no_header(reads: Reads) -> None:
    """Excel writes `sep=;` first."""
    assert names(reads.text("sep=;\n" + LIST)) == NAMES


def test_no_line_end_at_the_end(reads: Reads) -> None:
    """The last candidate counts."""
    assert names(reads.text(LIST.rstrip("\n"))) == NAMES


def test_utf8_damaged_in_one_place_is_told_with_its_line(reads: Reads) -> None:
    """Reading it as Windows-1252 would make « GuÃ©nolÃ© » of every name."""
    data = LIST.encode() + b"F\xff;Zo\xc3\xab;01/01/2009;;\n" + "É;Ë;01/01/2009;;\n".encode()
    line, sentence = only_error(reads.content(data))
    assert line == 4
    assert "encodage" in sentence


def test_a_lost_character_in_a_name_is_told(reads: Reads) -> None:
    """The candidate could not type it."""
    roster = reads.text(handmade("GU\ufffdNOL\ufffd;Zoé;14/03/2009;;"))
    assert [problem.line for problem in roster.warnings] == [2]


@pytest.mark.parametrize(
    "spoiled",
    ["ZoÃ", "Zo‚", "Fran‡ois", "ƒlo•se", "Gu‚nol‚", "MahŽ", "Beno”t", "Mart’n", "Gu‘nol", "Mah?", "ZoÚ", "FRANéOIS"],
)
def test_a_name_of_another_encoding_is_told(reads: Reads, spoiled: str) -> None:
    """DOS or Macintosh taken for Windows-1252, letters lost on the way: the candidate could not type it."""
    roster = reads.text(handmade(f"ROI;{spoiled};14/03/2009;;"))
    assert [line for line, _ in warnings(roster)] == [2]
    assert warnings(roster)[0][1].startswith(f"Prénom : « {spoiled} » contient un caractère perdu")


@pytest.mark.parametrize(
    "name", ["MÜLLER-Łoś", "O’DONNELL", "D´HERMILLY", "Mª Carmen", "JOÃO", "Gal·la", "N'GUESSAN", "Ãna", "Şükrü", "Žan"]
)
def test_a_rare_sign_of_a_name_is_no_lost_character(reads: Reads, name: str) -> None:
    """Many names have letters that no French one has."""
    assert not reads.text(handmade(f"ROI;{name};14/03/2009;;")).problems


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 40, id="every byte"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x01\x02\x03" * 900, id="png"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\x05\x06\x0e\x0f" * 900, id="elf"),
        b"\xff\xfe" + b"\x00\xd8" * 30,  # UTF-16 with half characters
        b"\xff\xfea",
    ],
)
def test_rubbish_is_refused_once(reads: Reads, data: bytes) -> None:
    """With one error, and nothing created."""
    roster = reads.content(data)
    assert len(roster.errors) == 1
    assert not roster.sessions


@pytest.mark.few(lines=(0,))
@pytest.mark.parametrize("lines", [50_001, 400_001])
def test_an_endless_list_is_refused(reads: Reads, lines: int) -> None:
    """With one sentence, not one for each line."""
    assert "lignes" in only_error(reads.text("Nom;Prénom;Date de naissance\n" + "A\n" * lines))[1]


def test_an_endless_line_and_an_endless_cell_are_refused(reads: Reads) -> None:
    """In little time."""
    assert "cases" in only_error(reads.text(HANDMADE + ";" * 100_000))[1]
    assert "démesurément" in only_error(reads.text(handmade("A" * 200_000 + ";B;01/01/2009;;")))[1]


FRENCH = (
    "Mahé",
    "Benoît",
    "Zoé",
    "Noël",
    "Loïc",
    "François",
    "ÉLISE",
    "FRANÇOISE",
    "Anaïs",
    "Agnès",
    "Jérôme",
    "Raphaël",
)


@pytest.mark.parametrize("header", ["Nom;Prénom;Né le", "Nom;Prenom;Date de naissance"])
@pytest.mark.parametrize(("encoding", "called"), [("mac_roman", "MacRoman"), ("cp850", "DOS"), ("cp1252", "")])
@given(people=st.lists(st.sampled_from(FRENCH), min_size=1, max_size=4), end=st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=examples(15))
def test_what_old_programs_wrote_is_read(header: str, encoding: str, called: str, people: list[str], end: str) -> None:
    """Old Macs and DOS, with accented headings or without, down to one name; which encoding it was is told."""
    rows = [f"ROI;{name};{day:02}/01/2009" for day, name in enumerate(people, start=13)]
    data = end.join([header, *rows]).encode(encoding)
    table = rows_of_text(data)
    assert [row.cells[1] for row in table.rows[1:] if row.cells] == people
    told = " ".join(table.remarks)
    assert (called in told) if called else not told


@pytest.mark.parametrize("taken_for", ["cp1252", "mac_roman", "cp850", "latin-1"])
@pytest.mark.parametrize("name", FRENCH)
def test_utf8_that_was_read_twice_is_put_back(reads: Reads, taken_for: str, name: str) -> None:
    """And told; headings too."""
    text = "".join(
        bytes((byte,)).decode(taken_for, "replace") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in handmade(f"ROI;{name};14/03/2009;;").encode()
    ) if taken_for == "cp1252" else handmade(f"ROI;{name};14/03/2009;;").encode().decode(taken_for)  # fmt: skip
    roster = reads.text(text)
    assert names(roster) == [f"ROI {name}"]
    [(line, told)] = warnings(roster)
    assert (line, told.startswith("Le texte était de l'UTF-8 lu deux fois")) == (None, True)


@pytest.mark.parametrize("name", ["ÎÈëÉ", "îÈëÉ"])
def test_what_would_be_a_letter_of_another_alphabet_is_left(reads: Reads, name: str) -> None:
    """An old Mac's bytes of these three are UTF-8 of a sign of Chinese: nobody of a list in Latin letters has it."""
    assert names(reads.text(handmade(f"ROI;{name};14/03/2009;;"))) == [f"ROI {name}"]


@pytest.mark.parametrize("prénom", ["Pr?nom", "Pr\ufffdnom", "PrŽnom", "Pr‚nom"])
def test_a_heading_that_lost_its_accents_is_known(reads: Reads, prénom: str) -> None:
    """The cause is the encoding, not a column that is missing."""
    roster = reads.text(handmade("ROI;Ada;14/03/2009", header=f"Nom;{prénom};Date de naissance"))
    assert names(roster) == ["ROI Ada"]


def test_a_letter_lost_in_a_place_or_a_class_is_told(reads: Reads) -> None:
    """With its line and what stands there."""
    roster = reads.text("Nom;Prénom;Né le;Classe;Lieu de naissance\nROI;Ada;14/03/2009;3‚;B‚ziers\n")
    assert [(line, told.partition(" contient")[0]) for line, told in warnings(roster)] == [
        (2, "Nom de la commune : « B‚ziers »"),
        (2, "Classe : « 3‚ »"),
    ]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("29019", "en code Insee, ce serait Brest"), ("2A004", "en code Insee, ce serait Ajaccio"),
        ("75001", "un code, Insee ou postal, pas un lieu"), ("Brest", ""), ("Paris 14", ""), ("290190", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_code_where_a_place_is_written_is_told(reads: Reads, place: str, told: str) -> None:
    """It is not guessed whether it is an INSEE code or a postal one: the line says so, and what to do."""
    roster = reads.text(f"Nom;Prénom;Né le;Lieu de naissance\nROI;Ada;14/03/2009;{place}\n")
    found = [text for line, text in warnings(roster) if line == 2 and "Code Insee" in text]
    assert len(found) == bool(told)
    assert all(told in text for text in found)
    assert roster.sessions[0].candidates[0].identity.birth_city == place


@pytest.mark.parametrize("sign", [";", ",", "|"])
def test_a_list_in_one_column_is_told_as_such(reads: Reads, sign: str) -> None:
    """Saved again by a spreadsheet that had not split it: nothing is missing, it has to be split."""
    lines = ["Nom;Prénom;Date de naissance", "ROI;Ada;14/03/2009"]
    text = "".join(f'"{line.replace(";", sign)}"\r\n' for line in lines)
    line, told = only_error(reads.text(text))
    assert line == 1
    assert f"Toutes les colonnes sont dans une seule case : « {lines[0].replace(';', sign)} »" in told
    assert f"séparateur « {sign} »" in told


def test_a_date_that_a_spreadsheet_left_as_a_number_is_named(reads: Reads) -> None:
    """40283 is the 15th of April 2010; it is told, never taken."""
    line, told = only_error(reads.text(handmade("ROI;Ada;40283", header="Nom;Prénom;Date de naissance")))
    assert (line, "sans doute le 15/04/2010" in told) == (2, True)
