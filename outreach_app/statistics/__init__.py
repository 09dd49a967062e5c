"""What is counted, and how: `run` answers the figures of a pack for a period as at a moment."""

from outreach_app.statistics.answer import of_pack, outcome_cohort, run
from outreach_app.statistics.figures import HIDDEN, Figures
from outreach_app.statistics.periods import Period

__all__ = ["HIDDEN", "Figures", "Period", "of_pack", "outcome_cohort", "run"]
