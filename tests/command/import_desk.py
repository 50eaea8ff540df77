"""`vigie import` as its tests run it: a store of its own, files beside it, a clock that stands."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.archive import Archive
from screens.command.importing import run_import
from screens.command.output import LineError
from screens.command.parser import parse
from supervisor.session import Session

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
"""14:05 in Paris."""
NB = "\N{NO-BREAK SPACE}"


class Clock:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


@dataclass
class Desk:
    """A store of its own, files beside it, and the command."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive(self.folder / "store")

    def file(self, content: str, name: str = "liste.csv") -> str:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    def run(self, *words: str, zone: str = "Europe/Paris") -> int:
        """`vigie import`, with what it says kept in `out` and `err`, its no-break spaces as spaces."""
        timezone = ("--timezone", zone) if zone else ()
        try:
            return run_import(self.archive, parse(["import", *words, *timezone]), Clock(), "Paul Martin", "poste-1")
        finally:
            captured = self.capsys.readouterr()
            self.out += captured.out.replace(NB, " ")
            self.err += captured.err.replace(NB, " ")

    def refused(self, kind: type[LineError], *words: str) -> str:
        """The sentence of a refusal that makes nothing."""
        before = self.archive.numbers()
        with pytest.raises(kind) as refusal:
            self.run(*words)
        assert self.archive.numbers() == before
        return refusal.value.sentence

    def session(self, number: str) -> Session:
        return self.archive.journal(number).session
