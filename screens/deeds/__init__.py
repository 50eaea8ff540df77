"""What each command does: `do_<id>` records at once, or asks first. Kept out of the board, which only shows."""

from screens.deeds.course import CourseDeeds
from screens.deeds.listing import ListDeeds
from screens.deeds.special import SpecialDeeds
from screens.deeds.whole import WholeDeeds


class Deeds(CourseDeeds, SpecialDeeds, WholeDeeds, ListDeeds):
    """All commands of the board."""


__all__ = ["Deeds"]
