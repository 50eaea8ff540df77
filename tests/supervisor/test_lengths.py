"""What is longer than any screen or paper can show is refused, never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import Identity
from supervisor.event import NoteWritten
from supervisor.lengths import LONGEST_REPORT, LONGEST_TEXT, too_long
from tests.supervisor.support import Bench


@pytest.mark.parametrize("field", ["last_name", "first_name", "birth_city", "local_id"])
def test_a_name_of_ten_thousand_letters_is_refused(field: str) -> None:
    """At the key and from a list alike; one of five hundred is a name."""
    who = Identity(last_name="ROI", first_name="Ada")
    kept = who.model_copy(update={field: "A" * LONGEST_TEXT})
    pasted = who.model_copy(update={"last_name": "SIX", field: "A" * 10_000})
    bench = Bench()
    assert not bench.attempt(act.AddCandidates((act.NewCandidate(kept),))).refusals
    told = "un texte a 10000 caractères, 500 au plus : raccourcissez-le"
    assert bench.refused(act.AddCandidates((act.NewCandidate(pasted),))) == told
    assert bench.refused(act.Correct(1, identity=pasted, reason="pièce d'identité")) == told


@given(st.integers(0, 3 * LONGEST_REPORT))
def test_a_note_may_be_as_long_as_a_report(length: int) -> None:
    """Nothing longer is recorded, whatever it is."""
    told = too_long(NoteWritten(number=1, text="x" * length))
    assert bool(told) is (length > LONGEST_REPORT)
