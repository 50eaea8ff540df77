"""What somebody waits for who looks at a whole académie over a hub, and what the reader holds of memory then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.rooms import make_year
from benchmarks.terminal import Eye, running
from benchmarks.work import Effort, Figure, work
from benchmarks.works.hub import a_hub, by_socket, uai
from benchmarks.works.wire import settings
from data.archive import journals_of
from data.hub.direct import DirectWay
from data.hub.lines import batches, outbox_of
from data.hub.tallying import tally_of
from data.hub.way import BATCH
from data.reading import ReadingJournal
from supervisor.folding import utc
from tests.hub.conftest import Hub
from tests.spaces import plain_spaces


@work(
    "hub-first-picture", "an académie's account: from `vigie review` on a hub to the list of its schools", is_long=True
)
def first_picture(effort: Effort) -> Iterator[Figure]:
    """238 schools with ten sessions each; and `vigie status`, which says the same in lines and ends."""
    schools, runs = effort.pick(full=(238, 5), quick=(20, 2), tiny=(2, 1))
    store = effort.place("first-picture")
    lines = make_year(store, schools * 10)
    what = f"{schools} schools, {schools * 10:,} journals, {lines:,} lines"
    with a_hub() as hub:
        _send(hub, store, schools)
        address = hub.address_of(hub.reader("academie")).text
        words = ["-m", "supervisor", "review", "--store", address]
        pictures, processor, held = [], [], []
        for _ in range(runs):
            with running(words, VIGIE_SETTINGS=settings(store)) as program:
                at = program.read_until_seen(lambda shown: f"{schools} établissements" in plain_spaces(shown), Eye())
                pictures.append((at - program.begun) * 1000)
                processor.append(program.cpu_s * 1000)
                held.append(program.memory_mib[0])
    yield Figure(f"first picture of an académie, {what}", "ms", tuple(pictures))
    yield Figure("processor of the reader until then", "ms", tuple(processor))
    yield Figure("memory of the reader then: RSS", "MiB", tuple(held))


def _send(hub: Hub, store: Path, schools: int) -> None:
    """Each school's laptop sends its ten sessions, and what they come to."""
    paths = journals_of(store)
    for n in range(schools):
        way = DirectWay(by_socket(hub, hub.device("salle", uai(n))))
        for path in paths[n * 10 : (n + 1) * 10]:
            box = outbox_of(path.read_bytes())
            for piece in batches(box.lines, BATCH):
                way.add(box.root, piece)
            session = ReadingJournal.open(path).session
            last = session.entries[-1]
            way.tell(box.root, last.digest, tally_of(session, utc(last.recorded_at)))
        way.seen(0)
        way.close()
    hub.sql("ANALYZE")
