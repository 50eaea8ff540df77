"""`vigie log`: every event in one line, or for another program."""

import json

from tests.command.command import Vigie


def test_one_line_an_event(room: Vigie) -> None:
    """Local time, id, who, what, by whom; back-dated and undone ones say so."""
    room.clock.pass_by(minutes=5)
    room.done("sign", "1", "--at", "09:02")
    room.done("sign", "2-3", author="Anne Roux")
    room.done("undo", author="Anne Roux")
    lines = room("log", "208").lines
    assert lines[0] == "09:00:00   1  session 208 créée — Paul Durand"
    assert lines[2] == "09:00:00   3  n° 2 NDIAYE-ROUSSEL Ibrahima : inscrit, temps majoré 33 % — Paul Durand"
    assert lines[-4:] == [
        "09:02:00   9  n° 1 LE GOFF Maël : émargement (enregistré à 09:05:00) — Paul Durand",
        "09:05:00  10  n° 2 NDIAYE-ROUSSEL Ibrahima : émargement — Anne Roux — annulé",
        "09:05:00  11  n° 3 MARTIN Paule : émargement — Anne Roux — annulé",
        "09:05:00  12  n° 2, 3 : annulé : émargement pour 2 candidats — Anne Roux",
    ]


def test_another_day_is_dated(room: Vigie) -> None:
    """What was done the day after the session says so."""
    room.clock.pass_by(hours=20)
    room.done("note", "session", "rangée")
    assert room("log", "208").lines[-1].startswith("23/11/2026 05:00:00")


def test_for_another_program(room: Vigie) -> None:
    """Ids from 1 without a gap, the personal part apart."""
    room.done("correct", "1", "--last-name", "LEGOFF")
    events = room("log", "208", "--json").json
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    last = events[-1]
    assert (last["kind"], last["number"], last["action"]) == ("candidate_corrected", 1, last["id"])
    assert last["personal"]["identity"]["last_name"] == "LEGOFF"
    assert "LEGOFF" not in json.dumps(last["public"])
    [code] = [event for event in events if event["kind"] == "access_code_given"]
    assert code["personal"] is None


def test_nobody_else_is_let_down_by_who_reads_less(room: Vigie) -> None:
    """A session that is not there is bad input."""
    answer = room("log", "209")
    assert answer.code == 2
    assert "Sessions connues : 208" in answer.complaint
