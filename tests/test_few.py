"""The cases that `make test` keeps of a test (tests/few.py)."""

from __future__ import annotations

import pytest

from tests.few import leave_to_wide


@pytest.mark.few(case=(1,), way=(0, 2))
@pytest.mark.parametrize("case", [0, 1])
@pytest.mark.parametrize("way", [0, 1, 2])
def test_the_others_are_wide(case: int, way: int, request: pytest.FixtureRequest) -> None:
    """Each mark `few` is obeyed, whatever else is said of a case."""
    assert (request.node.get_closest_marker("wide") is None) == (case == 1 and way != 1)


@pytest.mark.parametrize("kept", [{"kept": (0, 3)}, {"kept": ()}, {"keeps": (0,)}])
def test_a_mark_that_would_keep_nothing_is_refused(
    kept: dict[str, tuple[int, ...]], request: pytest.FixtureRequest
) -> None:
    """A case that was taken out, or an argument by another name: no family falls out of `make test` unseen."""
    request.node.add_marker(pytest.mark.few(**kept))
    with pytest.raises(pytest.UsageError, match="few keeps cases"):
        leave_to_wide([request.node])
