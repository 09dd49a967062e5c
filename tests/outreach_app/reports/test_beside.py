"""Earlier periods beside the headlines: exact for inside, printed figures only for others."""

from datetime import timedelta

from outreach_app.bootstrap import Desk
from outreach_app.clock import SetClock
from outreach_app.reports import leaving, printing, showing
from outreach_app.reports.document import Before, Headlines, Hidden, Table, Tile
from outreach_app.reports.reading import read
from outreach_app.reports.showing import Wanted
from outreach_app.statistics import periods
from outreach_app.statistics.answer import run
from outreach_app.statistics.rates import Rate

NOVEMBER, DECEMBER = periods.month("2025-11"), periods.month("2025-12")


def tiles(sheet: printing.Sheet) -> dict[str, Tile]:
    (found,) = (each for each in sheet.document.plain_blocks() if isinstance(each, Headlines))
    return {tile.unit: tile for tile in found.tiles}


def test_inside_the_month_before_and_last_year_stand_beside_each_headline(full: Desk) -> None:
    now = full.clock.now()
    sheet = full.do(printing.make, "internal", DECEMBER, now)
    before = full.ask(run, "internal", NOVEMBER, now).lines
    assert tiles(sheet)["contacts"].before == (
        Before("November 2025", before["C01_contacts"]),  # type: ignore[arg-type]
        Before("December 2024", 0),
    )
    reported = before["I07_reported_any"]
    assert isinstance(reported, dict)
    assert tiles(sheet)["reported in any form"].before[0].value == Rate(
        reported["n"], reported["d"]
    )
    assert f"November 2025: {before['C01_contacts']}" in read(sheet.document)


def test_quarters_and_years_are_compared_with_their_own_kind(full: Desk) -> None:
    now = full.clock.now()
    for period, names in (
        (periods.quarter("2025-Q4"), ["July to September 2025", "October to December 2024"]),
        (periods.quarter("2026-Q1"), ["October to December 2025", "January to March 2025"]),
        (periods.year("2025"), ["2024"]),
        (periods.span("2025-10-05", "2025-11-04"), []),
        (periods.month("1900-01"), ["December 1899", "January 1899"]),
        (periods.quarter("1900-Q1"), ["October to December 1899", "January to March 1899"]),
    ):
        found = tiles(full.do(printing.make, "internal", period, now))["contacts"].before
        assert [each.period for each in found] == names


def test_who_is_outside_sees_earlier_figures_only_once_they_were_printed(
    full: Desk, clock: SetClock
) -> None:
    now = clock.now()
    alone = tiles(full.do(printing.make, "lottery", DECEMBER, now))
    assert not any(tile.before for tile in alone.values())
    shown = full.do(showing.show, Wanted("lottery", NOVEMBER))
    assert shown is not None
    issued = full.do(leaving.issue, shown, None).value
    clock.moment += timedelta(hours=1)
    (heads,) = (each for each in issued.document.plain_blocks() if isinstance(each, Headlines))
    printed = {tile.unit: tile.value for tile in heads.tiles}
    for unit, tile in tiles(full.do(printing.make, "lottery", DECEMBER, clock.now())).items():
        allowed = not isinstance(tile.value, Hidden) and not isinstance(printed[unit], Hidden)
        expected = [Before("November 2025", printed[unit])] if allowed else []  # type: ignore[arg-type]
        assert list(tile.before) == expected


def test_an_issue_keeps_what_it_was_compared_with(full: Desk, clock: SetClock) -> None:
    december = full.do(showing.show, Wanted("lottery", DECEMBER))
    assert december is not None
    issued = full.do(leaving.issue, december, None).value
    clock.moment += timedelta(hours=1)
    november = full.do(showing.show, Wanted("lottery", NOVEMBER))
    assert november is not None
    full.do(leaving.issue, november, None)
    again = full.do(showing.show, Wanted("lottery", DECEMBER))
    assert again is not None
    assert again.text == issued.text


def test_shares_month_by_month_stand_inside_with_both_counts(full: Desk) -> None:
    now = full.clock.now()
    sheet = full.do(printing.make, "internal", DECEMBER, now)
    (table,) = (
        each
        for each in sheet.document.plain_blocks()
        if isinstance(each, Table)
        and each.heading.title == "Reporting and agreement, month by month"
    )
    assert len(table.rows) == 12
    last = full.ask(run, "internal", DECEMBER, now).lines["I07_reported_any"]
    assert isinstance(last, dict)
    assert table.rows[-1][:2] == ("December 2025", Rate(last["n"], last["d"]))
    others = full.do(printing.make, "lottery", DECEMBER, now)
    assert "month by month" not in read(others.document)


def test_the_method_says_which_periods_were_compared_and_what_figures_do_not_say(
    full: Desk,
) -> None:
    inside = read(full.do(printing.make, "internal", DECEMBER, full.clock.now()).document)
    assert "figures of November 2025 · December 2024, as known at the same moment" in inside
    assert "Exact figures, for inside only." in inside
    outside = read(full.do(printing.make, "lottery", DECEMBER, full.clock.now()).document)
    assert "Beside the headlines" not in outside
    assert "a second, separate part of the program checks it" in outside
    for text in (inside, outside):
        assert "do not say how many people sell sex in an area" in text
