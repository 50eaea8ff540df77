"""Whether the rights of a file bind whoever runs the tests."""

import os
import tempfile
from pathlib import Path

import pytest


def _are_held() -> bool:
    """Try it: root passes over every right, unless that was taken from it (as `.ci/run` does)."""
    if os.name != "posix":
        return False
    with tempfile.TemporaryDirectory() as folder:
        closed = Path(folder) / "closed"
        closed.write_bytes(b"")
        closed.chmod(0)
        return not os.access(closed, os.R_OK)


NEEDS_RIGHTS = pytest.mark.skipif(not _are_held(), reason="no right holds for root: run the tests as somebody else")
