"""Who runs what: the cases of one function go to one worker together; and what a worker tells of them."""

from __future__ import annotations

import pytest
from xdist.remote import WorkerInteractor
from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController


class ByFunction(LoadGroupScheduling):  # type: ignore[misc]  # it ships no types
    """Hands out functions with all their cases, and marked groups whole; forgets what is done.

    xdist keeps all that it ever handed out, and counts at each test that ends what of it is pending: with 8,000 cases
    handed out one by one, that took as long as starting 300 apps.
    """

    def _split_scope(self, nodeid: str) -> str:
        """The group that a test was marked with, or its function."""
        group: str = super()._split_scope(nodeid)
        return group.partition("[")[0] if group == nodeid else group

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """A test has ended, and maybe all that it was handed out with."""
        super().mark_test_complete(node, item_index, duration)
        units = self.assigned_work[node]
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(units[scope].values()):
            del units[scope]


class Brief:
    """Tells of a test that passed once, instead of when it begins, is ready, is done and has been cleared away.

    Who listens shows a dot for it in any case; five messages for each of 9,000 tests took as long as 500 of them.
    """

    def __init__(self, teller: WorkerInteractor) -> None:
        self._teller = teller

    @pytest.hookimpl
    def pytest_runtest_logstart(self) -> None:
        """Only a name that is shown as a test begins would need it."""

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What did not pass, and what was tested."""
        if not (report.passed and report.when != "call"):
            self._teller.pytest_runtest_logreport(report)


def tell_briefly(config: pytest.Config) -> None:
    """Have a worker tell only what is shown: not more than dots, nor how long it took to get ready."""
    if config.getoption("verbose") > 0 or config.getoption("durations") is not None or config.getoption("xmlpath"):
        return
    # A worker is sent its part of xdist as text: the class is not the one that can be imported.
    tellers = [plugin for plugin in config.pluginmanager.get_plugins() if type(plugin).__name__ == "WorkerInteractor"]
    for teller in tellers:
        brief = Brief(teller)
        for name in ("pytest_runtest_logstart", "pytest_runtest_logreport"):
            getattr(config.hook, name)._remove_plugin(teller)
        config.pluginmanager.register(brief)
