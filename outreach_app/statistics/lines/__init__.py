"""The report lines, one small function each; a new module is named here once."""

from outreach_app.statistics.lines import (
    alerts,
    cases,
    consent,
    contacts,
    course,
    incidents,
    justice,
    needs,
    police_version,
    reach,
    referrals,
    safety,
    supplies,
    telling_police,
    work_status,
)

__all__ = [
    "alerts",
    "cases",
    "consent",
    "contacts",
    "course",
    "incidents",
    "justice",
    "needs",
    "police_version",
    "reach",
    "referrals",
    "safety",
    "supplies",
    "telling_police",
    "work_status",
]
