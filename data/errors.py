"""What a person is told when the store cannot do what is asked: one French sentence, never a traceback.

No message names a person: sessions are named by their number, files by their path.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.system import OF_A_SHARE, is_held, is_too_long, reason_of
from supervisor.decision import Refusal, UnrecordedError
from supervisor.typography import one_line
from supervisor.wording import typographic


class StoreError(UnrecordedError):
    """The store cannot be used (exit 3): what happened, where, and what to do about it."""

    def __init__(self, sentence: str) -> None:
        self.message = typographic(one_line(sentence))
        super().__init__(self.message)


class NotFoundError(StoreError):
    """No session of the store has this number."""


class SessionExistsError(StoreError):
    """The store already holds a session of this number."""


class CreationRefusedError(StoreError):
    """The rules refuse to make this session."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__(" ".join(refusal.reason for refusal in refusals) or "Cette session ne peut pas être créée.")


class FormatError(StoreError):
    """A journal is in a format that this Vigie does not know: a newer one, or one too old."""


class DamagedError(StoreError):
    """A line of a journal is not what was written: it is read-only from now on."""

    def __init__(self, sentence: str, *, line: int, reason: str) -> None:
        self.line = line
        """Rank of the line in the file, from 1, the header being line 1."""
        self.reason = reason
        """What is wrong with it, in French."""
        super().__init__(sentence)


_TELL_WHOEVER_OWNS_IT = "Vérifiez à qui ce dossier appartient, ou choisissez-en un autre avec --store."
_TAKE_AWAY = "Ôtez-le de là, ou remettez-y le fichier."
_MAKE_ROOM = "Libérez de la place, puis recommencez."
_OWN_REASONS = {
    errno.EBUSY: "un autre programme y écrit sans attendre son tour",
    errno.ENOENT: "il n'est pas, ou n'est plus, à cette place",
    errno.ENODEV: "ce n'est pas un fichier",
    errno.ENXIO: "ce n'est pas un fichier",
    errno.EISDIR: "c'est un dossier, à la place d'un fichier",
    errno.EEXIST: "c'est un fichier, à la place d'un dossier",
    errno.ELOOP: "ce lien ne mène nulle part",
}
"""What an answer means for a file of the store."""
_ADVICE = {
    getattr(errno, "EDQUOT", errno.ENOSPC): _MAKE_ROOM,
    errno.ENOSPC: _MAKE_ROOM,
    errno.EFBIG: "Gardez-en une copie, puis ôtez-le de là.",
    errno.EACCES: _TELL_WHOEVER_OWNS_IT,
    errno.EPERM: _TELL_WHOEVER_OWNS_IT,
    errno.EROFS: "Rendez-le inscriptible (loquet de la clé ?), ou copiez le dossier des sessions ailleurs (--store).",
    errno.EIO: "Recommencez ; si cela dure, copiez ce dossier sur un autre disque.",
    errno.EBUSY: "Recommencez ; si cela dure, fermez les autres Vigie.",
    errno.ENOENT: "Vérifiez que le disque est branché et le chemin juste.",
    errno.ENODEV: _TAKE_AWAY,
    errno.ENXIO: _TAKE_AWAY,
    errno.EISDIR: _TAKE_AWAY,
    errno.EEXIST: "Renommez-le, puis recommencez.",
    errno.ELOOP: _TAKE_AWAY,
    errno.ENOTDIR: "Vérifiez le chemin donné avec --store.",
    errno.ENOTSUP: "Choisissez un dossier du disque de ce poste, avec --store.",
    errno.ENOSYS: "Choisissez un autre dossier avec --store, sur le disque de ce poste.",
    errno.EMFILE: "Fermez d'autres programmes, puis recommencez.",
    errno.ENFILE: "Fermez d'autres programmes, puis recommencez.",
    **dict.fromkeys(OF_A_SHARE, "Recommencez quand le réseau est là ; mieux : des sessions sur le disque de ce poste."),
}


def failed(what: str, path: Path, error: OSError) -> StoreError:
    """The sentence for a refusal of the operating system.

    Args:
        what: what could not be done, as the beginning of a sentence (« Rien n'a été enregistré dans »).
        path: where.
        error: what the system answered.
    """
    return StoreError(f"{what} {path} : {why_of(error)}. {advice_of(error)}")


def gone(path: Path) -> StoreError:
    """The sentence for a store that is not there, where one that never was is no answer."""
    return failed("Lecture impossible de", path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))


def why_of(error: OSError) -> str:
    """Why the operating system refused a file of the store, as a French phrase."""
    return reason_of(error, _OWN_REASONS)


def advice_of(error: OSError) -> str:
    """What to do about a refusal of the operating system, as a French sentence."""
    if is_held(error):
        return "Fermez-le là-bas ou attendez un instant, puis recommencez."
    if is_too_long(error):
        return "Choisissez un dossier au chemin plus court."
    return _ADVICE.get(error.errno or 0, "Recommencez.")


def not_wholly_erased(what: str, path: Path, error: OSError | StoreError) -> StoreError:
    """The erasure is in the journal, and something beside it is still there: never « nothing was recorded »."""
    why = reason_of(error) if isinstance(error, OSError) else "quelqu'un y écrit, ou ce disque refuse"
    return StoreError(f"L'effacement est noté, mais {what} {path} : {why}. Recommencez pour l'achever.")


@contextmanager
def only_as_store_errors(path: Path) -> Iterator[None]:
    """Whatever reading a journal stumbles over inside is a sentence about that journal, and about no other.

    A line may hold what no Vigie writes under a digest that is right: what folding it raises cannot be foreseen.

    Raises:
        StoreError: anything was raised inside.
    """
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise failed("Lecture impossible de", path, error) from error
    except MemoryError as error:
        raise StoreError(
            f"La mémoire de ce poste ne suffit pas pour lire {path} : fermez d'autres programmes, puis recommencez."
        ) from error
    except Exception as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> StoreError:
    """The sentence for a file that says what no Vigie writes, each line with the digest that it should have.

    Args:
        path: which file.
        error: what reading it stumbled over.
    """
    return StoreError(
        f"Le journal {path} dit ce qu'aucune Vigie n'écrit ({type(error).__name__}) : il est laissé tel quel. "
        "Gardez une copie de ce dossier."
    )
