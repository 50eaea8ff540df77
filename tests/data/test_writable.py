"""A store that cannot be written to is told when the board opens."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from data.writable import why_not_writable


def test_what_can_be_written_to_is_no_matter(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text("")
    assert why_not_writable(journal) == ""


@pytest.mark.parametrize("shut", ["journal.jsonl", ""])
def test_what_cannot_be_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shut: str) -> None:
    """The file or its folder: a foreign owner, a read-only mount."""
    journal = tmp_path / "journal.jsonl"
    journal.write_text("")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path / shut)
    assert f"{tmp_path / shut} n'est pas inscriptible" in why_not_writable(journal)


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text("")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    assert "est plein" in why_not_writable(journal)
