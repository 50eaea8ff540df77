"""The edge to a terminal of Linux and macOS: the bytes it sends, made letters and keys.

Textual's own driver reads UTF-8 alone: one byte of another encoding ends its input thread, and with it the program.
It also dies of a key that has no letter (`CSI 1114112 u`), and turns without rest once the input has ended. This one
reads on. `tests/screens/test_driver.py` says when Textual changes what is replaced here.

What Textual writes goes through `screens.kit.wire`: only what changed is sent.
"""

from __future__ import annotations

import codecs
import os
import selectors
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, ClassVar

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from screens.kit.hands import stamp
from screens.kit.settings import Settings
from screens.kit.wire import Wire

LOOK_S = 0.1
"""Seconds after which the beginning of a letter is the whole of one of another encoding; Textual's own rhythm too."""
ESCAPE = "\x1b"
BEGINS_MORE = "[]OPNX^_"
"""Letters that stand behind Escape in what a terminal sends by itself: keys, sizes, answers."""
CLICKS = (1000, 1002, 1006)
"""Modes of a terminal: buttons, motion with one of them held down, in numbers that know no largest column."""
_MOST = 4096
"""Bytes of one reading."""
_LATIN = "vigie-latin"


def _latin(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "ignore"), error.end


codecs.register_error(_LATIN, _latin)


class ForeignLetters(Message):
    """The terminal sends letters that are no UTF-8."""


class CameBack(Message):
    """The terminal was somebody else's for a while (Ctrl+Z of a shell, `kill -STOP`), and is ours again."""


class LetterDecoder:
    """The bytes of a terminal as letters: UTF-8, and what is none as Latin-1, which older terminals send.

    So é, the unshifted 2 of AZERTY, is é from either of them.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(_LATIN)
        self._strict = codecs.getincrementaldecoder("utf-8")("strict")
        self.foreign = False
        """Something that is no UTF-8 has come."""

    def read(self, data: bytes, *, is_all: bool = False) -> str:
        """What these bytes say with those held back before; the beginning of a letter is held back.

        Args:
            data: what came.
            is_all: nothing has come for a while: what is held back is all there is of it.
        """
        if not self.foreign:
            try:
                self._strict.decode(data, is_all)
            except UnicodeDecodeError:
                self.foreign = True
        return self._decoder.decode(data, is_all)


class Keys(XTermParser):
    """What letters mean.

    Escape with a letter or Enter close behind it is both keys: a hand is faster than the tenth of a second for which
    Textual waits for more. It makes Alt with that letter of the two, Ctrl+→ or a sign of a Mac, or forgets Escape.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if len(sequence) == 2 and sequence[0] == ESCAPE and (sequence[1].isprintable() or sequence[1] == "\r"):
            if sequence[1] in BEGINS_MORE:
                return
            alt, sequence = True, sequence[1]
        for key in super()._sequence_to_key_events(sequence):
            if alt and not key.is_printable:
                yield Key("escape", ESCAPE)
            yield Key(f"alt+{key.key}", key.character) if alt and key.is_printable else key


class Terminal(LinuxDriver):
    """A terminal whose input never ends the program."""

    has_told: ClassVar[bool] = False
    """Who sits there knows already that their terminal sends no UTF-8; once a program, whatever screens it opens."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        settings: Settings = getattr(app, "settings", None) or Settings()
        self._wire = Wire(super().write) if settings.changed_cells else None
        self._has_begun = False

    def write(self, data: str) -> None:
        """Send what of this the terminal does not show yet."""
        if self._wire is None:
            super().write(data)
            return
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            # No terminal, or none any more.
            self._wire.forget()
            super().write(data)
        else:
            self._wire.write(data, (size.columns, size.lines))

    def forget_sent(self) -> None:
        """The terminal may show anything: what is drawn from now on is sent whole."""
        if self._wire is not None:
            self._wire.forget()

    def _run_input_thread(self) -> None:
        """Read until the end; a fault of ours ends the program as any other does, and is told by the door."""
        try:
            self.run_input_thread()
        except BaseException as error:  # noqa: BLE001 - a thread that dies in silence would leave a dead screen
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Wait for input and hand on what it means, until the driver is told to stop."""
        letters = LetterDecoder()
        self._parser = Keys(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            is_last = False
            while not is_last:
                is_last = self.exit_event.is_set()
                came = self._came() if selector.select(LOOK_S) else None
                text = letters.read(came or b"", is_all=is_last or came is None)
                # Letter by letter: what one of them breaks does not take the keys behind it along.
                for letter in text:
                    self._hand_on(letter)
                self._hand_on("")
                if letters.foreign and not Terminal.has_told:
                    Terminal.has_told = True
                    self.send_message(ForeignLetters())
                if came == b"":
                    # The terminal is gone (screens/kit/signals.py ends with it): not a busy core until then.
                    self.exit_event.wait(LOOK_S)

    def _hand_on(self, letter: str) -> None:
        """Send what a letter means with those before it; none: what they mean when no more comes."""
        try:
            for message in self._parser.feed(letter) if letter else self._parser.tick():
                self.process_message(message)
        except Exception:  # noqa: BLE001 - whatever it stumbles over was no key of a keyboard
            self._parser = Keys(self._debug)

    def _enable_mouse_support(self) -> None:
        """Clicks, the wheel and what is dragged; not every motion, which tells nothing and costs a slow line much."""
        if self._mouse:
            for mode in CLICKS:
                self.write(f"\x1b[?{mode}h")
            self.flush()

    def start_application_mode(self) -> None:
        """Take the terminal over; what was typed until now was meant for what stood there before."""
        # Here and not above: a laptop without POSIX reads this file too.
        import termios

        with suppress(termios.error, OSError, ValueError):
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._has_begun:
            self.send_message(CameBack())
        self._has_begun = True

    def process_message(self, message: Message) -> None:
        """Hand on what came; a key with its instant."""
        real_s = getattr(self._app, "real_s", None)
        if isinstance(message, Key) and real_s is not None:
            stamp(message, real_s)
        super().process_message(message)

    def _came(self) -> bytes:
        """What came; nothing where the terminal has gone."""
        try:
            return os.read(self.fileno, _MOST)
        except OSError:
            return b""
