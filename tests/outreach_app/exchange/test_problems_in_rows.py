"""Every kind of problem a row can have, with the table, row and field that are named."""

from typing import Any

import pytest

from tests.outreach_app.exchange.planting import (
    Place,
    Plant,
    inside,
    more,
    places,
    put,
    refused,
    without,
)

VOID = {"voided_at": "2025-11-01T10:00Z", "void_reason": "test"}
TYPES: list[tuple[str, Plant, list[Place]]] = [
    ("a field we do not know", put("contacts", 3, mood="calm"), [("contacts", 3, "mood", "E-FIELD")]),
    (
        "a field we do not know inside an object",
        inside("incidents", 9, "path_events", 1, police="x"),
        [("incidents", 9, "path_events[1].police", "E-FIELD")],
    ),
    ("a field with a strange name", put("contacts", 3, **{"a b": 1}), [("contacts", 3, '"a b"', "E-FIELD")]),
    ("absent", without("contacts", 3, "setting"), [("contacts", 3, "setting", "E-MISSING")]),
    ("null", put("contacts", 3, setting=None), [("contacts", 3, "setting", "E-MISSING")]),
    ("an empty required list", put("alerts", 2, grounds=[]), [("alerts", 2, "grounds", "E-MISSING")]),
    ("no id", without("needs", 4, "id"), [("needs", 4, "id", "E-MISSING")]),
    ("a malformed id", put("enforcement_events", 1, id="-1"), [("enforcement_events", 1, "id", "E-TYPE")]),
    ("an id too long", put("enforcement_events", 1, id="A" * 41), [("enforcement_events", 1, "id", "E-TYPE")]),
    ("a number as text", put("contacts", 3, minutes="10"), [("contacts", 3, "minutes", "E-TYPE")]),
    ("true as a number", put("contacts", 3, minutes=True), [("contacts", 3, "minutes", "E-TYPE")]),
    ("a fraction", put("contacts", 3, minutes=10.5), [("contacts", 3, "minutes", "E-TYPE")]),
    ("text as a list", put("incidents", 2, also="rape"), [("incidents", 2, "also", "E-TYPE")]),
    ("null in a list", put("incidents", 2, also=[None]), [("incidents", 2, "also[1]", "E-TYPE")]),
    ("a list as text", put("incidents", 2, private_note=["x"]), [("incidents", 2, "private_note", "E-TYPE")]),
    ("text as an object", put("incidents", 2, vehicle="blue van"), [("incidents", 2, "vehicle", "E-TYPE")]),
    ("1 as true", put("alerts", 2, has_plate=1), [("alerts", 2, "has_plate", "E-TYPE")]),
    ("a control character", put("persons", 2, alias="a\x07b"), [("persons", 2, "alias", "E-TYPE")]),
    ("a line break in a short text", put("persons", 2, alias="a\nb"), [("persons", 2, "alias", "E-TYPE")]),
    ("half a character", put("persons", 2, alias="\ud800"), [("persons", 2, "alias", "E-TYPE")]),
    (
        "a semicolon in a list text",
        put("incidents", 2, vehicle={"features": ["dent; rust"]}),
        [("incidents", 2, "vehicle.features[1]", "E-TYPE")],
    ),
    ("a staff code with blanks", put("contacts", 3, recorded_by="Mary W"), [("contacts", 3, "recorded_by", "E-TYPE")]),
    ("three decimals", put("police_complaints", 1, amount_gbp=1.005), [("police_complaints", 1, "amount_gbp", "E-TYPE")]),
    ("money as text", put("police_complaints", 1, amount_gbp="415"), [("police_complaints", 1, "amount_gbp", "E-TYPE")]),
    ("a feature without words", inside("incidents", 2, "perpetrators", 1, features=["tattoo:"]), [("incidents", 2, "perpetrators[1].features[1]", "E-TYPE")]),
    ("an unknown feature", inside("incidents", 2, "perpetrators", 1, features=["swallow on hand"]), [("incidents", 2, "perpetrators[1].features[1]", "E-CODE")]),
    ("a malformed area name", lambda d: d["project"]["areas"].append("Dock Side"), [("project", 0, "areas[9]", "E-TYPE")]),
    ("a row that is no object", lambda d: d["needs"].append(5), [("needs", 30, "", "E-TYPE")]),
    ("empty text", put("persons", 2, alias=""), [("persons", 2, "alias", "E-EMPTY")]),
    ("an empty code", put("contacts", 3, initiator=""), [("contacts", 3, "initiator", "E-EMPTY")]),
    ("an empty vehicle", put("incidents", 2, vehicle={}), [("incidents", 2, "vehicle", "E-EMPTY")]),
    (
        "a vehicle of nulls and empty lists",
        put("incidents", 2, vehicle={"make": None, "features": []}),
        [("incidents", 2, "vehicle", "E-EMPTY")],
    ),
    ("a text too long", put("persons", 2, alias="a" * 81), [("persons", 2, "alias", "E-LIMIT")]),
    ("a number too high", put("contacts", 3, minutes=1441), [("contacts", 3, "minutes", "E-RANGE")]),
    ("a number below nothing", put("contacts", 3, needle_returns=-1), [("contacts", 3, "needle_returns", "E-RANGE")]),
    ("nothing given", put("contacts", 3, supplies={"condom_ext": 0}), [("contacts", 3, "supplies.condom_ext", "E-RANGE")]),
    ("an absurd number", put("contacts", 3, minutes=10**30), [("contacts", 3, "minutes", "E-RANGE")]),
    ("money owed", put("police_complaints", 1, amount_gbp=-1), [("police_complaints", 1, "amount_gbp", "E-RANGE")]),
    ("an unknown code", put("contacts", 57, setting="street_bus"), [("contacts", 57, "setting", "E-CODE")]),
    ("a label for a code", put("contacts", 57, setting="Street van"), [("contacts", 57, "setting", "E-CODE")]),
    ("a code in capitals", put("contacts", 57, setting="STREET_VAN"), [("contacts", 57, "setting", "E-CODE")]),
    ("an unknown item", put("contacts", 3, supplies={"condoms": 1}), [("contacts", 3, "supplies.condoms", "E-CODE")]),
    ("an item of another project", put("contacts", 3, supplies={"x_soup": 1}), [("contacts", 3, "supplies.x_soup", "E-CODE")]),
    ("an unknown area", put("contacts", 3, area="docks"), [("contacts", 3, "area", "E-CODE")]),
    ("an unknown recipient", put("disclosures", 3, recipient="press"), [("disclosures", 3, "recipient", "E-CODE")]),
    ("a draft alert", put("alerts", 2, status="draft"), [("alerts", 2, "status", "E-CODE")]),
    ("an unknown time zone", lambda d: d["project"].update(timezone="Europe/Londn"), [("project", 0, "timezone", "E-CODE")]),
    ("a code twice", put("incidents", 2, also=["rape", "rape"]), [("incidents", 2, "also[2]", "E-DUPVAL")]),
    ("an id twice", put("enforcement_events", 3, id="ENF-01"), [("enforcement_events", 3, "id", "E-DUPID")]),
    ("30 February", put("needs", 2, identified_on="2025-02-30"), [("needs", 2, "identified_on", "E-DATE")]),
    ("a British date", put("needs", 2, identified_on="05/11/2025"), [("needs", 2, "identified_on", "E-DATE")]),
    ("a date with a time", put("needs", 2, identified_on="2025-01-01T10:00Z"), [("needs", 2, "identified_on", "E-DATE")]),
    ("a time without a day", put("contacts", 3, started_at="2025-10-01"), [("contacts", 3, "started_at", "E-DATE")]),
    ("hour 25", put("contacts", 3, started_at="2025-10-01T25:00Z"), [("contacts", 3, "started_at", "E-DATE")]),
    ("a fraction of a second", put("contacts", 3, started_at="2025-10-01T20:00:00.5Z"), [("contacts", 3, "started_at", "E-DATE")]),
    ("the year 1899", put("persons", 2, deceased_on="1899-12-31", deceased_recorded_at="2025-01-01T10:00Z"), [("persons", 2, "deceased_on", "E-DATE")]),
    ("month 13", put("partner_reports", 1, month="2025-13"), [("partner_reports", 1, "month", "E-DATE")]),
    ("a time as a number", put("contacts", 3, started_at=1759356000), [("contacts", 3, "started_at", "E-TYPE")]),
    ("a naive time", put("contacts", 3, started_at="2025-10-01T20:00"), [("contacts", 3, "started_at", "E-ZONE")]),
    ("a moment to come", put("cases", 2, opened_recorded_at="2026-02-01T12:00:01Z"), [("cases", 2, "opened_recorded_at", "E-FUTURE")]),
    ("tomorrow", inside("needs", 6, "status_events", 1, on="2026-02-02", recorded_at="2026-02-01T10:00Z"), [("needs", 6, "status_events[1].on", "E-FUTURE"), ("needs", 6, "status_events[1].recorded_at", "E-ORDER")]),
    ("next month", put("partner_reports", 1, month="2026-03"), [("partner_reports", 1, "month", "E-FUTURE")]),
    ("a reference as a number", put("contacts", 3, session_id=5), [("contacts", 3, "session_id", "E-TYPE")]),
    ("a malformed reference", put("contacts", 3, session_id="SES 1"), [("contacts", 3, "session_id", "E-TYPE")]),
    ("references as numbers", put("alerts", 2, incident_ids=[4]), [("alerts", 2, "incident_ids[1]", "E-TYPE")]),
    ("an offset of 60 minutes", put("contacts", 3, started_at="2025-10-01T20:00+00:60"), [("contacts", 3, "started_at", "E-DATE")]),
    ("a missing reference", put("contacts", 3, session_id="SES-999"), [("contacts", 3, "session_id", "E-REF")]),
    ("a missing reference in a list", put("alerts", 2, incident_ids=["INR-04", "INR-999"]), [("alerts", 2, "incident_ids[2]", "E-REF")]),
]  # fmt: skip
RULES: list[tuple[str, Plant, list[Place]]] = [
    ("void without a reason", put("contacts", 3, voided_at="2025-12-01T10:00Z"), [("contacts", 3, "void_reason", "E-PAIR")]),
    ("a reason without void", put("incidents", 3, void_reason="test"), [("incidents", 3, "voided_at", "E-PAIR")]),
    ("half a death", put("persons", 2, deceased_on="2025-12-01"), [("persons", 2, "deceased_recorded_at", "E-PAIR")]),
    ("half a merge", put("persons", 2, merged_into="PER-01"), [("persons", 2, "merged_at", "E-PAIR")]),
    ("half a past", put("persons", 1, last_contact_before=None), [("persons", 1, "last_contact_before", "E-PAIR")]),
    ("half a closing", put("cases", 1, closed_on="2025-12-01"), [("cases", 1, "closed_recorded_at", "E-PAIR")]),
    ("linked to nobody", put("contacts", 2, person_id=None, person_linked_at="2025-12-01T10:00Z"), [("contacts", 2, "person_linked_at", "E-PAIR")]),
    ("a day that is unknown", put("incidents", 2, occurred_precision="unknown"), [("incidents", 2, "occurred_on", "E-PAIR")]),
    ("a precision without a day", put("incidents", 2, occurred_on=None), [("incidents", 2, "occurred_on", "E-PAIR")]),
    ("a strand nobody saw", put("incidents", 2, hate_strands=["sex_worker"]), [("incidents", 2, "hate_strands", "E-PAIR")]),
    ("seen and no strand", put("incidents", 2, hate_perceived_by="person"), [("incidents", 2, "hate_strands", "E-PAIR")]),
    ("withdrawn, no moment", put("alerts", 2, status="withdrawn"), [("alerts", 2, "withdrawn_at", "E-PAIR")]),
    ("a moment, not withdrawn", put("alerts", 2, withdrawn_at="2025-12-01T10:00Z"), [("alerts", 2, "withdrawn_at", "E-PAIR")]),
    ("a sentence at the start", inside("incidents", 1, "court_events", 1, sentence=["custody"]), [("incidents", 1, "court_events[1].sentence", "E-PAIR")]),
    ("void before record", put("contacts", 1, voided_at="2025-09-30T23:59Z", void_reason="test"), [("contacts", 1, "voided_at", "E-ORDER")]),
    ("linked before record", put("contacts", 1, person_linked_at="2025-09-30T23:59Z"), [("contacts", 1, "person_linked_at", "E-ORDER")]),
    ("recorded before it began", put("contacts", 1, recorded_at="2025-09-30T22:39Z"), [("contacts", 1, "recorded_at", "E-ORDER")]),
    ("ended before it began", put("sessions", 1, ended_at="2025-09-30T20:29+01:00"), [("sessions", 1, "ended_at", "E-ORDER")]),
    ("recorded before told", put("incidents", 9, recorded_at="2025-10-14T14:19+01:00"), [("incidents", 9, "recorded_at", "E-ORDER")]),
    ("alert recorded before issued", put("alerts", 1, recorded_at="2025-10-04T21:59+01:00"), [("alerts", 1, "recorded_at", "E-ORDER")]),
    ("consent recorded before given", put("consents", 1, recorded_at="2025-10-04T21:19+01:00"), [("consents", 1, "recorded_at", "E-ORDER")]),
    ("closed before opened", put("cases", 1, closed_on="2025-02-09", closed_recorded_at="2025-02-11T10:00Z", close_reason="needs_met"), [("cases", 1, "closed_on", "E-ORDER")]),
    ("seen last before first", put("persons", 1, last_contact_before="2022-03-13"), [("persons", 1, "last_contact_before", "E-ORDER")]),
    ("until before on", put("enforcement_events", 1, until="2025-10-12"), [("enforcement_events", 1, "until", "E-ORDER")]),
    ("run out before given", put("consents", 1, expires_on="2025-10-03"), [("consents", 1, "expires_on", "E-ORDER")]),
    (
        "a step recorded before its day",
        more("incidents", 9, "path_events", {"on": "2025-10-14", "path": "undecided", "recorded_at": "2025-10-13T12:00Z"}),
        [("incidents", 9, "path_events[2].recorded_at", "E-ORDER")],
    ),
    ("a need recorded before its day", put("needs", 1, recorded_at="2025-03-03T23:59Z"), [("needs", 1, "recorded_at", "E-ORDER")]),
    ("opened before its day", put("cases", 1, opened_recorded_at="2025-02-09T23:59Z"), [("cases", 1, "opened_recorded_at", "E-ORDER")]),
    ("a step before the draft", put("referrals", 1, drafted_on="2025-10-07"), [("referrals", 1, "status_events[1].on", "E-ORDER")]),
    ("told before it happened", put("incidents", 9, occurred_on="2025-10-15"), [("incidents", 9, "occurred_on", "E-ORDER")]),
    ("merged into itself", put("persons", 2, merged_into="PER-02", merged_at="2025-12-01T10:00Z"), [("persons", 2, "merged_into", "E-MERGE")]),
    ("a chain of merges", put("persons", 2, merged_into="PER-25", merged_at="2025-12-01T10:00Z"), [("persons", 2, "merged_into", "E-MERGE")]),
    ("no incident for an incident's scope", put("consents", 1, incident_id=None), [("consents", 1, "incident_id", "E-MISSING")]),
    ("another person's incident", put("consents", 1, person_id="PER-01"), [("consents", 1, "person_id", "E-REF")]),
    ("nobody named for an incident", put("consents", 1, person_id=None), [("consents", 1, "person_id", "E-REF")]),
    ("an incident for a person's scope", put("consents", 1, scope="health"), [("consents", 1, "incident_id", "E-PAIR")]),
    ("nobody for a person's scope", put("consents", 1, scope="health", incident_id=None, person_id=None), [("consents", 1, "person_id", "E-MISSING")]),
    ("given, no method", put("consents", 1, method=None), [("consents", 1, "method", "E-MISSING")]),
    ("given, no capacity", put("consents", 1, capacity=None), [("consents", 1, "capacity", "E-MISSING")]),
    ("refused, and runs out", put("consents", 1, state="refused", expires_on="2026-10-03"), [("consents", 1, "expires_on", "E-PAIR")]),
    ("nobody and nothing disclosed", put("disclosures", 1, incident_id=None), [("disclosures", 1, "incident_id", "E-MISSING")]),
    ("nothing blocked", put("blocked_disclosures", 1, incident_id=None), [("blocked_disclosures", 1, "incident_id", "E-MISSING")]),
    ("consent without a scope", put("disclosures", 1, scope=None), [("disclosures", 1, "scope", "E-MISSING")]),
    ("an empty partner report", put("partner_reports", 1, vehicle=None, perpetrator=None), [("partner_reports", 1, "vehicle", "E-MISSING")]),
    ("another person's need", put("referrals", 1, person_id="PER-01"), [("referrals", 1, "need_id", "E-REF")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "expected"), [each[1:] for each in TYPES], ids=[e[0] for e in TYPES]
)
def test_what_does_not_fit_its_type(
    sample: dict[str, Any], plant: Plant, expected: list[Place]
) -> None:
    plant(sample)
    found = refused(sample)
    assert places(found) == expected
    for problem in found.problems:
        assert problem.line().endswith(f"[{problem.kind}]")


@pytest.mark.parametrize(
    ("plant", "expected"), [each[1:] for each in RULES], ids=[e[0] for e in RULES]
)
def test_what_breaks_a_rule(sample: dict[str, Any], plant: Plant, expected: list[Place]) -> None:
    plant(sample)
    found = refused(sample)
    assert places(found) == expected
    assert all(line for line in found.lines())


def test_days_and_months_may_be_known_by_week_or_month(sample: dict[str, Any]) -> None:
    """INR-04 was told on Tuesday 14 October: a Sunday of that week is before, one of the next not."""
    put("incidents", 9, occurred_on="2025-10-20", occurred_precision="week")(sample)
    assert places(refused(sample)) == [("incidents", 9, "occurred_on", "E-ORDER")]


def test_a_day_is_cut_in_the_zone_of_the_project(sample: dict[str, Any]) -> None:
    """23:30Z on 13 October is 00:30 on the 14th in London, so nothing is out of order."""
    inside("incidents", 9, "path_events", 1, recorded_at="2025-10-13T23:30Z")(sample)
    put("incidents", 9, setting=1)(sample)  # something else is wrong, so that there is an answer
    assert places(refused(sample)) == [("incidents", 9, "setting", "E-FIELD")]
