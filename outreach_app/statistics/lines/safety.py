"""D, SG, PC: deaths, safeguarding, conduct of police. None of it ever goes to police."""

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line


@line("D01_deaths", unit="people", audiences="I L")
def deaths(facts: Facts) -> int:
    """People known to the project who died in the period."""
    return len(facts.deaths)


@line(
    "SG01_safeguarding_raised",
    unit="concerns",
    audiences="I P",
    parts=(Parts("safeguarding_concern"),),
)
def safeguarding_raised(facts: Facts) -> dict[str, int]:
    """Safeguarding concerns raised, by kind."""
    return arithmetic.table(facts.concerns)


@line(
    "PC01_police_conduct",
    unit="concerns",
    audiences="I",
    parts=(Parts("police_complaint_type"),),
)
def police_conduct(facts: Facts) -> dict[str, int]:
    """Concerns about conduct of police noted, by kind."""
    return arithmetic.table(facts.conduct)


@line("PC01b_money_taken", unit="pounds", audiences="I", further=True)
def money_taken(facts: Facts) -> Value:
    """Pounds that officers are said to have taken, over the concerns that name an amount."""
    concerns, pounds = facts.further.money_taken
    return {"concerns": concerns, "pounds": pounds}
