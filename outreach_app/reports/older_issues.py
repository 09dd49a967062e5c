"""Reports issued by a version that kept no ledger: what they printed counts as given out.

They are found by their pack, period and moment, which every later issue has in the ledger too. The
figures are counted again as at their moment; what was printed of them is what was stored.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from models.record import GivenOut, IssuedReport
from outreach_app.statistics import known_packs, ledger, registry, relations
from outreach_app.statistics.disclosure import cells, releases
from outreach_app.statistics.disclosure.releases import Group, Print, Release
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.figures import Figures
from outreach_app.statistics.periods import Period
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work


def enter(work: Work) -> int:
    """Enter protected reports that are missing in the ledger, and return how many there were."""
    wanted = (
        select(IssuedReport.id, IssuedReport.pack, IssuedReport.figures)
        .where(
            ~select(GivenOut.id)
            .where(
                GivenOut.pack == IssuedReport.pack,
                GivenOut.first_day == IssuedReport.first_day,
                GivenOut.last_day == IssuedReport.last_day,
                GivenOut.as_at == IssuedReport.as_at,
            )
            .exists()
        )
        .order_by(IssuedReport.issued_at, IssuedReport.id)
    )
    count = 0
    for row in work.session.execute(wanted).all():
        pack = known_packs.as_issued(work, row.id)
        if pack.protected:
            figures = Figures.from_canonical(json.dumps(row.figures).encode())
            release = Release(pack.name, tuple(_groups(work, figures))).to_json()
            told = replace(figures, release={**release, "after": ledger.entries(work)})
            ledger.enter(work, told)
            count += 1
    return count


def _groups(work: Work, figures: Figures) -> Iterator[Group]:
    known = registry.known()
    keys = [key for key in figures.lines if key in known]
    yield _group(work, figures.period, figures.as_at, keys, figures.lines)
    for series in figures.series:
        for month, point in zip(series.months, series.values, strict=True):
            as_at = min(figures.as_at, month.cut_off(work.zone))
            yield _group(work, month, as_at, [series.key], {series.key: point})


def _group(
    work: Work, period: Period, as_at: datetime, keys: list[str], printed: Mapping[str, Value]
) -> Group:
    """Return the true figures of a period as at a moment, with what was printed of them."""
    known = registry.known()
    facts = Facts(work.session, Window.of(period, as_at, work.zone), work.lists)
    true: dict[str, Value] = {key: known[key].exact(facts) for key in keys}
    lines: dict[str, Any] = cells.complete(true, work.lists)
    said = {path: _said(path, printed) for path in cells.counts(lines)}
    for path, each in said.items():
        if isinstance(each, int):
            _put(lines, path.split("/"), each)
    name = releases.name_of(period, as_at, work.zone)
    return Group(period, as_at, name, lines, frozenset(), said)


def _said(path: str, printed: Mapping[str, Value]) -> Print:
    """Return how a figure stood in print; these versions rounded nothing but rounded lines."""
    found = relations.at(printed, path)
    nearest = registry.known()[path.split("/", 1)[0]].nearest
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if nearest == 1 else (found, nearest)


def _put(lines: dict[str, Any], path: list[str], count: int) -> None:
    """Keep a figure as it was printed: what has no history may have been amended since."""
    *above, last = path
    here: Any = lines
    for name in above:
        here[name] = dict(here[name])
        here = here[name]
    here[last] = count
