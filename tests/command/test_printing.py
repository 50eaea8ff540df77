"""`vigie papers` and the PDFs of `vigie export`: which papers, where to, what is refused, and what is loaded for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.documents.papers import PAPERS
from tests.command.command import Vigie
from tests.test_house import loaded_by

FOLDER = "vigie-papiers-208-2026-11-22"
BEFORE = {"convocations.pdf", "feuille-emargement.pdf", "verification-salle.pdf"}
OF_NAME = {
    "convocations": "convocations.pdf",
    "emargement": "feuille-emargement.pdf",
    "salle": "verification-salle.pdf",
    "secours": "feuille-de-secours.pdf",
    "signatures": "feuille-emargement-remplie.pdf",
    "incidents": "pv-incident.pdf",
    "fraudes": "pv-fraude-1-candidat-1.pdf",
    "finalisation": "finalisation.pdf",
    "journal": "journal.pdf",
}


@pytest.fixture
def here(vigie: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, and session 208 in the store."""
    vigie.create()
    folder = tmp_path / "ici"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_those_for_before_the_session(vigie: Vigie, here: Path) -> None:
    """Without `--only`, into the folder of the session; which ones is said."""
    answer = vigie("papers", "208")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0].startswith(f"Session 208 : 3 documents dans {FOLDER} : convocations.pdf")
    assert names(here / FOLDER) == BEFORE
    assert all(path.read_bytes().startswith(b"%PDF-") for path in (here / FOLDER).iterdir())


def test_the_export_after_the_papers_before(vigie: Vigie, here: Path) -> None:
    """What was printed the day before does not stand in the way of what is written in the evening."""
    assert vigie("papers", "208").code == 0
    assert vigie("export", "208").code == 0
    again = vigie("papers", "208")
    assert again.code == 1
    assert "rien n'a été écrit" in again.complaint


def test_each_by_its_name(vigie: Vigie, here: Path) -> None:
    """One name, one paper; several with commas, in any case."""
    assert set(OF_NAME) == set(PAPERS)
    vigie.done("fraud", "1", "--kind", "consultation", "--seen", "antisèche")
    for name, file in OF_NAME.items():
        assert vigie("papers", "208", "--only", name, "--to", name).code == 0
        assert names(here / name) == {file}
    assert vigie("papers", "208", "--only", " Journal,incidents,journal", "--to", "deux").code == 0
    assert names(here / "deux") == {"journal.pdf", "pv-incident.pdf"}


def test_the_help_names_them_all(vigie: Vigie) -> None:
    """What `--only` takes stands in the help."""
    said = " ".join(vigie("papers", "--help").out.split())
    assert f"seulement ceux-ci : {', '.join(PAPERS)}," in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("only", ["pv", "convocations,pv", ","])
def test_an_unknown_paper(vigie: Vigie, here: Path, only: str) -> None:
    """Exit 2, the names that are known, nothing written."""
    answer = vigie("papers", "208", "--only", only)
    assert answer.code == 2
    assert "convocations, emargement, salle" in answer.complaint
    assert names(here) == set()


def test_not_written_over_without_force(vigie: Vigie, here: Path) -> None:
    """Exit 1 with what is there; `--force` replaces."""
    assert vigie("papers", "208", "--only", "emargement").code == 0
    first = (here / FOLDER / "feuille-emargement.pdf").read_bytes()
    vigie.clock.pass_by(hours=1)
    refused = vigie("papers", "208")
    assert refused.code == 1
    assert "contient déjà feuille-emargement.pdf" in refused.complaint
    assert names(here / FOLDER) == {"feuille-emargement.pdf"}
    assert vigie("papers", "208", "--force").code == 0
    assert (here / FOLDER / "feuille-emargement.pdf").read_bytes() != first


def test_no_case_of_fraud(vigie: Vigie, here: Path) -> None:
    """Nothing to write is no error, and makes no folder."""
    answer = vigie("papers", "208", "--only", "fraudes")
    assert answer.code == 0
    assert "aucun cas de fraude" in answer.out
    assert names(here) == set()


def test_an_unknown_session(vigie: Vigie, here: Path) -> None:
    """The store's own sentence, exit 2."""
    assert vigie("papers", "209").code == 2


def test_the_export_holds_them_all(vigie: Vigie, here: Path) -> None:
    """Every paper, beside the data; `--only pdf` is the papers alone."""
    assert vigie("export", "208").code == 0
    every = set(OF_NAME.values()) - {"pv-fraude-1-candidat-1.pdf"}
    assert every < names(here / "vigie-208-2026-11-22")
    assert vigie("export", "208", "--only", "pdf", "--to", "papiers").code == 0
    assert names(here / "papiers") == every
    assert vigie("export", "208", "--only", "html", "--to", "pages").code == 0
    assert names(here / "pages") == {name.replace(".pdf", ".html") for name in every}


def test_as_pages(vigie: Vigie, here: Path) -> None:
    """`--html`: the same papers under the same names, to be read on a screen; beside the PDFs, if one wants."""
    vigie.done("fraud", "1", "--kind", "consultation", "--seen", "antisèche")
    for name, file in OF_NAME.items():
        assert vigie("papers", "208", "--only", name, "--html", "--to", name).code == 0
        [page] = (here / name).iterdir()
        assert page.name == file.replace(".pdf", ".html")
        assert page.read_bytes().startswith(b'<!DOCTYPE html>\n<html lang="fr">')
    assert vigie("papers", "208", "--to", "deux").code == 0
    assert vigie("papers", "--date", "2026-11-22", "--html", "--to", "jour").code == 0
    assert vigie("papers", "208", "--html", "--to", "deux").code == 0
    assert len(names(here / "deux")) == 6
    assert names(here / "jour" / "208") == {name.replace(".pdf", ".html") for name in BEFORE}
    again = vigie("papers", "208", "--html", "--to", "deux")
    assert (again.code, "contient déjà convocations.html" in again.complaint) == (1, True)


def test_only_papers_load_what_writes_them(tmp_path: Path) -> None:
    """`status`, `do`, `log`, `export --only csv`: none of them waits for a library of PDFs."""
    program = (
        "import screens.command.status, screens.command.do.running, screens.command.log, screens.command.exporting\n"
        "import screens.command.printing, screens.offices.board, data.documents.papers, data.documents.html.page\n"
    )
    assert loaded_by(program, tmp_path) & {"fpdf", "fontTools", "PIL"} == set()
