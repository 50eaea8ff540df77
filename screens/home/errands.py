"""What home does in several steps: bringing a list in, making a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from screens.dialogs.choices import Choice, Confirm, Option
from screens.dialogs.fields import Field
from screens.dialogs.forms import Ask
from screens.dialogs.picker import Picker
from screens.home.create import CompleteForm, CreateForm
from screens.home.entry import Desk
from screens.home.office import Card, Made, NewSession, PapersOfDay, Refused, Report, Said, Taken
from screens.home.reader import Answer, ReportDialog, Told
from screens.kit.folder import Folder
from screens.kit.ink import Line
from supervisor.wording import plural

if TYPE_CHECKING:
    from screens.home.app import HomeApp


class Errands:
    """The steps, each one leading to the next; the disk is asked in threads."""

    def __init__(self, app: HomeApp) -> None:
        self._app = app
        self._folder = ""
        """Where the last list was: the next one is probably there too."""
        self._waiting = ""
        """Number of the chosen session, when it waits for its list."""

    def _desk(self) -> Desk:
        cards = self._app.cards or ()
        return Desk(
            held=frozenset(card.number for card in cards),
            certifications=self._app.office.certifications,
            local_now=self._app.local_now,
            keyboard=self._app.settings.keyboard,
        )

    # Creating ------------------------------------------------------------------------------------

    def create(self) -> None:
        """Open the form; the site is that of the session chosen, as nearly all are on one."""
        card = self._app.card
        self._ask_for_session({"site": card.site} if card is not None else {})

    def _ask_for_session(self, values: Mapping[str, str], complaint: str = "") -> None:
        def take(answer: tuple[NewSession, dict[str, str]] | None) -> None:
            if answer is not None:
                self._make(*answer)

        self._app.push_screen(CreateForm(self._desk(), values, complaint), take)

    def _make(self, wanted: NewSession, values: Mapping[str, str]) -> None:
        def take(result: Made | Refused) -> None:
            if isinstance(result, Refused):
                # Nothing of what was typed is lost.
                self._ask_for_session(values, result.sentence)
            else:
                self._made(result, "i importe sa liste")

        now = self._app.clock.now()
        self._app.off(lambda: self._app.office.create(wanted, now), take)

    def _made(self, made: Made, more: str) -> None:
        self._app.choose(made.numbers[0] if made.numbers else self._app.chosen)
        what = f"session {made.numbers[0]}" if len(made.numbers) == 1 else plural(len(made.numbers), "session")
        self._app.say(f"{what} sur le disque ; {more}", "done")

    # Erasing -------------------------------------------------------------------------------------

    def erase(self, card: Card) -> None:
        """Ask, with what would go; then erase."""
        enrolled = plural(card.counts.enrolled, "inscrit") if card.counts is not None else ""
        day = f" du {card.day:%d/%m/%Y}" if card.day is not None else ""
        lines: tuple[Line, ...] = (
            ((f"Session {card.number}{day}, {enrolled}, aucun test démarré.", "+"),),
            (("Sa liste et tout ce qui y est noté s'effacent pour de bon ;", "soft"),),
            (("une ligne sans nom dit qu'elle a existé.", "soft"),),
        )

        def take(is_agreed: bool | None) -> None:
            if is_agreed:
                now = self._app.clock.now()
                self._app.off(lambda: self._app.office.erase(card.number, now), lambda why: self._erased(card, why))

        self._app.push_screen(Confirm(f"Effacer la session {card.number}", lines, "l'effacer"), take)

    def _erased(self, card: Card, why: str) -> None:
        if why:
            self._app.say(f"session {card.number} gardée : {why}", "refused")
        else:
            self._app.say(f"session {card.number} effacée", "done")
        self._app.read_again()

    # Papers --------------------------------------------------------------------------------------

    def papers(self, day: date) -> None:
        """Say how many, ask where; then write them."""
        now = self._app.clock.now()
        self._app.say("préparation des papiers…", "told", stays=True)
        self._app.off(lambda: self._app.office.papers_of(day, now), lambda found: self._ask_where(day, found))

    def _ask_where(self, day: date, found: PapersOfDay | Refused) -> None:
        self._app.notices.dismiss()
        if isinstance(found, Refused):
            self._app.say(found.sentence, "refused")
            return
        sessions = f"{plural(len(found.numbers), 'session')} du {day:%d/%m/%Y} ({', '.join(found.numbers)})"
        lines: list[Line] = [
            ((f"{plural(found.count, 'document')} pour {sessions} :", ""),),
            (("convocations, feuilles d'émargement, vérification de la salle.", ""),),
            (("Ils portent les noms et les naissances. Rien n'est écrit avant Entrée.", "yellow"),),
            *(((told, "yellow"),) for told in found.lacks),
            (("Dossier courant : ", "label"), (found.here, "")),
            (),
        ]
        field = Field("folder", "Dans le dossier", found.usual, "le dossier habituel")

        def take(folder: str | None) -> None:
            if folder is not None:
                self._write_papers(day, folder or found.usual)

        self._app.push_screen(Ask("Papiers du jour", lines, field), take)

    def _write_papers(self, day: date, folder: str, *, replace: bool = False) -> None:
        def take(result: str | Taken | Refused) -> None:
            self._app.notices.dismiss()
            if isinstance(result, Taken):
                self._ask_beside(day, folder, result)
            elif isinstance(result, Refused):
                self._app.say(f"papiers : {result.sentence}", "failed", stays=True)
            else:
                self._app.say(result, "done")

        now = self._app.clock.now()
        self._app.say("écriture des papiers…", "told", stays=True)
        self._app.off(lambda: self._app.office.write_papers(day, folder, now, replace=replace), take)

    def _ask_beside(self, day: date, folder: str, taken: Taken) -> None:
        # First what harms nobody.
        options = (
            Option("a", f"les écrire à côté : {taken.other}", taken.other),
            Option("r", "remplacer ce qui y est", ""),
        )

        def take(other: str | None) -> None:
            if other is not None:
                self._write_papers(day, other or folder, replace=not other)

        lines: tuple[Line, ...] = (((taken.sentence, ""),), ())
        self._app.push_screen(Choice("Papiers : il y en a déjà", lines, options), take)

    # Bringing a list in --------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Choose the file, look at its report, confirm."""
        card = self._app.card
        self._waiting = card.number if card is not None and card.counts is not None and not card.counts.enrolled else ""
        if self._folder:
            self._pick(self._folder)
        else:
            self._app.off(self._app.office.first_folder, self._pick)

    def _pick(self, folder: str) -> None:
        def take(path: str | None) -> None:
            if path is not None:
                self._look_at(path, Said(), {})

        nothing = "ni dossier ni liste ici (ODS, XLSX, CSV, XML, zip)"
        self._app.push_screen(Picker("Importer une liste de candidats", folder, self._look_into, nothing=nothing), take)

    def _look_into(self, path: str, typed: str, take: Callable[[Folder], None]) -> None:
        now = self._app.clock.now()

        def took(folder: Folder) -> None:
            if not folder.problem:
                self._folder = folder.path
            take(folder)

        self._app.off(lambda: self._app.office.folder(path, typed, now), took)

    def _look_at(self, path: str, said: Said, values: Mapping[str, str]) -> None:
        now = self._app.clock.now()
        self._app.say("lecture de la liste…", "told")
        self._app.off(
            lambda: self._app.office.look_at(path, said, now),
            lambda report: self._show(report, path, said, values),
        )

    def _show(self, report: Report, path: str, said: Said, values: Mapping[str, str]) -> None:
        self._app.notices.dismiss()
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

        self._app.push_screen(ReportDialog(report), take)

    def _complete(self, report: Report, path: str, said: Said, values: Mapping[str, str]) -> None:
        def take(answer: tuple[Said, dict[str, str]] | None) -> None:
            # Escape goes back to the report as it was.
            self._look_at(path, *(answer or (said, values)))

        self._app.push_screen(CompleteForm(self._desk(), values, sessions=report.how_many, listed=report.listed), take)

    def _bring_in(self, path: str, said: Said, values: Mapping[str, str]) -> None:
        def take(result: Made | Refused) -> None:
            if isinstance(result, Refused):
                self._app.say(result.sentence, "refused", stays=True)
                return
            self._made(result, "Entrée pour ouvrir")
            if result.lines:
                self._app.push_screen(Told("Liste mise à jour", [((line, ""),) for line in result.lines]))

        now = self._app.clock.now()
        self._app.off(lambda: self._app.office.bring_in(path, said, now), take)
