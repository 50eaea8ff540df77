"""The report of a fraud: the question that clears most suspicions first, then the kind, then what was seen and done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.dialogs.base import Choice, Field, Form, FormMistake, Option, Words
from screens.dialogs.picker import Picker
from screens.kit.ink import Line
from screens.kit.papers import Files, NotTakenError, Piece
from screens.picture.picture import short_name
from supervisor.action import ReportFraud
from supervisor.candidate import printable
from supervisor.folder import Folder
from supervisor.incident import FraudKind, FraudReport
from supervisor.session import Session
from supervisor.wording import FRAUD, bytes_in_words, plural

ToolQuestion = Literal["asked", "not asked"]

GOES_ON: Line = (("Le test n'est pas interrompu : le candidat va au bout, le jury décide.", "yellow"),)
"""What must be before the eyes all along."""
ANOTHER_CASE = 0
"""In the place of a report's number."""


class CaseDialog(Choice[int]):
    """Which report it is about, where there are some: one to be completed, or another case."""

    def __init__(self, session: Session, number: int) -> None:
        reports = session.frauds_of(number)
        options = [
            Option(chr(ord("a") + rank), f"compléter le rapport n° {report.event_id} : {_standing(report)}",
                   report.event_id)
            for rank, report in enumerate(reports)
        ]  # fmt: skip
        incomplete = [rank for rank, report in enumerate(reports) if not report.is_complete]
        super().__init__(
            f"Rapport de fraude : {short_name(session, number)}",
            (GOES_ON, ()),
            (*options, Option("n", "nouveau rapport : un autre cas", ANOTHER_CASE)),
            default=incomplete[-1] if incomplete else None,
        )


def _standing(report: FraudReport) -> str:
    lacks = f"il manque {' et '.join(report.lacks)}" if report.lacks else "complet"
    return f"{report.kind}, {lacks}"


class FraudQuestion(Choice[ToolQuestion]):
    """Did the question itself ask for that tool."""

    def __init__(self, session: Session, number: int) -> None:
        super().__init__(
            f"Fraude ? {short_name(session, number)}",
            (
                (("La consigne de la question demandait-elle cet outil ?", "+"),),
                (("Le Web est permis ; certaines questions demandent une messagerie, un site, un logiciel.", "label"),),
                GOES_ON,
                (),
            ),
            (
                Option("o", "oui, la consigne le demandait : ce n'est pas une fraude", "asked"),
                Option("n", "non, ou il ne s'agit pas d'un outil : faire le rapport", "not asked"),
            ),
            default=None,
        )


class NotAFraud(Choice[bool]):
    """The instruction asked for it: nothing is recorded, unless somebody insists."""

    def __init__(self, session: Session, number: int) -> None:
        super().__init__(
            f"Fraude ? {short_name(session, number)}",
            (
                (("Ce n'est pas une fraude : l'outil est permis pour cette question, et pour elle seule.", "+"),),
                (("Le candidat le referme dès qu'il y a répondu.", "label"),),
                (),
            ),
            (
                Option("r", "ne rien noter", False),
                Option("f", "faire le rapport quand même : l'outil a servi à autre chose", True),
            ),
        )


class FraudKindDialog(Choice[FraudKind]):
    """The three kinds."""

    def __init__(self, session: Session, number: int, begun: FraudReport | None) -> None:
        kinds: tuple[tuple[str, FraudKind], ...] = (
            ("c", "communication"), ("d", "consultation"), ("u", "usurpation"),
        )  # fmt: skip
        options = [Option(letter, FRAUD[kind], kind) for letter, kind in kinds]
        known = [kind for _, kind in kinds]
        super().__init__(
            f"Rapport de fraude : {short_name(session, number)}",
            (GOES_ON, ()),
            options,
            default=known.index(begun.kind) if begun is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A report as it was filled in, and the files that go with it."""

    report: ReportFraud
    """Without its evidence, which is still to be copied."""
    pieces: tuple[Piece, ...]
    texts: dict[str, str]
    """What stands in the fields, should the form be needed again."""


class FraudForm(Form[Written]):
    """What was seen, what was done, who else saw it, what proves it; incomplete is accepted and said."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "browse", "parcourir", show=False)]

    HINT: Line = (
        ("Entrée", "amber+"), (" suivant, valider   ", "soft"), ("Ctrl+O", "amber+"), (" choisir une pièce   ", "soft"),
        ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def __init__(
        self, session: Session, wanted: ReportFraud, begun: FraudReport | None, files: Files | None,
        now: Callable[[], datetime], again: Written | None = None, complaint: str = "",
    ) -> None:  # fmt: skip
        """The form.

        Args:
            session: whose candidate it is about.
            wanted: whom it is about, the kind, the report it completes, the answer to the first question.
            begun: that report as it stands.
            files: what finds files on the disk; None: a path is typed and taken as it is.
            now: the clock, from which the ages of files are told.
            again: what was filled in before, where it could not be recorded.
            complaint: why it could not.
        """
        assert wanted.fraud is not None
        texts = again.texts if again is not None else _texts(begun)
        super().__init__(
            f"Rapport de fraude : {short_name(session, wanted.number)}",
            (((FRAUD[wanted.fraud], "orange+"),), GOES_ON, *([((complaint, "red"),)] if complaint else [])),
            (
                Field("seen", "Ce qui a été vu", texts.get("seen", ""), "faits, heures, question, écran"),
                Field("done", "Ce qui a été fait", texts.get("done", ""), "vide : le rapport reste incomplet"),
                Field("witness", "Témoins", texts.get("witness", ""), "noms et fonctions, séparés par ;"),
                Field("evidence", "Pièces", "", "un fichier : son chemin, ou Ctrl+O ; rien : valider"),
            ),
        )
        self._wanted = wanted
        self._known = begun.evidence if begun is not None else ()
        self._files = files
        self._now = now
        self._pieces = list(again.pieces) if again is not None else []
        self._looks = False

    def preview(self, values: dict[str, str]) -> list[Line]:
        lines: list[Line] = []
        if self._known:
            lines.append((("déjà jointes : ", "label"), (", ".join(piece.name for piece in self._known), "soft")))
        lines += [
            (("à joindre : ", "label"), (piece.name, "+"), (f"  {bytes_in_words(piece.size)}", "label"))
            for piece in self._pieces
        ]
        if self._pieces:
            lines.append((("« - » puis Entrée ôte la dernière", "label"),))
        lacking = [name for field, name in (("seen", "ce qui a été vu"), ("done", "ce qui a été fait"))
                   if not values[field]]  # fmt: skip
        if lacking:
            return [*lines, (("Incomplet : il manque ", "yellow"), (" et ".join(lacking), "yellow"))]
        return [*lines, (("Complet. Un C6 l'accompagne.", "green"),)]

    def result(self, values: dict[str, str], *, confirmed: bool) -> Written:
        if not values["seen"]:
            raise FormMistake("dites ce qui a été vu, aussi précisément que possible", "seen")
        wanted = self._wanted
        report = ReportFraud(
            wanted.number, wanted.fraud, values["seen"], values["done"], _names(values["witness"]),
            report=wanted.report, tool_required=wanted.tool_required,
        )  # fmt: skip
        return Written(report, tuple(self._pieces), values | {"evidence": ""})

    # Pieces --------------------------------------------------------------------------------------

    def draft_texts(self) -> dict[str, str]:
        return super().draft_texts() | {"pieces": "\n".join(piece.path for piece in self._pieces)}

    def put_back(self, texts: dict[str, str]) -> None:
        super().put_back(texts)
        for path in texts.get("pieces", "").splitlines():
            self._look_at(path)

    @on(Input.Submitted, "#evidence")
    def _piece_typed(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed:
            # The last field, and nothing in it: the form is done.
            return
        event.stop()
        event.prevent_default()
        if typed in ("-", "−"):
            event.input.clear()
            self._change(self._pieces[:-1])
        elif not self._looks:
            self._look_at(typed)

    def _look_at(self, path: str) -> None:
        """Take a file on the list, once the disk has said that it may be one."""

        async def look() -> None:
            self._looks = True
            try:
                piece = await asyncio.to_thread(self._files.look_at, path) if self._files else Piece(path, path, 0)
            except NotTakenError as error:
                self.complain(str(error))
            except Exception as error:  # noqa: BLE001  in a worker it would go unheard
                self.complain(f"ce fichier ne peut pas être pris : faute de Vigie ({type(error).__name__})")
            else:
                field = self.query_one("#evidence", Input)
                if field.value.strip() == path:
                    field.clear()
                self._change([*(known for known in self._pieces if known.path != piece.path), piece])
            finally:
                self._looks = False

        self.run_worker(look(), exit_on_error=False)

    def _change(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self.query_one("#preview", Words).say(self.preview(self.values))
        self.typed()

    def action_browse(self) -> None:
        """Ctrl+O: the folders of the disk, above the form."""
        files = self._files
        if files is None:
            self.complain("tapez le chemin du fichier")
            return

        def look_into(path: str, typed: str, take: Callable[[Folder], None]) -> None:
            async def look() -> None:
                take(await asyncio.to_thread(files.folder, path, typed, self._now()))

            self.run_worker(look(), exit_on_error=False)

        def took(path: str | None) -> None:
            if path is not None:
                # Enter then has the report written, or takes another file.
                self.query_one("#evidence", Input).focus()
                self._look_at(path)

        async def browse() -> None:
            first = await asyncio.to_thread(files.first_folder)
            self.app.push_screen(Picker("Joindre une pièce", first, look_into, nothing="ce dossier est vide"), took)

        self.run_worker(browse(), exit_on_error=False)


def _texts(begun: FraudReport | None) -> dict[str, str]:
    if begun is None:
        return {}
    return {"seen": begun.seen, "done": begun.done, "witness": " ; ".join(begun.witnesses)}


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name for name in map(printable, typed.split(";")) if name)


def copying(count: int) -> str:
    """What is said while files are copied."""
    return f"copie de {plural(count, 'pièce')}…"
