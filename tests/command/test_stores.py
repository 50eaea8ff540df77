"""`--store` said several times, before the verb or after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.command.parser import parse
from screens.command.stores import stores_of


@pytest.mark.parametrize(
    ("words", "folders"),
    [
        (["review"], ["/usual"]),
        (["review", "208"], ["/usual"]),
        (["review", "--store", "/a"], ["/a"]),
        (["--store", "/a", "review"], ["/a"]),
        (["review", "--store", "/a", "--store", "/b"], ["/a", "/b"]),
        (["--store", "/a", "review", "--store", "/b"], ["/a", "/b"]),
        (["review", "--store", "/a", "--store", "/a"], ["/a"]),
    ],
)
def test_the_stores_that_were_named(words: list[str], folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order, each once; none: the usual one."""
    monkeypatch.setenv("VIGIE_STORE", "/usual")
    assert stores_of(parse(words)) == [Path(folder) for folder in folders]
