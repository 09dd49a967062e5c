"""Issuing a report: its figures are kept as they were printed and never computed again."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from models.record import IssuedReport
from models.types import new_key
from outreach_app.casework.roles import insist
from outreach_app.errors import Refused
from outreach_app.governance import audit
from outreach_app.reports import days, one_moment
from outreach_app.reports.printing import Sheet, make, pdf
from outreach_app.statistics import known_packs, ledger, readers
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.steps import Progress
from outreach_app.work import Done, Work, changed

# Who may stand behind figures that leave (list `user_role`).
ISSUES: Final = ("lead", "reporter", "caseworker", "outreach")


class IssuedAlready(Refused):
    """This pack is issued once for a period, and was."""

    key = "report.issued_already"


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A report that was issued: which, when, by whom, with what fingerprint."""

    id: str
    pack: str
    period: str
    issue: int
    as_at: datetime
    issued_at: datetime
    issued_by: str | None
    checked_by: str | None
    fingerprint: str


def issue(
    work: Work,
    pack: str,
    period: Period,
    as_at: datetime,
    checked_by: str | None = None,
    progress: Progress | None = None,
) -> Done[Sheet]:
    """Freeze the figures of a pack for a period and return them as issued.

    For those who may stand behind figures. Raises NotAllowed, IssuedAlready for a second issue,
    unless the pack allows revisions, OtherMoment for a first issue that would speak of another
    moment than the frozen month or the other packs, NoProof where nothing can be printed beside
    what was given out before, and Cancelled where `progress` answers that it is not wanted any
    more: nothing is issued then.
    """
    insist(work, ISSUES)
    earlier = of_period(work, pack, period)
    if earlier and not known_packs.of(work, pack).revised:
        day = days.day_text(work.day_of(earlier[0].issued_at))
        raise IssuedAlready(name=days.period_name(period), day=day)
    one_moment.insist(work, pack, period, as_at)
    number = len(earlier) + 1
    made = make(work, pack, period, as_at, progress)
    ledger.enter(work, made.figures, once=made.pack.once)
    first = earlier[0].issued_at if earlier else work.now
    about = replace(made.about, issue=number, first_issued=first, checked_by=checked_by or "")
    sheet = replace(made, about=about)
    key = new_key()
    work.session.execute(
        insert(IssuedReport).values(
            id=key,
            pack=pack,
            first_day=period.first,
            last_day=period.last,
            issue=number,
            as_at=sheet.figures.as_at,
            issued_at=work.now,
            issued_by=work.by,
            checked_by=checked_by,
            figures=json.loads(sheet.figures.canonical()),
            protection=dict(sheet.figures.protection or {}),
            fingerprint=sheet.figures.sha256(),
            printed=pdf(sheet),
        )
    )
    audit.note(work, "report_issued", key, pack=pack, period=period.name, issue=number)
    return Done(sheet, changed("reports"))


def of_period(work: Work, pack: str, period: Period) -> tuple[IssuedRow, ...]:
    """Return what was issued of a pack for a period, the first issue first."""
    return tuple(row for row in everything(work, pack=pack) if row.period == period.name)


def everything(work: Work, *, pack: str | None = None) -> tuple[IssuedRow, ...]:
    """Return every issued report, oldest first."""
    wanted = select(
        IssuedReport.id,
        IssuedReport.pack,
        IssuedReport.figures,
        IssuedReport.issue,
        IssuedReport.as_at,
        IssuedReport.issued_at,
        IssuedReport.issued_by,
        IssuedReport.checked_by,
        IssuedReport.fingerprint,
    ).order_by(IssuedReport.issued_at, IssuedReport.id)
    if pack:
        wanted = wanted.where(IssuedReport.pack == pack)
    return tuple(
        IssuedRow(
            row.id,
            row.pack,
            _figures(row.figures).period.name,
            row.issue,
            row.as_at,
            row.issued_at,
            row.issued_by,
            row.checked_by,
            row.fingerprint,
        )
        for row in work.session.execute(wanted)
    )


def printed(work: Work, report_id: str) -> tuple[Figures, bytes]:
    """Return an issued report's figures and its pages, byte for byte as they were printed."""
    readers.insist(work, known_packs.as_issued(work, report_id))
    row = work.session.get_one(IssuedReport, report_id)
    figures = replace(_figures(row.figures), protection=row.protection or None)
    return figures, row.printed or b""


def _figures(stored: object) -> Figures:
    return Figures.from_canonical(json.dumps(stored).encode())
