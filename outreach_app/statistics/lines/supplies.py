"""S: what was given and brought back. Loose needles are an item of their own, never added."""

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, line


@line("S01_supplies", unit="items", audiences="I H L", parts=(Parts("supply_item"),))
def supplies(facts: Facts) -> dict[str, int]:
    """How many of each item, over counted contacts, in the unit of the item."""
    return arithmetic.table(facts.supplies)


@line("S02_contacts_with_supplies", unit="contacts", audiences="I H")
def contacts_with_supplies(facts: Facts) -> int:
    """Count contacts where any item was given."""
    return facts.contacts_with_supplies


@line("S03_needle_returns", unit="items", audiences="I H")
def needle_returns(facts: Facts) -> int:
    """Count returned sharps, estimates included."""
    return facts.needle_returns
