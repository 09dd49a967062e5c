"""Registrations of staff and partners: kept apart, so that nothing is linked by them.

Only the lead sees and keeps the list; whoever types one of them hears that it is on it, and no
more. A warning with one of them is stopped (workflow 5, "must not happen").
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from models.matching import SafePlate
from models.types import new_key
from outreach_app.casework import checks, roles
from outreach_app.errors import NoSuchRecord, Problem
from outreach_app.governance import audit
from outreach_app.matching import plates
from outreach_app.matching.plates import Plate, Reading
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Done, Work, changed

_LONGEST = 20


@dataclass(frozen=True, slots=True)
class SafePlateRow:
    """A registration known to be safe, and whose it is."""

    id: str
    plate_said: str
    whose: str
    added_at: datetime


def rule(lists: Vocabulary) -> Reading:
    """Return which characters are easily read for one another (list ``plate_rule``)."""
    return plates.reading(str(each) for each in lists["plate_rule"].map("set").values())


def listed(work: Work) -> tuple[SafePlateRow, ...]:
    """Return the list, as it was written down. For the lead."""
    roles.insist(work, (roles.LEAD,))
    return _rows(work)


def check(plate_said: str, whose: str, lists: Vocabulary) -> tuple[Problem, ...]:
    """Find what must be mended: all of the registration is needed, and whose it is."""
    problems = list(checks.text("plate_said", plate_said, _LONGEST))
    read = plates.read(plate_said, rule(lists))
    if read is None or not read.whole:
        problems.append(Problem("plate_said", "safe_plate_whole"))
    if not checks.clean(whose):
        problems.append(Problem("whose", "required"))
    return (*problems, *checks.text("whose", whose, 200))


def add(work: Work, plate_said: str, whose: str) -> Done[str]:
    """Put a registration on the list. For the lead."""
    roles.insist(work, (roles.LEAD,))
    checks.insist(check(plate_said, whose, work.lists))
    key = new_key()
    work.session.execute(
        insert(SafePlate).values(
            id=key,
            plate_said=plate_said.strip(),
            whose=whose.strip(),
            added_at=work.now,
            added_by=work.by,
        )
    )
    audit.note(work, "safe_plate_added", key)
    return Done(key, changed("incidents", "safe_plates"))


def end(work: Work, key: str) -> Done[str]:
    """Take a registration off the list from now on. For the lead."""
    roles.insist(work, (roles.LEAD,))
    row = work.session.get(SafePlate, key)
    if row is None or row.ended_at is not None:
        raise NoSuchRecord
    row.ended_at, row.ended_by = work.now, work.by
    audit.note(work, "safe_plate_ended", key)
    return Done(key, changed("incidents", "safe_plates"))


def is_safe(work: Work, plate_said: str | None) -> bool:
    """Tell whether a registration is on the list, read with all doubt there may be."""
    read = plates.read(plate_said, rule(work.lists))
    return read is not None and stands_in(read, kept(work))


def kept(work: Work) -> tuple[Plate, ...]:
    """Return the list made ready for comparing."""
    reading = rule(work.lists)
    found = (plates.read(row.plate_said, reading) for row in _rows(work))
    return tuple(each for each in found if each is not None)


def stands_in(plate: Plate, safe: tuple[Plate, ...]) -> bool:
    """Tell whether a whole registration is one of these."""
    return any(plates.compare(plate, each).kind == "full" for each in safe)


def _rows(work: Work) -> tuple[SafePlateRow, ...]:
    found = work.session.execute(
        select(SafePlate.id, SafePlate.plate_said, SafePlate.whose, SafePlate.added_at)
        .where(SafePlate.ended_at.is_(None))
        .order_by(SafePlate.plate_said, SafePlate.id)
    )
    return tuple(SafePlateRow(*row) for row in found)
