"""Invented rows for laws: contacts, incidents, needs, cases over a few weeks, in awkward order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from outreach_app.vocabulary import shipped

Row = dict[str, Any]
FIRST = datetime(2024, 2, 20, tzinfo=UTC)  # a leap day and a clock change lie within
MINUTES = 60 * 24 * 60
PEOPLE = tuple(f"P{number}" for number in range(6))
AREAS = ("north", "south")

moments = st.integers(0, MINUTES).map(lambda minutes: FIRST + timedelta(minutes=minutes))
delays = st.integers(0, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))


def some(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(shipped()[name].codes())


def text(moment: datetime) -> str:
    return moment.isoformat()


@st.composite
def contacts(draw: st.DrawFn) -> Row:
    started = draw(moments)
    recorded = started + draw(delays)
    person = draw(st.none() | st.sampled_from(PEOPLE))
    linked = person is not None and draw(st.booleans())
    voided = draw(st.booleans()) and draw(st.booleans())
    return {
        "person_id": person,
        "person_linked_at": text(recorded + draw(delays)) if linked else None,
        "started_at": text(started),
        "recorded_at": text(recorded),
        "setting": draw(some("contact_setting")),
        "outcome": draw(some("contact_outcome")),
        "area": draw(st.sampled_from(AREAS)),
        "needle_returns": draw(st.integers(0, 30)),
        "supplies": draw(st.dictionaries(some("supply_item"), st.integers(1, 50), max_size=2)),
        "voided_at": text(recorded + draw(delays)) if voided else None,
        "void_reason": "test" if voided else None,
    }


@st.composite
def incidents(draw: st.DrawFn) -> Row:
    told = draw(moments)
    recorded = told + draw(delays)
    steps = draw(st.lists(some("police_path"), max_size=3))
    voided = draw(st.booleans()) and draw(st.booleans())
    return {
        "person_id": draw(st.none() | st.sampled_from(PEOPLE)),
        "disclosed_at": text(told),
        "recorded_at": text(recorded),
        "type": draw(some("incident_type")),
        "area": draw(st.sampled_from(AREAS)),
        "hate_strands": draw(st.lists(some("hate_strand"), max_size=2, unique=True)),
        "path_events": [
            {"on": told.date().isoformat(), "path": path, "recorded_at": text(recorded + late)}
            for path in steps
            for late in [draw(delays)]
        ],
        "voided_at": text(recorded + draw(delays)) if voided else None,
        "void_reason": "duplicate" if voided else None,
    }


@st.composite
def needs(draw: st.DrawFn) -> Row:
    found = draw(moments)
    statuses = draw(st.lists(some("need_status"), max_size=3))
    days = sorted(draw(st.integers(0, 40)) for _ in statuses)
    return {
        "person_id": draw(st.sampled_from(PEOPLE)),
        "category": draw(some("need_category")),
        "identified_on": found.date().isoformat(),
        "recorded_at": text(found + timedelta(days=1)),
        "status_events": [
            {
                "on": (found + timedelta(days=day)).date().isoformat(),
                "status": status,
                "recorded_at": text(found + timedelta(days=day + 1)),
            }
            for status, day in zip(statuses, days, strict=True)
        ],
    }


@st.composite
def cases(draw: st.DrawFn) -> Row:
    opened = draw(moments)
    closed = opened + draw(delays) if draw(st.booleans()) else None
    return {
        "person_id": draw(st.sampled_from(PEOPLE)),
        "opened_on": opened.date().isoformat(),
        "opened_recorded_at": text(opened + timedelta(days=1)),
        "closed_on": closed.date().isoformat() if closed else None,
        "closed_recorded_at": text(closed + timedelta(days=2)) if closed else None,
        "close_reason": draw(some("close_reason")) if closed else None,
    }


@st.composite
def books(draw: st.DrawFn) -> Row:
    merged = draw(st.booleans())
    persons = [
        {"id": code, "alias": code, "merged_into": None, "merged_at": None} for code in PEOPLE
    ]
    if merged:
        persons[0] |= {"merged_into": PEOPLE[1], "merged_at": text(draw(moments))}
    if draw(st.booleans()):
        before = date(2024, 2, draw(st.integers(1, 28))).isoformat()
        persons[2] |= {"first_contact_before": before, "last_contact_before": before}
    found: Row = {
        "project": {"id": "LAW", "name": "Law", "timezone": "Europe/London", "areas": AREAS},
        "persons": list(reversed(persons)),
        "contacts": draw(st.lists(contacts(), max_size=40)),
        "incidents": draw(st.lists(incidents(), max_size=20)),
        "needs": draw(st.lists(needs(), max_size=10)),
        "cases": draw(st.lists(cases(), max_size=8)),
    }
    for table in ("contacts", "incidents", "needs", "cases"):
        for number, row in enumerate(found[table]):
            row["id"] = f"{table}-{number}"
    return found
