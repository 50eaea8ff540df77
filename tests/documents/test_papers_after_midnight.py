"""Papers of a session that goes on beyond midnight, or is noted the day after: their sentences read."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from data.documents.markdown_out import session_markdown
from data.documents.papers import PAPERS
from data.documents.rescue_sheet import rescue_sheet
from screens.command.log import log_line
from screens.command.status import status_lines
from supervisor import action as act
from tests.documents.reading import Paper
from tests.supervisor.support import Bench
from tests.supervisor.test_instants_in_sentences import MISREAD


@pytest.fixture(scope="module")
def night() -> Bench:
    """An evening of which all was noted past midnight, the global incident too, then closed."""
    bench = Bench(now="22:50", start="23:00").start(3, at="23:10")
    bench.now += timedelta(hours=1, minutes=10)
    bench.do(act.CheckIdentity(1))
    bench.do(act.CheckIdentity(2, attested_by="M. Blanc"))
    bench.do(act.Mark("sign", (1, 2)))
    bench.do(act.Mark("start", (1, 2)))
    bench.wait(minutes=1).do(act.BeginGlobal("alarme"))
    bench.wait(minutes=1).do(act.EndGlobal())
    bench.do(act.ReportFraud(1, "communication", "vu", "fait"))
    bench.do(act.WriteNote("tard", 1), at=bench.now - timedelta(minutes=5))
    bench.do(act.Finish((1, 2, 3)))
    bench.do(act.CloseSession(force=True))
    return bench


def _papers(bench: Bench) -> Iterator[tuple[str, str]]:
    session, now = bench.session, bench.now
    yield "session.md", session_markdown(session, now).decode()
    yield "secours.txt", rescue_sheet(session, now)
    yield "status", "\n".join(status_lines(session, now, full=True))
    yield "log", "\n".join(log_line(entry, session) for entry in session.entries)
    for name, paper in PAPERS.items():
        for content in paper.make(session, now).values():
            yield name, " ".join(page.extract_text() for page in Paper(content).reader.pages)
        for file, content in paper.pages(session, now).items():
            yield file, re.sub(r"<[^>]+>", "", content.decode())


def test_no_hour_of_another_day_stands_behind_a_second_preposition(night: Bench) -> None:
    """« contrôlée le 24/11 à 00:20 », never « à le 24/11 »; « du … au … » rather than « le … à le … »."""
    said = {name: re.sub(r"\s+", " ", text) for name, text in _papers(night)}
    assert {name: MISREAD.findall(text) for name, text in said.items() if MISREAD.search(text)} == {}
    assert "contrôlée le 24/11 à 00:20" in said["signatures"]
    assert "sans pièce, attestée par M. Blanc le 24/11 à 00:20" in said["signatures"]
    assert "du 24/11 à 00:21:00 au 24/11 à 00:22:00, 1 min : alarme" in said["session.md"]
