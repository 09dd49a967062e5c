"""PV: all that may go to police liaison. Conduct of officials is in none of it."""

from collections import Counter
from typing import Final

from outreach_app.statistics import arithmetic, shortening
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line

_SHARED: Final = "PV01_police_incidents"
_CLASSES: Final = ("sexual", "violence", "property", "harassment", "other")
_STRANDS: Final = ("flagged", "not_flagged")
_SEX_WORKER: Final = "sex_worker"
_BASE: Final = 5
_IDENTIFIED: Final = 4
_FLAG_ADDED: Final = "added"
_CRIME_RECORDED: Final = "crime_recorded"


@line(_SHARED, unit="incidents", audiences="I V")
def police_incidents(facts: Facts) -> int:
    """Incidents told with agreement in force at T to tell police, with or without a name."""
    return len(facts.for_police)


def _by_class(facts: Facts) -> dict[str, int]:
    group = facts.lists["incident_type"].map("group")
    table = facts.lists["incident_group"].map("police_table")
    found = Counter(table.get(group.get(each.type, ""), "other") for each in facts.for_police)
    return {name: found[name] for name in _CLASSES}


@line(
    "PV02_police_table",
    unit="incidents",
    audiences="I V",
    exact=_by_class,
    parts=(Parts("", total=_SHARED, extra=_CLASSES),),
    coarse=True,
)
def police_table(facts: Facts) -> Value:
    """PV01 by five classes, shortened by the sample file's own rule."""
    return shortening.shortened(_by_class(facts))


@line("PV02_exact_internal_only", unit="incidents", audiences="I")
def police_table_exact(facts: Facts) -> dict[str, int]:
    """PV01 by five classes, never for outside."""
    return _by_class(facts)


def _not_shared(facts: Facts) -> int:
    rest = [each for each in facts.by_others if each.id not in facts.never_for_police]
    return len(rest) - len(facts.for_police)


@line(
    "PV03_not_shared_rounded_5",
    unit="incidents",
    audiences="I V",
    exact=_not_shared,
    nearest=_BASE,
)
def not_shared(facts: Facts) -> int:
    """All other incidents told, to the nearest 5, so that one choice cannot be seen."""
    return arithmetic.nearest(_not_shared(facts), _BASE)


def _by_strand(facts: Facts) -> dict[str, int]:
    flagged = sum(_SEX_WORKER in each.strands for each in facts.for_police)
    return {"flagged": flagged, "not_flagged": len(facts.for_police) - flagged}


@line(
    "PV04_hate_sex_worker",
    unit="incidents",
    audiences="I V",
    exact=_by_strand,
    parts=(Parts("", total=_SHARED, extra=_STRANDS),),
)
def hate_sex_worker(facts: Facts) -> Value:
    """PV01 with and without the sex-worker strand, shortened by the sample file's own rule."""
    return shortening.shortened(_by_strand(facts))


_AREAS: Final = "PV05_police_areas_weapons_vehicles"
_REPORTED: Final = "PV06_police_reports"
_NOT_KNOWN: Final = "unknown"
# No weapon, or none but hands and feet; one that was claimed and not seen is one.
_NO_WEAPON: Final = frozenset({"none", "hands"})
_YES_OR_NOT: Final = ("yes", "no", _NOT_KNOWN)
_TOLD_OR_NOT: Final = ("told", "not_told")


@line(
    _AREAS,
    unit="incidents",
    audiences="I V",
    kinds=("quarter",),
    further=True,
    coarse=True,
    parts=(
        Parts("area:police_area", under="area", total=_SHARED, extra=(_NOT_KNOWN,)),
        Parts("", under="weapon", total=_SHARED, extra=_YES_OR_NOT),
        Parts("", under="vehicle", total=_SHARED, extra=_TOLD_OR_NOT),
    ),
)
def areas_weapons_vehicles(facts: Facts) -> Value:
    """PV01 by police area, with a weapon or without, with a vehicle described or not."""
    areas = facts.lists["area"].map("police_area")
    some = facts.for_police
    further = facts.further
    return {
        "area": arithmetic.tally(areas.get(each.area, _NOT_KNOWN) for each in some),
        "weapon": arithmetic.tally(_weapon(further.weapons.get(each.id, ())) for each in some),
        "vehicle": arithmetic.tally(
            _TOLD_OR_NOT[each.id not in further.with_vehicle] for each in some
        ),
    }


@line(
    _REPORTED,
    unit="incidents",
    audiences="I V",
    further=True,
    coarse=True,
    parts=(
        Parts("", under="recorded", total=f"{_REPORTED}/total", extra=("recorded", "not_known")),
        Parts(
            "police_outcome:stage",
            under="outcome",
            total=f"{_REPORTED}/total",
            extra=("none_told",),
        ),
        Parts("", under="flag", total=f"{_REPORTED}/total", extra=("flag_added", "flag_not")),
    ),
)
def reports_with_identity(facts: Facts) -> Value:
    """PV01 reported with identity: crime recorded, latest outcome by T, hate flag added.

    A crime is known to be recorded by its number, by what police said, or by any outcome.
    """
    stages = facts.lists["police_outcome"].map("stage")
    further = facts.further
    some = [each for each in facts.for_police if each.rung >= _IDENTIFIED]
    outcome, recorded = [], 0
    for each in some:
        steps = further.outcomes.get(each.id, ())
        outcome.append(stages.get(steps[-1].code, _NOT_KNOWN) if steps else "none_told")
        number = each.id in further.police_facts and further.police_facts[each.id][1]
        said = _CRIME_RECORDED in further.responses.get(each.id, frozenset())
        recorded += bool(steps or number or said)
    added = sum(each.hate_flag == _FLAG_ADDED for each in some)
    return {
        "total": len(some),
        "recorded": arithmetic.table({"recorded": recorded, "not_known": len(some) - recorded}),
        "outcome": arithmetic.tally(outcome),
        "flag": arithmetic.table({"flag_added": added, "flag_not": len(some) - added}),
    }


def _weapon(weapons: tuple[str, ...]) -> str:
    named = set(weapons) - {_NOT_KNOWN}
    if named - _NO_WEAPON:
        return "yes"
    return "no" if named else _NOT_KNOWN
