"""SIECLE exports: whose class is which, who left, and what is refused on purpose."""

import datetime as dt
from pathlib import Path

import pytest

from tests.data.roster.lists import Reads, errors, names, only_error, warnings

DECLARATION = '<?xml version="1.0" encoding="ISO-8859-15"?>\n'


def pupil(number: int, last_name: str, first_name: str, born: str = "14/03/2011", more: str = "") -> str:
    """A pupil on a line of his own."""
    return (
        f'<ELEVE ELEVE_ID="{number}" ELENOET="9{number}"><ID_NATIONAL>09000000{number}X</ID_NATIONAL>'
        f"<NOM_DE_FAMILLE>{last_name}</NOM_DE_FAMILLE><NOM_USAGE>AUTRE</NOM_USAGE><PRENOM>{first_name}</PRENOM>"
        f"<PRENOM2>Deuxième</PRENOM2><DATE_NAISS>{born}</DATE_NAISS>{more}"
        "<SCOLARITE_AN_DERNIER><CODE_STRUCTURE>4A</CODE_STRUCTURE></SCOLARITE_AN_DERNIER></ELEVE>\n"
    )


def structures(number: int, *codes: str) -> str:
    """What a pupil belongs to: « D3A » is the class 3A, « GLATIN » the group LATIN."""
    listed = "".join(
        f"<STRUCTURE><CODE_STRUCTURE>{code[1:]}</CODE_STRUCTURE><TYPE_STRUCTURE>{code[0]}</TYPE_STRUCTURE></STRUCTURE>"
        for code in codes
    )
    return f'<STRUCTURES_ELEVE ELEVE_ID="{number}">{listed}</STRUCTURES_ELEVE>\n'


def export(*parts: str) -> bytes:
    """A whole export; its pupils begin on line 3."""
    pupils = "".join(part for part in parts if part.startswith("<ELEVE"))
    others = "".join(part for part in parts if part.startswith("<STRUCTURES"))
    return (
        f'{DECLARATION}<BEE_ELEVES VERSION="2.1"><PARAMETRES><UAJ>0999999Z</UAJ></PARAMETRES><DONNEES><ELEVES>\n'
        f"{pupils}</ELEVES><STRUCTURES>\n{others}</STRUCTURES></DONNEES></BEE_ELEVES>"
    ).encode("iso-8859-15")


SCHOOL = export(
    pupil(1, "LEBŒUFIER", "Cœline", more="<CODE_PAYS>100</CODE_PAYS><CODE_SEXE>2</CODE_SEXE>"
          "<CODE_COMMUNE_INSEE_NAISS>35238</CODE_COMMUNE_INSEE_NAISS>"),
    pupil(2, "ŠIMEK", "Žan", more="<CODE_PAYS>132</CODE_PAYS><VILLE_NAISS>LONDRES</VILLE_NAISS>"),
    pupil(3, "NDIAYE", "Bao"),
    pupil(4, "PARTI", "Téo", more="<DATE_SORTIE>12/10/2026</DATE_SORTIE>"),
    pupil(5, "SANSCLASSE", "Eve"),
    structures(1, "GLATIN", "D3 EURO"),
    structures(2, "D3 EURO"),
    structures(3, "D3A", "GAIDE€"),
    structures(4, "D3A"),
    structures(5, "GLATIN"),
)  # fmt: skip


def test_everybody_with_a_class_is_taken(reads: Reads) -> None:
    """In one session that is yet to be described; the class is the structure of type D of this year."""
    roster = reads.content(SCHOOL, "export.xml")
    [session] = roster.sessions
    assert not roster.errors
    assert names(roster) == ["LEBŒUFIER Cœline", "ŠIMEK Žan", "NDIAYE Bao"]
    assert [candidate.class_name for candidate in session.candidates] == ["3 EURO", "3 EURO", "3A"]
    assert [candidate.line for candidate in session.candidates] == [3, 4, 5]
    first, second, _ = (candidate.identity for candidate in session.candidates)
    assert (first.birth_date, first.sex, first.local_id) == (dt.date(2011, 3, 14), "F", "090000001X")
    assert (first.birth_insee_code, first.birth_country) == ("35238", "FRANCE")
    assert (second.birth_insee_code, second.birth_city) == ("99132", "LONDRES")


def test_those_who_left_are_told(reads: Reads) -> None:
    """With a date of leaving, or without a class."""
    [(_, sentence)] = warnings(reads.content(SCHOOL, "export.xml"))
    assert sentence.startswith("2 élèves sortis, sans classe, inactifs ou sans identifiant national")
    assert "PARTI Téo (ligne 6, sorti) et SANSCLASSE Eve (ligne 7, sans classe)" in sentence


def test_who_pix_takes_not_is_told_with_them(reads: Reads) -> None:
    """The class « Inactifs », and pupils without their national number; where nobody has one, that says nothing."""
    without = pupil(3, "NDIAYE", "Bao").replace("<ID_NATIONAL>090000003X</ID_NATIONAL>", "")
    inactive = export(pupil(1, "ROI", "Ada"), pupil(2, "SIX", "Eve"), without, structures(1, "D3A"),
                      structures(2, "DINACTIFS"), structures(3, "D3A"))  # fmt: skip
    roster = reads.content(inactive, "export.xml")
    assert names(roster) == ["ROI Ada"]
    [(_, sentence)] = warnings(roster)
    assert "SIX Eve (ligne 4, classe « INACTIFS ») et NDIAYE Bao (ligne 5, sans identifiant national)" in sentence
    assert names(reads.content(inactive, "export.xml", classes=["Inactifs"])) == ["SIX Eve"]
    nobody = reads.content(export(without, structures(3, "D3A")), "export.xml")
    assert (names(nobody), nobody.problems) == (["NDIAYE Bao"], ())


@pytest.mark.parametrize(
    "name", ["INACTIFS", "Inactif", "3B INACTIFS", "SORTIE", "SORTIS", "DEMISSIONNAIRES", "PARTIS"]
)
def test_classes_in_which_nobody_sits_are_told(reads: Reads, name: str) -> None:
    """However a school calls them; « 3PARTENAIRE » is a class."""
    school = export(
        pupil(1, "ROI", "Ada"), pupil(2, "SIX", "Eve"), structures(1, "D3PARTENAIRE"), structures(2, f"D{name}")
    )
    roster = reads.content(school, "export.xml")
    assert names(roster) == ["ROI Ada"]
    assert f"SIX Eve (ligne 4, classe « {name} »)" in warnings(roster)[0][1]


@pytest.mark.parametrize(
    ("left", "is_taken"), [("21/11/2026", False), ("22/11/2026", False), ("23/11/2026", True), ("bientôt", False)]
)
def test_who_leaves_later_is_still_here(reads: Reads, left: str, is_taken: bool) -> None:
    """A day of leaving that is yet to come takes nobody off the list."""
    school = export(
        pupil(1, "ROI", "Ada"),
        pupil(2, "SIX", "Eve", more=f"<DATE_SORTIE>{left}</DATE_SORTIE>"),
        structures(1, "D3A"),
        structures(2, "D3A"),
    )
    assert ("SIX Eve" in names(reads.content(school, "export.xml"))) is is_taken


def test_a_country_of_birth_is_named(reads: Reads) -> None:
    """By its CODE_PAYS, beside the town that the export gives."""
    [session] = reads.content(SCHOOL, "export.xml").sessions
    places = [candidate.identity.birth_place for candidate in session.candidates]
    assert places[:2] == ["Rennes (35), FRANCE", "LONDRES, Royaume-Uni"]


def test_candidates_are_picked_by_class(reads: Reads) -> None:
    """Written as one writes it."""
    assert names(reads.content(SCHOOL, classes=["3a"])) == ["NDIAYE Bao"]
    assert names(reads.content(SCHOOL, classes=["3  euro", "3A"])) == ["LEBŒUFIER Cœline", "ŠIMEK Žan", "NDIAYE Bao"]


@pytest.mark.parametrize(("asked", "why"), [("3Z", "n'est pas dans la liste"), ("latin", "est un groupe")])
def test_an_unknown_class_lists_the_known_ones(reads: Reads, asked: str, why: str) -> None:
    """It may be mistyped, or a group."""
    _, sentence = only_error(reads.content(SCHOOL, classes=[asked]))
    assert why in sentence
    assert "3 EURO et 3A" in sentence


def test_wrong_pupils_are_told_and_the_others_are_kept(reads: Reads) -> None:
    """Each at the line where he begins."""
    data = export(
        pupil(1, "", "Ada"), pupil(2, "NDIAYE", "Bao", born="31/02/2011"), pupil(3, "ROI", "Cléo"),
        *(structures(number, "D3A") for number in (1, 2, 3)),
    )  # fmt: skip
    roster = reads.content(data)
    assert [line for line, _ in errors(roster)] == [3, 4]
    assert names(roster) == ["ROI Cléo"]


def test_the_same_pupil_twice_is_told(reads: Reads) -> None:
    """Under two identifiers."""
    data = export(pupil(1, "ROI", "Cléo"), pupil(2, "Roi", "CLEO"), structures(1, "D3A"), structures(2, "D3A", "D3B"))
    roster = reads.content(data)
    assert names(roster) == ["ROI Cléo"]
    assert [line for line, _ in warnings(roster)] == [4, 4]  # two classes, and a double


def test_two_pupils_under_one_identifier_are_both_kept_and_told(reads: Reads) -> None:
    """Neither is lost because of the other."""
    roster = reads.content(export(pupil(1, "ROI", "Cléo"), pupil(1, "AUTRE", "Ada"), structures(1, "D3A")))
    assert names(roster) == ["ROI Cléo", "AUTRE Ada"]
    told = "« AUTRE Ada » a le même ELEVE_ID que « ROI Cléo » (ligne 3) ; vérifiez sa classe, 3A."
    assert warnings(roster) == [(4, told)]


def test_what_lacks_is_told_with_the_name(reads: Reads) -> None:
    """An export may stand on one line, where its number says nothing."""
    data = export(
        pupil(1, "ROI", ""), pupil(2, "SIX", "Bao", born="31/02/2011"), structures(1, "D3A"), structures(2, "D3A")
    )
    first, second = (sentence for _, sentence in errors(reads.content(data.replace(b"\n", b""))))
    assert first.startswith("Prénom : rien n'est écrit pour « ROI »")
    assert second.startswith("Date de naissance de « SIX Bao » : « 31/02/2011 » n'existe pas")


def test_the_zip_of_the_ministry_is_opened(reads: Reads) -> None:
    """One XML in it, whatever macOS adds."""
    roster = reads.zipped({"ElevesSansAdresses.xml": SCHOOL, "__MACOSX/._ElevesSansAdresses.xml": b"x"})
    assert len(names(roster)) == 3


def test_utf8_and_utf16_are_read_too(reads: Reads) -> None:
    """As the declaration says."""
    text = SCHOOL.decode("iso-8859-15")
    assert len(names(reads.text(text.replace("ISO-8859-15", "UTF-8")))) == 3
    assert len(names(reads.text(text.replace("ISO-8859-15", "UTF-16"), encoding="utf-16"))) == 3


def test_a_broken_export_is_refused_with_its_line(reads: Reads) -> None:
    """Cut short, or with a stray end."""
    assert only_error(reads.content(b'<?xml version="1.0"?>\n<BEE_ELEVES>\n<DONNEES>\n'))[0] == 4
    line, sentence = only_error(reads.content(b"<BEE_ELEVES>\n</DONNEES>\n</BEE_ELEVES>"))
    assert line == 2
    assert "abîmé" in sentence


def test_bytes_of_another_encoding_are_told_in_french(reads: Reads) -> None:
    """The parser's own words are English."""
    lying = export(pupil(1, "ÉTIENVRE", "Zoé"), structures(1, "D3A")).replace(b"ISO-8859-15", b"UTF-8")
    told = "Le XML est abîmé, ou n'est pas dans l'encodage qu'il annonce ; exportez le fichier à nouveau."
    assert only_error(reads.content(lying)) == (3, told)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>Nom</body></html>",
        b"<BEE_STRUCTURES/>",
        b"<BEE_ELEVES/>",
        b"<BEE_ELEVES><DONNEES><ELEVES/></DONNEES></BEE_ELEVES>",
        b'<?xml version="1.0" encoding="klingon"?><BEE_ELEVES/>',
        b'<?xml version="1.0" encoding="shift_jis"?><BEE_ELEVES/>',
        b'<?xml version="1.0" encoding="base64"?><BEE_ELEVES/>',
        b"<BEE_ELEVES>&inconnue;</BEE_ELEVES>",
        pytest.param(b"<BEE_ELEVES>" + b"<a>" * 100_000, id="deep"),
        pytest.param(
            b"<BEE_ELEVES><DONNEES><ELEVES>" + b"<ELEVE/>" * 60_000 + b"</ELEVES></DONNEES></BEE_ELEVES>", id="endless"
        ),
        export(pupil(1, "ROI", "Cléo")),
    ],
)
def test_what_is_no_list_of_pupils_is_refused(reads: Reads, content: bytes) -> None:
    """With one sentence."""
    roster = reads.content(content)
    assert len(roster.errors) == 1
    assert not roster.sessions


def hostile(name: str, declarations: str = "") -> bytes:
    """An export with a document type and one pupil."""
    data = export(pupil(1, "NOM", "Ada"), structures(1, "D3A")).decode("iso-8859-15").replace(">NOM<", f">{name}<")
    return data.replace(DECLARATION, DECLARATION + declarations).encode("iso-8859-15")


def test_entities_are_refused(reads: Reads) -> None:
    """At once: nothing is expanded."""
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    declarations = f'<!DOCTYPE BEE_ELEVES [<!ENTITY a0 "LOL">{nested}]>'
    assert "refusé" in only_error(reads.content(hostile("&a11;", declarations)))[1]


def test_an_external_entity_is_refused_and_never_read(reads: Reads, tmp_path: Path) -> None:
    """Neither from a disk nor from a network."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    for declaration in (
        f'<!DOCTYPE BEE_ELEVES [<!ENTITY e SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE BEE_ELEVES SYSTEM "{secret.as_uri()}">',
        f'<!DOCTYPE BEE_ELEVES [<!ENTITY % e SYSTEM "{secret.as_uri()}"> %e;]>',
    ):
        line, sentence = only_error(reads.content(hostile("&e;", declaration)))
        assert "refusé" in sentence
        assert "SECRET" not in sentence
        assert line == 2


def test_an_inclusion_is_refused(reads: Reads) -> None:
    """XInclude, whatever its prefix."""
    name = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    assert "XInclude" in only_error(reads.content(hostile(name)))[1]


def test_a_name_badly_converted_is_told(reads: Reads) -> None:
    """A sign that no name has."""
    data = export(pupil(1, "ROI", "Zo?"), structures(1, "D3A"))
    assert warnings(reads.content(data))[0][0] == 3
    assert "« Zo? » contient un caractère perdu" in warnings(reads.content(data))[0][1]


def test_utf8_that_says_to_be_latin_is_read_as_it_is(reads: Reads) -> None:
    """An editor saved it, and left its first line: every accented name would be wrong on the list."""
    told = export(pupil(1, "LEFÈVRE", "Zoé"), structures(1, "D3A"))
    roster = reads.content(told.decode("iso-8859-15").encode("utf-8"), "export.xml")
    assert names(roster) == ["LEFÈVRE Zoé"]
    [(line, sentence)] = warnings(roster)
    assert line is None
    assert "dit être en ISO-8859-15 et est en UTF-8" in sentence
    assert not reads.content(told, "export.xml").problems


def test_invisible_characters_of_a_pupil_are_told(reads: Reads) -> None:
    """At his line."""
    text = export(pupil(1, "NOM", "Ada"), structures(1, "D3A")).decode("iso-8859-15").replace("ISO-8859-15", "UTF-8")
    roster = reads.text(text.replace("NOM<", "NO\u200bM<"))
    assert names(roster) == ["NOM Ada"]
    assert [line for line, _ in warnings(roster)] == [3]


def test_a_name_that_is_too_long_is_told(reads: Reads) -> None:
    """As in a table."""
    [(line, told)] = errors(reads.content(export(pupil(1, "A" * 10_000, "Ada"), structures(1, "D3A")), "export.xml"))
    assert (line, "a 10000 caractères, 500 au plus" in told) == (3, True)


@pytest.mark.parametrize(
    ("last", "first", "class_code", "said"),
    [
        ("ROI (TT)", "Ada", "D3A", "« Nom de famille » dit « ROI (TT) »"),
        ("ROI", "Ada - 1/3 tps", "D3A", "« Prénom » dit « Ada - 1/3 tps »"),
        ("ROI", "Ada", "D3A TT", "« Classe » dit « 3A TT »"),
    ],
)
def test_a_name_that_speaks_of_a_temps_majore_is_told(
    reads: Reads, last: str, first: str, class_code: str, said: str
) -> None:
    """As in any other list; the export has no column to write it in."""
    roster = reads.content(export(pupil(1, last, first), structures(1, class_code)), "export.xml")
    [(line, sentence)] = warnings(roster)
    assert line == 3
    assert said in sentence
    assert "donnez-le au candidat" in sentence
    assert roster.sessions[0].candidates[0].aside


def test_what_stands_in_a_name_besides_it_is_told_of_pupils_too(reads: Reads) -> None:
    """« M. DURAND » cannot join as DURAND, whatever the file."""
    roster = reads.content(export(pupil(1, "M. ROI", "Ada"), structures(1, "D3A")), "export.xml")
    [(line, sentence)] = warnings(roster)
    assert line == 3
    assert "Nom de naissance : « M. ROI » contient « M. »" in sentence
