"""I: incidents, counted when they were told to the project; one per person harmed and event."""

from collections.abc import Iterable
from typing import Final

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import IncidentFact

_INCIDENTS: Final = "I01_incidents"
_GROUPS: Final = "I03_by_group"
_GBVIMS: Final = "I04_by_gbvims"
_OFFENCES: Final = "I04b_by_ho_group"
_SUMMED: Final = (("group", _GROUPS), ("gbvims", _GBVIMS), ("ho_group", _OFFENCES))

# Rungs of list `police_path`: from 1 others were warned, from 2 police know something,
# from 4 they know who.
_WARNED: Final = 1
_TOLD: Final = 2
_IDENTIFIED: Final = 4
_SEX_WORKER: Final = "sex_worker"
_FLAG_ADDED: Final = "added"


@line(_INCIDENTS, unit="incidents", audiences="I L P A")
def incidents(facts: Facts) -> int:
    """Incidents told in the period."""
    return len(facts.incidents)


@line(
    "I02_by_type",
    unit="incidents",
    audiences="I A",
    parts=(Parts("incident_type", total=_INCIDENTS, groups=_SUMMED),),
)
def by_type(facts: Facts) -> dict[str, int]:
    """I01 by main type; further acts never add."""
    return arithmetic.tally(each.type for each in facts.incidents)


@line(
    _GROUPS,
    unit="incidents",
    audiences="I L P A",
    parts=(Parts("incident_group", total=_INCIDENTS),),
)
def by_group(facts: Facts) -> dict[str, int]:
    """I01 by group of the main type."""
    return _mapped(facts, "group")


@line(_GBVIMS, unit="incidents", audiences="I", parts=(Parts("gbvims_type", total=_INCIDENTS),))
def by_gbvims(facts: Facts) -> dict[str, int]:
    """I01 by the six core types of GBVIMS, taken from the main type."""
    return _mapped(facts, "gbvims")


@line(
    _OFFENCES,
    unit="incidents",
    audiences="I P",
    further=True,
    parts=(Parts("ho_group", total=_INCIDENTS),),
)
def by_offence_group(facts: Facts) -> dict[str, int]:
    """I01 by group of offences of the Home Office, taken from the main type: indicative."""
    return _mapped(facts, "ho_group")


@line("I05_by_area", unit="incidents", audiences="I A", parts=(Parts("area", total=_INCIDENTS),))
def by_area(facts: Facts) -> dict[str, int]:
    """I01 by the area where it happened."""
    return arithmetic.tally(each.area for each in facts.incidents)


@line(
    "I06_by_path",
    unit="incidents",
    audiences="I L P",
    parts=(
        Parts(
            "",
            total="I07_reported_any/d",
            extra=("none", "warn_only", "anonymous", "with_identity"),
        ),
    ),
)
def by_path(facts: Facts) -> dict[str, int]:
    """Incidents by the highest rung the person chose by T, conduct of officials left out."""
    return arithmetic.tally(_path(each.rung) for each in facts.by_others)


@line("I07_reported_any", unit="incidents", audiences="I L P A")
def reported_any(facts: Facts) -> Value:
    """Told to police in any form by the person's own choice."""
    return _share(facts, (each for each in facts.by_others if each.rung >= _TOLD))


@line("I08_reported_with_identity", unit="incidents", audiences="I L P A")
def reported_with_identity(facts: Facts) -> Value:
    """Told to police with identity by the person's own choice."""
    return _share(facts, (each for each in facts.by_others if each.rung >= _IDENTIFIED))


@line("I08b_reported_by_other", unit="incidents", audiences="I P")
def reported_by_other(facts: Facts) -> int:
    """Told to police by somebody else, without the person's agreement."""
    return sum(each.by_other for each in facts.by_others)


@line("I09a_hate_any", unit="incidents", audiences="I P A")
def hate_any(facts: Facts) -> Value:
    """Seen as hate crime of any strand, by the person or another."""
    return _share(facts, (each for each in facts.by_others if each.strands))


@line("I09b_hate_sex_worker", unit="incidents", audiences="I P A")
def hate_sex_worker(facts: Facts) -> Value:
    """Seen as hate crime against a sex worker, a local strand."""
    return _share(facts, (each for each in facts.by_others if _SEX_WORKER in each.strands))


@line("I09c_police_flag_added", unit="incidents", audiences="I P")
def police_flag_added(facts: Facts) -> Value:
    """Of those with a strand and reported with identity: police added the flag."""
    asked = [each for each in facts.by_others if each.strands and each.rung >= _IDENTIFIED]
    return arithmetic.share(sum(each.hate_flag == _FLAG_ADDED for each in asked), len(asked))


@line("I10_people_affected", unit="people", audiences="I P")
def people_affected(facts: Facts) -> Value:
    """Different people with an incident; incidents told anonymously stand beside them."""
    people = {facts.merges.whose(each.person) for each in facts.incidents if each.person}
    return {
        "identified": len(people),
        "anonymous_incidents": sum(each.person is None for each in facts.incidents),
    }


@line("I11_occurred_in_period", unit="incidents", audiences="I")
def occurred_in_period(facts: Facts) -> int:
    """Incidents that happened in the period, whenever told, where known to the week or better."""
    return facts.happened


@line("I12_vehicle", unit="incidents", audiences="I")
def vehicle(facts: Facts) -> Value:
    """Incidents with a vehicle described, and with at least one character of its plate."""
    described, with_plate = facts.vehicles
    return {"described": described, "with_plate": with_plate}


@line("I15_repeat_suspects", unit="links", audiences="I", further=True)
def repeat_suspects(facts: Facts) -> Value:
    """Pairs of descriptions confirmed as one person in the period, and our incidents in them."""
    links, incidents = facts.further.links
    return {"links": links, "incidents": len(incidents)}


def _mapped(facts: Facts, name: str) -> dict[str, int]:
    counts = arithmetic.tally(each.type for each in facts.incidents)
    return arithmetic.mapped(counts, facts.lists["incident_type"].map(name))


def _path(rung: int) -> str:
    if rung >= _IDENTIFIED:
        return "with_identity"
    if rung >= _TOLD:
        return "anonymous"
    return "warn_only" if rung >= _WARNED else "none"


def _share(facts: Facts, some: Iterable[IncidentFact]) -> Value:
    return arithmetic.share(sum(1 for _ in some), len(facts.by_others))
