"""From the true figures of a pack to those its reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from outreach_app.statistics import ledger, registry
from outreach_app.statistics.disclosure import cells, crowds, gate, releases
from outreach_app.statistics.disclosure.releases import Group
from outreach_app.statistics.disclosure.truth import Truth, stretch_of
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import HIDDEN, Figures, Series, SinceFirst
from outreach_app.statistics.packs import Pack
from outreach_app.statistics.steps import Steps
from outreach_app.work import Work

# How many came late or went would tell apart first figures and revised ones.
_NOTHING_SAID = SinceFirst(HIDDEN, HIDDEN, HIDDEN)


def protected(
    work: Work, figures: Figures, pack: Pack, every: Sequence[Facts], steps: Steps
) -> Figures:
    """Return the figures as the pack's reader may see them; the internal pack's are untouched.

    They are judged together with everything in the ledger. `every` are the facts of the period,
    then those of the charts' months. Raises NoProof where nothing can be printed safely, and
    Cancelled where `steps` say that nobody waits any more.
    """
    if not pack.protected:
        return figures
    lines = cells.complete(figures.lines, work.lists)
    true = Truth(work, tuple(every))
    main = _group(true, every[0], lines)
    charts = [_group(true, each, _points(figures.series, at)) for at, each in enumerate(every[1:])]
    asked = gate.Asked(pack.name, (main, *charts), _totals(lines), pack.method)
    past = ledger.given(work)
    allowed = gate.allow(asked, past, work.lists, true, steps)
    printed = {
        (group.period, path): each
        for group in allowed.release.groups
        for path, each in group.printed.items()
    }
    own = allowed.release.groups[0]
    hidden = {path for path, each in own.printed.items() if each is None}
    blocked = {key for key in lines if gate.coarse(key, figures.period.kind)}
    return replace(
        figures,
        lines=cells.written(lines, hidden, blocked, pack.method),
        since_first=_NOTHING_SAID,
        series=tuple(
            replace(
                each,
                values=tuple(_said(printed[month, each.key]) for month in each.months),
            )
            for each in figures.series
        ),
        method=pack.method,
        protection=allowed.protection,
        release={**allowed.release.to_json(), "after": len(past)},
    )


def _group(true: Truth, facts: Facts, lines: Mapping[str, registry.Value]) -> Group:
    window = facts.window
    name = releases.name_of(window.period, window.as_at, window.zone)
    few = crowds.few_among(cells.counts(lines), partial(true.crowd, stretch_of(facts)))
    return Group(window.period, window.as_at, name, lines, few)


def _points(series: Sequence[Series], at: int) -> Mapping[str, registry.Value]:
    """Return the points of one month as lines."""
    return {each.key: each.values[at] for each in series}


def _totals(lines: Mapping[str, registry.Value]) -> frozenset[str]:
    return frozenset(
        parts.total for key in lines for parts in registry.known()[key].parts if parts.total
    )


def _said(each: releases.Print) -> int | str:
    if each is None:
        return HIDDEN
    return each[0] if isinstance(each, tuple) else each
