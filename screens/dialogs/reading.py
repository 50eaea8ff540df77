"""What is read rather than answered: instructions with the access code, help, and the mask over the names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen

from screens.commands import COMMANDS, Command, key_name, keys_for
from screens.dialogs.base import Dialog, Words
from screens.ink import Line, fit, spread
from screens.picture import Picture
from screens.settings import Keyboard
from screens.widgets.counts import counts_line
from screens.widgets.painted import Painted
from supervisor.session import Session
from supervisor.wording import hours_and_minutes

CODE_SHOWN_S = 60.0
"""The access code hides itself again after so many real seconds."""


def instructions(session: Session) -> list[str]:
    """What is read aloud before the access code is given (DOMAIN.md section 10)."""
    duration = session.reference.durations.get(session.certification)
    length = f"Le test dure {hours_and_minutes(duration)}." if duration else ""
    return [
        "Les questions dépendent de ce que chacun a déjà réussi : vos voisins n'ont pas les mêmes.",
        "Certaines se ressemblent : leurs réponses peuvent différer. Elles portent sur vos compétences acquises.",
        f"{length} Une barre montre le nombre de questions. On ne revient pas en arrière.".strip(),
        "Chercher sur le Web est permis. S'il manque un logiciel, un service en ligne convient.",
        "Sacs et téléphones éteints à l'entrée. Pas d'échange, pas d'antisèche, pas d'identité d'emprunt.",
        "Je passe derrière vous. Un souci ? Levez la main, ne cherchez pas à le régler seul.",
        "Quand vous avez fini, gardez le dernier écran et appelez-moi.",
    ]


class InstructionsDialog(Dialog[None]):
    """The instructions, and the access code for a minute."""

    HINT: Line = (("c", "amber+"), (" code d'accès 60 s   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"))

    def __init__(self, session: Session, monotonic: Callable[[], float]) -> None:
        super().__init__("Consignes à lire à haute voix")
        self._session = session
        self._monotonic = monotonic
        self._shown_since: float | None = monotonic()

    def body(self) -> ComposeResult:
        yield Words([((f"– {text}", ""),) for text in instructions(self._session)], id="lines")
        yield Words(self._code_lines(), id="code")

    def _code_lines(self) -> list[Line]:
        code = self._session.access_code
        if not code:
            return [(), (("Le code d'accès n'a pas été donné à Vigie.", "label"),)]
        if self._shown_since is None:
            return [(), (("Code d'accès masqué : c pour le montrer 60 secondes", "label"),)]
        return [
            (),
            ((f" Session {self._session.number} ", "tag.session"), ("   ", ""), (f"  {' '.join(code)}  ", "tag.look")),
        ]

    def tick(self) -> None:
        """Hide the code once its minute is over."""
        if self._shown_since is not None and self._monotonic() - self._shown_since >= CODE_SHOWN_S:
            self._shown_since = None
            self.query_one("#code", Words).say(self._code_lines())

    def on_key(self, event: Key) -> None:
        if event.key == "c":
            event.stop()
            self._shown_since = self._monotonic()
            self.query_one("#code", Words).say(self._code_lines())
        elif event.key == "enter":
            event.stop()
            self.leave()


SIGNS: tuple[tuple[str, str, str], ...] = (
    ("▌", "blue+", "candidat choisi"),
    ("●", "blue", "candidat marqué"),
    ("‖", "orange", "pause, interruption ou incident global : fin provisoire, sans alarme"),
    ("▲", "orange+", "alerte ouverte, à traiter dans l'Espace surveillant"),
    ("✓", "green", "fait (Id : identité, Ém : émargement)"),
    ("~", "yellow", "identité attestée sans pièce"),
    ("·", "dim", "pas encore fait"),
    ("…", "label+", "action en cours d'enregistrement"),
    ("+33", "violet", "temps majoré, en pour cent"),
    ("14:59", "yellow", "15 minutes ou moins"),
    ("04:59", "amber+", "5 minutes ou moins"),
    ("−02:15", "tag.over", "temps dépassé"),
)
"""The legend."""


def help_lines(keyboard: Keyboard) -> list[Line]:
    """Every command with its keys, by domain; then the legend of signs and colours."""
    return [*_commands(keyboard), (), *_legend()]


def _commands(keyboard: Keyboard) -> Iterator[Line]:
    yield (("1 2 3… puis Entrée", "amber+"), ("  choisit un candidat (rangée des chiffres, avec ou sans Maj.)", "soft"))
    for domain in ("candidat", "session", "liste", "écran"):
        yield ()
        yield ((domain.upper(), "label+"),)
        for command in COMMANDS:
            if command.domain == domain and command.keys:
                yield _command(command, keyboard)


def _command(command: Command, keyboard: Keyboard) -> Line:
    keys = " ".join(key_name(key) for key in keys_for(command, keyboard))
    return ((fit(keys, 14), "amber+"), (f"{command.title}. ", "+"), (command.help, "soft"))


def _legend() -> Iterator[Line]:
    yield (("SIGNES ET COULEURS", "label+"),)
    for sign, role, meaning in SIGNS:
        yield ((fit(sign, 7), role), (f"  {meaning}", "soft"))


class HelpDialog(Dialog[None]):
    """All keys and signs; scrolls."""

    HINT: Line = (("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"))

    def __init__(self, keyboard: Keyboard) -> None:
        super().__init__("Aide")
        self._keyboard = keyboard

    def body(self) -> ComposeResult:
        yield Words(help_lines(self._keyboard), hang=14, id="lines")

    def on_key(self, event: Key) -> None:
        box = self.query_one("#box")
        moves = {"down": box.scroll_down, "up": box.scroll_up, "pagedown": box.scroll_page_down,
                 "pageup": box.scroll_page_up, "home": box.scroll_home, "end": box.scroll_end}  # fmt: skip
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)
        elif event.key in ("question_mark", "enter", "q", "f1"):
            event.stop()
            self.leave()


class Cover(Painted):
    """What may be seen of the session by anybody."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        session = picture.session
        number: Line = ((f" {session.number} ", "tag.session"), (" noms masqués", "label"))
        to_see = len(picture.attention)
        look: Line = ((f" {to_see} à voir ", "tag.look"),) if to_see else ((" rien à voir pour l'instant", "label"),)
        top: list[Line] = [
            spread(number, ((f"{picture.hour(picture.now)} ", "+"),), width),
            counts_line(picture.counts, width),
            (),
            look,
        ]
        hint: Line = ((" F9", "amber+"), (" montrer les noms", "soft"))
        return [*top, *([()] * max(0, height - len(top) - 1)), hint][:height]


class MaskScreen(Screen[None]):
    """Covers everything, dialogs included; clocks and alarms go on."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Cover(id="cover")

    def show(self, picture: Picture) -> None:
        """Draw this picture."""
        for cover in self.query(Cover):
            cover.show(picture)

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in ("f9", "escape", "enter"):
            self.dismiss(None)
