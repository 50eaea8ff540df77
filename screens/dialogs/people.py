"""Who is on the list: their seat, their names, one more of them."""

from __future__ import annotations

from datetime import date, datetime

from screens.dialogs.base import (
    READ,
    WHOLE,
    Doubt,
    Field,
    Form,
    FormMistake,
    in_field,
)
from screens.dialogs.fields import YES
from screens.kit.ink import Line
from screens.kit.settings import Keyboard
from screens.kit.texts import Texts, audience_of
from screens.picture.picture import short_name
from screens.picture.seating import seat_typed
from supervisor.action import (
    ChangeSeat,
    Correct,
    NewCandidate,
)
from supervisor.candidate import ExtraTime, Identity, plain, same_person_key
from supervisor.closing import (
    report_of,
    told_between,
)
from supervisor.reference import Code
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.timing import minutes_of_test
from supervisor.wording import (
    hours_and_minutes,
)


class SeatForm(Form[ChangeSeat]):
    """Where they actually sit; a seat that is taken, or written like none, is asked about."""

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
            raise FormMistake("dites quelle place", "seat")
        if typed.doubt and not confirmed:
            raise Doubt(typed.doubt, "seat")
        return ChangeSeat(self._number, typed.seat)


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
        except FormMistake:
            return False

    def preview(self, values: dict[str, str]) -> list[Line]:
        if not self._is_to_report(values):
            return []
        who, identity = self._who, self._identity(values)
        text = report_of(self._session, who.number, "identity", identity, who.extra_time)
        return report_told(self._code, text, values["report"])

    def result(self, values: dict[str, str], *, confirmed: bool) -> Correct:
        if not values["last"]:
            raise FormMistake("il ne peut pas être vide", "last")
        identity = self._identity(values)
        is_same, is_same_class = identity == self._who.identity, values["class"] == self._who.class_name
        if is_same and is_same_class:
            raise FormMistake("rien n'est changé", WHOLE)
        return Correct(
            self._who.number,
            identity=None if is_same else identity,
            class_name=None if is_same_class else values["class"],
            report=values["report"] == YES and self._is_to_report(values),
        )


def date_of(text: str) -> date | None:
    """A day as it is typed, « 14/08/2009 » or « 14082009 »; None when nothing was.

    Raises:
        FormMistake: it is no date.
    """
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d%m%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a date of birth has no zone
        except ValueError:
            continue
    raise FormMistake(f"« {text} » n'est pas une date : jj/mm/aaaa", READ)


FOR_ADULTS = "EDU"
"""Pix+ Édu: teachers sit it, pupils do not (DOMAIN.md section 3)."""


OLDEST = 120
"""Nobody is older, in years."""


class AddForm(Form[NewCandidate]):
    """A candidate who is not on the list."""

    def __init__(self, session: Session, texts: Texts, today: date, last_name: str = "") -> None:
        self._session, self._texts, self._today = session, texts, today
        reference = session.reference
        own = reference.certifications.get(session.certification, session.certification)
        known = ", ".join(reference.certifications.get(key, key) for key in reference.durations)
        super().__init__(
            "Ajouter un candidat",
            ((("Comme sur sa pièce d'identité ; il doit aussi être ajouté dans Pix Certif.", "label"),),),
            (
                Field("last", "Nom de naissance", last_name),
                Field("first", "Prénom"),
                Field("birth", "Naissance", hint="jj/mm/aaaa", kind="figures"),
                Field("city", "Commune", hint="lieu de naissance"),
                Field("class", "Classe", hint="ou rien"),
                Field("extra", "Temps majoré", hint="par ex. 33 %, tiers temps ; ou rien", kind="figures"),
                Field("certification", "Certification", hint=f"{own} si rien n'est tapé"),
            ),
        )
        self._known = known

    def preview(self, values: dict[str, str]) -> list[Line]:
        lines: list[Line] = []
        try:
            key = self._certification(values["certification"])
            extra, remark = self._extra(values["extra"])
        except FormMistake as mistake:
            return [((str(mistake), "yellow"),)]
        name = self._session.reference.certifications.get(key or "", key or "")
        length = self._session.reference.durations.get(key or self._session.certification, 0)
        if values["extra"] or values["certification"]:
            minutes = hours_and_minutes(minutes_of_test(length, extra))
            lines.append(((f"{name + ' : ' if name else ''}temps majoré {extra}, test de {minutes}", "soft"),))
        if remark:
            lines.append(((remark, "yellow"),))
        return lines

    def _extra(self, typed: str) -> tuple[ExtraTime, str]:
        try:
            return self._texts.read_extra_time(typed)
        except ValueError as error:
            raise FormMistake(str(error), READ) from None

    def _certification(self, typed: str) -> str | None:
        wanted = plain(typed)
        if not wanted:
            return None
        names = self._session.reference.certifications
        durations = self._session.reference.durations
        exact = [key for key in durations if wanted in (plain(key), plain(names.get(key, key)))]
        begun = [key for key in durations if plain(key).startswith(wanted) or wanted in plain(names.get(key, key))]
        found = exact or begun
        if len(found) != 1:
            raise FormMistake(self._known, READ)
        return found[0]

    def result(self, values: dict[str, str], *, confirmed: bool) -> NewCandidate:
        if not plain(values["last"]) or not plain(values["first"]):
            raise FormMistake(
                "il faut son nom de naissance et son prénom", "first" if plain(values["last"]) else "last"
            )
        with in_field("birth"):
            birth = date_of(values["birth"])
        if birth is not None and not 0 < self._today.year - birth.year < OLDEST:
            raise FormMistake(f"« {values['birth']} » n'est pas une date de naissance possible", "birth")
        with in_field("extra"):
            extra, _ = self._extra(values["extra"])
        with in_field("certification"):
            key = self._certification(values["certification"])
        self._refuse_twice(values, birth)
        if not confirmed:
            if birth is None:
                raise Doubt("sans date de naissance, impossible de rejoindre la session", "birth")
            if key == FOR_ADULTS and audience_of(self._session) == "school":
                raise Doubt("Pix+ Édu ne se passe pas entre élèves", "certification")
        identity = Identity(
            last_name=values["last"], first_name=values["first"], birth_date=birth, birth_city=values["city"]
        )
        return NewCandidate(identity, certification=key, extra_time=extra, class_name=values["class"])

    def _refuse_twice(self, values: dict[str, str], birth: date | None) -> None:
        wanted = same_person_key(values["last"], values["first"], birth)
        for who in self._session.candidates.values():
            one = who.identity
            if one.person_key == wanted:
                raise FormMistake(f"cette personne est déjà sur la liste (n° {who.number})", WHOLE)
