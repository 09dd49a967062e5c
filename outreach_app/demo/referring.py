"""Which services the invented project asked, with a yes where one is needed, and what came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import Ledger
from outreach_app.demo.sharing import about_person
from outreach_app.demo.wants import is_open
from outreach_app.demo.world import Row, World, at, number, working_day, written

_NO_END: Final = ("declined_service", "dna", "no_response", "declined_person", "withdrawn", "lost")
_NO_WEIGHTS: Final = (5, 4, 5, 3, 2, 1)
_A_YEAR: Final = timedelta(days=365)


@dataclass(slots=True)
class Referrals:
    """The referrals, what was disclosed for them, and who stands for a scene of the sample."""

    rows: list[Row] = field(default_factory=list)
    disclosed: list[Row] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)


def referrals(
    world: World, members: Mapping[str, Member], needs: list[Row], ledger: Ledger
) -> Referrals:
    """Ask services for about four needs in five; sharing waits for an answer that allows it."""
    dice = world.dice("referrals")
    made = Referrals()
    for need in needs:
        agencies = written("needs")["need"].get(need["category"], {}).get("agencies", [])
        if agencies and dice.random() < 0.84:
            agency = dice.choice(agencies)
            _one(world, dice, made, members[need["person_id"]], need, agency, ledger)
    _scenes(world, dice, made, members, needs, ledger)
    made.rows.sort(key=lambda row: (row["drafted_on"], row["need_id"]))
    number(made.rows, "REF", 3)
    return made


def _one(
    world: World,
    dice: Random,
    made: Referrals,
    member: Member,
    need: Row,
    agency: str,
    ledger: Ledger,
) -> None:
    drafted = need["identified_on"] + timedelta(days=dice.randint(0, 5))
    sent = working_day(drafted)
    if drafted > world.today or not member.about(sent):
        return
    row = _row(need, agency, drafted)
    steps = [("drafted", drafted)]
    if member.young or sent > world.today:
        pass
    elif _may_share(world, dice, made, member, agency, sent, ledger):
        steps = _course(dice, sent)
    elif agency in written("needs")["scope"]:
        row["direction"] = "self"
        steps = _course(dice, sent)
    ends = [e["on"] for e in need["status_events"] if e["status"] in ("met", "no_longer_wanted")]
    _write(world, dice, row, steps, member, ends[0] if ends else None)
    if row["status_events"]:
        made.rows.append(row)


def _row(need: Row, agency: str, drafted: date) -> Row:
    return {
        "id": None,
        "person_id": need["person_id"],
        "need_id": need["id"],
        "agency_type": agency,
        "direction": "out",
        "drafted_on": drafted,
        "status_events": [],
    }


def _may_share(
    world: World,
    dice: Random,
    made: Referrals,
    member: Member,
    agency: str,
    sent: date,
    ledger: Ledger,
) -> bool:
    """Ask for a yes where the agency needs one; a no means that the person goes there alone."""
    words: Mapping[str, Any] = written("needs")
    scope = words["scope"].get(agency)
    if scope is None:
        return True
    asked, told = at(sent, 13, 5), at(sent, 15, 30)
    if told > world.until:
        return False
    if any(row["at"] == asked for row in ledger.history(member.id, scope)):
        if not ledger.in_force(member.id, scope, asked):
            return False  # nobody is asked twice on one day
    elif not ledger.in_force(member.id, scope, asked):
        if dice.random() < 0.14:
            ledger.answer(member.row, scope, "refused", asked)
            return False
        ends = (sent + _A_YEAR) if dice.random() < 0.5 else None
        ledger.answer(member.row, scope, "given", asked, expires_on=ends)
    made.disclosed.append(about_person(member.id, scope, words["recipient"][scope], told))
    return True


def _course(dice: Random, sent: date) -> list[tuple[str, date]]:
    steps = [("made", sent)]
    day = sent
    for status, chance, wait in (
        ("accepted", 0.84, 12),
        ("attended", 0.76, 18),
        ("completed", 0.64, 45),
    ):
        if dice.random() > chance:
            end = dice.choices(_NO_END, _NO_WEIGHTS)[0]
            steps.append((end, working_day(day + timedelta(days=dice.randint(6, 40)))))
            return steps
        if status == "accepted" and dice.random() < 0.25:
            day = working_day(day + timedelta(days=dice.randint(1, 6)))
            steps.append(("waiting", day))
        day = working_day(day + timedelta(days=dice.randint(1, wait)))
        steps.append((status, day))
    return steps


def _write(
    world: World,
    dice: Random,
    row: Row,
    steps: list[tuple[str, date]],
    member: Member,
    over: date | None,
) -> None:
    """Write steps down to today; with the person gone or the need over nothing more happens."""
    for status, day in steps:
        if day > world.today:
            return
        if member.gone and day >= member.gone:
            end = "withdrawn" if member.why == "died" else "lost"
            after = member.gone + timedelta(days=3)
            row["status_events"].append(_event(world, dice, after, end))
            return
        if over and day > over and status not in ("accepted", "attended", "completed"):
            return
        row["status_events"].append(_event(world, dice, day, status))


def _event(world: World, dice: Random, day: date, status: str) -> Row:
    return {"on": day, "status": status, "recorded_at": world.noted(day, dice)}


def _scenes(
    world: World,
    dice: Random,
    made: Referrals,
    members: Mapping[str, Member],
    needs: list[Row],
    ledger: Ledger,
) -> None:
    """Leave one referral unsent for want of an answer, and one unanswered for nine days."""
    asked = {row["need_id"] for row in made.rows}
    fresh = [
        need
        for need in needs
        if is_open(need)
        and members[need["person_id"]].gone is None
        and not members[need["person_id"]].young
        and timedelta(days=10) <= world.today - need["identified_on"] <= timedelta(days=60)
    ]
    never = [n for n in fresh if not ledger.history(n["person_id"], "housing")]
    if never:
        need = never[-1]
        made.roles["housing"] = need["person_id"]
        row = _row(need, "housing_la", world.today - timedelta(days=4))
        row["status_events"] = [_event(world, dice, row["drafted_on"], "drafted")]
        made.rows.append(row)
    other = made.roles.get("housing")
    quiet = [n for n in fresh if n["id"] not in asked and n["person_id"] != other]
    if quiet:
        need = quiet[-1]
        sent = world.today - timedelta(days=9)
        made.roles["chase"] = need["person_id"]
        row = _row(need, "rough_sleeper", sent)
        ledger.answer(members[need["person_id"]].row, "housing", "given", at(sent, 9, 40))
        row["status_events"] = [_event(world, dice, sent, "made")]
        made.rows.append(row)
