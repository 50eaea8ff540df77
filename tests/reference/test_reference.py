"""The reference data are those of the official sources: both grids, durations, thresholds."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from pydantic import ValidationError

import data.reference
from data.reference import read_convocation_texts, read_reference, read_room_texts
from supervisor.incident import becomes
from supervisor.reference import Edition, Header

CURRENT = read_reference()
PAPER = read_reference("2021")

# DOMAIN.md section 5, line by line, in display order.
CHANGES, QUESTION = "CANDIDATE_INFORMATIONS_CHANGES / ", "IN_CHALLENGE / "
# fmt: off
GRID = [
    # code  category in Pix Certif                          asked          jury
    ("C1",  CHANGES + "NAME_OR_BIRTHDATE",                   "identity",    True),
    ("C2",  CHANGES + "EXTRA_TIME_PERCENTAGE",               "extra_time",  False),
    ("C4",  "SIGNATURE_ISSUE",                               "description", False),
    ("C6",  "FRAUD",                                         "fraud",       True),
    ("C7",  "NON_BLOCKING_TECHNICAL_ISSUE",                  "description", False),
    ("C8",  "NON_BLOCKING_CANDIDATE_ISSUE",                  "description", False),
    ("E1",  QUESTION + "IMAGE_NOT_DISPLAYING",               "question",    True),
    ("E2",  QUESTION + "EMBED_NOT_WORKING",                  "question",    True),
    ("E3",  QUESTION + "FILE_NOT_OPENING",                   "question",    True),
    ("E4",  QUESTION + "WEBSITE_UNAVAILABLE",                "question",    True),
    ("E5",  QUESTION + "WEBSITE_BLOCKED",                    "question",    True),
    ("E8",  QUESTION + "EXTRA_TIME_EXCEEDED",                "question",    True),
    ("E9",  QUESTION + "SOFTWARE_NOT_WORKING",               "question",    True),
    ("E10", QUESTION + "UNINTENTIONAL_FOCUS_OUT",            "question",    True),
    ("E11", QUESTION + "SKIP_ON_OOPS",                       "question",    True),
    ("E12", QUESTION + "ACCESSIBILITY_ISSUE",                "question",    True),
]
LABELS = {
    "C1":  "Modification des prénom/nom/date de naissance",
    "C2":  "Ajout/modification du temps majoré",
    "C4":  "Était présent(e) mais a oublié de signer, ou a signé sur la mauvaise ligne",
    "C6":  "Suspicion de fraude",
    "C7":  "Incident technique non bloquant",
    "C8":  "Incident lié au candidat non bloquant",
    "E1":  "L'image ne s'affiche pas",
    "E2":  "Le simulateur/l'application ne s'affiche pas",
    "E3":  "Le fichier à télécharger ne se télécharge pas ou ne s'ouvre pas",
    "E4":  "Le site à visiter est indisponible/en maintenance/inaccessible",
    "E5":  "Le site est bloqué par les restrictions réseau de l'établissement (réseaux sociaux par ex.)",
    "E8":  "Le candidat bénéficie d'un temps majoré et n'a pas pu répondre à la question dans le temps imparti",
    "E9":  "Le logiciel installé sur l'ordinateur n'a pas fonctionné",
    "E10": "Le candidat a été contraint de cliquer en dehors du cadre autorisé pour une question en mode focus",
    "E11": "Un problème technique lié à la plateforme Pix a empêché le candidat de répondre à la question",
    "E12": "Problème avec l'accessibilité de la question (ex : daltonisme)",
}
# What DOMAIN.md calls the lines of the paper grid, and the code that says the same today; « ? »: it does not say.
PAPER_GRID = [
    # code  a word of it        today
    ("C1",  "infos candidat",   "C1"),
    ("C2",  "temps majoré",     "C2"),
    ("C3",  "non vu",           ""),      # retired
    ("C4",  "signature",        "C4"),
    ("C5",  "faute de temps",   ""),      # became the reason of abandonment
    ("C6",  "fraude",           "C6"),
    ("E1",  "image",            "E1"),
    ("E2",  "simulateur",       "E2"),
    ("E3",  "fichier",          "E3"),
    ("E4",  "indisponible",     "E4"),
    ("E5",  "bloqué",           "E5"),
    ("E6",  "lien",             "?"),     # retired
    ("E7",  "autre incident lié à une question", "?"),  # retired
    ("A1",  "problème technique", "C7"),
    ("A2",  "autre",            "C8"),
]
# fmt: on


def test_the_current_grid_is_that_of_pix_certif() -> None:
    """Codes, categories, labels, what is asked and what goes to the jury, in display order."""
    assert [(c.code, c.category, c.asked, c.jury) for c in CURRENT.codes] == GRID
    assert {c.code: c.label for c in CURRENT.codes} == LABELS


def test_all_e_codes_of_today_are_live_and_no_other() -> None:
    """They are validated or refused in the « Espace surveillant »; on paper nothing is."""
    assert [c.code for c in CURRENT.codes if c.live] == [c.code for c in CURRENT.codes if c.code.startswith("E")]
    assert [c.code for c in PAPER.codes if c.live] == []


def test_the_paper_grid_is_that_of_the_kit() -> None:
    """The fifteen codes of 2020-21, in order, each by its name."""
    assert [c.code for c in PAPER.codes] == [code for code, _, _ in PAPER_GRID]
    for line, (_, word, _) in zip(PAPER.codes, PAPER_GRID, strict=True):
        assert word in line.label.lower()
        assert line.asked == ("question" if line.code.startswith("E") else line.asked)


@pytest.mark.parametrize(("code", "today"), [(code, today) for code, _, today in PAPER_GRID])
def test_a_paper_code_says_what_it_is_called_today(code: str, today: str) -> None:
    """A1 is C7 today, A2 is C8; the retired ones name no code that is retired too."""
    line = PAPER.code(code)
    assert line is not None
    if today != "?":
        assert line.today == today
    assert not line.today or CURRENT.code(line.today) is not None


ABANDONED = "Abandon : manque de temps ou départ prématuré"
# fmt: off
EVERY_CODE = [
    # edition   code   asks           in Pix Certif today                            jury
    ("current", "C1",  "identity",    "",                                            True),
    ("current", "C2",  "extra_time",  "",                                            False),
    ("current", "C4",  "description", "",                                            False),
    ("current", "C6",  "fraud",       "",                                            True),
    ("current", "C7",  "description", "",                                            False),
    ("current", "C8",  "description", "",                                            False),
    *[("current", f"E{n}", "question", "", True) for n in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)],
    ("2021",    "C1",  "identity",    "C1",                                          True),
    ("2021",    "C2",  "extra_time",  "C2",                                          False),
    ("2021",    "C3",  "description", "sans équivalent : à décrire",                 False),
    ("2021",    "C4",  "description", "C4",                                          False),
    ("2021",    "C5",  "description", f"motif d'un test inachevé, « {ABANDONED} »",  False),
    ("2021",    "C6",  "fraud",       "C6",                                          True),
    *[("2021",  f"E{n}", "question",  f"E{n}",                                       True) for n in (1, 2, 3, 4, 5)],
    ("2021",    "E6",  "question",    "sans équivalent : à décrire",                 True),
    ("2021",    "E7",  "question",    "sans équivalent : à décrire",                 True),
    ("2021",    "A1",  "description", "C7",                                          False),
    ("2021",    "A2",  "description", "C8, ou l'une des deux cases de la finalisation", False),
]
"""Every code of both editions; today's own codes become nothing else."""
# fmt: on


def test_every_code_of_both_editions() -> None:
    """What each asks, what it becomes in Pix Certif, whether the jury looks at it; on paper as today's code says."""
    found = [
        (reference.edition, code.code, code.asked, becomes(reference, code), code.jury)
        for reference in (CURRENT, PAPER)
        for code in reference.codes
    ]
    assert found == EVERY_CODE
    for code in PAPER.codes:
        today = CURRENT.code(code.today)
        assert today is None or today.jury is code.jury


@pytest.mark.parametrize("typed", ["e1", "E1", " e1 "])
def test_a_code_is_found_whatever_its_case(typed: str) -> None:
    """And exactly that one."""
    found = CURRENT.code(typed)
    assert found is not None
    assert found.code == "E1"
    assert CURRENT.code("E") is CURRENT.code("E6") is PAPER.code("E8") is None


def test_every_code_has_words_that_find_it() -> None:
    """Words a surveillant would type, in small letters; no code twice."""
    for reference in (CURRENT, PAPER):
        assert len({c.code for c in reference.codes}) == len(reference.codes)
        for code in reference.codes:
            assert code.words, code.code
            assert all(word == word.lower().strip() for word in code.words)


def test_the_usual_circumstances_go_under_a_code_of_today() -> None:
    """The phrases of the kit: late, out for a while, page closed, password → C8; machine, mouse, slowness → C7."""
    by_text = {c.text: c.code for c in CURRENT.circumstances}
    assert set(by_text.values()) == {"C7", "C8", ""}
    for word, code in (
        ("retard", "C8"), ("sous surveillance", "C8"), ("page", "C8"), ("Mot de passe", "C8"),
        ("sans l'accord", "C8"), ("s'est éteint", "C7"), ("autre poste", "C7"), ("s'est arrêté", "C7"),
        ("clavier", "C7"), ("Lenteur", "C7"), ("faute de temps", ""), ("écran de fin", ""),
    ):  # fmt: skip
        assert [by_text[text] for text in by_text if word in text] == [code], word
    assert all(c.words and 1 <= len(c.text) <= 500 for c in CURRENT.circumstances)
    assert {c.text for c in PAPER.circumstances} == set(by_text)


@pytest.mark.parametrize("edition", ["current", "2021"])
def test_durations_and_slot(edition: Edition) -> None:
    """105 minutes for Pix and Pix + CléA, 60 for Pix+ Droit and Pix+ Pro Santé, 90 for Pix+ Édu; 2 h of slot."""
    reference = read_reference(edition)
    assert reference.durations == {"CORE": 105, "CLEA": 105, "DROIT": 60, "PRO_SANTE": 60, "EDU": 90}
    assert set(reference.certifications) == set(reference.durations)
    assert reference.slot == 120
    assert reference.edition == edition


def test_thresholds() -> None:
    """15 and 5 minutes; presence due at 10 and expired at 15; 20 candidates for one surveillant; 32 questions."""
    limits = CURRENT.thresholds
    assert (limits.notice, limits.last_minutes) == (15, 5)
    assert (limits.presence_due, limits.presence_expired, limits.joined_waiting, limits.not_connected) == (
        10,
        15,
        10,
        5,
    )
    assert (limits.candidates_per_surveillant, limits.questions) == (20, 32)
    assert (limits.keep_months, limits.claim_months) == (60, 2), "five years, and two months of claims"
    assert limits.pix_hours == 24, "then Pix starts and resumes nobody"
    assert PAPER.thresholds == limits.model_copy(update={"questions": 48, "keep_months": 24})


def test_the_reference_goes_whole_into_a_journal() -> None:
    """Written in the first line as JSON and read back it is the same."""
    for reference in (CURRENT, PAPER):
        header = Header(timezone="Europe/Paris", reference=reference)
        assert Header.model_validate_json(header.model_dump_json()) == header


@pytest.mark.parametrize("name", ["durations", "thresholds", "grid_current", "grid_2021", "circumstances"])
def test_each_file_says_where_it_comes_from(name: str) -> None:
    """A number of the domain stands beside its source."""
    text = resources.files("data.reference").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "DOMAIN.md" in text
    assert tomllib.loads(text)


def test_an_edition_that_does_not_exist_is_an_error() -> None:
    """Neither guessed nor replaced by another."""
    with pytest.raises(FileNotFoundError):
        read_reference("2030")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Header(timezone="Europe/Paris", reference={"durations": {}, "edition": "2030"})  # type: ignore[arg-type]


def test_each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report asks for both editions for each of its tables; what was read is not parsed again."""
    asked = (read_reference, lambda: read_reference("2021"), read_room_texts, read_convocation_texts)
    first = [read() for read in asked]
    monkeypatch.setattr(data.reference, "_table", None)
    assert [read() for read in asked] == first
