"""Fields of a form: digits where only digits go, the unshifted row of a French keyboard, what is wrong by its name."""

from __future__ import annotations

import re

import pytest
from textual._context import NoActiveAppError
from textual.css.query import NoMatches

from screens.dialogs.base import READ, WHOLE, Dialog, Form, FormMistake, in_field
from screens.dialogs.fields import Kind, as_code, read
from screens.home.create import CheckedForm
from screens.kit.ink import ELLIPSIS
from screens.widgets.line_input import LineInput, hint_in
from supervisor.wording import typographic
from tests.screens.conftest import Open
from tests.screens.room import TEXTS, MemoryDesk
from tests.screens.test_every_box import BOXES, eventful


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("eé", "e2"), ("eé &é", "e2 12"), ("e2 &é", "e2 12"), ("e&à", "e10"), ("c'est figé", "c'est figé"),
     ("en retard", "en retard"), ("e2 à la fin", "e2 à la fin"), ("", ""), ("é", "é"), ("image", "image")],
)  # fmt: skip
def test_a_code_from_the_unshifted_row(typed: str, meant: str) -> None:
    """« eé » is E2; words stay words."""
    assert as_code(typed, "azerty-pc") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("&é/à(/éààç", "12/05/2009"), ("àç:à'", "09:04"), ("+&à", "+10"), ("-(", "-5"), ("jusqu'à 11:40", "jusqu'à 11:40"),
     ("33 %", "33 %"), ("il y a 3 min", "il y a 3 min"), ("tiers temps", "tiers temps")],
)  # fmt: skip
def test_figures_from_the_unshifted_row(typed: str, meant: str) -> None:
    """Days, hours and minutes; where real digits stand, nothing is changed."""
    assert read("figures", typed, "azerty-pc") == meant
    assert read("text", typed, "azerty-pc") == typed


async def test_an_incident_by_the_unshifted_row(opened: Open, desk: MemoryDesk) -> None:
    """`s` `eé &é` Enter is E2 at question 12."""
    async with opened(desk) as board:
        await board.press("s", "e", "é", "space", "ampersand", "é", "enter")
        (incident,) = board.session.incidents_of(1)
        assert (incident.code, incident.question) == ("E2", 12)


async def test_the_access_code_by_the_unshifted_row(opened: Open, desk: MemoryDesk) -> None:
    """Its digits stand behind its letters."""
    async with opened(desk) as board:
        board.app.board.acting.do("access_code")
        await board.pilot.pause()
        await board.type("bktx")
        await board.press("è", "quotation_mark")
        assert "B K T X 7 3" in board.dialog


async def test_what_is_wrong_is_said_by_the_name_of_its_field(opened: Open, desk: MemoryDesk) -> None:
    """And the cursor stands there."""
    async with opened(desk) as board:
        await board.press("plus")
        await board.type("durand")
        await board.press("enter")
        await board.type("ana")
        await board.press("enter")
        await board.type("45")
        for _ in range(5):
            await board.press("enter")
        assert "Naissance : « 45 » n'est pas une date" in board.dialog
        assert board.app.focused is not None
        assert board.app.focused.id == "birth"
        await board.press("up")
        assert board.app.focused.id == "first"


FORMS = {kind: make for kind, make in BOXES.items() if issubclass(kind, Form) and not issubclass(kind, CheckedForm)}
"""Those of home read each field by a check of its own (`screens.home.entry`), the unshifted row included."""
WORDS_FIRST = {("IncidentForm", "line")}
"""A code or words, and later what the code asks for: read by the form itself."""
TYPED = ("", "x", "1", "99:99", "45", "33 %", "0", "9999999", "31/02/2010", "01/01/2030", "C")


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
def test_a_field_for_figures_takes_the_unshifted_row(kind: type[Form[object]]) -> None:
    """Whatever is to be typed in it is told by its hint, and how it is read by its kind: no form decides it."""
    form = FORMS[kind](eventful().session)
    assert isinstance(form, Form)
    for field in form._fields:
        wants_figures = re.search(r"\b\d|jj/mm", field.hint) or field.label in ("Naissance", "Minutes", "Heure", "Le")
        if wants_figures and (kind.__name__, field.id) not in WORDS_FIRST:
            assert field.kind != "text", (kind.__name__, field.label)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__name__)
def test_every_mistake_says_where(kind: type[Form[object]]) -> None:
    """Whatever is typed, in one field or in all: the mistake is in a field of the form, or it is said of the whole."""
    form = FORMS[kind](eventful().session)
    assert isinstance(form, Form)
    names = [field.id for field in form._fields]
    usual = {field.id: field.value for field in form._fields}
    tried = [dict.fromkeys(names, text) for text in TYPED]
    tried += [usual | {name: text} for name in names for text in TYPED]
    tried += [dict.fromkeys(names, "1") | {name: text} for name in names for text in TYPED]
    places = {*names, WHOLE, *([READ] if len(names) == 1 else [])}
    assert {mistake.field for values in tried if (mistake := _mistake_of(form, values))} <= places


def _mistake_of(form: Form[object], values: dict[str, str]) -> FormMistake | None:
    try:
        form.result(values, confirmed=False)
    except FormMistake as mistake:
        return mistake
    except (NoActiveAppError, NoMatches):
        # One that goes on to a second line, or looks at its fields, needs a screen: that is tested on one.
        return None
    return None


@pytest.mark.parametrize(
    ("width", "shown"),
    [(42, "vide : 20:54 ; par ex. 09:41, il y a 3 min"), (41, "vide : 20:54 ; par ex. 09:41"),
     (28, "vide : 20:54 ; par ex. 09:41"), (27, "vide : 20:54"), (12, "vide : 20:54"), (11, "vide : 20:…"),
     (1, "…"), (0, "")],
)  # fmt: skip
def test_a_hint_loses_whole_parts(width: int, shown: str) -> None:
    """« par ex. 09:41, » promises one example more; only what has no room at all is cut, and says so."""
    assert hint_in("vide : 20:54 ; par ex. 09:41, il y a 3 min", width) == shown


def test_no_bracket_of_a_hint_is_left_open() -> None:
    """What stands in brackets goes with them, also where there is a comma in it."""
    hint = "un chemin (~/Documents, ~/Images) ; ou rien"
    shown = {hint_in(hint, width) for width in range(9, 60)}
    assert shown == {hint, "un chemin (~/Documents, ~/Images)", "un chemin"}


NARROWEST, AROUND = 60, 6
"""Cells of a terminal in which boxes are whole, and those that a box and its fields keep for their edges."""


def test_every_hint_says_something_whole_at_60_columns() -> None:
    """Of each field of each box: its parts that fit, none of them cut in the middle."""
    session = eventful().session
    for kind, make in FORMS.items():
        form = make(session)
        assert isinstance(form, Form)
        label = max(len(field.label) for field in form._fields) + 2
        hints = [typographic(field.hint) for field in form._fields]
        cut = [hint for hint in hints if ELLIPSIS in hint_in(hint, NARROWEST - AROUND - label)]
        assert not cut, kind


@pytest.mark.wide
async def test_every_hint_is_drawn_whole_at_60_columns(opened: Open) -> None:
    """As it stands on the screen: each empty line to type into shows the first parts of its hint, the whole of each."""
    async with opened(eventful(), size=(60, 24), texts=TEXTS) as board:
        looked_at = 0
        for kind, make in BOXES.items():
            box = make(board.session)
            if isinstance(box, CheckedForm):
                continue  # home has the styles of its own
            assert isinstance(box, Dialog)
            board.app.push_screen(box)
            await board.pilot.pause()
            for line in box.query(LineInput):
                if line.placeholder and not line.value and line.region and box.region.contains_region(line.region):
                    drawn = line.render_line(0).text.rstrip()
                    rest = line.placeholder.removeprefix(drawn).lstrip()
                    assert drawn, kind
                    assert line.placeholder.startswith(drawn), (kind, drawn)
                    assert not rest or rest[0] in ";,·(", (kind, drawn)
                    looked_at += 1
            board.app.pop_screen()
            await board.pilot.pause()
        assert looked_at > len(FORMS) / 2


async def test_the_hour_of_a_report_at_60_columns(opened: Open, desk: MemoryDesk) -> None:
    """What stands in it unless one is typed, and one example."""
    async with opened(desk, size=(60, 18)) as board:
        await board.press("s")
        assert re.search(r"vide : 10:28:2\d ; par ex\. 09:41\s*[│┃ ]", board.text.replace("\N{NO-BREAK SPACE}", " "))
        assert "09:41," not in board.text


@pytest.mark.parametrize(
    ("kind", "typed", "read_as"),
    [("figures", "çhà(", "9h05"), ("figures", "&à", "10"), ("figures", "+&à", "+10"), ("figures", "09:05", "09:05"),
     ("figures", "il y a 3 min", "il y a 3 min"), ("figures", "tiers temps", "tiers temps"),
     ("figures", "tous", "tous"), ("code", "eé", "e2"), ("code", "eé &é", "e2 12"), ("text", "é", "é")],
)  # fmt: skip
def test_what_a_kind_reads(kind: Kind, typed: str, read_as: str) -> None:
    assert read(kind, typed, "azerty-pc") == read_as


def test_a_mistake_knows_its_field_before_who_reads_for_it() -> None:
    """The first one that knows it says so."""
    with pytest.raises(FormMistake) as raised, in_field("b"), in_field("a"):
        raise FormMistake("?", READ)
    assert raised.value.field == "a"
