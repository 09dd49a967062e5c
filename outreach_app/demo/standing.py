"""The standing answers of people in the invented project: figures, ways of contact, their end."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from outreach_app.demo.cast import Member
from outreach_app.demo.ledger import Ledger, later
from outreach_app.demo.world import Row, World

_STATISTICS: Final = {"given": 78, "refused": 8, "not_asked": 5, "": 9}
_ENDS_SOON: Final = (1, 6, 13, 24)  # days from today


def answers(
    world: World, members: list[Member], first_met: dict[str, datetime], ledger: Ledger
) -> None:
    """Ask people about figures and ways of contact when they were first met in this casebook."""
    dice = world.dice("standing")
    states, weights = tuple(_STATISTICS), tuple(_STATISTICS.values())
    for member in members:
        met = first_met.get(member.id)
        if met is None or member.twin or member.young:
            continue
        state = dice.choices(states, weights)[0]
        asked = later(met, 6)
        if state:
            ledger.answer(member.row, "stats_breakdown", state, asked)
        if dice.random() < 0.55:
            ledger.answer(member.row, "contact_channels", "given", asked)
        if dice.random() < 0.15:
            ledger.answer(member.row, "missing_plan", dice.choice(("given", "refused")), asked)
        if dice.random() < 0.06:
            ledger.answer(member.row, "story", "given", asked)
        if state == "given" and dice.random() < 0.06:
            back = asked + timedelta(days=dice.randint(60, 300))
            if member.about(back.date()):
                ledger.answer(member.row, "stats_breakdown", "withdrawn", back, method="message")
        if member.why == "transferred" and member.gone:
            moment = asked + (member.gone - timedelta(days=6) - asked.date())
            ledger.answer(member.row, "transfer", "given", moment)


def end_with_death(members: list[Member], incidents: list[Row], ledger: Ledger) -> None:
    """End every yes of somebody who died, at the moment the project learned of it."""
    for member in members:
        told = member.row["deceased_recorded_at"]
        if told is None:
            continue
        about = [row for row in incidents if row["person_id"] == member.id]
        for subject in (member.row, *about):
            for scope in ledger.scopes_in_force(subject["id"], told):
                ledger.answer(subject, scope, "ended_death", told)


def ending_soon(world: World, members: list[Member], ledger: Ledger) -> str | None:
    """Let a few standing answers run out in the coming days; return whose ends tomorrow."""
    dice = world.dice("ending")
    found = [
        (member.id, scope)
        for scope in ("drug_service", "health", "housing")
        for member in _shuffled(dice, members)
        if member.gone is None and ledger.in_force(member.id, scope, world.until)
    ]
    whose: dict[str, str] = {}
    for key, scope in found:
        whose.setdefault(key, scope)
    for days, (key, scope) in zip(_ENDS_SOON, whose.items(), strict=False):
        ends: date = world.today + timedelta(days=days)
        ledger.history(key, scope)[-1]["expires_on"] = ends
    return next(iter(whose), None)


def _shuffled(dice: Random, members: list[Member]) -> list[Member]:
    return dice.sample(members, len(members))
