"""Who of a newer list may be somebody of an older one, held against the plain rule."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.services.importing.alike import pairs
from supervisor.candidate import Identity, plain
from supervisor.situation import Situation

NAMES = st.sampled_from(["ROI", "Roi", "SIX", "ADA", "Ada Lou", "Léa"])
PEOPLE = st.lists(
    st.builds(
        Identity,
        last_name=NAMES,
        first_name=NAMES,
        birth_date=st.sampled_from([date(2009, 1, 1), date(2009, 2, 2)]),
    ),
    unique_by=lambda who: who.person_key,
    max_size=12,
)


def may_be_one(one: Identity, other: Identity) -> bool:
    """Two of the three agree, or the names changed places."""

    def parts(who: Identity) -> tuple[str, str, date | None]:
        return plain(who.last_name), plain(who.first_name).split()[0], who.birth_date

    agreed = sum(a == b for a, b in zip(parts(one), parts(other), strict=True))
    swapped = (plain(one.last_name), plain(one.first_name)) == (plain(other.first_name), plain(other.last_name))
    return agreed >= 2 or (swapped and one.birth_date == other.birth_date)


@given(PEOPLE, PEOPLE)
def test_each_is_paired_with_the_first_who_may_be_the_same_person(old: list[Identity], listed: list[Identity]) -> None:
    """As if each were held against each: so many of one school's list in place of another's would take minutes."""
    kept = {who.person_key for who in old} & {who.person_key for who in listed}
    gone, new = (
        [Situation(number, who) for number, who in enumerate(people, start=1) if who.person_key not in kept]
        for people in (old, listed)
    )
    left, expected = list(gone), []
    for after in new:
        if before := next((one for one in left if may_be_one(one.identity, after.identity)), None):
            left.remove(before)
            expected.append((before.number, after.number))
    assert [(before.number, after.number) for before, after in pairs(gone, new)] == expected
