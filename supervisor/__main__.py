"""The door: the `vigie` command. Wires clock, store, lines and screens together.

The only file of supervisor/ that looks up, and the only place with a clock. What a command does not need is not
imported: `vigie --help` loads neither pydantic nor Textual.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from screens.command import output, terminal, whoami
from screens.command.output import BAD_USAGE, DONE, BadUsageError, LineError, complain, has_terminal
from screens.command.over_ssh import is_over_ssh
from screens.kit import rubbish

if TYPE_CHECKING:
    import argparse

    from data.archive import Archive
    from data.journal import Journal
    from screens.command.hub.background import OfSession
    from screens.kit.command import Command
    from screens.kit.desk import Clock
    from screens.kit.settings import Settings
    from screens.kit.settings_check import SettingsMistake
    from screens.kit.texts import Texts
    from screens.live.coach import Coach

Verb = Callable[["argparse.Namespace", "Clock"], int]
"""Does what was asked, and gives the exit code."""

INTERRUPTED = 130
"""The exit code of a command stopped by Ctrl+C."""


class SystemClock:
    """This machine's clocks."""

    def now(self) -> datetime:
        """The wall clock, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back, those asleep counted where the machine can tell."""
        boot_time = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot_time) if boot_time is not None else time.monotonic()


class FastClock:
    """The clock of a rehearsal: session time runs faster from now on, real time does not."""

    def __init__(self, speed: float, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        self._speed = speed
        self._begin = self._real.now()
        self._began = self._real.monotonic()

    def run_at(self, speed: float) -> None:
        """Go on from here so many times faster than real time."""
        self._begin, self._began, self._speed = self.now(), self._real.monotonic(), speed

    def now(self) -> datetime:
        """The session's time, aware, UTC."""
        elapsed = self._real.monotonic() - self._began
        return self._begin + timedelta(seconds=elapsed * self._speed)

    def monotonic(self) -> float:
        """Real seconds."""
        return self._real.monotonic()


def main(argv: Sequence[str] | None = None, *, clock: Clock | None = None) -> int:
    """Run one command.

    Args:
        argv: its words, without the program's name; None: those of this process.
        clock: where instants come from; None: this machine's clocks.

    Returns:
        0 done, 1 refused or a check that failed, 2 bad usage or input, 3 the store cannot be used.
    """
    output.prepare_streams()
    if argv is None:
        rubbish.hold_back()
    words = output.decoded(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words, clock or SystemClock(), is_a_process=argv is None)
    except KeyboardInterrupt:
        complain("Interrompu.")
        code = INTERRUPTED
    except SystemExit as leaving:
        # argparse: help and version (0), or a command that it cannot understand (2); a sentence instead is no success.
        code = leaving.code if isinstance(leaving.code, int) else DONE if leaving.code is None else BAD_USAGE
    try:
        output.flush()
    except LineError as error:
        complain(error.sentence)
        code = error.exit_code
    return code


def _run(words: list[str], clock: Clock, *, is_a_process: bool) -> int:
    verb = ""
    try:
        from screens.command.parser import parse

        if is_over_ssh(os.environ):
            from screens.command.gate import through

            words = through(words, os.environ, lambda refused: _note_refusal(clock, refused))
        options = parse(words, may_lack_verb=has_terminal())
        verb = options.verb or _HOME
        if is_a_process:  # not sooner: the help needs none of it
            output.quiet_libraries()
        if verb in _ON_SCREEN:
            terminal.forget_sizes()
            terminal.take_for_a_terminal()
        else:
            _warn_of_settings()
        if verb in _READING:
            from screens.command.access import note_verb

            note_verb(_archive(options), options, clock, whoami.author(options), whoami.host())
        return _VERBS[verb](options, clock)
    except LineError as error:
        complain(error.sentence)
        return error.exit_code
    except (KeyboardInterrupt, SystemExit):
        raise
    # Whatever it is (a loop that was cancelled is no Exception), nobody is shown a traceback.
    except BaseException as error:  # noqa: BLE001 - a store's errors are sentences
        from screens.command.faults import tell_fault

        return tell_fault(error, verb, clock.now())


def _note_refusal(clock: Clock, options: argparse.Namespace) -> None:
    """Somebody asked for more than their key opens: the registers of its stores say so."""
    from screens.command.access import note_access
    from screens.command.stores import archives_of

    for archive in archives_of(options):
        note_access(archive, "refused", "", now=clock.now(), who=whoami.author(options), host=whoami.host())


# Verbs -----------------------------------------------------------------------------------------------


def _archive(options: argparse.Namespace) -> Archive:
    from screens.command.stores import archive_of, is_a_hub, refuse_to_write

    if options.verb in _READING:
        return archive_of(options)
    if is_a_hub(options):
        refuse_to_write(options)
        return archive_of(options)
    from data.archive import Archive
    from data.paths import store_folder

    return Archive(store_folder(getattr(options, "store", None)), getattr(options, "group", None))


def _log(options: argparse.Namespace, clock: Clock) -> int:
    if options.access:
        from screens.command.access import run_access

        return run_access(_archive(options), options)
    if options.number is None:
        raise BadUsageError("il manque : N (vigie log --help)")
    from screens.command.log import run_log

    rubbish.collect()
    return run_log(_archive(options), options, clock)


def _lines(module: str, *needs: str) -> Verb:
    """A verb that prints lines and is done: `run_purge` of `screens.command.purging`, loaded when it is asked for.

    Args:
        module: where it is.
        needs: what it takes besides the store and the options: the « clock », « who » acts on which machine, the
            « tables » of commands, the « texts » of the room, what the settings say of a « hub ».
    """

    def run(options: argparse.Namespace, clock: Clock) -> int:
        from importlib import import_module

        who = (whoami.author(options), whoami.host(options))
        given = {"clock": (clock,), "who": who, "tables": (_tables,), "texts": (_texts,), "hub": (_hub_set,)}
        verb: Callable[..., int] = getattr(import_module(f"screens.command.{module}"), f"run_{options.verb}")
        rubbish.collect()
        store = () if module in _OVER_STORES else (_archive(options),)
        return verb(*store, options, *(value for need in needs for value in given[need]))

    return run


def _board(options: argparse.Namespace, clock: Clock) -> int:
    from screens.command.hub.background import sending

    _ask_for_a_terminal()
    archive = _archive(options)
    journal = archive.journal(options.number)
    with sending(archive.root, options, _hub_set) as hub:
        return _ended(_show(journal, options, clock, hub=hub))


def _finalise(options: argparse.Namespace, clock: Clock) -> int:
    from screens.command.finalising import list_waiting, refuse_unless_closed, run_sheet

    if options.number is None:
        return list_waiting(_archive(options), clock)
    if options.lines:
        return run_sheet(_archive(options), options, clock)
    from screens.live.finalise import run_finalise

    journal = _archive(options).journal(options.number)
    refuse_unless_closed(journal)
    _ask_for_a_terminal("sans terminal : finalise N --lines")
    settings, mistakes, path = _settings()
    who, host, warning = whoami.author(options), whoami.host(options), _warning(journal, mistakes, path)
    return _ended(run_finalise(journal, clock, author=who, host=host, settings=settings, warning=warning))


def _demo(options: argparse.Namespace, clock: Clock) -> int:
    return _ended(_rehearse(options, clock))


def _rehearse(options: argparse.Namespace, clock: Clock) -> int:
    import tempfile
    from copy import copy
    from pathlib import Path

    _ask_for_a_terminal()
    from data.demo import SURVEILLANT, make_rehearsal, make_scripted_rehearsal, scripted_rehearsal

    # Nobody is asked in a rehearsal: who learns plays the surveillant of its session.
    options = copy(options)
    options.author = whoami.given(options) or SURVEILLANT
    author, host = options.author, whoami.host(options)
    with tempfile.TemporaryDirectory(prefix="vigie-repetition-", ignore_cleanup_errors=True) as folder:
        if options.speed == 1:
            return _show(make_rehearsal(Path(folder), clock.now(), author, host), options, clock)
        from screens.live.coach import Coach

        fast = FastClock(options.speed, clock)
        coach = Coach(scripted_rehearsal(), options.speed, fast.run_at)
        return _show(make_scripted_rehearsal(Path(folder), fast.now(), author, host), options, fast, coach)


def _home(options: argparse.Namespace, clock: Clock) -> int:
    from screens.command.hub.background import sending

    _ask_for_a_terminal()
    archive = _archive(options)
    with sending(archive.root, options, _hub_set) as hub:
        return _home_again(archive, options, clock, hub)


def _home_again(archive: Archive, options: argparse.Namespace, clock: Clock, hub: OfSession | None) -> int:
    """Home, what is opened from it, home again: until somebody leaves, or the terminal is gone."""
    from data.errors import StoreError
    from screens.home.app import OpenSession, run_home
    from screens.kit.settings_check import mistakes_told
    from screens.offices.home import StoreOffice

    office = StoreOffice(archive, whoami.author(options), whoami.host())
    settings, mistakes, path = _settings()
    options.speed, number, sentence = 1, "", mistakes_told(mistakes, path)
    while True:
        choice = run_home(office, clock, settings=settings, chosen=number, sentence=sentence, hub=hub)
        if isinstance(choice, int):
            return choice
        sentence = ""
        try:
            if isinstance(choice, OpenSession):
                number = choice.number
                journal = archive.journal(number)
                _forget_keys()
                code = _show(journal, options, clock, opened_by="enter", hub=hub)
            else:
                code = _rehearse(options, clock)
        except StoreError as error:
            code, sentence = DONE, error.message
        if code != DONE or not has_terminal():
            return _ended(code)


def _review(options: argparse.Namespace, clock: Clock) -> int:
    from screens.command.stores import follow_hubs, stores_of
    from screens.kit.settings_check import mistakes_told
    from screens.offices.review import ReadingOffice
    from screens.review.showing import Looker, run_review, run_reviews

    _ask_for_a_terminal("sans terminal : status, log N, export N")
    settings, mistakes, path = _settings()
    looker = Looker(whoami.author(options), whoami.host(), settings, _texts(), mistakes_told(mistakes, path))
    office = ReadingOffice(stores_of(options), looker.author, looker.host)
    follow_hubs(clock.now)
    if options.number is not None:
        return _ended(run_review(office, clock, looker, options.number))
    return _ended(run_reviews(office, clock, looker, goes_on=has_terminal, forget_keys=_forget_keys))


def _ended(code: int) -> int:
    """The exit code of a board: told to end by the system, it ended as cleanly as by its own key."""
    from screens.kit.signals import LEFT_BY_SIGNAL

    return DONE if code == LEFT_BY_SIGNAL else code


def _forget_keys() -> None:
    """Drop what was typed between two screens: Enter hit twice on home is no Enter on a candidate."""
    import screens.live.app  # noqa: F401  loading it takes the time in which keys would gather

    terminal.forget_keys()


def _ask_for_a_terminal(without: str = "sans terminal : vigie lines, vigie status, vigie do") -> None:
    # Textual reads the first and draws on the last; the middle one tells it how large it is.
    if any(stream is None or not stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise BadUsageError(f"l'écran demande un terminal, entrée et sorties ; {terminal.instead(without)}")
    if os.environ.get("TERM", "").casefold() == "dumb" and os.name != "nt":
        raise BadUsageError(
            "ce terminal se dit incapable de dessiner (TERM=dumb) : réglez TERM (TERM=xterm-256color vigie …), "
            "ou travaillez ligne à ligne : vigie lines, vigie status, vigie do"
        )


def _show(
    journal: Journal, options: argparse.Namespace, clock: Clock, coach: Coach | None = None, *, opened_by: str = "",
    hub: OfSession | None = None,
) -> int:  # fmt: skip
    from screens.live.app import LiveApp
    from screens.offices.board import papers_of

    settings, mistakes, path = _settings()
    place, author = whoami.place(journal, options, clock)
    warning = _warning(journal, mistakes, path)
    return LiveApp(
        journal, clock, author=author, host=f"{whoami.login()}@{whoami.host()}", settings=settings, coach=coach,
        papers=papers_of(journal), warning=warning, texts=_texts(),
        opened_by=opened_by, place=place, hub=hub.of(journal.path) if hub is not None else None,
    ).run_until_left()  # fmt: skip


def _warning(journal: Journal, mistakes: Sequence[SettingsMistake], path: str) -> str:
    """What is told when a session opens: nothing will be recorded, a setting is wrong."""
    from data.writable import why_not_writable
    from screens.kit.settings_check import mistakes_told

    return " ".join(part for part in (why_not_writable(journal.path), mistakes_told(mistakes, path)) if part)


def _tables() -> Mapping[str, Command[Any]]:
    """The commands that a key can be set for; loaded where a key is set."""
    from screens.live.tables import REMAPPABLE

    return REMAPPABLE


def _texts() -> Texts:
    """What is said in the room; read where it is."""
    from screens.offices.texts import room_texts

    return room_texts()


def _settings() -> tuple[Settings, tuple[SettingsMistake, ...], str]:
    """The settings file: what it sets, what is wrong in it, and where it is."""
    from dataclasses import replace

    from data.settings import read_settings
    from screens.kit.settings_check import SettingsMistake, check

    file = read_settings()
    settings, mistakes = check(file.given, _tables)
    if settings.display == "auto":
        settings = replace(settings, display="thrifty" if is_over_ssh(os.environ) else "normal")
    faults = [SettingsMistake(fault.line, fault.sentence) for fault in file.faults]
    return settings, tuple(sorted([*faults, *mistakes])), str(file.path)


def _hub_set() -> str:
    """What the settings say of a hub; without a file, nothing is imported for it."""
    from data.settings import is_there

    return _settings()[0].hub if is_there() else ""


def _warn_of_settings() -> None:
    """One line on stderr where the settings file has mistakes; without a file, nothing is imported for it."""
    from data.settings import is_there

    if is_there():
        from screens.kit.settings_check import told_in_a_line

        _, mistakes, path = _settings()
        if mistakes:
            complain(told_in_a_line(mistakes, path))


_HOME = "home"
"""What no verb is."""

_VERBS: dict[str, Verb] = {
    _HOME: _home,
    "import": _lines("importing", "clock", "who"),
    "run": _board,
    "demo": _demo,
    "review": _review,
    "status": _lines("status", "clock"),
    "do": _lines("do.running", "clock", "who", "hub"),
    "lines": _lines("lines.running", "clock", "who", "texts", "hub"),
    "log": _log,
    "check": _lines("checking"),
    "instructions": _lines("instructions", "texts"),
    "closing": _lines("closing", "clock"),
    "export": _lines("exporting", "clock"),
    "finalise": _finalise,
    "papers": _lines("printing", "clock"),
    "report": _lines("reporting", "clock", "who"),
    "find": _lines("finding", "clock", "who"),
    "training": _lines("training", "clock", "who"),
    "purge": _lines("purging", "clock"),
    "forget": _lines("forgetting", "clock", "who"),
    "doctor": _lines("doctor", "clock", "tables"),
    "send": _lines("hub.sending", "clock", "hub"),
    "hub": _lines("hub.running", "clock", "who"),
}

_OVER_STORES = frozenset({"reporting", "finding", "hub.running"})
"""They read several stores, and note by themselves who looked; or none."""

_READING = frozenset({"export", "papers", "log", "status"})
"""Verbs after which somebody may know, or hold, what a session says of persons."""

_ON_SCREEN = frozenset({_HOME, "run", "review", "demo", "finalise"})
"""Verbs whose screen says itself what is wrong in the settings."""


if __name__ == "__main__":
    sys.exit(main())
