"""The wheel, as someone installs it: in an environment that has never seen this folder."""

import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.e2e.wheel import HOUSE, built_in, run

pytestmark = [pytest.mark.wide, pytest.mark.e2e, pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from a copy of the sources."""
    return built_in(tmp_path_factory.mktemp("sources"))


class Home:
    """An environment of its own, where the wheel is installed and the folder of the sources is unknown."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.elsewhere = folder / "ailleurs"
        self.elsewhere.mkdir()
        environment = folder / "env"
        venv.create(environment, with_pip=False, symlinks=True)
        paths = {"base": str(environment), "platbase": str(environment)}
        self.site_packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
        scripts = Path(sysconfig.get_path("scripts", "venv", vars=paths))
        self.python = scripts / "python"
        self.vigie = scripts / "vigie"
        # Our pip, at work in that environment: --no-index makes sure that nothing is fetched.
        install = ("install", "--no-deps", "--no-index", "--quiet", str(wheel))
        run(sys.executable, "-m", "pip", "--python", self.python, *install, cwd=self.elsewhere)
        # The dependencies come from here. A path named in a .pth is one more place to look in, and no more: the .pth
        # files in it are not read, so our own editable install does not come along.
        ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.site_packages / "dependencies.pth").write_text("\n".join(sorted(ours)) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An empty virtual environment with the wheel in it."""
    return Home(tmp_path_factory.mktemp("home"), wheel)


def test_the_wheel_carries_its_reference_data_fonts_and_styles(wheel: Path) -> None:
    """Tables of data/reference, font and licence, style sheets are inside, and nothing but the three floors."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(HOUSE).as_posix()
        for floor in ("supervisor", "screens", "data")
        for path in (HOUSE / floor).rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".pyo")
    }
    expected = {
        "data/reference/durations.toml",
        "data/documents/fonts/LICENSE",
        "data/documents/html/style.css",
        "screens/vigie.tcss",
    }
    assert expected <= files
    assert {Path(name).suffix for name in files} >= {".py", ".toml", ".tsv", ".gz", ".ttf", ".tcss"}
    assert files - names == set()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"supervisor", "screens", "data"}


@pytest.mark.parametrize("floor", ["supervisor", "screens", "data"])
def test_the_installed_house_is_the_wheel_s(home: Home, floor: str) -> None:
    """What is imported lies in the new environment, not in this folder."""
    place = run(home.python, "-c", f"import {floor}; print({floor}.__file__)", cwd=home.elsewhere).strip()
    assert Path(place).is_relative_to(home.site_packages)


def test_the_command_works_from_another_folder(home: Home) -> None:
    """`vigie --help` and `vigie --version` answer."""
    assert "vigie" in run(home.vigie, "--help", cwd=home.elsewhere)
    assert "0.1.0" in run(home.vigie, "--version", cwd=home.elsewhere)


def test_the_module_is_the_command(home: Home) -> None:
    """`python -m supervisor` is `vigie`."""
    as_module = run(home.python, "-m", "supervisor", "--help", cwd=home.elsewhere)
    assert as_module == run(home.vigie, "--help", cwd=home.elsewhere)


def test_the_installed_command_imports_a_list(home: Home) -> None:
    """It finds its reference data where it is installed: a list goes in and its session can be read."""
    roster = home.elsewhere / "3eB.csv"
    roster.write_text("Nom,Prénom,Date de naissance,Classe\nLAGRIVE,Élodie,3/4/2010,3eB\n", encoding="utf-8")
    store = home.elsewhere / "store"
    identity = ("--session", "208", "--date", "2026-11-22", "--start", "09:00")
    run(home.vigie, "--store", store, "import", roster, *identity, cwd=home.elsewhere)
    assert "LAGRIVE" in run(home.vigie, "--store", store, "status", "208", "--json", cwd=home.elsewhere)
    run(home.vigie, "--store", store, "check", "208", cwd=home.elsewhere)
    run(home.vigie, "--store", store, "papers", "208", "--to", "papiers", cwd=home.elsewhere)
    assert len(list((home.elsewhere / "papiers").glob("*.pdf"))) == 3
    run(home.vigie, "--store", store, "papers", "208", "--to", "papiers", "--html", cwd=home.elsewhere)
    assert len(list((home.elsewhere / "papiers").glob("*.html"))) == 3


def test_the_installed_screens_find_their_styles(home: Home) -> None:
    """Every style sheet is found where it stands among the installed screens."""
    program = (
        "import pathlib, screens; here = pathlib.Path(screens.__file__).parent; "
        "print(*sorted(p.relative_to(here).as_posix() for p in here.rglob('*.tcss')))"
    )
    found = run(home.python, "-c", program, cwd=home.elsewhere).split()
    styles = HOUSE / "screens"
    assert found == sorted(path.relative_to(styles).as_posix() for path in styles.rglob("*.tcss"))
