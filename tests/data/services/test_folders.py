"""Folders that are looked through for a file: what is offered, in which order, with which age."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from data.services.folders import first_folder, first_folder_of_pictures, folder
from supervisor.folder import Folder
from tests.screens.home.store import TEACHERS_LIST, at

NOW = at("10:28:20")


def put(folder_: Path, name: str) -> None:
    (folder_ / name).write_text(TEACHERS_LIST, encoding="utf-8")


def names(found: Folder) -> list[str]:
    return [entry.name for entry in found.entries]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    for name in ("b.csv", "Été.ods", "notes.pdf", ".cachée.csv", "SANS", "x.XLSX"):
        put(tmp_path, name)
    for name in ("zone", "Archives", ".git"):
        (tmp_path / name).mkdir()
    put(tmp_path / "zone", "dedans.xml")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Archives", "zone", "b.csv", "Été.ods", "x.XLSX"]),
        ("é", ["Été.ods"]),
        ("ETE", ["Été.ods"]),
        ("z", ["zone"]),
        ("zone", ["zone"]),
        ("zone/", ["dedans.xml"]),
        ("zone/d", ["dedans.xml"]),
        ("zone/../b", ["b.csv"]),
        (".", ["Archives", "zone", "b.csv", "Été.ods", "x.XLSX"]),
        (".g", [".git"]),
        ("notes", []),
        ("notes.pdf", ["notes.pdf"]),  # named in full, it is meant
        ("SANS", ["SANS"]),
    ],
)
def test_a_folder(lists: Path, typed: str, found: list[str]) -> None:
    """Folders first, what may be a list, what was typed."""
    assert names(folder(str(lists), typed, NOW)) == found


def test_a_folder_that_cannot_be_read(lists: Path) -> None:
    """A sentence."""
    assert folder(str(lists), "nulle/part", NOW).problem == "ce dossier n'existe pas"
    assert folder(str(lists / "b.csv"), "", NOW).problem == "ce dossier n'existe pas"


def test_ages_and_sizes(lists: Path) -> None:
    """As they are read at a glance."""
    for name, ago in (("b.csv", timedelta(minutes=5)), ("Été.ods", timedelta(days=1)), ("x.XLSX", timedelta(days=9))):
        instant = (NOW - ago).timestamp()
        os.utime(lists / name, (instant, instant))
    details = [entry.detail for entry in folder(str(lists), "", NOW).entries if not entry.is_folder]
    assert details == ["1 Ko  09:23", "1 Ko  hier 09:28", "1 Ko  11/11/2026"]


def test_home_and_absolute_paths(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """« ~ » is the home folder; a path from the root is taken as it is."""
    monkeypatch.setenv("HOME", str(lists))
    monkeypatch.setenv("USERPROFILE", str(lists))
    assert names(folder("/", "~/zone/", NOW)) == ["dedans.xml"]
    assert names(folder("/", "~", NOW)) == names(folder(str(lists), "", NOW))
    found = folder("/", f"{lists}/zone/d", NOW)
    assert (names(found), found.path, found.parent) == (["dedans.xml"], str(lists / "zone"), str(lists))
    assert found.base == f"{lists}/zone/"


def test_where_a_list_is_looked_for_first(lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder when it has one, else where browsers put files, else the current one all the same."""
    monkeypatch.chdir(lists)
    assert first_folder() == str(lists)
    monkeypatch.chdir(lists / "Archives")
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: lists / "zone")
    assert first_folder() == str(lists / "zone")
    monkeypatch.setattr("platformdirs.user_downloads_path", lambda: lists / "absent")
    assert first_folder() == str(lists / "Archives")


def test_an_account_without_a_home_folder_looks_where_it_stands(
    lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service may have none; and where the current folder was removed meanwhile, at the top."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_downloads_path", homeless)
    monkeypatch.setattr("platformdirs.user_pictures_path", homeless)
    monkeypatch.chdir(lists / "Archives")
    assert first_folder() == first_folder_of_pictures() == str(lists / "Archives")

    def removed() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", removed)
    assert first_folder_of_pictures() == str(Path(lists.anchor))


def test_a_dropped_file_is_found(lists: Path) -> None:
    """Between quotation marks, or by its address."""
    for typed in (f"'{lists}/b.csv' ", f"file://{lists}/b.csv"):
        assert names(folder("/", typed, NOW)) == ["b.csv"]
