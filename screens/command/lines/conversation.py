"""A line, what it asks for, and its answer; what was not said is asked, what was not recorded is tried again."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from data.archive import Archive
from data.errors import StoreError
from data.journal import Journal
from screens.command.candidates import AmbiguousError, pick_one
from screens.command.closing import missing_sentences
from screens.command.discretion import discreet
from screens.command.do.misplaced import form_for
from screens.command.do.request import Asked
from screens.command.do.running import Performed, record, tell_besides, understand
from screens.command.french import FrenchParser
from screens.command.lines.french_words import SAID, in_french, options_in_french
from screens.command.lines.guide import Guide
from screens.command.lines.listening import Listening
from screens.command.lines.questions import LEAVE, NO, NOTHING, YES, LeftError, which, with_what_is_asked
from screens.command.lines.source import Source
from screens.command.lines.telling import answers, of_a_jump
from screens.command.lines.words import split, understood, verb_of
from screens.command.output import BAD_USAGE, DONE, NO_STORE, REFUSED, LineError, complain, say
from screens.command.parser import parse
from screens.command.spoken import aloud, candidate_sentence
from screens.command.stdin import answered_by
from screens.kit.desk import Clock
from screens.kit.texts import Texts
from supervisor.action import Context, NoticeClockJump
from supervisor.candidate import plain
from supervisor.closing import points
from supervisor.decision import Refusal
from supervisor.folding import utc
from supervisor.jumps import JumpWatch, today
from supervisor.session import Session, numbers_of
from supervisor.unrecorded import RETRY_S

_OPTION = re.compile(r'(--[a-z-]+)(?: (?:"…"|N|[A-Z]+))?')
"""A hint that is an option to be added, rather than another action."""
_ATTESTED = re.compile(r"(?:atteste|attesté|attestée)(?: par)? +(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """When a line was given."""

    at: datetime
    noted: int
    """Id of the last event by then: a clock that jumped since showed another hour."""


@dataclass
class RefusedByDisk:
    """An action that the disk refused, as it was understood."""

    wanted: Asked
    context: Context
    """With the instant at which it happened, and the name under which it is recorded once, at whichever try."""


@dataclass
class Conversation:
    """One session, and whoever speaks with it."""

    archive: Archive
    journal: Journal
    source: Source
    clock: Clock
    author: str
    host: str
    texts: Texts
    listening: Listening
    looks: Mapping[str, Callable[[Conversation, list[str]], int]]
    """What is no action, by its word."""
    recorded: Callable[[], object] = lambda: None
    """Called after each action that is on disk."""
    unrecorded: list[RefusedByDisk] = field(default_factory=list)
    _tried_at: datetime | None = None
    _jumps: JumpWatch = field(default_factory=JumpWatch)
    _jumped: int = 0
    """Seconds by which the wall clock jumped and that could not be noted yet."""

    @property
    def session(self) -> Session:
        """Its state as last read."""
        return self.journal.session

    @property
    def number(self) -> str:
        """Its number, as it now is."""
        return self.journal.number

    def say(self, lines: Iterable[str]) -> None:
        """Sentences, without a sign that would be spelt."""
        for line in lines:
            say(aloud(line))

    # Asking ------------------------------------------------------------------------------------------

    def meanwhile(self) -> Sequence[str]:
        """What is to be announced now; what was not recorded is tried again first."""
        now, of_the_clock = self.clock.now(), self._of_the_clock()
        if self.unrecorded and (self._tried_at is None or abs(now - self._tried_at) >= timedelta(seconds=RETRY_S)):
            self.retry()
        return [*of_the_clock, *self.listening.heard()]

    def _of_the_clock(self) -> list[str]:
        """What is told of a jump of the wall clock, which is noted as the board notes it (RULES.md section 3)."""
        self._jumped += self._jumps.to_note(self.session, self.clock.now(), self.clock.monotonic())
        # A rehearsal's time may run fast, and of a closed session nothing is counted any more.
        if not self._jumped or self.session.rehearsal or self.session.closed_at is not None:
            self._jumped = 0
            return []
        context = Context(self.clock.now(), self.author, self.host, asked=self.journal.drafts.new_name())
        try:
            outcome = self.journal.act(NoticeClockJump(self._jumped), context)
        except StoreError:
            # The next look tries again.
            return []
        seconds, self._jumped = self._jumped, 0
        self.listening.did(outcome.entries, ())
        if not outcome.entries:
            # Another board noted it first: that is told as what a colleague did.
            return []
        self.recorded()
        return [aloud(sentence) for sentence in of_a_jump(seconds, outcome.session)]

    def ask(self, question: str) -> str:
        """The answer to a question.

        The question is a line of its own: it is read whole, whatever the width of the terminal.

        Raises:
            LeftError: whoever is asked would rather not, or is gone.
        """
        if self.source.is_person:
            self.say([question])

        def meanwhile() -> Sequence[str]:
            # What is announced in between must not make the question forgotten.
            found = self.meanwhile()
            return [*found, aloud(question)] if found else ()

        try:
            answer = self.source.read("Réponse : ", meanwhile)
        except KeyboardInterrupt:
            say()
            raise LeftError from None
        if answer is None or plain(answer) in LEAVE:
            raise LeftError
        return answer

    def agrees(self, question: str) -> bool:
        """Whether the answer is yes; nothing is no, and what is neither is asked again.

        Raises:
            LeftError: see `ask`.
        """
        while (answer := plain(self.ask(f"{question} oui ou non"))) not in YES:
            if not answer or answer in NO:
                return False
            complain("répondez oui ou non ; « annuler » laisse la question")
        return True

    def aside(self, line: str) -> bool:
        """Do what somebody asks for who was asked something else; False: it is no word of the prompt."""
        if verb_of(split(line)) not in SAID:
            return False
        self.take(line)
        return True

    # Lines -------------------------------------------------------------------------------------------

    def take(self, line: str) -> int:
        """Do what a line asks for, as it was typed, and answer it; the exit code that it would have as a command."""
        words = split(line)
        if not words or line.lstrip().startswith("#"):
            return DONE
        verb, *rest = understood(words, self.session)
        try:
            with self._at_prompt():
                if verb in self.looks:
                    return self.looks[verb](self, rest)
                return self.do([verb, *rest])
        except LeftError:
            say(NOTHING)
            return REFUSED
        except LineError as error:
            complain(options_in_french(discreet(error.sentence, self.session)))
            return error.exit_code
        except StoreError as error:
            complain(error.message)
            return NO_STORE

    @contextmanager
    def _at_prompt(self) -> Iterator[None]:
        """What is typed into a text's place (« - ») is asked here, and forms are told in the words of the prompt."""
        before, FrenchParser.told = FrenchParser.told, Guide(self.session)
        try:
            with answered_by(self.ask, is_person=self.source.is_person, form=in_french):
                yield
        finally:
            FrenchParser.told = before

    def options_of(self, words: Sequence[str]) -> argparse.Namespace | int:
        """What the command reads in these words; the exit code where it cannot, or only helps."""
        try:
            return parse([*words])
        except SystemExit as leaving:
            return leaving.code if isinstance(leaving.code, int) else BAD_USAGE

    def do(self, words: Sequence[str]) -> int:
        """Do an action of `vigie do`."""
        given = Given(self.clock.now(), self.session.last_id)
        if self.source.is_person:
            words = with_what_is_asked(words, self.session, self.ask)
        options = self.options_of(["do", self.number, *words])
        return options if isinstance(options, int) else self._act(words, options, given)

    def _act(self, words: Sequence[str], options: argparse.Namespace, given: Given) -> int:
        """Do an action; what it lacks is asked of somebody who can be.

        Args:
            words: of the action.
            options: what the command read in them.
            given: when the line was: that is when it happened.
        """
        if options.action == "identity" and not self._is_compared(options):
            return REFUSED
        found = self._performed(options, given)
        if isinstance(found, int):
            return found
        refusals = found.outcome.refusals
        is_done_in_part = bool(found.outcome.entries)
        try:
            more = self._asked_again(words, options, refusals) if self.source.is_person and refusals else None
        except LeftError:
            # Whoever was asked has heard the refusal.
            self._tell(found, besides=is_done_in_part)
            say("Le reste n'est pas noté." if is_done_in_part else NOTHING)
            return found.exit_code
        if more is not None:
            self._tell(found, besides=is_done_in_part)
            words, again = more
            numbers = [str(refusal.number) for refusal in refusals if refusal.number is not None]
            if hasattr(again, "who"):
                again.who = numbers or options.who
            return self._act(words, again, given)
        self._tell(found)
        return found.exit_code

    def _performed(self, options: argparse.Namespace, given: Given) -> Performed | int:
        now = self.clock.now()
        try:
            name = self.journal.drafts.new_name()
            # On the clock as it shows now. Where nothing was asked in between, it is no instant that somebody said.
            at = today(self.session, given.at, given.noted)
            said_at = at if utc(at) != utc(now) else None
            # Behind a jump that is not noted yet it is of the clock that shows now: noted later, that moves it no more.
            noted = None if self._jumped else self.session.last_id
            context = Context(now, self.author, self.host, said_at, name, noted)
            found = understand(self.journal, options, context)
        except AmbiguousError as error:
            if not self.source.is_person:
                raise
            return self._performed(_with_number(options, error.word, which(error, self.session, self.ask)), given)
        except LineError as error:
            form = form_for(options, self.session)
            error.sentence += f" ; peut-être : {in_french(form)}" if form else ""
            raise
        return found if isinstance(found, int) else self._recorded(*found)

    def _recorded(self, wanted: Asked, context: Context) -> Performed | int:
        if self.unrecorded and self.retry() != DONE:
            # In their order: what comes after waits with it.
            return self._keep(wanted, context, "les actions d'avant ne sont pas encore enregistrées")
        try:
            done = record(self.journal, wanted, context)
        except StoreError as error:
            if not self.source.is_person:
                raise
            return self._keep(wanted, context, error.message)
        self._know(done)
        return done

    def _know(self, done: Performed) -> None:
        """What was done here is no news, nor what it makes of those whom it concerns."""
        entries, session = done.outcome.entries, done.outcome.session
        self.listening.did(entries, [number for entry in entries for number in numbers_of(entry, session)])
        if entries:
            self.recorded()

    def _keep(self, wanted: Asked, context: Context, why: str) -> int:
        happened_at = context.at if context.at is not None else context.now
        self.unrecorded.append(RefusedByDisk(wanted, replace(context, at=happened_at)))
        self._tried_at = self.clock.now()
        complain(f"PAS ENREGISTRÉ, {why.rstrip('.')}. Vigie réessaie ; « encore » réessaie tout de suite.")
        return NO_STORE

    def retry(self) -> int:
        """Try again what was not recorded, in its order and at its own instants."""
        self._tried_at = self.clock.now()
        # What was said before a jump is of no hour that is to come once that is noted.
        self.say(self._of_the_clock())
        if self._jumped:
            return NO_STORE
        while self.unrecorded:
            action = self.unrecorded[0]
            try:
                done = record(self.journal, action.wanted, replace(action.context, now=self.clock.now()))
            except StoreError:
                return NO_STORE
            except LineError as error:
                complain(options_in_french(discreet(error.sentence, self.session)))
            else:
                self._know(done)
                self._tell(done)
            self.unrecorded.pop(0)
        return DONE

    def _tell(self, found: Performed, *, besides: bool = True) -> None:
        outcome = found.outcome
        self.say(answers(outcome.entries, outcome.session, utc(self.clock.now())))
        if besides:
            tell_besides(found, lambda line: self.say([line]))

    # What was not said -------------------------------------------------------------------------------

    def one(self, words: Sequence[str], what: str) -> int:
        """The one candidate that these words mean; who is asked is asked which.

        Raises:
            LeftError: none of those who were offered.
            LineError: nobody, or several and nobody can be asked.
        """
        try:
            return pick_one(words, self.session, what)
        except AmbiguousError as error:
            if not self.source.is_person:
                raise
            return which(error, self.session, self.ask)

    def _is_compared(self, options: argparse.Namespace) -> bool:
        """Name, birth date and place are said; whoever holds the document says whether they are the same."""
        number = self.one(options.who, "l'identité se contrôle")
        options.who = [str(number)]
        who = self.session.candidates.get(number)
        if who is None or who.checked is not None or options.show:
            return True
        say(aloud(candidate_sentence(self.session, who, utc(self.clock.now()), full=True)))
        if not self.source.is_person or options.attested_by is not None:
            return True
        answer = self.ask("Identique sur la pièce ? oui, non ; sans pièce : atteste, et qui").strip()
        if plain(answer) in ("atteste", "attestee"):
            answer = f"atteste {self.ask('Qui atteste ? son nom et sa fonction').strip()}"
        if attested := _ATTESTED.fullmatch(answer):
            options.attested_by = attested[1]
        elif plain(answer) not in YES:
            # A name is the next one at the desk, never somebody who attests.
            say(f"{NOTHING} « corriger {number} - » change ce que dit la liste, « absent {number} » note une absence.")
            return False
        return True

    def _asked_again(
        self, words: Sequence[str], options: argparse.Namespace, refusals: Sequence[Refusal]
    ) -> tuple[Sequence[str], argparse.Namespace] | None:
        """The same action with the option that it lacked, as somebody answers.

        None: no option would help, and nobody was asked.

        Raises:
            LeftError: they would rather not.
        """
        while (more := self._lacking(options, refusals)) is not None:
            again = self.options_of(["do", self.number, *words, *more])
            if not isinstance(again, int):
                return [*words, *more], again
        return None

    def _lacking(self, options: argparse.Namespace, refusals: Sequence[Refusal]) -> tuple[str, ...] | None:
        """The option that an action lacked, with its value; None: no option would help, and nobody was asked.

        Raises:
            LeftError: they would rather not.
        """
        first = refusals[0]
        whose = _whose([refusal.number for refusal in refusals if refusal.number is not None])
        if any((other.hint, other.confirmable) != (first.hint, first.confirmable) for other in refusals):
            return None
        if first.confirmable:
            why = f"{whose}{first.reason}. "
            if options.action == "close":
                # One sentence of twenty points is nothing to be listened to.
                self.say(missing_sentences(self.session, points(self.session, utc(self.clock.now()))))
                why = ""
            if not self.agrees(f"{why}Le faire quand même ?"):
                raise LeftError
            return ("--force",)
        found = _OPTION.fullmatch(first.hint)
        if found is None or not hasattr(options, found[1].removeprefix("--").replace("-", "_")):
            return None
        answer = self.ask(f"{whose}{first.reason}").strip()
        if not answer:
            raise LeftError
        return found[1], answer


def _whose(numbers: Sequence[int]) -> str:
    return f"n° {', '.join(map(str, numbers))} : " if numbers else ""


def _with_number(options: argparse.Namespace, word: str, number: int) -> argparse.Namespace:
    """The same options, this word of theirs as a number."""
    changed = {
        name: str(number) if value == word else
        _replaced(value, word, str(number)) if isinstance(value, list) else value
        for name, value in vars(options).items()
    }  # fmt: skip
    return argparse.Namespace(**changed)


def _replaced(words: list[str], word: str, other: str) -> list[str]:
    return [other] if word not in words and " " in word else [other if one == word else one for one in words]
