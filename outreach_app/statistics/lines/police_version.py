"""PV: all that may go to police liaison. Conduct of officials is in none of it."""

from collections import Counter
from typing import Final

from outreach_app.statistics import arithmetic, shortening
from outreach_app.statistics.facts import POLICE_SCOPES, Facts
from outreach_app.statistics.registry import Parts, Value, line
from outreach_app.statistics.rows import IncidentFact

_SHARED: Final = "PV01_police_incidents"
_CLASSES: Final = ("sexual", "violence", "property", "harassment", "other")
_STRANDS: Final = ("flagged", "not_flagged")
_SEX_WORKER: Final = "sex_worker"
_BASE: Final = 5


@line(_SHARED, unit="incidents", audiences="I V")
def police_incidents(facts: Facts) -> int:
    """Incidents told with agreement in force at T to tell police, with or without a name."""
    return len(shared(facts))


def _by_class(facts: Facts) -> dict[str, int]:
    group = facts.lists["incident_type"].map("group")
    table = facts.lists["incident_group"].map("police_table")
    found = Counter(table.get(group.get(each.type, ""), "other") for each in shared(facts))
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
    return len(rest) - len(shared(facts))


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
    flagged = sum(_SEX_WORKER in each.strands for each in shared(facts))
    return {"flagged": flagged, "not_flagged": len(shared(facts)) - flagged}


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


def shared(facts: Facts) -> list[IncidentFact]:
    """Return what may be counted for police: agreement in force at T, and nobody under 18.

    Agreement counts only from somebody able to decide, and ends with their death.
    """
    today = facts.window.as_at_day
    return [
        each
        for each in facts.by_others
        if facts.police_consent.any_in_force(each.id, POLICE_SCOPES, today)
        and each.id not in facts.never_for_police
        and not (each.person and facts.merges.whose(each.person) in facts.died)
    ]
