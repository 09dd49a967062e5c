"""A report as the reports page shows it: its pages, what stands in them, what to look at first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from models.contacts import Contact, OutreachSession
from models.incidents import Incident
from models.people import Person
from models.project import Project
from outreach_app.casework import project_settings, staff
from outreach_app.reports import (
    adding,
    before_leaving,
    files,
    issuing,
    labels,
    leaks,
    one_moment,
    printing,
    reading,
    told,
    withheld,
)
from outreach_app.reports.before_leaving import Check, Made
from outreach_app.reports.beside import beside
from outreach_app.reports.compose import About, compose
from outreach_app.reports.document import Document
from outreach_app.reports.issuing import IssuedRow
from outreach_app.reports.leaks import Leak
from outreach_app.reports.values import at
from outreach_app.reports.withheld import Withheld
from outreach_app.statistics import known_packs, periods, readers
from outreach_app.statistics.figures import Figures, SinceFirst
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.periods import Kind, Period
from outreach_app.statistics.steps import Progress, Steps
from outreach_app.work import Work

NOW: Final = "now"
DUE: Final = "due"

_MONTHS: Final = 24
_QUARTERS: Final = 8
_YEARS: Final = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: a pack, a period, and which figures of it.

    `which` is ``now``, ``due`` (as they stood when first due), the key of an issued report, or ""
    for what is usual: the last issue, else the first figures due, else now.
    """

    pack: str
    period: Period
    which: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that differs from the first issue."""

    label: str
    first: int
    now: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One report, made or stored, and everything the project should know before it leaves.

    `which` says what `wanted` came to; `fixed` tells that a frozen month or another pack made `due`
    another moment than the usual one; `issued` is the issue shown, `issues` are all of the pack
    and period; `not_adding_up` are lines; `since_first` is exact; `nothing` tells that nobody was
    met and nothing told in the period. `document` and `figures` are what every file of it is
    written from; `pack` is the pack as it was when they were made; `checks` are the eight things
    to look at before it leaves.
    """

    wanted: Wanted
    which: str
    title: str
    mark: str
    number: str
    as_at: datetime
    due: datetime
    fixed: bool
    pages: bytes
    text: str
    fingerprint: str
    withheld: tuple[Withheld, ...]
    not_adding_up: tuple[str, ...]
    leaks: tuple[Leak, ...]
    issues: tuple[IssuedRow, ...]
    issued: IssuedRow | None
    since_first: SinceFirst
    changed: tuple[Changed, ...]
    nothing: bool
    document: Document
    figures: Figures
    pack: Pack
    checks: tuple[Check, ...]
    stories: tuple[str, ...]

    @property
    def needs_look(self) -> bool:
        """Tell whether something stands against it that somebody must have looked at."""
        return bool(self.leaks) or before_leaving.stops(self.checks)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page needs before it makes anything.

    `empty` tells that nothing at all has been logged yet; `colleagues` are those who may have
    checked a report, by code; `names` those of everybody; `packs` are those in use, shipped first,
    `every` those that are not any more as well, by name;
    `grant_month` is the month in which the year of the grant begins, None without one.
    """

    empty: bool
    today: date
    issued: tuple[IssuedRow, ...]
    colleagues: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    packs: tuple[Pack, ...] = ()
    every: Mapping[str, Pack] = field(default_factory=dict)
    grant_month: int | None = None


def overview(work: Work) -> Overview:
    """Return what was issued and who may check."""
    held = (Contact.id, Incident.id, OutreachSession.id, Person.id)
    names = staff.names(work)
    others = tuple(
        (each.code, each.name)
        for each in staff.everybody(work.session)
        if each.active and each.code != work.by
    )
    return Overview(
        empty=not any(work.session.scalar(select(column).limit(1)) for column in held),
        today=work.today,
        issued=issuing.everything(work)[::-1],
        colleagues=others,
        names=names,
        packs=known_packs.in_use(work),
        every=known_packs.every(work),
        grant_month=project_settings.grant_month(work),
    )


def recent(kind: Kind, today: date) -> tuple[Period, ...]:
    """Return the periods of a kind that can be chosen, the running one first."""
    match kind:
        case "quarter":
            months = periods.months_up_to(today, _QUARTERS * 3)
            names = (f"{each.first.year}-Q{(each.first.month + 2) // 3}" for each in months)
            return tuple(periods.quarter(name) for name in dict.fromkeys(names))[::-1]
        case "year":
            return tuple(periods.year(str(today.year - back)) for back in range(_YEARS))
        case _:
            return periods.months_up_to(today, _MONTHS)[::-1]


def named(name: str) -> Period:
    """Return the period of a name such as ``2025-10``; raises ValueError for anything else."""
    if "_" in name:
        return periods.span(*name.split("_", 1))
    if "Q" in name.upper():
        return periods.quarter(name)
    return periods.month(name) if "-" in name else periods.year(name)


def show(work: Work, wanted: Wanted, progress: Progress | None = None) -> Shown:
    """Make or fetch a report with its pages; the trail notes what was made.

    Raises Cancelled where `progress` answers that it is not wanted any more: somebody who leafs
    through months wants the last one only.
    """
    Steps(progress).begin("counting")
    pack = known_packs.of(work, wanted.pack)
    readers.insist(work, pack)
    issues = issuing.of_period(work, wanted.pack, wanted.period)
    which = _which(work, wanted, pack, issues)
    issued = next((row for row in issues if row.id == which), None)
    usual = wanted.period.cut_off(work.zone)
    due = one_moment.of(work, wanted.period) or usual
    if issued is not None:
        pack = known_packs.as_issued(work, issued.id)
        figures, pages = issuing.printed(work, issued.id)
        about = about_issue(work, issued, issues[0])
        around = beside(work, pack, figures, issued.issued_at)
        document = compose(figures, pack, work.lists, about, around)
    else:
        as_at = due if which == DUE else work.now
        sheet = printing.make(work, pack.name, wanted.period, as_at, progress)
        if issues:
            sheet = replace(sheet, about=replace(sheet.about, first_issued=issues[0].issued_at))
        figures, document, pages = sheet.figures, sheet.document, printing.pdf(sheet)
    true = withheld.exact(work, wanted.period, figures.as_at)
    text = reading.read(document)
    wrong = adding.disagreements(true.figures, work.lists)
    rows = files.write("csv", document, figures, work.lists)
    found = leaks.scan(work, f"{text}\n{files.words('csv', rows)}")
    made = Made(pack, figures, true, issued, found, wrong)
    return Shown(
        wanted=wanted,
        which=which,
        title=document.title,
        mark=document.mark,
        number=document.report_number,
        as_at=figures.as_at,
        due=due,
        fixed=due != usual,
        pages=pages,
        text=text,
        fingerprint=figures.fingerprint(),
        withheld=withheld.listed(work, figures, pack, true),
        not_adding_up=wrong,
        leaks=found,
        issues=issues,
        issued=issued,
        since_first=true.figures.since_first,
        changed=_changed(work, pack, figures, issues) if issues else (),
        nothing=_nothing(true.figures),
        document=document,
        figures=figures,
        pack=pack,
        checks=before_leaving.checks(work, made),
        stories=told.issued(work, issued.id) if issued else told.of(work, pack.name),
    )


def _which(work: Work, wanted: Wanted, pack: Pack, issues: tuple[IssuedRow, ...]) -> str:
    """Choose the figures: a pack issued once is shown as it was issued, whatever was asked."""
    keys = [row.id for row in issues]
    if issues and (pack.once or not wanted.which):
        return wanted.which if wanted.which in keys else keys[-1]
    if wanted.which in (NOW, *keys):
        return wanted.which
    moment = one_moment.of(work, wanted.period) or wanted.period.cut_off(work.zone)
    due = moment <= work.now
    return DUE if due and (pack.protected or wanted.which == DUE) else NOW


def about_issue(work: Work, issued: IssuedRow, first: IssuedRow) -> About:
    """Return what the pages of an issued report say about themselves."""
    names = staff.names(work)
    return About(
        project=work.session.scalar(select(Project.name)) or "",
        zone=work.zone,
        made_by=names.get(issued.issued_by or "", issued.issued_by or ""),
        checked_by=issued.checked_by or "",
        issue=issued.issue,
        first_issued=first.issued_at,
        stories=told.issued(work, issued.id),
    )


def _changed(
    work: Work, pack: Pack, figures: Figures, issues: tuple[IssuedRow, ...]
) -> tuple[Changed, ...]:
    """Return what differs from the first issue, where both figures are printed."""
    first, _ = issuing.printed(work, issues[0].id)
    found: dict[str, Changed] = {}
    for path, label in _single(work, pack, figures):
        before, after = at(first.lines, path), at(figures.lines, path)
        if isinstance(before, int) and isinstance(after, int) and before != after:
            found[path] = Changed(label, before, after)
    return tuple(found.values())


def _single(work: Work, pack: Pack, figures: Figures) -> Iterator[tuple[str, str]]:
    """Give every single figure of the pages with its words, headlines first."""
    for tile in pack.tiles:
        yield tile.cell, labels.of_cell(tile.cell, work.lists)
    for section in pack.sections:
        if figures.period.kind not in section.kinds:
            continue
        table = at(figures.lines, section.table) if section.table else None
        if isinstance(table, Mapping):
            for row in table:
                yield f"{section.table}/{row}", labels.of_row(section.table, row, work.lists)
        for path in section.rows:
            yield path, labels.of_cell(path, work.lists)


def _nothing(true: Figures) -> bool:
    return not true.lines["C01_contacts"] and not true.lines["I01_incidents"]
