"""What is read in a box that scrolls: the report on a list, the help, what to do about a damaged session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Literal, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key

from screens.dialogs.base import Dialog, Words
from screens.home.office import ListReport, SessionCard
from screens.kit.ink import Line
from supervisor.wording import plural, typographic

T = TypeVar("T")


class Reader(Dialog[T], Generic[T]):
    """Lines that scroll, above a hint that stays in sight."""

    AUTO_FOCUS = ""
    SETS_IN = 2
    """Cells by which the rest of a long line is set in."""

    def __init__(self, title: str, lines: Sequence[Line]) -> None:
        super().__init__(title)
        self._lines = tuple(lines)

    def body(self) -> ComposeResult:
        yield Words(self._lines, hang=self.SETS_IN, id="lines")

    def keys_told(self) -> Line:
        """What the keys do now."""
        return (("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"))

    @property
    def text(self) -> VerticalScroll:
        """What scrolls."""
        return self.query_one("#inside", VerticalScroll)

    @property
    def is_read(self) -> bool:
        """The end of the text is in sight."""
        # Not while the box is being made.
        return bool(self.query("#inside")) and self.text.scroll_offset.y >= self.text.max_scroll_y

    def say_keys(self) -> None:
        """Name them; on the lower edge of the box, how many lines stand below what is seen."""
        super().say_keys()
        if self.query("#inside"):
            below = int(self.text.max_scroll_y - self.text.scroll_offset.y)
            told = typographic(f"↓ encore {plural(below, 'ligne')}") if below > 0 else ""
            self.query_one("#box").border_subtitle = told

    def key(self, event: Key) -> bool:
        return self.scrolls(event)

    def sign(self, character: str) -> bool:
        if character == " ":
            self.text.scroll_page_down(animate=False)
        return character == " "


class HomeHelp(Reader[None]):
    """The keys of home."""

    SETS_IN = 14

    def key(self, event: Key) -> bool:
        if event.key in ("enter", "f1"):
            self.leave()
            return True
        return super().key(event)


class ToldDialog(Reader[None]):
    """What came of something, to be read."""

    def key(self, event: Key) -> bool:
        if event.key == "enter":
            self.leave()
            return True
        return super().key(event)


Answer = Literal["make", "complete", "again"]


class ReportDialog(Reader[Answer]):
    """What a list would make, and every problem of it; Enter makes it once all was in sight."""

    def __init__(self, report: ListReport) -> None:
        super().__init__(f"Liste : {report.name}", report_lines(report))
        self._report = report

    @property
    def can_make(self) -> bool:
        """Nothing stands against it."""
        return not self._report.errors and bool(self._report.sessions)

    def keys_told(self) -> Line:
        keys: list[tuple[str, str]] = []
        if not self.is_read:
            keys.append(("Entrée", "lire la suite"))
        elif self.can_make:
            keys.append(("Entrée", self._verb()))
        keys += [("m", "compléter"), ("r", "relire le fichier"), ("Échap", "renoncer")]
        return tuple(span for key, does in keys for span in ((key, "amber+"), (f" {does}   ", "soft")))

    def _verb(self) -> str:
        return "mettre à jour" if self._report.held else "créer"

    def key(self, event: Key) -> bool:
        if event.key == "enter":
            self._enter()
        elif event.key == "f5":
            self.dismiss("again")
        else:
            return super().key(event)
        return True

    def sign(self, character: str) -> bool:
        if character not in ("m", "r"):
            return super().sign(character)
        # A form to be filled in, or this report once more: nothing is made by either.
        with self._further():
            self.dismiss("complete" if character == "m" else "again")
        return True

    def _enter(self) -> None:
        if not self.is_read:
            self.text.scroll_page_down(animate=False)
        elif self.can_make:
            self.dismiss("make")
        else:
            self.complain("rien ne peut être créé : corrigez le fichier, puis r le relit")


def report_lines(report: ListReport) -> list[Line]:
    """The report: errors apart, warnings, what would be made, the temps majorés to be read."""
    lines: list[Line] = []
    if report.errors:
        lines += [(("× ", "red+"), (f"{plural(len(report.errors), 'erreur')} : rien ne sera créé", "red+"))]
        lines += [((f"  {text}", "red"),) for text in report.errors]
        lines.append(())
    if report.warnings:
        lines += [(("! ", "amber+"), (plural(len(report.warnings), "avertissement"), "amber+"))]
        lines += [((f"  {text}", "yellow"),) for text in report.warnings]
        lines.append(())
    if not report.errors:
        lines += _what_would_be(report)
    return lines or [(("Cette liste est vide.", "yellow"),)]


def _what_would_be(report: ListReport) -> list[Line]:
    lines: list[Line] = []
    for text in report.sessions:
        is_heading = text.startswith("Session ")
        lines.append((("▪ ", "blue+"), (text, "+")) if is_heading else (("  ", ""), (text, "yellow")))
    if report.unnumbered:
        lines.append((("  Un numéro provisoire sera donné ; m pour dire celui de Pix Certif.", "yellow"),))
    if report.sessions:
        first, *others = report.extra_times
        lines += [(), ((first, "violet+"),), *(((f"  {text}", "violet"),) for text in others)]
    if report.people:
        lines += [(), (("Noms et naissances, à relire :", "label+"),)]
        lines += [((f"  {text}", "soft"),) for text in report.people]
    return lines


class DamagedDialog(Reader[bool]):
    """What is wrong with a journal, and what to do; answers True to open what can be read."""

    def __init__(self, card: SessionCard) -> None:
        steps = [
            f"Gardez une copie du dossier de la session {card.number} avant tout autre essai.",
            f"« vigie check {card.number} » nomme la première ligne qui n'est plus ce qui fut écrit.",
            "Une sauvegarde de ce dossier, remise à sa place, rend la session telle qu'elle était.",
        ]
        if card.can_be_read:
            steps.append("Ce qui précède le défaut se lit encore ; rien de plus ne pourra être noté.")
        else:
            steps.append("Sans sauvegarde : importez de nouveau la liste, sous un autre numéro.")
        if card.copied_to:
            steps = [
                f"« vigie check {card.number} » dit ce que le journal de chaque dossier contient.",
                f"Si tout est dans l'autre, ôtez « {card.copied_to} » du dossier des sessions, et gardez-le à part.",
                (
                    f"Sinon, Vigie fermée, nommez celui-ci « {card.number} », et l'autre autrement : un numéro ouvre "
                    "le dossier qui s'appelle comme lui."
                ),
            ]
        lines: list[Line] = [((card.problem, "red"),), (), (("Que faire", "label+"),)]
        super().__init__(f"Session {card.number} : à vérifier", [*lines, *(((f"– {step}", ""),) for step in steps)])
        self._card = card

    def keys_told(self) -> Line:
        leave: Line = (("Échap", "amber+"), (" fermer", "soft"))
        return (("o", "amber+"), (" ouvrir pour lire   ", "soft"), *leave) if self._can_be_opened else leave

    @property
    def _can_be_opened(self) -> bool:
        """Its beginning can be read, and its number opens it."""
        return self._card.can_be_read and not self._card.copied_to

    def key(self, event: Key) -> bool:
        if event.key == "enter":
            self.leave()
            return True
        return super().key(event)

    def sign(self, character: str) -> bool:
        if character != "o":
            return super().sign(character)
        if self._can_be_opened:
            # The session, for reading.
            with self._further():
                self.dismiss(True)
        else:
            self.complain("son numéro ouvre l'autre dossier" if self._card.copied_to else "rien ne peut en être lu")
        return True
