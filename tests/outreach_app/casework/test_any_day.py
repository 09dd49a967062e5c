"""Any day: whatever is done in whatever order, every count agrees with a log kept by itself."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from outreach_app.casework import (
    consents,
)
from tests.outreach_app.casework import any_day_log as log
from tests.outreach_app.casework.any_day import AnyDay

THINGS = {
    "wait": "span",
    "meet": "person outcome before",
    "void": "pick",
    "need": "person days",
    "close_need": "pick status",
    "open_case": "person",
    "close_case": "person reason",
    "reopen_case": "person",
    "tell": "person",
    "answer": "person scope said",
    "answer_about": "incident scope said",
    "join": "duplicate stays",
    "part": "pick",
    "die": "person days",
    "rise": "pick",
}


# What has to happen often for much to lie on much.
OFTEN = (*THINGS, *("join",) * 4, *("meet", "open_case") * 2)


def arguments(day: AnyDay, dice: Random) -> dict[str, Any]:
    """Return one argument for every name a rule may ask for."""
    persons = [*day.log.people, None]
    return {
        "span": timedelta(seconds=int(10 ** dice.uniform(0, 6))),
        "person": dice.choice(persons),
        "duplicate": dice.choice(day.log.people),
        "stays": dice.choice(day.log.people),
        "incident": dice.choice(day.log.told).key if day.log.told else None,
        "outcome": dice.choice(("engaged", "brief", "attempted")),
        "before": dice.randrange(3_000_000),
        "days": dice.randrange(40),
        "pick": dice.randrange(1_000),
        "status": dice.choice(sorted(log.RESULTS)),
        "reason": dice.choice(("needs_met", "lost_contact", "moved_away")),
        "scope": dice.choice(("housing", "story")),
        "said": dice.choice(consents.ANSWERS),
    }


def possible(day: AnyDay, name: str, given: dict[str, Any]) -> bool:
    """Tell whether a rule could be chosen: what `precondition` and the bundles say."""
    if name in {"meet", "tell"}:
        return True
    wanted = {
        "void": any(not each.voided for each in day.log.met),
        "close_need": any(each.closed is None for each in day.log.needs),
        "part": day.log.joins,
        "rise": day.log.deaths,
        "answer_about": day.log.told,
    }
    return bool(wanted.get(name, True)) and given["person"] is not None


def at_random(seed: int, steps: int) -> None:
    """Do things one after another by dice: long days, in which much lies on much."""
    dice, day = Random(seed), AnyDay()
    try:
        day.begin()
        done = 0
        while done < steps:
            name, given = dice.choice(OFTEN), arguments(day, dice)
            if name == "answer_about":
                given["scope"] = dice.choice(("alert_local", "police_full"))
            if (name == "die" and dice.random() < 0.6) or not possible(day, name, given):
                continue
            getattr(day, name)(**{key: given[key] for key in THINGS[name].split()})
            done += 1
            if done % 3 == 0:
                day.figures_agree_now_and_before()
                day.nobody_is_joined_to_a_joined_record()
                day.what_is_kept_in_memory_finds_what_the_file_says()
                day.whoever_is_due_is_among_the_quiet()
    finally:
        day.teardown()


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        AnyDay,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_count_agrees_with_what_happened() -> None:
    run(examples=8, steps=30)


@pytest.mark.parametrize("seed", range(3))
def test_every_count_agrees_on_a_long_day(seed: int) -> None:
    at_random(seed, 250)


@pytest.mark.slow
def test_every_count_agrees_whatever_is_done() -> None:
    run(examples=300, steps=60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 13))
def test_every_count_agrees_after_a_thousand_things(seed: int) -> None:
    at_random(seed, 1_000)
