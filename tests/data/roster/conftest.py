"""What the tests of the readers share."""

from pathlib import Path

import pytest

from tests.data.roster.lists import Reads


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Writes lists into a folder of this test alone and reads them back."""
    return Reads(tmp_path)
