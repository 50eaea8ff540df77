"""`vigie send`: what this machine recorded goes to the hub, once or for as long as it runs."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from data.archive import Archive
from data.hub.address import HubAddress
from data.hub.errors import HubError, UnreachableError
from data.hub.named import VARIABLE
from data.hub.pieces import PiecesSent, send_pieces, told_left
from data.hub.sender import BackgroundSender, Sender, way_to
from data.journal import Journal
from data.zone import local_zone
from screens.command.hub.background import hub_of
from screens.command.output import DONE, NO_STORE, REFUSED, BadUsageError, complain, say
from screens.command.watching import ended_by_the_system
from screens.kit.desk import Clock
from supervisor.hub_standing import HubStanding, hub_words
from supervisor.wording import plural

_PATIENCE_S, _LOOK_AGAIN_S = 20.0, 0.1
"""How long one pass waits for a sender that another program has begun, looking again and again."""
_ROUNDS = 3
"""How often at most it goes on with what was recorded meanwhile."""


def run_send(archive: Archive, options: argparse.Namespace, clock: Clock, hub: Callable[[], str]) -> int:
    """Send what a store holds.

    Args:
        archive: the store.
        options: `--once`, `--evidence`, `--hub`.
        clock: where the instants come from.
        hub: what the settings say of it.

    Returns:
        0 all is there, or it was ended; 1 something waits, or is refused; 3 the hub does not answer.

    Raises:
        BadUsageError: no hub is named, or its address or secret cannot be used.
        StoreError: there is no session of a number whose pieces are asked for.
    """
    address = hub_of(options, hub())
    if address is None:
        raise BadUsageError(
            f"quel concentrateur ? --hub postgresql://…, {VARIABLE}, ou « vers » dans les réglages (docs/reglages.md)"
        )
    if options.evidence and not options.once:
        raise BadUsageError("--evidence va avec --once : les pièces partent une fois, quand on le demande")
    # Named before anything goes: a number that is none sends nothing.
    asked = [archive.journal(number) for number in dict.fromkeys(options.evidence)]
    telling = _Telling(clock)
    sender = Sender(archive.root, address, told=telling.told if not options.once else lambda _: None)
    with ended_by_the_system():
        try:
            if not options.once:
                return _go_on(sender, address)
            code = _once(sender, telling)
            # Where the lines were not taken, why was said.
            return max(code, _send_pieces(asked, address)) if asked and not sender.standing.why else code
        finally:
            sender.close()


def _once(sender: Sender, telling: _Telling) -> int:
    waited = 0.0
    while not sender.take_over():
        if waited >= _PATIENCE_S or not sender.waits_here():
            say("Un autre programme envoie déjà ce dossier :")
            telling.all_of(sender.standing)
            return DONE if not sender.waits_here() else REFUSED
        time.sleep(_LOOK_AGAIN_S)
        waited += _LOOK_AGAIN_S
    standing = sender.once()
    for _ in range(_ROUNDS):
        sender.close()
        # Whoever recorded while the store was this one's has left their lines to it.
        if standing.why or not sender.has_more() or not sender.take_over():
            break
        standing = sender.once()
    telling.all_of(standing)
    if standing.is_reached is False:
        return NO_STORE
    return DONE if standing.is_up_to_date else REFUSED


def _send_pieces(asked: Sequence[Journal], address: HubAddress) -> int:
    """Send what is kept as proof of a fraud in these sessions, whose lines were sent before; the exit code."""
    code = DONE
    try:
        way = way_to(address)
        try:
            for journal in asked:
                lead = f"Session {journal.session.number} :"
                sent = send_pieces(journal, way)
                for sentence in told_left(sent.left, "n'est pas envoyée"):
                    complain(f"{lead} {sentence}")
                    code = REFUSED
                say(f"{lead} {_pieces_told(sent)}")
        finally:
            way.close()
    except UnreachableError as error:
        complain(error.message)
        return NO_STORE
    except HubError as error:
        complain(error.message)
        return REFUSED
    return code


def _pieces_told(sent: PiecesSent) -> str:
    """« 2 pièces envoyées, 1 y était déjà »."""
    if not (sent.sent or sent.there or sent.left):
        return "aucune pièce de fraude"
    told = plural(sent.sent, "pièce envoyée", "pièces envoyées")
    return f"{told}, {plural(sent.there, 'y était', 'y étaient')} déjà" if sent.there else told


def _go_on(sender: Sender, address: HubAddress) -> int:
    if sender.is_another_at_work():
        say("Un autre programme envoie déjà ce dossier ; celui-ci prendra la suite s'il finit")
    say(f"{address.shown} : Ctrl+C finit l'envoi")
    try:
        BackgroundSender(sender).run()
    except KeyboardInterrupt:
        say()
    return DONE


class _Telling:
    """Says in lines where the sending stands."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._zone = clock, local_zone()
        self._before = HubStanding()
        self._said = ""

    def told(self, standing: HubStanding) -> None:
        """What changed."""
        before, self._before = self._before, standing
        for sentence in (*standing.problems, *((standing.why,) if standing.why else ())):
            if sentence not in (*before.problems, before.why):
                complain(sentence)
        for sentence in _elsewhere(standing):
            if sentence not in _elsewhere(before):
                say(sentence)
        line = self._line(standing)
        if line and line != self._said:
            say(line)
            self._said = line

    def all_of(self, standing: HubStanding) -> None:
        """All of it."""
        self._before = HubStanding()
        self.told(standing)

    def _line(self, standing: HubStanding) -> str:
        plain = HubStanding(standing.is_reached, standing.waiting, standing.since, standing.why)
        words = hub_words(plain, self._clock.now().astimezone(self._zone)).wordings
        if standing.is_refused:
            waits = f", {plural(standing.waiting, 'ligne')} en attente" if standing.waiting else ""
            return f"hub : refusé{waits}"
        if standing.problems and standing.is_reached and not standing.waiting:
            return "hub : à jour, sauf ce qui est dit"
        return words[0] if words else ""


def _elsewhere(standing: HubStanding) -> list[str]:
    """Sessions that somebody went on with on another machine."""
    forks = [
        f"session {one} : elle continue aussi ailleurs ; les deux suites sont gardées" for one in standing.continued
    ]
    ahead = [
        f"session {one} : le concentrateur a plus de lignes que ce poste ; avant de continuer, avec le compte d'un "
        f"référent : vigie hub fetch {one}"
        for one in standing.ahead
    ]
    return [*forks, *ahead]
