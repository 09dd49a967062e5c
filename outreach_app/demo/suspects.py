"""Who is said to have done it: three who come back, and many who are seen once."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any, Final

from outreach_app.demo.world import Row, World, day_of, written

_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"
_COLOURS: Final = ("black", "white", "silver", "grey", "blue", "red", "green", "beige")
_CAR_KINDS: Final = ("perp_vehicle", "street", "car_park", "taxi", "industrial", "waste_land")
_AGES: Final = ("a18_24", "a25_34", "a25_34", "a35_44", "a35_44", "a45_54", "a55_64")
_HEIGHTS: Final = ("h160", "h170", "h170", "h180", "h190", None)
_BUILDS: Final = ("slim", "medium", "medium", "stocky", "heavy", None)
_HAIR: Final = ("bald_shaved", "black", "dark_brown", "light_brown", "grey_white", "covered", None)
_ACCENTS: Final = ("local", "local", "north_eng", "midlands", "scottish", "irish", None, None)
_IC: Final = ("IC1", "IC1", "IC1", "IC2", "IC3", "IC4", None)


def describe(world: World, incidents: list[Row]) -> None:
    """Give each incident its described people and vehicle; then let three of them come back."""
    dice = world.dice("suspects")
    for row in incidents:
        if row["type"] != "partner_abuse" and row["place_type"] in _CAR_KINDS:
            row["vehicle"] = vehicle(dice) if dice.random() < 0.6 else None
        row["perpetrators"] = [_person(dice, row) for _ in range(_how_many(dice, row))]
        if len(row["perpetrators"]) > 1:
            row["factors"] = [*row["factors"], "multiple_perpetrators"]
    for place, each in enumerate(written("suspects")["repeat"]):
        _come_back(world, world.dice(f"repeat {place}"), incidents, each)


def _how_many(dice: Random, row: Row) -> int:
    if row["type"] == "premises_robbery":
        return 3
    if row["type"] in ("objects_thrown", "hate_speech", "harassment"):
        return dice.randint(1, 3)
    return 1


def plate(dice: Random) -> str:
    """Return a plate as it was said: Q, a letter, two digits, three letters; some not caught."""
    whole = list(
        f"Q{dice.choice(_LETTERS)}{dice.randrange(10)}{dice.randrange(10)} "
        + "".join(dice.choice(_LETTERS) for _ in range(3))
    )
    for place in dice.sample((1, 2, 3, 5, 6, 7), dice.choice((0, 0, 1, 1, 2, 3))):
        whole[place] = "?"
    return "".join(whole)


def phone(dice: Random) -> str:
    """Return a number out of the thousand that are kept free for drama."""
    last = f"{dice.randrange(1000):03d}"
    return dice.choice((f"07700 900{last}", f"07700900{last}", f"+44 7700 900{last}"))


def vehicle(dice: Random) -> Row:
    """Return a vehicle seen once."""
    car = dice.choice(written("suspects")["car"])
    return {
        "make": car.get("make"),
        "model": car.get("model") if dice.random() < 0.7 else None,
        "colour": dice.choice(_COLOURS),
        "type": car["type"],
        "plate_said": plate(dice) if dice.random() < 0.55 else None,
        "features": [],
    }


def _person(dice: Random, row: Row) -> Row:
    once = written("suspects")["once"]
    seen = row["place_type"] not in ("online", "phone")
    found: Row = {"sex": "male" if dice.random() < 0.92 else dice.choice(("female", "unknown"))}
    if seen:
        found |= {
            "age": dice.choice(_AGES),
            "height": dice.choice(_HEIGHTS),
            "build": dice.choice(_BUILDS),
            "ic": dice.choice(_IC),
            "hair": dice.choice(_HAIR),
            "features": [dice.choice(once["feature"])] if dice.random() < 0.3 else [],
        }
    found["accent"] = dice.choice(_ACCENTS)
    if row["group"] in ("SV", "PR", "VI", "CO") and dice.random() < 0.45:
        found["mo"] = [dice.choice(once["mo"])]
    if not seen:
        found["phone_said"] = phone(dice) if dice.random() < 0.5 else None
        if dice.random() < 0.6:
            name = dice.choice(once["account"])
            found["account"] = {"platform": dice.choice(once["platform"]), "name": name}
    elif dice.random() < 0.06:
        found["phone_said"] = phone(dice)
    return found


def _come_back(world: World, dice: Random, incidents: list[Row], each: Mapping[str, Any]) -> None:
    """Put one described person into several incidents of his kind, told a little differently."""
    since = world.today - timedelta(days=each["within_days"])
    fit = [
        row
        for row in incidents
        if row["type"] in each["kinds"]
        and row["life"] == each["style"]
        and day_of(row["disclosed_at"]) >= since
        and row["relationship"] not in ("partner", "ex_partner", "police", "official")
        and not row["repeat"]
    ]
    chosen = dice.sample(range(len(fit)), min(each["times"], len(fit)))
    for turn, place in enumerate(sorted(chosen)):
        _as_told(dice, fit[place], each, turn)


def _as_told(dice: Random, row: Row, each: Mapping[str, Any], turn: int) -> None:
    row["repeat"] = True
    if turn:
        row["factors"] = [*row["factors"], "repeat_same_perpetrator"]
    found = {key: value for key, value in each["perpetrator"].items() if dice.random() < 0.8}
    found |= {"sex": "male", "features": _partly(dice, each["perpetrator"]["features"])}
    if "accounts" in each:
        name = each["accounts"][turn % len(each["accounts"])]
        found["account"] = {"platform": each["platform"], "name": name}
        found["phone_said"] = each["phones"][turn % len(each["phones"])] if turn % 3 else None
    row["perpetrators"] = [found]
    row["factors"] = [f for f in row["factors"] if f != "multiple_perpetrators"]
    if "vehicle" in each:
        row["vehicle"] = {
            **each["vehicle"],
            "features": _partly(dice, each["vehicle"]["features"]),
            "plate_said": each["plates"][turn % len(each["plates"])] if turn % 4 != 3 else None,
        }
    else:
        row["vehicle"] = None


def _partly(dice: Random, features: list[str]) -> list[str]:
    return [each for each in features if dice.random() < 0.75]
