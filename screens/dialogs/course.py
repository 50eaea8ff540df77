"""Boxes on a candidate's way: identity, start, end, what they are asked before."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from screens.dialogs.base import (
    Choice,
    Field,
    Form,
    FormMistake,
    Option,
)
from screens.dialogs.cause import CauseDialog
from screens.dialogs.several import Several, names, unidentified_lines
from screens.kit.adjusting import UnreadableTimeError, hour_near
from screens.kit.ink import Line
from screens.picture.picture import short_name
from screens.picture.steps import ends_early
from supervisor.action import (
    CheckIdentity,
    Context,
    CorrectStart,
    StopTest,
)
from supervisor.closing import (
    asks_for_end_screen,
)
from supervisor.deciding import decide
from supervisor.jumps import elapsed
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.timing import MINUTE
from supervisor.wording import (
    at_hour,
    birth_place_shown,
    hour_of_fact,
    hours_and_minutes,
    plural,
)


class StartAllDialog(Several[tuple[int, ...]]):
    """Who starts, how many; apart those without identity, without presence confirmed in Pix, without signature."""

    def __init__(self, session: Session, numbers: tuple[int, ...], now: datetime) -> None:
        """The question.

        Args:
            session: the state.
            numbers: those who wait for the start.
            now: the instant by which a presence has expired or has not.
        """
        checked = tuple(n for n in numbers if session.candidates[n].checked is not None)
        unchecked = tuple(n for n in numbers if n not in checked)
        lines: list[Line] = []
        options: list[Option[tuple[int, ...]]] = []
        if checked:
            lines.append(((names(session, checked), ""),))
            options.append(Option("d", f"démarrer {plural(len(checked), 'test')}", checked))
        if unchecked:
            lines += [(("Sans contrôle d'identité : ", "yellow+"), (names(session, unchecked), "yellow"))]
            options.append(Option("t", f"démarrer les {len(numbers)}, sans identité compris", numbers))
        for lead, lacking in (
            ("Présence à confirmer dans Pix : ", [n for n in numbers if _lacks_presence(session, n, now)]),
            ("N'ont pas émargé : ", [n for n in numbers if session.candidates[n].signed_at is None]),
        ):
            if lacking:
                whom = names(session, lacking) if len(lacking) < len(numbers) or len(numbers) == 1 else (
                    f"les {len(numbers)}"
                )  # fmt: skip
                lines.append(((lead, "amber"), (whom, "soft")))
        super().__init__(
            f"Démarrer : {plural(len(numbers), 'candidat')}", (*lines, ()), options,
            default=0 if checked else None,
        )  # fmt: skip


def _lacks_presence(session: Session, number: int, now: datetime) -> bool:
    """Nobody confirmed their presence in Pix, or too long ago; only this edition's Pix asks for it."""
    if session.reference.edition != "current":
        return False
    who, expired = session.candidates[number], session.reference.thresholds.presence_expired * MINUTE
    return who.presence_at is None or elapsed(session, who.presence_at, who.presence_noted, now) >= expired


class FinishDialog(Several[bool]):
    """One test is over, or several: who has how much time left. The value: « écran de fin de test » was seen (2021)."""

    def __init__(self, session: Session, numbers: tuple[int, ...], now: datetime) -> None:
        running = [n for n in numbers if session.candidates[n].is_running] or list(numbers)
        lines: list[Line] = []
        if len(numbers) == 1:
            title, yes = f"{short_name(session, numbers[0])} : test terminé ?", "oui, terminé"
            left = _minutes_left(session, numbers[0], now)
            if left is not None and left >= 0:
                lines = [((f"Il restait {hours_and_minutes(left)}.", "label"),)]
        else:
            title, yes = f"{plural(len(running), 'test terminé', 'tests terminés')} ?", f"oui, les {len(running)}"
            early = [n for n in running if ends_early(session, n, now)]
            others = [n for n in running if n not in early]
            told_left = ", ".join(
                f"{short_name(session, n)} {hours_and_minutes(_minutes_left(session, n, now) or 0)}" for n in early
            )
            if early:
                lines.append((("Il leur restait du temps : ", "yellow+"), (told_left, "yellow")))
            if others:
                lines.append(((names(session, others), ""),))
            lines += unidentified_lines(session, running)
            refused = [n for n in numbers if n not in running]
            if refused:
                lines.append((("Sans test en cours : ", "label"), (names(session, refused), "label")))
        options = [Option("o", yes, False)]
        if asks_for_end_screen(session):
            options = [
                Option("v", f"{yes}, écran de fin de test vu", True),
                Option("o", f"{yes}, sans que l'écran ait été vu", False),
            ]
        super().__init__(title, (*lines, ()), options)


def _minutes_left(session: Session, number: int, now: datetime) -> int | None:
    ending = session.running_ending(session.candidates[number], now)
    return int(ending.remaining(now).total_seconds() // 60) if ending is not None else None


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


class AttestForm(Form[CheckIdentity]):
    """Who attests, with their function."""

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
            raise FormMistake("dites qui atteste de son identité", "name")
        by = ", ".join(part for part in (values["name"], values["role"]) if part)
        return CheckIdentity(self._number, attested_by=by)


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
                Option("a", "abandon : manque de temps ou départ prématuré",
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


class StartForm(Form[CorrectStart]):
    """Their start was recorded wrongly."""

    def __init__(self, session: Session, who: Situation, context: Context) -> None:
        self._session, self._who, self._asked_in = session, who, context
        started = hour_of_fact(session, who.started_at) if who.started_at is not None else "?"
        super().__init__(
            f"Début de {short_name(session, who.number)}",
            (((f"Début noté : {started}. L'heure notée et la vraie restent au journal.", "label"),),),
            (
                Field("hour", "Vrai début", hint="par ex. 09:04 ou 09:04:30", kind="figures"),
                Field("reason", "Motif", hint="obligatoire"),
            ),
        )

    def _wanted(self, values: dict[str, str], reason: str) -> CorrectStart:
        found = re.fullmatch(r"(\d{1,2})[:hH](\d{2})(?::(\d{2}))?", values["hour"])
        if found is None or int(found[3] or 0) > 59:
            raise FormMistake("tapez une heure : 09:04", "hour")
        near = self._who.started_at or self._asked_in.now
        try:
            instant = hour_near(self._session, int(found[1]), int(found[2]), near)
        except UnreadableTimeError as error:
            raise FormMistake(str(error), "hour") from None
        return CorrectStart(self._who.number, instant + timedelta(seconds=int(found[3] or 0)), reason)

    def preview(self, values: dict[str, str]) -> list[Line]:
        try:
            decision = decide(self._session, self._wanted(values, "…"), self._asked_in)
        except FormMistake:
            return []
        told: list[Line] = [((r.text, "+"),) for r in decision.remarks]
        against: list[Line] = [((r.reason, "yellow"),) for r in decision.refusals]
        return told or against

    def result(self, values: dict[str, str], *, confirmed: bool) -> CorrectStart:
        wanted = self._wanted(values, values["reason"])
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            # Nothing but the reason is asked beside the hour.
            raise FormMistake(refusals[0].reason, "hour" if values["reason"] else "reason")
        return wanted
