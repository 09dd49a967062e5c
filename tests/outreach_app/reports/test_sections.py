"""Tables of a page: what stands where little or nothing may be printed, and under which words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from outreach_app.reports import compose, labels, sections
from outreach_app.reports.compose import About
from outreach_app.reports.document import LineChart, Paragraphs, Plain, Table
from outreach_app.reports.revised import NONE
from outreach_app.statistics import packs, periods
from outreach_app.statistics.figures import HIDDEN, Figures, Series
from outreach_app.statistics.packs import Section
from outreach_app.vocabulary import shipped

QUARTER = periods.quarter("2025-Q4")
LISTS = shipped()
LOTTERY = packs.load("lottery")


def figures(lines: Mapping[str, Any], series: tuple[Series, ...] = ()) -> Figures:
    now = datetime(2026, 1, 7, tzinfo=UTC)
    return Figures(QUARTER, now, "lottery", LISTS.version, lines, series=series)


def made(table: str, total: str, lines: Mapping[str, Any], kind: str = "table") -> Plain:
    one = Section(
        kind="bars" if kind == "bars" else "table",
        title="A table",
        unit="items",
        table=table,
        rows=(),
        total=total,
        note="A note.",
        kinds=frozenset({"quarter"}),
    )
    (found,) = sections.of(figures(lines), replace(LOTTERY, sections=(one,)), LISTS, NONE)
    return found


def test_a_table_without_a_figure_is_one_sentence() -> None:
    rows = dict.fromkeys(("SV", "VI", "PR"), HIDDEN)
    found = made("I03_by_group", "", {"I03_by_group": rows})
    assert isinstance(found, Paragraphs)
    assert found.texts == ("Every figure here is withheld.",)
    bars = made("I03_by_group", "", {"I03_by_group": rows}, "bars")
    assert isinstance(bars, Paragraphs)


def test_shares_without_a_figure_say_of_how_many_they_are() -> None:
    codes = LISTS["police_response"].codes()[:9]
    dash = {"n": HIDDEN, "d": 40, "pct": HIDDEN}
    found = made("I14_police_response", "", {"I14_police_response": dict.fromkeys(codes, dash)})
    assert isinstance(found, Paragraphs)
    assert found.texts == ("Every figure here is withheld. Each is a part of 40.",)
    rows = {**dict.fromkeys(codes[1:], dash), codes[0]: {"n": 15, "d": 40, "pct": 38}}
    found = made("I14_police_response", "", {"I14_police_response": rows})
    assert isinstance(found, Table)
    assert len(found.rows) == 1
    assert found.notes[0].startswith("Withheld (–), each of 40: ")
    mixed = {**rows, codes[1]: {"n": HIDDEN, "d": HIDDEN, "pct": HIDDEN}}
    found = made("I14_police_response", "", {"I14_police_response": mixed})
    assert isinstance(found, Table)
    assert found.notes[0].startswith("Withheld (–): ")


def test_one_figure_keeps_the_table_and_every_dash_of_a_short_one() -> None:
    rows = {"SV": 5, "VI": HIDDEN, "PR": HIDDEN}
    found = made("I03_by_group", "", {"I03_by_group": rows})
    assert isinstance(found, Table)
    assert len(found.rows) == 3
    total = made(
        "I03_by_group",
        "I01_incidents",
        {"I03_by_group": dict.fromkeys(rows, HIDDEN), "I01_incidents": 20},
    )
    assert isinstance(total, Table)
    assert len(total.rows) == 3


def test_a_long_column_of_dashes_is_named_below_what_is_printed() -> None:
    codes = LISTS["supply_item"].codes()
    rows = {code: 40 if code == "condom_ext" else HIDDEN for code in codes}
    found = made("S01_supplies", "", {"S01_supplies": rows})
    assert isinstance(found, Table)
    assert [row[1] for row in found.rows] == [40]
    sentence, note = found.notes
    assert note == "A note."
    assert sentence.startswith("Withheld (–): ")
    # Not one row is left out: a row that is missing would be taken for a nought.
    assert all(LISTS["supply_item"][code].label in sentence for code in codes[1:])


def test_a_chart_without_a_point_is_one_sentence_and_headings_are_numbered_through() -> None:
    months = periods.months_up_to(QUARTER.last, 12)
    series = (Series("C01_contacts", months, (HIDDEN,) * 12),)
    small = replace(LOTTERY, sections=(), tiles=())
    about = About("Tidewell", ZoneInfo("Europe/London"), "Mo")
    document = compose.compose(figures({"C01_contacts": 20}, series), small, LISTS, about)
    blocks = list(document.plain_blocks())
    assert not any(isinstance(each, LineChart) for each in blocks)
    (chart,) = (each for each in blocks if isinstance(each, Paragraphs) and each.heading)
    assert chart.texts == ("Every figure here is withheld.",)
    assert chart.heading is not None
    assert chart.heading.number == 1


def test_rows_inside_and_outside_have_the_same_words_and_order() -> None:
    known = LISTS["age_band"].codes()
    rows = dict.fromkeys(known, 1)
    for member in ("exact", "published"):
        path = f"R06_demographics/age_band/{member}"
        assert labels.in_order(path, dict(reversed(rows.items())), LISTS) == known
        assert [labels.of_row(path, code, LISTS) for code in known] == [
            LISTS["age_band"][code].label for code in known
        ]
    words = labels.of_row("N05_identified_by_moj", "family_friends_children", LISTS)
    assert words == "Family, friends and children"


def test_an_area_without_a_police_area_is_shown_as_not_set() -> None:
    """Source: exchange format, 3.4; the same row holds areas nobody knows."""
    path = "PV05_police_areas_weapons_vehicles/area"
    assert labels.of_row(path, "unknown", LISTS) == "Not set, or not known"


def test_the_last_line_of_a_table_says_what_it_is() -> None:
    one = Section(
        kind="table",
        title="Cases",
        unit="cases",
        table="",
        rows=("K01_cases/open_start", "K01_cases/opened", "K01_cases/closed"),
        total="K01_cases/open_end",
        note="",
        kinds=frozenset({"quarter"}),
    )
    cases = {"open_start": 14, "opened": 4, "closed": 5, "open_end": 13}
    pack = replace(packs.load("internal"), sections=(one,))
    (found,) = sections.of(figures({"K01_cases": cases}), pack, LISTS, NONE)
    assert isinstance(found, Table)
    assert found.total is not None
    assert found.total[0] == "Open at the end"
