"""Taking a checked file into the casebook: shown first, then all of it in one transaction."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, insert, select, update

from models.project import Area, Import, Project, Staff
from models.types import new_key
from outreach_app.casework import lists
from outreach_app.casework.codes import person_codes
from outreach_app.casework.roles import insist
from outreach_app.exchange import warnings
from outreach_app.exchange.checked import Checked, Progress, Steps
from outreach_app.exchange.meeting import (
    is_empty,
    newcomers,
    next_area_sort,
    refuse_what_is_there,
)
from outreach_app.exchange.problems import Problem
from outreach_app.exchange.schema import TABLES
from outreach_app.exchange.writing import Writer
from outreach_app.governance import audit
from outreach_app.vocabulary import STANDING_AREAS
from outreach_app.work import Done, Work, changed

# Who may take in or write out everything at once (list `user_role`).
HANDS: Final = ("lead", "admin")
IMPORTED_ROLE = "outreach"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come in: rows a table, areas and staff codes that are new, first and last day.

    `takes_over`: the casebook is empty and becomes the project of the file. `warnings` are the
    first 500, in order; `warning_count` counts all.
    """

    project: str
    takes_over: bool
    rows: Mapping[str, int]
    new_areas: tuple[str, ...]
    new_staff: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    warnings: tuple[Problem, ...]
    warning_count: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file that was taken in."""

    id: str
    at: datetime
    by: str
    sha256: str
    counts: Mapping[str, int]
    new_areas: tuple[str, ...]
    new_staff: tuple[str, ...]


def preview(work: Work, checked: Checked) -> Preview:
    """Show what the file would bring; nothing is written.

    For the lead and the system keeper. Raises: `ExchangeRefused` when the file does not fit this
    casebook; `NotAllowed`.
    """
    insist(work, HANDS)
    refuse_what_is_there(work, checked)
    new = newcomers(work.session, checked)
    first, last = _span(checked)
    found = warnings.look(checked)
    return Preview(
        project=checked.project["name"],
        takes_over=is_empty(work.session),
        rows=_counts(checked),
        new_areas=new.areas,
        new_staff=new.staff,
        first_day=first,
        last_day=last,
        warnings=found.first(),
        warning_count=sum(found.kinds.values()),
    )


def take_in(
    work: Work,
    checked: Checked,
    progress: Progress | None = None,
    rng: random.Random | None = None,
) -> Done[ImportRow]:
    """Write every row of the file, in the transaction of `work`, or nothing at all.

    `rng` makes the codes of people repeatable, for the demo. Times stay those of the file.
    Raises: `NotAllowed`; `ExchangeRefused`; `Cancelled` when `progress` answers False.
    """
    insist(work, HANDS)
    refuse_what_is_there(work, checked)
    new = newcomers(work.session, checked)
    made = ImportRow(
        id=new_key(),
        at=work.now,
        by=work.by,
        sha256=checked.sha256,
        counts=_counts(checked),
        new_areas=new.areas,
        new_staff=new.staff,
    )
    takes_over = is_empty(work.session)
    if takes_over:
        _take_over(work, checked)
    _add_areas(work, new.areas, checked.project["areas"] if takes_over else None)
    _add_staff(work, new.staff)
    counts = dict(made.counts)
    work.session.execute(
        insert(Import).values(id=made.id, at=made.at, by=made.by, sha256=made.sha256, counts=counts)
    )
    steps = Steps(progress, "writing", every=1)
    Writer(work, made.id, person_codes(work.session, rng), checked).write(checked.rows, steps)
    audit.note(work, "imported", made.id, sha256=made.sha256, counts=counts)
    return Done(made, changed("everything"))


def _counts(checked: Checked) -> dict[str, int]:
    return {name: len(rows) for name, rows in checked.rows.items()}


def _span(checked: Checked) -> tuple[date | None, date | None]:
    """Return the first and the last local day on which something began or happened."""
    moments: list[datetime] = []
    days: list[date] = []
    for name, shape in TABLES.items():
        found = [row[shape.sorted_by] for row in checked.rows[name] if shape.sorted_by in row]
        if found and isinstance(found[0], datetime):
            moments += (min(found), max(found))
        elif found:
            days += (min(found), max(found))
    days += (moment.astimezone(checked.zone).date() for moment in moments)
    return min(days, default=None), max(days, default=None)


def _take_over(work: Work, checked: Checked) -> None:
    """Make the empty casebook the file's project: id, name, zone, and its areas in its order."""
    session, project = work.session, checked.project
    values = {"code": project["id"], "name": project["name"], "timezone": project["timezone"]}
    if session.scalar(select(Project.only)) is None:
        session.execute(insert(Project).values(started_at=work.now, **values))
    else:
        session.execute(update(Project).values(**values))
    session.execute(delete(Area).where(Area.code.not_in([*project["areas"], *STANDING_AREAS])))


def _add_areas(work: Work, codes: tuple[str, ...], order: tuple[str, ...] | None) -> None:
    """Add new areas with words made from the code; `order` puts all of them in the file's."""
    first = next_area_sort(work.session)
    if codes:
        work.session.execute(
            insert(Area),
            [
                {"code": code, "label": lists.area_label(code), "sort": first + place}
                for place, code in enumerate(codes)
            ],
        )
    for place, code in enumerate(order or ()):
        work.session.execute(update(Area).where(Area.code == code).values(sort=place))


def _add_staff(work: Work, codes: tuple[str, ...]) -> None:
    """Add colleagues who are known by their code alone and cannot sign in."""
    if codes:
        work.session.execute(
            insert(Staff),
            [
                {
                    "id": new_key(),
                    "code": code,
                    "role": IMPORTED_ROLE,
                    "active": False,
                    "created_at": work.now,
                }
                for code in codes
            ],
        )
