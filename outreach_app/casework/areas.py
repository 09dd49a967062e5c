"""The project's areas: coarse parts of town, each in a police area; never deleted once used.

Joining areas follows `list_editing`: records and figures keep the area they were written with.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, insert, select, update

from models.contacts import Contact
from models.project import Area
from outreach_app.casework import checks, list_codes
from outreach_app.casework.list_editing import label_taken
from outreach_app.casework.roles import insist_on_lists
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.vocabulary import STANDING_AREAS
from outreach_app.work import Done, Work, changed

LABEL_LIMIT: Final = 60
# The standing areas come last.
_STANDING_SORT: Final = 1000


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area; without a police area the police tables show it as not set.

    `uses` counts contacts, `joined_into` is the area that stands for it since they were joined.
    """

    code: str
    label: str
    police_area: str | None
    active: bool
    joined_into: str | None
    uses: int

    @property
    def standing(self) -> bool:
        """Tell whether every project has this one."""
        return self.code in STANDING_AREAS


def add(work: Work, label: str, police_area: str | None = None) -> Done[AreaRow]:
    """Add an area; its code is made from its name."""
    insist_on_lists(work)
    checks.insist(_check(work, label, police_area, None))
    code = list_codes.new_code(label, work.lists["area"].codes(), "")
    last = work.session.scalar(select(func.max(Area.sort)).where(Area.sort < _STANDING_SORT))
    work.session.execute(
        insert(Area).values(
            code=code,
            label=label.strip(),
            police_area=checks.clean(police_area),
            sort=0 if last is None else last + 1,
            active=True,
        )
    )
    return _done(work, "area_added", code)


def rename(work: Work, code: str, label: str, police_area: str | None) -> Done[AreaRow]:
    """Call an area otherwise, or put it into another police area."""
    insist_on_lists(work)
    checks.insist(_check(work, label, police_area, code))
    _change(work, code, label=label.strip(), police_area=checks.clean(police_area))
    return _done(work, "area_renamed", code)


def retire(work: Work, code: str) -> Done[AreaRow]:
    """Take an area off the choice; a standing one stays."""
    insist_on_lists(work)
    if code in STANDING_AREAS:
        checks.insist([Problem("code", "area_standing")])
    _change(work, code, active=False)
    return _done(work, "area_retired", code)


def restore(work: Work, code: str) -> Done[AreaRow]:
    """Put an area back on the choice that was retired or joined."""
    insist_on_lists(work)
    checks.insist(label_taken(work.lists["area"], work.lists["area"].label(code), code))
    _change(work, code, active=True, merged_into=None)
    return _done(work, "area_restored", code)


def join(work: Work, code: str, into: str) -> Done[AreaRow]:
    """Retire an area because another stands for it from now on."""
    insist_on_lists(work)
    known = work.lists["area"].entries
    if code in STANDING_AREAS:
        checks.insist([Problem("code", "area_standing")])
    if into == code or into not in known or not known[into].active:
        checks.insist([Problem("into", "join_target")])
    _change(work, code, active=False, merged_into=into)
    work.session.execute(update(Area).where(Area.merged_into == code).values(merged_into=into))
    return _done(work, "area_joined", code, into=into)


def rows(work: Work) -> tuple[AreaRow, ...]:
    """Return every area in its order, retired ones too."""
    uses = {
        row.area: row.uses
        for row in work.session.execute(
            select(Contact.area, func.count().label("uses")).group_by(Contact.area)
        )
    }
    found = work.session.execute(
        select(Area.code, Area.label, Area.police_area, Area.active, Area.merged_into).order_by(
            Area.sort, Area.code
        )
    )
    return tuple(AreaRow(*row, uses.get(row.code, 0)) for row in found)


def _check(work: Work, label: str, police_area: str | None, code: str | None) -> list[Problem]:
    return [
        *checks.text("label", label, LABEL_LIMIT, needed=True),
        *checks.text("police_area", police_area, LABEL_LIMIT),
        *label_taken(work.lists["area"], label, code),
    ]


def _change(work: Work, code: str, **values: object) -> None:
    done = work.session.execute(
        update(Area).where(Area.code == code).values(**values).returning(Area.code)
    ).all()
    if not done:
        raise NoSuchRecord


def _done(work: Work, action: str, code: str, **detail: str) -> Done[AreaRow]:
    audit.note(work, action, code, **detail)
    return Done(next(row for row in rows(work) if row.code == code), changed("lists"))
