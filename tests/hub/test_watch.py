"""An answer is not waited for without end, and no question has a thread of its own."""

import threading

from data.hub.watch import Watch
from tests.waiting import PATIENCE_S

LONG, SOON = 3600.0, 0.0


def test_what_takes_too_long_is_cut_and_nothing_else() -> None:
    """Also while something that may take longer is waited for, which the thread was looking after before."""
    watch, cut, other = Watch(), threading.Event(), threading.Event()
    with watch.over(LONG, other.set):
        with watch.over(SOON, cut.set):
            assert cut.wait(PATIENCE_S)
        again = threading.Event()
        with watch.over(SOON, again.set):
            assert again.wait(PATIENCE_S)
    assert not other.is_set()


def test_what_was_answered_is_never_cut() -> None:
    """The answer came, and then its time was over: that line is used for the next question."""
    now, cut, last = [0.0], threading.Event(), threading.Event()
    watch = Watch(lambda: now[0])
    with watch.over(30, cut.set):
        pass
    now[0] = 31
    with watch.over(SOON, last.set):
        assert last.wait(PATIENCE_S)
    assert not cut.is_set()


def test_one_thread_for_all_questions() -> None:
    """It is kept from question to question, whichever way they go, and holds up nobody who leaves."""
    watch, before = Watch(), set(threading.enumerate())
    for _ in range(100):
        with watch.over(LONG, lambda: None), watch.over(LONG, lambda: None):
            pass
    [mine] = set(threading.enumerate()) - before
    assert mine.daemon
