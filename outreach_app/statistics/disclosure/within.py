"""What ties the figures of one period together, and which of them must stay open."""

from collections.abc import Mapping

from outreach_app.statistics import registry, relations
from outreach_app.statistics.disclosure.cells import THRESHOLD
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.web import Web, ends
from outreach_app.statistics.disclosure_control.problem import Tie
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.relations import Relation
from outreach_app.vocabulary import Vocabulary

# Nobody is met more often than this in a period; who knows the people bounds the events.
_OFTEN = 99
# Counted in events within a line of people.
_OF_EVENTS = frozenset({"I10_people_affected/anonymous_incidents"})


def add(web: Web, group: Group, lists: Vocabulary, *, new: bool) -> frozenset[str]:
    """Enter a group's figures, its ties and its sensitive figures.

    Return the names of what is left over and has too few people behind. That is looked for in a
    `new` group, and kept in the group from then on.
    """
    counts = group.counts
    days = group.period.first, group.period.last, group.as_at
    web.places.update({group.cell(path): (days, path) for path in counts})
    never = relations.noughts(group.lines, lists)
    web.values.update({group.cell(path): count for path, count in counts.items()})
    for path, count in counts.items():
        if path in never and not count:
            web.noughts.add(group.cell(path))
            web.ties.append(Tie({group.cell(path): 1}))
        elif count < THRESHOLD or path in group.few:
            web.open[group.cell(path)] = ends(count)
    relations_here = _relations(group, counts, lists)
    return frozenset(rest for each in relations_here if (rest := _tie(web, group, each, new=new)))


def _every(group: Group, counts: Mapping[str, int], lists: Vocabulary) -> tuple[Relation, ...]:
    figures = Figures(group.period, group.as_at, "", lists.version, group.lines)
    return relations.of(figures, counts, lists)


def _relations(group: Group, counts: Mapping[str, int], lists: Vocabulary) -> list[Relation]:
    """Return the relations that are true; what is not so in truth is no use to a reader."""
    return [each for each in dict.fromkeys(_every(group, counts, lists)) if _fits(each, counts)]


def _fits(each: Relation, counts: Mapping[str, int]) -> bool:
    rest = sum(counts[path] for path in each.left) - sum(counts[path] for path in each.right)
    return rest >= 0 if each.rest else rest == 0


def _tie(web: Web, group: Group, each: Relation, *, new: bool) -> str:
    """Enter one relation; return the name of its rest where too few people stand behind it."""
    terms: dict[str, int] = {}
    for path in each.left:
        terms[group.cell(path)] = terms.get(group.cell(path), 0) + 1
    for path in each.right:
        terms[group.cell(path)] = terms.get(group.cell(path), 0) - 1
    rest = web.total(terms)
    if not each.rest or each.kind == "units" or (each.kind == "rare" and not rest):
        enter(web, each, terms, {path: group.cell(path) for path in each.right})
        return ""
    web.said.append(Tie(terms, 0, None))
    short = f"{'+'.join(each.left)} less {'+'.join(each.right)}"
    name = group.cell(short)
    web.left_over(name, terms)
    if rest < THRESHOLD:
        web.open[name] = ends(rest)
        return ""
    of_events = not all(of_people(path) for path in (*each.left, *each.right))
    if short in group.few or (new and of_events and web.sensitive(terms)):
        web.open[name] = ends(rest)
        return short
    return ""


def enter(web: Web, each: Relation, terms: dict[str, int], names: Mapping[str, str]) -> None:
    """Enter a relation whose rest is no figure; what is not so in truth is no use to a reader."""
    left = web.total(terms)
    if not each.rest or (each.kind == "rare" and not left):
        if not left:
            web.ties.append(Tie(terms))
            web.said.append(Tie(terms))
        return
    web.at_least(terms)
    people = next((path for path in each.right if of_people(path) and path in names), None)
    if each.kind == "units" and people is not None:
        web.at_least({**{cell: -w for cell, w in terms.items()}, names[people]: _OFTEN})


def of_people(path: str) -> bool:
    """Tell whether a count is of people, who cannot be added over time or over groups."""
    if path in _OF_EVENTS:
        return False
    key = path.split("/", 1)[0]
    unit = registry.known()[key].unit
    return unit == "people" or path.endswith(("/people", "/identified"))
