"""Through several steps, one question each: who arrives, the instructions, the rows of the finalisation."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from data.ticks import ticks_of
from screens.command.finalising import deadline_told, refuse_unless_closed, row_sentence
from screens.command.instructions import code_sentence, instruction_lines
from screens.command.lines.conversation import NO, YES, Conversation
from screens.command.output import DONE, LineError, complain
from screens.command.spoken import named_together
from supervisor.candidate import plain
from supervisor.closing import is_typed, left_to_type, typed_rows
from supervisor.folding import utc
from supervisor.situation import Situation

_STOP = ("fin", "stop", "quitter", "q")


def welcome(talk: Conversation, _: Sequence[str]) -> int:
    """Who stands at the desk, one after the other: identity, signature, seat; an empty answer ends it.

    Without somebody who can be asked, who is still to be welcomed is said.
    """
    awaited = [who.number for who in talk.session.candidates.values() if not who.is_away and not who.is_welcomed]
    talk.say([f"à accueillir : {named_together(awaited, talk.session) if awaited else 'personne'}"])
    while talk.source.is_person:
        name = (talk.ask("Qui est là ? un nom, un numéro, ou rien pour finir") or "").strip()
        if not name or plain(name) in _STOP:
            break
        try:
            number = talk.one([name] if '"' in name else name.split(), "on accueille")
        except LineError as error:
            complain(error.sentence)
            continue
        if number is None or (who := talk.session.candidates.get(number)) is None:
            complain("ce numéro n'est pas sur la liste : « add - » ajoute quelqu'un")
        else:
            _welcome(talk, who)
    return DONE


def _welcome(talk: Conversation, who: Situation) -> None:
    number = str(who.number)
    if who.checked is None and talk.do(["identity", number]) != DONE:
        return
    if who.signed_at is None:
        if not talk.agrees("A signé ?"):
            return
        talk.do(["sign", number])
    there = f"rien pour {who.seat}" if who.seat else "rien pour aucune"
    seat = (talk.ask(f"Sa place ? {there}") or "").strip()
    if seat and plain(seat) not in (*YES, *NO):
        talk.do(["seat", number, seat])


def instructions(talk: Conversation, _: Sequence[str]) -> int:
    """One sentence at a time, so that it can be read aloud before the next one is heard."""
    lines = list(instruction_lines(talk.session, talk.texts))
    for line in lines:
        talk.say([line])
        if talk.source.is_person and line is not lines[-1]:
            answer = talk.ask("Entrée : la suite ; code : le code d'accès ; fin")
            if answer is None or plain(answer) in _STOP:
                return DONE
            if plain(answer) == "code":
                code(talk, ())
    return DONE


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
            answer = talk.ask(
                f"{rank} sur {len(keys)}, {row_sentence(talk.session, row, ticked)} : candidat ou technique ?"
            )
            if not answer or talk.do(["reason", str(row.number), answer]) != DONE:
                continue
            row = next(one for one in typed_rows(talk.session) if one.key == key)
        talk.say([f"{rank} sur {len(keys)}, {row_sentence(talk.session, row, ticked)}"])
        if not key or not talk.source.is_person or is_typed(talk.session, key, ticked):
            continue
        answer = plain(talk.ask("Saisie ? oui, non, fin") or "fin")
        if answer in _STOP:
            return DONE
        if answer in YES:
            talk.do(["typed", key])
        elif answer not in NO:
            complain("ni oui ni non : la ligne reste à saisir")
    return _confirmed(talk, ticked)


def _confirmed(talk: Conversation, ticked: Collection[str]) -> int:
    if talk.session.finalised_at is not None:
        return DONE
    left = left_to_type(talk.session, ticked)
    if left:
        talk.say([f"reste à saisir : {' ; '.join(left)}"])
    elif talk.source.is_person and talk.agrees("Tout est saisi. La session est-elle finalisée dans Pix Certif ?"):
        return talk.do(["finalised"])
    return DONE
