"""What an event keeps: its two parts, what of it is personal, what stands there once that is erased."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ValidationError

from supervisor.action import Action, Undo
from supervisor.candidate import ERASED_IDENTITY, Identity, clean, plain, printable, same_person_key
from supervisor.deciding.plan import DECIDERS
from supervisor.event import EVENT_KINDS, Entry, join, split
from supervisor.event.base import Happening
from supervisor.folding import fold, then
from supervisor.folding.mutable import CHANGES
from supervisor.objection import ACCEPTED_FROM, CHECKS_OF_ONE, CHECKS_OF_SESSION
from supervisor.personal import ERASED
from supervisor.reference import Header
from supervisor.story import PHRASES, phrase_of
from tests.supervisor.happening import EVENTS, instants
from tests.supervisor.support import DAY, Bench, header

# When its model is built ---------------------------------------------------------------------------


class Dated(Happening):
    """Not built before the first of its kind is made."""

    kind: Literal["dated"] = "dated"
    day: date


def test_a_kind_is_built_when_the_first_of_it_is_read() -> None:
    """A command that reads a journal of six kinds waits for those of no other."""
    program = (
        "from supervisor.event import EVENT_KINDS, join\n"
        "join('sheet_signed', {'number': 3}, {})\n"
        "print(*(kind for kind, model in EVENT_KINDS.items() if model.__pydantic_complete__))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["sheet_signed"]


def test_a_variable_of_whoever_makes_the_first_is_no_type() -> None:
    """What stands in a field's annotation is what the module calls so."""
    date = "a variable of the same name"
    assert not Dated.__pydantic_complete__
    assert Dated(day=DAY).day == DAY, date


def test_a_line_is_of_the_kind_that_it_says() -> None:
    """Neither its public part nor its personal one makes another of it; a kind that is none is no event."""
    with pytest.raises(ValidationError):
        join("sheet_signed", {"number": 3, "kind": "candidate_joined"}, {})
    with pytest.raises(ValueError, match="kind"):
        join("sheet_unsigned", {"number": 3}, {})


# Both parts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(EVENT_KINDS))
@given(data=st.data())
def test_an_event_comes_back_from_its_two_parts(kind: str, data: st.DataObject) -> None:
    """What was written is what is read, through the JSON text of the journal."""
    event = data.draw(EVENTS[kind])
    public, personal = json.loads(json.dumps(split(event), ensure_ascii=False))
    assert join(kind, public, personal) == event
    assert set(public) & set(personal) == set()
    assert set(personal) <= set(event.personal_fields())


@pytest.mark.few(kind=range(0, len(EVENT_KINDS), 3))
@pytest.mark.parametrize("kind", sorted(EVENT_KINDS))
@given(data=st.data(), at=instants)
def test_an_event_whose_personal_part_was_erased_still_folds(kind: str, data: st.DataObject, at: Any) -> None:
    """Its erased form is an event like another: it folds, it is told, and nothing personal is left in it."""
    event = data.draw(EVENTS[kind])
    public, _ = split(event)
    erased = join(kind, json.loads(json.dumps(public)), None)
    for name, reads in type(event).personal_fields().items():
        assert getattr(erased, name) == reads
    bench = Bench(2)
    entry = Entry(bench.last_id + 1, bench.last_id + 1, at, at, "roy", "b12", erased, "0" * 64, erased=True)
    session = then(bench.session, [entry])
    assert session == fold(session.header, session.entries)
    assert phrase_of(entry, session)


def test_every_kind_is_told_and_folded_or_left_to_the_log() -> None:
    """No kind of event is forgotten: each changes the state, but those that only stand in the log."""
    only_logged = {"action_undone", "clock_jumped", "personal_data_erased"}
    assert {kind for kind, model in EVENT_KINDS.items() if model not in CHANGES} == only_logged
    assert PHRASES.keys() == set(EVENT_KINDS.values())


def test_every_kind_is_held_against_the_state_or_can_always_be_recorded() -> None:
    """These need nothing but a session that is open, or an action that has looked already: named here on purpose."""
    always = {
        "access_code_given", "action_undone", "box_ticked", "clock_jumped", "comment_written", "derogation_recorded",
        "global_incident_began", "incident_recorded", "note_written", "personal_data_erased", "room_point_checked",
        "seat_changed", "session_corrected", "session_created", "surveillant_took_over", "surveillant_trained",
        "zone_changed",
    }  # fmt: skip
    looked_at = {*ACCEPTED_FROM, *CHECKS_OF_ONE, *CHECKS_OF_SESSION}
    assert {kind for kind, model in EVENT_KINDS.items() if model not in looked_at} == always


def test_every_action_is_decided() -> None:
    """Undo alone is decided by the log, not by a state."""
    assert {*get_args(Action)} - DECIDERS.keys() == {Undo}


@pytest.mark.parametrize(
    ("kind", "public", "personal"),
    [
        ("nothing_known", {}, {}),  # written by a newer Vigie
        ("nothing_known", {}, None),
        ("sheet_signed", {}, {}),  # whom?
        ("sheet_signed", {"number": 1, "colour": "blue"}, {}),  # a field that does not exist
        ("sheet_signed", {"number": "un"}, {}),
        ("time_adjusted", {"number": 1, "minutes": 5.5}, {"reason": "x"}),  # nothing is ever a float
    ],
)
def test_what_is_no_event_is_refused(kind: str, public: dict[str, Any], personal: dict[str, Any] | None) -> None:
    """A line that is not of this format is not taken for something else."""
    with pytest.raises(ValueError):
        join(kind, public, personal)


def test_an_event_does_not_change() -> None:
    """What happened stays as it was recorded."""
    event = EVENT_KINDS["sheet_signed"](number=1)  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        event.number = 2  # type: ignore[attr-defined]


# What is personal --------------------------------------------------------------------------------------

PERSONAL = {
    "session_created": {"surveillants", "observations"},
    "access_code_given": {"code"},
    "surveillant_took_over": {"name"},
    "surveillant_arrived": {"name"},
    "surveillant_left": {"name"},
    "session_corrected": {"surveillants", "old_surveillants", "observations", "old_observations"},
    "derogation_recorded": {"text"},
    "note_written": {"text"},
    "global_incident_began": {"text"},
    "action_undone": {"reason"},
    "session_reopened": {"reason"},
    "room_point_checked": {"remark"},
    "surveillant_trained": {"name", "trainer"},
    "candidate_added": {"identity"},
    "candidate_corrected": {"identity", "old_identity", "reason"},
    "start_corrected": {"reason"},
    "candidate_removed": {"reason"},
    "identity_checked": {"attested_by"},
    "time_adjusted": {"reason"},
    "incident_recorded": {"text"},
    "incident_retracted": {"reason"},
    "incident_corrected": {"text", "old_text", "reason"},
    "verdict_given": {"reason"},
    "comment_written": {"text"},
    "finalisation_corrected": {"text"},
    "late_note_written": {"text"},
    "fraud_reported": {"seen", "done", "witnesses", "evidence", "old_seen", "old_done", "old_witnesses"},
}
"""The erasable fields: names, births, identifiers and free text (RULES.md section 1)."""

TEXT_THAT_STAYS = {
    "session_created": {"number", "site", "room", "start", "certification"},
    "session_renumbered": {"number"},
    "session_corrected": {"site", "old_site", "room", "old_room", "start", "old_start"},
    "session_closed": {"missing"},  # candidates by their numbers
    "room_point_checked": {"point", "label"},  # a key of the check-list, and its text
    "candidate_added": {"certification", "class_name", "seat"},
    "candidate_corrected": {"certification", "old_certification", "class_name", "old_class_name"},
    "seat_changed": {"seat"},
    "finalisation_line_typed": {"line"},  # a number, or the name of a box
    "zone_changed": {"zone"},
    "incident_recorded": {"code"},
    "incident_corrected": {"code", "old_code"},
}
"""Fields of text that say nothing of a person. A new field of text belongs here or above: somebody decides."""


def holds_text(annotation: Any) -> bool:
    """Whether words of a person could stand in a field with this annotation."""
    if annotation is str:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(holds_text(f.annotation) for f in annotation.model_fields.values())
    if get_origin(annotation) is Annotated:
        return holds_text(get_args(annotation)[0])
    return any(holds_text(a) for a in get_args(annotation) if not isinstance(a, str))


@pytest.mark.parametrize("kind", sorted(EVENT_KINDS))
def test_every_name_and_free_text_can_be_erased(kind: str) -> None:
    """Each field of text is either personal or known to say nothing of a person."""
    model = EVENT_KINDS[kind]
    assert set(model.personal_fields()) == PERSONAL.get(kind, set())
    texts = {name for name, field in model.model_fields.items() if holds_text(field.annotation)}
    assert texts == PERSONAL.get(kind, set()) | TEXT_THAT_STAYS.get(kind, set())


def raw_texts(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[str]:
    """The texts in a field with this annotation that are kept as they come."""
    is_cleaned = any(isinstance(mark, BeforeValidator) and mark.func is clean for mark in metadata)
    if get_origin(annotation) is Annotated:
        first, *marks = get_args(annotation)
        yield from raw_texts(first, (*metadata, *marks))
    elif annotation is str and not is_cleaned:
        yield "text"
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from (f"{name}: {one}" for one in raw_texts(field.annotation, field.metadata))
    elif get_origin(annotation) is not Literal:
        for argument in get_args(annotation):
            yield from raw_texts(argument, metadata if get_origin(annotation) in (Union, UnionType) else ())


@pytest.mark.parametrize("model", [*EVENT_KINDS.values(), Header], ids=lambda model: model.__name__)
def test_every_text_is_cleaned_when_it_is_read(model: type[BaseModel]) -> None:
    """Whoever seals a journal anew, or exports one elsewhere, brings no text to a terminal as it is."""
    assert list(raw_texts(model)) == []


def test_what_was_erased_says_so() -> None:
    """« (effacé) » stands where words stood; lists are empty."""
    reads = [pair for model in EVENT_KINDS.values() for pair in model.personal_fields().items()]
    words = {name for name, value in reads if value == ERASED}
    assert words == {
        "observations", "name", "text", "reason", "remark", "trainer", "attested_by", "seen", "done", "old_text",
    }  # fmt: skip
    others = {(name, value) for name, value in reads if value != ERASED}
    assert others == {
        ("surveillants", ()), ("evidence", ()), ("witnesses", ()), ("code", ""), ("identity", ERASED_IDENTITY),
        ("identity", None), ("old_identity", None), ("old_seen", None), ("old_done", None), ("old_witnesses", None),
        ("surveillants", None), ("old_surveillants", None), ("observations", None), ("old_observations", None),
    }  # fmt: skip
    assert EVENT_KINDS["candidate_added"].personal_fields() == {"identity": ERASED_IDENTITY}


# Text that can be shown anywhere -------------------------------------------------------------------------

# fmt: off
CLEANED = [
    ("Élodie",                   "Élodie"),
    ("E\u0301lodie",             "Élodie"),           # composed
    ("e\u200b\u0301",            "é"),                # what stood between is gone, then it is composed
    ("  Jean  Noël ",            "Jean  Noël"),       # inner spaces are his own
    ("a\tb\nc\r\nd",             "a b c  d"),
    ("a\u2028b\u2029c",          "a b c"),            # Unicode's own ends of line
    ("a\u0085b\x0bc\x0cd",       "abcd"),             # other controls that end lines
    ("\x1b[31mrouge\x1b[0m",     "[31mrouge[0m"),     # no escape reaches the terminal
    ("\x9b31mrouge",             "31mrouge"),         # nor its 8-bit form
    ("\x07\x00\x7f",             ""),
    ("\u202eabc\u202c",          "abc"),              # right-to-left override
    ("\u2066x\u2069\u200e\u200f", "x"),
    ("a\u200bb\u200cc\u200dd",   "abcd"),             # zero width
    ("\ufeffx\u2060y\u00ad",     "xy"),
    ("\ud800x",                  "x"),                # half of a character
    ("\ue000x",                  "x"),                # private use
    ("北島 ‘康介’ «\u00a0x\u00a0»", "北島 ‘康介’ «\u00a0x\u00a0»"),
    ("Ł’Ñ œ",                    "Ł’Ñ œ"),
    ("",                         ""),
]
# fmt: on


@pytest.mark.parametrize(("text", "shown"), CLEANED)
def test_text_is_cleaned_of_what_must_not_reach_a_terminal(text: str, shown: str) -> None:
    """Control, bidirectional and invisible characters go, ends of line become spaces, accents are composed."""
    assert clean(text) == printable(text) == shown
    assert Identity(last_name=text, first_name="x").last_name == shown


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    """Cleaned text is clean: read back from a journal it stays letter for letter; it is one line that can be shown."""
    once = printable(text)
    assert printable(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c)[0] == "C" for c in once)
    assert len(once.splitlines()) <= 1


@pytest.mark.parametrize("value", [None, 3, ("a",)])
def test_what_is_no_text_is_left_alone(value: object) -> None:
    """The model says what is wrong with it, not the cleaning."""
    assert clean(value) is value


# The same person -----------------------------------------------------------------------------------------

# fmt: off
SAME = [
    ("LE GOFF", "Élodie",       "le goff", "elodie",         True),
    ("LE GOFF", "Élodie",       "Le-Goff", "ÉLODIE",         True),
    ("LEGOFF", "Élodie",        "LE GOFF", "Elodie",         True),
    ("D’ARTOIS", "Maëlys",      "D'Artois", "Mae\u0308lys",  True),   # apostrophes, decomposed
    ("ŒUVRARD", "Jean-Noël",    "Oeuvrard", "Jean Noel",     True),
    ("Groß", "Łukasz",          "GROSS", "Lukasz",           True),
    ("ŞAHİN", "Ali",            "Sahin", "ALI",              True),
    ("LE GOFF", "Élodie",       "LE GOF", "Élodie",          False),
    ("MARTIN", "Paul",          "PAUL", "Martin",            False),
    ("北島", "x",               "北原", "x",                  False),
]
# fmt: on


@pytest.mark.parametrize(("last", "first", "other_last", "other_first", "same"), SAME)
def test_the_same_person_written_otherwise(
    last: str, first: str, other_last: str, other_first: str, same: bool
) -> None:
    """Accents, case, hyphens, apostrophes and composition are ignored; the birth date is not."""
    assert (same_person_key(last, first, DAY) == same_person_key(other_last, other_first, DAY)) is same
    assert same_person_key(last, first, DAY) != same_person_key(last, first, None)


def test_a_name_is_searched_in_plain_letters() -> None:
    """« castel roux » finds CASTEL-ROUX."""
    assert plain("CASTEL-ROUX") == "castel roux"
    assert plain("D’Artois") == "d artois"
    assert plain("  Jean--Noël ") == "jean noel"


def test_an_identity_reads_as_it_is_compared_with_a_document() -> None:
    """Name, and place of birth with what is known of it."""
    who = Identity(
        last_name="LE GOFF",
        first_name="Élodie",
        birth_postal_code="29000",
        birth_city="Quimper",
        birth_country="France",
    )
    assert who.full_name == "LE GOFF Élodie"
    assert who.birth_place == "29000 Quimper, France"
    abroad = Identity(
        last_name="X", first_name="", birth_city="Porto", birth_country="Portugal", birth_insee_code="99139"
    )
    assert (abroad.birth_place, abroad.born_where) == ("Porto, Portugal", "à Porto")
    assert ERASED_IDENTITY.full_name == "(effacé)"
    assert ERASED_IDENTITY.birth_place == ""


def test_the_header_keeps_what_was_true_then() -> None:
    """Durations, grid, thresholds and zone come from the first line, whatever the reference says next year."""
    reference = header().reference
    next_year = reference.model_copy(update={"durations": {"CORE": 120}})
    bench = Bench().start(1, at="09:00")
    assert bench.end() == "10:45:00"
    assert next_year.durations != bench.session.reference.durations
    assert bench.reopened().reference == reference
