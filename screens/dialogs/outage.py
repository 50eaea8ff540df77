"""A global incident: what happens and to whom; then, at its end, one line for each with what they get back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from textual.app import ComposeResult
from textual.events import Key

from screens.dialogs.base import READ, WHOLE, Ask, Dialog, Doubt, Field, Form, FormMistake, Words, in_field
from screens.dialogs.box import row_after
from screens.dialogs.time import instant_typed
from screens.kit.guards import digit_of
from screens.kit.ink import Line, cut, fit, joined
from screens.kit.more import drawn_window
from screens.kit.settings import Keyboard
from screens.picture.picture import short_name
from supervisor.action import BeginGlobal, Context, EndGlobal
from supervisor.deciding import decide
from supervisor.incident import GlobalIncident
from supervisor.jumps import earliest
from supervisor.outage import LeftOut, Share, begun_today, lasted, left_out, shares, was_held_before
from supervisor.session import Session
from supervisor.timing import MINUTE
from supervisor.wording import hour_in_a_column, plural, signed_minutes, span

Fault = Literal["centre", "other", ""]
_FAULTS: dict[str, Fault] = {"centre": "centre", "autre": "other"}


def _fault_typed(typed: str) -> Fault:
    if not typed:
        return ""
    found = [fault for word, fault in _FAULTS.items() if word.startswith(typed.lower())]
    if not found:
        raise FormMistake(f"« {typed} » : tapez centre, autre, ou rien", READ)
    return found[0]


def numbers_typed(typed: str, everybody: tuple[int, ...]) -> tuple[int, ...] | None:
    """« 3,5,9-12 » as numbers; None for « tous » or nothing.

    Raises:
        FormMistake: it is neither, or nobody has this number.
    """
    numbers: list[int] = []
    for word in typed.replace(",", " ").split():
        found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", word)
        if found is not None:
            numbers += range(int(found[1]), int(found[2] or found[1]) + 1)
        elif len(word) > 1 and "tous".startswith(word.lower()):
            return None
        else:
            raise FormMistake(f"« {word} » : tapez des numéros (3,5 ou 9-12), ou tous", READ)
    unknown = [number for number in numbers if number not in everybody]
    if unknown:
        raise FormMistake(f"personne n'a le n° {unknown[0]}", READ)
    return tuple(dict.fromkeys(numbers)) or None


Begun = tuple[BeginGlobal, datetime]
"""What is to be recorded, and since when it lasts."""


class GlobalBeginForm(Form[Begun]):
    """What happens, since when, to whom: Enter alone is an alarm for all from now, details later."""

    def __init__(self, session: Session, marked: tuple[int, ...], context: Context, at: datetime) -> None:
        super().__init__(
            "Incident global : début",
            (
                (("Entrée seule suffit : alarme pour tous, dès maintenant. Chaque fin", ""),),
                (("touchée devient provisoire ; rien ne s'arrête dans Pix.", ""),),
            ),
            (
                Field("text", "Que se passe-t-il ?", hint="alarme (Entrée suffit) ; par ex. coupure du réseau"),
                Field(
                    "since",
                    "Depuis",
                    hint=f"{session.local(at):%H:%M:%S} (Entrée) ; par ex. 09:41, il y a 3 min",
                    kind="figures",
                ),
                Field(
                    "whom",
                    "Qui est touché ?",
                    ",".join(str(n) for n in marked),
                    "tous (Entrée) ; par ex. 3,5,9-12",
                    "figures",
                ),
                Field("fault", "Du fait de", hint="à voir plus tard (Entrée) ; centre ou autre"),
            ),
        )
        self._session, self._asked_in, self._at = session, context, at

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        # Out of the room in two keys: nobody fills in a form in an evacuation.
        return field_id == "text" and not any(values[name] for name in ("text", "since", "fault"))

    def _wanted(self, values: dict[str, str]) -> Begun:
        with in_field("since"):
            at = instant_typed(values["since"], self._session, self._asked_in.now) or self._at
        with in_field("whom"):
            whom = numbers_typed(values["whom"], tuple(self._session.candidates))
        with in_field("fault"):
            fault = _fault_typed(values["fault"])
        return BeginGlobal(values["text"] or "alarme", whom, fault), at

    def preview(self, values: dict[str, str]) -> list[Line]:
        try:
            wanted, at = self._wanted(values)
        except FormMistake:
            return []
        running = [c.number for c in self._session.candidates.values() if c.is_running]
        touched = [n for n in running if wanted.scope is None or n in wanted.scope]
        lasts = f", depuis déjà {span(self._asked_in.now - at)}" if self._asked_in.now - at >= MINUTE else ""
        whom = "pour tous" if wanted.scope is None else f"pour {plural(len(wanted.scope), 'candidat')}"
        return [((f"{whom}, {plural(len(touched), 'test')} en cours{lasts}", "label"),)]

    def result(self, values: dict[str, str], *, confirmed: bool) -> Begun:
        wanted, at = self._wanted(values)
        context = Context(self._asked_in.now, self._asked_in.author, self._asked_in.host, at)
        refusals = decide(self._session, wanted, context).refusals
        if refusals and not refusals[0].confirmable:
            raise FormMistake(refusals[0].reason, WHOLE)
        if refusals and not confirmed:
            raise Doubt(refusals[0].reason, WHOLE)
        return BeginGlobal(wanted.text, wanted.scope, wanted.fault, force=bool(refusals)), at


Ended = tuple[EndGlobal, datetime]
"""What is to be recorded, and when it was over."""

BEFORE = "  déjà interrompu"
"""Interrupted before the incident began: they wait for a reason of their own."""
FIXED_ROWS = 10
"""Rows of the box that are not the list."""
FEWEST = 4
LIST_WIDTH, NAME = 74, 21
"""Cells of a row and of a name in it, in a box like others."""
MOST_DIGITS = 3
DOUBTED_ABOVE = 30
"""Minutes given beyond what was measured that are asked about once more."""


class GlobalEndDialog(Dialog[Ended]):
    """It is over: each one's minutes and their end before and after, a line each that can be changed or refused."""

    AUTO_FOCUS = ""
    HINT: Line = (
        ("Entrée", "amber+"), (" tout noter   ", "soft"),
        ("Espace", "amber+"), (" pas revenu   ", "soft"), ("*", "amber+"), (" personne revenu   ", "soft"),
        ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def __init__(self, session: Session, outage: GlobalIncident, context: Context, at: datetime, keyboard: Keyboard):
        super().__init__("Incident global : fin")
        self._session, self._outage, self._asked_in, self._at = session, outage, context, at
        self._keyboard: Keyboard = keyboard
        self._minutes: dict[int, int] = {}
        """What a person put instead of the measured minutes, by number."""
        self._away: set[int] = set()
        self._lit = 0
        self._is_typing = False
        self._doubted = False
        self._measure()
        self.give_names(NAME, (short_name(session, number) for number in self._rows))

    def _measure(self) -> None:
        self._shares = {s.number: s for s in shares(self._session, self._outage, self._at)}
        self._others = {o.number: o for o in left_out(self._session, self._outage, self._at)}
        self._rows = (*self._shares, *self._others)

    # What is shown -------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Words(self._head(), id="lines")
        yield Words(self._list(), id="list")
        yield Words(self._sum(), id="sum")
        yield Words(self._keys(), id="keys")

    def _head(self) -> list[Line]:
        begun, at = (
            f"{self._session.local(instant):%H:%M:%S}"
            for instant in (begun_today(self._session, self._outage), self._at)
        )
        text = cut(self._outage.text, 34)
        return [
            (
                (f"« {text} » ", ""), (f"{begun} → {at}, ", "soft"),
                (span(lasted(self._session, self._outage, self._at)), "+"),
            ),
        ]  # fmt: skip

    @staticmethod
    def _keys() -> list[Line]:
        """What changes the chosen row; what changes them all or leaves stands in the last row of the screen."""
        row = (
            ("↑ ↓", "ligne"), ("chiffre", ": minutes"), ("0", "refuser"), ("m", "mesuré"), ("=", "pour tous"),
            ("h", "fini à"),
        )  # fmt: skip
        return [(), joined([((key, "amber+"), (f" {does}", "soft")) for key, does in row], "  ")]

    def given(self, number: int) -> int:
        """Minutes this candidate gets as it stands."""
        share = self._shares.get(number)
        return self._minutes.get(number, share.minutes if share is not None else 0)

    def _list(self) -> list[Line]:
        rows = max(FEWEST, self.app.size.height - FIXED_ROWS)
        if not self._rows:
            return [(("personne n'est touché", "label"),)]
        listed, lit = self._rows, self._lit
        return drawn_window(len(listed), lambda rank: self._row(listed[rank], rank == lit), lit, rows)

    def _row(self, number: int, is_lit: bool) -> Line:
        name = NAME + self.beyond
        lead: Line = (
            ("▌" if is_lit else " ", "blue+"),
            (fit(cut(short_name(self._session, number), name), name + 1), "+" if is_lit else "soft"),
        )
        share = self._shares.get(number)
        if share is None:
            return (*lead, *self._left_out_row(self._others[number]))
        return (*lead, *self._share_row(share))

    def _share_row(self, share: Share) -> Line:
        given = self.given(share.number)
        before, after = (hour_in_a_column(self._session, end) for end in (share.end, share.end + given * MINUTE))
        ink = "green+" if given == share.minutes else "amber+" if given else "orange+"
        told = signed_minutes(given) if given else "refusé"
        changed = f" (mesuré {share.minutes})" if given != share.minutes else ""
        return (
            (fit(told, 9), ink), (f"fin {before} → ", "label"), (after, "+"),
            (changed, "label"), (self._held(share.number), "orange"),
        )  # fmt: skip

    def _left_out_row(self, one: LeftOut) -> Line:
        held = self._held(one.number)
        return (("–  ", "label"), (cut(one.why, LIST_WIDTH - NAME - 5 - len(held)), "label"), (held, "orange"))

    def _held(self, number: int) -> str:
        if number in self._away:
            return "  pas revenu"
        who = self._session.candidates[number]
        return BEFORE if was_held_before(self._session, who, self._outage) else ""

    def _sum(self) -> list[Line]:
        getting = [n for n in self._shares if self.given(n)]
        total = sum(self.given(n) for n in getting)
        nothing = len(self._rows) - len(getting)
        told = f"{plural(len(getting), 'candidat')} : {plural(total, 'min rendue', 'min rendues')} en tout"
        rest = f" · {plural(nothing, 'autre ne reçoit', 'autres ne reçoivent')} rien" if nothing else ""
        return [(), ((told, "+"), (rest, "soft")), self._back()]

    def _back(self) -> Line:
        """Who goes on now, and who does not."""
        before = [f"n° {n}" for n in self._rows if self._held(n) == BEFORE]
        if not self._away:
            apart = f", sauf {', '.join(before)} (interrompu avant)" if before else ", chacun à sa minute"
            return ((f"tous reprennent maintenant{apart}", "green"),)
        stay = plural(len(self._away), "reste interrompu jusqu'à son retour", "restent interrompus jusqu'à leur retour")
        return ((f"{stay} (B) ; les autres reprennent", "orange"),)

    def _show(self) -> None:
        self.complain("")
        self._doubted = False
        for id_, lines in (("#lines", self._head()), ("#list", self._list()), ("#sum", self._sum())):
            self.query_one(id_, Words).say(lines)

    # What was changed outlives the program ----------------------------------------------------------

    def draft_texts(self) -> dict[str, str]:
        return {
            "minutes": " ".join(f"{n}={minutes}" for n, minutes in sorted(self._minutes.items())),
            "away": " ".join(str(n) for n in sorted(self._away)),
            "at": self._at.isoformat(),
        }

    def put_back(self, texts: dict[str, str]) -> None:
        self._at = datetime.fromisoformat(texts["at"])
        self._measure()
        pairs = (pair.split("=") for pair in texts["minutes"].split())
        self._minutes = {int(n): int(minutes) for n, minutes in pairs if int(n) in self._shares}
        self._away = {int(n) for n in texts["away"].split()} & set(self._rows)
        self._show()

    # Keys ----------------------------------------------------------------------------------------

    def say_again(self) -> None:
        self.query_one("#list", Words).say(self._list())

    def key(self, event: Key) -> bool:
        lit = row_after(event.key, self._lit, len(self._rows))
        if lit is not None:
            self._lit = lit
            self._is_typing = False
            self._show()
        elif event.key in ("backspace", "left", "right"):
            self._change(event.key, is_digit=False)
        elif event.key == "enter":
            self._take()
        else:
            return False
        return True

    def sign(self, character: str) -> bool:
        digit = digit_of(character, self._keyboard)
        if digit or character in "m= *":
            self._change(digit or character, is_digit=bool(digit))
        elif character == "h":
            self._ask_hour()
        else:
            return False
        return True

    def _change(self, key: str, *, is_digit: bool) -> None:
        if not self._rows:
            return
        number = self._rows[self._lit]
        who = self._session.candidates[number]
        if key in (" ", "*"):
            running = {n for n in self._rows if self._session.candidates[n].is_running}
            if key == "*":
                self._away = set() if self._away else running
            elif number in running:
                self._away ^= {number}
            else:
                self.complain(f"{short_name(self._session, who.number)} : son test ne court pas")
                return
        elif key == "=":
            self._minutes = {n: self.given(number) for n in self._shares}
        elif number not in self._shares:
            self.complain(f"{short_name(self._session, number)} : {self._others[number].why}")
            return
        else:
            self._change_minutes(number, key, is_digit=is_digit)
        self._is_typing = is_digit or key == "backspace"
        self._show()
        self.typed()

    def _change_minutes(self, number: int, key: str, *, is_digit: bool) -> None:
        given = self.given(number)
        if is_digit:
            typed = (str(given) if self._is_typing and given else "") + key
            self._minutes[number] = int(typed[-MOST_DIGITS:])
        elif key == "backspace":
            self._minutes[number] = given // 10
        elif key == "m":
            self._minutes.pop(number, None)
        else:
            self._minutes[number] = max(0, given + (1 if key == "right" else -1))

    def _ask_hour(self) -> None:
        field = Field("hour", "Fini à", hint="par ex. 09:53, il y a 3 min", kind="figures")
        self.app.push_screen(Ask("Fin de l'incident global", (), field), self._hour_given)

    def _hour_given(self, typed: str | None) -> None:
        if not typed:
            return
        try:
            at = instant_typed(typed, self._session, self._asked_in.now)
        except FormMistake as mistake:
            self.complain(str(mistake))
            return
        begun = earliest(self._session, self._outage.begin, self._outage.event_id)
        if at is not None and not begun <= at <= self._asked_in.now:
            when = "précède son début" if at < begun else "est dans le futur"
            self.complain(f"{self._session.local(at):%H:%M:%S} {when}")
            return
        self._at = at or self._at
        self._measure()
        self._lit = min(self._lit, max(0, len(self._rows) - 1))
        self._show()
        self.typed()

    def _take(self) -> None:
        much = [n for n, s in self._shares.items() if self.given(n) > s.minutes + DOUBTED_ABOVE]
        if much and not self._doubted:
            self.complain(
                f"{short_name(self._session, much[0])} : {signed_minutes(self.given(much[0]))} ? Entrée encore"
            )
            self._doubted = True
            return
        each = {n: self.given(n) for n, s in self._shares.items() if self.given(n) != s.minutes}
        away = tuple(n for n in self._rows if n in self._away)
        self.dismiss((EndGlobal(self._outage.event_id, "measured", each, resume=True, away=away), self._at))
