"""What a van-night line says, in words, while it is typed."""

from dataclasses import dataclass

from outreach_app import wording
from outreach_app.casework import night, supplied
from outreach_app.casework.nightline import Line
from outreach_app.vocabulary import Vocabulary
from outreach_app.words import say


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing a line says.

    `kind` is ``who``, ``area``, ``talk``, ``item``, ``returned``, ``harm``, ``note`` or ``doubt``.
    """

    kind: str
    text: str


def chips(line: Line, lists: Vocabulary, area: str) -> tuple[Chip, ...]:
    """Say everything a line says, in a fixed order; `area` is the one of the shift."""
    who = line.person.label if line.person else say("night.not_named", count=line.people)
    found = [
        Chip("who", who),
        Chip("area", line.area.label if line.area else lists["area"].label(area)),
        Chip("talk", say("night.brief" if line.brief else "night.talked")),
    ]
    items = lists["supply_item"]
    found += [
        Chip("item", f"{number} {supplied.name(items, item, number)}")
        for item, number in line.supplies.items()
    ]
    if line.returns:
        found.append(Chip("returned", say("contact.brought_back", count=line.returns)))
    if line.harm:
        found.append(Chip("harm", say("night.harm")))
    if line.note:
        found.append(Chip("note", say("night.note", note=line.note)))
    found += [Chip("doubt", wording.problem(each)) for each in night.doubts(line)]
    return tuple(found)
