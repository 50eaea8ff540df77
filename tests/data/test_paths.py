"""Where things live."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from data import paths, referent
from data.errors import StoreError
from data.rights import PRIVATE
from data.settings import read_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", paths.STORE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "variable", "expected"),
    [
        ("/ici", "/là", "/ici"),  # --store beats VIGIE_STORE
        (None, "/là", "/là"),  # which beats the system's own place
        ("", "/là", "/là"),
        ("~/pix", None, "{home}/pix"),
        (None, "~/pix", "{home}/pix"),
        ("~personne-de-ce-nom/pix", None, "{cwd}/~personne-de-ce-nom/pix"),
        ("ici", None, "{cwd}/ici"),
    ],
)
def test_which_store(
    given: str | None, variable: str | None, expected: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--store, else VIGIE_STORE, else the place that the system wants."""
    if variable is not None:
        monkeypatch.setenv(paths.STORE_VARIABLE, variable)
    assert paths.store_folder(given) == Path(expected.format(home=home, cwd=Path.cwd())).absolute()


def test_the_systems_own_places(home: Path) -> None:
    """By platformdirs, each apart; an empty variable counts for none."""
    places = [paths.store_folder(), paths.config_folder(), paths.state_folder()]
    assert places[0] == Path(platformdirs.user_data_dir("vigie", appauthor=False))
    assert len(set(places)) == len(places)
    assert all(place.is_relative_to(home) for place in places)


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service's account: no HOME, and none that the system knows."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.delenv(name)
    monkeypatch.setitem(sys.modules, "pwd", None)


@pytest.mark.skipif(os.name == "nt", reason="Windows always knows one")
@pytest.mark.usefixtures("homeless")
def test_an_account_without_a_home_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    """With --store or VIGIE_STORE it works; what may be lost is kept nowhere."""
    with pytest.raises(StoreError, match="--store ou VIGIE_STORE"):
        paths.store_folder()
    assert paths.store_folder("/ici") == Path("/ici")
    monkeypatch.setenv(paths.STORE_VARIABLE, "/là")
    assert paths.store_folder() == Path("/là")
    assert not paths.config_folder().exists()
    with pytest.raises(OSError, match="Not a directory"):
        paths.state_folder().mkdir(parents=True)
    assert read_settings().faults == ()
    assert not referent.places(Path("/ici"), "208.json", PRIVATE)[1].is_writable


def test_asking_makes_nothing(home: Path) -> None:
    """Neither the folder nor any above it."""
    paths.store_folder()
    paths.config_folder()
    paths.state_folder()
    assert not list(home.iterdir())
