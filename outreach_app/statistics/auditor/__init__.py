"""The independent auditor: what an outsider could work out from everything that was ever printed.

It reads the `protection` member of printed figures and nothing else, and shares no code with what
chose the figures to withhold. For every figure that must not be pinned it looks for two complete
tables that agree with everything printed, one low and one high. Such a pair is a *witness*:
checking it is only addition: a mistake in the search can fail an audit, never wrongly pass it.
"""

from outreach_app.statistics.auditor.intervals import Interval, Outside, outside
from outreach_app.statistics.auditor.reading import NotAuditable, Printed, read
from outreach_app.statistics.auditor.verdict import Verdict, audit, check

__all__ = [
    "Interval",
    "NotAuditable",
    "Outside",
    "Printed",
    "Verdict",
    "audit",
    "check",
    "outside",
    "read",
]
