"""What is held before the eyes in trouble: the roll call, the sheet for Pix support, help for who cannot connect."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.events import Key

from screens.dialogs.base import Dialog, Words
from screens.kit.ink import Line, fit, joined
from screens.picture.picture import full_name_in
from supervisor.outage import begun_today, lasted, roll_call
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.wording import plural, span

COLUMN, GAP = 23, "  "
NO_PHONE = "numéro à leur donner (réglage « telephone » : lu ici)"


class CardDialog(Dialog[None]):
    """A few lines to be read; scrolls where they are many."""

    HINT: Line = (("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Entrée Échap", "amber+"), (" fermer", "soft"))
    AUTO_FOCUS = ""

    def __init__(self, title: str, lines: list[Line], *, hang: int = 0) -> None:
        super().__init__(title)
        self._lines = lines
        self._hang = hang

    def body(self) -> ComposeResult:
        yield Words(self._lines, hang=self._hang, id="lines")

    def key(self, event: Key) -> bool:
        if event.key == "enter":
            self.leave()
            return True
        return self.scrolls(event)


def roll_call_lines(session: Session, now: datetime) -> list[Line]:
    """Who is to be found outside, three beside each other; then those who may have left before."""
    found = roll_call(session)
    lines: list[Line] = [
        ((f"« {outage.text} » depuis {span(lasted(session, outage, now))}", "amber+"),)
        for outage in session.running_globals
    ]
    lines.append(((f"{plural(len(found.inside), 'candidat')} dans la salle", "+"), (" : comptez-les dehors.", "")))
    lines += [(), *_in_columns(session, found.inside)]
    if found.done:
        told = "a fini : peut-être déjà sorti" if len(found.done) < 2 else "ont fini : peut-être déjà sortis"
        lines += [(), ((f"{len(found.done)} {told}", "soft"),), *_in_columns(session, found.done)]
    away = sum(c.status is Status.ABSENT for c in session.candidates.values())
    if away:
        lines += [(), ((plural(away, "absent"), "label"),)]
    return lines


def _in_columns(session: Session, numbers: tuple[int, ...]) -> list[Line]:
    """Down the first column, then the next: as the list is read aloud."""
    rows = -(-len(numbers) // 3)
    table = []
    for row in range(rows):
        cells = [
            ((fit(_called(session, number), COLUMN), ""),)
            for number in numbers[row : 3 * rows : rows]
        ]  # fmt: skip
        table.append(joined(cells, GAP))
    return table


def _called(session: Session, number: int) -> str:
    return f"{number:02d} {full_name_in(session, session.candidates[number], COLUMN - 3)}"


def support_lines(session: Session, now: datetime, phone: str) -> list[Line]:
    """Whom to contact, and what to say, with the numbers they ask for.

    Args:
        session: the state.
        now: what the length of what runs is counted to.
        phone: the line on which the school can be called back, as set in the settings; may be empty.
    """
    running = session.running_globals
    where = " · ".join(part for part in (session.site, session.room) if part) or "–"
    lines: list[Line] = [
        (("Support Pix  ", "label"), ("support.pix.fr", "+"), ("  quand plusieurs candidats sont arrêtés", "soft")),
        (("Session      ", "label"), (session.number, "+")),
        (("Centre       ", "label"), (where, "")),
        (("Rappeler au  ", "label"), (phone, "+") if phone else (NO_PHONE, "yellow")),
        (),
    ]  # fmt: skip
    for outage in running:
        touched = [c for c in session.candidates.values() if outage.touches(c.number) and _is_stopped(session, c, now)]
        lines += [
            (("Ce qui se passe  ", "label"), (outage.text, "+")),
            (
                ("Depuis           ", "label"),
                (
                    f"{session.local(begun_today(session, outage)):%H:%M}, il y a {span(lasted(session, outage, now))}",
                    "",
                ),
            ),
            (("Touchés          ", "label"), (f"{plural(len(touched), 'candidat')} en cours de test", "")),
            (),
        ]
    running_tests = sum(c.is_running for c in session.candidates.values())
    lines += [
        (("À DIRE", "label+"),),
        ((f"« Session de certification n° {session.number}, {plural(running_tests, 'test')} en cours.", ""),),
        *(((line, ""),) for line in _said(session)),
        (("Notez la réponse avec N (note de session).", "label"),),
    ]
    return lines


def _is_stopped(session: Session, who: Situation, now: datetime) -> bool:
    ending = session.running_ending(who, now)
    return ending is not None and ending.suspended


def _said(session: Session) -> list[str]:
    ask = "Le problème vient-il de Pix ? Que doivent faire les candidats ? »"
    running = session.running_globals
    if not running:
        return ["Décrivez : ce que voient les candidats, depuis quand, sur combien de postes.", ask]
    first = running[0]
    begun = f"{session.local(first.begin):%H:%M}"
    return [f"Depuis {begun} : {first.text}. Les candidats restent devant leur écran.", ask]


def help_card_lines(session: Session, who: Situation) -> list[Line]:
    """How a candidate who is there and cannot connect gets on: what they type, exactly, and what else may stop them."""
    identity = who.identity
    born = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else "non donnée par la liste"
    lines: list[Line] = [
        (("À saisir dans Pix, exactement ainsi :", "label+"),),
        (("  Session     ", "label"), (session.number, "+")),
        (("  Prénom      ", "label"), (identity.first_name, "+")),
        (("  Nom         ", "label"), (identity.last_name, "+")),
        (("  Né(e) le    ", "label"), (born, "+"), ("  comme sur la feuille", "soft")),
        (),
        (("• Accents, tirets et second prénom comptent : recopier la liste, pas la carte d'identité.", ""),),
        (("• La liste est fausse ? Saisir quand même ce qu'elle dit, puis corriger ici (m, i) : c'est C1.", ""),),
        (("• Mot de passe oublié : élève, par l'ENT ou le Médiacentre ; sinon, le référent Pix.", ""),),
        (("• Le menu « Certification » dit si le profil est certifiable ; sinon : non certifiable (m, n).", ""),),
        (("• Page blanche ou lente : un autre navigateur, un autre poste (m, p pour la place).", ""),),
    ]
    if who.status is Status.EXPECTED and session.reference.edition == "current":
        lines.append((("• Une fois entré : « Confirmer la présence » dans l'Espace surveillant (y).", ""),))
    return lines
