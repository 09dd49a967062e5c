"""The lines marked ° that the exchange format knows nothing of, against rows counted by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models.following import Amendment, IncidentPolice, MeasureEvent, PoliceResponse
from models.incidents import Incident, PartnerReport
from models.matching import MatchDecision
from models.protection import PoliceComplaint
from models.requests import OutsideRequest
from models.telling_more import NaloxoneTalk
from outreach_app.statistics import periods, registry
from outreach_app.statistics.facts import Facts
from outreach_app.statistics.window import Window
from outreach_app.vocabulary import CodeEntry, with_entries
from tests.outreach_app.statistics import loading
from tests.outreach_app.statistics.asking import every

QUARTER = periods.quarter("2025-Q1")
MARCH = periods.month("2025-03")
LATER = datetime(2025, 6, 1, tzinfo=UTC)
NOON = "T12:00:00Z"


def at(day: str) -> datetime:
    return datetime.fromisoformat(day + NOON)


def share(part: int, whole: int) -> dict[str, Any]:
    return {"n": part, "d": whole, "pct": round(100 * part / whole, 1) if whole else None}


def incident(key: str, *steps: str, person: str | None = "P1", **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "person_id": person,
        "disclosed_at": f"2025-03-10{NOON}",
        "recorded_at": f"2025-03-10{NOON}",
        "type": "robbery",
        "area": "north",
        "path_events": [
            {"on": "2025-03-12", "path": path, "recorded_at": f"2025-03-12{NOON}"} for path in steps
        ],
        **more,
    }


def outcome(code: str, day: str) -> dict[str, str]:
    return {"on": day, "outcome": code, "recorded_at": day + NOON}


def consent(key: str, about: str) -> dict[str, str]:
    when = f"2025-03-11{NOON}"
    return {
        "id": key,
        "incident_id": about,
        "scope": "police_full",
        "state": "given",
        "at": when,
        "recorded_at": when,
    }


@pytest.fixture
def book(empty: Session) -> Session:
    """Five incidents told in March: two told to nobody, three reported with identity."""
    loading.take_in(
        empty,
        {
            "project": {
                "id": "X",
                "name": "X",
                "timezone": "Europe/London",
                "areas": ["north", "south", "east"],
            },
            "persons": [{"id": "P1", "alias": "Quill"}, {"id": "P2", "alias": "Reed"}],
            "contacts": [
                {
                    "id": f"C{number}",
                    "person_id": person,
                    "started_at": f"2025-03-0{number}{NOON}",
                    "recorded_at": f"2025-03-0{number}{NOON}",
                    "setting": "street_van",
                    "outcome": "engaged",
                    "supplies": {"naloxone_nasal": number},
                }
                for number, person in enumerate(("P1", "P1", "P2", None), 1)
            ],
            "incidents": [
                incident("N1", "not_reported"),
                incident("N2", "warn_only", person="P2"),
                incident("Y1", "p101", outcome_events=[outcome("INV", "2025-03-13")]),
                incident(
                    "Y2",
                    "station",
                    person="P2",
                    area="south",
                    hate_flag="added",
                    vehicle={"plate_said": None},
                    outcome_events=[outcome("HO01", "2025-03-20"), outcome("CAN2", "2025-04-20")],
                ),
                incident("Y3", "p999", person=None, area="east"),
            ],
            "consents": [consent(f"A{each}", each) for each in ("Y1", "Y2", "Y3")],
        },
    )
    return empty


def figures(session: Session, period: periods.Period = MARCH, as_at: datetime = LATER) -> Any:
    return every(session, period, as_at)


def reasons(key: str, *codes: str, reference: str | None = None) -> IncidentPolice:
    return IncidentPolice(
        incident_id=key, not_reported=codes, crime_reference=reference, noted_at=at("2025-04-20")
    )


def changed(key: str, day: str, **before: Any) -> Amendment:
    return Amendment(id=f"{key}-{day}", incident_id=key, at=at(day), reason="police", before=before)


def test_reasons_are_shares_of_what_police_were_not_told(book: Session) -> None:
    book.add(reasons("N1", "not_believed", "children"))
    # Y1 was reported: reasons once given are no part of the line.
    book.add(reasons("Y1", "outing"))
    book.flush()
    found = figures(book)["I13_reasons_not_reported"]
    assert found == {
        "not_believed": share(1, 2),
        "children": share(1, 2),
        "not_recorded": share(1, 2),
    }
    # Outside a missing row would be a nought: every row is there before it is protected.
    line = registry.known()["I13_reasons_not_reported"]
    lists = loading.lists_of(["north"])
    whole: Any = line.exact(Facts(book, Window.of(MARCH, LATER, loading.LONDON), lists))
    assert set(whole) == {*lists["not_reported_reason"].codes(), "not_recorded"}
    assert whole["outing"] == share(0, 2)


def test_reasons_are_those_that_stood_at_the_moment(book: Session) -> None:
    # First written on 15 March, changed on 1 April and on 20 April.
    book.add(reasons("N1", "outing"))
    book.add_all(
        [
            changed("N1", "2025-03-15", not_reported=[]),
            changed("N1", "2025-04-01", not_reported=["children"]),
            changed("N1", "2025-04-20", not_reported=["landlord"], crime_reference=None),
        ]
    )
    book.flush()

    def given(day: str) -> set[str]:
        found = figures(book, MARCH, at(day))["I13_reasons_not_reported"]
        return {row for row, each in found.items() if each["n"]}

    assert given("2025-03-14") == {"not_recorded"}
    assert given("2025-03-20") == {"children", "not_recorded"}
    assert given("2025-04-10") == {"landlord", "not_recorded"}
    assert given("2025-05-01") == {"outing", "not_recorded"}


def test_what_police_did_is_a_share_of_reports_with_identity(book: Session) -> None:
    for number, (key, day, codes) in enumerate(
        (
            ("Y1", "2025-03-14", ("crime_recorded", "respectful")),
            ("Y1", "2025-03-20", ("respectful",)),
            ("Y2", "2025-05-30", ("no_response",)),
            ("N1", "2025-03-14", ("arrested",)),
        )
    ):
        book.add(
            PoliceResponse(
                id=f"R{number}",
                incident_id=key,
                on_day=date.fromisoformat(day),
                recorded_at=at(day),
                position=number,
                responses=codes,
            )
        )
    book.flush()

    def told(as_at: datetime) -> dict[str, Any]:
        found = figures(book, MARCH, as_at)["I14_police_response"]
        return {row: each for row, each in found.items() if each["n"]}

    assert told(LATER) == {
        "crime_recorded": share(1, 3),
        "respectful": share(1, 3),
        "no_response": share(1, 3),
        "nothing_told": share(1, 3),
    }
    assert told(at("2025-04-01"))["nothing_told"] == share(2, 3)


def test_links_count_once_and_only_while_they_hold(book: Session) -> None:
    report = PartnerReport(
        id="Z9",
        reference="Z9",
        project="Elsewhere",
        received_at=at("2025-03-01"),
        type="robbery",
        month="2025-02",
    )
    book.add(report)
    book.flush()

    def decide(number: int, one: str, other: str, decision: str, day: str, **more: Any) -> None:
        sides = {
            f"{side}_{'report' if key == 'Z9' else 'incident'}_id": key
            for side, key in (("one", one), ("other", other))
        }
        book.add(
            MatchDecision(id=f"M{number}", decision=decision, decided_at=at(day), **sides, **more)
        )

    decide(1, "N1", "Y1", "same_confirmed", "2025-03-15")
    decide(2, "N1", "Y1", "same_confirmed", "2025-03-16")  # said twice
    decide(3, "N1", "Z9", "same_confirmed", "2025-03-17")  # with another project's report
    decide(4, "N2", "Y2", "treated_as_same", "2025-03-17")  # not confirmed
    decide(5, "N2", "Y1", "same_confirmed", "2025-03-18")
    decide(6, "N2", "Y1", "different", "2025-04-18")  # changed later
    undone = {"undone_at": at("2025-05-01"), "undone_by": "T1"}
    decide(7, "N2", "Y3", "same_confirmed", "2025-03-19", **undone)
    decide(8, "Y1", "Y2", "same_confirmed", "2025-02-19")  # in February
    book.flush()
    found = figures(book)["I15_repeat_suspects"]
    assert found == {"links": 2, "incidents": 2}
    early = figures(book, MARCH, at("2025-04-01"))["I15_repeat_suspects"]
    assert early == {"links": 4, "incidents": 4}
    gone = update(Incident).where(Incident.id == "Y1")
    book.execute(gone.values(voided_at=at("2025-05-20"), void_reason="test"))
    assert figures(book)["I15_repeat_suspects"] == {"links": 1, "incidents": 1}


def test_requests_stand_by_what_became_of_them(book: Session) -> None:
    for number, (received, result, decided) in enumerate(
        (
            ("2025-03-02", "given", "2025-03-03"),
            ("2025-03-02", "refused", "2025-03-05"),
            ("2025-03-09", "part", "2025-05-05"),
            ("2025-03-31", "pending", None),
            ("2025-04-01", "none_held", "2025-04-02"),
        )
    ):
        book.add(
            OutsideRequest(
                id=f"Q{number}",
                reference=f"REQ-{number}",
                kind="police",
                received_at=at(received),
                recorded_at=at(received),
                result=result,
                decided_at=at(decided) if decided else None,
            )
        )
    book.flush()
    assert figures(book)["G05_requests"] == {
        "received": 4,
        "by_result": {"given": 1, "part": 1, "pending": 1, "refused": 1},
    }
    early = figures(book, MARCH, at("2025-04-10"))["G05_requests"]
    assert early["by_result"] == {"given": 1, "pending": 2, "refused": 1}


def test_special_measures_are_events_of_the_period(book: Session) -> None:
    for number, (day, state) in enumerate(
        (("2025-03-20", "applied"), ("2025-03-25", "granted"), ("2025-04-02", "used"))
    ):
        book.add(
            MeasureEvent(
                id=f"S{number}",
                incident_id="Y1",
                measure="screen",
                state=state,
                on_day=date.fromisoformat(day),
                recorded_at=at(day),
                position=number,
            )
        )
    book.flush()
    assert figures(book)["J05_special_measures"] == {"applied": 1, "granted": 1}


def test_naloxone_says_who_it_went_to_and_what_became_of_it(book: Session) -> None:
    book.add_all(
        [
            NaloxoneTalk(
                id="T1", contact_id="C1", used_kits=1, overdoses=2, recorded_at=at("2025-03-01")
            ),
            NaloxoneTalk(
                id="T2", contact_id="C4", used_kits=0, overdoses=1, recorded_at=at("2025-05-04")
            ),
            NaloxoneTalk(
                id="T3",
                contact_id="C3",
                used_kits=1,
                overdoses=9,
                recorded_at=at("2025-03-03"),
                voided_at=at("2025-03-04"),
                void_reason="test",
            ),
        ]
    )
    book.flush()
    assert figures(book)["S04_naloxone"] == {
        "kits": 10,
        "by_item": {"naloxone_nasal": 10},
        "people": 2,
        "not_named": 1,
        "after_use": 1,
        "overdoses": 3,
    }
    assert figures(book, MARCH, at("2025-04-07"))["S04_naloxone"]["overdoses"] == 2


def test_money_taken_is_added_up_over_concerns_that_name_it(book: Session) -> None:
    for number, amount in enumerate((Decimal("40.50"), None, Decimal(100))):
        book.add(
            PoliceComplaint(
                id=f"K{number}",
                types=("money_taken",),
                noted_on=date(2025, 3, number + 1),
                recorded_at=at("2025-03-05"),
                amount_gbp=amount,
            )
        )
    book.flush()
    assert figures(book)["PC01b_money_taken"] == {"concerns": 2, "pounds": 140.5}


def for_police(session: Session, key: str, period: periods.Period) -> Any:
    lists = loading.lists_of(["north", "south", "east"])
    areas = [
        CodeEntry("north", "North", maps={"police_area": "Upper town"}),
        CodeEntry("south", "South", maps={"police_area": "Upper town"}),
        CodeEntry("east", "East"),
    ]
    facts = Facts(
        session,
        Window.of(period, LATER, loading.LONDON),
        with_entries(lists, {"area": areas}),
    )
    return registry.known()[key].compute(facts)


def test_the_police_table_of_the_quarter(book: Session) -> None:
    for key, weapons in (("Y1", ("hands",)), ("Y2", ("knife_blade", "hands")), ("Y3", ())):
        book.execute(update(Incident).where(Incident.id == key).values(weapons=weapons))
    assert for_police(book, "PV05_police_areas_weapons_vehicles", QUARTER) == {
        "area": {"Upper town": 2, "unknown": 1},
        "weapon": {"no": 1, "unknown": 1, "yes": 1},
        "vehicle": {"not_told": 2, "told": 1},
    }
    line = registry.known()["PV05_police_areas_weapons_vehicles"]
    assert line.answers(QUARTER)
    assert not line.answers(MARCH)
    assert not line.answers(periods.year("2025"))


def test_reports_with_identity_as_police_may_see_them(book: Session) -> None:
    book.add(reasons("Y3", reference="CR/1234"))
    book.flush()
    key = "PV06_police_reports"
    assert for_police(book, key, QUARTER) == {
        "total": 3,
        "recorded": {"recorded": 3},
        "outcome": {"cancelled": 1, "none_told": 1, "open": 1},
        "flag": {"flag_added": 1, "flag_not": 2},
    }
    # What was agreed and taken back is in nothing for police.
    taken_back = {**consent("B1", "Y2"), "state": "withdrawn", "at": f"2025-05-01{NOON}"}
    loading.add_rows(book, {"consents": [taken_back | {"recorded_at": f"2025-05-01{NOON}"}]})
    assert for_police(book, key, QUARTER)["outcome"] == {"none_told": 1, "open": 1}


def test_a_cancelled_record_stays_in_every_whole(book: Session) -> None:
    found = figures(book)
    assert found["J03_cancelled"]["CAN2"] == found["J03_cancelled"]["any"] == share(1, 3)
    assert found["I08_reported_with_identity"] == share(3, 5)
    assert figures(book, MARCH, at("2025-04-01"))["J03_cancelled"]["any"] == share(0, 3)


def test_middle_values_of_few_never_start_on_their_way_out(book: Session) -> None:
    line = registry.known()["J04_time"]
    facts = Facts(book, Window.of(MARCH, LATER, loading.LONDON), loading.lists_of(["north"]))
    inside: Any = line.compute(facts)
    assert inside["told_to_reported"] == {"days": 2.0, "of": 3}
    assert inside["reported_to_outcome"] == {"days": 8.0, "of": 1}
    assert inside["outcome_to_court_end"] == {"days": None, "of": 0}
    outside: Any = line.exact(facts)
    assert {value for each in outside.values() for value in each.values()} == {"hidden"}
