"""Codes and words: what is meant by a line typed in haste, in both editions of the grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import read_reference
from supervisor import action as act
from supervisor.candidate import plain
from supervisor.matching import codes_met, is_a_code, one_slip, question_in, read_line
from supervisor.reference import Reference
from tests.supervisor.support import Bench

CURRENT, PAPER = read_reference(), read_reference("2021")

# fmt: off
WORDS = [
    # typed                      codes it may be     phrase                            paper
    ("e1",                       "E1",               "",                               "E1"),
    ("E1",                       "E1",               "",                               "E1"),
    ("e10",                      "E10",              "",                               ""),     # not there in 2021
    ("e6",                       "",                 "",                               "E6"),
    ("image",                    "E1",               "",                               "E1"),
    ("IMAGE",                    "E1",               "",                               "E1"),
    ("imag",                     "E1",               "",                               "E1"),
    ("iamge",                    "E1",               "",                               "E1"),   # two letters swapped
    ("simulateur",               "E2",               "",                               "E2"),
    ("simlateur",                "E2",               "",                               "E2"),   # one is missing
    ("simmulateur",              "E2",               "",                               "E2"),   # one too many
    ("fichier",                  "E3",               "",                               "E3"),
    ("site",                     "E4",               "",                               "E4"),
    ("site bloqué",              "E5",               "",                               "E5"),
    ("lien",                     "E4 E5",            "",                               "E6"),   # two today
    ("temps majoré",             "C2",               "",                               "C2"),
    ("signature",                "C4",               "",                               "C4"),
    ("oublié de signer",         "C4",               "",                               "C4"),
    ("fraude",                   "C6",               "",                               "C6"),
    ("prénom",                   "C1",               "",                               "C1"),
    ("PRENOM",                   "C1",               "",                               "C1"),
    ("éteint",                   "C7",               "s'est éteint",                   "A1"),
    ("eteint",                   "C7",               "s'est éteint",                   "A1"),
    ("souris",                   "C7",               "Souris ou clavier",              "A1"),
    ("lenteur",                  "C7",               "Lenteur",                        "A1"),
    ("retard",                   "C8",               "Arrivé en retard",               "A2"),
    ("en retard",                "C8",               "Arrivé en retard",               "A2"),
    ("est en retard",            "C8",               "Arrivé en retard",               "A2"),
    ("parti sans accord",        "C8",               "sans l'accord",                  "A2"),
    ("toilettes",                "C8",               "sous surveillance",              "A2"),
    ("mot de passe",             "C8",               "Mot de passe",                   "A2"),
    ("focus",                    "E10",              "",                               ""),
    ("daltonien",                "E12",              "",                               ""),
    ("zzz",                      "",                 "",                               ""),
]
# fmt: on


@pytest.mark.parametrize(("typed", "codes", "phrase", "paper"), WORDS)
def test_what_words_mean(typed: str, codes: str, phrase: str, paper: str) -> None:
    """A dozen words and more: the codes that may equally be meant, and the ready phrase that comes along."""
    reading = read_line(CURRENT, typed)
    assert " ".join(reading.codes) == codes
    if codes:
        assert phrase in reading.matches[0].text
        assert bool(reading.matches[0].text) is bool(phrase)
    assert " ".join(read_line(PAPER, typed).codes) == paper


@pytest.mark.parametrize(
    ("typed", "code", "rest"),
    [
        ("e2 12", "E2", "12"),
        ("e2  12 figé", "E2", "12 figé"),
        ("E2, 12", "E2", "12"),
        ("e2: 12", "E2", "12"),
        ("e 2 12", "E2", "12"),
        ("e 12", "E12", ""),
        ("e2 q12", "E2", "q12"),
        ("c8 malaise", "C8", "malaise"),
        ("image 12", "E1", "12"),
        ("site bloqué 12 figé", "E5", "12 figé"),
        ("retard bus en panne", "C8", "bus en panne"),  # what fits no phrase is kept as words
    ],
)
def test_what_follows_is_kept(typed: str, code: str, rest: str) -> None:
    """The number of a question, or what else is said."""
    reading = read_line(CURRENT, typed)
    assert (reading.codes, reading.rest) == ((code,), rest)


@pytest.mark.parametrize(
    ("typed", "question", "rest"),
    [
        ("12", 12, ""),
        ("q12", 12, ""),
        ("question 12 : figé", 12, "figé"),
        ("n° 12 figé", 12, "figé"),
        ("0", 0, ""),
        ("501", 501, ""),
        ("figé 12", None, "figé 12"),
        ("12e", None, "12e"),
        ("", None, ""),
    ],
)
def test_a_question_stands_first(typed: str, question: int | None, rest: str) -> None:
    """« 12 », « q12 », « question 12 : figé »; whether it may be is for the rules to say."""
    assert question_in(typed) == (question, rest)


@pytest.mark.parametrize(
    ("typed", "meant", "alike"),
    [
        ("image", "image", True), ("imagr", "image", True), ("imae", "image", True), ("imagge", "image", True),
        ("miage", "image", True), ("mage", "image", True), ("imgae", "image", True), ("imgea", "image", False),
        ("omagr", "image", False), ("ima", "image", False), ("", "a", True), ("", "ab", False),
    ],
)  # fmt: skip
def test_one_slip(typed: str, meant: str, alike: bool) -> None:
    """One letter wrong, missing, too much, or two neighbours swapped; not two slips."""
    assert one_slip(typed, meant) is one_slip(meant, typed) is alike


@pytest.mark.parametrize("word", ["lie", "sit", "zze"])
def test_a_short_word_is_taken_letter_for_letter(word: str) -> None:
    """Three letters are the beginning of something, or nothing: no slip is guessed."""
    assert all(
        any(k.startswith(word) for k in plain(f"{m.label} {' '.join(m.code.words if m.code else ())}").split())
        for m in read_line(CURRENT, word).matches
    )


def test_all_is_listed_where_nothing_is_typed() -> None:
    """Every code, those met in this session first, the latest before the others; then the ready phrases."""
    bench = Bench().start(1, 2)
    for code, question in (("E2", 12), ("C7", None), ("E9", 3)):
        bench.do(act.RecordIncident(code, (1,), question=question, text="x"))
    bench.do(act.RetractIncident(bench.last_id, "erreur"))
    met = codes_met(bench.session)
    assert met == ("C7", "E2")
    listed = read_line(CURRENT, "", met).matches
    codes = [m.code.code for m in listed if m.code is not None and m.circumstance is None]
    assert codes[:3] == ["C7", "E2", "C1"]
    assert sorted(codes) == sorted(c.code for c in CURRENT.codes)
    assert [m.text for m in listed[len(codes) :]] == [c.text for c in CURRENT.circumstances]


def test_what_is_no_incident_today_says_what_to_do() -> None:
    """No code in this edition: what to do instead stands there, and the deed that does it."""
    for reference in (CURRENT, PAPER):
        for circumstance in reference.circumstances:
            assert circumstance.code == "" or reference.code(circumstance.code) is not None
            assert circumstance.code or circumstance.besides
    found = {c.text: (c.code, c.deed) for c in CURRENT.circumstances}
    assert found["A passé les dernières questions, faute de temps"] == ("", "withdraw")
    assert found["A coché l'écran de fin sans appeler le surveillant"] == ("", "note")
    assert {c.text: c.code for c in PAPER.circumstances}["A passé les dernières questions, faute de temps"] == "C5"


@pytest.mark.parametrize("typed", ["e2", "E12", "z9", "c3"])
def test_what_is_written_like_a_code(typed: str) -> None:
    """Known or not."""
    assert is_a_code(typed)
    assert not is_a_code(f"{typed} 12")
    assert not is_a_code("image")


@given(st.sampled_from([CURRENT, PAPER]), st.text(max_size=40), st.integers(0, 600))
def test_any_line_can_be_read(reference: Reference, typed: str, question: int) -> None:
    """Whatever is typed: no fault, never more sure matches than matches, an exact code always first."""
    reading = read_line(reference, typed)
    assert reading.sure <= len(reading.matches)
    for code in reference.codes:
        found = read_line(reference, f"{code.code.lower()} {question} {typed}")
        assert found.matches[0].code is code
        assert found.codes == (code.code,)
