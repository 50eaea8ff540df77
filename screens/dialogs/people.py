"""Identity, and the end of a test by the surveillant or by the candidate himself."""

from __future__ import annotations

from datetime import date, datetime

from screens.dialogs.base import READ, WHOLE, Choice, Doubt, Field, Form, Mistake, Option, in_field
from screens.dialogs.cause import CauseDialog
from screens.dialogs.fields import YES
from screens.dialogs.several import unidentified_lines
from screens.kit.ink import Line
from screens.kit.settings import Keyboard
from screens.picture.picture import short_name
from screens.picture.seating import seat_typed
from screens.widgets.panel import birth_place_shown
from supervisor.action import ChangeSeat, CheckIdentity, Correct, StopTest
from supervisor.candidate import Identity
from supervisor.closing import report_of, told_between
from supervisor.reference import Code
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.wording import at_hour, plural


def identity_lines(session: Session, who: Situation) -> list[Line]:
    """What is compared with the document: names, date and place of birth."""
    identity = who.identity
    birth = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else "inconnue"
    lines: list[Line] = [
        (("Nom de naissance  ", "label"), (identity.last_name, "+")),
        (("Prénom            ", "label"), (identity.first_name, "+")),
        (("Naissance         ", "label"), (birth, "+")),
        (("Lieu              ", "label"), (birth_place_shown(who), "+")),
    ]
    if who.class_name or identity.local_id:
        lines.append((("Classe, ident.    ", "label"), (who.class_name or identity.local_id, "")))
    if who.status is Status.ABSENT:
        lines.append((("Était noté absent : finalement présent ?", "yellow"),))
    if who.checked is not None:
        way = "attestée sans pièce" if who.checked.attested else "contrôlée"
        lines.append(((f"Identité déjà {way} {at_hour(session, who.checked.at)}", "yellow"),))
    return [*lines, ()]


class IdentityDialog(Choice[str]):
    """Compare with the document: « conforme », « corriger », « sans pièce »."""

    def __init__(self, session: Session, who: Situation, *, possible: str) -> None:
        done = "déjà fait" if possible and who.checked is not None else possible
        super().__init__(
            f"Identité de {short_name(session, who.number)}",
            identity_lines(session, who),
            (
                Option("c", "conforme à la pièce d'identité", "same", done),
                Option("s", "sans pièce : quelqu'un atteste", "attested", done, opens=True),
                Option("x", "corriger ce que dit la liste", "correct", opens=True),
            ),
            default=0 if not possible else 2,
        )


class SeatForm(Form[ChangeSeat]):
    """Where he actually sits; a seat that is taken, or written like none, is asked about."""

    def __init__(self, session: Session, who: Situation, keyboard: Keyboard) -> None:
        planned = f"prévue : {who.planned_seat}" if who.planned_seat else ""
        title = f"Place de {short_name(session, who.number)}"
        super().__init__(title, (), (Field("seat", "Place", who.seat, planned),))
        self._session = session
        self._number = who.number
        self._keyboard = keyboard

    def result(self, values: dict[str, str], *, confirmed: bool) -> ChangeSeat:
        typed = seat_typed(self._session, self._number, values["seat"], self._keyboard)
        if not typed.seat:
            raise Mistake("dites quelle place", "seat")
        if typed.doubt and not confirmed:
            raise Doubt(typed.doubt, "seat")
        return ChangeSeat(self._number, typed.seat)


class AttestForm(Form[CheckIdentity]):
    """Who attests, with his function."""

    def __init__(self, session: Session, who: Situation) -> None:
        super().__init__(
            f"{short_name(session, who.number)} : sans pièce d'identité",
            (*identity_lines(session, who)[:4], ()),
            (
                Field("name", "Qui atteste", hint="nom et prénom"),
                Field("role", "Fonction", hint="par ex. CPE, professeur"),
            ),
        )
        self._number = who.number

    def result(self, values: dict[str, str], *, confirmed: bool) -> CheckIdentity:
        if not values["name"]:
            raise Mistake("dites qui atteste de son identité", "name")
        by = ", ".join(part for part in (values["name"], values["role"]) if part)
        return CheckIdentity(self._number, attested_by=by)


def report_field(code: Code | None) -> Field:
    """Whether Pix Certif is told by the same action; a box asks it only where the grid has a code for it."""
    return Field("report", f"Signaler {code.code if code is not None else ''} (o/n)", YES, kind="yes_no")


def report_told(code: Code | None, text: str, answer: str) -> list[Line]:
    """What Pix Certif is told by a report in the same box, or when it is asked again; nothing without a code for it."""
    if code is None:
        return []
    if answer == YES:
        return [((f"{code.code} est noté aussi, pour Pix Certif : ", "label"), (text, ""))]
    return [((f"{code.code} manquera à la clôture : Pix Certif n'apprend pas la correction.", "yellow"),)]


class CorrectForm(Form[Correct]):
    """What the list says wrongly of them; names and date of birth are reported to Pix Certif, unless one says no."""

    def __init__(self, session: Session, who: Situation) -> None:
        identity = who.identity
        birth = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else ""
        self._code = session.reference.code_meaning("identity")
        super().__init__(
            f"Corriger {short_name(session, who.number)}",
            ((("L'ancienne et la nouvelle valeur restent au journal.", "label"),),),
            (
                Field("last", "Nom de naissance", identity.last_name),
                Field("first", "Prénom", identity.first_name),
                Field("birth", "Naissance", birth, "jj/mm/aaaa", kind="figures"),
                Field("city", "Commune", identity.birth_city),
                Field("postal", "Code postal", identity.birth_postal_code, "du lieu de naissance", "figures"),
                Field("insee", "Code Insee", identity.birth_insee_code, "du lieu de naissance", "figures"),
                Field("country", "Pays", identity.birth_country, "de naissance"),
                Field("class", "Classe", who.class_name, "ou rien"),
                report_field(self._code),
            ),
        )
        self._session, self._who = session, who

    def _identity(self, values: dict[str, str]) -> Identity:
        with in_field("birth"):
            birth = date_of(values["birth"])
        return self._who.identity.model_copy(
            update={
                "last_name": values["last"],
                "first_name": values["first"],
                "birth_date": birth,
                "birth_city": values["city"],
                "birth_postal_code": values["postal"],
                "birth_insee_code": values["insee"],
                "birth_country": values["country"],
            }
        )

    def is_asked(self, field_id: str, values: dict[str, str]) -> bool:
        return field_id != "report" or self._is_to_report(values)

    def _is_to_report(self, values: dict[str, str]) -> bool:
        try:
            return self._code is not None and bool(told_between(self._who.identity, self._identity(values), None))
        except Mistake:
            return False

    def preview(self, values: dict[str, str]) -> list[Line]:
        if not self._is_to_report(values):
            return []
        who, identity = self._who, self._identity(values)
        text = report_of(self._session, who.number, "identity", identity, who.extra_time)
        return report_told(self._code, text, values["report"])

    def result(self, values: dict[str, str], *, confirmed: bool) -> Correct:
        if not values["last"]:
            raise Mistake("il ne peut pas être vide", "last")
        identity = self._identity(values)
        is_same, is_same_class = identity == self._who.identity, values["class"] == self._who.class_name
        if is_same and is_same_class:
            raise Mistake("rien n'est changé", WHOLE)
        return Correct(
            self._who.number,
            identity=None if is_same else identity,
            class_name=None if is_same_class else values["class"],
            report=values["report"] == YES and self._is_to_report(values),
        )


def date_of(text: str) -> date | None:
    """A day as it is typed, « 14/08/2009 » or « 14082009 »; None when nothing was.

    Raises:
        Mistake: it is no date.
    """
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d%m%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a date of birth has no zone
        except ValueError:
            continue
    raise Mistake(f"« {text} » n'est pas une date : jj/mm/aaaa", READ)


TWENTY_ANSWERS: tuple[Line, ...] = (
    (("Moins de 20 réponses : l'abandon donne « Rejetée », le problème technique « Annulée ».", "label"),),
    (("À partir de 20 réponses, le test est noté dans les deux cas.", "label"),),
)


class StopDialog(CauseDialog[StopTest]):
    """How and why a test ends unfinished; nothing is ever preselected against the candidate."""

    def __init__(self, session: Session, numbers: tuple[int, ...]) -> None:
        found = [session.candidates[n] for n in numbers if n in session.candidates]
        touched = [c.number for c in found if is_touched_by_a_technical_cause(session, c)]
        only_joined = bool(found) and all(c.status not in RUNNING for c in found)
        why_not = "son test n'a pas commencé" if only_joined else ""
        what = short_name(session, numbers[0]) if len(numbers) == 1 else plural(len(numbers), "candidat")
        lines: list[Line] = []
        if len(numbers) > 1:
            lines.append(((", ".join(short_name(session, n) for n in numbers), ""),))
        lines += unidentified_lines(session, numbers)
        lines += TWENTY_ANSWERS
        if touched:
            named = ", ".join(short_name(session, n) for n in touched)
            lines.append(((f"Incident technique ou global pour {named} : voyez si c'en est la cause.", "yellow"),))
        super().__init__(
            session,
            found,
            f"Test non terminé : {what}",
            (*lines, ()),
            (
                Option("a", "abandon ou départ : manque de temps ou départ prématuré",
                       StopTest(numbers, "withdraw", "candidate")),
                Option("p", "abandon ou départ : problème technique", StopTest(numbers, "withdraw", "technical")),
                Option("t", "terminé par le surveillant : manque de temps",
                       StopTest(numbers, "end", "candidate"), why_not),
                Option("x", "terminé par le surveillant : problème technique",
                       StopTest(numbers, "end", "technical"), why_not),
            ),
        )  # fmt: skip


def is_touched_by_a_technical_cause(session: Session, who: Situation) -> bool:
    """A report of a technical cause, or a global incident, concerns them (RULES.md section 7)."""
    return bool(session.reported(who.number, "technical")) or any(
        g.touches(who.number) for g in session.globals.values()
    )
