"""What was given at a contact of the invented project, and what came back."""

from random import Random

from outreach_app.demo.cast import Member
from outreach_app.demo.world import Row, weighted

_CONDOMS = {6: 2, 10: 7, 12: 2, 20: 2, 24: 1}


def given(dice: Random, setting: str, member: Member | None) -> tuple[Row, int]:
    """Return supplies by item, and the number of sharps that were brought back."""
    if member and member.young:
        return ({"food": 1, "hot_drink": 1} if setting == "drop_in" else {}), 0
    street = setting in ("street_van", "street_foot")
    if not street and setting not in ("drop_in", "walk_in", "indoor_visit", "satellite_clinic"):
        return _posted(dice, setting), 0
    items: Row = {}
    if dice.random() < (0.93 if street else 0.8):
        items["condom_ext"] = weighted(dice, _CONDOMS)
    if dice.random() < 0.7:
        items["lube"] = dice.choice((2, 4, 4, 5, 6, 10))
    _warm(dice, items, street=street)
    returned = 0
    if street and (member.needles if member else dice.random() < 0.15):
        if dice.random() < 0.75:
            items["needle_set"] = dice.choice((5, 5, 10, 10, 15))
        if dice.random() < 0.7:
            returned = dice.randint(3, 18)
        if dice.random() < 0.12:
            items["sharps_bin"] = 1
        if dice.random() < 0.18:
            items[dice.choice(("naloxone_nasal", "naloxone_im"))] = 1
    _now_and_then(dice, items)
    return items, returned


def _warm(dice: Random, items: Row, *, street: bool) -> None:
    if dice.random() < (0.6 if street else 0.45):
        items["hot_drink"] = 1
    if dice.random() < (0.2 if street else 0.4):
        items["food"] = 1


def _now_and_then(dice: Random, items: Row) -> None:
    for item, chance in (
        ("alert_bulletin", 0.14),
        ("safety_leaflet", 0.07),
        ("hygiene_pack", 0.09),
        ("period_products", 0.05),
        ("plate_card", 0.04),
        ("personal_alarm", 0.03),
        ("sti_kit", 0.03),
        ("hiv_self_test", 0.02),
        ("clothing", 0.04),
        ("condom_int", 0.02),
    ):
        if dice.random() < chance:
            items[item] = 2 if item == "condom_int" else 1


def _posted(dice: Random, setting: str) -> Row:
    if setting in ("phone", "text", "appointment", "accompany") and dice.random() < 0.15:
        return {dice.choice(("phone_credit", "travel", "voucher")): 1}
    return {}
