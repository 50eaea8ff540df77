"""What is told at the prompt is what can be typed there: helps, errors and hints, in its own words."""

from __future__ import annotations

import re

import pytest

from screens.command.closing import _JOINED, _SETTLED_BY
from screens.command.french import FrenchParser
from screens.command.lines.french_words import OPTIONS_SAID, SAID, VALUES, in_french, option_said
from screens.command.lines.guide import _LOOKS, EXAMPLES, Guide
from screens.command.lines.words import IN_FRENCH, LOOKS, OPTIONS, split, understood
from screens.command.parser import actions, parse
from supervisor.candidate import plain
from supervisor.event import NoteWritten
from tests.command.lines_desk import Prompt, answered, forms, session_of

OF_A_SHELL = re.compile(r"vigie do|--help|\[|\||ACTION|CANDIDAT|\b(?:validated|technical|begin|yes)\b|→")
"""What nobody types at the prompt, and no screen reader reads well."""
NOTHING = "Rien n'est noté."
ASKS = ("arrête 12", "rouvrir", "journal 20")
"""Lines whose rest is asked for, or that the prompt takes by itself."""


# Words -------------------------------------------------------------------------------------------------


def test_each_word_is_told_as_it_is_understood() -> None:
    """Its French name is that of the same action or look; so is each option's, and each value's."""
    assert set(SAID) == {*actions(), *LOOKS}
    assert {
        verb for verb, said in SAID.items() if IN_FRENCH.get(plain(said), plain(said).replace(" ", "-")) != verb
    } == set()
    assert {name for name in OPTIONS_SAID if OPTIONS.get(plain(option_said(name))) != name} == set()
    assert set(EXAMPLES) | set(_LOOKS) == {*actions(), *LOOKS}


def test_each_example_can_be_typed(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form takes it, whoever is on the list."""
    monkeypatch.setattr("screens.command.stdin.Prompt.read", lambda _: "BKTX47")
    session = session_of(prompt)
    for line in (line for lines in EXAMPLES.values() for line in lines):
        verb, *rest = understood(split(line), session)
        assert verb in (*actions(), *LOOKS), line
        if line not in ASKS:
            options = parse([*(["do", "208", verb] if verb in actions() else [verb, "208"]), *rest])
            assert getattr(options, "action", options.verb) == verb


HINTS = (
    *(form.format("1", 41, "C4").replace('"…"', '"vu"') for form in (*_SETTLED_BY.values(), _JOINED)),
    'correct 1 --last-name "ROUX"', 'incident 1 C7 --text "vu"', 'time 1 +10 --for 41 --reason "vu"',
    "box extra-time yes", "undo --event 41", 'surveillant "Nom" --also', "close --force",
    "global end 41, ou global end 42",
)  # fmt: skip


def test_a_hint_in_french_asks_for_the_same(prompt: Prompt) -> None:
    """Typed as it is told, it is what the words of the command ask for."""
    session = session_of(prompt)
    for hint in HINTS:
        assert not OF_A_SHELL.search(in_french(hint))
        for form in re.split(", ou |, ", hint):
            words = [word.partition("|")[0] for word in split(form)]
            said = understood(
                split(in_french(" ".join(f'"{word}"' if " " in word else word for word in words))), session
            )
            assert vars(parse(["do", "208", *said])) == vars(parse(["do", "208", *words])), form


def test_no_form_speaks_as_a_shell(prompt: Prompt) -> None:
    """Neither its help, nor what is said of it where something lacks."""
    found = forms()
    heard = prompt(*(f"aide {SAID[verb]}" for verb in found))
    assert [line for line in (*heard, *prompt.complaints) if OF_A_SHELL.search(line)] == []
    assert sum(line.startswith("par exemple : ") for line in heard) == len(found)
    guide = Guide(session_of(prompt))
    for verb, form in found.items():
        for action in form._actions:
            message = f"the following arguments are required: {action.metavar}"
            assert not OF_A_SHELL.search(guide.problem(FrenchParser(prog=f"vigie do N {verb}"), message, ""))
    assert FrenchParser.told is None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["place 1"], "il manque la place ; par exemple : place 12 b03 ; aide place en dit plus"),
        (["alerte 1 peut-être"], "écrivez validée, refusée ou expirée ; par exemple : alerte 12 validée"),
        (["alerte 1"], "il manque validée, refusée ou expirée"),
        (["démarre 1 --motif retard"], "option inconnue : --motif"),
        (["statu"], "mot inconnu : vouliez-vous dire « état » ?"),
        (["oui"], "rien n'est demandé : dites d'abord quoi faire"),
        (["1"], "un candidat se dit après ce qu'il fait"),
        (["goffinet"], "un candidat se dit après ce qu'il fait"),
        (["zorro"], "mot inconnu ; « aide » dit les mots"),
        (["annuler 41"], "écrivez : annuler --événement 41"),
        (["coupure fin réseau"], "coupure fin 41"),
        (["finalisation"], "elle se finalise après (clôture, clore)"),
    ],
)
def test_a_mistake_is_answered_by_what_to_type(lines: list[str], told: str, prompt: Prompt) -> None:
    """In one sentence, which a listener can follow."""
    prompt(*lines)
    assert any(told in line for line in prompt.complaints), prompt.complaints
    assert not any(OF_A_SHELL.search(line) for line in prompt.complaints)


# Questions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["fraude 1", "non", "communication", "parlait", "annuler"],
        ["fraude 1", "^C"],
        ["fraude 1", "non", "zorro", "^C"],
        ["arrête 1", ""],
        ["arrête 1", "peut-être", ""],
        ["temps 1 +10", "annuler"],
        ["temps 1 +10", "non", "Annuler"],
        ["identité 2", "annuler"],
        ["corriger 1", "prénom : Ana", "annuler"],
        ["note 1", "^C"],
        ["absent martin", "annuler"],
        ["clore", "annuler"],
    ],
)
def test_a_question_that_is_left_leaves_the_action(lines: list[str], prompt: Prompt) -> None:
    """By « annuler » or Ctrl+C, also in the middle of several: nothing is recorded, and it is said."""
    prompt.room.run_until_started(1)
    before = session_of(prompt).last_id
    assert NOTHING in answered(prompt(*lines))
    assert session_of(prompt).last_id == before


def test_a_wrong_answer_is_asked_again(prompt: Prompt) -> None:
    """What was typed of a fraud before and after it is not lost."""
    prompt.room.run_until_started(1)
    prompt("fraude 1", "non", "zorro", "communication", "parlait à son voisin", "séparés")
    assert prompt.complaints == ["répondez communication, consultation ou usurpation ; « annuler » laisse tout"]
    assert [(report.seen, report.is_complete) for report in session_of(prompt).frauds_of(1)] == [
        ("parlait à son voisin", True)
    ]
    prompt("arrête 1", "peut-être", "technique")
    assert prompt.complaints == ["répondez candidat ou technique ; « annuler » laisse tout"]
    assert session_of(prompt).candidates[1].status == "ended"


def test_neither_yes_nor_no_is_asked_again(prompt: Prompt) -> None:
    """A line that was meant for the prompt is never taken for a « non »."""
    heard = prompt("clore", "absent 2", "oui")
    assert prompt.complaints == ["répondez oui ou non ; « annuler » laisse la question"]
    assert heard.count("Le faire quand même ? oui ou non") == 2
    assert session_of(prompt).closed_at is not None


def test_what_is_dictated_is_asked_for(prompt: Prompt) -> None:
    """A correction, a note, somebody new: what stands behind them is asked where it is not said."""
    prompt(
        "corriger le goff", "prénom : Ana", "", "note 2", "malaise", "note session", "bruit", "commentaire", "coupure"
    )
    session = session_of(prompt)
    assert session.candidates[1].identity.first_name == "Ana"
    assert session.comment == "coupure"
    assert prompt.complaints == []


def test_another_line_in_a_walk_is_done(prompt: Prompt) -> None:
    """At the door, during the instructions, in the sheet: never swallowed, and the question is asked again."""
    heard = prompt("accueil", "absent 2", "1", "oui", "", "zorro", "", "consignes", "absent 3", "zut", "fin")
    session = session_of(prompt)
    assert [session.candidates[number].status for number in (2, 3)] == ["absent", "absent"]
    assert "pas d'émargement noté ; « émargement 1 » le note plus tard" in heard
    assert "accueil fini ; il reste 5 candidats, n° 1, 3 à 6" in heard
    assert len(prompt.complaints) == 2
    prompt.room.done("close", "--force")
    heard = prompt("finalisation", "état", "peut-être", "non", "fin")
    assert "Session 208, close, il est 09:00:00" in heard
    assert prompt.complaints == ["répondez oui ou non ; fin laisse la fiche"]


def test_what_is_typed_in_a_walk_is_kept_as_it_was_typed(prompt: Prompt) -> None:
    """A note keeps its accents and commas, at the door and during the instructions."""
    text = "s'est levé, très pâle"
    prompt("accueil", f"note 1 {text}", "", "consignes", f"note 2 {text}", "fin")
    notes = [entry.event for entry in session_of(prompt).entries if isinstance(entry.event, NoteWritten)]
    assert [(note.number, note.text) for note in notes] == [(1, text), (2, text)]


def test_who_attests_is_asked_for(prompt: Prompt) -> None:
    """« atteste » alone is no name."""
    heard = answered(prompt("identité 2", "atteste", "Mme Roux, CPE"))
    assert heard[-1].startswith("2 NDIAYE-ROUSSEL Ibrahima : identité attestée sans pièce par Mme Roux, CPE")


def test_all_who_joined_with_an_option(prompt: Prompt) -> None:
    """« tous » stands before the hour at which it was."""
    prompt.room.done("join", "1-3")
    prompt("démarre tous --quand 08:55")
    assert prompt.complaints == []
    assert [who.number for who in session_of(prompt).candidates.values() if who.is_running] == [1, 2, 3]


@pytest.mark.parametrize("settled_by", _JOINED.split(", "))
def test_who_joined_and_never_started_is_settled(settled_by: str, prompt: Prompt) -> None:
    """By each of the words that the close tells: « absent », which is refused then, is none of them."""
    prompt.room.done("join", "1")
    told = next(line for line in prompt.room("closing", "208").lines if line.startswith("manque, n° 1 "))
    assert told.endswith(f"tapez {_JOINED.format(1)}")
    prompt.room.done(*settled_by.removeprefix("ou ").format(1).split())
    told_after = [line for line in prompt.room("closing", "208").lines if line.startswith("manque, n° 1 ")]
    assert not any("ni absent ni démarré" in line for line in told_after)


def test_values_are_told_as_they_are_taken(prompt: Prompt) -> None:
    """« mesuré », « rien », « tous », the boxes by their rank."""
    prompt.room.run_until_started(1)
    prompt(
        "coupure début réseau --pour tous", lambda: prompt.room.clock.pass_by(minutes=4), "coupure fin --rendre mesuré",
        "case 1 oui", "case 2 non",
    )  # fmt: skip
    assert prompt.complaints == []
    assert len(VALUES) > 10
