"""How long each of the short possibilities lasts here, and when somebody last checked it.

The values are the project's own (list ``time_window``, map ``hours``): local services differ, and
what is known changes. They are reminders, never advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from models.project import Setting, VocabularyCode
from outreach_app.casework import checks
from outreach_app.casework.roles import LEAD, insist
from outreach_app.errors import Problem
from outreach_app.governance import audit
from outreach_app.work import Done, Work, changed

NAME: Final = "time_windows_checked"
LIST: Final = "time_window"
# A year, which no possibility of this kind outlasts.
MOST_HOURS: Final = 8784


@dataclass(frozen=True, slots=True)
class TimeSettings:
    """Hours by code of ``time_window``; `checked_on` is a local day, None while nobody checked."""

    hours: Mapping[str, int]
    checked_on: date | None


def current(work: Work) -> TimeSettings:
    """Return the values as they stand."""
    checked = work.session.scalar(select(Setting.value).where(Setting.name == NAME))
    hours = {code: int(value) for code, value in work.lists[LIST].map("hours").items()}
    return TimeSettings(hours, date.fromisoformat(checked) if checked else None)


def check(draft: TimeSettings, today: date) -> tuple[Problem, ...]:
    """Find what must be mended before the values can be kept; instant, needs no file."""
    problems = []
    for code, hours in draft.hours.items():
        problems += checks.whole(code, hours, MOST_HOURS, 1)
    if draft.checked_on is None:
        problems.append(Problem("checked_on", "required"))
    elif draft.checked_on > today:
        problems.append(Problem("checked_on", "day_in_the_future"))
    return tuple(problems)


def change(work: Work, draft: TimeSettings) -> Done[TimeSettings]:
    """Keep the values, and the day on which they were checked. For the lead."""
    insist(work, (LEAD,))
    unknown = [
        Problem(code, "unknown_code", {"value": code})
        for code in draft.hours
        if code not in work.lists[LIST]
    ]
    checks.insist([*unknown, *check(draft, work.today)])
    before = current(work)
    for code, hours in draft.hours.items():
        maps = {**work.lists[LIST][code].maps, "hours": hours}
        work.session.execute(
            update(VocabularyCode)
            .where(VocabularyCode.list_name == LIST, VocabularyCode.code == code)
            .values(maps=maps)
        )
    day = draft.checked_on.isoformat() if draft.checked_on else None
    work.session.execute(
        insert(Setting)
        .values(name=NAME, value=day)
        .on_conflict_do_update(index_elements=["name"], set_={"value": day})
    )
    touched = sorted(code for code, hours in draft.hours.items() if before.hours.get(code) != hours)
    audit.note(work, "time_windows_checked", None, changed=touched)
    return Done(TimeSettings({**before.hours, **draft.hours}, draft.checked_on), changed("lists"))
