"""What is asked at the prompt and records nothing: where it stands, who, the journal, the close, an export, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from screens.command.access import note_verb
from screens.command.candidates import AmbiguousError, on_the_list, pick
from screens.command.closing import closing_sentences
from screens.command.lines import walks
from screens.command.lines.conversation import Conversation
from screens.command.lines.guide import word_help
from screens.command.lines.questions import which
from screens.command.lines.words import LOOKS, verb_of
from screens.command.log import log_parts
from screens.command.output import BAD_USAGE, DONE, BadUsageError, complain
from screens.command.spoken import attention_sentences, candidate_sentence, session_sentences
from supervisor.candidate import plain, printable
from supervisor.digits import number_in
from supervisor.event import Entry
from supervisor.folding import utc
from supervisor.session import Session
from supervisor.zones import zones_of

Look = Callable[[Conversation, list[str]], int]
"""What is done with the words behind its own; the exit code."""

_USUAL_TAIL = 10
_EVERYBODY = ("toutes", "tous", "toute", "tout")
_VERBS = {"export": "exporting", "papers": "printing", "check": "checking", "log": "log"}
"""Verbs of the command that are asked for with their own words, and where they are."""
_NO_CLOCK = frozenset({"check"})


def _status(talk: Conversation, words: list[str]) -> int:
    """The session; « tous » : and everybody; or some candidates."""
    session, now = talk.session, utc(talk.clock.now())
    if words and words != ["tous"] and words != ["all"]:
        return _who(talk, words)
    talk.say([*session_sentences(session, now), *talk.listening.of_hub()])
    if words:
        talk.say(candidate_sentence(session, who, now) for who in session.candidates.values())
    return DONE


def _who(talk: Conversation, words: list[str]) -> int:
    """Some candidates, with their birth; or who needs somebody."""
    session, now = talk.session, utc(talk.clock.now())
    if not words:
        found = list(attention_sentences(session, now, talk.listening.zone))
        talk.say(found or ["personne n'attend"])
        return DONE
    try:
        numbers = pick(words, session)
    except AmbiguousError as error:
        if not talk.source.is_person:
            raise
        numbers = (which(error, talk.session, talk.ask),)
    talk.say(candidate_sentence(session, who, now, full=True) for who in on_the_list(numbers, session))
    return DONE


def _log(talk: Conversation, words: list[str]) -> int:
    """The last events, ten or as many as are asked for; with options, what `vigie log` says."""
    most = number_in(words[0]) if len(words) == 1 else None if words else _USUAL_TAIL
    if most is None:
        return _verb("log")(talk, words)
    session = talk.session
    talk.say(_heard(entry, session) for entry in session.entries[-most:] if most)
    return DONE


def _heard(entry: Entry, session: Session) -> str:
    """A line of the journal without its columns: « 09:02:00, événement 9, n° 1 LE GOFF Maël : émargement »."""
    at, what = log_parts(entry, session)
    return f"{at}, événement {entry.id}, {what}"


def _closing(talk: Conversation, _: list[str]) -> int:
    talk.say(closing_sentences(talk.session, utc(talk.clock.now())))
    return DONE


def _mine(talk: Conversation, words: list[str]) -> int:
    """Whose needs are announced at once: those of one zone of the room, or everybody's."""
    zones = [zone for zone in zones_of(talk.session) if zone]
    wanted = " ".join(words)
    if plain(wanted) not in ("", *_EVERYBODY):
        zone = next((one for one in zones if plain(one) == plain(wanted)), None)
        if zone is None:
            there = f"il y a {', '.join(zones)}, ou « toutes »" if zones else "aucun candidat n'en a (zone 1-10 A)"
            raise BadUsageError(f"zone « {printable(wanted)} » inconnue : {there}")
        talk.listening.zone = zone
    elif wanted:
        talk.listening.zone = ""
    mine = talk.listening.zone
    told = f"zone {mine} : ses candidats sont annoncés aussitôt, les autres après deux minutes"
    talk.say([told if mine else "toute la salle est annoncée aussitôt"])
    return DONE


def _again(talk: Conversation, _: list[str]) -> int:
    if not talk.unrecorded:
        talk.say(["tout est enregistré"])
        return DONE
    code = talk.retry()
    if code != DONE:
        complain("toujours PAS ENREGISTRÉ")
    return code


def _verb(verb: str) -> Look:
    """A verb of the command, with the words behind it."""

    def run(talk: Conversation, words: list[str]) -> int:
        target = [talk.number, *words]
        options = talk.options_of([verb, *target])
        if isinstance(options, int):
            return options
        if getattr(options, "follow", False):
            raise BadUsageError("--follow ne finirait pas : ce que les autres notent est dit de soi-même")
        # As the door does it: whoever exports, or reads the journal, is in the register of accesses.
        if verb != "check":
            note_verb(talk.archive, options, talk.clock, talk.author, talk.host)
        function = getattr(import_module(f"screens.command.{_VERBS[verb]}"), f"run_{verb}")
        given = () if verb in _NO_CLOCK else (talk.clock,)
        return int(function(talk.archive, options, *given))

    return run


def _help(talk: Conversation, words: list[str]) -> int:
    """The words there are; behind one of them, how it is said."""
    if words:
        verb = verb_of(words)
        if (told := word_help(verb)) is not None:
            talk.say([told])
            return DONE
        asked = [verb, "--help"] if verb in _VERBS else ["do", talk.number, verb, "--help"]
        code = talk.options_of(asked)
        return code if isinstance(code, int) else BAD_USAGE
    talk.say(HELP)
    return DONE


def _quit(_: Conversation, __: list[str]) -> int:
    return DONE


def looks() -> Mapping[str, Look]:
    """What is no action of `vigie do`, by its word."""
    found: dict[str, Look] = {
        "status": _status,
        "who": _who,
        "log": _log,
        "help": _help,
        "quit": _quit,
        "instructions": walks.instructions,
        "code": walks.code,
        "closing": _closing,
        "finalise": walks.finalise,
        "welcome": walks.welcome,
        "again": _again,
        "mine": _mine,
        **{verb: _verb(verb) for verb in ("export", "papers", "check")},
    }
    assert set(found) == set(LOOKS), "what is completed is there"
    return found


HELP = (
    "accueil : qui arrive, un par un ; ou identité, émargement, place, puis un candidat",
    "un candidat est un numéro, plusieurs (3,5,9-12), un nom, un début de nom ou une place",
    "rejoint, démarre (démarre tous), termine, absent, arrête, abandon, interrompu, reprise, pause",
    "signalement 12 e2 14 ; alerte 12 validée ; temps 12 +10 ; coupure début ; note 12 suivi du texte",
    "état, qui, journal : où en est la session, un candidat, ce qui a été noté ; Entrée seule : qui attend",
    "consignes, code : ce qui se lit à haute voix, le code d'accès ; annuler : votre dernière action",
    "clôture : ce qui manque et les mots qui le règlent ; clore ; exporter --to DOSSIER ; finalisation ; quitter",
    "ma zone A : seuls ses candidats sont annoncés aussitôt, les autres après deux minutes ; ma zone toutes",
    "aide et un mot : comment il se dit ; les mots de « vigie do » valent tous ; Tab complète mots et noms",
)
"""What there is to say at the prompt; French words first."""
