"""What stands in the files of the house, read once for all tests that look through them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
FLOORS = ("supervisor", "screens", "data")

READS_ALL = pytest.mark.xdist_group("sources")
"""Tests that look through all of the product, or of the tests: one worker reads it, once for all of them."""


def modules(*places: str) -> Iterator[Path]:
    """Every Python file of these folders of the house, in whatever room of theirs; of the three floors if none."""
    for place in places or FLOORS:
        found = sorted((HOUSE / place).rglob("*.py"))
        assert found, f"{place} has moved"
        yield from found


def named(module: Path) -> str:
    """A file of the house by its path in it."""
    return module.relative_to(HOUSE).as_posix()


@cache
def text_of(module: Path) -> str:
    """A file as it stands there."""
    return module.read_text(encoding="utf-8")


@cache
def tree_of(module: Path) -> ast.Module:
    """What is written in a file."""
    return ast.parse(text_of(module))


@cache
def nodes_of(module: Path) -> tuple[ast.AST, ...]:
    """Each thing that is written in a file, as `ast.walk` finds them."""
    return tuple(ast.walk(tree_of(module)))


@cache
def calls_in(module: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Each call in a file: what is called, and how."""
    return tuple((as_written(node.func), node) for node in nodes_of(module) if isinstance(node, ast.Call))


def as_written(node: ast.expr) -> str:
    """What `ast.unparse` says of an expression; most are names and attributes, which are said without it."""
    parts = []
    each = node
    while isinstance(each, ast.Attribute):
        parts.append(each.attr)
        each = each.value
    if not isinstance(each, ast.Name):
        return ast.unparse(node)
    return ".".join([each.id, *reversed(parts)])
