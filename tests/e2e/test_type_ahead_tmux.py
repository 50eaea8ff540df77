"""What is typed once home or the welcome is seen is heard, at each switch between them (RULES.md section 11).

Each of them is a program of its own on the same terminal: what the next one would drop was meant for what stood there
before, and nothing else is.
"""

import pytest

from tests.e2e.terminal import NEEDS_TMUX, PAUL, Tmux

pytestmark = [pytest.mark.e2e, NEEDS_TMUX]


def test_what_is_typed_at_the_first_picture_is_heard(tmux: Tmux) -> None:
    """Home, its session, three letters at once for whoever stands at the door, q back, and in again."""
    terminal = tmux.open("--as", PAUL)
    terminal.sees("208", "Entrée ouvrir")
    for _ in range(2):
        terminal.press("Enter")
        terminal.sees("Qui est là ?")
        terminal.write("ndo")
        terminal.sees("Entrée identité conforme de 16 NDONGALA")
        terminal.shows_its_list()
        terminal.press("q")
        terminal.sees("208", "Entrée ouvrir")
    terminal.press("q")
    terminal.ends(0)
