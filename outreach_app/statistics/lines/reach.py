"""R: different people. People are never added across months, settings or areas."""

from collections.abc import Iterator, Mapping
from typing import Final

from outreach_app.statistics import arithmetic, shortening
from outreach_app.statistics.facts import BREAKDOWN_SCOPE, Facts
from outreach_app.statistics.registry import LONG_KINDS, NO_CONSENT, Parts, Value, line

_PEOPLE = "R01_unique_people"
_EXTRA = (NO_CONSENT,)
BACKGROUND: Final = ("gender", "trans", "age_band", "ethnicity_high")


@line(_PEOPLE, unit="people", audiences="I L P H A")
def unique_people(facts: Facts) -> int:
    """Different records, after merges, with a counted contact in the period."""
    return len(facts.people)


@line("R02_new_people", unit="people", audiences="I L P H")
def new_people(facts: Facts) -> int:
    """Of R01, those whose first counted contact ever lies in the period."""
    return len(_new(facts))


@line("R03_returning_people", unit="people", audiences="I L P H")
def returning_people(facts: Facts) -> int:
    """R01 less R02."""
    return len(facts.people) - len(_new(facts))


@line("R04_anonymous_contacts", unit="contacts", audiences="I L H")
def anonymous_contacts(facts: Facts) -> int:
    """Count contacts with no person linked as at T; never turned into people."""
    return facts.anonymous_contacts


@line("R05_sum_of_monthly_unique_DO_NOT_USE", unit="people", audiences="I", kinds=LONG_KINDS)
def wrong_sum_of_months(facts: Facts) -> int:
    """Return the sum nobody may print: it shows how far adding months up would mislead."""
    return sum(len(facts.of(month).people) for month in facts.period.months())


# Each person once, by the first of these that holds.
_HARMED, _IN_CASEWORK, _CONTACT_ONLY = "incident", "open_case", "contact_only"


@line(
    "R07_people_by_support",
    unit="people",
    audiences="I P",
    further=True,
    parts=(Parts("", total=_PEOPLE, extra=(_CONTACT_ONLY, _IN_CASEWORK, _HARMED)),),
)
def by_support(facts: Facts) -> dict[str, int]:
    """R01, each once: told of an incident in the period; else a case open in it; else neither."""
    harmed = {facts.merges.whose(each.person) for each in facts.incidents if each.person}
    first = facts.period.first
    cases = {
        facts.merges.whose(case.person)
        for case in facts.cases
        if case.closed_on is None or case.closed_on >= first
    }
    return arithmetic.tally(
        _HARMED if person in harmed else _IN_CASEWORK if person in cases else _CONTACT_ONLY
        for person in facts.people
    )


def demographics(facts: Facts) -> Mapping[str, Mapping[str, int]]:
    """Return R01 by gender, trans status, age band and high-level ethnicity."""
    rows = [details for _, details in backgrounds(facts)]
    return {
        name: arithmetic.tally(details[at] for details in rows)
        for at, name in enumerate(BACKGROUND)
    }


def backgrounds(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each person of R01 with the rows of `BACKGROUND` they stand in.

    What is recorded on the merged record counts; without consent to breakdowns in force at T a
    person is in a row of its own.
    """
    high = facts.lists["ethnicity"].map("high")
    today = facts.window.as_at_day
    for person in facts.people:
        gender, trans, age, ethnicity = facts.background[person]
        if facts.breakdown_consent.in_force(person, BREAKDOWN_SCOPE, today):
            yield person, (gender, trans, age, high.get(ethnicity, "not_stated"))
        else:
            yield person, (NO_CONSENT,) * len(BACKGROUND)


def _demographics_exact(facts: Facts) -> Value:
    return {name: {"published": counts} for name, counts in demographics(facts).items()}


@line(
    "R06_demographics",
    unit="people",
    audiences="I L P H A",
    kinds=LONG_KINDS,
    exact=_demographics_exact,
    parts=(
        Parts("gender", under="gender/published", total=_PEOPLE, extra=_EXTRA),
        Parts("trans", under="trans/published", total=_PEOPLE, extra=_EXTRA),
        Parts("age_band", under="age_band/published", total=_PEOPLE, extra=_EXTRA),
        Parts("ethnicity:high", under="ethnicity_high/published", total=_PEOPLE, extra=_EXTRA),
    ),
)
def demographics_both_ways(facts: Facts) -> Value:
    """R01 by background, exact and shortened by the sample file's own rule."""
    return {
        name: {"exact": counts, "published": shortening.shortened(counts)}
        for name, counts in demographics(facts).items()
    }


def _new(facts: Facts) -> frozenset[str]:
    first_day = facts.period.first
    return frozenset(
        person
        for person in facts.people - facts.met_before
        if not (person in facts.seen_before and facts.seen_before[person][0] < first_day)
    )
