"""The close in a real terminal: three things missing, mended one by one, then the seal, the papers, the proof."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.e2e.terminal import NEEDS_TMUX, PAUL, Store, Tmux, imported

pytestmark = [pytest.mark.e2e, NEEDS_TMUX]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Twenty candidates, nearly over: one alert, one who did not sign, one test that runs."""
    store = imported(tmp_path)
    do = ("do", "208", "--as", PAUL)
    store.done("--as", PAUL, "do", "208", "sign", "1-2,4-5")
    store.done("--as", PAUL, "do", "208", "start", "1-5")
    store.done(*do, "incident", "2", "E2", "--question", "12")
    store.done(*do, "finish", "1-3")
    store.done(*do, "end", "4", "--reason", "technical")
    store.done(*do, "absent", "6-20")
    return store


@pytest.mark.wide
def test_three_things_missing_then_the_seal(store: Store, tmux: Tmux, tmp_path: Path) -> None:
    """What the view lists is what is missing; after it the exported papers bear the seal that the screen shows."""
    terminal = tmux.open("run", "208", "--as", PAUL, folder=tmp_path)
    terminal.sees(" 208 ", "05  DE LA VARENDIÈRE")
    terminal.press("c")
    terminal.sees("3 points manquent", "alerte E2 question 12 ouverte", "n'a pas émargé", "test en cours")
    terminal.press("Enter")
    terminal.sees("Alerte de 02")
    terminal.press("v", "Enter")
    terminal.sees("2 points manquent")
    terminal.press("Enter")
    terminal.sees("Émargement : 03")
    terminal.press("c", "Enter")
    terminal.sees("1 point manque", "test en cours")
    terminal.press("F")
    terminal.sees("05 ")
    terminal.press("p", "Enter")
    terminal.sees("Signaler C7", "Ce qui s'est passé")
    terminal.press("Enter")
    terminal.write("écran noir")
    terminal.sees("écran noir")
    terminal.press("Enter")
    terminal.sees("rien ne manque")
    terminal.press("End")
    terminal.press("Up")
    terminal.sees("Lu par Pix et le jury")
    terminal.press("Enter")
    terminal.sees("Commentaire global")
    terminal.write("Coupure à 09:41")
    terminal.press("Enter")
    terminal.sees("Commentaire : Coupure à 09:41")
    terminal.press("c")
    terminal.sees("Rien ne manque", "Clore la session 208")
    terminal.press("Enter")
    shown = terminal.sees("Finalisation", "Sceau ", "Tests non terminés", "reste 47 h")
    seal = next(line for line in shown.splitlines() if line.startswith(" Sceau ")).split()[1:9]
    assert len("".join(seal)) == 32

    terminal.press("x")
    terminal.sees("Exporter la session", "portent les noms")
    terminal.press("Enter")
    terminal.answers("exporté")
    terminal.press("Tab")
    terminal.sees("lecture seule")
    terminal.press("q")
    terminal.ends(0)

    assert " ".join(seal) in store.done("check", "208")
    [folder] = tmp_path.glob("vigie-208-*")
    for name in ("session.json", "journal.jsonl"):
        assert " ".join(seal) in store.done("check", str(folder / name))
    exported = json.loads((folder / "session.json").read_bytes())
    assert exported["session"]["seal"] == "".join(seal)
    assert [
        event["forced"] for event in (line.get("public", {}) for line in exported["journal"]) if "forced" in event
    ] == []
    for name in ("pv-incident.pdf", "finalisation.pdf", "feuille-emargement-remplie.pdf", "journal.pdf"):
        pages = PdfReader(folder / name).pages
        assert all(" ".join(seal) in (page.extract_text() or "") for page in pages), name
    assert "test arrêté pour une cause technique" in (folder / "a-reconvoquer.csv").read_text(encoding="utf-8-sig")
    assert store.faults == []
