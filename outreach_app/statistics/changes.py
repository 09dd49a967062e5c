"""What came after the first figures were due: late entries, voids, merges, for the method line."""

from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from models.contacts import Contact
from models.incidents import Incident
from models.people import Person
from models.types import Moment
from outreach_app.statistics import rules
from outreach_app.statistics.figures import SinceFirst
from outreach_app.statistics.window import Window, table

_CUT_OFF: Final[ColumnElement[Any]] = bindparam("cut_off", type_=Moment())


def since_first(session: Session, window: Window) -> SinceFirst:
    """Count contacts and incidents of the period entered or voided, and records merged, since.

    Before the cut-off of the period has passed there is nothing to count.
    """
    cut_off = window.period.cut_off(window.zone)
    if window.as_at <= cut_off:
        return SinceFirst()
    values = {**rules.values(window), "cut_off": cut_off}
    late, voided, merged = (
        sum(int(session.execute(query, values).scalar_one()) for query in some)
        for some in _counts()
    )
    return SinceFirst(late, voided, merged)


@cache
def _counts() -> tuple[tuple[Select[Any], ...], ...]:
    """Return what counts late entries, what counts voids, and what counts merges."""
    late, voided = [], []
    for model, moment in ((Contact, "started_at"), (Incident, "disclosed_at")):
        rows = table(model)
        within = rules.within(rows.c[moment])
        since = _since(rows.c.recorded_at)
        late.append(_count(rows, and_(within, since, rules.not_voided(rows))))
        voided.append(_count(rows, and_(within, _since(rows.c.voided_at), ~since)))
    persons = table(Person)
    joined = persons.c.merged_into > ""
    merged = _count(persons, and_(joined, _since(persons.c.merged_at)))
    return tuple(late), tuple(voided), (merged,)


def _since(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(column > _CUT_OFF, rules.recorded(column))


def _count(rows: FromClause, where: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(rows).where(where)
