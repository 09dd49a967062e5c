"""Who is known to the invented project: when they came, how they work, and whether they left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from outreach_app.demo.world import Row, World, weighted, written

OLD: Final = 44
NEW: Final = 25

# How people leave, and how long ago, as a part of the whole stretch of time.
_LEAVING: Final = (
    ("moved_away", 0.93),
    ("lost_contact", 0.82),
    ("left_sex_work", 0.74),
    ("prison", 0.62),
    ("moved_away", 0.55),
    ("lost_contact", 0.48),
    ("died", 0.38),
    ("transferred", 0.30),
    ("left_sex_work", 0.22),
    ("lost_contact", 0.17),
    ("lost_contact", 0.125),
)
_TWINS: Final = ((0.30, 0.24), (0.11, 0.04))
_YOUNG_JOINS: Final = 0.25
_DEEP: Final = 10  # known for years, so that old cases before the courts can be theirs

_STYLE: Final = {"street": 0.58, "indoor": 0.25, "online": 0.17}
_AREAS: Final = {
    "street": {"canalside": 4, "foundry": 3, "market_end": 2, "northgate": 1},
    "indoor": {"hillcrest": 3, "northgate": 2, "market_end": 2},
    "online": {"online": 4, "hillcrest": 1},
}
_SETTINGS: Final = {
    "street": (["street"], ["street", "survival"], ["street", "escort_online"]),
    "indoor": (["parlour"], ["flat_shared"], ["indoor_alone"], ["massage", "flat_shared"]),
    "online": (["escort_online"], ["webcam_content"], ["escort_online", "indoor_alone"]),
}
_GENDER: Final = {"woman": 80, "man": 5, "nonbinary": 4, "not_asked": 9, "not_said": 2}
_TRANS: Final = {"no": 70, "yes": 8, "not_asked": 19, "not_said": 3}
_AGE: Final = {
    "18_24": 12, "25_34": 32, "35_44": 27, "45_54": 11, "55_64": 3, "not_known": 11, "not_said": 4,
}  # fmt: skip
_ETHNICITY: Final = {
    "W1": 46, "W2": 2, "W4": 2, "W9": 14, "M1": 5, "M3": 3, "B1": 5, "B2": 4, "A1": 2, "A2": 3,
    "A4": 2, "O9": 3, "NA": 12, "NS": 2,
}  # fmt: skip
_REGION: Final = {
    "uk": 62, "romania_bulgaria": 11, "eu_other": 5, "latin_america": 4, "east_se_asia": 3,
    "africa": 3, "not_asked": 10, "not_said": 2,
}  # fmt: skip


@dataclass(slots=True)
class Member:
    """A person's row, and the habits the row does not show."""

    row: Row
    style: str
    joins: date
    often: float
    needles: bool
    old: bool
    gone: date | None = None
    why: str | None = None
    young: bool = False
    twin: bool = False

    @property
    def id(self) -> str:
        """The id in the file."""
        return str(self.row["id"])

    @property
    def area(self) -> str:
        """The usual area."""
        return str(self.row["area"])

    def about(self, day: date) -> bool:
        """Tell whether contact is possible on that day."""
        return self.joins <= day and (self.gone is None or day < self.gone)


def people(world: World) -> list[Member]:
    """Invent everybody; the rows of the table `persons` are theirs."""
    dice = world.dice("people")
    names = dice.sample(tuple(written("names")["alias"]), OLD + NEW)
    members = [*_old(world, dice, names[:OLD]), *_new(world, dice, names[OLD:])]
    _leave(world, dice, members)
    _grow_young(world, members)
    members.extend(_twins(world, dice, members))
    members.sort(key=lambda member: (member.joins, member.row["alias"]))
    for place, member in enumerate(members, start=1):
        member.row["id"] = f"PER-{place:03d}"
    for member in members:
        into = member.row["merged_into"]
        if into is not None:
            member.row["merged_into"] = into["id"]
    return members


def _member(dice: Random, alias: str, joins: date, *, old: bool) -> Member:
    style = weighted(dice, _STYLE)
    age = weighted(dice, _AGE)
    row: Row = {
        "id": None,
        "alias": alias,
        "gender": weighted(dice, _GENDER),
        "trans": weighted(dice, _TRANS),
        "age_band": age,
        "age_basis": None if age in ("not_known", "not_said") else "told",
        "ethnicity": weighted(dice, _ETHNICITY),
        "nationality_region": weighted(dice, _REGION),
        "work_settings": list(dice.choice(_SETTINGS[style])),
        "area": weighted(dice, _AREAS[style]),
        "first_contact_before": None,
        "last_contact_before": None,
        "deceased_on": None,
        "deceased_recorded_at": None,
        "merged_into": None,
        "merged_at": None,
        "work_status_events": [],
    }
    often = dice.choice((0.6, 0.8, 1.0, 1.0, 1.4, 2.2))
    needles = style == "street" and dice.random() < 0.45
    return Member(row, style, joins, often, needles, old)


def _old(world: World, dice: Random, names: Iterable[str]) -> Iterator[Member]:
    for place, alias in enumerate(names):
        member = _member(dice, alias, world.first_day, old=True)
        back = dice.randint(1000, 1600) if place < _DEEP else dice.randint(70, 1200)
        member.joins = world.first_day - timedelta(days=back)
        member.row["first_contact_before"] = member.joins
        member.row["last_contact_before"] = world.first_day - timedelta(days=dice.randint(1, 40))
        yield member


def _new(world: World, dice: Random, names: list[str]) -> Iterator[Member]:
    """Let new people come at a steady pace, so that most months have one or two."""
    latest = max(world.span - 2, 1)
    for place, alias in enumerate(names):
        days = round((place + dice.uniform(0.1, 0.9)) * latest / len(names))
        yield _member(dice, alias, world.first_day + timedelta(days=days), old=False)


def _leave(world: World, dice: Random, members: list[Member]) -> None:
    """Let some of those who were there from the start go, each for a reason."""
    for member, (why, part) in zip(
        dice.sample(members[_DEEP:OLD], len(_LEAVING)), _LEAVING, strict=True
    ):
        member.why, member.gone = why, world.days_back(part)
        if why == "died":
            member.row["deceased_on"] = member.gone
            told_on = member.gone + timedelta(days=3)
            member.row["deceased_recorded_at"] = world.noted(told_on, dice)


def _grow_young(world: World, members: list[Member]) -> None:
    """Make one of the new people seventeen: no work setting, no adult questions, no police list."""
    wanted = world.days_back(_YOUNG_JOINS)
    young = min(
        (member for member in members if not member.old),
        key=lambda member: abs((member.joins - wanted).days),
    )
    young.young, young.style, young.often = True, "young", 0.8
    young.needles = False
    young.row |= {"age_band": "16_17", "work_settings": [], "area": "market_end"}
    young.row["age_basis"] = "worker_view"


def _twins(world: World, dice: Random, members: list[Member]) -> Iterator[Member]:
    """Write two people down a second time under nearly the same name, and join them later."""
    fit = [m for m in members if m.old and m.gone is None and m.style == "street"]
    for member, (from_part, to_part) in zip(dice.sample(fit, len(_TWINS)), _TWINS, strict=True):
        joined_on = world.days_back(to_part)
        twin = _member(
            dice,
            member.row["alias"] + written("names")["twin_ending"],
            world.days_back(from_part),
            old=False,
        )
        twin.style, twin.twin, twin.gone = "street", True, joined_on - timedelta(days=2)
        twin.needles = member.needles
        twin.row |= {"merged_at": world.noted(joined_on, dice), "merged_into": member.row}
        twin.row |= {"area": member.area, "work_settings": ["street"], "gender": "not_asked"}
        yield twin


def work_status(world: World, members: list[Member]) -> None:
    """Write down what some people said about working; never taken from absence."""
    dice = world.dice("work status")
    for member in members:
        if member.why == "left_sex_work" and member.gone:
            steps = (("leaving", 50), ("left", 3))
            for status, before in steps:
                _said(world, dice, member, member.gone - timedelta(days=before), status)
        elif not member.twin and not member.young and dice.random() < 0.22:
            start = max(member.joins, world.first_day) + timedelta(days=dice.randint(5, 200))
            for status, days in dice.choice(_SAYINGS):
                _said(world, dice, member, start + timedelta(days=days), status)


_SAYINGS: Final = (
    (("sometimes", 0),),
    (("paused", 0), ("returned", 70)),
    (("left", 0), ("returned", 95)),
    (("leaving", 0),),
    (("starting", 0), ("working", 30)),
)


def _said(world: World, dice: Random, member: Member, day: date, status: str) -> None:
    if world.first_day <= day <= world.today and member.about(day):
        event = {"on": day, "status": status, "recorded_at": world.noted(day, dice)}
        member.row["work_status_events"].append(event)
