"""Sheets of facts for NUM, police and services: what was agreed to, and a list of what is left out.

The register entry and the name of a person never stand on them; where a name is needed there is a
line for it, to be filled in by hand with the person.
"""

from collections.abc import Sequence

from outreach_app.casework.outgoing import Facts
from outreach_app.reports.outgoing_page import Leaf, Made
from outreach_app.words import lookup, say


def write(sheets: Sequence[Facts], reference: str) -> Made:
    """Return the sheet of one output; with several accounts each has its own part.

    `sheets` are facts of the same output, at least one. `reference` is the fresh random one.
    """
    words = f"papers.sheet.{sheets[0].output}"
    leaf = Leaf(say(f"{words}.title"), (say("papers.reference", reference=reference),)).head()
    for sentence in lookup(f"{words}.purpose"):
        leaf.put(sentence)
    for number, each in enumerate(sheets, 1):
        leaf.rule(0.6)
        if len(sheets) > 1:
            leaf.put(say("papers.account", number=number, count=len(sheets)), bold=True)
        for fact in each.facts:
            leaf.fact(fact.label, fact.values)
    leaf.rule(0.6)
    leaf.by_hand(lookup(f"{words}.blanks"))
    left_out = tuple(dict.fromkeys(what for each in sheets for what in each.left_out))
    if left_out:
        leaf.put(say("papers.left_out", what=", ".join(left_out)), before=12.0)
    return leaf.write()
