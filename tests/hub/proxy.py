"""A line between a sender and its hub that is cut when a test says so: after so many bytes, or from the beginning."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Proxy:
    """Listens on a port of its own and passes on what comes."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._lock = threading.Lock()
        self._lines: list[socket.socket] = []
        self._left: int | None = None
        self._then: Callable[[], object] = self.cut
        self.says_nothing = False
        """Whoever connects is let in, and hears nothing more."""
        self.is_down = False
        """Nobody gets through, and is told so at once."""
        threading.Thread(target=self._accept, daemon=True).start()

    def after(self, count: int, then: Callable[[], object] | None = None) -> None:
        """Once so many bytes more have passed in either direction, do this; None: cut every line."""
        with self._lock:
            self._left, self._then = count, then or self.cut

    def cut(self) -> None:
        """Cut every line, without a word."""
        with self._lock:
            lines, self._lines = self._lines, []
            self._left = None
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def close(self) -> None:
        """Cut, and listen no more."""
        self._server.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            if self.is_down:
                near.close()
                continue
            with self._lock:
                self._lines.append(near)
            if self.says_nothing:
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to_port), timeout=30)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._lines.append(far)
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if self._is_over(len(data)):
                    self._then()
                    return
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _is_over(self, count: int) -> bool:
        with self._lock:
            if self._left is None:
                return False
            self._left -= count
            if self._left > 0:
                return False
            self._left = None
            return True
