"""The forms of home: a session to be made, and what a list does not say of its own; both checked as one types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from rich.text import Text
from textual import on
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from screens.dialogs.base import WHOLE, Doubt, Field, Form, FormMistake, Words
from screens.home.entry import FIELDS, Check, KnownToForms, Typed, check_surveillants
from screens.home.office import ListTerms, NewSession
from screens.kit.ink import Line, cut, fit, width_of
from screens.kit.themes import palette_named
from supervisor.wording import typographic

T = TypeVar("T")

LABELS = {
    "number": "Numéro",
    "code": "Code d'accès",
    "date": "Date",
    "hour": "Heure",
    "site": "Site",
    "room": "Salle",
    "people": "Surveillants",
    "certification": "Certification",
}
_WIDTH = 16
_FIELD = 53
"""Cells that a field shows at 80 columns."""
_BESIDE = 40
"""Cells of the message beside a field; a longer one is whole below, while one is in its field."""
_ID = "session-"
"""Begins the ids of the fields, which so are nobody else's in the style sheet."""


class CheckedForm(Form[T], Generic[T]):
    """A form whose every field says at once whether it will do; ↑ ↓ go from field to field."""

    HINT: Line = (
        ("Entrée", "amber+"), (" champ suivant, au dernier : valider   ", "soft"),
        ("↑ ↓", "amber+"), (" changer   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def checks(self, values: Mapping[str, str]) -> dict[str, Check[object]]:
        """The check of each field."""
        raise NotImplementedError

    @property
    def values(self) -> dict[str, str]:
        """What is typed now, by the names of the fields."""
        return {name.removeprefix(_ID): value for name, value in super().values.items()}

    @property
    def _labels(self) -> dict[str, str]:
        return {field.id.removeprefix(_ID): field.label.rstrip() for field in self._fields}

    def on_mount(self) -> None:
        for row, field in zip(self.query(".field"), self._fields, strict=True):
            row.mount(Static(id=f"told-{field.id}", classes="told", markup=False))
        self._mark()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._mark()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._mark()

    def _mark(self) -> None:
        """A sign before each label, and beside each field what was understood of it, or what is wrong."""
        values = self.values
        checks = self.checks(values)
        self.query_one("#preview", Words).say(self.preview(values))
        palette = palette_named(self.app.theme)
        for name, check in checks.items():
            # Not finished is no mistake while one types; it is one once the field is left.
            is_wrong = not check.is_good and not (check.is_begun and name == self._in_field)
            sign, ink = "·", "label"
            if is_wrong:
                sign, ink = "×", "red+"
            elif check.is_good and values[name]:
                sign, ink = ("!", "amber+") if check.doubt else ("✓", "green")
            told = Text(cut(_told(check), _BESIDE) if values[name] or is_wrong else "", end="")
            told.stylize(palette.style(_ink(check, is_wrong=is_wrong), "dialog"))
            self.query_one(f"#told-{_ID}{name}", Static).update(told)
            label = Text(end="")
            label.append(f"{sign} ", palette.style(ink, "dialog"))
            label.append(fit(typographic(self._labels[name]), _WIDTH - 2), palette.style("label", "dialog"))
            self.query_one(f"#label-{_ID}{name}", Static).update(label)

    def preview(self, values: dict[str, str]) -> list[Line]:
        values = {name.removeprefix(_ID): value for name, value in values.items()}
        checks = self.checks(values)
        name = self._in_field if self._in_field in checks else next(iter(checks))
        check = checks[name]
        is_beside = values[name] and width_of(((_told(check), ""),)) <= _BESIDE
        told = "" if is_beside else _told(check) if values[name] else check.told
        # Always one line, so that the box does not jump while one types.
        return [((told or " ", _ink(check, is_wrong=not check.is_good and not check.is_begun)),)]

    @property
    def _in_field(self) -> str:
        """The name of the field one is in; empty for none."""
        return (self.focused.id or "").removeprefix(_ID) if isinstance(self.focused, Input) else ""

    def accept(self, checks: Mapping[str, Check[object]], *, confirmed: bool) -> None:
        """Hold what is typed against the checks.

        Raises:
            FormMistake: a field will not do; it has the focus then.
            Doubt: one is unlikely.
        """
        for name, check in checks.items():
            if not check.is_good:
                raise FormMistake(check.told, f"{_ID}{name}")
        doubts = [check.doubt for check in checks.values() if check.doubt]
        if doubts and not confirmed:
            raise Doubt(", ".join(doubts), WHOLE)


def _told(check: Check[object]) -> str:
    return typographic(check.doubt or check.told)


def _ink(check: Check[object], *, is_wrong: bool) -> str:
    if is_wrong:
        return "red"
    return "yellow" if not check.is_good or check.doubt else "soft"


def _field(name: str, values: Mapping[str, str], hint: str, label: str = "") -> Field:
    return Field(f"{_ID}{name}", fit(label or LABELS[name], _WIDTH - 2), values.get(name, ""), hint)


def _certifications(known: KnownToForms) -> str:
    usual, *others = (re.sub(r"^Pix ?\+ ?", "", name) for name in known.certifications.values())
    return cut(f"vide : {usual} ; sinon {', '.join(others)}", _FIELD)


class CreateForm(CheckedForm[tuple[NewSession, dict[str, str]]]):
    """A session without candidates; answers it, and what was typed, should it be refused."""

    def __init__(self, known: KnownToForms, values: Mapping[str, str] | None = None, complaint: str = "") -> None:
        values = values or {}
        super().__init__(
            "Créer une session", (),
            (
                _field("number", values, "1 à 9 chiffres, celui de Pix Certif"),
                _field("code", values, "4 lettres, 2 chiffres ; peut se donner plus tard"),
                _field("date", values, f"JJ/MM/AAAA ; vide : {known.next_hour:%d/%m/%Y}"),
                _field("hour", values, f"HH:MM ; vide : {known.next_hour:%H:%M}"),
                _field("site", values, "nom du site"),
                _field("room", values, "nom de la salle"),
                _field("people", values, "prénom et nom, séparés par des virgules"),
                _field("certification", values, _certifications(known)),
            ),
        )  # fmt: skip
        self._known = known
        self._complaint = complaint

    def on_mount(self) -> None:
        if self._complaint:
            self.call_after_refresh(self.complain, self._complaint)

    def checks(self, values: Mapping[str, str]) -> dict[str, Check[object]]:
        return Typed(values, self._known).checks

    def result(self, values: dict[str, str], *, confirmed: bool) -> tuple[NewSession, dict[str, str]]:
        self.accept(self.checks(values), confirmed=confirmed)
        made = Typed(values, self._known).new_session
        assert made is not None, "every check was good"
        return made, values


class CompleteForm(CheckedForm[tuple[ListTerms, dict[str, str]]]):
    """What is said about the sessions of a list; what stays empty is left to the list."""

    def __init__(
        self, known: KnownToForms, values: Mapping[str, str], *, sessions: int, listed: Mapping[str, str] | None = None
    ) -> None:
        """The form.

        Args:
            known: what is there already.
            values: what was typed before.
            sessions: how many the list has.
            listed: what the list itself says, by field: it stands in the empty field and is taken where that stays so.
        """
        several = sessions > 1
        self._listed = listed or {}
        numbers = "pour celles qui n'en ont pas, par des virgules" if several else "si la liste ne le dit pas"
        super().__init__(
            "Compléter la liste", ((("Vide : ce que dit la liste.", "label"),),),
            (
                _field("number", values, self._said("number", numbers), "Numéros" if several else "Numéro"),
                _field("code", values, "4 lettres, 2 chiffres"),
                _field("date", values, self._said("date", "JJ/MM/AAAA")),
                _field("hour", values, self._said("hour", "HH:MM")),
                _field("site", values, self._said("site", "nom du site")),
                _field("room", values, self._said("room", "nom de la salle")),
                _field("people", values, self._said("people", "séparés par des virgules")),
                _field("certification", values, _certifications(known)),
                _field("classes", values, self._said("classes", "par ex. 3eA, 3eB ; vide : toutes"), "Classes"),
            ),
        )  # fmt: skip
        # A number that is held is no mistake here: its list is brought up to date.
        self._known = KnownToForms(frozenset(), known.certifications, known.local_now, known.keyboard)
        self._provisional = frozenset(number for number in known.held if number.startswith("p"))

    def _said(self, name: str, hint: str) -> str:
        """What stands in an empty field: what the list says, else how it is written."""
        said = self._listed.get(name)
        return cut(f"la liste : {said}", _FIELD) if said else hint

    def _one(self, values: Mapping[str, str], number: str = "") -> Typed:
        return Typed({**{name: values.get(name, "") for name in FIELDS}, "number": number}, self._known)

    def _numbers(self, values: Mapping[str, str]) -> list[Check[str]]:
        return [self._number(values, part) for part in map(str.strip, values["number"].split(",")) if part]

    def _number(self, values: Mapping[str, str], typed: str) -> Check[str]:
        """A number of Pix Certif, or the provisional one of a session that is there."""
        held = typed.lower() in self._provisional
        return Check(typed.lower(), f"session {typed.lower()}") if held else self._one(values, typed).number

    def checks(self, values: Mapping[str, str]) -> dict[str, Check[object]]:
        numbers = self._numbers(values)
        wrong = next((check for check in numbers if not check.is_good), None)
        told = ", ".join(check.told for check in numbers) or "vide : le numéro de la liste, sinon un provisoire"
        checks = self._one(values).checks
        checks["number"] = wrong or Check(told, told)
        for name in ("code", "date", "hour", "people", "certification"):
            if not values[name]:
                said = self._listed.get(name)
                checks[name] = Check(
                    "", f"vide : ce que dit la liste, {said}" if said else "vide : ce que dit la liste"
                )
        return {**checks, "classes": Check("", "")}

    def result(self, values: dict[str, str], *, confirmed: bool) -> tuple[ListTerms, dict[str, str]]:
        self.accept(self.checks(values), confirmed=confirmed)
        one = self._one(values)
        said = ListTerms(
            numbers=tuple(check.value or "" for check in self._numbers(values)),
            day=one.day.value if values["date"] else None,
            start=one.hour.value if values["hour"] else None,
            site=values["site"],
            room=values["room"],
            surveillants=one.people.value or (),
            certification=(one.certification.value or "") if values["certification"] else "",
            access_code=one.code.value or "",
            classes=check_surveillants(values["classes"]).value or (),
        )
        return said, values
