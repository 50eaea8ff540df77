"""What the keys of a review do: look back, move in the past, let it play; and the views that a review adds."""

from __future__ import annotations

from collections.abc import Callable

from screens.review.host import Reviewed
from screens.review.replay import LEAP, Replay


def turn(review: Reviewed) -> None:
    """Look back; or be in the present again."""
    if review.replay is None:
        review.look_back()
    else:
        review.back_to_now()


def chart(review: Reviewed) -> None:
    """The chart."""
    review.show_beside("chart")


def journal(review: Reviewed) -> None:
    """The journal, to be narrowed."""
    review.show_beside("journal")


def back(review: Reviewed) -> None:
    """One event back."""
    _move(review, lambda replay: replay.by_event(-1))


def on(review: Reviewed) -> None:
    """One event on."""
    _move(review, lambda replay: replay.by_event(1))


def earlier(review: Reviewed) -> None:
    """Some minutes earlier."""
    _move(review, lambda replay: replay.by_time(-LEAP))


def later(review: Reviewed) -> None:
    """Some minutes later."""
    _move(review, lambda replay: replay.by_time(LEAP))


def to_begin(review: Reviewed) -> None:
    """The session as it was made."""
    _move(review, lambda replay: replay.to_begin())


def to_end(review: Reviewed) -> None:
    """The last there is."""
    _move(review, lambda replay: replay.to_end())


def to_incident(review: Reviewed) -> None:
    """The next incident."""
    _to_incident(review, before=False)


def to_incident_before(review: Reviewed) -> None:
    """The incident before."""
    _to_incident(review, before=True)


def play(review: Reviewed) -> None:
    """Let it play, or stay."""
    replay = review.look_back()
    if replay.is_playing:
        replay.pause()
    else:
        replay.play(review.clock.monotonic())
    review.show_replayed()


def speed(review: Reviewed) -> None:
    """The next speed."""
    replay = review.look_back()
    replay.next_speed()
    review.say(f"vitesse : x{replay.speed}", "told")


def _to_incident(review: Reviewed, *, before: bool) -> None:
    replay = review.look_back()
    timeline = replay.timeline
    found = timeline.incident_before(replay.count) if before else timeline.next_incident(replay.count)
    if found is None:
        review.say(f"aucun incident {'avant' if before else 'après'} cet instant", "told")
    else:
        review.jump_to(found)


def _move(review: Reviewed, where: Callable[[Replay], None]) -> None:
    replay = review.look_back()
    replay.pause()
    where(replay)
    review.show_replayed()
