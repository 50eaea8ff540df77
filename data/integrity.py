"""Reading a journal's lines and proving them whole: what is good, what is torn, what is damaged.

A torn end was never acknowledged and is no damage; any other line that is not as it was written is, and all
that comes after it with it (RULES.md section 1, « Torn or damaged »).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from data import disk, upgrades
from data.errors import DamagedError, FormatError, failed, only_as_store_errors
from data.evidence import EvidenceFolder, pieces_in
from data.exported_pieces import pieces_beside
from data.once import parsed
from data.reference import with_meanings
from data.rights import PRIVATE
from data.withheld import NOTHING, Withheld
from data.zone import is_zone
from supervisor.after_the_close import AFTER_THE_CLOSE
from supervisor.event import Entry, PersonalDataErased, SessionClosed, SessionRenumbered, SessionReopened
from supervisor.folding import fold
from supervisor.reference import Header
from supervisor.seal import (
    SAME_LINES_SINCE,
    BrokenLineError,
    NewerFormatError,
    is_sealed,
    open_entry,
    open_header,
)
from supervisor.session import Session
from supervisor.wording import plural, typographic

_SECTOR = 512
"""Bytes that a disk writes together or not at all; larger ones are so many of them."""
_ZEROS = re.compile(rb"\0+")


@dataclass(frozen=True, slots=True)
class Damage:
    """The first line of a journal that is not what was written."""

    line: int
    """Its rank in the file, from 1, the header being line 1; 0: of an export, what stands beside the journal."""
    reason: str
    """What is wrong with it, in French."""

    def __str__(self) -> str:
        return typographic(f"ligne {self.line} : {self.reason}" if self.line else self.reason)


NO_SESSION = Damage(1, "il n'y a rien de lisible après la première")
"""Each line that is there is what was written, and none says which session it is: a file that was cut."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What lines turned out to hold."""

    entries: tuple[Entry, ...] = ()
    good: int = 0
    """Bytes up to the end of the last good line."""
    lacks_newline: bool = False
    """The last entry's line is whole but for its newline."""
    torn: bool = False
    """After the last good line stands the beginning of one, or of an action, that was never acknowledged."""
    cut_action: int = 0
    """How many whole lines of that action there are; 0 where what is torn is one line."""
    damage: Damage | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A journal read from its first byte."""

    header: Header
    header_digest: str
    scan: Scan


def scan_whole(data: bytes, path: Path, withheld: Withheld = NOTHING) -> Whole:
    """Read and prove a whole journal.

    Args:
        data: all its bytes.
        path: its file, for the sentences.
        withheld: what is kept from this reader.

    Raises:
        DamagedError: its first line is damaged, so nothing of it can be read.
        FormatError: it was written by a newer Vigie.
    """
    first, newline, rest = data.partition(b"\n")
    try:
        if not newline:
            raise BrokenLineError("le fichier est vide" if not data else "elle n'est pas entière")
        header, digest = header_of(first)
    except NewerFormatError as error:
        raise FormatError(f"{path} : {error}. Mettez Vigie à jour sur cette machine.") from error
    except ValueError as error:
        reason = _reason(error)
        sentence = f"Le journal {path} est abîmé, ligne 1 : {reason}. Gardez une copie de ce dossier."
        raise DamagedError(sentence, line=1, reason=reason) from error
    found = scan(rest, rank=1, previous=digest, at=len(first) + 1)
    found = replace(found, good=found.good + len(first) + 1)
    return Whole(header, digest, with_erasures_checked(found, found.entries, withheld))


@lru_cache(maxsize=64)
def header_of(first: bytes) -> tuple[Header, str]:
    """What the first line of a journal holds, and its digest: the same for all sessions made with a reference.

    Raises:
        NewerFormatError: written by a newer Vigie.
        BrokenLineError: not a journal's first line, or not the one that was written.
    """
    line = parsed(first)
    header = open_header(line)
    if reason := _not_usable(header):
        raise BrokenLineError(reason)
    return header.model_copy(update={"reference": with_meanings(header.reference)}), str(line["digest"])


def scan(data: bytes, *, rank: int, previous: str, at: int | None = None) -> Scan:
    """Read and prove lines.

    Args:
        data: bytes from the beginning of a line to the end of the file.
        rank: the id that the first of them must have.
        previous: digest of the line before it.
        at: where they stand in the file; None: what a disk left out of a write is not told from damage.
    """
    entries: list[Entry] = []
    good = begun = 0
    while (newline := data.find(b"\n", good)) >= 0:
        try:
            entry = open_entry(parsed(data[good:newline]), rank=rank + len(entries), previous=previous)
        except ValueError as error:
            found = Scan(tuple(entries), good, torn=True)
            if not data[good:].strip():
                # The empty lines that an editor leaves at the end say nothing that could be lost.
                return _without_cut_action(found, begun)
            if at is not None and _is_torn_by_sectors(found, data[good:], at + good, rank + len(entries)):
                return _without_cut_action(found, begun)
            return Scan(tuple(entries), good, damage=Damage(rank + len(entries) + 1, _reason(error)))
        if entry.action == entry.id:
            begun = good
            if entries and not entries[-1].is_last_of_its_action:
                reason = f"il manque des lignes à l'action n° {entries[-1].action}, qui la précède"
                return Scan(tuple(entries), good, damage=Damage(entry.id + 1, reason))
        entries.append(entry)
        previous = entry.digest
        good = newline + 1
    found = _with_tail(Scan(tuple(entries), good), data[good:], rank + len(entries), previous)
    if len(found.entries) > len(entries) and found.entries[-1].action == found.entries[-1].id:
        begun = good
    return _without_cut_action(found, begun)


def _without_cut_action(found: Scan, begun: int) -> Scan:
    """The scan without an action at its end that was written in part: all of it counts, or nothing does.

    Args:
        found: what was read.
        begun: where the first line of its last action begins.
    """
    if not found.entries or found.damage is not None or found.entries[-1].is_last_of_its_action:
        return found
    action = found.entries[-1].action
    whole = tuple(entry for entry in found.entries if entry.action != action)
    return Scan(whole, begun, torn=True, cut_action=len(found.entries) - len(whole))


def _is_torn_by_sectors(before: Scan, rest: bytes, at: int, rank: int) -> bool:
    """What stands after the last good line is one write of which a power cut kept some sectors, the others being zeros.

    No line of ours holds a zero. What comes after them is of the same action, or it is no torn end: its flush was the
    last that was asked for.

    Args:
        before: what was read, up to there.
        rest: what stands after it, to the end of the file.
        at: where it stands in the file.
        rank: the id that comes next.
    """
    zeros = _ZEROS.search(rest)
    if zeros is None or b"\n" in rest[: zeros.start()]:
        return False
    begins = zeros.start() == 0 or (at + zeros.start()) % _SECTOR == 0
    if not begins or not (zeros.end() == len(rest) or (at + zeros.end()) % _SECTOR == 0):
        return False
    last = before.entries[-1] if before.entries else None
    action = rank if last is None or last.is_last_of_its_action else last.action
    for line in rest.split(b"\n")[1:]:
        with suppress(ValueError):
            if parsed(line).get("action") != action:
                return False
    return True


def _with_tail(before: Scan, tail: bytes, rank: int, previous: str) -> Scan:
    """The scan with what stands after the last newline: a line that lacks only that, or a torn one."""
    if not tail:
        return before
    try:
        document, stop = json.JSONDecoder().raw_decode(tail.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return replace(before, torn=True)
    if not isinstance(document, dict):
        return replace(before, torn=True)
    try:
        entry = open_entry(document, rank=rank, previous=previous)
    except ValueError as error:
        # Closed brackets and a wrong digest: no write that was cut short leaves that.
        return replace(before, damage=Damage(rank + 1, _reason(error)))
    length = len(tail.decode("utf-8", "replace")[:stop].encode("utf-8"))
    return Scan((*before.entries, entry), before.good + length, lacks_newline=True, torn=length < len(tail))


def with_erasures_checked(found: Scan, entries: Sequence[Entry], withheld: Withheld = NOTHING) -> Scan:
    """The scan, damaged where a personal part is gone that no erasure names.

    Args:
        found: what was just read.
        entries: all entries up to its end; those of `found` are the last ones.
        withheld: what is kept from this reader, and is no damage.
    """
    if not any(entry.erased for entry in found.entries):
        return found
    named = named_as_erased(entries)
    for place, entry in enumerate(found.entries):
        if entry.erased and entry.id not in named and not withheld.excuses(entry):
            reason = "sa partie personnelle manque et aucun effacement ne la nomme"
            return Scan(found.entries[:place], damage=Damage(entry.id + 1, reason))
    return replace(found, entries=withheld.shown(found.entries))


def named_as_erased(entries: Iterable[Entry]) -> set[int]:
    """The events whose personal part was erased, as lines behind them say."""
    return {n for e in entries if isinstance(e.event, PersonalDataErased) for n in e.event.events if n < e.id}


def session_in(data: bytes, path: Path) -> Session:
    """What a journal says, as far as it is good; nothing of it is written.

    Args:
        data: all its bytes.
        path: its file, for the sentences.

    Raises:
        StoreError: it cannot be read; nothing else, whatever it holds.
    """
    with only_as_store_errors(path):
        whole = scan_whole(data, path)
        return told(fold(whole.header, whole.scan.entries))


LONGEST_TEST = 24 * 60
"""Minutes; the longest that Pix has is of 105."""


def _not_usable(header: Header) -> str:
    """Why no end and no hour can be told by what a first line says, though it is sealed; empty when they can."""
    if not is_zone(header.timezone):
        return "elle nomme un fuseau horaire que ce poste ne connaît pas"
    if not all(0 < minutes <= LONGEST_TEST for minutes in header.reference.durations.values()):
        return "elle donne à un test une durée impossible"
    return ""


def told(session: Session) -> Session:
    """A session that was just folded, once all that its ways out ask of it can be told.

    Raises:
        Exception: something cannot; within `only_as_store_errors` that is a sentence about this journal alone.
    """
    # One that was cut behind its first line has no day: it opens, and says so.
    assert not session.entries or session.slot_start <= session.slot_end
    for who in session.candidates.values():
        session.duration_of(who)
    return session


def _reason(error: ValueError) -> str:
    # Other errors than ours come from characters that no encoding has: the line was changed, too.
    return str(error) if isinstance(error, BrokenLineError) else "elle n'a pas la forme attendue"


# `vigie check` ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether a journal is whole, and what there is to know about it."""

    path: Path
    broken: Damage | None = None
    """The first line that is not what was written; None when all are."""
    remarks: tuple[str, ...] = ()
    """French sentences about what is in order and worth knowing: a torn end, erased personal parts."""
    session: Session | None = field(default=None, repr=False)
    """What its good part says; None when not even the first line can be read."""
    lost: tuple[str, ...] = ()
    """French phrases about evidence that is gone or changed, or that an erasure should have taken away."""

    @property
    def is_whole(self) -> bool:
        """Every line is what was written, and follows the one before; so is every piece of evidence."""
        return self.broken is None and not self.lost


def check(path: Path, *, alone: bool = False) -> CheckReport:
    """Prove a journal and its evidence, or name the first line where it breaks. Nothing is written.

    Args:
        path: a session's journal, or a copy of one.
        alone: it may be a copy of the file without its folder; evidence that is nowhere is then no loss.

    Raises:
        StoreError: the file cannot be read.
    """
    try:
        data = disk.read_file(path)
    except OSError as error:
        raise failed("Lecture impossible de", path, error) from error
    return with_evidence(check_data(data, path), alone=alone)


def with_evidence(report: CheckReport, *, alone: bool) -> CheckReport:
    """The report with what became of the evidence beside the file.

    Args:
        report: what the file itself turned out to hold.
        alone: evidence that is nowhere is no loss.
    """
    if report.session is None:
        return report
    evidence = pieces_beside(report.path.parent, PRIVATE, report.session.entries)
    if alone and not evidence.path.is_dir():
        return replace(report, remarks=(*report.remarks, *_unseen(report.session)))
    return replace(report, lost=tuple(map(typographic, _lost(evidence, report))))


def _unseen(session: Session) -> Iterable[str]:
    count = len({piece.kept_as for _, piece in pieces_in(session.entries) if piece.kept_as})
    if count:
        yield typographic(f"{plural(count, 'pièce')} de fraude hors de vue : ce fichier est sans son dossier")


def _lost(evidence: EvidenceFolder, report: CheckReport) -> Iterable[str]:
    assert report.session is not None
    entries = report.session.entries
    yield from map(str, evidence.problems(entries))
    was_erased = any(isinstance(entry.event, PersonalDataErased) for entry in entries)
    if was_erased and report.broken is None and (left := evidence.left_over(entries)):
        yield f"{plural(left, 'copie')} de pièces effacées sont encore dans {evidence.path}"


def check_data(data: bytes, path: Path, withheld: Withheld = NOTHING) -> CheckReport:
    """Prove the bytes of a journal.

    Args:
        data: all of them.
        path: where they come from, for the sentences.
        withheld: what of it is kept from whoever asks.

    Raises:
        FormatError: a newer Vigie wrote it. It is not damaged, as far as this one can tell.
        StoreError: it holds what no Vigie writes, each line with the digest that it should have.
    """
    remarks: list[str] = []
    try:
        version = upgrades.version_of(data)
        if version is not None and version < SAME_LINES_SINCE:
            remarks.append(f"le journal est à l'ancien format {version}")
            data = upgrades.upgraded(data, path)
        with only_as_store_errors(path):
            whole = scan_whole(data, path, withheld)
    except DamagedError as error:
        return CheckReport(path, Damage(error.line, error.reason))
    except FormatError as error:
        if is_sealed(parsed(data.partition(b"\n")[0])):
            raise
        # Its version may have been tampered with: its own digest does not hold.
        return CheckReport(path, Damage(1, error.message))
    with only_as_store_errors(path):
        session = told(fold(whole.header, whole.scan.entries))
    damage = _after_the_close(whole.scan.entries) or whole.scan.damage or (None if session.number else NO_SESSION)
    return CheckReport(path, damage, (*remarks, *_remarks(whole.scan, session)), session=session)


def _is_put_back(entry: Entry) -> bool:
    """Another provisional number, given where an exported session was put back into a store that has such a one."""
    return isinstance(entry.event, SessionRenumbered) and entry.event.number.startswith("p")


def _after_the_close(entries: Iterable[Entry]) -> Damage | None:
    """The first event that was added behind the seal and cannot be there: no Vigie records it."""
    is_closed = False
    for entry in entries:
        if is_closed and not isinstance(entry.event, AFTER_THE_CLOSE) and not _is_put_back(entry):
            return Damage(entry.id + 1, "elle a été ajoutée après la clôture, sans que la session soit rouverte")
        is_closed = isinstance(entry.event, SessionClosed) or (
            is_closed and not isinstance(entry.event, SessionReopened)
        )
    return None


def _remarks(found: Scan, session: Session) -> Iterable[str]:
    if found.cut_action:
        written = plural(found.cut_action, "ligne")
        yield typographic(
            f"la fin du fichier est une action inachevée ({written} sur celles qu'elle annonce), qui n'a jamais été "
            "confirmée : la prochaine écriture l'ôtera"
        )
    elif found.torn:
        yield typographic(
            "la fin du fichier est une ligne inachevée, qui n'a jamais été confirmée : la prochaine écriture l'ôtera"
        )
    elif found.lacks_newline:
        yield typographic(
            "il manque la fin de la dernière ligne, qui est entière : la prochaine écriture la complétera"
        )
    for entry in found.entries:
        if isinstance(entry.event, PersonalDataErased):
            day = session.local(entry.recorded_at)
            for first, last in _runs(entry.event.events):
                ids = f"n° {first} : effacé" if first == last else f"n° {first} à {last} : effacés"
                yield typographic(f"{ids} le {day:%d/%m/%Y} à {day:%H:%M}")


def _runs(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Numbers as runs without a gap."""
    runs: list[tuple[int, int]] = []
    for event_id in sorted(set(ids)):
        if runs and runs[-1][1] == event_id - 1:
            runs[-1] = (runs[-1][0], event_id)
        else:
            runs.append((event_id, event_id))
    return runs
