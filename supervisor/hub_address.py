"""Addresses of hubs as people type them: which those are, and whether a secret stands in one."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

SCHEMES = ("postgresql", "postgres", "ssh")
"""By which a hub is reached: its database, or an account on its machine."""


def scheme_in(text: str) -> str:
    """How an address begins, in small letters; empty where it does not say."""
    lead, mark, _ = text.strip().partition("://")
    return lead.lower() if mark else ""


def is_address(text: str) -> bool:
    """Whether it can be taken to pieces at all."""
    try:
        parts = urlsplit(text.strip())
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.scheme)


def has_password(text: str) -> bool:
    """Whether a password stands in an address: behind the account's name, or among what is asked.

    Raises:
        ValueError: it is no address at all.
    """
    parts = urlsplit(text.strip())
    return parts.password is not None or "password" in parse_qs(parts.query)
