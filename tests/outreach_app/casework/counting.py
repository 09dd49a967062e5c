"""Every figure of a casebook, and the casebook moved to another one, for tests of what counts."""

from datetime import datetime
from typing import Any

from outreach_app.bootstrap import Desk
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import take_in
from outreach_app.statistics import periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.registry import Value
from outreach_app.statistics.window import Window
from outreach_app.work import Work


def figures(desk: Desk, month: str, as_at: datetime | None = None) -> dict[str, Value]:
    """Return all lines of a month as at a moment, now unless named."""
    period = periods.month(month)

    def count(work: Work) -> dict[str, Value]:
        window = Window.of(period, as_at or work.now, work.zone)
        facts = Facts(work.session, window, work.lists)
        return {
            key: line.compute(facts)
            for key, line in registry.known().items()
            if line.answers(period)
        }

    return desk.ask(count)


def moved(old: Desk, new: Desk) -> bytes:
    """Export a casebook, import it into an empty one, and return what was exported."""
    once = old.do(export)
    new.do(take_in, read_and_check(once, new.vocabulary(), new.clock.now()))
    return once


def rows(exported: bytes, table: str) -> list[dict[str, Any]]:
    """Return one table of an export."""
    import json

    found: list[dict[str, Any]] = json.loads(exported)[table]
    return found
