"""Incidents in a few keys: a code or words, then only what that code asks; live alerts; global incidents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.events import Key
from textual.widgets import Input, Static

from screens.answers import for_people
from screens.dialogs.base import Choice, Doubt, Field, Form, Mistake, Option, Words
from screens.ink import Line, cut
from screens.picture import short_name
from supervisor.action import Action, BeginGlobal, CloseAlert, EndGlobal, RecordIncident
from supervisor.candidate import plain
from supervisor.incident import GlobalIncident, Incident, lacking
from supervisor.reference import Code, Reference
from supervisor.session import Session
from supervisor.wording import plural, span

MOST_MATCHES = 6


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that may be meant by what was typed."""

    code: Code
    text: str = ""
    """A ready phrase, where a usual circumstance was recognised."""


def matches_of(reference: Reference, typed: str) -> list[Match]:
    """The codes meant by a code or by words, the likeliest first; an exact code wins over longer ones."""
    words = plain(typed).split()
    if not words:
        return [Match(code) for code in reference.codes]
    exact = reference.code(words[0])
    found = [Match(exact)] if exact is not None else []
    found += [Match(c) for c in reference.codes if c.code.lower().startswith(words[0]) and c is not exact]
    if exact is not None:
        return found
    words = [word for word in words if not word.isdigit()]
    ranked: list[tuple[int, int, Match]] = []
    for order, circumstance in enumerate(reference.circumstances):
        code = reference.code(circumstance.code)
        if code is not None and _says(words, " ".join(circumstance.words)):
            ranked.append((1, order, Match(code, circumstance.text)))
    for order, code in enumerate(reference.codes):
        if _says(words, " ".join(code.words)):
            ranked.append((0, order, Match(code)))
        elif _says(words, f"{code.label} {' '.join(code.words)}"):
            ranked.append((2, order, Match(code)))
    return found + [match for _, _, match in sorted(ranked, key=lambda r: r[:2])]


def _says(words: Sequence[str], text: str) -> bool:
    known = plain(text).split()
    return bool(words) and all(any(k.startswith(word) for k in known) for word in words)


def question_in(typed: str) -> tuple[int | None, str]:
    """A question number at the beginning of what was typed, and the rest."""
    found = re.match(r"\s*(?:q(?:uestion)?\s*)?(\d+)\b\s*(.*)", typed, re.IGNORECASE)
    return (int(found[1]), found[2].strip()) if found else (None, typed.strip())


_ASKS = {
    "question": "n° de la question",
    "description": "Que s'est-il passé ?",
    "identity": "Les bonnes informations",
    "extra_time": "Temps majoré à saisir",
    "fraud": "Ce qui a été vu",
}


class IncidentForm(Form[RecordIncident]):
    """« e2 12 », or « e2 » Enter « 12 » Enter, or words: « simulateur »."""

    def __init__(self, session: Session, numbers: tuple[int, ...]) -> None:
        who = short_name(session, numbers[0]) if len(numbers) == 1 else plural(len(numbers), "candidat")
        super().__init__(f"Signalement : {who}", (), (Field("line", "Code ou mots", hint="e2 12, image, souris…"),))
        self._session = session
        self._numbers = numbers
        self._match: Match | None = None
        """The code taken, once it is and something more is asked."""
        self._lit = 0

    def preview(self, values: dict[str, str]) -> list[Line]:
        if self._match is not None:
            return []
        found = matches_of(self._session.reference, values["line"])
        self._lit = min(self._lit, max(0, len(found) - 1))
        if not found:
            return [(("aucun code ne correspond", "yellow"),)]
        first = max(0, self._lit - MOST_MATCHES + 1)
        return [
            (
                ("▌ " if index == self._lit else "  ", "blue+"),
                (f"{match.code.code:<4}", "orange+"),
                (cut(match.text or match.code.label, 62), "+" if index == self._lit else "soft"),
            )
            for index, match in list(enumerate(found))[first : first + MOST_MATCHES]
        ]

    def result(self, values: dict[str, str], *, confirmed: bool) -> RecordIncident:
        typed = values["line"]
        if self._match is not None:
            return self._complete(self._match, typed, confirmed=confirmed)
        found = matches_of(self._session.reference, typed)
        if not typed and not self._lit:
            raise Mistake("tapez un code ou des mots : « e2 », « image »…")
        if not found:
            raise Mistake("aucun code ne correspond : essayez d'autres mots")
        match = found[self._lit]
        exact = self._session.reference.code(typed.split()[0]) if typed else None
        rest = typed.split(maxsplit=1)[1] if exact is match.code and " " in typed else ""
        if exact is None:
            number = re.search(r"\b(\d+)\s*$", typed)
            rest = number[1] if number and match.code.asked == "question" else match.text
        return self._complete(match, rest, confirmed=confirmed)

    def _complete(self, match: Match, typed: str, *, confirmed: bool) -> RecordIncident:
        code = match.code
        question, text = question_in(typed) if code.asked == "question" else (None, typed.strip())
        if self._match is None and code.asked == "fraud" and not text:
            self._ask(match)
        lacks = lacking(code, question=question, text=text)
        if lacks and self._match is None and not typed.strip():
            self._ask(match)
        if lacks:
            raise Mistake(for_people(lacks))
        most = self._session.reference.thresholds.questions
        if question is not None and question > most and not confirmed:
            raise Doubt(f"le test d'aujourd'hui a {most} questions, pas {question}")
        return RecordIncident(code.code, self._numbers, question, text)

    def _ask(self, match: Match) -> None:
        """The second line: only what this code asks."""
        self._match = match
        line = self.query_one("#line", Input)
        label = _ASKS[match.code.asked]
        self.query_one("#label-line", Static).update(f"{label}  ")
        self.query_one("#label-line", Static).styles.width = len(label) + 2
        self.query_one("#lines", Words).say([((f"{match.code.code}  ", "orange+"), (match.code.label, ""))])
        line.placeholder = "1 à 32" if match.code.asked == "question" else ""
        line.value = match.text
        line.cursor_position = len(line.value)
        self.query_one("#preview", Words).say(())
        raise Mistake("")

    @on(Input.Changed)
    def _anew(self) -> None:
        self._lit = 0

    def on_key(self, event: Key) -> None:
        if event.key in ("up", "down") and self._match is None:
            event.stop()
            found = matches_of(self._session.reference, self.values["line"])
            self._lit = max(0, min(len(found) - 1, self._lit + (1 if event.key == "down" else -1)))
            self.query_one("#preview", Words).say(self.preview(self.values))
            return


class AlertDialog(Choice[Action]):
    """What the Espace surveillant was answered, for each alert that waits."""

    def __init__(self, session: Session, number: int, alerts: Sequence[Incident]) -> None:
        lines: list[Line] = []
        options: list[Option[Action]] = []
        for index, alert in enumerate(alerts):
            code = session.reference.code(alert.code)
            question = f" question {alert.question}" if alert.question is not None else ""
            lines.append(((f"{alert.code}{question}  ", "orange+"), (alert.text or (code.label if code else ""), "")))
            asked = alert.question if len(alerts) > 1 else None
            which = f" {alert.code}{question}" if len(alerts) > 1 else ""
            letters = "vrx" if index == 0 else "456789"[index * 3 - 3 : index * 3] or "???"
            options += [
                Option(letters[0], f"validé{which}", CloseAlert(number, "validated", asked)),
                Option(letters[1], f"refusé{which}", CloseAlert(number, "refused", asked)),
                Option(letters[2], f"ne peut plus être pris en compte{which}", CloseAlert(number, "expired", asked)),
            ]
        lines += [(("À faire aussi dans l'Espace surveillant ; puis le candidat rafraîchit sa page.", "label"),), ()]
        super().__init__(f"Alerte de {short_name(session, number)}", lines, options, default=None)


class GlobalBeginForm(Form[BeginGlobal]):
    """What happens to everybody: Enter alone is an alarm, details later."""

    def __init__(self, session: Session, scope: tuple[int, ...] | None, now: datetime) -> None:
        whom = f"pour {plural(len(scope), 'candidat marqué', 'candidats marqués')}" if scope else "pour tous"
        in_room = sum(c.is_running for c in session.candidates.values())
        super().__init__(
            "Incident global : début",
            (
                ((f"Commence à {session.local(now):%H:%M:%S}, {whom} ; ", ""), (f"{in_room} tests en cours.", "")),
                (("Chaque fin est alors provisoire ; rien ne s'arrête dans Pix.", "label"),),
            ),
            (Field("text", "Que se passe-t-il ?", hint="alarme (Entrée suffit)"),),
        )
        self._scope = scope

    def result(self, values: dict[str, str], *, confirmed: bool) -> BeginGlobal:
        return BeginGlobal(values["text"] or "alarme", self._scope)


def offers_of(session: Session, outage: GlobalIncident, now: datetime) -> dict[int, int]:
    """Minutes on offer at `now` to each candidate whom it touches and whose test runs."""
    offers = {}
    for who in session.candidates.values():
        test_time = session.time_of(who)
        if who.is_running and outage.touches(who.number) and test_time is not None:
            offers[who.number] = test_time.loss(now)
    return offers


class GlobalEndForm(Form[EndGlobal]):
    """It is over: what each one is offered, and what he is given."""

    def __init__(self, session: Session, outage: GlobalIncident, now: datetime) -> None:
        self._offers = offers_of(session, outage, now)
        self._incident = outage.event_id
        lines: list[Line] = [
            (
                (f"« {outage.text} » depuis {session.local(outage.begin):%H:%M:%S}, ", ""),
                (span(now - outage.begin), "+"),
            )
        ]
        by_minutes: dict[int, list[int]] = {}
        for number, minutes in self._offers.items():
            by_minutes.setdefault(minutes, []).append(number)
        for minutes, numbers in sorted(by_minutes.items(), reverse=True):
            lines.append(
                ((f"+{minutes} min  ", "green+"), (", ".join(short_name(session, n) for n in numbers), "soft"))
            )
        if not self._offers:
            lines.append((("personne n'a de test en cours : rien à rendre", "label"),))
        super().__init__(
            "Incident global : fin",
            lines,
            (
                Field("give", "Rendre", hint="mesuré (Entrée), 0, 5, ou 12=5 14=0"),
                Field("away", "Pas revenus", hint="personne (Entrée) : tous reprennent maintenant ; ou 3,5, ou tous"),
            ),
        )

    def preview(self, values: dict[str, str]) -> list[Line]:
        try:
            wanted = self.result(values, confirmed=True)
        except Mistake as mistake:
            return [((str(mistake), "yellow"),)]
        total = sum(self._minutes(wanted, number) for number in self._offers)
        given = f"en tout {total} min rendues à {plural(len(self._offers), 'candidat')}"
        if not wanted.away:
            return [((given, "label"),), (("tous reprennent maintenant", "green"),)]
        away = plural(len(wanted.away), "reste interrompu", "restent interrompus")
        return [((given, "label"),), ((f"{away} jusqu'à leur retour (B)", "orange"),)]

    def _minutes(self, wanted: EndGlobal, number: int) -> int:
        if number in wanted.each:
            return wanted.each[number]
        if wanted.give == "none" or self._offers[number] == 0:
            return 0
        return wanted.give if isinstance(wanted.give, int) else self._offers[number]

    def result(self, values: dict[str, str], *, confirmed: bool) -> EndGlobal:
        each: dict[int, int] = {}
        give: int | str = "measured"
        for word in values["give"].replace(",", " ").split():
            pair = re.fullmatch(r"(\d+)=\+?(\d+)", word)
            if pair is not None:
                each[int(pair[1])] = int(pair[2])
            elif re.fullmatch(r"\+?\d+", word):
                give = int(word)
            elif not "mesuré".startswith(word.lower()):
                raise Mistake(f"« {word} » : tapez un nombre de minutes, ou 12=5")
        unknown = [n for n in each if n not in self._offers]
        if unknown:
            raise Mistake(f"le n° {unknown[0]} n'est pas touché ou son test ne court pas")
        away = self._away(values.get("away", ""))
        if give == 0:
            return EndGlobal(self._incident, "none", each, resume=True, away=away)
        return EndGlobal(self._incident, give if isinstance(give, int) else "measured", each, resume=True, away=away)

    def _away(self, typed: str) -> tuple[int, ...]:
        """Who is not back: « 3,5 », « 9-12 », « tous »."""
        numbers: list[int] = []
        for word in typed.replace(",", " ").split():
            found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", word)
            if found is not None:
                first = int(found[1])
                numbers += range(first, int(found[2] or first) + 1)
            elif len(word) > 1 and "tous".startswith(word.lower()):
                numbers += self._offers
            else:
                raise Mistake(f"« {word} » : tapez des numéros (3,5 ou 9-12), tous, ou rien")
        unknown = [n for n in numbers if n not in self._offers]
        if unknown:
            raise Mistake(f"le n° {unknown[0]} n'est pas touché ou son test ne court pas")
        return tuple(dict.fromkeys(numbers))
