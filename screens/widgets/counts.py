"""The counts of the session, first of all those who are over and the alerts that wait."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.kit.ink import Line, clip, width_of
from screens.picture.picture import Picture
from screens.widgets.painted import Painted
from supervisor.session import Counts
from supervisor.wording import plural


@dataclass(frozen=True, slots=True)
class ShownCount:
    """One count, in the words there is room for: long, short (empty: it goes first of all)."""

    value: int
    one: str
    many: str
    ink: str
    short: str | None = None

    @property
    def words(self) -> str:
        """« 2 terminés »."""
        return f"{self.value} {self.one if self.value < 2 else self.many}"

    @property
    def shortened(self) -> ShownCount:
        """The same in the words that there is room for where cells are few: « 2 term. »."""
        return self if self.short is None else replace(self, one=self.short, many=self.short)


def _counts(counts: Counts, lacking: int, reports: int, *, closed: bool) -> list[ShownCount]:
    if closed:
        # What a forced close left without end does not run on.
        counts = replace(counts, overtime=0, started=0, interrupted=0)
    return [
        ShownCount(counts.overtime, "dépassé", "dépassés", "tag.over"),
        ShownCount(counts.open_alerts, "alerte", "alertes", "orange+"),
        ShownCount(lacking, "surveillant manque", "surveillants manquent", "amber+", "surv. manque"),
        ShownCount(reports, "PV de fraude incomplet", "PV de fraude incomplets", "yellow+", "C6 ?"),
        ShownCount(counts.enrolled, "inscrit", "inscrits", "+", ""),
        ShownCount(counts.started, "en cours", "en cours", "green"),
        ShownCount(counts.interrupted, "interrompu", "interrompus", "orange", "int."),
        ShownCount(counts.joined, "a rejoint", "ont rejoint", "label" if closed else "yellow"),
        ShownCount(counts.welcomed_only, "accueilli", "accueillis", "", "acc."),
        ShownCount(counts.still_expected, "attendu", "attendus", "label", "att."),
        ShownCount(counts.finished, "terminé", "terminés", "soft", "term."),
        ShownCount(counts.unfinished, "non terminé", "non terminés", "soft", "non term."),
        ShownCount(counts.absent, "absent", "absents", "dim", "abs."),
        ShownCount(counts.not_certifiable, "non certifiable", "non certifiables", "dim", "non cert."),
        ShownCount(counts.incidents, "signalement", "signalements", "orange", ""),
    ]  # fmt: skip


def counts_line(counts: Counts, width: int, lacking: int = 0, reports: int = 0, *, closed: bool = False) -> Line:
    """The counts in one line: the words shorten one at a time, from the last on, before anything is cut.

    What may go at all goes first; those over and the alerts keep their words, and stay to the last.

    Args:
        counts: where the candidates stand.
        width: the cells there are.
        lacking: how many surveillants lack for those present.
        reports: how many reports of fraud are to be completed.
        closed: the session is closed, nothing runs on.
    """
    present = [c for c in _counts(counts, 0 if closed else lacking, reports, closed=closed) if c.value]
    wordy = [replace(c, one=f"{c.one} ouverte", many=f"{c.many} ouvertes") if "alerte" in c.one else c for c in present]
    if width_of(_line(wordy)) <= width:
        return _line(wordy)
    return clip(_line(_shortened(present, width, least=1)), width)


def _shortened(present: list[ShownCount], width: int, *, least: int) -> list[ShownCount]:
    """Those in so many cells: what may go at all goes first, then words shorten one at a time, from the last on.

    Those that have no room even so are left out, the last ones first, down to the least number of them.
    """
    shown = present
    for count in sorted(present, key=lambda c: (c.short != "", -present.index(c))):
        if width_of(_line(shown)) <= width:
            break
        at = shown.index(count)
        shown = [*shown[:at], *([count.shortened] if count.short != "" else []), *shown[at + 1 :]]
    while len(shown) > least and width_of(_line(shown)) > width:
        shown = shown[:-1]
    return shown


def _line(shown: list[ShownCount]) -> Line:
    groups = []
    for index, count in enumerate(shown):
        is_tag = count.ink.startswith("tag")
        lead = " " if index == 0 and not is_tag else ""
        groups.append([(f" {count.words} " if is_tag else lead + count.words, count.ink)])
    line: list[tuple[str, str]] = []
    for index, group in enumerate(groups):
        if index:
            line.append((" " if shown[index - 1].ink.startswith("tag") else "  ", ""))
        line.extend(group)
    return tuple(line)


def shares_line(counts: Counts, width: int) -> Line:
    """A bar across the screen: how many of those enrolled stand where, a cell apart: it is read without colours too."""
    parts = [
        (counts.overtime, "red"),
        (counts.started - counts.overtime, "green"),
        (counts.interrupted, "orange"),
        (counts.joined, "yellow"),
        (counts.expected, "soft"),
        (counts.finished + counts.withdrawn + counts.ended, "label"),
        (counts.absent + counts.not_certifiable, "rule"),
    ]
    total = max(1, counts.enrolled)
    line, used, passed = [], 0, 0
    for value, ink in parts:
        passed += max(0, value)
        until = width * passed // total
        if until > used:
            apart = int(used > 0 and until - used > 1)
            line.append((" " * apart + "▀" * (until - used - apart), ink))
            used = until
    return tuple(line)


def welcome_line(picture: Picture, width: int) -> Line:
    """« 6 accueillis sur 20 », a bar of it, and what else there is to count at the door: whole, or left out."""
    counts = picture.counts
    signs = [c for c in _counts(counts, picture.missing_surveillants, 0, closed=False)[:3] if c.value]
    to_sign = sum(
        who.checked is not None and not who.is_welcomed and not who.is_away
        for who in picture.session.candidates.values()
    )
    rest = [
        ShownCount(to_sign, "à faire signer", "à faire signer", "yellow", "à signer"),
        ShownCount(counts.started + counts.interrupted, "en cours", "en cours", "green"),
        ShownCount(counts.absent, "absent", "absents", "dim", "abs."),
        ShownCount(counts.not_certifiable, "non certifiable", "non certifiables", "dim", "non cert."),
    ]
    signs = [c if width >= WIDE else c.shortened for c in signs]
    here = f"{plural(counts.welcomed, 'accueilli')} sur {counts.to_welcome}"
    head: Line = (*_line(signs), (" " if not signs else "  ", ""), (here, "green+"))
    beside = width - width_of(head) - 2
    tail = _line(_shortened([c for c in rest if c.value], beside, least=0))
    room = beside - width_of(tail) - 3
    if room < SMALLEST_BAR:
        return clip((*head, ("  " if tail else "", ""), *tail), width)
    done = room * counts.welcomed // max(1, counts.to_welcome)
    return (*head, ("  ", ""), ("━" * done, "green"), ("─" * (room - done), "rule"), ("  ", ""), *tail)


WIDE, SMALLEST_BAR = 60, 8
"""Cells from which the words of what calls are whole, and from which a bar says something."""


class WelcomeCounts(Painted):
    """How many are welcomed, in the view of the welcome; on the board's line once the session is closed."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        if picture.session.closed_at is not None:
            return [counts_line(picture.counts, width, closed=True)]
        return [welcome_line(picture, width), shares_line(picture.counts, width)][:height]


class CountsBar(Painted):
    """The line of counts, and below it, where there is room, the bar of shares."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        closed = picture.session.closed_at is not None
        lacking, reports = picture.missing_surveillants, picture.lacking_reports
        counts = counts_line(picture.counts, width, lacking, reports, closed=closed)
        return [counts, () if closed else shares_line(picture.counts, width)][:height]
