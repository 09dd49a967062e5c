"""An invented project of some size, three months of it, for what is printed about it."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from outreach_app.vocabulary import shipped

Row = dict[str, Any]
FIRST = datetime(2025, 10, 1, 6, tzinfo=UTC)
DAYS = 92
AREAS = ["north", "south", "east"]
_COMMON = 6


def _pick(random: Random, codes: tuple[str, ...]) -> str:
    """Return mostly one of the first few codes, sometimes a rare one."""
    return random.choice(codes[:_COMMON] if random.random() < 0.8 else codes)


def _moment(random: Random) -> datetime:
    return FIRST + timedelta(minutes=random.randrange(DAYS * 24 * 60 - 600))


def _recorded(random: Random, moment: datetime) -> str:
    late = random.random() < 0.1
    return (moment + timedelta(days=random.randrange(10, 60) if late else 0)).isoformat()


def book(people: int, seed: int) -> Row:
    """Return the rows of a project that knows so many people, always the same for a seed."""
    random = Random(seed)
    lists = shipped()
    persons = [f"P{number}" for number in range(people)]
    contacts = [_contact(random, number, persons) for number in range(people * 4)]
    incidents = [_incident(random, number, persons) for number in range(people)]
    return {
        "project": {"id": "X", "name": "X", "timezone": "Europe/London", "areas": AREAS},
        "persons": [
            {"id": each, "alias": each, "gender": _pick(random, lists["gender"].codes())}
            for each in persons
        ],
        "contacts": contacts,
        "incidents": incidents,
        "consents": [
            {
                "id": f"G{number}",
                "person_id": incident["person_id"],
                "incident_id": incident["id"],
                "scope": "police_intel_anon",
                "state": "given",
                "at": incident["disclosed_at"],
                "recorded_at": incident["recorded_at"],
            }
            for number, incident in enumerate(incidents)
            if incident["person_id"] and random.random() < 0.5
        ],
        "needs": [_need(random, number, persons) for number in range(people)],
    }


def _contact(random: Random, number: int, persons: list[str]) -> Row:
    lists = shipped()
    moment = _moment(random)
    return {
        "id": f"C{number}",
        "person_id": random.choice(persons) if random.random() < 0.7 else None,
        "started_at": moment.isoformat(),
        "recorded_at": _recorded(random, moment),
        "setting": _pick(random, lists["contact_setting"].codes()),
        "outcome": "engaged",
        "area": random.choice(AREAS),
        "needle_returns": 0,
        "supplies": {"condom_ext": 5} if random.random() < 0.5 else {},
    }


def _incident(random: Random, number: int, persons: list[str]) -> Row:
    moment = _moment(random)
    steps = [random.choice(["p101", "intel_anon_num"])] if random.random() < 0.5 else []
    return {
        "id": f"I{number}",
        "person_id": random.choice(persons[: max(len(persons) // 2, 1)]),
        "disclosed_at": moment.isoformat(),
        "recorded_at": _recorded(random, moment),
        "type": _pick(random, shipped()["incident_type"].codes()),
        "area": random.choice(AREAS),
        "hate_strands": ["sex_worker"] if random.random() < 0.4 else [],
        "path_events": [
            {"path": step, "on": moment.date().isoformat(), "recorded_at": moment.isoformat()}
            for step in steps
        ],
    }


def _need(random: Random, number: int, persons: list[str]) -> Row:
    moment = _moment(random)
    return {
        "id": f"N{number}",
        "person_id": random.choice(persons),
        "category": _pick(random, shipped()["need_category"].codes()),
        "identified_on": date.isoformat(moment.date()),
        "recorded_at": _recorded(random, moment),
    }
