"""`vigie lines`: every line is an action or a look, answered in a sentence; what it lacks is asked."""

from __future__ import annotations

import argparse
import errno
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data import disk
from data.archive import Archive
from screens.command.lines.looks import looks
from screens.command.lines.running import run_lines
from screens.command.lines.words import IN_FRENCH, LOOKS, OPTIONS, completions, split, understood
from screens.command.parser import actions
from screens.offices.texts import room_texts
from supervisor.event import NoteWritten
from tests.command.command import ACCESS_CODE, DEEDS, Vigie
from tests.command.lines_desk import Person, Prompt, answered, forms, session_of

# What is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("note 12 l'élève d'à côté tousse", ["note", "12", "l'élève", "d'à", "côté", "tousse"]),
        ('sign "le goff"', ["sign", "le goff"]),
        ("note 12 « parle, et rit »", ["note", "12", "parle, et rit"]),
        ('time 12 +10 --reason "bruit', ["time", "12", "+10", "--reason", "bruit"]),
        ('comment ""', ["comment", ""]),
        ("   ", []),
    ],
)
def test_quotes_and_apostrophes(line: str, words: list[str]) -> None:
    """An apostrophe is a letter; a quotation that is left open goes to the end."""
    assert split(line) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("identité 1", ["identity", "1"]),
        ("IDENTITE 1", ["identity", "1"]),
        ("Non-certifiable 2", ["not-certifiable", "2"]),
        ("démarre tous", ["start", "joined"]),
        ("démarre martin", ["start", "martin"]),
        ("signalement 1 e2 14", ["incident", "1", "e2 14"]),
        ("signalement le goff e1 3 image floue", ["incident", "le", "goff", "e1 3 image floue"]),
        ("signalement 1 arrivé en retard", ["incident", "1", "arrivé en retard"]),
        ("signalement 1 retard", ["incident", "1", "retard"]),
        ("signalement 1 e2 --question 3", ["incident", "1", "e2", "--question", "3"]),
        ("signalement session alarme incendie", ["incident", "session", "alarme incendie"]),
        ("note le goff parle à son voisin", ["note", "le", "goff", "parle à son voisin"]),
        ("note 1 2 fois averti", ["note", "1", "2 fois averti"]),
        ("note 1 -", ["note", "1", "-"]),
        ("commentaire coupure à 9 h", ["comment", "coupure à 9 h"]),
        ("temps 1 +10 --motif bruit", ["time", "1", "+10", "--reason", "bruit"]),
        ("temps 1 +10 --quand=09:41", ["time", "1", "+10", "--at=09:41"]),
        ("?", ["help"]),
        ("end-screen 1", ["end-screen", "1"]),
    ],
)
def test_what_is_typed_in_french(line: str, words: list[str], prompt: Prompt) -> None:
    """As `vigie do` has it; a code with what follows, or a text, is one word."""
    assert understood(split(line), session_of(prompt)) == words


def test_every_word_leads_somewhere() -> None:
    """Each French word to an action or a look, each option to one that some action takes; no look hides an action."""
    assert set(IN_FRENCH.values()) <= {*DEEDS, *LOOKS}
    assert set(actions()) == set(DEEDS)
    assert not set(LOOKS) & set(DEEDS)
    assert set(looks()) == set(LOOKS)
    known = {name for parser in forms().values() for one in parser._actions for name in one.option_strings}
    assert {f"--{option}" for option in OPTIONS.values()} <= known


@pytest.mark.parametrize(
    ("begun", "word", "found"),
    [
        ("", "ém", ["emarge", "emargement"]),
        ("", "welc", ["welcome"]),
        ("sign ", "le", ['"LE GOFF"', '"MARTIN Léa"', '"GOFFINET Léandre"']),
        ("sign ", "mart", ['"MARTIN Paule"', '"MARTIN Léa"']),
        ("sign ", "ndi", ["NDIAYE-ROUSSEL"]),
        ("sign ", "maë", ['"LE GOFF Maël"']),
        ("sign ", "", []),
        ("time 1 +5 ", "--m", ["--motif"]),
        ("seat 1 ", "b0", ["B03"]),
    ],
)
def test_completion(begun: str, word: str, found: list[str], prompt: Prompt) -> None:
    """Words first, then names as they can be typed, seats; namesakes with their first names."""
    prompt.room.done("seat", "2", "B03")
    assert completions(begun, word, actions(), session_of(prompt)) == found


# Actions ------------------------------------------------------------------------------------------------


def test_an_action_is_answered_and_on_disk(prompt: Prompt) -> None:
    """At the instant of its line; by a name, a seat, several."""
    heard = answered(prompt("émargement 1,2", "place 3 B03", "absent b03", "note le goff parle à son voisin"))
    assert heard == [
        "1 LE GOFF Maël : émargement (09:00:00)",
        "2 NDIAYE-ROUSSEL Ibrahima : émargement (09:00:00)",
        "3 MARTIN Paule : place B03 (09:00:00)",
        "3 MARTIN Paule : absent (09:00:00)",
        "1 LE GOFF Maël : note : parle à son voisin (09:00:00)",
    ]
    assert (prompt.code, prompt.complaints) == (0, [])
    assert [entry.author for entry in session_of(prompt).entries[-5:]] == ["Paul Durand"] * 5


def test_many_are_answered_in_one_sentence(prompt: Prompt) -> None:
    """Those of the same end together."""
    heard = answered(prompt("rejoint 1-6", "démarre tous"))
    assert heard[0] == "6 candidats : a rejoint, n° 1 à 6"
    assert heard[1] == "6 candidats : test démarré, n° 1, 2, fin 11:20 ; n° 3 à 5, fin 10:45 ; n° 6, fin 11:38"


def test_the_identity_is_compared_first(prompt: Prompt) -> None:
    """Birth date and place are said, and somebody says yes; a name typed there is nobody who attests."""
    card = "n° 1, LE GOFF Maël : né(e) le 03/04/2010 à Brest, classe 3eB, attendu, temps majoré 33 %"
    asked = "Identique sur la pièce ? oui, non ; sans pièce : atteste, et qui"
    nothing = "Rien n'est noté. « corriger 1 - » change ce que dit la liste, « absent 1 » note une absence."
    heard = answered(prompt("identité 1", "martin", "identité 1", "non", "identité 1", "oui"))
    assert heard == [
        card,
        asked,
        nothing,
        card,
        asked,
        nothing,
        card,
        asked,
        "1 LE GOFF Maël : identité contrôlée (09:00:00)",
    ]
    heard = answered(prompt("identité 2", "atteste Mme Roux, CPE"))
    assert heard[-1].startswith("2 NDIAYE-ROUSSEL Ibrahima : identité attestée sans pièce par Mme Roux, CPE")


def test_which_of_several(prompt: Prompt) -> None:
    """Asked by their numbers, or more of their name; until it is one of them, or left."""
    asked = "Plusieurs : 3 MARTIN Paule ; 4 MARTIN Léa. Quel numéro ?"
    heard = answered(prompt("absent martin", "4", "absent martin", "5", "mart", "pau", "absent martin", ""))
    done = ["4 MARTIN Léa : absent (09:00:00)", "3 MARTIN Paule : absent (09:00:00)"]
    assert heard == [asked, done[0], asked, asked, asked, done[1], asked, "Rien n'est noté."]
    assert prompt.complaints == ["donnez son numéro, parmi ceux qui sont cités ; « annuler » laisse la question"] * 2


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["temps 1 +10", "oui", "bruit"], "temps +10 min (bruit)"),
        (["temps 1 +10", "", "bruit"], "temps +10 min (bruit)"),
        (["temps 1 -10", "parti plus tôt"], "temps −10 min (parti plus tôt)"),
        (["arrête 1", "technique"], "test terminé par le surveillant (Problème technique)"),
        (["fraude 1", "non", "communication", "parlait à voix basse", "séparés"], "rapport de fraude"),
        (["fraude 1", "", "", "parlait", "", "usurpation"], "rapport de fraude"),
        (["signalement 1 e2", "14"], "E2 question 14"),
        (["temps 1 +200 --incident non --motif panne", "oui"], "temps +200 min (panne)"),
    ],
)
def test_what_an_action_lacks_is_asked(lines: list[str], told: str, prompt: Prompt) -> None:
    """A reason, a cause, a question, whether it is meant: then the same action is done."""
    prompt.room.run_until_started(1)
    heard = prompt(*lines)
    assert any(told in line for line in heard), heard
    assert prompt.complaints == []


def test_a_report_that_was_begun_is_completed(prompt: Prompt) -> None:
    """By its number, which the closing tells; nothing is asked of it again."""
    prompt.room.run_until_started(1)
    heard = prompt("fraude 1", "non", "communication", "parlait", "", "clôture")
    [words] = [line.partition("tapez ")[2] for line in heard if "rapport de fraude incomplet" in line]
    assert words.startswith("fraude 1 --rapport ")
    prompt(words.replace('"…"', '"séparés"'))
    assert [report.is_complete for report in session_of(prompt).frauds_of(1)] == [True]


def test_what_is_asked_may_be_left(prompt: Prompt) -> None:
    """Nothing is recorded, and it is said."""
    prompt.room.run_until_started(1)
    before = session_of(prompt).last_id
    heard = answered(prompt("temps 1 +10 --incident non", "", "clore", "non"))
    assert heard.count("Rien n'est noté.") == 2
    assert "manque, 5 candidats, n° 2 à 6 : ni absent ni démarré ; tapez absent 2-6, ou démarre 2-6" in heard
    assert session_of(prompt).last_id == before


def test_what_must_not_be_on_the_line(prompt: Prompt) -> None:
    """« - » asks for it: a text, what is said of a candidate, the access code."""
    heard = prompt(
        "note 1 -", "malaise, l'infirmière vient", "ajouter -", "nom : ROUX", "prénom : Ana", "",
        "code-accès -", "BKTX47", "code",
    )  # fmt: skip
    assert "1 LE GOFF Maël : note : malaise, l'infirmière vient (09:00:00)" in heard
    assert "7 ROUX Ana : inscrit (09:00:00)" in heard
    assert "Session 208, code d'accès : B K T X 4 7" in heard


def test_what_is_proposed_is_what_is_typed_here(prompt: Prompt) -> None:
    """The prompt takes the words without « vigie do 208 » before them, which it refused."""
    prompt.room.run_until_started(1)
    answered(prompt("temps 1 +10 retard de salle", ""))
    (told,) = prompt.complaints
    assert "peut-être : temps 1 +10" in told
    assert "vigie do" not in told


def test_a_line_that_cannot_be_understood(prompt: Prompt) -> None:
    """One sentence each, and the prompt goes on."""
    heard = answered(prompt("dupont", "sgn 1", "absent 99", "absent", "alerte 1 validée", "qui 42", "absent 1"))
    assert heard == ["1 LE GOFF Maël : absent (09:00:00)"]
    assert len(prompt.complaints) == 6
    assert prompt.complaints[1] == "mot inconnu : vouliez-vous dire « émargement » ? « aide » dit les mots"
    assert prompt.code == 0


def test_undo_and_again(prompt: Prompt) -> None:
    """The last action; nothing waits to be recorded."""
    heard = answered(prompt("absent 1", "annuler", "encore"))
    assert heard[1:] == ["1 LE GOFF Maël : annulé : absent (09:00:00)", "tout est enregistré"]


# Looks --------------------------------------------------------------------------------------------------


def test_what_is_asked_without_recording(prompt: Prompt) -> None:
    """Status, who, the journal's tail, help, the code: none of it writes."""
    prompt.room.run_until_started(1)
    before = session_of(prompt).last_id
    heard = prompt("", "état", "état tous", "état 1", "qui le goff", "qui", "journal 2", "aide", "aide temps", "code")
    assert session_of(prompt).last_id == before
    assert "personne n'attend" in heard
    assert heard.count("Session 208, en cours, il est 09:00:00") == 3
    assert sum(line.startswith("n° 1, LE GOFF Maël : né(e) le 03/04/2010 à Brest") for line in heard) == 2
    assert any(line.startswith("09:00:00, événement ") and "test démarré" in line for line in heard)
    assert any(line.startswith("par exemple : temps 12 +10 ; ") for line in heard)
    assert f"Session 208, code d'accès : {' '.join(ACCESS_CODE)}" in heard
    assert not any(sign in line for line in heard for sign in ("→", "✓", "▲", " — "))


def test_the_instructions_one_at_a_time(prompt: Prompt) -> None:
    """Each waits for Enter; « fin » stops, « code » tells the code between two."""
    heard = answered(prompt("consignes", "", "code", "", "fin"))
    said = [line for line in heard if line.startswith(("à lire, ", "chaque candidat, "))]
    assert [line.partition(" sur ")[0] for line in said] == ["à lire, 1", "à lire, 2", "à lire, 3", "à lire, 4"]
    assert sum("code d'accès : B" in line for line in heard) == 1
    script = prompt("consignes", script=True)
    assert script[-1].startswith("chaque candidat, ")


def test_whoever_exports_is_noted(prompt: Prompt, tmp_path: Path) -> None:
    """As by the command: the register of accesses knows."""
    prompt(
        f"exporter --to {tmp_path / 'out'}", "papiers --to " + str(tmp_path / "papers"), "journal --code E2", "vérifier"
    )
    assert (tmp_path / "out" / "session.json").exists()
    noted = [(one["what"], one["session"]) for one in prompt.room("log", "--access", "--json").json]
    assert noted == [("export", "208"), ("papers", "208"), ("log", "208")]
    assert prompt.complaints == []


# A session by it alone ----------------------------------------------------------------------------------


def test_a_session_from_the_door_to_the_finalisation(prompt: Prompt, tmp_path: Path) -> None:
    """Welcome, starts, an alert, an outage, a departure, the close with all that it asks, the seal, the sheet."""
    clock = prompt.room.clock
    heard = prompt(
        "accueil",
        "goffinet", "oui", "oui", "C01",
        "1", "oui", "oui", "",
        "martin", "3", "oui", "non",
        "",
        "émargement 3",
        "absent 2,4,5",
        "rejoint 1,3,6", "démarre tous",
        lambda: clock.pass_by(minutes=10),
        "signalement 1 e2 14", "alerte 1 validée",
        "coupure début réseau", lambda: clock.pass_by(minutes=4), "coupure fin",
        "interrompu 6", lambda: clock.pass_by(minutes=2), "reprise 6 --give measured",
        lambda: clock.pass_by(hours=1),
        "abandon 3", "signalement 3 c7 souris en panne",
        "termine 1,6",
        "clôture",
        "case extra-time oui", "commentaire coupure du réseau à 9 h 10",
        "clore",
        f"exporter --to {tmp_path / 'out'}",
        "finalisation", "oui", "oui", "oui", "oui", "oui",
        "quitter",
    )  # fmt: skip
    session = session_of(prompt)
    assert session.finalised_at is not None, heard
    assert heard[-1] == "Session 208 : tout est fait."
    assert f"sceau : {' '.join(session.seal[at : at + 4] for at in range(0, 32, 4))}" in heard
    assert prompt.room("check", "208").code == 0
    document = json.loads((tmp_path / "out" / "session.json").read_text(encoding="utf-8"))
    assert document["session"]["number"] == "208"
    assert prompt.complaints == []


def test_the_finalisation_row_by_row(prompt: Prompt) -> None:
    """Each is read and ticked or left; a reason that lacks is asked; what is ticked is not read again."""
    room = prompt.room
    room.run_until_started(1, 2)
    room.done("incident", "1", "C7", "--text", "souris")
    room.done("finish", "1")
    room.done("absent", "3-6")
    room.done("close", "--force")
    heard = answered(prompt("finalisation", "oui", "candidat", "non", "fin", "finalisation tout", "fin"))
    assert heard[0].startswith("Session 208, à finaliser avant le 24/11/2026 à 09:00, reste 48 h 00")
    assert "1 sur 5, à saisir, n° 1 LE GOFF Maël : C7 : souris" in heard
    assert any("MOTIF À CHOISIR" in line and line.endswith(": candidat ou technique ?") for line in heard)
    assert any("Abandon : manque de temps ou départ prématuré" in line for line in heard)
    assert "1 sur 5, saisie, n° 1 LE GOFF Maël : C7 : souris" in heard
    assert session_of(prompt).typed_lines == {"1"}
    assert prompt("quitter")[-1] == "Session 208 : à finaliser avant le 24/11/2026 à 09:00."


def test_the_same_in_plain_commands(prompt: Prompt) -> None:
    """`closing`, `instructions`, `finalise --lines`, `identity --show`: for a script, or over a phone."""
    room = prompt.room
    assert room.done("identity", "1", "--show").lines[0].startswith("n° 1, LE GOFF Maël : né(e) le 03/04/2010 à Brest")
    assert session_of(prompt).candidates[1].checked is None
    assert room("instructions", "208", "--code").lines == [f"Session 208, code d'accès : {' '.join(ACCESS_CODE)}"]
    assert room("instructions", "208").lines[0].startswith("à lire, 1 sur ")
    lines = room("closing", "208").lines
    assert lines[:2] == [
        "il manque 6 points",
        "manque, 6 candidats, n° 1 à 6 : ni absent ni démarré ; tapez absent 1-6, ou start 1-6",
    ]
    assert room("finalise", "208", "--lines").code == 1
    room.done("absent", "1-6")
    assert room("closing", "208").lines[0] == "rien ne manque"
    room.done("close")
    assert room("closing", "208").lines[0].startswith("Session 208 close, sceau : ")
    assert room("finalise", "208", "--lines").lines[0] == "Session 208, à finaliser : aucun test n'a eu lieu"


# Leaving, scripts, a disk that refuses ------------------------------------------------------------------


@pytest.mark.parametrize(("last", "code"), [((), 0), (("quitter",), 0), (("q",), 0), (("^C",), 130)])
def test_leaving_says_what_is_not_done(last: tuple[str, ...], code: int, prompt: Prompt) -> None:
    """By Ctrl+D, a word, or Ctrl+C; what was recorded is."""
    prompt.room.run_until_started(1)
    heard = prompt("absent 2", *last)
    assert prompt.code == code
    assert heard[-1] == "Session 208 : 1 test en cours, n° 1 ; session pas close, 5 points manquent."
    assert session_of(prompt).candidates[2].status == "absent"


def test_ctrl_c_in_a_question_leaves_the_question(prompt: Prompt) -> None:
    """Nothing of it is recorded, and the prompt is there again."""
    heard = prompt("identité 1", "^C", "absent 2")
    assert "2 NDIAYE-ROUSSEL Ibrahima : absent (09:00:00)" in heard
    assert session_of(prompt).candidates[1].checked is None
    assert prompt.code == 0


@pytest.mark.parametrize(
    ("lines", "code", "stopped_at"),
    [
        (["# un essai", "", "absent 1", "émargement 2"], 0, 0),
        (["absent 1", "absent 1", "émargement 2"], 1, 2),
        (["absent 1", "absnt 2", "émargement 2"], 2, 2),
        (["absent martin", "émargement 2"], 2, 1),
        (["absent 1", "quitter", "émargement 3"], 0, 0),
        (["identité 1", "émargement 2"], 0, 0),
        (["note 1 -", "le texte", "émargement 2"], 0, 0),
    ],
)
def test_a_script_stops_at_the_first_refusal(lines: list[str], code: int, stopped_at: int, prompt: Prompt) -> None:
    """With the exit code that the line would have had; nobody is asked anything."""
    prompt(*lines, script=True)
    assert prompt.code == code
    assert (prompt.complaints[-1:] == [f"Ligne {stopped_at} : arrêt, la suite n'est pas faite."]) is bool(stopped_at)
    signed = session_of(prompt).candidates[2].signed_at is not None
    assert signed is (not stopped_at and "émargement 2" in lines)


def test_a_script_on_standard_input(room: Vigie) -> None:
    """The door hands it over; without a session nobody can be asked which."""
    answer = room("lines", "208", stdin="absent 1\nabsent 1\nabsent 2\n")
    assert (answer.code, answer.lines) == (1, ["1 LE GOFF Maël : absent (09:00:00)"])
    assert "Ligne 2" in answer.err
    assert room("lines", stdin="").code == 2
    assert room("lines", "209", stdin="").code == 2


class BrokenDisk:
    """Some calls of the disk, which fail for as long as it refuses."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, *calls: str) -> None:
        self._error = OSError(number, os.strerror(number))
        self._refuses = False
        for call in calls:
            patch.setattr(disk, call, self._wrapped(getattr(disk, call)))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            if self._refuses:
                raise self._error
            return real(*given)

        return call

    def refuse(self) -> None:
        self._refuses = True

    def accept(self) -> None:
        self._refuses = False


def test_what_is_not_recorded_is_told_and_tried_again(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """At its own instant, in its order, five seconds later by itself or by « encore »; leaving says what is lost."""
    clock, full = prompt.room.clock, BrokenDisk(monkeypatch, errno.ENOSPC, "write")
    heard = prompt(
        full.refuse, "absent 1", lambda: clock.pass_by(seconds=2), "absent 2", "encore", full.accept,
        lambda: clock.pass_by(seconds=2), lambda: clock.pass_by(seconds=6), "absent 3", "encore",
    )  # fmt: skip
    assert sum("PAS ENREGISTRÉ" in line for line in prompt.complaints) == 3
    assert "1 LE GOFF Maël : absent (09:00:00)" in heard
    assert "2 NDIAYE-ROUSSEL Ibrahima : absent (09:00:02)" in heard
    assert "tout est enregistré" in heard
    assert prompt.code == 0
    heard = prompt(full.refuse, "absent 4", "quitter")
    assert prompt.code == 3
    assert heard[-1].startswith("Session 208 : PAS ENREGISTRÉ : 1 action ; ")


@pytest.mark.parametrize("hours", [1, -1])
def test_what_waits_while_the_clock_jumps_is_of_the_clock_that_shows_now(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """The disk takes neither what was said before, nor the jump, nor what was said after it."""
    clock, full = prompt.room.clock, BrokenDisk(monkeypatch, errno.ENOSPC, "write")
    prompt(
        full.refuse, "note 1 avant", lambda: clock.jump(hours=hours), lambda: clock.pass_by(seconds=2), "note 2 après",
        full.accept, "encore",
    )  # fmt: skip
    session = session_of(prompt)
    assert [size for _, size in session.jumps] == [hours * 3600]
    notes = [entry for entry in session.entries if entry.event.kind == "note_written"]
    assert [timedelta(0) <= clock.now() - note.at <= timedelta(seconds=5) for note in notes] == [True, True]


def test_what_was_read_is_not_asked_again(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text, or what is said of a candidate, is kept with the action that waits."""
    full = BrokenDisk(monkeypatch, errno.ENOSPC, "write")
    full.refuse()
    said = ("ajouter -", "nom : ROUX", "prénom : Ana", "", "note 1 -", "un texte")
    heard = prompt(*said, full.accept, "encore", "quitter")
    assert "7 ROUX Ana : inscrit (09:00:00)" in heard
    assert "1 LE GOFF Maël : note : un texte (09:00:00)" in heard
    assert prompt.code == 0


def test_what_reached_the_disk_after_all_is_recorded_once(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that was written, and could neither be flushed nor cut back: what is tried again is found there."""
    broken = BrokenDisk(monkeypatch, errno.EIO, "fsync", "truncate")
    broken.refuse()
    heard = prompt("note 1 un texte", broken.accept, "encore", "quitter")
    assert sum("PAS ENREGISTRÉ" in line for line in prompt.complaints) == 1
    assert "1 LE GOFF Maël : note : un texte (09:00:00)" in heard
    assert prompt.code == 0
    assert [entry.event.text for entry in session_of(prompt).entries if isinstance(entry.event, NoteWritten)] == [
        "un texte"
    ]


def test_without_a_number_the_session_is_asked_for(prompt: Prompt, tmp_path: Path) -> None:
    """A list may be imported first; then its number leads it."""
    names = tmp_path / "liste.csv"
    names.write_text("Nom;Prénom;Date de naissance\nROUX;Ana;01/02/2010\nPETIT;Luc;03/04/2010\n", "utf-8")
    imported = f"import {names} --session 300 --date 2026-11-23 --start 09:00"
    source = Person("absent 1", "import /nulle/part.ods", imported, "300", "q")
    options = argparse.Namespace(number=None, bell=False, author="Paul Durand")
    archive = Archive(prompt.room.store)
    assert run_lines(archive, options, prompt.room.clock, "Paul Durand", "poste-12", room_texts, str, source) == 0
    assert source.left == []
    heard = prompt.room.capture.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert heard[0] == "Session 208, 22/11/2026 à 09:00"
    assert heard[-1].startswith("Session 300 : session pas close, ")
    assert len(archive.journal("300").session.candidates) == 2


def test_who_sits_here_is_asked_once(prompt: Prompt) -> None:
    """As on the board: one of the surveillants, or another name; then it is known at this terminal."""
    prompt.author = ""
    heard = prompt("1", "absent 1", "quitter")
    assert heard[0] == "Qui note ? 1 Paul Durand ; Entrée pour le premier, ou un autre nom"
    assert session_of(prompt).entries[-1].author == "Paul Durand"


@pytest.mark.parametrize("line", ["aide", "aide temps", "absent 8", "annuler", "quitter", "3"])
def test_a_line_is_nobody_s_name(line: str, prompt: Prompt) -> None:
    """Whoever types a word of the prompt there does not sign all papers with it."""
    prompt.author = ""
    heard = prompt(line, "Place Anne", "absent 1", "quitter")
    assert sum(said.startswith("Qui note ? ") for said in heard) == 2
    assert prompt.complaints == ["ce n'est pas un nom : « aide » et les autres mots se disent ensuite"]
    assert session_of(prompt).entries[-1].author == "Place Anne"
