"""How many of those of whom the same is remarked are named."""

from __future__ import annotations

import pytest

from screens.picture.answers import answer
from supervisor.decision import Remark
from tests.screens.room import Outcome, running

REMARK = "n'a pas démarré"


def answered(remarked: int) -> str:
    """What is said when the same is remarked of the first so many of the room, and nothing else happened."""
    remarks = [Remark(REMARK, number) for number in range(1, remarked + 1)]
    notice, _ = answer(Outcome([], [], remarks, running().session))
    return notice.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("remarked", "said"),
    [
        (1, f"01 ABRAHAM {REMARK}"),
        (2, f"01 ABRAHAM {REMARK} (02 AUBERT aussi)"),
        (3, f"01 ABRAHAM {REMARK} (02 AUBERT, 03 BARADON aussi)"),
        (4, f"4 candidats : {REMARK}"),
        (5, f"5 candidats : {REMARK}"),
    ],
)
def test_up_to_three_are_named_and_more_are_counted(remarked: int, said: str) -> None:
    """A fourth name would push the rest of the sentence off an 80-column line; the sentence is about one of them."""
    assert answered(remarked) == said


def test_what_is_remarked_of_the_session_is_said_of_nobody() -> None:
    """An action that concerns no candidate, as reopening, has no « tous »."""
    notice, _ = answer(Outcome([], [], [Remark("le sceau précédent n'est plus valable")], running().session))
    assert notice == "le sceau précédent n'est plus valable"
