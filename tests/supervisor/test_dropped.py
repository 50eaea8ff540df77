"""A file dropped on the terminal, or pasted as its address: the path that is meant (RULES.md section 11)."""

import pytest

from supervisor.dropped import as_dropped

DROPPED = [
    ("'/media/clé/liste 3B.ods' ", "/media/clé/liste 3B.ods"),  # GNOME, Konsole
    ("'/home/a/l'\\''été.ods'", "/home/a/l'été.ods"),
    ("/Users/anne/liste\\ 3B\\ \\(1\\).ods ", "/Users/anne/liste 3B (1).ods"),  # macOS
    ('"C:\\Users\\anne\\liste 3B.ods"', "C:\\Users\\anne\\liste 3B.ods"),  # Windows
    ("file:///home/a/liste%203B%20%C3%A9t%C3%A9.ods", "/home/a/liste 3B été.ods"),
    ("FILE://localhost/home/a/l.ods\n", "/home/a/l.ods"),
    ("/home/a/l.ods ", "/home/a/l.ods"),
    ("~/liste.ods ", "~/liste.ods"),
]
AS_TYPED = [
    "liste", "lis te ", "", " ", "'", "''", "'liste'", "l'été.ods", "in/", "..", "C:\\Users\\anne\\a.ods",
    "file://serveur/partage/l.ods", "file://[", "https://certif.example/l.ods", "a\\ b.ods",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), DROPPED)
def test_what_a_terminal_writes_for_a_dropped_file(typed: str, meant: str) -> None:
    """Each terminal in its own way."""
    assert as_dropped(typed) == meant
    assert as_dropped(meant) == meant


@pytest.mark.parametrize("typed", AS_TYPED)
def test_anything_else_is_as_it_was_typed(typed: str) -> None:
    """Beginnings of names, addresses of the web, names with quotation marks."""
    assert as_dropped(typed) == typed
