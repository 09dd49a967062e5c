"""Warnings that went out in the invented project, what was disclosed, and what was refused."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import Ledger
from outreach_app.demo.world import Row, World, at, day_of, number, working_day

_OUT_OF_DATE: Final = timedelta(days=60)


def alerts(world: World, incidents: list[Row], ledger: Ledger) -> list[Row]:
    """Issue a warning for most of what may be warned of, minutes to hours after the telling."""
    dice = world.dice("alerts")
    rows: list[Row] = []
    last_of_repeat: dict[str, Row] = {}
    for row in incidents:
        recent = world.until - row["disclosed_at"] < timedelta(hours=4)
        if not _may_warn(world, row) or recent or dice.random() > 0.95:
            continue
        issued = max(row["disclosed_at"] + timedelta(minutes=_minutes(dice)), row["recorded_at"])
        if issued > world.until or not ledger.in_force(row["id"], "alert_local", issued):
            continue
        about = [row["id"]]
        earlier = last_of_repeat.get(row["life"]) if row["repeat"] else None
        if earlier and ledger.in_force(earlier["id"], "alert_local", issued):
            about.append(earlier["id"])
        if row["repeat"]:
            last_of_repeat[row["life"]] = row
        rows.append(_alert(world, dice, row, issued, about))
    rows.sort(key=lambda each: each["issued_at"])
    number(rows, "ALR", 3)
    return rows


def _may_warn(world: World, row: Row) -> bool:
    told_on = day_of(row["disclosed_at"])
    old = row["occurred_precision"] in ("year", "unknown")
    return (
        row["ground"] is not None
        and row["group"] not in ("OF", "EX")
        and row["voided_at"] is None
        and not row["script"]
        and not old
        and told_on >= world.first_day
    )


def _minutes(dice: Random) -> int:
    return dice.choice((25, 35, 40, 45, 55, 60, 75, 90, 120, 180, 240)) + dice.randint(-6, 9)


def _alert(world: World, dice: Random, row: Row, issued: datetime, about: list[str]) -> Row:
    car = row["vehicle"]
    status, withdrawn = _status(world, dice, issued)
    online = row["area"] == "online"
    channels = {"sms": dice.randint(20, 44), "app_message": dice.randint(6, 15)}
    if not online:
        channels |= {"spoken": dice.randint(3, 14), "print": dice.randint(8, 25)}
    if dice.random() < 0.4:
        channels["board"] = 1
    return {
        "id": None,
        "incident_ids": about,
        "issued_at": issued,
        "recorded_at": issued,
        "grounds": [row["ground"]],
        "channels": channels,
        "status": status,
        "withdrawn_at": withdrawn,
        "has_plate": bool(car and car["plate_said"]),
    }


def _status(world: World, dice: Random, issued: datetime) -> tuple[str, datetime | None]:
    chance = dice.random()
    if chance < 0.02:
        return "withdrawn", world.soon(issued, dice.randint(600, 9000))
    if chance < 0.07:
        return "corrected", None
    return ("expired" if world.until - issued > _OUT_OF_DATE else "issued"), None


def disclosures(world: World, incidents: list[Row], sent: list[Row], ledger: Ledger) -> list[Row]:
    """Write down what left about incidents: always with a yes in force at that moment."""
    dice = world.dice("disclosures")
    rows: list[Row] = []
    for row in incidents:
        if row["voided_at"] is None and row["group"] != "OF" and row["script"] != "young":
            for scope, recipient, content in _SENT:
                _on_consent(world, dice, rows, row, scope, (recipient, content), ledger)
    by_id = {row["id"]: row for row in incidents}
    for alert in sent:
        first = by_id[alert["incident_ids"][0]]
        if ledger.in_force(first["id"], "alert_partners", alert["issued_at"]):
            moment = world.soon(alert["issued_at"], 5)
            rows.append(
                _gone(first["id"], None, "alert_partners", "partner_project", moment, "sanitised")
            )
    return rows


_SENT: Final = (
    ("num_report", "num", "sanitised"),
    ("police_intel_anon", "police", "anonymous"),
    ("police_full", "police", "full"),
    ("isva_sarc", "health", "full"),
    ("idva_marac", "marac", "full"),
)


def _on_consent(
    world: World,
    dice: Random,
    rows: list[Row],
    row: Row,
    scope: str,
    how: tuple[str, str],
    ledger: Ledger,
) -> None:
    given = [each for each in ledger.history(row["id"], scope) if each["state"] == "given"]
    if not given:
        return
    if scope == "police_intel_anon" and not any(
        event["path"] in ("intel_anon_project", "swlo_no_name") for event in row["path_events"]
    ):
        return
    after = given[-1]["at"]
    moment = at(working_day(day_of(after) + timedelta(days=1)), 10, dice.randrange(0, 50, 5))
    if moment <= world.until and ledger.in_force(row["id"], scope, moment):
        rows.append(_gone(row["id"], None, scope, how[0], moment, how[1]))


def _gone(
    incident_id: str | None,
    person_id: str | None,
    scope: str,
    recipient: str,
    moment: datetime,
    content: str,
) -> Row:
    return {
        "id": None,
        "incident_id": incident_id,
        "person_id": person_id,
        "scope": scope,
        "recipient": recipient,
        "at": moment,
        "recorded_at": moment,
        "basis": "consent",
        "content": content,
    }


def about_person(person_id: str, scope: str, recipient: str, moment: datetime) -> Row:
    """Return the register line of something shared about a person on a standing yes."""
    return _gone(None, person_id, scope, recipient, moment, "full")


def to_protect_child(member: Member, moment: datetime) -> Row:
    """Return the register line of a referral that needs no consent: a child is at risk."""
    line = _gone(None, member.id, "", "social_care", moment, "full")
    return {**line, "scope": None, "basis": "safeguard_child"}


def refusals(world: World, incidents: list[Row], ledger: Ledger) -> list[Row]:
    """Take back one yes to police, let another run out, and refuse an export after each."""
    rows: list[Row] = []
    fit = [
        row
        for row in incidents
        if row["person_id"]
        and not row["script"]
        and ledger.in_force(row["id"], "police_intel_anon", world.until)
        and timedelta(days=20) < world.until - row["disclosed_at"] < timedelta(days=150)
    ]
    if len(fit) < 2:
        return rows
    taken_back, run_out = fit[len(fit) // 3], fit[-1]
    withdrawn = world.until - timedelta(days=9, hours=3)
    scope = "police_intel_anon"
    ledger.answer(taken_back, scope, "withdrawn", withdrawn, method="message")
    tried = withdrawn + timedelta(days=1, hours=2)
    rows.append(_refused(taken_back, scope, tried, f"taken back on {day_of(withdrawn)}"))
    ends = world.today - timedelta(days=4)
    ledger.history(run_out["id"], scope)[-1]["expires_on"] = ends
    tried = at(ends + timedelta(days=2), 11, 20)
    rows.append(_refused(run_out, scope, tried, f"ran out on {ends}, not asked again yet"))
    return rows


def _refused(row: Row, scope: str, moment: datetime, reason: str) -> Row:
    return {
        "id": None,
        "incident_id": row["id"],
        "person_id": None,
        "scope": scope,
        "recipient": "police",
        "at": moment,
        "reason": reason,
        "by": "MO",
    }
