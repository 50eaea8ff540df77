"""Rows → sessions and candidates, and all the problems of all the rows."""

import datetime as dt

import pytest

from data.roster.model import ListedCandidate
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from tests.data.roster.lists import (
    HANDMADE,
    SESSION_A,
    TODAYS,
    Reads,
    errors,
    handmade,
    import_list,
    import_row,
    names,
    only_error,
    warnings,
)

SESSION_B = {**SESSION_A, "room": "Salle 12"}
ADA = {"last": "ABGRALLOU", "first": "Ada", "born": "14/03/2009"}
BAO = {"last": "BAUDRILLAC", "first": "Bao", "born": "02/11/2009"}
CLEO = {"last": "CASTELNAUDET", "first": "Cléo", "born": "29/02/2008"}
DINA = {"last": "DONGALA", "first": "Dina", "born": "01/01/2010"}


def only_candidate(reads: Reads, **values: str) -> ListedCandidate:
    """The candidate of a one-row import."""
    roster = reads.text(import_list(import_row(**SESSION_A, **{**ADA, **values})))
    assert not roster.errors
    return roster.sessions[0].candidates[0]


# ---------------------------------------------------------------------------------------------------------- sessions


def test_a_row_belongs_to_the_session_of_the_row_above(reads: Reads) -> None:
    """Only the first row of a session says which one."""
    roster = reads.text(
        import_list(
            import_row(**SESSION_A, **ADA, observations="portables"),
            import_row(**BAO),
            import_row(**SESSION_B, **CLEO),
            import_row(),
            import_row(**DINA),
        )
    )
    assert not roster.problems
    assert [(session.room, len(session.candidates)) for session in roster.sessions] == [("CDI", 2), ("Salle 12", 2)]
    first = roster.sessions[0]
    assert (first.number, first.site, first.date, first.start) == (
        None,
        "Lycée J.-B. Lulli",
        dt.date(2026, 11, 23),
        dt.time(8, 30),
    )
    assert (first.surveillants, first.observations) == (("Awa Lô",), "portables")
    assert [candidate.line for session in roster.sessions for candidate in session.candidates] == [2, 3, 4, 6]


def test_a_session_named_again_goes_on(reads: Reads) -> None:
    """Its rows need not follow one another; case does not matter; a new surveillant is added."""
    roster = reads.text(
        import_list(
            import_row(**SESSION_A, **ADA),
            import_row(**SESSION_B, **BAO),
            import_row(**{**SESSION_A, "room": "cdi", "by": "Zoé Ré"}, **CLEO),
            import_row(**DINA),
        )
    )
    assert [len(session.candidates) for session in roster.sessions] == [3, 1]
    assert roster.sessions[0].surveillants == ("Awa Lô", "Zoé Ré")


@pytest.mark.parametrize(
    "change", [{"site": "Annexe"}, {"room": "Salle 1"}, {"date": "24/11/2026"}, {"start": "14:00"}]
)
def test_site_room_date_and_hour_tell_sessions_apart(reads: Reads, change: dict[str, str]) -> None:
    """Any one of the four is enough."""
    roster = reads.text(import_list(import_row(**SESSION_A, **ADA), import_row(**{**SESSION_A, **change}, **ADA)))
    assert len(roster.sessions) == 2
    assert not roster.problems  # the same person in two sessions is two candidates


def test_a_number_alone_names_a_session(reads: Reads) -> None:
    """And the rows below belong to it."""
    roster = reads.text(
        import_list(import_row(**SESSION_A, **ADA), import_row(number="20518", **BAO), import_row(**CLEO))
    )
    assert not roster.problems
    assert [(session.number, len(session.candidates)) for session in roster.sessions] == [(None, 1), ("20518", 2)]


def test_a_number_together_with_session_columns_is_an_error(reads: Reads) -> None:
    """Pix blocks it too; the candidate is checked all the same."""
    roster = reads.text(import_list(import_row(number="1234", **SESSION_A, **{**ADA, "born": "hier"})))
    assert [line for line, _ in errors(roster)] == [2, 2]
    assert "« 1234 »" in errors(roster)[0][1]
    assert "Nom de la salle" in errors(roster)[0][1]


def test_what_is_not_a_session_number_is_told_on_each_line(reads: Reads) -> None:
    """Every wrong line, not the first one only."""
    roster = reads.text(import_list(import_row(number="NUMERO ICI", **ADA), import_row(number="12A", **BAO)))
    assert [line for line, _ in errors(roster)] == [2, 3]


def test_a_session_without_candidate_is_a_warning(reads: Reads) -> None:
    """It is made."""
    roster = reads.text(import_list(import_row(**SESSION_A), import_row(**SESSION_B, **ADA)))
    assert not roster.errors
    assert [(line, "aucun candidat" in sentence) for line, sentence in warnings(roster)] == [(2, True)]
    assert [len(session.candidates) for session in roster.sessions] == [0, 1]


def test_a_candidate_before_the_first_session_is_an_error(reads: Reads) -> None:
    """Whose session is his cannot be guessed."""
    roster = reads.text(import_list(import_row(**ADA), import_row(**SESSION_A, **BAO)))
    assert [line for line, _ in errors(roster)] == [2]


def test_wrong_date_and_hour_of_a_session_are_told(reads: Reads) -> None:
    """Both."""
    roster = reads.text(import_list(import_row(**{**SESSION_A, "date": "31/11/2026", "start": "25:00"}, **ADA)))
    assert [sentence.split(" :")[0] for _, sentence in errors(roster)] == ["Date de début", "Heure de début"]


def test_a_list_without_session_makes_one(reads: Reads) -> None:
    """With nothing but its candidates."""
    [session] = reads.text(handmade("A;B;01/01/2009;;")).sessions
    assert (session.number, session.site, session.room, session.date, session.start) == (None, "", "", None, None)


def test_a_block_above_the_header_row_describes_the_session(reads: Reads) -> None:
    """The template saved as CSV; labels and values in one cell or two."""
    roster = reads.text(
        "Liste des candidats;;\nN° de session :;;208\nDate :;;23/11/2026\nHeure locale (début) : 08h30;;\n"
        "Nom du site :;Lycée J.-B. Lulli;\nNom de la salle :;;\nSession surveillée par :;;Awa Lô, Paul Martin\n"
        "Nom;Prénom;Date de naissance\nA;B;01/01/2009\n"
    )
    [session] = roster.sessions
    assert not roster.problems
    assert (session.number, session.date, session.start) == ("208", dt.date(2026, 11, 23), dt.time(8, 30))
    assert (session.site, session.room, session.surveillants) == ("Lycée J.-B. Lulli", "", ("Awa Lô", "Paul Martin"))


def test_a_wrong_block_is_told_line_by_line(reads: Reads) -> None:
    """And the candidates are still checked."""
    roster = reads.text("N° de session;abc\nDate;demain\nHeure;tôt\nNom;Prénom;Date de naissance\nA;B;hier\n")
    assert [line for line, _ in errors(roster)] == [1, 2, 3, 5]


# -------------------------------------------------------------------------------------------------------- candidates


def test_a_candidate_has_all_that_his_row_says(reads: Reads) -> None:
    """Codes get their zero back, e-mails are not kept."""
    candidate = only_candidate(
        reads, sex="f", insee="1004", postal="9000", city="FOIX", country="FRANCE", local="LUL-1", extra="50%"
    )
    who = candidate.identity
    assert (who.full_name, who.birth_date, who.sex) == ("ABGRALLOU Ada", dt.date(2009, 3, 14), "F")
    assert (who.birth_insee_code, who.birth_postal_code, who.birth_city) == ("01004", "09000", "FOIX")
    assert (who.birth_country, who.local_id) == ("FRANCE", "LUL-1")
    assert candidate.extra_time == ExtraTime(percent=50)
    assert candidate.certification is None


def test_class_and_seat_of_a_handmade_list(reads: Reads) -> None:
    """In any order, among columns that nobody asked for."""
    roster = reads.text("Poste;LV2;Prénom;Classe;Né(e) le;NOM\nB03;ESP;Ada;3eB;4/3/2009;LAGRIVE\n")
    [candidate] = roster.sessions[0].candidates
    assert (candidate.seat, candidate.class_name, candidate.identity.last_name) == ("B03", "3eB", "LAGRIVE")


@pytest.mark.parametrize(
    ("answers", "certification"),
    [
        ({"clea": "oui"}, "CLEA"),
        ({"droit": "OUI"}, "DROIT"),
        ({"sante": "oui"}, "PRO_SANTE"),
        ({"edu1": "oui"}, "EDU"),
        ({"cpe": "x"}, "EDU"),
        ({"clea": "non", "droit": "oui"}, "DROIT"),
        ({}, None),
    ],
)
def test_oui_chooses_a_complementary_certification(
    reads: Reads, answers: dict[str, str], certification: str | None
) -> None:
    """By its own column."""
    assert only_candidate(reads, **answers).certification == certification


def test_two_certifications_on_one_row_are_an_error(reads: Reads) -> None:
    """One per candidate, and both are named."""
    roster = reads.text(import_list(import_row(**SESSION_A, **ADA, clea="oui", droit="oui")))
    [(line, sentence)] = errors(roster)
    assert line == 2
    assert "« CléA Numérique » et « Pix+ Droit »" in sentence


def test_another_answer_than_oui_is_an_error(reads: Reads) -> None:
    """It is not known whether he chose it."""
    roster = reads.text(import_list(import_row(**SESSION_A, **ADA, clea="peut-être")))
    assert "« peut-être »" in errors(roster)[0][1]


def test_all_problems_are_told_at_once(reads: Reads) -> None:
    """Each with its line; the sound rows are kept."""
    roster = reads.text(
        handmade(
            "LAGRIVE;Ada;2010;;", "NDIAYE;Bao;15/09/2010;;", ";Cléo;08/01/2010;;", "OSTROM;;19/01/2010;;",
            "PICQ;Eve;;;", "QUER;Flo;12/13/2010;;", "RAMI;Gil;06/10/2010;;beaucoup", ";;06/10/2010;;1",
        )
    )  # fmt: skip
    assert [line for line, _ in errors(roster)] == [2, 4, 5, 6, 7, 8, 9, 9, 9]
    assert "NDIAYE Bao" in names(roster)


def test_a_name_of_invisible_characters_alone_is_missing(reads: Reads) -> None:
    """There is nothing to type."""
    roster = reads.text(handmade("\u200b\u202e;Ada;01/01/2009;;"))
    assert errors(roster)[0][0] == 2
    assert "Nom de naissance manquant" in errors(roster)[0][1]


def test_invisible_characters_are_told_with_line_and_column(reads: Reads) -> None:
    """One warning a row."""
    roster = reads.text(handmade("A\u200bB;C\x1bD;01/01/2009;;", "E;F;01/01/2009;;"))
    assert names(roster) == ["AB CD", "E F"]
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert "« Nom de naissance » et « Prénom »" in sentence


def test_hostile_names_are_plain_text(reads: Reads) -> None:
    """Markup and formulas are kept, told as no names, and long names are not cut."""
    hostile = ["[red]BAL[/]", "[@click=app.quit]Q[/]", "=1+1", "+1", "@SUM(A1)", "-2+3", "B\\N", "A" * 500, "田中"]
    roster = reads.text(handmade(*(f"{name};Lou;01/01/2009;;" for name in hostile)))
    assert [candidate.identity.last_name for candidate in roster.sessions[0].candidates] == hostile
    assert [line for line, _ in warnings(roster)] == [2, 3, 4, 5, 6, 7, 8]


def test_a_row_of_separators_or_of_a_filled_down_class_is_no_candidate(reads: Reads) -> None:
    """Nobody is missed by leaving it out."""
    roster = reads.text(handmade("A;B;01/01/2009;3eB;", ";;;;", "   ", "", ";;;3eB;"))
    assert names(roster) == ["A B"]
    assert not roster.problems


@pytest.mark.parametrize("answer", ["oui", "x", "TT", "tiers temps", "1/3"])
def test_an_exact_third_is_told_with_the_name(reads: Reads, answer: str) -> None:
    """To be checked."""
    roster = reads.text(f"Nom;Prénom;Date de naissance;Tiers temps\nLAGRIVE;Ada;01/01/2009;{answer}\n")
    assert roster.sessions[0].candidates[0].extra_time == EXACT_THIRD
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert "« LAGRIVE Ada »" in sentence
    assert "bien que" not in sentence


def test_oui_under_temps_majore_is_a_third_with_a_plainer_warning(reads: Reads) -> None:
    """The column does not say that it is a tiers temps."""
    roster = reads.text(handmade("LAGRIVE;Ada;01/01/2009;;oui"))
    assert "bien que la colonne ne dise pas « tiers temps »" in warnings(roster)[0][1]


def test_a_rounded_identifier_and_an_unknown_sex_are_told(reads: Reads) -> None:
    """They refuse nothing."""
    roster = reads.text(import_list(import_row(**SESSION_A, **ADA, local="1,20458E+11", sex="?")))
    assert not roster.errors
    assert len(roster.warnings) == 2


# ----------------------------------------------------------------------------------------------------------- doubles


def test_the_same_person_twice_is_told_once_and_kept_once(reads: Reads) -> None:
    """Case, accents and hyphens ignored; another birth date is another person."""
    roster = reads.text(
        handmade(
            "Le Goff-Brix;Éloïse;14/05/2009;3A;", "NDIAYE;Bao;15/09/2009;3A;", "LE GOFF BRIX;Eloise;14/05/2009;3A;",
            "LE GOFF-BRIX;ÉLOÏSE;15/05/2009;3A;", "Le Goff-Brix;E\u0301loi\u0308se;14/05/2009;3A;",
        )
    )  # fmt: skip
    assert names(roster) == ["Le Goff-Brix Éloïse", "NDIAYE Bao", "LE GOFF-BRIX ÉLOÏSE"]
    assert [(line, "ligne 2" in sentence) for line, sentence in warnings(roster)] == [(4, True), (6, True)]
    assert not roster.errors


def test_a_double_with_another_temps_majore_says_so(reads: Reads) -> None:
    """The first row is kept, and both values are told."""
    roster = reads.text(handmade("NDIAYE;Bao;15/09/2009;;", "Ndiaye;BAO;15/09/2009;;33%"))
    assert roster.sessions[0].candidates[0].extra_time == NO_EXTRA_TIME
    [(line, sentence)] = warnings(roster)
    assert line == 3
    assert "temps majoré 33 % (ligne 2 : aucun)" in sentence


def test_names_of_signs_alone_are_not_doubles(reads: Reads) -> None:
    """They fold to nothing, and still differ."""
    assert len(names(reads.text(handmade("=;+;15/09/2009;;", "@;-;15/09/2009;;")))) == 2


# ------------------------------------------------------------------------------------------------------ whole lists


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (handmade(), 1, "Aucun candidat"),
        (";".join(TODAYS), 1, "Aucun candidat"),
        ("N° de session;208\nSalle;CDI\nNom;Prénom;Date de naissance\n;;\n", 3, "Aucun candidat"),
        ("Référence;Quantité\nIMP;3\n", 1, "Aucune colonne connue, seulement « Référence » et « Quantité »"),
        ("\n\nRéférence\nIMP\n", 3, "Aucune colonne connue"),
        ("Nom;Prénom\nA;B\n", 1, "Colonne manquante : « Date de naissance »"),
        ("Nom;Classe\nA;B\n", 1, "Colonnes manquantes : « Prénom » et « Date de naissance »"),
        ("Nom et prénom;Date de naissance\nA B;01/01/2009\n", 1, "séparez le nom et le prénom"),
        ("* Nom du site;* Nom de la salle;* Nom de naissance;* Prénom\na;b;c;d\n", 1, "« Heure de début »"),
        ("Nom;Prénom;Nom;Date de naissance\na;b;c;d\n", 1, "Plusieurs colonnes"),
        ("Nom;Prénom;Né le;Tiers temps;Temps majoré\na;b;c;d;e\n", 1, "Plusieurs colonnes"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_one_sentence(reads: Reads, text: str, line: int, told: str) -> None:
    """Which says what is missing and where."""
    roster = reads.text(text)
    assert only_error(roster)[0] == line
    assert told in only_error(roster)[1]
    assert not roster.sessions


def test_a_formula_in_error_is_told_in_a_text_table_too(reads: Reads) -> None:
    """Whoever saved the sheet as CSV saved « #REF! »; one line says all the cells of a row."""
    block = "N° de session;#N/A\nSalle;#REF!\n"
    text = block + handmade("#N/A;#N/A;01/01/2009;3A;", "ROI;Ada;#VALEUR!;3A;33 %", "SIX;Bao;02/01/2009;#REF!;")
    roster = reads.text(text)
    assert [(line, sentence.partition(" ; ")[0]) for line, sentence in errors(roster)] == [
        (1, "N° de session : la formule de cette ligne donne « #N/A »"),
        (2, "Nom de la salle : la formule de cette ligne donne « #REF! »"),
        (4, "Nom de naissance et Prénom : la formule de cette ligne donne « #N/A »"),
        (5, "Date de naissance : la formule de cette ligne donne « #VALEUR! »"),
        (6, "Classe : la formule de cette ligne donne « #REF! »"),
    ]


def test_a_name_that_begins_like_an_error_is_a_name(reads: Reads) -> None:
    """Nothing is refused for its first sign alone: it is told as one that no name has."""
    roster = reads.text(handmade("#N/AH;#ada;01/01/2009;3A;", "Errol;Err;22/01/2009;3A;"))
    assert names(roster) == ["#N/AH #ada", "Errol Err"]
    assert not roster.errors
    assert {line for line, _ in warnings(roster)} == {2}


def test_a_header_row_that_comes_again_is_passed_and_told(reads: Reads) -> None:
    """Lists are pasted one below the other; in another order it is no candidate either."""
    roster = reads.text(handmade("ROI;Ada;01/01/2009;3A;", HANDMADE, "SIX;Bao;22/01/2009;3B;33 %"))
    assert names(roster) == ["ROI Ada", "SIX Bao"]
    assert roster.sessions[0].candidates[1].line == 4
    assert not roster.errors
    assert warnings(roster) == [(3, "La ligne d'en-têtes est répétée ici ; elle est passée.")]
    other_order = reads.text(handmade("ROI;Ada;01/01/2009;3A;", "Prénom;Nom;Né le;Classe;"))
    assert only_error(other_order)[0] == 3


@pytest.mark.parametrize(
    "heading", ["Aménagements", "Majoration du temps", "Aménagement (tiers temps)", "Accordé : 1/3"]
)
def test_a_heading_that_may_mean_the_temps_majore_is_told(reads: Reads, heading: str) -> None:
    """What it holds would be lost without a word; beside a temps majoré that is read it is one of many."""
    header = f"Nom;Prénom;Date de naissance;{heading}"
    roster = reads.text(handmade("ROI;Ada;01/01/2009;oui", header=header))
    assert [line for line, _ in warnings(roster)] == [1, 2]
    assert "nommez la colonne « Temps majoré »" in warnings(roster)[0][1]
    assert f"« {heading} » dit « oui »" in warnings(roster)[1][1]
    same = reads.text(handmade("ROI;Ada;01/01/2009;33 %;33 %", header=f"{header};Temps majoré"))
    assert warnings(same) == [(1, f"Colonne non lue : « {heading} ».")]
    other = reads.text(handmade("ROI;Ada;01/01/2009;33 %;50 %", header=f"{header};Temps majoré"))
    assert [line for line, _ in warnings(other)] == [1, 2]


def test_more_sessions_or_rows_than_any_school_has_are_refused(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each session is a file to be synced: thousands would take minutes."""
    monkeypatch.setattr("data.roster.sessions.MOST_SESSIONS", 2)
    rows = [import_row(**{**SESSION_A, "room": f"Salle {n}"}, **ADA) for n in (1, 2, 1, 2)]
    assert len(reads.text(import_list(*rows)).sessions) == 2
    line, sentence = only_error(reads.text(import_list(*rows, import_row(**{**SESSION_A, "room": "Salle 3"}))))
    assert line == 6
    assert "plus de 2 sessions" in sentence
    monkeypatch.setattr("data.roster.row_reader.MOST_ROWS", 3)
    assert "plus de 3 lignes remplies" in only_error(reads.text(import_list(*rows)))[1]


def test_only_the_classes_asked_for_are_taken(reads: Reads) -> None:
    """Case ignored; what is wrong elsewhere does not matter, who has no class is told."""
    text = handmade("A;B;01/01/2009;3eA;", "C;D;01/01/2009;3eB;", "E;F;hier;3eC;", "G;H;01/01/2009;;")
    roster = reads.text(text, classes=["3EB"])
    assert names(roster) == ["C D"]
    assert not roster.errors
    assert warnings(roster) == [(None, "Sans classe, et donc pas repris : ligne 5 ; vérifiez.")]


def test_an_unknown_class_is_an_error_that_lists_the_known_ones(reads: Reads) -> None:
    """So is a class asked of a list that has no classes."""
    sentence = only_error(reads.text(handmade("A;B;01/01/2009;3eA;", "C;D;01/01/2009;3eC;"), classes=["3eB"]))[1]
    assert "« 3eB »" in sentence
    assert "3eA et 3eC" in sentence
    no_class = reads.text("Nom;Prénom;Date de naissance\nA;B;01/01/2009\n", classes=["3eB"])
    assert "colonne « Classe »" in only_error(no_class)[1]


def test_messages_are_typographic(reads: Reads) -> None:
    """A non-breaking space before : ; % » and after «."""
    roster = reads.text(handmade("A;B;hier;;1,33", "A;B;01/01/2009;;oui", "A;B;01/01/2009;;"))
    assert len(roster.problems) == 4
    for problem in roster.problems:
        for sign in (" :", " ;", " %", " »", "« ", " ?", " !"):
            assert sign not in problem.message
        assert problem.message.endswith(".")


def test_problems_come_in_the_order_of_the_lines(reads: Reads) -> None:
    """Whatever found them."""
    roster = reads.text(handmade("A;B;01/01/2009;;", "A;B;01/01/2009;;", "C;D;hier;;", "E\u200b;F;01/01/2009;;x"))
    lines = [problem.line or 0 for problem in roster.problems]
    assert lines == sorted(lines)


def test_the_header_is_not_taken_from_the_candidates(reads: Reads) -> None:
    """Somebody is called Nom."""
    assert names(reads.text(handmade("Nom;Prénom;01/01/2009;;", header=HANDMADE))) == ["Nom Prénom"]


def test_a_column_of_dates_with_two_readings_says_which_was_taken(reads: Reads) -> None:
    """« 3/4/2010 » is 3 April here and 4 March where the list may come from; one « 14/02 » among them settles it."""
    header = "Nom;Prénom;Né le"
    roster = reads.text(handmade("ROI;Ada;05/05/2010", "SIX;Bao;3/4/2010", "ZED;Cléo;11/12/2010", header=header))
    [(line, told)] = warnings(roster)
    assert line == 3
    assert told.startswith("Date de naissance : « 3/4/2010 » est compris jour d'abord, le 3 avril 2010 ; toute la")
    assert roster.sessions[0].candidates[1].identity.birth_date == dt.date(2010, 4, 3)
    for settled in ("14/02/2010", "2010-02-14 00:00:00"):
        same = reads.text(handmade("SIX;Bao;3/4/2010", f"ZED;Cléo;{settled}", header=header))
        assert bool(warnings(same)) is settled.startswith("2010")
    assert not reads.text(handmade("SIX;Bao;3/4/2010", header="Nom;Prénom;Né le (jj/mm/aaaa)")).problems


@pytest.mark.parametrize("place", range(4))
def test_a_cell_that_is_too_long_is_told_with_its_line(reads: Reads, place: int) -> None:
    """And all of them at once; a name of five hundred letters is kept letter for letter."""
    cells = ["ROI", "Ada", "14/01/2009", "3A"]
    long = [cell if at != place else "A" * 10_000 for at, cell in enumerate(cells)]
    [(line, told), *more] = errors(
        reads.text(handmade(";".join(cells), ";".join(long), ";".join(["A" * 501, *long[1:]])))
    )
    assert line == 3
    assert "a 10000 caractères, 500 au plus" in told
    assert more
    assert names(reads.text(handmade(f"{'A' * 500};Ada;14/01/2009")))[0] == f"{'A' * 500} Ada"


@pytest.mark.parametrize(
    "heading", ["Temps majoré (min)", "Temps majoré en minutes", "Temps supplémentaire (mn)", "Tiers temps (durée)"]
)
def test_a_column_that_counts_minutes_is_no_column_of_percentages(reads: Reads, heading: str) -> None:
    """35 minutes read as 35 % would end a test two minutes late, 60 as 60 % a quarter of an hour."""
    roster = reads.text(handmade("ROI;Ada;25/01/2009;35", header=f"Nom;Prénom;Date de naissance;{heading}"))
    line, sentence = only_error(roster)
    assert line == 2
    assert "dans une colonne de minutes" in sentence


def test_a_number_that_may_be_of_minutes_is_told(reads: Reads) -> None:
    """« Temps supplémentaire » does not say what it counts; « Temps majoré » and « (en %) » do."""
    rows = ("ROI;Ada;25/01/2009;30", "SIX;Bao;26/01/2009;0")
    roster = reads.text(handmade(*rows, header="Nom;Prénom;Date de naissance;Temps supplémentaire"))
    [(line, sentence)] = warnings(roster)
    assert line == 2
    assert "« 30 » est compris comme 30 %, et non comme des minutes" in sentence
    for heading in ("Temps majoré", "Temps supplémentaire (en %)"):
        assert not reads.text(handmade(*rows, header=f"Nom;Prénom;Date de naissance;{heading}")).problems


def test_a_tick_in_a_column_that_is_not_read_is_told(reads: Reads) -> None:
    """« ✓ » under « PAP » says as much as « oui »."""
    roster = reads.text(
        handmade("ROI;Ada;25/01/2009;✓", "SIX;Bao;26/01/2009;☐", header="Nom;Prénom;Date de naissance;PAP")
    )
    assert [line for line, _ in warnings(roster)] == [1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        ("ALBA;Zoé;25/03/2010;", "Nom;Prénom;Date de naissance;Temps majoré", "SIX;Bao;26/03/2010;33 %"),
        ("Nom;Prénom;Né le;", "ALBA;Zoé;25/03/2010;", "Classe;Nom;Prénom;Né le", "3A;SIX;Bao;26/03/2010"),
    ],
    ids=["sorted with its headings", "a second list with more columns"],
)
def test_nobody_above_the_header_row_is_lost(reads: Reads, rows: tuple[str, ...]) -> None:
    """Sorting a sheet moves its headings down; what stands above them was dropped without a word."""
    line, sentence = only_error(reads.text("\n".join(rows)))
    assert line == rows.index("ALBA;Zoé;25/03/2010;") + 1
    assert "au-dessus de la ligne d'en-têtes" in sentence
