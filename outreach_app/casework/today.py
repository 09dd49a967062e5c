"""Today: everything the first page shows, read in one look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import exists, select

from models.contacts import Contact
from models.project import Staff
from outreach_app.casework import (
    concern_alarm,
    due_soon,
    sessions,
    shift_stock,
    staff,
    start_here,
    stock,
    stock_page,
    tasks,
    time_matters,
)
from outreach_app.casework.concern_alarm import Alarm
from outreach_app.casework.due_soon import Due
from outreach_app.casework.roles import SHIFT
from outreach_app.casework.sessions import SessionRow, Tally
from outreach_app.casework.start_here import StartHere
from outreach_app.casework.stock import PlaceRow
from outreach_app.casework.stock_page import Low
from outreach_app.casework.tasks import TaskRow
from outreach_app.casework.time_matters import Matter
from outreach_app.governance import audit
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work


@dataclass(frozen=True, slots=True)
class Handover:
    """What the last shift left for the next one."""

    text: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """What waits and what runs.

    `names` turns staff codes into names; `colleagues` are the codes of those who may be on a shift;
    `trail` counts the looks and changes that are noted; `logs` tells that whoever asks may log
    contacts, `first_day` that nothing was ever logged here and they may begin; `alarms` is
    safeguarding that cannot wait, `steps` how far a new casebook is set up while somebody who
    sets it up wants to be told, `low` what runs low;
    `time` is what closes soon after harm, `due` what has a day of its own.
    """

    session: SessionRow | None
    tally: Tally | None
    mine: tuple[TaskRow, ...]
    everyone: tuple[TaskRow, ...]
    handover: Handover | None
    names: Mapping[str, str]
    colleagues: tuple[str, ...]
    trail: int
    logs: bool
    first_day: bool
    lists: Vocabulary
    alarms: tuple[Alarm, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    usual_places: Mapping[str, str] = field(default_factory=dict)
    steps: StartHere | None = None
    low: tuple[Low, ...] = ()
    time: tuple[Matter, ...] = ()
    due: tuple[Due, ...] = ()


def look(work: Work) -> TodayView:
    """Return what the first page shows."""
    shift = sessions.open_now(work)
    # What a shift leaves for the next is for whoever works on one.
    left = sessions.last_handover(work) if work.role in SHIFT else None
    on_shifts = work.session.scalars(
        select(Staff.code)
        .where(Staff.active.is_(True), Staff.slot_id.is_not(None))
        .order_by(Staff.code)
    )
    return TodayView(
        session=shift,
        tally=sessions.tally(work, shift.id) if shift else None,
        mine=tasks.waiting(work),
        everyone=tasks.waiting(work, mine=False),
        handover=Handover(*left) if left else None,
        names=staff.names(work),
        colleagues=tuple(on_shifts),
        trail=audit.count(work),
        logs=work.role in SHIFT,
        first_day=work.role in SHIFT
        and not work.session.scalar(select(exists().where(Contact.id.is_not(None)))),
        lists=work.lists,
        alarms=concern_alarm.alarms(work),
        places=stock.places(work),
        usual_places=shift_stock.usual_places(work),
        steps=start_here.steps(work),
        low=stock_page.low(work),
        time=time_matters.waiting(work),
        due=due_soon.found(work),
    )
