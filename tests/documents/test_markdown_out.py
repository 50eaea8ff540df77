"""Markdown: the session told, the finalisation sheet with its boxes, and nothing that a name can break."""

from __future__ import annotations

import re

import pytest

from data.documents.markdown_out import finalisation_markdown, plain_text, session_markdown
from data.documents.papers.finalisation import papers
from data.documents.parts import Box, Heading
from supervisor import action as act
from supervisor.candidate import Identity
from supervisor.seal import groups
from tests.supervisor.support import Bench

SIGNS = "*gras* _italique_ `code` [lien](x) <b>html</b> a|b ~~non~~ \\ &amp;"


def told() -> Bench:
    """Two finished, one stopped, one absent, one who could not join."""
    bench = Bench(5)
    bench.do(act.Mark("sign", (1, 2, 3, 5)))
    bench.start(1, 2, 3, at="09:00").at("09:30")
    bench.do(act.RecordIncident("C8", (2,), text="sorti un moment"))
    bench.do(act.RecordIncident("E2", (1,), question=12))
    bench.do(act.CloseAlert(1, "validated"))
    bench.do(act.BeginGlobal("coupure du réseau", fault="centre"))
    bench.wait(minutes=12).do(act.EndGlobal())
    bench.do(act.StopTest((3,), "end", "technical"))
    bench.at("10:50").do(act.Finish((1, 2)))
    bench.do(act.Mark("absent", (4,)))
    bench.do(act.WriteComment("Coupure de 12 minutes."))
    return bench


def test_the_session() -> None:
    """Who, what, what is said of it, and the journal with its undone entries marked."""
    bench = told()
    bench.do(act.WriteNote("à défaire"))
    bench.do(act.Undo())
    text = session_markdown(bench.session, bench.now).decode()
    assert text.startswith("# Session 208\n")
    for fact in (
        "- Commentaire global : Coupure de 12 minutes.",
        "| 3 | CASTEL-ROUX Jean-Noël | Test terminé par le surveillant (Problème technique) |",
        "| n° 1 ABADIE Chloé | E2 | 12 |",
        "- de 09:30:00 à 09:42:00, 12 min : coupure du réseau (tous, imputable au centre)",
        "- n° 3 CASTEL-ROUX Jean-Noël : test arrêté pour une cause technique (imputable au centre)",
        "- n° 4 D’ARTOIS Maëlys : absent\n",
        "- n° 5 ESCOFFIER Yanis : présent, n'a pas pu rejoindre (imputable au centre)",
        "note : à défaire (annulé)",
        "Pas encore close.",
    ):
        assert fact in text
    assert "BCDF23" not in text, "the access code never leaves"
    bench.do(act.CloseSession(force=True))
    assert f"sceau `{groups(bench.session.seal)}`" in session_markdown(bench.session, bench.now).decode()
    bench.do(act.Reopen("oubli"))
    assert "Rouverte" in session_markdown(bench.session, bench.now).decode()


def test_the_finalisation_sheet() -> None:
    """In the page's order, a box a line; what needs nothing typed is counted."""
    bench = told()
    text = finalisation_markdown(bench.session).decode()
    titles = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    [paper] = papers(bench.session, bench.now)
    on_paper = [part.text if isinstance(part, Heading) else part.title for part in paper.parts
                if isinstance(part, Heading | Box)]  # fmt: skip
    assert titles == [title for title in on_paper if title in titles], "« le 4 » is one thing on both"
    assert len(titles) >= 5
    order = [
        "À finaliser avant le 25/11/2026 à 10:50",
        "- [ ] **BÉNARD Élodie** (n° 2) : C8 : sorti un moment",
        "- 1 autre test terminé : rien à saisir",
        "- [ ] **CASTEL-ROUX Jean-Noël** (n° 3) : Problème technique",
        "- [ ] **cocher** : Malgré un incident",
        "- [ ] **cocher** : Un ou plusieurs candidats étaient présents",
        "- [ ] Coupure de 12 minutes.",
        "- [ ] Confirmer",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "E2" not in text
    assert "ARTOIS" not in text.partition("## 5. Ce qui ne se saisit pas")[0]
    assert "- D’ARTOIS Maëlys (n° 4) : Absent" in text
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    assert "Finalisée le 23/11/2026 à 10:50." in finalisation_markdown(bench.session).decode()


def test_a_session_without_anybody() -> None:
    """No empty table, no empty chapter."""
    bench = Bench(listed=())
    text = session_markdown(bench.session, bench.now).decode()
    assert "## Candidats" not in text
    assert "## Signalements" not in text
    assert "## Journal" in text
    assert "rien à saisir" not in finalisation_markdown(bench.session).decode()


@pytest.mark.parametrize("sign", list("\\`*_[]<>|~&"))
def test_signs_are_escaped(sign: str) -> None:
    """Each of them is shown as it is."""
    assert plain_text(f"a{sign}b") == f"a\\{sign}b"


def test_names_and_texts_are_never_markup() -> None:
    """Wherever they stand, every sign that could mean something is escaped; a line end ends no line."""
    bench = Bench(listed=(act.NewCandidate(Identity(last_name=SIGNS, first_name="x\n# Titre")),))
    bench.start(1, at="09:00")
    bench.do(act.WriteNote(SIGNS, 1))
    bench.do(act.RecordIncident("C8", (1,), text=SIGNS))
    bench.do(act.Finish((1,)))
    for content in (session_markdown(bench.session, bench.now), finalisation_markdown(bench.session)):
        text = content.decode()
        assert "\n# Titre" not in text
        assert re.search(r"(?<!\\)<b>", text) is None
        assert re.search(r"(?<!\\)\*gras", text) is None
        rows = [line for line in text.splitlines() if line.startswith("| 1 |")]
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 9 for row in rows)
