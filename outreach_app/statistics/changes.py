"""What came after the first figures were due: late entries, voids, merges, for the method line."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, select
from sqlalchemy.orm import Session

from models.contacts import Contact
from models.incidents import Incident
from models.people import Person
from outreach_app.statistics.figures import SinceFirst
from outreach_app.statistics.window import Window, table


def since_first(session: Session, window: Window) -> SinceFirst:
    """Count contacts and incidents of the period entered or voided, and records merged, since.

    Before the cut-off of the period has passed there is nothing to count.
    """
    if window.as_at <= window.period.cut_off(window.zone):
        return SinceFirst()
    late = voided = 0
    for model, moment in ((Contact, "started_at"), (Incident, "disclosed_at")):
        rows = table(model)
        within = window.within(rows.c[moment])
        since = _since(window, rows.c.recorded_at)
        late += _count(session, rows, and_(within, since, window.not_voided(rows)))
        gone = _since(window, rows.c.voided_at)
        voided += _count(session, rows, and_(within, gone, ~since))
    persons = table(Person)
    joined = persons.c.merged_into > ""
    merged = _count(session, persons, and_(joined, _since(window, persons.c.merged_at)))
    return SinceFirst(late, voided, merged)


def _since(window: Window, column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(column > window.period.cut_off(window.zone), window.recorded(column))


def _count(session: Session, rows: FromClause, where: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(rows).where(where)).scalar_one()
