"""What leaves of a closed session is the same whenever it is made (RULES.md section 12)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

from data.documents.csv_out import candidates_csv
from data.documents.json_out import session_json
from data.documents.markdown_out import finalisation_markdown, session_markdown
from data.documents.papers import PAPERS
from data.documents.recall_csv import recall_csv
from data.documents.rescue_sheet import rescue_sheet
from data.documents.without_names import without_names_csv, without_names_json
from screens.command.figures import summary
from screens.command.status import status_lines
from supervisor import action as act
from tests.documents.reading import Paper
from tests.supervisor.support import Bench

MADE_AT = re.compile(r"produit par Vigie le .*?\)|Imprimée (le .* )?à .*|il est [\d:]+")
"""What says when it was made: that alone may differ."""


def left_open() -> Bench:
    """Somebody waits, is paused, interrupted, touched by an outage, beyond his hour; an alert is open."""
    bench = Bench()
    bench.at("08:50").do(act.Mark("presence", (5,)))
    bench.start(1, 2, 3, 4, at="09:00")
    bench.at("09:50").do(act.Mark("pause-begin", (2,)))
    bench.at("09:55").do(act.Interrupt((3,), "technical"))
    bench.at("10:00").do(act.BeginGlobal("x", (4,)))
    bench.do(act.RecordIncident("E1", (1,), question=3))
    bench.at("11:00").do(act.CloseSession(force=True))
    return bench


def made(bench: Bench) -> Iterator[tuple[str, str]]:
    """Every way out, by name."""
    session, now = bench.session, bench.now
    whole = json.loads(session_json(session, bench.lines, now))
    del whole["exported_at"]
    yield "session.json", json.dumps(whole, sort_keys=True)
    yield "session.md", session_markdown(session, now).decode()
    yield "finalisation.md", finalisation_markdown(session).decode()
    yield "candidats.csv", candidates_csv(session, now).decode()
    yield "rappels.csv", recall_csv(session).decode()
    yield "sans nom", without_names_json(session, now).decode() + str(without_names_csv(session, now))
    yield "secours.txt", rescue_sheet(session, now)
    yield "status", "\n".join(status_lines(session, now, full=True))
    yield "status --json", json.dumps(summary(session, now), default=str)
    for paper in PAPERS.values():
        for name, content in paper.make(session, now).items():
            yield name, " ".join(page.extract_text() for page in Paper(content).reader.pages)
        for name, content in paper.pages(session, now).items():
            yield name, content.decode()


def test_what_is_made_days_later_is_the_same() -> None:
    """But for the line that says when it was made; two days later, when the 48 hours are over, too."""
    bench = left_open()
    first = {name: MADE_AT.sub("", text) for name, text in made(bench)}
    bench.wait(days=2, hours=3)
    assert {name: MADE_AT.sub("", text) for name, text in made(bench)} == first
    assert bench.now - bench.hour("11:00") > timedelta(hours=48)
