"""Incidents by `vigie do`: a code or words, alerts told apart, correction and withdrawal."""

import pytest

from tests.command.command import Vigie


@pytest.mark.parametrize(
    ("words", "recorded"),
    [
        (("retard",), ("C8", None, "Arrivé en retard")),
        (("en retard",), ("C8", None, "Arrivé en retard")),
        (("retard bus en panne",), ("C8", None, "Arrivé en retard : bus en panne")),
        (("retard", "--text", "à 09:20"), ("C8", None, "à 09:20")),
        (("simlateur", "--question", "12"), ("E2", 12, "")),
        (("image 12",), ("E1", 12, "")),
        (("e2 12 figé",), ("E2", 12, "figé")),
        (("e10", "--question", "3"), ("E10", 3, "")),
        (("éteint",), ("C7", None, "L'ordinateur s'est éteint ; le test a repris")),
        (("panne", "--text", "écran noir"), ("C7", None, "écran noir")),
    ],
)
def test_words_are_understood_as_on_the_screen(room: Vigie, words: tuple[str, ...], recorded: object) -> None:
    """The same matching; what is given besides counts."""
    room.run_until_started(3)
    room.done("incident", "3", *words)
    [found] = room.candidate(3)["incidents"]
    assert (found["code"], found["question"], found["text"]) == recorded


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lien", "--question", "12"), "E4 Le site à visiter"),
        (("lien", "--question", "12"), "E5 Le site est bloqué"),
        (("zzz",), "codes connus : C1, C2"),
        (("", "--text", "x"), "dites quel signalement"),  # never the first of the grid
        ((" ", "--text", "x"), "dites quel signalement"),
        (("faute de temps",), "(vigie do 208 withdraw …)"),
        (("écran de fin",), "écrire une note (vigie do 208 note …)"),
        (("e6",), "« e6 » n'est pas dans la grille"),
        (("panne",), "C7 demande une description"),  # four phrases: none is chosen for him
        (("image",), "E1 demande le numéro de la question"),
        (("image 0",), "de 1 à 500, pas 0"),
        (("image 501",), "de 1 à 500, pas 501"),
    ],
)
def test_what_is_not_clear_is_bad_usage(room: Vigie, words: tuple[str, ...], told: str) -> None:
    """Exit 2, and nothing is recorded: the codes it may be are listed, or what to do instead."""
    room.run_until_started(3)
    answer = room.do("incident", "3", *words)
    assert answer.code == 2
    assert told in answer.complaint
    assert room.candidate(3)["incidents"] == []


def test_words_are_not_quoted_back(room: Vigie) -> None:
    """They may hold a name, and stderr names nobody."""
    assert "Dupont" not in room.do("incident", "3", "zzz Dupont").err


def test_what_is_to_be_done_besides_is_told(room: Vigie) -> None:
    """The code's part is done, the rest is said with its command."""
    room.run_until_started(3)
    answer = room.done("incident", "3", "parti sans accord")
    assert "A quitté la salle sans l'accord du surveillant" in answer.lines[0]
    assert any("abandon ou départ" in line and "(vigie do 208 withdraw …)" in line for line in answer.lines)
    told = room.done("incident", "3", "C2", "--text", "33 %").lines
    assert any("corrigez aussi le temps majoré" in line and "correct 3 --extra-time" in line for line in told)


def test_alerts_are_told_apart(room: Vigie) -> None:
    """Two on one question: by number or by code; the refusal lists them with their numbers."""
    room.run_until_started(1)
    for code in ("E2", "E2", "E3"):
        room.done("incident", "1", code, "--question", "12")
    first, second, third = (one["id"] for one in room.candidate(1)["incidents"])
    refused = room.do("alert", "1", "validated", "--question", "12")
    assert refused.code == 1
    assert all(f"n° {number} à 09:00" in refused.complaint for number in (first, second, third))
    assert "--id ID" in refused.complaint
    room.done("alert", "1", "refused", "--code", "e3")
    room.done("alert", "1", "validated", "--id", str(second))
    room.done("alert", "1", "expired")
    assert [one["state"] for one in room.candidate(1)["incidents"]] == ["expired", "validated", "refused"]


def test_corrected_and_withdrawn(room: Vigie) -> None:
    """By its number, with a reason; the log shows what it was."""
    room.run_until_started(1)
    room.done("incident", "1", "E2", "--question", "12")
    number = str(room.candidate(1)["incidents"][0]["id"])
    assert room.do("correct-incident", number, "--question", "13").code == 2
    assert '(--reason "…")' in room.do("correct-incident", number, "--question", "13").complaint
    told = room.done(
        "correct-incident", number, "--question", "13", "--code", "e3", "--text", "figé", "--happened-at", "08:58",
        "--reason", "mauvaise ligne",
    ).lines[0]  # fmt: skip
    assert "E2 → E3, question 12 → 13, rien → « figé », 09:00:00 → 08:58:00 (mauvaise ligne)" in told
    [found] = room.candidate(1)["incidents"]
    assert (found["code"], found["question"], found["state"]) == ("E3", 13, "open")
    assert room.do("withdraw-incident", number).code == 2
    room.done("withdraw-incident", number, "--reason", "mauvais candidat")
    assert room.candidate(1)["incidents"][0]["state"] == "retracted"
    log = room("log", "208").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "E2 question 12 : " in log
    assert "signalement E3 retiré (mauvais candidat)" in log
    assert room.do("withdraw-incident", number, "--reason", "encore").code == 1
    assert room.do("correct-incident", "9999", "--text", "x", "--reason", "y").code == 1


def test_not_after_the_close(room: Vigie) -> None:
    """Neither corrected nor withdrawn."""
    room.run_until_started(1)
    room.done("incident", "1", "C7", "--text", "souris")
    number = str(room.candidate(1)["incidents"][0]["id"])
    room.done("close", "--force")
    for words in (("correct-incident", number, "--text", "clavier"), ("withdraw-incident", number)):
        answer = room.do(*words, "--reason", "erreur")
        assert answer.code == 1
        assert "close depuis" in answer.complaint


def test_the_paper_edition(vigie: Vigie) -> None:
    """Codes of the paper grid, no alert, and what each is today."""
    vigie.create(edition="2021")
    vigie.run_until_started(1)
    assert "(aujourd'hui C7)" in vigie.done("incident", "1", "souris").lines[0]
    assert "(sans équivalent : à décrire)" in vigie.done("incident", "1", "lien 12").lines[0]
    vigie.done("incident", "1", "e1 48")
    assert any("en a 48 au plus" in line for line in vigie.done("incident", "1", "e1 49").lines)
    found = vigie.candidate(1)["incidents"]
    assert [one["code"] for one in found] == ["A1", "E6", "E1", "E1"]
    assert [one["becomes"] for one in found] == ["C7", "sans équivalent : à décrire", "E1", "E1"]
    assert {one["state"] for one in found} == {"none"}
    assert vigie.do("alert", "1", "validated").code == 1
