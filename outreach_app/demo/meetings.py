"""The contacts of the invented project: month by month, person by person, and tonight's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from outreach_app.demo import supplies
from outreach_app.demo.cast import Member
from outreach_app.demo.world import STAFF, Month, Row, World, at, day_of, weighted

# The session a contact belongs to decides where it took place.
SETTING: Final = {
    "van_night": "street_van",
    "drop_in_session": "drop_in",
    "netreach_session": "netreach",
    "indoor_round": "indoor_visit",
    "clinic_session": "satellite_clinic",
    "group_session": "group",
}
_VENUES: Final = {
    "street": {"van_night": 62, "drop_in_session": 27, "casework": 8, "clinic_session": 2,
               "group_session": 1},
    "indoor": {"indoor_round": 44, "drop_in_session": 26, "casework": 16, "netreach_session": 10,
               "clinic_session": 2, "group_session": 2},
    "online": {"netreach_session": 52, "casework": 24, "drop_in_session": 20, "group_session": 4},
    "young": {"drop_in_session": 70, "casework": 30},
}  # fmt: skip
_NOBODY: Final = {"van_night": 6, "netreach_session": 3, "drop_in_session": 2, "indoor_round": 1}
_CASEWORK: Final = {
    "phone": 34, "text": 24, "appointment": 15, "accompany": 9, "walk_in": 8, "home_visit": 5,
    "online_support": 3, "hospital": 1, "court": 1,
}  # fmt: skip
_LENGTH: Final = {
    "street_van": (5, 30), "drop_in": (15, 75), "netreach": (5, 25), "indoor_visit": (10, 40),
    "satellite_clinic": (15, 40), "group": (60, 90), "phone": (5, 35), "text": (5, 15),
    "appointment": (30, 75), "accompany": (60, 210), "walk_in": (10, 60), "home_visit": (30, 80),
    "online_support": (10, 30), "hospital": (30, 120), "court": (60, 240),
}  # fmt: skip
_SEASON: Final = {1: -3, 3: 4, 8: -4, 11: 3, 12: -7}


@dataclass(slots=True)
class Plan:
    """What one month has: its sessions by kind, and who was met in which of them."""

    month: Month
    sessions: dict[str, list[Row]]
    met: set[tuple[str, str]]


def contacts(world: World, members: list[Member], sessions: list[Row]) -> list[Row]:
    """Invent the counted contacts and the attempts, without ids and in no order yet."""
    dice = world.dice("meetings")
    by_month: dict[tuple[int, int], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for session in sessions:
        if session["ended_at"] is not None:
            day = day_of(session["started_at"])
            by_month[day.year, day.month][session["type"]].append(session)
    rows: list[Row] = []
    for month in world.calendar():
        plan = Plan(month, by_month[month.first.year, month.first.month], set())
        rows.extend(_month(world, dice, plan, members))
    if sessions and sessions[-1]["ended_at"] is None:
        rows.extend(_tonight(world, members, sessions[-1]))
    return rows


def _targets(world: World, dice: Random, month: Month) -> tuple[int, int, int]:
    """Return how many people, contacts and not named contacts a month should have."""
    grown = month.number / max(world.months, 1)
    people = 44 + 9 * grown + dice.uniform(-1.5, 2)
    meetings = 113 + 26 * grown + _SEASON.get(month.first.month, 0) + dice.uniform(-5, 6)
    unnamed = 11 + dice.uniform(-2, 2)
    early = min(1.0, month.part * 1.35)
    return round(people * early), round(meetings * month.part), round(unnamed * month.part)


def _month(world: World, dice: Random, plan: Plan, members: list[Member]) -> Iterator[Row]:
    people, meetings, unnamed = _targets(world, dice, plan.month)
    here = [m for m in members if m.about(plan.month.last) or _goes_in(m, plan.month)]
    must = [m for m in here if plan.month.first <= m.joins <= plan.month.last]
    rest = [m for m in here if m not in must]
    chosen = must + dice.sample(rest, max(0, min(len(rest), people - len(must))))
    more = max(0, meetings - unnamed - len(chosen))
    extra = dice.choices(chosen, [m.often for m in chosen], k=more) if chosen else []
    for member in (*chosen, *extra):
        yield from _meet(world, dice, plan, member)
    for _ in range(unnamed):
        session = _any_session(dice, plan, _NOBODY)
        if session:
            yield _in_session(world, dice, session, None)
    for _ in range(round(dice.uniform(7, 13) * plan.month.part)):
        yield from _attempt(world, dice, plan, rest)


def _goes_in(member: Member, month: Month) -> bool:
    return member.gone is not None and month.first < member.gone and member.joins < month.first


def _any_session(dice: Random, plan: Plan, table: dict[str, int]) -> Row | None:
    held = {kind: weight for kind, weight in table.items() if plan.sessions.get(kind)}
    return dice.choice(plan.sessions[weighted(dice, held)]) if held else None


def _meet(world: World, dice: Random, plan: Plan, member: Member) -> Iterator[Row]:
    """Find a time for one contact: a session not yet used for this person, else casework."""
    for _ in range(12):
        venues = _VENUES[member.style]
        kinds = {k: w for k, w in venues.items() if k == "casework" or plan.sessions.get(k)}
        kind = weighted(dice, kinds)
        if kind == "casework":
            row = _casework(world, dice, plan, member)
            if row is not None:
                yield row
                return
            continue
        session = dice.choice(plan.sessions[kind])
        if (member.id, session["id"]) not in plan.met and member.about(
            day_of(session["started_at"])
        ):
            plan.met.add((member.id, session["id"]))
            yield _in_session(world, dice, session, member)
            return


def _in_session(world: World, dice: Random, session: Row, member: Member | None) -> Row:
    setting = SETTING[session["type"]]
    start, end = session["started_at"], session["ended_at"]
    length = int((end - start).total_seconds() // 60)
    started = start + timedelta(minutes=dice.randint(5, max(6, length - 15)))
    area = session["area"] or (member.area if member else None)
    if area in (None, "online") and setting != "netreach":
        area = dice.choice(("canalside", "foundry", "market_end", "northgate"))
    row = _row(world, dice, member, started, setting)
    row |= {
        "recorded_by": dice.choice(session["workers"]),
        "session_id": session["id"],
        "area": area,
        "recorded_at": min(world.soon(started, dice.randint(3, 50)), session["recorded_at"]),
    }
    return row


def _casework(world: World, dice: Random, plan: Plan, member: Member) -> Row | None:
    days = (plan.month.last - plan.month.first).days
    day = plan.month.first + timedelta(days=dice.randint(0, days))
    started = at(day, dice.randint(9, 16), dice.choice((0, 5, 10, 20, 30, 40, 45, 50)))
    if day.weekday() > 4 or started >= world.until or not member.about(day):
        return None
    row = _row(world, dice, member, started, weighted(dice, _CASEWORK))
    row["area"] = member.area
    return row


def _row(world: World, dice: Random, member: Member | None, started: datetime, setting: str) -> Row:
    items, returned = supplies.given(dice, setting, member)
    short, long = _LENGTH[setting]
    brief = setting == "street_van" and dice.random() < 0.4
    return {
        "id": None,
        "person_id": member.id if member else None,
        "person_linked_at": None,
        "started_at": started,
        "recorded_at": world.soon(started, dice.randint(4, 45)),
        "recorded_by": dice.choice(STAFF),
        "setting": setting,
        "outcome": "brief" if brief else "engaged",
        "initiator": dice.choice(("person", "person", "person", "project", "peer")),
        "session_id": None,
        "area": "unknown",
        "minutes": 5 if brief else dice.randint(short, long) // 5 * 5,
        "supplies": items,
        "needle_returns": returned,
        "late_reason": None,
        "voided_at": None,
        "void_reason": None,
    }


def _attempt(world: World, dice: Random, plan: Plan, rest: list[Member]) -> Iterator[Row]:
    """Invent one effort that was no contact: nobody answered, or a no, or talk with others."""
    if not rest:
        return
    row = _casework(world, dice, plan, dice.choice(rest))
    if row is None:
        return
    row |= {"supplies": {}, "needle_returns": 0, "minutes": 0, "initiator": "project"}
    row["setting"] = dice.choice(("phone", "phone", "text", "home_visit"))
    row["outcome"] = dice.choice(("attempted", "attempted", "attempted", "declined", "third_party"))
    yield row


# Minutes after the start of the van night, who is named, and nothing that is not needed.
_TONIGHT: Final = (
    (9, True), (21, False), (34, True), (46, True), (58, False), (73, True), (86, True),
    (97, False), (112, False), (128, True), (147, True), (163, False), (181, True), (199, False),
)  # fmt: skip


def _tonight(world: World, members: list[Member], session: Row) -> Iterator[Row]:
    """Invent the contacts of the van that is out at `until`."""
    dice = world.dice("tonight")
    fit = [m for m in members if m.style == "street" and m.about(world.today) and not m.young]
    named = iter(dice.sample(fit, min(len(fit), len(_TONIGHT))))
    for minutes, known in _TONIGHT:
        started = session["started_at"] + timedelta(minutes=minutes)
        if started + timedelta(minutes=2) > world.until:
            return
        member = next(named, None) if known else None
        row = _row(world, dice, member, started, "street_van")
        row["supplies"].setdefault("condom_ext", 10)
        row |= {"session_id": session["id"], "recorded_by": session["workers"][minutes % 2]}
        row["recorded_at"] = started + timedelta(minutes=2)
        row["area"] = member.area if member else "canalside"
        if row["area"] == "online":
            row["area"] = "canalside"
        yield row
