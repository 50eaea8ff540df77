"""What each command does: `do_<id>` records at once, or asks first. Kept out of the board, which only shows."""

from screens.deeds.closing import ClosingDeeds
from screens.deeds.course import CourseDeeds
from screens.deeds.fraud import FraudDeeds
from screens.deeds.incidents import IncidentDeeds
from screens.deeds.listing import ListDeeds
from screens.deeds.mending import MendingDeeds
from screens.deeds.outage import OutageDeeds
from screens.deeds.papers import PaperDeeds
from screens.deeds.preparing import PreparingDeeds
from screens.deeds.special import SpecialDeeds
from screens.deeds.whole import WholeDeeds


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
