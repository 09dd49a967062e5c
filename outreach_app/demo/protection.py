"""Safeguarding, concerns about police, the diary of enforcement, and what partners sent."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from outreach_app.demo import suspects
from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import later
from outreach_app.demo.world import Row, World, at, day_of, number, working_day, written

_STEPS: Final = (
    (("raised", 0), ("decided_refer", 1), ("referred", 1), ("accepted", 6)),
    (("raised", 0), ("decided_not", 2)),
    (("raised", 0), ("referred", 1), ("nfa", 12), ("closed", 20)),
    (("raised", 0), ("referred", 0), ("accepted", 4), ("closed", 60)),
)
_CONCERNS: Final = (
    ["adult_at_risk"], ["domestic"], ["trafficking", "adult_at_risk"], ["child_of_person"],
    ["suicide"], ["missing"], ["domestic", "adult_at_risk"], ["adult_at_risk"],
)  # fmt: skip
_COMPLAINTS: Final = (
    (["focus_on_own"], ("noted", "preparing")),
    (["degrading"], ("noted",)),
    (["not_recorded"], ("noted", "made_force", "recorded", "not_upheld")),
    (["raid", "money_seized"], ("noted", "made_force", "recorded")),
    (["arrest_on_reporting"], ("noted", "made_iopc")),
)


def safeguarding(
    world: World, members: Sequence[Member], incidents: list[Row], contacts: list[Row]
) -> list[Row]:
    """Raise about one concern in two months, the young person's among them."""
    dice = world.dice("safeguarding")
    known = {m.id: m for m in members}
    fit = [
        row
        for row in contacts
        if row["person_id"]
        and row["outcome"] == "engaged"
        and row["voided_at"] is None
        and not known[row["person_id"]].young
        and not known[row["person_id"]].twin
    ]
    rows = []
    places = sorted(dice.sample(range(len(fit)), min(len(_CONCERNS), len(fit))))
    for turn, (place, concerns) in enumerate(zip(places, _CONCERNS, strict=False)):
        contact = fit[place]
        row = _concern(contact["person_id"], None, concerns, contact)
        _take(world, row, _STEPS[turn % len(_STEPS)])
        rows.append(row)
    rows.extend(_for_the_young(world, members, incidents, contacts))
    rows.sort(key=lambda row: row["raised_at"])
    number(rows, "SFG", 2)
    return rows


def _for_the_young(
    world: World, members: Sequence[Member], incidents: list[Row], contacts: list[Row]
) -> list[Row]:
    young = next((m for m in members if m.young), None)
    met = [row for row in contacts if young and row["person_id"] == young.id]
    if not young or not met:
        return []
    told = next((row for row in incidents if row["script"] == "young"), None)
    first = _concern(young.id, None, ["under_18"], met[0])
    _take(world, first, (("raised", 0), ("decided_refer", 0), ("referred", 0), ("accepted", 3)))
    last = _concern(young.id, told["id"] if told else None, ["under_18"], met[-1])
    _take(world, last, (("raised", 0),))
    return [first, last] if met[-1] is not met[0] else [first]


def _concern(person: str, incident: str | None, concerns: list[str], contact: Row) -> Row:
    return {
        "id": None,
        "person_id": person,
        "incident_id": incident,
        "concerns": concerns,
        "raised_at": contact["started_at"],
        "recorded_at": contact["recorded_at"],
        "status_events": [],
    }


def _take(world: World, row: Row, steps: Sequence[tuple[str, int]]) -> None:
    first = day_of(row["raised_at"])
    for status, days in steps:
        day = first + timedelta(days=days) if days < 2 else working_day(first + timedelta(days))
        if day <= world.today:
            recorded = max(row["recorded_at"], min(at(day, 12, 30), world.until))
            row["status_events"].append({"on": day, "status": status, "recorded_at": recorded})


def complaints(world: World, incidents: list[Row], contacts: list[Row]) -> list[Row]:
    """Note concerns about police beside incidents with them, and two told in passing."""
    dice = world.dice("complaints")
    with_police = [r for r in incidents if r["type"] == "police_misconduct" and not r["voided_at"]]
    rows = []
    for turn, incident in enumerate(with_police):
        types, steps = _COMPLAINTS[turn % len(_COMPLAINTS)]
        noted = day_of(incident["disclosed_at"])
        row: Row = {
            "id": None,
            "incident_id": incident["id"],
            "person_id": incident["person_id"],
            "types": types,
            "noted_on": noted,
            "recorded_at": later(incident["recorded_at"], 0),
            "amount_gbp": 240.5 if "money_seized" in types else None,
            "receipt_given": False if "money_seized" in types else None,
            "power_named": None,
            "officers_present": dice.randint(1, 4),
            "status_events": [],
        }
        for place, status in enumerate(steps):
            day = noted if not place else working_day(noted + timedelta(days=place * 24))
            if day <= world.today:
                recorded = max(row["recorded_at"], min(at(day, 16, 5), world.until))
                row["status_events"].append({"on": day, "status": status, "recorded_at": recorded})
        rows.append(row)
    fit = [row for row in contacts if row["person_id"] and row["setting"] == "street_van"]
    rows.extend(_told_in_passing(contact) for contact in dice.sample(fit, min(2, len(fit))))
    rows.sort(key=lambda row: row["noted_on"])
    number(rows, "PCM", 2)
    return rows


def _told_in_passing(contact: Row) -> Row:
    return {
        "id": None,
        "incident_id": None,
        "person_id": contact["person_id"],
        "types": ["not_recorded"],
        "noted_on": day_of(contact["started_at"]),
        "recorded_at": contact["recorded_at"],
        "status_events": [],
    }


# Part of the stretch of time back from today, kind, area, days it lasts, notice, officers, source.
_DIARY: Final = (
    (0.94, "dispersal", "canalside", 2, True, None, "council letter"),
    (0.82, "street_operation", "foundry", 0, False, 6, "seen by the team"),
    (0.71, "welfare_visit", "hillcrest", 0, True, 2, "told by two people"),
    (0.58, "closure", "northgate", 90, True, None, "notice on the door"),
    (0.46, "client_campaign", "canalside", 30, True, None, "local paper"),
    (0.33, "raid", "hillcrest", 0, False, 7, "told by three people"),
    (0.24, "ad_site_change", "online", 0, False, None, "site notice"),
    (0.12, "dispersal", "canalside", 14, True, None, "council letter"),
    (0.03, "policy_change", "unknown", 0, True, None, "liaison meeting"),
)


def enforcement(world: World) -> list[Row]:
    """Write the diary of what happened to areas; nobody is in it."""
    rows = []
    for place, (part, kind, area, lasts, notice, officers, source) in enumerate(_DIARY, start=1):
        day = world.days_back(part)
        rows.append(
            {
                "id": f"ENF-{place:02d}",
                "kind": kind,
                "on": day,
                "until": day + timedelta(days=lasts) if lasts else None,
                "area": area,
                "notice_given": notice,
                "officers": officers,
                "source": source,
            }
        )
    return rows


def partner_reports(world: World) -> list[Row]:
    """Take in suspect facts from partners; two fit people who came back here."""
    dice = world.dice("partners")
    partners = written("names")["partners"]
    van, caller, _ = written("suspects")["repeat"]
    found: list[tuple[float, str, Row | None, Row | None]] = [
        (0.66, "robbery", suspects.vehicle(dice), None),
        (0.52, "assault_no_injury", suspects.vehicle(dice), {"sex": "male", "age": "a35_44"}),
        (0.30, "robbery", {**van["vehicle"], "plate_said": "QV63 TLK"}, dict(van["perpetrator"])),
        (0.21, "blackmail", None, {**caller["perpetrator"], "phone_said": caller["phones"][0]}),
        (0.13, "threats_violence", {**van["vehicle"], "plate_said": "QV6? TLK"}, {"sex": "male"}),
        (0.05, "stalking", None, {"sex": "male", "phone_said": suspects.phone(dice)}),
    ]
    rows = []
    for place, (part, kind, car, person) in enumerate(found):
        received = at(working_day(world.days_back(part) - timedelta(days=4)), 10, 15)
        month = day_of(received) - timedelta(days=12)
        rows.append(
            {
                "id": f"PRT-{place + 1:02d}",
                "project": partners[place % len(partners)],
                "received_at": received,
                "type": kind,
                "month": f"{month:%Y-%m}",
                "area": "outside",
                "vehicle": car,
                "perpetrator": person,
            }
        )
    return rows
