"""Who runs what: the cases of one function go to one worker together."""

from __future__ import annotations

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
