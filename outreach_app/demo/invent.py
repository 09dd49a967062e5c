"""A whole invented project as one exchange object, deterministic for a moment and a seed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from outreach_app.demo import (
    amendments,
    casefiles,
    cast,
    harm,
    justice,
    meetings,
    protection,
    referring,
    reporting,
    rota,
    sharing,
    standing,
    wants,
)
from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import Ledger
from outreach_app.demo.world import ZONE_NAME, Row, World, day_of, number, plain, written

FORMAT: Final = {"format": "casebook-exchange", "format_version": 1}


@dataclass(frozen=True, slots=True)
class Story:
    """The exchange object, and by id the people who stand for a scene of the sample.

    `roles` may hold ``ending`` (an answer ends tomorrow), ``chase`` (a service does not answer),
    ``housing`` (a referral waits for an answer) and ``young`` (the restricted record).
    """

    data: dict[str, Any]
    roles: dict[str, str]


def invent(until: datetime, months: int = 18, seed: int = 2025) -> dict[str, Any]:
    """Return an exchange object of the `months` months before `until` and of its own month so far.

    `until` is an aware moment; nothing in the object lies later. No name, number or plate in it
    belongs to anybody.
    """
    return compose(until, months, seed).data


def compose(until: datetime, months: int = 18, seed: int = 2025) -> Story:
    """Return the exchange object and who plays a part in the scenes of the sample."""
    world = World(until.astimezone(UTC).replace(microsecond=0), months, seed)
    members = cast.people(world)
    cast.work_status(world, members)
    by_id = {member.id: member for member in members}
    sessions = rota.sessions(world)
    contacts = amendments.settle(world, members, meetings.contacts(world, members, sessions))
    incidents = harm.incidents(world, members, contacts)
    ledger = Ledger(world, world.dice("ledger"))
    first_met, met = _met(contacts)
    standing.answers(world, members, first_met, ledger)
    reporting.decide(world, incidents, by_id, ledger)
    justice.follow(world, incidents)
    cases = casefiles.cases(world, members, met)
    needs = wants.needs(world, by_id, contacts, cases)
    referrals = referring.referrals(world, by_id, needs, ledger)
    standing.end_with_death(members, incidents, ledger)
    refused = sharing.refusals(world, incidents, ledger)
    ending = standing.ending_soon(world, members, ledger)
    sent = sharing.alerts(world, incidents, ledger)
    left = [*sharing.disclosures(world, incidents, sent, ledger), *referrals.disclosed]
    concerns = protection.safeguarding(world, members, incidents, contacts)
    left.extend(_protecting(concerns, by_id))
    names = written("names")
    data = {
        **FORMAT,
        "project": {
            "id": names["project_code"],
            "name": names["project"],
            "timezone": ZONE_NAME,
            "areas": names["areas"],
        },
        "sessions": sessions,
        "persons": [member.row for member in members],
        "cases": cases,
        "contacts": contacts,
        "incidents": [_without_helpers(row) for row in incidents],
        "alerts": sent,
        "consents": _ordered(ledger.rows, "at", "CNS", 4),
        "disclosures": _ordered(left, "at", "DIS", 4),
        "blocked_disclosures": _ordered(refused, "at", "BLK", 2),
        "needs": needs,
        "referrals": referrals.rows,
        "safeguarding": concerns,
        "police_complaints": protection.complaints(world, incidents, contacts),
        "enforcement_events": protection.enforcement(world),
        "partner_reports": protection.partner_reports(world),
    }
    young = next(member.id for member in members if member.young)
    roles = {**referrals.roles, "young": young, **({"ending": ending} if ending else {})}
    return Story(plain(data), roles)


def _met(contacts: Iterable[Row]) -> tuple[dict[str, datetime], dict[str, list[date]]]:
    """Return when each person was first met, and the days they were met."""
    first: dict[str, datetime] = {}
    days: dict[str, list[date]] = {}
    for row in contacts:
        key = row["person_id"]
        if key and amendments.counted(row) and row["person_linked_at"] is None:
            first.setdefault(key, row["started_at"])
            days.setdefault(key, []).append(day_of(row["started_at"]))
    return first, days


def _protecting(concerns: Iterable[Row], members: dict[str, Member]) -> Iterable[Row]:
    for concern in concerns:
        referred = [e for e in concern["status_events"] if e["status"] == "referred"]
        if referred and "under_18" in concern["concerns"]:
            member = members[concern["person_id"]]
            yield sharing.to_protect_child(member, referred[0]["recorded_at"])


def _ordered(rows: list[Row], moment: str, prefix: str, width: int) -> list[Row]:
    rows.sort(key=lambda row: row[moment])
    number(rows, prefix, width)
    return rows


def _without_helpers(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in harm.HELPERS}
