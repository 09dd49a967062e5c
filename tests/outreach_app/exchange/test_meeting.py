"""A file meets a casebook: all of it comes in, or the casebook stays row for row what it was."""

import copy
import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from models.contacts import OutreachSession
from models.incidents import Incident, PartnerReport
from models.people import Person
from models.project import Area, VocabularyCode
from models.sharing import Alert
from models.support import Need
from outreach_app.bootstrap import Desk
from outreach_app.casework import people
from outreach_app.errors import Cancelled, NotAllowed
from outreach_app.exchange.checked import read_and_check
from outreach_app.exchange.exporting import export
from outreach_app.exchange.importing import preview, take_in
from outreach_app.exchange.problems import ExchangeRefused
from outreach_app.work import Work
from tests.outreach_app.exchange.conftest import NOW
from tests.outreach_app.exchange.moving import as_bytes, bring_in, checked, everything
from tests.outreach_app.exchange.planting import places

MakeDesk = Callable[..., Desk]


def only(data: dict[str, Any], table: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """Return an exchange object of the same project with nothing but these rows."""
    empty: dict[str, Any] = {name: [] for name, value in data.items() if isinstance(value, list)}
    return {"project": data["project"], **empty, table: list(rows)}


def not_taken_in(desk: Desk, data: Any) -> ExchangeRefused:
    before = everything(desk)
    file = checked(desk, data)
    with pytest.raises(ExchangeRefused) as seen:
        desk.ask(preview, file)
    with pytest.raises(ExchangeRefused) as caught:
        desk.do(take_in, file)
    assert everything(desk) == before
    assert caught.value.problems == seen.value.problems
    return caught.value


def test_the_same_file_comes_in_once(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)
    found = not_taken_in(desk, sample)
    assert [each.kind for each in found.problems] == ["E-EXISTS"]
    assert "2026-02-01T12:00:00Z by DAYA" in found.problems[0].line()


def test_every_row_that_is_there_is_named(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)
    sample["project"]["name"] = "Another name"
    found = not_taken_in(desk, sample)
    total = sum(len(rows) for rows in sample.values() if isinstance(rows, list))
    assert dict(found.kinds) == {"E-EXISTS": total}
    first = found.problems[0]
    assert (first.table, first.row, first.id, first.field) == ("sessions", 1, "SES-001", "id")
    assert "on 2026-02-01T12:00:00Z by DAYA" in first.line()


def test_a_row_that_left_by_export_does_not_come_back_twice(desk: Desk) -> None:
    desk.do(people.add, people.PersonDraft(alias="Wren"))
    found = not_taken_in(desk, desk.do(export))
    assert places(found) == [("persons", 1, "id", "E-EXISTS")]


def test_another_project_is_refused(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)
    other = only(sample, "enforcement_events")
    other["project"] = {**sample["project"], "id": "ELSE", "timezone": "Europe/Dublin"}
    found = not_taken_in(desk, other)
    assert places(found) == [
        ("project", 0, "id", "E-PROJECT"),
        ("project", 0, "timezone", "E-PROJECT"),
    ]
    assert "RAVEL" in found.problems[0].line()


def test_a_second_file_adds_rows_areas_and_staff(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)
    row = {"id": "SES-900", "type": "van_night", "workers": ["T9", "T2"], "area": "quayside"}
    row |= {"started_at": "2026-01-30T20:00Z", "recorded_at": "2026-01-30T23:00Z"}
    second = only(sample, "sessions", row)
    second["project"] = {**sample["project"], "name": "Renamed", "areas": ["quayside"]}
    seen = desk.ask(preview, checked(desk, second))
    assert (seen.takes_over, seen.new_areas, seen.new_staff) == (False, ("quayside",), ("T9",))
    bring_in(desk, second)
    assert desk.project_name == "Ravelstoke Outreach (invented)"
    out = json.loads(desk.do(export))
    assert out["project"]["areas"] == [*sample["project"]["areas"], "quayside"]
    assert len(out["sessions"]) == len(sample["sessions"]) + 1


def test_an_empty_casebook_lets_go_of_areas_it_never_used(
    desk: Desk, sample: dict[str, Any]
) -> None:
    def add(work: Work) -> None:
        work.session.add_all(
            [
                Area(code="left_over", label="Left over", sort=0),
                Area(code="foundry", label="The Foundry", police_area="East", sort=1),
            ]
        )

    desk.do(add)
    bring_in(desk, sample)
    with desk._book.reading() as session:
        found = {area.code: area for area in session.scalars(select(Area))}
    assert "left_over" not in found
    assert (found["foundry"].label, found["foundry"].police_area) == ("The Foundry", "East")


def test_stopping_leaves_nothing_behind(desk: Desk, sample: dict[str, Any]) -> None:
    before, file = everything(desk), checked(desk, sample)
    for stop in (1, 5, 12):
        told: list[float] = []

        def go_on(part: float, words: str, told: list[float] = told, stop: int = stop) -> bool:
            told.append(part)
            return len(told) < stop

        with pytest.raises(Cancelled):
            desk.do(take_in, file, go_on)
        assert everything(desk) == before
        assert told == sorted(told)


def test_reading_can_be_stopped(desk: Desk, sample: dict[str, Any]) -> None:
    with pytest.raises(Cancelled):
        read_and_check(as_bytes(sample), desk.vocabulary(), NOW, lambda part, words: False)


def test_progress_never_goes_back(desk: Desk, sample: dict[str, Any]) -> None:
    told: list[tuple[float, str]] = []

    def go_on(part: float, words: str) -> bool:
        told.append((part, words))
        return True

    read_and_check(as_bytes(sample), desk.vocabulary(), NOW, go_on)
    assert [part for part, _ in told] == sorted(part for part, _ in told)
    assert len({words for _, words in told}) == 3
    assert all(0 <= part <= 1 for part, _ in told)


def test_an_item_of_the_project_itself_is_known(desk: Desk, sample: dict[str, Any]) -> None:
    sample["contacts"][0]["supplies"]["x_soup"] = 2
    with pytest.raises(ExchangeRefused):
        checked(desk, sample)

    def add(work: Work) -> None:
        work.session.add(
            VocabularyCode(
                list_name="supply_item", code="x_soup", label="Soup", definition="", sort=99,
                own=True, maps={},
            )
        )  # fmt: skip

    desk.do(add)
    desk.refresh_project()
    bring_in(desk, sample)
    assert '"x_soup":2' in desk.do(export).decode()


def test_references_are_the_files_where_they_are_free(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)
    with desk._book.reading() as session:
        found = [
            *session.execute(select(Incident.reference, Incident.source_id)),
            *session.execute(select(Alert.reference, Alert.source_id)),
            *session.execute(select(PartnerReport.reference, PartnerReport.source_id)),
        ]
    assert found
    assert all(reference == source_id for reference, source_id in found)


def test_a_taken_reference_gives_way(desk: Desk, sample: dict[str, Any]) -> None:
    bring_in(desk, sample)

    def rename(work: Work) -> None:
        work.session.execute(
            update(Incident).where(Incident.source_id == "INR-01").values(reference="INR-77")
        )

    desk.do(rename)
    row = {**copy.deepcopy(sample["incidents"][8]), "id": "INR-77", "person_id": None}
    bring_in(desk, only(sample, "incidents", row))
    with desk._book.reading() as session:
        found = session.scalars(select(Incident).where(Incident.source_id == "INR-77")).one()
        taken = session.scalars(select(Incident.reference)).all()
    assert found.reference.startswith("INR-")
    assert len(set(taken)) == len(taken)


def test_codes_of_people_can_be_repeated(make_desk: MakeDesk, sample: dict[str, Any]) -> None:
    codes = []
    for name in "ab":
        desk = make_desk(name)
        desk.do(take_in, checked(desk, sample), None, random.Random(7))
        with desk._book.reading() as session:
            rows = session.execute(select(Person.alias, Person.code).order_by(Person.source_id))
            codes.append([tuple(row) for row in rows])
    assert codes[0] == codes[1]
    for alias, code in codes[0]:
        assert code[0] == alias[0].upper()


def test_only_the_lead_exports(desk: Desk) -> None:
    def export_as(work: Work, role: str) -> bytes:
        return export(replace(work, role=role))

    for role in ("volunteer", "outreach", "caseworker", "police_liaison", "reporter", "admin"):
        with pytest.raises(NotAllowed):
            desk.do(export_as, role)


def test_what_was_voided_here_and_cannot_be_said_is_left_out(
    desk: Desk, sample: dict[str, Any]
) -> None:
    bring_in(desk, sample)

    def void(work: Work) -> None:
        for model, id_ in ((OutreachSession, "SES-001"), (Need, "NED-09")):
            work.session.execute(
                update(model)
                .where(model.source_id == id_)
                .values(voided_at=work.now, void_reason="test")
            )

    desk.do(void)
    raw = desk.do(export)
    out = json.loads(raw)
    assert "SES-001" not in [row["id"] for row in out["sessions"]]
    assert next(r for r in out["contacts"] if r["id"] == "CON-0106")["session_id"] is None
    assert next(r for r in out["referrals"] if r["id"] == "REF-01")["need_id"] is None
    checked(desk, raw)
