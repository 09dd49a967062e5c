"""Invented casebooks with known repeat offenders, against their key."""

import pytest

from outreach_app import vocabulary
from outreach_app.matching import compare, index, safe_plates
from outreach_app.matching.compare import Found
from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts
from tests.offenders import Inventor, World

RULE = safe_plates.rule(vocabulary.shipped())


def links(world: World) -> dict[frozenset[str], Found]:
    keys = sorted(world.told)
    made = index.build([compare.ready(world.told[key], RULE) for key in keys])
    found = {}
    for one, entry in enumerate(made.entries):
        for other in made.candidates(entry):
            how = compare.compare(entry, made.entries[other], made.rarity)
            if one != other and how is not None:
                found[frozenset((keys[one], keys[other]))] = how
    return found


def test_precision_and_recall_over_casebooks_nobody_has_seen() -> None:
    same = firm = hit = shown = every = 0
    for seed in range(8):
        world = Inventor(seed).world(offenders=30, vague=80)
        found = links(world)
        strong = {pair for pair, how in found.items() if how.tier != "possible"}
        assert not strong & world.never
        for pair in world.shared:
            man = found[pair].suspect
            assert found[pair].tier == "strong"
            assert man is not None
            assert man.conflicts
        same, firm = same + len(world.same), firm + len(strong)
        hit, shown = hit + len(strong & world.same), shown + len(set(found) & world.same)
        every += len(found)
    assert hit / firm >= 0.98, "precision of strong and likely"
    assert hit / same >= 0.98, "recall of strong and likely"
    assert shown / same >= 0.99, "recall of all that is shown"
    assert shown / every >= 0.93, "precision of all that is shown"


def test_the_index_finds_what_comparing_every_pair_finds() -> None:
    world = Inventor(99).world(offenders=25, vague=120)
    keys = sorted(world.told)
    made = index.build([compare.ready(world.told[key], RULE) for key in keys])
    every = {
        frozenset((keys[one], keys[other]))
        for one in range(len(keys))
        for other in range(one)
        if compare.compare(made.entries[one], made.entries[other], made.rarity)
    }
    assert set(links(world)) == every


def tier(one: Facts, other: Facts) -> str | None:
    mine, theirs = (compare.ready(each, RULE) for each in (one, other))
    rarity = index.build((mine, theirs)).rarity
    there, back = compare.compare(mine, theirs, rarity), compare.compare(theirs, mine, rarity)
    assert (there and there.tier) == (back and back.tier)
    return there.tier if there else None


def car(plate: str | None = None, make: str | None = "nissan", **more: object) -> Facts:
    return Facts(VehicleFacts(make=make, plate_said=plate, **more), ())  # type: ignore[arg-type]


def man(*features: str, **more: object) -> Facts:
    return Facts(None, (SuspectFacts(features=features, **more),))  # type: ignore[arg-type]


LOOKS = {
    "sex": "male",
    "age": "a25_34",
    "height": "h190",
    "build": "slim",
    "hair": "red",
    "accent": "welsh",
}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # a part of a registration, and what the vehicle says to it
        (car("QH54 R?E"), car("QH54 RSE"), "likely"),
        (car("QH54 R?E"), car("QH54 RSE", "ford"), None),
        (car("QH54 R?E"), car("QH54 RSE", None), "likely"),
        (car("QH54 R?E", model="Qashqai"), car("QH54 RSE", model="Juke"), "possible"),
        (car("QH54 R?E", model="Qashqai"), car("QH54 RSE", model="Quashqai"), "likely"),
        (car("QH54 R?E", colour="red"), car("QH54 RSE", colour="white"), "possible"),
        (car("QH54 R?E", colour="grey"), car("QH54 RSE", colour="silver"), "likely"),
        (car("QH54 R?E", colour="unknown"), car("QH54 RSE", colour="silver"), "likely"),
        (car("QH54 RSE"), car("QH54 RSE", "ford"), "strong"),
        (car("QH54*"), car("QH54 RSE", "ford"), None),
        (car("QH54 RSE"), car("QH45 RSE"), "possible"),
        # one rare feature and three looks
        (man("tattoo: swallow", **LOOKS), man("tattoo: bird", **LOOKS), "likely"),
        (man("tattoo: swallow", **LOOKS), man("tattoo: bird", **{**LOOKS, "hair": "blond"}), "likely"),
        (man("tattoo: swallow", **LOOKS), man("tattoo: bird", **{**LOOKS, "sex": "female"}), "possible"),
        (man("tattoo: swallow", **LOOKS), man("tattoo: bird", **{**LOOKS, "hair": "blond", "accent": "scottish"}), "possible"),
        (man("tattoo: swallow", **LOOKS), man("tattoo: bird"), None),
        (man("glasses: round", **LOOKS), man("glasses: round", **LOOKS), None),
        # what many men are is no reason by itself
        (man(**LOOKS), man(**LOOKS), None),
        (man(**LOOKS, mo=("films",)), man(**LOOKS, mo=("films", "haggles")), "possible"),
        (man(**LOOKS, mo=("films",)), man(**{**LOOKS, "sex": "female"}, mo=("films",)), None),
        (man(**LOOKS, mo=("other",)), man(**LOOKS, mo=("other",)), None),
        # a telephone is a telephone, whatever the men look like
        (man(phone_said="07700900674", height="h170"), man(phone_said="07700 900674", height="h190"), "strong"),
        (man(phone_said="07700900674"), man(phone_said="ends 0674"), "possible"),
    ],
)  # fmt: skip
def test_rules(one: Facts, other: Facts, expected: str | None) -> None:
    assert tier(one, other) == expected


def test_vehicles_without_plate_by_their_features() -> None:
    van = {"model": "Master", "colour": "white", "type": "van_large"}
    told = car(None, "renault", features=("ladder rack", "dented door"), **van)
    assert tier(told, car(None, "renault", features=("rack", "door dented"), **van)) == "likely"
    assert tier(told, car(None, "renault", features=("rack",), **van)) == "possible"
    assert tier(told, car(None, "ford", features=("rack", "door dented"), **van)) is None
    marked = car("QK71 GWN", "renault", features=("ladder rack", "dented door"), **van)
    assert tier(marked, car("QT22 ABE", "renault", features=("rack", "door dented"), **van)) is None
    slip = car("QK71 GWX", "renault", features=("rack", "door dented"), **van)
    assert tier(marked, slip) == "possible"
    assert tier(marked, car("QK71 GWX", "renault", features=("rack",), **van)) is None


def test_several_suspects_are_each_looked_at() -> None:
    other = SuspectFacts(sex="male", height="h160", accent="irish")
    rob = SuspectFacts(sex="male", account_platform="ad_site_k", account_name="Rob 77")
    assert tier(Facts(None, (other, rob)), Facts(None, (rob,))) == "strong"


def test_a_feature_of_many_different_people_is_not_rare_here() -> None:
    crowd = [man("tattoo: rose", age=age, height=height, build=build, hair=hair, accent=accent)
             for age, height, build, hair, accent in (("a18_24", "h160", "slim", "red", "welsh"), ("a35_44", "h170", "heavy", "black", "local"),
                                                      ("a45_54", "h180", "stocky", "blond", "irish"), ("a65p", "h190", "medium", "grey_white", "scottish"))]  # fmt: skip
    pair = [man("tattoo: rose", **LOOKS), man("tattoo: a rose", **LOOKS)]
    made = index.build([compare.ready(each, RULE) for each in (*pair, *crowd)])
    assert compare.compare(made.entries[0], made.entries[1], made.rarity) is None
