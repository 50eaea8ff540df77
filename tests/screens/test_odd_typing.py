"""Whatever is typed or pasted into any field of any box is an answer, or a mistake that is said in French."""

from __future__ import annotations

from contextlib import suppress
from itertools import product

import pytest

from screens.dialogs.forms import Form, FormMistake
from screens.home.create import _ID
from screens.kit.texts import whole_percentage
from tests.screens.conftest import Open
from tests.screens.test_every_box import BOXES, eventful

ODD = (
    "",
    "²",
    "²²",
    "+²",
    "1²",
    "Ⅷ",
    "٣",
    "-0",
    "+",
    "%",
    "1/0",
    "/",
    "99:99",
    "25h",
    "31/02",
    "il y a ² min",
    "9" * 5_000,
    "+" + "9" * 5_000,
    "e" * 5_000,
    "\x00\x1b[2J",
    "\u202e",
    "\ud800",
)
"""« ² » has a key of its own on a French keyboard; a clipboard holds anything."""
FORMS = [kind for kind in BOXES if issubclass(kind, Form)]


@pytest.mark.wide
async def test_no_field_has_a_word_for_python_to_fail_on(opened: Open) -> None:
    """Each field alone, beside what stands in the others at first; then all of them alike."""
    desk = eventful()
    async with opened(desk) as board:
        for kind in FORMS:
            form = BOXES[kind](desk.session)
            assert isinstance(form, Form)
            board.app.push_screen(form)
            await board.pilot.pause()
            fill_in(form)
            board.app.pop_screen()


def fill_in(form: Form[object]) -> None:
    """Everything odd into it, as its keys and its Enter hand it on."""
    first = {field.id.removeprefix(_ID): field.value for field in form._fields}
    alone = ({**first, name: odd} for name, odd in product(first, ODD))
    alike = (dict.fromkeys(first, odd) for odd in ODD)
    for values in (*alone, *alike):
        form.preview(values)
        for field in first:
            form.is_asked(field, values)
            form.ends_at(field, values)
        for confirmed in (False, True):
            with suppress(FormMistake):
                form.result(values, confirmed=confirmed)


@pytest.mark.parametrize("typed", ["²", "²²", "9" * 5_000])
def test_a_percentage_is_refused_in_our_words(typed: str) -> None:
    with pytest.raises(ValueError, match="tapez un pourcentage entier"):
        whole_percentage(typed)
