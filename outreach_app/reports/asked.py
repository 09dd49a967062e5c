"""Which figures are asked about; on its own, because pages lead to them before any are made."""

from dataclasses import dataclass
from datetime import datetime

from outreach_app.statistics.periods import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: a period as at a moment, of a pack or of all lines, perhaps as issued."""

    period: Period
    as_at: datetime
    pack: str = ""
    issue_id: str = ""
