"""Who a candidate is: their civil identity, their certification and their temps majoré.

Where they stand in the session (status, facts) is `supervisor.situation`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from supervisor import places


def clean(text: object) -> object:
    """Take out of a text what must never reach a terminal: control, bidirectional and invisible characters."""
    if not isinstance(text, str):
        return text
    if text.isprintable():
        # Nearly all of them: no character of any other kind than letters, signs and plain spaces.
        return unicodedata.normalize("NFC", text).strip()
    # Composed last: what stood between a letter and its accent may just have gone.
    return unicodedata.normalize("NFC", "".join(map(_seen, text))).strip()


def printable(text: str) -> str:
    """What somebody really wrote: a text as it is kept, empty when there is nothing to be seen in it."""
    return str(clean(text))


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r" or category in ("Zl", "Zp"):
        return " "
    return "" if category.startswith("C") else character


CleanText = Annotated[str, BeforeValidator(clean)]
"""Text that can be shown anywhere."""

THIRD_AS_PERCENT = 33
"""What a « tiers temps » is shown as; the exact third is what is counted (DOMAIN.md section 3)."""


class Frozen(BaseModel):
    """A stored value: immutable, and strict about fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def model_rebuild(
        cls, *, force: bool = False, raise_errors: bool = True, _parent_namespace_depth: int = 0,
        _types_namespace: Any = None,
    ) -> bool | None:  # fmt: skip
        """Build what checks values of this kind, at the first of them: a command meets few of the sixty kinds.

        The names in its fields are those of its module, never what a variable of whoever makes the first is called.
        """
        return super().model_rebuild(
            force=force, raise_errors=raise_errors, _parent_namespace_depth=0, _types_namespace=_types_namespace
        )


class ExtraTime(Frozen):
    """The temps majoré of a candidate, added to the duration of their test.

    Either a whole percentage (33, 50, 100, above 100 exists) or, when `third` is set, exactly one
    third of the test, shown as 33 %. Source: DOMAIN.md section 3, « Temps majoré ».
    """

    percent: int = Field(default=0, ge=0, le=300)
    """Whole percentage of the test; 33 when `third` is set."""
    third: bool = False
    """True for a « tiers temps » written as such: exactly 1/3, not 33/100."""

    @model_validator(mode="after")
    def _third_is_shown_as_33(self) -> Self:
        if self.third and self.percent != THIRD_AS_PERCENT:
            raise ValueError("a third is shown as 33 percent")
        return self

    def __bool__(self) -> bool:
        return self.percent > 0

    def __str__(self) -> str:
        return f"{self.percent} %" if self.percent else "aucun"

    @property
    def exact(self) -> str:
        """As it is counted: a third is told from 33 %, where both may stand."""
        return "tiers temps (1/3)" if self.third else str(self)

    def changed_to(self, new: ExtraTime) -> tuple[str, str]:
        """This one and what it becomes: 33 % and the third, which is shown so too, each as it is counted."""
        return (str(self), str(new)) if str(self) != str(new) else (self.exact, new.exact)


NO_EXTRA_TIME = ExtraTime()
EXACT_THIRD = ExtraTime(percent=THIRD_AS_PERCENT, third=True)


class Identity(Frozen):
    """The civil identity as the candidate list gives it: all of it is personal data.

    The candidate types names « exactly as on the list » to join, so they are kept letter for letter;
    comparisons go through `person_key`.
    """

    last_name: CleanText
    """« Nom de naissance »."""
    first_name: CleanText
    """« Prénom »."""
    birth_date: date | None = None
    """None when the list does not say, or when it was erased."""
    birth_city: CleanText = ""
    """« Nom de la commune » of birth."""
    birth_postal_code: CleanText = ""
    birth_insee_code: CleanText = ""
    birth_country: CleanText = ""
    sex: CleanText = ""
    """« M », « F » or empty."""
    local_id: CleanText = ""
    """« Identifiant local » of the centre (INE, employee number…), used where there is no class."""

    @property
    def person_key(self) -> tuple[str, str, str]:
        """What two identities of the same person have in common."""
        return same_person_key(self.last_name, self.first_name, self.birth_date)

    @property
    def full_name(self) -> str:
        """Last name then first name, as lists and papers show it."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def birth_place(self) -> str:
        """Where they were born, as the surveillant compares it with the document; the one way it is put into words."""
        city, country = self.birth_city, self.birth_country
        if not city and self.birth_insee_code:
            named = places.named(self.birth_insee_code, self.birth_date)
            # A country that is named beside its own code, and a postal code beside « (29) », would say it twice.
            return named if plain(country) in ("", plain(named)) else f"{named}, {country}"
        city = " ".join(part for part in (self.birth_postal_code, city) if part)
        return ", ".join(part for part in (city, country) if part)

    @property
    def born_where(self) -> str:
        """The same after a birth date: « à Brest (29) », « (Portugal) »; empty where nothing is known."""
        place = self.birth_place
        if self.birth_city:
            return f"à {self.birth_city}"
        is_code = bool(self.birth_insee_code)
        is_commune = is_code and not self.birth_insee_code.startswith("99") and not place.startswith("code ")
        if is_commune or (place and not is_code):
            return f"à {place}"
        return f"({place})" if place else ""


ERASED_IDENTITY = Identity(last_name="(effacé)", first_name="")
"""What stands in the place of an identity whose personal part was erased (RULES.md section 1)."""

_NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
     "ß": "ss", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "’": "'"}
)  # fmt: skip


def plain(text: str) -> str:
    """Fold a name for comparing and searching: no accents, no case, hyphens and apostrophes as spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    if not decomposed.isascii():
        decomposed = "".join([c for c in decomposed if not unicodedata.combining(c)])
    return " ".join("".join([c if c.isalnum() else " " for c in decomposed.casefold()]).split())


@lru_cache(maxsize=8)
def shared_among(last_names: tuple[str, ...]) -> frozenset[str]:
    """Those of these last names that several have, folded and in one piece: alone they do not say who is meant."""
    of = Counter(plain(name).replace(" ", "") for name in last_names)
    return frozenset(name for name, count in of.items() if count > 1)


def same_person_key(last_name: str, first_name: str, birth_date: date | None) -> tuple[str, str, str]:
    """Two candidates are the same person when these keys agree (DOMAIN.md section 6)."""
    born = birth_date.isoformat() if birth_date else ""
    return plain(last_name).replace(" ", ""), plain(first_name).replace(" ", ""), born
