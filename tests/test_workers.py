"""What a worker tells of its tests: less than pytest would, and nothing less of what somebody sees."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from xdist.remote import WorkerInteractor

from tests.workers import tell_briefly


class Told(WorkerInteractor):  # type: ignore[misc]  # it ships no types
    """A worker that sends nothing anywhere, and notes what it would have sent."""

    def __init__(self, **options: object) -> None:
        self.said: list[str] = []
        plugins = pytest.PytestPluginManager()
        plugins.register(self)
        plugins.register(Mock(spec=[]))
        asked = {"verbose": 0, "durations": None, "xmlpath": None, **options}
        self.config: Any = Mock(pluginmanager=plugins, hook=plugins.hook, getoption=asked.__getitem__)
        self.item_index, self.workerid, self.testrunuid = 0, "gw0", "1"

    def sendevent(self, name: str, **kwargs: object) -> None:
        self.said.append(name)

    def pytest_report_to_serializable(self) -> dict[str, object]:
        return {}


Told.__name__ = WorkerInteractor.__name__


def told_of(report: pytest.TestReport, **options: object) -> list[str]:
    """What reaches the one who listens, of a test of which this is a report."""
    worker = Told(**options)
    worker.session = Mock(items=[Mock(nodeid=report.nodeid)])
    tell_briefly(worker.config)
    hook = worker.config.hook
    hook.pytest_runtest_logstart(nodeid=report.nodeid, location=report.location)
    hook.pytest_runtest_logreport(report=report)
    hook.pytest_runtest_logfinish(nodeid=report.nodeid, location=report.location)
    return worker.said


def report_of(when: Any, outcome: Any) -> pytest.TestReport:
    return pytest.TestReport("tests/test_a.py::test_b", ("tests/test_a.py", 0, "test_b"), {}, outcome, None, when)


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
@pytest.mark.parametrize("outcome", ["passed", "failed", "skipped"])
def test_only_what_is_shown_is_told(when: str, outcome: str) -> None:
    """That a test passed, and whatever did not."""
    is_told = when == "call" or outcome != "passed"
    assert told_of(report_of(when, outcome)) == ["testreport"] * is_told + ["logfinish"]
    assert told_of(report_of(when, outcome), verbose=-1) == ["testreport"] * is_told + ["logfinish"]


@pytest.mark.parametrize("asked", [{"verbose": 1}, {"durations": 40}, {"durations": 0}, {"xmlpath": "report.xml"}])
def test_more_is_told_where_it_is_asked_for(asked: dict[str, object]) -> None:
    """`-v`, `--durations`, `--junit-xml`."""
    assert told_of(report_of("setup", "passed"), **asked) == ["logstart", "testreport", "logfinish"]


def test_this_worker_tells_briefly(pytestconfig: pytest.Config) -> None:
    """The real one, where the tests have workers."""
    tellers = [type(plugin).__name__ for plugin in pytestconfig.pluginmanager.get_plugins()]
    is_more_wanted = pytestconfig.getoption("verbose") > 0 or pytestconfig.getoption("durations") is not None
    is_brief = "WorkerInteractor" in tellers and not (is_more_wanted or pytestconfig.getoption("xmlpath"))
    assert ("Brief" in tellers) is is_brief
    called = [type(each.plugin).__name__ for each in pytestconfig.hook.pytest_runtest_logreport.get_hookimpls()]
    assert not is_brief or "WorkerInteractor" not in called
