"""Who stands behind a count of events: grouped in the file, and row by row."""

import pytest

from outreach_app.statistics import periods, trace
from outreach_app.statistics.disclosure import crowds
from outreach_app.statistics.disclosure.crowd import Crowd
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import Window
from tests.outreach_app.statistics.asking import book_of, work_of
from tests.outreach_app.statistics.disclosure import crowd
from tests.outreach_app.statistics.disclosure.test_gate import FINAL

KEYS = (
    "C01_contacts",
    "C03_by_setting",
    "C04_by_area",
    "C05_by_core_setting",
    "S01_supplies",
    "S02_contacts_with_supplies",
    "S03_needle_returns",
)


@pytest.mark.parametrize("people", [2, 4, 6, 9, 15])
@pytest.mark.parametrize("period", [periods.month("2025-10"), periods.quarter("2025-Q4")])
def test_grouping_in_the_file_finds_what_the_rows_say(people: int, period: periods.Period) -> None:
    data = crowd.book(people, seed=people)
    for contact in data["contacts"]:
        # Named contacts only, so that few people have many of them.
        contact["person_id"] = contact["person_id"] or "P0"
    with book_of(data) as session:
        work = work_of(session, crowd.AREAS)
        facts = Facts(session, Window.of(period, FINAL, work.zone), work.lists)
        by_rows = set()
        figures: dict[str, int] = {}
        for key in KEYS:
            for below, cell in trace.of_line(facts, key).items():
                people_of = {facts.merges.whose(row.person) for row in cell.rows if row.person}
                times: dict[str, int] = {}
                for row in cell.rows:
                    times[str(row.person)] = times.get(str(row.person), 0) + int(row.times)
                assert isinstance(cell.figure, int)
                figures[f"{key}/{below}" if below else key] = cell.figure
                most = max(times.values(), default=0)
                if cell.figure >= 5 and (len(people_of) < 5 or 2 * most > cell.figure):
                    by_rows.add(f"{key}/{below}" if below else key)
        assert crowds.few(facts, figures) == by_rows
        for key in ("R01_unique_people", "R06_demographics"):
            found = crowds.behind(facts, [key])
            # Of who people are, what protection starts from is asked for, and nothing else.
            rows = {
                f"{key}/{below}" if below else key: Crowd({str(row.person): 1 for row in cell.rows})
                for below, cell in trace.of_line(facts, key).items()
                if "/exact/" not in below
            }
            assert found == rows
        assert by_rows or people > 4
