"""The zone of a session that names none."""

import pytest
import tzlocal

from data.zone import FALLBACK, default_zone, is_zone


def machine_in(monkeypatch: pytest.MonkeyPatch, name: str | Exception) -> None:
    """What tzlocal finds on the machine: the seam is its one function, since it looks at many files."""

    def found() -> str:
        if isinstance(name, Exception):
            raise name
        return name

    monkeypatch.setattr(tzlocal, "get_localzone_name", found)


@pytest.mark.parametrize("name", ["Europe/Paris", "Indian/Reunion", "America/Guadeloupe"])
def test_the_machines_own(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Where the machine says where it is, nothing is told."""
    machine_in(monkeypatch, name)
    assert (default_zone().name, default_zone().warning) == (name, "")


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu"])
def test_a_machine_on_utc(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Servers are; schools are not: Paris is taken, and it is said."""
    machine_in(monkeypatch, name)
    assert default_zone().name == FALLBACK
    assert f"est à l'heure {name}" in default_zone().warning


@pytest.mark.parametrize("name", ["", "Lune/Mer de la Tranquillité", LookupError(), ValueError(), OSError()])
def test_a_machine_that_does_not_know(monkeypatch: pytest.MonkeyPatch, name: str | Exception) -> None:
    """An unknown zone is Paris, with a warning."""
    machine_in(monkeypatch, name)
    assert default_zone().name == FALLBACK
    assert "ne dit pas son fuseau horaire" in default_zone().warning


@pytest.mark.parametrize(
    "name", ["", " ", "Europe", "Europe/Lutece", "../../etc/passwd", "/etc/passwd", "a" * 300, "\0"]
)
def test_what_is_no_zone(name: str) -> None:
    """Folders, paths and fancies are not."""
    assert not is_zone(name)
