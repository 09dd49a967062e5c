"""Month end: what should be looked at before a month is frozen. Nothing of it must be.

Each item is a count and the page it leads to. Source: workflow 6.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from models.contacts import Contact, OutreachSession
from models.incidents import Incident, PathEvent
from models.people import Person
from models.record import FormDraft
from models.support import Need, NeedEvent, Referral
from outreach_app.casework import doubles
from outreach_app.casework.incidents import UNDECIDED
from outreach_app.casework.roles import CASEWORK
from outreach_app.reports import adding, jumps, withheld
from outreach_app.statistics.periods import Period
from outreach_app.work import Work

# How long a choice about police, or a need, may wait before it stands on the list.
UNDECIDED_DAYS: Final = 14
UNTOUCHED_DAYS: Final = 28
_MOST: Final = 100
_OFFICIALS: Final = "OF"
_BREACHES: Final = "G03_disclosures_without_valid_consent"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: how many there are, and where one press leads.

    `code` is ``sessions``, ``paper``, ``doubles``, ``undecided``, ``needs``, ``drafts``,
    ``disagree`` or ``breaches``; `page` is "" where there is nothing to open; `many` tells that
    there may be more than `count`.
    """

    code: str
    count: int
    page: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    many: bool = False


def checklist(work: Work, month: Period) -> tuple[Item, ...]:
    """Return everything that should be looked at for a month, also what is in order (nought).

    What the role of the person at the keyboard may not open is counted and leads nowhere.
    """
    items: tuple[Callable[[Work, Period], Item], ...] = (
        *(_sessions, _paper, _doubles, _undecided, _needs, _drafts),
    )
    return (*(item(work, month) for item in items), *_figures(work, month))


def _sessions(work: Work, month: Period) -> Item:
    """Count shifts that started by the end of the month and were never ended."""
    keys = _shifts(work, month, OutreachSession.ended_at.is_(None))
    return Item("sessions", len(keys), *_to("session", session_id=keys[:1]))


def _paper(work: Work, month: Period) -> Item:
    """Count ended shifts of the month with no contact: a paper sheet may wait to be typed."""
    start, _end = month.bounds(work.zone)
    written = select(Contact.id).where(
        Contact.session_id == OutreachSession.id, Contact.voided_at.is_(None)
    )
    keys = _shifts(
        work,
        month,
        OutreachSession.ended_at.is_not(None),
        OutreachSession.started_at >= start,
        ~written.exists(),
    )
    return Item("paper", len(keys), *_to("session", session_id=keys[:1]))


def _shifts(work: Work, month: Period, *conditions: ColumnElement[bool]) -> list[str]:
    _, end = month.bounds(work.zone)
    wanted = (
        select(OutreachSession.id)
        .where(
            OutreachSession.started_at < end,
            OutreachSession.voided_at.is_(None),
            *conditions,
        )
        .order_by(OutreachSession.started_at)
    )
    return list(work.session.scalars(wanted))


def _doubles(work: Work, _: Period) -> Item:
    """Count pairs of records that may be one person; only whoever works with people sees them."""
    if work.role not in CASEWORK:
        return Item("doubles", 0)
    found = len(doubles.doubles(work, _MOST + 1))
    page = "doubles" if found else ""
    return Item("doubles", min(found, _MOST), page, many=found > _MOST)


def _undecided(work: Work, month: Period) -> Item:
    """Count incidents told over 14 days ago with nothing decided about police."""
    _, end = month.bounds(work.zone)
    officials = work.lists["incident_type"].where("group", _OFFICIALS)
    decided = select(PathEvent.id).where(
        PathEvent.incident_id == Incident.id, PathEvent.path != UNDECIDED
    )
    before = min(end, work.now - timedelta(days=UNDECIDED_DAYS))
    count = _count(
        work,
        Incident.id,
        Incident.disclosed_at < before,
        Incident.voided_at.is_(None),
        Incident.type.not_in(sorted(officials)),
        ~decided.exists(),
    )
    return Item("undecided", count, *_to("incidents", chip="open" if count else None))


def _needs(work: Work, month: Period) -> Item:
    """Count needs of the month's end with no step and no referral for 28 days."""
    since = min(month.last, work.today - timedelta(days=UNTOUCHED_DAYS))
    # The first step says that the need was told; a need with a second one has been worked on.
    steps = (
        select(func.count())
        .select_from(NeedEvent)
        .where(NeedEvent.need_id == Need.id)
        .scalar_subquery()
    )
    referred = select(Referral.id).where(Referral.need_id == Need.id)
    alive = select(Person.id).where(Person.id == Need.person_id, Person.deceased_on.is_(None))
    count = _count(
        work,
        Need.id,
        Need.identified_on <= since,
        Need.voided_at.is_(None),
        steps <= 1,
        ~_closed(work).exists(),
        ~referred.exists(),
        alive.exists(),
    )
    # Counted are everybody's, so that they are not to be looked for among one's own.
    where = {"chip": "open", "whose": "everyone"} if count else {}
    return Item("needs", count, "needs" if count else "", where)


def _closed(work: Work) -> Any:
    closing = work.lists["need_status"].where("closes", value=True)
    return select(NeedEvent.id).where(
        NeedEvent.need_id == Need.id, NeedEvent.status.in_(sorted(closing))
    )


def _drafts(work: Work, _: Period) -> Item:
    """Count what was typed and never saved, by anybody; one's own are carried on from Today."""
    count = _count(work, FormDraft.id)
    mine = _count(work, FormDraft.id, FormDraft.staff_code == work.by)
    return Item("drafts", count, "today" if mine else "")


def _figures(work: Work, month: Period) -> tuple[Item, Item]:
    """Count lines that do not add up, and what left on consent with none in force.

    Both must be nought (report lines, part 5, points 2 to 5).
    """
    figures = withheld.exact(work, month, work.now).figures
    found = figures.lines[_BREACHES]
    breaches = found if isinstance(found, int) else 0
    wrong = adding.disagreements(figures, work.lists)
    to_lines = jumps.to_line(work, month, work.now, wrong[0]) if wrong else jumps.NOWHERE
    to_breaches = jumps.to_breaches(work, month, work.now) if breaches else jumps.NOWHERE
    return (
        Item("disagree", len(wrong), *to_lines),
        Item("breaches", breaches, *to_breaches),
    )


def _count(work: Work, key: Any, *conditions: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(key)).where(*conditions)) or 0


def _to(page: str, **where: Any) -> tuple[str, dict[str, Any]]:
    """Return page and parameters; nothing to open where a parameter is missing."""
    given = {
        name: value[0] if isinstance(value, list) else value
        for name, value in where.items()
        if value
    }
    return (page, given) if len(given) == len(where) else ("", {})
