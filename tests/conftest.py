"""What all tests share.

How hard Hypothesis tries: see effort.py. The figures of `make torture`: see torture/figures.py.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

from tests.effort import PROFILE, examples
from tests.few import leave_to_wide
from tests.torture import figures
from tests.torture.figures import effort, pytest_terminal_summary, pytest_unconfigure
from tests.workers import ByFunction, tell_briefly

__all__ = ["effort", "pytest_terminal_summary", "pytest_unconfigure"]

# Whoever runs the tests over SSH sees what everybody sees: what Vigie does by itself there has tests of its own.
for _name in [name for name in os.environ if name.startswith("SSH_")]:
    del os.environ[_name]
# Nor where the machine stands: a session takes the machine's zone unless told, and these hours are those of Paris.
os.environ["TZ"] = "Europe/Paris"

# What a full disk of the sessions does not take goes to the person's own folder: whoever runs the tests has theirs.
_STATE = Path(tempfile.gettempdir()) / f"vigie-state-{os.getpid()}"
os.environ["XDG_STATE_HOME"] = str(_STATE)
os.environ["XDG_CACHE_HOME"] = str(_STATE / "cache")
atexit.register(shutil.rmtree, _STATE, ignore_errors=True)

# An app of Textual is a heap of small objects that refer to each other: looking for rubbish among them at each few
# hundred new ones took a sixth of the time of its tests.
gc.set_threshold(100_000, 50, 100)


def pytest_configure(config: pytest.Config) -> None:
    """Tell as little as is shown, and begin the figures of `make torture`."""
    tell_briefly(config)
    figures.pytest_configure(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before pytest looks who is marked: see few.py."""
    leave_to_wide(items)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Until all tests are known hardly anything is thrown away, and what is there then stays to the end.

    None of it is looked through for rubbish. Who only listens to workers collects nothing, and is done at once.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_sessionfinish() -> None:
    """Nor is anything once all have run: pytest would look through it five times, and Python again as it ends."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadGroupScheduling | None:
    """Who runs what: see workers.py."""
    return ByFunction(config, log) if config.getvalue("dist") == "loadgroup" else None


# The same examples on every machine and at every run: a red test is red for everybody. No deadline: two cores are
# shared, and a slow example proves nothing. No database: the examples do not depend on what failed here before.
settings.register_profile(
    "ci",
    max_examples=examples(40),
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "torture",
    settings.get_profile("ci"),
    max_examples=2_000,
    stateful_step_count=60,
    derandomize=False,
)
settings.register_profile("short", settings.get_profile("ci"))
settings.load_profile(PROFILE)
