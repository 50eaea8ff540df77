"""What the program remembers has a bound, or goes with what it remembers: a board stays open for days.

`tests/torture/test_soak.py` measures a day of it; here each table that could grow is found in the program's text.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from tests.sources import READS_ALL, as_written, modules, named, nodes_of, tree_of

OF_FEW = {
    "data/documents/pdf/lettering.py:_font": "thin or bold",
    "data/reference/__init__.py:_meanings": "two editions",
    "data/reference/__init__.py:_reference": "two editions",
    "screens/command/parser.py:_parser": "with a verb or without",
    "screens/kit/themes.py:style": "the roles and grounds of three palettes",
    "supervisor/event/base.py:_personal_fields": "the kinds of events",
    "supervisor/unrecorded.py:_form": "the kinds of actions",
}
"""What is remembered for good, with what it is asked: only that many answers can be."""
FILLED_ONCE = {
    "data/upgrades.py:UPGRADES": "versions of the journal",
    "supervisor/announcing.py:NOTHING_TOLD": "stays empty",
    "supervisor/deciding/plan.py:DECIDERS": "the kinds of actions",
    "supervisor/folding/mutable.py:CHANGES": "the kinds of events",
    "supervisor/objection.py:CHECKS_OF_ONE": "the kinds of actions",
    "supervisor/objection.py:CHECKS_OF_SESSION": "the kinds of actions",
    "supervisor/story.py:PHRASES": "the kinds of events",
}
"""Tables of a module that its neighbours fill as they are loaded."""
NAMED_ON_THE_COMMAND_LINE = {
    "data/hub/opening.py:_OPEN": "the hubs that are read",
    "data/hub/opening.py:_FOLLOWED": "the hubs that are followed",
    "data/mirrored.py:_MIRRORED": "the schools of those",
}
"""Tables of a module that hold what the command named."""
SHORT_LIVED = (
    "data/documents/", "data/roster/", "data/services/", "screens/command/french.py", "screens/kit/updates.py",
    "supervisor/closing/", "supervisor/deciding/",
)  # fmt: skip
"""What lives there ends with the paper, the list, the answer, the command line, the update or the action it is of."""
WITH_WHAT_THEY_ARE_OF = {
    "data/journal.py:Journal._brought": "the pieces of evidence that were brought here",
    "data/journal.py:Journal._taken_away": "the same",
    "data/outlines.py:Outlines._used": "the closed sessions of a store",
    "screens/command/lines/listening.py:Listening._own": "the numbers of the events that were recorded here",
    "screens/live/app.py:LiveApp._recorded_at": "the instants of the actions that were recorded here",
    "screens/live/coach.py:Coach._read": "the lessons of a rehearsal",
    "screens/offices/review.py:ReadingOffice._made": "the stores that are read",
    "supervisor/ends.py:Ends._settled": "the candidates of a session",
    "supervisor/masking.py:_Aliases._known": "the surveillants of a session, for one masking of it",
    "supervisor/rehearsal.py:Rehearsal._recorded": "the cues of a script",
    "supervisor/rehearsal.py:Rehearsal._said": "the same",
}
"""What an object holds of each of these for as long as it lives, and takes nothing away from: small, and not more of
them than were recorded or are there anyway."""

CONTAINERS = {"dict", "list", "set", "deque", "defaultdict", "OrderedDict", "Counter"}
ADDS = {"append", "appendleft", "add", "update", "extend", "setdefault", "insert"}
TAKES = {"clear", "pop", "popitem", "popleft", "remove", "discard", "difference_update", "intersection_update"}


def memories() -> Iterator[tuple[str, ast.FunctionDef, ast.expr]]:
    """Each function that remembers its answers: where it is, itself, and how it is told to."""
    for module in modules():
        for node in nodes_of(module):
            for told in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                way = told.func if isinstance(told, ast.Call) else told
                if as_written(way).rpartition(".")[2] in ("cache", "lru_cache"):
                    assert isinstance(node, ast.FunctionDef)
                    yield f"{named(module)}:{node.name}", node, told


def bound_of(told: ast.expr) -> int | None:
    """How many answers a function keeps; None where it keeps all."""
    given = [*told.args, *(word.value for word in told.keywords)] if isinstance(told, ast.Call) else []
    sizes = [one.value for one in given if isinstance(one, ast.Constant)]
    return next((size for size in sizes if isinstance(size, int)), None)


def is_empty(value: ast.expr | None) -> bool:
    """It is a table with nothing in it, which does not say how much it takes."""
    match value:
        case ast.Dict(keys=[]) | ast.List(elts=[]):
            return True
        case ast.Call(args=[], keywords=words):
            kind = as_written(value.func).partition("[")[0].rpartition(".")[2]
            if kind in CONTAINERS:
                return all(word.arg != "maxlen" for word in words)
            return bool(CONTAINERS & {ast.unparse(word.value) for word in words if word.arg == "default_factory"})
    return False


def begun(body: Iterator[ast.AST] | list[ast.stmt]) -> Iterator[ast.expr]:
    """What becomes an empty table in these statements."""
    for node in body:
        if isinstance(node, ast.AnnAssign) and is_empty(node.value):
            yield node.target
        elif isinstance(node, ast.Assign) and is_empty(node.value):
            yield from node.targets


def of_self(node: ast.AST) -> str:
    """The name of an object's own attribute; empty for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "other"):
        return node.attr
    return ""


def touched(kind: ast.ClassDef) -> tuple[set[str], set[str]]:
    """The attributes that a class adds to, and those from which it takes away or which it begins anew."""
    adds, takes, times = set[str](), set[str](), Counter[str]()
    for node in ast.walk(kind):
        match node:
            case ast.AugAssign(target=target, op=sign):
                (takes if isinstance(sign, ast.Sub | ast.BitAnd) else adds).add(of_self(target))
            case ast.Assign(targets=targets):
                several = [one for target in targets if isinstance(target, ast.Tuple) for one in target.elts]
                for one in [*targets, *several]:
                    times[of_self(one)] += 1
                    if isinstance(one, ast.Subscript):
                        adds.add(of_self(one.value))
            case ast.AnnAssign(target=target):
                times[of_self(target)] += 1
            case ast.Delete(targets=targets):
                takes |= {of_self(target.value) for target in targets if isinstance(target, ast.Subscript)}
            case ast.Call(func=ast.Attribute(value=whose, attr=verb)) if verb in ADDS | TAKES:
                # Of `self._recorded.setdefault(…).update(…)` the table is what is before the first of them.
                (adds if verb in ADDS else takes).add(of_self(whose))
    return adds, takes | {name for name, count in times.items() if count > 1}


def growing() -> Iterator[str]:
    """The tables of objects to which something is added and from which nothing is ever taken away."""
    lasting = [(named(module), module) for module in modules() if not named(module).startswith(SHORT_LIVED)]
    for place, module in lasting:
        for kind in [node for node in nodes_of(module) if isinstance(node, ast.ClassDef)]:
            adds, takes = touched(kind)
            own = {of_self(one) for one in begun(ast.walk(kind))}
            own |= {one.id for one in begun(kind.body) if isinstance(one, ast.Name)}
            yield from (f"{place}:{kind.name}.{name}" for name in own & adds - takes - {""})


@READS_ALL
def test_what_remembers_its_answers_says_how_many() -> None:
    """Without a number only what takes nothing, or what only few can ask."""
    unbounded = {place for place, asked, told in memories() if bound_of(told) is None and ast.unparse(asked.args)}
    assert unbounded == OF_FEW.keys()


@READS_ALL
def test_no_answer_is_remembered_under_whoever_asked() -> None:
    """A table that all objects of a kind share would keep each of them."""
    of_objects = {place for place, asked, _ in memories() if "self" in {one.arg for one in asked.args.args}}
    assert of_objects == {"screens/kit/themes.py:style"}


@READS_ALL
def test_no_module_gathers_without_end() -> None:
    """A table of a module stays as long as the program: what fills it is few, and named here."""
    found = {f"{named(module)}:{as_written(one)}" for module in modules() for one in begun(tree_of(module).body)}
    assert found == FILLED_ONCE.keys() | NAMED_ON_THE_COMMAND_LINE.keys()


@READS_ALL
def test_what_an_object_gathers_goes_again() -> None:
    """Where nothing is taken away, it is said here what it cannot outgrow."""
    assert sorted(growing()) == sorted(WITH_WHAT_THEY_ARE_OF)


def test_a_table_that_only_grows_is_found() -> None:
    """In each way in which one writes it."""
    told = ast.parse(
        "class A:\n a: dict = field(default_factory=dict)\n def __init__(self):\n"
        "  self.b = {}\n  self.c: set[int] = set()\n  self.d, self.e = 1, 2\n  self.f = []\n"
        "  self.g = deque(maxlen=9)\n"
        " def go(self):\n  self.a[1] = 2\n  self.b |= {}\n  self.c.add(1)\n  self.f.append(1)\n  self.g.append(1)\n"
        " def stop(self):\n  self.f.clear()\n"
    ).body[0]
    assert isinstance(told, ast.ClassDef)
    adds, takes = touched(told)
    own = {of_self(one) for one in begun(ast.walk(told))} | {ast.unparse(one) for one in begun(told.body)}
    assert own & adds - takes - {""} == {"a", "b", "c"}
