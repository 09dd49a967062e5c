"""A messy spreadsheet brought in: guessed, corrected, refused row by row, set aside, taken in."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.contacts import Contact
from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.clock import SetClock
from outreach_app.exchange.exporting import export
from outreach_app.exchange.moving_in import guessing, naming, taking
from outreach_app.exchange.moving_in.matching import NEW
from outreach_app.exchange.moving_in.spreadsheet import Table, read
from outreach_app.exchange.moving_in.taking import Look
from outreach_app.governance import audit
from outreach_app.statistics import answer, periods
from tests.outreach_app.exchange.moving_in import messy


def sheet_of(tmp_path: Path, data: bytes, name: str = "log.csv") -> Table:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path).tables[0]


@pytest.fixture
def log(tmp_path: Path) -> Table:
    return sheet_of(tmp_path, messy.as_csv(messy.rows()))


def headings(sheet: Table, seen: Look) -> tuple[str, ...]:
    return guessing.headings(sheet, seen.matching.heading)


def test_headings_and_columns_are_guessed(desk: Desk, log: Table) -> None:
    seen = desk.ask(taking.begin, log)
    assert seen.matching.kind == "contacts"
    assert seen.matching.heading == 3
    columns = {name: messy.HEADINGS[n] for name, n in seen.matching.columns.items()}
    assert columns == {
        "day": "Date",
        "time": "Time",
        "who": "Name",
        "area": "Where",
        "setting": "Type of contact",
        "outcome": "Result",
        "supply.condom_ext": "Condoms",
        "minutes": "Mins",
    }
    assert seen.fitted.unmatched == ("Notes",)
    assert seen.fitted.dates


def test_it_comes_in_as_one_and_is_counted_from_now_on(desk: Desk, log: Table) -> None:
    seen = desk.ask(taking.begin, log)
    assert [(t.number, t.heading, t.why) for t in seen.fitted.troubles] == []
    row = desk.do(taking.take_in, log, seen.matching, headings(log, seen)).value
    assert row.counts["contacts"] == 200
    with desk._book.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 200
        assert sorted(session.scalars(select(Person.alias))) == [
            "Dune", "José", "Rose", "Rose M", "Zoë", "blonde Kay",
        ]  # fmt: skip
        moments = set(session.scalars(select(Contact.recorded_at)))
        days = sorted(session.scalars(select(Contact.started_at)))
    assert moments == {desk.clock.now().replace(microsecond=0)}
    assert days[0].year == days[-1].year == 2024
    assert "canal_side" in row.new_areas or "canalside" in row.new_areas
    assert desk.ask(audit.latest, 1)[0].action == "imported"
    assert desk.do(export)


def test_the_same_rows_are_known_again_and_the_matching_is_remembered(
    desk: Desk, log: Table, tmp_path: Path
) -> None:
    first = desk.ask(taking.begin, log)
    corrected = replace(first.matching, whole={"late_reason": "paper"}, order="dmy")
    first = desk.ask(taking.look, log, corrected)
    desk.do(taking.take_in, log, first.matching, headings(log, first))
    longer = sheet_of(tmp_path, messy.as_csv(messy.rows(210)))
    again = desk.ask(taking.begin, longer)
    assert again.remembered
    assert again.matching.whole == {"late_reason": "paper"}
    assert len(again.fitted.before) == 200
    matching = replace(again.matching, people=messy.agreed(again), without=again.fitted.before)
    rest = desk.ask(taking.look, longer, matching)
    assert rest.fitted.rows == 10
    assert rest.people == 0
    desk.do(taking.take_in, longer, rest.matching, headings(longer, rest))
    with desk._book.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 210
        assert session.scalar(select(func.count()).select_from(Person)) == 6


def test_rows_that_do_not_fit_are_named_and_set_aside(desk: Desk, tmp_path: Path) -> None:
    rows = messy.rows(20)
    rows[3][0] = "31/02/2024"
    rows[4][0] = "March 2024"
    rows[5][6] = "lots"
    rows[6][0] = "01/01/2090"
    rows[7][4] = "carrier pigeon"
    rows[8][8] = "=danger"
    rows[8][1] = "after tea"
    log = sheet_of(tmp_path, messy.as_csv(rows, "utf-16", "\t"))
    seen = desk.ask(taking.begin, log)
    assert seen.checked is None
    said = {(t.number, t.heading) for t in seen.fitted.troubles}
    assert said == {
        (7, "Date"), (8, "Date"), (9, "Condoms"), (10, "Date"), (11, "Type of contact"),
        (12, "Time"),
    }  # fmt: skip
    aside = desk.do(taking.set_aside, log, seen).value
    again = sheet_of(tmp_path, aside, "aside.csv")
    assert [line.values[-2] for line in again.lines[1:]] == ["7", "8", "9", "10", "11", "12"]
    assert again.lines[6].values[8] == "=danger"
    rest = desk.ask(taking.look, log, replace(seen.matching, without=seen.fitted.bad))
    assert rest.checked is not None
    assert rest.fitted.rows == 14


def test_somebody_the_casebook_has_is_proposed_and_may_be_another(
    desk: Desk, tmp_path: Path
) -> None:
    rose = desk.do(people.create, PersonDraft("Rose"))
    log = sheet_of(tmp_path, messy.as_csv(messy.rows(8)))
    seen = desk.ask(taking.begin, log)
    names = {each.name.strip(): each for each in seen.fitted.names}
    assert (names["Rose"].choice, names["Rose"].proposed) == ("", rose.id)
    assert seen.checked is None
    seen = desk.ask(taking.look, log, replace(seen.matching, people=messy.agreed(seen)))
    assert names["Dune"].choice == NEW
    desk.do(taking.take_in, log, seen.matching, headings(log, seen))
    with desk._book.reading() as session:
        count = select(func.count()).select_from(Contact).where(Contact.person_id == rose.id)
        assert session.scalar(count) == 1
    desk.do(people.create, PersonDraft("Zoë"))
    other = sheet_of(tmp_path, messy.as_csv(messy.rows(12)[8:]))
    unsure = desk.ask(taking.begin, other)
    twice = [each for each in unsure.fitted.names if not each.proposed]
    assert [each.name for each in twice] == ["Zoë"]
    decided = replace(unsure.matching, people={**messy.agreed(unsure), naming.key("Zoë"): NEW})
    assert desk.ask(taking.look, other, decided).checked is not None


@pytest.mark.parametrize("form", ["utf-8-sig", "utf-16", "cp1252", "book"])
def test_every_form_of_the_file_says_the_same(desk: Desk, tmp_path: Path, form: str) -> None:
    rows = messy.rows(40)
    data = messy.as_book(rows) if form == "book" else messy.as_csv(rows, form)
    seen = desk.ask(
        taking.begin, sheet_of(tmp_path, data, "log.xlsx" if form == "book" else "l.csv")
    )
    assert seen.checked is not None, seen.fitted.troubles
    assert seen.fitted.rows == 40
    assert {each.name.strip() for each in seen.fitted.names} >= {"Zoë", "José"}


def test_no_figure_of_an_earlier_moment_changes(desk: Desk, clock: SetClock, log: Table) -> None:
    year = periods.year("2024")
    before = clock.moment
    first = desk.ask(answer.run, "internal", year, before).lines
    clock.moment += timedelta(days=1)
    seen = desk.ask(taking.begin, log)
    clock.moment += timedelta(hours=2)
    desk.do(taking.take_in, log, seen.matching, headings(log, seen))
    looked = clock.moment - timedelta(minutes=5)
    assert desk.ask(answer.run, "internal", year, before).lines == first
    assert desk.ask(answer.run, "internal", year, looked).lines == first
    now = desk.ask(answer.run, "internal", year, clock.moment).lines
    assert now != first
    # Of six people one was only ever tried for.
    assert now["R01_unique_people"] == 5
