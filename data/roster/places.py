"""Where people are born, as lists write it in codes: the country of a CODE_PAYS, or of an INSEE code in 99."""

from __future__ import annotations

import re

from data.roster.wording import quoted

FRANCE = "100"
"""CODE_PAYS of France; another country's INSEE code is 99 and its CODE_PAYS."""
_CODE_OF_A_PLACE = re.compile(r"\d{5}|2[ABab]\d{3}", re.ASCII)
_CODE = re.compile(r"(?:99)?(\d{3})", re.ASCII)


def country_of(code: str) -> str:
    """The name of a country by its CODE_PAYS (« 139 ») or INSEE code (« 99139 »); empty for an unknown one."""
    found = _CODE.fullmatch(code)
    if found is None:
        return ""
    if found[1] == FRANCE:
        return "FRANCE"
    from data.reference.places import name_of

    return name_of(f"99{found[1]}")


def abroad(code: str) -> str:
    """The INSEE code of whoever is born in that country; empty for France and for what is no such code."""
    found = _CODE.fullmatch(code)
    return f"99{found[1]}" if found and found[1] != FRANCE else ""


def code_for_a_place(text: str) -> str:
    """What to say of a code where the place of birth is written: INSEE or postal, that cannot be guessed.

    Args:
        text: what stands there.

    Returns:
        A French clause; empty for a place.
    """
    if _CODE_OF_A_PLACE.fullmatch(text) is None:
        return ""
    from data.reference.places import name_of

    named = name_of(text)
    as_insee = f" (en code Insee, ce serait {named})" if named else ""
    return (
        f"{quoted(text)} est un code, Insee ou postal, pas un lieu{as_insee} ; "
        "écrivez la commune, ou mettez-le sous « Code Insee »."
    )
