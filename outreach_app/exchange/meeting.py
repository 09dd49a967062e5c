"""What a file meets in the casebook: rows it has already, its project, areas and staff."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.project import Area, Import, Project, Staff
from models.types import moment_text
from outreach_app.exchange.checked import Checked
from outreach_app.exchange.problems import Findings, stand_alone
from outreach_app.exchange.shelves import SHELVES, Shelf
from outreach_app.work import Work

_AT_A_TIME: Final = 5000


def is_empty(session: Session) -> bool:
    """Tell whether the casebook has no record at all, so that it may become the file's project."""
    return not any(session.scalar(select(exists().select_from(shelf.table))) for shelf in SHELVES)


def refuse_what_is_there(work: Work, checked: Checked) -> None:
    """Check the file against the casebook (the last step of 7.1).

    Raises: `ExchangeRefused` with E-PROJECT and E-EXISTS problems.
    """
    session = work.session
    before = session.execute(
        select(Import.at, Import.by).where(Import.sha256 == checked.sha256).order_by(Import.at)
    ).first()
    if before:
        stand_alone("E-EXISTS", "exists_file", at=moment_text(before.at), by=before.by)
    if is_empty(session):
        return
    out = Findings()
    _compare_project(session, checked, out)
    imports = {
        key: (moment_text(at), by)
        for key, at, by in session.execute(select(Import.id, Import.at, Import.by))
    }
    places = checked.tables.places
    for shelf in SHELVES:
        _compare_rows(session, shelf, places[shelf.name], imports, out)
    out.refuse()


def _compare_project(session: Session, checked: Checked, out: Findings) -> None:
    own = session.execute(select(Project.code, Project.timezone)).first()
    if own is None:
        return
    out.at("project", 0)
    for field, reason, ours in (
        ("id", "project_id", own.code),
        ("timezone", "project_zone", own.timezone),
    ):
        if checked.project[field] != ours:
            out.add("E-PROJECT", field, reason, own=ours, other=checked.project[field])


def _compare_rows(
    session: Session,
    shelf: Shelf,
    places: dict[str, int],
    imports: dict[str, tuple[str, str]],
    out: Findings,
) -> None:
    if not places:
        return
    columns = shelf.table.c
    ours = session.execute(select(columns.source_id, columns.id, columns.import_id))
    for source_id, key, import_id in ours.yield_per(_AT_A_TIME):
        for id_ in (source_id, key):
            if id_ not in places:
                continue
            out.at(shelf.name, places[id_], id_)
            if import_id in imports:
                at, by = imports[import_id]
                out.add("E-EXISTS", "id", "exists", at=at, by=by)
            else:
                out.add("E-EXISTS", "id", "exists_own")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Areas and staff codes the casebook does not have yet, in the order of the file."""

    areas: tuple[str, ...]
    staff: tuple[str, ...]


def newcomers(session: Session, checked: Checked) -> Newcomers:
    """Find out which areas and staff codes would come in with the file."""
    known = set(session.scalars(select(Area.code)))
    areas = tuple(code for code in checked.project["areas"] if code not in known)
    colleagues = set(session.scalars(select(Staff.code)))
    return Newcomers(areas, tuple(c for c in _staff_codes(checked) if c not in colleagues))


def _staff_codes(checked: Checked) -> list[str]:
    codes = {row["recorded_by"] for row in checked.rows["contacts"] if "recorded_by" in row}
    codes.update(row["by"] for row in checked.rows["blocked_disclosures"] if "by" in row)
    for row in checked.rows["sessions"]:
        codes.update(row.get("workers", ()))
    return sorted(codes)


def next_area_sort(session: Session) -> int:
    """Return the place behind the project's own areas and before the standing ones."""
    last = session.scalar(select(func.max(Area.sort)).where(Area.sort < STANDING_SORT))
    return 0 if last is None else last + 1


STANDING_SORT: Final = 1000
