"""A session that was continued on several machines: each document says which way it tells, and whether it goes on."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.continued import continued_elsewhere
from data.documents.catalogue import Documents, Source, export_steps, made, steps_without_names
from data.documents.papers import PAPERS
from data.exported import check_file
from data.hub.cursor import place_of, put_aside
from data.hub.sender import written
from data.journal import Journal
from supervisor.branch import ToldBranch
from supervisor.hub_standing import HubStanding
from tests.data.making import NOW, new_journal
from tests.spaces import plain_spaces

BRANCH = ToldBranch(
    "salle-b205", 48, "1a2b3c4d5e6f" + "0" * 52, 31, 2, "set_aside", "salle-b204", "Claire Roux",
    datetime(2026, 11, 22, 10, 52, tzinfo=UTC),
)  # fmt: skip
SHORT = "branche de salle-b205 (1a2b 3c4d 5e6f)"
ASIDE = f"{SHORT}, ÉCARTÉE par Claire Roux le 22/11/2026 à 11:52, la branche de salle-b204 va"


def plain(data: object) -> str:
    assert isinstance(data, bytes)
    return plain_spaces(data.decode())


def documents(journal: Journal, branch: ToldBranch | None) -> Documents:
    journal._session = replace(journal.session, branch=branch)
    return made(export_steps(journal, NOW, ["json", "csv", "md"]))


def test_each_table_and_text_says_which_branch_it_tells(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    plain_ones = documents(journal, None)
    told = documents(journal, BRANCH)
    assert told.keys() == plain_ones.keys()
    for name in ("candidats.csv", "journal.csv"):
        heading, *lines = plain(told[name]).splitlines()
        assert heading.endswith(";Branche")
        assert lines
        assert all(line.endswith(f";{ASIDE}") for line in lines)
        assert "Branche" not in plain(plain_ones[name])
    for name in ("session.md", "finalisation.md"):
        assert "Session continuée sur 2 postes après l'événement n° 31." in plain(told[name])
        assert "jusqu'à l'événement n° 48 : ÉCARTÉE par Claire Roux le 22/11/2026 à 11:52" in plain(told[name])
        assert "continuée" not in plain(plain_ones[name])
    figure = json.loads(plain(told["session.json"]))["session"]["branch"]
    assert (figure["device"], figure["standing"], figure["settled_at"]) == (
        "salle-b205", "set_aside", "2026-11-22T10:52:00Z",
    )  # fmt: skip
    assert "branch" not in json.loads(plain(plain_ones["session.json"]))["session"]


def test_each_paper_names_it_on_each_page_and_warns_of_one_that_does_not_go_on(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    for standing, warning in (
        ("set_aside", "BRANCHE ÉCARTÉE"), ("to_choose", "EN PLUSIEURS BRANCHES"), ("goes_on", ""),
    ):  # fmt: skip
        journal._session = replace(journal.session, branch=replace(BRANCH, standing=standing))  # type: ignore[arg-type]
        for kind in PAPERS.values():
            for page in Source(journal, NOW).page(kind).values():
                assert SHORT in plain(page)
                assert (warning in plain(page)) if warning else ("warning" not in plain(page).partition("</style>")[2])
    journal._session = replace(journal.session, branch=BRANCH)
    pdf = Source(journal, NOW).paper(PAPERS["journal"])
    assert all(bytes(one).startswith(b"%PDF") for one in pdf.values() if isinstance(one, bytes))


def test_an_export_of_a_branch_is_proved_like_another(tmp_path: Path) -> None:
    """Of the branch no journal tells: what an export says of it is no lie."""
    found = documents(new_journal(tmp_path), BRANCH)["session.json"]
    assert isinstance(found, bytes)
    path = tmp_path / "session.json"
    path.write_bytes(found)
    assert check_file(path).is_whole


def test_what_leaves_without_names_is_not_joined_to_a_branch(tmp_path: Path) -> None:
    """A digest would tell whose session it is."""
    journal = new_journal(tmp_path)
    journal._session = replace(journal.session, branch=BRANCH)
    for content in made(steps_without_names(journal, NOW)).values():
        assert "salle-b20" not in plain(content)
        assert "1a2b" not in plain(content)


def test_a_laptop_says_of_its_own_papers_that_somebody_went_on_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal = new_journal(tmp_path)
    assert continued_elsewhere(journal) is None
    standing = place_of(tmp_path / "store", "standing")
    put_aside(standing, written(HubStanding(continued=("another",))))
    assert continued_elsewhere(journal) is None
    put_aside(standing, written(HubStanding(continued=(journal.path.parent.name,))))
    put_aside(standing, written(HubStanding(ahead=(journal.path.parent.name,))))
    assert (
        "Le concentrateur a une suite de cette session que ce poste n'a pas. Ce document dit la suite de ce poste ("
        in (plain(made(export_steps(journal, NOW, ["md"]))["session.md"]))
    )
    put_aside(standing, written(HubStanding(continued=(journal.path.parent.name,))))
    told = Source(journal, NOW).session.branch
    assert told is not None
    assert (told.last, told.digest) == (journal.session.last_id, journal.session.entries[-1].digest)
    assert "Session continuée aussi sur un autre poste. Ce document dit la suite de ce poste (" in plain(
        made(export_steps(journal, NOW, ["md"]))["session.md"]
    )
