"""The house itself: what is imported by what, what is locked, and how long a file is."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from supervisor.event import Drafted, Entry
from supervisor.incident import FraudReport, GlobalIncident, Incident
from supervisor.session import Session
from supervisor.session_facts import RoomPoint
from supervisor.situation import Checked, Note, Situation
from supervisor.timing import Adjustment, Interval
from tests.sources import FLOORS, HOUSE, READS_ALL, as_written, calls_in, modules, named, nodes_of, text_of
from tests.waiting import PATIENCE_S

LONGEST_FILE = 450


def dotted(module: Path) -> str:
    """A file of the house by the name it is imported by."""
    return ".".join(module.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def run_python(program: str, *args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh Python, with stdin closed and no terminal."""
    return subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=HOUSE,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )


# --------------------------------------------------------------------------------------------------- who loads what

# The names are written when the process ends, so that it does not matter how the command leaves.
REPORT_LOADED = """
import atexit, os, sys
def report():
    loaded = sorted(name for name, module in sys.modules.items() if module is not None)
    with open(os.environ["LOADED"], "w", encoding="utf-8") as file:
        file.write(" ".join(loaded))
atexit.register(report)
"""
RUN_COMMAND = """
import runpy
sys.argv[0] = "vigie"
runpy.run_module("supervisor", run_name="__main__", alter_sys=True)
"""


def loaded_by(program: str, tmp_path: Path, *args: str) -> set[str]:
    """Return the modules that a program has loaded when it ends well: packages, and what of them."""
    report = tmp_path / "loaded.txt"
    done = run_python(REPORT_LOADED + program, *args, LOADED=str(report))
    assert done.returncode == 0, done.stderr
    return set(report.read_text(encoding="utf-8").split())


def modules_of_the_rules() -> Iterator[str]:
    """Every module of supervisor/ but the door."""
    for path in modules("supervisor"):
        if path != HOUSE / "supervisor" / "__main__.py":
            yield dotted(path)


def test_the_rules_are_looked_for_in_their_rooms_too() -> None:
    """A module in a folder of supervisor/ is one of the rules like any other."""
    assert {"supervisor", "supervisor.session", "supervisor.deciding", "supervisor.deciding.time"} <= {
        *modules_of_the_rules()
    }


def test_the_rules_load_no_screen_and_no_disk(tmp_path: Path) -> None:
    """Deciding and folding a session needs neither Textual nor TinyDB."""
    loaded = loaded_by("import supervisor.session", tmp_path)
    assert loaded & {"textual", "rich", "tinydb", "filelock", "platformdirs", "arrow", "screens", "data"} == set()


def test_all_the_rules_together_load_no_screen_and_no_disk(tmp_path: Path) -> None:
    """So does every other module of supervisor/, also one added tomorrow."""
    program = "\n".join(f"import {name}" for name in modules_of_the_rules())
    loaded = loaded_by(program, tmp_path)
    assert loaded & {"textual", "rich", "tinydb", "filelock", "platformdirs", "arrow", "screens", "data"} == set()


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_loads_nothing_heavy(flag: str, tmp_path: Path) -> None:
    """`vigie --help` answers in a blink: none of the slow imports is done."""
    loaded = loaded_by(RUN_COMMAND, tmp_path, flag)
    assert loaded & {"textual", "rich", "pydantic", "arrow", "tinydb", "python_calamine"} == set()


def test_status_loads_no_textual(tmp_path: Path) -> None:
    """The lines of the command are written without Textual."""
    loaded = loaded_by(RUN_COMMAND, tmp_path, "--store", str(tmp_path / "store"), "status", "--json")
    assert "textual" not in loaded


def test_without_a_hub_nothing_of_it_is_loaded(tmp_path: Path) -> None:
    """Neither its driver nor a module of its own, by a command over the store."""
    loaded = loaded_by(RUN_COMMAND, tmp_path, "--store", str(tmp_path / "store"), "status", "--json")
    assert [name for name in loaded if name.startswith("data.hub")] == []
    assert "psycopg" not in loaded


def test_lines_load_no_textual(tmp_path: Path) -> None:
    """Neither does importing them all, nor the package that they stand in."""
    program = (
        "import importlib, pkgutil, screens.command\n"
        "for found in pkgutil.walk_packages(screens.command.__path__, 'screens.command.'):\n"
        "    importlib.import_module(found.name)\n"
    )
    assert "textual" not in loaded_by(program, tmp_path)


# ------------------------------------------------------------------------------------------------------ the contracts

CONTRACTS = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


@pytest.mark.parametrize("contract", CONTRACTS, ids=[contract["id"] for contract in CONTRACTS])
def test_an_exemption_that_exempts_nothing_is_an_error(contract: dict[str, Any]) -> None:
    """As where nothing is said: what an import that is gone was allowed, no other import may be by chance."""
    assert contract.get("unmatched_ignore_imports_alerting", "error") == "error"


# Of whatever kind a contract is, what it names is said in one of these.
NAMES_MODULES = (
    "modules",
    "source_modules",
    "forbidden_modules",
    "protected_modules",
    "allowed_importers",
    "containers",
)


@pytest.mark.parametrize("contract", CONTRACTS, ids=[contract["id"] for contract in CONTRACTS])
def test_what_a_contract_names_is_there(contract: dict[str, Any]) -> None:
    """A module that was renamed would be forbidden to nobody any more."""
    named_ones = [name for key in NAMES_MODULES for name in contract.get(key, ()) if name.partition(".")[0] in FLOORS]
    gone = [name for name in named_ones if "*" not in name and not is_module(name)]
    assert gone == []


def is_module(name: str) -> bool:
    """A module or a package of the house."""
    path = HOUSE.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


# ----------------------------------------------------------------------------------------------------- who knows what

STAND_ON_THE_DISK = {"command", "offices"}
"""Rooms of screens/ that know `data`: the lines of the command, and what the door hands to the screens."""


def test_each_screen_is_held_to_know_no_file() -> None:
    """A room of screens/ that is added stands in the contract, or among the two that may know the disk."""
    [held] = [one for one in CONTRACTS if one["id"] == "screens-are-given-a-journal"]
    rooms = {path.name for path in (HOUSE / "screens").iterdir() if any(path.glob("*.py"))}
    assert {name.removeprefix("screens.") for name in held["source_modules"]} == rooms - STAND_ON_THE_DISK


def test_a_service_prints_nothing() -> None:
    """Neither a line nor to a stream, and it reads no option."""
    told = re.compile(r"\bprint\(|\bsys\.(stdout|stderr|stdin|argv)|\bargparse\b|\bNamespace\b")
    services = list(modules("data/services"))
    assert len(services) > 10
    assert [named(path) for path in services if told.search(text_of(path))] == []


# --------------------------------------------------------------------------------------------------------- the lock

LOCK = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
LOCKED_LINES = [line for line in LOCK.splitlines() if line.strip() and not line.startswith("#")]


def canonical(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_names_no_place() -> None:
    """No registry host, no index, no path: the lock says what, the machine says from where."""
    assert re.findall(r"://|--index|--extra|--find-links|-i |@", LOCK) == []


@pytest.mark.parametrize("line", LOCKED_LINES)
def test_each_locked_version_is_exact(line: str) -> None:
    """`name==1.2.3` and nothing looser."""
    assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9]+(\.[0-9]+)*([a-z]+[0-9]+)?", line)


def test_the_lock_holds_all_that_the_project_asks_for() -> None:
    """A dependency added to pyproject.toml and not locked would be picked anew on every machine."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    asked_names = {canonical(re.split(r"[^A-Za-z0-9._-]", requirement)[0]) for requirement in asked}
    locked_names = {canonical(line.partition("==")[0]) for line in LOCKED_LINES}
    assert asked_names - locked_names == set()


READ_WITHOUT_IMPORT = {"tzdata"}
"""What is asked for and never imported: zoneinfo reads tzdata's files."""


def packages_imported() -> set[str]:
    """The packages from outside that the three floors import, by the names that registries know."""
    imported = set()
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module)
    outside = {module.partition(".")[0] for module in imported} - {*sys.stdlib_module_names, *FLOORS}
    names = packages_distributions()
    return {canonical(names[module][0]) for module in outside}


@READS_ALL
def test_what_is_imported_is_asked_for_and_nothing_else() -> None:
    """No package comes in by chance, as one that another package brings along; none is asked for in vain."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["hub"]]
    names = {canonical(re.split(r"[^A-Za-z0-9._-]", requirement)[0]) for requirement in asked}
    assert packages_imported() == names - READ_WITHOUT_IMPORT


def test_textual_is_pinned_the_same_twice() -> None:
    """The one exact pin of pyproject.toml is the locked one."""
    [pin] = [line for line in LOCKED_LINES if line.startswith("textual==")]
    assert f'"{pin}"' in (HOUSE / "pyproject.toml").read_text(encoding="utf-8")


# --------------------------------------------------------------------------------------------------------- the files


def test_no_file_is_too_long_to_read_at_one_sitting() -> None:
    """Every Python file of the three floors stays under 450 lines."""
    lengths = {named(path): len(text_of(path).splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST_FILE} == {}


# --------------------------------------------------------------------------------------------------------- the tests

WAIT_BY_THEMSELVES = {
    "tests/waiting.py",  # where the waiting is
    "tests/e2e/killing.py",  # kills at an instant that chance chooses
}
"""The only tests in which a loop may end because it was patient enough, rather than because a thing has come."""


@READS_ALL
def test_what_is_waited_for_comes_or_the_test_fails() -> None:
    """`waiting.until` in one place; a loop that sleeps and then goes on in silence hides what never came."""
    found = set()
    for module in modules("tests"):
        loops = (n for n in nodes_of(module) if isinstance(n, ast.For | ast.While))
        found |= {
            named(module) for loop in loops if SLEEPS & {as_written(c.func) for c in calls(loop)} and breaks(loop)
        }
    assert found <= WAIT_BY_THEMSELVES


def patience_in(called: str, call: ast.Call) -> Iterator[ast.expr]:
    """How long another program may take, where a call says it."""
    # A clock of a test waits for nobody.
    waits = called.endswith(".wait") and not called.endswith("clock.wait")
    if waits or called.endswith(".communicate") or called in {"subprocess.run", "subprocess.check_output"}:
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "timeout")
    if waits:
        yield from call.args


@READS_ALL
def test_no_test_is_less_patient_than_the_others() -> None:
    """A machine that is slow today is not a program that hangs: `waiting.PATIENCE_S` alone tells them apart."""
    found = {
        f"{named(module)}:{call.lineno}"
        for module in modules("tests")
        for called, call in calls_in(module)
        for told in patience_in(called, call)
        if isinstance(told, ast.Constant) and told.value
    }
    assert found == set()


SLEEPS = {"asyncio.sleep", "time.sleep", "sleep", "pilot.pause", "board.pilot.pause", "home.pilot.pause"}


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """What is called in it."""
    return (n for n in ast.walk(node) if isinstance(n, ast.Call))


def breaks(loop: ast.For | ast.While) -> bool:
    """The loop has two ends, and what follows it does not know which one it was."""
    return any(isinstance(n, ast.Break) for n in ast.walk(loop)) and not loop.orelse


# ------------------------------------------------------------------------------------------------------ what is shown


def hints_of_fields() -> Iterator[tuple[str, str]]:
    """What stands in each empty field of the screens, with its file; the home's are formats, held by its own tests."""
    dialogs = set(modules("screens/dialogs"))
    for path in modules("screens"):
        for called, call in calls_in(path):
            name = called.rpartition(".")[2]
            hints = [k.value for k in call.keywords if k.arg in ("hint", "placeholder")]
            for hint in [*hints, *(call.args[3:4] if name == "Field" and path in dialogs else ())]:
                yield named(path), ast.unparse(hint)


@READS_ALL
def test_an_example_in_an_empty_field_is_said_to_be_one() -> None:
    """« 09:41 » in an empty field reads as its value: « par ex. 09:41 » does not."""
    hints = list(hints_of_fields())
    assert len(hints) > 40
    bare = [(name, hint) for name, hint in hints if re.search(r"\d", hint) and "par ex." not in hint]
    assert not bare


# ---------------------------------------------------------------------------------------------------------- circles


def imports() -> dict[str, set[str]]:
    """Which module names which: everywhere in it, what only types need and what is imported late included."""
    known = {dotted(path): path for path in modules()}
    arrows: dict[str, set[str]] = {}
    for name, path in known.items():
        imported: set[str] = set()
        for node in nodes_of(path):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.module is not None, "nothing is imported by dots"
                parts = {f"{node.module}.{alias.name}" for alias in node.names}
                # A package is named where something that is no module of its own is taken from it.
                imported |= parts & known.keys() | ({node.module} if parts - known.keys() else set())
        arrows[name] = imported & known.keys() - {name}
    return arrows


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """Modules that lead back to each other, by Tarjan."""
    found: list[set[str]] = []
    rank: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(name: str) -> None:
        rank[name] = low[name] = len(rank)
        stack.append(name)
        for other in arrows[name]:
            if other not in rank:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == rank[name]:
            found.append({*stack[stack.index(name) :]})
            del stack[stack.index(name) :]

    for name in arrows:
        if name not in rank:
            visit(name)
    return [circle for circle in found if len(circle) > 1]


def test_a_circle_is_found() -> None:
    """Three that lead back to each other, beside what only stands under them."""
    arrows = {"a": {"b", "z"}, "b": {"c"}, "c": {"a"}, "d": {"a", "z"}, "z": set[str]()}
    assert circles(arrows) == [{"a", "b", "c"}]


@READS_ALL
def test_no_module_leads_back_to_itself() -> None:
    """A circle is one piece, whatever it is called: nothing of it can be read, tried or taken away alone."""
    arrows = imports()
    assert sum(map(len, arrows.values())) > 2_000
    assert "supervisor.closing.verdict" in arrows["supervisor.objection"]
    assert [sorted(circle) for circle in circles(arrows)] == []


# ------------------------------------------------------------------------------------------------------- one truth

ROUND_BY_THEMSELVES = {
    "supervisor/shown_time.py",  # where the rounding is
    "supervisor/wording.py",  # the words
    "data/documents/yearly/report.py",  # over several sessions, in the zone of the report
}
"""The only modules that round an end or a start to the minute."""
TELL_OTHER_HOURS = {
    "data/documents/headed.py",  # when a paper is made
    "data/documents/yearly/report.py",
    "data/documents/yearly/control.py",
}
"""Documents that tell hours of their own, which are no session's."""


def test_an_end_and_a_start_are_rounded_in_one_place() -> None:
    """Elsewhere `wording.hour_of_end` and `hour_of_start` are asked, so that one pupil has one end on every paper."""
    found = {named(module) for module in modules() if re.search(r"\bdisplay_(end|start)\b", text_of(module))}
    assert found == ROUND_BY_THEMSELVES


def test_no_hour_that_may_bring_its_day_stands_behind_a_preposition() -> None:
    """`wording.at_hour`, `at_end` and `from_to` know « à 09:41 » from « le 24/11 à 00:21 »."""
    own = re.compile(r"\b(à|de|du|dès|vers) \{(minute_of_fact|hour_of_(fact|end|start))\(")
    assert [named(module) for module in modules() if own.search(text_of(module))] == []


def test_no_document_words_an_hour_a_status_or_a_verdict_by_itself() -> None:
    """The tables of words are asked through the functions that know when they do not hold, as after the close."""
    own = re.compile(r"%H:%M|\b(STATUS|STATUS_SHORT|VERDICT|INCIDENT_STATE)\[")
    found = {named(module) for module in modules("data/documents") if own.search(text_of(module))}
    assert found <= TELL_OTHER_HOURS


def test_no_screen_and_no_line_words_an_end_by_itself() -> None:
    """What a test's start or end is called is never formatted on the spot."""
    own = re.compile(
        r"\{[^{}]*\b(stopped_at|started_at|ends?_at|finished_at|ending\.at|ending\.started_at)\b[^{}]*:%H:%M"
    )
    found = {f"{named(module)}: {told}" for module in modules() for told in own.findall(text_of(module))}
    assert found == set()


INSTANTS_OF_EVENTS = {
    "at", "begin", "end", "recorded_at", "presence_at", "signed_at", "joined_at", "started_at", "stopped_at",
    "closed_at", "finalised_at", "first_start",
}  # fmt: skip
"""Fields that hold an instant as an event said it; a test holds that none lacks."""
SUBTRACT_INSTANTS = {
    # Where what was noted is brought onto one clock.
    "supervisor/jumps.py: seen.until(now) - seen.begin",
    "supervisor/outage.py: seen.until(now) - seen.begin",
    # Of one event, of one asking, of one countdown: the same clock.
    "supervisor/story.py: entry.recorded_at - entry.at",
    "supervisor/deciding/__init__.py: at - context.now",
    "supervisor/deciding/__init__.py: context.at - context.now",
    "supervisor/deciding/__init__.py: plan.at - context.now",
    "supervisor/timing.py: self.at - now",
    "supervisor/timing.py: stop - ending.at",
    # What two boards note of one jump, which they saw on the other side of it.
    "supervisor/deciding/session.py: plan.context.now - e.recorded_at",
    # A rehearsal notes no jump.
    "supervisor/rehearsal.py: now - begun",
    "supervisor/rehearsal_script.py: now - who.started_at",
    # Nothing is noted of the clock once a session is closed; the end of its last test is that of the clock by then.
    "data/documents/yearly/report.py: figures.finalised_at - figures.ended_at",
    "data/documents/yearly/report.py: f.finalised_at - f.ended_at",
    # How wide a column is.
    "screens/widgets/rows.py: end - who.started_at",
    "screens/widgets/rows.py: who.stopped_at - who.started_at",
    # No instants of events: a place in a file, real seconds of keys, a bar of the replay.
    "data/storage.py: known.end - len(known.tail)",
    "screens/kit/guards.py: at - self.at",
    "screens/kit/hands.py: now - first",
    "screens/kit/hands.py: sign.at - first",
    "screens/review/replay.py: self.begin - self.instant",
}
"""The only subtractions of such an instant, by their file; those of an `Ending` stand on the clock of its countdown."""


def holds_an_instant(operand: ast.expr) -> bool:
    """The operand is such a field of something that is no `Ending`."""
    if not isinstance(operand, ast.Attribute) or operand.attr not in INSTANTS_OF_EVENTS:
        return False
    return not (isinstance(operand.value, ast.Name) and operand.value.id == "ending")


def named_instants(function: ast.AST) -> Iterator[str]:
    """The names that such a field, as it is, is given in a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.NamedExpr) and holds_an_instant(node.value):
            yield node.target.id
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for name, value in pairs:
                    held = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
                    if isinstance(name, ast.Name) and any(map(holds_an_instant, held)):
                        yield name.id


def subtractions_of_instants(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Where one is subtracted, or something from it, by itself or by a name that it was given; no length is one."""
    for function in nodes:
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        names = set(named_instants(function))
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and "MINUTE" not in ast.unparse(node.right):
                sides = (node.left, node.right)
                if any(holds_an_instant(side) or (isinstance(side, ast.Name) and side.id in names) for side in sides):
                    yield ast.unparse(node)


@READS_ALL
def test_how_long_ago_something_was_is_measured_in_one_place() -> None:
    """`jumps.elapsed`, `jumps.stood_still` and `outage.lasted` know of a clock that jumped; a subtraction does not."""
    found = {f"{named(module)}: {told}" for module in modules() for told in subtractions_of_instants(nodes_of(module))}
    assert found == SUBTRACT_INSTANTS


@pytest.mark.parametrize(
    "lines",
    [
        "return now - who.joined_at",
        "since = who.presence_at\n    return now - since >= limit",
        "age, other = (alert.at, 3)\n    return context.now - age",
        "begun = outage.begin if outage else None\n    return now - begun",
        "if (at := who.signed_at) is not None:\n        return now - at",
    ],
)
def test_an_age_by_the_bare_clock_is_found(lines: str) -> None:
    """However it is written."""
    assert list(subtractions_of_instants(ast.parse(f"def f(who, now):\n    {lines}\n").body))


def test_every_instant_of_an_event_is_known_by_its_name() -> None:
    """One that is new is looked for too."""
    held = (Situation, Checked, Note, Adjustment, Interval, Incident, FraudReport, GlobalIncident, RoomPoint, Session,
            Entry, Drafted)  # fmt: skip
    instants = {field.name for one in held for field in fields(one) if "datetime" in str(field.type)}
    assert instants <= INSTANTS_OF_EVENTS


def test_no_outcome_of_work_goes_by_itself() -> None:
    """`tell_outcome` stays until somebody is at the keys again; what one key does at once is answered for seconds."""
    at_once = re.compile(r"""\bsay\([^\n]*, "done"\)""")
    found = {named(module) for module in modules("screens") if at_once.search(text_of(module))}
    assert found == {"screens/closing/view.py"}, "a box that is ticked is seen where it stands"


def test_a_hub_is_called_no_folder() -> None:
    """Where somebody looks is said by `mirrored.where`; a store that is purged is always one of this machine."""
    own = re.compile(r"(session|nouvelle) dans ce dossier")
    found = {named(module) for module in modules("screens") if own.search(text_of(module))}
    assert found == {"screens/command/purging.py"}


DO_NOT_ASK_THE_DISK = {
    "data/checkup/store.py",  # the nearest folder that can be seen
    "data/room.py",  # the same
    "data/services/writing.py",  # a name for something new: making it says what stands against it
    "data/documents/folder.py",  # the same: what cannot be seen cannot be written over either
    "data/documents/places.py",
    "data/documents/zipped.py",
}
"""The only modules that take « cannot be told » for « not there »."""


def test_not_there_is_told_from_cannot_be_told() -> None:
    """`os.path.lexists` says « no » of a path that is too long or may not be looked at; `disk.is_there` does not."""
    found = {named(module) for module in modules() if "path.lexists(" in text_of(module)}
    assert found == DO_NOT_ASK_THE_DISK


CODE = re.compile(r"\b(?:C[1-8]|E(?:[1-9]|1[0-2])|A[12])\b")
"""A code of one of the grids, standing for itself."""
SPEAK_OF_CODES = {
    "screens/closing/rows.py",  # « émargement, ou C4 »
    "screens/handlers/table.py",  # what a command is for
    "screens/command/do/forms/course.py",  # what an option is for
    "screens/command/do/forms/incident.py",
    "screens/command/do/forms/people.py",
    "screens/command/lines/guide.py",  # examples
    "screens/command/narrowing.py",  # an example
    "screens/command/parser.py",
    "screens/dialogs/cards.py",  # the aide-mémoire
    "screens/dialogs/fraud.py",  # « Un C6 l'accompagne »
    "screens/dialogs/reading.py",  # the legend
    "screens/dialogs/time.py",  # « De son fait (C8) »
    "screens/widgets/counts.py",  # the mark « C6 ? »
}
"""Where a sentence, a legend or an example names a code to people: nothing is decided by it."""


def texts_of(module: Path) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    docstrings = {id(node.value) for node in nodes_of(module) if isinstance(node, ast.Expr)}
    for node in nodes_of(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@READS_ALL
def test_no_code_of_the_grids_is_known_by_its_name() -> None:
    """What a code means to the program stands in `data/reference/grid_*.toml`: a new one is a row there."""
    found = [(named(module), text) for module in modules(*FLOORS, "benchmarks") for text in texts_of(module)]
    assert len(found) > 10_000
    assert [(name, text) for name, text in found if CODE.fullmatch(text.strip(" :"))] == []
    assert {name for name, text in found if CODE.search(text)} <= SPEAK_OF_CODES


@READS_ALL
def test_a_number_that_somebody_wrote_is_read_in_one_place() -> None:
    """`digits.number_in`: « ² » is a digit to `str.isdigit` alone, and `int` refuses more than 4,300 digits."""
    asked = {"isdigit", "isdecimal", "isnumeric"}
    found = set()
    for module in modules("supervisor", "data", "screens"):
        for function in (n for n in nodes_of(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)):
            called = {as_written(call.func).rpartition(".")[2] for call in calls(function)}
            if called & asked and "int" in called:
                found.add(f"{named(module)}:{function.name}")
        found |= {
            f"{named(module)}:{text.value}"
            for text in nodes_of(module)
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and "(\\d+" in text.value
        }
    assert found == {"supervisor/digits.py:number_in"}
