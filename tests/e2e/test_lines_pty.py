"""A session led by `vigie lines` alone, in a real terminal: from the list to the sealed export and the finalisation."""

from __future__ import annotations

import json
import signal

import pytest

from tests.e2e.talking import Talk
from tests.e2e.terminal import Store, until

pytestmark = pytest.mark.e2e


def test_a_session_by_lines_alone(store: Store) -> None:
    """Welcome with the birth, instructions, starts, an alert, a colleague, a departure, the close, the sheet."""
    out = store.folder / "out"
    with Talk(store) as talk:
        greeting = talk.hears("vous notez au nom de Paul Martin")
        assert "Session 208, préparation" in greeting
        assert "20 inscrits" in greeting

        talk.says("accueil", "Qui est là ?")
        assert "né le" in talk.says("jouvencelle", "n° 11, JOUVENCELLE Éloi", "Identique sur la pièce ?")
        talk.says("oui", "11 JOUVENCELLE Éloi : identité contrôlée", "A signé ?")
        talk.says("oui", "émargement", "Sa place ?")
        talk.says("B03", "place B03", "Qui est là ?")
        talk.says("12", "n° 12, KERGOURLAY-NGUYEN Mai", "Identique sur la pièce ?")
        talk.says("oui", "12 KERGOURLAY-NGUYEN Mai : identité contrôlée")
        talk.says("oui", "Sa place ?")
        talk.says("", "Qui est là ?")
        talk.says("")

        talk.says("consignes", "à lire, 1 sur ")
        talk.says("", "à lire, 2 sur ")
        talk.says("fin")

        talk.says("rejoint 11,12", "11 JOUVENCELLE Éloi : a rejoint", "12 KERGOURLAY-NGUYEN Mai : a rejoint")
        talk.says("démarre tous", "12 KERGOURLAY-NGUYEN Mai : test démarré")
        talk.says("signalement b03 e1 3 image floue", "E1 question 3 : image floue")
        talk.says("alerte 11 validée", "alerte E1 : validée", "rafraîchir")
        talk.says("absent étch\t", "6 ÉTCHEVERRIGARAY Iban : absent")
        talk.says("temps 12 +5 --incident non", "demande un motif")
        talk.says("bruit dans le couloir", "temps +5 min (bruit dans le couloir)")

        store.done("--as", "Anne Roux", "do", "208", "absent", "1-5,7-10,13-20")
        talk.hears("Anne Roux a noté : 17 candidats, n° 1 à 5, 7 à 10, 13 à 20 : absent")

        talk.says("termine 11", "11 JOUVENCELLE Éloi : test terminé")
        talk.says("arrête 12", "Motif ?")
        talk.says("technique", "test terminé par le surveillant (Problème technique)")
        talk.says("clôture", "rien ne manque", "verdict, n° 11 JOUVENCELLE Éloi", "pour clore : clore")
        sealed = talk.says("clore", "sceau : ")
        talk.says(f"exporter --to {out}", "documents dans")

        talk.says("finalisation", "12 KERGOURLAY-NGUYEN Mai : Problème technique", "Saisie ?")
        for row in ("laisser vide : temps supplémentaire", "laisser vide : présents", "Commentaire : laisser vide"):
            talk.says("oui", row, "Saisie ?")
        talk.says("oui", "La session est-elle finalisée dans Pix Certif ?")
        talk.says("oui", "finalisée")
        talk.write("quitter\n")
        talk.hears("Session 208 : tout est fait.", last=False)
        assert talk.ends() == 0

    seal = next(line for line in sealed.splitlines() if line.startswith("sceau : ")).removeprefix("sceau : ")
    assert seal in store.done("check", "208")
    assert json.loads((out / "session.json").read_text(encoding="utf-8"))["session"]["seal"] == seal.replace(" ", "")
    assert json.loads(store.done("status", "208", "--json"))["session"]["phase"] == "finalised"
    authors = {event["author"] for event in store.log()}
    assert authors == {"Paul Martin", "Anne Roux"}
    assert store.faults == []


@pytest.mark.wide
def test_it_leaves_as_it_came(store: Store) -> None:
    """Ctrl+C leaves a question, then the prompt, with what is not done; the terminal is cooked again."""
    with Talk(store) as talk:
        talk.hears("vous notez au nom de Paul Martin")
        talk.says("identité 1", "Identique sur la pièce ?")
        talk.write("\x03")
        talk.hears("Rien n'est noté")
        talk.process.send_signal(signal.SIGINT)
        talk.hears("Session 208 : session pas close, 20 points manquent.", last=False)
        assert talk.ends() == 130
    assert store.log() == []
    assert store.faults == []


@pytest.mark.wide
def test_it_is_ended_by_the_system(store: Store) -> None:
    """SIGTERM, or a line that is cut: it ends by itself, what was answered is recorded."""
    for ended in (lambda talk: talk.process.terminate(), Talk.hang_up):
        with Talk(store) as talk:
            talk.hears("vous notez au nom de Paul Martin")
            number = len(store.log()) + 1
            talk.says(f"absent {number}", f"{number} ", ": absent")
            ended(talk)
            until(lambda: talk.process.poll() is not None, lambda: "it goes on")
    assert [event["number"] for event in store.log()] == [1, 2]
    assert store.faults == []
