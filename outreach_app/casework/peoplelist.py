"""The list of people: everybody by name, with what is next for them and how they may be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select

from models.people import Case, ContactRoute, Person
from models.sharing import Consent
from outreach_app.casework import needs, own_work, people, tasks, yes_in_force
from outreach_app.casework.people import NOT_SEEN_DAYS, PersonLine, RouteRow
from outreach_app.casework.seen import merges
from outreach_app.vocabulary import Vocabulary
from outreach_app.work import Work

# A task or a last day of consent this near stands in the column *Now*.
NEAR_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Now:
    """What is next for somebody.

    `kind` is a kind of task, or ``consent_ends`` (with `day`), ``waiting`` or ``not_seen`` (with
    `days`). `text` is the task as it was written down.
    """

    kind: str
    text: str = ""
    day: date | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; a restricted one is empty but for its `person.id`."""

    person: PersonLine
    owner: str | None = None
    now: Now | None = None
    routes: tuple[RouteRow, ...] = ()
    deceased: bool = False

    @property
    def hidden(self) -> bool:
        """Tell whether the person at the keyboard may see that it is there, and nothing else."""
        return self.person.restricted and not self.person.alias

    def unseen_days(self, today: date) -> int:
        """Return for how many days an open case has not been seen; 0 when that is not counted."""
        if self.deceased or not self.person.open_case or self.person.seen_on is None:
            return 0
        return (today - self.person.seen_on).days


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Everybody, the day it is, and the lists that put codes into words."""

    lines: tuple[Line, ...]
    today: date
    lists: Vocabulary

    @property
    def seen_this_year(self) -> int:
        """Return how many people were seen since the first of January."""
        days = (line.person.seen_on for line in self.lines)
        return sum(day is not None and day.year == self.today.year for day in days)

    @property
    def may_open(self) -> int:
        """Return how many records the person at the keyboard may open."""
        return sum(not line.hidden for line in self.lines)


def listed(work: Work) -> PeopleList:
    """Return the list of people as the person at the keyboard may see it.

    Of a record that they do not open there stand the name, the care flags and the last day alone.
    """
    lines = people.everyone(work)
    closed = own_work.closed(work, {person.id for person in lines})
    owners = _owners(work)
    routes = _routes(work)
    gone = frozenset(work.session.scalars(select(Person.id).where(Person.deceased_on.is_not(None))))
    todo = _first_tasks(work)
    ends = _ending_consents(work)
    waiting = _waiting_days(work)
    found = []
    for person in lines:
        hidden = person.restricted and not person.alias
        if hidden:
            found.append(Line(person))
            continue
        if person.id in closed:
            bare = replace(person, open_case=False, open_needs=())
            found.append(Line(bare, deceased=person.id in gone))
            continue
        line = Line(
            person,
            owner=owners.get(person.id),
            routes=routes.get(person.id, ()),
            deceased=person.id in gone,
        )
        found.append(_with_now(line, work.today, todo, ends, waiting))
    return PeopleList(tuple(found), work.today, work.lists)


def _with_now(
    line: Line,
    today: date,
    todo: Mapping[str, Now],
    ends: Mapping[str, date],
    waiting: Mapping[str, int],
) -> Line:
    """Choose one thing: what somebody wrote down comes before what the program counted."""
    key = line.person.id
    now: Now | None = None
    if line.deceased:
        return line
    if key in todo:
        now = todo[key]
    elif key in ends:
        now = Now("consent_ends", day=ends[key])
    elif (unseen := line.unseen_days(today)) >= NOT_SEEN_DAYS:
        now = Now("not_seen", days=unseen)
    elif key in waiting:
        now = Now("waiting", days=waiting[key])
    return Line(line.person, line.owner, now, line.routes, line.deceased)


def _owners(work: Work) -> dict[str, str | None]:
    rows = work.session.execute(
        select(func.coalesce(Person.merged_into, Person.id), Case.owner)
        .join(Person, Person.id == Case.person_id)
        .where(Case.closed_on.is_(None))
        .order_by(Case.id)
    )
    return {row[0]: row[1] for row in rows}


def _routes(work: Work) -> dict[str, tuple[RouteRow, ...]]:
    rows = work.session.execute(
        select(
            func.coalesce(Person.merged_into, Person.id),
            ContactRoute.route,
            ContactRoute.value,
            ContactRoute.safe,
            ContactRoute.rule,
        )
        .join(Person, Person.id == ContactRoute.person_id)
        .where(ContactRoute.ended_at.is_(None))
        .order_by(ContactRoute.noted_at, ContactRoute.id)
    )
    found: dict[str, tuple[RouteRow, ...]] = {}
    for person_id, route, value, safe, rule in rows:
        row = RouteRow(route, value, safe, rule)
        found[person_id] = (*found.get(person_id, ()), row)
    return found


def _first_tasks(work: Work) -> dict[str, Now]:
    limit = work.today + timedelta(days=NEAR_DAYS)
    joined = merges(work)
    found: dict[str, Now] = {}
    for task in tasks.waiting(work, mine=False):
        if task.person_id and (task.due_on is None or task.due_on <= limit):
            key = joined.get(task.person_id, task.person_id)
            found.setdefault(key, Now(task.kind, task.text, task.due_on))
    return found


def _ending_consents(work: Work) -> dict[str, date]:
    """Find the earliest last day of a yes that is in force and ends within the week."""
    whole = func.coalesce(Person.merged_into, Consent.person_id)
    about = func.coalesce(Consent.incident_id, whole)
    place = (
        func.row_number()
        .over(
            partition_by=(about, Consent.scope),
            order_by=tuple(column.desc() for column in yes_in_force.DECIDES),
        )
        .label("place")
    )
    last = (
        select(whole.label("person_id"), Consent.state, Consent.expires_on, place)
        .outerjoin(Person, Person.id == Consent.person_id)
        .subquery()
    )
    rows = work.session.execute(
        select(last.c.person_id, func.min(last.c.expires_on))
        .where(
            last.c.place == 1,
            last.c.state == "given",
            last.c.person_id.is_not(None),
            last.c.expires_on.between(work.today, work.today + timedelta(days=NEAR_DAYS)),
        )
        .group_by(last.c.person_id)
    )
    return {row[0]: row[1] for row in rows}


def _waiting_days(work: Work) -> dict[str, int]:
    joined = merges(work)
    found: dict[str, int] = {}
    for need in needs.listing(work):
        if need.status == "waiting":
            key = joined.get(need.person_id, need.person_id)
            found[key] = max((work.today - need.status_on).days, found.get(key, 0))
    return found
