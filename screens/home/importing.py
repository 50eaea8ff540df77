"""A list brought in from home: the file, its report, what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from screens.dialogs.picker import Picker
from screens.home.create import CompleteForm
from screens.home.host import Home
from screens.home.making import known_to_forms, tell_made
from screens.home.office import ListReport, ListTerms, Made, Refused
from screens.home.reader import Answer, ReportDialog, ToldDialog
from supervisor.folder import Folder


def bring_in(home: Home) -> None:
    """Choose the file, look at its report, confirm."""
    card = home.card
    is_empty = card is not None and not card.problem and card.counts is not None and not card.counts.enrolled
    ListImport(home, card.number if card is not None and is_empty else "").begin()


class ListImport:
    """One list on its way in: each step leads to the next, the disk is asked in a thread."""

    def __init__(self, home: Home, waiting: str) -> None:
        """An import.

        Args:
            home: the sessions.
            waiting: the number of the chosen session, where it waits for its list; else empty.
        """
        self._home = home
        self._waiting = waiting

    def begin(self) -> None:
        """Ask for the file, where the last one was."""
        if self._home.listed_in:
            self._pick(self._home.listed_in)
        else:
            self._home.in_a_thread(self._home.office.first_folder, self._pick)

    def _pick(self, folder: str) -> None:
        def take(path: str | None) -> None:
            if path is not None:
                self._look_at(path, ListTerms(), {})

        nothing = "ni dossier ni liste ici (ODS, XLSX, CSV, XML, zip)"
        self._home.push_screen(
            Picker("Importer une liste de candidats", folder, self._look_into, nothing=nothing), take
        )

    def _look_into(self, path: str, typed: str, take: Callable[[Folder], None]) -> None:
        now = self._home.clock.now()

        def took(folder: Folder) -> None:
            if not folder.problem:
                self._home.listed_in = folder.path
            take(folder)

        self._home.in_a_thread(lambda: self._home.office.folder(path, typed, now), took)

    def _look_at(self, path: str, said: ListTerms, values: Mapping[str, str]) -> None:
        now = self._home.clock.now()
        self._home.in_a_thread(
            lambda: self._home.office.look_at(path, said, now),
            lambda report: self._show(report, path, said, values),
            doing="lecture de la liste…",
        )

    def _show(self, report: ListReport, path: str, said: ListTerms, values: Mapping[str, str]) -> None:
        if report.unnumbered == 1 and self._waiting and not values:
            # The chosen session has no candidate yet: this is its list, unless somebody says otherwise.
            self._look_at(path, replace(said, numbers=(self._waiting,)), {"number": self._waiting})
            return

        def take(answer: Answer | None) -> None:
            if answer == "again":
                self._look_at(path, said, values)
            elif answer == "complete":
                self._complete(report, path, said, values)
            elif answer == "make":
                self._bring_in(path, said, values)

        self._home.push_screen(ReportDialog(report), take)

    def _complete(self, report: ListReport, path: str, said: ListTerms, values: Mapping[str, str]) -> None:
        def take(answer: tuple[ListTerms, dict[str, str]] | None) -> None:
            # Escape goes back to the report as it was.
            self._look_at(path, *(answer or (said, values)))

        self._home.push_screen(
            CompleteForm(known_to_forms(self._home), values, sessions=report.how_many, listed=report.listed), take
        )

    def _bring_in(self, path: str, said: ListTerms, values: Mapping[str, str]) -> None:
        def take(result: Made | Refused) -> None:
            if isinstance(result, Refused):
                self._home.say(result.sentence, "refused", stays=True)
                return
            tell_made(self._home, result, "Entrée pour ouvrir")
            if result.lines:
                self._home.push_screen(ToldDialog("Liste mise à jour", [((line, ""),) for line in result.lines]))

        now = self._home.clock.now()
        self._home.in_a_thread(lambda: self._home.office.bring_in(path, said, now), take)
