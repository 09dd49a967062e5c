"""Everything the month-end page shows, read in one look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from outreach_app.casework import staff
from outreach_app.governance.heads import Head
from outreach_app.reports import closing, issuing, month_end, one_moment, revising
from outreach_app.reports.closing import ClosingRow
from outreach_app.reports.issuing import IssuedRow
from outreach_app.reports.month_end import Item
from outreach_app.reports.revising import Revised
from outreach_app.statistics import known_packs, periods, readers
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Period
from outreach_app.work import Work

_MONTHS: Final = 24


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack that leaves the project, with what was issued of it for the month, the first first."""

    pack: Pack
    issues: tuple[IssuedRow, ...]


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """One month that is over, and what is to be done with it.

    `months` can be chosen, the newest first; `usual` is as at when it would be frozen, and `fixed`
    tells that a pack issued before leaves no other moment; `due` is when its entries are due;
    `revised` and `trail`, the end of the trail then, are None until it is frozen; `names` are those
    of colleagues.
    """

    months: tuple[Period, ...]
    month: Period
    now: datetime
    usual: datetime
    fixed: bool
    due: datetime
    items: tuple[Item, ...]
    closing: ClosingRow | None
    packs: tuple[PackRow, ...]
    revised: Revised | None
    trail: Head | None
    names: Mapping[str, str]
    may_propose: bool
    may_confirm: bool


def view(work: Work, first: date | None = None) -> MonthEnd:
    """Return the page for a month by its first day; without one, for the last that is over.

    Raises NotAllowed for whom exact figures are not for: what waits is counted exactly.
    """
    readers.insist_on_exact(work)
    months = periods.months_up_to(work.today, _MONTHS + 1)[-2::-1]
    month = periods.month_of(first) if first is not None else months[0]
    row = closing.of_month(work, month)
    frozen = row is not None and row.frozen
    reads = work.role in closing.CONFIRMS
    issued = issuing.everything(work)
    return MonthEnd(
        months=months if month in months else (*months, month),
        month=month,
        now=work.now,
        usual=closing.usual_moment(work, month),
        fixed=one_moment.issued(work, month) is not None,
        due=month.cut_off(work.zone),
        items=() if frozen else month_end.checklist(work, month),
        closing=row,
        packs=tuple(
            PackRow(
                pack,
                tuple(
                    each for each in issued if each.pack == pack.name and each.period == month.name
                ),
            )
            for pack in known_packs.in_use(work)
            if pack.protected and month.kind in pack.kinds
        ),
        revised=revising.table(work, month) if frozen and reads else None,
        trail=closing.trail_end(work, row.id) if row is not None and frozen else None,
        names=staff.names(work),
        may_propose=work.role in closing.PROPOSES,
        may_confirm=reads and (row is None or row.proposed_by != work.by),
    )
