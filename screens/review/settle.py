"""The boxes in which a person chooses the branch of a session that goes on: what each holds, then why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from screens.dialogs.base import Ask, Field, Option
from screens.dialogs.several import Several
from screens.kit.ink import Line
from screens.review.forks import ONE_WAY, Fork, ForkBranch, ForkHost, Forks

MOST_LETTERS = 9


class ForkDialog(Several[ForkBranch]):
    """What each branch has that the others lack; a digit leads to the box that asks why."""

    KEEPS_DRAFT = False
    MANY: Line = (("Page préc. Page suiv.", "amber+"), (" la suite   ", "soft"), *Several.ONE)
    HANG = 10

    def __init__(self, fork: Fork) -> None:
        lines = [line for rank, branch in enumerate(fork.branches, 1) for line in branch_lines(rank, branch)]
        if fork.settled:
            lines = [((fork.settled, "yellow+"),), (), *lines]
        super().__init__(
            f"Session {fork.number} : continuée sur plusieurs postes après le n° {fork.parts_after}",
            lines,
            [
                Option(str(rank), f"garder la {branch.label}{goes_on(branch)}", branch, fork.why_not, opens=True)
                for rank, branch in enumerate(fork.branches[:MOST_LETTERS], 1)
            ],
            default=None,
        )


def goes_on(branch: ForkBranch) -> str:
    """What was settled of it already."""
    return " (elle va)" if branch.goes_on else " (écartée)" if branch.is_set_aside else ""


def branch_lines(rank: int, branch: ForkBranch) -> Iterator[Line]:
    """What one branch has, in a few lines."""
    yield ((f"{rank}  ", "amber+"), (branch.label, "+"), (f" · {branch.standing}", ""))
    yield (("   ", ""), (" · ".join(part for part in (branch.own, branch.who) if part), "soft"))
    if beside := " · ".join(part for part in (branch.counts, branch.seen) if part):
        yield (("   ", ""), (beside, "label"))
    for told in branch.last:
        yield (("   ", ""), (told, ""))
    yield ()


class WhyDialog(Ask):
    """Why this branch: the last thing that is asked."""

    KEEPS_DRAFT = False

    def __init__(self, fork: Fork, branch: ForkBranch) -> None:
        others = [other.label for other in fork.branches if other is not branch]
        stays = "reste lisible, écartée" if len(others) == 1 else "restent lisibles, écartées"
        super().__init__(
            f"Session {fork.number} : garder la {branch.label} ?",
            (
                ((f"La {', la '.join(others)} {stays}. Rien n'est fusionné, rien n'est effacé.", ""),),
                (("Vous pourrez revenir sur ce choix ; chacun est gardé, avec votre nom.", "label"),),
                (),
            ),
            Field("why", "Pourquoi", hint="obligatoire, sans nom de candidat"),
            must="dites pourquoi vous gardez celle-là",
        )


def ask_which(host: ForkHost, forks: Forks, then: Callable[[], object]) -> None:
    """Show the branches, ask which one goes on and why, and have it recorded.

    Args:
        host: the application.
        forks: the branches of the session.
        then: shows what came of it.
    """

    def looked(fork: Fork | None) -> None:
        if fork is None:
            host.tell_outcome(ONE_WAY, "refused")
            return

        def chosen(branch: ForkBranch | None) -> None:
            if branch is not None:
                host.push_screen(WhyDialog(fork, branch), lambda why: given(branch, why))

        def given(branch: ForkBranch, why: str | None) -> None:
            if why is not None:
                host.in_a_thread(lambda: forks.settle(branch, why, fork), settled)

        host.push_screen(ForkDialog(fork), chosen)

    def settled(told: str) -> None:
        host.tell_outcome(told)
        then()

    now = host.clock.now()
    host.in_a_thread(lambda: forks.look(now), looked)
