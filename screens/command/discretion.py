"""What must not reach stderr: names, birth dates and free text of a session (RULES.md section 10).

The rules quote events in some refusals (« … : dites pourquoi vous l'annulez »); on the screen that is right,
on stderr the event is told without its personal part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from supervisor import event as ev
from supervisor.candidate import Identity, plain
from supervisor.personal import ERASED
from supervisor.session import Session
from supervisor.story import phrase_of

HIDDEN = "…"
SHORT = 3
"""Letters of a name that may well be a word of our own sentence: Lê, Do, An, Son."""

_QUOTED = re.compile(r"«[^»]*»|\((?!--)[^()]*\)")
"""Where a sentence quotes what somebody wrote; an option in brackets is ours."""


def discreet(sentence: str, session: Session) -> str:
    """The sentence without anything personal that the session holds."""
    for full, without in _told_events(session):
        sentence = sentence.replace(full, without)
    for name in _names(session):
        sentence = _without(name, sentence) if len(name) > SHORT else _without_short(name, sentence)
    return sentence


def _without(name: str, sentence: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, sentence, flags=re.IGNORECASE)


def _without_short(name: str, sentence: str) -> str:
    """A short name is hidden however it is written where somebody is quoted, elsewhere as the list writes it."""
    sentence = _QUOTED.sub(lambda quoted: _without(name, quoted[0]), sentence)
    if name == name.lower():
        return sentence
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, sentence)


def _told_events(session: Session) -> Iterator[tuple[str, str]]:
    """Every event that has a personal part, as it is told and as it is told without; the longest first."""
    pairs = set()
    for entry in session.entries:
        public, personal = ev.split(entry.event)
        if personal:
            erased = replace(entry, event=ev.join(entry.event.kind, public, None))
            pairs.add((phrase_of(entry, session), phrase_of(erased, session).replace(ERASED, HIDDEN)))
    yield from sorted(pairs, key=lambda pair: -len(pair[0]))


def _names(session: Session) -> list[str]:
    """Names and birth dates, as written and as typed without accents; the longest first."""
    found = set(session.surveillants)
    for entry in session.entries:
        identity = getattr(entry.event, "identity", None)
        if isinstance(identity, Identity) and identity.last_name != ERASED:
            found |= {identity.full_name, identity.last_name, identity.first_name}
            if identity.birth_date is not None:
                found |= {identity.birth_date.isoformat(), f"{identity.birth_date:%d/%m/%Y}"}
    found |= {plain(name) for name in found}
    return sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name))
