"""What is odd is shown before an import and does not stop it."""

from typing import Any

import pytest

from outreach_app.exchange import warnings
from outreach_app.exchange.checked import read_and_check
from outreach_app.vocabulary import CodeEntry, shipped, with_entries
from tests.outreach_app.exchange.conftest import NOW
from tests.outreach_app.exchange.moving import as_bytes
from tests.outreach_app.exchange.planting import Plant, put

Found = set[tuple[str, int, str, str]]


def odd(data: dict[str, Any], lists: Any = None) -> Found:
    found = warnings.look(read_and_check(as_bytes(data), lists or shipped(), NOW)).first()
    for each in found:
        assert each.line()
    return {(each.table, each.row, each.field, each.reason) for each in found}


def test_the_sample_has_its_known_oddities(sample: dict[str, Any]) -> None:
    """Q-plates were never issued; the register holds one disclosure after consent ran out."""
    found = odd(sample)
    assert {"plate", "disclosure_consent"} <= {reason for *_, reason in found}
    late = [i for *_, i in found if i == "late"]
    assert not late


PLANTS: list[tuple[Plant, tuple[str, int, str, str]]] = [
    (
        put("contacts", 1, recorded_at="2025-10-04T10:00Z"),
        ("contacts", 1, "late_reason", "late"),
    ),
    (put("persons", 2, alias="DOMINO"), ("persons", 2, "alias", "same_alias")),
    (
        put("incidents", 9, vehicle={"plate_said": "qa12 bcd"}),
        ("incidents", 9, "vehicle.plate_said", "plate"),
    ),
    (
        put("alerts", 1, incident_ids=["INR-04"]),
        ("alerts", 1, "incident_ids[1]", "alert_consent"),
    ),
    (
        put("alerts", 1, incident_ids=["INR-04"]),
        ("alerts", 1, "incident_ids[1]", "alert_early"),
    ),
    (
        put("disclosures", 1, scope="isva_sarc"),
        ("disclosures", 1, "scope", "disclosure_consent"),
    ),
    (
        put("cases", 1, opened_on="2020-01-01"),
        ("cases", 1, "opened_on", "before_first"),
    ),
    (
        put("needs", 1, identified_on="2020-01-01"),
        ("needs", 1, "identified_on", "before_first"),
    ),
    (
        put("contacts", 1, outcome="declined"),
        ("contacts", 1, "supplies", "not_counted"),
    ),
    (
        put("sessions", 1, started_at="2025-10-01T00:00Z"),
        ("contacts", 1, "started_at", "outside_session"),
    ),
    (
        put("sessions", 1, ended_at="2025-09-30T22:00Z"),
        ("contacts", 1, "started_at", "outside_session"),
    ),
]


@pytest.mark.parametrize(("plant", "expected"), PLANTS, ids=[e[3] for _, e in PLANTS])
def test_what_is_odd(
    sample: dict[str, Any], plant: Plant, expected: tuple[str, int, str, str]
) -> None:
    assert expected not in odd(sample)
    plant(sample)
    assert expected in odd(sample)


def test_an_incident_before_the_first_contact(sample: dict[str, Any]) -> None:
    row = sample["incidents"][8]
    row |= {"disclosed_at": "2021-01-01T10:00Z", "occurred_on": "2020-12-31"}
    assert ("incidents", 9, "disclosed_at", "before_first") in odd(sample)


def test_retired_codes_are_kept_and_shown(sample: dict[str, Any]) -> None:
    lists = shipped()
    retired = {
        name: [
            CodeEntry(e.code, e.label, e.definition, e.code not in gone, e.maps)
            for e in lists[name].entries.values()
        ]
        for name, gone in {
            "contact_setting": {"street_van"},
            "perp_hair": {"dark_brown"},
            "police_path": {"warn_only"},
            "supply_item": {"condom_ext"},
        }.items()
    }
    found = odd(sample, with_entries(lists, retired))
    places = {(table, field) for table, _, field, reason in found if reason == "retired"}
    assert {
        ("contacts", "setting"),
        ("contacts", "supplies"),
        ("incidents", "perpetrators[1].hair"),
        ("incidents", "path_events[1].path"),
    } <= places


def test_no_alias_is_said(sample: dict[str, Any]) -> None:
    put("persons", 2, alias="DOMINO")(sample)
    found = warnings.look(read_and_check(as_bytes(sample), shipped(), NOW))
    assert "domino" not in "\n".join(each.line() for each in found.first()).casefold()


def test_partly_known_plates_are_not_judged(sample: dict[str, Any]) -> None:
    for plate in ("Q?12 BCD", "QA12*", "AB12 CDE", "Q123 ABC"):
        put("incidents", 9, vehicle={"plate_said": plate})(sample)
        assert ("incidents", 9, "vehicle.plate_said", "plate") not in odd(sample)


def test_a_yes_on_a_joined_record_is_one_of_the_same_person(sample: dict[str, Any]) -> None:
    """PER-25 was joined with PER-05: G03 counts their answers as one person's."""
    yes = next(each for each in sample["consents"] if each["scope"] == "housing")
    told = {**yes, "id": "YES-1", "at": "2025-11-01T10:00Z", "recorded_at": "2025-11-01T10:00Z"}
    sample["consents"].append({**told, "person_id": "PER-25", "state": "given", "expires_on": None})
    shared = {"scope": "housing", "basis": "consent", "at": "2025-12-01T10:00Z"}
    later = {"recorded_at": "2025-12-01T10:00Z", "incident_id": None}
    row = {**sample["disclosures"][0], **shared, **later}
    sample["disclosures"] += [
        {**row, "id": "OUT-1", "person_id": "PER-05"},
        {**row, "id": "OUT-2", "person_id": "PER-06"},
    ]
    found = {number for _, number, _, reason in odd(sample) if reason == "disclosure_consent"}
    assert found & {33, 34} == {34}


def test_consent_that_came_later_does_not_help(sample: dict[str, Any]) -> None:
    alert = sample["alerts"][0]
    row = next(
        n
        for n, r in enumerate(sample["consents"], 1)
        if r["incident_id"] == alert["incident_ids"][0] and r["scope"] == "alert_local"
    )
    put("consents", row, at=alert["issued_at"].replace("22:00", "22:01"))(sample)
    put("consents", row, recorded_at="2025-10-05T10:00Z")(sample)
    assert ("alerts", 1, "incident_ids[1]", "alert_consent") in odd(sample)
