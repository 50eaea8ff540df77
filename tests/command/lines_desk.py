"""A prompt as its tests drive it: what is typed, what happens meanwhile, and all that is then heard."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from data.archive import Archive
from screens.command.do.forms import add_actions
from screens.command.french import FrenchParser
from screens.command.lines.running import run_lines
from screens.command.lines.source import Meanwhile
from screens.offices.texts import room_texts
from supervisor.session import Session
from tests.command.command import Vigie

Step = str | Callable[[], object]
"""A line, or something that happens while one is awaited."""


class Person:
    """Whoever sits there: types these lines; what happens between them is heard before the next one."""

    is_person = True

    def __init__(self, *steps: Step, heard: Callable[[], None] = lambda: None) -> None:
        self.left = list(steps)
        self._heard = heard

    def read(self, prompt: str, meanwhile: Meanwhile) -> str | None:
        """The next line, after all that happens before it."""
        self._listen(meanwhile)
        while self.left and callable(self.left[0]):
            step = self.left.pop(0)
            assert callable(step)
            self._heard()
            step()
            self._listen(meanwhile)
        if not self.left:
            return None
        line = self.left.pop(0)
        assert isinstance(line, str)
        if line == "^C":
            raise KeyboardInterrupt
        return line

    @staticmethod
    def _listen(meanwhile: Meanwhile) -> None:
        for line in meanwhile():
            print(line)


class Program(Person):
    """Another program in their place: a script."""

    is_person = False


class Prompt:
    """`vigie lines 208` in the room, on the room's clock."""

    def __init__(self, room: Vigie, author: str = "Paul Durand") -> None:
        self.room = room
        self.author = author
        self.code = 0
        self._kept: list[tuple[str, str]] = []

    def __call__(self, *steps: Step, script: bool = False, bell: bool = False) -> list[str]:
        """What is heard, from the first sentence to the last; what others do meanwhile prints nothing here."""
        self.room.capture.readouterr()
        self._kept = []
        kind = Program if script else Person
        quiet = [self._quietly(step) if callable(step) else step for step in steps]
        source = kind(*quiet, heard=self._keep)
        options = argparse.Namespace(number="208", bell=bell, author=self.author)
        self.code = run_lines(
            Archive(self.room.store), options, self.room.clock, self.author, "poste-12", room_texts, str, source
        )
        assert source.left == [] or script
        self._keep()
        return "".join(out for out, _ in self._kept).replace("\N{NO-BREAK SPACE}", " ").splitlines()

    @property
    def complaints(self) -> list[str]:
        """What went to stderr."""
        return "".join(err for _, err in self._kept).replace("\N{NO-BREAK SPACE}", " ").splitlines()

    def _keep(self) -> None:
        out, err = self.room.capture.readouterr()
        self._kept.append((out, err))

    def _quietly(self, step: Callable[[], object]) -> Callable[[], object]:
        def do() -> None:
            step()
            self.room.capture.readouterr()

        return do


def session_of(prompt: Prompt) -> Session:
    """What the journal of its session says now."""
    return Archive(prompt.room.store).journal("208").session


def forms() -> dict[str, FrenchParser]:
    """The form of each action of `vigie do`, by its word."""
    made = FrenchParser()
    add_actions(made, lambda _: None)
    choices: Any = next(action.choices for action in made._actions if action.dest == "action")
    return {name: later.made for name, later in choices.items()}


def answered(lines: Sequence[str], *skipped: str) -> list[str]:
    """What was said after the greeting, without the last sentence and these."""
    begin = next(at for at, line in enumerate(lines) if line.startswith("vous notez au nom de"))
    return [line for line in lines[begin + 1 : -1] if line not in skipped]
