"""What each command does: `do_<id>` records at once, or asks first. Kept out of the board, which only shows."""

from screens.handlers.closing import ClosingDeeds
from screens.handlers.course import CourseDeeds
from screens.handlers.fraud import FraudDeeds
from screens.handlers.incidents import IncidentDeeds
from screens.handlers.listing import ListDeeds
from screens.handlers.mending import MendingDeeds
from screens.handlers.outage import OutageDeeds
from screens.handlers.papers import PaperDeeds
from screens.handlers.preparing import PreparingDeeds
from screens.handlers.special import SpecialDeeds
from screens.handlers.whole import WholeDeeds


class Deeds(
    CourseDeeds,
    IncidentDeeds,
    FraudDeeds,
    SpecialDeeds,
    WholeDeeds,
    ClosingDeeds,
    OutageDeeds,
    MendingDeeds,
    PaperDeeds,
    PreparingDeeds,
    ListDeeds,
):
    """All commands of the board."""


__all__ = ["Deeds"]
