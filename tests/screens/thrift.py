"""What Textual works out as an app starts is worked out once a worker: these tests start two thousand.

What a test gets is equal to what it would have got; `tests/screens/test_thrift.py` compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType
from typing import Any
from unittest.mock import patch

from rich.segment import Segment
from rich.style import Style
from textual import _callback
from textual.color import Color
from textual.css import match, query
from textual.css.model import CombinatorType, RuleSet, SelectorSet
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parse_rules_once(self: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
    """What one parse gave, for the same text with the same variables, as Textual itself does within one app."""
    key = (css, where, *how.items(), *self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, *where, **how)
    return _parsed[key]


@dataclass
class _Applied:
    """What stands in the end of all that a sheet says of a node."""

    flags: tuple[bool, ...]
    """What Textual notes of the node."""
    rules: Mapping[str, object] | None
    """Its styles."""
    settled: dict[str, object] | None = None
    """What a node holds that has them, as its properties keep them: set again, nothing of it changed."""


@dataclass
class _Selected:
    """What a sheet says of all nodes of the same names."""

    asked: tuple[str, ...]
    """The states that its rules for them ask of a node or of one that it is in."""
    applied: dict[object, _Applied]
    """For each likeness."""


_generated: dict[tuple[object, ...], dict[str, str]] = {}
_generate = ColorSystem.generate


def _generate_once(self: ColorSystem) -> dict[str, str]:
    """The colours that one theme names, with all their shades."""
    own = {**vars(self), "variables": tuple(self.variables.items())}
    key = tuple(own.items())
    if key not in _generated:
        _generated[key] = _generate(self)
    return dict(_generated[key])


FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual notes of a node as it is styled."""

_sheets: dict[tuple[int, ...], dict[frozenset[str], _Selected]] = {}
_apply = Stylesheet.apply
_strip = Strip.__init__


def _selected(self: Stylesheet, names: frozenset[str]) -> _Selected:
    rules = self.rules
    kept: tuple[list[RuleSet], dict[frozenset[str], _Selected]] | None = self.__dict__.get("_kept_for")
    if kept is None or kept[0] is not rules:
        # The rules of one text are the same objects in each sheet, and stay.
        kept = self.__dict__["_kept_for"] = (rules, _sheets.setdefault(tuple(map(id, rules)), {}))
    found = kept[1].get(names)
    if found is None:
        of_them = {rule for name in self.rules_map.keys() & names for rule in self.rules_map[name]}
        asked = sorted(set().union(*(rule.pseudo_classes for rule in of_them)))
        found = kept[1][names] = _Selected(tuple(asked), {})
    return found


def _likeness(node: DOMNode, asked: tuple[str, ...]) -> object:
    """All that a selector asks of a node, and of each one that it is in."""
    likeness: list[object] = []
    each: object = node
    while isinstance(each, DOMNode):
        likeness += (type(each), each._id, frozenset(each._classes))
        if asked:
            likeness += map(each.has_pseudo_class, asked)
        each = each._parent
    return tuple(likeness)


def _apply_once(self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
    """What one look through all rules gave, for a node like it, with the same rules."""
    selected = _selected(self, frozenset(node._selector_names))
    likeness = _likeness(node, selected.asked)
    found = selected.applied.get(likeness)
    if found is None:
        given: list[Mapping[str, object]] = []
        before = self.replace_rules

        def replace_rules(of: DOMNode, rules: Any, animate: bool = False) -> None:
            if of is node:
                given.append(rules)
            before(of, rules, animate)

        # The parts of a node are styled within it: what stands on the sheet meanwhile may be that of the node around.
        with patch.object(self, "replace_rules", replace_rules):
            _apply(self, node, animate=animate)
        flags = tuple(getattr(node, flag) for flag in FLAGS)
        selected.applied[likeness] = _Applied(flags, given[0] if given else None)
        return
    for flag, value in zip(FLAGS, found.flags, strict=True):
        setattr(node, flag, value)
    if found.rules is not None:
        _replace_rules(self, node, found, animate=animate)
    self._process_component_classes(node)


def _replace_rules(sheet: Stylesheet, node: DOMNode, applied: _Applied, *, animate: bool) -> None:
    """Set them one by one; not again on a node that has them."""
    before = dict(node.styles.base._rules)
    if not animate and before == applied.settled:
        node.notify_style_update()
        return
    sheet.replace_rules(node, applied.rules, animate=animate)  # type: ignore[arg-type]
    if not animate and node.styles.base._rules == before:
        applied.settled = before  # type: ignore[assignment]


def _plain_strip(self: Any, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    """A line with what it remembers in plain dictionaries: seven objects less for each, of tens of thousands."""
    self._segments = list(segments)
    self._cell_length = cell_length
    self._divide_cache = {}
    self._crop_cache = {}
    self._style_cache = {}
    self._filter_cache = {}
    self._line_length_cache = {}
    self._crop_extend_cache = {}
    self._offsets_cache = {}
    self._render_cache = None
    self._link_ids = None
    self._cell_count = None


_tinted: dict[tuple[object, ...], Style] = {}
_tint = BackgroundScreen.process_segments


def _tint_once(segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
    """What lies behind a box: each style of it with the box's tint, as it came out the first time."""
    for segment in segments:
        text, style, control = segment
        if control:
            yield segment
            continue
        # What it refers to is no part of a style once it lies behind a box.
        key = (style._color, style._bgcolor, style._attributes, style._set_attributes, color) if style else (color,)
        if key not in _tinted:
            [tinted] = _tint([segment], color)
            _tinted[key] = tinted.style or Style.null()
        yield Segment(text, _tinted[key])


_matches = match._check_selectors


def _matches_at_last(selector_sets: Iterable[SelectorSet], node: DOMNode) -> bool:
    """Whether a node is what a query asks for: what its last word does not fit need not be looked at from the top."""
    for each in selector_sets:
        last = each.selectors[-1]
        if last.check(node):
            is_all = len(each.selectors) == 1 and last.combinator is CombinatorType.DESCENDENT
            if is_all or _matches(each.selectors, node.css_path_nodes):
                return True
    return False


_parameters = _callback._count_parameters


def _count_parameters(func: Callable[..., object]) -> int:
    """How many arguments a function takes, out of its code, without the whole of its signature."""
    if type(func) is not FunctionType or func.__dict__:
        # What wraps another one says so there.
        return _parameters(func)
    code = func.__code__
    return (
        code.co_argcount + code.co_kwonlyargcount
        + bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    )  # fmt: skip


_handlers: dict[tuple[type, str, type], tuple[tuple[type, str], ...] | None] = {}
"""By kind of part, name and kind of message: the names of the functions, class by class."""
_get_dispatch_methods = MessagePump._get_dispatch_methods


def _methods_of(kind: type, name: str, of: type) -> tuple[tuple[type, str], ...] | None:
    """Which functions of a kind of part are called for a message; None: it depends on who sent it."""
    found: list[tuple[type, str]] = []
    called: set[Any] = set()
    for cls in kind.__mro__:
        decorated: dict[type, list[tuple[Any, Any]]] = cls.__dict__.get("_decorated_handlers") or {}
        for message in of.__mro__:
            for told, selectors in decorated.get(message, ()):
                if selectors or vars(cls)[told.__name__] is not told:
                    return None
                if told not in called:
                    called.add(told)
                    found.append((cls, told.__name__))
        for each in (f"_{name}", name):
            own = cls.__dict__.get(each)
            if own:
                if not getattr(own, "_textual_on", None):
                    found.append((cls, each))
                break
    return tuple(found)


def _dispatch_once(self: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Any]]:
    """Whom a message is handed to, as the first of its kind was."""
    key = (type(self), name, type(message))
    if key not in _handlers:
        _handlers[key] = _methods_of(*key)
    handlers = _handlers[key]
    if handlers is None:
        yield from _get_dispatch_methods(self, name, message)
        return
    before: type | None = None
    for cls, called in handlers:
        # One that wants nothing further to be done is asked so from class to class.
        if cls is not before and message._no_default_action:
            return
        before = cls
        yield cls, cls.__dict__[called].__get__(self, cls)


def style_once() -> None:
    """From now on, in this worker."""
    Stylesheet._parse_rules = _parse_rules_once  # type: ignore[method-assign]
    Stylesheet.apply = _apply_once  # type: ignore[method-assign]
    ColorSystem.generate = _generate_once  # type: ignore[method-assign]
    Strip.__init__ = _plain_strip  # type: ignore[method-assign]
    BackgroundScreen.process_segments = staticmethod(_tint_once)  # type: ignore[method-assign]
    query.match = _matches_at_last  # type: ignore[attr-defined]
    _callback._count_parameters = _count_parameters
    MessagePump._get_dispatch_methods = _dispatch_once  # type: ignore[assignment,method-assign]
    # Each rule is asked for its hash, which is its identity, for each widget that is styled: Python's own is the
    # identity too, without a call.
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]
