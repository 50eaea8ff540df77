"""A word where a candidate is read, or one too many: the answer names the form that would have done it."""

from __future__ import annotations

import pytest

from tests.command.command import Vigie


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        (["incident", "3", "C8", "arrivée en retard"], 'incident 3 C8 --text "…"'),
        (["incident", "3", "c8", "le bus"], 'incident 3 C8 --text "…"'),
        (["incident", "GOFF", "C8", "le bus"], 'incident CANDIDAT C8 --text "…"'),
        (["incident", "3", "E2", "12"], "incident 3 E2 --question N"),
        (["time", "3", "+10", "panne de souris"], 'time 3 +10 --reason "…"'),
        (["time", "3,4", "11:40", "panne de souris"], 'time 3,4 11:40 --reason "…"'),
        (["start", "3", "09:04"], "start 3 --at 09:04"),
        (["interrupt", "3", "technical"], "interrupt 3 --cause technical"),
        (["withdraw", "3", "candidate"], "withdraw 3 --reason candidate"),
        (["resume", "3", "measured"], "resume 3 --give measured"),
        (["identity", "3", "Mme Roux, CPE"], 'identity 3 --attested-by "…"'),
        (["fraud", "3", "consultation"], 'fraud 3 --kind consultation --seen "…"'),
        (["finish", "3", "est sortie en pleurant"], 'note 3 "…"'),
    ],
)
def test_the_form_that_would_have_done_it(typed: list[str], form: str, room: Vigie) -> None:
    """Nothing is recorded, nothing that was typed is quoted but codes and figures."""
    before = len(room("log", "208").lines)
    answer = room.do(*typed)
    assert answer.code in (1, 2)
    assert answer.complaint.endswith(f"peut-être : vigie do 208 {form}")
    for word in ("bus", "Roux", "pleurant", "GOFF", "souris"):
        assert word not in answer.complaint
    assert len(room("log", "208").lines) == before


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("undo 14 15", "la forme : undo"),
        (
            "end 3",
            "la forme : end [--at INSTANT] --reason candidate|technical [--report TEXTE] CANDIDAT [CANDIDAT ...]",
        ),
        ("close 3", "la forme : close [--at INSTANT] [--force]"),
        ("reopen", "la forme : reopen [--at INSTANT] --reason TEXTE"),
    ],
)
def test_words_too_many_or_too_few(typed: str, form: str, room: Vigie) -> None:
    """The whole form stands in the answer."""
    answer = room.do(*typed.split())
    assert answer.code == 2
    assert form in answer.complaint


def test_who_is_really_nobody_is_told_as_before(room: Vigie) -> None:
    """One name that nobody bears: no form would help."""
    assert "peut-être" not in room.do("sign", "Zébulon").complaint
    assert "peut-être" not in room.do("identity", "1", "2").complaint
