"""Where somebody looks when figures do not agree: the rows behind them, or the figures themselves.

Rows behind a figure are for the lead; whoever else makes reports is led to the figures of the
period, and what was shared to the register.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from outreach_app.casework.roles import LEAD
from outreach_app.reports.asked import Asked
from outreach_app.statistics.periods import Period
from outreach_app.work import Work

# A page with its parameters; "" where there is nothing to open.
Jump: TypeAlias = tuple[str, Mapping[str, Any]]

NOWHERE: Final[Jump] = ("", {})
_BREACHES: Final = "G03_disclosures_without_valid_consent"
# The page of figures has these, and years from January on only.
_OFFERED: Final = frozenset({"month", "quarter", "year"})


def to_line(work: Work, period: Period, as_at: datetime, line: str) -> Jump:
    """Return where the figures of a line are looked at as at a moment."""
    if work.role == LEAD:
        return "trace", {"asked": Asked(period, as_at), "line": line}
    if period.kind in _OFFERED and period.first.day == 1 and "_" not in period.name:
        return "figures", {"period": period.name}
    return NOWHERE


def to_breaches(work: Work, period: Period, as_at: datetime) -> Jump:
    """Return where what was shared on a yes that was not in force is looked at."""
    if work.role == LEAD:
        return "trace", {"asked": Asked(period, as_at), "path": _BREACHES}
    return "gone", {}


def to_cases(work: Work, period: Period, as_at: datetime) -> Jump:
    """Return where cases that do not come out even are looked at."""
    if work.role == LEAD:
        return "trace", {"asked": Asked(period, as_at), "line": "K01_cases"}
    return "needs", {"chip": "all"}
