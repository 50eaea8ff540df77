"""A conversation with `vigie lines` on a terminal of its own: a line, then what is said up to the next question."""

from __future__ import annotations

import signal

from tests.e2e.terminal import PAUL, BarePty, Store, until
from tests.spaces import plain_spaces

PROMPTS = ("208 > ", "Réponse : ")
"""What stands behind all that is said, once somebody is awaited."""


class Talk(BarePty):
    """`vigie lines 208`, without colours and without a screen."""

    def __init__(self, store: Store, *words: str) -> None:
        # Whatever runs these tests in its background had SIGINT ignored, which a child inherits: a login has not.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        super().__init__(store, PAUL, words=("lines", "208", *words), variables={"TERM": "dumb"})
        signal.signal(signal.SIGINT, before)

    def hears(self, *texts: str, last: bool = True) -> str:
        """Wait until all of this was said, and somebody is awaited again; what was said since the last time.

        Args:
            texts: parts of it, in whatever order.
            last: nothing is said after it before the next question.
        """
        said = ""

        def is_so() -> bool:
            nonlocal said
            self._read()
            said = plain_spaces(self.drawn.decode("utf-8", "replace")).replace("\r\n", "\n")
            # The question itself comes back with the answer that is typed: it ends what was said only as its last.
            return all(text in said for text in texts) and (not last or said.endswith(PROMPTS))

        until(is_so, lambda: f"never said: {texts}\n{said}")
        self.drawn = b""
        return said

    def says(self, line: str, *texts: str) -> str:
        """Type a line, and hear its answer."""
        self.write(f"{line}\n")
        return self.hears(*texts)
