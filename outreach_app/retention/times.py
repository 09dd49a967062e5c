"""How long what is kept (list ``retention_class``), in years; the lead may set other years.

The years shipped are those of the vocabulary: defaults for each project's trustees, not law.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from outreach_app.casework import checks, project_settings, roles
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

LIST: Final = "retention_class"
CONTACTS: Final = "contact_person"
CASE: Final = "case"
SERIOUS: Final = "incident_sv"
CHILD: Final = "child"
DESCRIPTION: Final = "perp"
# In the order of the page. What is counted without a name is kept, and so is what left and the
# trail: neither names anybody.
CLASSES: Final = (CONTACTS, CASE, SERIOUS, CHILD, DESCRIPTION)
_SETTING: Final = "retention_years"
_MOST: Final = 100


def years(work: Work) -> Mapping[str, int]:
    """Return the years of each class: the project's own, else those shipped."""
    own = project_settings.value(work, _SETTING) or {}
    shipped = work.lists[LIST].map("years")
    return {name: int(own.get(name) or shipped.get(name) or 0) for name in CLASSES}


def set_years(work: Work, wanted: Mapping[str, int]) -> Done[Mapping[str, int]]:
    """Set how long each class is kept, one year at least. For the lead; noted."""
    roles.insist(work, (roles.LEAD,))
    problems = [
        Problem(name, "unknown_code", {"value": name}) for name in wanted if name not in CLASSES
    ]
    for name, count in wanted.items():
        problems += checks.whole(name, count, _MOST, 1)
    checks.insist(problems)
    made = {**years(work), **wanted}
    project_settings.put(work, _SETTING, made)
    audit.note(work, "retention_years", None, **made)
    return Done(made, changed("settings", "due"))


def after(day: date, count: int) -> date:
    """Return the day so many years later; from a leap day it is the first of March."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return date(day.year + count, 3, 1)
