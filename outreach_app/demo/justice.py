"""What police and courts did with what was reported in the invented project."""

from datetime import date, timedelta
from random import Random
from typing import Final

from outreach_app.demo.reporting import rung
from outreach_app.demo.world import Row, World, day_of, weighted, working_day

# Days before `until`, and what happened then: the seven from before the casebook began.
_SCRIPTS: Final = {
    "hung_then_convicted": (
        ("outcome", 899, "INV"), ("outcome", 700, "HO01"), ("court", 690, "first_hearing"),
        ("court", 660, "plea_not_guilty"), ("court", 520, "trial_start"),
        ("court", 509, "hung_jury"), ("court", 509, "retrial_ordered"),
        ("court", 96, "retrial_start"), ("court", 86, "convicted_trial"),
        ("court", 47, "sentenced"),
    ),
    "acquitted": (
        ("outcome", 859, "INV"), ("outcome", 640, "HO01"), ("court", 610, "plea_not_guilty"),
        ("court", 233, "trial_start"), ("court", 229, "acquitted"),
    ),
    "cancelled": (("outcome", 819, "INV"), ("outcome", 610, "CAN2")),
    "pleaded": (
        ("outcome", 789, "INV"), ("outcome", 560, "HO01"), ("court", 541, "first_hearing"),
        ("court", 430, "convicted_plea"), ("court", 395, "sentenced"),
    ),
    "lesser": (
        ("outcome", 719, "INV"), ("outcome", 505, "HO01A"), ("court", 480, "first_hearing"),
        ("court", 162, "convicted_lesser"), ("court", 120, "sentenced"),
    ),
    "moved_and_moved": (
        ("outcome", 689, "INV"), ("outcome", 430, "HO01"), ("court", 405, "plea_not_guilty"),
        ("court", 400, "trial_listed"), ("court", 205, "trial_moved"), ("court", 33, "trial_moved"),
    ),
    "no_suspect": (("outcome", 649, "INV"), ("outcome", 520, "HO18")),
}  # fmt: skip
_SENTENCE: Final = {
    "hung_then_convicted": ["custody", "restraining"],
    "pleaded": ["suspended", "restraining"],
    "lesser": ["community", "restraining"],
}
_DECIDED: Final = {
    "HO01": 30, "HO14": 18, "HO15": 14, "HO16": 10, "HO18": 16, "HO08": 3, "HO03": 2, "CAN4": 3,
    "HO10": 2, "UNK": 2,
}  # fmt: skip
# What follows a charge: days after it.
_AFTER_CHARGE: Final = (
    (("first_hearing", 24), ("convicted_plea", 70), ("sentenced", 110)),
    (("first_hearing", 21), ("plea_not_guilty", 48), ("trial_listed", 50), ("trial_start", 190),
     ("convicted_trial", 195), ("sentenced", 225)),
    (("first_hearing", 26), ("plea_not_guilty", 60), ("trial_listed", 61), ("trial_moved", 150)),
    (("first_hearing", 20), ("sent_crown", 22), ("plea_not_guilty", 55), ("discontinued", 140)),
)  # fmt: skip


def follow(world: World, incidents: list[Row]) -> None:
    """Append what became of each report, as far as it has come by now."""
    dice = world.dice("justice")
    for row in incidents:
        if row["voided_at"] is not None:
            continue
        if row["script"] in _SCRIPTS:
            _by_script(world, dice, row)
        elif rung(row) >= 4:
            _by_chance(world, dice, row)


def _by_script(world: World, dice: Random, row: Row) -> None:
    for kind, back, what in _SCRIPTS[row["script"]]:
        day = working_day(world.today - timedelta(days=back))
        if kind == "outcome":
            _outcome(world, dice, row, day, what)
        else:
            _court(world, dice, row, day, what, _SENTENCE.get(row["script"], []))


def _by_chance(world: World, dice: Random, row: Row) -> None:
    told_on = day_of(row["disclosed_at"])
    reported = max(
        event["on"] for event in row["path_events"] if event["path"] != "support_withdrawn"
    )
    _outcome(world, dice, row, max(told_on, reported), "INV")
    if dice.random() < 0.12:
        return
    decided = working_day(reported + timedelta(days=dice.randint(35, 170)))
    stopped = any(event["path"] == "support_withdrawn" for event in row["path_events"])
    what = "HO16" if stopped else weighted(dice, _DECIDED)
    if not _outcome(world, dice, row, decided, what) or what != "HO01":
        return
    for event, days in dice.choice(_AFTER_CHARGE):
        day = working_day(decided + timedelta(days=days + dice.randint(0, 9)))
        sentence = dice.choice((["suspended"], ["community", "compensation"], ["custody"]))
        _court(world, dice, row, day, event, sentence)


def _outcome(world: World, dice: Random, row: Row, day: date, what: str) -> bool:
    if day > world.today:
        return False
    recorded = world.noted(day, dice, row["recorded_at"])
    row["outcome_events"].append({"on": day, "outcome": what, "recorded_at": recorded})
    return True


def _court(
    world: World, dice: Random, row: Row, day: date, event: str, sentence: list[str]
) -> None:
    if day <= world.today:
        row["court_events"].append(
            {
                "on": day,
                "event": event,
                "sentence": sentence if event == "sentenced" else [],
                "recorded_at": world.noted(day, dice, row["recorded_at"]),
            }
        )
