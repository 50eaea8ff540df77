"""From the words of `vigie do` on a fraud to the report they ask for."""

from __future__ import annotations

from screens.command.do.request import Asked, Asking, Request
from supervisor import action as act


def _fraud(r: Request) -> Asked:
    o = r.options
    tool_required = None if o.tool_required is None else o.tool_required == "yes"
    report = act.ReportFraud(
        r.only("une fraude se rapporte"), o.kind, o.seen, o.done, tuple(o.witness) if o.witness else None,
        report=o.report, tool_required=tool_required,
    )  # fmt: skip
    return Asked(report, evidence=tuple(o.evidence))


ACTIONS: Asking = {
    "fraud": _fraud,
}
"""What each of these words asks for."""
