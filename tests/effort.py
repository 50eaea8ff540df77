"""How hard the properties are tried: as hard as they can be, or as `make test` has the time for."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
"""`short` in `make test`; `ci` in `make wide`, in CI and where nothing is said; `torture` as `make torture` may."""


def examples(most: int) -> int:
    """So many examples of a property; in `make test` a quarter, ten at least: `make wide` tries them all.

    Args:
        most: what this property deserves, by what one example costs and how rare the odd ones are.
    """
    return max(min(most, 10), most // 4) if PROFILE == "short" else most
