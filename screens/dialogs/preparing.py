"""Who joins the list: what is asked before and around a session."""

from __future__ import annotations

from datetime import date

from screens.dialogs.base import READ, WHOLE, Doubt, Field, Form, Mistake, in_field
from screens.dialogs.people import date_of
from screens.kit.ink import Line
from screens.kit.texts import Texts, audience_of
from supervisor.action import NewCandidate
from supervisor.candidate import ExtraTime, Identity, plain, same_person_key
from supervisor.session import Session
from supervisor.timing import minutes_of_test
from supervisor.wording import hours_and_minutes

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
        except Mistake as mistake:
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
            raise Mistake(str(error), READ) from None

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
            raise Mistake(self._known, READ)
        return found[0]

    def result(self, values: dict[str, str], *, confirmed: bool) -> NewCandidate:
        if not plain(values["last"]) or not plain(values["first"]):
            raise Mistake("il faut son nom de naissance et son prénom", "first" if plain(values["last"]) else "last")
        with in_field("birth"):
            birth = date_of(values["birth"])
        if birth is not None and not 0 < self._today.year - birth.year < OLDEST:
            raise Mistake(f"« {values['birth']} » n'est pas une date de naissance possible", "birth")
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
            if same_person_key(one.last_name, one.first_name, one.birth_date) == wanted:
                raise Mistake(f"cette personne est déjà sur la liste (n° {who.number})", WHOLE)
