"""The way to a hub where only SSH goes out: `ssh` itself, to a key whose forced command is `vigie hub receive`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from data.evidence import MOST_BYTES
from data.hub.address import HubAddress
from data.hub.errors import GarbledError, HubError, NotAllowedError, UnreachableError
from data.hub.lines import HubLine, batches
from data.hub.said import (
    MOST,
    held_of,
    names_of,
    number_of,
    object_of,
    one_of,
    parts_of,
    places_of,
    word_of,
    words_of,
    yes_or_no,
)
from data.hub.watch import waited_for
from data.hub.way import CONNECT_S, MOST_FILE, Head, Held, NamedFile, Tally
from data.hub.wire import (
    FILMS,
    HELLO,
    KINDS,
    TAKES,
    VERSION,
    content_packed,
    file_packed,
    heads_packed,
    packed,
    parts,
    read,
    tally_packed,
    write,
)

_OPTIONS = {
    "BatchMode": "yes", "ConnectTimeout": str(CONNECT_S), "ServerAliveInterval": "10", "ServerAliveCountMax": "3",
    "StrictHostKeyChecking": "yes", "ForwardAgent": "no", "ForwardX11": "no", "ClearAllForwardings": "yes",
    "PasswordAuthentication": "no", "LogLevel": "ERROR",
}  # fmt: skip
_SAID = 4096
"""Bytes that are kept of what ssh says of a line that broke."""


class SshWay:
    """A device's line to the hub's machine."""

    def __init__(self, address: HubAddress) -> None:
        """Connect.

        Raises:
            HubError: the machine does not answer, or refuses the key, or is not the one that is known.
        """
        self._where = f"Le concentrateur {address.shown}"
        try:
            self._process = subprocess.Popen(
                _words(address), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env={**os.environ, "LC_ALL": "C"},
            )  # fmt: skip
        except OSError as error:
            raise HubError("Il manque ssh sur ce poste : installez le client OpenSSH (docs/hub.md).") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._says, self._hears = self._process.stdin, self._process.stdout
        try:
            answer = self._said({HELLO: VERSION})
            if answer.get(HELLO) != VERSION:
                raise GarbledError(f"{self._where} parle une autre version : mettez les deux Vigie à jour.")
            self._takes_films = FILMS in words_of(answer.get(TAKES, []))
        except BaseException:
            self.close()
            raise

    def heads(self, roots: Sequence[str]) -> Mapping[str, tuple[Head, ...]]:
        """See `Way`."""
        found = object_of(self._ask("heads", roots=[*roots]))
        return {root: places_of(found.get(root, [])) for root in roots}

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        """See `Way`."""
        answer = self._ask("furthest", root=root, chain=heads_packed(chain))
        return one_of(answer, {-1, *(head.n for head in chain)})

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        """See `Way`."""
        heads: tuple[Head, ...] = ()
        for part in parts(lines):
            heads = places_of(self._ask("add", root=root, lines=[packed(line) for line in part]))
        return heads

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        """See `Way`."""
        self._ask("tell", root=root, digest=digest, tally=tally_packed(tally))

    def seen(self, waiting: int) -> None:
        """See `Way`."""
        self._ask("seen", waiting=waiting)

    def purge(self, root: str) -> bool:
        """See `Way`."""
        return yes_or_no(self._ask("purge", root=root))

    def held(self, root: str, files: Sequence[NamedFile]) -> Sequence[Held]:
        """See `Way`."""
        found: list[Held] = []
        for group in batches(files, MOST):
            found += held_of(self._ask("held", root=root, files=[file_packed(one) for one in group]), len(group))
        return found

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        """See `Way`."""
        asked = {"root": root, "file": file_packed(named), "content": content_packed(content)}
        return yes_or_no(self._ask("keep", len(content), **asked))

    def largest(self) -> int:
        """See `Way`. A hub of before films takes what goes as one value."""
        return number_of(self._ask("largest"), most=MOST_BYTES) if self._takes_films else MOST_FILE

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        """See `Way`."""
        return parts_of(self._ask("parts", root=root, file=file_packed(named)))

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        """See `Way`."""
        asked = {"root": root, "file": file_packed(named), "begin": begin, "content": content_packed(content)}
        return yes_or_no(self._ask("part", len(content), **asked))

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        """See `Way`."""
        return held_of([self._ask("whole", size, root=root, file=file_packed(named), size=size)], 1)[0]

    def news(self) -> Collection[str]:
        """See `Way`."""
        return names_of(self._ask("news"))

    def close(self) -> None:
        """Hang up."""
        for stream in (self._says, self._hears, self._process.stderr):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
            return
        self._process.kill()
        self._process.wait()

    def _ask(self, word: str, file_size: int = 0, /, **values: Any) -> Any:
        return self._said({"ask": word, **values}, file_size).get("ok")

    def _said(self, document: Mapping[str, Any], size: int = 0) -> dict[str, Any]:
        """Ask, and hear the answer.

        Args:
            document: what is said.
            size: bytes of a file in it.

        Raises:
            HubError: there is none, or it is a refusal.
        """
        with waited_for(self._process.kill, size):
            try:
                write(self._says, document)
                answer = read(self._hears)
            except (OSError, ValueError) as error:
                raise self._broken() from error
        if answer is None:
            raise self._broken()
        if "no" in answer:
            kind = KINDS.get(word_of(answer["no"]), HubError)
            raise kind(f"{self._where} {kind.ENDING}")
        return answer

    def _broken(self) -> HubError:
        """Why the line broke, as far as ssh says it; its words may hold paths and accounts, and are not passed on."""
        said = b""
        with suppress(subprocess.TimeoutExpired, OSError, ValueError):
            self._process.wait(2)
            if self._process.stderr is not None:
                said = self._process.stderr.read(_SAID)
        if b"Permission denied" in said:
            return NotAllowedError(f"{self._where} refuse la clé de ce poste : voyez qui l'administre.")
        if b"Host key verification failed" in said or b"IDENTIFICATION HAS CHANGED" in said:
            return NotAllowedError(
                f"{self._where} n'est pas la machine connue de ce poste : ssh une fois vers elle, et vérifiez son "
                "empreinte (docs/hub.md)."
            )
        return UnreachableError(f"{self._where} {UnreachableError.ENDING}")


def _words(address: HubAddress) -> list[str]:
    """The command: a key, a file of known machines and a port may stand in the address."""
    parts_ = urlsplit(address.text)
    asked = parse_qs(parts_.query)
    words = ["ssh", "-T"]
    for name, value in _OPTIONS.items():
        words += ["-o", f"{name}={value}"]
    for name, option in (("key", "IdentityFile"), ("known", "UserKnownHostsFile")):
        for path in asked.get(name, [])[:1]:
            words += ["-o", f'{option}="{Path(path).expanduser()}"']
    if "key" in asked:
        words += ["-o", "IdentitiesOnly=yes"]
    if parts_.port is not None:
        words += ["-p", str(parts_.port)]
    account = f"{unquote(parts_.username)}@" if parts_.username else ""
    return [*words, "--", f"{account}{address.host}", "vigie hub receive"]
