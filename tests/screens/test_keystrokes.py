"""How many keys the ten commonest incidents take, counted on the real screen; the goal is seven, free text aside.

The table is printed with `pytest -s`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.screens.conftest import Open
from tests.screens.room import MemoryDesk

GOAL = 7


@dataclass(frozen=True)
class Gesture:
    """An incident, the keys that record it, and what must then stand in the journal."""

    name: str
    keys: tuple[str, ...]
    """Single keys; « text » stands for the free text typed at that place."""
    code: str
    question: int | None = None
    text: str = ""


FREE = "text"
TEXT = "signé en face d'un autre"
# fmt: off
COMMONEST = (
    Gesture("image absente",           ("s", "e", "1", "space", "1", "2", "enter"),  "E1", 12),
    Gesture("simulateur absent",       ("s", "e", "2", "enter", "1", "2", "enter"),  "E2", 12),
    Gesture("fichier illisible",       ("s", "e", "3", "space", "1", "2", "enter"),  "E3", 12),
    Gesture("site indisponible",       ("s", "e", "4", "space", "1", "2", "enter"),  "E4", 12),
    Gesture("site bloqué",             ("s", "e", "5", "space", "1", "2", "enter"),  "E5", 12),
    Gesture("logiciel en panne",       ("s", "e", "9", "space", "1", "2", "enter"),  "E9", 12),
    Gesture("a oublié de signer",      ("s", "c", "4", "enter", FREE, "enter"),      "C4", None, TEXT),
    Gesture("en retard",               ("s", "r", "e", "t", "enter", "enter"),       "C8", None, "Arrivé en retard"),
    Gesture("souris ou clavier",       ("s", "s", "o", "u", "enter", "enter"),
            "C7", None, "Souris ou clavier défaillant, remplacé"),
    Gesture("ordinateur éteint",       ("s", "é", "t", "e", "enter", "enter"),
            "C7", None, "L'ordinateur s'est éteint ; le test a repris"),
)
# fmt: on


def counted(gesture: Gesture) -> int:
    """Keys without the free text."""
    return sum(key != FREE for key in gesture.keys)


@pytest.mark.few(gesture=(1, 6, 9))
@pytest.mark.parametrize("gesture", COMMONEST, ids=lambda gesture: gesture.name)
async def test_seven_keys_are_enough(opened: Open, desk: MemoryDesk, gesture: Gesture) -> None:
    """On the real screen: these keys, and it is recorded as meant."""
    async with opened(desk) as board:
        for key in gesture.keys:
            if key == FREE:
                await board.type(gesture.text)
            else:
                await board.press(key)
        (incident,) = board.session.incidents_of(1)
        assert (incident.code, incident.question, incident.text) == (gesture.code, gesture.question, gesture.text)
    assert counted(gesture) <= GOAL


def test_the_table_of_keys() -> None:
    """Ten gestures, each once; printed for whoever wants to see it."""
    assert len({gesture.name for gesture in COMMONEST}) == 10
    shown = {"space": "espace", "enter": "Entrée", FREE: "(texte)"}
    print(f"\n{'signalement':24}{'touches':10}geste")
    for gesture in COMMONEST:
        keys = " ".join(shown.get(key, key) for key in gesture.keys)
        print(f"{gesture.name:24}{counted(gesture):<10}{keys}  → {gesture.code}")
    assert max(map(counted, COMMONEST)) <= GOAL
