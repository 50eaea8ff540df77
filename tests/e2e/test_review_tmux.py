"""A référent looks on in a real terminal while another process records; nothing of the store is opened for writing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.terminal import NEEDS_TMUX, PAUL, SAME_KEY_S, Store, Tmux, imported
from tests.rights import NEEDS_RIGHTS

pytestmark = [pytest.mark.e2e, NEEDS_TMUX]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Twenty candidates, the first five at their test."""
    store = imported(tmp_path)
    store.done("--as", PAUL, "do", "208", "start", "1-5")
    return store


def _sessions(store: Store) -> dict[str, tuple[int, bytes]]:
    """What lies in the folder of the sessions: rights and bytes of each file."""
    root = store.folder / "store" / "sessions"
    return {str(path): (path.stat().st_mode, path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()}


def test_live_past_and_live_again(store: Store, tmux: Tmux) -> None:
    """The list, the board, what `vigie do` records elsewhere, the replay, the list again."""
    terminal = tmux.open("review", "--as", "Mme Roux")
    terminal.sees("lecture", "EN COURS", "208", "5/20")
    # Enter within half a second of the list is one too many of the key that left the board before.
    time.sleep(SAME_KEY_S)
    terminal.press("Enter")
    terminal.sees(" LECTURE ", "01  ABGRALLOU", "15 attendus")
    store.done("--as", PAUL, "do", "208", "finish", "2")
    terminal.sees("1 term")
    assert terminal.rows[2].status == "Terminé"
    before = _sessions(store)
    terminal.press("e")
    terminal.answers("lecture seule", sign="!")
    terminal.press("r")
    terminal.sees("RELECTURE")
    terminal.press("Left", "Left")
    terminal.sees("26/27", without="1 term")
    store.done("--as", PAUL, "do", "208", "finish", "3")
    terminal.press("r")
    terminal.sees(" LECTURE ", "2 term")
    assert terminal.rows[3].status == "Terminé"
    terminal.press("q")
    terminal.sees("EN COURS", "3/20")
    terminal.press("q")
    terminal.sees("code 0")
    changed = {Path(path).name for path, held in _sessions(store).items() if before.get(path) != held}
    assert changed == {"journal.jsonl"}, "what the surveillant recorded, and nothing else"
    assert "Mme Roux" in store.done("log", "208", "--access")
    assert store.faults == []


@NEEDS_RIGHTS
def test_on_a_read_only_store(store: Store, tmux: Tmux) -> None:
    """Everything is shown; that the access is not noted is said."""
    folders = [store.folder / "store", *(store.folder / "store").rglob("*")]
    for path in folders:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        terminal = tmux.open("review", "208", variables={"XDG_STATE_HOME": "/proc/none"})
        terminal.sees(" LECTURE ", "01  ABGRALLOU", "registre des accès")
        terminal.press("Escape")
        terminal.sees(" LECTURE ", without="Échap vu")
        terminal.press("r")
        terminal.sees("RELECTURE")
        terminal.press("q")
        terminal.sees("code 0")
    finally:
        for path in folders:
            path.chmod(0o755 if path.is_dir() else 0o644)
