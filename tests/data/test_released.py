"""What each released format left on somebody's disk is opened for ever: journals, exports, settings, drafts.

The same session, recorded and exported by the Vigie of each format with `vigie do` and `vigie export`; `status.json` is
what that Vigie itself said of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from data import access_log, disk
from data.archive import Archive
from data.drafts import Drafts
from data.exported import check_file, restorable
from data.journal import Journal
from data.services.restoring import exports_among, restore
from data.settings import read_settings
from data.store_settings import StoreSettings
from screens.command.figures import status_document
from screens.kit.settings_check import check
from screens.live.tables import REMAPPABLE
from supervisor.action import Context, Reopen, WriteNote
from supervisor.draft import Draft
from supervisor.folding import utc
from supervisor.seal import SAME_LINES_SINCE, VERSION, instant
from supervisor.session import Session

RELEASED = Path(__file__).resolve().parents[1] / "fixtures" / "released"
FORMATS = sorted(RELEASED.iterdir())
SEALS = {
    "format-1": "b5c602e096edb37a40eb0e5ec3a64075",
    "format-2": "6feea671e1a11403919dbb17ced12063",
    "format-3": "0255ff131d67018b205b4aa95c6eb098",
}
"""As somebody may have copied it on paper."""
TOLD = (
    "number", "last_name", "first_name", "birth_date", "status", "started_at", "finished_at", "extra_time", "signed",
)  # fmt: skip
"""Of a candidate, in the words of every release."""


@pytest.fixture(params=FORMATS, ids=lambda path: path.name)
def released(request: pytest.FixtureRequest) -> Path:
    """The folder of one format."""
    path: Path = request.param
    return path


@pytest.fixture
def store(released: Path, tmp_path: Path) -> Path:
    """A store as that release left it."""
    root = tmp_path / "store"
    folder = root / "sessions" / "208"
    folder.mkdir(parents=True)
    shutil.copy(released / "store.json", root)
    shutil.copy(released / "journal.jsonl", folder)
    return root


def test_every_format_has_its_folder() -> None:
    """Who raises `VERSION` adds one, written by the release before."""
    assert [path.name for path in FORMATS] == [f"format-{one}" for one in range(SAME_LINES_SINCE, VERSION + 1)]
    assert set(SEALS) == {path.name for path in FORMATS}


def session_of(path: Path) -> Session:
    return Journal.open(path).session


def same_as_then(session: Session, then: dict[str, Any]) -> None:
    """What that Vigie said of everybody is what this one says."""
    now = status_document(session, instant(then["now"]))
    assert len(then["candidates"]) == 4
    for was, one in zip(then["candidates"], now["candidates"], strict=True):
        for name in TOLD:
            if name in was:
                assert one[name] == was[name], name
        assert one["ending"] == was["ending"] or {**one["ending"], **was["ending"]} == one["ending"]
        assert [incident["code"] for incident in one["incidents"]] == [i["code"] for i in was["incidents"]]
    for name, count in then["counts"].items():
        assert now["counts"][name] == count, name


def test_a_journal_reads_as_it_did(store: Path, released: Path) -> None:
    """People, ends, counts and the seal; not a byte of it is changed by reading."""
    path = store / "sessions" / "208" / "journal.jsonl"
    before = path.read_bytes()
    assert json.loads(before.partition(b"\n")[0])["version"] == int(released.name[-1])
    session = session_of(path)
    assert session.seal == SEALS[released.name]
    same_as_then(session, json.loads((released / "status.json").read_text(encoding="utf-8")))
    report = check_file(path)
    assert report.is_whole, report
    assert path.read_bytes() == before


def test_it_goes_on(store: Path, released: Path) -> None:
    """Reopened and written to by today's Vigie, the lines before stand."""
    journal = Archive(store).journal("208")
    before = journal.path.read_bytes()
    context = Context(utc(instant("2026-11-23T12:00:00Z")), "Awa Lô", "poste")
    journal.act(Reopen("oubli"), context)
    journal.act(WriteNote("vu"), context)
    assert journal.path.read_bytes().startswith(before)
    assert check_file(journal.path).is_whole


@pytest.mark.parametrize("name", ["session.json", "export.zip"])
def test_an_export_is_proved_and_put_back(name: str, released: Path, tmp_path: Path) -> None:
    """Into an empty store, with its seal."""
    path = released / name
    if not path.exists():
        assert released.name == "format-1", "only the first release wrote no zip"
        return
    assert exports_among([str(path)]) == [path]
    assert check_file(path).is_whole
    archive = Archive(tmp_path / "new")
    context = Context(utc(instant("2026-11-23T12:00:00Z")), "Awa Lô", "poste")
    [restored] = restore(archive, [path], context)
    assert restored.session.seal == SEALS[released.name]
    if name == "session.json":
        assert restorable(path).session.seal == SEALS[released.name]
    assert archive.journal("208").session.seal == SEALS[released.name]


def test_settings_of_a_store(store: Path) -> None:
    settings = StoreSettings(store)
    assert (settings.group, settings.keep_months) == ("", None)


def test_settings_of_a_person(released: Path) -> None:
    """The example that the documentation of that release gave: every line of it still means something."""
    file = read_settings(released / "reglages.toml")
    assert file.given
    assert file.faults == ()
    _, mistakes = check(file.given, lambda: REMAPPABLE)
    assert mistakes == ()


def test_a_draft(released: Path, tmp_path: Path) -> None:
    """What was being typed when that release was replaced."""
    path = released / "draft.json"
    if not path.exists():
        assert released.name == "format-1", "only the first release kept no drafts"
        return
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "0a1b2c3d.1.json").write_bytes(path.read_bytes())
    [draft] = Drafts(folder).left().values()
    assert isinstance(draft, Draft)
    assert (draft.deed, draft.chosen, draft.texts) == ("note", 1, {"text": "fenêtre « bleue »"})


def test_a_register_of_accesses(released: Path) -> None:
    """Who looked at what; the first release kept none."""
    path = released / "access.jsonl"
    lines = [line for line in disk.read_file(path).split(b"\n") if line] if path.exists() else []
    assert bool(lines) == (released.name != "format-1")
    for line in lines:
        access = access_log._access(line)
        assert access is not None
        assert access.who.startswith("Awa Lô")
