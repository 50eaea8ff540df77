"""The command on a store of its own, as in tests/command."""

from tests.command.conftest import _disk_in_no_hurry, vigie

__all__ = ["_disk_in_no_hurry", "vigie"]
