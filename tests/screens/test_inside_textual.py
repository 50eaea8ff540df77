"""What the screens take of Textual that it promises to nobody, all of it by name: look there at its next release."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from tests.sources import HOUSE, READS_ALL, as_written, modules, named, nodes_of, text_of

if sys.platform == "win32":
    import pytest

    pytest.skip("Textual has another driver on Windows", allow_module_level=True)

INSIDE = {
    "screens/application/app.py": {
        "_background_screens", "_close_messages_no_wait", "_closed", "_compositor", "_display", "_driver", "_exception",
        "_exit", "_fatal_error", "_handle_exception", "_running", "_shutdown", "_size",
    },
    "screens/dialogs/fields.py": {"_on_key", "_on_paste"},
    "screens/kit/driver.py": {
        "_app", "_debug", "_enable_mouse_support", "_mouse", "_run_input_thread",
        "_sequence_to_key_events", "_xterm_parser",
    },
    "screens/kit/grounds.py": {"_styles_cache"},
    "screens/kit/hands.py": {"_character_to_key"},
    "screens/kit/sizes.py": {"_screen_resized", "_size"},
    "screens/welcome/name_input.py": {"_on_key"},
}  # fmt: skip
"""Its private modules, functions and attributes, and the private methods of its classes that ours stand in for."""


@cache
def private_of(base: type) -> frozenset[str]:
    """The private attributes that one class of Textual's defines or assigns."""
    assigned = re.findall(r"\bself\.(_[a-z]\w*)", inspect.getsource(base))
    return frozenset([*assigned, *(name for name in vars(base) if re.match("_[a-z]", name))])


def private_names(cls: type) -> set[str]:
    """The private attributes that Textual's own classes give one of ours."""
    return {name for base in cls.__mro__ if base.__module__.startswith("textual.") for name in private_of(base)}


def taken(module: str, path_nodes: tuple[ast.AST, ...]) -> Iterator[str]:
    """The private names of Textual in one of our modules: imported, stood in for, or asked of what is its own."""
    ours = vars(import_module(module))
    for node in path_nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from (name for name in names if name.startswith("_"))
        if isinstance(node, ast.ClassDef) and isinstance(cls := ours.get(node.name), type):
            private = private_names(cls)
            for inner in ast.walk(node):
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name in private:
                    yield inner.name
                if (
                    isinstance(inner, ast.Attribute)
                    and as_written(inner).startswith("self._")
                    and inner.attr in private
                ):
                    yield inner.attr


def names_of_the_house() -> set[str]:
    """What some module of ours defines or assigns."""
    found: set[str] = set()
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    return found


@READS_ALL
def test_what_is_taken_from_inside_textual_is_known_by_name() -> None:
    """One more is a decision: it may change with any release, and `textual` is pinned for these alone."""
    ours = names_of_the_house()
    found: dict[str, set[str]] = defaultdict(set)
    for path in modules("screens"):
        name = named(path)
        if "textual" not in text_of(path):
            continue
        found[name] |= set(taken(".".join(path.relative_to(HOUSE).with_suffix("").parts), nodes_of(path)))
        for node in nodes_of(path):
            if isinstance(node, ast.Attribute) and re.match("_[a-z]", node.attr) and node.attr not in ours:
                found[name] |= {node.attr} - {"_exit" if as_written(node) == "os._exit" else ""}
    assert {name: names for name, names in found.items() if names} == INSIDE
