"""Incidents, people and needs out of a sheet: what each becomes, and what is asked first."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.incidents import Incident, Suspect, Vehicle
from models.people import Person
from models.support import Need, NeedEvent
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.casework.people import PersonDraft
from outreach_app.exchange.moving_in import guessing, taking
from outreach_app.exchange.moving_in.matching import EACH, NEW
from outreach_app.exchange.moving_in.spreadsheet import Table, read
from outreach_app.exchange.moving_in.taking import Look
from tests.outreach_app.exchange.moving_in.messy import agreed


def sheet(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "some.csv"
    path.write_text(text, encoding="utf-8")
    return read(path).tables[0]


def take_in(desk: Desk, table: Table, seen: Look) -> None:
    assert seen.checked is not None, seen.fitted.troubles
    names = guessing.headings(table, seen.matching.heading)
    desk.do(taking.take_in, table, seen.matching, names)


def rows(desk: Desk, model: Any) -> list[Any]:
    with desk._book.reading() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def test_incidents_keep_what_was_said_and_how_far_the_day_is_known(
    desk: Desk, tmp_path: Path
) -> None:
    table = sheet(
        tmp_path,
        "Incident date,Date reported,Name,Incident type,Description,Exact location,"
        "Car make,Colour,Reg,Phone number\n"
        "12/11/2025,14/11/2025,Rose,Robbery,He took the bag.,behind 4 Mill St,Ford,Silver,"
        "QA12 ??B,07700900123\n"
        "March 2025,20/11/2025,,verbal abuse,,,,,,\n"
        "?,21/11/2025,anon,Rape,,,,,,\n"
        "15/12/2025,,Rose,Knife,,,,,,\n",
    )
    seen = desk.ask(taking.begin, table)
    assert seen.matching.kind == "incidents"
    take_in(desk, table, seen)
    found = rows(desk, Incident)
    assert [each.occurred_precision for each in found] == ["day", "month", "unknown", "day"]
    assert [each.type for each in found] == ["robbery", "verbal_abuse", "rape", "threats_weapon"]
    first = found[0]
    assert first.disclosed_at == datetime(2025, 11, 14, 12, tzinfo=UTC)
    assert (first.occurred_on, first.private_note) == (date(2025, 11, 12), "He took the bag.")
    assert first.reference.startswith("INR-")
    # Without a day it was told, the day it happened stands for that.
    assert found[3].disclosed_at == datetime(2025, 12, 15, 12, tzinfo=UTC)
    assert [each.person_id is None for each in found] == [False, True, True, False]
    assert rows(desk, Vehicle)[0].plate_said == "QA12 ??B"
    assert rows(desk, Suspect)[0].phone_said == "07700900123"
    assert {each.recorded_at for each in found} == {desk.clock.now().replace(microsecond=0)}


def test_people_who_are_there_are_left_as_they_are(desk: Desk, tmp_path: Path) -> None:
    rose = desk.do(people.create, PersonDraft("Rose"))
    table = sheet(
        tmp_path,
        "Working name,Age,Ethnicity,First seen,Gender\n"
        "Rose,34,White Irish,01/02/2024,F\n"
        "Comet,17,,,\n"
        "Comet,41,Chinese,,woman\n"
        "Lark,25-34,W2,3/5/23,\n",
    )
    seen = desk.ask(taking.begin, table)
    assert seen.matching.kind == "persons"
    ethnic = {each.value: each.code for each in seen.fitted.values if each.target == "ethnicity"}
    assert ethnic["Chinese"] == "A4"
    decided = replace(seen.matching, values={"ethnicity": {guessing.simple("White Irish"): "W2"}})
    seen = desk.ask(taking.look, table, decided)
    # Rose is there already, and two rows have one name: nobody is taken for anybody unasked.
    assert [(t.number, t.heading) for t in seen.fitted.troubles] == [
        (2, "Working name"), (3, "Working name"), (4, "Working name"),
    ]  # fmt: skip
    people_said = agreed(seen)
    assert people_said == {"rose": rose.id}
    one = desk.ask(taking.look, table, replace(decided, people={**people_said, "comet": NEW}))
    assert (one.fitted.rows, one.fitted.same) == (2, 2)
    apart = desk.ask(taking.look, table, replace(decided, people={**people_said, "comet": EACH}))
    assert (apart.fitted.rows, apart.fitted.same) == (3, 1)
    take_in(desk, table, apart)
    found = {(each.alias, each.age_band) for each in rows(desk, Person)}
    assert found == {
        ("Rose", "not_known"), ("Comet", "16_17"), ("Comet", "35_44"), ("Lark", "25_34"),
    }  # fmt: skip
    lark = next(each for each in rows(desk, Person) if each.alias == "Lark")
    assert lark.first_contact_before == lark.last_contact_before == date(2023, 5, 3)


def test_needs_hang_on_somebody_and_carry_how_they_stand(desk: Desk, tmp_path: Path) -> None:
    rose = desk.do(people.create, PersonDraft("Rose"))
    table = sheet(
        tmp_path,
        "Client\tSupport need\tDate identified\tStatus\tStatus date\n"
        "Rose\tHousing\t01/10/2025\tongoing\t05/10/2025\n"
        "Lark\tDrugs\t02/10/2025\tclosed\t\n"
        "\tDebt\t02/10/2025\t\t\n",
    )
    seen = desk.ask(taking.begin, table)
    assert seen.matching.kind == "needs"
    seen = desk.ask(taking.look, table, replace(seen.matching, people=agreed(seen)))
    assert [(each.number, each.heading) for each in seen.fitted.troubles] == [(4, "Client")]
    rest = desk.ask(taking.look, table, replace(seen.matching, without=seen.fitted.bad))
    take_in(desk, table, rest)
    found = rows(desk, Need)
    assert [each.category for each in found] == ["housing", "drugs"]
    assert found[0].person_id == rose.id
    assert [(e.status, e.on_day.isoformat()) for e in rows(desk, NeedEvent)] == [
        ("in_progress", "2025-10-05"),
        ("met", "2025-10-02"),
    ]


def test_several_words_in_one_cell_and_numbers_of_things_given(desk: Desk, tmp_path: Path) -> None:
    table = sheet(
        tmp_path,
        "Date;Contact type;Outcome;Needle packs;Condoms;Hot drinks;Hours\n"
        "01.12.2025;drop in;talked;2;0;;3\n"
        "02.12.2025;phone;no answer;;;1;\n",
    )
    seen = desk.ask(taking.begin, table)
    assert seen.fitted.unmatched == ("Hours",)
    first = seen.fitted.tables["contacts"][0][1]
    assert first["supplies"] == {"needle_set": 2}
    take_in(desk, table, seen)
