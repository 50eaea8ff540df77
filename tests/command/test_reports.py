"""`vigie do`: what Pix Certif is to be told of a correction, of a technical stop, of time given, in the same line."""

from __future__ import annotations

from tests.command.command import Vigie


def incidents(room: Vigie) -> list[tuple[str, str]]:
    """Each report that counts, as JSON says it."""
    people = room("status", "208", "--json").json["candidates"]
    return [(i["code"], i["text"]) for who in people for i in who["incidents"]]


def test_a_correction_names_its_report_or_makes_it(room: Vigie) -> None:
    """`--report` records C1 and C2 with it; without, it is said what does."""
    answer = room("do", "208", "correct", "1", "--first-name", "Mael")
    assert 'à noter, n° 1 : Pix Certif ne le sait pas : C1 est à signaler (incident 1 C1 --text "…")' in answer.lines
    assert incidents(room) == []
    assert room("do", "208", "correct", "3", "--birth-date", "02/01/2010", "--extra-time", "33", "--report").code == 0
    assert incidents(room) == [("C1", "Date de naissance : 02/01/2010 (liste : 01/01/2010)"), ("C2", "33 %")]
    assert room("do", "208", "undo").code == 0
    assert incidents(room) == []


def test_a_technical_stop_names_its_report_or_makes_it(room: Vigie) -> None:
    """`--report TEXTE` goes with a technical cause only."""
    assert room("do", "208", "start", "1", "2", "3").code == 0
    answer = room("do", "208", "end", "1", "--reason", "technical")
    assert 'cause technique : C7 est à signaler (incident 1 C7 --text "…")' in answer.out.replace("\xa0", " ")
    assert room("do", "208", "withdraw", "2", "--reason", "technical", "--report", "écran noir").code == 0
    assert incidents(room) == [("C7", "écran noir")]
    assert room("do", "208", "end", "3", "--reason", "candidate", "--report", "panne").code == 2
    assert room("do", "208", "withdraw", "3", "--report", "panne").code == 2
    assert room("do", "208", "reason", "1", "candidate").code == 0
    assert room("do", "208", "reason", "1", "technical", "--report", "panne").code == 0
    assert ("C7", "panne") in incidents(room)


def test_time_given_names_the_box_or_says_what_it_was_for(room: Vigie) -> None:
    """`--incident yes` proposes the box; without, it is named with what answers it."""
    assert room("do", "208", "start", "1", "2").code == 0
    answer = room("do", "208", "time", "1", "+10", "--reason", "casque")
    assert "case « temps supplémentaire »" in answer.out.replace("\xa0", " ")
    assert "--incident yes|no" in answer.out
    assert "temps supplémentaire" not in room("do", "208", "time", "2", "+10", "--reason", "x", "--incident", "yes").out
    assert room("do", "208", "time", "1", "+1", "--reason", "x", "--incident", "peut-être").code == 2
