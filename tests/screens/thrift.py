"""What Textual works out as an app starts is worked out once a worker: these tests start two thousand.

What a test gets is equal to what it would have got; `tests/screens/test_thrift.py` compares them.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parse_rules_once(self: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
    """What one parse gave, for the same text with the same variables, as Textual itself does within one app."""
    key = (css, where, *how.items(), *self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, *where, **how)
    return _parsed[key]


def style_once() -> None:
    """From now on, in this worker."""
    Stylesheet._parse_rules = _parse_rules_once  # type: ignore[method-assign]
    # Each rule is asked for its hash, which is its identity, for each widget that is styled: Python's own is the
    # identity too, without a call.
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]
