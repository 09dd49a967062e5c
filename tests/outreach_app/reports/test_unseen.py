"""Reports of casebooks nobody drew a page for: empty, one record, odd nights, everything unknown."""

import csv
import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.importing import take_in
from outreach_app.reports import files, printing, reading, tidy
from outreach_app.statistics import packs, periods
from outreach_app.statistics.periods import Period
from tests.filled import SAMPLE

# The hour that comes twice, the one that never was, and both ends of a day in February.
MOMENTS = (
    *("2024-02-28T23:59Z", "2024-02-29T00:00Z", "2024-02-29T23:59Z", "2024-03-01T00:00Z"),
    *("2024-03-31T00:59Z", "2024-03-31T01:00Z", "2024-10-27T00:30Z", "2024-10-27T01:30Z"),
)


def nothing() -> dict[str, Any]:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))["data"]
    return {name: [] if isinstance(rows, list) else rows for name, rows in whole.items()}


def one_record() -> dict[str, Any]:
    return with_contacts("2025-10-14T12:00Z")


def odd_nights() -> dict[str, Any]:
    return with_contacts(*MOMENTS * 2)


def with_contacts(*moments: str) -> dict[str, Any]:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))["data"]
    found, like = nothing(), whole["contacts"][0]
    for number, moment in enumerate(moments):
        own = {"id": f"CON-{number}", "started_at": moment, "recorded_at": "2026-01-01T00:00Z"}
        alone = {"person_id": None, "person_linked_at": None, "session_id": None}
        found["contacts"].append(deepcopy(like) | own | alone)
    return found


def partners_only() -> dict[str, Any]:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))["data"]
    rows = []
    for number in range(12):
        row = deepcopy(whole["partner_reports"][number % 3])
        row |= {"id": f"PRT-{number}", "project": f"Project {number % 4} (invented)"}
        rows.append(row)
    return nothing() | {"partner_reports": rows}


CASES = [
    (nothing, [periods.month("2025-10"), periods.year("2025")]),
    (one_record, [periods.month("2025-10"), periods.span("2025-10-14", "2025-10-14")]),
    (odd_nights, [periods.month("2024-02"), periods.span("2024-02-29", "2024-03-31")]),
    (partners_only, [periods.grant_year(2025, 4)]),
]


@pytest.mark.parametrize(("make", "asked"), CASES, ids=lambda each: getattr(each, "__name__", ""))
def test_every_form_of_every_pack_says_the_same(
    desk: Desk, clock: SetClock, make: Any, asked: list[Period]
) -> None:
    clock.moment = datetime(2026, 2, 8, 10, 0, tzinfo=UTC)
    raw = json.dumps(make()).encode()
    desk.do(take_in, read_and_check(raw, desk.vocabulary(), clock.now()))
    for period in asked:
        for name in packs.SHIPPED:
            if period.kind in packs.load(name).kinds:
                says_the_same(desk.do(printing.make, name, period, clock.now()))


def says_the_same(made: printing.Sheet) -> None:
    told = leaves("", made.figures.to_json()["lines"])
    data = files.write("csv", made.document, made.figures, made.lists).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(data, newline="")))
    listed = {
        "/".join(filter(None, (row["line"], row["cell"]))): row["value"]
        for row in rows
        if row["part"] == tidy.FIGURES
    }
    assert {path: listed.get(path) for path in told} == {
        path: "none" if value is None else str(value) for path, value in told.items()
    }
    book = load_workbook(BytesIO(files.write("xlsx", made.document, made.figures, made.lists)))
    last = book.worksheets[-1]
    for row in tidy.rows(made.figures, made.lists):
        ((_, place),) = book.defined_names[row.name].destinations
        assert last[place].value == ("–" if row.value == "hidden" else row.value)
    assert printing.pdf(made).startswith(b"%PDF")
    # What a screen reader is given says every headline as the tables do.
    words = reading.read(made.document)
    for tile in made.pack.tiles:
        value = told.get(tile.cell)
        if isinstance(value, int):
            assert f"{value:,} {tile.unit}" in words


def leaves(path: str, value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {
            below: inner
            for name, each in value.items()
            for below, inner in leaves(f"{path}/{name}" if path else name, each).items()
        }
    return {path: value}
