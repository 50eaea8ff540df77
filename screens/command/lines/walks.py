"""Through several steps, one question each: who arrives, the instructions, the rows of the finalisation."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from data.ticks import ticks_of
from screens.command.finalising import deadline_told, refuse_unless_closed, row_sentence
from screens.command.instructions import code_sentence, instruction_lines
from screens.command.lines.conversation import Conversation
from screens.command.lines.questions import NO, NOTHING, YES, LeftError
from screens.command.output import DONE, LineError, complain
from screens.command.spoken import named_together
from supervisor.candidate import plain
from supervisor.closing import is_typed, left_to_type, typed_rows
from supervisor.folding import utc
from supervisor.session import Session
from supervisor.situation import Situation

_STOP = ("fin", "stop", "quitter", "q")


def welcome(talk: Conversation, _: Sequence[str]) -> int:
    """Who stands at the desk, one after the other: identity, signature, seat; an empty answer ends it.

    Without somebody who can be asked, who is still to be welcomed is said.
    """
    awaited = _to_welcome(talk.session)
    talk.say([f"à accueillir : {named_together(awaited, talk.session) if awaited else 'personne'}"])
    while talk.source.is_person:
        try:
            name = talk.ask("Qui est là ? un nom, un numéro, ou rien pour finir").strip()
        except LeftError:
            break
        if not name or plain(name) in _STOP:
            break
        try:
            _arrived(talk, name)
        except LeftError:
            talk.say([NOTHING])
    if talk.source.is_person:
        left = _to_welcome(talk.session)
        told = f"il reste {named_together(left, talk.session)}" if left else "il ne reste personne"
        talk.say([f"accueil fini ; {told}"])
    return DONE


def _to_welcome(session: Session) -> list[int]:
    return [who.number for who in session.candidates.values() if not who.is_away and not who.is_welcomed]


def _arrived(talk: Conversation, name: str) -> None:
    """Somebody stands at the desk; a line of the prompt is done as such where nobody is called so."""
    try:
        number = talk.one([name] if '"' in name else name.split(), "on accueille")
    except LineError as error:
        if not talk.aside(name):
            complain(error.sentence)
        return
    if (who := talk.session.candidates.get(number)) is None:
        complain("ce numéro n'est pas sur la liste : « ajouter - » ajoute quelqu'un")
    else:
        _welcome(talk, who)


def _welcome(talk: Conversation, who: Situation) -> None:
    number = str(who.number)
    if who.checked is None and talk.do(["identity", number]) != DONE:
        return
    if who.signed_at is None:
        if not talk.agrees("A signé ?"):
            talk.say([f"pas d'émargement noté ; « émargement {number} » le note plus tard"])
            return
        talk.do(["sign", number])
    there = f"rien pour {who.seat}" if who.seat else "rien pour aucune"
    seat = talk.ask(f"Sa place ? {there}").strip()
    if seat and plain(seat) not in (*YES, *NO):
        talk.do(["seat", number, seat])


def instructions(talk: Conversation, _: Sequence[str]) -> int:
    """One sentence at a time, so that it can be read aloud before the next one is heard."""
    lines = list(instruction_lines(talk.session, talk.texts))
    for line in lines:
        talk.say([line])
        if talk.source.is_person and line is not lines[-1] and not _is_next_wanted(talk):
            break
    return DONE


def _is_next_wanted(talk: Conversation) -> bool:
    """Whether the next sentence is to be heard; what is typed instead is done first."""
    while True:
        try:
            answer = talk.ask("Entrée : la suite ; code : le code d'accès ; fin")
        except LeftError:
            return False
        if not (said := plain(answer)) or said in _STOP:
            return not said
        if said == "code":
            code(talk, ())
            return True
        if not talk.aside(answer):
            complain("Entrée donne la suite, fin arrête la lecture")


def code(talk: Conversation, _: Sequence[str]) -> int:
    """The access code, on demand."""
    talk.say([code_sentence(talk.session)])
    return DONE


def finalise(talk: Conversation, words: Sequence[str]) -> int:
    """Each row of the sheet is read; whoever types it in Pix Certif says when it is, or that it waits.

    Args:
        talk: with whom.
        words: « tout » : also the rows that are noted as typed already.
    """
    session = refuse_unless_closed(talk.journal)
    talk.say([deadline_told(session, utc(talk.clock.now()))])
    keys = [row.key for row in typed_rows(session)]
    ticked = ticks_of(talk.journal).ticked
    for rank, key in enumerate(keys, start=1):
        # Each as it stands now: a reason that was just given is another row.
        row = next((one for one in typed_rows(talk.session) if one.key == key), None)
        if row is None or (key and is_typed(talk.session, key, ticked) and not words):
            continue
        if row.lacks_reason and talk.source.is_person:
            told = row_sentence(talk.session, row, ticked, how=False)
            answer = talk.ask(f"{rank} sur {len(keys)}, {told} : candidat ou technique ?")
            if not answer or talk.do(["reason", str(row.number), answer]) != DONE:
                continue
            row = next(one for one in typed_rows(talk.session) if one.key == key)
        is_asked = bool(key) and talk.source.is_person
        talk.say([f"{rank} sur {len(keys)}, {row_sentence(talk.session, row, ticked, how=not is_asked)}"])
        if not is_asked or is_typed(talk.session, key, ticked):
            continue
        if (is_there := _is_typed_in(talk)) is None:
            return DONE
        if is_there:
            talk.do(["typed", key])
    return _confirmed(talk, ticked)


def _is_typed_in(talk: Conversation) -> bool | None:
    """Whether a row stands in Pix Certif now; None: whoever is asked leaves the sheet. Other lines are done first."""
    while True:
        try:
            answer = talk.ask("Saisie ? oui, non, fin")
        except LeftError:
            return None
        if (said := plain(answer)) in YES or said in NO:
            return said in YES
        if not said or said in _STOP:
            return None
        if not talk.aside(answer):
            complain("répondez oui ou non ; fin laisse la fiche")


def _confirmed(talk: Conversation, ticked: Collection[str]) -> int:
    if talk.session.finalised_at is not None:
        return DONE
    left = left_to_type(talk.session, ticked)
    if left:
        talk.say([f"reste à saisir : {' ; '.join(map(str, left))} ; « finalisation » y revient"])
    elif talk.source.is_person and talk.agrees("Tout est saisi. La session est-elle finalisée dans Pix Certif ?"):
        return talk.do(["finalised"])
    return DONE
