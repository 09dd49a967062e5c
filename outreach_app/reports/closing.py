"""Freezing a month: one person proposes, another confirms, and its figures are kept.

A month is frozen once. What comes later is told as a revision (`revising`); nothing is ever written
over what was frozen. Source: workflow 6, and report lines, part 1, rule 4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, update

from models.closing import MonthClosing
from models.types import new_key
from outreach_app.casework.roles import insist
from outreach_app.errors import NoSuchRecord, Refused
from outreach_app.governance import audit, heads
from outreach_app.governance.heads import Head
from outreach_app.reports import days, month_end, one_moment
from outreach_app.reports.month_end import Item
from outreach_app.reports.one_moment import OtherMoment
from outreach_app.statistics import changes, periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Done, Work, changed

# Who may propose, and who may be the second person.
PROPOSES: Final = ("lead", "reporter")
CONFIRMS: Final = ("lead", "reporter", "caseworker", "outreach")


class FrozenAlready(Refused):
    """The month has its figures, or somebody has proposed them."""

    key = "month_end.errors.frozen_already"


class NotOver(Refused):
    """The month still runs, or the moment asked for lies within it or ahead."""

    key = "month_end.errors.not_over"


class SamePerson(Refused):
    """Whoever proposed is not the second person."""

    key = "month_end.errors.same_person"


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A month that was proposed or frozen; `left` counts what of the checklist was left open."""

    id: str
    month: Period
    as_at: datetime
    proposed_at: datetime
    proposed_by: str
    confirmed_at: datetime | None
    confirmed_by: str | None
    fingerprint: str
    left: Mapping[str, int]

    @property
    def frozen(self) -> bool:
        """Tell whether a second person has confirmed it."""
        return self.confirmed_at is not None

    @property
    def spoken(self) -> str:
        """Return the first 16 digits of the fingerprint in fours, as reports print theirs."""
        digits = self.fingerprint[:16].upper()
        return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def usual_moment(work: Work, month: Period) -> datetime:
    """Return as at when a month is frozen if nobody says otherwise.

    The moment packs of it were issued as at, else its cut-off, or now before that.
    """
    return one_moment.issued(work, month) or min(month.cut_off(work.zone), work.now)


def propose(
    work: Work,
    month: Period,
    as_at: datetime | None = None,
    items: Iterable[Item] | None = None,
) -> Done[ClosingRow]:
    """Keep the figures of a month as at a moment, for a second person to confirm.

    `items` is the checklist as it was looked at; without one it is made.

    Raises NotAllowed, NotOver, FrozenAlready, and OtherMoment where a pack was issued as at
    another moment.
    """
    insist(work, PROPOSES)
    moment = as_at or usual_moment(work, month)
    _, end = month.bounds(work.zone)
    if month.kind != "month" or not end <= moment <= work.now:
        raise NotOver(name=days.period_name(month))
    if of_month(work, month) is not None:
        raise FrozenAlready(name=days.period_name(month))
    said = one_moment.issued(work, month)
    if said is not None and said != moment.replace(microsecond=0):
        raise OtherMoment(name=days.period_name(month), moment=days.moment_text(said, work.zone))
    figures, exact = _counted(work, month, moment)
    seen = month_end.checklist(work, month) if items is None else items
    left = {item.code: item.count for item in seen if item.count}
    key = new_key()
    work.session.execute(
        insert(MonthClosing).values(
            id=key,
            first_day=month.first,
            as_at=figures.as_at,
            figures=_plain(figures.lines),
            exact=_plain(exact),
            left=left,
            fingerprint=figures.sha256(),
            proposed_at=work.now,
            proposed_by=work.by,
        )
    )
    audit.note(work, "month_proposed", key, month=month.name)
    return Done(one(work, key), changed("reports"))


def confirm(work: Work, closing_id: str) -> Done[ClosingRow]:
    """Freeze a month that somebody else proposed.

    Raises NotAllowed, NoSuchRecord, SamePerson, FrozenAlready.
    """
    insist(work, CONFIRMS)
    row = one(work, closing_id)
    if row.frozen:
        raise FrozenAlready(name=days.period_name(row.month))
    if row.proposed_by == work.by:
        raise SamePerson
    work.session.execute(
        update(MonthClosing)
        .where(MonthClosing.id == closing_id)
        .values(confirmed_at=work.now, confirmed_by=work.by)
    )
    audit.note(work, "month_frozen", closing_id, month=row.month.name)
    return Done(one(work, closing_id), changed("reports"))


def take_back(work: Work, closing_id: str) -> Done[str]:
    """Drop a proposal that nobody has confirmed. Raises NotAllowed, NoSuchRecord, FrozenAlready."""
    insist(work, CONFIRMS)
    row = one(work, closing_id)
    if row.frozen:
        raise FrozenAlready(name=days.period_name(row.month))
    work.session.execute(
        update(MonthClosing)
        .where(MonthClosing.id == closing_id)
        .values(taken_back_at=work.now, taken_back_by=work.by)
    )
    audit.note(work, "month_taken_back", closing_id, month=row.month.name)
    return Done(closing_id, changed("reports"))


def one(work: Work, closing_id: str) -> ClosingRow:
    """Return a closing that was not taken back; raises NoSuchRecord."""
    for row in _rows(work, MonthClosing.id == closing_id):
        return row
    raise NoSuchRecord


def of_month(work: Work, month: Period) -> ClosingRow | None:
    """Return the closing of a month, proposed or frozen."""
    if month.kind != "month":
        return None
    return next(iter(_rows(work, MonthClosing.first_day == month.first)), None)


def trail_end(work: Work, closing_id: str) -> Head | None:
    """Return the end of the trail when a month was frozen: the line that says it was."""
    return heads.at_line(work.session, "month_frozen", closing_id)


def everything(work: Work) -> tuple[ClosingRow, ...]:
    """Return every month proposed or frozen, the newest first."""
    return tuple(_rows(work))


def _counted(work: Work, month: Period, moment: datetime) -> tuple[Figures, Mapping[str, Value]]:
    window = Window.of(month, moment, work.zone)
    facts = Facts(work.session, window, work.lists)
    lines = [line for line in registry.known().values() if line.answers(month)]
    figures = Figures(
        period=month,
        as_at=window.as_at,
        pack="internal",
        vocabulary_version=work.lists.version,
        lines={line.key: line.compute(facts) for line in lines},
        since_first=changes.since_first(work.session, window),
    )
    exact = {line.key: line.exact(facts) for line in lines if line.exact is not line.compute}
    return figures, exact


def _plain(value: Any) -> Any:
    """Return figures as JSON keeps them, in the order they stand in."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _rows(work: Work, *conditions: Any) -> tuple[ClosingRow, ...]:
    wanted = (
        select(
            MonthClosing.id,
            MonthClosing.first_day,
            MonthClosing.as_at,
            MonthClosing.proposed_at,
            MonthClosing.proposed_by,
            MonthClosing.confirmed_at,
            MonthClosing.confirmed_by,
            MonthClosing.fingerprint,
            MonthClosing.left,
        )
        .where(MonthClosing.taken_back_at.is_(None), *conditions)
        .order_by(MonthClosing.first_day.desc())
    )
    rows: Any = work.session.execute(wanted)
    return tuple(ClosingRow(key, periods.month_of(first), *rest) for key, first, *rest in rows)
