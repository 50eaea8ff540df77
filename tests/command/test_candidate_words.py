"""Who is meant by a word."""

import pytest

from data.archive import Archive
from screens.command.candidates import AmbiguousError, pick
from screens.command.output import BadUsageError, RefusedError
from supervisor.session import Session
from tests.command.command import Vigie


@pytest.fixture
def session(vigie: Vigie) -> Session:
    return vigie.create().session


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["3"], (3,)),
        (["03"], (3,)),
        (["99"], (99,)),  # a word of digits is a number, whether or not it is on the list
        (["3,5"], (3, 5)),
        (["3,", "5"], (3, 5)),
        (["1,3-5"], (1, 3, 4, 5)),
        (["3-3"], (3,)),
        (["5", "1"], (5, 1)),
        (["1-3,2"], (1, 2, 3)),  # each once
        (["LE GOFF"], (1,)),
        (["le goff"], (1,)),
        (["Le", "Goff"], (1,)),  # without quotes
        (["maël"], (1,)),
        (["MAEL"], (1,)),
        (["ndi"], (2,)),
        (["roussel"], (2,)),  # the second part of a name
        (["ndiaye roussel"], (2,)),
        (["ib"], (2,)),
        (["martin", "léa"], (4,)),
        (["Léa", "Martin"], (4,)),
        (["martin p"], (3,)),
        (["dartagnan"], (5,)),
        (["d'artagnan"], (5,)),
        (["artagnan"], (5,)),
        (["goffi"], (6,)),
        (["goff"], None),  # begins a part of two names
        (["martin"], None),  # two of that last name
        (["mar"], None),
        (["lé"], None),
        (["LEA"], None),  # LÉA and Léandre
        (["zoé", "3"], (5, 3)),
    ],
)
def test_a_word_means(words: list[str], numbers: tuple[int, ...] | None, session: Session) -> None:
    """A number, several, or enough of a name; None where the numbers are listed instead."""
    if numbers is None:
        with pytest.raises(BadUsageError, match=r"n° \d, n° \d"):
            pick(words, session)
    else:
        assert pick(words, session) == numbers


def test_an_exact_last_name_wins_over_a_beginning(vigie: Vigie) -> None:
    """GOFF is he who is called so, not LE GOFF nor GOFFINET."""
    vigie.create()
    vigie.done("add", "--last-name", "GOFF", "--first-name", "Anna")
    assert vigie.done("sign", "goff").lines == ["7 GOFF Anna : émargement (09:00:00)"]


@pytest.mark.parametrize("words", [[], [""], [" ", ""]])
def test_nobody_was_named(words: list[str], session: Session) -> None:
    """An empty word names nobody: that is bad usage, not an unknown name."""
    with pytest.raises(BadUsageError, match="dites quel candidat"):
        pick(words, session)


def test_a_number_mistyped_is_no_name(vigie: Vigie) -> None:
    """« -1 » is not the beginning of a name with a digit."""
    vigie.create()
    vigie.done("add", "--last-name", "1ER", "--first-name", "Jean")
    assert vigie.do("sign", "-1").code == 2
    assert not vigie.candidate(7)["signed"]


@pytest.mark.parametrize("words", [["dupont"], ["'"], ["…"], ["Maël", "Dupont"]])
def test_nobody_is_called_so(words: list[str], session: Session) -> None:
    """Refused as a whole: a mistyped name must not act on somebody else; what was typed is not quoted."""
    with pytest.raises(RefusedError) as refused:
        pick(words, session)
    assert "dupont" not in refused.value.sentence.casefold()


@pytest.mark.parametrize("word", ["3-", "5-3", "3;5", "3..5", "1-999999", "3a", "3,,5", "1234567890", "-1", ",3"])
def test_numbers_that_cannot_be_read(word: str, session: Session) -> None:
    """Bad usage, with the form to write."""
    with pytest.raises(BadUsageError):
        pick([word], session)


# Seats --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["b03"], (2,)),
        (["B03", "4"], (2, 4)),
        (["12"], (12,)),  # a number alone is never a seat
        (["place", "12"], (3,)),
        (["place", "b03"], (2,)),
        (["place", "12", "place", "b03"], (3, 2)),
        (["ma"], (4,)),  # somebody sits at « MA »: nearer than the beginning of a name
        (["martin", "léa"], (4,)),
    ],
)
def test_a_seat_is_a_name(words: list[str], numbers: tuple[int, ...], room: Vigie) -> None:
    """Wherever a candidate is named; where two sit at one, they are listed."""
    for number, seat in ((2, "B03"), (3, "12"), (4, "MA")):
        room.done("seat", str(number), seat)
    session = Archive(room.store).journal("208").session
    assert pick(words, session) == numbers
    room.done("seat", "5", "b03")
    with pytest.raises(AmbiguousError) as asked:
        pick(["b03"], Archive(room.store).journal("208").session)
    assert asked.value.numbers == (2, 5)
