"""Whether "new" is overstated, because the project has kept contacts here for less than a year.

Whoever was known before, and whose earlier dates were not entered, counts as new once. Source:
report lines, part 6.
"""

from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.contacts import Contact
from outreach_app.statistics import rules
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.window import Window, table
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

_NEW: Final = ("R02_new_people", "R03_returning_people")


def overstates(work: Work, figures: Figures) -> bool:
    """Tell whether a report says who is new and begins within twelve months of the first contact.

    Judged by what was on file as at the moment of the figures, so that it stays as it was said.
    """
    if not any(key in figures.lines for key in _NEW):
        return False
    window = Window.of(figures.period, figures.as_at, work.zone)
    first = _first_day(work.session, window, work.lists)
    return first is not None and figures.period.first < _year_after(first)


def _first_day(session: Session, window: Window, lists: Vocabulary) -> date | None:
    counted = lists["contact_outcome"].where("counts", value=True)
    found = session.execute(_first(counted), rules.values(window)).scalar()
    return None if found is None else window.day_of(found)


@cache
def _first(counted: frozenset[str]) -> Select[Any]:
    contacts = table(Contact)
    return (
        select(contacts.c.started_at)
        .where(rules.exists(contacts), rules.one_of(contacts.c.outcome, counted))
        .order_by(contacts.c.started_at)
        .limit(1)
    )


def _year_after(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)
