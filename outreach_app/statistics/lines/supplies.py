"""S: what was given and brought back. Loose needles are an item of their own, never added."""

from outreach_app.statistics import arithmetic
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Parts, Value, line


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


@line(
    "S04_naloxone",
    unit="kits",
    audiences="I H",
    further=True,
    parts=(
        Parts(
            "supply_item", under="by_item", total="S04_naloxone/kits", only=("family", "naloxone")
        ),
    ),
)
def naloxone(facts: Facts) -> Value:
    """Take-home kits, who they went to, kits that replace one used, overdoses told of."""
    found = facts.further.naloxone
    return {
        "kits": sum(found.kits.values()),
        "by_item": arithmetic.table(found.kits),
        "people": len({facts.merges.whose(record) for record in found.records}),
        "not_named": found.not_named,
        "after_use": found.used,
        "overdoses": found.overdoses,
    }
