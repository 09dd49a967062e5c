"""Names out of a sheet: nobody lost for their letters, nobody taken for somebody else unasked."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from models.people import Person
from outreach_app.bootstrap import Desk
from outreach_app.casework import linking, people
from outreach_app.casework.linking import LinkDraft
from outreach_app.casework.people import PersonDraft
from outreach_app.exchange.moving_in import guessing, naming, taking
from outreach_app.exchange.moving_in.matching import AS, NOBODY, NameChoice
from outreach_app.exchange.moving_in.spreadsheet import Table, read
from outreach_app.exchange.moving_in.taking import Look
from tests.outreach_app.exchange.moving_in.messy import agreed


def log(tmp_path: Path, *names: str) -> Table:
    path = tmp_path / "log.csv"
    rows = [f"{day + 1:02d}/10/2025;{name};Van;talked\n" for day, name in enumerate(names)]
    path.write_text("Date;Name;Type of contact;Result\n" + "".join(rows), encoding="utf-8")
    return read(path).tables[0]


def met(seen: Look) -> dict[str, NameChoice]:
    return {each.name: each for each in seen.fitted.names}


def aliases(desk: Desk) -> list[str]:
    with desk._book.reading() as session:
        return sorted(session.scalars(select(Person.alias)))


def take_in(desk: Desk, table: Table, seen: Look) -> None:
    assert seen.checked is not None, seen.fitted.troubles
    headings = guessing.headings(table, seen.matching.heading)
    desk.do(taking.take_in, table, seen.matching, headings)


def test_names_in_every_script_are_names(desk: Desk, tmp_path: Path) -> None:
    table = log(tmp_path, "Мария", "مريم", "小梅", "Zoë", "Zo", "🌹", "???", "-", "")
    seen = desk.ask(taking.begin, table)
    assert seen.fitted.unnamed == 3
    take_in(desk, table, seen)
    assert aliases(desk) == sorted(["Мария", "مريم", "小梅", "Zoë", "Zo", "🌹"])


def test_only_case_and_blanks_make_one_name_of_two(desk: Desk, tmp_path: Path) -> None:
    table = log(tmp_path, "Rose  M", "rose m", "Rose M?", "Rose/M", "Zoë", "Zoe")
    take_in(desk, table, desk.ask(taking.begin, table))
    assert aliases(desk) == sorted(["Rose  M", "Rose M?", "Rose/M", "Zoë", "Zoe"])


def test_the_very_same_name_is_asked_about_and_one_yes_is_enough(
    desk: Desk, tmp_path: Path
) -> None:
    rose = desk.do(people.create, PersonDraft("Rose"))
    table = log(tmp_path, "ROSE", "Kay")
    seen = desk.ask(taking.begin, table)
    assert [(each.number, each.heading) for each in seen.fitted.troubles] == [(2, "Name")]
    assert agreed(seen) == {"rose": rose.id}
    by_code = desk.ask(taking.begin, log(tmp_path, rose.code.lower()))
    assert list(agreed(by_code).values()) == [rose.id]
    take_in(desk, table, desk.ask(taking.look, table, replace(seen.matching, people=agreed(seen))))
    assert aliases(desk) == ["Kay", "Rose"]


def test_names_like_those_of_the_casebook_are_shown(desk: Desk, tmp_path: Path) -> None:
    desk.do(people.create, PersonDraft("Rosie"))
    seen = desk.ask(taking.begin, log(tmp_path, "Rozie", "Bianca"))
    assert [known.alias for known in met(seen)["Rozie"].like] == ["Rosie"]
    assert met(seen)["Bianca"].like == ()


def test_spellings_of_one_sheet_may_be_said_to_be_one_person(desk: Desk, tmp_path: Path) -> None:
    table = log(tmp_path, "Zoe", "Zoë", "Zoë", "Rosie", "Rozie")
    seen = desk.ask(taking.begin, table)
    assert met(seen)["Zoe"].also == ("Zoë",)
    assert met(seen)["Zoë"].also == ()
    assert met(seen)["Rozie"].also == ("Rosie",)
    people_said = {"zoe": AS + naming.key("Zoë"), "rozie": AS + "rosie"}
    seen = desk.ask(taking.look, table, replace(seen.matching, people=people_said))
    take_in(desk, table, seen)
    assert aliases(desk) == ["Rosie", "Zoë"]


def test_two_names_said_to_be_each_other_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    table = log(tmp_path, "Rosie", "Rozie")
    seen = desk.ask(taking.begin, table)
    circle = replace(seen.matching, people={"rosie": AS + "rozie", "rozie": AS + "rosie"})
    assert len(desk.ask(taking.look, table, circle).fitted.bad) == 2


@pytest.mark.parametrize("name", ["Anon 2", "unknown female", "3 women", "x2 girls", "Total"])
def test_what_may_be_no_name_is_asked_about(desk: Desk, tmp_path: Path, name: str) -> None:
    table = log(tmp_path, name, "Rose 2", "24")
    seen = desk.ask(taking.begin, table)
    assert seen.fitted.bad == {2}
    assert met(seen)[name].proposed == ""
    said = replace(seen.matching, people={naming.key(name): NOBODY})
    seen = desk.ask(taking.look, table, said)
    assert (seen.fitted.rows, seen.fitted.unnamed, seen.people) == (3, 1, 2)


def test_a_row_of_totals_becomes_nobody(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Working name,Age\nRose,34\nTotal,1\n", encoding="utf-8")
    table = read(path).tables[0]
    seen = desk.ask(taking.begin, table)
    assert seen.fitted.bad == {3}
    seen = desk.ask(taking.look, table, replace(seen.matching, people={"total": NOBODY}))
    assert (seen.fitted.rows, seen.fitted.nothing) == (1, (3,))


def test_the_name_of_a_joined_record_is_theirs_whom_it_was_joined_with(
    desk: Desk, tmp_path: Path
) -> None:
    kay, flo = (desk.do(people.create, PersonDraft(alias)) for alias in ("Kay", "Florence"))
    desk.do(linking.link, LinkDraft(flo.id, kay.id, "the same voice"))
    seen = desk.ask(taking.begin, log(tmp_path, "florence", "Kay"))
    assert [each.number for each in seen.fitted.troubles] == [2, 3]
    assert agreed(seen) == {"florence": kay.id, "kay": kay.id}
    other = desk.ask(taking.begin, log(tmp_path, "Florense"))
    assert [known.key for known in met(other)["Florense"].like] == [kay.id]
